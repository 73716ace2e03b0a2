"""Deformers: wiring with and without component tags, chains, membership, undo."""

from __future__ import annotations

import numpy as np
import pytest
from maya import cmds

from tests.standin_tests.geometry.scene_state import scene_state


def positions(name: str) -> np.ndarray:
    count = cmds.polyEvaluate(name, vertex=True)
    return np.array([cmds.pointPosition(f"{name}.vtx[{number}]") for number in range(count)])


def test_wiring_of_maya_2022_and_later() -> None:
    """As the connections of a real file: orig.w, orig.o, og[0] -> inMesh; no sets, no groups."""
    cmds.polyCube()
    assert cmds.cluster("pCube1") == ["cluster1", "cluster1Handle"]
    into = cmds.listConnections("pCubeShape1.inMesh", plugs=True, source=True)
    assert into == ["cluster1.outputGeometry[0]"]
    assert cmds.listConnections("cluster1.input[0].inputGeometry", plugs=True) == [
        "pCubeShape1Orig.worldMesh[0]"
    ]
    assert cmds.listConnections("cluster1.originalGeometry[0]", plugs=True) == [
        "pCubeShape1Orig.outMesh"
    ]
    assert cmds.listConnections("pCubeShape1Orig.inMesh", plugs=True) == ["polyCube1.output"]
    assert cmds.getAttr("pCubeShape1Orig.intermediateObject") is True
    assert cmds.getAttr("cluster1.input[0].componentTagExpression") == "*"
    assert cmds.ls(type=("groupId", "groupParts", "tweak")) == []


def test_components_become_a_tag_named_after_the_deformer() -> None:
    cmds.polyCube()
    cmds.cluster("pCube1.vtx[0:3]", name="lower")
    assert cmds.getAttr("lower.input[0].componentTagExpression") == "lower"
    assert cmds.getAttr("pCubeShape1Orig.componentTags[0].componentTagContents") == ["vtx[0:3]"]
    before = positions("pCube1")
    cmds.setAttr("lowerHandle.translateY", 2)
    moved = positions("pCube1") - before
    assert np.allclose(moved[:4], [0, 2, 0])
    assert np.allclose(moved[4:], 0)


def test_the_published_example_of_the_old_wiring() -> None:
    """Example of geometryAttrInfo, from the time of groupParts and tweak."""
    cmds.polyCylinder(n="myGeo", r=1, h=6, sx=4, sy=5, sz=1)
    cmds.select(["myGeo.vtx[12:23]", "myGeo.vtx[25]"])
    cluster, handle = cmds.cluster(useComponentTags=False)
    cmds.setAttr(f"{handle}.translateX", 1.0)
    group = cmds.getAttr(f"{cluster}.input[0].groupId")
    info = cmds.geometryAttrInfo
    assert info("myGeo.outMesh", pc=True) == 26
    assert info("myGeo.outMesh", gid=group, pi=True) == [*range(12, 24), 25]
    assert info("myGeo.outMesh", gid=group, cmp=True) == ["vtx[12:23]", "vtx[25]"]
    assert info("myGeo.outMesh", bb=True) == pytest.approx([-1, 2, -3, 3, -1, 1])
    assert info("myGeo.outMesh", gid=group, bb=True) == pytest.approx(
        [0, 2, 0.6, 3, -1, 1], abs=1e-6
    )
    chain = info("cluster1.outputGeometry[0]", nch=True)
    assert chain[:2] == ["polyCylinder1", "myGeoShapeOrig"]
    assert [cmds.nodeType(name) for name in chain[2:]] == [
        "groupParts",
        "tweak",
        "groupParts",
        "cluster",
    ]
    assert info("cluster1.outputGeometry[0]", dch=True) == ["tweak1", "cluster1"]


def test_order_of_the_chain() -> None:
    cmds.polyCube()
    for name, options in (("a", {}), ("b", {}), ("c", {"frontOfChain": True})):
        cmds.cluster("pCube1", name=name, **options)
    assert cmds.findDeformers("pCube1") == ["b", "a", "c"]
    assert cmds.listConnections("c.input[0].inputGeometry", shapes=True) == ["pCubeShape1Orig"]
    cmds.reorderDeformers("b", "a", "pCube1")
    assert cmds.findDeformers("pCube1")[0] == "b"


def test_deleting_a_deformer_closes_the_chain() -> None:
    cmds.polyCube()
    cmds.cluster("pCube1", name="a")
    cmds.cluster("pCube1", name="b")
    cmds.setAttr("aHandle.translateX", 1)
    cmds.setAttr("bHandle.translateX", 10)
    cmds.delete("a")
    assert positions("pCube1")[0].tolist() == [9.5, -0.5, 0.5]
    cmds.delete("b")
    assert positions("pCube1")[0].tolist() == [-0.5, -0.5, 0.5]


def test_queries_and_members() -> None:
    cmds.polyCube()
    cmds.polySphere()
    cmds.cluster("pCube1", name="a")
    assert cmds.deformer("a", query=True, geometry=True) == ["pCubeShape1"]
    cmds.deformer("a", edit=True, geometry="pSphere1")
    assert cmds.deformer("a", query=True, geometry=True) == ["pCubeShape1", "pSphereShape1"]
    assert cmds.deformer("a", query=True, geometryIndices=True) == [0, 1]
    cmds.deformer("a", edit=True, remove=True, geometry="pCube1")
    assert cmds.deformer("a", query=True, geometry=True) == ["pSphereShape1"]
    assert cmds.deformer("a", query=True, geometryIndices=True) == [1]
    assert cmds.listConnections("pCubeShape1.inMesh", shapes=True) == ["pCubeShape1Orig"]


def test_has_no_effect_passes_the_geometry_on() -> None:
    cmds.polyCube()
    cmds.cluster("pCube1")
    cmds.setAttr("cluster1Handle.translateX", 4)
    cmds.setAttr("cluster1.nodeState", 1)
    assert positions("pCube1")[0].tolist() == [-0.5, -0.5, 0.5]


def test_cluster_turns_about_its_handle() -> None:
    """Against the matrices written out: world points after the handle's world matrix."""
    cmds.polyCube(w=2)
    cmds.setAttr("pCube1.translate", 3, 1, 0)
    before = positions("pCube1")
    cmds.cluster("pCube1")
    assert cmds.getAttr("cluster1Handle.rotatePivot")[0] == (3.0, 1.0, 0.0)
    cmds.setAttr("cluster1Handle.rotateZ", 90)
    turned = np.stack([3 - (before[:, 1] - 1), 1 + (before[:, 0] - 3), before[:, 2]], axis=1)
    assert np.allclose(positions("pCube1"), turned, atol=1e-6)
    cmds.setAttr("cluster1.envelope", 0.25)
    assert np.allclose(positions("pCube1"), before + 0.25 * (turned - before), atol=1e-6)


def test_weights_of_points() -> None:
    cmds.polyCube()
    cmds.cluster("pCube1")
    cmds.setAttr("cluster1Handle.translateX", 1)
    cmds.percent("cluster1", "pCube1.vtx[0:1]", value=0.5)
    assert cmds.percent("cluster1", "pCube1.vtx[0:2]", query=True, value=True) == [0.5, 0.5, 1.0]
    assert positions("pCube1")[:3, 0].tolist() == [0.0, 1.0, 0.5]


def test_a_lattice_of_its_first_shape_changes_nothing() -> None:
    cmds.polySphere(sx=8, sy=8)
    before = positions("pSphere1")
    lattice = cmds.lattice("pSphere1", divisions=(3, 4, 2))
    assert lattice == ["ffd1", "ffd1Lattice", "ffd1Base"]
    assert np.allclose(positions("pSphere1"), before, atol=1e-6)
    cmds.setAttr("ffd1Lattice.translateY", 3)
    assert np.allclose(positions("pSphere1"), before + np.array([0, 3, 0]), atol=1e-6)


def test_nothing_to_deform_is_an_error() -> None:
    cmds.select(clear=True)
    with pytest.raises(RuntimeError):
        cmds.cluster()
    with pytest.raises(RuntimeError):
        cmds.deformer(type="noSuchType")


@pytest.mark.parametrize("tags", [True, False])
def test_undo_and_redo_of_a_deformer(tags: bool) -> None:
    cmds.polyCube()
    cmds.setAttr("pCubeShape1.pnts[2]", 0, 1, 0)
    before = scene_state()
    cmds.cluster("pCube1.vtx[0:3]", useComponentTags=tags)
    after = scene_state()
    cmds.undo()
    assert scene_state() == before
    cmds.redo()
    assert scene_state() == after


def test_undo_of_deleting_a_deformer() -> None:
    cmds.polyCube()
    cmds.cluster("pCube1")
    cmds.setAttr("cluster1Handle.translateX", 2)
    before, shown = scene_state(), positions("pCube1")
    cmds.delete("cluster1")
    cmds.undo()
    assert scene_state() == before
    assert np.array_equal(positions("pCube1"), shown)


def test_moved_points_stay_below_the_deformer() -> None:
    """Tweaks of a shape go to its original shape when the first deformer comes."""
    cmds.polyCube()
    cmds.setAttr("pCubeShape1.pnts[0]", 0, 5, 0)
    cmds.cluster("pCube1")
    assert positions("pCube1")[0].tolist() == [-0.5, 4.5, 0.5]
    assert cmds.getAttr("pCubeShape1Orig.pnts[0]") == [(0.0, 5.0, 0.0)]


def test_soft_modification_fades_out() -> None:
    cmds.polyPlane(w=10, h=10, sx=10, sy=10)
    cmds.softMod("pPlane1", falloffRadius=3)
    cmds.setAttr("softMod1Handle.translateY", 1)
    lifted = positions("pPlane1")
    distance = np.hypot(lifted[:, 0], lifted[:, 2])
    assert lifted[distance < 1e-6, 1].tolist() == [1.0]
    assert np.all(lifted[distance >= 3 - 1e-6, 1] == 0)
    order = np.argsort(distance)
    assert np.all(np.diff(lifted[order, 1]) <= 1e-6)


def test_tweak_node_moves_points() -> None:
    cmds.polyCube()
    cmds.cluster("pCube1", useComponentTags=False)
    cmds.setAttr("tweak1.vlist[0].vertex[2]", 1, 2, 3)
    assert positions("pCube1")[2].tolist() == [0.5, 2.5, 3.5]
