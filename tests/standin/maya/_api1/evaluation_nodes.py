"""What the evaluation manager tells the nodes that it schedules."""

from __future__ import annotations

from typing import Any

from maya._core import evaluation
from maya._core.evaluation_manager import EvaluationNode
from maya._core.plugs import Plug
from maya._core.session import session
from maya._shared import errors

from .block import MDataBlock
from .objects import MObject, attribute_of
from .plugs import MPlug
from .swig import SwigObject, named


@named("MEvaluationNode")
class MEvaluationNode(SwigObject):
    """A scheduled node and its dirty plugs."""

    _scheduled: EvaluationNode

    @classmethod
    def _of(cls, scheduled: EvaluationNode) -> MEvaluationNode:
        made = cls()
        made._scheduled = scheduled
        return made

    def _plugs(self, attribute: Any) -> list[Plug]:
        wanted = attribute_of(attribute)
        return [
            plug
            for plug in self._scheduled.plugs
            if plug.attribute is wanted or any(each.attribute is wanted for each in plug.above())
        ]

    def dirtyPlugExists(self, attribute: Any) -> bool:
        """Whether a plug of an attribute is dirty."""
        return bool(self._plugs(attribute))

    def dirtyPlug(self, attribute: Any) -> MPlug:
        """The dirty plug of an attribute."""
        found = self._plugs(attribute)
        if not found:
            raise errors.not_found()
        return MPlug._of(found[0])

    def iterator(self) -> MEvaluationNodeIterator:
        """All dirty plugs."""
        return MEvaluationNodeIterator._of(list(self._scheduled.plugs))

    def dependencyNode(self) -> MObject:
        """The node."""
        return MObject._of(self._scheduled.node)

    def datablock(self) -> MDataBlock:
        """The values of the node."""
        return MDataBlock._of(evaluation.Block(self._scheduled.node, evaluation.NORMAL))


@named("MEvaluationNodeIterator")
class MEvaluationNodeIterator(SwigObject):
    """Goes through dirty plugs."""

    _plugs: list[Plug]
    _at = 0

    @classmethod
    def _of(cls, plugs: list[Plug]) -> MEvaluationNodeIterator:
        made = cls()
        made._plugs = plugs
        return made

    def isDone(self) -> bool:
        """Whether all were visited."""
        return self._at >= len(self._plugs)

    def next(self) -> None:
        """Go on."""
        self._at += 1

    def reset(self) -> None:
        """Start again."""
        self._at = 0

    def plug(self) -> MPlug:
        """The present plug."""
        return MPlug._of(self._plugs[self._at])


@named("MEvaluationManager")
class MEvaluationManager(SwigObject):
    """State of the evaluation manager."""

    @staticmethod
    def graphConstructionActive() -> bool:
        """Whether the graph is being built."""
        return False

    @staticmethod
    def evaluationManagerActive(context: Any = None) -> bool:
        """Whether the manager evaluates."""
        return session.evaluation_manager.mode != "off"

    @staticmethod
    def evaluationInExecution(context: Any = None) -> bool:
        """Whether an evaluation runs."""
        from maya._core.threads import evaluating

        return evaluating()
