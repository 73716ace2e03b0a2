"""Nodes, plugs, paths, selection: what they say and when they refuse."""

from __future__ import annotations

import itertools

import maya.api.OpenMaya as om2
import maya.OpenMaya as om
import pytest
from maya import cmds

from .helpers import dag_path, mobject, numbers, plug


def test_names_and_types_of_nodes() -> None:
    cmds.createNode("transform", name="group1")
    name = cmds.createNode("transform", name="child", parent="group1")
    node = mobject(name)
    functions = om.MFnDagNode(node)
    assert functions.typeName() == "transform"
    assert functions.fullPathName() == "|group1|child"
    assert functions.uuid().asString() == cmds.ls(name, uuid=True)[0]
    assert node.apiTypeStr() == "kTransform"
    assert node.hasFn(om.MFn.kDagNode)
    assert not node.hasFn(om.MFn.kMesh)
    assert om.MFnDependencyNode(functions.parent(0)).name() == "group1"


def test_function_set_refuses_what_does_not_fit() -> None:
    node = mobject(cmds.createNode("multiplyDivide"))
    for function_set in (om.MFnDagNode, om.MFnTransform, om.MFnMesh, om.MFnSet):
        with pytest.raises(RuntimeError, match="incompatible"):
            function_set(node)


def test_objects_of_api_2_are_refused() -> None:
    cmds.createNode("transform", name="here")
    other = om2.MSelectionList().add("here")
    with pytest.raises(TypeError):
        om.MFnDependencyNode(other.getDependNode(0))
    with pytest.raises(TypeError):
        om.MObjectHandle(other.getDependNode(0))
    with pytest.raises(TypeError):
        om.MPoint() + om2.MVector()
    with pytest.raises(TypeError):
        om.MFnTransform(dag_path("here")).setTranslation(om2.MVector(), om.MSpace.kTransform)


def test_stale_objects_raise() -> None:
    """After deletion, and after a new scene, nothing is read from a node that is gone."""
    node, path = mobject(cmds.createNode("transform", name="gone")), dag_path("gone")
    functions, place = om.MFnDependencyNode(node), plug("gone.translateX")
    handle = om.MObjectHandle(node)
    assert handle.isValid()
    cmds.delete("gone")
    assert not handle.isValid()
    assert handle.isAlive()  # undo may bring it back
    for call in (functions.name, place.asDouble, lambda: om.MFnDependencyNode(node)):
        with pytest.raises(RuntimeError):
            call()
    assert not path.isValid()
    cmds.undo()
    assert handle.isValid()
    assert functions.name() == "gone"
    cmds.file(new=True, force=True)
    assert not handle.isValid()
    with pytest.raises(RuntimeError):
        functions.name()


def test_missing_names_raise() -> None:
    with pytest.raises(RuntimeError, match="Object does not exist"):
        om.MSelectionList().add("nobody")
    with pytest.raises(RuntimeError):
        om.MFnDependencyNode(mobject("time1")).findPlug("nothing")


def test_plugs_convert_units() -> None:
    cmds.createNode("transform", name="turned")
    cmds.setAttr("turned.rotateX", 90)
    assert plug("turned.rotateX").asMAngle().asDegrees() == pytest.approx(90)
    plug("turned.rotateY").setMAngle(om.MAngle(45, om.MAngle.kDegrees))
    assert cmds.getAttr("turned.rotateY") == pytest.approx(45)
    plug("turned.translateX").setDouble(2.5)
    assert cmds.getAttr("turned.tx") == 2.5
    cmds.currentTime(12)
    assert plug("time1.outTime").asMTime().asUnits(om.MTime.kFilm) == 12


def test_setting_plugs_is_not_undoable() -> None:
    cmds.createNode("transform", name="moved")
    plug("moved.tx").setDouble(3)
    cmds.undo()
    assert not cmds.objExists("moved")


def test_locked_plugs_refuse() -> None:
    cmds.createNode("transform", name="stuck")
    cmds.setAttr("stuck.tx", lock=True)
    with pytest.raises(RuntimeError):
        plug("stuck.tx").setDouble(1)
    assert plug("stuck.tx").isFreeToChange() == om.MPlug.kNotFreeToChange


def test_array_plugs_have_logical_and_physical_indices() -> None:
    cmds.createNode("plusMinusAverage", name="sum")
    for index in (2, 7):
        cmds.setAttr(f"sum.input1D[{index}]", index)
    array = plug("sum.input1D")
    assert array.isArray()
    assert array.numElements() == 2
    assert array.elementByPhysicalIndex(1).logicalIndex() == 7
    assert array.elementByLogicalIndex(2).asFloat() == 2
    indices = om.MIntArray()
    assert array.getExistingArrayAttributeIndices(indices) == 2
    assert list(indices) == [2, 7]
    with pytest.raises(RuntimeError):
        array.elementByPhysicalIndex(2)
    assert array.elementByLogicalIndex(2).array() == array


def test_connections_of_plugs() -> None:
    one, two = cmds.createNode("transform"), cmds.createNode("transform")
    cmds.connectAttr(f"{one}.tx", f"{two}.tx")
    source, destination = plug(f"{one}.tx"), plug(f"{two}.tx")
    assert destination.source() == source
    assert source.source().isNull()
    found = om.MPlugArray()
    assert source.destinations(found)
    assert [each.name() for each in numbers(found)] == [f"{two}.translateX"]
    assert destination.connectedTo(found, True, False)
    assert found[0] == source
    assert destination.isDestination()
    assert not destination.isSource()


def test_plug_names() -> None:
    cmds.createNode("transform", name="named")
    place = plug("named.translateX")
    assert place.name() == "named.translateX"
    assert place.partialName() == "tx"
    assert place.partialName(True, True, True, False, True, True) == "named.translate.translateX"
    assert place.parent().partialName(False, False, False, False, False, True) == "translate"


def test_plugs_below_arrays_need_an_index() -> None:
    cube = cmds.polyCube()[0]
    deformer = cmds.cluster(cube)[0]
    functions = om.MFnDependencyNode(mobject(deformer))
    place = functions.findPlug("weights")
    with pytest.raises(RuntimeError):
        place.numElements()
    place.selectAncestorLogicalIndex(0, functions.attribute("weightList"))
    cmds.setAttr(f"{deformer}.weightList[0].weights[3]", 0.25)
    assert place.elementByLogicalIndex(3).asFloat() == 0.25


def test_selection_lists_with_components() -> None:
    cube = cmds.polyCube(name="box")[0]
    selection = om.MSelectionList()
    selection.add("box.vtx[1:3]")
    selection.add("box.vtx[5]")
    path, component = om.MDagPath(), om.MObject()
    selection.getDagPath(0, path, component)
    assert path.fullPathName() == "|box|boxShape"
    functions = om.MFnSingleIndexedComponent(component)
    found = om.MIntArray()
    functions.getElements(found)
    assert list(found) == [1, 2, 3]
    assert functions.componentType() == om.MFn.kMeshVertComponent
    om.MGlobal.setActiveSelectionList(selection)
    assert cmds.ls(selection=True, flatten=True) == [f"{cube}.vtx[{n}]" for n in (1, 2, 3, 5)]
    texts: list[str] = []
    selection.getSelectionStrings(texts)
    assert texts == ["box.vtx[1:3]", "box.vtx[5]"]


def test_active_selection_comes_back() -> None:
    cmds.createNode("transform", name="chosen")
    cmds.select("chosen")
    selection = om.MSelectionList()
    om.MGlobal.getActiveSelectionList(selection)
    assert selection.length() == 1
    om.MGlobal.clearSelectionList()
    assert cmds.ls(selection=True) == []


def test_dag_iteration_is_depth_first() -> None:
    for name, parent in (("a", None), ("b", "a"), ("c", "a"), ("d", "b")):
        cmds.createNode("transform", name=name, **({"parent": parent} if parent else {}))
    names = []
    iterator = om.MItDag()
    iterator.reset(mobject("a"), om.MItDag.kDepthFirst, om.MFn.kTransform)
    while not iterator.isDone():
        names.append(iterator.partialPathName())
        iterator.next()
    assert names == ["a", "b", "d", "c"]
    iterator.reset(mobject("a"), om.MItDag.kBreadthFirst, om.MFn.kTransform)
    names = []
    while not iterator.isDone():
        names.append(iterator.partialPathName())
        iterator.next()
    assert names == ["a", "b", "c", "d"]


def test_dependency_iteration_follows_connections() -> None:
    nodes = [cmds.createNode("multiplyDivide") for _ in range(3)]
    for one, two in itertools.pairwise(nodes):
        cmds.connectAttr(f"{one}.outputX", f"{two}.input1X")
    iterator = om.MItDependencyGraph(
        mobject(nodes[2]),
        om.MFn.kMultiplyDivide,
        om.MItDependencyGraph.kUpstream,
        om.MItDependencyGraph.kDepthFirst,
        om.MItDependencyGraph.kNodeLevel,
    )
    found = []
    while not iterator.isDone():
        found.append(om.MFnDependencyNode(iterator.currentItem()).name())
        iterator.next()
    assert found == nodes[::-1]
    every = om.MItDependencyNodes(om.MFn.kMultiplyDivide)
    count = 0
    while not every.isDone():
        count += 1
        every.next()
    assert count == 3


def test_world_and_local_transforms_agree_with_cmds() -> None:
    cmds.createNode("transform", name="above")
    cmds.createNode("transform", name="below", parent="above")
    cmds.setAttr("above.translate", 1, 2, 3)
    cmds.setAttr("above.rotate", 30, 40, 50)
    functions = om.MFnTransform(dag_path("below"))
    functions.setTranslation(om.MVector(4, 5, 6), om.MSpace.kWorld)
    assert cmds.xform("below", query=True, worldSpace=True, translation=True) == pytest.approx(
        [4, 5, 6]
    )
    turn = om.MEulerRotation(0.1, 0.2, 0.3).asQuaternion()
    functions.setRotation(turn, om.MSpace.kWorld)
    found = om.MQuaternion()
    functions.getRotation(found, om.MSpace.kWorld)
    same = found.isEquivalent(turn, 1e-9) or found.isEquivalent(-turn, 1e-9)
    assert same
    matrix = dag_path("below").inclusiveMatrix()
    reference = cmds.xform("below", query=True, worldSpace=True, matrix=True)
    assert [matrix(r, c) for r in range(4) for c in range(4)] == pytest.approx(reference)


def test_world_space_needs_a_path() -> None:
    functions = om.MFnTransform(mobject(cmds.createNode("transform")))
    with pytest.raises(RuntimeError):
        functions.setTranslation(om.MVector(1, 2, 3), om.MSpace.kWorld)


def test_sets_take_components() -> None:
    cmds.polyCube(name="box")
    members = om.MSelectionList()
    members.add("box.vtx[0:2]")
    functions = om.MFnSet()
    functions.create(members, om.MFnSet.kVerticesOnly, False)
    assert cmds.sets(functions.name(), query=True) == ["box.vtx[0:2]"]
    path, component = om.MDagPath(), om.MObject()
    members.getDagPath(0, path, component)
    assert functions.isMember(path, component)
    functions.removeMember(path, component)
    assert not cmds.sets(functions.name(), query=True)


def test_a_connected_plug_cannot_be_set_in_either_api() -> None:
    one, other = (cmds.createNode("transform") for _ in range(2))
    cmds.connectAttr(f"{one}.translateX", f"{other}.translateX")
    with pytest.raises(RuntimeError):
        plug(f"{other}.translateX").setDouble(3.0)
    with pytest.raises(RuntimeError):
        om2.MSelectionList().add(f"{other}.translateX").getPlug(0).setDouble(3.0)
    cmds.setKeyframe(one, attribute="translateX", value=1.0)
    plug(f"{one}.translateX").setDouble(2.0)
    assert cmds.getAttr(f"{one}.translateX") == 2.0
