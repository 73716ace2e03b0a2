"""optionVar and internalVar."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from maya._commands.declared import declared, not_made
from maya._commands.flags import Flags
from maya._core.session import session
from maya._files.startup import app_dir


def variables() -> dict[str, Any]:
    """The variables; those of the preferences file are read once."""
    if session.state.get("preferences_read") is not session.options:
        session.state["preferences_read"] = session.options
        path = preference_file()
        if path.is_file():
            with contextlib.suppress(ValueError):
                kept = json.loads(path.read_text(encoding="utf-8"))
                session.options.update({**kept, **session.options})
    return session.options


def preference_folder() -> Path:
    """Where the preferences of this release are."""
    return app_dir() / session.version / "prefs"


def preference_file() -> Path:
    """Where variables are kept between sessions."""
    return preference_folder() / "userPrefs.json"


def save_variables() -> None:
    """Write the variables if there is a folder for them (MAYA_APP_DIR)."""
    import os

    if not os.environ.get("MAYA_APP_DIR"):
        return
    path = preference_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = {
        name: value
        for name, value in variables().items()
        if name not in session.state.get("transient", set())
    }
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False), encoding="utf-8")


def _single(value: Any) -> Any:
    return list(value) if len(value) > 1 else value[0]


@declared("optionVar")
def option_var(flags: Flags, *names: Any) -> Any:
    """Variables that outlive the session."""
    known = variables()
    if "query" in flags:
        name = flags["query"]
        if not isinstance(name, str):
            raise TypeError("Invalid arguments for flag 'query'.  Expected string, got bool")
        value = known.get(name, 0)
        return list(value) if isinstance(value, list) else value
    if "exists" in flags:
        return flags["exists"] in known
    if flags.get("list"):
        return sorted(known)
    if "arraySize" in flags:
        value = known.get(flags["arraySize"])
        return len(value) if isinstance(value, list) else 1 if value is not None else 0
    if flags.get("listModified") or flags.get("listCategories"):
        return None
    _store(flags, known)
    return None


def _store(flags: Flags, known: dict[str, Any]) -> None:
    changed: list[str] = []
    for flag, uses in flags.items():
        if flag in ("category", "default", "version", "init"):
            continue
        if flag == "transient":
            continue
        if flag == "prefFile":
            raise not_made("optionVar", flag)
        for use in uses if isinstance(uses, list) else [uses]:
            changed.append(_store_one(flag, use, known))
    if flags.get("transient"):
        session.state.setdefault("transient", set()).update(changed)
    for name in changed:
        session.events.send("option_changed", name)
    save_variables()


def _store_one(flag: str, use: Any, known: dict[str, Any]) -> str:
    name = use if isinstance(use, str) else use[0]
    if flag in ("remove", "stash", "unstash", "clearStash"):
        known.pop(name, None) if flag == "remove" else None
    elif flag in ("clearArray", "intArray", "floatArray", "stringArray"):
        known[name] = []
    elif flag.endswith("Append"):
        old = known.get(name, [])
        known[name] = [*(old if isinstance(old, list) else [old]), use[1]]
    elif flag == "removeFromArray":
        if isinstance(known.get(name), list) and 0 <= use[1] < len(known[name]):
            del known[name][use[1]]
    else:
        known[name] = _single(use[1:])
    return name


_FOLDERS = {
    "userAppDir": lambda: app_dir(),
    "userPrefDir": preference_folder,
    "userScriptDir": lambda: app_dir() / session.version / "scripts",
    "userShelfDir": lambda: preference_folder() / "shelves",
    "userBitmapsDir": lambda: preference_folder() / "icons",
    "userHotkeyDir": lambda: preference_folder() / "hotkeys",
    "userMarkingMenuDir": lambda: preference_folder() / "markingMenus",
    "userPresetsDir": lambda: app_dir() / session.version / "presets",
    "userWorkspaceDir": lambda: app_dir() / "projects",
    "mayaInstallDir": lambda: Path(f"/usr/autodesk/maya{session.version}"),
}


@declared("internalVar")
def internal_var(flags: Flags) -> str:
    """Folders of this user, with a slash at the end."""
    import tempfile

    for flag in flags:
        if flag == "userTmpDir":
            return Path(tempfile.gettempdir()).as_posix() + "/"
        if flag in _FOLDERS:
            return _FOLDERS[flag]().as_posix() + "/"
    raise RuntimeError("No flag was given.\n")
