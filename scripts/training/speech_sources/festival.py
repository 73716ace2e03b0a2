"""Festival (EST licence, BSD-like) with its HTS and diphone voices and exact phone times."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import prompts
import soundfile
from phones import Segment, festival_phone

from speech_sources.base import ClipSeed, Utterance

VOICES = {"slt": "cmu_us_slt_arctic_hts", "kal": "kal_diphone"}
HELD_OUT_VOICES = {"ked": "ked_diphone"}
_SCRIPT = """(voice_{voice})
(Parameter.set 'Duration_Stretch {pace:.2f})
(set! u (utt.synth (Utterance Text "{text}")))
(utt.save.wave u "{folder}/clip.wav")
(utt.save.segs u "{folder}/clip.lab")
"""


class Source:
    """Runs the `festival` program once per clip."""

    def __init__(self, *, held_out: bool) -> None:
        self._voices = HELD_OUT_VOICES if held_out else VOICES

    def make(self, seed: ClipSeed) -> Utterance | None:
        """Synthesise one clip at a random pace."""
        text = prompts.english_prompt(seed.choice).replace('"', "").replace("\\", "")
        voice = seed.choice.choice(sorted(self._voices))
        return self.speak(text, voice, seed.numbers.uniform(0.85, 1.2))

    def speak(self, text: str, voice: str, pace: float) -> Utterance | None:
        """Synthesise a given text without quotes or backslashes; `pace` above 1 is slower."""
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder) / "clip.scm"
            script.write_text(
                _SCRIPT.format(voice=self._voices[voice], pace=pace, text=text, folder=folder),
                encoding="utf-8",
            )
            subprocess.run(
                ["festival", "-b", str(script)], check=False, capture_output=True, timeout=60
            )
            if not (Path(folder) / "clip.lab").exists():
                return None
            audio, rate = soundfile.read(Path(folder) / "clip.wav")
            labels = (Path(folder) / "clip.lab").read_text(encoding="utf-8").split("\n")[1:]
        segments, start = [], 0.0
        for line in filter(str.strip, labels):
            end, _, name = line.split()
            segments.append(Segment(festival_phone(name), start, float(end)))
            start = float(end)
        return Utterance(audio, rate, segments, text, "en-us", voice) if segments else None
