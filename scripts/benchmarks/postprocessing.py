"""Post-processing in coefficients against the same work on every vertex.

The package is random and as large as NVIDIA's Mark. The reference is the chain of the
Audio2Face-3D-SDK in vectorised single precision numpy: reconstruct all vertices, smooth them twice,
mask them, and project them on the blendshapes.

Run with ``python -m scripts.benchmarks.postprocessing``.
"""

from __future__ import annotations

import numpy as np

from a2f_maya.face.animators import animate
from a2f_maya.face.filters import blend_factor
from a2f_maya.face.model import FaceModel, face_mask
from a2f_maya.face.params import FaceParameters
from a2f_maya.face.points import skin_points
from a2f_maya.solve.blendshape_solver import BlendshapeSolver
from a2f_maya.solve.poses import PoseSet
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import CoefficientTrack, FloatArray
from scripts.benchmarks.report import Row, best_of, print_table

VERTICES, SHAPES, MASKED_VERTICES = 61_520, 272, 10_085
TONGUE_VERTICES, TONGUE_SHAPES, POSES = 5_602, 10, 52
FRAMES = 12
WANTED_RATIO = 50
PARAMETERS = FaceParameters(upper_face_smoothing=0.02, lower_face_smoothing=0.05)


class VertexChain:
    """The reference: every step on every vertex."""

    def __init__(self, model: FaceModel, mask: FloatArray, solver: BlendshapeSolver) -> None:
        self.basis = model.skin_basis.reshape(len(model.skin_basis), -1)
        self.neutral = model.skin_neutral.reshape(-1)
        self.mask = np.repeat(mask, 3)
        equations = solver.equations
        self.rows = (3 * equations.vertices[:, None] + np.arange(3)).reshape(-1)
        self.deltas = equations.deltas.astype(np.float32)
        self.pose_neutral = equations.neutral.astype(np.float32)

    def points(self, track: CoefficientTrack, blink: FloatArray) -> FloatArray:
        """Skin vertices [shape=(T, 3 V)]."""
        p = PARAMETERS
        shapes, eye_close, lip_open = self.basis[:-2], self.basis[-2], self.basis[-1]
        fields = np.float32(p.skin_strength) * (track.skin @ shapes)
        closing = blink * np.float32(p.blink_strength) - np.float32(p.eyelid_open_offset)
        fields += closing[:, None] * eye_close + np.float32(p.lip_open_offset) * lip_open
        dt = track.rate.frame_duration
        upper = self._smoothed(fields, np.float32(blend_factor(p.upper_face_smoothing, dt)))
        lower = self._smoothed(fields, np.float32(blend_factor(p.lower_face_smoothing, dt)))
        upper *= np.float32(p.upper_face_strength) * (1 - self.mask)
        lower *= np.float32(p.lower_face_strength) * self.mask
        upper += lower
        upper += self.neutral
        return upper

    def right_sides(self, track: CoefficientTrack, blink: FloatArray) -> FloatArray:
        """What the blendshape solver needs [shape=(T, poses)]."""
        return (self.points(track, blink)[:, self.rows] - self.pose_neutral) @ self.deltas.T

    @staticmethod
    def _smoothed(fields: FloatArray, alpha: np.float32) -> FloatArray:
        output = np.empty_like(fields)
        first, second = fields[0].copy(), fields[0].copy()
        output[0] = second
        for frame in range(1, len(fields)):
            first += alpha * (fields[frame] - first)
            second += alpha * (first - second)
            output[frame] = second
        return output


def random_package() -> tuple[FaceModel, PoseSet]:
    """Make a package of the size of Mark."""
    rng = np.random.default_rng(0)

    def normal(*shape: int) -> FloatArray:
        return rng.standard_normal(shape, dtype=np.float32)

    model = FaceModel(
        skin_neutral=10 * normal(VERTICES, 3),
        skin_basis=normal(SHAPES + 2, VERTICES, 3),
        tongue_neutral=normal(TONGUE_VERTICES, 3),
        tongue_basis=normal(TONGUE_SHAPES, TONGUE_VERTICES, 3),
        neutral_jaw=normal(5, 3),
        saccades=normal(5000, 2),
    )
    masked = np.sort(rng.permutation(VERTICES)[:MASKED_VERTICES])
    names = tuple(f"pose{number}" for number in range(POSES))
    return model, PoseSet(names, model.skin_neutral, normal(POSES, VERTICES, 3), masked)


def random_track() -> CoefficientTrack:
    """Make a few frames of coefficients."""
    rng = np.random.default_rng(1)

    def normal(*shape: int) -> FloatArray:
        return rng.standard_normal((FRAMES, *shape), dtype=np.float32)

    return CoefficientTrack(
        FrameRate(60), normal(SHAPES), normal(TONGUE_SHAPES), normal(5, 3), normal(2, 2)
    )


def rows() -> list[Row]:
    """Measure; also check that both ways agree.

    Raises
    ------
    AssertionError
        If they do not.
    """
    model, poses = random_package()
    track = random_track()
    blink = np.linspace(0, 1, FRAMES, dtype=np.float32)
    mask = face_mask(model.skin_neutral, PARAMETERS.face_mask_level, 0.0085)
    solver = BlendshapeSolver(poses)
    chain = VertexChain(model, mask, solver)
    projection = solver.project_skin(model.skin_neutral, model.skin_basis, mask)

    def ours() -> np.ndarray:
        face = animate(track, PARAMETERS, model, blink=blink)
        return projection.right_sides(projection.face.coefficients(face))

    def our_points() -> FloatArray:
        return skin_points(animate(track, PARAMETERS, model, blink=blink), model, mask)

    expected = chain.right_sides(track, blink)
    np.testing.assert_allclose(ours(), expected, atol=1e-3 * np.abs(expected).max())
    np.testing.assert_allclose(
        our_points().reshape(FRAMES, -1), chain.points(track, blink), atol=2e-3
    )
    frames_text = f"Mark-sized, {FRAMES} frames"
    fast = Row(
        f"network result to solver input ({frames_text})",
        best_of(ours, 20),
        best_of(lambda: chain.right_sides(track, blink), 3),
        f"at least {WANTED_RATIO} times faster than on vertices",
    )
    met = fast.ratio is not None and fast.ratio >= WANTED_RATIO
    return [
        Row(fast.name, fast.ours, fast.reference, fast.target, met),
        Row(
            f"network result to all skin vertices ({frames_text})",
            best_of(our_points, 3),
            best_of(lambda: chain.points(track, blink), 3),
        ),
        Row(
            "preparing the projection, once for a package",
            best_of(
                lambda: solver.project_skin(model.skin_neutral, model.skin_basis, mask), repeats=1
            ),
        ),
    ]


if __name__ == "__main__":
    print_table(rows())
