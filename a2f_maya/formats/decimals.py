"""Numbers as decimal text, a whole table at a time: what makes the text formats fast."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

_LARGEST_SCALED = 2.0**62


def decimal_rows(
    values: npt.ArrayLike, decimals: int = 6, separator: str = ", ", trim: bool = True
) -> list[str]:
    """Each row of a table as decimal numbers with ``separator`` between them.

    Digits come from whole-number arithmetic on the table, about ten times as fast as formatting one
    number at a time. A tie is rounded to the even digit, and a zero never has a minus sign.

    Parameters
    ----------
    values : array_like [shape=(T, P)]
        Finite, and with all their digits below 2**62.
    decimals : int
        Digits after the point, 1 to 10.
    separator : str
        At least one character.
    trim : bool
        Drop trailing zeros, but keep one digit after the point: ``0.25``, ``1.0``.

    Returns
    -------
    list of str [length=T]

    Raises
    ------
    ValueError
        If a value is not finite or too large.
    """
    table = np.asarray(values, dtype=np.float64)
    rows, columns = table.shape
    if rows == 0 or columns == 0:
        return [""] * rows
    scaled = np.rint(table * 10**decimals)
    if not np.all(np.abs(scaled) < _LARGEST_SCALED):
        raise ValueError(f"A number is not finite or too large for {decimals} decimals.")
    planes, used = _digits(scaled.astype(np.int64), decimals, trim)
    inside = np.ones(table.shape, dtype=bool)
    inside[:, -1] = False
    for place, character in enumerate(separator.encode("ascii")):
        # The first place of the last separator in a row is the line end at which the rows are cut.
        planes.append(np.full(table.shape, character, dtype=np.uint8))
        if place == 0:
            planes[-1][:, -1] = ord("\n")
        used.append(inside | (place == 0))
    text = np.stack(planes, axis=-1)[np.stack(used, axis=-1)]
    return text.tobytes().decode("ascii").split("\n")[:-1]


def _digits(
    scaled: npt.NDArray[np.int64], decimals: int, trim: bool
) -> tuple[list[npt.NDArray[np.uint8]], list[npt.NDArray[np.bool_]]]:
    """Characters of all numbers, one array a place from left to right, and where each is used."""
    magnitude = np.abs(scaled)
    whole_digits = max(len(str(int(magnitude.max()))) - decimals, 1)
    # 32-bit division is several times as fast and is enough for weights.
    rest: npt.NDArray[np.unsignedinteger[Any]] = magnitude.astype(
        np.uint32 if magnitude.max() < 2**32 else np.uint64
    )
    ten = rest.dtype.type(10)
    always = np.ones(scaled.shape, dtype=bool)
    needed = np.zeros(scaled.shape, dtype=bool)
    planes: list[npt.NDArray[np.uint8]] = []
    used: list[npt.NDArray[np.bool_]] = []
    for place in range(-decimals, whole_digits):
        quotient = rest // ten
        digit = (rest - quotient * ten).astype(np.uint8)
        planes.append(digit + np.uint8(ord("0")))
        if place < -1 and trim:
            needed = needed | (digit != 0)
            used.append(needed)
        else:
            used.append(rest != 0 if place > 0 else always)
        if place == -1:
            planes.append(np.full(scaled.shape, ord("."), dtype=np.uint8))
            used.append(always)
        rest = quotient
    planes.append(np.full(scaled.shape, ord("-"), dtype=np.uint8))
    used.append(scaled < 0)
    return planes[::-1], used[::-1]
