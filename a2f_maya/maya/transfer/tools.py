"""The viewport tool that marks points: Maya's dragger context, fed to a `PickSession`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from maya import cmds
from maya.api import OpenMaya as om
from maya.api import OpenMayaUI as omui

from a2f_maya.errors import A2FError, SceneError
from a2f_maya.maya.host import is_batch, load_plugins, scene_errors
from a2f_maya.maya.transfer.pick_session import Mode, PickSession, ray_through
from a2f_maya.maya.transfer.picking import Ray

CONTEXT = "a2fPickContext"
PLAIN_TOOL = "selectSuperContext"
CURSORS = {"add": "crossHair", "edit": "hand", "delete": "crossHair"}


class _Active:
    """The session that the tool works for."""

    session: PickSession | None = None


def start_tool(node: str, mode: Mode) -> None:
    """Take the tool that marks points, in one of its modes.

    Add: click a place on one mesh and then the same place on the other. Edit: drag a point over
    its mesh. Delete: click near a point. Each is one step of the undo queue. Any other tool of
    Maya ends it.

    Parameters
    ----------
    node : str
        The correspondence locator.
    mode : "add", "edit" or "delete"

    Raises
    ------
    SceneError
        If a mesh is missing, or Maya has no windows.
    """
    if is_batch():
        raise SceneError("There is no viewport to pick in; add pairs with add_pair.")
    load_plugins()
    session = PickSession(node, mode)
    with scene_errors("Starting the tool"):
        _make_context()
        cmds.draggerContext(CONTEXT, edit=True, cursor=CURSORS[mode])
        cmds.setToolTo(CONTEXT)
    _Active.session = session


def stop_tool() -> None:
    """Go back to Maya's selection tool, if ours is in use."""
    if current_mode():
        cmds.setToolTo(PLAIN_TOOL)


def current_mode() -> str:
    """The mode of the tool; empty if another tool is in use."""
    if is_batch() or _Active.session is None or cmds.currentCtx() != CONTEXT:
        return ""
    return _Active.session.mode


def press() -> None:
    """Called by Maya: the mouse button goes down."""
    if _Active.session is not None:
        with _spoken():
            _tell(_Active.session.press(_ray("anchorPoint")))
            _redraw()


def drag() -> None:
    """Called by Maya: the mouse moves with its button down."""
    if _Active.session is not None:
        with _spoken():
            _Active.session.drag(_ray("dragPoint"))
            _redraw()


def release() -> None:
    """Called by Maya: the mouse button goes up."""
    if _Active.session is not None:
        with _spoken():
            _Active.session.release()


def finish() -> None:
    """Called by Maya: another tool is taken."""
    session, _Active.session = _Active.session, None
    if session is not None:
        session.cancel()


@contextmanager
def _spoken() -> Iterator[None]:
    """Say what goes wrong in Maya's status line: nobody could catch it."""
    try:
        yield
    except (A2FError, RuntimeError, ValueError) as error:
        om.MGlobal.displayError(f"Audio2Face: {error}")


def _make_context() -> None:
    if cmds.draggerContext(CONTEXT, exists=True):
        return
    calls = {
        f"{name}Command": f"from a2f_maya.maya.transfer import tools; tools.{name}()"
        for name in ("press", "drag", "release")
    }
    cmds.draggerContext(
        CONTEXT,
        **calls,
        finalize="from a2f_maya.maya.transfer import tools; tools.finish()",
        space="screen",
        undoMode="step",
    )


def _ray(place: str) -> Ray:
    """The ray through the pointer in the view that the user works in."""
    point = cmds.draggerContext(CONTEXT, query=True, **{place: True})
    origin, direction = om.MPoint(), om.MVector()
    view = omui.M3dView.active3dView()
    view.viewToWorld(int(point[0]), int(point[1]), origin, direction)
    return ray_through(origin, direction)


def _tell(message: str) -> None:
    if message:
        cmds.inViewMessage(statusMessage=message, position="topCenter", fade=True)


def _redraw() -> None:
    omui.M3dView.active3dView().refresh()
