"""Run network.onnx on held-out clips and measure it.

Example: python evaluate.py --network network.onnx --clips W/heldout --out W/run
Writes OUT/align (phones), OUT/network (weights at 50/s), OUT/oracle (weights made from the phones
by the training targets: the ceiling) and OUT/loudness (a jaw that follows the level: a floor), and
prints the speed and the scores of all clips, of each language and of each synthesiser;
../measure_lipsync.py measures the folders again.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import augmentation
import numpy as np
import numpy.typing as npt
import onnxruntime
import torch
from channels import IMPLICIT_LENGTH, SKIN_CHANNELS, TONGUE_CHANNELS
from coarticulation import latent_curves
from face_graph import FaceGraph
from field_of_view import field_of_view
from melspectrum import HOP, RATE
from model import LipSyncNetwork
from phones import PHONES
from prepare import Clip, load_clip

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scripts.lipsync_metrics import report
from scripts.lipsync_metrics.alignments import Alignment, read_alignments
from scripts.lipsync_metrics.curves import read_system
from scripts.lipsync_metrics.measure import measure

SYSTEMS = ("loudness", "network", "oracle")
FRAME = 2 * HOP
_SINGLE = frozenset(
    (
        "jawOpen",
        "jawForward",
        "mouthClose",
        "mouthFunnel",
        "mouthPucker",
        "cheekPuff",
        "mouthRollLower",
        "mouthRollUpper",
        "mouthShrugLower",
        "mouthShrugUpper",
        "browInnerUp",
    )
)


def session(path: Path) -> onnxruntime.InferenceSession:
    """Open the network on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def run(
    network: onnxruntime.InferenceSession, audio: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """Return the result [T, 51] of a whole clip; frame j belongs to sample 320 j."""
    length, offset = field_of_view()
    padded = np.pad(audio, (offset, length - offset))[None, None]
    emotion = np.zeros((1, 1, IMPLICIT_LENGTH + 10), np.float32)
    result: npt.NDArray[np.float32] = network.run(
        None, {"input": padded.astype(np.float32), "emotion": emotion}
    )[0][0]
    return result


def oracle(clip: Clip, frames: int) -> npt.NDArray[np.float32]:
    """Return skin and tongue weights [T, 32] from the clip's own phones."""
    curves = latent_curves(clip.phones, clip.bounds, np.arange(frames) * FRAME / RATE, clip.effort)
    graph = FaceGraph(LipSyncNetwork(), np.zeros((2, 15)))
    latent = torch.from_numpy(curves.T[None])
    groups = torch.zeros(1, graph.groups.shape[0], frames)
    skin = graph.skin(latent, groups, torch.zeros(1, len(SKIN_CHANNELS)))
    return np.asarray(torch.cat([skin, graph.tongue(latent, groups)], 1)[0].T, np.float32)


def loudness(audio: npt.NDArray[np.float32], frames: int) -> npt.NDArray[np.float32]:
    """Return weights [T, 32] of a jaw that follows the loudness over 40 ms and nothing else."""
    power = np.convolve(np.square(audio, dtype=np.float64), np.ones(640) / 640, "same")
    level = np.sqrt(np.pad(power, (0, FRAME))[::FRAME][:frames])
    weights = np.zeros((frames, len(SKIN_CHANNELS) + len(TONGUE_CHANNELS)), np.float32)
    weights[: len(level), 0] = np.clip(0.6 * level / np.percentile(level, 95), 0, 1)
    return weights


def mirrored(skin: npt.NDArray[np.float32]) -> tuple[list[str], npt.NDArray[np.float32]]:
    """Return ARKit names and weights: channels that stand for two shapes are written twice."""
    names, columns = [], []
    for column, name in enumerate(SKIN_CHANNELS):
        sides = ("",) if name in _SINGLE else ("Left", "Right")
        names += [name + side for side in sides]
        columns += [skin[:, column]] * len(sides)
    return names, np.stack(columns, 1)


def write(folder: Path, name: str, weights: npt.NDArray[np.float32]) -> None:
    """Write the weights of one clip; the tongue's tip stands in for tongueOut on TH only."""
    names, columns = mirrored(weights[:, : len(SKIN_CHANNELS)])
    stretch = len(SKIN_CHANNELS) + TONGUE_CHANNELS.index("tongueStretch")
    names.append("tongueOut")
    columns = np.concatenate([columns, 0.35 * weights[:, stretch : stretch + 1]], 1)
    content = {"fps": RATE / FRAME, "t0": 0.0, "names": names, "weights": columns.tolist()}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")


def alignment(path: Path, clip: Clip) -> dict[str, object]:
    """Return the phones of a clip in the form that the metrics read."""
    with np.load(path) as data:
        language = str(data["language"]).split("-")[0]
    pairs = zip(clip.phones, clip.bounds[:-1], clip.bounds[1:], strict=True)
    return {
        "id": path.stem,
        "lang": language,
        "speaker": path.name.split("_")[0],
        "duration": len(clip.audio) / RATE,
        "phones": [[PHONES[phone], float(start), float(end)] for phone, start, end in pairs],
    }


def run_clips(options: argparse.Namespace) -> None:
    """Write the alignments and the curves of all systems, and print the network's speed."""
    network = session(options.network)
    spent = total = 0.0
    (options.out / "align").mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(sorted(options.clips.glob("*.npz"))):
        clip = load_clip(path)
        audio = clip.audio
        if options.degrade:
            rng = np.random.default_rng(number)
            audio = augmentation.degraded(audio, clip.phones, clip.bounds, rng)
        audio = audio * np.float32(10 ** (options.peak / 20) / np.abs(audio).max())
        begin = time.perf_counter()
        result = run(network, audio)
        spent += time.perf_counter() - begin
        total += len(audio) / RATE
        target = options.out / "align" / f"{path.stem}.json"
        target.write_text(json.dumps(alignment(path, clip)), encoding="utf-8")
        write(options.out / "network", path.stem, result)
        write(options.out / "oracle", path.stem, oracle(clip, len(result)))
        write(options.out / "loudness", path.stem, loudness(audio, len(result)))
    print(f"{total:.0f} s of speech in {spent:.2f} s: {total / spent:.0f} x real time, one thread")


def groups(alignments: list[Alignment]) -> Iterator[tuple[str, list[Alignment]]]:
    """Yield (name, clips): all, those of each language, and those of each synthesiser."""
    yield "all", alignments
    for language in sorted({item.language for item in alignments}):
        yield language, [item for item in alignments if item.language == language]
    for speaker in sorted({item.speaker for item in alignments}):
        yield speaker, [item for item in alignments if item.speaker == speaker]


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--clips", type=Path, required=True, help="held-out clips (npz)")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--peak", type=float, default=-6.0, help="peak level of the clips in dB")
    parser.add_argument("--degrade", action="store_true", help="add rooms and noise")
    options = parser.parse_args()
    run_clips(options)
    alignments = read_alignments(options.out / "align")
    print(report.summary(alignments), *report.header(), sep="\n")
    names = [item.identity for item in alignments]
    for system in SYSTEMS:
        curves = read_system(options.out / system, names)
        for group, members in groups(alignments):
            scores = measure(curves, members)
            if scores is not None:
                print(report.row(f"{system}, {group}", scores), flush=True)


if __name__ == "__main__":
    main()
