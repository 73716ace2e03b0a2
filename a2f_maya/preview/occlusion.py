"""Soft shadows from the depth picture: dark cavities, and what stands in the way of the key lamp.

Both are screen-space approximations on a coarse grid: neighbours are reached by shifting the whole
depth picture, so the cost does not depend on the mesh. Distances between pixels are taken at one
depth, that of the head, which is exact enough for a portrait lens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]

_RADII = (0.02, 0.05, 0.1)
_DIRECTIONS = 6
_STRENGTH = 2.6
_MARCH = 0.34
_STEPS = 14
_THICKNESS = 0.6
_SAME_SURFACE = 0.04
_BIAS = 0.012
_FAR = 1e9


@dataclass(frozen=True)
class Grid:
    """The coarse grid on which shadows are found.

    Attributes
    ----------
    size : (width, height)
        Of the full picture.
    stride : int
        Full pixels per coarse pixel.
    pixel : float
        World length of a coarse pixel at the distance of the head.
    radius : float
        World size of the subject; all shadow lengths are parts of it.
    """

    size: tuple[int, int]
    stride: int
    pixel: float
    radius: float

    @classmethod
    def fit(cls, size: tuple[int, int], pixel: float, radius: float) -> Grid:
        """Choose about 240 coarse rows; ``pixel`` is the world length of a pixel of the picture."""
        stride = max(1, round(size[1] / 240))
        return cls(size, stride, pixel * stride, radius)


def coarse_depth(inverse_depth: FloatArray, grid: Grid) -> FloatArray:
    """Sample the depth on the grid.

    Parameters
    ----------
    inverse_depth : np.ndarray [shape=(height, width), float32]
        Of the full picture; 0 where nothing is drawn.
    grid : Grid

    Returns
    -------
    np.ndarray [shape=(rows, columns), float32]
    """
    start = grid.stride // 2
    sampled = inverse_depth[start :: grid.stride, start :: grid.stride]
    with np.errstate(divide="ignore"):
        depth: FloatArray = np.minimum(np.float32(1) / sampled, _FAR)
    return depth


def ambient_openness(depth: FloatArray, grid: Grid) -> FloatArray:
    """Return how much of the surroundings each coarse pixel sees, 0..1.

    Opposite neighbours are compared in pairs, so a slanted plane stays fully open and only hollows
    darken (in the spirit of Bavoil & Sainz 2008, "Image-space horizon-based ambient occlusion").
    """
    closed = np.zeros_like(depth)
    for part in _RADII:
        length = part * grid.radius
        reach = max(1.0, length / grid.pixel)
        length = reach * grid.pixel
        for k in range(_DIRECTIONS):
            angle = pi * (k + 0.5 * _RADII.index(part)) / _DIRECTIONS
            right, down = round(reach * cos(angle)), round(reach * sin(angle))
            one = _rise(depth, right, down, length)
            other = _rise(depth, -right, -down, length)
            closed += np.maximum(one + other, 0)
    closed /= 2 * _DIRECTIONS * len(_RADII)
    return _smooth(np.exp(-_STRENGTH * closed).astype(np.float32), depth, grid)


def _rise(depth: FloatArray, right: int, down: int, length: float) -> FloatArray:
    ahead = (depth - _shifted(depth, right, down)) / np.float32(length)
    np.clip(ahead, -1, 1, out=ahead)
    return ahead


def lamp_visibility(depth: FloatArray, grid: Grid, towards: npt.NDArray[np.float64]) -> FloatArray:
    """March towards a lamp through the depth picture; 1 where it is seen, 0 where it is hidden.

    Parameters
    ----------
    depth : np.ndarray [shape=(rows, columns), float32]
        From `coarse_depth`.
    grid : Grid
    towards : np.ndarray [shape=(3,)]
        Unit vector to the lamp as right, up, back in the camera's axes.
    """
    blocked = np.zeros_like(depth)
    bias = _BIAS * grid.radius
    for step in range(1, _STEPS + 1):
        length = _MARCH * grid.radius * (step / _STEPS) ** 1.5
        right = round(length * towards[0] / grid.pixel)
        down = round(-length * towards[1] / grid.pixel)
        if right == 0 and down == 0:
            continue
        ray = depth - np.float32(length * towards[2])
        gap = ray - _shifted(depth, right, down)
        soft = np.float32(bias + 0.10 * length)
        hit = np.clip((gap - bias) / soft, 0, 1)
        hit *= gap < _THICKNESS * grid.radius
        np.maximum(blocked, hit, out=blocked)
    return _smooth(_smooth(1 - blocked, depth, grid), depth, grid)


def _shifted(picture: FloatArray, right: int, down: int, beyond: float = _FAR) -> FloatArray:
    """Take the value ``right`` columns and ``down`` rows further on; ``beyond`` the border."""
    result = np.full_like(picture, beyond)
    rows, columns = picture.shape
    if abs(right) >= columns or abs(down) >= rows:
        return result
    to_rows, from_rows = _overlap(down, rows)
    to_columns, from_columns = _overlap(right, columns)
    result[to_rows, to_columns] = picture[from_rows, from_columns]
    return result


def _overlap(shift: int, count: int) -> tuple[slice, slice]:
    if shift >= 0:
        return slice(0, count - shift), slice(shift, count)
    return slice(-shift, count), slice(0, count + shift)


def _smooth(picture: FloatArray, depth: FloatArray, grid: Grid) -> FloatArray:
    """Blur with the weights 1 2 1 in both directions, but not across steps in depth."""
    tolerance = np.float32(_SAME_SURFACE * grid.radius)
    for right, down in ((1, 0), (0, 1)):
        total = 2 * picture
        weight = np.full_like(picture, 2)
        for sign in (1, -1):
            there = _shifted(depth, sign * right, sign * down, np.inf)
            same = (np.abs(there - depth) < tolerance).astype(np.float32)
            total += same * _shifted(picture, sign * right, sign * down, 0.0)
            weight += same
        picture = total / weight
    return picture


def enlarge(
    coarse: Sequence[FloatArray],
    depth: FloatArray,
    pixel: npt.NDArray[np.int64],
    pixel_depth: FloatArray,
    grid: Grid,
) -> list[FloatArray]:
    """Interpolate coarse pictures at single pixels without mixing near with far surfaces.

    Bilinear weights, all but cancelled where the depths differ (joint bilateral upsampling, Kopf et
    al. 2007).

    Parameters
    ----------
    coarse : sequence of np.ndarray [shape=(rows, columns), float32]
    depth : np.ndarray [shape=(rows, columns), float32]
        From `coarse_depth`.
    pixel : np.ndarray [shape=(N,), int64]
        ``row * width + column`` in the full picture.
    pixel_depth : np.ndarray [shape=(N,), float32]
    grid : Grid

    Returns
    -------
    list of np.ndarray [shape=(N,), float32]
    """
    width, height = grid.size
    rows, columns = depth.shape
    table = np.pad(np.stack([depth, *coarse], axis=2), ((0, 1), (0, 1), (0, 0)), mode="edge")
    table = table.reshape(-1, table.shape[2])
    first_row, down = _interpolation(height, rows, grid.stride)
    first_column, across = _interpolation(width, columns, grid.stride)
    row = (pixel // width).astype(np.int32)
    column = (pixel - row * width).astype(np.int32)
    cell = first_row[row] * np.int32(columns + 1) + first_column[column]
    down, across = down[row], across[column]
    tolerance = np.float32(_SAME_SURFACE * grid.radius)
    total = np.zeros((len(coarse) + 1, len(pixel)), np.float32)
    for step, bilinear in (
        (0, (1 - down) * (1 - across)),
        (1, (1 - down) * across),
        (columns + 1, down * (1 - across)),
        (columns + 2, down * across),
    ):
        there, *values = table.take(cell + step, axis=0).T
        weight = bilinear + np.float32(1e-4)
        weight[np.abs(there - pixel_depth) >= tolerance] *= np.float32(1e-3)
        total[0] += weight
        for number, value in enumerate(values, start=1):
            total[number] += weight * value
    return list(total[1:] / total[0])


def _interpolation(
    count: int, coarse_count: int, stride: int
) -> tuple[npt.NDArray[np.int32], FloatArray]:
    """Give for each full row (or column) the coarse one before it and the part of the next."""
    position = np.clip((np.arange(count) - stride // 2) / stride, 0, coarse_count - 1)
    low = np.floor(position).astype(np.int32)
    return low, (position - low).astype(np.float32)
