"""MFnPlugin: what a plug-in registers."""

from __future__ import annotations

from typing import Any

from maya._core.nodes import NodeType
from maya._core.plugins import LoadedPlugin
from maya._core.session import session
from maya._shared import errors
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

from .fn_base import MFnBase
from .mpx_command import MPxCommand
from .mpx_node import MPxNode
from .objects import MObject, MTypeId, entity_of
from .swig import expect, wrong_arguments
from .syntax import MSyntax


def _text(*values: Any) -> None:
    for value in values:
        if not isinstance(value, str):
            raise TypeError(f"argument of type 'MString const &' expected, got {value!r}")


class MFnPlugin(MFnBase):
    """Registers and deregisters what a plug-in brings."""

    _fits = "kPlugin"
    kImageFilePriorityHighest, kImageFilePriorityHigh, kImageFilePriorityDefault = 0, 10, 10
    kImageFilePriorityLow, kImageFilePriorityLowest = 20, 30
    kDefaultDataLocation = ""

    def __init__(
        self,
        handle: Any = None,
        vendor: str = "Unknown",
        version: str = "Unknown",
        requiredApiVersion: str = "Any",
    ) -> None:
        super().__init__()
        if handle is None:
            return
        self._entity = entity_of(handle, LoadedPlugin)
        if not self._entity.loaded and vendor != "Unknown":
            self._entity.vendor, self._entity.version = str(vendor), str(version)
            self._entity.required_api_version = str(requiredApiVersion)
        elif not self._entity.loaded and version != "Unknown":
            self._entity.version = str(version)

    @staticmethod
    def className() -> str:
        """The name of the class."""
        return "MFnPlugin"

    def _plugin(self) -> LoadedPlugin:
        if self._entity is None:
            raise errors.missing()
        plugin: LoadedPlugin = self._entity
        return plugin

    def name(self) -> str:
        """The name of the plug-in."""
        return self._plugin().user_name or self._plugin().name

    def setName(self, name: str, makeUnique: bool = True) -> None:
        """Give the plug-in another name."""
        self._plugin().user_name = str(name)

    def vendor(self) -> str:
        """Who made it."""
        return self._plugin().vendor

    def version(self) -> str:
        """Its version."""
        return self._plugin().version

    def setVersion(self, version: str) -> None:
        """Set its version."""
        self._plugin().version = str(version)

    def apiVersion(self) -> str:
        """The version of the API that it was made for."""
        return str(session.api_version)

    def loadPath(self) -> str:
        """The folder that its file lies in."""
        return self._plugin().load_path

    @staticmethod
    def findPlugin(name: str) -> MObject:
        """A loaded plug-in; null if there is none."""
        from maya._core.plugin_loading import find_loaded

        return MObject._of(find_loaded(name))

    @staticmethod
    def isNodeRegistered(name: str) -> bool:
        """Whether a node type exists."""
        return name in session.node_types

    @staticmethod
    def registeringCallableScript() -> bool:
        """Whether commands are registered for scripts."""
        return False

    # -- nodes -------------------------------------------------------------------------------

    def registerNode(
        self,
        typeName: str,
        typeId: Any,
        creator: Any,
        initialize: Any,
        kind: int = MPxNode.kDependNode,
        classification: str | None = None,
    ) -> None:
        """Make a node type known."""
        self._register_type(
            typeName, typeId, creator, initialize, base_type(kind, api=1), classification
        )

    def _register_type(
        self,
        name: str,
        type_id: Any,
        creator: Any,
        initialize: Any,
        base: NodeType,
        classification: str | None,
    ) -> None:
        _text(name)
        number = expect(type_id, MTypeId).id()
        if not callable(creator) or not callable(initialize):
            raise wrong_arguments("MFnPlugin_registerNode", (name, type_id, creator, initialize))

        kind = NodeType(
            name,
            base,
            type_id=number,
            classification=classification or "",
            creator=checked_creator(name, creator, MPxNode),
        )
        register_node(self._plugin(), kind, initialize)

    def deregisterNode(self, typeId: Any) -> None:
        """Forget a node type."""
        self._plugin().deregister_node(expect(typeId, MTypeId).id())

    def registerTransform(
        self,
        typeName: str,
        typeId: Any,
        creator: Any,
        initialize: Any,
        matrixCreator: Any,
        matrixId: Any,
        classification: str | None = None,
    ) -> None:
        """Make a type of transforms known."""
        base = base_type(MPxNode.kTransformNode, api=1)
        self._register_type(typeName, typeId, creator, initialize, base, classification)
        matrices = session.state.setdefault("transformation_matrices", {})
        matrices[typeId.id()] = (matrixCreator, expect(matrixId, MTypeId).id())

    def matrixTypeIdFromXformId(self, typeId: Any) -> MTypeId:
        """The number of the matrix class of a transform type."""
        known = session.state.get("transformation_matrices", {}).get(typeId.id())
        if known is None:
            raise errors.not_found()
        return MTypeId(known[1])

    def registerShape(
        self, typeName: str, typeId: Any, creator: Any, initialize: Any, *rest: Any
    ) -> None:
        """Make a type of shapes known; the class that draws it is never called."""
        classification = next((value for value in rest if isinstance(value, str)), None)
        base = base_type(MPxNode.kSurfaceShape, api=1)
        self._register_type(typeName, typeId, creator, initialize, base, classification)

    # -- commands ----------------------------------------------------------------------------

    def registerCommand(self, name: str, creator: Any, syntax: Any = None) -> None:
        """Make a command known."""
        _text(name)
        if not callable(creator) or not (syntax is None or callable(syntax)):
            raise wrong_arguments("MFnPlugin_registerCommand", (name, creator, syntax))
        made = None
        if syntax is not None:
            made = expect(called(f"The syntax of {name}", syntax), MSyntax)._syntax

        register_command(self._plugin(), name, creator, MPxCommand, made)

    def deregisterCommand(self, name: str) -> None:
        """Forget a command."""
        self._plugin().deregister_command(name)

    # -- data --------------------------------------------------------------------------------

    def registerData(self, name: str, typeId: Any, creator: Any, kind: int = 0) -> None:
        """Make a class of data known."""
        _text(name)
        number = expect(typeId, MTypeId).id()
        register_data(self._plugin(), DataType(name, number, creator, api=1))

    def deregisterData(self, typeId: Any) -> None:
        """Forget a class of data."""
        deregister_data(self._plugin(), expect(typeId, MTypeId).id())

    # -- tools, translators and the rest -----------------------------------------------------

    def registerContextCommand(
        self,
        name: str,
        creator: Any,
        toolName: str | None = None,
        toolCreator: Any = None,
        toolSyntax: Any = None,
    ) -> None:
        """Make a tool known, with the command that it runs."""
        _text(name)
        self._plugin().register("contextCommand", name, creator)
        if toolName is not None:
            self.registerCommand(toolName, toolCreator, toolSyntax)

    def deregisterContextCommand(self, name: str, toolName: str | None = None) -> None:
        """Forget a tool."""
        self._plugin().deregister("contextCommand", name)
        if toolName is not None:
            self.deregisterCommand(toolName)

    def registerFileTranslator(self, name: str, *rest: Any) -> None:
        """Make a file type known: ``(name, icon, creator, optionsScript, defaultOptions, ...)``."""
        _text(name)
        creator = next((value for value in rest if callable(value)), None)
        if creator is None:
            raise wrong_arguments("MFnPlugin_registerFileTranslator", (name, *rest))
        self._plugin().register("translator", name, creator)
        session.state.setdefault("translators", {})[name] = called(name, creator)

    def deregisterFileTranslator(self, name: str) -> None:
        """Forget a file type."""
        self._plugin().deregister("translator", name)
        session.state.get("translators", {}).pop(name, None)

    def registerImageFile(self, name: str, *rest: Any) -> None:
        """Make an image format known; nothing in the stand-in reads images."""
        _text(name)
        _registry("image_files")[name] = self._plugin()

    def deregisterImageFile(self, name: str) -> None:
        """Forget an image format."""
        if _registry("image_files").pop(name, None) is None:
            raise errors.not_found()

    def registerRenderPassImpl(self, name: str, *rest: Any) -> None:
        """Make a render pass known; nothing in the stand-in renders."""
        _text(name)
        _registry("render_passes")[name] = self._plugin()

    def deregisterRenderPassImpl(self, name: str) -> None:
        """Forget a render pass."""
        if _registry("render_passes").pop(name, None) is None:
            raise errors.not_found()

    def registerURIFileResolver(self, name: str, scheme: str, creator: Any) -> None:
        """Make a resolver of addresses known."""
        _text(name, scheme)
        _registry("file_resolvers")[name] = (scheme, creator)

    def deregisterURIFileResolver(self, name: str) -> None:
        """Forget a resolver of addresses."""
        if _registry("file_resolvers").pop(name, None) is None:
            raise errors.not_found()

    def registerUI(self, *procedures: Any) -> None:
        """Name what makes and removes the user interface."""
        self._plugin().ui_procedures = procedures

    def registerUIStrings(self, registerResources: Any, procedure: str = "") -> None:
        """Register texts of the user interface."""
        if callable(registerResources):
            called("registerUIStrings", registerResources)

    def addMenuItem(self, *arguments: Any) -> list[str]:
        """Add to a menu of the main window; there is none in batch mode."""
        if session.batch:
            raise errors.failure("There are no menus in batch mode")
        self._plugin().menu_items.append(str(arguments[0]))
        return [str(arguments[0])]

    def removeMenuItem(self, names: list[str]) -> None:
        """Remove from a menu."""
        for name in names:
            if name in self._plugin().menu_items:
                self._plugin().menu_items.remove(name)


def _registry(name: str) -> dict[str, Any]:
    """What plug-ins registered, of a kind that the core does not know."""
    found: dict[str, Any] = session.state.setdefault(name, {})
    return found


def _register(kind: str) -> Any:
    def register(self: MFnPlugin, name: str, *rest: Any) -> None:
        _text(name)
        creator = next((value for value in rest if callable(value)), rest[:1])
        self._plugin().register(kind, name, creator)

    return register


def _deregister(kind: str) -> Any:
    return lambda self, name: self._plugin().deregister(kind, name) and None


for _word, _kind in {
    "IkSolver": "iksolver",
    "ConstraintCommand": "constraintCommand",
    "ControlCommand": "controlCommand",
    "ModelEditorCommand": "modelEditorCommand",
    "CacheFormat": "cacheFormat",
    "DragAndDropBehavior": "dragAndDropBehavior",
    "Device": "device",
    "Evaluator": "evaluator",
    "Renderer": "renderer",
    "DisplayFilter": "displayFilter",
    "AttributePatternFactory": "attributePatternFactory",
    "TopologyEvaluator": "topologyEvaluator",
    "AnimCurveInterpolator": "animCurveInterp",
}.items():
    setattr(MFnPlugin, f"register{_word}", _register(_kind))
    setattr(MFnPlugin, f"deregister{_word}", _deregister(_kind))
for _word, _kind in {"BakeEngine": "bakeEngine", "MaterialInfo": "materialInfo"}.items():
    setattr(MFnPlugin, f"register{_word}", _register(_kind))
    setattr(MFnPlugin, f"unregister{_word}", _deregister(_kind))
