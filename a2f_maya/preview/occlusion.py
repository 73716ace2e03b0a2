"""Soft shadows from the depth picture: dark cavities, and what stands in the way of the key lamp.

Both are screen-space approximations on a coarse grid: neighbours are reached by shifting the whole
depth picture, so the cost does not depend on the mesh. Distances between pixels are taken at one
depth, that of the head, which is exact enough for a portrait lens.
"""

from __future__ import annotations

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
_THICKNESS = 0.3
_BIAS = 0.012
_FAR = np.float32(1e9)


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
    return _smooth(np.exp(-_STRENGTH * closed).astype(np.float32))


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
    return _smooth(_smooth(1 - blocked))


def _shifted(picture: FloatArray, right: int, down: int) -> FloatArray:
    """Take the value ``right`` columns and ``down`` rows further on; far beyond the border."""
    result = np.full_like(picture, _FAR)
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


def _smooth(picture: FloatArray) -> FloatArray:
    """Blur with the weights 1 2 1 in both directions."""
    padded = np.pad(picture, 1, mode="edge")
    rows = padded[:-2] + 2 * padded[1:-1] + padded[2:]
    result: FloatArray = (rows[:, :-2] + 2 * rows[:, 1:-1] + rows[:, 2:]) / np.float32(16)
    return result


def enlarge(coarse: FloatArray, grid: Grid) -> FloatArray:
    """Interpolate a coarse picture bilinearly to the full size [shape=(height, width)]."""
    width, height = grid.size
    upper, lower, down = _interpolation(height, coarse.shape[0], grid.stride)
    tall = coarse[upper] * (1 - down[:, None]) + coarse[lower] * down[:, None]
    left, right, across = _interpolation(width, coarse.shape[1], grid.stride)
    full: FloatArray = tall[:, left] * (1 - across) + tall[:, right] * across
    return full


def _interpolation(
    count: int, coarse_count: int, stride: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], FloatArray]:
    position = (np.arange(count) - stride // 2) / stride
    position = np.clip(position, 0, coarse_count - 1)
    low = np.floor(position).astype(np.int64)
    high = np.minimum(low + 1, coarse_count - 1)
    return low, high, (position - low).astype(np.float32)
