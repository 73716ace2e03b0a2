"""What the base classes of the nodes of plug-ins share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from maya._core.attributes import Attribute
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._core.session import session
from maya._shared import errors
from maya._shared.calls import report
from maya._shared.dynamics import dynamics_type

initializing: list[NodeType] = []


def static_attribute(node_type: str, name: str) -> Attribute:
    """A static attribute of a built-in node type."""
    kind = session.node_types.get(node_type) or dynamics_type(node_type)
    found = kind.attribute(name) if kind is not None else None
    if found is None:
        raise AttributeError(f"stand-in: {node_type} has no attribute {name}")
    return found


@dataclass(frozen=True)
class NodeFacade:
    """Classes and functions of a facade that nodes are talked to with."""

    plug: Any
    plug_array: Any
    data_block: Any
    context: Any
    evaluation_node: Any
    attribute_of: Callable[[Any], Attribute]
    core_plugs: Callable[[Any], list[Plug]]
    unknown: Any  # what compute says to a plug that it does not know


class PluginNode:
    """A node whose behaviour is written in Python.

    Methods that Maya calls are looked up on the instance's class; those that are not overridden
    cost nothing. A facade's ``MPxNode`` gives ``_facade``.
    """

    kDependNode, kLocatorNode, kDeformerNode, kManipContainer, kSurfaceShape = range(5)
    kFieldNode, kEmitterNode, kSpringNode, kIkSolverNode, kHardwareShader = range(5, 10)
    kHwShaderNode, kTransformNode, kObjectSet, kFluidEmitterNode = range(10, 14)
    kImagePlaneNode, kParticleAttributeMapperNode, kCameraSetNode = range(14, 17)
    kConstraintNode, kManipulatorNode, kMotionPathNode, kClientDeviceNode = range(17, 21)
    kThreadedDeviceNode, kAssembly, kSkinCluster, kGeometryFilter, kBlendShape, kLast = range(
        21, 27
    )
    kEvaluatedIndirectly, kEvaluatedDirectly, kLeaveDirty, kPostEvaluationTypeLast = range(4)

    _node: Node | None = None

    def __init__(self, *_: Any) -> None:
        """Nothing is attached yet: ``thisMObject`` is null until ``postConstructor``."""

    # -- for classes -------------------------------------------------------------------------

    @classmethod
    def addAttribute(cls, attr: Any) -> None:
        """Give the node type that is being initialised an attribute."""
        attribute = cls._facade.attribute_of(attr)
        if attribute.parent is None:
            _current_type().add_attribute(attribute)

    @classmethod
    def attributeAffects(cls, whenChanges: Any, isAffected: Any) -> None:
        """Declare that a change of one attribute makes another one dirty."""
        kind = _current_type()
        ends = cls._facade.attribute_of(whenChanges), cls._facade.attribute_of(isAffected)
        for each in ends:
            if not _belongs(kind, each):
                raise errors.invalid(f"The attribute {each.name} was not added to the node")
        kind.affect(*ends)

    @staticmethod
    def inheritAttributesFrom(parentClassName: str) -> None:
        """Take over the attributes of another node type of a plug-in."""
        kind = session.node_types.get(parentClassName)
        if kind is None:
            raise errors.not_found()
        _current_type().base = kind

    # -- the node ----------------------------------------------------------------------------

    def _this(self) -> Node:
        if self._node is None:
            raise errors.missing()
        return self._node

    def name(self) -> str:
        """Name of the node."""
        return self._this().name

    def typeName(self) -> str:
        """Name of the node's type."""
        return self._this().type.name

    def type(self) -> int:
        """Kind of the node."""
        return self.kDependNode

    def existWithoutInConnections(self) -> bool:
        """Whether the node stays when its last input is disconnected."""
        return getattr(self._this(), "stays_without_inputs", True)

    def existWithoutOutConnections(self) -> bool:
        """Whether the node stays when its last output is disconnected."""
        return getattr(self._this(), "stays_without_outputs", True)

    # -- what Maya calls; to be overridden ---------------------------------------------------

    def compute(self, plug: Any, dataBlock: Any) -> Any:
        """Calculate a plug; the base class knows none."""
        return self._facade.unknown

    def postConstructor(self) -> None:
        """Called when the node exists."""

    def setDependentsDirty(self, plug: Any, plugArray: Any) -> Any:
        """Name further plugs that a change makes dirty."""

    def connectionMade(self, plug: Any, otherPlug: Any, asSrc: bool) -> Any:
        """Called after a connection."""
        return self._facade.unknown

    def connectionBroken(self, plug: Any, otherPlug: Any, asSrc: bool) -> Any:
        """Called after a disconnection."""
        return self._facade.unknown

    def getInternalValue(self, plug: Any, dataHandle: Any) -> bool:
        """Give the value of an internal attribute."""
        return False

    def setInternalValue(self, plug: Any, dataHandle: Any) -> bool:
        """Keep the value of an internal attribute."""
        return False

    def getInternalValueInContext(self, plug: Any, dataHandle: Any, ctx: Any) -> bool:
        """Obsolete form of `getInternalValue`."""
        return False

    def setInternalValueInContext(self, plug: Any, dataHandle: Any, ctx: Any) -> bool:
        """Obsolete form of `setInternalValue`."""
        return False

    def internalArrayCount(self, plug: Any, ctx: Any = None) -> int:
        """Number of elements of an internal array."""
        return -1

    def copyInternalData(self, node: Any) -> Any:
        """Called when the node is duplicated from another one."""

    def isPassiveOutput(self, plug: Any) -> bool:
        """Whether an output may be changed like an input."""
        return False

    def isAbstractClass(self) -> bool:
        """Whether no nodes can be made."""
        return False

    def passThroughToOne(self, plug: Any) -> Any:
        """The plug that takes over when the node is deleted."""
        return self._facade.plug()

    def passThroughToMany(self, plug: Any, plugArray: Any) -> bool:
        """The plugs that take over when the node is deleted."""
        return False

    def preEvaluation(self, context: Any, evalNode: Any) -> None:
        """Called before the evaluation manager evaluates the node."""

    def postEvaluation(self, context: Any, evalNode: Any, evalType: int) -> None:
        """Called after the evaluation manager evaluated the node."""

    def getCacheSetup(self, evalNode: Any, disabling: Any, setup: Any, objects: Any) -> None:
        """Say how the node is cached."""

    def configCache(self, evalNode: Any, schema: Any) -> None:
        """Say what is cached."""

    def hasInvalidationRangeTransformation(self) -> bool:
        """Whether the node reads its inputs at other times."""
        return False

    def transformInvalidationRange(self, plug: Any, timeRange: Any) -> Any:
        """Other times that a change reaches."""
        return timeRange

    def getFilesToArchive(self, *arguments: Any, **options: Any) -> list[str]:
        """Files that belong to the scene."""
        return []

    def getExternalContent(self, table: Any) -> Any:
        """Name the files that the node needs."""

    def setExternalContent(self, table: Any) -> Any:
        """Take over other names of files."""

    # -- what the core calls -----------------------------------------------------------------

    def _overrides(self, name: str) -> bool:
        """Whether a class of the plug-in, not one of Maya's, defines a method."""
        for cls in type(self).__mro__:
            if name in vars(cls):
                return not cls.__module__.startswith(("maya.", "OpenMaya"))
        return False

    def _safely(self, name: str, *arguments: Any) -> Any:
        """Call a method of the plug-in; what it raises is printed."""
        if not self._overrides(name):
            return None
        try:
            return getattr(self, name)(*arguments)
        except Exception:
            report(f"{self._this().name}.{name} failed")
            return None

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
        facade = self._facade
        try:
            answer = self.compute(facade.plug._of(plug), facade.data_block._of(block))
        except Exception:
            report(f"{plug.node.name}.compute({plug.partial_name()}) failed")
            return None
        return False if answer == facade.unknown else None

    def _dependents_dirty(self, plug: Plug) -> list[Plug]:
        if not self._overrides("setDependentsDirty"):
            return []
        affected = self._facade.plug_array()
        self._safely("setDependentsDirty", self._facade.plug._of(plug), affected)
        return self._facade.core_plugs(affected)

    def _connection_made(self, plug: Plug, other: Plug, as_source: bool) -> None:
        wrap = self._facade.plug._of
        self._safely("connectionMade", wrap(plug), wrap(other), as_source)

    def _connection_broken(self, plug: Plug, other: Plug, as_source: bool) -> None:
        wrap = self._facade.plug._of
        self._safely("connectionBroken", wrap(plug), wrap(other), as_source)

    def _internal(self, name: str, plug: Plug, handle: Any) -> bool:
        wrapped = self._facade.plug._of(plug)
        if self._overrides(name):
            return bool(self._safely(name, wrapped, handle))
        context = self._facade.context.current()
        return bool(self._safely(f"{name}InContext", wrapped, handle, context))

    def _copy_internal(self, source: Node) -> None:
        """Take over internal data of the node that this one was duplicated from."""
        self._safely("copyInternalData", source.user)

    def _pre_evaluation(self, context: Any, scheduled: Any) -> None:
        self._around("preEvaluation", context, scheduled)

    def _post_evaluation(self, context: Any, scheduled: Any) -> None:
        self._around("postEvaluation", context, scheduled, self.kEvaluatedDirectly)

    def _around(self, name: str, context: Any, scheduled: Any, *rest: Any) -> None:
        if self._overrides(name):
            facade = self._facade
            node = facade.evaluation_node._of(scheduled)
            self._safely(name, facade.context._of(context), node, *rest)


def _current_type() -> NodeType:
    if not initializing:
        raise errors.failure("Attributes can be added in the initialize function of a node only")
    return initializing[-1]


def _belongs(kind: NodeType, attribute: Any) -> bool:
    top = attribute
    while top.parent is not None:
        top = top.parent
    return top in kind.attributes
