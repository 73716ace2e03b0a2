"""One character of the tiny package on the time line, and the same face computed without Maya."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from maya import cmds
from maya.api import OpenMaya as om

from a2f_maya.audio.files import read_recording
from a2f_maya.maya import evaluations, startup
from a2f_maya.network.package import open_package
from a2f_maya.performing.blend import FaceFrame, blend, row
from a2f_maya.pipeline import FacePipeline, Performance
from a2f_maya.timing import FrameRate

SECONDS = 3.0


@pytest.fixture(autouse=True)
def plugins(new_scene: None) -> None:
    startup.load_plugins()


@pytest.fixture(autouse=True)
def warnings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the nodes warn of."""
    found: list[str] = []
    monkeypatch.setattr(evaluations, "warn", found.append)
    return found


@pytest.fixture(scope="session")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Syllables: a voice-like sound that comes and goes."""
    path = tmp_path_factory.mktemp("sounds") / "öffne dich 1.wav"
    times = np.arange(int(SECONDS * 16000)) / 16000
    voice = sum(np.sin(2 * np.pi * 120 * k * times + k) / k for k in range(1, 9))
    soundfile.write(path, 0.2 * voice * np.clip(np.sin(2 * np.pi * 2.3 * times), 0, 1), 16000)
    return path


@pytest.fixture(scope="session")
def pipeline(shared_tiny_package: Path) -> FacePipeline:
    return FacePipeline(open_package(shared_tiny_package))


@dataclass
class Actor:
    """A player and a core in the scene."""

    player: str
    core: str
    pipeline: FacePipeline
    recording: Path
    rate: FrameRate

    def value(self, name: str) -> Any:
        return cmds.getAttr(f"{self.core}.{name}")

    def array(self, name: str) -> np.ndarray:
        return np.array(self.value(name) or [])

    def weights(self) -> np.ndarray:
        # the elements of an output are there only after it was computed
        plug = om.MSelectionList().add(f"{self.core}.weights").getPlug(0)
        indices = range(plug.evaluateNumElements())
        return np.array([self.value(f"weights[{index}]") for index in indices])

    def expected(self, seconds: float, performance: Performance | None = None) -> FaceFrame:
        """The row of the whole clip, the settings of the moment held all the time."""
        performance = performance or self.pipeline.defaults
        samples = read_recording(self.recording).samples
        _, face, weights = self.pipeline.evaluate(samples, self.rate, performance)
        place = min(max(seconds * self.rate.fps, 0.0), len(face) - 1)
        frame = int(np.floor(place + 1e-6))
        first = row(face, weights.weights, frame)
        if place - frame < 1e-6:
            return first
        second = row(face, weights.weights, frame + 1)
        center = self.pipeline.model.neutral_jaw.mean(axis=0)
        return blend(first, second, place - frame, center)

    def assert_shows(self, seconds: float, performance: Performance | None = None) -> None:
        wanted = self.expected(seconds, performance)
        skin, tongue = self.array("skinCoefficients"), self.array("tongueCoefficients")
        np.testing.assert_allclose(skin, np.r_[wanted.upper, wanted.lower], atol=1e-5)
        np.testing.assert_allclose(tongue, np.r_[wanted.tongue, wanted.tongue_offset], atol=1e-5)
        np.testing.assert_allclose(self.weights(), wanted.weights, atol=1e-5)
        jaw = self.array("jawMatrix").reshape(4, 4).T
        np.testing.assert_allclose(jaw, wanted.jaw, atol=1e-5)
        for name, angles in zip(("Right", "Left"), wanted.eyes, strict=True):
            np.testing.assert_allclose(self.array(f"eyeRotate{name}")[0], angles, atol=1e-4)
        assert self.value("ready") is True

    def assert_rests(self) -> None:
        assert self.value("ready") is False
        assert not self.array("skinCoefficients").any()
        assert not self.array("tongueCoefficients").any()
        assert not self.weights().any()
        np.testing.assert_array_equal(self.array("jawMatrix").reshape(4, 4), np.eye(4))
        for name in ("jawTranslate", "jawRotate", "eyeRotateRight", "eyeRotateLeft"):
            assert not self.array(name).any(), name


def set_defaults(core: str, pipeline: FacePipeline) -> None:
    """The tuning that the package recommends."""
    for name, value in pipeline.defaults.parameters.to_dict().items():
        cmds.setAttr(f"{core}.{name}", value)


def build(pipeline: FacePipeline, recording: Path, rate: FrameRate) -> Actor:
    player = cmds.createNode("a2fPlayer", name="player")
    core = cmds.createNode("a2fCore", name="anne")
    cmds.connectAttr("time1.outTime", f"{player}.time")
    cmds.connectAttr(f"{player}.audioTime", f"{core}.audioTime")
    cmds.connectAttr(f"{player}.outAudioFile", f"{core}.audioFile")
    cmds.setAttr(f"{player}.audioFile", recording.as_posix(), type="string")
    cmds.setAttr(f"{core}.package", str(pipeline.package.folder), type="string")
    cmds.setAttr(f"{core}.frameRateNumerator", rate.numerator)
    cmds.setAttr(f"{core}.frameRateDenominator", rate.denominator)
    set_defaults(core, pipeline)
    return Actor(player, core, pipeline, recording, rate)


@pytest.fixture
def actor(plugins: None, pipeline: FacePipeline, recording: Path) -> Actor:
    """At 30 frames a second, as the scene; frame 0 of the time line is the first of the clip."""
    cmds.currentUnit(time="ntsc")
    cmds.currentTime(0)
    return build(pipeline, recording, FrameRate(30))
