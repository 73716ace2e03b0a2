"""undo, redo, undoInfo, flushUndo, repeatLast."""

from __future__ import annotations

import sys
from typing import Any

from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core.session import session


@graph_command("undo", undoable=False)
def _undo(flags: Flags) -> None:
    session.undo.undo()
    session.events.send("undo")


@graph_command("redo", undoable=False)
def _redo(flags: Flags) -> None:
    session.undo.redo()
    session.events.send("redo")


@graph_command("flushUndo", undoable=False)
def _flush(flags: Flags) -> None:
    session.undo.flush()


@graph_command("undoInfo", undoable=False)
def _undo_info(flags: Flags) -> Any:
    return _query(flags) if flags.query else _change(flags)


def _query(flags: Flags) -> Any:
    queue = session.undo
    answers = {
        "state": lambda: queue.enabled,
        "stateWithoutFlush": lambda: queue.enabled,
        "infinity": lambda: queue.length == 0,
        "length": lambda: queue.length,
        "undoName": lambda: queue.done[-1].name if queue.done else "",
        "redoName": lambda: queue.undone[-1].name if queue.undone else "",
        "undoQueueEmpty": lambda: not queue.done,
        "redoQueueEmpty": lambda: not queue.undone,
        "chunkName": lambda: queue.chunks[-1].name if queue.chunks else "",
        "printQueue": lambda: _print(queue.done),
        "printRedoQueue": lambda: _print(queue.undone),
    }
    for name, answer in answers.items():
        if name in flags:
            return answer()
    raise RuntimeError("undoInfo: nothing was asked for.")


def _print(entries: list[Any]) -> None:
    for number, entry in enumerate(entries, 1):
        sys.stdout.write(f"{number}: {entry.name}\n")


def _change(flags: Flags) -> None:
    queue = session.undo
    if "state" in flags:
        if not flags["state"]:
            queue.flush()
        queue.enabled = flags["state"]
    if "stateWithoutFlush" in flags:
        queue.enabled = flags["stateWithoutFlush"]
    if flags.get("infinity"):
        queue.length = 0
    elif "length" in flags:
        queue.length = flags["length"]
        if queue.length:
            del queue.done[: max(0, len(queue.done) - queue.length)]
    if flags.get("openChunk"):
        queue.open_chunk(flags.get("chunkName", ""))
    if flags.get("closeChunk"):
        queue.close_chunk()


@graph_command(
    "repeatLast",
    missing="commandList commandNameList item numberOfHistoryItems pythonCommand",
    harmless="historyLimit",
    undoable=False,
)
def _repeat_last(flags: Flags) -> Any:
    state = session.state.setdefault("repeat_last", {"addCommand": "", "addCommandLabel": ""})
    if flags.query:
        return next((state[name] for name in flags if name in state), None)
    state.update({name: value for name, value in flags.items() if name in state})
    return None
