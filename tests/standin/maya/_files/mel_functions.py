"""Functions of the MEL language itself, and the small procedures that every Maya has."""

from __future__ import annotations

import math
import os
import random
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from maya._core.session import session
from maya._files import mel_calls
from maya._files.mel_run import procedures
from maya._files.mel_values import MelError, as_number, as_text, convert

FUNCTIONS: dict[str, Callable[..., Any]] = {}
IN_PLACE: dict[str, Callable[..., Any]] = {}


def function(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a function known under names."""

    def keep(made: Callable[..., Any]) -> Callable[..., Any]:
        for name in names:
            FUNCTIONS[name] = made
        return made

    return keep


def _plain(arguments: tuple[Any, ...]) -> list[Any]:
    return [str(item) if isinstance(item, mel_calls.FlagWord) else item for item in arguments]


# -- texts and arrays ------------------------------------------------------------------------------


@function("size")
def _size(value: Any = "") -> int:
    if isinstance(value, (list, tuple)):
        return len(value)
    return len(as_text(value)) if isinstance(value, str) else 0 if value is None else 1


@function("print")
def _print(*values: Any) -> None:
    sys.stdout.write("".join(as_text(value) for value in _plain(values)))


@function("substring")
def _substring(text: str, first: Any, last: Any) -> str:
    return as_text(text)[max(int(as_number(first)) - 1, 0) : int(as_number(last))]


@function("strcmp")
def _strcmp(one: str, other: str) -> int:
    return (one > other) - (one < other)


@function("match")
def _match(pattern: str, text: str) -> str:
    found = re.search(pattern, as_text(text))
    return found.group() if found else ""


@function("gmatch")
def _gmatch(text: str, pattern: str) -> int:
    import fnmatch

    return int(fnmatch.fnmatchcase(as_text(text), pattern))


@function("substitute")
def _substitute(pattern: str, text: str, new: str) -> str:
    return re.sub(pattern, lambda _: new, as_text(text), count=1)


@function("substituteAllString")
def _substitute_all(text: str, old: str, new: str) -> str:
    return as_text(text).replace(old, new)


@function("toupper")
def _upper(text: Any) -> str:
    return as_text(text).upper()


@function("tolower")
def _lower(text: Any) -> str:
    return as_text(text).lower()


@function("strip")
def _strip(text: Any) -> str:
    return as_text(text).strip()


@function("startsWith")
def _starts(text: Any, start: str) -> int:
    return int(as_text(text).startswith(start))


@function("endsWith")
def _ends(text: Any, end: str) -> int:
    return int(as_text(text).endswith(end))


@function("capitalizeString")
def _capital(text: Any) -> str:
    return as_text(text)[:1].upper() + as_text(text)[1:]


@function("stringArrayContains")
def _contains(item: str, items: list[Any]) -> int:
    return int(item in (items or []))


@function("stringArrayFind")
def _find(item: str, start: int, items: list[Any]) -> int:
    return next((place for place in range(start, len(items)) if items[place] == item), -1)


@function("stringArrayCount")
def _count(item: str, items: list[Any]) -> int:
    return items.count(item)


@function("stringArrayRemove")
def _remove(gone: list[Any], items: list[Any]) -> list[Any]:
    return [item for item in items if item not in gone]


@function("stringArrayRemoveDuplicates")
def _unique(items: list[Any]) -> list[Any]:
    return list(dict.fromkeys(items))


@function("stringArrayCatenate")
def _catenate(one: list[Any], other: list[Any]) -> list[Any]:
    return [*one, *other]


@function("stringArrayToString")
def _join(items: list[Any], between: str) -> str:
    return between.join(map(as_text, items))


@function("stringToStringArray")
def _split(text: str, marks: str) -> list[str]:
    return [part for part in re.split(f"[{re.escape(marks)}]", as_text(text)) if part]


@function("sort")
def _sort(items: list[Any]) -> list[Any]:
    return sorted(items)


@function("fileExtension")
def _extension(path: str) -> str:
    return Path(path).suffix[1:]


@function("basename")
def _basename(path: str, suffix: str = "") -> str:
    name = re.split(r"[/\\]", path)[-1]
    return name.removesuffix(suffix) if suffix else name


@function("basenameEx")
def _stem(path: str) -> str:
    return Path(re.split(r"[/\\]", path)[-1]).stem


@function("dirname")
def _dirname(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[0]


@function("fromNativePath")
def _forward(path: str) -> str:
    return path.replace("\\", "/")


@function("toNativePath")
def _native(path: str) -> str:
    return str(Path(path))


@function("encodeString")
def _encode(text: str) -> str:
    from maya._files.tokens import quote

    return quote(as_text(text))[1:-1]


@function("interToUI")
def _nice(text: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", as_text(text)).replace("_", " ")
    return words[:1].upper() + words[1:]


# -- in place --------------------------------------------------------------------------------------


def clear(run: Any, trees: list[Any], values: list[Any]) -> int:
    """``clear $array``."""
    name = trees[0][1]
    frame = run._frame_of(name)
    frame.values[name] = []
    frame.kinds.setdefault(name, "string[]")
    return 1


def tokenize(run: Any, trees: list[Any], values: list[Any]) -> int:
    """``tokenize $text [marks] $array``: fills the array, gives how many."""
    text = as_text(values[0])
    marks = as_text(values[1]) if len(values) > 2 else " \t\r\n"
    found = (
        [part for part in re.split(f"[{re.escape(marks)}]+", text) if part] if marks else list(text)
    )
    run.assign(trees[-1][1], found)
    return len(found)


def array_insert(run: Any, trees: list[Any], values: list[Any]) -> int:
    """``stringArrayInsertAtIndex(index, $array, item)``."""
    place, items, item = int(values[0]), list(values[1]), values[2]
    if not 0 <= place <= len(items):
        return 0
    items.insert(place, item)
    run.assign(trees[1][1], items)
    return 1


IN_PLACE.update(clear=clear, tokenize=tokenize, stringArrayInsertAtIndex=array_insert)


# -- numbers ---------------------------------------------------------------------------------------


def _numeric(made: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *values: made(*(as_number(value) for value in values))


for _name in (
    "sin",
    "cos",
    "tan",
    "asin",
    "acos",
    "atan",
    "atan2",
    "exp",
    "sqrt",
    "log10",
    "hypot",
):
    FUNCTIONS[_name] = _numeric(getattr(math, _name))
FUNCTIONS["asind"] = _numeric(lambda value: math.degrees(math.asin(value)))
FUNCTIONS["sind"] = _numeric(lambda value: math.sin(math.radians(value)))
FUNCTIONS["cosd"] = _numeric(lambda value: math.cos(math.radians(value)))
FUNCTIONS["tand"] = _numeric(lambda value: math.tan(math.radians(value)))
FUNCTIONS["log"] = _numeric(math.log)
FUNCTIONS["pow"] = _numeric(lambda base, exponent: float(base) ** exponent)
FUNCTIONS["abs"] = _numeric(abs)
FUNCTIONS["min"] = _numeric(min)
FUNCTIONS["max"] = _numeric(max)
FUNCTIONS["floor"] = _numeric(lambda value: float(math.floor(value)))
FUNCTIONS["ceil"] = _numeric(lambda value: float(math.ceil(value)))
FUNCTIONS["trunc"] = _numeric(lambda value: float(math.trunc(value)))
FUNCTIONS["round"] = _numeric(
    lambda value: float(math.floor(abs(value) + 0.5)) * (1 if value >= 0 else -1)
)
FUNCTIONS["sign"] = _numeric(lambda value: (value > 0) - (value < 0))
FUNCTIONS["fmod"] = _numeric(math.fmod)
FUNCTIONS["deg_to_rad"] = _numeric(math.radians)
FUNCTIONS["rad_to_deg"] = _numeric(math.degrees)
FUNCTIONS["clamp"] = _numeric(lambda low, high, value: min(max(value, low), high))
FUNCTIONS["linstep"] = _numeric(
    lambda low, high, value: min(max((value - low) / (high - low), 0.0), 1.0)
)
FUNCTIONS["seed"] = _numeric(lambda value: (random.seed(value), value)[1])


@function("smoothstep")
def _smoothstep(low: Any, high: Any, value: Any) -> float:
    part = FUNCTIONS["linstep"](low, high, value)
    return part * part * (3.0 - 2.0 * part)


@function("rand")
def _rand(one: Any = 1, other: Any = None) -> Any:
    low, high = (0.0, as_number(one)) if other is None else (as_number(one), as_number(other))
    return low + (high - low) * random.random()


@function("mag")
def _mag(vector: Any) -> float:
    return math.sqrt(sum(part * part for part in convert("vector", vector)))


@function("unit")
def _unit(vector: Any) -> tuple[float, ...]:
    length = _mag(vector)
    return tuple(part / length for part in vector) if length else (0.0, 0.0, 0.0)


@function("dot")
def _dot(one: Any, other: Any) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


@function("cross")
def _cross(one: Any, other: Any) -> tuple[float, ...]:
    (a, b, c), (d, e, f) = one, other
    return (b * f - c * e, c * d - a * f, a * e - b * d)


# -- the system ------------------------------------------------------------------------------------


@function("eval")
def _eval(*words: Any) -> Any:
    from maya._files.mel_run import run

    return run(" ".join(as_text(word) for word in _plain(words)))


@function("python")
def _python(*words: Any) -> Any:
    from maya._files.mel import run_python

    return mel_calls.as_mel(run_python("\n".join(as_text(word) for word in words)))


@function("source")
def _source(*words: Any) -> None:
    name = as_text(words[0])
    path = mel_calls.script_file(name)
    if path is None:
        raise MelError(f'Cannot find file "{name}" for source statement.\n')
    mel_calls.source(path)


@function("exists")
def _exists(name: str) -> int:
    return int(
        name in procedures()
        or name in FUNCTIONS
        or mel_calls.is_command(name)
        or mel_calls.script_file(name) is not None
    )


@function("whatIs")
def what_is(name: str) -> str:
    """What a name means in MEL."""
    if name in procedures():
        return "Mel procedure entered interactively."
    if name in FUNCTIONS or mel_calls.is_command(name):
        return "Command"
    if name.startswith("$"):
        from maya._files.mel_run import global_frame

        return (
            f"{global_frame().kinds[name[1:]]} variable"
            if name[1:] in global_frame().kinds
            else "Unknown"
        )
    path = mel_calls.script_file(name)
    return f"Script found in: {path}" if path else "Unknown"


@function("error")
def _error(*words: Any) -> None:
    text = " ".join(as_text(word) for word in words if not isinstance(word, mel_calls.FlagWord))
    sys.stderr.write(f"Error: {text}\n")
    raise MelError(f"{text}\n")


@function("warning")
def _warning(*words: Any) -> None:
    text = " ".join(as_text(word) for word in words if not isinstance(word, mel_calls.FlagWord))
    sys.stderr.write(f"Warning: {text}\n")


@function("trace")
def _trace(*words: Any) -> None:
    sys.stdout.write(f"{as_text(words[-1])}\n")


@function("getenv")
def _getenv(name: str) -> str:
    return os.environ.get(name, "")


@function("putenv")
def _putenv(name: str, value: Any) -> int:
    os.environ[name] = as_text(value)
    return 0


@function("env")
def _env() -> list[str]:
    return list(os.environ)


@function("pwd")
def _pwd() -> str:
    return Path.cwd().as_posix()


@function("filetest")
def _filetest(flag: str, path: str) -> int:
    target = Path(path)
    tests = {
        "-d": target.is_dir, "-f": target.is_file, "-e": target.exists, "-r": lambda: os.access(path, os.R_OK),
        "-w": lambda: os.access(path, os.W_OK), "-x": lambda: os.access(path, os.X_OK), "-l": target.is_symlink,
        "-s": lambda: target.exists() and target.stat().st_size > 0,
    }  # fmt: skip
    return int(bool(tests[str(flag)]()))


@function("rehash")
def _rehash(*_: Any) -> None:
    session.state.get("sourced", set()).clear()


# -- procedures of Maya's scripts ------------------------------------------------------------------


@function("createHistorySwitch")
def _history_switch(geometry: str, import_mode: Any = False) -> str:
    """A historySwitch node between a shape and its history."""
    from maya._core import lookup, shapes

    found = lookup.find_nodes(geometry)
    path = shapes.shape_of(found[0]) if found else None
    if path is None:
        raise MelError(f"No object matches name: {geometry}\n")
    from maya._core.history_switch import create_history_switch

    with session.undo.command("createHistorySwitch"):
        node = create_history_switch(path)
        if as_number(import_mode):
            node.plug("playFromCache").set(True)
    return node.name


@function("findRelatedSkinCluster")
def _related_skin(geometry: str, *_: Any) -> str:
    """The skinCluster that deforms a shape, or an empty text."""
    from maya._core import deformer_chain, lookup, shapes

    found = lookup.find_nodes(geometry)
    path = shapes.shape_of(found[0]) if found else None
    deformers = deformer_chain.deformers_of(path.node) if path is not None else []
    return next((node.name for node in deformers if node.type.is_a("skinCluster")), "")


@function("getCurrentContainer")
def _container(*_: Any) -> str:
    return ""


@function("getUIComponentDockControl", "getUIComponentToolBar")
def _dock_control(label: str, *_: Any) -> str:
    names = {
        "Channel Box / Layer Editor": "ChannelBoxLayerEditor",
        "Attribute Editor": "AttributeEditor",
        "Tool Settings": "ToolSettings",
        "Outliner": "Outliner",
    }
    return names.get(label, "")


@function("currentTimeUnitToFPS")
def _frames() -> float:
    from maya._core import units

    return float(units.frame_rate())


@function("getFrameRate")
def _whole_frames() -> int:
    from maya._core import units

    return round(units.frame_rate())


@function("refreshAE")
def _refresh_ae(*_: Any) -> None:
    """Draw the Attribute Editor anew; there is none to draw."""
