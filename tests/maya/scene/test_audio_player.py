from __future__ import annotations

from pathlib import Path

import pytest
from maya import cmds

from a2f_maya.errors import AudioError, SceneError
from a2f_maya.maya import scene
from tests.maya import rig


def test_a_player_follows_the_audio_node(recording: Path) -> None:
    player = scene.create_audio_player(recording)
    audio = cmds.listConnections(f"{player}.audioFile", type="audio")[0]
    assert Path(cmds.getAttr(f"{player}.outAudioFile")) == recording
    cmds.setAttr(f"{audio}.offset", 10)
    cmds.setAttr(f"{audio}.sourceStart", 2)
    cmds.currentTime(16)
    assert cmds.getAttr(f"{player}.audioTime") == pytest.approx((16 - 10 + 2) / 24)
    cmds.rename(audio, "renamed")
    assert Path(cmds.getAttr(f"{player}.outAudioFile")) == recording


def test_an_audio_node_of_the_scene_is_shared(recording: Path) -> None:
    audio = cmds.createNode("audio", name="dialogue")
    cmds.setAttr(f"{audio}.filename", recording.as_posix(), type="string")
    first, second = (scene.create_audio_player(audio) for _ in range(2))
    assert len(cmds.ls(type="audio")) == 1
    assert scene.clip_frames(first) == scene.clip_frames(second)


def test_clip_frames_are_those_of_the_sound(recording: Path) -> None:
    player = scene.create_audio_player(recording)
    assert scene.clip_frames(player) == pytest.approx((0, rig.SECONDS * 24), abs=1e-6)
    audio = cmds.listConnections(f"{player}.audioFile", type="audio")[0]
    cmds.setAttr(f"{audio}.offset", 100)
    cmds.setAttr(f"{audio}.sourceStart", 5)
    cmds.setAttr(f"{audio}.sourceEnd", 20)
    assert scene.clip_frames(player) == pytest.approx((100, 115), abs=1e-6)
    cmds.currentUnit(time="ntscf")
    first, last = scene.clip_frames(player)
    assert last - first == pytest.approx(15 / 24 * 60, abs=1e-6)


def test_the_range_is_set_at_the_current_frame(recording: Path) -> None:
    player = scene.create_audio_player(recording)
    audio = cmds.listConnections(f"{player}.audioFile", type="audio")[0]
    cmds.setAttr(f"{audio}.offset", 50)
    cmds.currentTime(60)
    scene.set_range_start(player)
    scene.set_range_end(player, 70)
    assert scene.clip_frames(player) == pytest.approx((60, 70), abs=1e-6)
    with pytest.raises(SceneError, match="end"):
        scene.set_range_start(player, 71)
    with pytest.raises(SceneError, match="start"):
        scene.set_range_end(player, 55)
    with pytest.raises(SceneError, match="later"):
        scene.set_range_start(player, 20)
    assert scene.clip_frames(player) == pytest.approx((60, 70), abs=1e-6)


def test_another_recording(recording: Path, tmp_path: Path) -> None:
    player = scene.create_audio_player(recording)
    longer = rig.write_recording(tmp_path / "longer.wav", 2.5)
    scene.set_audio(player, longer)
    assert scene.clip_frames(player)[1] == pytest.approx(2.5 * 24, abs=1e-6)
    assert len(cmds.ls(type="audio")) == 1
    cmds.undo()
    assert Path(cmds.getAttr(f"{player}.outAudioFile")) == recording


def test_a_player_without_sound_gets_one_later(recording: Path) -> None:
    player = scene.create_audio_player()
    with pytest.raises(SceneError, match="no recording"):
        scene.clip_frames(player)
    scene.set_audio(player, str(recording))
    assert scene.clip_frames(player)[1] == pytest.approx(rig.SECONDS * 24, abs=1e-6)


def test_an_unused_recording_of_ours_goes_when_another_node_comes(recording: Path) -> None:
    player = scene.create_audio_player(recording)
    audio = cmds.createNode("audio", name="dialogue")
    cmds.setAttr(f"{audio}.filename", recording.as_posix(), type="string")
    scene.set_audio(player, audio)
    assert cmds.ls(type="audio") == [audio]


def test_bad_recordings_change_nothing(tmp_path: Path) -> None:
    before = rig.scene_state()
    empty = tmp_path / "empty.wav"
    empty.write_bytes(b"")
    for path in (tmp_path / "missing.wav", empty):
        with pytest.raises(AudioError):
            scene.create_audio_player(path)
    assert rig.scene_state() == before


def test_the_playback_range_is_undone(recording: Path) -> None:
    cmds.playbackOptions(minTime=3, maxTime=9, animationStartTime=1, animationEndTime=99)
    player = scene.create_audio_player(recording)
    scene.fit_playback_range(player)
    assert cmds.playbackOptions(query=True, minTime=True) == 0
    assert cmds.playbackOptions(query=True, maxTime=True) == 29
    cmds.undo()
    assert cmds.playbackOptions(query=True, minTime=True) == 3
    assert cmds.playbackOptions(query=True, maxTime=True) == 9
    assert cmds.playbackOptions(query=True, animationEndTime=True) == 99
