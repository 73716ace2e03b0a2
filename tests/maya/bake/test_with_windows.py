"""Baking while the nodes open their recordings in the background, as they do where windows are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from maya import cmds

from a2f_maya.errors import CancelledError
from a2f_maya.maya import bake, evaluations, host, scene
from a2f_maya.progress import Progress
from tests.maya import rig


@pytest.fixture
def in_background(recording: Path) -> Iterator[None]:
    host.load_plugins()
    evaluations.STORE.stop()
    evaluations.STORE.in_background = True
    yield
    evaluations.STORE.stop()
    evaluations.STORE.in_background = False


def speaking(recording: Path, tiny: str) -> tuple[scene.Character, str]:
    character = scene.create_instance(scene.create_audio_player(recording), tiny, "anna")
    node = rig.make_blend_shape(rig.TINY_POSES)
    scene.attach_blend_shape(character, node)
    return character, node


@pytest.fixture
def windows() -> Iterator[None]:
    from maya._core import interface

    interface.set_batch(False)
    yield
    interface.set_batch(True)


@pytest.mark.usefixtures("in_background")
def test_a_bake_waits_for_the_recording(recording: Path, tiny: str) -> None:
    character, node = speaking(recording, tiny)
    assert not cmds.getAttr(f"{character.core}.ready")
    bake.bake_weights(character)
    _, weights = rig.pure_result(Path(tiny), recording, host.frame_rate())
    for place, pose in enumerate(weights.names):
        values = cmds.keyframe(f"{node}.{pose}", query=True, valueChange=True)
        assert np.array(values)[: len(weights)] == pytest.approx(weights.weights[:, place])


@pytest.mark.usefixtures("in_background")
def test_waiting_can_be_cancelled(recording: Path, tiny: str) -> None:
    character, _ = speaking(recording, tiny)
    before = rig.scene_state()
    progress = Progress()
    progress.cancelled.set()
    with pytest.raises(CancelledError):
        bake.bake_weights(character, progress=progress)
    assert rig.scene_state() == before


@pytest.mark.standin_only(reason="mayapy has no windows")
@pytest.mark.usefixtures("windows")
def test_the_main_progress_bar_shows_and_cancels() -> None:
    from maya import mel

    bar = mel.eval("$testBar = $gMainProgressBar")
    with host.main_progress("Baking") as progress:
        assert cmds.progressBar(bar, query=True, isInterruptable=True)
        progress.update(0.42, "Evaluating")
        assert cmds.progressBar(bar, query=True, progress=True) == 42
        assert cmds.progressBar(bar, query=True, status=True) == "Evaluating"
        progress.cancelled.set()
        with pytest.raises(CancelledError):
            progress.update(0.5)


@pytest.mark.standin_only(reason="mayapy has no windows")
@pytest.mark.usefixtures("windows")
def test_the_time_slider_shows_the_recording(recording: Path) -> None:
    from maya import mel

    character = scene.create_pipeline(recording, real_time=True)
    slider = mel.eval("$testSlider = $gPlayBackSlider")
    audio = cmds.listConnections(f"{character.player}.audioFile")[0]
    assert cmds.timeControl(slider, query=True, sound=True) == audio
    assert cmds.timeControl(slider, query=True, displaySound=True)
    assert cmds.playbackOptions(query=True, playbackSpeed=True) == 1
