"""What the nodes of this process share: opened networks and recordings, and telling who waits.

In mayapy everything is opened at once, when a node asks for it. Where there are windows, one worker
opens things; it is plain Python and never touches Maya. A timer on the main thread shows how far it
is in Maya's progress bar, lets Esc stop it, and wakes the nodes that wait for it by raising their
``evaluationTick``, which is no undo step.
"""

from __future__ import annotations

import atexit
import queue
import threading
import time
from typing import Any

from maya import cmds, mel
from maya.api import OpenMaya as om

from a2f_maya.performing.store import Job, PerformingStore
from a2f_maya.progress import Progress

TICK_ATTRIBUTE = "evaluationTick"
TICK_SECONDS = 0.1

STORE = PerformingStore()
"""All pipelines and clips of this process."""

_callbacks: list[Any] = []
_asleep: list[Any] = []
_warnings: queue.SimpleQueue[str] = queue.SimpleQueue()


def start() -> None:
    """Begin to serve nodes; called when the plug-in is loaded, on the main thread."""
    stop()
    STORE.in_background = not cmds.about(batch=True)
    message = om.MSceneMessage
    for event in (message.kBeforeNew, message.kBeforeOpen):
        _callbacks.append(message.addCallback(event, _leave_scene))
    if STORE.in_background:
        _callbacks.append(message.addCallback(message.kMayaExiting, _on_exit))
        _callbacks.append(om.MTimerMessage.addTimerCallback(TICK_SECONDS, _on_timer))
    atexit.register(STORE.stop)


def stop() -> None:
    """Stop the worker, forget what was opened and remove all callbacks; may be called twice."""
    while _callbacks:
        om.MMessage.removeCallback(_callbacks.pop())
    atexit.unregister(STORE.stop)
    STORE.stop()
    _drained(STORE.finished)
    _asleep.clear()
    _Bar.hide()


def pump() -> bool:
    """Show progress and wake the nodes whose work is finished; main thread only.

    Returns
    -------
    bool
        Whether work is left.
    """
    _show_warnings()
    jobs = STORE.jobs()
    shown = [job for job in jobs if not job.progress.cancelled.is_set()]
    if shown:
        _Bar.show(shown[0])
    else:
        _Bar.hide()
    _wake(_drained(STORE.finished))
    return bool(jobs)


def finish(progress: Progress | None = None) -> None:
    """Wait until everything that nodes have asked for is opened; main thread only.

    Parameters
    ----------
    progress : Progress, optional
        Cancelling it leaves the work to go on in the rear.

    Raises
    ------
    CancelledError
    """
    hide_progress()
    progress = progress or Progress()
    while jobs := STORE.jobs():
        # the worker needs nothing of the main thread, so waiting here cannot lock up
        progress.update(jobs[0].fraction, jobs[0].message or jobs[0].title)
        time.sleep(0.02)
    pump()


def retry() -> None:
    """Open again what failed or was cancelled, for all nodes of the scene; main thread only."""
    STORE.forget_failures()
    names = om.MSelectionList()
    for core in cmds.ls(type="a2fCore") or []:
        names.add(core)
    _wake([om.MObjectHandle(names.getDependNode(index)) for index in range(names.length())])


def hide_progress() -> None:
    """Leave Maya's progress bar to somebody else; it comes back with the next tick of the timer."""
    _Bar.hide()


def warn(text: str) -> None:
    """Show a warning, from whatever thread: Maya's Script Editor belongs to the main one."""
    if threading.current_thread() is threading.main_thread() or not STORE.in_background:
        om.MGlobal.displayWarning(text)
    else:
        _warnings.put(text)


class _Bar:
    """Maya's main progress bar while the worker has something to do."""

    name = ""

    @classmethod
    def show(cls, job: Job) -> None:
        if not cls.name:
            cls.name = str(mel.eval("$a2fMainProgressBar = $gMainProgressBar"))
            cmds.progressBar(
                cls.name,
                edit=True,
                beginProgress=True,
                isInterruptable=True,
                status=job.title,
                minValue=0,
                maxValue=100,
            )
        if cmds.progressBar(cls.name, query=True, isCancelled=True):
            STORE.cancel()
            cls.hide()
            return
        percent = int(100 * job.fraction)
        cmds.progressBar(cls.name, edit=True, progress=percent, status=job.message or job.title)

    @classmethod
    def hide(cls) -> None:
        if cls.name:
            cmds.progressBar(cls.name, edit=True, endProgress=True)
            cls.name = ""


def _wake(handles: list[Any]) -> None:
    """Raise the tick of nodes that still exist; the scene is not changed by that."""
    waiting = [*handles, *_asleep]
    # a deleted node may come back by undo, and would then still show the rest pose
    _asleep[:] = [each for each in waiting if each.isAlive() and not each.isValid()]
    alive = {handle.hashCode(): handle for handle in waiting if handle.isValid()}
    if not alive:
        return
    was_modified = cmds.file(query=True, modified=True)
    for handle in alive.values():
        plug = om.MFnDependencyNode(handle.object()).findPlug(TICK_ATTRIBUTE, False)
        plug.setInt((plug.asInt() + 1) % 2**30)
    if not was_modified:
        cmds.file(modified=False)


def _drained(items: queue.SimpleQueue[Any]) -> list[Any]:
    found = []
    while not items.empty():
        found.append(items.get())
    return found


def _show_warnings() -> None:
    for text in _drained(_warnings):
        om.MGlobal.displayWarning(text)


def _on_timer(_elapsed: float, _last: float, _data: Any) -> None:
    pump()


def _leave_scene(_data: Any) -> None:
    """The nodes go away; what was opened may serve the next scene."""
    STORE.abandon()
    STORE.forget_failures()
    _drained(STORE.finished)
    _asleep.clear()
    _Bar.hide()


def _on_exit(_data: Any) -> None:
    STORE.stop()
