"""Pure computations in a thread of their own, while the main thread keeps the windows alive."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from a2f_maya.ui.qt import QtCore, run_loop

_Result = TypeVar("_Result")

MILLISECONDS_BETWEEN_LOOKS = 20


def run_in_thread(work: Callable[[], _Result], look: Callable[[], object]) -> _Result:
    """Run work that knows neither Maya nor Qt; returns or raises what it returns or raises.

    Qt's events are served meanwhile. Input should be kept away, see `a2f_maya.ui.busy`.

    Parameters
    ----------
    work : callable
    look : callable
        Called on the main thread now and then, to show how far the work is.
    """
    thread = _Thread(work)
    loop = QtCore.QEventLoop()
    timer = QtCore.QTimer()
    timer.setInterval(MILLISECONDS_BETWEEN_LOOKS)

    def tick() -> None:
        look()
        if not thread.is_alive():
            loop.quit()

    timer.timeout.connect(tick)
    thread.start()
    timer.start()
    run_loop(loop)
    timer.stop()
    return thread.result()


class _Thread(threading.Thread, Generic[_Result]):
    def __init__(self, work: Callable[[], _Result]) -> None:
        super().__init__(name="a2f-window-work", daemon=True)
        self._work = work
        self._results: list[_Result] = []
        self._error: BaseException | None = None

    def run(self) -> None:
        try:
            self._results.append(self._work())
        except BaseException as error:  # raised again where the result is asked for
            self._error = error

    def result(self) -> _Result:
        self.join()
        if self._error is not None:
            raise self._error
        return self._results[0]
