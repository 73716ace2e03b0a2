"""Callbacks about files and about the hierarchy."""

from __future__ import annotations

from typing import Any

from maya._shared.hierarchy_messages import HierarchyMessage, SetMessage
from maya._shared.messages import subscribe
from maya._shared.scene_messages import SceneMessage, file_in_question

from .files import MFileObject
from .messages import MMessage, check
from .objects import MObject
from .swig import named


@named("MSceneMessage")
class MSceneMessage(SceneMessage, MMessage):
    """Messages about scenes, files and plug-ins."""

    @classmethod
    def addCheckCallback(cls, message: int, function: Any, clientData: Any = None) -> int:
        """Call ``function(answer, clientData)``; write False to ``answer`` (a bool *) to refuse."""
        return cls._on_scene(message, function, lambda call: check(call, clientData))

    @classmethod
    def addCheckFileCallback(cls, message: int, function: Any, clientData: Any = None) -> int:
        """Call ``function(answer, file, clientData)``."""

        def asked(call: Any) -> Any:
            file = MFileObject()
            file.setRawFullName(file_in_question())
            return check(call, file, clientData)

        return cls._on_scene(message, function, asked)

    @classmethod
    def addReferenceCallback(cls, message: int, function: Any, clientData: Any = None) -> int:
        """Call ``function(referenceNode, clientData)``."""
        wanted = cls._signal(message)

        def happened(call: Any, kind: str, node: Any) -> None:
            if kind == wanted:
                call(MObject._of(node), clientData)

        return subscribe({"reference": happened}, function)


@named("MDagMessage")
class MDagMessage(HierarchyMessage, MMessage):
    """Messages about the hierarchy and matrices."""


@named("MObjectSetMessage")
class MObjectSetMessage(SetMessage, MMessage):
    """Messages about sets."""
