"""Callbacks about files and about the hierarchy."""

from __future__ import annotations

from typing import Any

from maya._core.dag import DagNode
from maya._core.session import session
from maya._shared import errors

from .fn_node import MFnDependencyNode
from .messages import MMessage, check, subscribe
from .objects import MObject
from .paths import MDagPath
from .swig import integer, named

_MESSAGES = [
    "SceneUpdate",
    "BeforeNew",
    "AfterNew",
    "BeforeImport",
    "AfterImport",
    "BeforeOpen",
    "AfterOpen",
    "BeforeFileRead",
    "AfterFileRead",
    "AfterSceneReadAndRecordEdits",
    "BeforeExport",
    "AfterExport",
    "BeforeSave",
    "AfterSave",
    "BeforeReference",
    "AfterReference",
    "BeforeRemoveReference",
    "AfterRemoveReference",
    "BeforeImportReference",
    "AfterImportReference",
    "BeforeExportReference",
    "AfterExportReference",
    "BeforeUnloadReference",
    "AfterUnloadReference",
    "BeforeSoftwareRender",
    "AfterSoftwareRender",
    "BeforeSoftwareFrameRender",
    "AfterSoftwareFrameRender",
    "SoftwareRenderInterrupted",
    "MayaInitialized",
    "MayaExiting",
    "BeforeNewCheck",
    "BeforeOpenCheck",
    "BeforeSaveCheck",
    "BeforeImportCheck",
    "BeforeExportCheck",
    "BeforeLoadReference",
    "AfterLoadReference",
    "BeforeLoadReferenceCheck",
    "BeforeCreateReferenceCheck",
    "BeforePluginLoad",
    "AfterPluginLoad",
    "BeforePluginUnload",
    "AfterPluginUnload",
    "BeforeCreateReference",
    "AfterCreateReference",
    "ExportStarted",
    "BeforeLoadReferenceAndRecordEdits",
    "AfterLoadReferenceAndRecordEdits",
    "BeforeCreateReferenceAndRecordEdits",
    "AfterCreateReferenceAndRecordEdits",
    "Last",
]
_PLUGINS = {
    40: "beforeLoad",
    41: "afterLoad",
    42: "beforeUnload",
    43: "afterUnload",
}


@named("MSceneMessage")
class MSceneMessage(MMessage):
    """Messages about scenes, files and plug-ins."""

    @staticmethod
    def addCallback(message: int, function: Any, clientData: Any = None) -> int:
        """Call ``function(clientData)``."""
        wanted = _signal(message)
        return subscribe(
            {"scene_message": lambda call, name: call(clientData) if name == wanted else None},
            function,
        )

    @staticmethod
    def addCheckCallback(message: int, function: Any, clientData: Any = None) -> int:
        """Call ``function(answer, clientData)``; write False to ``answer`` (a bool *) to refuse."""
        wanted = _signal(message)
        return subscribe(
            {
                "scene_message": lambda call, name: (
                    check(call, clientData) if name == wanted else None
                )
            },
            function,
        )

    @staticmethod
    def addCheckFileCallback(message: int, function: Any, clientData: Any = None) -> int:
        """Call ``function(answer, file, clientData)``."""
        from .files import MFileObject

        wanted = _signal(message)

        def asked(call: Any, name: str) -> Any:
            if name != wanted:
                return None
            file = MFileObject()
            file.setRawFullName(session.state.get("file_in_question") or session.scene.file_name)
            return check(call, file, clientData)

        return subscribe({"scene_message": asked}, function)

    @staticmethod
    def addStringArrayCallback(message: int, function: Any, clientData: Any = None) -> int:
        """Call ``function(texts, clientData)`` about plug-ins."""
        if message not in _PLUGINS:
            raise errors.invalid("The message has no texts")
        wanted = _PLUGINS[message]

        def happened(call: Any, name: str, kind: str) -> None:
            if kind == wanted:
                known = session.plugins.get(name)
                path = known.path if known is not None else name
                call([path] if kind == "beforeLoad" else [path, name], clientData)

        return subscribe({"plugin": happened}, function)

    @staticmethod
    def addReferenceCallback(message: int, function: Any, clientData: Any = None) -> int:
        """Call ``function(referenceNode, clientData)``."""
        wanted = _signal(message)

        def happened(call: Any, kind: str, node: Any) -> None:
            if kind == wanted:
                call(MObject._of(node), clientData)

        return subscribe({"reference": happened}, function)


def _name_messages() -> None:
    for number, name in enumerate(_MESSAGES):
        setattr(MSceneMessage, f"k{name}", number)
    MSceneMessage.kBeforeReferenceCheck = MSceneMessage.kBeforeCreateReferenceCheck


_name_messages()


def _signal(message: int) -> str:
    """The core's name of a message: ``beforeNew``."""
    if not 0 <= integer(message) < len(_MESSAGES) - 1:
        raise errors.invalid("Unknown message")
    name = _MESSAGES[message]
    return name[0].lower() + name[1:]


@named("MDagMessage")
class MDagMessage(MMessage):
    """Messages about the hierarchy and matrices."""

    kInvalidMsg = -1
    kParentAdded, kParentRemoved, kChildAdded, kChildRemoved = range(4)
    kChildReordered, kInstanceAdded, kInstanceRemoved, kLast = range(4, 8)

    @staticmethod
    def _dag(
        events: tuple[str, ...], function: Any, data: Any, only: DagNode | None, *fixed: Any
    ) -> int:
        numbers = {
            "parent_added": MDagMessage.kParentAdded,
            "parent_removed": MDagMessage.kParentRemoved,
        }

        def handler(name: str) -> Any:
            def happened(call: Any, child: DagNode, parent: DagNode) -> None:
                if only is not None and only not in (child, parent):
                    return
                number = fixed[0] if fixed and fixed[0] is not None else numbers[name]
                head = () if fixed and fixed[0] is None else (number,)
                call(*head, MDagPath._of(child.path()), MDagPath._of(parent.path()), data)

            return happened

        return subscribe({name: handler(name) for name in events}, function, only)

    @staticmethod
    def addParentAddedCallback(function: Any, clientData: Any = None) -> int:
        """Call ``function(child, parent, clientData)`` with paths."""
        return MDagMessage._dag(("parent_added",), function, clientData, None, None)

    @staticmethod
    def addParentRemovedCallback(function: Any, clientData: Any = None) -> int:
        """Call ``function(child, parent, clientData)`` with paths."""
        return MDagMessage._dag(("parent_removed",), function, clientData, None, None)

    addChildAddedCallback, addChildRemovedCallback = (
        addParentAddedCallback,
        addParentRemovedCallback,
    )

    @staticmethod
    def addAllDagChangesCallback(function: Any, clientData: Any = None) -> int:
        """Call ``function(message, child, parent, clientData)`` with paths."""
        return MDagMessage._dag(("parent_added", "parent_removed"), function, clientData, None)

    @staticmethod
    def addDagCallback(message: int, function: Any, clientData: Any = None) -> int:
        """Call ``function(message, child, parent, clientData)`` for one kind of change."""
        events = {
            MDagMessage.kParentAdded: "parent_added",
            MDagMessage.kChildAdded: "parent_added",
            MDagMessage.kParentRemoved: "parent_removed",
            MDagMessage.kChildRemoved: "parent_removed",
        }
        if message not in events:
            raise errors.not_standing_in(f"MDagMessage {message}")
        return MDagMessage._dag((events[message],), function, clientData, None, message)

    @staticmethod
    def _for_path(events: tuple[str, ...], path: Any, function: Any, data: Any, *fixed: Any) -> int:
        return MDagMessage._dag(events, function, data, path._have().node, *fixed)

    @staticmethod
    def addParentAddedDagPathCallback(path: Any, function: Any, clientData: Any = None) -> int:
        """As addParentAddedCallback for one path."""
        return MDagMessage._for_path(("parent_added",), path, function, clientData, None)

    @staticmethod
    def addParentRemovedDagPathCallback(path: Any, function: Any, clientData: Any = None) -> int:
        """As addParentRemovedCallback for one path."""
        return MDagMessage._for_path(("parent_removed",), path, function, clientData, None)

    addChildAddedDagPathCallback = addParentAddedDagPathCallback
    addChildRemovedDagPathCallback = addParentRemovedDagPathCallback

    @staticmethod
    def addAllDagChangesDagPathCallback(path: Any, function: Any, clientData: Any = None) -> int:
        """As addAllDagChangesCallback for one path."""
        return MDagMessage._for_path(("parent_added", "parent_removed"), path, function, clientData)

    @staticmethod
    def addWorldMatrixModifiedCallback(path: Any, function: Any, clientData: Any = None) -> int:
        """Call ``function(transform, flags, clientData)`` when the world matrix is another one."""
        node = path._have().node

        def dirty(call: Any, plug: Any) -> None:
            top = plug.array or plug
            if plug.node is node and top.attribute.name == "worldMatrix":
                call(MObject._of(node), MDagMessage.kAll, clientData)

        return subscribe({"plug_dirty": dirty}, function, node)


def _name_flags() -> None:
    start = 1
    for word, letters in (
        ("Scale", "X Y Z"),
        ("Shear", "XY XZ YZ"),
        ("Rotate", "X Y Z"),
        ("Translate", "X Y Z"),
        ("ScalePivot", "X Y Z"),
        ("RotatePivot", "X Y Z"),
        ("ScaleTrans", "X Y Z"),
        ("RotateTrans", "X Y Z"),
        ("RotateOrient", "X Y Z"),
    ):
        whole = 0
        for letter in letters.split():
            setattr(MDagMessage, f"k{word}{letter}", start)
            whole |= start
            start <<= 1
        group = {
            "Rotate": "Rotation",
            "Translate": "Translation",
            "ScaleTrans": "ScalePivotTrans",
            "RotateTrans": "RotatePivotTrans",
        }.get(word, word)
        setattr(MDagMessage, f"k{group}", whole)
    MDagMessage.kRotateOrder = start
    MDagMessage.kAll = (start << 1) - 1


_name_flags()


@named("MObjectSetMessage")
class MObjectSetMessage(MMessage):
    """Messages about sets."""

    @staticmethod
    def addSetMembersModifiedCallback(node: Any, function: Any, clientData: Any = None) -> int:
        """Call ``function(set, clientData)`` when members come or go."""
        owner = MFnDependencyNode(node)._have()

        def changed(call: Any, source: Any, destination: Any, made: bool) -> None:
            array = destination.array
            names = ("dagSetMembers", "dnSetMembers")
            if destination.node is owner and array is not None and array.attribute.name in names:
                call(MObject._of(owner), clientData)

        return subscribe({"connection": changed}, function, owner)
