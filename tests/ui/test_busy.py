"""Long work: the window lives, Cancel works, and nothing else can be pressed meanwhile."""

from __future__ import annotations

import threading
import time
from itertools import pairwise
from typing import Any

import pytest

from a2f_maya.errors import CancelledError, SceneError
from a2f_maya.progress import Progress
from a2f_maya.ui.background import run_in_thread
from a2f_maya.ui.busy import working
from a2f_maya.ui.qt import QtCore, QtGui, QtWidgets
from a2f_maya.ui.status_bar import StatusBar
from tests.ui.hands import CONTROL, qt_test


@pytest.fixture
def bar(application: Any) -> Any:
    window = QtWidgets.QWidget()
    layout = QtWidgets.QVBoxLayout(window)
    made = StatusBar()
    made.other = QtWidgets.QPushButton("Other")
    layout.addWidget(made)
    layout.addWidget(made.other)
    window.show()
    yield made
    window.close()


def press(widget: QtWidgets.QWidget) -> None:
    """Put a real mouse click into Qt's queue."""
    place = QtCore.QPointF(widget.rect().center())
    everywhere = QtCore.QPointF(widget.mapToGlobal(widget.rect().center()))
    left, none = QtCore.Qt.MouseButton.LeftButton, QtCore.Qt.KeyboardModifier.NoModifier
    kinds = QtCore.QEvent.Type.MouseButtonPress, QtCore.QEvent.Type.MouseButtonRelease
    for kind in kinds:
        event = QtGui.QMouseEvent(kind, place, everywhere, left, left, none)
        QtWidgets.QApplication.postEvent(widget, event)


def slowly(progress: Progress, steps: int = 40) -> str:
    for step in range(steps):
        progress.update(step / steps, f"Step {step}")
        time.sleep(0.01)
    return threading.current_thread().name


def test_progress_is_shown_and_goes_away(bar: Any) -> None:
    shown = []
    with working("Working", bar) as work:
        assert bar.bar.isVisible() and bar.text.text() == "Working"
        QtCore.QTimer.singleShot(200, lambda: shown.append((bar.bar.value(), bar.text.text())))
        name = work.run(lambda: slowly(work.progress))
    assert name != threading.main_thread().name
    ((value, text),) = shown
    assert 5 < value < 95 and text.startswith("Step ")
    assert not bar.bar.isVisible() and not bar.cancel_button.isVisible()


@pytest.mark.parametrize("in_thread", [True, False])
def test_cancel_is_the_only_button_that_can_be_pressed(bar: Any, in_thread: bool) -> None:
    pressed: list[str] = []
    bar.other.clicked.connect(lambda *_: pressed.append("other"))
    with pytest.raises(CancelledError), working("Working", bar) as work:
        press(bar.other)
        QtCore.QTimer.singleShot(60, lambda: press(bar.cancel_button))
        if in_thread:
            work.run(lambda: slowly(work.progress, 400))
        else:
            slowly(work.progress, 400)
    assert pressed == []
    press(bar.other)
    QtWidgets.QApplication.processEvents()
    assert pressed == ["other"]


def test_shortcuts_rest_meanwhile(bar: Any) -> None:
    pressed: list[str] = []
    menu = QtWidgets.QMenu("Edit", bar.window())
    action = menu.addAction("Undo")
    action.setShortcut(QtGui.QKeySequence("Ctrl+Z"))
    action.triggered.connect(lambda *_: pressed.append("undo"))
    bar.window().addAction(action)
    bar.window().activateWindow()
    qt_test().qWaitForWindowActive(bar.window())

    def press_keys() -> None:
        qt_test().keyClick(bar.window(), QtCore.Qt.Key.Key_Z, CONTROL)

    press_keys()
    assert pressed == ["undo"]
    with working("Working", bar):
        press_keys()
    assert pressed == ["undo"]
    press_keys()
    assert pressed == ["undo", "undo"]


def test_one_work_at_a_time(bar: Any) -> None:
    with (
        working("First work", bar),
        pytest.raises(SceneError, match="First work"),
        working("Second work", bar),
    ):
        pass
    with working("Third work", bar):
        pass


def test_an_error_of_the_thread_comes_back(bar: Any) -> None:
    def fail() -> None:
        raise KeyError("lost")

    with pytest.raises(KeyError, match="lost"), working("Working", bar) as work:
        work.run(fail)
    assert not bar.bar.isVisible()


def test_qt_lives_while_the_thread_works() -> None:
    ticks: list[float] = []
    timer = QtCore.QTimer()
    timer.timeout.connect(lambda: ticks.append(time.monotonic()))
    timer.start(10)
    assert run_in_thread(lambda: time.sleep(0.3) or 7, lambda: None) == 7
    timer.stop()
    assert len(ticks) > 10
    assert max(b - a for a, b in pairwise(ticks)) < 0.15
