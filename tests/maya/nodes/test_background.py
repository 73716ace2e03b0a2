"""Opening recordings while somebody works in Maya: nodes rest meanwhile and are woken after it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from maya import cmds

from a2f_maya.maya import evaluations
from a2f_maya.performing.clip import Clip
from a2f_maya.pipeline import FacePipeline
from a2f_maya.progress import Progress
from a2f_maya.timing import FrameRate
from tests.maya.nodes.conftest import Actor
from tests.maya.nodes.test_deformer import attach, make_mesh, moved_skin, points_of

SOON = 20.0


@pytest.fixture(autouse=True)
def in_background() -> Iterator[None]:
    evaluations.STORE.stop()
    evaluations.STORE.in_background = True
    yield
    evaluations.STORE.stop()
    evaluations.STORE.in_background = False


@pytest.fixture
def bar(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bar]:
    """Maya's main progress bar, which is not there without windows."""
    made = Bar()
    monkeypatch.setattr(evaluations.mel, "eval", lambda _text: "mainBar")
    monkeypatch.setattr(evaluations.cmds, "progressBar", made, raising=False)
    yield made
    assert not made.is_shown


class Bar:
    def __init__(self) -> None:
        self.is_shown = False
        self.escape = False
        self.texts: list[str] = []
        self.shown = 0

    def __call__(self, name: str, **flags: object) -> bool | None:
        assert name == "mainBar"
        if flags.get("query"):
            assert self.is_shown
            return self.escape
        if flags.get("beginProgress"):
            assert not self.is_shown
            assert flags["isInterruptable"]
            self.is_shown, self.shown = True, self.shown + 1
        if flags.get("endProgress"):
            assert self.is_shown
            self.is_shown = False
        if "status" in flags:
            self.texts.append(str(flags["status"]))
        return None


def pump_until_idle() -> None:
    end = time.monotonic() + SOON
    while evaluations.pump():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_it_rests_until_the_recording_is_open(actor: Actor, bar: Bar, warnings: list[str]) -> None:
    cmds.currentTime(12)
    actor.assert_rests()
    assert "Listening" in actor.value("status")
    pump_until_idle()
    actor.assert_shows(12 / 30)
    cmds.currentTime(13)
    actor.assert_shows(13 / 30)
    assert warnings == []


def test_waking_is_no_change_of_the_scene_and_no_undo_step(actor: Actor, bar: Bar) -> None:
    cmds.setAttr(f"{actor.core}.skinStrength", 0.5)
    cmds.file(modified=False)
    before = cmds.undoInfo(query=True, undoName=True)
    actor.assert_rests()
    pump_until_idle()
    assert actor.value("evaluationTick") > 0
    assert cmds.undoInfo(query=True, undoName=True) == before
    assert cmds.file(query=True, modified=True) is False
    cmds.undo()
    actor.assert_shows(0.0)


def test_the_wait_can_be_waited_for(actor: Actor, bar: Bar) -> None:
    cmds.currentTime(7)
    actor.assert_rests()
    seen: list[str] = []
    evaluations.finish(Progress(lambda _, message: seen.append(message)))
    actor.assert_shows(7 / 30)


@pytest.fixture
def slow_opening(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Opening goes on until it is cancelled or the event is set."""
    release = threading.Event()
    opened = Clip.open

    def slowly(pipeline: FacePipeline, path: Path, rate: FrameRate, progress: Progress) -> Clip:
        end = time.monotonic() + SOON
        while not release.is_set():
            assert time.monotonic() < end
            progress.update(0.5, "Reading slowly")
            time.sleep(0.002)
        return opened(pipeline, path, rate, progress)

    monkeypatch.setattr(Clip, "open", slowly)
    return release


def test_progress_is_shown(actor: Actor, bar: Bar, slow_opening: threading.Event) -> None:
    actor.assert_rests()
    end = time.monotonic() + SOON
    while "Reading slowly" not in bar.texts:
        assert evaluations.pump()
        assert time.monotonic() < end
    assert bar.is_shown
    slow_opening.set()
    pump_until_idle()
    actor.assert_shows(0.0)
    assert bar.shown == 1


def test_escape_cancels_and_it_is_not_tried_again(
    actor: Actor, bar: Bar, slow_opening: threading.Event, warnings: list[str]
) -> None:
    actor.assert_rests()
    evaluations.pump()
    bar.escape = True
    pump_until_idle()
    for frame in (1, 2, 3):
        cmds.currentTime(frame)
        actor.assert_rests()
        assert "cancelled" in actor.value("status")
        assert not evaluations.STORE.jobs()
    assert len(warnings) == 1
    bar.escape = False
    evaluations.retry()
    actor.assert_rests()
    assert "Listening" in actor.value("status")
    bar.escape = True
    pump_until_idle()
    actor.assert_rests()
    bar.escape = False
    slow_opening.set()
    # another grid of frames is another input
    cmds.setAttr(f"{actor.core}.frameRateNumerator", 15)
    actor.assert_rests()
    pump_until_idle()
    assert actor.value("ready") is True


def test_a_new_scene_leaves_the_work_behind(
    actor: Actor, bar: Bar, slow_opening: threading.Event
) -> None:
    actor.assert_rests()
    evaluations.pump()
    assert bar.is_shown
    cmds.file(new=True, force=True)
    assert not bar.is_shown
    assert not evaluations.STORE.jobs()
    assert evaluations.pump() is False


def test_a_deleted_node_is_woken_when_it_comes_back(
    actor: Actor, bar: Bar, slow_opening: threading.Event
) -> None:
    actor.assert_rests()
    before = actor.value("evaluationTick")
    cmds.delete(actor.core)
    slow_opening.set()
    pump_until_idle()
    cmds.undo()
    assert actor.value("evaluationTick") == before
    evaluations.pump()
    assert actor.value("evaluationTick") == before + 1
    actor.assert_shows(0.0)


def test_a_mesh_rests_until_everything_is_open(actor: Actor, bar: Bar) -> None:
    neutral = actor.pipeline.model.skin_neutral.astype(np.float64)
    mesh = make_mesh(neutral, "face")
    attach(actor, mesh)
    cmds.currentTime(12)
    np.testing.assert_allclose(points_of(mesh), neutral, atol=1e-6)
    pump_until_idle()
    wanted = neutral + moved_skin(actor, 12 / 30)
    np.testing.assert_allclose(points_of(mesh), wanted, atol=2e-5)
