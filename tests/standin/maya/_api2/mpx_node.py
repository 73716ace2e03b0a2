"""``MPxNode``: base class of the nodes of plug-ins."""

from __future__ import annotations

from typing import Any

from maya._api2.contexts import MDGContext
from maya._api2.data_blocks import MDataBlock
from maya._api2.evaluation import MEvaluationNode
from maya._api2.handles import MDataHandle, _Detached, _Place
from maya._api2.objects import MObject, attribute_of, wrap
from maya._api2.plugs import MPlug, MPlugArray
from maya._api2.small import MTypeId
from maya._api2.type_ids import type_id_of
from maya._core import evaluation
from maya._core.plugs import Plug
from maya._core.session import session
from maya._shared.plugin_node import NodeFacade, PluginNode, static_attribute


class TypeAttribute:
    """A static attribute of a built-in node type, as a member of a class."""

    def __init__(self, kind: str, name: str) -> None:
        self.kind = kind
        self.name = name

    def __get__(self, instance: Any, owner: Any = None) -> MObject:
        return wrap(static_attribute(self.kind, self.name))


class MPxNode(PluginNode):
    """A node whose behaviour is written in Python."""

    _facade = NodeFacade(
        plug=MPlug,
        plug_array=MPlugArray,
        data_block=MDataBlock,
        context=MDGContext,
        evaluation_node=MEvaluationNode,
        attribute_of=attribute_of,
        core_plugs=lambda plugs: [each._p for each in plugs if isinstance(each._p, Plug)],
        unknown=None,
    )

    # -- the node ----------------------------------------------------------------------------

    def thisMObject(self) -> MObject:
        """The node; null in the constructor."""
        return wrap(self._node)

    def typeId(self) -> MTypeId:
        """Id of the node's type."""
        return MTypeId(type_id_of(self._this().type))

    def doNotWrite(self) -> bool:
        """Whether the node is left out of saved files."""
        return getattr(self._this(), "do_not_write", False)

    def setDoNotWrite(self, value: bool) -> MPxNode:
        """Leave the node out of saved files."""
        self._this().do_not_write = bool(value)
        return self

    def setExistWithoutInConnections(self, value: bool) -> MPxNode:
        """Let the node die with its last input, or not."""
        self._this().stays_without_inputs = bool(value)
        return self

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

    def legalConnection(self, plug: MPlug, otherPlug: MPlug, asSrc: bool) -> bool | None:
        """Asked before a connection; None leaves it to Maya."""

    def legalDisconnection(self, plug: MPlug, otherPlug: MPlug, asSrc: bool) -> bool | None:
        """Asked before a disconnection; None leaves it to Maya."""

    def shouldSave(self, plug: MPlug) -> bool | None:
        """Asked when the scene is saved; None leaves it to Maya."""

    def dependsOn(self, plug: MPlug, otherPlug: MPlug) -> bool | None:
        """Asked whether a plug depends on another one."""

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

    def _get_internal(self, plug: Plug) -> Any:
        block = _Detached()
        if self._internal("getInternalValue", plug, MDataHandle._of(_Place(block, plug))):
            return block.peek(plug)
        return None

    def _set_internal(self, plug: Plug, value: Any) -> bool:
        block = _Detached()
        block.write(plug, value)
        return self._internal("setInternalValue", plug, MDataHandle._of(_Place(block, plug)))

    def _legal_connection(self, plug: Plug, other: Plug, as_source: bool) -> bool | None:
        return self._safely("legalConnection", MPlug._of(plug), MPlug._of(other), as_source)

    def _legal_disconnection(self, plug: Plug, other: Plug, as_source: bool) -> bool | None:
        return self._safely("legalDisconnection", MPlug._of(plug), MPlug._of(other), as_source)

    def _should_save(self, plug: Plug) -> bool | None:
        return self._safely("shouldSave", MPlug._of(plug))
