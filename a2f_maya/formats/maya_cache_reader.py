"""Reading Maya geometry caches, strictly: every tag, size, name and padding byte must be right."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import FormatError
from a2f_maya.formats.maya_cache_layout import ARRAY_TYPES, LAYOUTS, VERSION, Layout
from a2f_maya.formats.weight_tables import read_text

_INTERPRETATION = "positions"


@dataclass(frozen=True)
class MayaCache:
    """A whole cache in memory.

    Attributes
    ----------
    ticks : np.ndarray [shape=(T,), int64]
        Time of each sample in 1/6000 second.
    ticks_per_frame : int
        ``TimePerFrame`` of the description.
    channels : dict
        Channel name -> points [shape=(T, V, 3), float32 or float64].
    """

    ticks: npt.NDArray[np.int64]
    ticks_per_frame: int
    channels: dict[str, npt.NDArray[Any]]


@dataclass(frozen=True)
class _Channel:
    name: str
    array_tag: bytes
    step: int | None
    start: int
    end: int


@dataclass(frozen=True)
class _Description:
    per_frame: bool
    layout: Layout
    start: int
    end: int
    ticks_per_frame: int
    channels: tuple[_Channel, ...]


def read_maya_cache(xml_path: Path) -> MayaCache:
    """Read all samples of all channels of positions.

    Parameters
    ----------
    xml_path : Path
        The description; the data files lie beside it.

    Raises
    ------
    FormatError
        Naming the file and the place in it, if anything is not as Maya writes it.
    """
    description = _read_description(xml_path)
    if description.per_frame:
        samples = _per_frame_samples(xml_path, description)
    else:
        path = xml_path.with_name(f"{xml_path.stem}{description.layout.suffix}")
        samples = _File(path, description).samples(None)
    ticks: list[int] = []
    points: list[list[npt.NDArray[Any]]] = [[] for _ in description.channels]
    for tick, arrays in samples:
        ticks.append(tick)
        for known, array in zip(points, arrays, strict=True):
            if known and len(known[0]) != len(array):
                raise _wrong(xml_path, f"the number of vertices changes at tick {tick}")
            known.append(array)
    _check_ticks(xml_path, description, ticks)
    channels = zip(description.channels, points, strict=True)
    return MayaCache(
        np.array(ticks, dtype=np.int64),
        description.ticks_per_frame,
        {channel.name: np.stack(arrays) for channel, arrays in channels},
    )


def _wrong(path: Path, problem: str) -> FormatError:
    return FormatError(f"Cannot read {path}: {problem}; write the cache again.")


def _read_description(path: Path) -> _Description:
    try:
        root = ElementTree.fromstring(read_text(path))
    except ElementTree.ParseError as error:
        raise _wrong(path, f"it is not XML ({error})") from error
    reader = _Xml(path, root)
    kind, file_format = reader.text("cacheType", "Type"), reader.text("cacheType", "Format")
    if root.tag != "Autodesk_Cache_File" or kind not in {"OneFile", "OneFilePerFrame"}:
        raise _wrong(path, f"it is not the description of a geometry cache ({root.tag}, {kind})")
    if file_format not in LAYOUTS:
        raise _wrong(path, f"the format '{file_format}' is neither mcc nor mcx")
    time_range = re.fullmatch(r"(-?\d+)-(-?\d+)", reader.text("time", "Range"))
    if time_range is None:
        raise _wrong(path, "the attribute 'Range' is not two times")
    return _Description(
        kind == "OneFilePerFrame",
        LAYOUTS[file_format],
        int(time_range[1]),
        int(time_range[2]),
        reader.number("cacheTimePerFrame", "TimePerFrame"),
        reader.channels(),
    )


class _Xml:
    """Attributes of the description."""

    def __init__(self, path: Path, root: ElementTree.Element) -> None:
        self.path = path
        self.root = root

    def text(self, element: str, attribute: str) -> str:
        found = self.root.find(element)
        value = None if found is None else found.get(attribute)
        if value is None:
            raise _wrong(self.path, f"the attribute '{attribute}' of '{element}' is missing")
        return value

    def number(self, element: str, attribute: str) -> int:
        text = self.text(element, attribute)
        if not re.fullmatch(r"-?\d+", text):
            raise _wrong(self.path, f"the attribute '{attribute}' is not a whole number ({text})")
        return int(text)

    def channels(self) -> tuple[_Channel, ...]:
        elements = self.root.findall("Channels/*")
        if not elements:
            raise _wrong(self.path, "there is no channel")
        return tuple(self.channel(f"Channels/{element.tag}") for element in elements)

    def channel(self, element: str) -> _Channel:
        name, kind = self.text(element, "ChannelName"), self.text(element, "ChannelType")
        tags = [tag for tag, (channel_type, _) in ARRAY_TYPES.items() if channel_type == kind]
        if not tags or self.text(element, "ChannelInterpretation") != _INTERPRETATION:
            raise _wrong(self.path, f"channel '{name}' does not hold positions ({kind})")
        regular = self.text(element, "SamplingType") == "Regular"
        return _Channel(
            name,
            tags[0],
            self.number(element, "SamplingRate") if regular else None,
            self.number(element, "StartTime"),
            self.number(element, "EndTime"),
        )


def _per_frame_samples(
    xml_path: Path, description: _Description
) -> Iterator[tuple[int, list[npt.NDArray[Any]]]]:
    pattern = re.compile(
        re.escape(xml_path.stem)
        + r"Frame(\d+)(?:Tick(\d+))?"
        + re.escape(description.layout.suffix)
    )
    files: dict[int, Path] = {}
    for path in xml_path.parent.iterdir():
        match = pattern.fullmatch(path.name)
        if match:
            tick = int(match[1]) * description.ticks_per_frame + int(match[2] or 0)
            if description.start <= tick <= description.end:
                files[tick] = path
    for tick, path in sorted(files.items()):
        yield from _File(path, description).samples(tick)


def _check_ticks(path: Path, description: _Description, ticks: Sequence[int]) -> None:
    if not ticks or (ticks[0], ticks[-1]) != (description.start, description.end):
        raise _wrong(path, "the samples do not cover the range of the description")
    if any(later <= earlier for earlier, later in pairwise(ticks)):
        raise _wrong(path, "the times of the samples do not grow")
    for channel in description.channels:
        if (channel.start, channel.end) != (description.start, description.end):
            raise _wrong(path, f"channel '{channel.name}' has another range than the cache")
        expected = [ticks[0] + i * (channel.step or 0) for i in range(len(ticks))]
        if channel.step is not None and list(ticks) != expected:
            raise _wrong(
                path, f"the samples of '{channel.name}' are not {channel.step} ticks apart"
            )


class _File:
    """One data file, read from front to back."""

    def __init__(self, path: Path, description: _Description) -> None:
        self.path = path
        self.layout = description.layout
        self.channels = description.channels
        try:
            self.content = memoryview(path.read_bytes())
        except OSError as error:
            raise _wrong(path, str(error.strerror or error)) from error
        self.offset = 0

    def samples(self, tick: int | None) -> Iterator[tuple[int, list[npt.NDArray[Any]]]]:
        """All samples; ``tick`` is the time by the file's name, None where the file says it."""
        end = self.group(b"CACH")
        if self.chunk(b"VRSN") != VERSION:
            raise self.wrong("the version is not 0.1")
        times = self.number(b"STIM"), self.number(b"ETIM")
        if tick is not None and times != (tick, tick):
            raise self.wrong(f"its header says {times} instead of tick {tick}")
        self.finish(end)
        while self.offset < len(self.content):
            end = self.group(b"MYCH")
            time = self.number(b"TIME") if tick is None else tick
            arrays = [self.array(channel) for channel in self.channels]
            self.finish(end)
            yield time, arrays
            if tick is not None and self.offset != len(self.content):
                raise self.wrong("there is more than one sample")

    def wrong(self, problem: str) -> FormatError:
        return _wrong(self.path, f"{problem} (at byte {self.offset})")

    def group(self, kind: bytes) -> int:
        """Enter a group and return where it ends."""
        start = self.offset + self.layout.header_size
        end = start + self.size(self.layout.group_tag)
        if end > len(self.content) or bytes(self.content[start : start + 4]) != kind:
            raise self.wrong(f"there is no whole group {kind.decode()}")
        self.offset = start + 4
        return end

    def finish(self, end: int) -> None:
        if self.offset != end:
            raise self.wrong(f"the group should end at byte {end}")

    def size(self, tag: bytes) -> int:
        start = self.offset
        if start + self.layout.header_size > len(self.content):
            raise self.wrong(f"the file ends before {tag.decode()}")
        if bytes(self.content[start : start + 4]) != tag:
            raise self.wrong(f"there is no {tag.decode()}")
        return self.layout.size_at(self.content, start)

    def chunk(self, tag: bytes) -> bytes:
        """Return the data of the next chunk."""
        start = self.offset + self.layout.header_size
        end = start + self.size(tag)
        padded = end + self.layout.padding(end - start)
        if padded > len(self.content) or any(self.content[end:padded]):
            raise self.wrong(f"the data of {tag.decode()} is cut off or not padded with zeros")
        self.offset = padded
        return bytes(self.content[start:end])

    def number(self, tag: bytes) -> int:
        data = self.chunk(tag)
        if len(data) != 4:
            raise self.wrong(f"{tag.decode()} is not one number")
        return int(struct.unpack(">i", data)[0])

    def array(self, channel: _Channel) -> npt.NDArray[Any]:
        """Return the points [shape=(V, 3)] of the next channel."""
        name = self.chunk(b"CHNM")
        if name != channel.name.encode("utf-8") + b"\0":
            raise self.wrong(f"there is the channel {name!r} instead of '{channel.name}'")
        count = self.number(b"SIZE")
        dtype = np.dtype(ARRAY_TYPES[channel.array_tag][1])
        data = self.chunk(channel.array_tag)
        if len(data) != count * 3 * dtype.itemsize:
            raise self.wrong(f"channel '{channel.name}' has not {count} positions")
        points = np.frombuffer(data, dtype=dtype).reshape(count, 3)
        return points.astype(dtype.newbyteorder("="))
