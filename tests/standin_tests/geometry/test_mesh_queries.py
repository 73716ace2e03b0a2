"""polyEvaluate and its kin against published examples; rays and nearest points by brute force."""

from __future__ import annotations

import numpy as np
import pytest
from maya import cmds
from maya._core import lookup, mesh_geometry, mesh_topology, ray_casting, shapes


def mesh(name: str):
    return shapes.geometry(shapes.shape_of(lookup.find(name)[0]).node)


def test_the_published_example_of_poly_evaluate() -> None:
    cmds.polyPlane(n="plg", sx=4, sy=4, w=5, h=5)
    cmds.select("plg.f[2]", "plg.f[4]")
    assert cmds.polyEvaluate(f=True) == 16
    assert cmds.polyEvaluate(t=True) == 32
    assert cmds.polyEvaluate(faceComponent=True) == 2
    assert cmds.polyEvaluate(v=True, f=True) == {"vertex": 25, "face": 16}
    everything = cmds.polyEvaluate()
    assert everything["edge"] == 40
    assert everything["uvcoord"] == 25
    assert everything["shell"] == everything["uvShell"] == 1


def test_areas_in_local_and_world_space() -> None:
    cmds.polyCube(ax=(0, 0, 1))
    cmds.setAttr("pCube1.scaleY", 2)
    assert cmds.polyEvaluate(a=True) == pytest.approx(6)
    assert cmds.polyEvaluate(wa=True) == pytest.approx(10)


def test_conversions_of_the_published_example() -> None:
    cmds.polyPlane(n="plg", sx=3, sy=3)
    convert = cmds.polyListComponentConversion
    assert convert("plg", tf=True) == ["plg.f[*]"]
    assert convert("plg.vtx[5:6]", "plg.vtx[9:10]", fv=True, tf=True, internal=True) == ["plg.f[4]"]
    cmds.polyPlane(w=1, h=1, sx=1, sy=1)
    assert convert("pPlane1.f[0]", ff=True, te=True) == ["pPlane1.e[0:3]"]
    corners = convert("pPlane1.f[0]", ff=True, tvf=True)
    assert corners == [f"pPlane1.vtxFace[{vertex}][0]" for vertex in (0, 1, 3, 2)]
    assert [convert(corner, fvf=True, te=True) for corner in corners] == [
        [f"pPlane1.e[{edge}]"] for edge in (0, 2, 3, 1)
    ]
    assert convert("pPlane1.vtxFace[0][0]", fvf=True, te=True, vfa=True) == ["pPlane1.e[0:1]"]


def test_conversions_agree_with_a_search() -> None:
    cmds.polySphere(name="ball", sx=8, sy=6)
    data = mesh("ball")
    starts = data.face_starts()
    faces = [
        face
        for face in range(len(data.counts))
        if {3, 20} & set(data.corners[starts[face] : starts[face + 1]].tolist())
    ]
    found = cmds.polyListComponentConversion("ball.vtx[3]", "ball.vtx[20]", toFace=True)
    assert cmds.ls(found, flatten=True) == [f"ball.f[{face}]" for face in faces]


def test_poly_info_lists_the_corners() -> None:
    cmds.polyCube()
    line = cmds.polyInfo("pCube1.f[4]", faceToVertex=True)[0]
    assert line.split()[:1] == ["FACE"]
    assert [int(word) for word in line.split()[2:]] == [1, 7, 5, 3]
    assert cmds.polyInfo("pCube1.f[1]", faceNormals=True)[0].split()[2:] == [
        "0.000000",
        "1.000000",
        "0.000000",
    ]


def test_point_position_in_both_spaces_and_in_metres() -> None:
    cmds.polyCube()
    cmds.setAttr("pCube1.translate", 10, 0, 0)
    assert cmds.pointPosition("pCube1.vtx[3]") == [10.5, 0.5, 0.5]
    assert cmds.pointPosition("pCube1.vtx[3]", local=True) == [0.5, 0.5, 0.5]
    cmds.currentUnit(linear="m")
    try:
        assert cmds.pointPosition("pCube1.vtx[3]") == pytest.approx([0.105, 0.005, 0.005])
    finally:
        cmds.currentUnit(linear="cm")


def test_vertex_normals_of_a_sphere_point_outwards() -> None:
    cmds.polySphere(sx=40, sy=40)
    data = mesh("pSphere1")
    outwards = data.points / np.linalg.norm(data.points, axis=1, keepdims=True)
    assert (mesh_geometry.vertex_normals(data) * outwards).sum(axis=1).min() > 0.999


def test_hard_edges_split_normals() -> None:
    cmds.polyCube(ch=False)
    data = mesh("pCube1")
    data.smooth_edges = np.zeros(12, bool)
    normals = mesh_geometry.corner_normals(data)
    assert np.allclose(normals, np.repeat(mesh_geometry.face_normals(data), 4, axis=0))
    data.smooth_edges = np.ones(12, bool)
    data.smooth_edges[[0, 4]] = False  # around the front at vertex 0
    soft = mesh_geometry.corner_normals(data)
    assert not np.allclose(soft[0], soft[21])  # vertex 0 in the front and in the left face


def bumpy() -> object:
    cmds.polySphere(name="bumpy", sx=12, sy=10, ch=False)
    data = mesh("bumpy")
    shift = np.random.default_rng(3).normal(scale=0.1, size=data.points.shape)
    return data.with_points(data.points + shift)


def test_rays_against_every_triangle_one_by_one() -> None:
    data = bumpy()
    corners, owners = mesh_topology.triangles(data)
    random = np.random.default_rng(5)
    hits = 0
    for _ in range(40):
        source = random.normal(size=3) * 3
        direction = random.normal(size=3) - source
        expected = []
        for triangle, face in zip(corners, owners, strict=True):
            a, b, c = data.points[triangle]
            system = np.stack([b - a, c - a, -direction], axis=1)
            u, v, t = np.linalg.solve(system, source - a)
            if u >= 0 and v >= 0 and u + v <= 1 and 0 <= t <= 100:
                expected.append((t, int(face)))
        found = ray_casting.all_hits(data, source, direction, 100.0, tolerance=0.0)
        assert [(pytest.approx(t), face) for t, face in sorted(expected)] == [
            (hit.parameter, hit.face) for hit in found
        ]
        hits += len(found)
    assert hits > 10


def test_barycentric_coordinates_lead_back_to_the_hit() -> None:
    data = bumpy()
    hit = ray_casting.closest(data, np.array([0.1, 5.0, 0.05]), np.array([0.0, -1.0, 0.0]), 100.0)
    corners, owners = mesh_topology.triangles(data)
    triangle = corners[np.flatnonzero(owners == hit.face)[hit.triangle]]
    weights = np.array([hit.bary1, hit.bary2, 1 - hit.bary1 - hit.bary2])
    assert np.allclose(weights @ data.points[triangle], hit.point)
    assert hit.point[1] == pytest.approx(5.0 - hit.parameter)


def test_a_ray_looks_back_only_when_asked() -> None:
    cmds.polyCube()
    data = mesh("pCube1")
    source, direction = np.array([0.1, 3.0, 0.2]), np.array([0.0, 1.0, 0.0])
    assert ray_casting.closest(data, source, direction, 10.0) is None
    assert ray_casting.closest(
        data, source, direction, 10.0, both_ways=True
    ).parameter == pytest.approx(-2.5)
    assert ray_casting.closest(data, source, -direction, 2.0) is None


def test_nearest_points_against_dense_sampling() -> None:
    data = bumpy()
    corners, _ = mesh_topology.triangles(data)
    grid = np.array([(i / 12, j / 12) for i in range(13) for j in range(13 - i)])
    weights = np.concatenate([grid, 1 - grid.sum(axis=1, keepdims=True)], axis=1)
    samples = np.einsum("wk,tkc->twc", weights, data.points[corners]).reshape(-1, 3)
    for target in np.random.default_rng(9).normal(size=(25, 3)) * 1.5:
        point, face, triangle, bary = mesh_geometry.closest_point(data, target)
        sampled = np.sqrt(((samples - target) ** 2).sum(axis=1).min())
        exact = np.linalg.norm(point - target)
        assert exact <= sampled + 1e-9
        assert exact >= sampled - 0.08
        assert 0 <= face < len(data.counts)
        assert triangle in (0, 1)
        assert bary.sum() == pytest.approx(1.0)


@pytest.mark.parametrize("history", [True, False])
def test_soft_edges_and_reversed_faces(history: bool) -> None:
    cmds.polyCylinder(name="can", sx=12, ch=history)
    cmds.polySoftEdge("can", angle=40)
    soft = mesh_geometry.edge_smooth(mesh("can"))
    assert soft[24:36].all()  # between the sides, 30 degrees
    assert not soft[:24].any()  # around the caps, 90 degrees
    cmds.polySoftEdge("can", angle=20)
    assert not mesh_geometry.edge_smooth(mesh("can"))[24:36].any()
    normals = mesh_geometry.face_normals(mesh("can"))
    cmds.polyNormal("can", normalMode=0)
    assert np.allclose(mesh_geometry.face_normals(mesh("can")), -normals)
    assert len(cmds.ls(type="polySoftEdge")) == (2 if history else 0)
    cmds.undo()
    assert np.allclose(mesh_geometry.face_normals(mesh("can")), normals)
