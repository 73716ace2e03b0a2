"""What all formats of blendshape weights share: checks on writing, spelling on reading."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from a2f_maya.errors import FormatError, OutputError
from a2f_maya.names import ARKIT, TONGUE, index_by_name
from a2f_maya.tracks import FloatArray, WeightTrack

_LARGEST = 1e8
_SPELLING = {name.lower(): name for name in (*ARKIT, *TONGUE)}


def check_track(path: Path, track: WeightTrack) -> None:
    """Refuse a track that cannot be written.

    Raises
    ------
    OutputError
        If there is no frame, the table does not fit the names, two names are the same, or a weight
        is NaN or infinite; the message names the frame and the pose.
    """
    if track.weights.ndim != 2 or track.weights.shape[1] != len(track.names):
        raise OutputError(
            f"Cannot write {path}: the weights have the shape {track.weights.shape}, but there are "
            f"{len(track.names)} pose names; give one column for each pose."
        )
    if not track.weights.size:
        raise OutputError(f"Cannot write {path}: there is no frame or no pose; give at least one.")
    try:
        index_by_name(track.names)
    except FormatError as error:
        raise OutputError(f"Cannot write {path}: {error}") from error
    check_finite(path, track.weights, track.names)


def check_finite(path: Path, table: FloatArray, columns: Sequence[str], row: str = "frame") -> None:
    """Refuse NaN, infinity and numbers of 1e8 or more in a table [shape=(T, P)].

    Parameters
    ----------
    path : Path
        The file that is being written, for the message.
    table : np.ndarray
    columns : sequence of str
        Name of each column.
    row : str
        What a row is.

    Raises
    ------
    OutputError
        Naming the first frame and column.
    """
    usable = np.abs(table) < _LARGEST
    if usable.all():
        return
    place, column = np.argwhere(~usable)[0]
    raise OutputError(
        f"Cannot write {path}: '{columns[column]}' is {table[place, column]:g} at {row} {place}; "
        "compute it again."
    )


def standard_spelling(path: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Spell names as ARKit does where they are known in any case; others stay.

    Raises
    ------
    FormatError
        If a name occurs twice.
    """
    spelt = tuple(_SPELLING.get(name.lower(), name) for name in names)
    try:
        index_by_name(spelt)
    except FormatError as error:
        raise FormatError(f"Cannot read {path}: {error}") from error
    return spelt


def read_text(path: Path) -> str:
    """Read the whole text of a UTF-8 file, with or without a byte order mark.

    Raises
    ------
    FormatError
        If the file cannot be opened or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FormatError(
            f"Cannot read {path}: {error.strerror or error}; check the name and its rights."
        ) from error
    except UnicodeDecodeError as error:
        raise FormatError(
            f"Cannot read {path}: it is not UTF-8 text; choose another file."
        ) from error
