"""Drawing overrides, the recording draw manager, and the view of a session with windows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from maya import cmds
from maya.api import OpenMaya as om
from maya.api import OpenMayaRender as omr
from maya.api import OpenMayaUI as omui

PLUGIN = """
import maya.api.OpenMaya as om
import maya.api.OpenMayaRender as omr
import maya.api.OpenMayaUI as omui

maya_useNewAPI = True
KIND = "drawdb/geometry/dotLocator"


class Dot(omui.MPxLocatorNode):
    @staticmethod
    def initialize():
        Dot.size = om.MFnNumericAttribute().create("size", "sz", om.MFnNumericData.kDouble, 2.0)
        Dot.addAttribute(Dot.size)


class Data(om.MUserData):
    def __init__(self):
        super().__init__(False)


class Drawing(omr.MPxDrawOverride):
    made = 0
    read_late = False

    def __init__(self, node):
        super().__init__(node, None, True)
        Drawing.made += 1

    def supportedDrawAPIs(self):
        return omr.MRenderer.kAllDevices

    def hasUIDrawables(self):
        return True

    def prepareForDraw(self, path, camera, context, old):
        data = old if isinstance(old, Data) else Data()
        data.plug = om.MPlug(path.node(), Dot.size)
        data.size = data.plug.asDouble()
        return data

    def addUIDrawables(self, path, manager, context, data):
        size = data.plug.asDouble() if Drawing.read_late else data.size
        manager.beginDrawable()
        manager.setColor(om.MColor((1.0, 0.0, 0.0)))
        manager.sphere(om.MPoint(0, size, 0), size, False)
        manager.endDrawable()
        Drawing.manager = manager


def initializePlugin(plugin):
    found = om.MFnPlugin(plugin, "Tests", "1.0")
    locator = om.MPxNode.kLocatorNode
    found.registerNode("dot", om.MTypeId(0x7F124), Dot, Dot.initialize, locator, KIND)
    omr.MDrawRegistry.registerDrawOverrideCreator(KIND, "dots", Drawing)
    omr.dots = Drawing


def uninitializePlugin(plugin):
    omr.MDrawRegistry.deregisterDrawOverrideCreator(KIND, "dots")
    om.MFnPlugin(plugin).deregisterNode(om.MTypeId(0x7F124))
    del omr.dots
"""


@pytest.fixture
def drawing(tmp_path: Path) -> Iterator[Any]:
    path = tmp_path / "dots.py"
    path.write_text(PLUGIN, encoding="utf-8")
    cmds.loadPlugin(str(path))
    yield omr.dots  # type: ignore[attr-defined]
    cmds.file(new=True, force=True)
    cmds.flushUndo()
    cmds.unloadPlugin("dots")


def refresh() -> dict[str, Any]:
    from maya._api2 import viewport

    return viewport.refresh()


def test_a_refresh_draws_every_visible_path_with_one_override(drawing: Any) -> None:
    node = cmds.createNode("dot")
    (parent,) = cmds.listRelatives(node, parent=True)
    (sphere,) = refresh()[f"|{parent}|{node}"]
    assert sphere.kind == "sphere"
    assert sphere.state["color"] == (1.0, 0.0, 0.0, 1.0)
    assert sphere.arguments == (om.MPoint(0, 2, 0), 2.0, False)
    cmds.setAttr(f"{node}.size", 3)
    assert refresh()[f"|{parent}|{node}"][0].arguments[1] == 3.0
    assert drawing.made == 1
    cmds.hide(parent)
    assert not refresh()


def test_plugs_may_not_be_read_while_drawing(drawing: Any) -> None:
    cmds.createNode("dot")
    drawing.read_late = True
    with pytest.raises(RuntimeError, match="addUIDrawables"):
        refresh()
    drawing.read_late = False
    assert refresh()


def test_a_manager_is_good_for_one_call(drawing: Any) -> None:
    cmds.createNode("dot")
    refresh()
    with pytest.raises(RuntimeError, match="one call"):
        drawing.manager.beginDrawable()


def test_primitives_stand_between_begin_and_end() -> None:
    manager = omr.MUIDrawManager()
    for call in (
        lambda: manager.setColor(om.MColor((1, 1, 1))),
        lambda: manager.line(om.MPoint(), om.MPoint(1, 0, 0)),
        manager.endDrawable,
        manager.beginDrawInXray,
    ):
        with pytest.raises(RuntimeError):
            call()
    manager.beginDrawable()
    with pytest.raises(RuntimeError):
        manager.beginDrawable()
    manager.beginDrawInXray()
    with pytest.raises(RuntimeError):
        manager.endDrawable()
    manager.endDrawInXray()
    manager.endDrawable()


def test_wrong_arguments_are_refused() -> None:
    manager = omr.MUIDrawManager()
    manager.beginDrawable()
    three = om.MPointArray([om.MPoint()] * 3)
    with pytest.raises(RuntimeError):
        manager.lineList(three, False)
    with pytest.raises(TypeError):
        manager.lineList([(0, 0, 0), (1, 1, 1)], False)
    with pytest.raises(TypeError):
        manager.setColor((1, 0, 0))
    with pytest.raises(TypeError):
        manager.sphere(om.MPoint(), 1.0, 20, 20)
    with pytest.raises(RuntimeError):
        manager.sphere(om.MPoint(), 0.0, True)
    with pytest.raises(TypeError):
        manager.text(om.MPoint(), 3)


def test_there_is_no_view_in_batch_mode() -> None:
    assert omui.M3dView.numberOf3dViews() == 0
    with pytest.raises(RuntimeError):
        omui.M3dView.active3dView()


@pytest.fixture
def view() -> Iterator[Any]:
    from maya._core import interface

    interface.set_batch(False)
    yield omui.M3dView.active3dView()
    interface.set_batch(True)


def test_a_pixel_is_a_ray_that_meets_what_is_seen_there(view: Any) -> None:
    """The law of the round trip, from several sides."""
    for translate, rotate in (((0, 5, 30), (0, 0, 0)), ((28, 21, 28), (-28, 45, 0))):
        cmds.setAttr("persp.translate", *translate)
        cmds.setAttr("persp.rotate", *rotate)
        for orthographic in (False, True):
            cmds.setAttr("perspShape.orthographic", orthographic)
            for place in ((0, 0, 0), (1.5, -2, 3), (-2, 1, 0.5)):
                x, y, inside = view.worldToView(om.MPoint(*place))
                origin, direction = om.MPoint(), om.MVector()
                view.viewToWorld(x, y, origin, direction)
                assert direction.length() == pytest.approx(1)
                way = om.MVector(om.MPoint(*place) - origin)
                # half a pixel at this distance
                assert (way ^ direction).length() < 0.03
                assert way * direction > 0
                near, far = om.MPoint(), om.MPoint()
                view.viewToWorld(x, y, near, far)
                assert near.isEquivalent(origin, 1e-6)
                assert ((far - near).normal() - direction).length() < 1e-9
                assert inside == (0 <= x <= view.portWidth() and 0 <= y <= view.portHeight())
    cmds.setAttr("perspShape.orthographic", False)


def test_the_middle_of_the_view_is_where_the_camera_looks(view: Any) -> None:
    cmds.setAttr("persp.translate", 0, 0, 30)
    cmds.setAttr("persp.rotate", 0, 0, 0)
    origin, direction = om.MPoint(), om.MVector()
    view.viewToWorld(view.portWidth() // 2, view.portHeight() // 2, origin, direction)
    np.testing.assert_allclose(list(direction), [0, 0, -1], atol=1e-12)
    assert view.getCamera().fullPathName() == "|persp|perspShape"
    # above the middle is up, and pixels are counted from below
    assert view.worldToView(om.MPoint(0, 1, 0))[1] > view.portHeight() / 2
    assert view.worldToView(om.MPoint(1, 0, 0))[0] > view.portWidth() / 2
    assert not view.worldToView(om.MPoint(0, 0, 40))[2]


def test_a_ray_of_the_view_hits_a_mesh(view: Any) -> None:
    cube = cmds.polyCube(constructionHistory=False)[0]
    cmds.setAttr("persp.translate", 0, 0, 30)
    cmds.setAttr("persp.rotate", 0, 0, 0)
    x, y, _ = view.worldToView(om.MPoint(0.2, -0.3, 0.5))
    origin, direction = om.MPoint(), om.MVector()
    view.viewToWorld(x, y, origin, direction)
    path = om.MSelectionList().add(cube).getDagPath(0).extendToShape()
    hit = om.MFnMesh(path).closestIntersection(
        om.MFloatPoint(origin), om.MFloatVector(direction), om.MSpace.kWorld, 1000, False
    )
    np.testing.assert_allclose(list(hit[0])[:3], [0.2, -0.3, 0.5], atol=0.03)


def test_pixels_are_whole_numbers(view: Any) -> None:
    with pytest.raises(TypeError):
        view.viewToWorld(1.5, 2, om.MPoint(), om.MVector())
    with pytest.raises(TypeError):
        view.viewToWorld(1, 2, om.MVector(), om.MPoint())
