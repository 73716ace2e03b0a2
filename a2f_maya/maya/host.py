"""What Maya gives to every action: one undo step, units of time and length, progress, selection."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import wraps
from typing import ParamSpec, TypeVar

from maya import cmds, mel
from maya.api import OpenMaya as om

from a2f_maya.errors import A2FError, SceneError
from a2f_maya.maya import evaluations, startup
from a2f_maya.progress import Progress
from a2f_maya.timing import FrameRate

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")

_NAMED_RATES = {
    "hour": Fraction(1, 3600),
    "min": Fraction(1, 60),
    "sec": Fraction(1),
    "millisec": Fraction(1000),
    "game": Fraction(15),
    "film": Fraction(24),
    "pal": Fraction(25),
    "ntsc": Fraction(30),
    "show": Fraction(48),
    "palf": Fraction(50),
    "ntscf": Fraction(60),
    "29.97df": Fraction(30000, 1001),
}

_open_steps: list[str] = []


def action(
    name: str, *, keeps_selection: bool = True
) -> Callable[[Callable[_Parameters, _Result]], Callable[_Parameters, _Result]]:
    """Make a function one undo step that loads the plug-ins and speaks in our errors.

    Parameters
    ----------
    name : str
        What Maya's Edit menu shows behind "Undo".
    keeps_selection : bool
        False for functions that select what they have made.
    """

    def decorate(function: Callable[_Parameters, _Result]) -> Callable[_Parameters, _Result]:
        @wraps(function)
        def run(*args: _Parameters.args, **kwargs: _Parameters.kwargs) -> _Result:
            load_plugins()
            with scene_errors(name), undo_step(name):
                if not keeps_selection:
                    return function(*args, **kwargs)
                with keep_selection():
                    return function(*args, **kwargs)

        return run

    return decorate


@contextmanager
def undo_step(name: str) -> Iterator[None]:
    """Make everything inside one step of the undo queue; on an error take all of it back.

    A step inside a step belongs to the outer one. Undo is switched on meanwhile where it is off.

    Parameters
    ----------
    name : str
    """
    if _open_steps:
        yield
        return
    if cmds.undoInfo(query=True, undoName=True) == name:
        # the same action twice: a failed second one must not be mistaken for the first
        name += " "
    recording = bool(cmds.undoInfo(query=True, state=True))
    if not recording:
        cmds.undoInfo(stateWithoutFlush=True)
    _open_steps.append(name)
    cmds.undoInfo(openChunk=True, chunkName=name)
    try:
        yield
    except BaseException:
        # A step without any change is not queued, and undoing would take back the user's last one.
        cmds.delete(cmds.createNode("network", skipSelect=True))
        cmds.undoInfo(closeChunk=True)
        if cmds.undoInfo(query=True, undoName=True) == name:
            cmds.undo()
        raise
    else:
        cmds.undoInfo(closeChunk=True)
    finally:
        _open_steps.pop()
        if not recording:
            cmds.undoInfo(stateWithoutFlush=False)


@contextmanager
def without_undo() -> Iterator[None]:
    """Keep what happens inside out of the undo queue, and the queue as it is."""
    recording = bool(cmds.undoInfo(query=True, state=True))
    cmds.undoInfo(stateWithoutFlush=False)
    try:
        yield
    finally:
        cmds.undoInfo(stateWithoutFlush=recording)


@contextmanager
def scene_errors(name: str) -> Iterator[None]:
    """Turn what Maya's commands raise into a `SceneError` of one sentence.

    Parameters
    ----------
    name : str
        The action, for the message.
    """
    try:
        yield
    except A2FError:
        raise
    except (RuntimeError, ValueError, TypeError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise SceneError(f"{name.strip()} did not work: {reason.rstrip('.')}.") from error


@contextmanager
def keep_selection() -> Iterator[None]:
    """Select afterwards what was selected before, as far as it still exists."""
    selected = cmds.ls(selection=True, long=True) or []
    yield
    left = [name for name in selected if cmds.objExists(name)]
    if left:
        cmds.select(left, replace=True, noExpand=True)
    else:
        cmds.select(clear=True)


def load_plugins() -> None:
    """Load our plug-ins, if they are not loaded yet.

    Raises
    ------
    MissingDependencyError
        If a Python package is missing.
    SceneError
        If Maya cannot load one.
    """
    with scene_errors("Loading the plug-ins"):
        startup.load_plugins()


def is_batch() -> bool:
    """Whether this Maya has no windows."""
    return bool(cmds.about(batch=True))


def frame_rate() -> FrameRate:
    """Frame rate of the scene."""
    return frame_rate_of(str(cmds.currentUnit(query=True, time=True)))


def frame_rate_of(unit: str) -> FrameRate:
    """The exact rate of one of Maya's names for units of time.

    Parameters
    ----------
    unit : str
        For example ``film``, ``ntsc``, ``23.976fps`` or ``120fps``.

    Raises
    ------
    SceneError
        If the name is none of them.
    """
    if unit in _NAMED_RATES:
        rate = _NAMED_RATES[unit]
        return FrameRate(rate.numerator, rate.denominator)
    number = unit.removesuffix("fps")
    try:
        return FrameRate(int(number)) if number.isdecimal() else FrameRate.parse(number)
    except A2FError:
        raise SceneError(
            f"The scene's unit of time is '{unit}', which is no frame rate; choose another in "
            "Maya's settings."
        ) from None


def time_of_frame(frame: float) -> om.MTime:
    """Maya's time of a frame of the scene's rate."""
    return om.MTime(float(frame), om.MTime.uiUnit())


@contextmanager
def evaluated_at(frame: float) -> Iterator[None]:
    """Read plugs as they are at another frame; the current time stays where it is.

    Parameters
    ----------
    frame : float
        In frames of the scene's rate.
    """
    previous = om.MDGContext(time_of_frame(frame)).makeCurrent()
    try:
        yield
    finally:
        previous.makeCurrent()


@contextmanager
def main_progress(title: str) -> Iterator[Progress]:
    """A `Progress` that is shown in Maya's main progress bar and that Esc cancels.

    Parameters
    ----------
    title : str
        Shown until the work says what it does.
    """
    if is_batch():
        yield Progress()
        return
    evaluations.hide_progress()
    bar = mel.eval("$a2fProgressBar = $gMainProgressBar")
    progress = Progress()
    shown = -1

    def report(fraction: float, message: str) -> None:
        nonlocal shown
        if cmds.progressBar(bar, query=True, isCancelled=True):
            progress.cancelled.set()
        percent = int(100 * fraction)
        if percent != shown:
            shown = percent
            cmds.progressBar(bar, edit=True, progress=percent, status=message or title)

    progress.report = report
    cmds.progressBar(
        bar,
        edit=True,
        beginProgress=True,
        isInterruptable=True,
        status=title,
        minValue=0,
        maxValue=100,
    )
    try:
        yield progress
    finally:
        cmds.progressBar(bar, edit=True, endProgress=True)


def start_standalone() -> None:
    """Start Maya inside mayapy, if nobody has done it yet."""
    if not hasattr(cmds, "about"):
        from maya import standalone  # noqa: PLC0415 - only mayapy may load it

        standalone.initialize(name="python")
