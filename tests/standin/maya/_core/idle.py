"""What waits for Maya to be idle. Nothing runs by itself: `process` is the event loop's turn."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from maya._core.session import session

LIMIT = 10_000  # tasks of one turn; more means that a task queues itself again for ever
_lock = threading.Lock()


@dataclass
class Task:
    """A queued call; ``done`` is set for a thread that waits for the result."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...] = ()
    keywords: dict[str, Any] = field(default_factory=dict)
    priority: int = 1
    text: str = ""
    done: threading.Event | None = None
    result: Any = None
    error: BaseException | None = None

    def run(self) -> None:
        """Call; errors are printed, or kept for the thread that waits."""
        try:
            self.result = self.function(*self.arguments, **self.keywords)
        except BaseException as error:
            if self.done is None:
                traceback.print_exc(file=sys.stderr)
                if not isinstance(error, Exception):
                    raise
            self.error = error
        finally:
            if self.done is not None:
                self.done.set()


def put(task: Task, first: bool = False) -> None:
    """Queue a call; any thread may."""
    with _lock:
        if first:
            session.idle_queue.insert(0, task)
        else:
            session.idle_queue.append(task)


def _next() -> Task | None:
    with _lock:
        if not session.idle_queue:
            return None
        session.idle_queue[:] = [
            task if isinstance(task, Task) else Task(task) for task in session.idle_queue
        ]
        best = min(task.priority for task in session.idle_queue)
        place = next(n for n, task in enumerate(session.idle_queue) if task.priority == best)
        return session.idle_queue.pop(place)


def process() -> None:
    """Run everything that waits, what is queued meanwhile too, and tell the idle listeners once."""
    for _ in range(LIMIT):
        task = _next()
        if task is None:
            break
        task.run()
    if session.events.has_listeners("idle"):
        session.events.send("idle")


def wait_for(
    function: Callable[..., Any], arguments: tuple[Any, ...], keywords: dict[str, Any]
) -> Any:
    """Queue a call and wait until the main thread has run it; its error comes back."""
    task = Task(function, arguments, keywords, done=threading.Event())
    put(task)
    assert task.done is not None
    task.done.wait()
    if task.error is not None:
        raise task.error
    return task.result
