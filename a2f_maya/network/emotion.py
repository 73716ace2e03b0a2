"""What a network is told about mood and manner: implicit (learned) and explicit emotion."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import PackageError, ParameterError
from a2f_maya.names import EMOTIONS
from a2f_maya.network.npz_file import NpzFile

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True)
class ImplicitEmotions:
    """The implicit emotion database: one learned vector a training frame, shot after shot.

    Attributes
    ----------
    shots : tuple of str
        Names of the source shots.
    starts, sizes : np.ndarray [shape=(S,), int32]
        First row and number of rows of each shot.
    vectors : np.ndarray [shape=(N, L), float32]
    """

    shots: tuple[str, ...]
    starts: npt.NDArray[np.int32]
    sizes: npt.NDArray[np.int32]
    vectors: FloatArray

    @classmethod
    def read(cls, archive: NpzFile, length: int) -> ImplicitEmotions:
        """Read ``implicit_emo_db.npz`` (facts of the format: Audio2Face-3D-SDK ``emotion.cpp``).

        Raises
        ------
        PackageError
            If an array is missing or a shot points outside the table.
        """
        archive.require_exactly(("emo_db", "emo_spec_names", "emo_spec_start", "emo_spec_size"))
        count = archive.require("emo_db", kind="f").count
        if length <= 0 or count % length:
            raise PackageError(
                f"{archive.path}: the array 'emo_db' is not a table of vectors of {length} numbers."
            )
        emotions = cls(
            archive.texts("emo_spec_names"),
            archive.whole_numbers("emo_spec_start").ravel(),
            archive.whole_numbers("emo_spec_size").ravel(),
            archive.floats("emo_db")[0].reshape(-1, length),
        )
        emotions._check(archive.path)
        return emotions

    @classmethod
    def read_binary(cls, path: Path, length: int) -> ImplicitEmotions:
        """Read the older ``.bin`` form of the database.

        Little-endian: int32 number of shots; for each shot int32 length of the name, the name,
        int32 first row, int32 number of rows; int32 vector length, int32 count of floats, the
        floats as float32.

        Raises
        ------
        PackageError
            If the file is cut off, or a shot points outside the table.
        """
        data = path.read_bytes()
        shots, spans, offset = [], [], 4
        try:
            (shot_count,) = struct.unpack_from("<i", data)
            for _ in range(shot_count):
                (name_length,) = struct.unpack_from("<i", data, offset)
                shots.append(data[offset + 4 : offset + 4 + name_length].decode("utf-8"))
                spans.append(struct.unpack_from("<2i", data, offset + 4 + name_length))
                offset += 12 + name_length
            stored_length, count = struct.unpack_from("<2i", data, offset)
            vectors = np.frombuffer(data, "<f4", count, offset + 8).astype(np.float32)
        except (struct.error, ValueError) as error:
            raise PackageError(f"{path} is not a readable emotion database ({error}).") from error
        if stored_length != length or count % length:
            raise PackageError(f"{path} does not hold vectors of {length} numbers.")
        starts, sizes = np.array(spans, np.int32).reshape(-1, 2).T
        emotions = cls(tuple(shots), starts, sizes, vectors.reshape(-1, length))
        emotions._check(path)
        return emotions

    def _check(self, path: Path) -> None:
        if not self.shots or not len(self.shots) == len(self.starts) == len(self.sizes):
            raise PackageError(f"{path}: names, starts and sizes of the shots differ in number.")
        for shot, start, size in zip(
            self.shots, self.starts.tolist(), self.sizes.tolist(), strict=True
        ):
            if start < 0 or size <= 0 or start + size > len(self.vectors):
                raise PackageError(f"{path}: the shot '{shot}' lies outside the table of vectors.")

    def vector(self, shot: str, frame: int) -> FloatArray:
        """The vector of a source shot's frame [shape=(L,), float32].

        Raises
        ------
        ParameterError
            If there is no such shot or the shot has no such frame.
        """
        if shot not in self.shots:
            raise ParameterError(
                f"There is no source shot '{shot}'; this network knows {', '.join(self.shots)}."
            )
        index = self.shots.index(shot)
        size = int(self.sizes[index])
        if not 0 <= frame < size:
            raise ParameterError(
                f"The source shot '{shot}' has no frame {frame}; choose 0 to {size - 1}."
            )
        vector: FloatArray = self.vectors[int(self.starts[index]) + frame]
        return vector


def explicit_vector(emotions: dict[str, float], order: tuple[str, ...] = EMOTIONS) -> FloatArray:
    """The vector of explicit emotions that a network reads [shape=(len(order),), float32].

    Parameters
    ----------
    emotions : dict
        Emotion name (any case, blanks and underscores ignored) to strength in 0..1; the others are
        0.
    order : tuple of str
        The network's own order.

    Raises
    ------
    ParameterError
        If a name is unknown or a strength is not in 0..1.
    """
    positions = {_plain(name): index for index, name in enumerate(order)}
    vector = np.zeros(len(order), np.float32)
    for name, strength in emotions.items():
        if _plain(name) not in positions:
            raise ParameterError(f"There is no emotion '{name}'; choose among {', '.join(order)}.")
        is_number = isinstance(strength, int | float) and not isinstance(strength, bool)
        if not is_number or not 0.0 <= strength <= 1.0:
            raise ParameterError(
                f"The emotion '{name}' is {strength}; it must lie between 0 and 1."
            )
        vector[positions[_plain(name)]] = strength
    return vector


def keyed_emotions(
    key_times: npt.NDArray[np.float64], key_vectors: FloatArray, times: npt.NDArray[np.float64]
) -> FloatArray:
    """Explicit emotions over time: linear between keys, held before the first and after the last.

    Parameters
    ----------
    key_times : np.ndarray [shape=(n,)]
        Seconds, strictly rising.
    key_vectors : np.ndarray [shape=(n, E), float32]
    times : np.ndarray [shape=(T,)]
        Seconds.

    Returns
    -------
    np.ndarray [shape=(T, E), float32]

    Raises
    ------
    ParameterError
        If there is no key or the times do not rise.
    """
    if not len(key_times) or (np.diff(key_times) <= 0).any():
        raise ParameterError(
            "Emotion keys need at least one key, and their times must rise strictly."
        )
    columns = [np.interp(times, key_times, column) for column in key_vectors.T]
    return np.stack(columns, axis=1).astype(np.float32)


def _plain(name: str) -> str:
    return name.lower().replace(" ", "").replace("_", "")
