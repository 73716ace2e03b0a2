"""deformableShape."""

from __future__ import annotations

from maya import cmds


def test_the_plugs_of_a_mesh_and_of_a_curve() -> None:
    mesh = cmds.polyCube()[0]
    flags = ("localShapeInAttr", "localShapeOutAttr", "worldShapeOutAttr")
    found = [cmds.deformableShape(mesh, **{flag: True})[0] for flag in flags]
    assert found == ["inMesh", "outMesh", "worldMesh"]
    curve = cmds.circle()[0]
    for flag in flags:
        assert cmds.attributeQuery(
            cmds.deformableShape(curve, **{flag: True})[0], node="nurbsCircleShape1", exists=True
        )


def test_an_original_is_made_once() -> None:
    cmds.polyCube(name="ball")
    assert cmds.deformableShape("ball", originalGeometry=True) == [""]
    made = cmds.deformableShape("ball", createOriginalGeometry=True)
    assert made == ["ballShapeOrig.outMesh"]
    assert cmds.getAttr("ballShapeOrig.intermediateObject")
    assert cmds.deformableShape("ball", originalGeometry=True) == made
    assert cmds.deformableShape("ball", createOriginalGeometry=True) == made
    cmds.cluster("ball")
    assert cmds.deformableShape("ball", createOriginalGeometry=True) == made
    assert cmds.ls("ballShapeOrig*") == ["ballShapeOrig"]


def test_deformers_in_order() -> None:
    mesh = cmds.polyCube()[0]
    first, second = (cmds.cluster(mesh)[0] for _ in range(2))
    assert cmds.deformableShape(mesh, chain=True) == [first, second]
