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
from melspectrum import BANDS
from model import LipSyncNetwork
from phones import PHONE_INDEX, PHONES, SILENCE
from torch import Tensor, nn
from torch.nn import functional

BATCH, TARGETS = 12, 270
_LATENT_WEIGHT = {"jaw": 1.5, "lips": 2.0, "lip_teeth": 1.5}
_TONGUE_WEIGHT = 0.4
_SHAPE_WEIGHT = 0.9


@dataclass(frozen=True)
class Stream:
    """All clips one after the other: mel [2 N, 64], curves [N, 13], phones [N]."""

    mel: npt.NDArray[np.float16]
    curves: npt.NDArray[np.float16]
    phones: npt.NDArray[np.uint8]


def load(paths: list[Path], rng: np.random.Generator) -> Stream:
    """Join shards into one stream, their clips shuffled."""
    parts: list[tuple[npt.NDArray[np.generic], ...]] = []
    for path in paths:
        with np.load(path) as data:
            mel, curves, phones = data["mel"], data["curves"], data["phones"]
            ends = np.cumsum(data["lengths"])
        for start, end in zip([0, *ends[:-1]], ends, strict=True):
            parts.append((mel[2 * start : 2 * end], curves[start:end], phones[start:end]))
    order = rng.permutation(len(parts))
    joined = [np.concatenate([parts[k][column] for k in order]) for column in range(3)]
    return Stream(*joined)


def sample(
    stream: Stream, rng: np.random.Generator, *, masked: bool
) -> tuple[Tensor, Tensor, Tensor]:
    """Return a random batch (mel, curves, phones); `masked` hides bands and moments."""
    reach = context()
    mel = np.empty((BATCH, BANDS, 2 * (TARGETS + 2 * reach)), np.float32)
    curves = np.empty((BATCH, len(LATENTS), TARGETS), np.float32)
    phones = np.empty((BATCH, TARGETS), np.int64)
    for row in range(BATCH):
        first = int(rng.integers(0, len(stream.phones) - TARGETS - 2 * reach))
        inner = slice(first + reach, first + reach + TARGETS)
        mel[row] = stream.mel[2 * first : 2 * (first + TARGETS + 2 * reach)].T
        curves[row] = stream.curves[inner].T
        phones[row] = stream.phones[inner]
        if masked and rng.random() < 0.5:
            hide(mel[row], rng)
    return torch.from_numpy(mel), torch.from_numpy(curves), torch.from_numpy(phones)


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


def weights() -> tuple[Tensor, Tensor]:
    """Return the weights of the latents [1, 13, 1] and of the phones [42] in the loss."""
    latent = [
        _LATENT_WEIGHT.get(name, _TONGUE_WEIGHT if name.startswith("tongue") else _SHAPE_WEIGHT)
        for name in LATENTS
    ]
    phone = torch.ones(len(PHONES))
    phone[SILENCE] = 0.5
    phone[[PHONE_INDEX[name] for name in ["P", "B", "M", "F", "V"]]] = 1.6
    return torch.tensor(latent)[None, :, None], phone


def losses(
    network: nn.Module, batch: tuple[Tensor, Tensor, Tensor], importance: tuple[Tensor, Tensor]
) -> tuple[Tensor, Tensor]:
    """Return (curve loss with velocity and acceleration, phone cross-entropy)."""
    mel, curves, phones = batch
    predicted, logits = network(mel)
    logits = logits[:, :, EXTRA_LOGITS:-EXTRA_LOGITS]
    latent, phone = importance
    error = predicted - curves
    velocity = error[:, :, 1:] - error[:, :, :-1]
    acceleration = velocity[:, :, 1:] - velocity[:, :, :-1]
    shape = 20 * (error**2 * latent).mean()
    shape = shape + 40 * (velocity**2 * latent).mean() + 10 * (acceleration**2 * latent).mean()
    names = functional.cross_entropy(logits, phones, phone, label_smoothing=0.05)
    return shape, names


def evaluate(network: nn.Module, stream: Stream, importance: tuple[Tensor, Tensor]) -> list[float]:
    """Return (curve loss, phone loss) on fixed batches of unseen clips."""
    network.eval()
    rng = np.random.default_rng(0)
    with torch.no_grad():
        results = [
            [part.item() for part in losses(network, sample(stream, rng, masked=False), importance)]
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
    stream = load(sorted(options.features.glob("*_?.npz")), rng)
    unseen = load(sorted(options.unseen.glob("*_?.npz")), np.random.default_rng(0))
    network = LipSyncNetwork()
    if options.start:
        network.load_state_dict(torch.load(options.start))
    count = sum(parameter.numel() for parameter in network.parameters())
    print(f"{count / 1e6:.2f} M weights, {len(stream.phones) / 180000:.2f} h", flush=True)
    averaging = torch.optim.swa_utils.get_ema_multi_avg_fn(0.995)  # type: ignore[no-untyped-call]
    average = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=averaging, use_buffers=True)
    optimiser = torch.optim.AdamW(network.parameters(), options.rate, weight_decay=0.01)
    importance = weights()
    begin, step, recent, loaded = time.monotonic(), 0, [], time.monotonic()
    while (share := (time.monotonic() - begin) / 60 / options.minutes) < 1:
        if options.reload and time.monotonic() - loaded > 60 * options.reload:
            stream, loaded = load(sorted(options.features.glob("*_?.npz")), rng), time.monotonic()
            print(f"{len(stream.phones) / 180000:.2f} h", flush=True)
        warm = min(1.0, (step + 1) / 100)
        rate = options.rate * warm * (0.5 + 0.5 * math.cos(math.pi * share)) + 1e-5
        for group in optimiser.param_groups:
            group["lr"] = rate
        shape, names = losses(network, sample(stream, rng, masked=True), importance)
        optimiser.zero_grad()
        (shape + 0.5 * names).backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimiser.step()
        average.update_parameters(network)
        step += 1
        recent.append((shape.item(), names.item()))
        if step % 250 == 0:
            result = evaluate(average.module, unseen, importance)
            minutes = (time.monotonic() - begin) / 60
            seen = np.round(np.mean(recent[-250:], 0), 4).tolist()
            print(f"{step} steps {minutes:.1f} min, seen {seen}, unseen {result}", flush=True)
            torch.save(average.module.state_dict(), options.out)
    torch.save(average.module.state_dict(), options.out)
    print(f"{step} steps, unseen {evaluate(average.module, unseen, importance)}")


if __name__ == "__main__":
    main()
