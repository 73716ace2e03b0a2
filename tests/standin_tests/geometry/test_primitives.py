"""Polygon primitives: Maya's counts and numbering, closed surfaces, construction history."""

from __future__ import annotations

import numpy as np
import pytest
from maya import cmds
from maya._core import lookup, mesh_topology, shapes


def mesh(name: str):
    return shapes.geometry(shapes.shape_of(lookup.find(name)[0]).node)


# Vertices, edges, faces and UVs that polyEvaluate of Maya gives for the defaults.
DEFAULTS = {
    "polyCube": (8, 12, 6, 14),
    "polySphere": (382, 780, 400, 439),
    "polyCylinder": (42, 100, 60, 84),
    "polyPlane": (121, 220, 100, 121),
    "polyTorus": (400, 800, 400, 441),
}


@pytest.mark.parametrize("command", DEFAULTS)
def test_default_counts(command: str) -> None:
    name = getattr(cmds, command)()[0]
    kinds = ("vertex", "edge", "face", "uvcoord")
    assert tuple(cmds.polyEvaluate(name, **{kind: True}) for kind in kinds) == DEFAULTS[command]


def test_a_cone_has_its_base_first_and_its_apex_last() -> None:
    cmds.polyCone(name="cone")
    data = mesh("cone")
    assert data.counts.tolist() == [20, *([3] * 20)]
    assert data.points[20].tolist() == [0.0, 1.0, 0.0]
    assert data.corners[:3].tolist() == [0, 19, 18]


def test_the_cube_of_scene_files() -> None:
    """Vertices, edges and faces as a .ma file of Maya has them."""
    cmds.polyCube(name="box")
    data = mesh("box")
    assert data.points[[0, 1, 2, 4]].tolist() == [
        [-0.5, -0.5, 0.5],
        [0.5, -0.5, 0.5],
        [-0.5, 0.5, 0.5],
        [-0.5, 0.5, -0.5],
    ]
    assert data.edges.tolist() == [
        [0, 1], [2, 3], [4, 5], [6, 7], [0, 2], [1, 3],
        [2, 4], [3, 5], [4, 6], [5, 7], [6, 0], [7, 1],
    ]  # fmt: skip
    assert data.corners.reshape(-1, 4).tolist() == [
        [0, 1, 3, 2], [2, 3, 5, 4], [4, 5, 7, 6], [6, 7, 1, 0], [1, 7, 5, 3], [6, 0, 2, 4],
    ]  # fmt: skip


def test_faces_of_a_long_cube_carry_the_tags_of_a_real_file() -> None:
    cmds.polyCube(name="bar", subdivisionsX=20)
    assert mesh("bar").tags == {
        "back": ["f[40:59]"], "bottom": ["f[60:79]"], "front": ["f[0:19]"],
        "left": ["f[81]"], "right": ["f[80]"], "top": ["f[20:39]"],
    }  # fmt: skip


def test_cylinder_rings_run_from_the_lower_centre_outwards() -> None:
    """The published example: the bottom and the sides are vertices 0 to 159 and 220."""
    cmds.polyCylinder(name="can", subdivisionsX=20, subdivisionsY=4, subdivisionsZ=4)
    points = mesh("can").points
    sides = np.flatnonzero(np.abs(np.hypot(points[:, 0], points[:, 2]) - 1.0) < 1e-6)
    bottom = np.flatnonzero(np.abs(points[:, 1] + 1.0) < 1e-6)
    assert sorted({*sides.tolist(), *bottom.tolist()}) == [*range(160), 220]


@pytest.mark.parametrize(
    ("command", "options", "volume"),
    [
        ("polyCube", {"w": 2, "h": 3, "d": 4, "sx": 3, "sy": 4, "sz": 5}, 24.0),
        ("polySphere", {"r": 2, "sx": 80, "sy": 80}, 4 / 3 * np.pi * 8),
        ("polyCylinder", {"r": 1, "h": 3, "sx": 200, "sy": 2, "sz": 3}, 3 * np.pi),
        ("polyCylinder", {"r": 1, "h": 3, "sx": 200, "sz": 0}, 3 * np.pi),
        ("polyCone", {"r": 1, "h": 3, "sx": 200, "sy": 3, "sz": 2}, np.pi),
        ("polyTorus", {"r": 2, "sr": 0.5, "sx": 100, "sy": 100}, 2 * np.pi**2 * 2 * 0.25),
    ],
)
def test_closed_surfaces_hold_their_volume(command: str, options: dict, volume: float) -> None:
    """Gauss: faces turn outwards, every edge has two of them."""
    name = getattr(cmds, command)(**options)[0]
    data = mesh(name)
    assert {len(faces) for faces in mesh_topology.edge_faces(data)} == {2}
    corners, _ = mesh_topology.triangles(data)
    p = data.points[corners]
    measured = np.einsum("ij,ij->", p[:, 0], np.cross(p[:, 1], p[:, 2])) / 6.0
    assert measured == pytest.approx(volume, rel=5e-3)


def test_axis_turns_the_primitive() -> None:
    cmds.polyCone(name="cone", axis=(1, 0, 0))
    assert np.allclose(mesh("cone").points[20], [1, 0, 0], atol=1e-6)


def test_history_follows_the_creator_and_ends_with_delete() -> None:
    transform, creator = cmds.polyCube(width=2)
    assert cmds.polyCube(creator, query=True, width=True) == 2.0
    cmds.polyCube(transform, edit=True, width=6)
    assert cmds.polyEvaluate(transform, boundingBox=True)[0] == (-3.0, 3.0)
    cmds.delete(transform, constructionHistory=True)
    assert not cmds.objExists(creator)
    assert cmds.polyEvaluate(transform, boundingBox=True)[0] == (-3.0, 3.0)


def test_without_history_there_is_no_creator() -> None:
    assert cmds.polySphere(constructionHistory=False) == ["pSphere1"]
    assert cmds.ls(type="polySphere") == []


def test_positions_are_kept_in_single_precision() -> None:
    cmds.polySphere(name="ball")
    points = mesh("ball").points
    assert np.array_equal(points, points.astype(np.float32))


def test_unite_moves_parts_to_world_space() -> None:
    cmds.polyCube(name="a")
    cmds.polyCube(name="b")
    cmds.setAttr("b.translateX", 5)
    name = cmds.polyUnite("a", "b")[0]
    assert cmds.polyEvaluate(name, vertex=True) == 16
    assert cmds.polyEvaluate(name, shell=True) == 2
    assert cmds.polyEvaluate(name, boundingBox=True)[0] == (-0.5, 5.5)
