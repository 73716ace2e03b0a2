"""The binary layout of Maya geometry caches: groups and chunks, all numbers big-endian.

``mcc`` files have 32-bit sizes and pad data to 4 bytes, ``mcx`` files have 64-bit sizes behind four
filler bytes and pad to 8. A group's size counts its four-letter type; a chunk's size is without
padding.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

TICKS_PER_SECOND = 6000
VERSION = b"0.1\0"

CacheFormat = Literal["mcc", "mcx"]
Chunk = tuple[bytes, bytes]


@dataclass(frozen=True)
class Layout:
    """One of the two layouts.

    Attributes
    ----------
    suffix : str
        Of the data files.
    group_tag : bytes
    size_format : str
        Of `struct`, for the bytes between a tag and its data.
    alignment : int
        Data of chunks is padded with zeros to a multiple of this.
    """

    suffix: str
    group_tag: bytes
    size_format: str
    alignment: int

    @property
    def header_size(self) -> int:
        """Bytes from the start of a tag to its data."""
        return 4 + struct.calcsize(self.size_format)

    def chunk(self, tag: bytes, data: bytes) -> bytes:
        """Bytes of one chunk with its padding."""
        size = struct.pack(self.size_format, len(data))
        return tag + size + data + bytes(self.padding(len(data)))

    def group(self, kind: bytes, chunks: Sequence[Chunk]) -> bytes:
        """Bytes of one group."""
        body = b"".join([kind, *(self.chunk(tag, data) for tag, data in chunks)])
        return self.group_tag + struct.pack(self.size_format, len(body)) + body

    def padding(self, size: int) -> int:
        """Zeros that follow data of ``size`` bytes."""
        return -size % self.alignment

    def size_at(self, content: memoryview, offset: int) -> int:
        """Read the size that stands behind the tag at ``offset``."""
        return int(struct.unpack_from(self.size_format, content, offset + 4)[0])


LAYOUTS: dict[str, Layout] = {
    "mcc": Layout(".mc", b"FOR4", ">I", 4),
    "mcx": Layout(".mcx", b"FOR8", ">4xQ", 8),
}

ARRAY_TYPES: dict[bytes, tuple[str, npt.DTypeLike]] = {
    b"FVCA": ("FloatVectorArray", np.dtype(">f4")),
    b"DVCA": ("DoubleVectorArray", np.dtype(">f8")),
}
"""Tag of an array chunk -> (ChannelType in the .xml file, number type)."""


def int32(value: int) -> bytes:
    """Bytes of a whole number."""
    return struct.pack(">i", value)


def header_group(layout: Layout, start: int, end: int) -> bytes:
    """Bytes of the group that opens every data file."""
    return layout.group(
        b"CACH", [(b"VRSN", VERSION), (b"STIM", int32(start)), (b"ETIM", int32(end))]
    )


def channel_chunks(name: str, tag: bytes, points: npt.NDArray[Any]) -> list[Chunk]:
    """Chunks of one channel in one sample; ``points`` [shape=(V, 3)]."""
    data = points.astype(ARRAY_TYPES[tag][1]).tobytes()
    return [
        (b"CHNM", name.encode("utf-8") + b"\0"),
        (b"SIZE", int32(len(points))),
        (tag, data),
    ]
