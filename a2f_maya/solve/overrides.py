"""Changes that a user makes to the solver settings of a package, by pose names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from a2f_maya.errors import ParameterError
from a2f_maya.names import find_all
from a2f_maya.solve.settings import BlendshapeSettings, Pair

NUMBERS = {
    "strengthL2regularization": "strength_l2",
    "strengthL1regularization": "strength_l1",
    "strengthTemporalSmoothing": "strength_temporal",
    "strengthSymmetry": "strength_symmetry",
    "templateBBSize": "template_bb_size",
    "tolerance": "tolerance",
    "clamp": "clamp",
    "sparsityForm": "sparsity_form",
}
"""Key in a parameter file -> field of `BlendshapeSettings`."""

TABLES = {"active": "active", "multipliers": "multipliers", "offsets": "offsets"}
PAIRS = {"cancelPairs": "cancel_pairs", "symmetryPairs": "symmetry_pairs"}


def with_overrides(
    settings: BlendshapeSettings, pose_names: Sequence[str], overrides: Mapping[str, Any]
) -> BlendshapeSettings:
    """Replace some solver settings.

    Parameters
    ----------
    settings : BlendshapeSettings
    pose_names : sequence of str
    overrides : mapping
        Strengths by their keys in ``bs_*_config.json``; ``active``, ``multipliers`` and ``offsets``
        as objects of pose names (any case) and values; ``cancelPairs`` and ``symmetryPairs`` as
        lists of two pose names each, which replace all pairs.

    Raises
    ------
    ParameterError
        If a key or a pose is unknown or a value is wrong.
    """
    changes: dict[str, Any] = {}
    for key, value in overrides.items():
        if key in NUMBERS:
            changes[NUMBERS[key]] = value
        elif key in TABLES:
            changes[TABLES[key]] = _table(key, getattr(settings, TABLES[key]), pose_names, value)
        elif key in PAIRS:
            changes[PAIRS[key]] = _pairs(key, pose_names, value)
        else:
            known = ", ".join([*NUMBERS, *TABLES, *PAIRS])
            raise ParameterError(f"There is no solver setting '{key}'; choose among {known}.")
    return replace(settings, **changes)


def _table(
    key: str, values: tuple[Any, ...], pose_names: Sequence[str], changes: Any
) -> tuple[Any, ...]:
    if not isinstance(changes, Mapping):
        raise ParameterError(f"'{key}' must be an object of pose names and values.")
    changed = list(values)
    for position, (name, value) in zip(
        _positions(key, pose_names, list(changes)), changes.items(), strict=True
    ):
        if key == "active" and not isinstance(value, bool):
            raise ParameterError(f"'{key}' of the pose '{name}' must be true or false.")
        changed[position] = value
    return tuple(changed)


def _pairs(key: str, pose_names: Sequence[str], value: Any) -> tuple[Pair, ...]:
    is_list = isinstance(value, list) and all(
        isinstance(pair, list) and len(pair) == 2 for pair in value
    )
    if not is_list:
        raise ParameterError(f"'{key}' must be a list of pairs of pose names.")
    positions = (_positions(key, pose_names, pair) for pair in value)
    return tuple((first, second) for first, second in positions)


def _positions(key: str, pose_names: Sequence[str], wanted: Sequence[Any]) -> list[int]:
    found = find_all([str(name) for name in wanted], pose_names)
    positions = []
    for name, position in zip(wanted, found, strict=True):
        if position is None:
            raise ParameterError(
                f"'{key}' names the pose '{name}', which the network does not have."
            )
        positions.append(position)
    return positions
