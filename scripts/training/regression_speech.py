"""Make the frozen clips on which every network of the project is measured.

Example: python regression_speech.py --voices W/voices --out ../../tests/data/heldout_speech/clips
The voices take no part in the training. Made once: new clips need newly recorded scores, and old
scores cannot be compared with those.
"""

from __future__ import annotations

import argparse
from functools import cached_property
from pathlib import Path

import numpy as np
from demo_speech import write_labelled
from regression_sentences import SENTENCES, Sentence
from speech_sources import festival, flite, kokoro
from speech_sources.base import Utterance

_SEED = 7
_EDGE = 0.2  # seconds of silence before and after a clip


class Speakers:
    """The held-out voices of all sources.

    Parameters
    ----------
    voices : Path
        Folder of the voices of kokoro-js.
    """

    def __init__(self, voices: Path) -> None:
        self._voices = voices

    @cached_property
    def _kokoro(self) -> kokoro.Source:
        return kokoro.Source(held_out=True, voices=self._voices)

    def say(self, sentence: Sentence) -> Utterance | None:
        """Speak one sentence; None if the source fails."""
        text, voice, pace = sentence.text, sentence.voice, sentence.pace
        if sentence.source == "flite":
            return flite.Source(held_out=True).speak(text, voice, pace, None)
        if sentence.source == "festival":
            return festival.Source(held_out=True).speak(text, voice, pace)
        numbers = np.random.default_rng(_SEED)
        return self._kokoro.speak(text, sentence.language, voice, pace, numbers)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voices", type=Path, required=True, help="voices of kokoro-js")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    speakers = Speakers(options.voices)
    for name, sentence in SENTENCES.items():
        utterance = speakers.say(sentence)
        if utterance is None:
            raise SystemExit(f"{name}: {sentence.source} gave no speech.")
        seconds = write_labelled(name, sentence.source, utterance, options.out, _EDGE)
        print(f"{name}: {seconds:.2f} s")


if __name__ == "__main__":
    main()
