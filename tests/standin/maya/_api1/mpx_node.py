"""MPxNode: base class of the nodes of plug-ins."""

from __future__ import annotations

import sys
import traceback
from typing import Any

from maya._core.evaluation import Block
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._core.session import session
from maya._shared import errors

from .block import MDataBlock
from .contexts import MDGContext
from .data_handle import MDataHandle
from .objects import MObject, MTypeId, attribute_of
from .plugs import MPlug, MPlugArray
from .script_util import boolPtr
from .stores import Slot
from .swig import SwigObject, named

UNKNOWN = "unknown"  # OpenMaya.kUnknownParameter

_initializing: list[NodeType] = []


class TypeAttribute:
    """A static attribute of a built-in node type, as a member of a class."""

    def __init__(self, node_type: str, attribute: str) -> None:
        self.node_type, self.attribute = node_type, attribute

    def __get__(self, instance: Any, owner: Any = None) -> MObject:
        from .dynamics import dynamics_type

        kind = session.node_types.get(self.node_type) or dynamics_type(self.node_type)
        found = kind.attribute(self.attribute) if kind is not None else None
        if found is None:
            raise AttributeError(f"stand-in: {self.node_type} has no attribute {self.attribute}")
        return MObject._of(found)


def report(what: str) -> None:
    """Print the exception that is being handled, as Maya does for code that it calls."""
    sys.stderr.write(f"# Error: {what}\n")
    traceback.print_exc(file=sys.stderr)


@named("MPxNode")
class MPxNode(SwigObject):
    """A node whose behaviour is written in Python.

    Methods that Maya calls are looked up on the instance's class; those that are not overridden
    cost nothing.
    """

    kDependNode, kLocatorNode, kDeformerNode, kManipContainer, kSurfaceShape = range(5)
    kFieldNode, kEmitterNode, kSpringNode, kIkSolverNode, kHardwareShader = range(5, 10)
    kHwShaderNode, kTransformNode, kObjectSet, kFluidEmitterNode = range(10, 14)
    kImagePlaneNode, kParticleAttributeMapperNode, kCameraSetNode = range(14, 17)
    kConstraintNode, kManipulatorNode, kMotionPathNode, kClientDeviceNode = range(17, 21)
    kThreadedDeviceNode, kAssembly, kSkinCluster, kGeometryFilter, kBlendShape, kLast = range(
        21, 27
    )
    # the numbers of scheduling types move between releases; these are the stand-in's own
    kUntrusted, kGloballySerial, kParallel, kSerial, kSchedulingTypeLast = 11, 12, 13, 14, 15
    kDefaultScheduling = kSerialize = kSerial
    kGloballySerialize = kGloballySerial
    kEvaluatedIndirectly, kEvaluatedDirectly, kLeaveDirty, kPostEvaluationTypeLast = range(4)

    message = TypeAttribute("containerBase", "message")
    state = TypeAttribute("containerBase", "nodeState")
    caching = TypeAttribute("containerBase", "caching")
    frozen = TypeAttribute("containerBase", "frozen")
    isHistoricallyInteresting = TypeAttribute("containerBase", "isHistoricallyInteresting")

    _node: Node | None = None

    def __init__(self, *_: Any) -> None:
        """Nothing is attached yet: ``thisMObject`` is null until ``postConstructor``."""

    # -- for classes -------------------------------------------------------------------------

    @staticmethod
    def addAttribute(attribute: Any) -> None:
        """Give the node type that is being initialised an attribute."""
        _current_type().add_attribute(attribute_of(attribute))

    @staticmethod
    def attributeAffects(source: Any, target: Any) -> None:
        """Declare that a change of one attribute makes another one dirty."""
        kind = _current_type()
        start, end = attribute_of(source), attribute_of(target)
        for each in (start, end):
            if not _belongs(kind, each):
                raise errors.invalid(f"The attribute {each.name} was not added to the node")
        kind.affect(start, end)

    @staticmethod
    def inheritAttributesFrom(type_name: str) -> None:
        """Take over the attributes of another node type of a plug-in."""
        kind = session.node_types.get(type_name)
        if kind is None:
            raise errors.not_found()
        _current_type().base = kind

    # -- the node ----------------------------------------------------------------------------

    def thisMObject(self) -> MObject:
        """The node; null in the constructor."""
        return MObject._of(self._node)

    def _have_node(self) -> Node:
        if self._node is None:
            raise errors.missing()
        return self._node

    def name(self) -> str:
        """The name of the node."""
        return self._have_node().name

    def typeName(self) -> str:
        """The name of the node type."""
        return self._have_node().type.name

    def typeId(self) -> MTypeId:
        """The number of the node type."""
        return MTypeId(self._have_node().type.type_id)

    def type(self) -> int:
        """The kind of node that was registered."""
        return self.kDependNode

    def existWithoutInConnections(self) -> bool:
        """Whether the node stays when its last input is disconnected."""
        return getattr(self._have_node(), "stays_without_inputs", True)

    def existWithoutOutConnections(self) -> bool:
        """Whether the node stays when its last output is disconnected."""
        return getattr(self._have_node(), "stays_without_outputs", True)

    def setExistWithoutInConnections(self, stays: bool) -> None:
        """Let the node die with its last input."""
        self._have_node().stays_without_inputs = bool(stays)

    def setExistWithoutOutConnections(self, stays: bool) -> None:
        """Let the node die with its last output."""
        self._have_node().stays_without_outputs = bool(stays)

    # -- what Maya calls; to be overridden ---------------------------------------------------

    def compute(self, plug: Any, block: Any) -> Any:
        """Calculate a plug; the base class knows none."""
        return UNKNOWN

    def postConstructor(self) -> None:
        """Called when the node exists."""

    def setDependentsDirty(self, plug: Any, affected: Any) -> None:
        """Name further plugs that a change makes dirty."""

    def connectionMade(self, plug: Any, other: Any, as_source: bool) -> Any:
        """Called after a connection."""
        return UNKNOWN

    def connectionBroken(self, plug: Any, other: Any, as_source: bool) -> Any:
        """Called after a disconnection."""
        return UNKNOWN

    def legalConnection(self, plug: Any, other: Any, as_source: bool, legal: Any) -> Any:
        """Asked before a connection."""
        return UNKNOWN

    def legalDisconnection(self, plug: Any, other: Any, as_source: bool, legal: Any) -> Any:
        """Asked before a disconnection."""
        return UNKNOWN

    def getInternalValue(self, plug: Any, handle: Any) -> bool:
        """Give the value of an internal attribute."""
        return False

    def setInternalValue(self, plug: Any, handle: Any) -> bool:
        """Keep the value of an internal attribute."""
        return False

    def getInternalValueInContext(self, plug: Any, handle: Any, context: Any) -> bool:
        """Obsolete form of getInternalValue."""
        return False

    def setInternalValueInContext(self, plug: Any, handle: Any, context: Any) -> bool:
        """Obsolete form of setInternalValue."""
        return False

    def internalArrayCount(self, plug: Any, context: Any = None) -> int:
        """Number of elements of an internal array."""
        return -1

    def copyInternalData(self, node: Any) -> None:
        """Called when the node is duplicated from another one."""

    def shouldSave(self, plug: Any, result: Any) -> Any:
        """Asked when the scene is saved."""
        return UNKNOWN

    def isPassiveOutput(self, plug: Any) -> bool:
        """Whether an output may be changed like an input."""
        return False

    def isAbstractClass(self) -> bool:
        """Whether no nodes can be made."""
        return False

    def isTrackingTopology(self) -> bool:
        """Whether a deformer is told about changes of topology."""
        return False

    def passThroughToOne(self, plug: Any) -> MPlug:
        """The plug that takes over when the node is deleted."""
        return MPlug()

    def passThroughToMany(self, plug: Any, plugs: Any) -> bool:
        """The plugs that take over when the node is deleted."""
        return False

    def schedulingType(self) -> int:
        """How the evaluation manager may run the node."""
        return self.kDefaultScheduling

    def preEvaluation(self, context: Any, evaluation_node: Any) -> None:
        """Called before the evaluation manager evaluates the node."""

    def postEvaluation(self, context: Any, evaluation_node: Any, kind: int) -> None:
        """Called after the evaluation manager evaluated the node."""

    def dependsOn(self, plug: Any, other: Any, depends: Any) -> Any:
        """Asked whether a plug depends on another one."""
        return UNKNOWN

    def getCacheSetup(self, node: Any, disabling: Any, setup: Any, attributes: Any) -> None:
        """Say how the node is cached."""

    def configCache(self, node: Any, schema: Any) -> None:
        """Say what is cached."""

    def hasInvalidationRangeTransformation(self) -> bool:
        """Whether the node reads its inputs at other times."""
        return False

    def transformInvalidationRange(self, source: Any, range_: Any) -> Any:
        """Other times that a change reaches."""
        return range_

    def getFilesToArchive(self, *_: Any) -> list[str]:
        """Files that belong to the scene."""
        return []

    def getExternalContent(self, table: Any) -> None:
        """Name the files that the node needs."""

    def setExternalContent(self, table: Any) -> None:
        """Take over other names of files."""

    # -- what the core calls -----------------------------------------------------------------

    def _overrides(self, name: str) -> bool:
        """Whether a subclass (not one of Maya's own classes) defines a method."""
        for cls in type(self).__mro__:
            if name in vars(cls):
                return not cls.__module__.startswith("maya.")
        return False

    def _attach(self, node: Node) -> None:
        self._node = node

    def _constructed(self) -> None:
        try:
            self.postConstructor()
        except Exception:
            report(f"{self._have_node().type.name}.postConstructor failed")

    def _compute(self, plug: Plug, block: Block) -> bool | None:
        if not self._overrides("compute"):
            return False
        try:
            answer = self.compute(MPlug._of(plug), MDataBlock._of(block))
        except Exception:
            report(f"{plug.node.name}.compute({plug.partial_name()}) failed")
            return None
        return False if answer == UNKNOWN else None

    def _dependents_dirty(self, plug: Plug) -> list[Plug]:
        if not self._overrides("setDependentsDirty"):
            return []
        affected = MPlugArray()
        try:
            self.setDependentsDirty(MPlug._of(plug), affected)
        except Exception:
            report(f"{plug.node.name}.setDependentsDirty failed")
        return [each._core() for each in affected._items]

    def _get_internal(self, plug: Plug) -> Any:
        slot = Slot(plug.attribute)
        slot.value = plug.value
        return slot.value if self._internal("getInternalValue", plug, slot) else None

    def _set_internal(self, plug: Plug, value: Any) -> bool:
        slot = Slot(plug.attribute)
        slot.value = value
        return self._internal("setInternalValue", plug, slot)

    def _internal(self, name: str, plug: Plug, slot: Slot) -> bool:
        handle = MDataHandle._of(slot)
        try:
            if self._overrides(name):
                return bool(getattr(self, name)(MPlug._of(plug), handle))
            name += "InContext"
            if self._overrides(name):
                return bool(getattr(self, name)(MPlug._of(plug), handle, MDGContext.current()))
        except Exception:
            report(f"{plug.node.name}.{name} failed")
        return False

    def _connection_made(self, plug: Plug, other: Plug, as_source: bool) -> None:
        self._tell("connectionMade", plug, other, as_source)

    def _connection_broken(self, plug: Plug, other: Plug, as_source: bool) -> None:
        self._tell("connectionBroken", plug, other, as_source)

    def _tell(self, name: str, plug: Plug, other: Plug, as_source: bool) -> None:
        if not self._overrides(name):
            return
        try:
            getattr(self, name)(MPlug._of(plug), MPlug._of(other), as_source)
        except Exception:
            report(f"{plug.node.name}.{name} failed")

    def _legal_connection(self, plug: Plug, other: Plug, as_source: bool) -> bool | None:
        return self._ask("legalConnection", plug, other, as_source)

    def _legal_disconnection(self, plug: Plug, other: Plug, as_source: bool) -> bool | None:
        return self._ask("legalDisconnection", plug, other, as_source)

    def _ask(self, name: str, plug: Plug, other: Plug, as_source: bool) -> bool | None:
        if not self._overrides(name):
            return None
        legal = boolPtr()
        legal.assign(True)
        try:
            answer = getattr(self, name)(MPlug._of(plug), MPlug._of(other), as_source, legal.cast())
        except Exception:
            report(f"{plug.node.name}.{name} failed")
            return None
        return None if answer == UNKNOWN else legal.value()

    def _should_save(self, plug: Plug) -> bool | None:
        """Whether a plug is written; None leaves it to Maya."""
        if not self._overrides("shouldSave"):
            return None
        result = boolPtr()
        try:
            answer = self.shouldSave(MPlug._of(plug), result.cast())
        except Exception:
            report(f"{plug.node.name}.shouldSave failed")
            return None
        return None if answer == UNKNOWN else result.value()

    def _copy_internal(self, source: Any) -> None:
        """Take over internal data of the node that this one was duplicated from."""
        if self._overrides("copyInternalData"):
            try:
                self.copyInternalData(source.user)
            except Exception:
                report("copyInternalData failed")

    def _pre_evaluation(self, context: Any, scheduled: Any) -> None:
        self._around("preEvaluation", context, scheduled)

    def _post_evaluation(self, context: Any, scheduled: Any) -> None:
        self._around("postEvaluation", context, scheduled, self.kEvaluatedDirectly)

    def _around(self, name: str, context: Any, scheduled: Any, *rest: Any) -> None:
        if not self._overrides(name):
            return
        from .evaluation_nodes import MEvaluationNode

        try:
            node = MEvaluationNode._of(scheduled)
            getattr(self, name)(MDGContext._of(context), node, *rest)
        except Exception:
            report(f"{scheduled.node.name}.{name} failed")


def _current_type() -> NodeType:
    if not _initializing:
        raise errors.failure("Attributes can be added in the initialize function of a node only")
    return _initializing[-1]


def _belongs(kind: NodeType, attribute: Any) -> bool:
    top = attribute
    while top.parent is not None:
        top = top.parent
    return top in kind.attributes
