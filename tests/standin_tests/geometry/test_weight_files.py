"""deformerWeights and dagPose."""

from __future__ import annotations

import xml.etree.ElementTree as xml
from pathlib import Path

import numpy as np
import pytest
from maya import cmds, mel


def skin() -> tuple[list[str], str, str]:
    joints = [cmds.joint(p=place) for place in ((-0.5, -0.5, 0), (0, 0, 0), (0.5, 0.5, 0))]
    mesh = cmds.polyCube()[0]
    return joints, mesh, cmds.skinCluster(*joints, mesh)[0]


def weights(node: str, mesh: str) -> np.ndarray:
    rows = [cmds.skinPercent(node, f"{mesh}.vtx[{i}]", query=True, value=True) for i in range(8)]
    return np.array(rows)


def test_weights_of_a_skin_come_back(tmp_path: Path) -> None:
    joints, mesh, node = skin()
    values = list(zip(joints, (0.1, 0.2, 0.7), strict=True))
    cmds.skinPercent(node, f"{mesh}.vtx[0]", transformValue=values)
    before = weights(node, mesh)
    cmds.deformerWeights("skin.xml", export=True, deformer=node, path=str(tmp_path))
    layers = xml.parse(tmp_path / "skin.xml").getroot().findall("weights")
    assert [layer.get("source") for layer in layers] == joints
    for column, layer in enumerate(layers):
        written = {int(p.get("index")): float(p.get("value")) for p in layer.findall("point")}
        assert set(written) == set(np.flatnonzero(before[:, column]).tolist())
        assert int(layer.get("size")) == len(written)
        assert all(abs(before[i, column] - value) <= 5e-4 for i, value in written.items())
    cmds.skinPercent(node, f"{mesh}.vtx[0]", transformValue=[(joints[0], 1)])
    changed = weights(node, mesh)
    cmds.deformerWeights("skin.xml", im=True, deformer=node, path=str(tmp_path), method="index")
    assert np.allclose(weights(node, mesh), before, atol=5e-4)
    cmds.undo()
    assert np.allclose(weights(node, mesh), changed)


def test_names_of_influences_may_be_ignored(tmp_path: Path) -> None:
    joints, mesh, node = skin()
    before = weights(node, mesh)
    cmds.deformerWeights("s.xml", export=True, deformer=node, path=str(tmp_path), wp=9, wt=0)
    cmds.rename(joints[0], "other")
    cmds.skinPercent(node, f"{mesh}.vtx[*]", transformValue=[("other", 1)])
    cmds.deformerWeights("s.xml", im=True, deformer=node, path=str(tmp_path), ignoreName=True)
    assert np.allclose(weights(node, mesh), before)


def test_only_weights_that_differ_from_the_default_are_written(tmp_path: Path) -> None:
    mesh = cmds.polyCube()[0]
    node = cmds.cluster(mesh)[0]
    cmds.percent(node, f"{mesh}.vtx[2]", value=0.25)
    cmds.deformerWeights("c.xml", export=True, shape=mesh, path=str(tmp_path))
    points = xml.parse(tmp_path / "c.xml").getroot().findall("weights/point")
    assert [(p.get("index"), p.get("value")) for p in points] == [("2", "0.250")]
    cmds.percent(node, f"{mesh}.vtx[2:3]", value=0.75)
    cmds.deformerWeights("c.xml", im=True, deformer=node, path=str(tmp_path))
    found = cmds.percent(node, f"{mesh}.vtx[1:3]", query=True, value=True)
    assert found == pytest.approx([1, 0.25, 1])


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    node = skin()[2]
    with pytest.raises(RuntimeError, match=r"nothing\.xml"):
        cmds.deformerWeights("nothing.xml", im=True, deformer=node, path=str(tmp_path))


def test_a_skin_goes_back_to_its_bind_pose() -> None:
    joints = skin()[0]
    assert cmds.dagPose(joints[0], query=True, bindPose=True) == ["bindPose1"]
    assert cmds.dagPose("bindPose1", query=True, members=True) == joints
    assert cmds.dagPose("bindPose1", query=True, atPose=True) is None
    matrices = [cmds.xform(joint, query=True, worldSpace=True, matrix=True) for joint in joints]
    cmds.setAttr(f"{joints[1]}.rotateZ", 30)
    cmds.move(1, 0, 0, joints[0])
    assert cmds.dagPose("bindPose1", query=True, atPose=True) == joints[:2]
    cmds.select(joints)
    cmds.dagPose(bindPose=True, restore=True)
    found = [cmds.xform(joint, query=True, worldSpace=True, matrix=True) for joint in joints]
    assert np.allclose(found, matrices)
    cmds.undo()
    assert cmds.getAttr(f"{joints[1]}.rotateZ") == pytest.approx(30)


def test_a_pose_is_saved_and_restored_in_the_world() -> None:
    top = cmds.group(empty=True, name="top")
    leaf = cmds.group(empty=True, name="leaf", parent=top)
    cmds.xform(leaf, translation=(1, 2, 3), rotation=(10, 20, 30))
    pose = cmds.dagPose(leaf, save=True, selection=True, name="rest")
    world = cmds.xform(leaf, query=True, worldSpace=True, matrix=True)
    cmds.xform(top, translation=(5, 0, 0))
    cmds.xform(leaf, translation=(0, 0, 0))
    cmds.dagPose(pose, restore=True)
    assert np.allclose(cmds.getAttr(f"{leaf}.translate")[0], (1, 2, 3))
    cmds.dagPose(pose, restore=True, g=True)
    assert np.allclose(cmds.xform(leaf, query=True, worldSpace=True, matrix=True), world)


def test_names_are_mapped_on_the_way_out_and_in(tmp_path: Path) -> None:
    for space in ("one", "two"):
        cmds.namespace(add=space)
        mesh = cmds.polyPlane(name=f"{space}:mesh")[0]
        for name in ("A", "B"):
            cmds.cluster(mesh, name=f"{space}:cluster{name}")
    names = cmds.ls(type="cluster")
    first, second, other = names[0], names[1], names[2]
    cmds.percent(first, "one:mesh.vtx[3]", value=0.5)
    cmds.percent(second, "one:mesh.vtx[3]", value=0.3)
    rule = "one:(.*);two:$1"
    cmds.deformerWeights("all.xml", ex=True, sh="one:mesh", path=str(tmp_path), remap=rule)
    layers = xml.parse(tmp_path / "all.xml").getroot().findall("weights")
    assert {layer.get("deformer") for layer in layers} == set(names[2:])
    cmds.deformerWeights("all.xml", im=True, sh="two:mesh", deformer=other, path=str(tmp_path))
    assert cmds.percent(other, "two:mesh.vtx[3]", q=True, v=True) == pytest.approx([0.5])
    assert cmds.percent(names[3], "two:mesh.vtx[3]", q=True, v=True) == pytest.approx([1])
    cmds.deformerWeights("b.xml", ex=True, sh="one:mesh", path=str(tmp_path), skip="*A*")
    layers = xml.parse(tmp_path / "b.xml").getroot().findall("weights")
    assert [layer.get("deformer") for layer in layers] == [second]


def test_a_pose_is_of_all_above_and_below() -> None:
    top = cmds.group(empty=True, name="top")
    middle = cmds.group(empty=True, name="middle", parent=top)
    leaf = cmds.group(empty=True, name="leaf", parent=middle)
    pose = cmds.dagPose(middle, save=True)
    assert cmds.dagPose(pose, query=True, members=True) == [top, middle, leaf]


def test_the_script_that_finds_a_skin() -> None:
    _, mesh, node = skin()
    plain = cmds.polyCube()[0]
    assert mel.eval(f"findRelatedSkinCluster {mesh}") == node
    assert mel.eval(f'findRelatedSkinCluster("{mesh}")') == node
    assert mel.eval(f"findRelatedSkinCluster {plain}") == ""
