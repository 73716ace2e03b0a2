"""Which Maya the tests run on: a real one, if this is mayapy, or else the stand-in."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
STANDIN = TESTS / "standin"

# What Autodesk's own test runs set: clean preferences, no reports, no crash at exit.
REAL_MAYA_ENVIRONMENT = {
    "MAYA_DISABLE_ADP": "1",
    "MAYA_DISABLE_CER": "1",
    "MAYA_DISABLE_CIP": "1",
    "MAYA_NO_STANDALONE_ATEXIT": "1",
    "MAYA_SKIP_USERSETUP_PY": "1",
    "QT_QPA_PLATFORM": "offscreen",
}


def real_maya_folder() -> Path | None:
    """The folder of Autodesk's ``maya`` package, or None where there is none.

    A folder that merely is called "maya" (preferences, a checkout) is a namespace package without
    a file of its own and does not count; neither does the stand-in on ``PYTHONPATH``.
    """
    specification = importlib.util.find_spec("maya")
    if specification is None or specification.origin in (None, "namespace"):
        return None
    folder = Path(str(specification.origin)).resolve().parent
    return None if folder.is_relative_to(STANDIN) else folder


def choose() -> bool:
    """Make ``import maya`` work; True if it is a real Maya."""
    if real_maya_folder() is not None:
        return True
    if str(STANDIN) not in sys.path:
        sys.path.insert(0, str(STANDIN))
        importlib.invalidate_caches()
    return False


def start(real: bool) -> None:
    """Start Maya once for the whole process; nothing else of ``maya`` works before."""
    if real:
        for name, value in REAL_MAYA_ENVIRONMENT.items():
            os.environ.setdefault(name, value)
        os.environ.setdefault("MAYA_APP_DIR", tempfile.mkdtemp(prefix="maya_preferences_"))
        # Maya 2024 ends the process at the first widget if the application object comes later.
        make_qt_application()
    standalone = importlib.import_module("maya.standalone")
    standalone.initialize(name="python")


def make_qt_application() -> object | None:
    """The one QApplication of the process, or None without Qt."""
    for binding in ("PySide6", "PySide2"):
        if importlib.util.find_spec(binding):
            widgets = importlib.import_module(f"{binding}.QtWidgets")
            application: object = widgets.QApplication.instance() or widgets.QApplication(["tests"])
            return application
    return None
