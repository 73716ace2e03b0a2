"""Meshes and animation curves against plain computations."""

from __future__ import annotations

import maya.api.OpenMaya as om
import maya.api.OpenMayaAnim as oma
import numpy as np
import pytest
from maya import cmds

SPACE = om.MSpace.kWorld


def mesh_of(name: str) -> om.MFnMesh:
    return om.MFnMesh(om.MSelectionList().add(name).getDagPath(0))


@pytest.fixture
def ball() -> om.MFnMesh:
    name = cmds.polySphere(radius=2.0, subdivisionsX=12, subdivisionsY=9)[0]
    cmds.setAttr(f"{name}.translate", 1.0, -2.0, 0.5)
    cmds.setAttr(f"{name}.scaleY", 1.5)
    return mesh_of(name)


def triangles(mesh: om.MFnMesh) -> np.ndarray:
    points = np.array(mesh.getPoints(SPACE))[:, :3]
    return points[np.array(mesh.getTriangles()[1]).reshape(-1, 3)]


def hits(corners: np.ndarray, start: np.ndarray, way: np.ndarray) -> list[float]:
    """Distances along a ray by solving for every triangle."""
    found = []
    for a, b, c in corners:
        system = np.stack([way, a - b, a - c], axis=1)
        if abs(np.linalg.det(system)) < 1e-12:
            continue
        t, u, v = np.linalg.solve(system, a - start)
        if t >= 0 and u >= 0 and v >= 0 and u + v <= 1:
            found.append(t)
    return sorted(found)


def test_rays_hit_what_plain_algebra_hits(ball: om.MFnMesh) -> None:
    random = np.random.default_rng(5)
    corners = triangles(ball)
    count = 0
    for _ in range(30):
        start, aim = random.normal(size=3) * 8, random.normal(size=3) * 1.5 + [1, -2, 0.5]
        way = (aim - start) / np.linalg.norm(aim - start)
        wanted = hits(corners, start, way)
        found = ball.closestIntersection(
            om.MFloatPoint(*start), om.MFloatVector(*way), SPACE, 1e3, False
        )
        if wanted:
            count += 1
            assert found[1] == pytest.approx(wanted[0], abs=1e-3)
            assert list(found[0])[:3] == pytest.approx(start + way * wanted[0], abs=1e-3)
        else:
            assert found[2] == -1
    assert count > 5


def test_closest_point_is_nearer_than_any_other(ball: om.MFnMesh) -> None:
    random = np.random.default_rng(7)
    weights = random.dirichlet([1, 1, 1], 400)
    others = np.einsum("kw,twx->tkx", weights, triangles(ball)).reshape(-1, 3)
    for point in random.normal(size=(10, 3)) * 5:
        found, face = ball.getClosestPoint(om.MPoint(*point), SPACE)
        distance = np.linalg.norm(np.array(list(found))[:3] - point)
        assert distance <= np.linalg.norm(others - point, axis=1).min() + 1e-6
        corners = np.array(
            [list(ball.getPoint(v, SPACE))[:3] for v in ball.getPolygonVertices(face)]
        )
        normal = np.array(list(ball.getPolygonNormal(face, SPACE)))
        assert abs((np.array(list(found))[:3] - corners.mean(axis=0)) @ normal) < 0.1


def test_face_normals_stand_on_their_faces(ball: om.MFnMesh) -> None:
    for face in range(ball.numPolygons):
        corners = np.array(
            [list(ball.getPoint(v, SPACE))[:3] for v in ball.getPolygonVertices(face)]
        )
        normal = np.array(list(ball.getPolygonNormal(face, om.MSpace.kObject)))
        assert np.linalg.norm(normal) == pytest.approx(1.0)
        local = (corners - [1.0, -2.0, 0.5]) / [1.0, 1.5, 1.0]
        assert (local - local[0]) @ normal == pytest.approx(np.zeros(len(local)), abs=1e-5)
        assert local.mean(axis=0) @ normal > 0


def test_setting_points_is_seen_by_commands(ball: om.MFnMesh) -> None:
    points = ball.getPoints(SPACE)
    points[3] = om.MPoint(10, 11, 12)
    ball.setPoints(points, SPACE)
    name = ball.partialPathName()
    assert cmds.pointPosition(f"{name}.vtx[3]", world=True) == pytest.approx([10, 11, 12])


def test_iterators_agree_with_the_mesh(ball: om.MFnMesh) -> None:
    walk = om.MItMeshPolygon(ball.dagPath())
    edges = set()
    for _ in walk:
        assert list(walk.getVertices()) == list(ball.getPolygonVertices(walk.index()))
        edges |= set(walk.getEdges())
    assert edges == set(range(ball.numEdges))
    euler = ball.numVertices - ball.numEdges + ball.numPolygons
    assert euler == 2


def test_a_mesh_made_of_arrays_has_what_was_given() -> None:
    points = [om.MPoint(x, 0, z) for x in (0, 1) for z in (0, 1)]
    made = om.MFnMesh()
    made.create(points, [4], [0, 1, 3, 2])
    assert (made.numVertices, made.numEdges, made.numPolygons) == (4, 4, 1)
    assert list(made.getPolygonVertices(0)) == [0, 1, 3, 2]


def test_curve_keys_are_what_commands_see() -> None:
    cmds.createNode("transform", name="box")
    curve = oma.MFnAnimCurve()
    plug = om.MSelectionList().add("box.tx").getPlug(0)
    curve.create(plug, oma.MFnAnimCurve.kAnimCurveTL)
    linear = oma.MFnAnimCurve.kTangentLinear
    for frame, value in ((1, 0.0), (11, 5.0), (21, -5.0)):
        curve.addKey(om.MTime(frame, om.MTime.uiUnit()), value, linear, linear)
    assert cmds.keyframe("box.tx", query=True, timeChange=True) == [1.0, 11.0, 21.0]
    assert cmds.getAttr("box.tx", time=6) == pytest.approx(2.5)
    assert curve.evaluate(om.MTime(16, om.MTime.uiUnit())) == pytest.approx(0.0, abs=1e-9)
    curve.remove(1)
    assert cmds.getAttr("box.tx", time=11) == pytest.approx(-2.5)
