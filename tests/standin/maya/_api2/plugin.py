"""``MFnPlugin``: what a plug-in registers."""

from __future__ import annotations

from typing import Any

from maya._api2.functions import MFnBase
from maya._api2.mpx_command import MPxCommand
from maya._api2.mpx_data import MPxData
from maya._api2.mpx_node import MPxNode
from maya._api2.objects import INCOMPATIBLE, MISSING, MObject, require_object, wrap
from maya._api2.small import MTypeId
from maya._api2.syntax import MSyntax
from maya._core.nodes import NodeType
from maya._core.plugins import LoadedPlugin
from maya._core.session import session
from maya._shared.calls import called
from maya._shared.plugin import (
    DataType,
    base_type,
    checked_creator,
    deregister_data,
    register_command,
    register_data,
    register_node,
)


def _text(*values: Any) -> None:
    for value in values:
        if not isinstance(value, str):
            raise TypeError(f"argument must be str, not {type(value).__name__}")


def _type_id(value: Any) -> int:
    if not isinstance(value, MTypeId):
        raise TypeError(f"argument must be MTypeId, not {type(value).__name__}")
    return value.id()


class MFnPlugin(MFnBase):
    """Registers and deregisters what a plug-in brings."""

    _FN = "kPlugin"

    def __init__(
        self,
        object: Any = None,
        vendor: str = "Unknown",
        version: str = "Unknown",
        apiVersion: str = "Any",
    ) -> None:
        super().__init__()
        if object is None:
            return
        self.setObject(object)
        plugin = self._plugin()
        if not plugin.loaded and (vendor, version) != ("Unknown", "Unknown"):
            plugin.vendor, plugin.version = str(vendor), str(version)
            plugin.required_api_version = str(apiVersion)

    def _checked(self, value: Any) -> MObject:
        entity = require_object(value)
        if entity is None:
            raise RuntimeError(MISSING)
        if not isinstance(entity, LoadedPlugin):
            raise RuntimeError(INCOMPATIBLE)  # noqa: TRY004
        return MObject(value)

    def _plugin(self) -> LoadedPlugin:
        return self._entity()

    def name(self) -> str:
        """Name of the plug-in."""
        return self._plugin().user_name or self._plugin().name

    def setName(self, name: str, makeUnique: bool = True) -> MFnPlugin:
        """Give the plug-in another name."""
        _text(name)
        self._plugin().user_name = name
        return self

    def vendor(self) -> str:
        """Who made it."""
        return self._plugin().vendor

    @property
    def version(self) -> str:
        """Its version."""
        return self._plugin().version

    @version.setter
    def version(self, value: str) -> None:
        self._plugin().version = str(value)

    def apiVersion(self) -> str:
        """Version of the API."""
        return str(session.api_version)

    def loadPath(self) -> str:
        """The folder that its file lies in."""
        return self._plugin().load_path

    @staticmethod
    def findPlugin(name: str) -> MObject:
        """A loaded plug-in; a null object if there is none."""
        from maya._core.plugin_loading import find_loaded

        return wrap(find_loaded(name))

    # -- nodes -------------------------------------------------------------------------------

    def registerNode(
        self,
        typeName: str,
        typeId: MTypeId,
        creator: Any,
        initializer: Any,
        type: int = MPxNode.kDependNode,
        classification: str | None = None,
    ) -> MFnPlugin:
        """Make a node type known."""
        return self._register(typeName, typeId, creator, initializer, type, classification)

    def _register(
        self, name: str, type_id: MTypeId, creator: Any, initializer: Any, kind: int, words: Any
    ) -> MFnPlugin:
        _text(name)
        number = _type_id(type_id)
        if not callable(creator) or not callable(initializer):
            raise TypeError("creator and initializer must be callable")

        made = NodeType(
            name,
            base_type(kind, api=2),
            type_id=number,
            classification=words or "",
            creator=checked_creator(name, creator, MPxNode),
        )
        register_node(self._plugin(), made, initializer)
        return self

    def deregisterNode(self, typeId: MTypeId) -> MFnPlugin:
        """Forget a node type."""
        self._plugin().deregister_node(_type_id(typeId))
        return self

    def registerShape(
        self,
        typeName: str,
        typeId: MTypeId,
        creator: Any,
        initializer: Any,
        uiCreator: Any,
        classification: str | None = None,
    ) -> MFnPlugin:
        """Make a type of shapes known; the class that draws it is never called."""
        kind = MPxNode.kSurfaceShape
        return self._register(typeName, typeId, creator, initializer, kind, classification)

    # -- commands ----------------------------------------------------------------------------

    def registerCommand(self, name: str, creator: Any, syntaxCreator: Any = None) -> MFnPlugin:
        """Make a command known."""
        _text(name)
        if not callable(creator) or not (syntaxCreator is None or callable(syntaxCreator)):
            raise TypeError("creator and syntaxCreator must be callable")
        syntax = None
        if syntaxCreator is not None:
            made = called(f"The syntax of {name}", syntaxCreator)
            if not isinstance(made, MSyntax):
                raise TypeError("syntaxCreator must give an MSyntax")
            syntax = made._syntax

        register_command(self._plugin(), name, creator, MPxCommand, syntax)
        return self

    def deregisterCommand(self, name: str) -> MFnPlugin:
        """Forget a command."""
        self._plugin().deregister_command(name)
        return self

    # -- data --------------------------------------------------------------------------------

    def registerData(
        self, typeName: str, typeId: MTypeId, creator: Any, type: int = 0
    ) -> MFnPlugin:
        """Make a class of data known."""
        _text(typeName)
        number = _type_id(typeId)
        make = checked_creator(typeName, creator, MPxData)
        register_data(self._plugin(), DataType(typeName, number, make, api=2))
        return self

    def deregisterData(self, typeId: MTypeId) -> MFnPlugin:
        """Forget a class of data."""
        deregister_data(self._plugin(), _type_id(typeId))
        return self

    # -- tools and the rest ------------------------------------------------------------------

    def registerContextCommand(
        self,
        name: str,
        creator: Any,
        toolCmdName: str | None = None,
        toolCmdCreator: Any = None,
        toolCmdSyntax: Any = None,
    ) -> MFnPlugin:
        """Make a tool known, with the command that it runs."""
        _text(name)
        self._plugin().register("contextCommand", name, creator)
        if toolCmdName is not None:
            self.registerCommand(toolCmdName, toolCmdCreator, toolCmdSyntax)
        return self

    def deregisterContextCommand(self, name: str, toolCmdName: str | None = None) -> MFnPlugin:
        """Forget a tool."""
        self._plugin().deregister("contextCommand", name)
        if toolCmdName is not None:
            self.deregisterCommand(toolCmdName)
        return self

    def registerDragAndDropBehavior(self, name: str, creator: Any) -> MFnPlugin:
        """Make a behaviour of dragging and dropping known."""
        _text(name)
        self._plugin().register("dragAndDropBehavior", name, creator)
        return self

    def deregisterDragAndDropBehavior(self, name: str) -> MFnPlugin:
        """Forget a behaviour of dragging and dropping."""
        self._plugin().deregister("dragAndDropBehavior", name)
        return self

    def registerAttributePatternFactory(self, typeName: str, creator: Any) -> MFnPlugin:
        """Make a reader of attribute patterns known."""
        _text(typeName)
        self._plugin().register("attributePatternFactory", typeName, creator)
        return self

    def deregisterAttributePatternFactory(self, typeName: str) -> MFnPlugin:
        """Forget a reader of attribute patterns."""
        self._plugin().deregister("attributePatternFactory", typeName)
        return self
