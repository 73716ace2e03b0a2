"""Meshes, curves and geometry data against plain references."""

from __future__ import annotations

import ctypes

import maya.OpenMaya as om
import numpy as np
import pytest
from maya import cmds
from scipy.interpolate import BSpline

from .helpers import dag_path, mobject, numbers, positions, rows

QUADS = [[0, 1, 4, 3], [1, 2, 5, 4]]
POINTS = [(0, 0, 0), (1, 0, 0), (2, 0, 1), (0, 1, 0), (1, 1, 0), (2, 1, 1)]


def make_mesh(owner: om.MObject | None = None) -> om.MFnMesh:
    points, counts, connects = om.MPointArray(), om.MIntArray(), om.MIntArray()
    for point in POINTS:
        points.append(om.MPoint(*point))
    for quad in QUADS:
        counts.append(len(quad))
        for vertex in quad:
            connects.append(vertex)
    mesh = om.MFnMesh()
    mesh.create(len(POINTS), len(QUADS), points, counts, connects, *([owner] if owner else []))
    return mesh


def integer_pointer() -> tuple[om.MScriptUtil, object]:
    util = om.MScriptUtil()
    util.createFromInt(0)
    return util, util.asIntPtr()


def test_created_mesh_is_a_shape() -> None:
    mesh = make_mesh()
    name = mesh.partialPathName()
    assert cmds.nodeType(name) == "mesh"
    assert positions(name) == pytest.approx(np.array(POINTS, float))
    assert (mesh.numVertices(), mesh.numPolygons(), mesh.numEdges()) == (6, 2, 7)


def test_created_mesh_data_has_no_node() -> None:
    before = cmds.ls()
    data = om.MFnMeshData().create()
    mesh = make_mesh(data)
    assert cmds.ls() == before
    assert om.MFnMesh(data).numVertices() == 6
    assert mesh.object() == data


def test_wrong_counts_are_refused() -> None:
    points, counts, connects = om.MPointArray(3), om.MIntArray(1, 3), om.MIntArray()
    om.MScriptUtil.createIntArrayFromList([0, 1, 3], connects)
    with pytest.raises(RuntimeError):
        om.MFnMesh().create(3, 1, points, counts, connects)


def test_topology_against_plain_loops() -> None:
    mesh = make_mesh()
    edges = {
        frozenset(pair) for quad in QUADS for pair in zip(quad, quad[1:] + quad[:1], strict=True)
    }
    util = om.MScriptUtil()
    util.createFromInt(0, 0)
    found = set()
    for edge in range(mesh.numEdges()):
        pointer = util.asInt2Ptr()
        mesh.getEdgeVertices(edge, pointer)
        found.add(frozenset(om.MScriptUtil.getInt2ArrayItem(pointer, 0, place) for place in (0, 1)))
    assert found == edges
    iterator = om.MItMeshVertex(mesh.object())
    while not iterator.isDone():
        vertex, array = iterator.index(), om.MIntArray()
        iterator.getConnectedVertices(array)
        expected = {other for pair in edges if vertex in pair for other in pair} - {vertex}
        assert set(numbers(array)) == expected
        iterator.getConnectedFaces(array)
        assert set(numbers(array)) == {face for face, quad in enumerate(QUADS) if vertex in quad}
        iterator.next()


def test_polygon_iterator_and_set_index() -> None:
    mesh = make_mesh()
    iterator = om.MItMeshPolygon(mesh.object())
    keep, previous = integer_pointer()
    iterator.setIndex(1, previous)
    assert om.MScriptUtil.getInt(previous) == 0
    assert [iterator.vertexIndex(place) for place in range(4)] == QUADS[1]
    area_util = om.MScriptUtil()
    area_util.createFromDouble(0.0)
    pointer = area_util.asDoublePtr()
    iterator.getArea(pointer)
    assert om.MScriptUtil.getDouble(pointer) == pytest.approx(np.sqrt(2))
    assert keep is not None


def test_normals() -> None:
    mesh = make_mesh()
    normal = om.MVector()
    mesh.getPolygonNormal(1, normal)
    assert [normal.x, normal.y, normal.z] == pytest.approx([-np.sqrt(0.5), 0, np.sqrt(0.5)])
    normals = om.MFloatVectorArray()
    mesh.getVertexNormals(False, normals)
    between = np.array([-np.sqrt(0.5), 0, 1 + np.sqrt(0.5)])
    found = [normals[1].x, normals[1].y, normals[1].z]
    assert found == pytest.approx(between / np.linalg.norm(between), abs=1e-6)


def test_raw_points_are_memory() -> None:
    mesh = make_mesh()
    pointer = mesh.getRawPoints()
    raw = (ctypes.c_float * 3 * mesh.numVertices()).from_address(int(pointer))
    assert np.ctypeslib.as_array(raw) == pytest.approx(np.array(POINTS, np.float32))


def test_points_in_world_space() -> None:
    cube = cmds.polyCube()[0]
    cmds.setAttr(f"{cube}.translate", 1, 2, 3)
    path = dag_path(cube)
    mesh = om.MFnMesh(path)
    points = om.MPointArray()
    mesh.getPoints(points, om.MSpace.kWorld)
    assert rows(points) == pytest.approx(positions(cube) + np.array([1, 2, 3]))
    moved = om.MPoint(10, 10, 10)
    mesh.setPoint(0, moved, om.MSpace.kWorld)
    assert positions(cube)[0] == pytest.approx([9, 8, 7])
    with pytest.raises(RuntimeError):
        om.MFnMesh(mobject(mesh.partialPathName())).getPoints(points, om.MSpace.kWorld)


def test_closest_point_against_dense_samples() -> None:
    sphere = cmds.polySphere(radius=2)[0]
    mesh = om.MFnMesh(dag_path(sphere))
    closest, (keep, face) = om.MPoint(), integer_pointer()
    mesh.getClosestPoint(om.MPoint(3, 1, 0.5), closest, om.MSpace.kWorld, face)
    vertices = positions(sphere)
    nearest_vertex = np.linalg.norm(vertices - [3, 1, 0.5], axis=1).min()
    found = np.linalg.norm(np.array([closest.x, closest.y, closest.z]) - [3, 1, 0.5])
    assert found <= nearest_vertex + 1e-9
    assert found == pytest.approx(np.sqrt(10.25) - 2, abs=0.05)
    corners = om.MIntArray()
    mesh.getPolygonVertices(om.MScriptUtil.getInt(face), corners)
    centre = vertices[numbers(corners)].mean(axis=0)
    assert np.linalg.norm(centre - [closest.x, closest.y, closest.z]) < 0.5
    assert keep is not None


def test_rays_meet_a_cube() -> None:
    cube = cmds.polyCube(width=2, height=2, depth=2)[0]
    mesh = om.MFnMesh(dag_path(cube))
    place = om.MFloatPoint()
    util = om.MScriptUtil()
    util.createFromDouble(0.0)
    distance = util.asFloatPtr()
    arguments = (None, None, False, om.MSpace.kWorld, 100.0, False, None)
    source, down = om.MFloatPoint(0.3, 5, 0.2), om.MFloatVector(0, -1, 0)
    hit = mesh.closestIntersection(
        source, down, *arguments, place, distance, None, None, None, None
    )
    assert hit
    assert (place.x, place.y, place.z) == pytest.approx((0.3, 1.0, 0.2))
    assert om.MScriptUtil.getFloat(distance) == pytest.approx(4.0)
    up = om.MFloatVector(0, 1, 0)
    assert not mesh.closestIntersection(
        source, up, *arguments, place, distance, None, None, None, None
    )
    points = om.MPointArray()
    assert mesh.intersect(om.MPoint(0.3, 5, 0.2), om.MVector(0, -1, 0), points)
    assert rows(points)[:, 1] == pytest.approx([1.0, -1.0])


def test_texture_coordinates() -> None:
    mesh = make_mesh()
    u, v, counts, ids = om.MFloatArray(), om.MFloatArray(), om.MIntArray(), om.MIntArray()
    for x, y, _ in POINTS:
        u.append(x / 2)
        v.append(float(y))
    mesh.setUVs(u, v)
    for quad in QUADS:
        counts.append(4)
        for vertex in quad:
            ids.append(vertex)
    mesh.assignUVs(counts, ids)
    util = om.MScriptUtil()
    util.createFromDouble(0.0, 0.0)
    pointer = util.asFloat2Ptr()
    mesh.getUVAtPoint(om.MPoint(1.5, 0.5, 0.5), pointer)
    found = [om.MScriptUtil.getFloat2ArrayItem(pointer, 0, place) for place in (0, 1)]
    assert found == pytest.approx([0.75, 0.5])
    assert cmds.polyEvaluate(mesh.partialPathName(), uvcoord=True) == 6


def test_vertex_colours() -> None:
    mesh = make_mesh()
    mesh.createColorSet("paint")
    mesh.setVertexColor(om.MColor(0.5, 0.25, 1.0), 4)
    colors = om.MColorArray()
    mesh.getVertexColors(colors)
    assert (colors[4].r, colors[4].g) == (0.5, 0.25)
    assert colors[0].r == -1.0


def test_geometry_iterator_over_components() -> None:
    cube = cmds.polyCube()[0]
    selection, path, component = om.MSelectionList(), om.MDagPath(), om.MObject()
    selection.add(f"{cube}.f[0]")
    selection.getDagPath(0, path, component)
    iterator = om.MItGeometry(path, component)
    visited = []
    while not iterator.isDone():
        visited.append(iterator.index())
        iterator.setPosition(iterator.position() + om.MVector(0, 0, 1))
        iterator.next()
    face = [
        int(n) for n in cmds.polyInfo(f"{cube}.f[0]", faceToVertex=True)[0].split(":")[1].split()
    ]
    assert visited == sorted(face)
    assert positions(cube)[visited][:, 2] == pytest.approx([1.5] * 4)


def test_curves_against_scipy() -> None:
    points = np.random.default_rng(3).normal(size=(7, 3))
    knots = [0, 0, 0, 1, 2, 3, 4, 4, 4]
    array, sequence = om.MPointArray(), om.MDoubleArray()
    for row in points:
        array.append(om.MPoint(*row))
    for knot in knots:
        sequence.append(knot)
    curve = om.MFnNurbsCurve()
    curve.create(array, sequence, 3, om.MFnNurbsCurve.kOpen, False, False)
    reference = BSpline([0, *knots, 4], points, 3)
    place = om.MPoint()
    for parameter in (0.0, 0.7, 2.0, 3.9):
        curve.getPointAtParam(parameter, place)
        assert [place.x, place.y, place.z] == pytest.approx(reference(parameter))
        tangent = curve.tangent(parameter)
        slope = reference.derivative()(parameter)
        assert [tangent.x, tangent.y, tangent.z] == pytest.approx(
            slope / np.linalg.norm(slope), abs=1e-4
        )
    samples = reference(np.linspace(0, 4, 20001))
    assert curve.length() == pytest.approx(
        np.linalg.norm(np.diff(samples, axis=0), axis=1).sum(), abs=1e-3
    )
    with pytest.raises(RuntimeError):
        curve.getPointAtParam(5.0, place)


def test_component_tags_of_data() -> None:
    data = om.MFnMeshData().create()
    make_mesh(data)
    functions = om.MFnGeometryData(data)
    component = om.MFnSingleIndexedComponent()
    made = component.create(om.MFn.kMeshVertComponent)
    elements = om.MIntArray()
    om.MScriptUtil.createIntArrayFromList([0, 3], elements)
    component.addElements(elements)
    functions.addComponentTag("left")
    functions.setComponentTagContents("left", made)
    names: list[str] = []
    functions.componentTags(names)
    assert names == ["left"]
    found = om.MIntArray()
    om.MFnSingleIndexedComponent(functions.resolveComponentTagExpression("!left")).getElements(
        found
    )
    assert list(found) == [1, 2, 4, 5]


def test_data_objects_keep_values() -> None:
    points = om.MPointArray()
    points.append(om.MPoint(1, 2, 3))
    handle = om.MFnPointArrayData().create(points)
    points[0].x = 9
    assert om.MFnPointArrayData(handle).array()[0].x == 1
    texts = om.MFnStringArrayData().create(["a", "b"])
    assert om.MFnStringArrayData(texts).array() == ["a", "b"]
    three = om.MFnNumericData()
    number = three.create(om.MFnNumericData.k3Double)
    three.setData3Double(1.0, 2.0, 3.0)
    cmds.createNode("transform", name="here")
    selection, place = om.MSelectionList(), om.MPlug()
    selection.add("here.translate")
    selection.getPlug(0, place)
    place.setMObject(number)
    assert cmds.getAttr("here.translate")[0] == (1, 2, 3)
    with pytest.raises(RuntimeError):
        om.MFnStringData(number)


def test_surfaces_against_scipy() -> None:
    grid = np.random.default_rng(5).normal(size=(5, 4, 3))
    knots_u, knots_v = [0, 0, 0, 1, 2, 2, 2], [0, 0, 1, 2, 2]
    points, first, second = om.MPointArray(), om.MDoubleArray(), om.MDoubleArray()
    for row in grid.reshape(-1, 3):
        points.append(om.MPoint(*row))
    for array, values in ((first, knots_u), (second, knots_v)):
        for value in values:
            array.append(value)
    surface, form = om.MFnNurbsSurface(), om.MFnNurbsSurface.kOpen
    surface.create(points, first, second, 3, 2, form, form, False)
    place = om.MPoint()
    for u, v in ((0.0, 0.0), (0.7, 1.3), (2.0, 0.5)):
        across = BSpline([0, *knots_v, 2], grid.transpose(1, 0, 2), 2)(v)
        expected = BSpline([0, *knots_u, 2], across, 3)(u)
        surface.getPointAtParam(u, v, place)
        assert [place.x, place.y, place.z] == pytest.approx(expected)
        on_surface = surface.closestPoint(place)
        assert on_surface.distanceTo(place) == pytest.approx(0.0, abs=1e-6)
