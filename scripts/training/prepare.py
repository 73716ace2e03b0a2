"""Turn clips into training features: log-mel frames, latent curves and phones, augmented.

Example: python prepare.py --clips W/clips --out W/features --copies 3
Features are written in shards of 100 clips; shards that exist are kept.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import augmentation
import numpy as np
import numpy.typing as npt
from augmentation import Surroundings
from coarticulation import LATENTS, latent_curves, vocal_effort
from labels import repair
from melspectrum import HOP, RATE, WINDOW, log_mel, mel_filters
from phones import SILENCE

SHARD = 100
_WHISPERED, _OTHER_VOICE = 0.06, 0.08  # shares of the augmented copies
_WARPS = tuple(mel_filters(warp) for warp in np.arange(0.86, 1.151, 0.04))


@dataclass(frozen=True)
class Features:
    """One clip: mel float16 [2 T, 64] at 100/s, curves float16 [T, 13] and phones uint8 [T].

    Target k belongs to the time between the centres of mel frames 2 k and 2 k + 1.
    """

    mel: npt.NDArray[np.float16]
    curves: npt.NDArray[np.float16]
    phones: npt.NDArray[np.uint8]


def target_times(count: int) -> npt.NDArray[np.float64]:
    """Return the times (s) of the targets of a clip, from the first sample of its first frame."""
    return (np.arange(count) * 2 * HOP + HOP / 2 + WINDOW / 2) / RATE


@dataclass(frozen=True)
class Clip:
    """A clip with repaired labels."""

    audio: npt.NDArray[np.float32]
    phones: npt.NDArray[np.uint8]
    bounds: npt.NDArray[np.float64]
    effort: npt.NDArray[np.float64]


def load_clip(path: Path) -> Clip:
    """Read a clip of `synthesize.py` and repair its labels."""
    with np.load(path) as data:
        audio = data["audio"].astype(np.float32) / 32768
        phones, bounds = repair(path.name.split("_")[0], data["phones"], data["bounds"], audio)
    return Clip(audio, phones, bounds, vocal_effort(phones, bounds, audio))


def clip_features(
    clip: Clip,
    rng: np.random.Generator,
    *,
    surroundings: Surroundings | None,
    other: Clip | None = None,
) -> Features:
    """Return one augmented copy of a clip, behind which `other` may talk.

    Without surroundings only rate and level vary.
    """
    factor = float(rng.uniform(0.82, 1.22)) if rng.random() < 0.75 else 1.0
    audio, bounds = augmentation.stretched(clip.audio, factor), clip.bounds / factor
    if surroundings is not None:
        if rng.random() < _WHISPERED:
            audio = augmentation.whispered(audio, rng)
        elif other is not None and rng.random() < _OTHER_VOICE:
            audio = augmentation.with_other_voice(audio, other.audio, rng)
        audio = augmentation.degraded(audio, clip.phones, bounds, rng, surroundings)
    audio = augmentation.at_level(audio, rng)
    mel = log_mel(audio, _WARPS[rng.integers(len(_WARPS))])
    if surroundings is not None:
        mel = augmentation.tilted(mel, rng)
    count = len(mel) // 2
    times = target_times(count)
    curves = latent_curves(clip.phones, bounds, times, clip.effort)
    place = np.clip(np.searchsorted(bounds, times, "right") - 1, 0, len(clip.phones) - 1)
    return Features(
        mel[: 2 * count].astype(np.float16), curves.astype(np.float16), clip.phones[place]
    )


def speechless_features(rng: np.random.Generator) -> Features:
    """Return a stretch without speech, whose targets are those of silence."""
    mel = log_mel(augmentation.speechless(rng.uniform(2, 6), rng))
    count = len(mel) // 2
    silence = np.full(count, SILENCE, np.uint8)
    curves = np.zeros((count, len(LATENTS)), np.float16)
    return Features(mel[: 2 * count].astype(np.float16), curves, silence)


def save_shard(parts: list[Features], path: Path) -> None:
    """Write the features of a shard; `lengths` counts the targets of each part."""
    scratch = path.with_suffix(".part.npz")
    np.savez(
        scratch,
        mel=np.concatenate([part.mel for part in parts]),
        curves=np.concatenate([part.curves for part in parts]),
        phones=np.concatenate([part.phones for part in parts]),
        lengths=np.array([len(part.phones) for part in parts]),
    )
    scratch.replace(path)


def shards(folder: Path, source: str = "") -> Iterator[tuple[str, list[Path]]]:
    """Yield (name, clips) per hundred clips; the last clip of a source may still be growing."""

    def shard_name(path: Path) -> str:
        source, seed, index = path.stem.split("_")
        return f"{source}_{seed}_{int(index) // SHARD:03d}"

    paths = sorted(path for path in folder.glob(f"{source}*.npz") if ".part" not in path.name)
    for name, members in groupby(paths, shard_name):
        yield name, list(members)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clips", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--source", default="", help="only the clips of this synthesiser")
    parser.add_argument("--copies", type=int, default=3, help="the first copy of each is clean")
    parser.add_argument("--hard", type=int, default=1, help="further copies in hard surroundings")
    parser.add_argument("--speechless", type=int, default=0, help="shards of sound without speech")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)

    def surroundings(copy: int) -> Surroundings | None:
        if copy == 0:
            return None
        return augmentation.USUAL if copy < options.copies else augmentation.HARD

    for number in range(options.speechless):
        target = options.out / f"speechless_{options.seed}_{number:03d}_{SHARD}_0.npz"
        if not target.exists():
            rng = np.random.default_rng([options.seed, number])
            save_shard([speechless_features(rng) for _ in range(SHARD)], target)
    for name, paths in shards(options.clips, options.source):
        clips = None
        for copy in range(options.copies + options.hard):
            target = options.out / f"{name}_{len(paths):03d}_{copy}.npz"
            if target.exists():
                continue
            clips = clips or [load_clip(path) for path in paths]
            rng = np.random.default_rng([options.seed, copy, *name.encode("utf-8")])
            others = [clips[number - 1] for number in range(len(clips))]
            parts = [
                clip_features(clip, rng, surroundings=surroundings(copy), other=other)
                for clip, other in zip(clips, others, strict=True)
            ]
            save_shard(parts, target)
            for old in options.out.glob(f"{name}_*_{copy}.npz"):
                if old != target:
                    old.unlink()
        if clips:
            print(name, len(paths), "clips", flush=True)


if __name__ == "__main__":
    main()
