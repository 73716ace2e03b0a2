"""``MFnPlugin``: what a plug-in registers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from maya._api2.functions import MFnBase
from maya._api2.mpx_command import MPxCommand
from maya._api2.mpx_data import MPxData
from maya._api2.mpx_node import MPxNode, initializing, report
from maya._api2.objects import INCOMPATIBLE, MISSING, MObject, require_object, wrap
from maya._api2.small import MTypeId
from maya._api2.syntax import MSyntax
from maya._core.data import PluginData
from maya._core.nodes import NodeType
from maya._core.plugins import LoadedPlugin
from maya._core.session import session

# Kind of node -> base type, the type that it extends, the constant of MFn.
_BASES = {
    MPxNode.kDependNode: ("THdependNode", "containerBase", "kPluginDependNode"),
    MPxNode.kLocatorNode: ("THlocatorShape", "locator", "kPluginLocatorNode"),
    MPxNode.kSurfaceShape: ("THsurfaceShape", "controlPoint", "kPluginShape"),
    MPxNode.kTransformNode: ("THcustomTransform", "transform", "kPluginTransformNode"),
    MPxNode.kObjectSet: ("THobjectSet", "objectSet", "kPluginObjectSet"),
    MPxNode.kManipContainer: ("THmanipContainer", "transform", "kPluginManipContainer"),
    MPxNode.kManipulatorNode: ("THmanip", "transform", "kPluginManipulatorNode"),
    MPxNode.kHwShaderNode: ("THhwShader", "containerBase", "kPluginHwShaderNode"),
    MPxNode.kHardwareShader: ("THhwShader", "containerBase", "kPluginHardwareShader"),
    MPxNode.kImagePlaneNode: ("THimagePlane", "imagePlane", "kPluginImagePlaneNode"),
    MPxNode.kIkSolverNode: ("THikSolverNode", "containerBase", "kPluginIkSolver"),
    MPxNode.kConstraintNode: ("THconstraint", "transform", "kPluginConstraintNode"),
    MPxNode.kMotionPathNode: ("THmotionPath", "containerBase", "kPluginMotionPathNode"),
    MPxNode.kCameraSetNode: ("THcameraSet", "containerBase", "kPluginCameraSet"),
}


def base_type(kind: int) -> NodeType:
    """The node type that plug-in nodes of a kind inherit."""
    if kind not in _BASES:
        raise TypeError("nodes of this kind cannot be written in the Python API 2.0")
    name, parent, constant = _BASES[kind]
    known = session.node_types.get(name)
    if known is None:
        if parent not in session.node_types:
            raise NotImplementedError(f"stand-in: plug-in nodes that extend {parent}")
        known = NodeType(name, session.node_types[parent], mfn_names=(constant,), abstract=True)
        session.node_types[name] = known
    return known


@dataclass
class DataType:
    """A registered class of data."""

    name: str
    type_id: int
    creator: Any
    api: int = 2

    def new(self) -> PluginData:
        """A fresh value."""
        return PluginData(self.name, self.type_id, self.creator())


def _called(what: str, function: Any) -> Any:
    try:
        return function()
    except Exception as error:
        report(f"{what} failed")
        raise RuntimeError(f"(kFailure): {what} failed: {error}") from error


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

        def make() -> Any:
            instance = _called(f"The creator of {name}", creator)
            if not isinstance(instance, MPxNode):
                raise RuntimeError(f"(kFailure): the creator of {name} gave no MPxNode")  # noqa: TRY004
            return instance

        made = NodeType(
            name, base_type(kind), type_id=number, classification=words or "", creator=make
        )
        initializing.append(made)
        try:
            _called(f"The initializer of {name}", initializer)
        finally:
            initializing.pop()
        made.own_attributes[:] = [each for each in made.own_attributes if each.parent is None]
        self._plugin().register_node(made)
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
            made = _called(f"The syntax of {name}", syntaxCreator)
            if not isinstance(made, MSyntax):
                raise TypeError("syntaxCreator must give an MSyntax")
            syntax = made._syntax

        def make() -> Any:
            instance = _called(f"The creator of {name}", creator)
            if not isinstance(instance, MPxCommand):
                raise RuntimeError(f"(kFailure): the creator of {name} gave no MPxCommand")  # noqa: TRY004
            instance._syntax = syntax
            return instance

        self._plugin().register_command(name, make, syntax)
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
        types = session.state.setdefault("data_types", {})
        if number in types:
            raise RuntimeError(f"(kFailure): the id {number:#010x} is used by a data type already")

        def make() -> Any:
            instance = _called(f"The creator of {typeName}", creator)
            if not isinstance(instance, MPxData):
                raise RuntimeError(f"(kFailure): the creator of {typeName} gave no MPxData")  # noqa: TRY004
            return instance

        known = DataType(typeName, number, make)
        self._plugin().register("data", typeName, known)
        types[number] = known
        return self

    def deregisterData(self, typeId: MTypeId) -> MFnPlugin:
        """Forget a class of data."""
        known = session.state.get("data_types", {}).pop(_type_id(typeId), None)
        if known is None:
            raise RuntimeError("(kInvalidParameter): no data type is registered with this id")
        self._plugin().deregister("data", known.name)
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
