"""Pairs of points on two heads: the JSON of correspondence presets."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from a2f_maya.correspondence import Correspondence, Pair, SurfacePoint
from a2f_maya.errors import CorrespondenceError, FormatError
from a2f_maya.files import atomic_path
from a2f_maya.formats.weight_tables import read_text
from a2f_maya.names import RESOURCES

SCHEMA = "a2f.correspondence/1"
DECIMALS = 6
PRESETS = RESOURCES / "presets" / "correspondence"


def read_correspondence(path: Path) -> Correspondence:
    """Read the pairs of a preset.

    Parameters
    ----------
    path : Path
        A JSON object with ``schema`` and ``pairs``; each pair has ``source``, ``target`` and, if
        wanted, ``name``. A point is ``{"vertex": 12}`` or
        ``{"face": 7, "barycentric": [0.2, 0.3, 0.5]}``, counted from 0. Further keys of the file
        and of a pair are passed over.

    Raises
    ------
    FormatError
        If the file cannot be read or is not of this form; the message names pair and key.
    """
    return parse_correspondence(read_text(path), str(path))


def parse_correspondence(text: str, origin: str) -> Correspondence:
    """Read the pairs of a preset's text.

    Parameters
    ----------
    text : str
        JSON, see `read_correspondence`.
    origin : str
        Where the text comes from, for messages.

    Raises
    ------
    FormatError
        If the text is not of this form; the message names pair and key.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"Cannot read {origin}: it is not valid JSON ({error}).") from error
    if not isinstance(content, dict) or "schema" not in content:
        raise FormatError(
            f"Cannot read {origin}: it is not a JSON object with the key 'schema'; give a file of "
            f"the schema '{SCHEMA}'."
        )
    if content["schema"] != SCHEMA:
        raise FormatError(
            f"Cannot read {origin}: it has the schema {content['schema']!r}, but only '{SCHEMA}' "
            "can be read; save it again with this version."
        )
    pairs = content.get("pairs")
    if not isinstance(pairs, list):
        raise FormatError(f"Cannot read {origin}: the key 'pairs' is missing or not a list.")
    return tuple(_pair(entry, f"{origin}: pair {number}") for number, entry in enumerate(pairs, 1))


def correspondence_text(pairs: Correspondence) -> str:
    """The JSON text of pairs, one pair a line; weights are rounded to six decimals.

    Parameters
    ----------
    pairs : sequence of Pair
    """
    lines = ",\n".join(f"    {json.dumps(_entry(pair), ensure_ascii=False)}" for pair in pairs)
    rows = f"[\n{lines}\n  ]" if pairs else "[]"
    return f'{{\n  "schema": "{SCHEMA}",\n  "pairs": {rows}\n}}\n'


def write_correspondence(path: Path, pairs: Correspondence) -> None:
    """Write pairs as a preset.

    Parameters
    ----------
    path : Path
        Usually ends in ``.json``.
    pairs : sequence of Pair

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    with atomic_path(path) as temporary:
        temporary.write_text(correspondence_text(pairs), encoding="utf-8", newline="\n")


def preset_paths() -> dict[str, Path]:
    """The presets that come with the package, by name."""
    return {path.stem: path for path in sorted(PRESETS.glob("*.json"))}


def _entry(pair: Pair) -> dict[str, Any]:
    points = {"source": _point_entry(pair.source), "target": _point_entry(pair.target)}
    return {"name": pair.name, **points} if pair.name else points


def _point_entry(point: SurfacePoint) -> dict[str, Any]:
    if point.vertex is not None:
        return {"vertex": int(point.vertex)}
    weights = [round(float(weight), DECIMALS) for weight in point.barycentric]
    # + 0.0 takes the sign from a zero
    return {"face": int(point.face or 0), "barycentric": [weight + 0.0 for weight in weights]}


def _pair(entry: Any, where: str) -> Pair:
    if not isinstance(entry, dict):
        raise FormatError(f"Cannot read {where} is not an object with 'source' and 'target'.")
    name = entry.get("name", "")
    if not isinstance(name, str):
        raise FormatError(f"Cannot read {where}: its 'name' is not a text.")
    source, target = (
        _point(entry.get(side), f"{where}: '{side}'") for side in ("source", "target")
    )
    return Pair(source, target, name)


def _point(entry: Any, where: str) -> SurfacePoint:
    if not isinstance(entry, dict) or not ({"vertex", "face"} & set(entry)):
        raise FormatError(
            f"Cannot read {where} is missing or not a point; give an object with 'vertex', or with "
            "'face' and 'barycentric'."
        )
    if "vertex" in entry:
        _check_keys(entry, ("vertex",), where)
        return SurfacePoint(vertex=_index(entry["vertex"], f"{where}: 'vertex'"))
    _check_keys(entry, ("face", "barycentric"), where)
    face = _index(entry["face"], f"{where}: 'face'")
    weights = _weights(entry.get("barycentric"), f"{where}: 'barycentric'")
    try:
        return SurfacePoint(face=face, barycentric=weights)
    except CorrespondenceError as error:
        raise FormatError(f"Cannot read {where}: {error}") from error


def _index(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise FormatError(f"Cannot read {where} is {value!r}; give a whole number from 0 on.")
    return value


def _weights(value: Any, where: str) -> tuple[float, ...]:
    numbers: list[Any] = value if isinstance(value, list) else [None]
    for number in numbers:
        usable = isinstance(number, (int, float)) and not isinstance(number, bool)
        if not usable or abs(number) > 2 or not math.isfinite(number):
            raise FormatError(
                f"Cannot read {where} is not a list of numbers in 0..1, one for each corner of the "
                "face."
            )
    return tuple(float(number) for number in numbers)


def _check_keys(entry: dict[str, Any], known: tuple[str, ...], where: str) -> None:
    unknown = sorted(set(entry) - set(known))
    if unknown:
        raise FormatError(
            f"Cannot read {where} has the unknown key '{unknown[0]}'; known are {', '.join(known)}."
        )
