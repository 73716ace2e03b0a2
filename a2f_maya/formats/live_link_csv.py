"""The CSV file of the iPhone app Live Link Face.

Units and signs of the rotations come from two recordings of the app: there a full ``EyeLookUp`` and
``EyeLookDown`` fall on -0.44 and +0.61, which are ARKit's limits of 25 and 35 degrees in radians,
and a look to the person's left is negative.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import FormatError, OutputError
from a2f_maya.files import atomic_path
from a2f_maya.formats.decimals import decimal_rows
from a2f_maya.formats.weight_tables import check_finite, check_track, read_text
from a2f_maya.names import LIVE_LINK_FACE, LIVE_LINK_FACE_COLUMNS, find_all, index_by_name
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import FloatArray, WeightTrack

DECIMALS = 10
VALUE_COLUMNS = LIVE_LINK_FACE_COLUMNS[2:]

_POSES = len(LIVE_LINK_FACE)
# The file says yaw, pitch, roll for head, left eye, right eye; both other rotations than pitch turn
# the other way than in a right-handed frame with Y up and Z forward.
_AXIS_OF_COLUMN = (1, 0, 2)
_SIGN_OF_COLUMN = (-1.0, 1.0, -1.0)
_GRID_TOLERANCE = 0.05

DoubleArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class LiveLinkTake:
    """What a Live Link Face CSV file holds.

    Attributes
    ----------
    track : WeightTrack
        The 52 ARKit poses in the order of the file.
    head : np.ndarray [shape=(T, 3), float32]
        Rotation about X, Y, Z in degrees; Y up, Z forward, X to the person's left.
    eyes : np.ndarray [shape=(T, 2, 3), float32]
        Right then left eyeball, in the same unit and frame.
    """

    track: WeightTrack
    head: FloatArray
    eyes: FloatArray


def write_live_link_csv(path: Path, track: WeightTrack, eyes: FloatArray | None = None) -> None:
    """Write weights and eye rotations as Live Link Face does.

    The time code is non-drop: it counts frames, so at 23.976 or 29.97 frames a second its seconds
    are a thousandth longer than real ones. The first frame is 00:00:00:00.000.

    Parameters
    ----------
    path : Path
    track : WeightTrack
        Poses are found by name; missing ones are written as 0, tongue poses are left out.
    eyes : np.ndarray [shape=(T, 2, 3)], optional
        Right then left eyeball: rotation about X, Y, Z in degrees, as `a2f_maya.tracks.FaceTrack`.

    Raises
    ------
    OutputError
        If a number is not finite, the lengths differ or the file cannot be written.
    """
    check_track(path, track)
    table = np.zeros((len(track), len(VALUE_COLUMNS)))
    for column, source in enumerate(find_all(LIVE_LINK_FACE, track.names)):
        if source is not None:
            table[:, column] = track.weights[:, source]
    if eyes is not None:
        if eyes.shape != (len(track), 2, 3):
            raise OutputError(
                f"Cannot write {path}: the eyes have the shape {eyes.shape} instead of "
                f"({len(track)}, 2, 3); give two rotations for each frame."
            )
        table[:, _POSES + 3 :] = _to_columns(eyes[:, ::-1]).reshape(len(track), 6)
    check_finite(path, table.astype(np.float32), VALUE_COLUMNS)
    numbers = decimal_rows(table, DECIMALS, ",", trim=False)
    lines = [",".join(LIVE_LINK_FACE_COLUMNS)]
    lines += [
        f"{timecode(frame, track.rate)},{len(VALUE_COLUMNS)},{row}"
        for frame, row in enumerate(numbers)
    ]
    with atomic_path(path) as temporary:
        temporary.write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\n")


def timecode(frame: int, rate: FrameRate) -> str:
    """Non-drop time code ``HH:MM:SS:FF.mmm`` of a frame, counted at the next whole rate."""
    seconds, part = divmod(frame, _whole_rate(rate))
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}:{part:02}.000"


def read_live_link_csv(path: Path, rate: FrameRate | None = None) -> LiveLinkTake:
    """Read a Live Link Face recording onto evenly spaced frames.

    Rows without a face (``BlendShapeCount`` 0) and rows that the app dropped are filled by linear
    interpolation. A recording at half the rate of its time code (30 of 60) comes back at half the
    rate.

    Parameters
    ----------
    path : Path
    rate : FrameRate, optional
        Rate of the time code. The file does not say it; by default the whole number at which the
        time code goes over to the next second, so give it for 23.976, 29.97 and 59.94, and for
        clips shorter than a second.

    Raises
    ------
    FormatError
        Naming the column or the line that is wrong.
    """
    rows = list(csv.reader(io.StringIO(read_text(path))))
    if not rows:
        raise _wrong(path, 1, "there is no header")
    columns = _columns(path, rows[0])
    clocks, table = _values(path, rows, columns)
    base = _whole_rate(rate) if rate is not None else _base_of_clocks(path, clocks)
    counts = clocks[:, 0] * base + clocks[:, 1]
    counts -= counts[0]
    if np.any(np.diff(counts) <= 0):
        line = int(np.argmax(np.diff(counts) <= 0)) + 3
        raise _wrong(path, line, "the time code does not grow")
    step = max(round(float(np.median(np.diff(counts)))), 1) if len(counts) > 1 else 1
    even = _evenly(counts / step, table)
    rotations = _from_columns(even[:, _POSES:].reshape(-1, 3, 3))
    clock_rate = rate if rate is not None else FrameRate(base)
    return LiveLinkTake(
        WeightTrack(
            FrameRate(clock_rate.numerator, clock_rate.denominator * step),
            LIVE_LINK_FACE,
            even[:, :_POSES].astype(np.float32),
        ),
        rotations[:, 0],
        np.ascontiguousarray(rotations[:, :0:-1]),
    )


def _whole_rate(rate: FrameRate) -> int:
    return -(-rate.numerator // rate.denominator)


def _to_columns(degrees: npt.ArrayLike) -> DoubleArray:
    values: DoubleArray = np.radians(np.asarray(degrees)[..., _AXIS_OF_COLUMN]) * _SIGN_OF_COLUMN
    return values


def _from_columns(values: DoubleArray) -> FloatArray:
    # The order (1, 0, 2) is its own inverse.
    degrees: DoubleArray = np.degrees(values * _SIGN_OF_COLUMN)
    return degrees[..., _AXIS_OF_COLUMN].astype(np.float32)


def _wrong(path: Path, line: int, problem: str) -> FormatError:
    return FormatError(f"Cannot read {path}, line {line}: {problem}; record or export it again.")


def _columns(path: Path, header: Sequence[str]) -> list[int]:
    """Where each value stands; the rotations may be missing in files of other programs."""
    try:
        positions = index_by_name(name.strip() for name in header)
    except FormatError as error:
        raise _wrong(path, 1, "a column occurs twice") from error
    if "timecode" not in positions:
        raise _wrong(path, 1, "the column 'Timecode' is missing")
    found = [positions.get(name.lower(), -1) for name in VALUE_COLUMNS]
    for name, position in zip(VALUE_COLUMNS[:_POSES], found, strict=False):
        if position < 0:
            raise _wrong(path, 1, f"the column '{name}' is missing")
    return [positions["timecode"], positions.get("blendshapecount", -1), *found]


def _values(
    path: Path, rows: Sequence[Sequence[str]], columns: Sequence[int]
) -> tuple[DoubleArray, DoubleArray]:
    """Clock (second, frame) [shape=(T, 2)] and values [shape=(T, 61)] of the rows with a face."""
    clock_column, count_column, *value_columns = columns
    clocks: list[tuple[float, float]] = []
    table: list[list[float]] = []
    for line, row in enumerate(rows[1:], start=2):
        if not row or (0 <= count_column < len(row) and row[count_column].strip() == "0"):
            continue
        if len(row) != len(rows[0]):
            raise _wrong(path, line, f"there are {len(row)} values instead of {len(rows[0])}")
        try:
            clocks.append(_clock(row[clock_column]))
            table.append([float(row[column]) if column >= 0 else 0.0 for column in value_columns])
        except ValueError as error:
            raise _wrong(path, line, str(error)) from error
        if not np.isfinite(table[-1]).all():
            raise _wrong(path, line, "a value is not finite")
    if not table:
        raise _wrong(path, 2, "there is no row with a face")
    return np.array(clocks), np.array(table)


def _clock(text: str) -> tuple[float, float]:
    parts = text.split(":")
    if len(parts) != 4:
        raise ValueError(f"the time code '{text}' is not HH:MM:SS:FF.mmm")
    hours, minutes, seconds = (int(part) for part in parts[:3])
    return (hours * 60 + minutes) * 60 + seconds, float(parts[3])


def _base_of_clocks(path: Path, clocks: DoubleArray) -> int:
    seconds, frames = np.diff(clocks, axis=0).T
    within, across = frames[seconds == 0], frames[seconds == 1]
    if not len(across) or not len(within):
        raise FormatError(
            f"Cannot read {path}: its time code stays within one second, which does not tell its "
            "frame rate; give the rate."
        )
    return max(round(float(np.median(within) - np.median(across))), 1)


def _evenly(frames: DoubleArray, table: DoubleArray) -> DoubleArray:
    """Rows at the fractional frame numbers ``frames``, moved to every whole frame."""
    count = round(float(frames[-1])) + 1
    grid = np.arange(count, dtype=np.float64)
    if count == len(frames) and np.all(np.abs(frames - grid) < _GRID_TOLERANCE):
        return table
    return np.stack([np.interp(grid, frames, column) for column in table.T], axis=1)
