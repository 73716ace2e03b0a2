"""Values of MEL: types, conversions, operators."""

from __future__ import annotations

from typing import Any

DEFAULTS: dict[str, Any] = {
    "int": 0,
    "float": 0.0,
    "string": "",
    "vector": (0.0, 0.0, 0.0),
    "matrix": None,
}


class MelError(RuntimeError):
    """A MEL script that failed."""


def as_text(value: Any) -> str:
    """A value as ``print`` writes it."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, tuple):
        return " ".join(as_text(part) for part in value)
    if isinstance(value, list):
        return "".join(f"{as_text(part)}\n" for part in value)
    return "" if value is None else str(value)


def as_number(value: Any) -> int | float:
    """A value in arithmetic; texts count by the number that they begin with."""
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, str):
        text = value.strip()
        while text:
            try:
                return float(text) if any(letter in text for letter in ".eE") else int(text)
            except ValueError:
                text = text[:-1]
        return {"true": 1, "on": 1, "yes": 1}.get(value, 0)
    if isinstance(value, tuple):
        return sum(part * part for part in value) ** 0.5
    if isinstance(value, list):
        return as_number(value[0]) if value else 0
    return 0


def convert(kind: str, value: Any) -> Any:
    """A value as a variable of a type keeps it."""
    if kind.endswith("[]"):
        items = value if isinstance(value, list) else [] if value is None else [value]
        return [convert(kind[:-2], item) for item in items]
    if kind == "int":
        return int(as_number(value))
    if kind == "float":
        return float(as_number(value))
    if kind == "string":
        return (
            as_text(value[0] if isinstance(value, list) and value else value)
            if not isinstance(value, list) or value
            else ""
        )
    if kind == "vector":
        if isinstance(value, (tuple, list)):
            parts = [float(part) for part in value][:3]
            return tuple(parts + [0.0] * (3 - len(parts)))
        return (float(as_number(value)),) * 3
    return value


def kind_of(value: Any) -> str:
    """The type that an undeclared variable gets."""
    if isinstance(value, list):
        return (kind_of(value[0]) if value else "string") + "[]"
    return {bool: "int", int: "int", float: "float", str: "string", tuple: "vector"}.get(
        type(value), "string"
    )


def equal(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one == other
    if isinstance(one, (list, tuple)) or isinstance(other, (list, tuple)):
        return one == other
    if isinstance(one, str) != isinstance(other, str):
        return as_text(one) == as_text(other)
    return as_number(one) == as_number(other)


def operate(mark: str, one: Any, other: Any) -> Any:
    """A binary operator on two values."""
    if mark in ("==", "!="):
        return int(equal(one, other) == (mark == "=="))
    if mark == "+" and (isinstance(one, str) or isinstance(other, str)):
        return as_text(one) + as_text(other)
    if mark in ("<", ">", "<=", ">="):
        both_texts = isinstance(one, str) and isinstance(other, str)
        first, second = (one, other) if both_texts else (as_number(one), as_number(other))
        return int(
            {
                "<": first < second,
                ">": first > second,
                "<=": first <= second,
                ">=": first >= second,
            }[mark]
        )
    if isinstance(one, tuple) or isinstance(other, tuple):
        return _vectors(mark, one, other)
    return _numbers(mark, as_number(one), as_number(other))


def _vectors(mark: str, one: Any, other: Any) -> Any:
    if mark == "*" and isinstance(one, tuple) and isinstance(other, tuple):
        return sum(a * b for a, b in zip(one, other, strict=True))
    first = one if isinstance(one, tuple) else (as_number(one),) * 3
    second = other if isinstance(other, tuple) else (as_number(other),) * 3
    if mark == "^":
        (a, b, c), (d, e, f) = first, second
        return (b * f - c * e, c * d - a * f, a * e - b * d)
    return tuple(_numbers(mark, float(a), float(b)) for a, b in zip(first, second, strict=True))


def _numbers(mark: str, one: int | float, other: int | float) -> int | float:
    if mark == "+":
        return one + other
    if mark == "-":
        return one - other
    if mark == "*":
        return one * other
    if mark == "^":
        return float(one) ** other
    if other == 0:
        raise MelError("Division by zero.\n")
    if mark == "%":
        quotient = int(one / other)
        return one - quotient * other
    if isinstance(one, int) and isinstance(other, int):
        return int(one / other)
    return one / other
