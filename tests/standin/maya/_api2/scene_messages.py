"""Callbacks about files, the hierarchy, sets, locks and meshes."""

from __future__ import annotations

from typing import Any

from maya._api2.messages import MMessage, subscribe
from maya._api2.objects import MObject, dag_node_of, node_of, wrap
from maya._api2.paths import MDagPath
from maya._core.dag import DagNode, DagPath
from maya._core.nodes import Node
from maya._core.session import session

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
_PLUGIN_EVENTS = {
    "BeforePluginLoad": "beforeLoad",
    "AfterPluginLoad": "afterLoad",
    "BeforePluginUnload": "beforeUnload",
    "AfterPluginUnload": "afterUnload",
}


def _signal(message: Any) -> str:
    """What the core calls a message."""
    if not isinstance(message, int) or not 0 <= message < len(_MESSAGES) - 1:
        raise ValueError("invalid message")
    name = _MESSAGES[message]
    return name[0].lower() + name[1:]


class MSceneMessage(MMessage):
    """Messages about files, references and plug-ins."""

    @staticmethod
    def addCallback(message: int, function: Any, clientData: Any = None) -> int:
        """Call ``function(clientData)`` when something happens to the scene."""
        wanted = _signal(message)
        aliases = {wanted}

        def happened(call: Any, name: str, *_: Any) -> None:
            if name in aliases:
                call(clientData)

        return subscribe({"scene_message": happened}, function)

    @staticmethod
    def addCheckCallback(message: int, function: Any, clientData: Any = None) -> int:
        """Ask ``function(clientData)`` whether to go on."""
        wanted = _signal(message)

        def asked(call: Any, name: str, *_: Any) -> Any:
            return call(clientData) if name == wanted else None

        return subscribe({"scene_message": asked}, function)

    @staticmethod
    def addCheckFileCallback(message: int, function: Any, clientData: Any = None) -> int:
        """Ask ``function(fileObject, clientData)`` whether to go on."""
        from maya._api2.files import MFileObject

        wanted = _signal(message)

        def asked(call: Any, name: str, *rest: Any) -> Any:
            if name != wanted:
                return None
            path = rest[0] if rest else session.scene.file_name
            return call(MFileObject().setRawFullName(str(path)), clientData)

        return subscribe({"scene_message": asked}, function)

    @staticmethod
    def addStringArrayCallback(message: int, function: Any, clientData: Any = None) -> int:
        """Call ``function(texts, clientData)`` when a plug-in is loaded or unloaded."""
        _signal(message)
        wanted = _PLUGIN_EVENTS.get(_MESSAGES[message])
        if wanted is None:
            raise ValueError("invalid message")

        def happened(call: Any, name: str, kind: str, *_: Any) -> None:
            if kind == wanted:
                known = session.plugins.get(name)
                call([name] if known is None else [known.path, known.name], clientData)

        return subscribe({"plugin": happened}, function)

    @staticmethod
    def addReferenceCallback(message: int, function: Any, clientData: Any = None) -> int:
        """Call ``function(referenceNode, fileObject, clientData)`` about references."""
        from maya._api2.files import MFileObject

        wanted = _signal(message)

        def happened(call: Any, kind: str, node: Any, *rest: Any) -> None:
            if kind == wanted:
                path = getattr(node, "file_name", "") or (rest[0] if rest else "")
                call(wrap(node), MFileObject().setRawFullName(str(path)), clientData)

        return subscribe({"reference": happened}, function)

    @staticmethod
    def addNamespaceRenamedCallback(function: Any, clientData: Any = None) -> int:
        """Messages about namespaces are not sent by the stand-in."""
        raise NotImplementedError("stand-in: MSceneMessage.addNamespaceRenamedCallback")

    @staticmethod
    def addConnectionFailedCallback(function: Any, clientData: Any = None) -> int:
        """Messages about failed connections are not sent by the stand-in."""
        raise NotImplementedError("stand-in: MSceneMessage.addConnectionFailedCallback")

    @staticmethod
    def addCheckReferenceCallback(message: int, function: Any, clientData: Any = None) -> int:
        """The stand-in does not ask before loading references."""
        raise NotImplementedError("stand-in: MSceneMessage.addCheckReferenceCallback")


for _number, _name in enumerate(_MESSAGES):
    setattr(MSceneMessage, f"k{_name}", _number)
MSceneMessage.kBeforeReferenceCheck = MSceneMessage.kBeforeCreateReferenceCheck


def _parts(stem: str, start: int) -> dict[str, int]:
    """Bits of x, y, z and of all three."""
    bits = {f"k{stem}{axis}": start << place for place, axis in enumerate("XYZ")}
    return bits | {f"k{stem}": sum(bits.values())}


class MDagMessage(MMessage):
    """Messages about the hierarchy."""

    kInvalidMsg, kParentAdded, kParentRemoved, kChildAdded, kChildRemoved = range(-1, 4)
    kChildReordered, kInstanceAdded, kInstanceRemoved, kLast = range(4, 8)
    kShearXY, kShearXZ, kShearYZ, kShear = 8, 16, 32, 56
    kTranslateX, kTranslateY, kTranslateZ, kTranslation = 512, 1024, 2048, 3584
    kRotateX, kRotateY, kRotateZ, kRotation = 64, 128, 256, 448
    kScaleX, kScaleY, kScaleZ, kScale = 1, 2, 4, 7
    kRotateOrder, kAll = 134217728, 268435455


for _stem, _total, _start in (
    ("ScalePivot", "ScalePivot", 4096),
    ("RotatePivot", "RotatePivot", 32768),
    ("ScaleTrans", "ScalePivotTrans", 262144),
    ("RotateTrans", "RotatePivotTrans", 2097152),
    ("RotateOrient", "RotateOrient", 16777216),
):
    for _name, _bit in _parts(_stem, _start).items():
        setattr(MDagMessage, f"k{_total}" if _name == f"k{_stem}" else _name, _bit)

_EVENTS = {
    MDagMessage.kParentAdded: "parent_added",
    MDagMessage.kParentRemoved: "parent_removed",
    MDagMessage.kChildAdded: "parent_added",
    MDagMessage.kChildRemoved: "parent_removed",
    MDagMessage.kChildReordered: "children_reordered",
    MDagMessage.kInstanceAdded: "parent_added",
    MDagMessage.kInstanceRemoved: "parent_removed",
}


def _places(child: DagNode, parent: DagNode) -> tuple[MDagPath, MDagPath]:
    above = DagPath(()) if parent.is_world else parent.path()
    return MDagPath._of(above.child(child)), MDagPath._of(above)


def _dag_callback(
    messages: list[int], function: Any, data: Any, node: DagNode | None, with_message: bool
) -> int:
    """Call ``function([message,] child, parent, data)`` for hierarchy messages."""
    handlers: dict[str, Any] = {}

    def handler(wanted: list[int]) -> Any:
        def happened(call: Any, *ends: DagNode) -> None:
            child, parent = ends if len(ends) == 2 else (ends[0], ends[0])
            if node is not None and node not in (child, parent):
                return
            for message in wanted:
                instance = message in (MDagMessage.kInstanceAdded, MDagMessage.kInstanceRemoved)
                if instance and len(child.parents) < 2:
                    continue
                paths = _places(child, parent)
                call(*([message] if with_message else []), *paths, data)

        return happened

    for event in dict.fromkeys(_EVENTS[message] for message in messages):
        handlers[event] = handler([m for m in messages if _EVENTS[m] == event])
    return subscribe(handlers, function, node)


def _owner(node: Any) -> DagNode:
    return dag_node_of(node) if isinstance(node, MObject) else node._path().node


def _install(name: str, messages: list[int], with_message: bool) -> None:
    def everywhere(function: Any, clientData: Any = None) -> int:
        return _dag_callback(messages, function, clientData, None, with_message)

    def at_path(node: Any, function: Any, clientData: Any = None) -> int:
        return _dag_callback(messages, function, clientData, _owner(node), with_message)

    everywhere.__doc__ = at_path.__doc__ = "Call a function when the hierarchy changes."
    setattr(MDagMessage, f"add{name}Callback", staticmethod(everywhere))
    setattr(MDagMessage, f"add{name}DagPathCallback", staticmethod(at_path))


for _name, _message in {
    "ParentAdded": 0,
    "ParentRemoved": 1,
    "ChildAdded": 2,
    "ChildRemoved": 3,
    "ChildReordered": 4,
    "InstanceAdded": 5,
    "InstanceRemoved": 6,
}.items():
    _install(_name, [_message], False)
_install("AllDagChanges", list(range(7)), True)


def _add_dag(msgType: int, function: Any, clientData: Any = None) -> int:
    """Call a function for one kind of change of the hierarchy."""
    return _dag_callback([msgType], function, clientData, None, True)


def _add_dag_path(node: Any, msgType: int, function: Any, clientData: Any = None) -> int:
    """Call a function for one kind of change at a node."""
    return _dag_callback([msgType], function, clientData, _owner(node), True)


def _matrix(node: MDagPath, function: Any, clientData: Any = None) -> int:
    """Call ``function(node, flags, clientData)`` when a matrix changes."""
    owner = node._path().node

    def dirty(call: Any, plug: Any) -> None:
        if plug.node is owner and plug.attribute.name == "matrix":
            call(wrap(owner), MDagMessage.kAll, clientData)

    return subscribe({"plug_dirty": dirty}, function, owner)


def _world_matrix(node: MDagPath, function: Any, clientData: Any = None) -> int:
    """Call ``function(node, flags, clientData)`` when a world matrix changes."""
    owner = node._path().node

    def dirty(call: Any, plug: Any) -> None:
        if plug.node is owner and plug.attribute.name == "worldMatrix" and plug.is_element:
            call(wrap(owner), MDagMessage.kAll, clientData)

    owner.plug("worldMatrix").get()
    return subscribe({"plug_dirty": dirty}, function, owner)


MDagMessage.addDagCallback = staticmethod(_add_dag)
MDagMessage.addDagDagPathCallback = staticmethod(_add_dag_path)
MDagMessage.addMatrixModifiedCallback = staticmethod(_matrix)
MDagMessage.addWorldMatrixModifiedCallback = staticmethod(_world_matrix)


class MObjectSetMessage(MMessage):
    """Messages about members of sets."""

    @staticmethod
    def addSetMembersModifiedCallback(node: MObject, function: Any, clientData: Any = None) -> int:
        """Call ``function(set, clientData)`` when a set gets other members."""
        owner = node_of(node)

        def changed(call: Any, source: Any, destination: Any, made: bool) -> None:
            names = ("dagSetMembers", "dnSetMembers")
            if destination.node is owner and destination.attribute.name in names:
                call(wrap(owner), clientData)

        return subscribe({"connection": changed}, function, owner)


class MPolyMessage(MMessage):
    """Messages about meshes."""

    @staticmethod
    def addPolyTopologyChangedCallback(node: MObject, function: Any, clientData: Any = None) -> int:
        """Call ``function(node, clientData)`` when a mesh changes."""
        owner: Node = node_of(node)

        def changed(call: Any, other: Node) -> None:
            if other is owner:
                call(wrap(owner), clientData)

        return subscribe({"mesh_changed": changed}, function, owner)

    @staticmethod
    def addPolyComponentIdChangedCallback(*arguments: Any) -> int:
        """The stand-in does not renumber components."""
        raise NotImplementedError("stand-in: MPolyMessage.addPolyComponentIdChangedCallback")


class MLockMessage(MMessage):
    """Questions about locks; the stand-in does not ask them."""

    kInvalid, kRename, kDelete, kLockNode, kUnlockNode, kAddAttr = range(6)
    kRemoveAttr, kRenameAttr, kUnlockAttr, kLockAttr, kLast = range(6, 11)
    kInvalidDAG, kGroup, kUnGroup, kReparent, kChildReorder = range(5)
    kCreateNodeInstance, kCreateChildInstance, kCreateParentInstance, kLastDAG = range(5, 9)
    kInvalidPlug, kPlugLockAttr, kPlugUnlockAttr, kPlugAttrValChange = range(4)
    kPlugRemoveAttr, kPlugRenameAttr, kPlugConnect, kPlugDisconnect, kLastPlug = range(4, 9)


class MCameraMessage(MMessage):
    """Messages about cameras being moved by hand; there are none without windows."""


class MContainerMessage(MMessage):
    """Messages about containers."""


def _never_sent(cls: type, *names: str) -> None:
    """Callbacks that are registered but never called without windows."""
    for name in names:

        def add(*arguments: Any) -> int:
            function = next((each for each in arguments if callable(each)), None)
            return subscribe({}, function)

        add.__name__ = name
        setattr(cls, name, staticmethod(add))


_never_sent(MCameraMessage, "addBeginManipulationCallback", "addEndManipulationCallback")
_never_sent(MContainerMessage, "addBoundAttrCallback", "addPublishAttrCallback")
_never_sent(
    MLockMessage,
    "setNodeLockDAGQueryCallback",
    "setNodeLockQueryCallback",
    "setPlugLockQueryCallback",
)
