"""Rays and meshes, without Maya."""

from __future__ import annotations

import numpy as np
import pytest

from a2f_maya.correspondence import positions
from a2f_maya.maya.transfer.picking import Pickable, Ray, nearest
from a2f_maya.mesh import Mesh
from tests.maya.transfer import heads


def prism() -> Mesh:
    """A pentagon in front (z = 1), a quad behind it (z = 0)."""
    angles = np.arange(5) * 2 * np.pi / 5
    front = np.stack([np.cos(angles), np.sin(angles), np.ones(5)], axis=1)
    back = np.array([[-2, -2, 0], [2, -2, 0], [2, 2, 0], [-2, 2, 0]])
    points = np.concatenate([front, back]).astype(np.float32)
    return Mesh("prism", points, np.array([5, 4], np.int32), np.arange(9, dtype=np.int32))


def along_z(x: float, y: float) -> Ray:
    return Ray(np.array([x, y, 10.0]), np.array([0.0, 0.0, -2.0]))


def test_the_nearer_face_is_hit_and_the_point_lies_where_the_ray_passes():
    hit = Pickable(prism()).pick(along_z(0.1, 0.2))
    assert hit is not None and hit.point.face == 0
    assert len(hit.point.barycentric) == 5
    assert positions([hit.point], prism())[0] == pytest.approx([0.1, 0.2, 1.0], abs=1e-6)
    assert hit.position == pytest.approx([0.1, 0.2, 1.0], abs=1e-6)
    assert hit.distance == pytest.approx(4.5)


def test_beside_the_near_face_the_far_one_is_hit():
    hit = Pickable(prism()).pick(along_z(1.5, -1.2))
    assert hit is not None and hit.point.face == 1
    assert positions([hit.point], prism())[0] == pytest.approx([1.5, -1.2, 0.0], abs=1e-6)


def test_a_ray_that_passes_by_or_looks_away_hits_nothing():
    pickable = Pickable(prism())
    assert pickable.pick(along_z(5, 5)) is None
    assert pickable.pick(Ray(np.array([0, 0, 10.0]), np.array([0, 0, 1.0]))) is None


def test_close_to_a_corner_the_vertex_is_meant():
    close = Pickable(prism()).pick(along_z(0.99, 0.001))
    assert close is not None and close.point.vertex == 0
    exact = Pickable(prism()).pick(along_z(0.99, 0.001), snap=0.0)
    assert exact is not None and exact.point.face == 0


def test_no_ray_slips_through_an_edge():
    mesh = heads.SOURCE
    pickable = Pickable(mesh)
    for vertex in range(0, len(mesh.points), 7):
        place = mesh.points[vertex].astype(float)
        hit = pickable.pick(Ray(3 * place, -place))
        assert hit is not None and hit.point.vertex == vertex


@pytest.mark.parametrize("seed", range(5))
def test_rays_from_everywhere_meet_the_point_they_aim_at(seed):
    mesh = heads.TARGET  # convex but for its nose, so the first hit is what is aimed at
    random = np.random.default_rng(seed)
    pickable = Pickable(mesh)
    direction = random.normal(size=3)
    direction[2] = -abs(direction[2])
    hit = pickable.pick(Ray(50 * direction, -direction), snap=0.0)
    assert hit is not None
    on_surface = positions([hit.point], mesh)[0]
    assert on_surface == pytest.approx(hit.position, abs=1e-4)
    assert np.linalg.norm(np.cross(on_surface, direction)) < 1e-4 * np.linalg.norm(on_surface)
    assert on_surface @ direction > 0


def test_nearest_of_some_places():
    assert nearest([[0, 0, 0], [1, 0, 0], [5, 5, 5]], [0.8, 0.1, 0]) == 1
    assert nearest([], [0, 0, 0]) is None
