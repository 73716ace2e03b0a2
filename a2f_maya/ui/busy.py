"""Long work on the main thread with a window that stays alive.

Maya's scene belongs to the main thread. While work runs there, the events of Qt are served each
time that it reports, and while its pure part runs in a thread, they are served all the time. Mouse
and keys reach nothing but the Cancel button: nobody can change the scene under the work's feet.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from a2f_maya.errors import SceneError
from a2f_maya.progress import Progress
from a2f_maya.ui.background import run_in_thread
from a2f_maya.ui.qt import QtCore, QtWidgets, is_alive, qt_application
from a2f_maya.ui.status_bar import StatusBar

_Result = TypeVar("_Result")

SECONDS_BETWEEN_TURNS = 0.03

_TYPE = QtCore.QEvent.Type
_INPUT = {
    _TYPE.MouseButtonPress,
    _TYPE.MouseButtonRelease,
    _TYPE.MouseButtonDblClick,
    _TYPE.MouseMove,
    _TYPE.Wheel,
    _TYPE.KeyPress,
    _TYPE.KeyRelease,
    _TYPE.Shortcut,
    _TYPE.ShortcutOverride,
    _TYPE.ContextMenu,
    _TYPE.TabletPress,
    _TYPE.DragEnter,
    _TYPE.Drop,
    _TYPE.Close,
}

_running: list[str] = []


class Work:
    """Long work of a window: what it reports to, and where it runs.

    Attributes
    ----------
    progress : Progress
        May be reported to from any thread.
    """

    def __init__(self, title: str, bar: StatusBar) -> None:
        self._title, self._bar = title, bar
        self._served_at = 0.0
        self._latest = (0.0, "")
        self.progress = Progress(self._report)

    def run(self, pure: Callable[[], _Result]) -> _Result:
        """Run a computation that knows neither Maya nor Qt in a thread of its own.

        Parameters
        ----------
        pure : callable
        """
        return run_in_thread(pure, self.show)

    def show(self) -> None:
        """Show the latest report; main thread only."""
        if is_alive(self._bar):
            fraction, message = self._latest
            self._bar.show_work(fraction, message or self._title)

    def _report(self, fraction: float, message: str) -> None:
        self._latest = (fraction, message)
        if threading.current_thread() is not threading.main_thread():
            return
        now = time.monotonic()
        if now - self._served_at >= SECONDS_BETWEEN_TURNS:
            self._served_at = now
            self.show()
            QtWidgets.QApplication.processEvents()


@contextmanager
def working(title: str, bar: StatusBar) -> Iterator[Work]:
    """Work that a window shows and that its Cancel button cancels.

    Parameters
    ----------
    title : str
        Shown until the work says what it does.
    bar : StatusBar

    Raises
    ------
    SceneError
        If other work is running.
    """
    if _running:
        raise SceneError(f"Wait until this is done: {_running[0]}.")
    work = Work(title, bar)
    cancel = work.progress.cancelled.set
    bar.cancelled.connect(cancel)
    guard = _InputGuard(bar.cancel_button)
    application = qt_application()
    application.installEventFilter(guard)
    _running.append(title)
    try:
        work.show()
        yield work
    finally:
        _running.pop()
        application.removeEventFilter(guard)
        if is_alive(bar):
            bar.cancelled.disconnect(cancel)
            bar.end_work()


class _InputGuard(QtCore.QObject):
    """Swallows mouse and keys for all widgets but one."""

    def __init__(self, allowed: QtWidgets.QWidget) -> None:
        super().__init__()
        self._allowed = allowed

    def eventFilter(  # noqa: N802 - Qt's name
        self, watched: QtCore.QObject, event: QtCore.QEvent
    ) -> bool:
        # shortcuts reach actions, which are no widgets; all other input of interest reaches widgets
        is_target = watched.isWidgetType() or event.type() == _TYPE.Shortcut
        if event.type() not in _INPUT or not is_target or watched is self._allowed:
            return False
        event.ignore()
        return True
