"""What the evaluation manager tells the nodes that it schedules, and caching."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from maya._api2.data_blocks import MDataBlock
from maya._api2.objects import NOT_FOUND, MObject, attribute_of, wrap
from maya._api2.plugs import MPlug
from maya._core import evaluation
from maya._core.evaluation_manager import EvaluationNode
from maya._core.plugs import Plug


class MEvaluationNode:
    """A scheduled node and its dirty plugs."""

    __slots__ = ("_scheduled",)

    def __init__(self, source: MEvaluationNode | None = None) -> None:
        self._scheduled: EvaluationNode | None = None if source is None else source._scheduled

    @classmethod
    def _of(cls, scheduled: EvaluationNode) -> MEvaluationNode:
        self = cls()
        self._scheduled = scheduled
        return self

    def _plugs(self, attribute: MObject) -> list[Plug]:
        wanted = attribute_of(attribute)
        return [
            plug
            for plug in self._scheduled.plugs
            if plug.attribute is wanted or any(each.attribute is wanted for each in plug.above())
        ]

    def dirtyPlugExists(self, attribute: MObject) -> bool:
        """Whether a plug of an attribute is dirty."""
        return bool(self._plugs(attribute))

    def dirtyPlug(self, attribute: MObject) -> MPlug:
        """The dirty plug of an attribute."""
        found = self._plugs(attribute)
        if not found:
            raise RuntimeError(NOT_FOUND)
        return MPlug._of(found[0])

    def iterator(self) -> MEvaluationNodeIterator:
        """All dirty plugs."""
        return MEvaluationNodeIterator._of(list(self._scheduled.plugs))

    def dependencyNode(self) -> MObject:
        """The node."""
        return wrap(self._scheduled.node)

    def datablock(self) -> MDataBlock:
        """The values of the node."""
        return MDataBlock._of(evaluation.Block(self._scheduled.node, evaluation.NORMAL))


class MEvaluationNodeIterator:
    """Walks over dirty plugs."""

    __slots__ = ("_place", "_plugs")

    def __init__(self, source: MEvaluationNodeIterator | None = None) -> None:
        self._plugs: list[Plug] = [] if source is None else list(source._plugs)
        self._place = 0

    @classmethod
    def _of(cls, plugs: list[Plug]) -> MEvaluationNodeIterator:
        self = cls()
        self._plugs = plugs
        return self

    def plug(self) -> MPlug:
        """The present plug."""
        return MPlug._of(self._plugs[self._place])

    def isDone(self) -> bool:
        """Whether all plugs were visited."""
        return self._place >= len(self._plugs)

    def next(self) -> MEvaluationNodeIterator:
        """Go on."""
        self._place += 1
        return self

    def reset(self) -> MEvaluationNodeIterator:
        """Start again."""
        self._place = 0
        return self

    def _each(self) -> Iterator[MPlug]:
        return (MPlug._of(plug) for plug in self._plugs)


class MCacheSchema:
    """What is cached of a node."""

    def __init__(self) -> None:
        self._attributes: list[Any] = []

    def add(self, attribute: MObject) -> MCacheSchema:
        """Cache an attribute."""
        self._attributes.append(attribute_of(attribute))
        return self

    def reset(self) -> MCacheSchema:
        """Cache nothing."""
        self._attributes = []
        return self


class MNodeCacheDisablingInfo:
    """Why a node cannot be cached."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> MNodeCacheDisablingInfo:
        """Allow caching."""
        self._disabled, self._reason, self._mitigation = False, "", ""
        return self

    def getCacheDisabled(self) -> bool:
        """Whether caching is off."""
        return self._disabled

    def setCacheDisabled(self, disabled: bool) -> MNodeCacheDisablingInfo:
        """Switch caching off."""
        self._disabled = bool(disabled)
        return self

    def setReason(self, reason: str) -> MNodeCacheDisablingInfo:
        """Say why."""
        self._reason = str(reason)
        return self

    def setMitigation(self, mitigation: str) -> MNodeCacheDisablingInfo:
        """Say what helps."""
        self._mitigation = str(mitigation)
        return self


class MNodeCacheSetupInfo:
    """What a node wishes of caching."""

    kSimulationSupport, kLastRequirement = 0, 1
    kWantToCacheByDefault, kLastPreference = 0, 1

    def __init__(self) -> None:
        self._requirements: dict[int, bool] = {}
        self._preferences: dict[int, bool] = {}

    def getRequirement(self, requirement: int) -> bool:
        """Whether something is needed."""
        return self._requirements.get(requirement, False)

    def setRequirement(self, requirement: int, value: bool) -> MNodeCacheSetupInfo:
        """Need something."""
        self._requirements[requirement] = bool(value)
        return self

    def getPreference(self, preference: int) -> bool:
        """Whether something is wished for."""
        return self._preferences.get(preference, False)

    def setPreference(self, preference: int, value: bool) -> MNodeCacheSetupInfo:
        """Wish for something."""
        self._preferences[preference] = bool(value)
        return self
