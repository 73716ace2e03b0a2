"""The wrap deformer against its laws, an analytic motion and the shapes of our head."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from a2f_maya.errors import MeshError
from a2f_maya.face.head import load_head
from a2f_maya.mesh import Mesh, triangulate
from a2f_maya.transfer.surface import Surface
from a2f_maya.transfer.topology import polygon_edges
from a2f_maya.transfer.wrap import CarriedMotion, Wrap, WrapBinding, bind_wrap
from tests.support.heads import mesh_of, retessellated
from tests.support.meshes import turned
from tests.support.posing import Places

Array = npt.NDArray[np.float64]

TURN = turned(40, 0) @ turned(-65, 1) @ turned(110, 2)
SHIFT = np.array([3.0, -20.0, 7.0])


def sheet(
    name: str, columns: int, rows: int, size: tuple[float, float] = (10.0, 10.0), z: float = 0.0
) -> Mesh:
    y, x = np.meshgrid(np.linspace(0, size[1], rows), np.linspace(0, size[0], columns))
    points = np.stack([x.ravel(), y.ravel(), np.full(x.size, z)], axis=1)
    number = np.arange(x.size).reshape(columns, rows)
    quads = np.stack([number[:-1, :-1], number[1:, :-1], number[1:, 1:], number[:-1, 1:]], axis=-1)
    return mesh_of(name, points, quads.reshape(-1, 4).tolist())


def joined(*meshes: Mesh) -> Mesh:
    starts = np.cumsum([0, *(len(mesh.points) for mesh in meshes)])
    return Mesh(
        meshes[0].name,
        np.concatenate([mesh.points for mesh in meshes]),
        np.concatenate([mesh.face_counts for mesh in meshes]),
        np.concatenate(
            [mesh.face_indices + start for mesh, start in zip(meshes, starts, strict=False)]
        ).astype(np.int32),
    )


def wrap_of(driver: Mesh, driven: Mesh) -> Wrap:
    return Wrap(bind_wrap(driver, driven), triangulate(driver), polygon_edges(driven))


@dataclass(frozen=True)
class HeadWrap:
    """Our head, driven by a copy of it with other vertices and triangles."""

    head: Mesh
    driver: Mesh
    wrap: Wrap
    poses: Places

    def posed(self, name: str) -> tuple[Array, Array]:
        """The driver's points in a pose, and the true displacements of the driven head."""
        delta = load_head().skin_shapes[name].astype(np.float64)
        return self.driver.points + self.poses(delta), delta


@pytest.fixture(scope="module")
def head_wrap() -> HeadWrap:
    head = load_head().skin
    driver = retessellated(head, seed=3)
    return HeadWrap(head, driver, wrap_of(driver, head), Places(driver, head))


@pytest.mark.parametrize("tangent", [True, False])
@pytest.mark.parametrize("smooth", [0, 3])
@pytest.mark.parametrize("distance", [None, 1e-3])
def test_a_driver_at_rest_moves_nothing_at_all(
    head_wrap: HeadWrap, tangent: bool, smooth: int, distance: float | None
) -> None:
    moved = head_wrap.wrap.displacements(
        head_wrap.driver.points,
        face_tangent_space=tangent,
        max_distance=distance,
        smooth_level=smooth,
    )
    assert moved.shape == head_wrap.head.points.shape
    assert not moved.any()


def test_rigid_motion_is_exact_for_every_point(head_wrap: HeadWrap) -> None:
    assert not head_wrap.wrap.binding.reliable.all()
    moved_driver = head_wrap.driver.points @ TURN.T + SHIFT
    rest = head_wrap.head.points.astype(np.float64)
    for level in (0, 5):
        moved = head_wrap.wrap.displacements(moved_driver, smooth_level=level)
        np.testing.assert_allclose(rest + moved, rest @ TURN.T + SHIFT, atol=1e-6)


def test_object_space_keeps_the_direction_of_the_offset() -> None:
    driver, driven = sheet("driver", 6, 6), sheet("driven", 9, 9, z=0.03)
    moved_driver = driver.points @ TURN.T + SHIFT
    moved = wrap_of(driver, driven).displacements(moved_driver, face_tangent_space=False)
    below = driven.points * [1.0, 1.0, 0.0]
    np.testing.assert_allclose(
        driven.points + moved, below @ TURN.T + SHIFT + [0, 0, 0.03], atol=1e-6
    )


def test_a_finer_sheet_follows_the_bending_of_a_coarse_one() -> None:
    radius, height = 8.0, 0.03
    driver, driven = sheet("driver", 61, 9), sheet("driven", 97, 23, z=height)

    def bent(points: Array) -> Array:
        angle, out = points[:, 0] / radius, radius + points[:, 2]
        rolled = [out * np.sin(angle), points[:, 1], out * np.cos(angle) - radius]
        return np.stack(rolled, axis=1)

    wrap = wrap_of(driver, driven)
    assert wrap.binding.reliable.all()
    moved = wrap.displacements(bent(driver.points))
    inner = (driven.points[:, 0] > 0.2) & (driven.points[:, 0] < 9.8)
    error = np.linalg.norm(driven.points + moved - bent(driven.points), axis=1)
    # the chord of a driver's face lies so far below the arc
    assert error[inner].max() < 1.5 * (10.0 / 60) ** 2 / (8 * radius)
    flat = wrap.displacements(bent(driver.points), face_tangent_space=False)
    apart = np.linalg.norm(driven.points + flat - bent(driven.points), axis=1)
    assert apart[inner].max() > 0.5 * height


@pytest.mark.parametrize("scale", [0.01, 10.0])
def test_the_unit_does_not_matter(scale: float) -> None:
    random = np.random.default_rng(5)
    driver, driven = sheet("driver", 12, 12), sheet("driven", 17, 15, z=0.02)
    bumps = driver.points + random.normal(size=driver.points.shape) * 0.1
    moved = wrap_of(driver, driven).displacements(bumps)
    small = [
        mesh.with_points((mesh.points * scale).astype(np.float32)) for mesh in (driver, driven)
    ]
    again = wrap_of(*small).displacements(bumps * scale)
    np.testing.assert_allclose(again, moved * scale, atol=3e-5 * scale)


def test_points_beyond_the_max_distance_stay() -> None:
    driver = sheet("driver", 6, 6)
    driven = sheet("driven", 7, 7)
    heights = np.linspace(0.0, 2.0, len(driven.points)).astype(np.float32)
    driven = driven.with_points(driven.points + heights[:, None] * np.float32([0, 0, 1]))
    wrap = wrap_of(driver, driven)
    moved = wrap.displacements(driver.points + np.array([0, 0, 5.0]), max_distance=1.0)
    np.testing.assert_allclose(moved[heights <= 0.999], [[0, 0, 5]] * (heights <= 0.999).sum())
    assert not moved[heights > 1.001].any()


def test_smoothing_is_the_mean_with_the_neighbours_beside_the_common_motion() -> None:
    driver = sheet("driver", 5, 4)
    wrap = wrap_of(driver, driver)
    random = np.random.default_rng(0)
    field = random.normal(size=driver.points.shape)
    moved = wrap.displacements(driver.points + field, face_tangent_space=False)
    affine = np.column_stack([driver.points[:, :2], np.ones(len(field))])
    common = affine @ np.linalg.lstsq(affine, moved, rcond=None)[0]
    neighbours = [set() for _ in field]
    for a, b in polygon_edges(driver).tolist():
        neighbours[a].add(b)
        neighbours[b].add(a)
    rest = moved - common
    for level in range(4):
        smooth = wrap.displacements(
            driver.points + field, face_tangent_space=False, smooth_level=level
        )
        np.testing.assert_allclose(smooth, common + rest, atol=1e-9)
        rest = np.array(
            [0.5 * rest[i] + 0.5 * rest[list(n)].mean(axis=0) for i, n in enumerate(neighbours)]
        )


def torn_edges(mesh: Mesh, moved: Array, truth: Array) -> int:
    """Edges stretched more than four times, and more than twice as much as they should be."""
    edges = polygon_edges(mesh)

    def lengths(points: Array) -> Array:
        return np.asarray(np.linalg.norm(points[edges[:, 0]] - points[edges[:, 1]], axis=1))

    rest, now, should = (lengths(mesh.points + delta) for delta in (0 * moved, moved, truth))
    return int(((now > 4 * rest) & (now > 2 * should)).sum())


def turned_over(mesh: Mesh, moved: Array, truth: Array) -> int:
    """Triangles that face away from where they should."""
    triangles = triangulate(mesh)
    now, should = (Surface(mesh.points + delta, triangles).face_normals for delta in (moved, truth))
    return int(((now * should).sum(axis=1) < 0).sum())


def test_lips_and_lids_do_not_tear(head_wrap: HeadWrap) -> None:
    mesh = head_wrap.head
    surface = Surface.of(head_wrap.driver)
    hits = surface.closest(mesh.points.astype(np.float64))
    corners = surface.triangles[hits.triangles]
    torn = {}
    for name in ("jawOpen", "eyeBlinkLeft", "mouthClose", "mouthSmileLeft"):
        posed, truth = head_wrap.posed(name)
        moved = head_wrap.wrap.displacements(posed)
        naive = np.einsum(
            "nk,nkc->nc", hits.barycentrics, (posed - head_wrap.driver.points)[corners]
        )
        torn[name] = (torn_edges(mesh, moved, truth), torn_edges(mesh, naive, truth))
        error = np.linalg.norm(moved - truth, axis=1)
        assert error.mean() < 0.02 * np.linalg.norm(truth, axis=1).max()
        assert turned_over(mesh, moved, truth) <= 25
    # closest places alone tear the lips apart
    assert torn["jawOpen"][1] > 50
    assert torn["jawOpen"][0] <= 12
    assert all(ours <= 4 for name, (ours, _) in torn.items() if name != "jawOpen")


def test_a_lash_follows_the_lid_that_it_grows_from() -> None:
    # two lids that face each other; the lash leans over to the other one
    upper = sheet("lids", 21, 5, size=(10.0, 2.0))
    lower = upper.with_points((upper.points * [1, -1, 1] - [0, 0.5, 0]).astype(np.float32))
    driver = joined(upper, lower)
    lash = sheet("lash", 21, 6, size=(10.0, 1.0))
    leaning = np.stack([lash.points[:, 0], 0.004 - 0.9 * lash.points[:, 1], lash.points[:, 1]])
    lash = lash.with_points(leaning.T.astype(np.float32))
    wrap = wrap_of(driver, lash)
    assert wrap.binding.reliable.any() and not wrap.binding.reliable.all()
    count = len(upper.points)
    posed = driver.points.astype(np.float64)
    posed[count:] += [0, 0.4, 0]
    np.testing.assert_allclose(wrap.displacements(posed), 0, atol=1e-9)
    posed = driver.points.astype(np.float64)
    posed[:count] = posed[:count] @ TURN.T + SHIFT
    expected = lash.points @ TURN.T + SHIFT
    np.testing.assert_allclose(lash.points + wrap.displacements(posed), expected, atol=1e-6)


def test_a_floating_beard_hangs_everywhere() -> None:
    driver, beard = sheet("driver", 20, 20), sheet("beard", 8, 8, size=(4.0, 4.0), z=0.5)
    assert bind_wrap(driver, beard).reliable.all()


def test_a_binding_survives_a_file(head_wrap: HeadWrap, tmp_path: Path) -> None:
    binding = head_wrap.wrap.binding
    fields = WrapBinding.__dataclass_fields__
    np.savez(tmp_path / "binding.npz", **{name: getattr(binding, name) for name in fields})
    with np.load(tmp_path / "binding.npz") as stored:
        again = WrapBinding(*(stored[name] for name in fields))
    wrap = Wrap(again, triangulate(head_wrap.driver), polygon_edges(head_wrap.head))
    posed, _ = head_wrap.posed("jawOpen")
    np.testing.assert_array_equal(wrap.displacements(posed), head_wrap.wrap.displacements(posed))


def test_bad_faces_and_lone_vertices_do_no_harm() -> None:
    driver = sheet("driver", 8, 8)
    spoilt = mesh_of(
        "driver",
        np.vstack([driver.points, [[50, 50, 50]]]),
        [*driver.face_indices.reshape(-1, 4).tolist(), [3, 3, 4], [5, 6, 5]],
    )
    driven = sheet("driven", 5, 5, z=0.01)
    driven = mesh_of(
        "driven",
        np.vstack([driven.points, [[2, 2, 0.01], [5, 5, 30]]]),
        [*driven.face_indices.reshape(-1, 4).tolist(), [7, 7, 7]],
    )
    wrap = wrap_of(spoilt, driven)
    assert not wrap.displacements(spoilt.points, smooth_level=2).any()
    moved = wrap.displacements(spoilt.points @ TURN.T + SHIFT, smooth_level=2)
    np.testing.assert_allclose(driven.points + moved, driven.points @ TURN.T + SHIFT, atol=1e-5)


def test_what_cannot_be_wrapped_is_refused() -> None:
    driver, driven = sheet("driver", 4, 4), sheet("driven", 3, 3)
    hole = driver.with_points(np.where(driver.points > 9, np.nan, driver.points).astype(np.float32))
    with pytest.raises(MeshError, match="'driver' has points that are not numbers"):
        bind_wrap(hole, driven)
    with pytest.raises(MeshError, match="'bare' has no faces"):
        bind_wrap(mesh_of("bare", driver.points, []), driven)
    binding = bind_wrap(driver, driven)
    with pytest.raises(MeshError, match="edges of the driven mesh"):
        Wrap(binding, triangulate(driver), [[0, 9]])
    with pytest.raises(MeshError, match="has 15 vertices, but 16"):
        Wrap(binding, triangulate(driver), []).displacements(driver.points[1:])
    with pytest.raises(MeshError, match="one row a point"):
        WrapBinding(
            binding.rest_driver,
            binding.rest_driven,
            binding.corners,
            binding.barycentrics[1:],
            binding.reliable,
        )
    with pytest.raises(MeshError, match="does not have"):
        WrapBinding(
            binding.rest_driver[:5],
            binding.rest_driven,
            binding.corners,
            binding.barycentrics,
            binding.reliable,
        )


def test_carried_motion_turns_and_grows_with_the_head() -> None:
    head = load_head()
    rest = head.skin.points.astype(np.float64)
    other = 2.5 * rest @ TURN.T + SHIFT
    carried = CarriedMotion(rest, other)
    assert not carried.displacements(rest).any()
    delta = head.skin_shapes["mouthSmileLeft"].astype(np.float64)
    np.testing.assert_allclose(carried.displacements(rest + delta), 2.5 * delta @ TURN.T, atol=1e-6)
    with pytest.raises(MeshError, match="same topology"):
        CarriedMotion(rest, other[1:])
    with pytest.raises(MeshError, match="when it was bound"):
        carried.displacements(rest[1:])
