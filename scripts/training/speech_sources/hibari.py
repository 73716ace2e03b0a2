"""Hibari (Apache-2.0): a small English voice distilled from Kokoro, and its text-to-phones step."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import hibari
import numpy as np
import onnx
import onnxruntime
import prompts
from hibari import dsp
from phones import segments_from_ipa

from speech_sources.base import ClipSeed, Utterance

_DURATIONS = "/Clip_output_0"


@cache
def _engine() -> Any:
    return hibari.Hibari()


def phonemizer(text: str) -> str:
    """Return the phones of an English text in the misaki alphabet; empty when there are none."""
    return " ".join(_engine().phonemize(text))


class Source:
    """The voice inside the wheel, with its predicted durations as an extra output."""

    def __init__(self, *, held_out: bool) -> None:
        if held_out:
            raise SystemExit("hibari: the only voice is used in training; nothing is held out.")
        model = onnx.load(Path(hibari.__file__).parent / "assets" / "hibari.onnx")
        model.graph.output.append(onnx.helper.make_empty_tensor_value_info(_DURATIONS))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(model.SerializeToString(), options)

    def make(self, seed: ClipSeed) -> Utterance | None:
        """Synthesise one clip; None where the prompt gives no phones."""
        text = prompts.english_prompt(seed.choice)
        speed = seed.numbers.uniform(0.8, 1.25)
        return self.speak(text, speed, seed.numbers)

    def speak(self, text: str, speed: float, rng: np.random.Generator) -> Utterance | None:
        """Synthesise a given English text."""
        vocabulary = _engine().vocab
        characters = [c for c in phonemizer(text) if c in vocabulary]
        if len(characters) < 8:
            return None
        ids = np.array([[0, *(vocabulary[c] for c in characters), 0]], np.int64)
        outputs = self._session.run(None, {"ids": ids, "speed": np.array([speed], np.float32)})
        audio = dsp.synth(*(part[0] for part in outputs[:6]), rng)
        frames = outputs[6].ravel()
        seconds = frames * (len(audio) / dsp.SR / frames.sum())
        segments = segments_from_ipa(["|", *characters, "|"], seconds)
        return Utterance(audio, dsp.SR, segments, text, "en-us", "af_heart")
