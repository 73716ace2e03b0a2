"""The runtime commands behind menu entries that scripts call as well."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from maya._commands.flags import COMMANDS, Flags, command
from maya._core.session import session


def _run(name: str, *objects: Any, **flags: Any) -> Any:
    return COMMANDS[name](*objects, **flags)


def _clear() -> None:
    session.scene.select([])


def _freeze() -> None:
    _run("makeIdentity", apply=True, translate=True, rotate=True, scale=True, normal=0)


#: Runtime command, and what its menu entry runs on the selection.
ENTRIES: dict[str, Callable[[], Any]] = {
    "CreatePolygonCube": lambda: _run("polyCube"),
    "CreatePolygonSphere": lambda: _run("polySphere"),
    "CreatePolygonCylinder": lambda: _run("polyCylinder"),
    "CreatePolygonCone": lambda: _run("polyCone"),
    "CreatePolygonPlane": lambda: _run("polyPlane"),
    "CreatePolygonTorus": lambda: _run("polyTorus"),
    "CreateNURBSCircle": lambda: _run("circle"),
    "CreateLocator": lambda: _run("spaceLocator"),
    "CreateEmptyGroup": lambda: _run("group", empty=True),
    "CreatePointLight": lambda: _run("pointLight"),
    "CreateDirectionalLight": lambda: _run("directionalLight"),
    "CreateSpotLight": lambda: _run("spotLight"),
    "CreateAmbientLight": lambda: _run("ambientLight"),
    "Delete": lambda: _run("delete"),
    "DeleteHistory": lambda: _run("delete", constructionHistory=True),
    "DeleteAllHistory": lambda: _run("delete", all=True, constructionHistory=True),
    "Duplicate": lambda: _run("duplicate", returnRootsOnly=True),
    "Group": lambda: _run("group"),
    "Ungroup": lambda: _run("ungroup"),
    "Parent": lambda: _run("parent"),
    "Unparent": lambda: _run("parent", world=True),
    "FreezeTransformations": _freeze,
    "ResetTransformations": lambda: _run("makeIdentity", translate=True, rotate=True, scale=True),
    "CenterPivot": lambda: _run("xform", centerPivots=True),
    "SelectAll": lambda: _run("select", all=True),
    "SelectNone": _clear,
    "SelectHierarchy": lambda: _run("select", hierarchy=True),
    "HideSelectedObjects": lambda: _run("hide"),
    "ShowAll": lambda: _run("showHidden", allObjects=True),
    "Undo": lambda: _run("undo"),
    "Redo": lambda: _run("redo"),
}


def _declare(name: str, action: Callable[[], Any]) -> None:
    @command(name, undoable=name not in ("Undo", "Redo"))
    def run(flags: Flags, *objects: Any) -> None:
        action()


for _name, _action in ENTRIES.items():
    _declare(_name, _action)
