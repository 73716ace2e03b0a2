"""``MPxNode``: base class of the nodes of plug-ins."""

from __future__ import annotations

import sys
import traceback
from typing import Any

from maya._api2.contexts import MDGContext
from maya._api2.data_blocks import MDataBlock
from maya._api2.evaluation import MEvaluationNode
from maya._api2.handles import MDataHandle, _Detached, _Place
from maya._api2.objects import MISSING, MObject, attribute_of, wrap
from maya._api2.plugs import MPlug, MPlugArray
from maya._api2.small import MTypeId
from maya._api2.type_ids import type_id_of
from maya._core import evaluation
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._core.session import session

initializing: list[NodeType] = []


class TypeAttribute:
    """A static attribute of a built-in node type, as a member of a class."""

    def __init__(self, kind: str, name: str) -> None:
        self.kind = kind
        self.name = name

    def __get__(self, instance: Any, owner: Any = None) -> MObject:
        kind = session.node_types.get(self.kind)
        found = None if kind is None else kind.attribute(self.name)
        if found is None:
            raise AttributeError(f"stand-in: the attribute {self.name} of {self.kind}")
        return wrap(found)


def report(what: str) -> None:
    """Print the exception that is being handled, as Maya does for code that it calls."""
    sys.stderr.write(f"# Error: {what}\n")
    traceback.print_exc(file=sys.stderr)


class MPxNode:
    """A node whose behaviour is written in Python."""

    kDependNode, kLocatorNode, kDeformerNode, kManipContainer, kSurfaceShape = range(5)
    kFieldNode, kEmitterNode, kSpringNode, kIkSolverNode, kHardwareShader = range(5, 10)
    kHwShaderNode, kTransformNode, kObjectSet, kFluidEmitterNode = range(10, 14)
    kImagePlaneNode, kParticleAttributeMapperNode, kCameraSetNode = range(14, 17)
    kConstraintNode, kManipulatorNode, kMotionPathNode, kClientDeviceNode = range(17, 21)
    kThreadedDeviceNode, kAssembly, kSkinCluster, kGeometryFilter, kBlendShape, kLast = range(
        21, 27
    )
    kEvaluatedIndirectly, kEvaluatedDirectly, kLeaveDirty, kPostEvaluationTypeLast = range(4)

    def __new__(cls, *arguments: Any, **options: Any):
        self = object.__new__(cls)
        self._node = None
        return self

    def __init__(self, *arguments: Any) -> None:
        pass

    # -- for classes -------------------------------------------------------------------------

    @staticmethod
    def addAttribute(attr: MObject) -> None:
        """Give the node type that is being initialised an attribute."""
        attribute = attribute_of(attr)
        if attribute.parent is None:
            _current_type().add_attribute(attribute)

    @staticmethod
    def attributeAffects(whenChanges: MObject, isAffected: MObject) -> None:
        """Declare that a change of one attribute makes another one dirty."""
        kind = _current_type()
        start, end = attribute_of(whenChanges), attribute_of(isAffected)
        for attribute in (start, end):
            if not _belongs(kind, attribute):
                raise RuntimeError(
                    f"(kInvalidParameter): The attribute {attribute.name} was not added to the node"
                )
        kind.affect(start, end)

    @staticmethod
    def inheritAttributesFrom(parentClassName: str) -> None:
        """Take over the attributes of another node type of a plug-in."""
        kind = session.node_types.get(parentClassName)
        if kind is None:
            raise RuntimeError(MISSING)
        _current_type().base = kind

    # -- the node ----------------------------------------------------------------------------

    def thisMObject(self) -> MObject:
        """The node; null in the constructor."""
        return wrap(self._node)

    def _this(self) -> Node:
        if self._node is None:
            raise RuntimeError(MISSING)
        return self._node

    def name(self) -> str:
        """Name of the node."""
        return self._this().name

    def typeName(self) -> str:
        """Name of the node's type."""
        return self._this().type.name

    def typeId(self) -> MTypeId:
        """Id of the node's type."""
        return MTypeId(type_id_of(self._this().type))

    def type(self) -> int:
        """Kind of the node."""
        return self.kDependNode

    def doNotWrite(self) -> bool:
        """Whether the node is left out of saved files."""
        return getattr(self._this(), "do_not_write", False)

    def setDoNotWrite(self, value: bool) -> MPxNode:
        """Leave the node out of saved files."""
        self._this().do_not_write = bool(value)
        return self

    def existWithoutInConnections(self) -> bool:
        """Whether the node stays when its last input is disconnected."""
        return getattr(self._this(), "stays_without_inputs", True)

    def setExistWithoutInConnections(self, value: bool) -> MPxNode:
        """Let the node die with its last input, or not."""
        self._this().stays_without_inputs = bool(value)
        return self

    def existWithoutOutConnections(self) -> bool:
        """Whether the node stays when its last output is disconnected."""
        return getattr(self._this(), "stays_without_outputs", True)

    def setExistWithoutOutConnections(self, value: bool) -> MPxNode:
        """Let the node die with its last output, or not."""
        self._this().stays_without_outputs = bool(value)
        return self

    def setMPSafe(self, value: bool) -> MPxNode:
        """Say that a shader may be computed by several threads."""
        self._this().mp_safe = bool(value)
        return self

    def forceCache(self, ctx: MDGContext | None = None) -> MDataBlock:
        """The node's data block."""
        context = evaluation.NORMAL if ctx is None else ctx._context
        return MDataBlock._of(evaluation.Block(self._this(), context))

    # -- what Maya calls; to be overridden ---------------------------------------------------

    def compute(self, plug: MPlug, dataBlock: MDataBlock) -> Any:
        """Calculate a plug; None says that it is unknown."""
        return None

    def postConstructor(self) -> None:
        """Called when the node exists."""

    def setDependentsDirty(self, plug: MPlug, plugArray: MPlugArray) -> Any:
        """Name further plugs that a change makes dirty."""

    def connectionMade(self, plug: MPlug, otherPlug: MPlug, asSrc: bool) -> Any:
        """Called after a connection."""

    def connectionBroken(self, plug: MPlug, otherPlug: MPlug, asSrc: bool) -> Any:
        """Called after a disconnection."""

    def legalConnection(self, plug: MPlug, otherPlug: MPlug, asSrc: bool) -> bool | None:
        """Asked before a connection; None leaves it to Maya."""

    def legalDisconnection(self, plug: MPlug, otherPlug: MPlug, asSrc: bool) -> bool | None:
        """Asked before a disconnection; None leaves it to Maya."""

    def getInternalValue(self, plug: MPlug, dataHandle: MDataHandle) -> bool:
        """Give the value of an internal attribute."""
        return False

    def setInternalValue(self, plug: MPlug, dataHandle: MDataHandle) -> bool:
        """Keep the value of an internal attribute."""
        return False

    def getInternalValueInContext(self, plug: MPlug, dataHandle: Any, ctx: Any) -> bool:
        """Obsolete form of `getInternalValue`."""
        return False

    def setInternalValueInContext(self, plug: MPlug, dataHandle: Any, ctx: Any) -> bool:
        """Obsolete form of `setInternalValue`."""
        return False

    def internalArrayCount(self, plug: MPlug, ctx: Any = None) -> int:
        """Number of elements of an internal array."""
        return -1

    def copyInternalData(self, node: MPxNode) -> Any:
        """Called when the node is duplicated from another one."""

    def shouldSave(self, plug: MPlug) -> bool | None:
        """Asked when the scene is saved; None leaves it to Maya."""

    def isPassiveOutput(self, plug: MPlug) -> bool:
        """Whether an output may be changed like an input."""
        return False

    def isAbstractClass(self) -> bool:
        """Whether no nodes can be made."""
        return False

    def passThroughToOne(self, plug: MPlug) -> MPlug:
        """The plug that takes over when the node is deleted."""
        return MPlug()

    def passThroughToMany(self, plug: MPlug, plugArray: MPlugArray) -> bool:
        """The plugs that take over when the node is deleted."""
        return False

    def dependsOn(self, plug: MPlug, otherPlug: MPlug) -> bool | None:
        """Asked whether a plug depends on another one."""

    def preEvaluation(self, context: MDGContext, evalNode: MEvaluationNode) -> None:
        """Called before the evaluation manager evaluates the node."""

    def postEvaluation(self, context: MDGContext, evalNode: Any, evalType: int) -> None:
        """Called after the evaluation manager evaluated the node."""

    def getCacheSetup(self, evalNode: Any, disabling: Any, setup: Any, objects: Any) -> None:
        """Say how the node is cached."""

    def configCache(self, evalNode: Any, schema: Any) -> None:
        """Say what is cached."""

    def hasInvalidationRangeTransformation(self) -> bool:
        """Whether the node reads its inputs at other times."""
        return False

    def transformInvalidationRange(self, plug: MPlug, timeRange: Any) -> Any:
        """Other times that a change reaches."""
        return timeRange

    def getFilesToArchive(self, *arguments: Any, **options: Any) -> list[str]:
        """Files that belong to the scene."""
        return []

    def getExternalContent(self, table: Any) -> Any:
        """Name the files that the node needs."""

    def setExternalContent(self, table: Any) -> Any:
        """Take over other names of files."""

    def addExternalContentForFileAttr(self, table: Any, attr: MObject) -> bool:
        """Name the file of an attribute."""
        value = self._this().plug(attribute_of(attr)).get()
        if not value:
            return False
        table.addUnresolvedEntry(attribute_of(attr).name, value)
        return True

    def setExternalContentForFileAttr(self, attr: MObject, table: Any) -> bool:
        """Take over another name of the file of an attribute."""
        name = attribute_of(attr).name
        for key, location in table._entries:
            if key == name:
                with session.undo.suspended():
                    self._this().plug(attribute_of(attr)).set(location)
                return True
        return False

    # -- what the core calls -----------------------------------------------------------------

    def _overrides(self, name: str) -> bool:
        """Whether a class of the plug-in, not one of Maya's, defines a method."""
        return getattr(type(self), name, None) is not _built_in(type(self), name)

    def _attach(self, node: Node) -> None:
        self._node = node

    def _constructed(self) -> None:
        try:
            self.postConstructor()
        except Exception:
            report(f"{self._this().type.name}.postConstructor failed")

    def _compute(self, plug: Plug, block: Any) -> bool | None:
        if not self._overrides("compute"):
            return False
        try:
            answer = self.compute(MPlug._of(plug), MDataBlock._of(block))
        except Exception:
            report(f"{plug.node.name}.compute({plug.partial_name()}) failed")
            return None
        return False if answer is None else None

    def _dependents_dirty(self, plug: Plug) -> list[Plug]:
        if not self._overrides("setDependentsDirty"):
            return []
        found = MPlugArray()
        self._safely("setDependentsDirty", MPlug._of(plug), found)
        return [each._p for each in found if isinstance(each._p, Plug)]

    def _safely(self, name: str, *arguments: Any) -> Any:
        """Call a method of the plug-in; what it raises is printed."""
        if not self._overrides(name):
            return None
        try:
            return getattr(self, name)(*arguments)
        except Exception:
            report(f"{self._this().name}.{name} failed")
            return None

    def _internal(self, name: str, plug: Plug, handle: MDataHandle) -> bool:
        if self._overrides(name):
            return bool(self._safely(name, MPlug._of(plug), handle))
        name += "InContext"
        return bool(self._safely(name, MPlug._of(plug), handle, MDGContext.current()))

    def _get_internal(self, plug: Plug) -> Any:
        block = _Detached()
        if self._internal("getInternalValue", plug, MDataHandle._of(_Place(block, plug))):
            return block.peek(plug)
        return None

    def _set_internal(self, plug: Plug, value: Any) -> bool:
        block = _Detached()
        block.write(plug, value)
        return self._internal("setInternalValue", plug, MDataHandle._of(_Place(block, plug)))

    def _connection_made(self, plug: Plug, other: Plug, as_source: bool) -> None:
        self._safely("connectionMade", MPlug._of(plug), MPlug._of(other), as_source)

    def _connection_broken(self, plug: Plug, other: Plug, as_source: bool) -> None:
        self._safely("connectionBroken", MPlug._of(plug), MPlug._of(other), as_source)

    def _legal_connection(self, plug: Plug, other: Plug, as_source: bool) -> bool | None:
        return self._safely("legalConnection", MPlug._of(plug), MPlug._of(other), as_source)

    def _legal_disconnection(self, plug: Plug, other: Plug, as_source: bool) -> bool | None:
        return self._safely("legalDisconnection", MPlug._of(plug), MPlug._of(other), as_source)

    def _should_save(self, plug: Plug) -> bool | None:
        return self._safely("shouldSave", MPlug._of(plug))

    def _copy_internal(self, source: Any) -> None:
        self._safely("copyInternalData", source)

    def _pre_evaluation(self, context: Any, scheduled: Any) -> None:
        if self._overrides("preEvaluation"):
            arguments = (MDGContext._of(context), MEvaluationNode._of(scheduled))
            self._safely("preEvaluation", *arguments)

    def _post_evaluation(self, context: Any, scheduled: Any) -> None:
        if self._overrides("postEvaluation"):
            arguments = (MDGContext._of(context), MEvaluationNode._of(scheduled))
            self._safely("postEvaluation", *arguments, self.kEvaluatedDirectly)


def _built_in(cls: type, name: str) -> Any:
    """The method as Maya's own classes define it."""
    for kind in cls.__mro__:
        if kind.__module__.startswith("OpenMaya") or kind.__module__.startswith("maya._api2"):
            return getattr(kind, name, None)
    return None


def _current_type() -> NodeType:
    if not initializing:
        raise RuntimeError(
            "(kFailure): attributes can be added in the initialize function of a node only"
        )
    return initializing[-1]


def _belongs(kind: NodeType, attribute: Any) -> bool:
    top = attribute
    while top.parent is not None:
        top = top.parent
    return top in kind.attributes
