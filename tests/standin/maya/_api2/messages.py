"""Callbacks: functions that Maya calls when something happens."""

from __future__ import annotations

from typing import Any

from maya._api2.arrays import MCallbackIdArray
from maya._api2.modifiers import MDGModifier
from maya._api2.objects import MObject, dag_node_of, node_of, wrap
from maya._api2.paths import MDagPath
from maya._api2.plugs import MPlug
from maya._api2.quantities import MTime
from maya._api2.small import MUuid
from maya._core.dag import DagNode
from maya._shared.messages import GraphMessage, Message, NodeMessage, SelectionMessage, callbacks_of


class MMessage(Message):
    """What all kinds of messages share."""

    _node, _node_of = staticmethod(wrap), staticmethod(node_of)
    _plug, _path, _time = MPlug._of, MDagPath._of, MTime._ticks
    _uuid, _modifier, _invalid = MUuid, MDGModifier, ValueError

    @staticmethod
    def _dag_node(node: Any) -> DagNode:
        return dag_node_of(node) if isinstance(node, MObject) else node._path().node

    @staticmethod
    def nodeCallbacks(node: MObject) -> MCallbackIdArray:
        """Ids of the callbacks of a node."""
        return MCallbackIdArray._of(callbacks_of(node_of(node)))


class MNodeMessage(NodeMessage, MMessage):
    """Messages about one node."""

    @staticmethod
    def addKeyableChangeOverride(plug: MPlug, function: Any, clientData: Any = None) -> int:
        """Ask before a plug is made keyable; the stand-in never asks."""
        raise NotImplementedError("stand-in: MNodeMessage.addKeyableChangeOverride")


class MDGMessage(GraphMessage, MMessage):
    """Messages about the whole graph."""

    @staticmethod
    def addNodeChangeUuidCheckCallback(
        function: Any, nodeType: str = "dependNode", clientData: Any = None
    ) -> int:
        """Ask before a node gets another UUID; the stand-in never asks."""
        raise NotImplementedError("stand-in: MDGMessage.addNodeChangeUuidCheckCallback")


class MModelMessage(SelectionMessage, MMessage):
    """Messages about the selection and duplicating."""
