"""Real Qt without a screen, and the stand-in as a Maya with windows."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support import maya_host

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def application() -> Any:
    # PySide6 6.5 prints a page about NumPy 2 when it is imported, and works all the same
    with contextlib.redirect_stderr(io.StringIO()):
        made = maya_host.make_qt_application()
    assert made is not None, "PySide6 or PySide2 has to be installed"
    return made


@pytest.fixture(autouse=True)
def every_test_has_qt(application: Any, maya_session: None) -> None:
    from a2f_maya.ui import appearance

    appearance.use_dark_palette(application)


@pytest.fixture
def main_window(application: Any, new_scene: None) -> Iterator[Any]:
    """Maya's main window: the stand-in has windows as long as this is used."""
    from maya import cmds
    from maya._core import interface, qt_widgets

    from a2f_maya.ui import transfer_window, wrap_window
    from a2f_maya.ui.base import close
    from a2f_maya.ui.qt import QtWidgets

    interface.set_batch(False)
    window = QtWidgets.QMainWindow()
    window.setObjectName(interface.MAIN_WINDOW)
    qt_widgets.registered()[interface.MAIN_WINDOW] = window
    cmds.flushUndo()
    yield window
    for module in (transfer_window, wrap_window):
        close(module.WINDOW)
    qt_widgets.registered().clear()
    window.deleteLater()
    cmds.file(new=True, force=True)
    cmds.flushUndo()
    interface.set_batch(True)


@pytest.fixture
def window(main_window: Any) -> Any:
    """The Character Transfer window, with nothing remembered."""
    from maya import cmds

    from a2f_maya.ui import base, settings, transfer_window
    from tests.ui.hands import settle

    for name in cmds.optionVar(list=True) or []:
        if name.startswith(settings.PREFIX):
            cmds.optionVar(remove=name)
    transfer_window.show()
    settle()
    return base.find(transfer_window.WINDOW)


@pytest.fixture
def meshes(window: Any) -> dict[str, str]:
    """Two heads that the artist has assigned."""
    from a2f_maya.ui.transfer.state import SOURCE, TARGET
    from tests.ui import heads
    from tests.ui.transfer_hands import assign

    made = {
        SOURCE: heads.put(heads.ball("driver")),
        TARGET: heads.put(heads.ball("hero", (8, 11, 8), 3.0), 30),
    }
    for role, name in made.items():
        assign(window, role, name)
    return made


@pytest.fixture
def setup(window: Any, meshes: dict[str, str]) -> str:
    """A set-up with six pairs."""
    from a2f_maya.maya import transfer
    from tests.ui import heads
    from tests.ui.hands import settle

    setup = window.presenter.setup
    transfer.set_pairs(setup, heads.pairs())
    settle()
    return str(setup)
