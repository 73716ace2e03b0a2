from __future__ import annotations

import numpy as np
import pytest
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st

from a2f_maya.face.head import load_head
from a2f_maya.mesh import triangulate
from a2f_maya.transfer.sampling import sample_triangles
from a2f_maya.transfer.surface import Surface, closest_barycentrics


@pytest.fixture(scope="module")
def skin() -> Surface:
    return Surface.of(load_head().skin)


def test_closest_points_are_those_of_trimesh(skin: Surface) -> None:
    random = np.random.default_rng(0)
    queries = skin.points[::15] + random.normal(size=skin.points[::15].shape) * 0.5
    peer = trimesh.Trimesh(skin.points, skin.triangles, process=False)
    _, distances, _ = trimesh.proximity.closest_point(peer, queries)
    found = skin.closest(queries)
    np.testing.assert_allclose(found.distances, distances, atol=1e-7)
    corners = skin.points[skin.triangles[found.triangles]]
    rebuilt = np.einsum("nk,nkc->nc", found.barycentrics, corners)
    np.testing.assert_allclose(rebuilt, found.positions, atol=1e-12)


def test_a_quick_look_is_right_near_the_surface(skin: Surface) -> None:
    queries = skin.points + 0.02 * skin.vertex_normals
    quick, sure = (skin.closest(queries, thorough=thorough) for thorough in (False, True))
    assert (quick.distances > sure.distances + 1e-9).mean() < 0.02
    assert (quick.distances >= sure.distances - 1e-12).all()


def test_only_triangles_that_face_the_same_way_count() -> None:
    points = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 0.1], [1, 0, 0.1], [0, 1, 0.1]])
    surface = Surface(points, [[0, 2, 1], [3, 4, 5]])  # looks down, looks up
    query = np.array([[0.2, 0.2, 0.02]])
    up = np.array([[0.0, 0.0, 1.0]])
    assert surface.closest(query).triangles[0] == 0
    assert surface.closest(query, up, 0.5).triangles[0] == 1
    assert surface.closest(query, up[:, ::-1], 0.5).distances[0] == np.inf
    only_first = np.array([True, False])
    assert surface.closest(query, up, 0.5, allowed=only_first).distances[0] == np.inf


def test_a_long_triangle_is_not_hidden_by_small_ones() -> None:
    grid = np.stack(np.meshgrid(np.arange(20.0), np.arange(20.0)), -1).reshape(-1, 2) * 0.05
    small = np.column_stack([grid, np.full(len(grid), -0.5)])
    cells = np.arange(19)[:, None] * 20 + np.arange(19)
    faces = np.stack([cells, cells + 1, cells + 20], axis=-1).reshape(-1, 3)
    large = np.array([[-0.8, -0.5, 0.1], [1.6, -0.5, 0.1], [0.4, 2.0, 0.1]])
    surface = Surface(np.concatenate([small, large]), [*faces, [400, 401, 402]])
    assert surface.closest(np.array([[0.5, 0.5, 0.0]])).distances[0] == pytest.approx(0.1)


coordinates = st.floats(-2, 2, allow_nan=False).map(lambda value: round(value, 3))
triangles = st.lists(st.tuples(*[coordinates] * 3), min_size=4, max_size=4)


@settings(max_examples=150, deadline=None)
@given(triangles)
def test_no_place_on_a_triangle_is_closer(corners: list[tuple[float, float, float]]) -> None:
    *triangle, query = (np.array(corner) for corner in corners)
    weights = closest_barycentrics(query, np.array(triangle))
    assert weights.min() >= -1e-9
    assert weights.sum() == pytest.approx(1)
    distance = np.linalg.norm(weights @ np.array(triangle) - query)
    steps = np.linspace(0, 1, 25)
    for v in steps:
        for w in steps[steps <= 1 - v + 1e-12]:
            place = np.array([1 - v - w, v, w]) @ np.array(triangle)
            assert distance <= np.linalg.norm(place - query) + 1e-6


def test_samples_cover_each_triangle() -> None:
    corners = np.array([[[0.0, 0, 0], [4, 0, 0], [0, 3, 0]], [[0, 0, 1], [0.2, 0, 1], [0, 0.2, 1]]])
    points, owners, radius = sample_triangles(corners, 0.5, 50)
    random = np.random.default_rng(1)
    for index, triangle in enumerate(corners):
        weights = random.dirichlet([1, 1, 1], 500)
        places = weights @ triangle
        mine = points[owners == index]
        nearest = np.linalg.norm(places[:, None] - mine[None], axis=2).min(axis=1)
        assert nearest.max() <= radius


def test_normals_point_outwards(skin: Surface) -> None:
    nose = load_head().landmarks["nose_tip"]
    assert skin.vertex_normals[nose, 2] > 0.8
    hits = skin.closest(skin.points[[nose]] + [0, 0, 1.0])
    assert skin.normals_at(hits)[0, 2] > 0.8
    assert np.linalg.norm(skin.normals_at(hits), axis=1) == pytest.approx(1)
    assert len(skin.triangles) == len(triangulate(load_head().skin))
