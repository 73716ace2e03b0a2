"""Deformers of plug-ins: membership, sparse indices, weights, envelopes, failures."""

from __future__ import annotations

from pathlib import Path

import maya.OpenMaya as om
import maya.OpenMayaMPx as ompx
import numpy as np
import pytest
from maya import cmds

from .helpers import load, mobject, plug, positions

LIFT = """
import maya.OpenMaya as om
import maya.OpenMayaMPx as ompx

calls = []


class Lift(ompx.MPxDeformerNode):
    amount = om.MObject()
    bulk = om.MObject()

    def deform(self, block, iterator, matrix, index):
        amount = block.inputValue(Lift.amount).asDouble()
        envelope = block.inputValue(ompx.cvar.MPxGeometryFilter_envelope).asFloat()
        calls.append((index, iterator.count(), matrix(3, 0)))
        if amount < 0:
            raise ValueError("negative amounts fail")
        if block.inputValue(Lift.bulk).asBool():
            points = om.MPointArray()
            iterator.allPositions(points)
            for place in range(points.length()):
                points[place].y += amount * envelope
            iterator.setAllPositions(points)
            return
        while not iterator.isDone():
            point = iterator.position()
            point.y += amount * envelope * self.weightValue(block, index, iterator.index())
            iterator.setPosition(point)
            iterator.next()


def create():
    return ompx.asMPxPtr(Lift())


def initialize():
    number = om.MFnNumericAttribute()
    Lift.amount = number.create("amount", "am", om.MFnNumericData.kDouble, 1.0)
    number.setKeyable(True)
    Lift.bulk = number.create("bulk", "bk", om.MFnNumericData.kBoolean, False)
    for attribute in (Lift.amount, Lift.bulk):
        Lift.addAttribute(attribute)
        Lift.attributeAffects(attribute, ompx.cvar.MPxGeometryFilter_outputGeom)


def initializePlugin(plugin):
    ompx.MFnPlugin(plugin, "tests", "1.0").registerNode(
        "lift", om.MTypeId(0x7F001), create, initialize, ompx.MPxNode.kDeformerNode
    )


def uninitializePlugin(plugin):
    ompx.MFnPlugin(plugin).deregisterNode(om.MTypeId(0x7F001))
"""


@pytest.fixture
def lift(tmp_path: Path):
    load(tmp_path, "liftPlugin", LIFT)
    yield
    cmds.file(new=True, force=True)
    cmds.unloadPlugin("liftPlugin")


@pytest.mark.parametrize("bulk", [False, True])
def test_all_points_are_lifted(lift, bulk: bool) -> None:
    cube = cmds.polyCube()[0]
    before = positions(cube)
    node = cmds.deformer(cube, type="lift")[0]
    cmds.setAttr(f"{node}.bulk", bulk)
    cmds.setAttr(f"{node}.amount", 2.5)
    assert positions(cube) == pytest.approx(before + np.array([0, 2.5, 0]))
    cmds.setAttr(f"{node}.envelope", 0.5)
    assert positions(cube) == pytest.approx(before + np.array([0, 1.25, 0]))
    cmds.setAttr(f"{node}.nodeState", 1)
    assert positions(cube) == pytest.approx(before)


@pytest.mark.parametrize("bulk", [False, True])
def test_partial_membership(lift, bulk: bool) -> None:
    """Only members move, and deform sees no others."""
    cube = cmds.polyCube()[0]
    before = positions(cube)
    node = cmds.deformer(f"{cube}.vtx[2:4]", f"{cube}.vtx[7]", type="lift")[0]
    cmds.setAttr(f"{node}.bulk", bulk)
    expected = before.copy()
    expected[[2, 3, 4, 7], 1] += 1.0
    assert positions(cube) == pytest.approx(expected)
    assert _calls(node)[-1][1] == 4


def _calls(node: str) -> list[tuple[int, int, float]]:
    """What the plug-in noted: index, number of points, x of the matrix."""
    user = om.MFnDependencyNode(mobject(node)).userNode()
    return user.deform.__func__.__globals__["calls"]


def test_sparse_indices(lift) -> None:
    """The index is the logical one, also after a geometry in between was removed."""
    cubes = [cmds.polyCube()[0] for _ in range(3)]
    cmds.setAttr(f"{cubes[2]}.translateX", 8)
    node = cmds.deformer(*cubes, type="lift")[0]
    cmds.deformer(node, edit=True, geometry=cubes[1], remove=True)
    cmds.setAttr(f"{node}.weightList[2].weights[0]", 0.0)
    points = positions(cubes[2])
    assert points[0, 1] == pytest.approx(-0.5)
    assert points[1, 1] == pytest.approx(0.5)
    assert positions(cubes[1])[1, 1] == pytest.approx(-0.5)
    index, count, offset = _calls(node)[-1]
    assert (index, count) == (2, 8)
    assert offset == 8  # local to world


def test_weights_default_to_one(lift) -> None:
    cube = cmds.polyCube()[0]
    node = cmds.deformer(cube, type="lift")[0]
    cmds.setAttr(f"{node}.weightList[0].weights[5]", 0.25)
    heights = positions(cube)[:, 1] - np.array([-0.5, -0.5, 0.5, 0.5, 0.5, 0.5, -0.5, -0.5])
    assert heights == pytest.approx([1, 1, 1, 1, 1, 0.25, 1, 1])


def test_failing_deform_is_printed_and_stays_dirty(lift, capsys) -> None:
    cube = cmds.polyCube()[0]
    node = cmds.deformer(cube, type="lift")[0]
    positions(cube)
    cmds.setAttr(f"{node}.amount", -1)
    output = plug(f"{node}.outputGeometry[0]")
    for _ in range(2):  # asked again it fails again: it is still dirty
        output.asMObject()
        assert "negative amounts fail" in capsys.readouterr().err
    positions(cube)
    cmds.setAttr(f"{node}.amount", 2)
    assert positions(cube)[0, 1] == pytest.approx(1.5)


def test_static_attributes_are_members_and_variables() -> None:
    for owner, members in (
        ("MPxGeometryFilter", ("input", "inputGeom", "outputGeom", "envelope", "groupId")),
        ("MPxDeformerNode", ("weightList", "weights")),
    ):
        for member in members:
            attribute = getattr(getattr(ompx, owner), member)
            assert attribute == getattr(ompx.cvar, f"{owner}_{member}")
            assert isinstance(attribute, om.MObject)
    with pytest.raises(AttributeError):
        ompx.cvar.MPxDeformerNode_outputGeom  # noqa: B018  until Maya 2015


def test_unload_is_refused_while_in_use(lift) -> None:
    cube = cmds.polyCube()[0]
    cmds.deformer(cube, type="lift")
    with pytest.raises(RuntimeError):
        cmds.unloadPlugin("liftPlugin")


def test_kinds_of_nodes(lift) -> None:
    node = cmds.deformer(cmds.polyCube()[0], type="lift")[0]
    assert "geometryFilter" in cmds.nodeType(node, inherited=True)
    selection, handle = om.MSelectionList(), om.MObject()
    selection.add(node)
    selection.getDependNode(0, handle)
    assert handle.hasFn(om.MFn.kPluginDeformerNode)
    assert handle.hasFn(om.MFn.kGeometryFilt)
    functions = om.MFnDependencyNode(handle)
    assert functions.typeId().id() == 0x7F001
    assert type(functions.userNode()).__name__ == "Lift"
    assert functions.pluginName().endswith("liftPlugin.py")


BLEND = """
import maya.OpenMaya as om
import maya.OpenMayaMPx as ompx


class HalfBlend(ompx.MPxBlendShape):
    def deformData(self, block, data, group, matrix, index):
        place = om.MPlug(self.thisMObject(), self.inputPointsTarget)
        place.selectAncestorLogicalIndex(index, self.inputTarget)
        place.selectAncestorLogicalIndex(0, self.inputTargetGroup)
        place.selectAncestorLogicalIndex(6000, self.inputTargetItem)
        points = om.MFnPointArrayData(place.asMObject()).array()
        moved = place.parent().child(self.inputComponentsTarget).asMObject()
        names = om.MFnComponentListData(moved)
        iterator = om.MItGeometry(data, names[0], False)
        for number in range(points.length()):
            iterator.setPosition(iterator.position() + om.MVector(points[number]) * 0.5)
            iterator.next()


def initializePlugin(plugin):
    ompx.MFnPlugin(plugin).registerNode(
        "halfBlend",
        om.MTypeId(0x7F3A1),
        lambda: ompx.asMPxPtr(HalfBlend()),
        lambda: None,
        ompx.MPxNode.kBlendShape,
    )


def uninitializePlugin(plugin):
    ompx.MFnPlugin(plugin).deregisterNode(om.MTypeId(0x7F3A1))
"""


def test_blend_shape_plugin_reads_offsets_of_a_connected_target(tmp_path: Path) -> None:
    load(tmp_path, "halfBlend", BLEND)
    base, target = cmds.polyCube()[0], cmds.polyCube()[0]
    cmds.move(0, 2, 0, f"{target}.vtx[2:3]", relative=True)
    node = cmds.deformer(base, type="halfBlend")[0]
    cmds.blendShape(node, edit=True, target=(base, 0, target, 1.0))
    rows = positions(base)
    assert [row[1] for row in rows] == pytest.approx([-0.5, -0.5, 1.5, 1.5, 0.5, 0.5, -0.5, -0.5])
    cmds.move(0, 2, 0, f"{target}.vtx[3]", relative=True)
    assert positions(base)[3][1] == pytest.approx(2.5)
