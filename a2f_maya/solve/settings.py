"""Options of the blendshape solve: which poses take part, how they are tied, and how strongly."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from a2f_maya.errors import ParameterError

Pair = tuple[int, int]

_STRENGTHS = {
    "strength_l2": "strengthL2regularization",
    "strength_l1": "strengthL1regularization",
    "strength_temporal": "strengthTemporalSmoothing",
    "strength_symmetry": "strengthSymmetry",
}


@dataclass(frozen=True)
class BlendshapeSettings:
    """Everything about a solve that is not geometry. Poses are numbered as in their `PoseSet`.

    Attributes
    ----------
    active : tuple of bool
        Whether each pose takes part; the others get the weight 0.
    cancel_pairs : tuple of (int, int)
        At most one pose of a pair has a weight above 0 in any frame.
    symmetry_pairs : tuple of (int, int)
        The two weights of a pair are pulled together.
    multipliers, offsets : tuple of float
        Applied to the solved weights.
    strength_l2 : float
        Weight regularization: keeps weights small.
    strength_l1 : float
        Weight sparsity, see `sparsity_form`.
    strength_temporal : float
        Temporal smoothing: pulls the weights of neighbouring frames together.
    strength_symmetry : float
        Symmetric pose: pulls the two weights of a symmetry pair together.
    template_bb_size : float
        Diagonal of the bounding box for which the strengths are meant; they scale with the mesh.
    tolerance : float
        Stopping tolerance of the NVIDIA-compatible solver; the exact solver needs none.
    clamp : bool
        Limit the final weights, after multipliers and offsets, to 0..1.
    sparsity_form : {"squared", "linear"}
        "squared" is NVIDIA's energy, a multiple of ``(sum of weights) ** 2``, whose pull fades as
        the weights get small. "linear" is a true L1 norm, whose pull does not; the two pull alike
        where the weights add up to 1.

    Raises
    ------
    ParameterError
        If a value is wrong or the lists have different lengths.
    """

    active: tuple[bool, ...]
    cancel_pairs: tuple[Pair, ...]
    symmetry_pairs: tuple[Pair, ...]
    multipliers: tuple[float, ...]
    offsets: tuple[float, ...]
    strength_l2: float = 3.5
    strength_l1: float = 1.0
    strength_temporal: float = 0.0
    strength_symmetry: float = 100.0
    template_bb_size: float = 54.7
    tolerance: float = 1e-10
    clamp: bool = False
    sparsity_form: Literal["squared", "linear"] = "squared"

    def __post_init__(self) -> None:
        for name, key in _STRENGTHS.items():
            _check_number(key, getattr(self, name), minimum=0.0)
        _check_number("templateBBSize", self.template_bb_size, minimum=1.0)
        _check_number("tolerance", self.tolerance, minimum=0.0)
        if self.sparsity_form not in ("squared", "linear"):
            raise ParameterError(
                f"The sparsity form is {self.sparsity_form!r}; give 'squared' or 'linear'."
            )
        count = len(self.active)
        for key, numbers in (
            ("bsWeightMultipliers", self.multipliers),
            ("bsWeightOffsets", self.offsets),
        ):
            if len(numbers) != count:
                raise ParameterError(f"'{key}' has {len(numbers)} values; give one for each pose.")
            for number in numbers:
                _check_number(key, number, minimum=-math.inf)
        for pairs in (self.cancel_pairs, self.symmetry_pairs):
            for first, second in pairs:
                if first == second or not (0 <= first < count and 0 <= second < count):
                    raise ParameterError(f"({first}, {second}) is not a pair of two poses.")
        if not any(self.active):
            raise ParameterError("No pose is active; switch one on in 'bsSolveActivePoses'.")

    @classmethod
    def default(cls, pose_count: int) -> BlendshapeSettings:
        """Build the settings of a solve without a file: all poses active, no pairs."""
        return cls(
            active=(True,) * pose_count,
            cancel_pairs=(),
            symmetry_pairs=(),
            multipliers=(1.0,) * pose_count,
            offsets=(0.0,) * pose_count,
        )

    @classmethod
    def from_config(cls, config: Mapping[str, Any], pose_count: int) -> BlendshapeSettings:
        """Read the contents of a bs_skin_config.json or bs_tongue_config.json.

        Parameters
        ----------
        config : mapping
            With or without the outer ``blendshape_params`` object.
        pose_count : int
            Number of poses in the blendshape data, without the neutral.

        Raises
        ------
        ParameterError
            If a key is missing, a list has the wrong length, a pair id does not occur exactly
            twice, or a value is wrong.
        """
        inner = config.get("blendshape_params", config)
        if not isinstance(inner, Mapping):
            raise ParameterError("'blendshape_params' is not an object of keys.")
        if _required(inner, "numPoses") != pose_count:
            raise ParameterError(
                f"'numPoses' is {inner['numPoses']!r} and the blendshape data has {pose_count} "
                "poses; load the settings that belong to it."
            )
        active = _pose_list(inner, "bsSolveActivePoses", pose_count)
        if any(value not in (0, 1) for value in active):
            raise ParameterError("'bsSolveActivePoses' holds something other than 0 and 1.")
        strengths = {name: _required(inner, key) for name, key in _STRENGTHS.items()}
        return cls(
            active=tuple(bool(value) for value in active),
            cancel_pairs=pairs_of_ids(
                _pose_list(inner, "bsSolveCancelPoses", pose_count), "bsSolveCancelPoses"
            ),
            symmetry_pairs=pairs_of_ids(
                _pose_list(inner, "bsSolveSymmetryPoses", pose_count), "bsSolveSymmetryPoses"
            ),
            multipliers=tuple(_pose_list(inner, "bsWeightMultipliers", pose_count)),
            offsets=tuple(_pose_list(inner, "bsWeightOffsets", pose_count)),
            template_bb_size=inner.get("templateBBSize", cls.template_bb_size),
            **strengths,
        )

    def to_config(self) -> dict[str, dict[str, Any]]:
        """Write the contents of a bs_*_config.json; `from_config` reads it back."""
        count = len(self.active)
        numbers = {key: getattr(self, name) for name, key in _STRENGTHS.items()}
        return {
            "blendshape_params": {
                **numbers,
                "templateBBSize": self.template_bb_size,
                "numPoses": count,
                "bsSolveActivePoses": [int(flag) for flag in self.active],
                "bsSolveCancelPoses": ids_of_pairs(self.cancel_pairs, count),
                "bsSolveSymmetryPoses": ids_of_pairs(self.symmetry_pairs, count),
                "bsWeightMultipliers": list(self.multipliers),
                "bsWeightOffsets": list(self.offsets),
            }
        }


def pairs_of_ids(ids: Sequence[int], key: str) -> tuple[Pair, ...]:
    """Pairs from a list that gives the two poses of a pair the same id >= 0, and -1 to all others.

    Raises
    ------
    ParameterError
        If an id does not occur exactly twice.
    """
    members: dict[int, list[int]] = {}
    for pose, pair_id in enumerate(ids):
        if pair_id != int(pair_id) or pair_id < -1:
            raise ParameterError(f"'{key}' holds {pair_id!r}; give -1 or a pair's number from 0.")
        if pair_id >= 0:
            members.setdefault(int(pair_id), []).append(pose)
    for pair_id, poses in members.items():
        if len(poses) != 2:
            raise ParameterError(
                f"The id {pair_id} in '{key}' occurs {len(poses)} times; a pair needs exactly two."
            )
    return tuple((poses[0], poses[1]) for _, poses in sorted(members.items()))


def ids_of_pairs(pairs: Sequence[Pair], pose_count: int) -> list[int]:
    """Inverse of `pairs_of_ids`."""
    ids = [-1] * pose_count
    for pair_id, pair in enumerate(pairs):
        for pose in pair:
            ids[pose] = pair_id
    return ids


def _required(config: Mapping[str, Any], key: str) -> Any:
    if key not in config:
        raise ParameterError(f"The blendshape configuration lacks the key '{key}'.")
    return config[key]


def _pose_list(config: Mapping[str, Any], key: str, pose_count: int) -> list[Any]:
    values = _required(config, key)
    if not isinstance(values, list) or len(values) != pose_count:
        raise ParameterError(f"'{key}' should be a list of {pose_count} values, one for each pose.")
    for value in values:
        _check_number(key, value, minimum=-math.inf)
    return values


def _check_number(key: str, value: Any, minimum: float) -> None:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or not math.isfinite(value) or value < minimum:
        limit = f" of at least {minimum:g}" if math.isfinite(minimum) else ""
        raise ParameterError(f"'{key}' is {value!r}; give a finite number{limit}.")
