from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest

from a2f_maya.correspondence import Correspondence, Pair, positions
from a2f_maya.errors import CancelledError, CorrespondenceError, MeshError, ParameterError
from a2f_maya.face.head import load_head, open_mouth
from a2f_maya.mesh import Mesh, triangulate
from a2f_maya.progress import Progress
from a2f_maya.transfer.checking import mesh_size, turned
from a2f_maya.transfer.exposure import exposure
from a2f_maya.transfer.fitting import Fitting, FittingOptions, fit_mesh
from a2f_maya.transfer.fitting_report import flipped_triangles, surface_errors
from a2f_maya.transfer.suggesting import surface_point
from a2f_maya.transfer.surface import Surface
from tests.support.heads import Warp, identity, mark, mesh_of, retessellated, warped
from tests.support.intersections import self_intersections
from tests.support.meshes import ball
from tests.support.meshes import turned as rotation


@pytest.fixture(scope="module")
def warp() -> Warp:
    return identity(1)


@pytest.fixture(scope="module")
def target(warp: Warp) -> Mesh:
    return retessellated(warped(load_head().skin, warp), seed=1)


@pytest.fixture(scope="module")
def pairs(target: Mesh, warp: Warp) -> Correspondence:
    return mark(load_head().skin, target, warp)


@pytest.fixture(scope="module")
def fitted(target: Mesh, pairs: Correspondence) -> Fitting:
    head = load_head()
    return fit_mesh(head.skin, target, pairs, open_mouth=open_mouth(head))


@pytest.fixture(scope="module")
def seen() -> np.ndarray:
    return exposure(load_head().skin)


def test_the_surface_is_met(fitted: Fitting, target: Mesh, seen: np.ndarray) -> None:
    points = fitted.mesh.points[seen > 0.25].astype(float)
    errors = Surface.of(target).closest(points).distances / mesh_size(target)
    assert errors.mean() < 0.5e-4
    assert np.percentile(errors, 95) < 2e-4


def test_points_of_the_face_come_where_they_belong(
    fitted: Fitting, target: Mesh, warp: Warp, seen: np.ndarray
) -> None:
    skin = load_head().skin
    face = (seen > 0.25) & (skin.points[:, 2] > 3) & (np.abs(skin.points[:, 1] + 3) < 8)
    misses = np.linalg.norm(fitted.mesh.points - warp(skin.points), axis=1)[face]
    assert misses.mean() < 1.5e-3 * mesh_size(target)


def test_nothing_visible_turns_over_or_passes_through(
    fitted: Fitting, warp: Warp, seen: np.ndarray
) -> None:
    skin = load_head().skin
    triangles = triangulate(skin).astype(np.int64)
    points = fitted.mesh.points.astype(float)
    assert not len(flipped_triangles(skin.points.astype(float), points, triangles, seen))
    # our ears pass through the skull a little at rest, and so do those of the true head
    visible = triangles[seen[triangles].mean(axis=1) > 0.25]
    front = visible[(skin.points[visible, 2] > 2).all(axis=1)]
    at_rest = len(self_intersections(skin.points.astype(float), front))
    assert len(self_intersections(points, front)) <= at_rest


def test_hidden_parts_are_not_pulled_out(fitted: Fitting, warp: Warp, seen: np.ndarray) -> None:
    skin = load_head().skin
    hidden = (seen < 0.05) & (skin.points[:, 1] > -12)
    assert hidden.sum() > 500
    misses = np.linalg.norm(fitted.mesh.points - warp(skin.points), axis=1)
    assert np.percentile(misses[hidden], 95) < 0.25  # of 30 cm


def test_the_report_is_what_an_independent_measurement_says(
    fitted: Fitting, target: Mesh, pairs: Correspondence, seen: np.ndarray
) -> None:
    report = fitted.report
    assert report.height == pytest.approx(mesh_size(target))
    points = fitted.mesh.points.astype(float)
    errors = Surface.of(target).closest(points[seen > 0.25]).distances
    assert report.mean_error == pytest.approx(errors.mean(), rel=0.02)
    landed = positions([pair.source for pair in pairs], fitted.mesh)
    wanted = positions([pair.target for pair in pairs], target)
    assert report.pair_error == pytest.approx(
        np.linalg.norm(landed - wanted, axis=1).mean(), rel=1e-3
    )
    assert report.flipped == 0
    assert "no triangle turned over" in report.sentence()


def test_the_lips_do_not_pass_through_each_other(fitted: Fitting) -> None:
    head = load_head()
    upper, lower = fitted.mesh.points[head.lip_pairs.T]
    gaps = (upper - lower)[:, 1]
    assert gaps.min() > -0.02
    assert np.abs(gaps).mean() < 0.05


def test_a_fit_to_itself_changes_next_to_nothing() -> None:
    mesh = ball("ball", 24)
    points = [surface_point(mesh, place) for place in np.random.default_rng(0).normal(size=(9, 3))]
    fit = fit_mesh(mesh, mesh, tuple(Pair(point, point) for point in points))
    np.testing.assert_allclose(fit.mesh.points, mesh.points, atol=2e-3)


def pear(mesh: Mesh) -> Mesh:
    """A smooth change of a ball that no pair tells of in full."""
    points = mesh.points.astype(float)
    scale = 1 + 0.25 * points[:, 1:2] + 0.15 * points[:, :1] * points[:, 2:]
    return mesh.with_points((points * scale).astype(np.float32))


def pear_pairs(source: Mesh, target: Mesh, count: int = 12) -> Correspondence:
    places = np.random.default_rng(1).normal(size=(count, 3))
    places /= np.linalg.norm(places, axis=1, keepdims=True)
    return tuple(
        Pair(
            surface_point(source, place),
            surface_point(target, place * (1 + 0.25 * place[1] + 0.15 * place[0] * place[2])),
        )
        for place in places
    )


@pytest.fixture(scope="module")
def pears() -> tuple[Mesh, Mesh, Correspondence, Fitting]:
    source, target = ball("source", 32), pear(ball("target", 44))
    pairs = pear_pairs(source, target)
    return source, target, pairs, fit_mesh(source, target, pairs)


def test_a_pear_is_met(pears: tuple[Mesh, Mesh, Correspondence, Fitting]) -> None:
    source, target, _, fit = pears
    errors = Surface.of(target).closest(fit.mesh.points.astype(float)).distances
    assert errors.max() < 0.02
    np.testing.assert_allclose(fit.mesh.points, pear(source).points, atol=0.12)


@pytest.mark.parametrize("scale", [0.01, 10.0])
def test_unit_and_pose_of_the_target_do_not_matter(
    pears: tuple[Mesh, Mesh, Correspondence, Fitting], scale: float
) -> None:
    source, target, pairs, fit = pears
    turn = rotation(90, 0) @ rotation(35)

    def moved(points: np.ndarray) -> np.ndarray:
        return (scale * (points.astype(float) @ turn.T + [3, -2, 1])).astype(np.float32)

    other = fit_mesh(source, target.with_points(moved(target.points)), pairs)
    np.testing.assert_allclose(other.mesh.points, moved(fit.mesh.points), atol=0.01 * scale)
    assert other.report.mean_error == pytest.approx(fit.report.mean_error * scale, rel=0.2)


def test_inside_out_meshes_are_fitted_all_the_same(
    pears: tuple[Mesh, Mesh, Correspondence, Fitting],
) -> None:
    source, target, pairs, fit = pears
    over = turned(target)
    reversed_pairs = tuple(
        replace(
            pair,
            target=replace(pair.target, barycentric=pair.target.barycentric[::-1]),
        )
        for pair in pairs
    )
    other = fit_mesh(source, over, reversed_pairs)
    np.testing.assert_allclose(other.mesh.points, fit.mesh.points, atol=1e-5)


def damaged(mesh: Mesh) -> Mesh:
    """Isolated vertices, a face without area, a third face on an edge, a second piece."""
    extra = np.array([[9, 9, 9], [0, 0, 0], [0.1, 0, 0], [0, 0.1, 0]], np.float32)
    count, points = len(mesh.points), np.concatenate([mesh.points, extra])
    a, b = (int(vertex) for vertex in mesh.face_indices[:2])
    ends = np.cumsum(mesh.face_counts)[:-1]
    faces = [corners.tolist() for corners in np.split(mesh.face_indices, ends)]
    faces += [[a, b, b], [a, b, count + 1], [count + 1, count + 2, count + 3]]
    return mesh_of(mesh.name, points, faces)


@pytest.mark.parametrize("which", ["source", "target"])
def test_damaged_meshes_are_fitted_where_they_are_whole(
    pears: tuple[Mesh, Mesh, Correspondence, Fitting], which: str
) -> None:
    source, target, pairs, _ = pears
    count = len(source.points)
    if which == "source":
        source = damaged(source)
    whole = Surface.of(target)
    if which == "target":
        target = damaged(target)
    fit = fit_mesh(source, target, pairs)
    assert np.isfinite(fit.mesh.points).all()
    errors = whole.closest(fit.mesh.points[:count].astype(float)).distances
    assert np.percentile(errors, 99) < 0.02
    assert len(fit.mesh.points) == len(source.points)


def test_triangles_and_polygons_of_many_corners() -> None:
    source = ball("source", 24)
    target = pear(ball("target", 30))
    fan = target.face_counts == 3
    starts = np.cumsum(target.face_counts) - target.face_counts
    faces = [
        target.face_indices[start : start + size].tolist()
        for start, size, at_pole in zip(starts, target.face_counts, fan, strict=True)
        if not at_pole
    ]
    last = 28 * 30
    polygons = mesh_of(
        "target",
        target.points,
        [*faces, list(range(29, -1, -1)), list(range(last, last + 30))],
    )
    fit = fit_mesh(source, polygons, pear_pairs(source, polygons))
    assert fit.report.mean_error < 0.005


def test_more_stiffness_keeps_more_of_the_shape() -> None:
    source, target = ball("source", 24), pear(ball("target", 30))
    pairs = pear_pairs(source, target, 6)
    soft, stiff = (
        fit_mesh(source, target, pairs, FittingOptions(stiffness=stiffness)).report.mean_error
        for stiffness in (10.0, 100_000.0)
    )
    assert soft < stiff


@pytest.mark.parametrize(
    "settings", [{"iterations": 0}, {"stiffness": 0.0}, {"stiffness": float("nan")}]
)
def test_settings_out_of_range_are_refused(settings: dict[str, float]) -> None:
    with pytest.raises(ParameterError, match="Fitting"):
        FittingOptions(**settings)  # type: ignore[arg-type]


def test_wrong_input_is_refused(pears: tuple[Mesh, Mesh, Correspondence, Fitting]) -> None:
    source, target, pairs, _ = pears
    with pytest.raises(CorrespondenceError, match="at least 4"):
        fit_mesh(source, target, pairs[:2])
    with pytest.raises(MeshError, match="open-mouth"):
        fit_mesh(source, target, pairs, open_mouth=ball("other", 10))
    broken = target.points.copy()
    broken[7] = np.inf
    with pytest.raises(MeshError, match="Vertex 7"):
        fit_mesh(source, target.with_points(broken), pairs)


def test_progress_runs_forward_and_can_be_cancelled(
    pears: tuple[Mesh, Mesh, Correspondence, Fitting],
) -> None:
    source, target, pairs, _ = pears
    shares: list[float] = []
    fit_mesh(source, target, pairs, progress=Progress(lambda share, _: shares.append(share)))
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len(set(shares)) > 10
    cancelled = threading.Event()

    def stop(share: float, _message: str) -> None:
        if share > 0.4:
            cancelled.set()

    with pytest.raises(CancelledError):
        fit_mesh(source, target, pairs, progress=Progress(stop, cancelled))


def test_errors_count_the_side_that_faces_as_the_vertex_does() -> None:
    corners = [[0, 0, 0], [4, 0, 0], [0, 4, 0], [0, 0, 1], [4, 0, 1], [0, 4, 1]]
    surface = Surface(corners, [[0, 2, 1], [3, 4, 5]])
    query, up = np.array([[1.0, 1.0, 0.1]]), np.array([[0.0, 0.0, 1.0]])
    assert surface_errors(query, up, surface)[0] == pytest.approx(0.9)
    assert surface_errors(query, up[:, [0, 2, 1]], surface)[0] == pytest.approx(0.1)
