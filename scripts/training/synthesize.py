"""Make synthetic speech with known phone times: one npz per clip.

Example: python synthesize.py kokoro --count 600 --out W/clips
Clips that exist are kept, so a stopped run goes on where it was.
"""

from __future__ import annotations

import argparse
import importlib
from math import gcd
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.signal
from phones import PHONE_INDEX, Segment
from speech_sources.base import Utterance, clip_seed

RATE = 16000
SOURCES = ("kokoro", "hibari", "flite", "festival", "espeak")
_FRAME = 320  # 20 ms: the window in which loudness is judged


def to_training_rate(audio: npt.NDArray[np.floating], rate: int) -> npt.NDArray[np.float64]:
    """Resample to 16 kHz and scale the peak to 0.7."""
    audio = np.asarray(audio, np.float64)
    if rate != RATE:
        common = gcd(RATE, rate)
        audio = scipy.signal.resample_poly(audio, RATE // common, rate // common)
    return np.asarray(audio * (0.7 / max(float(np.abs(audio).max()), 1e-6)), np.float64)


def envelope(audio: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Return the RMS level around each sample over 20 ms."""
    power = np.convolve(np.asarray(audio, np.float64) ** 2, np.ones(_FRAME) / _FRAME, "same")
    return np.asarray(np.sqrt(np.maximum(power, 0)), np.float64)


def settle_boundaries(
    segments: list[Segment], level: npt.NDArray[np.float64]
) -> list[tuple[str, float, float]]:
    """Turn segments without a phone into pauses where it is quiet, else share them out.

    A boundary token at either end of the clip is always silence; inside, one of at least 70 ms
    whose median level is below a twentieth of the loud level is.
    """
    loud = float(np.percentile(level, 95))
    settled: list[Segment] = []
    for number, segment in enumerate(segments):
        if segment.end - segment.start < 1e-4:
            continue
        phone = segment.phone
        if phone is None:
            inside = level[int(segment.start * RATE) : int(segment.end * RATE)]
            at_the_edge = number in (0, len(segments) - 1)
            quiet = len(inside) > 0 and float(np.median(inside)) < 0.05 * loud
            if at_the_edge or (quiet and segment.end - segment.start >= 0.07):
                phone = "SIL"
        settled.append(Segment(phone, segment.start, segment.end))
    result: list[tuple[str, float, float]] = []
    for number, segment in enumerate(settled):
        if segment.phone is None:
            middle = (segment.start + segment.end) / 2
            if result:
                result[-1] = (*result[-1][:2], middle)
            if number + 1 < len(settled):
                settled[number + 1].start = middle if result else segment.start
        elif result and result[-1][0] == segment.phone == "SIL":
            result[-1] = ("SIL", result[-1][1], segment.end)
        else:
            result.append((segment.phone, segment.start, segment.end))
    return result


def save(utterance: Utterance, path: Path, rng: np.random.Generator) -> float:
    """Write audio int16 [n], phones uint8 [P] and bounds float32 [P+1] (s); return the seconds."""
    audio = to_training_rate(utterance.audio, utterance.rate)
    phones = settle_boundaries(utterance.segments, envelope(audio))
    before, after = rng.uniform(0.05, 0.5, 2)
    names = [name for name, _, _ in phones]
    bounds = [before + start for _, start, _ in phones]
    audio = np.concatenate([np.zeros(int(before * RATE)), audio, np.zeros(int(after * RATE))])
    if names[0] == "SIL":
        bounds[0] = 0.0
    else:
        names.insert(0, "SIL")
        bounds.insert(0, 0.0)
    if names[-1] != "SIL":
        names.append("SIL")
        bounds.append(before + phones[-1][2])
    bounds.append(len(audio) / RATE)
    scratch = path.with_suffix(".part.npz")
    np.savez_compressed(
        scratch,
        audio=np.round(audio * 32767).astype(np.int16),
        phones=np.array([PHONE_INDEX[name] for name in names], np.uint8),
        bounds=np.array(bounds, np.float32),
        text=utterance.text,
        language=utterance.language,
        voice=utterance.voice,
    )
    scratch.replace(path)
    return len(audio) / RATE


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", choices=SOURCES)
    parser.add_argument("--count", type=int, required=True, help="number of clips")
    parser.add_argument("--first", type=int, default=0, help="number of the first clip")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--held-out", action="store_true", help="use the voices kept for judging")
    parser.add_argument("--voices", type=Path, help="kokoro: folder of the voices of kokoro-js")
    parser.add_argument("--out", type=Path, required=True, help="folder of the clips")
    options = parser.parse_args()
    module = importlib.import_module(f"speech_sources.{options.source}")
    extra = {"voices": options.voices} if options.source == "kokoro" else {}
    engine = module.Source(held_out=options.held_out, **extra)
    options.out.mkdir(parents=True, exist_ok=True)
    seconds = 0.0
    for index in range(options.first, options.first + options.count):
        path = options.out / f"{options.source}_{options.seed}_{index:05d}.npz"
        if path.exists():
            continue
        seed = clip_seed(options.source + ("/held-out" * options.held_out), options.seed, index)
        utterance = engine.make(seed)
        if utterance is not None:
            seconds += save(utterance, path, seed.numbers)
    print(f"{options.source}: {seconds / 60:.1f} minutes made in {options.out}")


if __name__ == "__main__":
    main()
