"""Blendshape weights of a talking face: the one way in to this room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import FormatError
from a2f_maya.progress import Progress
from a2f_maya.solve.box_qp import BoxSolver
from a2f_maya.solve.cancel_pairs import CancelProblem, exclusive_bounds
from a2f_maya.solve.linear_face import LinearFace
from a2f_maya.solve.normal_equations import NormalEquations, Projection
from a2f_maya.solve.nvidia_compatible import solve_nvidia
from a2f_maya.solve.poses import PoseSet
from a2f_maya.solve.reconstruction import errors_of_coefficients, reconstruction_gram
from a2f_maya.solve.sequence_qp import solve_sequence
from a2f_maya.solve.settings import BlendshapeSettings
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import FaceTrack, FloatArray, WeightTrack

Array = npt.NDArray[np.float64]
Method = Literal["exact", "nvidia"]


class BlendshapeSolver:
    """Solves weights for one set of poses; skin and tongue are two solvers.

    Parameters
    ----------
    poses : PoseSet
    settings : BlendshapeSettings, optional
        All poses and default strengths if not given.
    method : {"exact", "nvidia"}
        "exact" finds the true optimum of NVIDIA's energy, with smoothing over the whole clip.
        "nvidia" repeats NVIDIA's CPU solver including its flaws.

    Attributes
    ----------
    equations : NormalEquations

    Raises
    ------
    MeshError
        If settings and poses do not belong together.
    """

    def __init__(
        self,
        poses: PoseSet,
        settings: BlendshapeSettings | None = None,
        method: Method = "exact",
    ) -> None:
        self.poses = poses
        self.settings = settings or BlendshapeSettings.default(len(poses.names))
        self.method = method
        self.equations = NormalEquations.build(poses, self.settings)
        self._box = BoxSolver.build(self.equations.matrix)

    def project_skin(
        self, neutral: FloatArray, extended_basis: FloatArray, mask: FloatArray
    ) -> Projection:
        """Prepare solving a skin from coefficients; only a change of the face mask needs it again.

        Parameters
        ----------
        neutral : np.ndarray [shape=(V, 3), float32]
        extended_basis : np.ndarray [shape=(K + 2 + G, V, 3), float32]
        mask : np.ndarray [shape=(V,), float32]
            How much each vertex belongs to the lower face.

        Raises
        ------
        MeshError
            If the number of vertices is not that of the poses.
        """
        return self.equations.project(LinearFace.of_skin(neutral, extended_basis, mask))

    def project_tongue(self, neutral: FloatArray, basis: FloatArray) -> Projection:
        """Prepare solving a tongue from coefficients.

        Parameters
        ----------
        neutral : np.ndarray [shape=(V, 3), float32]
        basis : np.ndarray [shape=(K, V, 3), float32]

        Raises
        ------
        MeshError
            If the number of vertices is not that of the poses.
        """
        return self.equations.project(LinearFace.of_tongue(neutral, basis))

    def solve(
        self, track: FaceTrack, projection: Projection, progress: Progress | None = None
    ) -> WeightTrack:
        """Solve a clip from its coefficients.

        Parameters
        ----------
        track : FaceTrack
        projection : Projection
            From `project_skin` or `project_tongue` of this solver.
        progress : Progress, optional

        Returns
        -------
        WeightTrack
            All poses; inactive ones are 0 before multipliers and offsets.
        """
        sides = projection.right_sides(projection.face.coefficients(track))
        return self._track(track.rate, self.solve_right_sides(sides, progress))

    def solve_points(
        self,
        blocks: Iterable[FloatArray],
        rate: FrameRate,
        progress: Progress | None = None,
    ) -> WeightTrack:
        """Solve a clip that is given as vertices.

        Parameters
        ----------
        blocks : iterable of np.ndarray [shape=(t, V, 3), float32]
            The frames in order, in the length unit and place of the poses.
        rate : FrameRate
        progress : Progress, optional

        Raises
        ------
        MeshError
            If the number of vertices is not that of the poses.
        """
        empty = np.zeros((0, len(self.equations.columns)))
        sides = np.concatenate([empty, *(self.equations.right_sides(block) for block in blocks)])
        return self._track(rate, self.solve_right_sides(sides, progress))

    def solve_right_sides(self, right_sides: Array, progress: Progress | None = None) -> Array:
        """Solve weights of the active poses [shape=(T, n)] before multipliers and offsets.

        Cancel pairs are exact frame by frame; with temporal smoothing the choice of the pose that
        gives way is still made frame by frame, and the smoothing is exact for that choice.

        Parameters
        ----------
        right_sides : np.ndarray [shape=(T, n)]
        progress : Progress, optional
        """
        equations = self.equations
        if not len(right_sides):
            return np.zeros_like(right_sides)
        if self.method == "nvidia":
            return solve_nvidia(equations, right_sides, self.settings.tolerance, progress)
        upper: Array | None = None
        if equations.cancel_pairs:
            problem = CancelProblem(self._box, equations.matrix, equations.cancel_pairs)
            solutions = problem.solve(right_sides)
            if not equations.temporal:
                return solutions
            upper = exclusive_bounds(solutions, equations.cancel_pairs)
        if equations.temporal and len(right_sides) > 1:
            return solve_sequence(equations.matrix, right_sides, equations.temporal, upper)
        return self._box.solve(right_sides, upper)

    def weights_of(self, solved: Array) -> FloatArray:
        """Apply multipliers, offsets and the optional clamp.

        Parameters
        ----------
        solved : np.ndarray [shape=(T, n)]
            Weights of the active poses.

        Returns
        -------
        np.ndarray [shape=(T, P), float32]
        """
        weights = np.zeros((len(solved), len(self.poses.names)))
        weights[:, self.equations.columns] = solved
        weights = weights * np.array(self.settings.multipliers) + np.array(self.settings.offsets)
        if self.settings.clamp:
            weights = np.clip(weights, 0.0, 1.0)
        final: FloatArray = weights.astype(np.float32)
        return final

    def reconstruction_errors(
        self, track: FaceTrack, weights: WeightTrack, projection: Projection
    ) -> Array:
        """How far the posed shapes are from the face in each frame.

        Parameters
        ----------
        track : FaceTrack
        weights : WeightTrack
            Final weights, as a rig would play them.
        projection : Projection

        Returns
        -------
        np.ndarray [shape=(T,), float64]
            Root mean square distance over the vertices of the frontal mask, in the length unit of
            the poses.
        """
        gram = reconstruction_gram(self.poses, projection.face)
        return errors_of_coefficients(
            gram,
            len(self.poses.solver_vertices),
            weights.weights,
            projection.face.coefficients(track),
        )

    def _track(self, rate: FrameRate, solved: Array) -> WeightTrack:
        return WeightTrack(rate, self.poses.names, self.weights_of(solved))


def join_weights(tracks: Sequence[WeightTrack]) -> WeightTrack:
    """Put the weights of several solvers side by side, for example 52 of a skin and 16 of a tongue.

    Raises
    ------
    FormatError
        If the tracks differ in frame rate or length.
    """
    first = tracks[0]
    if any(track.rate != first.rate or len(track) != len(first) for track in tracks):
        raise FormatError("Weights of different frame rates or lengths cannot be put side by side.")
    names = tuple(name for track in tracks for name in track.names)
    return WeightTrack(first.rate, names, np.concatenate([t.weights for t in tracks], axis=1))
