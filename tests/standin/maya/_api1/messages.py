"""Callbacks about nodes, the graph, selection and events."""

from __future__ import annotations

from typing import Any

from maya._core.dag import DagNode
from maya._shared import errors
from maya._shared.messages import GraphMessage, Message, NodeMessage, SelectionMessage, callbacks_of

from .arrays import MCallbackIdArray
from .modifiers import MDGModifier
from .objects import MObject, MUuid, node_of
from .paths import MDagPath
from .plugs import MPlug
from .script_util import boolPtr
from .swig import SwigObject, named
from .units import MTime


@named("MMessage")
class MMessage(Message, SwigObject):
    """What all kinds of messages share."""

    _node, _plug, _path = MObject._of, MPlug._of, MDagPath._of
    _time, _uuid, _modifier = MTime._from_ticks, MUuid, MDGModifier
    _node_of, _invalid = staticmethod(node_of), staticmethod(errors.invalid)

    @staticmethod
    def _dag_node(path: Any) -> DagNode:
        return path._have().node

    @staticmethod
    def removeCallbacks(ids: Any) -> None:
        """Stop the callbacks of an MCallbackIdArray."""
        Message.removeCallbacks(ids._items if isinstance(ids, MCallbackIdArray) else ids)

    @staticmethod
    def nodeCallbacks(node: Any, numbers: Any) -> None:
        """Fill an array with the callbacks of a node."""
        numbers._set_all(callbacks_of(node_of(node)))


@named("MNodeMessage")
class MNodeMessage(NodeMessage, MMessage):
    """Messages about one node."""


@named("MDGMessage")
class MDGMessage(GraphMessage, MMessage):
    """Messages about the whole graph."""


@named("MModelMessage")
class MModelMessage(SelectionMessage, MMessage):
    """Messages about the selection."""


def check(call: Any, *arguments: Any) -> Any:
    """Ask a check callback; its first argument is a bool to write the answer to."""
    answer = boolPtr()
    answer.assign(True)
    call(answer.cast(), *arguments)
    return answer.value()
