"""Callbacks about events, conditions, time and commands."""

from __future__ import annotations

from typing import Any

from maya._shared.event_messages import (
    CommandMessage,
    ConditionMessage,
    EventMessage,
    TimerMessage,
    UserEventMessage,
    condition_names,
    event_names,
)

from .fn_base import filled
from .messages import MMessage
from .swig import named


@named("MEventMessage")
class MEventMessage(EventMessage, MMessage):
    """Messages by the names that scriptJob uses."""

    @staticmethod
    def getEventNames(names: Any) -> None:
        """Fill a list with the names of events."""
        filled(names, event_names())


@named("MUserEventMessage")
class MUserEventMessage(UserEventMessage, MMessage):
    """Events of one's own."""


@named("MConditionMessage")
class MConditionMessage(ConditionMessage, MMessage):
    """Messages about conditions such as ``playingBack``."""

    @staticmethod
    def getConditionNames(names: Any) -> None:
        """Fill a list with the names of conditions."""
        filled(names, condition_names())


@named("MTimerMessage")
class MTimerMessage(TimerMessage, MMessage):
    """Messages at regular times; sent when the idle queue is pumped."""


@named("MCommandMessage")
class MCommandMessage(CommandMessage, MMessage):
    """Messages about commands."""
