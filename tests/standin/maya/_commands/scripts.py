"""Running scripts now and later: evalDeferred, eval, python, error, warning ..."""

from __future__ import annotations

import sys
import time
from typing import Any

from maya._commands.declared import declared
from maya._commands.flags import Flags
from maya._core import idle
from maya._core.session import session
from maya._files import mel


@declared("evalDeferred")
def eval_deferred(flags: Flags, *commands: Any) -> Any:
    """Queue a function or a text (Python) for idle time."""
    if flags.get("list"):
        return [task.text for task in session.idle_queue if getattr(task, "text", "")] or None
    priority = 2 if flags.get("lowestPriority") else 1
    if flags.get("lowPriority"):
        priority = 2
    text = commands[0] if len(commands) == 1 else " ".join(map(str, commands))
    function = commands[0] if commands and callable(commands[0]) else lambda: mel.run_callback(text)
    task = idle.Task(
        function,
        priority=0 if flags.get("evaluateNext") else priority,
        text=text if isinstance(text, str) else "",
    )
    idle.put(task, first=bool(flags.get("evaluateNext")))
    return None


@declared("eval")
def eval_command(flags: Flags, *commands: Any) -> Any:
    """Run MEL."""
    return mel.evaluate(" ".join(map(str, commands)))


@declared("python")
def python(flags: Flags, *commands: Any) -> Any:
    """Run Python."""
    return mel.run_python("\n".join(map(str, commands)))


@declared("evalEcho")
def eval_echo(flags: Flags, *commands: Any) -> Any:
    """Write MEL and run it."""
    text = " ".join(map(str, commands))
    sys.stdout.write(f"{text}\n")
    return mel.evaluate(text)


def _words(commands: tuple[Any, ...]) -> str:
    return " ".join(map(str, commands))


@declared("error")
def error(flags: Flags, *texts: Any) -> None:
    """Write an error and stop the script with a RuntimeError."""
    sys.stderr.write(f"Error: {_words(texts)}\n")
    raise RuntimeError(_words(texts))


@declared("warning")
def warning(flags: Flags, *texts: Any) -> None:
    """Write a warning."""
    sys.stderr.write(f"Warning: {_words(texts)}\n")


@declared("pause")
def pause(flags: Flags) -> None:
    """Wait for some seconds."""
    time.sleep(flags.get("seconds", 0))


@declared("quit")
def quit_maya(flags: Flags) -> None:
    """End the process."""
    from maya._files import startup

    startup.finish()
    sys.stdout.flush()
    sys.stderr.flush()
    raise SystemExit(flags.get("exitCode", 0))


@declared("commandEcho")
def command_echo(flags: Flags) -> Any:
    """Whether all commands are written."""
    options = session.state.setdefault(
        "commandEcho", {"state": False, "lineNumbers": False, "filter": []}
    )
    if flags.query:
        return next((options.get(flag) for flag in flags), None)
    options.update({key: value for key, value in flags.items() if key in options})
    return None


@declared("melInfo")
def mel_info(flags: Flags) -> list[str]:
    """Names of global MEL procedures."""
    from maya._files.mel_run import procedures

    return sorted(procedures())


@declared("condition")
def condition(flags: Flags, *names: Any) -> Any:
    """Named conditions that jobs can watch."""
    known: dict[str, bool] = session.state.setdefault("conditions", dict(CONDITIONS))
    if not names:
        raise RuntimeError("A condition has to be named.\n")
    name = names[0]
    if flags.query:
        return known[name]
    if flags.get("delete"):
        known.pop(name, None)
        return None
    old = known.get(name)
    known[name] = bool(flags.get("state", old or False))
    if "script" in flags and flags.get("initialize"):
        known[name] = bool(mel.call(flags["script"]))
    if old != known[name]:
        session.events.send("condition", name, known[name])
    return name


CONDITIONS = {
    "SomethingSelected": False, "UndoAvailable": False, "RedoAvailable": False, "playingBack": False, "busy": False,
    "readingFile": False, "opening": False, "writingFile": False, "deleteUndoAvailable": False, "quitAvailable": True,
    "autoKeyframeState": False, "SomeUVSelected": False, "editMenuUpdateCheck": False, "hotkeyListChange": False,
    "IsIncreaseLodEnabled": False, "NewSceneOpened": False,
}  # fmt: skip


def _announce(name: str, state: bool) -> None:
    known = session.state.setdefault("conditions", dict(CONDITIONS))
    if known.get(name) != state:
        known[name] = state
        session.events.send("condition", name, state)


def _selected() -> None:
    _announce("SomethingSelected", bool(session.scene.selection))


def _queue_changed() -> None:
    _announce("UndoAvailable", bool(session.undo.done))
    _announce("RedoAvailable", bool(session.undo.undone))


session.events.listen("selection_changed", _selected)
session.events.listen("undo", _queue_changed)
session.events.listen("redo", _queue_changed)


@declared("isTrue")
def is_true(flags: Flags, *names: Any) -> bool:
    """The state of a condition."""
    live = {
        "SomethingSelected": lambda: bool(session.scene.selection),
        "UndoAvailable": lambda: bool(session.undo.done),
        "RedoAvailable": lambda: bool(session.undo.undone),
    }
    name = names[0]
    if name in live:
        return live[name]()
    return session.state.setdefault("conditions", dict(CONDITIONS)).get(name, False)


@declared("callbacks")
def callbacks(flags: Flags) -> Any:
    """Functions on named hooks of Maya's scripts."""
    hooks: dict[str, list[tuple[str, Any]]] = session.state.setdefault("hooks", {})
    hook, owner = flags.get("hook", ""), flags.get("owner", "")
    if "addCallback" in flags:
        hooks.setdefault(hook, []).append((owner, flags["addCallback"]))
    elif "removeCallback" in flags:
        hooks[hook] = [
            pair for pair in hooks.get(hook, []) if pair != (owner, flags["removeCallback"])
        ]
    elif flags.get("clearCallbacks"):
        hooks[hook] = [pair for pair in hooks.get(hook, []) if owner and pair[0] != owner]
    elif flags.get("clearAllCallbacks"):
        hooks.clear()
    elif flags.get("listCallbacks"):
        return [
            function for name, function in hooks.get(hook, []) if not owner or name == owner
        ] or None
    elif flags.get("executeCallbacks"):
        return [mel.call(function) for _, function in hooks.get(hook, [])]
    return None
