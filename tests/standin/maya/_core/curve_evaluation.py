"""NURBS curves: knots as Maya keeps them (one less at each end than in textbooks), evaluation."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from maya._core.data import CurveData


def uniform_knots(count: int, degree: int, periodic: bool = False) -> np.ndarray:
    """Knots for ``count`` control points: ``count + degree - 1`` numbers."""
    spans = count - degree
    if periodic:
        return np.arange(-(degree - 1), spans + degree, dtype=float)
    inner = np.arange(0, spans + 1, dtype=float)
    return np.concatenate([np.zeros(degree - 1), inner, np.full(degree - 1, float(spans))])


def full_knots(data: CurveData) -> np.ndarray:
    """The knot vector with both outer knots that Maya leaves out."""
    knots = np.asarray(data.knots, dtype=float)
    return np.concatenate([knots[:1], knots, knots[-1:]])


def domain(data: CurveData) -> tuple[float, float]:
    """Lowest and highest parameter."""
    degree = data.degree
    return float(data.knots[degree - 1]), float(data.knots[len(data.knots) - degree])


def span_count(data: CurveData) -> int:
    """Number of spans."""
    return len(data.points) - data.degree


def basis(data: CurveData, parameter: float, order: int = 0) -> tuple[int, np.ndarray]:
    """First control point and the weights of ``degree + 1`` of them (or of a derivative)."""
    knots, degree = full_knots(data), data.degree
    low, high = domain(data)
    u = min(max(parameter, low), high)
    span = int(np.searchsorted(knots, u, side="right")) - 1
    span = min(max(span, degree), len(data.points) - 1)
    while span > degree and knots[span] == knots[span + 1]:
        span -= 1

    def weights(p: int) -> np.ndarray:
        values = np.array([1.0])
        for k in range(1, p + 1):
            grown = np.zeros(k + 1)
            for j in range(k):
                i = span - k + 1 + j
                width = knots[i + k] - knots[i]
                part = values[j] / width if width else 0.0
                grown[j] += part * (knots[i + k] - u)
                grown[j + 1] += part * (u - knots[i])
            values = grown
        return values

    values = weights(degree - order)
    for k in range(degree - order + 1, degree + 1):
        grown = np.zeros(k + 1)
        for j in range(k):
            i = span - k + 1 + j
            width = knots[i + k] - knots[i]
            part = k * values[j] / width if width else 0.0
            grown[j] -= part
            grown[j + 1] += part
        values = grown
    return span - degree, values


def point_at(data: CurveData, parameter: float) -> np.ndarray:
    """Position at a parameter, (3,)."""
    first, weights = basis(data, parameter)
    controls = data.points[first : first + len(weights)]
    homogeneous = weights @ np.concatenate(
        [controls[:, :3] * controls[:, 3:], controls[:, 3:]], axis=1
    )
    return homogeneous[:3] / homogeneous[3]


def tangent_at(data: CurveData, parameter: float) -> np.ndarray:
    """First derivative by the parameter, (3,)."""
    first, weights = basis(data, parameter)
    _, slopes = basis(data, parameter, 1)
    controls = data.points[first : first + len(weights)]
    wide = np.concatenate([controls[:, :3] * controls[:, 3:], controls[:, 3:]], axis=1)
    value, slope = weights @ wide, slopes @ wide
    return (slope[:3] - value[:3] / value[3] * slope[3]) / value[3]


def _sampled(data: CurveData, steps: int) -> tuple[np.ndarray, np.ndarray]:
    low, high = domain(data)
    parameters = np.linspace(low, high, steps * max(span_count(data), 1) + 1)
    return parameters, np.array([point_at(data, u) for u in parameters])


_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(12)


def length(data: CurveData, until: float | None = None) -> float:
    """Arc length from the start to a parameter (default: the end)."""
    low, high = domain(data)
    until = high if until is None else min(max(until, low), high)
    breaks = np.unique(np.clip(full_knots(data), low, until))
    breaks = np.unique(np.concatenate([breaks, [low, until]]))
    parts = np.linspace(0.0, 1.0, 9)[None, :-1]
    finer = breaks[:-1, None] + parts * np.diff(breaks)[:, None]
    breaks = np.append(finer.ravel(), until)
    total = 0.0
    for start, stop in pairwise(breaks):
        for node, weight in zip(_NODES, _WEIGHTS, strict=True):
            u = (stop - start) / 2 * node + (stop + start) / 2
            total += (stop - start) / 2 * weight * float(np.linalg.norm(tangent_at(data, u)))
    return total


def parameter_at_length(data: CurveData, distance: float) -> float:
    """The parameter where the arc length from the start is ``distance``."""
    low, high = domain(data)
    for _ in range(60):
        middle = (low + high) / 2
        if length(data, middle) < distance:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def closest_point(data: CurveData, point: np.ndarray) -> tuple[np.ndarray, float]:
    """Nearest position and its parameter."""
    parameters, positions = _sampled(data, 32)
    best = int(np.argmin(((positions - point) ** 2).sum(axis=1)))
    low = parameters[max(best - 1, 0)]
    high = parameters[min(best + 1, len(parameters) - 1)]
    ratio = (5**0.5 - 1) / 2
    for _ in range(80):
        one, other = high - ratio * (high - low), low + ratio * (high - low)
        if _distance(data, one, point) < _distance(data, other, point):
            high = other
        else:
            low = one
    parameter = (low + high) / 2
    return point_at(data, parameter), float(parameter)


def _distance(data: CurveData, parameter: float, point: np.ndarray) -> float:
    return float(((point_at(data, parameter) - point) ** 2).sum())


def circle(radius: float, sections: int, degree: int, sweep: float = 2 * np.pi) -> CurveData:
    """The curve of ``makeNurbCircle``: unit circle about Z by uniform sections, in the XY plane."""
    if sweep >= 2 * np.pi - 1e-9:
        angles = 2 * np.pi * np.arange(sections) / sections
        # control points of a periodic uniform B-spline that passes the circle at its knots
        stretch = {1: 1.0, 3: 3.0 / (2.0 + np.cos(2 * np.pi / sections))}.get(degree, 1.0)
        if degree == 3:
            angles = angles + 2 * np.pi / sections
        ring = radius * stretch * np.stack([np.cos(angles), np.sin(angles), 0 * angles], axis=1)
        ring = np.concatenate([ring, ring[:degree]])
        points = np.concatenate([ring, np.ones((len(ring), 1))], axis=1)
        return CurveData(points, uniform_knots(len(points), degree, periodic=True), degree, 3)
    angles = np.linspace(0.0, sweep, sections + degree)
    ring = radius * np.stack([np.cos(angles), np.sin(angles), 0 * angles], axis=1)
    points = np.concatenate([ring, np.ones((len(ring), 1))], axis=1)
    return CurveData(points, uniform_knots(len(points), degree), degree, 1)
