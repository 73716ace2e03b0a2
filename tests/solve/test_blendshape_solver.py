from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from scipy.optimize import minimize

from a2f_maya.errors import FormatError, MeshError
from a2f_maya.solve.blendshape_solver import BlendshapeSolver, join_weights
from a2f_maya.solve.box_qp import energies
from a2f_maya.solve.causal import CausalSolver
from a2f_maya.solve.linear_face import LinearFace
from a2f_maya.solve.normal_equations import NormalEquations
from a2f_maya.solve.poses import PoseSet
from a2f_maya.solve.reconstruction import errors_of_points
from a2f_maya.solve.sequence_qp import sequence_energy
from a2f_maya.solve.settings import BlendshapeSettings
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import WeightTrack
from tests.solve import reference

RATE = reference.RATE


def settings_for(count: int, **changes: object) -> BlendshapeSettings:
    return dataclasses.replace(BlendshapeSettings.default(count), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["squared", "linear"])
@pytest.mark.parametrize("mask", [False, True])
def test_energy_is_the_written_out_sum_over_vertices(form: str, mask: bool) -> None:
    rng = np.random.default_rng(0)
    poses = reference.random_poses(rng, poses=6, mask=mask)
    settings = settings_for(
        6,
        active=(True, True, False, True, True, True),
        symmetry_pairs=((0, 1), (2, 3)),
        strength_l1=2.0,
        sparsity_form=form,
    )
    equations = NormalEquations.build(poses, settings)
    points = reference.random_points(rng, poses, 3)
    sides = equations.right_sides(points)
    weights = rng.uniform(size=(3, 6)) * np.array(settings.active)
    ours = energies(equations.matrix, sides, weights[:, equations.columns])
    for frame in range(3):
        full = reference.energy(poses, settings, weights[frame], points[frame])
        rest = reference.energy(poses, settings, np.zeros(6), points[frame])
        assert ours[frame] == pytest.approx(full - rest, rel=1e-5)


def test_strengths_have_nvidias_factors() -> None:
    """Two orthogonal poses on a mesh with twice the diagonal of the template."""
    neutral = np.array([[0, 0, 0], [0, 8, 6]], np.float32)
    deltas = np.array([[[1, 0, 0], [0, 0, 0]], [[0, 0, 0], [0, 2, 0]]], np.float32)
    settings = settings_for(
        2,
        template_bb_size=5.0,
        strength_l2=0.5,
        strength_l1=3.0,
        strength_symmetry=7.0,
        strength_temporal=0.3,
        symmetry_pairs=((0, 1),),
    )
    equations = NormalEquations.build(PoseSet(("a", "b"), neutral, deltas), settings)
    scale = 4.0
    ones, tie = np.ones((2, 2)), np.array([[1, -1], [-1, 1]])
    expected = np.diag([1.0, 4.0]) + scale * (9 * 0.25 * ones + 0.5 * 10 * np.eye(2) + 7 * 10 * tie)
    np.testing.assert_allclose(equations.matrix, expected, rtol=1e-12)
    assert equations.temporal == pytest.approx(0.3 * 100 * scale)


def test_solution_is_the_minimum_of_the_written_out_energy() -> None:
    rng = np.random.default_rng(1)
    poses = reference.random_poses(rng, poses=4, vertices=15)
    settings = settings_for(4, symmetry_pairs=((0, 1),), strength_l2=0.05, strength_l1=0.5)
    points = reference.random_points(rng, poses, 2)
    solved = BlendshapeSolver(poses, settings).solve_points([points], RATE).weights
    for frame in range(2):
        judge = minimize(
            lambda w, frame=frame: reference.energy(poses, settings, w, points[frame]),
            np.full(4, 0.5),
            bounds=[(0, 1)] * 4,
            options={"ftol": 1e-15, "gtol": 1e-10},
        )
        np.testing.assert_allclose(solved[frame], judge.x, atol=2e-4)


@pytest.mark.parametrize("mask", [False, True])
def test_right_sides_from_coefficients_equal_those_from_vertices(mask: bool) -> None:
    rng = np.random.default_rng(2)
    poses = reference.random_poses(rng, mask=mask)
    solver = BlendshapeSolver(poses, settings_for(8, strength_l2=0.1))
    track, neutral, basis, face_mask = reference.random_face(rng, poses)
    points = reference.face_points(track, neutral, basis, face_mask)
    projection = solver.project_skin(neutral, basis, face_mask)
    np.testing.assert_allclose(
        projection.right_sides(projection.face.coefficients(track)),
        solver.equations.right_sides(points),
        rtol=1e-4,
        atol=1e-4,
    )
    from_points = solver.solve_points([points[:7].astype(np.float32), points[7:]], RATE)
    np.testing.assert_allclose(
        solver.solve(track, projection).weights, from_points.weights, atol=1e-4
    )


def test_tongue_shift_counts_like_moved_vertices() -> None:
    rng = np.random.default_rng(3)
    poses = reference.random_poses(rng)
    solver = BlendshapeSolver(poses, settings_for(8, strength_l2=0.1))
    track, neutral, basis, _ = reference.random_face(rng, poses)
    moved = np.tensordot(track.tongue.astype(float), basis[:-2], axes=1)
    points = (neutral + moved + track.tongue_offset).astype(np.float32)
    projection = solver.project_tongue(neutral, basis[:-2])
    solved = solver.solve(track, projection)
    expected = solver.solve_points([points], RATE)
    np.testing.assert_allclose(solved.weights, expected.weights, atol=1e-4)
    assert solved.names == poses.names and solved.rate == RATE


def test_projection_crosses_vertex_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(4)
    poses = reference.random_poses(rng)
    equations = NormalEquations.build(poses, settings_for(8))
    _, neutral, basis, mask = reference.random_face(rng, poses)
    face = LinearFace.of_skin(neutral, basis, mask)
    whole = equations.project(face)
    monkeypatch.setattr("a2f_maya.solve.normal_equations.BLOCK_VERTICES", 7)
    parts = equations.project(face)
    np.testing.assert_allclose(parts.matrix, whole.matrix, rtol=1e-10, atol=1e-10)
    assert parts.matrix.shape == (2 * len(basis), 8)


def test_known_weights_come_back() -> None:
    rng = np.random.default_rng(5)
    poses = reference.random_poses(rng, poses=10, vertices=200)
    weak = settings_for(10, strength_l1=0.0, strength_l2=1e-7, strength_symmetry=0.0)
    weights = rng.uniform(size=(50, 10)) * (rng.random((50, 10)) < 0.5)
    points = (poses.neutral + np.tensordot(weights, poses.deltas, axes=1)).astype(np.float32)
    solver = BlendshapeSolver(poses, weak)
    solved = solver.solve_points([points], RATE)
    np.testing.assert_allclose(solved.weights, weights, atol=1e-3)
    assert errors_of_points(poses, solved.weights, points).max() < 1e-4


def test_inactive_poses_multipliers_offsets_and_clamp() -> None:
    rng = np.random.default_rng(6)
    poses = reference.random_poses(rng, poses=4)
    points = reference.random_points(rng, poses, 30)
    active = (True, False, True, True)
    plain = BlendshapeSolver(poses, settings_for(4, active=active))
    weights = plain.solve_points([points], RATE).weights
    assert not weights[:, 1].any()
    multipliers, offsets = (2.0, 5.0, 0.5, -1.0), (0.1, 0.25, -0.3, 0.0)
    changed = settings_for(4, active=active, multipliers=multipliers, offsets=offsets)
    final = BlendshapeSolver(poses, changed).solve_points([points], RATE).weights
    np.testing.assert_allclose(final, weights * multipliers + offsets, atol=1e-6)
    assert (final[:, 1] == np.float32(0.25)).all() and final.min() < 0
    clamped = BlendshapeSolver(poses, dataclasses.replace(changed, clamp=True))
    np.testing.assert_array_equal(
        clamped.solve_points([points], RATE).weights, np.clip(final, 0, 1)
    )
    smaller = PoseSet(
        tuple(np.array(poses.names)[list(active)]), poses.neutral, poses.deltas[list(active)]
    )
    alone = BlendshapeSolver(smaller).solve_points([points], RATE)
    np.testing.assert_allclose(alone.weights, weights[:, list(active)], atol=1e-6)


def test_symmetry_pulls_pairs_together_unless_one_is_inactive() -> None:
    rng = np.random.default_rng(7)
    poses = reference.random_poses(rng, poses=4)
    points = reference.random_points(rng, poses, 30)

    def gap(**changes: object) -> float:
        solver = BlendshapeSolver(poses, settings_for(4, strength_l2=0.1, **changes))
        weights = solver.solve_points([points], RATE).weights
        return float(np.abs(weights[:, 0] - weights[:, 1]).mean())

    free = gap()
    paired = [gap(symmetry_pairs=((0, 1),), strength_symmetry=s) for s in (1.0, 100.0, 1e5)]
    assert free > paired[0] > paired[1] > paired[2] and paired[2] < 1e-3
    with_inactive = settings_for(4, symmetry_pairs=((0, 1),), active=(True, False, True, True))
    without = dataclasses.replace(with_inactive, symmetry_pairs=())
    np.testing.assert_array_equal(
        NormalEquations.build(poses, with_inactive).matrix,
        NormalEquations.build(poses, without).matrix,
    )


def test_true_sparsity_also_acts_on_small_motions() -> None:
    rng = np.random.default_rng(8)
    poses = reference.random_poses(rng, poses=12)
    weights = 0.05 * rng.uniform(size=(60, 12))
    moved = poses.neutral + np.tensordot(weights, poses.deltas, axes=1)
    points = (moved + 0.02 * rng.normal(size=moved.shape)).astype(np.float32)
    zeros = {}
    for form, strength in (("none", 0.0), ("squared", 2.0), ("linear", 2.0)):
        settings = settings_for(
            12,
            strength_l1=strength,
            strength_l2=0.01,
            sparsity_form="linear" if form == "linear" else "squared",
        )
        solved = BlendshapeSolver(poses, settings).solve_points([points], RATE).weights
        zeros[form] = int((solved == 0).sum())
    assert zeros["linear"] > 1.5 * zeros["squared"] >= zeros["none"]


def test_strengths_scale_with_the_size_of_the_mesh() -> None:
    rng = np.random.default_rng(9)
    poses = reference.random_poses(rng)
    points = reference.random_points(rng, poses, 20)
    ten = np.float32(10)
    large = PoseSet(poses.names, ten * poses.neutral, ten * poses.deltas)
    small_weights = BlendshapeSolver(poses).solve_points([points], RATE).weights
    large_weights = BlendshapeSolver(large).solve_points([ten * points], RATE).weights
    np.testing.assert_allclose(large_weights, small_weights, atol=1e-5)


def test_poses_that_depend_on_each_other_still_have_one_answer() -> None:
    rng = np.random.default_rng(10)
    poses = reference.random_poses(rng, poses=4)
    deltas = np.concatenate([poses.deltas, poses.deltas[:1], np.zeros_like(poses.deltas[:1])])
    double = PoseSet((*poses.names, "again", "still"), poses.neutral, deltas)
    settings = settings_for(6, strength_l1=0.0, strength_l2=0.0)
    points = poses.neutral + np.tensordot([0.8, 0.2, 0.5, 0.1], poses.deltas, axes=1)
    weights = BlendshapeSolver(double, settings).solve_points(
        [points[None].astype(np.float32)], RATE
    )
    np.testing.assert_allclose(weights.weights[0], [0.4, 0.2, 0.5, 0.1, 0.4, 0.0], atol=1e-3)


def test_temporal_smoothing_of_a_clip_and_its_choice_of_cancel_pairs() -> None:
    rng = np.random.default_rng(11)
    poses = reference.random_poses(rng, poses=6)
    points = reference.random_points(rng, poses, 50)
    settings = settings_for(6, strength_l2=0.1, strength_temporal=0.5)
    solver = BlendshapeSolver(poses, settings)
    equations = solver.equations
    sides = equations.right_sides(points)
    expected = reference.sequence_minimum(equations.matrix, sides, equations.temporal)
    np.testing.assert_allclose(solver.solve_right_sides(sides), expected, atol=1e-6)
    with_pairs = dataclasses.replace(settings, cancel_pairs=((0, 1), (2, 3)))
    exclusive = BlendshapeSolver(poses, with_pairs).solve_points([points], RATE).weights
    for first, second in with_pairs.cancel_pairs:
        assert not (np.minimum(exclusive[:, first], exclusive[:, second]) > 1e-9).any()


def test_live_solving_is_exact_frame_by_frame() -> None:
    rng = np.random.default_rng(12)
    poses = reference.random_poses(rng, poses=7)
    settings = settings_for(7, strength_l2=0.1, strength_temporal=2.0)
    equations = NormalEquations.build(poses, settings)
    sides = equations.right_sides(reference.random_points(rng, poses, 40))
    live = CausalSolver(equations)
    for _ in range(2):
        previous = None
        solutions = []
        for side in sides:
            matrix, pulled = equations.matrix, side
            if previous is not None:
                matrix = matrix + equations.temporal * np.eye(7)
                pulled = side + equations.temporal * previous
            previous = reference.box_minimum(matrix, pulled)
            solutions.append(live.step(side))
            np.testing.assert_allclose(solutions[-1], previous, atol=1e-6)
        live.reset()
    whole = BlendshapeSolver(poses, settings).solve_right_sides(sides)
    energy = [
        sequence_energy(equations.matrix, sides, equations.temporal, np.array(s))
        for s in (whole, solutions)
    ]
    assert energy[0] < energy[1]


def test_live_solving_keeps_cancel_pairs_apart() -> None:
    rng = np.random.default_rng(13)
    poses = reference.random_poses(rng, poses=5)
    settings = settings_for(5, strength_l2=0.1, cancel_pairs=((0, 1),))
    equations = NormalEquations.build(poses, settings)
    live = CausalSolver(equations)
    for side in equations.right_sides(reference.random_points(rng, poses, 15)):
        expected = reference.cancelling_minimum(equations.matrix, side, ((0, 1),))
        np.testing.assert_allclose(live.step(side), expected, atol=1e-6)


@pytest.mark.parametrize("mask", [False, True])
def test_reconstruction_error_without_vertices_is_the_real_one(mask: bool) -> None:
    rng = np.random.default_rng(14)
    poses = reference.random_poses(rng, mask=mask)
    settings = settings_for(8, multipliers=(1.5,) * 8, active=(True,) * 7 + (False,))
    solver = BlendshapeSolver(poses, settings)
    track, neutral, basis, face_mask = reference.random_face(rng, poses)
    projection = solver.project_skin(neutral, basis, face_mask)
    weights = solver.solve(track, projection)
    points = reference.face_points(track, neutral, basis, face_mask)
    blended = poses.neutral + np.tensordot(weights.weights, poses.deltas, axes=1)
    distances = np.linalg.norm(blended - points, axis=2)[:, poses.solver_vertices]
    expected = np.sqrt((distances**2).mean(axis=1))
    errors = solver.reconstruction_errors(track, weights, projection)
    np.testing.assert_allclose(errors, expected, rtol=1e-5)
    np.testing.assert_allclose(
        errors_of_points(poses, weights.weights, points.astype(np.float32)), expected, rtol=1e-5
    )


def test_weights_of_skin_and_tongue_are_joined() -> None:
    skin = WeightTrack(RATE, ("jawOpen",), np.ones((3, 1), np.float32))
    tongue = WeightTrack(RATE, ("tongueUp", "tongueIn"), np.zeros((3, 2), np.float32))
    joined = join_weights([skin, tongue])
    assert joined.names == ("jawOpen", "tongueUp", "tongueIn")
    np.testing.assert_array_equal(joined.weights, [[1, 0, 0]] * 3)
    for wrong in (
        dataclasses.replace(tongue, rate=FrameRate(24)),
        dataclasses.replace(tongue, weights=np.zeros((2, 2), np.float32)),
    ):
        with pytest.raises(FormatError, match="side by side"):
            join_weights([skin, wrong])


def test_a_clip_without_frames_gives_no_weights() -> None:
    poses = reference.random_poses(np.random.default_rng(15))
    for method in ("exact", "nvidia"):
        solver = BlendshapeSolver(poses, method=method)  # type: ignore[arg-type]
        assert solver.solve_points([], RATE).weights.shape == (0, 8)


def test_meshes_that_do_not_fit_are_refused() -> None:
    rng = np.random.default_rng(16)
    poses = reference.random_poses(rng)
    solver = BlendshapeSolver(poses)
    _, neutral, basis, mask = reference.random_face(rng, poses)
    with pytest.raises(MeshError, match="59 vertices and the blendshapes have 60"):
        solver.project_skin(neutral[1:], basis[:, 1:], mask[1:])
    with pytest.raises(MeshError, match="same topology"):
        solver.solve_points([np.zeros((2, 59, 3), np.float32)], RATE)
    with pytest.raises(MeshError, match="for 7 poses and the blendshapes have 8"):
        BlendshapeSolver(poses, BlendshapeSettings.default(7))


@pytest.mark.parametrize(
    "changes",
    [
        {"neutral": np.zeros((0, 3), np.float32), "deltas": np.zeros((2, 0, 3), np.float32)},
        {"neutral": np.zeros((5, 2), np.float32)},
        {"deltas": np.zeros((1, 5, 3), np.float32)},
        {"deltas": np.zeros((2, 4, 3), np.float32)},
        {"names": (), "deltas": np.zeros((0, 5, 3), np.float32)},
        {"frontal_mask": np.array([5])},
        {"frontal_mask": np.array([-1])},
        {"frontal_mask": np.array([], dtype=np.int64)},
    ],
)
def test_poses_that_contradict_themselves_are_refused(changes: dict[str, object]) -> None:
    good: dict[str, object] = {
        "names": ("a", "b"),
        "neutral": np.zeros((5, 3), np.float32),
        "deltas": np.zeros((2, 5, 3), np.float32),
    }
    with pytest.raises(MeshError):
        PoseSet(**(good | changes))  # type: ignore[arg-type]


def test_pose_names_differ_by_more_than_case() -> None:
    with pytest.raises(FormatError, match="JawOpen"):
        PoseSet(
            ("jawOpen", "JawOpen"), np.zeros((1, 3), np.float32), np.zeros((2, 1, 3), np.float32)
        )
