"""What the head of a sound file says: RIFF WAVE and AIFF."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True)
class SoundInfo:
    """Channels, samples a second, number of sample frames."""

    channels: int
    sample_rate: int
    frames: int

    @property
    def seconds(self) -> float:
        """Length."""
        return self.frames / self.sample_rate if self.sample_rate else 0.0


def read_info(path: str) -> SoundInfo:
    """Read the head.

    Raises
    ------
    RuntimeError
        If there is no such file or it is no sound file.
    """
    try:
        with Path(path).open("rb") as file:
            head = file.read(12)
            if head[:4] == b"RIFF" and head[8:] == b"WAVE":
                return _wave(file)
            if head[:4] == b"FORM" and head[8:] in (b"AIFF", b"AIFC"):
                return _aiff(file)
    except OSError as error:
        raise RuntimeError(f"Cannot open sound file: {path}\n") from error
    except struct.error as error:
        raise RuntimeError(f"Sound file is damaged: {path}\n") from error
    raise RuntimeError(f"Sound file format is not recognized: {path}\n")


def _wave(file: BinaryIO) -> SoundInfo:
    channels = rate = align = size = 0
    while True:
        head = file.read(8)
        if len(head) < 8:
            break
        name, length = head[:4], struct.unpack("<I", head[4:])[0]
        if name == b"fmt ":
            data = file.read(length)
            _, channels, rate, _, align, _ = struct.unpack("<HHIIHH", data[:16])
        elif name == b"data":
            size = length
            break
        else:
            file.seek(length, 1)
        if length % 2:
            file.seek(1, 1)
    return SoundInfo(channels, rate, size // align if align else 0)


def _aiff(file: BinaryIO) -> SoundInfo:
    while True:
        head = file.read(8)
        if len(head) < 8:
            raise RuntimeError("Sound file has no COMM chunk\n")
        name, length = head[:4], struct.unpack(">I", head[4:])[0]
        if name == b"COMM":
            data = file.read(length)
            channels, frames, _ = struct.unpack(">hIh", data[:8])
            return SoundInfo(channels, round(_extended(data[8:18])), frames)
        file.seek(length + length % 2, 1)


def _extended(data: bytes) -> float:
    """An 80 bit number."""
    exponent, mantissa = struct.unpack(">HQ", data)
    return mantissa * 2.0 ** ((exponent & 0x7FFF) - 16383 - 63)
