"""``.mb`` files of this package: the text of the ASCII form in one chunk of an IFF container.

Only files written here can be read: those of Maya itself hold other chunks.
"""

from __future__ import annotations

import struct


def pack(text: str) -> bytes:
    """A container with the text."""
    data = text.encode("utf-8")
    body = b"Maya" + b"TEXT" + b"\0\0\0\0" + struct.pack(">Q", len(data)) + data
    return b"FOR8" + b"\0\0\0\0" + struct.pack(">Q", len(body)) + body


def unpack(data: bytes, path: str) -> str:
    """The text of a container made by `pack`.

    Raises
    ------
    NotImplementedError
        For files that Maya itself wrote.
    """
    if data[16:24] != b"MayaTEXT":
        raise NotImplementedError(f"stand-in: Maya binary files are not read: {path}")
    (size,) = struct.unpack(">Q", data[28:36])
    return data[36 : 36 + size].decode("utf-8")
