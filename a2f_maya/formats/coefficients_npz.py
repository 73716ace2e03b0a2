"""What a bake computed, before it becomes a file of another program: ``<stem>.npz``."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import FormatError, OutputError, ParameterError
from a2f_maya.files import atomic_path
from a2f_maya.formats.weight_tables import check_track
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import CoefficientTrack, FaceTrack, WeightTrack

SCHEMA = "a2f.coefficients/1"

_COEFFICIENTS = {"skin": (None,), "tongue": (None,), "jaw": (5, 3), "eyes": (2, 2)}
_FACE = {"upper": (None,), "lower": (None,), "tongue": (None,), "jaw": (4, 4), "eyes": (2, 3)}

Arrays = dict[str, npt.NDArray[Any]]
Track = TypeVar("Track")


@dataclass(frozen=True)
class SavedClip:
    """The tracks of one clip and where they come from; a track that was not computed is None."""

    audio_path: str
    network: str
    coefficients: CoefficientTrack | None = None
    face: FaceTrack | None = None
    weights: WeightTrack | None = None


def write_coefficients(path: Path, clip: SavedClip) -> None:
    """Write the tracks of a clip, uncompressed.

    Keys: ``schema``, ``audio_path``, ``network``, and for each track its rate as two whole numbers
    and its arrays: ``coefficients_rate``, ``coefficients_skin``, ``_tongue``, ``_jaw``, ``_eyes``;
    ``face_rate``, ``face_upper``, ``_lower``, ``_tongue``, ``_tongue_offset``, ``_jaw``, ``_eyes``;
    ``weights_rate``, ``weights_names``, ``weights_values``.

    Raises
    ------
    OutputError
        If a number is not finite, the name does not end in ``.npz`` or the file cannot be written.
    """
    if path.suffix != ".npz":
        raise OutputError(f"Cannot write {path}: its name must end in .npz.")
    arrays: Arrays = {
        "schema": np.array(SCHEMA),
        "audio_path": np.array(clip.audio_path),
        "network": np.array(clip.network),
    }
    if clip.coefficients is not None:
        arrays |= _arrays("coefficients", clip.coefficients, tuple(_COEFFICIENTS))
    if clip.face is not None:
        arrays |= _arrays("face", clip.face, (*_FACE, "tongue_offset"))
    _check_finite(path, arrays)
    if clip.weights is not None:
        check_track(path, clip.weights)
        arrays["weights_rate"] = _rate_array(clip.weights.rate)
        arrays["weights_names"] = np.array(clip.weights.names)
        arrays["weights_values"] = clip.weights.weights.astype(np.float32)
    content = io.BytesIO()
    np.savez(content, **arrays)  # type: ignore[arg-type]
    with atomic_path(path) as temporary:
        temporary.write_bytes(content.getvalue())


def read_coefficients(path: Path) -> SavedClip:
    """Read what `write_coefficients` wrote.

    Raises
    ------
    FormatError
        If the schema is another one, or a key is missing or has the wrong shape.
    """
    try:
        with path.open("rb") as file:
            if not zipfile.is_zipfile(file):
                raise zipfile.BadZipFile
            file.seek(0)
            archive = np.load(file, allow_pickle=False)
            arrays: Arrays = {key: archive[key] for key in archive.files}
    except OSError as error:
        raise FormatError(
            f"Cannot read {path}: {error.strerror or error}; check the name and its rights."
        ) from error
    except (ValueError, EOFError, AttributeError, zipfile.BadZipFile) as error:
        raise FormatError(
            f"Cannot read {path}: it is not an .npz archive; bake it again."
        ) from error
    schema = str(arrays.get("schema", ""))
    if schema != SCHEMA:
        raise FormatError(
            f"Cannot read {path}: its key 'schema' says '{schema}' instead of '{SCHEMA}'; "
            "bake it again."
        )
    reader = _Reader(path, arrays)
    return SavedClip(
        audio_path=str(reader.array("audio_path", ())),
        network=str(reader.array("network", ())),
        coefficients=reader.track("coefficients", reader.coefficients),
        face=reader.track("face", reader.face),
        weights=reader.track("weights", reader.weights),
    )


def _rate_array(rate: FrameRate) -> npt.NDArray[np.int64]:
    return np.array([rate.numerator, rate.denominator], dtype=np.int64)


def _arrays(prefix: str, track: CoefficientTrack | FaceTrack, names: tuple[str, ...]) -> Arrays:
    arrays: Arrays = {f"{prefix}_rate": _rate_array(track.rate)}
    for name in names:
        arrays[f"{prefix}_{name}"] = getattr(track, name).astype(np.float32)
    return arrays


def _check_finite(path: Path, arrays: Arrays) -> None:
    for key, array in arrays.items():
        if array.dtype != np.float32 or np.isfinite(array).all():
            continue
        frame = int(np.argwhere(~np.isfinite(array))[0, 0])
        raise OutputError(
            f"Cannot write {path}: '{key}' is not finite at frame {frame}; recompute this clip."
        )


class _Reader:
    """Typed access to the arrays of one file."""

    def __init__(self, path: Path, arrays: Arrays) -> None:
        self.path = path
        self.arrays = arrays

    def wrong(self, key: str, problem: str) -> FormatError:
        return FormatError(f"Cannot read {self.path}: the key '{key}' {problem}; bake it again.")

    def array(self, key: str, shape: tuple[int | None, ...]) -> npt.NDArray[Any]:
        """Give one array; None in ``shape`` stands for any length."""
        if key not in self.arrays:
            raise self.wrong(key, "is missing")
        array = self.arrays[key]
        if len(array.shape) != len(shape) or any(
            wanted not in (None, length) for wanted, length in zip(shape, array.shape, strict=True)
        ):
            raise self.wrong(key, f"has the shape {array.shape}")
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            raise self.wrong(key, "holds a number that is not finite")
        return array

    def track(self, prefix: str, build: Callable[[FrameRate], Track]) -> Track | None:
        if f"{prefix}_rate" not in self.arrays:
            return None
        numerator, denominator = self.array(f"{prefix}_rate", (2,)).tolist()
        try:
            return build(FrameRate(numerator, denominator))
        except ParameterError as error:
            raise self.wrong(f"{prefix}_rate", "is not a frame rate") from error

    def tables(self, prefix: str, shapes: dict[str, tuple[int | None, ...]]) -> Arrays:
        """Several arrays with one first axis, time."""
        tables = {name: self.array(f"{prefix}_{name}", (None, *shapes[name])) for name in shapes}
        lengths = {len(table) for table in tables.values()}
        if len(lengths) > 1:
            raise self.wrong(f"{prefix}_{next(iter(shapes))}", "differs in length from the others")
        return tables

    def coefficients(self, rate: FrameRate) -> CoefficientTrack:
        return CoefficientTrack(rate, **self.tables("coefficients", dict(_COEFFICIENTS)))

    def face(self, rate: FrameRate) -> FaceTrack:
        offset = self.array("face_tongue_offset", (3,))
        return FaceTrack(rate, tongue_offset=offset, **self.tables("face", dict(_FACE)))

    def weights(self, rate: FrameRate) -> WeightTrack:
        names = tuple(str(name) for name in self.array("weights_names", (None,)))
        return WeightTrack(rate, names, self.array("weights_values", (None, len(names))))
