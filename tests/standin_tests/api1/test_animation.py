"""Animation curves, time, skin clusters and blend shapes by API 1.0."""

from __future__ import annotations

import maya.OpenMaya as om
import maya.OpenMayaAnim as oma
import numpy as np
import pytest
from maya import cmds

from .helpers import dag_path, mobject, plug


def frames(*values: float) -> om.MTimeArray:
    array = om.MTimeArray()
    for value in values:
        array.append(om.MTime(value, om.MTime.kFilm))
    return array


def test_keys_by_api_and_by_cmds_agree() -> None:
    cmds.createNode("transform", name="moved")
    curve = oma.MFnAnimCurve()
    curve.create(plug("moved.tx"))
    values = om.MDoubleArray()
    for value in (0.0, 10.0, 4.0):
        values.append(value)
    curve.addKeys(frames(1, 11, 21), values, curve.kTangentLinear, curve.kTangentLinear)
    assert cmds.keyframe("moved.tx", query=True, timeChange=True) == [1, 11, 21]
    assert cmds.keyframe("moved.tx", query=True, valueChange=True) == [0, 10, 4]
    assert cmds.getAttr("moved.tx", time=6) == pytest.approx(5.0)
    assert curve.evaluate(om.MTime(16, om.MTime.kFilm)) == pytest.approx(7.0)
    assert curve.animCurveType() == curve.kAnimCurveTL


def test_changes_of_curves_can_be_taken_back() -> None:
    cmds.createNode("transform", name="moved")
    cmds.setKeyframe("moved", attribute="tx", time=1, value=5)
    curve, change = oma.MFnAnimCurve(plug("moved.tx")), oma.MAnimCurveChange()
    curve.addKey(om.MTime(10, om.MTime.kFilm), 8.0, 0, 0, change)
    curve.setValue(0, -1.0, change)
    assert cmds.keyframe("moved.tx", query=True, valueChange=True) == [-1, 8]
    change.undoIt()
    assert cmds.keyframe("moved.tx", query=True, valueChange=True) == [5]
    change.redoIt()
    assert cmds.keyframe("moved.tx", query=True, valueChange=True) == [-1, 8]


def test_angular_values_are_radians() -> None:
    cmds.createNode("transform", name="turned")
    cmds.setKeyframe("turned", attribute="rx", time=1, value=180)
    assert oma.MFnAnimCurve(plug("turned.rx")).value(0) == pytest.approx(np.pi)


def test_time_control_follows_cmds() -> None:
    cmds.currentTime(7)
    assert oma.MAnimControl.currentTime().asUnits(om.MTime.uiUnit()) == 7
    oma.MAnimControl.setCurrentTime(om.MTime(12, om.MTime.uiUnit()))
    assert cmds.currentTime(query=True) == 12
    oma.MAnimControl.setMinMaxTime(om.MTime(3, om.MTime.uiUnit()), om.MTime(30, om.MTime.uiUnit()))
    assert cmds.playbackOptions(query=True, minTime=True) == 3
    assert cmds.playbackOptions(query=True, maxTime=True) == 30


def test_plug_at_another_time() -> None:
    cmds.createNode("transform", name="moved")
    for frame, value in ((1, 0), (11, 10)):
        cmds.setKeyframe(
            "moved",
            attribute="tx",
            time=frame,
            value=value,
            inTangentType="linear",
            outTangentType="linear",
        )
    cmds.currentTime(1)
    context = om.MDGContext(om.MTime(6, om.MTime.kFilm))
    assert plug("moved.tx").asDouble(context) == pytest.approx(5.0)
    assert plug("moved.tx").asDouble() == 0.0


def test_skin_weights() -> None:
    joints = []
    for place in range(2):
        cmds.select(clear=True)
        joints.append(cmds.joint(position=(place * 2 - 1, 0, 0)))
    cube = cmds.polyCube()[0]
    name = cmds.skinCluster(*joints, cube, toSelectedBones=True)[0]
    skin = oma.MFnSkinCluster(mobject(name))
    paths = om.MDagPathArray()
    assert skin.influenceObjects(paths) == 2
    assert [paths[n].partialPathName() for n in range(2)] == joints
    component = om.MFnSingleIndexedComponent()
    vertices = component.create(om.MFn.kMeshVertComponent)
    component.addElement(3)
    skin.setWeights(dag_path(cube), vertices, 0, 0.25, True)
    found = cmds.skinPercent(name, f"{cube}.vtx[3]", query=True, value=True)
    assert found == pytest.approx([0.25, 0.75])
    weights, util = om.MDoubleArray(), om.MScriptUtil()
    util.createFromInt(0)
    count = util.asUintPtr()
    skin.getWeights(dag_path(cube), vertices, weights, count)
    assert list(weights) == pytest.approx([0.25, 0.75])
    assert om.MScriptUtil.getUint(count) == 2


def test_blend_shape_functions() -> None:
    base, target = cmds.polyCube()[0], cmds.polyCube()[0]
    cmds.move(0, 2, 0, f"{target}.vtx[0]", relative=True)
    name = cmds.blendShape(target, base)[0]
    shape = oma.MFnBlendShapeDeformer(mobject(name))
    assert shape.numWeights() == 1
    shape.setWeight(0, 0.5)
    assert cmds.pointPosition(f"{base}.vtx[0]", local=True)[1] == pytest.approx(0.5)
    found = om.MObjectArray()
    shape.getTargets(mobject(base), 0, found)
    assert found.length() == 1
    with pytest.raises(RuntimeError):
        shape.setWeight(3, 1.0)


def test_geometry_filter_functions() -> None:
    cube = cmds.polyCube()[0]
    name = cmds.cluster(f"{cube}.vtx[0:3]")[0]
    functions = oma.MFnGeometryFilter(mobject(name))
    shape = functions.outputShapeAtIndex(0)
    assert om.MFnDagNode(shape).partialPathName() == cmds.listRelatives(cube, shapes=True)[0]
    found = om.MIntArray()
    om.MFnSingleIndexedComponent(functions.getComponentAtIndex(0)).getElements(found)
    assert list(found) == [0, 1, 2, 3]
