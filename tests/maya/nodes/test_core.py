"""The core against the pipeline without Maya."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from maya import cmds
from scipy.spatial.transform import Rotation

from a2f_maya.face.params import PARAMETERS
from a2f_maya.names import EMOTION_LABELS, EMOTIONS
from a2f_maya.network.library import find_package
from a2f_maya.network.package import open_package
from a2f_maya.pipeline import FacePipeline
from a2f_maya.timing import FrameRate
from tests.maya.nodes.conftest import Actor, build, set_defaults

MODES = ("off", "serial", "parallel")


@pytest.fixture(params=MODES)
def evaluation(request: pytest.FixtureRequest) -> str:
    before = cmds.evaluationManager(query=True, mode=True)[0]
    cmds.evaluationManager(mode=request.param)
    request.addfinalizer(lambda: cmds.evaluationManager(mode=before))
    return str(request.param)


def test_whole_frames(actor: Actor, evaluation: str) -> None:
    for frame in (0, 1, 2, 3, 30, 31, 89):
        cmds.currentTime(frame)
        actor.assert_shows(frame / 30)


def test_scrubbing_at_random_and_between_frames(actor: Actor, evaluation: str) -> None:
    random = np.random.default_rng(4)
    for frame in random.uniform(-5, 95, 25).round(2).tolist():
        cmds.currentTime(frame)
        actor.assert_shows(frame / 30)


@pytest.mark.parametrize(
    ("unit", "rate"),
    [
        ("film", FrameRate(24)),
        ("pal", FrameRate(25)),
        ("ntscf", FrameRate(60)),
        ("23.976fps", FrameRate(24000, 1001)),
        ("29.97fps", FrameRate(30000, 1001)),
        ("59.94fps", FrameRate(60000, 1001)),
        ("48000fps", FrameRate(30)),
    ],
)
def test_frame_rates(pipeline: FacePipeline, recording: Path, unit: str, rate: FrameRate) -> None:
    cmds.currentUnit(time=unit)
    actor = build(pipeline, recording, rate)
    fps = 48000 if unit == "48000fps" else rate.fps
    for frame in (1, 10, 23):
        cmds.currentTime(frame * fps / rate.fps)
        actor.assert_shows(frame / rate.fps)


def test_a_grid_that_is_not_the_scenes_is_blended(pipeline: FacePipeline, recording: Path) -> None:
    cmds.currentUnit(time="film")
    actor = build(pipeline, recording, FrameRate(60))
    for frame in (1, 2, 3, 30):
        cmds.currentTime(frame)
        actor.assert_shows(frame / 24)


def test_keyed_tuning_counts_at_its_own_frame(actor: Actor, evaluation: str) -> None:
    for frame, strength, joy in ((0, 0.5, 0.0), (60, 2.0, 1.0)):
        cmds.setKeyframe(
            actor.core, attribute="lowerFaceStrength", time=frame, value=strength,
            inTangentType="linear", outTangentType="linear",
        )  # fmt: skip
        cmds.setKeyframe(
            actor.core, attribute="joy", time=frame, value=joy,
            inTangentType="linear", outTangentType="linear",
        )  # fmt: skip
    for frame in (0, 17, 18, 45, 60):
        cmds.currentTime(frame)
        share = frame / 60
        changes = {"lowerFaceStrength": 0.5 + 1.5 * share, "emotion": {"joy": share}}
        actor.assert_shows(frame / 30, actor.pipeline.performance(changes))


def test_every_parameter_arrives(actor: Actor) -> None:
    cmds.currentTime(20)
    for row in PARAMETERS:
        if row.kind is bool:
            value: float = not row.default
        else:
            value = row.kind(row.default + 0.4 * (row.maximum - row.default))
        cmds.setAttr(f"{actor.core}.{row.name}", value)
        changed = actor.pipeline.performance({row.name: value})
        actor.assert_shows(20 / 30, changed)
        own = getattr(actor.pipeline.defaults.parameters, row.key)
        cmds.setAttr(f"{actor.core}.{row.name}", own)
    actor.assert_shows(20 / 30)


def test_the_attributes_are_the_table(actor: Actor) -> None:
    keyable = set(cmds.listAttr(actor.core, keyable=True))
    for row in PARAMETERS:
        query = {"node": actor.core, "attribute": row.name}
        name = {"node": actor.core}
        assert cmds.attributeQuery(row.name, niceName=True, **name) == row.label
        assert cmds.attributeQuery(row.name, listDefault=True, **name)[0] == pytest.approx(
            float(row.default)
        ), query
        if row.kind is not bool:
            limits = cmds.attributeQuery(row.name, range=True, **name)
            assert limits == pytest.approx([row.minimum, row.maximum])
        assert (row.name in keyable) is row.keyable
    assert set(EMOTIONS) <= keyable
    for name_, label in EMOTION_LABELS.items():
        assert cmds.attributeQuery(name_, node=actor.core, niceName=True) == label
    assert cmds.attributeQuery("emotions", node=actor.core, listChildren=True) == list(EMOTIONS)
    assert "evaluationTick" not in keyable


def test_values_out_of_range_are_refused_and_connections_clamped(actor: Actor) -> None:
    with pytest.raises(RuntimeError):
        cmds.setAttr(f"{actor.core}.lowerFaceStrength", 3.0)
    cmds.currentTime(20)
    source = cmds.createNode("addDoubleLinear")
    cmds.setAttr(f"{source}.input1", 77.0)
    cmds.connectAttr(f"{source}.output", f"{actor.core}.lowerFaceStrength")
    actor.assert_shows(20 / 30, actor.pipeline.performance({"lowerFaceStrength": 2.0}))


def test_jaw_as_translation_and_rotation(actor: Actor) -> None:
    cmds.setAttr(f"{actor.core}.lowerTeethHeightOffset", 1.5)
    for frame in (5, 6, 40):
        cmds.currentTime(frame)
        matrix = actor.array("jawMatrix").reshape(4, 4)
        np.testing.assert_allclose(actor.array("jawTranslate")[0], matrix[3, :3], atol=1e-6)
        turn = Rotation.from_euler("xyz", actor.array("jawRotate")[0], degrees=True)
        np.testing.assert_allclose(turn.as_matrix(), matrix[:3, :3].T, atol=1e-6)


def test_the_built_in_network(recording: Path) -> None:
    cmds.currentUnit(time="ntsc")
    pipeline = FacePipeline(open_package(find_package("anton")))
    actor = build(pipeline, recording, FrameRate(30))
    cmds.setAttr(f"{actor.core}.package", "anton", type="string")
    for frame in (0, 12, 13, 55):
        cmds.currentTime(frame)
        actor.assert_shows(frame / 30)
    assert len(actor.weights()) == 68
    assert actor.value("outPackage") == "anton"
    assert actor.value("processingTime") > 0


def test_the_style_of_another_shot(actor: Actor) -> None:
    cmds.currentTime(20)
    cmds.setAttr(f"{actor.core}.sourceShot", "loud", type="string")
    changes = {"sourceShot": "loud", "sourceFrame": 0}
    actor.assert_shows(20 / 30, actor.pipeline.performance(changes))
    cmds.setAttr(f"{actor.core}.sourceFrame", 1)
    changes = {"sourceShot": "loud", "sourceFrame": 1}
    actor.assert_shows(20 / 30, actor.pipeline.performance(changes))


def test_what_is_missing_is_said_once_and_the_face_rests(
    actor: Actor, warnings: list[str], tmp_path: Path
) -> None:
    cmds.currentTime(10)
    actor.assert_shows(10 / 30)
    own = actor.value("package")
    bad = tmp_path / "bad.wav"
    bad.write_bytes(b"no sound")
    cases = [
        (actor.player, "audioFile", "", "no recording"),
        (actor.player, "audioFile", "/no/such/file.wav", "/no/such/file.wav"),
        (actor.player, "audioFile", bad.as_posix(), "bad.wav"),
        (actor.core, "package", "nobody", "nobody"),
        (actor.core, "sourceShot", "nowhere", "nowhere"),
    ]
    for node, attribute, wrong, reason in cases:
        right = cmds.getAttr(f"{node}.{attribute}") or ""
        cmds.setAttr(f"{node}.{attribute}", wrong, type="string")
        warnings.clear()
        for frame in (11, 12, 13):
            cmds.currentTime(frame)
            actor.assert_rests()
            assert reason in actor.value("status")
        assert len(warnings) == 1, warnings
        assert warnings[0].startswith("anne: ")
        assert reason in warnings[0]
        cmds.setAttr(f"{node}.{attribute}", right, type="string")
        cmds.currentTime(14)
        actor.assert_shows(14 / 30)
        assert actor.value("status") == "Ready."
    assert actor.value("package") == own


def test_the_same_trouble_is_said_again_after_it_was_gone(
    actor: Actor, warnings: list[str]
) -> None:
    for _ in range(2):
        cmds.setAttr(f"{actor.core}.package", "nobody", type="string")
        actor.assert_rests()
        cmds.setAttr(f"{actor.core}.package", str(actor.pipeline.package.folder), type="string")
        actor.assert_shows(0.0)
    assert len(warnings) == 2


def test_switched_off(actor: Actor, warnings: list[str]) -> None:
    cmds.currentTime(10)
    actor.assert_shows(10 / 30)
    cmds.setAttr(f"{actor.core}.nodeState", 1)
    actor.assert_rests()
    assert "switched off" in actor.value("status")
    cmds.setAttr(f"{actor.core}.nodeState", 0)
    actor.assert_shows(10 / 30)
    assert warnings == []


def test_another_package_has_other_sizes(actor: Actor) -> None:
    cmds.currentTime(10)
    cmds.setAttr(f"{actor.core}.package", "anton", type="string")
    assert len(actor.weights()) == 68
    assert len(actor.array("skinCoefficients")) == 70
    cmds.setAttr(f"{actor.core}.package", str(actor.pipeline.package.folder), type="string")
    weights = actor.weights()
    assert not weights[6:].any()
    np.testing.assert_allclose(weights[:6], actor.expected(10 / 30).weights, atol=1e-5)


def test_undo_and_redo_of_a_setting(actor: Actor) -> None:
    cmds.currentTime(20)
    cmds.setAttr(f"{actor.core}.skinStrength", 0.4)
    weak = actor.pipeline.performance({"skinStrength": 0.4})
    actor.assert_shows(20 / 30, weak)
    cmds.undo()
    actor.assert_shows(20 / 30)
    cmds.redo()
    actor.assert_shows(20 / 30, weak)


def test_a_weight_drives_an_attribute(actor: Actor) -> None:
    target = cmds.createNode("transform")
    cmds.connectAttr(f"{actor.core}.weights[2]", f"{target}.translateX")
    cmds.aliasAttr("eyeBlinkLeft", f"{actor.core}.weights[2]")
    for frame in (3, 30, 50):
        cmds.currentTime(frame)
        wanted = actor.expected(frame / 30).weights[2]
        assert cmds.getAttr(f"{target}.translateX") == pytest.approx(wanted, abs=1e-5)
        assert cmds.getAttr(f"{actor.core}.eyeBlinkLeft") == pytest.approx(wanted, abs=1e-5)


def test_two_cores_of_one_player(actor: Actor, pipeline: FacePipeline) -> None:
    other = cmds.createNode("a2fCore", name="bob")
    cmds.connectAttr(f"{actor.player}.audioTime", f"{other}.audioTime")
    cmds.connectAttr(f"{actor.player}.outAudioFile", f"{other}.audioFile")
    cmds.setAttr(f"{other}.package", str(pipeline.package.folder), type="string")
    cmds.setAttr(f"{other}.frameRateNumerator", 30)
    set_defaults(other, pipeline)
    cmds.setAttr(f"{other}.faceMaskLevel", 0.3)
    second = Actor(actor.player, other, pipeline, actor.recording, actor.rate)
    for frame in (5, 40):
        cmds.currentTime(frame)
        actor.assert_shows(frame / 30)
        second.assert_shows(frame / 30, pipeline.performance({"faceMaskLevel": 0.3}))


def test_saved_and_opened(actor: Actor, tmp_path: Path) -> None:
    cmds.setAttr(f"{actor.core}.skinStrength", 0.7)
    cmds.setAttr(f"{actor.core}.joy", 0.5)
    cmds.currentTime(25)
    path = tmp_path / "scene Ä.ma"
    cmds.file(rename=path.as_posix())
    cmds.file(save=True, type="mayaAscii")
    assert "skinCoefficients" not in path.read_text(encoding="utf-8")
    assert "evaluationTick" not in path.read_text(encoding="utf-8")
    cmds.file(new=True, force=True)
    cmds.file(path.as_posix(), open=True, force=True)
    assert cmds.currentTime(query=True) == 25
    changes = {"skinStrength": 0.7, "emotion": {"joy": 0.5}}
    actor.assert_shows(25 / 30, actor.pipeline.performance(changes))


def test_duplicated(actor: Actor) -> None:
    cmds.currentTime(33)
    copy = cmds.duplicate(actor.core, inputConnections=True)[0]
    twin = Actor(actor.player, copy, actor.pipeline, actor.recording, actor.rate)
    twin.assert_shows(33 / 30)
