"""What the animators need to know of a package: bases, neutral poses, teeth and eye recordings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import MeshError, PackageError, ParameterError
from a2f_maya.tracks import FloatArray

JAW_POINTS = 5


@dataclass(frozen=True)
class FaceModel:
    """The geometry of one face. All positions are in the package's length unit, Y up, Z forward.

    Attributes
    ----------
    skin_neutral : np.ndarray [shape=(V, 3), float32]
    skin_basis : np.ndarray [shape=(K + 2 + G, V, 3), float32]
        The extended basis of `FaceTrack`: K rows of the package, then the displacement that closes
        both eyelids, then the displacement that opens the lips, then one of each gesture.
    tongue_neutral : np.ndarray [shape=(Vt, 3), float32]
        In the space of the jaw at rest.
    tongue_basis : np.ndarray [shape=(Kt, Vt, 3), float32]
    neutral_jaw : np.ndarray [shape=(5, 3), float32]
        Rigid key points on the lower teeth.
    saccades : np.ndarray [shape=(N, 2), float32]
        Small eye movements, 30 rows a second: pitch, yaw in degrees.
    gestures : tuple of str
        Names of the G poses that follow the voice, see `a2f_maya.face.voice_gestures.GESTURES`.

    Raises
    ------
    PackageError
        If the arrays do not fit together.
    """

    skin_neutral: FloatArray
    skin_basis: FloatArray
    tongue_neutral: FloatArray
    tongue_basis: FloatArray
    neutral_jaw: FloatArray
    saccades: FloatArray
    gestures: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, array, expected in (
            ("skin_neutral", self.skin_neutral, (None, 3)),
            ("skin_basis", self.skin_basis, (None, len(self.skin_neutral), 3)),
            ("tongue_neutral", self.tongue_neutral, (None, 3)),
            ("tongue_basis", self.tongue_basis, (None, len(self.tongue_neutral), 3)),
            ("neutral_jaw", self.neutral_jaw, (JAW_POINTS, 3)),
            ("saccades", self.saccades, (None, 2)),
        ):
            fits = array.ndim == len(expected) and all(
                want in (None, have) for want, have in zip(expected, array.shape, strict=True)
            )
            if not fits or array.size == 0:
                shape = " x ".join("any" if want is None else str(want) for want in expected)
                raise PackageError(
                    f"'{name}' of the face model has the shape {array.shape} and should be "
                    f"{shape}; get the package again."
                )
        if self.skin_shape_count < 1:
            raise PackageError("The face model has no skin shapes; get the package again.")

    @classmethod
    def from_arrays(
        cls,
        arrays: Mapping[str, npt.NDArray[np.float32]],
        gestures: Mapping[str, npt.NDArray[np.float32]] | None = None,
    ) -> FaceModel:
        """Build from the eight arrays of a regression package's model_data.npz, flat or shaped.

        Parameters
        ----------
        arrays : mapping
        gestures : mapping, optional
            Displacements [shape=(V, 3)] of the poses that follow the voice, by their names.

        Raises
        ------
        PackageError
            If an array is missing or its length does not fit the others.
        """

        def points(name: str) -> FloatArray:
            return _reshaped(arrays, name, (-1, 3))

        skin, tongue = points("shapes_mean_skin"), points("shapes_mean_tongue")
        rows = [
            _reshaped(arrays, name, (-1, len(skin), 3))
            for name in ("shapes_matrix_skin", "eye_close_pose_delta", "lip_open_pose_delta")
        ]
        if any(len(row) != 1 for row in rows[1:]):
            raise PackageError(
                "The eye-close and lip-open displacements of the model data do not have one row a "
                "skin vertex; get the package again."
            )
        poses = gestures or {}
        return cls(
            skin_neutral=skin,
            skin_basis=np.concatenate([*rows, *(pose[None] for pose in poses.values())]),
            tongue_neutral=tongue,
            tongue_basis=_reshaped(arrays, "shapes_matrix_tongue", (-1, len(tongue), 3)),
            neutral_jaw=points("neutral_jaw"),
            saccades=_reshaped(arrays, "saccade_rot_matrix", (-1, 2)),
            gestures=tuple(poses),
        )

    @property
    def skin_shape_count(self) -> int:
        """K, the number of skin coefficients that the network gives."""
        return len(self.skin_basis) - 2 - len(self.gestures)


def _reshaped(
    arrays: Mapping[str, npt.NDArray[np.float32]], name: str, shape: tuple[int, ...]
) -> FloatArray:
    if name not in arrays:
        raise PackageError(f"The model data lacks the array '{name}'; get the package again.")
    array = np.ascontiguousarray(arrays[name], dtype=np.float32)
    try:
        return array.reshape(shape)
    except ValueError:
        raise PackageError(
            f"The array '{name}' of the model data has {array.size} numbers, which does not fit "
            "the other arrays; get the package again."
        ) from None


def face_mask(neutral: FloatArray, level: float, softness: float) -> FloatArray:
    """How much each vertex belongs to the lower face, from its height in the neutral pose.

    ``1 / (1 + exp(-(level - h) / softness))`` with ``h`` the height as a share of the whole
    (Audio2Face-3D-SDK skin animator).

    Parameters
    ----------
    neutral : np.ndarray [shape=(V, 3)]
    level : float
        Share of the height at which the mask is 0.5.
    softness : float
        Positive.

    Returns
    -------
    np.ndarray [shape=(V,), float32]
        1 well below the level, 0 well above.

    Raises
    ------
    ParameterError
        If ``softness`` is not positive.
    MeshError
        If all vertices have the same height.
    """
    if not softness > 0:
        raise ParameterError(f"'faceMaskSoftness' is {softness:g}; give a positive number.")
    heights = neutral[:, 1].astype(np.float64)
    lowest, highest = heights.min(), heights.max()
    if not highest > lowest:
        raise MeshError(
            "The neutral skin is flat along Y, so it has no upper and lower face; choose another."
        )
    shares = (heights - lowest) / (highest - lowest)
    # The tanh form of the logistic function does not overflow far from the level.
    mask: FloatArray = (0.5 + 0.5 * np.tanh((level - shares) / (2.0 * softness))).astype(np.float32)
    return mask
