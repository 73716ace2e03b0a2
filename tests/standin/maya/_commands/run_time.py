"""The run-time commands of Maya's menus that other commands here can do."""

from __future__ import annotations

from typing import Any

from maya._commands.flags import COMMANDS, Command, Flags

MENU = {
    "CreatePolygonCube": ("polyCube", {}),
    "CreatePolygonSphere": ("polySphere", {}),
    "CreatePolygonCylinder": ("polyCylinder", {}),
    "CreatePolygonCone": ("polyCone", {}),
    "CreatePolygonPlane": ("polyPlane", {}),
    "CreatePolygonTorus": ("polyTorus", {}),
    "CreateNURBSCircle": ("circle", {}),
    "CreateLocator": ("spaceLocator", {}),
    "CreateEmptyGroup": ("group", {"empty": True}),
    "Undo": ("undo", {}),
    "Redo": ("redo", {}),
    "Delete": ("delete", {}),
    "DeleteHistory": ("delete", {"constructionHistory": True}),
    "DeleteAllHistory": ("delete", {"all": True, "constructionHistory": True}),
    "Duplicate": ("duplicate", {"renameChildren": True}),
    "Group": ("group", {}),
    "Ungroup": ("ungroup", {}),
    "Parent": ("parent", {}),
    "Unparent": ("parent", {"world": True}),
    "CenterPivot": ("xform", {"centerPivots": True}),
    "FreezeTransformations": ("makeIdentity", {"apply": True, "translate": True, "rotate": True, "scale": True}),
    "SelectHierarchy": ("select", {"hierarchy": True}),
    "SelectAll": ("select", {"all": True}),
    "SetKey": ("setKeyframe", {}),
    "HideSelectedObjects": ("hide", {}),
    "NewScene": ("file", {"newFile": True, "force": True}),
    "SaveScene": ("file", {"save": True}),
}  # fmt: skip


def _declare(name: str, target: str, given: dict[str, Any]) -> None:
    def run(flags: Flags, *names: Any) -> None:
        COMMANDS[target](*names, **given)

    COMMANDS[name] = Command(name, {}, run, undoable=target not in ("undo", "redo", "file"))


for _name, (_target, _given) in MENU.items():
    _declare(_name, _target, _given)
