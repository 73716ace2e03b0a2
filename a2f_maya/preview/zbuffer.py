"""Which triangle is seen in which pixel: span rasterisation and depth resolve for all at once.

A pixel belongs to a triangle if its centre lies inside or on the border. Corners are snapped to
1/256 pixel and the span ends are quotients of exact whole numbers, so two triangles that share an
edge never leave a gap. Depth is compared as inverse distance, which is linear in the picture.
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


def _spans(corners: Corners) -> tuple[LongArray, IndexArray, IndexArray, IndexArray]:
    """List triangle (row of `corners`), picture row, first column and width of all spans."""
    heights = corners.rows[1] - corners.rows[0] + 1
    ends = np.cumsum(heights)
    owner = np.repeat(np.arange(len(heights)), heights)
    row = np.arange(ends[-1], dtype=np.int32)
    row += (corners.rows[0] - (ends - heights).astype(np.int32))[owner]
    sample = row * float(SUBPIXELS) + _HALF
    left = corners.columns[0][owner].astype(np.float64)
    right = corners.columns[1][owner].astype(np.float64)
    for start, end in ((0, 1), (1, 2), (2, 0)):
        dx = corners.x[end] - corners.x[start]
        dy = corners.y[end] - corners.y[start]
        constant = (corners.x[start] - _HALF) * dy - dx * corners.y[start]
        slanted = dy != 0
        divisor = np.where(slanted, dy * SUBPIXELS, 1.0)
        is_left = slanted & ((dy > 0) != (corners.area > 0))
        is_right = slanted & ~is_left
        crossing = (constant[owner] + dx[owner] * sample) / divisor[owner]
        np.maximum(left, np.where(is_left[owner], np.ceil(crossing), left), out=left)
        np.minimum(right, np.where(is_right[owner], np.floor(crossing), right), out=right)
    widths = (right - left + 1).astype(np.int32)
    filled = np.flatnonzero(widths > 0)
    return owner[filled], row[filled], left[filled].astype(np.int32), widths[filled]


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
    """Fit the inverse depth: value at the picture's origin and slopes per subpixel."""
    x, y, value = corners.x, corners.y, corners.inverse_depth
    first, second = value[1] - value[0], value[2] - value[0]
    slope_x = (first * (y[2] - y[0]) - second * (y[1] - y[0])) / corners.area
    slope_y = (second * (x[1] - x[0]) - first * (x[2] - x[0])) / corners.area
    return value[0] - slope_x * x[0] - slope_y * y[0], slope_x, slope_y


def _fragments(corners: Corners, size: tuple[int, int]) -> tuple[LongArray, LongArray, DoubleArray]:
    """List pixel, triangle (row of `corners`) and inverse depth of all covered pixels."""
    owner, row, left, widths = _spans(corners)
    origin, slope_x, slope_y = _inverse_depth_plane(corners)
    sample_x = left * float(SUBPIXELS) + _HALF
    sample_y = row * float(SUBPIXELS) + _HALF
    at_left = origin[owner] + slope_x[owner] * sample_x + slope_y[owner] * sample_y
    ends = np.cumsum(widths)
    span = np.repeat(np.arange(len(widths)), widths)
    step = np.arange(ends[-1] if len(ends) else 0) - (ends - widths)[span]
    pixel = (row.astype(np.int64) * size[0] + left)[span] + step
    inverse = at_left[span] + (slope_x[owner] * SUBPIXELS)[span] * step
    return pixel, owner[span], inverse


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
    x0, y0, b_x, b_y, c_x, c_y, near_a, near_b, near_c = table[triangle].T
    row, column = np.divmod(pixel, width)
    dx = (column * SUBPIXELS + _HALF).astype(np.float32) - x0
    dy = (row * SUBPIXELS + _HALF).astype(np.float32) - y0
    second = np.clip(b_x * dx + b_y * dy, 0.0, 1.0)
    third = np.clip(c_x * dx + c_y * dy, 0.0, 1.0)
    weights: FloatArray = np.stack([np.maximum(1.0 - second - third, 0.0), second, third])
    weights *= np.stack([near_a, near_b, near_c])
    weights /= weights.sum(axis=0)
    return weights
