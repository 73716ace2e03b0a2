"""Which moment of the recording is heard."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from maya import cmds

from a2f_maya.maya.nodes.player import PlayerTimes, audio_moment
from tests.maya.nodes.conftest import SECONDS

CASES = {
    "as it is": (PlayerTimes(0.7), False, (0.7, True)),
    "before it begins": (PlayerTimes(-0.5), False, (0.0, False)),
    "behind its end": (PlayerTimes(4.5), False, (3.0, False)),
    "later in the scene": (PlayerTimes(2.0, offset=1.5), False, (0.5, True)),
    "trimmed, its new start at the offset": (
        PlayerTimes(2.0, offset=1.5, start=1.0),
        False,
        (1.5, True),
    ),
    "trimmed, before the offset": (PlayerTimes(1.0, offset=1.5, start=1.0), False, (1.0, False)),
    "trimmed at the end": (PlayerTimes(2.6, end=2.0), False, (2.0, False)),
    "before the range": (PlayerTimes(0.5, range_start=1.0), False, (1.0, False)),
    "behind the range": (PlayerTimes(2.5, range_end=2.0), False, (2.0, False)),
    "the range is no wider than the trimming": (
        PlayerTimes(0.2, start=0.5, range_start=0.1),
        False,
        (0.7, True),
    ),
    "again from the beginning": (PlayerTimes(3.25), True, (0.25, True)),
    "again and again": (PlayerTimes(10.0), True, (1.0, True)),
    "the range again": (PlayerTimes(2.7, range_start=1.0, range_end=2.0), True, (1.7, True)),
    "not before the first time": (PlayerTimes(-1.0), True, (0.0, False)),
    "a range that ends before it starts": (
        PlayerTimes(1.5, range_start=2.0, range_end=1.0),
        True,
        (2.0, False),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_moment(name: str) -> None:
    times, loop, wanted = CASES[name]
    found = audio_moment(times, SECONDS, loop)
    assert found[0] == pytest.approx(wanted[0])
    assert found[1] is wanted[1]


def test_without_a_length_nothing_is_repeated() -> None:
    assert audio_moment(PlayerTimes(99.0), math.inf, True) == (99.0, True)


@pytest.fixture
def player(recording: Path) -> str:
    node = str(cmds.createNode("a2fPlayer"))
    cmds.connectAttr("time1.outTime", f"{node}.time")
    cmds.setAttr(f"{node}.audioFile", recording.as_posix(), type="string")
    return node


@pytest.mark.parametrize(
    ("unit", "fps"),
    [
        ("film", 24),
        ("pal", 25),
        ("ntsc", 30),
        ("show", 48),
        ("ntscf", 60),
        ("23.976fps", 24000 / 1001),
        ("29.97fps", 30000 / 1001),
        ("59.94fps", 60000 / 1001),
        ("120fps", 120),
    ],
)
def test_every_unit_of_time(player: str, unit: str, fps: float) -> None:
    cmds.currentUnit(time=unit)
    for frame in (0, 1, 7, 24, 40.5):
        cmds.currentTime(frame)
        assert cmds.getAttr(f"{player}.audioTime") == pytest.approx(frame / fps, abs=1e-7)


def test_another_unit_of_time_keeps_the_sound_in_its_place(player: str) -> None:
    cmds.currentUnit(time="film")
    cmds.setAttr(f"{player}.audioOffset", 12)
    cmds.currentTime(36)
    assert cmds.getAttr(f"{player}.audioTime") == pytest.approx(1.0)
    cmds.currentUnit(time="ntsc")
    assert cmds.getAttr(f"{player}.audioOffset") == pytest.approx(15)
    cmds.currentTime(45)
    assert cmds.getAttr(f"{player}.audioTime") == pytest.approx(1.0)


def test_mayas_own_audio_node_is_followed(recording: Path) -> None:
    cmds.currentUnit(time="ntsc")
    audio = cmds.createNode("audio")
    cmds.setAttr(f"{audio}.filename", recording.as_posix(), type="string")
    player = cmds.createNode("a2fPlayer")
    cmds.connectAttr("time1.outTime", f"{player}.time")
    for source, target in (
        ("filename", "audioFile"),
        ("offset", "audioOffset"),
        ("sourceStart", "audioStart"),
        ("sourceEnd", "audioEnd"),
    ):
        cmds.connectAttr(f"{audio}.{source}", f"{player}.{target}")
    cmds.setAttr(f"{audio}.offset", 60)
    cmds.setAttr(f"{audio}.sourceStart", 15)
    cmds.setAttr(f"{audio}.sourceEnd", 60)
    cmds.currentTime(90)
    assert cmds.getAttr(f"{player}.audioTime") == pytest.approx(1.5)
    assert cmds.getAttr(f"{player}.active") is True
    cmds.currentTime(120)
    assert cmds.getAttr(f"{player}.audioTime") == pytest.approx(2.0)
    assert cmds.getAttr(f"{player}.active") is False
    assert cmds.getAttr(f"{player}.outAudioFile") == recording.as_posix()


def test_a_loop_ends_with_the_file(player: str) -> None:
    cmds.currentUnit(time="ntsc")
    cmds.setAttr(f"{player}.loop", True)
    cmds.currentTime(30 * SECONDS + 12)
    assert cmds.getAttr(f"{player}.audioTime") == pytest.approx(0.4)


def test_without_a_file_nothing_is_active(player: str, tmp_path: Path) -> None:
    cmds.currentTime(5)
    assert cmds.getAttr(f"{player}.active") is True
    for path in ("", (tmp_path / "missing.wav").as_posix()):
        cmds.setAttr(f"{player}.audioFile", path, type="string")
        assert cmds.getAttr(f"{player}.active") is False


def test_paths_of_the_project_and_of_the_environment(
    recording: Path, player: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A2F_TEST_SOUNDS", recording.parent.as_posix())
    cmds.setAttr(f"{player}.audioFile", f"$A2F_TEST_SOUNDS/{recording.name}", type="string")
    assert cmds.getAttr(f"{player}.outAudioFile") == recording.as_posix()
    before = Path(cmds.workspace(query=True, rootDirectory=True))
    cmds.workspace(recording.parent.as_posix(), openWorkspace=True)
    try:
        cmds.setAttr(f"{player}.audioFile", recording.name, type="string")
        assert Path(cmds.getAttr(f"{player}.outAudioFile")) == recording
    finally:
        if before.is_dir():
            cmds.workspace(before.as_posix(), openWorkspace=True)
