"""Signals that the callbacks of both APIs and scriptJobs listen to."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from typing import Any

Listener = Callable[..., Any]

NAMES = frozenset(
    {
        "node_added",  # (node)
        "node_removed",  # (node)  still in the scene
        "node_destroyed",  # (node)
        "node_renamed",  # (node, old name)
        "uuid_changed",  # (node, old uuid)
        "attribute_changed",  # (kind, plug, other plug or None): set, connected, disconnected, locked...
        "attribute_added",  # (plug)
        "attribute_removed",  # (plug)
        "plug_dirty",  # (plug)
        "connection",  # (source, destination, made)
        "time_changed",  # (ticks)
        "force_update",  # (ticks)
        "selection_changed",  # ()
        "parent_added",  # (child, parent)
        "parent_removed",  # (child, parent)
        "children_reordered",  # (parent)
        "scene_message",  # (name)  for example 'beforeNew', 'afterOpen', 'mayaExiting'
        "plugin",  # (name, 'beforeLoad' ...)
        "undo",
        "redo",  # ()
        "command",  # (text)
        "condition",  # (name, state)
        "option_changed",  # (name)
        "user_event",  # (name, data)
        "idle",  # ()
        "mesh_changed",  # (node)
        "reference",  # (kind, reference node)
        "unit_changed",  # (which)
        "playback_range",  # ()
    }
)


class Events:
    """Listeners by signal; a listener that fails is printed, never raised (as in Maya)."""

    def __init__(self) -> None:
        self._listeners: dict[str, dict[int, Listener]] = {name: {} for name in NAMES}
        self._next = 1

    def listen(self, name: str, listener: Listener) -> int:
        """Add a listener; gives the number to forget it by."""
        number = self._next
        self._next += 1
        self._listeners[name][number] = listener
        return number

    def forget(self, number: int) -> bool:
        """Remove a listener; says whether there was one."""
        return any(
            listeners.pop(number, None) is not None for listeners in self._listeners.values()
        )

    def has_listeners(self, name: str) -> bool:
        """Whether sending would reach anybody."""
        return bool(self._listeners[name])

    def send(self, name: str, *arguments: Any) -> list[Any]:
        """Call all listeners in order of their adding; gives what they returned."""
        answers = []
        for listener in list(self._listeners[name].values()):
            try:
                answers.append(listener(*arguments))
            except Exception:
                traceback.print_exc(file=sys.stderr)
        return answers
