"""Measure a package on the frozen clips, through the same pipeline as a bake."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from a2f_maya.audio.files import read_recording
from a2f_maya.pipeline import FacePipeline
from a2f_maya.timing import FrameRate
from scripts.lipsync_metrics.alignments import Alignment, Phone, read_alignments
from scripts.lipsync_metrics.clips import Clip, clip_of, clips_of, scale_of
from scripts.lipsync_metrics.curves import Curves
from scripts.lipsync_metrics.events import rest_closures
from scripts.lipsync_metrics.measure import scores_of
from scripts.lipsync_metrics.phones import SILENCE
from scripts.training.regression_sounds import RATE, SPEECHLESS, in_a_noisy_room, speechless

Floats = npt.NDArray[np.float32]

FPS = 60
LIVE_LOOK_AHEAD = 0.12
FIGURES = ("score", "bil_hit", "false_v", "false_c", "fv_auc", "sil", "lag", "jitter")
"""What is recorded of the scores of each condition."""

NO_SPEECH = "no speech"


def _as_recorded(samples: Floats, number: int) -> Floats:
    return samples


@dataclass(frozen=True)
class Condition:
    """Some of the clips, heard in some way.

    Attributes
    ----------
    english : bool
        The English clips, else all others.
    hear : callable
        From a clip's samples and its number to what the network hears.
    settings : dict
        Changes of the package's own performance.
    """

    english: bool
    hear: Callable[[Floats, int], Floats] = _as_recorded
    settings: dict[str, Any] = field(default_factory=dict)


CONDITIONS: dict[str, Condition] = {
    "English": Condition(english=True),
    "other languages": Condition(english=False),
    "English in a noisy room": Condition(english=True, hear=in_a_noisy_room),
    "English, live": Condition(english=True, settings={"lookAhead": LIVE_LOOK_AHEAD}),
}


@dataclass(frozen=True)
class FrozenSpeech:
    """The frozen clips: their alignments, and mono samples at 16,000 a second by name."""

    alignments: tuple[Alignment, ...]
    samples: dict[str, Floats]

    @classmethod
    def read(cls, folder: Path) -> FrozenSpeech:
        """Read NAME.flac and NAME.json of all clips of a folder."""
        alignments = tuple(read_alignments(folder))
        names = [alignment.identity for alignment in alignments]
        return cls(
            alignments, {name: read_recording(folder / f"{name}.flac").samples for name in names}
        )

    def chosen(self, condition: Condition) -> list[Alignment]:
        """The clips of a condition."""
        return [item for item in self.alignments if (item.language == "en") == condition.english]


def bake(pipeline: FacePipeline, samples: Floats, settings: dict[str, Any]) -> Curves:
    """Weights of a sound as a bake writes them, at 60 fps."""
    performance = pipeline.performance(settings)
    track = pipeline.evaluate(samples, FrameRate(FPS), performance)[2]
    return Curves(FPS, track.names, track.weights.astype(np.float64))


def condition_clips(
    pipeline: FacePipeline, speech: FrozenSpeech, condition: Condition
) -> list[Clip]:
    """The faces of all clips of a condition."""
    chosen = speech.chosen(condition)
    curves = {
        item.identity: bake(
            pipeline, condition.hear(speech.samples[item.identity], number), condition.settings
        )
        for number, item in enumerate(chosen)
    }
    return clips_of(curves, chosen)


def condition_figures(clips: Sequence[Clip]) -> dict[str, float]:
    """`FIGURES` of the faces of a condition, rounded to what can be told apart."""
    figures = asdict(scores_of(clips, scale_of(clips)))
    return {name: round(float(figures[name]), 4) for name in FIGURES}


def speechless_clip(pipeline: FacePipeline, name: str) -> Clip:
    """The face of a sound of `SPEECHLESS`: one long pause."""
    samples = speechless(name)
    duration = len(samples) / RATE
    pause = Alignment(name, "", "", duration, (Phone(SILENCE, 0.0, duration),))
    return clip_of(pause, bake(pipeline, samples, {}))


def package_figures(pipeline: FacePipeline, speech: FrozenSpeech) -> dict[str, dict[str, float]]:
    """All figures that are recorded, by condition.

    Those of `NO_SPEECH` are the shares of the sounds' time with closed lips, on the scale of the
    English clips.
    """
    clips = {
        name: condition_clips(pipeline, speech, condition) for name, condition in CONDITIONS.items()
    }
    figures = {name: condition_figures(members) for name, members in clips.items()}
    scale = scale_of(clips["English"])
    figures[NO_SPEECH] = {
        name: round(float(np.mean(rest_closures([speechless_clip(pipeline, name)], scale))), 4)
        for name in SPEECHLESS
    }
    figures["package"] = {"megabytes": round(pipeline.package.network_path.stat().st_size / 1e6, 2)}
    return figures
