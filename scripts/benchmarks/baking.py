"""The whole bake of a minute of sound, and the memory that it takes."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
import tracemalloc
from pathlib import Path

import numpy as np
import soundfile

from a2f_maya.audio.files import SAMPLE_RATE, read_recording
from a2f_maya.bake import BakeSettings, bake_clip
from a2f_maya.names import RESOURCES
from a2f_maya.network.library import DEFAULT_NETWORK, find_package
from a2f_maya.network.package import open_package
from a2f_maya.pipeline import FacePipeline
from a2f_maya.timing import FrameRate
from scripts.benchmarks.report import Row, best_of

SECONDS = 60.0
SPEED_TARGET = 200.0
SOURCE_RATE = 48000


def rows() -> list[Row]:
    """Time a 60 s recording from its file to weights and compare memory for two mesh sizes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = time.perf_counter()
        pipeline = FacePipeline(open_package(find_package(DEFAULT_NETWORK)))
        pipeline.run_once()
        started = time.perf_counter() - start
        recording = _minute_of_speech(folder / "minute.wav")
        performance = pipeline.performance({})
        settings = BakeSettings(performance)

        def to_weights() -> None:
            samples = read_recording(recording).samples
            pipeline.evaluate(samples, FrameRate(60), performance)

        weights = best_of(to_weights)
        files = best_of(lambda: bake_clip(pipeline, recording, folder / "out", settings))
        return [
            Row("open the default network and run it once", started),
            _speed_row("60 s at 48 kHz, file to 60 fps weights", weights),
            _speed_row("the same with weights JSON and USD written", files),
            *_memory_rows(folder, recording, pipeline),
        ]


def _speed_row(name: str, seconds: float) -> Row:
    target = f"{SPEED_TARGET:g} times real time"
    return Row(name, seconds, SECONDS, target, SECONDS / seconds >= SPEED_TARGET)


def _minute_of_speech(path: Path) -> Path:
    sample, rate = soundfile.read(RESOURCES / "audio" / "sample.flac", dtype="float32")
    repeated = np.tile(sample, int(np.ceil(SECONDS * rate / len(sample))))[: int(SECONDS * rate)]
    times = np.arange(int(SECONDS * SOURCE_RATE)) / SOURCE_RATE
    soundfile.write(path, np.interp(times, np.arange(len(repeated)) / rate, repeated), SOURCE_RATE)
    return path


def _memory_rows(folder: Path, recording: Path, pipeline: FacePipeline) -> list[Row]:
    """Peak of memory while a minute becomes weights, with our mesh and one 4 times as big."""
    larger = FacePipeline(open_package(_enlarged_package(folder / "larger", 4)))
    samples = read_recording(recording).samples
    small, large = (_peak_megabytes(item, samples) for item in (pipeline, larger))
    name = f"memory for 60 s to weights: {large:.0f} MB with 4 times the vertices, against ours"
    same = abs(large - small) < 0.05 * small
    return [Row(name, small, large, "does not grow with vertices", same, unit="MB")]


def _peak_megabytes(pipeline: FacePipeline, samples: np.ndarray) -> float:
    assert len(samples) > SAMPLE_RATE
    performance = pipeline.performance({})
    tracemalloc.start()
    pipeline.evaluate(samples, FrameRate(60), performance)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def _enlarged_package(folder: Path, factor: int) -> Path:
    """Copy the default package with every vertex repeated."""
    shutil.copytree(find_package(DEFAULT_NETWORK), folder)
    for name in ("model_data.npz", "bs_skin.npz", "bs_tongue.npz"):
        with np.load(folder / name) as archive:
            arrays = dict(archive)
        fixed = ("neutral_jaw", "saccade_rot_matrix", "poseNames", "frontalMask", "rig_version")
        repeated = {
            key: value if key in fixed else np.repeat(value, factor, axis=-2)
            for key, value in arrays.items()
        }
        np.savez(folder / name, **repeated)
    path = folder / "network_info.json"
    info = json.loads(path.read_text(encoding="utf-8"))
    for key in ("num_verts_skin", "num_verts_tongue"):
        info["params"][key] *= factor
    path.write_text(json.dumps(info), encoding="utf-8")
    return folder
