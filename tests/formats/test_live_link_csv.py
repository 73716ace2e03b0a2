from __future__ import annotations

import csv

import numpy as np
import pytest

from a2f_maya.errors import FormatError, OutputError
from a2f_maya.formats.live_link_csv import (
    VALUE_COLUMNS,
    read_live_link_csv,
    timecode,
    write_live_link_csv,
)
from a2f_maya.names import ARKIT, LIVE_LINK_FACE, LIVE_LINK_FACE_COLUMNS
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import WeightTrack


def _rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _save(path, clocks, value=lambda i: i / 100, header=LIVE_LINK_FACE_COLUMNS):
    lines = [",".join(header)]
    lines += [
        ",".join([clock, "61", *[f"{value(i):.10f}"] * (len(header) - 2)])
        for i, clock in enumerate(clocks)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_every_column_holds_the_pose_of_its_name(tmp_path, make_track):
    track = make_track(frames=4)
    write_live_link_csv(tmp_path / "a.csv", track)
    rows = _rows(tmp_path / "a.csv")
    assert tuple(rows[0]) == LIVE_LINK_FACE_COLUMNS
    assert [row["BlendShapeCount"] for row in rows] == ["61"] * 4
    for pose in ARKIT:
        column = pose[0].upper() + pose[1:]
        values = [float(row[column]) for row in rows]
        np.testing.assert_allclose(values, track.weights[:, track.names.index(pose)], atol=1e-7)


def test_missing_poses_and_rotations_are_zero(tmp_path):
    track = WeightTrack(FrameRate(30), ("JAWOPEN",), np.full((2, 1), 0.5, np.float32))
    write_live_link_csv(tmp_path / "a.csv", track)
    for row in _rows(tmp_path / "a.csv"):
        values = {name: float(row[name]) for name in VALUE_COLUMNS}
        assert values.pop("JawOpen") == 0.5
        assert set(values.values()) == {0.0}


def test_eyes_are_radians_and_a_look_to_the_left_is_negative(tmp_path, make_track):
    eyes = np.zeros((5, 2, 3), np.float32)
    eyes[:, 0] = [10, 20, 3]
    eyes[:, 1] = [-10, -30, 0]
    write_live_link_csv(tmp_path / "a.csv", make_track(), eyes)
    row = _rows(tmp_path / "a.csv")[2]
    got = [float(row[name]) for name in VALUE_COLUMNS[-6:]]
    # Rotating the forward axis Z about +Y moves it to +X, the face's own left side.
    expected = np.radians([30, -10, 0, -20, 10, -3])
    np.testing.assert_allclose(got, expected, atol=1e-7)
    assert [float(row[name]) for name in ("HeadYaw", "HeadPitch", "HeadRoll")] == [0, 0, 0]


@pytest.mark.parametrize(
    ("frame", "rate", "expected"),
    [
        (0, FrameRate(60), "00:00:00:00.000"),
        (59, FrameRate(60), "00:00:00:59.000"),
        (60, FrameRate(60), "00:00:01:00.000"),
        (3600 * 25 + 26, FrameRate(25), "01:00:01:01.000"),
        (1800, FrameRate(30000, 1001), "00:01:00:00.000"),
        (24, FrameRate(24000, 1001), "00:00:01:00.000"),
        (13, FrameRate(25, 2), "00:00:01:00.000"),
    ],
)
def test_time_code_counts_every_frame(frame, rate, expected):
    assert timecode(frame, rate) == expected


@pytest.mark.parametrize(
    ("rate", "given"),
    [
        (FrameRate(60), None),
        (FrameRate(24), None),
        (FrameRate(12), None),
        (FrameRate(24000, 1001), FrameRate(24000, 1001)),
        (FrameRate(30000, 1001), FrameRate(30000, 1001)),
    ],
)
def test_round_trip(tmp_path, make_track, rng, rate, given):
    track = make_track(frames=70, rate=rate, names=LIVE_LINK_FACE)
    eyes = rng.normal(0, 20, (70, 2, 3)).astype(np.float32)
    write_live_link_csv(tmp_path / "ä b.csv", track, eyes)
    take = read_live_link_csv(tmp_path / "ä b.csv", given)
    assert take.track.rate == rate
    assert take.track.names == LIVE_LINK_FACE
    np.testing.assert_allclose(take.track.weights, track.weights, atol=1e-7)
    np.testing.assert_allclose(take.eyes, eyes, atol=1e-5)
    assert not take.head.any()


def test_a_recording_of_the_app_is_read(tmp_path):
    # The app's clock at 30 frames a second: every second frame of 60 and a moving fraction.
    clocks = [f"12:27:47:{f}.169" for f in range(47, 60, 2)]
    clocks += [f"12:27:48:{f:02}.166" for f in range(1, 21, 2)]
    take = read_live_link_csv(_save(tmp_path / "a.csv", clocks))
    assert take.track.rate == FrameRate(30)
    np.testing.assert_allclose(take.track.weights[:, 5], np.arange(17) / 100, atol=1e-6)


def test_dropped_rows_and_rows_without_a_face_are_filled(tmp_path):
    frames = [0, 1, 2, 3, 5, 6, 9, 10, 11, 12]
    clocks = [f"00:00:{f // 10:02}:{f % 10:02}.000" for f in frames]
    path = _save(tmp_path / "a.csv", clocks, value=lambda i: frames[i] / 100)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines.insert(6, "00:00:00:05.500,0" + "," * 61)
    path.write_text("\n".join(lines), encoding="utf-8")
    take = read_live_link_csv(path)
    assert take.track.rate == FrameRate(10)
    np.testing.assert_allclose(take.track.weights[:, 0], np.arange(13) / 100, atol=1e-6)


def test_columns_are_found_by_name(tmp_path):
    header = ("BlendShapeCount", "Timecode", *reversed(LIVE_LINK_FACE))
    text = ",".join(header) + "\n"
    for frame in range(3):
        values = ["0"] * 52
        values[list(reversed(LIVE_LINK_FACE)).index("jawOpen")] = f"0.{frame}"
        text += ",".join(["61", f"00:00:00:0{frame}.0", *values]) + "\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    take = read_live_link_csv(tmp_path / "a.csv", FrameRate(30))
    jaw = take.track.weights[:, take.track.names.index("jawOpen")]
    np.testing.assert_allclose(jaw, [0, 0.1, 0.2], atol=1e-7)
    assert not take.eyes.any()


def test_a_short_clip_needs_the_rate(tmp_path, make_track):
    write_live_link_csv(tmp_path / "a.csv", make_track(frames=4))
    with pytest.raises(FormatError, match="give the rate"):
        read_live_link_csv(tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("clocks", "message"),
    [
        (["00:00:00:01.0", "00:00:00"], "line 3: the time code"),
        (["00:00:00:01.0", "a:b:c:d"], "line 3"),
        (["00:00:00:05.0", "00:00:00:04.0"], "line 3: the time code does not grow"),
        ([], "no row"),
    ],
)
def test_wrong_clocks_name_their_line(tmp_path, clocks, message):
    with pytest.raises(FormatError, match=message):
        read_live_link_csv(_save(tmp_path / "a.csv", clocks), FrameRate(30))


def test_wrong_rows_and_headers_are_named(tmp_path):
    path = _save(tmp_path / "a.csv", ["00:00:00:01.0", "00:00:00:02.0"])
    text = path.read_text(encoding="utf-8")
    for wrong, message in [
        (text.replace("JawOpen", "Jaw"), "'JawOpen' is missing"),
        (text.replace("Timecode", "Clock"), "'Timecode' is missing"),
        (text.replace("HeadYaw", "JawOpen"), "occurs twice"),
        (text.replace("0.0100000000", "wide", 1), "line 3"),
        (text.replace("0.0100000000", "nan", 1), "line 3: a value is not finite"),
        (text.rstrip("\n") + ",1\n", "line 3: there are 64 values"),
        ("", "no header"),
    ]:
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(FormatError, match=message):
            read_live_link_csv(path, FrameRate(30))


def test_wrong_eyes_are_refused(tmp_path, make_track):
    with pytest.raises(OutputError, match=r"instead of \(5, 2, 3\)"):
        write_live_link_csv(tmp_path / "a.csv", make_track(), np.zeros((4, 2, 3), np.float32))
    eyes = np.zeros((5, 2, 3), np.float32)
    eyes[2, 1, 1] = np.nan
    with pytest.raises(OutputError, match="'LeftEyeYaw' is nan at frame 2"):
        write_live_link_csv(tmp_path / "a.csv", make_track(), eyes)
    assert not list(tmp_path.iterdir())
