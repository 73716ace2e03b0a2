from __future__ import annotations

import struct
import threading
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import ufbx
from hypothesis import given
from hypothesis import strategies as st

from a2f_maya.errors import CancelledError, FormatError, OutputError
from a2f_maya.formats.maya_cache import CacheOptions, frame_tick, write_maya_cache
from a2f_maya.formats.maya_cache_reader import read_maya_cache
from a2f_maya.progress import Progress
from a2f_maya.timing import FrameRate

VARIANTS = [
    CacheOptions(file_format, per_frame, double)
    for file_format, per_frame, double in product(("mcc", "mcx"), (False, True), (False, True))
]
NTSC = [FrameRate(24000, 1001), FrameRate(30000, 1001)]
RATES = [FrameRate(24), FrameRate(60), *NTSC]
# ufbx cannot open very small data files, whatever they hold.
VERTICES = 40


def _variant(options: CacheOptions) -> str:
    kind = "per_frame" if options.per_frame else "one_file"
    return f"{options.file_format}-{kind}-{'double' if options.double else 'float'}"


def _ufbx_channels(path: Path) -> dict[str, list[tuple[float, np.ndarray]]]:
    """What ufbx says: the time in seconds and the points of each sample of each channel."""
    types = {
        ufbx.CacheDataFormat.VEC3_FLOAT: np.dtype(">f4"),
        ufbx.CacheDataFormat.VEC3_DOUBLE: np.dtype(">f8"),
    }
    channels = {}
    for channel in ufbx.load_geometry_cache(str(path)).channels:
        assert channel.interpretation == ufbx.CacheInterpretation.VERTEX_POSITION
        channels[channel.name] = samples = []
        for frame in channel.frames:
            assert frame.data_encoding == ufbx.CacheDataEncoding.BIG_ENDIAN
            dtype = types[frame.data_format]
            assert frame.data_total_bytes == frame.data_count * 3 * dtype.itemsize
            with Path(frame.filename).open("rb") as file:
                file.seek(frame.data_offset)
                points = np.frombuffer(file.read(frame.data_total_bytes), dtype)
            samples.append((frame.time, points.reshape(-1, 3)))
    return channels


@given(st.integers(0, 10**6), st.sampled_from(RATES))
def test_ticks_are_the_nearest_and_never_drift(frame, rate):
    exact = Fraction(6000 * rate.denominator, rate.numerator) * frame
    assert abs(frame_tick(frame, rate) - exact) <= Fraction(1, 2)


@pytest.mark.parametrize("fps", [24, 25, 30, 48, 50, 60])
def test_ticks_of_film_and_video_rates_are_whole(fps):
    assert [frame_tick(i, FrameRate(fps)) for i in range(5)] == [i * 6000 // fps for i in range(5)]


CASES = [
    pytest.param(options, rate, id=f"{_variant(options)}-{rate}")
    for options, rate in product(VARIANTS, RATES)
    if not (options.per_frame and rate in NTSC)
]


@pytest.mark.parametrize(("options", "rate"), CASES)
def test_ufbx_reads_every_sample_of_every_channel(tmp_path, make_stream, options, rate):
    path = tmp_path / "härte 1.xml"
    streams = [
        make_stream("headShape", 9, VERTICES, rate, block=2),
        make_stream("tongueShape", 9, VERTICES + 1, rate, block=4),
    ]
    write_maya_cache(path, [stream for stream, _ in streams], options)
    channels = _ufbx_channels(path)
    assert list(channels) == ["headShape", "tongueShape"]
    for stream, positions in streams:
        samples = channels[stream.name]
        assert len(samples) == 9
        for frame, (seconds, points) in enumerate(samples):
            assert abs(seconds - frame / rate.fps) <= 0.5 / 6000 + 1e-9
            np.testing.assert_array_equal(points, positions[frame])


@pytest.mark.parametrize(("options", "rate"), CASES)
def test_round_trip(tmp_path, make_stream, options, rate):
    options = replace(options, start_frame=1001)
    streams = [make_stream("headShape", 6, 5, rate), make_stream("a", 6, 1, rate)]
    write_maya_cache(tmp_path / "a.xml", [stream for stream, _ in streams], options)
    cache = read_maya_cache(tmp_path / "a.xml")
    assert cache.ticks.tolist() == [frame_tick(1001 + i, rate) for i in range(6)]
    for stream, positions in streams:
        read = cache.channels[stream.name]
        assert read.dtype == (np.float64 if options.double else np.float32)
        np.testing.assert_array_equal(read, positions)


@pytest.mark.parametrize(
    ("options", "offset", "stride"),
    [
        (CacheOptions("mcc"), 112, 148),
        (CacheOptions("mcx"), 208, 204),
        (CacheOptions("mcx", double=True), 208, 284),
        (CacheOptions("mcc", per_frame=True), 100, None),
        (CacheOptions("mcx", per_frame=True), 184, None),
    ],
    ids=str,
)
def test_offsets_are_those_of_mayas_files(tmp_path, make_stream, options, offset, stride):
    """Worked offsets for a channel name of 9 letters and 7 vertices."""
    stream, positions = make_stream("headShape", 3, 7)
    write_maya_cache(tmp_path / "a.xml", [stream], options)
    dtype = ">f8" if options.double else ">f4"
    for frame in range(3):
        name = f"aFrame{frame}" if options.per_frame else "a"
        content = (tmp_path / f"{name}{options.layout.suffix}").read_bytes()
        start = offset + frame * stride if stride else offset
        points = np.frombuffer(content, dtype, 21, start).reshape(7, 3)
        np.testing.assert_array_equal(points, positions[frame])
        tag = start - options.layout.header_size
        assert content[tag : tag + 4] == options.array_tag
    if stride:
        assert len(content) == offset + 3 * stride - (stride - options_tail(options))


def options_tail(options: CacheOptions) -> int:
    """Bytes from the start of the last sample's data to the end of the file."""
    size = 7 * 3 * (8 if options.double else 4)
    return size + options.layout.padding(size)


def test_header_groups(tmp_path, make_stream):
    stream, _ = make_stream("headShape", 3, 7)
    write_maya_cache(tmp_path / "a.xml", [stream], CacheOptions("mcc"))
    content = (tmp_path / "a.mc").read_bytes()
    assert content[:12] == b"FOR4" + struct.pack(">I", 40) + b"CACH"
    assert content[12:24] == b"VRSN" + struct.pack(">I", 4) + b"0.1\0"
    assert content[24:48] == struct.pack(">4sIi4sIi", b"STIM", 4, 0, b"ETIM", 4, 1)
    assert content[48:52] == b"FOR4"
    assert content[60:72] == struct.pack(">4sIi", b"TIME", 4, 0)
    write_maya_cache(tmp_path / "b.xml", [stream], CacheOptions("mcx", per_frame=True))
    content = (tmp_path / "bFrame2.mcx").read_bytes()
    assert content[:20] == b"FOR8" + bytes(4) + struct.pack(">Q", 76) + b"CACH"
    times = struct.pack(">4s4xQi4x4s4xQi4x", b"STIM", 4, 500, b"ETIM", 4, 500)
    assert content[44:92] == times
    assert content[92:96] == b"FOR8"


def test_description(tmp_path, make_stream):
    stream, _ = make_stream('a<&"b', 4, 2, FrameRate(60))
    write_maya_cache(tmp_path / "a.xml", [stream], CacheOptions(start_frame=10))
    root = ElementTree.parse(tmp_path / "a.xml").getroot()
    assert root.tag == "Autodesk_Cache_File"
    assert root.find("cacheType").attrib == {"Type": "OneFile", "Format": "mcx"}
    assert root.find("time").attrib == {"Range": "1000-1300"}
    assert root.find("cacheTimePerFrame").attrib == {"TimePerFrame": "100"}
    assert root.find("cacheVersion").attrib == {"Version": "2.0"}
    assert root.find("Channels/channel0").attrib == {
        "ChannelName": 'a<&"b',
        "ChannelType": "FloatVectorArray",
        "ChannelInterpretation": "positions",
        "SamplingType": "Regular",
        "SamplingRate": "100",
        "StartTime": "1000",
        "EndTime": "1300",
    }
    write_maya_cache(tmp_path / "b.xml", [make_stream(rate=NTSC[0])[0]], CacheOptions("mcc"))
    root = ElementTree.parse(tmp_path / "b.xml").getroot()
    assert root.find("cacheTimePerFrame").get("TimePerFrame") == "250"
    assert root.find("Channels/channel0").get("SamplingType") == "Irregular"
    assert root.find("cacheType").get("Format") == "mcc"


@pytest.mark.parametrize("file_format", ["mcc", "mcx"])
def test_samples_between_scene_frames_have_a_tick_in_their_name(tmp_path, make_stream, file_format):
    options = CacheOptions(file_format, True, start_frame=1, scene_rate=FrameRate(24))
    stream, positions = make_stream("headShape", 6, VERTICES, FrameRate(60))
    write_maya_cache(tmp_path / "a.xml", [stream], options)
    suffix = options.layout.suffix
    names = ["1", "1Tick100", "1Tick200", "2Tick50", "2Tick150", "3"]
    expected = {"a.xml", *(f"aFrame{name}{suffix}" for name in names)}
    assert {path.name for path in tmp_path.iterdir()} == expected
    root = ElementTree.parse(tmp_path / "a.xml").getroot()
    assert root.find("cacheTimePerFrame").get("TimePerFrame") == "250"
    assert root.find("Channels/channel0").get("SamplingRate") == "100"
    samples = _ufbx_channels(tmp_path / "a.xml")["headShape"]
    assert [seconds for seconds, _ in samples] == pytest.approx([1 / 24 + i / 60 for i in range(6)])
    np.testing.assert_array_equal([points for _, points in samples], positions)
    cache = read_maya_cache(tmp_path / "a.xml")
    assert cache.ticks_per_frame == 250
    np.testing.assert_array_equal(cache.channels["headShape"], positions)


def test_a_long_clip_at_29_97_keeps_its_times_apart(tmp_path, make_stream):
    rate = FrameRate(30000, 1001)
    stream, _ = make_stream(frames=2000, vertices=1, rate=rate, block=500)
    write_maya_cache(tmp_path / "a.xml", [stream])
    ticks = read_maya_cache(tmp_path / "a.xml").ticks
    assert {later - earlier for earlier, later in pairwise(ticks.tolist())} == {200, 201}
    assert abs(ticks[-1] / 6000 - 1999 * 1001 / 30000) < 1e-4


@pytest.mark.parametrize("per_frame", [False, True])
def test_a_failure_leaves_the_old_cache_and_nothing_else(tmp_path, make_stream, per_frame):
    options = CacheOptions(per_frame=per_frame)
    stream, positions = make_stream()
    write_maya_cache(tmp_path / "a.xml", [stream], options)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    positions[5, 3, 1] = np.nan
    with pytest.raises(OutputError, match="vertex 3 of mesh 'headShape' is not finite at frame 5"):
        write_maya_cache(tmp_path / "a.xml", [stream], options)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_cancelling_leaves_nothing(tmp_path, make_stream):
    cancelled = threading.Event()
    seen = []

    def report(fraction, message):
        seen.append(fraction)
        if fraction > 0.5:
            cancelled.set()

    with pytest.raises(CancelledError):
        write_maya_cache(
            tmp_path / "a.xml", [make_stream()[0]], progress=Progress(report, cancelled)
        )
    assert seen == sorted(seen)
    assert not list(tmp_path.iterdir())


def test_streams_that_do_not_fit_are_refused(tmp_path, make_stream):
    stream, _ = make_stream()
    other, _ = make_stream("other", frames=6)
    wrong = [
        ([], CacheOptions(), "no mesh"),
        ([stream, other], CacheOptions(), "differ in rate or length"),
        ([stream, stream], CacheOptions(), "same name"),
        ([stream], CacheOptions(start_frame=-1), "start frame -1 is negative"),
        (
            [replace(stream, rate=NTSC[0])],
            CacheOptions(per_frame=True),
            "cannot hold 24000/1001 frames a second",
        ),
        ([replace(stream, frame_count=9)], CacheOptions(), "does not have the 9 frames"),
        ([replace(stream, frame_count=5)], CacheOptions(), "does not have the 5 frames"),
    ]
    for streams, options, message in wrong:
        with pytest.raises(OutputError, match=message):
            write_maya_cache(tmp_path / "a.xml", streams, options)
    with pytest.raises(OutputError, match=r"must end in \.xml"):
        write_maya_cache(tmp_path / "a.mc", [stream])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("file_format", ["mcc", "mcx"])
def test_the_reader_notices_every_flipped_byte_of_the_frame_work(
    tmp_path, make_stream, file_format
):
    stream, positions = make_stream(frames=1, vertices=1)
    options = CacheOptions(file_format)
    write_maya_cache(tmp_path / "a.xml", [stream], options)
    path = tmp_path / f"a{options.layout.suffix}"
    content = path.read_bytes()
    start = content.index(positions.astype(">f4").tobytes())
    for offset in range(len(content)):
        # The points, the times of the header and the filler bytes of mcx may hold anything.
        free = start <= offset < start + 12 or _is_free(content, offset, file_format)
        if free:
            continue
        path.write_bytes(content[:offset] + bytes([content[offset] ^ 0x41]) + content[offset + 1 :])
        with pytest.raises(FormatError):
            read_maya_cache(tmp_path / "a.xml")


def _is_free(content: bytes, offset: int, file_format: str) -> bool:
    header = {"mcc": 8, "mcx": 16}[file_format]
    for tag in (b"STIM", b"ETIM"):
        data = content.index(tag) + header
        if data <= offset < data + 4:
            return True
    tags = (b"FOR8", b"VRSN", b"STIM", b"ETIM", b"TIME", b"CHNM", b"SIZE", b"FVCA")
    fillers = []
    for tag in tags if file_format == "mcx" else ():
        position = content.find(tag)
        while position >= 0:
            fillers.append(position + 4)
            position = content.find(tag, position + 1)
    return any(filler <= offset < filler + 4 for filler in fillers)


def test_the_reader_refuses_what_is_cut_off(tmp_path, make_stream):
    stream, _ = make_stream(frames=2, vertices=2)
    write_maya_cache(tmp_path / "a.xml", [stream])
    content = (tmp_path / "a.mcx").read_bytes()
    for length in range(len(content)):
        (tmp_path / "a.mcx").write_bytes(content[:length])
        with pytest.raises(FormatError):
            read_maya_cache(tmp_path / "a.xml")
    (tmp_path / "a.mcx").write_bytes(content + b"\0")
    with pytest.raises(FormatError):
        read_maya_cache(tmp_path / "a.xml")
    (tmp_path / "a.mcx").unlink()
    with pytest.raises(FormatError, match=r"a\.mcx"):
        read_maya_cache(tmp_path / "a.xml")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Autodesk_Cache_File", "Cache", "not the description"),
        ('Type="OneFilePerFrame"', 'Type="Many"', "not the description"),
        ('Format="mcx"', 'Format="pc2"', "neither mcc nor mcx"),
        ('Range="0-1500"', 'Range="0"', "'Range'"),
        ('Range="0-1500"', 'Range="0-1750"', "do not cover"),
        ('TimePerFrame="250"', 'TimePerFrame="x"', "'TimePerFrame'"),
        ('SamplingRate="250"', 'SamplingRate="249"', "not 249 ticks apart"),
        ('EndTime="1500"', 'EndTime="1250"', "another range"),
        ("FloatVectorArray", "FloatArray", "does not hold positions"),
        ("FloatVectorArray", "DoubleVectorArray", "no DVCA"),
        ('ChannelName="headShape"', 'ChannelName="hatShape"', "instead of 'hatShape'"),
        (' StartTime="0"', "", "'StartTime'"),
        ("</Channels>", "", "not XML"),
    ],
)
def test_the_reader_names_what_is_wrong_in_the_description(
    tmp_path, make_stream, old, new, message
):
    write_maya_cache(tmp_path / "a.xml", [make_stream()[0]], CacheOptions(per_frame=True))
    text = (tmp_path / "a.xml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "a.xml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(FormatError, match=message):
        read_maya_cache(tmp_path / "a.xml")


def test_the_reader_needs_every_frame(tmp_path, make_stream):
    write_maya_cache(tmp_path / "a.xml", [make_stream()[0]], CacheOptions(per_frame=True))
    (tmp_path / "aFrame3.mcx").rename(tmp_path / "aFrame3Tick9.mcx")
    with pytest.raises(FormatError, match="instead of tick 759"):
        read_maya_cache(tmp_path / "a.xml")
    (tmp_path / "aFrame3Tick9.mcx").unlink()
    with pytest.raises(FormatError, match="250 ticks apart"):
        read_maya_cache(tmp_path / "a.xml")
