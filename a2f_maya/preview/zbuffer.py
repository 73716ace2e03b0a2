"""Which triangle is seen in which pixel: span rasterisation and depth resolve for all at once.

A pixel belongs to a triangle if its centre lies inside or on the border. Corners are snapped to
1/256 pixel, which keeps centres that are not on a border farther from it than rounding errors
reach; so triangles that share an edge leave no gap. Depth is compared as inverse distance, which is
linear in the picture.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

DoubleArray = npt.NDArray[np.float64]
FloatArray = npt.NDArray[np.float32]
IndexArray = npt.NDArray[np.int32]
LongArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

SUBPIXELS = 256
_HALF = SUBPIXELS // 2
_FARTHEST = 1 << 22
_TIE = 1e-9
"""Columns by which a centre may miss a border and still count as on it."""


@dataclass(frozen=True)
class Corners:
    """Projected corners of the triangles that may be seen, corners first in each array.

    Attributes
    ----------
    x, y : np.ndarray [shape=(3, M), float64]
        Whole numbers of subpixels.
    inverse_depth : np.ndarray [shape=(3, M), float64]
    area : np.ndarray [shape=(M,), float64]
        Twice the signed area in square subpixels; negative for triangles that face the camera.
    triangle : np.ndarray [shape=(M,), int]
        Row in the full list of triangles.
    rows, columns : tuple of np.ndarray [shape=(M,), int32]
        First and last picture row and column of the bounding box, clipped to the picture.
    """

    x: DoubleArray
    y: DoubleArray
    inverse_depth: DoubleArray
    area: DoubleArray
    triangle: LongArray
    rows: tuple[IndexArray, IndexArray]
    columns: tuple[IndexArray, IndexArray]


@dataclass(frozen=True)
class Visible:
    """The nearest triangle of each covered pixel.

    Attributes
    ----------
    pixel : np.ndarray [shape=(N,), int]
        ``row * width + column``, ascending.
    triangle : np.ndarray [shape=(N,), int]
    weights : np.ndarray [shape=(3, N), float32]
        Perspective-correct barycentric coordinates, sum 1.
    front : np.ndarray [shape=(N,), bool]
        Whether the counter-clockwise side is seen.
    inverse_depth : np.ndarray [shape=(N,), float32]
    """

    pixel: LongArray
    triangle: LongArray
    weights: FloatArray
    front: BoolArray
    inverse_depth: FloatArray


def gather_corners(
    projected: tuple[DoubleArray, DoubleArray, DoubleArray],
    triangles: IndexArray,
    two_sided: BoolArray,
    size: tuple[int, int],
    near: float,
) -> Corners:
    """Snap the vertices to subpixels and keep the triangles that can cover a pixel centre.

    Parameters
    ----------
    projected : tuple of 3 np.ndarray [shape=(V,), float64]
        x, y and depth from `Camera.project`.
    triangles : np.ndarray [shape=(3, M), int32]
        Corners first.
    two_sided : np.ndarray [shape=(M,), bool]
        False: drop the triangle if it shows its back.
    size : (width, height)
    near : float
        Triangles with a corner nearer than this are dropped.
    """
    x, y, depth = projected
    snapped_x = np.rint(np.clip(x * SUBPIXELS, -_FARTHEST, _FARTHEST))
    snapped_y = np.rint(np.clip(y * SUBPIXELS, -_FARTHEST, _FARTHEST))
    inverse = 1.0 / np.maximum(depth, near)
    xs = snapped_x[triangles]
    ys = snapped_y[triangles]
    area = (xs[1] - xs[0]) * (ys[2] - ys[0]) - (xs[2] - xs[0]) * (ys[1] - ys[0])
    keep = (area < 0) | (two_sided & (area > 0))
    in_front = depth >= near
    if not in_front.all():
        keep &= in_front[triangles].all(axis=0)
    columns = _pixel_range(xs, size[0])
    rows = _pixel_range(ys, size[1])
    keep &= (columns[1] >= columns[0]) & (rows[1] >= rows[0])
    kept = np.flatnonzero(keep)
    return Corners(
        xs[:, kept],
        ys[:, kept],
        inverse[triangles[:, kept]],
        area[kept],
        kept,
        (rows[0][kept], rows[1][kept]),
        (columns[0][kept], columns[1][kept]),
    )


def _pixel_range(corners: DoubleArray, count: int) -> tuple[IndexArray, IndexArray]:
    low = np.minimum(np.minimum(corners[0], corners[1]), corners[2])
    high = np.maximum(np.maximum(corners[0], corners[1]), corners[2])
    first = np.ceil((low - _HALF) / SUBPIXELS)
    last = np.floor((high - _HALF) / SUBPIXELS)
    return (
        np.maximum(first, 0).astype(np.int32),
        np.minimum(last, count - 1).astype(np.int32),
    )


@dataclass(frozen=True)
class _Spans:
    """Rows of pixels that single triangles cover."""

    owner: LongArray
    row: IndexArray
    left: IndexArray
    width: IndexArray


def _side(corners: Corners, wanted_left: bool) -> list[DoubleArray]:
    """Give the two lines ``column = base + slope * row`` on one side of each triangle.

    Returns
    -------
    list of np.ndarray [shape=(M,), float64]
        base, slope, base, slope; the same line twice where the side is a single edge.
    """
    bases, slopes, wanted = [], [], []
    for start, end in ((0, 1), (1, 2), (2, 0)):
        dx = corners.x[end] - corners.x[start]
        dy = corners.y[end] - corners.y[start]
        divisor = np.where(dy == 0, 1.0, dy)
        base = (corners.x[start] - _HALF) * dy - dx * (corners.y[start] - _HALF)
        bases.append(base / (divisor * SUBPIXELS))
        slopes.append(dx / divisor)
        is_left = (dy > 0) != (corners.area > 0)
        wanted.append((dy != 0) & (is_left == wanted_left))
    first = [np.where(wanted[0], v[0], np.where(wanted[1], v[1], v[2])) for v in (bases, slopes)]
    second = [np.where(wanted[2], v[2], np.where(wanted[1], v[1], v[0])) for v in (bases, slopes)]
    return first + second


def _spans(corners: Corners) -> _Spans:
    heights = corners.rows[1] - corners.rows[0] + 1
    owner = np.repeat(np.arange(len(heights)), heights)
    ends = np.cumsum(heights)
    row = np.arange(len(owner)) + np.repeat(corners.rows[0] - ends + heights, heights)
    bounds = []
    for side, outermost in ((True, np.maximum), (False, np.minimum)):
        base1, slope1, base2, slope2 = (v.take(owner) for v in _side(corners, side))
        bounds.append(outermost(base1 + slope1 * row, base2 + slope2 * row))
    left = np.maximum(np.ceil(bounds[0] - _TIE), np.repeat(corners.columns[0], heights))
    right = np.minimum(np.floor(bounds[1] + _TIE), np.repeat(corners.columns[1], heights))
    width = (right - left + 1).astype(np.int32)
    filled = np.flatnonzero(width > 0)
    return _Spans(
        owner[filled],
        row[filled].astype(np.int32),
        left[filled].astype(np.int32),
        width[filled],
    )


def resolve(corners: Corners, size: tuple[int, int]) -> Visible:
    """Find the nearest triangle of every pixel.

    Where two triangles are equally near, the later one in the list wins.
    """
    if len(corners.triangle) == 0:
        nothing = np.zeros(0, np.int64)
        empty = np.zeros(0, np.float32)
        return Visible(nothing, nothing, np.zeros((3, 0), np.float32), nothing > 0, empty)
    pixel, owner, inverse = _fragments(corners, size)
    nearest = np.zeros(size[0] * size[1])
    np.maximum.at(nearest, pixel, inverse)
    winner = np.flatnonzero(inverse == nearest[pixel])
    seen = np.full(size[0] * size[1], -1, dtype=np.int32)
    seen[pixel[winner]] = owner[winner]
    covered = np.flatnonzero(seen >= 0)
    visible = seen[covered]
    return Visible(
        covered,
        corners.triangle[visible],
        _weights(corners, covered, visible, size[0]),
        corners.area[visible] < 0,
        nearest[covered].astype(np.float32),
    )


def _inverse_depth_plane(corners: Corners) -> tuple[DoubleArray, DoubleArray, DoubleArray]:
    """Fit the inverse depth: value in the centre of the first pixel and slopes per pixel."""
    x, y, value = corners.x, corners.y, corners.inverse_depth
    first, second = value[1] - value[0], value[2] - value[0]
    slope_x = (first * (y[2] - y[0]) - second * (y[1] - y[0])) / corners.area
    slope_y = (second * (x[1] - x[0]) - first * (x[2] - x[0])) / corners.area
    origin = value[0] - slope_x * (x[0] - _HALF) - slope_y * (y[0] - _HALF)
    return origin, slope_x * SUBPIXELS, slope_y * SUBPIXELS


def _fragments(corners: Corners, size: tuple[int, int]) -> tuple[LongArray, LongArray, DoubleArray]:
    """List pixel, triangle (row of `corners`) and inverse depth of all covered pixels."""
    spans = _spans(corners)
    origin, slope_x, slope_y = (v[spans.owner] for v in _inverse_depth_plane(corners))
    at_left = origin + slope_x * spans.left + slope_y * spans.row
    ends = np.cumsum(spans.width)
    step = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - spans.width, spans.width)
    first_pixel = spans.row * np.int64(size[0]) + spans.left
    pixel = np.repeat(first_pixel, spans.width) + step
    inverse = np.repeat(at_left, spans.width) + np.repeat(slope_x, spans.width) * step
    return pixel, np.repeat(spans.owner, spans.width), inverse


def _weights(corners: Corners, pixel: LongArray, triangle: IndexArray, width: int) -> FloatArray:
    """Perspective-correct barycentric coordinates [shape=(3, N)] of pixel centres."""
    x, y, area = corners.x, corners.y, corners.area
    table = np.stack(
        [
            x[0],
            y[0],
            (y[2] - y[0]) / area,
            (x[0] - x[2]) / area,
            (y[0] - y[1]) / area,
            (x[1] - x[0]) / area,
            *corners.inverse_depth,
        ],
        axis=1,
    ).astype(np.float32)
    picked = np.ascontiguousarray(table.take(triangle, axis=0).T)
    x0, y0, b_x, b_y, c_x, c_y = picked[:6]
    row = pixel // width
    column = pixel - row * width
    dx = (column * SUBPIXELS + _HALF).astype(np.float32) - x0
    dy = (row * SUBPIXELS + _HALF).astype(np.float32) - y0
    second = np.clip(b_x * dx + b_y * dy, 0.0, 1.0)
    third = np.clip(c_x * dx + c_y * dy, 0.0, 1.0)
    weights: FloatArray = np.stack([np.maximum(1.0 - second - third, 0.0), second, third])
    weights *= picked[6:]
    weights /= weights.sum(axis=0)
    return weights
