"""Start and end of a session: modules, userSetup.py, preferences, plug-ins."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

from maya._core import plugin_loading
from maya._core.session import session
from maya._files import mel_calls, module_files


def app_dir() -> Path:
    """MAYA_APP_DIR, or the usual folder."""
    given = os.environ.get("MAYA_APP_DIR")
    return Path(given) if given else Path.home() / "maya"


def start() -> None:
    """What Maya does before the user's turn; once in a process."""
    if session.state.get("initialized"):
        return
    session.state["initialized"] = True
    module_files.load_all()
    add_script_folders()
    _autoload()
    if not os.environ.get("MAYA_SKIP_USERSETUP_PY"):
        run_user_setups()
    path = mel_calls.script_file("userSetup")
    if path is not None:
        mel_calls.source(path)
    session.events.send("scene_message", "mayaInitialized")


def add_script_folders() -> None:
    """Put the folders of the user's scripts on ``sys.path``."""
    folders = [app_dir() / session.version / "scripts", app_dir() / "scripts"]
    for folder in folders:
        if folder.is_dir() and str(folder) not in sys.path:
            sys.path.append(str(folder))
    known = os.environ.get("MAYA_SCRIPT_PATH", "").split(os.pathsep)
    for text in known:
        if text and text not in sys.path and Path(text).is_dir():
            sys.path.append(text)


def _autoload() -> None:
    for name, wanted in list(session.state.get("pluginAutoload", {}).items()):
        if wanted:
            try:
                plugin_loading.load(name)
            except RuntimeError as error:
                sys.stderr.write(f"Warning: {error}")


def run_user_setups() -> None:
    """Run every userSetup.py on ``sys.path``; errors are printed."""
    import __main__

    for folder in list(dict.fromkeys(sys.path)):
        path = Path(folder or ".") / "userSetup.py"
        if not path.is_file():
            continue
        try:
            exec(compile(path.read_bytes(), str(path), "exec"), __main__.__dict__)
        except Exception:
            sys.stderr.write("Failed to execute userSetup.py\n")
            traceback.print_exc(file=sys.stderr)


def finish() -> None:
    """What Maya does at its end."""
    if not session.state.get("initialized"):
        return
    session.state["initialized"] = False
    session.events.send("scene_message", "mayaExiting")
    for plugin in list(session.plugins.values())[::-1]:
        try:
            plugin_loading.unload(plugin, force=True)
        except RuntimeError as error:
            sys.stderr.write(str(error))
