"""Values that windows remember from one session of Maya to the next, in Maya's option variables."""

from __future__ import annotations

from maya import cmds

PREFIX = "a2f_"


def number(name: str, default: float) -> float:
    """A remembered number.

    Parameters
    ----------
    name : str
        Without our prefix.
    default : float
        What it is as long as nobody has chosen.
    """
    try:
        return float(str(_value(name, default)))
    except (TypeError, ValueError):
        return default


def flag(name: str, default: bool) -> bool:
    """A remembered yes or no."""
    return bool(number(name, float(default)))


def text(name: str, default: str = "") -> str:
    """A remembered text."""
    return str(_value(name, default))


def remember(name: str, value: float | str) -> None:
    """Keep a number, a yes or no, or a text."""
    if isinstance(value, str):
        cmds.optionVar(stringValue=(PREFIX + name, value))
    else:
        cmds.optionVar(floatValue=(PREFIX + name, float(value)))


def _value(name: str, default: float | str) -> object:
    if not cmds.optionVar(exists=PREFIX + name):
        return default
    return cmds.optionVar(query=PREFIX + name)
