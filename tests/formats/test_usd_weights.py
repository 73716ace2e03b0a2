from __future__ import annotations

import re

import numpy as np
import pytest
from pxr import Sdf, Usd, UsdGeom, UsdSkel

from a2f_maya.errors import OutputError
from a2f_maya.formats.metahuman import LIPS_TOGETHER, PREFIX, metahuman_values
from a2f_maya.formats.usd_weights import write_usd_weights
from a2f_maya.names import ARKIT, metahuman_curves
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import WeightTrack
from tests.formats.usd_checks import validation_errors


@pytest.mark.parametrize("suffix", [".usda", ".usdc"])
@pytest.mark.parametrize("rate", [FrameRate(60), FrameRate(24000, 1001)])
def test_the_usd_library_reads_what_was_written(tmp_path, make_track, suffix, rate):
    path = tmp_path / f"härte 1{suffix}"
    track = make_track(frames=6, rate=rate)
    write_usd_weights(path, track)
    stage = Usd.Stage.Open(str(path))
    assert stage.GetDefaultPrim().GetPath() == "/World"
    assert (stage.GetStartTimeCode(), stage.GetEndTimeCode()) == (0, 5)
    assert stage.GetFramesPerSecond() == stage.GetTimeCodesPerSecond() == rate.fps
    assert UsdGeom.GetStageMetersPerUnit(stage) == 0.01
    assert UsdGeom.GetStageUpAxis(stage) == "Y"
    animation = UsdSkel.Animation(stage.GetPrimAtPath("/World/h_rte_1"))
    assert animation
    assert tuple(animation.GetBlendShapesAttr().Get()) == track.names
    weights = animation.GetBlendShapeWeightsAttr()
    assert weights.GetTimeSamples() == list(range(6))
    for frame in range(6):
        np.testing.assert_allclose(weights.Get(frame), track.weights[frame], atol=6e-7)
    assert validation_errors(stage) == []


def test_metahuman_arrays_are_the_first_child_of_the_default_prim(tmp_path, make_track):
    track = make_track(frames=3)
    write_usd_weights(tmp_path / "a.usda", track)
    stage = Usd.Stage.Open(str(tmp_path / "a.usda"))
    prim = stage.GetDefaultPrim().GetChildren()[0]
    names, values = metahuman_values(track)
    assert tuple(prim.GetAttribute("custom:mh_curveNames").Get()) == names
    attribute = prim.GetAttribute("custom:mh_curveValues")
    assert attribute.GetTypeName() == Sdf.ValueTypeNames.FloatArray
    for frame in range(3):
        np.testing.assert_allclose(attribute.Get(frame), values[frame], atol=6e-7)


def test_a_search_of_the_text_finds_what_blender_looks_for(tmp_path, make_track):
    track = make_track(frames=12, rate=FrameRate(30))
    write_usd_weights(tmp_path / "a.usda", track)
    text = (tmp_path / "a.usda").read_text(encoding="utf-8")
    assert text.startswith("#usda")
    numbers = dict(re.findall(r"^ *(\w+) = (\d+)$", text, re.M))
    assert numbers["framesPerSecond"] == numbers["timeCodesPerSecond"] == "30"
    assert (numbers["startTimeCode"], numbers["endTimeCode"]) == ("0", "11")
    names = re.search(r"uniform token\[\] blendShapes = \[([^\]]*)\]", text)
    assert tuple(re.findall(r'"(\w+)"', names[1])) == track.names
    assert "token[] custom:mh_curveNames = [" in text
    assert "float[] custom:mh_curveValues.timeSamples = {" in text
    samples = re.search(r"float\[\] blendShapeWeights\.timeSamples = \{([^}]*)\}", text)
    lines = samples[1].strip().split("\n")
    read = [[float(n) for n in re.fullmatch(r" *\d+: \[(.*)\],", s)[1].split(",")] for s in lines]
    np.testing.assert_allclose(read, track.weights, atol=6e-7)


def test_without_metahuman_there_are_no_such_arrays(tmp_path, make_track):
    write_usd_weights(tmp_path / "a.usda", make_track(), name="7 of 9", metahuman=False)
    stage = Usd.Stage.Open(str(tmp_path / "a.usda"))
    prim = stage.GetPrimAtPath("/World/_7_of_9")
    assert not prim.GetAttribute("custom:mh_curveNames")
    assert UsdSkel.Animation(prim).GetBlendShapesAttr().Get()


@pytest.mark.parametrize("suffix", [".usda", ".usdc"])
def test_writing_twice_gives_the_same_bytes(tmp_path, make_track, suffix):
    track = make_track()
    for name in ("a", "b"):
        write_usd_weights(tmp_path / f"{name}{suffix}", track, name="clip")
    contents = {path.read_bytes() for path in tmp_path.iterdir()}
    assert len(contents) == 1
    assert len(list(tmp_path.iterdir())) == 2


def test_bad_weights_and_names_are_refused(tmp_path, make_track):
    with pytest.raises(OutputError, match=r"must end in \.usda or \.usdc"):
        write_usd_weights(tmp_path / "a.usd", make_track())
    track = make_track()
    track.weights[1, 0] = np.nan
    with pytest.raises(OutputError, match="'eyeBlinkLeft' is nan at frame 1"):
        write_usd_weights(tmp_path / "a.usda", track)
    assert not list(tmp_path.iterdir())


def _pose(**weights):
    names = tuple(weights)
    return WeightTrack(FrameRate(30), names, np.array([list(weights.values())], np.float32))


def _curves(track, **options):
    names, values = metahuman_values(track, **options)
    return {name.removeprefix(PREFIX): float(v) for name, v in zip(names, values[0], strict=True)}


@pytest.mark.parametrize("pose", [pose for pose in ARKIT if pose != "mouthClose"])
def test_each_pose_drives_the_curves_of_the_table(pose):
    got = {curve: value for curve, value in _curves(_pose(**{pose: 0.5})).items() if value}
    expected = {curve: 0.5 * factor for curve, factor in metahuman_curves()[pose].items()}
    assert got == pytest.approx(expected)


def test_curves_add_up_to_at_most_one():
    assert _curves(_pose(mouthFunnel=0.3, mouthPucker=0.2))["mouthFunnelUL"] == pytest.approx(
        0.3 + 0.2 * 0.751934
    )
    assert _curves(_pose(mouthFunnel=1, mouthPucker=1))["mouthFunnelUL"] == 1


@pytest.mark.parametrize(
    ("jaw", "close", "together"), [(0.4, 0.4, 1), (0.4, 0.1, 0.25), (0.4, 0, 0), (0, 0.02, 0.2)]
)
def test_lips_are_together_as_far_as_the_opening_is_closed(jaw, close, together):
    curves = _curves(_pose(jawOpen=jaw, mouthClose=close))
    assert [curves[name] for name in LIPS_TOGETHER] == pytest.approx([together] * 4)
    assert curves["jawOpen"] == pytest.approx(jaw)


def test_a_closed_mouth_that_opens_the_jaw():
    curves = _curves(_pose(jawOpen=0.1, mouthClose=0.3), mouth_close_opens_jaw=True)
    assert curves["jawOpen"] == pytest.approx(0.4)
    assert curves["mouthLipsTogetherUL"] == pytest.approx(0.75)
