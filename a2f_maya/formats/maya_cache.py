"""Writing Maya geometry caches: an ``.xml`` description and ``.mc`` or ``.mcx`` data.

Maya's own importer (``cacheFile -attachFile``), NVIDIA's training framework (one file, ``mcc``),
ufbx and Houdini read them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from xml.sax.saxutils import quoteattr

from a2f_maya.errors import OutputError
from a2f_maya.files import atomic_path
from a2f_maya.formats.maya_cache_layout import (
    ARRAY_TYPES,
    LAYOUTS,
    TICKS_PER_SECOND,
    CacheFormat,
    Chunk,
    Layout,
    channel_chunks,
    header_group,
    int32,
)
from a2f_maya.formats.point_blocks import checked_blocks
from a2f_maya.progress import Progress
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import FloatArray, PointStream


@dataclass(frozen=True)
class CacheOptions:
    """How a cache is laid out.

    Attributes
    ----------
    file_format : "mcx" or "mcc"
        64-bit ``.mcx`` is Maya's default; ``mcc`` (``.mc``) is what NVIDIA's training framework
        reads.
    per_frame : bool
        One data file a frame instead of one for all.
    double : bool
        64-bit numbers (``DoubleVectorArray``) instead of 32-bit ones.
    start_frame : int
        Maya frame of the first sample, 0 or later.
    scene_rate : FrameRate, optional
        Rate of the Maya scene where it is not that of the samples.
    """

    file_format: CacheFormat = "mcx"
    per_frame: bool = False
    double: bool = False
    start_frame: int = 0
    scene_rate: FrameRate | None = None

    @property
    def layout(self) -> Layout:
        """Binary layout of the data files."""
        return LAYOUTS[self.file_format]

    @property
    def array_tag(self) -> bytes:
        """Tag of the chunks that hold positions."""
        return b"DVCA" if self.double else b"FVCA"


@dataclass(frozen=True)
class _Clock:
    """Times of a cache's samples."""

    ticks: tuple[int, ...]
    step: int
    ticks_per_frame: int
    exact: bool


def frame_tick(frame: int, rate: FrameRate) -> int:
    """Time of a frame in ticks of 1/6000 second, each rounded by itself so that nothing drifts."""
    return _nearest(_exact_tick(frame, rate))


def _exact_tick(frame: int, rate: FrameRate) -> Fraction:
    return Fraction(frame * TICKS_PER_SECOND * rate.denominator, rate.numerator)


def _nearest(tick: Fraction) -> int:
    return (tick + Fraction(1, 2)).__floor__()


def _clock(stream: PointStream, options: CacheOptions) -> _Clock:
    scene_rate = options.scene_rate or stream.rate
    start = _exact_tick(options.start_frame, scene_rate)
    step, frame = _exact_tick(1, stream.rate), _exact_tick(1, scene_rate)
    return _Clock(
        tuple(_nearest(start + i * step) for i in range(stream.frame_count)),
        _nearest(step),
        _nearest(frame),
        all(tick.denominator == 1 for tick in (start, step, frame)),
    )


def _data_path(xml_path: Path, options: CacheOptions, clock: _Clock, tick: int) -> Path:
    """Path of a sample: ``name.mcx``, or ``nameFrame7.mcx``, or ``nameFrame7Tick50.mcx``."""
    suffix = options.layout.suffix
    if not options.per_frame:
        return xml_path.with_name(f"{xml_path.stem}{suffix}")
    frame, rest = divmod(tick, clock.ticks_per_frame)
    sub_frame = f"Tick{rest}" if rest else ""
    return xml_path.with_name(f"{xml_path.stem}Frame{frame}{sub_frame}{suffix}")


def write_maya_cache(
    xml_path: Path,
    streams: Sequence[PointStream],
    options: CacheOptions | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write a geometry cache with one channel for each stream.

    Every part gets its final name only when all are written, the ``.xml`` file last. At rates that
    do not divide 6000, such as 23.976 and 29.97, every sample says its own nearest tick and the
    sampling is called irregular. One file a frame is refused there: its readers step by a whole
    number of ticks and would miss files.

    Parameters
    ----------
    xml_path : Path
        Ends in ``.xml``; the data files lie beside it.
    streams : sequence of PointStream
        The stream's name is the channel's: Maya looks for the name of the shape node. All streams
        have one rate and one length.
    options : CacheOptions, optional
    progress : Progress, optional

    Returns
    -------
    list of Path
        The ``.xml`` and the data files.

    Raises
    ------
    OutputError
        If the streams do not fit together, a position is not finite or a file cannot be written.
    """
    options = options or CacheOptions()
    _check(xml_path, streams, options)
    clock = _clock(streams[0], options)
    ticks = clock.ticks if options.per_frame else (0,)
    data_paths = [_data_path(xml_path, options, clock, tick) for tick in ticks]
    with ExitStack() as parts:
        # Contexts end in reverse order, so the description is renamed after all data.
        description = parts.enter_context(atomic_path(xml_path))
        description.write_text(
            _description(streams, options, clock), encoding="utf-8", newline="\n"
        )
        samples = _samples(xml_path, streams, options, clock.ticks, progress or Progress())
        if options.per_frame:
            for target, (tick, chunks) in zip(data_paths, samples, strict=True):
                temporary = parts.enter_context(atomic_path(target))
                _write_frame(temporary, options.layout, tick, chunks)
        else:
            temporary = parts.enter_context(atomic_path(data_paths[0]))
            _write_one_file(temporary, options.layout, samples)
    return [xml_path, *data_paths]


def _check(xml_path: Path, streams: Sequence[PointStream], options: CacheOptions) -> None:
    problem = ""
    if xml_path.suffix != ".xml":
        problem = "its name must end in .xml"
    elif not streams or not streams[0].frame_count:
        problem = "there is no mesh or no frame; choose at least one"
    elif len({(s.rate, s.frame_count) for s in streams}) > 1:
        problem = "the meshes differ in rate or length; bake them together"
    elif len({s.name for s in streams}) < len(streams):
        problem = "two meshes have the same name; rename one"
    elif options.start_frame < 0:
        problem = f"the start frame {options.start_frame} is negative; start at 0 or later"
    elif options.per_frame and not _clock(streams[0], options).exact:
        problem = (
            f"one file a frame cannot hold {streams[0].rate} frames a second, because 6000 ticks "
            "are not a multiple of it; write one file"
        )
    if problem:
        raise OutputError(f"Cannot write {xml_path}: {problem}.")


def _description(streams: Sequence[PointStream], options: CacheOptions, clock: _Clock) -> str:
    ticks = clock.ticks
    sampling = "Regular" if clock.exact else "Irregular"
    kind = "OneFilePerFrame" if options.per_frame else "OneFile"
    channels = "".join(
        f"    <channel{index} ChannelName={quoteattr(stream.name)}"
        f' ChannelType="{ARRAY_TYPES[options.array_tag][0]}"'
        ' ChannelInterpretation="positions"'
        f' SamplingType="{sampling}" SamplingRate="{clock.step}"'
        f' StartTime="{ticks[0]}" EndTime="{ticks[-1]}"/>\n'
        for index, stream in enumerate(streams)
    )
    return f"""<?xml version="1.0"?>
<Autodesk_Cache_File>
  <cacheType Type="{kind}" Format="{options.file_format}"/>
  <time Range="{ticks[0]}-{ticks[-1]}"/>
  <cacheTimePerFrame TimePerFrame="{clock.ticks_per_frame}"/>
  <cacheVersion Version="2.0"/>
  <Channels>
{channels}  </Channels>
</Autodesk_Cache_File>
"""


def _frames(xml_path: Path, stream: PointStream) -> Iterator[FloatArray]:
    for _, block in checked_blocks(xml_path, stream):
        yield from block


def _samples(
    xml_path: Path,
    streams: Sequence[PointStream],
    options: CacheOptions,
    ticks: Sequence[int],
    progress: Progress,
) -> Iterator[tuple[int, list[Chunk]]]:
    """Time and chunks of all channels, sample by sample."""
    frames = [_frames(xml_path, stream) for stream in streams]
    for done, (tick, *points_of_channels) in enumerate(zip(ticks, *frames, strict=True), start=1):
        chunks: list[Chunk] = []
        for stream, points in zip(streams, points_of_channels, strict=True):
            chunks += channel_chunks(stream.name, options.array_tag, points)
        yield tick, chunks
        progress.update(done / len(ticks), "Writing the Maya cache")


def _write_one_file(
    target: Path, layout: Layout, samples: Iterable[tuple[int, list[Chunk]]]
) -> None:
    with target.open("wb") as file:
        # Maya itself writes 0 and 1 here and takes the range from the description.
        file.write(header_group(layout, 0, 1))
        for tick, chunks in samples:
            file.write(layout.group(b"MYCH", [(b"TIME", int32(tick)), *chunks]))


def _write_frame(target: Path, layout: Layout, tick: int, chunks: list[Chunk]) -> None:
    target.write_bytes(header_group(layout, tick, tick) + layout.group(b"MYCH", chunks))
