"""The tool in the viewport: the stand-in's mouse is pressed on pixels of the perspective view."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from maya import cmds
from maya.api import OpenMaya as om
from maya.api import OpenMayaUI as omui

from a2f_maya.correspondence import positions
from a2f_maya.maya import startup, transfer
from a2f_maya.maya.transfer import tools
from tests.maya import rig
from tests.maya.transfer import heads

pytestmark = pytest.mark.standin_only(reason="presses the mouse in the viewport")


@pytest.fixture
def windows() -> Iterator[Any]:
    from maya._core import interface

    interface.set_batch(False)
    yield interface
    if transfer.current_mode():
        transfer.stop_tool()
    cmds.file(new=True, force=True)
    interface.set_batch(True)


@pytest.fixture
def locator(windows: Any) -> str:
    startup.load_plugins()
    source, target = heads.add(heads.SOURCE, "source"), heads.add(heads.TARGET, "target")
    rig.turned(target, (0, 30, 0), (22, 0, -10))
    rig.turned("persp", (-3, 5, 0), (17, 6, 90))
    return transfer.create_correspondence(source, target)


def pixel(mesh: str, vertex: int) -> tuple[float, float, float]:
    """Where a vertex is seen."""
    place = np.append(rig.mesh_points(mesh)[vertex], 1.0) @ rig.world_matrix(mesh)
    x, y, inside = omui.M3dView.active3dView().worldToView(om.MPoint(*place[:3]))
    assert inside
    return float(x), float(y), 0.0


def drag(*points: tuple[float, float, float]) -> None:
    from maya._commands import tools as mouse

    mouse.drag(tools.CONTEXT, list(points))


def test_clicks_in_the_viewport_make_pairs(locator: str):
    transfer.start_tool(locator, "add")
    assert transfer.current_mode() == "add"
    nose = [heads.PAIRS[0].source.vertex, heads.PAIRS[0].target.vertex]
    drag(pixel("source", nose[0]))
    drag(pixel("target", nose[1]))
    (pair,) = transfer.pairs_of(locator)
    found = positions([pair.source], heads.SOURCE)[0]
    # a pixel is some hundredths of a centimetre
    assert np.abs(found - heads.SOURCE.points[nose[0]]).max() < 0.3
    found = positions([pair.target], heads.TARGET)[0]
    assert np.abs(found - heads.TARGET.points[nose[1]]).max() < 0.3


def test_points_are_dragged_and_deleted_in_the_viewport(locator: str):
    transfer.set_pairs(locator, heads.PAIRS)
    transfer.start_tool(locator, "edit")
    start, end = heads.PAIRS[0].source.vertex, heads.PAIRS[8].source.vertex
    drag(pixel("source", start), pixel("source", start), pixel("source", end))
    found = positions([transfer.pairs_of(locator)[0].source], heads.SOURCE)[0]
    assert np.abs(found - heads.SOURCE.points[end]).max() < 0.3
    cmds.undo()
    assert transfer.pairs_of(locator) == heads.PAIRS
    transfer.start_tool(locator, "delete")
    assert transfer.current_mode() == "delete"
    drag(pixel("source", start))
    assert transfer.pairs_of(locator) == heads.PAIRS[1:]


def test_another_tool_ends_it(locator: str):
    transfer.start_tool(locator, "add")
    drag(pixel("source", heads.PAIRS[0].source.vertex))
    cmds.setToolTo("moveSuperContext")
    assert transfer.current_mode() == ""
    transfer.start_tool(locator, "add")
    drag(pixel("target", heads.PAIRS[0].target.vertex))
    assert transfer.pairs_of(locator) == ()
    transfer.stop_tool()
    assert transfer.current_mode() == "" and cmds.currentCtx() == tools.PLAIN_TOOL


def test_errors_are_said_and_not_raised(locator: str, capsys: pytest.CaptureFixture[str]):
    transfer.start_tool(locator, "add")
    cmds.delete("a2f_correspondence")
    drag((10.0, 10.0, 0.0))
    said = capsys.readouterr()
    assert "not in the scene any more" in said.out + said.err
