"""currentUnit, upAxis, about, convertUnit."""

from __future__ import annotations

import math
import os
import platform
import sys
import time
from typing import Any

from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import units
from maya._core.session import session

FULL_NAMES = {short: long for long, short in {**units.LINEAR_NAMES, **units.ANGLE_NAMES}.items()}


@graph_command("currentUnit")
def _current_unit(flags: Flags) -> Any:
    if flags.query:
        for which in ("linear", "angle", "time"):
            if which in flags:
                word = session.scene.units[which]
                return FULL_NAMES.get(word, word) if flags.get("fullName") else word
        raise RuntimeError("currentUnit: nothing was asked for.")
    result = None
    for which in ("linear", "angle", "time"):
        if which in flags:
            result = _set_unit(which, flags[which], flags.get("updateAnimation", True))
    return result


def _set_unit(which: str, word: str, update_animation: bool) -> str:
    known: dict[str, Any] = {
        "linear": units.CENTIMETRES,
        "angle": FULL_NAMES,
        "time": units.FRAME_RATES,
    }[which]
    word = {**units.LINEAR_NAMES, **units.ANGLE_NAMES}.get(word, word)
    if which == "time" and word not in known and word.endswith("fps") and word[:-3].isdigit():
        raise RuntimeError(f"Invalid time unit: {word}")
    if word not in known or (which == "angle" and word not in ("deg", "rad")):
        raise RuntimeError(f"Invalid {which} unit: {word}")
    old = session.scene.units[which]
    if old == word:
        return word

    def put(value: str) -> None:
        session.scene.units[which] = value
        session.events.send("unit_changed", which)

    frame = units.to_frame(session.scene.time) if which == "time" else 0.0
    session.undo.apply(lambda: put(word), lambda: put(old))
    if which == "time":
        factor = float(units.frame_rate(old) / units.frame_rate(word))
        if not update_animation:
            rescale = session.state.get("rescale_keys")
            if rescale is not None:
                rescale(factor)
            session.scene.set_time(units.to_ticks(frame))
    return word


@graph_command("upAxis", harmless="rotateView", widen="c", undoable=False)
def _up_axis(flags: Flags) -> Any:
    if flags.query:
        return session.scene.up_axis
    if "axis" in flags:
        if flags["axis"].lower() not in ("y", "z"):
            raise RuntimeError(f"Invalid axis: {flags['axis']}")
        session.scene.up_axis = flags["axis"].lower()
        session.events.send("unit_changed", "axis")
    return None


def _system() -> str:
    return {"win32": "nt", "darwin": "mac"}.get(sys.platform, "linux64")


_ABOUT: dict[str, Any] = {
    "apiVersion": lambda: session.api_version,
    "application": lambda: "maya",
    "arm64": lambda: platform.machine().lower() in ("arm64", "aarch64"),
    "batch": lambda: session.batch,
    "codeset": lambda: "UTF-8",
    "connected": lambda: True,
    "ctime": time.ctime,
    "currentDate": lambda: time.strftime("%Y-%m-%d"),
    "currentTime": lambda: time.strftime("%H:%M:%S"),
    "customVersionString": lambda: "",
    "cutIdentifier": lambda: "202500000000-000000",
    "date": lambda: "2025",
    "environmentFile": lambda: os.environ.get("MAYA_APP_DIR", ""),
    "evalVersion": lambda: False,
    "file": lambda: "",
    "installedVersion": lambda: f"Maya {session.version}",
    "ioVersion": lambda: False,
    "irix": lambda: False,
    "is64": lambda: True,
    "linux": lambda: sys.platform.startswith("linux"),
    "linux64": lambda: sys.platform.startswith("linux"),
    "ltVersion": lambda: False,
    "macOS": lambda: sys.platform == "darwin",
    "macOSx86": lambda: sys.platform == "darwin" and platform.machine() == "x86_64",
    "macOSppc": lambda: False,
    "macOSASi": lambda: sys.platform == "darwin" and platform.machine() == "arm64",
    "majorVersion": lambda: session.version,
    "minorVersion": lambda: str(session.api_version // 100 % 100),
    "patchVersion": lambda: str(session.api_version % 100),
    "ntOS": lambda: sys.platform == "win32",
    "operatingSystem": _system,
    "operatingSystemVersion": platform.platform,
    "preferences": lambda: os.environ.get("MAYA_APP_DIR", ""),
    "product": lambda: f"Maya {session.version}",
    "qtVersion": lambda: "6.5.3",
    "tablet": lambda: False,
    "uiLanguage": lambda: "en_US",
    "uiLanguageForStartup": lambda: "en_US",
    "uiLanguageIsLocalized": lambda: False,
    "uiLocaleLanguage": lambda: "en_US",
    "version": lambda: session.version,
    "win64": lambda: sys.platform == "win32",
    "windows": lambda: sys.platform == "win32",
    "windowManager": lambda: "",
}


@graph_command(
    "about",
    missing="buildDirectory buildVariant compositingManager creativeVersion customVersion customVersionClient "
    "customVersionMajor customVersionMinor fontInfo helpDataDirectory languageResources liveUpdate "
    "localizedResourceLocation tabletMode",
    undoable=False,
)
def _about(flags: Flags) -> Any:
    for name, value in flags.items():
        if name in _ABOUT and value:
            return _ABOUT[name]()
    raise RuntimeError("about: nothing was asked for.")


@graph_command("convertUnit", undoable=False)
def _convert_unit(flags: Flags, value: Any) -> Any:
    """Numbers become numbers in the target's unit; texts may carry their own unit."""
    text = str(value)
    stem = text.rstrip("abcdefghijklmnopqrstuvwxyz")
    unit = text[len(stem) :] or flags.get("fromUnit")
    number = float(stem)
    target = flags.get("toUnit")
    names = {**units.LINEAR_NAMES, **units.ANGLE_NAMES}
    unit, target = names.get(unit, unit), names.get(target, target)
    if "deg" in (unit, target) or "rad" in (unit, target):
        radians = (
            math.radians(number) if (unit or session.scene.units["angle"]) == "deg" else number
        )
        wanted = target or session.scene.units["angle"]
        return math.degrees(radians) if wanted == "deg" else radians
    current = session.scene.units["linear"]
    for each in (unit, target):
        if each is not None and each not in units.CENTIMETRES:
            raise RuntimeError(f"Invalid unit: {each}")
    result = number * units.CENTIMETRES[unit or current] / units.CENTIMETRES[target or current]
    return f"{result:g}{target or current}" if target else result
