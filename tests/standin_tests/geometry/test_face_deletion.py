"""delete of faces: against a mesh that is built without them from the start."""

from __future__ import annotations

import maya.api.OpenMaya as om
import numpy as np
import pytest
from maya import cmds


def mesh(name: str) -> om.MFnMesh:
    return om.MFnMesh(om.MSelectionList().add(name).getDagPath(0).extendToShape())


def polygons(name: str) -> list[list[tuple[float, ...]]]:
    """Every face as its corner positions, with nothing numbered."""
    made = mesh(name)
    points = np.round(np.array(made.getPoints())[:, :3], 5)
    return [
        [tuple(points[v]) for v in made.getPolygonVertices(face)]
        for face in range(made.numPolygons)
    ]


def borders(face: list[tuple[float, ...]]) -> list[frozenset[tuple[float, ...]]]:
    """The sides of a face as unordered pairs of positions."""
    return [frozenset(pair) for pair in zip(face, [*face[1:], face[0]], strict=True)]


@pytest.mark.parametrize("history", [True, False])
def test_the_other_faces_stay_as_they_are(history: bool) -> None:
    cmds.file(new=True, force=True)
    name = cmds.polySphere(subdivisionsX=8, subdivisionsY=6, constructionHistory=history)[0]
    before = polygons(name)
    edges = {
        frozenset((a, b))
        for face in before
        for a, b in zip(face, [*face[1:], face[0]], strict=True)
    }
    gone = {0, 1, 2, 7, 20, 47}
    cmds.delete(f"{name}.f[0:2]", f"{name}.f[7]", f"{name}.f[20]", f"{name}.f[47]")
    expected = [face for number, face in enumerate(before) if number not in gone]
    assert polygons(name) == expected
    left = {
        frozenset((a, b))
        for face in expected
        for a, b in zip(face, [*face[1:], face[0]], strict=True)
    }
    assert left < edges or left == edges
    assert cmds.polyEvaluate(name, edge=True) == len(left)
    assert cmds.polyEvaluate(name, vertex=True) == len({p for face in expected for p in face})
    if history:
        assert cmds.ls(type="deleteComponent") == ["deleteComponent1"]
    cmds.undo()
    assert polygons(name) == before
    assert cmds.ls(type="deleteComponent") == []


def test_texture_points_follow_their_faces() -> None:
    cmds.file(new=True, force=True)
    name = cmds.polyPlane(subdivisionsX=3, subdivisionsY=2)[0]
    before = [[mesh(name).getPolygonUV(face, corner) for corner in range(4)] for face in range(6)]
    cmds.delete(f"{name}.f[0]", f"{name}.f[3]")
    after = [[mesh(name).getPolygonUV(face, corner) for corner in range(4)] for face in range(4)]
    np.testing.assert_allclose(after, [before[face] for face in (1, 2, 4, 5)], atol=1e-6)
    assert cmds.polyEvaluate(name, uvcoord=True) == 9
