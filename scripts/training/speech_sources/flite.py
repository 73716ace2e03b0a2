"""flite (CMU, BSD-like): compact English voices with exact phone times on standard output."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import prompts
import soundfile
from phones import Segment, festival_phone

from speech_sources.base import ClipSeed, Utterance

VOICES = ("slt", "awb", "kal16")
HELD_OUT_VOICES = ("rms",)


class Source:
    """Runs the `flite` program once per clip."""

    def __init__(self, *, held_out: bool) -> None:
        self._voices = HELD_OUT_VOICES if held_out else VOICES
        self._held_out = held_out

    def make(self, seed: ClipSeed) -> Utterance | None:
        """Synthesise one clip with a random pace and pitch (held-out voices keep their own)."""
        text = prompts.english_prompt(seed.choice)
        voice = seed.choice.choice(self._voices)
        pace, pitch = seed.numbers.uniform(0.85, 1.25), seed.numbers.uniform(85, 210)
        return self.speak(text, voice, pace, None if self._held_out else pitch)

    def speak(self, text: str, voice: str, pace: float, pitch: float | None) -> Utterance | None:
        """Synthesise a given text; `pace` above 1 is slower, `pitch` is the mean in Hz."""
        settings = ["--setf", f"duration_stretch={pace:.2f}"]
        if pitch is not None:
            settings += ["--setf", f"int_f0_target_mean={pitch:.0f}"]
        with tempfile.TemporaryDirectory() as folder:
            wav = Path(folder) / "clip.wav"
            done = subprocess.run(
                ["flite", "-voice", voice, "-psdur", *settings, "-t", text, "-o", str(wav)],
                capture_output=True,
                text=True,
                check=True,
            )
            audio, rate = soundfile.read(wav)
        segments, start = [], 0.0
        for entry in done.stdout.split():
            name, end = entry.rsplit(":", 1)
            segments.append(Segment(festival_phone(name), start, float(end)))
            start = float(end)
        return Utterance(audio, rate, segments, text, "en-us", voice) if segments else None
