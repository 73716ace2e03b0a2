"""The type words of attributes, and values of typed attributes from what setAttr was given."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core.attributes import MATRIX_KINDS, NUMERIC_COMPOUNDS, Attribute
from maya._core.data import ComponentList, CurveData
from maya._core.plugs import Plug

#: Whole sequence in one argument; the number of values may stand before it.
FLAT_ARRAYS = {"Int32Array": np.int32, "doubleArray": float, "floatArray": np.float32}
#: A count, then one argument for each element.
TUPLE_ARRAYS = {"vectorArray": 3, "pointArray": 4, "floatVectorArray": 3}
VECTOR_DATA = frozenset(NUMERIC_COMPOUNDS)


def held_type(plug: Plug) -> str | None:
    """What ``getAttr -type`` says."""
    attribute = plug.attribute
    if attribute.kind == "typed":
        return attribute.data_type
    if attribute.kind == "compound":
        return "TdataCompound"
    if attribute.kind in MATRIX_KINDS:
        return attribute.kind
    if attribute.kind == "generic":
        return _type_of_value(plug.get())
    return attribute.kind


def _type_of_value(value: Any) -> str | None:
    if isinstance(value, str):
        return "string"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "long"
    if isinstance(value, float):
        return "double"
    if isinstance(value, np.ndarray):
        return (
            "matrix" if value.shape == (4, 4) else {1: "doubleArray", 2: "vectorArray"}[value.ndim]
        )
    return None


def _fits(attribute: Attribute, word: str) -> bool:
    if attribute.kind == "generic":
        return True
    if attribute.kind in MATRIX_KINDS:
        return word == "matrix"
    return attribute.kind == "typed" and (
        attribute.data_type == word or attribute.data_type in (None, "any")
    )


def typed_value(plug: Plug, word: str, values: tuple[Any, ...]) -> Any:
    """The value that ``setAttr -type word`` means.

    Raises
    ------
    RuntimeError
        If the attribute is of another type or the values do not fit the type.
    """
    attribute = plug.attribute
    if not _fits(attribute, word):
        raise RuntimeError(
            f"setAttr: The attribute '{plug.name()}' is of type '{held_type(plug)}' and cannot be set with -type {word}."
        )
    if word == "string":
        if len(values) != 1 or not isinstance(values[0], str):
            raise RuntimeError(
                f"setAttr: Error reading data element number 1: {values[0] if values else ''}"
            )
        return values[0]
    if word == "matrix":
        return _matrix(values)
    if word in FLAT_ARRAYS:
        return _flat_array(values, FLAT_ARRAYS[word])
    if word in TUPLE_ARRAYS:
        return _tuple_array(values, TUPLE_ARRAYS[word])
    if word in VECTOR_DATA:
        return tuple(_numbers(values))
    if word in ("stringArray", "componentList"):
        texts = _counted_texts(values)
        return ComponentList(texts) if word == "componentList" else texts
    if word == "attributeAlias":
        return _counted_texts(values)
    if word == "nurbsCurve":
        return _curve(values)
    raise NotImplementedError(f"stand-in: setAttr -type {word}")


def _numbers(values: Any) -> list[float]:
    flat: list[float] = []
    for place, value in enumerate(values, 1):
        if isinstance(value, (list, tuple, np.ndarray)):
            flat.extend(_numbers(value))
        elif isinstance(value, str) or not hasattr(value, "__float__"):
            raise RuntimeError(f"setAttr: Error reading data element number {place}: {value}")
        else:
            flat.append(value)
    return flat


def _matrix(values: tuple[Any, ...]) -> np.ndarray:
    if values and isinstance(values[0], str):
        raise NotImplementedError("stand-in: setAttr -type matrix xform")
    numbers = _numbers(values)
    if len(numbers) != 16:
        raise RuntimeError(f"setAttr: Error reading data element number {len(numbers) + 1}: ")
    return np.array(numbers, dtype=float).reshape(4, 4)


def _flat_array(values: tuple[Any, ...], dtype: Any) -> np.ndarray:
    if len(values) == 1 and isinstance(values[0], (list, tuple, np.ndarray)):
        return np.array(_numbers(values), dtype=dtype)
    numbers = _numbers(values)
    if not numbers:
        return np.zeros(0, dtype=dtype)
    count, rest = int(numbers[0]), numbers[1:]
    if len(rest) < count:
        raise RuntimeError(f"setAttr: Error reading data element number {len(rest) + 2}: ")
    return np.array(rest[:count], dtype=dtype)


def _tuple_array(values: tuple[Any, ...], width: int) -> np.ndarray:
    numbers = _numbers(values)
    if not numbers:
        return np.zeros((0, width))
    if len(values) == 1 and isinstance(values[0], (list, tuple, np.ndarray)):
        rest = numbers
        count = len(values[0])
    else:
        count, rest = int(numbers[0]), numbers[1:]
    size = width
    if count and len(rest) == count * 3 and width == 4:
        size = 3
    if len(rest) != count * size:
        raise RuntimeError(f"setAttr: Error reading data element number {len(rest) + 2}: ")
    array = np.array(rest, dtype=float).reshape(count, size)
    return np.hstack([array, np.ones((count, 1))]) if size < width else array


def _counted_texts(values: tuple[Any, ...]) -> list[str]:
    if values and isinstance(values[0], int) and not isinstance(values[0], bool):
        texts = [
            part
            for value in values[1:]
            for part in (value if isinstance(value, (list, tuple)) else [value])
        ]
        if len(texts) < values[0]:
            raise RuntimeError(f"setAttr: Error reading data element number {len(texts) + 2}: ")
        texts = texts[: values[0]]
    else:
        texts = [
            part
            for value in values
            for part in (value if isinstance(value, (list, tuple)) else [value])
        ]
    for place, text in enumerate(texts, 1):
        if not isinstance(text, str):
            message = f"setAttr: Error reading data element number {place}: {text}"
            raise RuntimeError(message)  # noqa: TRY004 (Maya's type of error)
    return texts


def _curve(values: tuple[Any, ...]) -> CurveData:
    """Degree, spans, form, rational, dimension, count and knots, count and points."""
    numbers = _numbers(values)
    degree, _, form, rational, dimension, knot_count = (int(number) for number in numbers[:6])
    knots = np.array(numbers[6 : 6 + knot_count], dtype=float)
    place = 6 + knot_count
    width = dimension + (1 if rational else 0)
    count = int(numbers[place])
    points = np.array(numbers[place + 1 : place + 1 + count * width], dtype=float).reshape(
        count, width
    )
    full = np.ones((count, 4))
    full[:, :dimension] = points[:, :dimension]
    if rational:
        full[:, 3] = points[:, -1]
    return CurveData(full, knots, degree, {0: 1, 1: 2, 2: 3}[form])
