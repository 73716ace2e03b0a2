"""Messages of events, conditions, timers and commands."""

from __future__ import annotations

from maya._api2.messages import MMessage
from maya._shared.event_messages import (
    CommandMessage,
    ConditionMessage,
    EventMessage,
    TimerMessage,
    UserEventMessage,
    condition_names,
    event_names,
)


class MEventMessage(EventMessage, MMessage):
    """Messages by the names that scriptJob uses."""

    @staticmethod
    def getEventNames() -> tuple[str, ...]:
        """Names of the events."""
        return tuple(event_names())


class MUserEventMessage(UserEventMessage, MMessage):
    """Events of one's own."""


class MConditionMessage(ConditionMessage, MMessage):
    """Messages about conditions such as ``playingBack``."""

    @staticmethod
    def getConditionNames() -> tuple[str, ...]:
        """Names of the conditions."""
        return tuple(condition_names())


class MTimerMessage(TimerMessage, MMessage):
    """Messages at regular times; sent when the idle queue is pumped."""


class MCommandMessage(CommandMessage, MMessage):
    """Messages about commands and their output."""
