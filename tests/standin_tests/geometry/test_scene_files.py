"""Deformed geometry is the same after saving and opening."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from maya import cmds


def points(name: str) -> np.ndarray:
    shape = cmds.listRelatives(name, shapes=True, noIntermediate=True)[0]
    kind = "cv" if cmds.nodeType(shape) == "nurbsCurve" else "vtx"
    names = cmds.ls(f"{name}.{kind}[*]", flatten=True)
    return np.array([cmds.pointPosition(each) for each in names])


def build_cluster() -> str:
    cmds.polyCube(name="thing")
    cmds.cluster("thing.vtx[0:3]")
    cmds.percent("cluster1", "thing.vtx[1]", value=0.25)
    cmds.setAttr("cluster1Handle.translate", 1, 2, 3)
    return "thing"


def build_old_cluster() -> str:
    cmds.polyCube(name="thing")
    cmds.cluster("thing.vtx[0:3]", useComponentTags=False)
    cmds.setAttr("cluster1Handle.translate", 1, 2, 3)
    return "thing"


def build_blend_shape() -> str:
    cmds.polySphere(name="thing", sx=6, sy=5)
    cmds.polySphere(name="smile", sx=6, sy=5)
    cmds.polySphere(name="middle", sx=6, sy=5)
    cmds.setAttr("smileShape.pnts[3]", 0, 2, 0)
    cmds.setAttr("middleShape.pnts[4]", 0, 0, 1)
    cmds.blendShape("smile", "thing", name="bs")
    cmds.blendShape("bs", edit=True, inBetween=True, target=("thing", 0, "middle", 0.5))
    cmds.setAttr("bs.smile", 0.7)
    points("thing")
    cmds.delete("smile", "middle")
    return "thing"


def build_skin() -> str:
    cmds.polyCylinder(name="thing", sx=5, sy=3)
    cmds.select(clear=True)
    cmds.joint(name="one", position=(0, -1, 0))
    cmds.joint(name="two", position=(0, 0, 0))
    cmds.skinCluster("one", "thing")
    cmds.setAttr("two.rotateZ", 30)
    return "thing"


def build_lattice() -> str:
    cmds.polySphere(name="thing", sx=6, sy=5)
    cmds.lattice("thing", divisions=(2, 3, 2))
    cmds.setAttr("ffd1Lattice.scaleX", 4)
    return "thing"


def build_curve() -> str:
    cmds.curve(
        name="thing", degree=3, point=[(0, 0, 0), (1, 2, 0), (2, -1, 0), (3, 0, 1), (5, 0, 0)]
    )
    cmds.cluster("thing.cv[1:2]")
    cmds.setAttr("cluster1Handle.translateY", 2)
    return "thing"


def build_without_history() -> str:
    cmds.polyCube(name="thing", ch=False, sx=2)
    cmds.setAttr("thingShape.pnts[4]", 0, 0.5, 0)
    return "thing"


BUILDERS = [
    build_cluster, build_old_cluster, build_blend_shape, build_skin, build_lattice, build_curve,
    build_without_history,
]  # fmt: skip


@pytest.mark.parametrize("build", BUILDERS)
def test_the_same_after_opening(build, tmp_path: Path) -> None:
    name = build()
    expected = points(name)
    deformers = cmds.findDeformers(name)
    path = (tmp_path / "Szene ä.ma").as_posix()
    cmds.file(rename=path)
    cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True, force=True)
    cmds.file(path, open=True, force=True)
    assert np.allclose(points(name), expected, atol=1e-6)
    assert cmds.findDeformers(name) == deformers


@pytest.mark.parametrize("build", BUILDERS)
def test_a_duplicate_keeps_the_deformed_shape(build) -> None:
    name = build()
    expected = points(name)
    copy = cmds.duplicate(name)[0]
    assert np.allclose(points(copy), expected, atol=1e-6)
    assert cmds.findDeformers(copy) is None


@pytest.mark.parametrize("build", BUILDERS[:-1])
def test_deleting_history_bakes_the_shape(build) -> None:
    name = build()
    expected = points(name)
    cmds.delete(name, constructionHistory=True)
    assert np.allclose(points(name), expected, atol=1e-6)
    assert cmds.findDeformers(name) is None
    assert cmds.ls(type="geometryFilter") == []
    cmds.undo()
    assert np.allclose(points(name), expected, atol=1e-6)
