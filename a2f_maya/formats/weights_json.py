"""Audio2Face's weights file ``<name>_bsweight.json``.

Read by NVIDIA's Blender add-on, by public importers for Maya and Unreal, and by this package.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from a2f_maya.errors import FormatError, ParameterError
from a2f_maya.files import atomic_path
from a2f_maya.formats.decimals import decimal_rows
from a2f_maya.formats.weight_tables import check_track, read_text, standard_spelling
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import FloatArray, WeightTrack

DECIMALS = 6


def write_weights_json(path: Path, track: WeightTrack, audio_path: str | Path = "") -> None:
    """Write a weight track as Audio2Face does.

    Parameters
    ----------
    path : Path
        Audio2Face calls it ``<name>_bsweight.json``.
    track : WeightTrack
    audio_path : str or Path
        What the key ``trackPath`` says; written with forward slashes.

    Raises
    ------
    OutputError
        If a weight is not finite or the file cannot be written.
    """
    check_track(path, track)
    rate = track.rate
    head = {
        "exportFps": rate.numerator if rate.denominator == 1 else rate.fps,
        "trackPath": Path(audio_path).as_posix() if str(audio_path) else "",
        "numPoses": len(track.names),
        "numFrames": len(track),
        "facsNames": list(track.names),
    }
    rows = decimal_rows(track.weights, DECIMALS)
    start = json.dumps(head, indent=2, ensure_ascii=False).removesuffix("\n}")
    matrix = "],\n    [".join(rows)
    with atomic_path(path) as temporary:
        temporary.write_text(
            f'{start},\n  "weightMat": [\n    [{matrix}]\n  ]\n}}\n', encoding="utf-8", newline="\n"
        )


def read_weights_json(path: Path) -> WeightTrack:
    """Read an Audio2Face weights file.

    Pose names may be in any case; known ones come back in ARKit's spelling. A decimal ``exportFps``
    near an NTSC rate becomes that exact rate.

    Raises
    ------
    FormatError
        If a key is missing or contradicts another; the message names it.
    """
    try:
        content = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise FormatError(
            f"Cannot read {path}: it is not JSON (line {error.lineno}: {error.msg}); "
            "export it again."
        ) from error
    if not isinstance(content, dict):
        raise _wrong(path, "facsNames", "is missing")
    names = _names(path, content)
    weights = _weights(path, content, len(names))
    _check_count(path, content, "numPoses", len(names))
    _check_count(path, content, "numFrames", len(weights))
    return WeightTrack(_rate(path, content), names, weights)


def _wrong(path: Path, key: str, problem: str) -> FormatError:
    return FormatError(f"Cannot read {path}: the key '{key}' {problem}; export the file again.")


def _names(path: Path, content: dict[str, Any]) -> tuple[str, ...]:
    names = content.get("facsNames")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise _wrong(path, "facsNames", "is missing or not a list of names")
    return standard_spelling(path, names)


def _weights(path: Path, content: dict[str, Any], pose_count: int) -> FloatArray:
    rows = content.get("weightMat")
    if not isinstance(rows, list) or not rows:
        raise _wrong(path, "weightMat", "is missing or not a list of frames")
    for frame, row in enumerate(rows):
        if not isinstance(row, list) or len(row) != pose_count:
            raise _wrong(
                path, "weightMat", f"has not {pose_count} numbers (one a pose) at frame {frame}"
            )
    try:
        weights = np.array(rows, dtype=np.float32)
    except (TypeError, ValueError) as error:
        raise _wrong(path, "weightMat", "holds something that is not a number") from error
    if not np.isfinite(weights).all():
        frame = int(np.argwhere(~np.isfinite(weights))[0, 0])
        raise _wrong(path, "weightMat", f"is not finite at frame {frame}")
    return weights


def _check_count(path: Path, content: dict[str, Any], key: str, count: int) -> None:
    said = content.get(key, count)
    if said != count:
        raise _wrong(path, key, f"says {said}, but the file holds {count}")


def _rate(path: Path, content: dict[str, Any]) -> FrameRate:
    said = content.get("exportFps")
    if isinstance(said, bool) or not isinstance(said, (int, float, str)):
        raise _wrong(path, "exportFps", "is missing or not a number")
    try:
        return FrameRate.parse(said)
    except ParameterError as error:
        raise _wrong(path, "exportFps", f"is not a frame rate ({said})") from error
