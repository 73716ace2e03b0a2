from __future__ import annotations

import numpy as np

from a2f_maya.face.head import load_head
from a2f_maya.mesh import triangulate
from a2f_maya.transfer.topology import (
    adjacency,
    border_edges,
    crowded_edges,
    polygon_edges,
    shells,
    triangle_faces,
)
from tests.face.mesh_checks import border_loops, directed_edges, faces_of
from tests.support.heads import mesh_of
from tests.support.meshes import ball


def test_edges_and_borders_are_those_of_a_plain_walk() -> None:
    skin = load_head().skin
    walked = {tuple(sorted(edge)) for edge in directed_edges(skin)}
    assert {tuple(edge) for edge in polygon_edges(skin).tolist()} == walked
    assert len(border_edges(skin)) == sum(border_loops(skin))
    assert not len(crowded_edges(skin))


def test_a_fin_makes_an_edge_crowded() -> None:
    points = [[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, -1, 0], [0, 0, 1]]
    mesh = mesh_of("fin", points, [[0, 1, 2], [1, 0, 3], [0, 1, 4]])
    assert crowded_edges(mesh).tolist() == [[0, 1]]


def test_pieces_are_told_apart() -> None:
    faces = [[0, 1, 2], [2, 3, 0], [4, 5, 6]]
    pieces = shells(mesh_of("two", np.random.default_rng(0).random((8, 3)), faces))
    assert len(set(pieces[:4])) == len(set(pieces[4:7])) == 1
    assert len(set(pieces.tolist())) == 3


def test_each_triangle_knows_its_face() -> None:
    mesh = ball("ball", 8)
    faces = faces_of(mesh)
    for triangle, face in zip(triangulate(mesh), triangle_faces(mesh), strict=True):
        assert set(triangle.tolist()) <= set(faces[face])


def test_neighbours_are_mutual() -> None:
    mesh = ball("ball", 8)
    graph = adjacency(polygon_edges(mesh), len(mesh.points))
    assert (graph != graph.T).nnz == 0
    assert graph.sum() == 2 * len(polygon_edges(mesh))
