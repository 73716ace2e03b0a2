"""Values of typed attributes as words of scene files, in both directions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from maya._core.data import ComponentList, CurveData, MeshData, PluginData, SurfaceData
from maya._files import mesh_text, plugin_data
from maya._files.tokens import quote

_WIDTHS = {
    "doubleArray": 1, "floatArray": 1, "Int32Array": 1, "vectorArray": 3, "pointArray": 4, "floatVectorArray": 3,
}  # fmt: skip


def number(value: Any) -> str:
    """The shortest text that reads back as the same number."""
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else "no"
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, np.floating) and value.dtype == np.float32:
        text = (
            np.format_float_positional(value, trim="-") if 1e-5 < abs(value) < 1e16 else str(value)
        )
        return text.removesuffix(".0")
    text = repr(float(value))
    return text.removesuffix(".0")


def single(value: float) -> str:
    """The shortest text that gives the same number in single precision."""
    return number(np.float32(value))


def numbers(values: Iterable[Any]) -> str:
    """Numbers with blanks between."""
    return " ".join(map(number, values))


def _rows(array: np.ndarray) -> str:
    rows = np.asarray(array).reshape(len(array), -1) if len(array) else np.empty((0, 1))
    return "\n\t\t".join([str(len(array)), *(numbers(row.tolist()) for row in rows)])


def written(data_type: str | None, value: Any) -> str | None:
    """``-type "..." ...`` for a typed value, or None if it has no text form."""
    if value is None:
        return None
    kind = data_type or ""
    if isinstance(value, MeshData):
        return f'-type "mesh" {mesh_text.written(value)}'
    if isinstance(value, CurveData):
        return f'-type "nurbsCurve" {_curve(value)}'
    if isinstance(value, SurfaceData):
        return f'-type "nurbsSurface" {_surface(value)}'
    if isinstance(value, ComponentList):
        return f'-type "componentList" {len(value.items)} {" ".join(map(quote, value.items))}'
    if isinstance(value, str):
        return f'-type "string" {quote(value)}'
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        word = "componentList" if kind == "componentList" else "stringArray"
        return f'-type "{word}" {len(value)} {" ".join(map(quote, value))}'.rstrip()
    if isinstance(value, np.ndarray):
        if value.shape == (4, 4):
            return f'-type "matrix" {numbers(value.ravel().tolist())}'
        if kind in _WIDTHS:
            return f'-type "{kind}" {_rows(value)}'.rstrip()
    return plugin_data.written(value) if isinstance(value, PluginData) else None


def _curve(curve: CurveData) -> str:
    weights = np.asarray(curve.points)[:, 3]
    rational = bool(np.any(weights != 1.0))
    points = curve.points[:, : 4 if rational else 3]
    spans = len(curve.points) - curve.degree
    lines = [
        f"{curve.degree} {spans} {curve.form - 1} {number(rational)} 3",
        f"{len(curve.knots)} {numbers(np.asarray(curve.knots).tolist())}",
        str(len(points)),
        *(numbers(row) for row in points.tolist()),
    ]
    return "\n\t\t".join(["", *lines])


def _surface(surface: SurfaceData) -> str:
    rational = bool(np.any(surface.points[..., 3] != 1.0))
    points = surface.points[..., : 4 if rational else 3].reshape(-1, 4 if rational else 3)
    lines = [
        f"{surface.degrees[0]} {surface.degrees[1]} {surface.forms[0] - 1} {surface.forms[1] - 1} {number(rational)}",
        f"{len(surface.knots_u)} {numbers(np.asarray(surface.knots_u).tolist())}",
        f"{len(surface.knots_v)} {numbers(np.asarray(surface.knots_v).tolist())}",
        "",
        str(len(points)),
        *(numbers(row) for row in points.tolist()),
    ]
    return "\n\t\t".join(["", *lines])


class Words:
    """Words of a statement, taken one after the other."""

    def __init__(self, words: list[str]) -> None:
        self.words = [word for word in words if type(word) is not str or word not in "{},()"]
        self.place = 0

    def __bool__(self) -> bool:
        return self.place < len(self.words)

    def next(self) -> str:
        """The next word.

        Raises
        ------
        RuntimeError
            If there is none.
        """
        if self.place >= len(self.words):
            raise RuntimeError("Not enough data was provided.")
        self.place += 1
        return self.words[self.place - 1]

    def peek(self) -> str | None:
        """The next word without taking it."""
        return self.words[self.place] if self else None

    def integer(self) -> int:
        """The next word as a whole number."""
        return int(float(self.next()))

    def take(self, count: int) -> list[str]:
        """Several words."""
        if self.place + count > len(self.words):
            raise RuntimeError("Not enough data was provided.")
        self.place += count
        return self.words[self.place - count : self.place]

    def array(self, count: int, dtype: Any = float) -> np.ndarray:
        """Several numbers."""
        values = np.array(self.take(count), dtype=float)
        return values.astype(dtype)


def truth(word: str) -> bool:
    """``yes``, ``on``, ``true`` or a number that is not 0."""
    if word in ("yes", "on", "true"):
        return True
    if word in ("no", "off", "false"):
        return False
    return float(word) != 0.0


KINDS = frozenset(
    {
        "string",
        "stringArray",
        "componentList",
        "matrix",
        "nurbsCurve",
        "nurbsSurface",
        "mesh",
        *_WIDTHS,
    }
)


def read(kind: str, words: Words) -> Any:
    """Take one typed value.

    Raises
    ------
    RuntimeError
        For a type without a reader here.
    """
    if kind == "string":
        text = str(words.next())
        while words.peek() == "+":  # long texts are written in pieces
            words.next()
            text += str(words.next())
        return text
    if kind in ("stringArray", "componentList"):
        items = [str(word) for word in words.take(words.integer())]
        return ComponentList(items) if kind == "componentList" else items
    if kind == "matrix":
        if words.peek() == "xform":
            return _xform(words)
        return words.array(16).reshape(4, 4)
    if kind in _WIDTHS:
        count, width = words.integer(), _WIDTHS[kind]
        dtype = {
            "floatArray": np.float32,
            "floatVectorArray": np.float32,
            "Int32Array": np.int32,
        }.get(kind, float)
        values = words.array(count * width, dtype)
        return values if width == 1 else values.reshape(-1, width)
    if kind == "nurbsCurve":
        return _read_curve(words)
    if kind == "nurbsSurface":
        return _read_surface(words)
    if kind == "mesh":
        return mesh_text.read(words)
    raise RuntimeError(f"Unknown data type: {kind}")


def _xform(words: Words) -> np.ndarray:
    """The form of matrices that keeps their parts (bind poses of joints)."""
    from maya._core import maths

    words.next()
    scale, rotation = words.array(3), words.array(3)
    order = words.integer()
    translation, shear = words.array(3), words.array(3)
    scale_pivot, scale_translate = words.array(3), words.array(3)
    rotate_pivot, rotate_translate = words.array(3), words.array(3)
    quaternions = words.array(8)
    parent_scale = words.array(3)
    if words:
        words.next()
    orient = maths.quaternion_to_euler(quaternions[:4], 0)
    joint = maths.quaternion_to_euler(quaternions[4:], 0)
    return maths.compose_joint(
        maths.TransformParts(
            translation=translation, rotation=rotation, order=order, scale=scale, shear=shear, orientation=orient,
            rotate_pivot=rotate_pivot, rotate_pivot_translation=rotate_translate, scale_pivot=scale_pivot,
            scale_pivot_translation=scale_translate,
        ),
        joint,
        1.0 / np.where(parent_scale == 0, 1.0, parent_scale),
    )  # fmt: skip


def _read_curve(words: Words) -> CurveData:
    degree, _, form = words.integer(), words.integer(), words.integer()
    rational, dimension = truth(words.next()), words.integer()
    knots = words.array(words.integer())
    count = words.integer()
    width = dimension + int(rational)
    points = np.ones((count, 4))
    points[:, :dimension] = 0.0
    given = words.array(count * width).reshape(count, width)
    points[:, :dimension] = given[:, :dimension]
    if dimension == 2:
        points[:, 2] = 0.0
    if rational:
        points[:, 3] = given[:, -1]
    return CurveData(points, knots, degree, form + 1)


def _read_surface(words: Words) -> SurfaceData:
    degrees = (words.integer(), words.integer())
    forms = (words.integer() + 1, words.integer() + 1)
    rational = truth(words.next())
    knots_u = words.array(words.integer())
    knots_v = words.array(words.integer())
    if words.peek() == "TRIM":
        raise RuntimeError("stand-in: trimmed surfaces are not read")
    count, width = words.integer(), 3 + int(rational)
    points = np.ones((count, 4))
    points[:, :width] = words.array(count * width).reshape(count, width)
    rows = len(knots_u) - degrees[0] + 1
    return SurfaceData(points.reshape(rows, -1, 4), knots_u, knots_v, degrees, forms)
