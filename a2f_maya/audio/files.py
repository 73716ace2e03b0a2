"""Reading recordings of any kind into the one form that networks hear: float32, mono, 16 kHz."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from a2f_maya.audio.resampling import resample
from a2f_maya.errors import AudioError

SAMPLE_RATE = 16000
"""Samples per second that the networks hear."""

MIX = 0
"""Channel number that stands for the mean of all channels."""

SUFFIXES = (
    ".wav",
    ".flac",
    ".ogg",
    ".oga",
    ".opus",
    ".mp3",
    ".aif",
    ".aiff",
    ".aifc",
    ".caf",
    ".au",
    ".w64",
    ".rf64",
)
"""Endings of the files that are taken from a folder."""

SILENCE_LEVEL = 1e-4
"""Peak (-80 dB of full scale) below which a recording counts as silent."""

_BLOCK_FRAMES = 1 << 18
_UNKNOWN_SIZES = (0, 0x7FFFFFFF, 0xFFFFFFFF)
_OGG_PAGE = b"OggS"
_OGG_PAGE_LIMIT = 65307
_OGG_END_OF_STREAM = 4


@dataclass(frozen=True)
class Recording:
    """A recording as the networks hear it.

    Attributes
    ----------
    path : Path
    samples : np.ndarray [shape=(n,), float32]
        Mono at 16,000 samples a second.
    source_rate : int
        Samples per second in the file.
    source_channels : int
    """

    path: Path
    samples: npt.NDArray[np.float32]
    source_rate: int
    source_channels: int

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return len(self.samples) / SAMPLE_RATE

    @property
    def is_silent(self) -> bool:
        """Whether the peak stays under -80 dB of full scale."""
        return float(np.abs(self.samples).max(initial=0.0)) < SILENCE_LEVEL


def read_recording(
    path: Path, *, channel: int = MIX, start: float = 0.0, end: float | None = None
) -> Recording:
    """Read a file that libsndfile knows: wav of any depth, flac, ogg, opus, mp3, aiff and more.

    Parameters
    ----------
    path : Path
    channel : int
        0 takes the mean of all channels, 1 the first channel, and so on.
    start, end : float, optional
        Range in seconds of the file; ``end`` None or negative means the end of the file.

    Raises
    ------
    AudioError
        If the file is missing, is not audio, is cut off, holds no samples or NaN, or the channel or
        the range does not exist.
    """
    size = _file_size(path)
    if size == 0:
        raise AudioError(f"{path} is empty (0 bytes); export or copy the recording again.")
    _refuse_cut_off(path, size)
    mono, rate, channels = _read_mono(path, channel, start, end)
    if not np.isfinite(mono).all():
        seconds = start + float(np.flatnonzero(~np.isfinite(mono))[0]) / rate
        raise AudioError(
            f"{path} holds a sample that is not a number at {seconds:.3f} s; export the "
            f"recording again."
        )
    samples = resample(mono, source_rate=rate, target_rate=SAMPLE_RATE)
    if not len(samples):
        raise AudioError(
            f"{path} is shorter than one sample at 16 kHz; there is nothing to animate."
        )
    return Recording(path, samples, rate, channels)


def recording_seconds(path: Path) -> float:
    """Length of a recording, read from its header alone.

    Raises
    ------
    AudioError
        If the file is missing, is not audio, is cut off or holds no samples.
    """
    import soundfile  # noqa: PLC0415 - loads libsndfile, which only reading needs

    size = _file_size(path)
    if size == 0:
        raise AudioError(f"{path} is empty (0 bytes); export or copy the recording again.")
    _refuse_cut_off(path, size)
    try:
        with soundfile.SoundFile(str(path)) as sound:
            rate, frames = sound.samplerate, sound.frames
    except soundfile.LibsndfileError as error:
        raise _not_audio(path, error.error_string) from error
    _frame_range(path, rate, frames, 0.0, None)
    return float(frames / rate)


def find_recordings(path: Path) -> list[Path]:
    """A file as it is, or all audio files directly in a folder, in the order of their names.

    Raises
    ------
    AudioError
        If there is no such file or the folder holds no audio file.
    """
    if not path.is_dir():
        _file_size(path)
        return [path]
    found = sorted(
        entry for entry in path.iterdir() if entry.is_file() and entry.suffix.lower() in SUFFIXES
    )
    if not found:
        raise AudioError(
            f"The folder {path} holds no audio file; known endings are {', '.join(SUFFIXES)}."
        )
    return found


def _file_size(path: Path) -> int:
    try:
        if not path.is_file():
            raise AudioError(f"There is no file {path}; check the path of the recording.")
        return path.stat().st_size
    except OSError as error:
        raise AudioError(f"Cannot read {path}: {error.strerror}; check its rights.") from error


def _refuse_cut_off(path: Path, size: int) -> None:
    """Refuse files that say themselves that something is missing.

    libsndfile silently shortens them, and half a performance would pass for a whole one. A wav or
    aiff file states its size (writers that stream leave 0 or all ones there, which says nothing);
    the last page of an ogg stream is marked as such.
    """
    try:
        with path.open("rb") as stream:
            header = stream.read(8)
            stream.seek(max(0, size - _OGG_PAGE_LIMIT))
            tail = stream.read()
    except OSError as error:
        raise AudioError(f"Cannot read {path}: {error.strerror}; check its rights.") from error
    order = {b"RIFF": "<", b"FORM": ">"}.get(header[:4])
    if order and len(header) == 8:
        (stated,) = struct.unpack(order + "I", header[4:])
        if stated not in _UNKNOWN_SIZES and stated + 8 > size + 1:
            raise AudioError(
                f"{path} is cut off: its header promises {stated + 8} bytes and {size} are there; "
                "copy it again."
            )
    if header[:4] == _OGG_PAGE:
        page = tail[tail.rfind(_OGG_PAGE) :]
        if len(page) < 6 or not page[5] & _OGG_END_OF_STREAM:
            raise AudioError(f"{path} is cut off: its last page is missing; copy it again.")


def _read_mono(
    path: Path, channel: int, start: float, end: float | None
) -> tuple[npt.NDArray[np.float32], int, int]:
    import soundfile  # noqa: PLC0415 - loads libsndfile, which only reading needs

    try:
        with soundfile.SoundFile(str(path)) as sound:
            rate, channels, frames = sound.samplerate, sound.channels, sound.frames
            _check_channel(path, channel, channels)
            first, last = _frame_range(path, rate, frames, start, end)
            if first:
                sound.seek(first)
            mono = _mixed_blocks(sound, last - first, channel)
    except soundfile.LibsndfileError as error:
        raise _not_audio(path, error.error_string) from error
    if len(mono) < last - first:
        raise AudioError(
            f"{path} is cut off: {last - first} samples were expected and {len(mono)} could be "
            f"read; copy it again."
        )
    return mono, rate, channels


def _not_audio(path: Path, reason: str) -> AudioError:
    return AudioError(
        f"{path} cannot be read as audio ({reason.rstrip('.')}); "
        "give a wav, flac, ogg, mp3 or aiff file."
    )


def _check_channel(path: Path, channel: int, channels: int) -> None:
    if not 0 <= channel <= channels:
        raise AudioError(
            f"{path} has {channels} channel(s), so channel {channel} does not exist; "
            f"choose 1 to {channels} or mix."
        )


def _frame_range(
    path: Path, rate: int, frames: int, start: float, end: float | None
) -> tuple[int, int]:
    if frames <= 0:
        raise AudioError(f"{path} holds no samples; export or copy the recording again.")
    duration = frames / rate
    last = frames if end is None or end < 0 else math.floor(end * rate + 0.5)
    first = math.floor(start * rate + 0.5)
    if not (0 <= first < frames and first < last):
        raise AudioError(
            f"The range {start} to {'end' if end is None else end} s does not lie in {path}, "
            f"which is {duration:.3f} s long."
        )
    return first, min(last, frames)


def _mixed_blocks(sound: Any, count: int, channel: int) -> npt.NDArray[np.float32]:
    mono = np.empty(count, np.float32)
    filled = 0
    while filled < count:
        block = sound.read(min(_BLOCK_FRAMES, count - filled), dtype="float32", always_2d=True)
        if not len(block):
            break
        mixed = block.mean(axis=1) if channel == MIX else block[:, channel - 1]
        mono[filled : filled + len(block)] = mixed
        filled += len(block)
    return mono[:filled]
