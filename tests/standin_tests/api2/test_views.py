"""The view of the perspective camera in the stand-in's windows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from maya import cmds
from maya.api import OpenMaya as om
from maya.api import OpenMayaUI as omui


@pytest.fixture
def view() -> Iterator[omui.M3dView]:
    from maya._core import interface

    interface.set_batch(False)
    yield omui.M3dView.active3dView()
    interface.set_batch(True)


def test_there_is_no_view_in_batch() -> None:
    assert omui.M3dView.numberOf3dViews() == 0
    with pytest.raises(RuntimeError):
        omui.M3dView.active3dView()
    with pytest.raises(RuntimeError):
        omui.M3dView().portWidth()


def test_the_middle_of_the_view_is_where_the_camera_looks(view: omui.M3dView) -> None:
    cmds.setAttr("persp.translate", 1, 2, 30)
    cmds.setAttr("persp.rotate", 0, 0, 0)
    origin, direction = om.MPoint(), om.MVector()
    view.viewToWorld(view.portWidth() // 2, view.portHeight() // 2, origin, direction)
    assert list(origin)[:3] == pytest.approx([1, 2, 30 - cmds.getAttr("perspShape.nearClipPlane")])
    assert list(direction) == pytest.approx([0, 0, -1])
    assert view.getCamera().partialPathName() == "perspShape"


def test_the_width_of_the_view_is_the_field_of_view(view: omui.M3dView) -> None:
    cmds.setAttr("persp.rotate", 0, 0, 0)
    origin, direction = om.MPoint(), om.MVector()
    view.viewToWorld(view.portWidth(), view.portHeight() // 2, origin, direction)
    angle = np.arctan(direction.x / -direction.z)
    camera = om.MFnCamera(view.getCamera())
    assert 2 * angle == pytest.approx(camera.horizontalFieldOfView(), rel=1e-4)


def test_there_and_back(view: omui.M3dView) -> None:
    near, far = om.MPoint(), om.MPoint()
    for pixel in ((10, 20), (640, 360), (1200, 700)):
        view.viewToWorld(*pixel, near, far)
        for share in (0.001, 0.5):
            place = near + share * (far - near)
            assert view.worldToView(place) == (*pixel, True)
    behind = near + 0.1 * (near - far)
    assert not view.worldToView(behind)[2]
