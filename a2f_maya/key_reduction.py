"""Fewer keys for the same curve: straight lines between the kept keys stay within a tolerance."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import ParameterError


def kept_keys(
    times: npt.NDArray[np.float64], values: npt.NDArray[np.float64], tolerance: float
) -> npt.NDArray[np.int64]:
    """Choose the keys of one curve that have to stay.

    The method of Ramer, Douglas and Peucker, with distances measured in value: at the place where
    a straight line misses the curve most a key is kept, until no line misses it by more than the
    tolerance. First and last key always stay.

    Parameters
    ----------
    times : np.ndarray [shape=(T,)]
        Ascending.
    values : np.ndarray [shape=(T,)]
    tolerance : float
        Largest distance in value between the curve and the lines, 0 or more.

    Returns
    -------
    np.ndarray [shape=(n,), int64]
        Positions of the kept keys, ascending. With a tolerance of 0 only keys that lie exactly on
        a line are left out.

    Raises
    ------
    ParameterError
        If the tolerance is negative, or times and values do not fit together.
    """
    _check(times, values, tolerance)
    count = len(times)
    if count <= 2:
        return np.arange(count, dtype=np.int64)
    kept = np.zeros(count, dtype=bool)
    kept[[0, -1]] = True
    waiting = [(0, count - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        worst, distance = _farthest(times, values, first, last)
        if distance > tolerance:
            kept[worst] = True
            waiting += [(first, worst), (worst, last)]
    return np.flatnonzero(kept).astype(np.int64)


def largest_error(
    times: npt.NDArray[np.float64],
    values: npt.NDArray[np.float64],
    kept: npt.NDArray[np.int64],
) -> float:
    """How far the lines between the kept keys are from the curve at most, at its own keys.

    Parameters
    ----------
    times, values : np.ndarray [shape=(T,)]
    kept : np.ndarray [shape=(n,), int64]
        See `kept_keys`.
    """
    if not len(times):
        return 0.0
    lines = np.interp(times, times[kept], values[kept])
    return float(np.abs(lines - values).max())


def _farthest(
    times: npt.NDArray[np.float64], values: npt.NDArray[np.float64], first: int, last: int
) -> tuple[int, float]:
    """Position of the key between two others that their line misses most, and by how much."""
    ends = [first, last]
    inner = slice(first + 1, last)
    distances = np.abs(np.interp(times[inner], times[ends], values[ends]) - values[inner])
    worst = int(distances.argmax())
    return first + 1 + worst, float(distances[worst])


def check_tolerance(tolerance: float | None) -> None:
    """Refuse a tolerance that is none; nothing at all is fine.

    Raises
    ------
    ParameterError
        If it is negative or not finite.
    """
    if tolerance is not None and not (np.isfinite(tolerance) and tolerance >= 0):
        raise ParameterError(f"The tolerance is {tolerance:g}; give 0 or a positive number.")


def _check(
    times: npt.NDArray[np.float64], values: npt.NDArray[np.float64], tolerance: float
) -> None:
    check_tolerance(tolerance)
    if times.shape != values.shape or times.ndim != 1:
        raise ParameterError(f"There are {times.shape} times and {values.shape} values of keys.")
    if (np.diff(times) <= 0).any():
        raise ParameterError("The times of the keys do not ascend.")
    if not np.isfinite(values).all():
        raise ParameterError("A value of the keys is not a finite number.")
