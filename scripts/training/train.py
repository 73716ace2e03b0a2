"""Train the network on features for a given number of minutes.

Example: python train.py --features W/features --out W/net.pt --minutes 30
"""

from __future__ import annotations

import argparse
import math
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from coarticulation import LATENTS
from field_of_view import EXTRA_LOGITS, context
from interruptions import interrupt
from melspectrum import BANDS
from model import LipSyncNetwork
from phones import BILABIALS, PHONE_INDEX, PHONES, SILENCE
from torch import Tensor, nn
from torch.nn import functional

BATCH, TARGETS = 12, 270
# How often a row of a batch comes from each synthesiser.
SHARES = {
    "kokoro": 0.54,
    "hibari": 0.11,
    "espeak": 0.12,
    "flite": 0.09,
    "festival": 0.06,
    "speechless": 0.08,
}
_LATENT_WEIGHT = {"jaw": 1.5, "lips": 2.0, "lip_teeth": 1.5}
_TONGUE_WEIGHT = 0.4
_SHAPE_WEIGHT = 0.9
# Lips that stay open where they must close are seen at once.
_CLOSURE = 1.4
_MASKED, _INTERRUPTED = 0.5, 0.25


@dataclass(frozen=True)
class Stream:
    """All clips one after the other: mel [2 N, 64], curves [N, 13], phones [N]."""

    mel: npt.NDArray[np.float16]
    curves: npt.NDArray[np.float16]
    phones: npt.NDArray[np.uint8]


Streams = dict[str, Stream]


@dataclass(frozen=True)
class Batch:
    """Mel [B, 64, 2 (T + 2 context)], curves [B, 13, T], phones [B, T] and their weight [B, T]."""

    mel: Tensor
    curves: Tensor
    phones: Tensor
    weight: Tensor


def load(folder: Path, rng: np.random.Generator) -> Streams:
    """Join the shards of each synthesiser into one stream, their clips shuffled."""
    parts: dict[str, list[tuple[npt.NDArray[np.generic], ...]]] = {}
    for path in sorted(folder.glob("*_?.npz")):
        with np.load(path) as data:
            mel, curves, phones = data["mel"], data["curves"], data["phones"]
            ends = np.cumsum(data["lengths"])
        clips = parts.setdefault(path.name.split("_")[0], [])
        for start, end in zip([0, *ends[:-1]], ends, strict=True):
            clips.append((mel[2 * start : 2 * end], curves[start:end], phones[start:end]))
    streams = {}
    for source, clips in parts.items():
        order = rng.permutation(len(clips))
        joined = [np.concatenate([clips[k][column] for k in order]) for column in range(3)]
        streams[source] = Stream(*joined)
    return streams


def hours(streams: Streams) -> float:
    """Return the length of all streams."""
    return sum(len(stream.phones) for stream in streams.values()) / 180000


def sample(streams: Streams, rng: np.random.Generator, *, masked: bool) -> Batch:
    """Return a random batch; `masked` hides bands and moments and interrupts the sound."""
    reach = context()
    mel = np.empty((BATCH, BANDS, 2 * (TARGETS + 2 * reach)), np.float32)
    curves = np.empty((BATCH, len(LATENTS), TARGETS), np.float32)
    phones = np.empty((BATCH, TARGETS), np.int64)
    weight = np.ones((BATCH, TARGETS), np.float32)
    sources = list(streams)
    shares = np.array([SHARES[source] for source in sources])
    for row in range(BATCH):
        stream = streams[str(rng.choice(sources, p=shares / shares.sum()))]
        first = int(rng.integers(0, len(stream.phones) - TARGETS - 2 * reach))
        inner = slice(first + reach, first + reach + TARGETS)
        mel[row] = stream.mel[2 * first : 2 * (first + TARGETS + 2 * reach)].T
        curves[row] = stream.curves[inner].T
        phones[row] = stream.phones[inner]
        if masked and rng.random() < _MASKED:
            hide(mel[row], rng)
        if masked and rng.random() < _INTERRUPTED:
            weight[row] = interrupt(mel[row], reach, rng)
    arrays = (mel, curves, phones, weight)
    return Batch(*(torch.from_numpy(array) for array in arrays))


def hide(mel: npt.NDArray[np.float32], rng: np.random.Generator) -> None:
    """Set a band or a moment of mel frames [64, T] to their mean (SpecAugment)."""
    mean = mel.mean()
    for _ in range(rng.integers(1, 3)):
        width = int(rng.integers(1, 8))
        band = int(rng.integers(0, BANDS - width))
        mel[band : band + width] = mean
    if rng.random() < 0.5:
        width = int(rng.integers(1, 7))
        moment = int(rng.integers(0, mel.shape[1] - width))
        mel[:, moment : moment + width] = mean


@dataclass(frozen=True)
class Importance:
    """Weights in the loss: latents [1, 13, 1], phones [42], the lips' contact by phone [42]."""

    latents: Tensor
    phones: Tensor
    closures: Tensor


def importance() -> Importance:
    """Return how much each part of an answer counts."""
    latent = [
        _LATENT_WEIGHT.get(name, _TONGUE_WEIGHT if name.startswith("tongue") else _SHAPE_WEIGHT)
        for name in LATENTS
    ]
    phone = torch.ones(len(PHONES))
    phone[SILENCE] = 0.5
    phone[[PHONE_INDEX[name] for name in ["P", "B", "M", "F", "V"]]] = 1.6
    closures = torch.tensor([_CLOSURE if name in BILABIALS else 1.0 for name in PHONES])
    return Importance(torch.tensor(latent)[None, :, None], phone, closures)


def losses(network: nn.Module, batch: Batch, counts: Importance) -> tuple[Tensor, Tensor]:
    """Return (curve loss with velocity and acceleration, phone cross-entropy)."""
    predicted, logits = network(batch.mel)
    logits = logits[:, :, EXTRA_LOGITS:-EXTRA_LOGITS]
    known = batch.weight[:, None]
    error = (predicted - batch.curves) * known
    lips = LATENTS.index("lips")
    closed = error[:, lips : lips + 1] * counts.closures[batch.phones][:, None]
    error = torch.cat([error[:, :lips], closed, error[:, lips + 1 :]], 1)
    velocity = error[:, :, 1:] - error[:, :, :-1]
    acceleration = velocity[:, :, 1:] - velocity[:, :, :-1]
    shape = 20 * (error**2 * counts.latents).mean()
    shape = shape + 40 * (velocity**2 * counts.latents).mean()
    shape = shape + 10 * (acceleration**2 * counts.latents).mean()
    names = functional.cross_entropy(
        logits, batch.phones, counts.phones, label_smoothing=0.05, reduction="none"
    )
    share = batch.weight.mean()
    return shape / share, (names * batch.weight).mean() / share


def evaluate(network: nn.Module, streams: Streams, counts: Importance) -> list[float]:
    """Return (curve loss, phone loss) on fixed batches of unseen clips."""
    network.eval()
    rng = np.random.default_rng(0)
    with torch.no_grad():
        results = [
            [part.item() for part in losses(network, sample(streams, rng, masked=False), counts)]
            for _ in range(6)
        ]
    network.train()
    return [round(float(value), 4) for value in np.mean(results, 0)]


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--features", type=Path, required=True)
    parser.add_argument("--unseen", type=Path, required=True, help="features of held-out voices")
    parser.add_argument("--out", type=Path, required=True, help="averaged weights")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--start", type=Path, help="checkpoint to go on from")
    parser.add_argument("--rate", type=float, default=2e-3, help="highest learning rate")
    parser.add_argument(
        "--reload", type=float, default=0, help="minutes until features are read again"
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    rng = np.random.default_rng(options.seed)
    streams = load(options.features, rng)
    unseen = load(options.unseen, np.random.default_rng(0))
    network = LipSyncNetwork()
    if options.start:
        network.load_state_dict(torch.load(options.start))
    count = sum(parameter.numel() for parameter in network.parameters())
    print(f"{count / 1e6:.2f} M weights, {hours(streams):.2f} h", flush=True)
    averaging = torch.optim.swa_utils.get_ema_multi_avg_fn(0.995)  # type: ignore[no-untyped-call]
    average = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=averaging, use_buffers=True)
    optimiser = torch.optim.AdamW(network.parameters(), options.rate, weight_decay=0.01)
    counts = importance()
    begin, step, recent, loaded = time.monotonic(), 0, [], time.monotonic()
    while (share := (time.monotonic() - begin) / 60 / options.minutes) < 1:
        if options.reload and time.monotonic() - loaded > 60 * options.reload:
            streams, loaded = load(options.features, rng), time.monotonic()
            print(f"{hours(streams):.2f} h", flush=True)
        warm = min(1.0, (step + 1) / 100)
        rate = options.rate * warm * (0.5 + 0.5 * math.cos(math.pi * share)) + 1e-5
        for group in optimiser.param_groups:
            group["lr"] = rate
        shape, names = losses(network, sample(streams, rng, masked=True), counts)
        optimiser.zero_grad()
        (shape + 0.5 * names).backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimiser.step()
        average.update_parameters(network)
        step += 1
        recent.append((shape.item(), names.item()))
        if step % 250 == 0:
            result = evaluate(average.module, unseen, counts)
            minutes = (time.monotonic() - begin) / 60
            seen = np.round(np.mean(recent[-250:], 0), 4).tolist()
            print(f"{step} steps {minutes:.1f} min, seen {seen}, unseen {result}", flush=True)
            torch.save(average.module.state_dict(), options.out)
    torch.save(average.module.state_dict(), options.out)
    print(f"{step} steps, unseen {evaluate(average.module, unseen, counts)}")


if __name__ == "__main__":
    main()
