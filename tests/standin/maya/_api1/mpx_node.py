"""MPxNode: base class of the nodes of plug-ins."""

from __future__ import annotations

from typing import Any

from maya._core.plugs import Plug
from maya._shared.calls import report
from maya._shared.plugin_node import NodeFacade, PluginNode, static_attribute

from .block import MDataBlock
from .contexts import MDGContext
from .data_handle import MDataHandle
from .evaluation_nodes import MEvaluationNode
from .objects import MObject, MTypeId, attribute_of
from .plugs import MPlug, MPlugArray
from .script_util import boolPtr
from .stores import Slot
from .swig import SwigObject, named

UNKNOWN = "unknown"  # OpenMaya.kUnknownParameter


class TypeAttribute:
    """A static attribute of a built-in node type, as a member of a class."""

    def __init__(self, node_type: str, attribute: str) -> None:
        self.node_type, self.attribute = node_type, attribute

    def __get__(self, instance: Any, owner: Any = None) -> MObject:
        return MObject._of(static_attribute(self.node_type, self.attribute))


@named("MPxNode")
class MPxNode(PluginNode, SwigObject):
    """A node whose behaviour is written in Python."""

    _facade = NodeFacade(
        plug=MPlug,
        plug_array=MPlugArray,
        data_block=MDataBlock,
        context=MDGContext,
        evaluation_node=MEvaluationNode,
        attribute_of=attribute_of,
        core_plugs=lambda plugs: [each._core() for each in plugs._items],
        unknown=UNKNOWN,
    )
    # the numbers of scheduling types move between releases; these are the stand-in's own
    kUntrusted, kGloballySerial, kParallel, kSerial, kSchedulingTypeLast = 11, 12, 13, 14, 15
    kDefaultScheduling = kSerialize = kSerial
    kGloballySerialize = kGloballySerial

    message = TypeAttribute("containerBase", "message")
    state = TypeAttribute("containerBase", "nodeState")
    caching = TypeAttribute("containerBase", "caching")
    frozen = TypeAttribute("containerBase", "frozen")
    isHistoricallyInteresting = TypeAttribute("containerBase", "isHistoricallyInteresting")

    # -- the node ----------------------------------------------------------------------------

    def thisMObject(self) -> MObject:
        """The node; null in the constructor."""
        return MObject._of(self._node)

    def typeId(self) -> MTypeId:
        """The number of the node type."""
        return MTypeId(self._this().type.type_id)

    def setExistWithoutInConnections(self, stays: bool) -> None:
        """Let the node die with its last input."""
        self._this().stays_without_inputs = bool(stays)

    def setExistWithoutOutConnections(self, stays: bool) -> None:
        """Let the node die with its last output."""
        self._this().stays_without_outputs = bool(stays)

    # -- what Maya calls; to be overridden ---------------------------------------------------

    def legalConnection(self, plug: Any, other: Any, as_source: bool, legal: Any) -> Any:
        """Asked before a connection."""
        return UNKNOWN

    def legalDisconnection(self, plug: Any, other: Any, as_source: bool, legal: Any) -> Any:
        """Asked before a disconnection."""
        return UNKNOWN

    def shouldSave(self, plug: Any, result: Any) -> Any:
        """Asked when the scene is saved."""
        return UNKNOWN

    def isTrackingTopology(self) -> bool:
        """Whether a deformer is told about changes of topology."""
        return False

    def schedulingType(self) -> int:
        """How the evaluation manager may run the node."""
        return self.kDefaultScheduling

    def dependsOn(self, plug: Any, other: Any, depends: Any) -> Any:
        """Asked whether a plug depends on another one."""
        return UNKNOWN

    # -- what the core calls -----------------------------------------------------------------

    def _get_internal(self, plug: Plug) -> Any:
        slot = Slot(plug.attribute)
        slot.value = plug.value
        return (
            slot.value if self._internal("getInternalValue", plug, MDataHandle._of(slot)) else None
        )

    def _set_internal(self, plug: Plug, value: Any) -> bool:
        slot = Slot(plug.attribute)
        slot.value = value
        return self._internal("setInternalValue", plug, MDataHandle._of(slot))

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
