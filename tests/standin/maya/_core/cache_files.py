"""Maya geometry caches: the description (.xml) and the binary files (.mc with FOR4, .mcx with FOR8)."""

from __future__ import annotations

import struct
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

TICKS = 6000  # a second, in cache files
EXTENSIONS = {"mcc": "mc", "mcx": "mcx"}
_ARRAYS = {
    "FloatVectorArray": (b"FVCA", ">f4", 3),
    "DoubleVectorArray": (b"DVCA", ">f8", 3),
    "FloatArray": (b"FBCA", ">f4", 1),
    "DoubleArray": (b"DBLA", ">f8", 1),
}
_BY_TAG = {tag: (dtype, width) for tag, dtype, width in _ARRAYS.values()} | {b"DBCA": (">f8", 1)}


@dataclass
class Channel:
    """One series of arrays; times in cache ticks."""

    name: str
    kind: str = "FloatVectorArray"
    interpretation: str = "positions"
    sampling: str = "Regular"
    rate: int = 250
    start: int = 0
    end: int = 0


@dataclass
class Description:
    """What the .xml file says."""

    path: Path
    one_file: bool = True
    format: str = "mcx"
    start: int = 0
    end: int = 0
    per_frame: int = 250
    channels: list[Channel] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    @property
    def extension(self) -> str:
        """``mc`` or ``mcx``."""
        return EXTENSIONS[self.format]

    def data_path(self, time: int | None = None) -> Path:
        """The file of all samples, or of the sample at a time."""
        stem = self.path.with_suffix("")
        if self.one_file or time is None:
            return stem.with_name(f"{stem.name}.{self.extension}")
        frame, tick = divmod(time, self.per_frame)
        suffix = f"Frame{frame}" + (f"Tick{tick}" if tick else "")
        return stem.with_name(f"{stem.name}{suffix}.{self.extension}")

    def frame_of(self, time: int) -> float:
        """Cache ticks as a frame."""
        return time / self.per_frame


# -- description --------------------------------------------------------------------------------


def write_description(description: Description) -> None:
    """Write the .xml file."""
    root = ElementTree.Element("Autodesk_Cache_File")
    kind = "OneFile" if description.one_file else "OneFilePerFrame"
    ElementTree.SubElement(root, "cacheType", Type=kind, Format=description.format)
    ElementTree.SubElement(root, "time", Range=f"{description.start}-{description.end}")
    ElementTree.SubElement(root, "cacheTimePerFrame", TimePerFrame=str(description.per_frame))
    ElementTree.SubElement(root, "cacheVersion", Version="2.0")
    for text in description.extra:
        ElementTree.SubElement(root, "extra").text = text
    channels = ElementTree.SubElement(root, "Channels")
    for number, channel in enumerate(description.channels):
        ElementTree.SubElement(
            channels,
            f"channel{number}",
            ChannelName=channel.name,
            ChannelType=channel.kind,
            ChannelInterpretation=channel.interpretation,
            SamplingType=channel.sampling,
            SamplingRate=str(channel.rate),
            StartTime=str(channel.start),
            EndTime=str(channel.end),
        )
    ElementTree.indent(root, "  ")
    text = '<?xml version="1.0"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"
    description.path.write_text(text, encoding="utf-8")


def read_description(path: Path) -> Description:
    """Read an .xml file."""
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    kind = root.find("cacheType")
    low, high = _range(root.find("time").get("Range"))
    description = Description(
        path,
        kind.get("Type") == "OneFile",
        kind.get("Format"),
        low,
        high,
        int(root.find("cacheTimePerFrame").get("TimePerFrame")),
        extra=[each.text or "" for each in root.findall("extra")],
    )
    for entry in root.find("Channels"):
        description.channels.append(
            Channel(
                entry.get("ChannelName"),
                entry.get("ChannelType"),
                entry.get("ChannelInterpretation"),
                entry.get("SamplingType", "Regular"),
                int(entry.get("SamplingRate", description.per_frame)),
                int(entry.get("StartTime", low)),
                int(entry.get("EndTime", high)),
            )
        )
    return description


def _range(text: str) -> tuple[int, int]:
    cut = text.index("-", 1)
    return int(text[:cut]), int(text[cut + 1 :])


# -- binary ---------------------------------------------------------------------------------------


class _Layout:
    """How tags and sizes are laid out in one of the two formats."""

    def __init__(self, format_name: str) -> None:
        self.wide = format_name == "mcx"
        self.group = b"FOR8" if self.wide else b"FOR4"
        self.align = 8 if self.wide else 4

    def header(self, tag: bytes, size: int) -> bytes:
        return tag + (struct.pack(">4xQ", size) if self.wide else struct.pack(">I", size))

    def chunk(self, tag: bytes, data: bytes) -> bytes:
        return self.header(tag, len(data)) + data + b"\0" * (-len(data) % self.align)

    def block(self, kind: bytes, chunks: list[bytes]) -> bytes:
        body = kind + b"".join(chunks)
        return self.header(self.group, len(body)) + body


def _opening(layout: _Layout, start: int, end: int) -> bytes:
    return layout.block(
        b"CACH",
        [
            layout.chunk(b"VRSN", b"0.1\0"),
            layout.chunk(b"STIM", struct.pack(">i", start)),
            layout.chunk(b"ETIM", struct.pack(">i", end)),
        ],
    )


def _sample(
    layout: _Layout, channels: list[Channel], arrays: list[np.ndarray], time: int | None
) -> bytes:
    chunks = [] if time is None else [layout.chunk(b"TIME", struct.pack(">i", time))]
    for channel, array in zip(channels, arrays, strict=True):
        tag, dtype, width = _ARRAYS[channel.kind]
        values = np.ascontiguousarray(np.asarray(array).reshape(-1, width), dtype=dtype)
        chunks.append(layout.chunk(b"CHNM", channel.name.encode("utf-8") + b"\0"))
        chunks.append(layout.chunk(b"SIZE", struct.pack(">i", len(values))))
        chunks.append(layout.chunk(tag, values.tobytes()))
    return layout.block(b"MYCH", chunks)


def write(description: Description, samples: list[tuple[int, list[np.ndarray]]]) -> list[Path]:
    """Write description and data; ``samples`` are times in cache ticks with an array per channel."""
    layout = _Layout(description.format)
    written = [description.path]
    write_description(description)
    if description.one_file:
        path = description.data_path()
        with path.open("wb") as stream:
            stream.write(_opening(layout, 0, 1))
            for time, arrays in samples:
                stream.write(_sample(layout, description.channels, arrays, time))
        return [*written, path]
    for time, arrays in samples:
        path = description.data_path(time)
        path.write_bytes(
            _opening(layout, time, time) + _sample(layout, description.channels, arrays, None)
        )
        written.append(path)
    return written


def _chunks(data: bytes, start: int, stop: int, wide: bool) -> Iterator[tuple[bytes, int, int]]:
    """Tags with start and end of their data."""
    head, align = (16, 8) if wide else (8, 4)
    place = start
    while place + head <= stop:
        tag = data[place : place + 4]
        size = (
            struct.unpack_from(">Q", data, place + 8)[0]
            if wide
            else struct.unpack_from(">I", data, place + 4)[0]
        )
        yield tag, place + head, place + head + size
        padded = size if tag in (b"FOR4", b"FOR8") else size + (-size % align)
        place += head + padded


class Reader:
    """Samples of a cache by time."""

    def __init__(self, path: Path) -> None:
        self.description = read_description(path)
        self._index: dict[int, dict[str, tuple[Path, int, int, bytes]]] = {}
        if self.description.one_file:
            self._scan(self.description.data_path())
        else:
            for time in self._file_times():
                self._scan(self.description.data_path(time), time)
        self.times = sorted(self._index)

    def _file_times(self) -> list[int]:
        import re

        stem = self.description.path.with_suffix("").name
        pattern = re.compile(
            re.escape(stem) + rf"Frame(\d+)(?:Tick(\d+))?\.{self.description.extension}$"
        )
        found = []
        for path in self.description.path.parent.iterdir():
            match = pattern.match(path.name)
            if match:
                found.append(
                    int(match.group(1)) * self.description.per_frame + int(match.group(2) or 0)
                )
        return found

    def _scan(self, path: Path, time: int | None = None) -> None:
        data = path.read_bytes()
        wide = data[:4] == b"FOR8"
        if data[:4] not in (b"FOR4", b"FOR8"):
            raise RuntimeError(f"{path} is not a geometry cache.")
        for _, start, stop in _chunks(data, 0, len(data), wide):
            if data[start : start + 4] == b"MYCH":
                self._scan_sample(path, data, start + 4, stop, wide, time)

    def _scan_sample(
        self, path: Path, data: bytes, start: int, stop: int, wide: bool, time: int | None
    ) -> None:
        name = ""
        found: dict[str, tuple[Path, int, int, bytes]] = {}
        for tag, first, last in _chunks(data, start, stop, wide):
            if tag == b"TIME":
                time = struct.unpack_from(">i", data, first)[0]
            elif tag == b"CHNM":
                name = data[first:last].split(b"\0", 1)[0].decode("utf-8")
            elif tag in _BY_TAG:
                found[name] = (path, first, last, tag)
        if time is not None:
            self._index[time] = found

    def sample(self, channel: str, time: int) -> np.ndarray | None:
        """The array of a channel at a time that was sampled."""
        place = self._index.get(time, {}).get(channel)
        if place is None:
            return None
        path, first, last, tag = place
        dtype, width = _BY_TAG[tag]
        with path.open("rb") as stream:
            stream.seek(first)
            array = np.frombuffer(stream.read(last - first), dtype=dtype).astype(float)
        return array if width == 1 else array.reshape(-1, width)

    def at(self, channel: str, time: float) -> np.ndarray | None:
        """The array at any time: linear between samples, the ends outside."""
        if not self.times:
            return None
        after = int(np.searchsorted(self.times, time))
        if after < len(self.times) and self.times[after] == time:
            return self.sample(channel, self.times[after])
        if after == 0 or after == len(self.times):
            return self.sample(channel, self.times[0 if after == 0 else -1])
        low, high = self.times[after - 1], self.times[after]
        one, other = self.sample(channel, low), self.sample(channel, high)
        if one is None or other is None or one.shape != other.shape:
            return one
        return one + (other - one) * ((time - low) / (high - low))
