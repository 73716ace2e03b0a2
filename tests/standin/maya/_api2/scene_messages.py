"""Callbacks about files, the hierarchy, sets, locks and meshes."""

from __future__ import annotations

from typing import Any

from maya._api2.files import MFileObject
from maya._api2.messages import MMessage
from maya._api2.objects import MObject, node_of, wrap
from maya._core.nodes import Node
from maya._shared.hierarchy_messages import HierarchyMessage, SetMessage
from maya._shared.messages import subscribe
from maya._shared.scene_messages import SceneMessage, file_in_question


class MSceneMessage(SceneMessage, MMessage):
    """Messages about files, references and plug-ins."""

    @classmethod
    def addCheckCallback(cls, message: int, function: Any, clientData: Any = None) -> int:
        """Ask ``function(clientData)`` whether to go on."""
        return cls._on_scene(message, function, lambda call: call(clientData))

    @classmethod
    def addCheckFileCallback(cls, message: int, function: Any, clientData: Any = None) -> int:
        """Ask ``function(fileObject, clientData)`` whether to go on."""

        def asked(call: Any) -> Any:
            return call(MFileObject().setRawFullName(file_in_question()), clientData)

        return cls._on_scene(message, function, asked)

    @classmethod
    def addReferenceCallback(cls, message: int, function: Any, clientData: Any = None) -> int:
        """Call ``function(referenceNode, fileObject, clientData)`` about references."""
        wanted = cls._signal(message)

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


class MDagMessage(HierarchyMessage, MMessage):
    """Messages about the hierarchy."""


class MObjectSetMessage(SetMessage, MMessage):
    """Messages about members of sets."""


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
