"""Make the recordings of the project: the sample of the README and the labelled test clips.

Example: python demo_speech.py --voices W/voices --tests ../../tests/data/labelled_speech
         --sample ../../a2f_maya/resources/audio/sample.flac
All sentences are our own; the voices of the test clips take no part in the training.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
from labels import repair
from phones import PHONE_INDEX, PHONES
from speech_sources import festival, flite, kokoro
from speech_sources.base import Utterance
from synthesize import RATE, envelope, settle_boundaries, to_training_rate

SAMPLE_TEXT = (
    "Hello! Give me a voice, and my face will follow every word. ... "
    "Move your lips with me: the blue moon, a full bowl of peaches, and five brave people."
)
SAMPLE_VOICE, SAMPLE_SPEED = "jm_kumo", 1.12
TEST_VOICE, TEST_SPEED = "jf_nezumi", 0.95
TEST_TEXTS = {
    "flite": "Bob made me a pumpkin pie, but the apple was above my bed. Father may help papa.",
    "festival": "My mother keeps a black umbrella. The farm van moved far behind a big bear.",
    "kokoro": "Paul bought five maps of Spain. ... I hope that my car will be warm and happy.",
}
_EDGE = 0.4  # seconds of silence before and after a test clip


def test_utterances(voices: Path) -> dict[str, Utterance | None]:
    """Return one clip per synthesiser with a held-out voice; `voices` are those of kokoro-js."""
    return {
        "flite": flite.Source(held_out=True).speak(
            TEST_TEXTS["flite"], flite.HELD_OUT_VOICES[0], 1.0, None
        ),
        "festival": festival.Source(held_out=True).speak(
            TEST_TEXTS["festival"], next(iter(festival.HELD_OUT_VOICES)), 1.0
        ),
        "kokoro": kokoro.Source(held_out=True, voices=voices).speak(
            TEST_TEXTS["kokoro"], "en-us", TEST_VOICE, TEST_SPEED, np.random.default_rng(3)
        ),
    }


def write_labelled(
    name: str, source: str, utterance: Utterance, folder: Path, edge: float = _EDGE
) -> float:
    """Write NAME.flac (16 kHz) and NAME.json with the repaired phone times.

    Parameters
    ----------
    name : str
    source : str
        The synthesiser.
    utterance : Utterance
    folder : Path
    edge : float
        Seconds of silence that are put before and after.

    Returns
    -------
    float
        Seconds of the clip.
    """
    audio = to_training_rate(utterance.audio, utterance.rate)
    settled = settle_boundaries(utterance.segments, envelope(audio))
    silence = np.zeros(int(edge * RATE))
    audio = np.concatenate([silence, audio, silence])
    names = ["SIL", *(phone for phone, _, _ in settled), "SIL"]
    bounds = [0.0, *(edge + start for _, start, _ in settled), edge + settled[-1][2]]
    bounds.append(len(audio) / RATE)
    phones = np.array([PHONE_INDEX[phone] for phone in names], np.uint8)
    kept, times = repair(source, *_joined(phones, np.array(bounds)), audio)
    soundfile.write(folder / f"{name}.flac", audio, RATE, subtype="PCM_16")
    content = {
        "id": name,
        "lang": utterance.language.split("-")[0],
        "speaker": f"{source} {utterance.voice}",
        "text": utterance.text,
        "duration": len(audio) / RATE,
        "phones": [
            [PHONES[phone], round(float(start), 3), round(float(end), 3)]
            for phone, start, end in zip(kept, times[:-1], times[1:], strict=True)
        ],
    }
    path = folder / f"{name}.json"
    path.write_text(
        json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n"
    )
    return len(audio) / RATE


def _joined(
    phones: npt.NDArray[np.uint8], bounds: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float64]]:
    """Join neighbouring silences."""
    silent = phones == PHONE_INDEX["SIL"]
    keep = np.concatenate([[True], ~(silent[1:] & silent[:-1])])
    return phones[keep], np.concatenate([bounds[:-1][keep], bounds[-1:]])


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voices", type=Path, required=True, help="voices of kokoro-js")
    parser.add_argument("--sample", type=Path, required=True)
    parser.add_argument("--tests", type=Path, required=True)
    options = parser.parse_args()
    options.sample.parent.mkdir(parents=True, exist_ok=True)
    options.tests.mkdir(parents=True, exist_ok=True)
    for name, utterance in test_utterances(options.voices).items():
        if utterance is not None:
            write_labelled(name, name, utterance, options.tests)
    source = kokoro.Source(held_out=False, voices=options.voices)
    spoken = source.speak(
        SAMPLE_TEXT, "en-us", SAMPLE_VOICE, SAMPLE_SPEED, np.random.default_rng(1)
    )
    if spoken is not None:
        audio = spoken.audio * (0.7 / np.abs(spoken.audio).max())
        soundfile.write(options.sample, audio, spoken.rate, subtype="PCM_16")
        print(f"{options.sample}: {len(audio) / spoken.rate:.1f} s")


if __name__ == "__main__":
    main()
