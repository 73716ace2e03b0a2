"""Time, memory, folders and files of the computer."""

from __future__ import annotations

import datetime
import fnmatch
import os
import re
import shutil
import time
from pathlib import Path
from typing import Any

from maya._commands.declared import declared, not_made
from maya._commands.flags import COMMANDS, Flags
from maya._core.session import session

_timers: dict[str, float] = {}


@declared("timer")
def timer(flags: Flags) -> float:
    """A stop watch."""
    name = flags.get("name", "")
    now = time.perf_counter()
    if flags.get("startTimer"):
        _timers[name] = now
        return 0.0
    if name not in _timers:
        raise RuntimeError("Timer has not been started.\n")
    passed = now - _timers[name]
    if flags.get("endTimer"):
        _timers.pop(name)
    return passed


@declared("timerX")
def timer_x(flags: Flags) -> float:
    """Seconds, or seconds since a start time."""
    now = time.perf_counter()
    return now - flags["startTime"] if "startTime" in flags else now


@declared("date")
def date(flags: Flags) -> str:
    """The date and time as text."""
    now = datetime.datetime.now()
    if flags.get("date"):
        return f"{now:%Y/%m/%d}"
    if flags.get("time"):
        return f"{now:%H:%M:%S}"
    if flags.get("shortDate"):
        return f"{now:%m/%d}"
    if flags.get("shortTime"):
        return f"{now:%H:%M}"
    if "format" in flags:
        words = {
            "YYYY": "%Y",
            "YY": "%y",
            "MM": "%m",
            "DD": "%d",
            "hh": "%H",
            "mm": "%M",
            "ss": "%S",
        }
        return now.strftime(
            re.sub("|".join(words), lambda found: words[found.group()], flags["format"])
        )
    return f"{now:%Y/%m/%d %H:%M:%S}"


@declared("memory")
def memory(flags: Flags) -> Any:
    """How much memory there is, and how much this process has."""
    total = (
        os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 0
    )
    free = (
        os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES") if hasattr(os, "sysconf") else 0
    )
    used = _own_memory()
    values = {
        "physicalMemory": total,
        "freeMemory": free,
        "heapMemory": used,
        "processVirtualMemory": used,
    }
    values |= {"adjustedVirtualMemory": used, "processResidentMemory": used}
    scale = (
        1024**3
        if flags.get("gigaByte")
        else 1024**2
        if flags.get("megaByte")
        else 1024
        if flags.get("kiloByte")
        else 1
    )
    for flag in flags:
        if flag in values:
            value = values[flag] / scale
            return value if flags.get("asFloat") else int(value)
    raise not_made("memory", *flags)


def _own_memory() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


@declared("sysFile")
def sys_file(flags: Flags, *names: Any) -> bool:
    """Copy, move, delete files, make folders; says whether it worked."""
    path = Path(names[0])
    try:
        if "copy" in flags:
            shutil.copyfile(path, flags["copy"])
        elif "rename" in flags or "move" in flags:
            path.rename(flags.get("rename") or flags["move"])
        elif flags.get("delete"):
            path.unlink()
        elif flags.get("makeDir"):
            path.mkdir(parents=True, exist_ok=True)
        elif flags.get("removeEmptyDir"):
            path.rmdir()
    except OSError:
        return False
    return True


@declared("getFileList")
def get_file_list(flags: Flags) -> list[str] | None:
    """Names in a folder."""
    folder = Path(flags.get("folder") or ".")
    if not folder.is_dir():
        return None
    pattern = flags.get("filespec", "*")
    return [
        path.name for path in sorted(folder.iterdir()) if fnmatch.fnmatchcase(path.name, pattern)
    ] or None


@declared("savePrefs")
def save_prefs(flags: Flags) -> None:
    """Write the preferences."""
    from maya._commands.options import save_variables

    save_variables()


@declared("help")
def help_command(flags: Flags, *names: Any) -> Any:
    """The flags of a command."""
    if flags.query:
        return session.state.get(f"help_{next(iter(flags), '')}", False)
    if flags.get("list"):
        pattern = names[0] if names else "*"
        return [name for name in sorted(COMMANDS) if fnmatch.fnmatchcase(name, pattern)]
    command = COMMANDS.get(names[0]) if names else None
    if command is None:
        raise RuntimeError(f"Unknown command: {names[0] if names else ''}\n")
    lines = [f"Synopsis: {command.name} [flags]", "Flags:"]
    for flag in getattr(command, "flags", {}).values():
        lines.append(f"   -{flag.short} -{flag.long:<24} {' '.join(flag.kinds)}")
    return "\n".join(lines)


@declared("waitCursor")
def wait_cursor(flags: Flags) -> Any:
    """How often the busy cursor was asked for."""
    if flags.query:
        return session.state.get("waitCursor", 0) > 0
    change = 1 if flags.get("state") else -1
    session.state["waitCursor"] = max(session.state.get("waitCursor", 0) + change, 0)
    return None


@declared("displayString")
def display_string(flags: Flags, *names: Any) -> Any:
    """Texts that can be translated, by key."""
    strings: dict[str, str] = session.state.setdefault("displayStrings", {})
    if flags.query and flags.get("keys"):
        return [key for key in strings if not names or key.startswith(names[0])] or None
    name = names[0]
    if flags.get("exists"):
        return name in strings
    if flags.query:
        if name not in strings:
            raise RuntimeError(f"{name} is not a registered string.\n")
        return strings[name]
    if flags.get("delete"):
        strings.pop(name, None)
    elif name in strings and not flags.get("replace"):
        raise RuntimeError(f"{name} is registered already.\n")
    else:
        strings[name] = flags.get("value", "")
    return None
