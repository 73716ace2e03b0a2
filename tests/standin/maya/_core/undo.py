"""The undo queue: every change of the scene is a pair of functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Action = Callable[[], None]


@dataclass
class Change:
    """One small reversible step."""

    redo: Action
    undo: Action


@dataclass
class Entry:
    """What one press of undo takes back."""

    name: str
    changes: list[Change] = field(default_factory=list)

    def undo(self) -> None:
        """Take back all changes, last first."""
        for change in reversed(self.changes):
            change.undo()

    def redo(self) -> None:
        """Make all changes again."""
        for change in self.changes:
            change.redo()


class UndoQueue:
    """Entries that can be undone and redone; chunks join commands into one entry."""

    def __init__(self) -> None:
        self.enabled = True
        self.recording_stack: list[Entry | None] = []
        self.length = 0  # 0: without limit
        self.done: list[Entry] = []
        self.undone: list[Entry] = []
        self.chunks: list[Entry] = []
        self.busy = False

    @property
    def recording(self) -> bool:
        """Whether a change made now can be taken back."""
        return bool(self.recording_stack) and self.recording_stack[-1] is not None

    def apply(self, redo: Action, undo: Action) -> None:
        """Make a change, and keep it if anybody records."""
        redo()
        self.record(redo, undo)

    def record(self, redo: Action, undo: Action) -> None:
        """Keep a change that has been made already."""
        if self.recording:
            self.recording_stack[-1].changes.append(Change(redo, undo))

    @contextmanager
    def capture(self) -> Iterator[Entry]:
        """Collect changes in an entry of one's own (the modifiers of the API)."""
        entry = Entry("capture")
        self.recording_stack.append(entry)
        try:
            yield entry
        finally:
            self.recording_stack.pop()

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """Changes inside are not recorded (plain API calls)."""
        self.recording_stack.append(None)
        try:
            yield
        finally:
            self.recording_stack.pop()

    @contextmanager
    def command(self, name: str) -> Iterator[Entry]:
        """One command: an entry of its own, or a part of the command or chunk around it.

        A command that fails leaves the scene as it was.
        """
        outer = self.recording_stack[-1] if self.recording_stack else None
        nested = outer is not None
        if not self.enabled and not nested:
            with self.suspended():
                yield Entry(name)
            return
        entry = Entry(name)
        self.recording_stack.append(entry)
        try:
            yield entry
        except BaseException:
            self.recording_stack.pop()
            with self.suspended():
                entry.undo()
            raise
        self.recording_stack.pop()
        if nested:
            outer.changes.extend(entry.changes)
        elif entry.changes and self.enabled:
            self._push(entry)

    def _push(self, entry: Entry) -> None:
        if self.busy:
            return
        self.undone.clear()
        if self.chunks:
            self.chunks[-1].changes.extend(entry.changes)
            return
        self.done.append(entry)
        if self.length and len(self.done) > self.length:
            del self.done[: len(self.done) - self.length]

    def open_chunk(self, name: str) -> None:
        """Join the following commands; a chunk inside a chunk joins the outer one."""
        self.chunks.append(Entry(name or "chunk"))

    def close_chunk(self) -> None:
        """End the innermost chunk."""
        if not self.chunks:
            return
        chunk = self.chunks.pop()
        if chunk.changes:
            self._push(chunk)

    def undo(self) -> str:
        """Take back the newest entry."""
        if not self.done:
            raise RuntimeError("There are no more commands to undo.")
        entry = self.done.pop()
        self._run(entry.undo)
        self.undone.append(entry)
        return entry.name

    def redo(self) -> str:
        """Make the newest undone entry again."""
        if not self.undone:
            raise RuntimeError("There are no more commands to redo.")
        entry = self.undone.pop()
        self._run(entry.redo)
        self.done.append(entry)
        return entry.name

    def _run(self, action: Action) -> None:
        self.busy = True
        try:
            with self.suspended():
                action()
        finally:
            self.busy = False

    def flush(self) -> None:
        """Forget everything."""
        self.done.clear()
        self.undone.clear()
        for chunk in self.chunks:
            chunk.changes.clear()
