"""Callbacks about scenes, files and plug-ins."""

from __future__ import annotations

from typing import Any

from maya._core.session import session
from maya._shared.messages import Message, subscribe

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


class SceneMessage(Message):
    """Messages about files, references and plug-ins."""

    @classmethod
    def _signal(cls, message: Any) -> str:
        """What the core calls a message: ``beforeNew``."""
        if not isinstance(message, int) or not 0 <= message < len(_MESSAGES) - 1:
            raise cls._invalid("invalid message")
        name = _MESSAGES[message]
        return name[0].lower() + name[1:]

    @classmethod
    def _on_scene(cls, message: int, function: Any, answer: Any) -> int:
        """Let ``answer(call)`` answer when a message is sent."""
        wanted = cls._signal(message)

        def happened(call: Any, name: str) -> Any:
            return answer(call) if name == wanted else None

        return subscribe({"scene_message": happened}, function)

    @classmethod
    def addCallback(cls, message: int, function: Any, clientData: Any = None) -> int:
        """Call ``function(clientData)`` when something happens to the scene."""
        return cls._on_scene(message, function, lambda call: call(clientData))

    @classmethod
    def addStringArrayCallback(cls, message: int, function: Any, clientData: Any = None) -> int:
        """Call ``function(texts, clientData)`` when a plug-in is loaded or unloaded."""
        cls._signal(message)
        wanted = _PLUGIN_EVENTS.get(_MESSAGES[message])
        if wanted is None:
            raise cls._invalid("invalid message")

        def happened(call: Any, name: str, kind: str) -> None:
            if kind == wanted:
                known = session.plugins.get(name)
                call([name] if known is None else [known.path, known.name], clientData)

        return subscribe({"plugin": happened}, function)


for _number, _name in enumerate(_MESSAGES):
    setattr(SceneMessage, f"k{_name}", _number)
SceneMessage.kBeforeReferenceCheck = SceneMessage.kBeforeCreateReferenceCheck


def file_in_question() -> str:
    """The file that a check is about."""
    return str(session.state.get("file_in_question") or session.scene.file_name)
