"""Plain answers to compare with: the energy written out, and slow solvers of other people."""

from __future__ import annotations

import itertools

import numpy as np
from scipy.optimize import lsq_linear

from a2f_maya.solve.poses import PoseSet
from a2f_maya.solve.settings import BlendshapeSettings
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import FaceTrack

RATE = FrameRate(30)


def random_poses(
    rng: np.random.Generator, poses: int = 8, vertices: int = 60, mask: bool = False
) -> PoseSet:
    """Poses that overlap: each is a bump on the mesh plus a share of its neighbour."""
    neutral = rng.uniform(-10, 10, (vertices, 3))
    centers = neutral[rng.integers(0, vertices, poses)]
    distances = ((neutral - centers[:, None]) ** 2).sum(axis=2)
    deltas = np.exp(-distances / 60)[..., None] * rng.normal(size=(poses, 1, 3))
    deltas += 0.4 * np.roll(deltas, 1, axis=0)
    chosen = rng.permutation(vertices)[: 2 * vertices // 3] if mask else None
    return PoseSet(
        tuple(f"pose{number}" for number in range(poses)),
        neutral.astype(np.float32),
        deltas.astype(np.float32),
        chosen,
    )


def random_points(
    rng: np.random.Generator, poses: PoseSet, frames: int, noise: float = 0.1
) -> np.ndarray:
    """Smooth motion that leaves the box of weights now and then and is not quite made of poses."""
    phases, speeds = rng.uniform(0, 6, len(poses.names)), rng.uniform(0.1, 0.6, len(poses.names))
    weights = 0.4 + 0.9 * np.sin(np.arange(frames)[:, None] * speeds + phases)
    points = poses.neutral + np.tensordot(weights, poses.deltas, axes=1)
    return (points + noise * rng.normal(size=points.shape)).astype(np.float32)


def energy(
    poses: PoseSet, settings: BlendshapeSettings, weights: np.ndarray, target: np.ndarray
) -> float:
    """Half of: squared error plus regularisers of one frame, summed term by term over vertices.

    ``weights`` are those of all poses; the formula is that of the Audio2Face-3D-SDK without the
    temporal term.
    """
    box = poses.neutral.astype(float)
    scale = (np.linalg.norm(box.max(axis=0) - box.min(axis=0)) / settings.template_bb_size) ** 2
    total = 0.0
    for vertex in poses.solver_vertices:
        blended = poses.neutral[vertex] + sum(
            w * delta[vertex].astype(float) for w, delta in zip(weights, poses.deltas, strict=True)
        )
        total += ((blended - target[vertex]) ** 2).sum()
    total += 10 * scale * settings.strength_l2 * sum(w**2 for w in weights)
    if settings.sparsity_form == "squared":
        total += 0.25 * scale * settings.strength_l1**2 * sum(weights) ** 2
    else:
        total += 2 * 0.25 * scale * settings.strength_l1**2 * sum(abs(w) for w in weights)
    for first, second in settings.symmetry_pairs:
        if settings.active[first] and settings.active[second]:
            difference = weights[first] - weights[second]
            total += 10 * scale * settings.strength_symmetry * difference**2
    return total / 2


def random_problem(rng: np.random.Generator, size: int) -> tuple[np.ndarray, np.ndarray]:
    """A positive definite matrix with strong correlations, and a right side."""
    fields = rng.normal(size=(size, 3 * size)) + rng.normal(size=(1, 3 * size))
    fields *= 10 ** rng.uniform(-1, 1, (size, 1))
    matrix = fields @ fields.T
    return matrix, matrix @ rng.normal(0.3, 0.7, size)


def box_minimum(matrix: np.ndarray, side: np.ndarray, upper: np.ndarray | float = 1) -> np.ndarray:
    """Minimum of 1/2 x'Ax - b'x in a box by scipy, on the Cholesky factor of A."""
    factor = np.linalg.cholesky(matrix).T
    bounds = np.zeros(len(side)), np.broadcast_to(upper, side.shape).astype(float)
    free = bounds[1] > 0
    rest = np.linalg.solve(factor.T, side)
    solution = np.zeros(len(side))
    found = lsq_linear(factor[:, free], rest, (bounds[0][free], bounds[1][free]), "bvls", tol=1e-14)
    solution[free] = found.x
    return solution


def cancelling_minimum(
    matrix: np.ndarray, side: np.ndarray, pairs: tuple[tuple[int, int], ...]
) -> np.ndarray:
    """Try every way to switch off one pose of each pair."""
    best, best_energy = np.zeros(len(side)), np.inf
    for losers in itertools.product(*pairs):
        upper = np.ones(len(side))
        upper[list(losers)] = 0
        solution = box_minimum(matrix, side, upper)
        value = 0.5 * solution @ matrix @ solution - side @ solution
        if value < best_energy:
            best, best_energy = solution, value
    return best


def sequence_minimum(
    matrix: np.ndarray, sides: np.ndarray, coupling: float, upper: np.ndarray | float = 1
) -> np.ndarray:
    """Optimum of a whole clip from one dense matrix over all frames."""
    frames, size = sides.shape
    path = np.diff(np.eye(frames), axis=0)
    dense = np.kron(np.eye(frames), matrix) + coupling * np.kron(path.T @ path, np.eye(size))
    limits = np.broadcast_to(upper, sides.shape).reshape(-1)
    return box_minimum(dense, sides.reshape(-1), limits).reshape(sides.shape)


def random_face(
    rng: np.random.Generator, poses: PoseSet, shapes: int = 6, frames: int = 25
) -> tuple[FaceTrack, np.ndarray, np.ndarray, np.ndarray]:
    """A face track with its neutral, extended basis and mask on the vertices of ``poses``."""

    def normal(*shape: int) -> np.ndarray:
        return rng.normal(size=shape).astype(np.float32)

    vertices = len(poses.neutral)
    neutral = poses.neutral + 0.05 * normal(vertices, 3)
    mask = rng.uniform(size=vertices).astype(np.float32)
    track = FaceTrack(
        rate=RATE,
        upper=normal(frames, shapes + 2),
        lower=normal(frames, shapes + 2),
        tongue=normal(frames, shapes),
        tongue_offset=np.array([0, 0.2, 0.13], np.float32),
        jaw=np.tile(np.eye(4, dtype=np.float32), (frames, 1, 1)),
        eyes=normal(frames, 2, 3),
    )
    return track, neutral, 0.5 * normal(shapes + 2, vertices, 3), mask


def face_points(
    track: FaceTrack, neutral: np.ndarray, basis: np.ndarray, mask: np.ndarray
) -> np.ndarray:
    upper = np.tensordot(track.upper.astype(float), basis, axes=1)
    lower = np.tensordot(track.lower.astype(float), basis, axes=1)
    return neutral + (1 - mask)[:, None] * upper + mask[:, None] * lower
