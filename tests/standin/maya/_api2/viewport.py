"""One refresh of a viewport: every visible shape of a plug-in with a drawing override is drawn."""

from __future__ import annotations

from typing import Any

from maya._api2 import render
from maya._api2.draw_manager import Drawn, MUIDrawManager
from maya._api2.objects import wrap
from maya._api2.paths import MDagPath
from maya._api2.selection import MSelectionList
from maya._core import threads
from maya._core.dag import DagNode
from maya._core.session import session

_PREFIX = "drawdb/geometry/"


def refresh(camera: str = "persp") -> dict[str, list[Drawn]]:
    """What the drawing overrides draw, by the full path of the shape, in the shape's own space.

    Creates an override for a shape that has none and keeps it, as Maya does. Plugs may be read
    until ``addUIDrawables`` begins and not in it.
    """
    shapes = [node for node in session.scene.nodes if isinstance(node, DagNode) and node.is_shape]
    overrides: dict[Any, tuple[Any, Any]] = session.state.setdefault("draw_overrides", {})
    view = MSelectionList().add(camera).getDagPath(0)
    drawn: dict[str, list[Drawn]] = {}
    for node in shapes:
        creator = _creator(node.type.classification)
        if creator is None:
            overrides.pop(node, None)
            continue
        known = overrides.get(node)
        if known is None or known[1] is not creator:
            known = overrides[node] = (_made(creator, node), creator)
        for path in node.paths():
            found = MDagPath._of(path)
            if found.isVisible():
                drawn[path.full_name()] = _draw(known[0], found, view)
    return drawn


def _creator(classification: str) -> Any:
    registry = render._registry()
    for word in classification.split(":"):
        entry = registry.get(("drawOverride", word))
        if word.startswith(_PREFIX) and entry is not None:
            return entry[1]
    return None


def _made(creator: Any, node: DagNode) -> Any:
    override = creator(wrap(node))
    if not isinstance(override, render.MPxDrawOverride):
        raise TypeError("stand-in: the creator of a drawing override gave something else")
    if not override.supportedDrawAPIs() & render.MRenderer.kOpenGLCoreProfile:
        raise RuntimeError("stand-in: the drawing override does not support the renderer")
    return override


def _draw(override: Any, path: MDagPath, camera: MDagPath) -> list[Drawn]:
    from maya.api.OpenMayaRender import MFrameContext

    context = MFrameContext()
    if override.isBounded(path, camera):
        override.boundingBox(path, camera)
    old = override.__dict__.get("_last_data")
    data = override.prepareForDraw(path, camera, context, old)
    override.__dict__["_last_data"] = data
    if not override.hasUIDrawables():
        return []
    manager = MUIDrawManager()
    with threads.drawing():
        override.addUIDrawables(path, manager, context, data)
    return manager._end()
