from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from a2f_maya.errors import FormatError, OutputError
from a2f_maya.formats.weights_json import read_weights_json, write_weights_json
from a2f_maya.names import ARKIT, TONGUE
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import WeightTrack


def test_keys_are_those_of_audio2face(tmp_path, make_track):
    path = tmp_path / "härte test_bsweight.json"
    track = make_track(frames=3)
    write_weights_json(path, track, "C:/Töne/speech.wav")
    content = json.loads(path.read_text(encoding="utf-8"))
    assert list(content) == [
        "exportFps",
        "trackPath",
        "numPoses",
        "numFrames",
        "facsNames",
        "weightMat",
    ]
    assert content["exportFps"] == 60
    assert isinstance(content["exportFps"], int)
    assert content["trackPath"] == "C:/Töne/speech.wav"
    assert content["numPoses"] == 68
    assert content["numFrames"] == 3
    assert content["facsNames"] == [*ARKIT, *TONGUE]
    np.testing.assert_allclose(content["weightMat"], track.weights, atol=5.1e-7)


@pytest.mark.parametrize(
    "rate", [FrameRate(24), FrameRate(24000, 1001), FrameRate(30000, 1001), FrameRate(25, 2)]
)
def test_rates_come_back_exactly(tmp_path, make_track, rate):
    write_weights_json(tmp_path / "a.json", make_track(rate=rate))
    assert read_weights_json(tmp_path / "a.json").rate == rate


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(hnp.arrays(np.float32, (4, 3), elements=st.floats(-2, 2, width=32)))
def test_round_trip(tmp_path, weights):
    track = WeightTrack(FrameRate(30), ("jawOpen", "myPose", "tongueUp"), weights)
    write_weights_json(tmp_path / "a.json", track)
    read = read_weights_json(tmp_path / "a.json")
    assert read.names == track.names
    np.testing.assert_allclose(read.weights, weights, atol=6e-7)


def test_writing_twice_gives_the_same_bytes_and_nothing_else(tmp_path, make_track):
    track = make_track()
    write_weights_json(tmp_path / "a.json", track, "x.wav")
    write_weights_json(tmp_path / "b.json", track, "x.wav")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.json", "b.json"]


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e30])
def test_a_weight_that_is_no_usable_number_is_named_and_the_old_file_stays(
    tmp_path, make_track, bad
):
    path = tmp_path / "a.json"
    track = make_track()
    write_weights_json(path, track)
    before = path.read_bytes()
    track.weights[3, ARKIT.index("jawOpen")] = bad
    with pytest.raises(OutputError, match=r"'jawOpen' is (nan|-?inf|1e\+30) at frame 3"):
        write_weights_json(path, track)
    assert path.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 1


def test_tables_that_do_not_fit_are_refused(tmp_path):
    track = WeightTrack(FrameRate(30), ("jawOpen",), np.zeros((2, 3), np.float32))
    with pytest.raises(OutputError, match="one column for each pose"):
        write_weights_json(tmp_path / "a.json", track)
    empty = WeightTrack(FrameRate(30), ("jawOpen",), np.zeros((0, 1), np.float32))
    with pytest.raises(OutputError, match="no frame"):
        write_weights_json(tmp_path / "a.json", empty)
    twice = WeightTrack(FrameRate(30), ("jawOpen", "JawOpen"), np.zeros((1, 2), np.float32))
    with pytest.raises(OutputError, match="occurs twice"):
        write_weights_json(tmp_path / "a.json", twice)


def _example():
    return {
        "exportFps": 30.0,
        "trackPath": "a.wav",
        "numPoses": 2,
        "numFrames": 2,
        "facsNames": ["JAWOPEN", "MouthClose"],
        "weightMat": [[0, 0.5], [1, 0.25]],
    }


def _save(path, content):
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_names_in_any_case_and_a_byte_order_mark_are_accepted(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("\ufeff" + json.dumps(_example()), encoding="utf-8")
    track = read_weights_json(path)
    assert track.names == ("jawOpen", "mouthClose")
    assert track.rate == FrameRate(30)
    assert track.weights.dtype == np.float32
    np.testing.assert_array_equal(track.weights, [[0, 0.5], [1, 0.25]])


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("numFrames", 3),
        ("numPoses", 52),
        ("exportFps", None),
        ("exportFps", True),
        ("exportFps", -1),
        ("exportFps", "fast"),
        ("facsNames", None),
        ("facsNames", [1, 2]),
        ("weightMat", None),
        ("weightMat", []),
        ("weightMat", [[0, 1], [0]]),
        ("weightMat", [[0, 1], [0, "x"]]),
        ("weightMat", [[0, 1], [0, float("nan")]]),
    ],
)
def test_a_wrong_key_is_named(tmp_path, key, value):
    path = _save(tmp_path / "a.json", _example() | {key: value})
    with pytest.raises(FormatError, match=key):
        read_weights_json(path)


def test_other_files_are_refused_in_one_sentence(tmp_path):
    with pytest.raises(FormatError, match="check the name"):
        read_weights_json(tmp_path / "missing.json")
    (tmp_path / "a.json").write_bytes(b"{ not json")
    with pytest.raises(FormatError, match="not JSON"):
        read_weights_json(tmp_path / "a.json")
    (tmp_path / "a.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FormatError, match="not UTF-8"):
        read_weights_json(tmp_path / "a.json")
    with pytest.raises(FormatError, match="facsNames"):
        read_weights_json(_save(tmp_path / "b.json", [1, 2]))
    twice = _example() | {"facsNames": ["jawOpen", "JawOpen"]}
    with pytest.raises(FormatError, match="occurs twice"):
        read_weights_json(_save(tmp_path / "c.json", twice))
