"""The default network alone: a clip in one pass, and single windows as live use runs them."""

from __future__ import annotations

import numpy as np

from a2f_maya.network.library import DEFAULT_NETWORK, find_package
from a2f_maya.network.package import open_package
from a2f_maya.network.regression import RegressionNetwork
from a2f_maya.network.session import NetworkSession
from a2f_maya.timing import FrameRate
from scripts.benchmarks.report import Row, best_of

SECONDS = 60
CLIP_TARGET = 400.0
WINDOW_TARGET = 0.001
LIVE_LOOK_AHEAD = 0.12


def rows() -> list[Row]:
    """Time a minute of noise as a whole and with little look-ahead, and one window."""
    package = open_package(find_package(DEFAULT_NETWORK))
    network = RegressionNetwork(package, threads=2)
    info = package.info
    samples = np.random.default_rng(0).normal(0, 0.1, SECONDS * info.sample_rate)
    samples = samples.astype(np.float32)
    emotion = np.zeros(info.emotion_size, np.float32)
    whole = best_of(lambda: network.evaluate(samples, FrameRate(60), emotion))
    live = best_of(
        lambda: network.evaluate(samples, FrameRate(60), emotion, look_ahead=LIVE_LOOK_AHEAD), 3
    )
    single = NetworkSession(package.network_path, threads=1)
    window = samples[None, None, : info.buffer_length]
    one = best_of(
        lambda: single.run("result", input=window, emotion=emotion[None, None]), repeats=500
    )
    return [
        Row(
            "60 s to 60 fps coefficients in one pass, against one window a frame",
            whole,
            live,
            f"{CLIP_TARGET:g} times real time",
            SECONDS / whole >= CLIP_TARGET,
        ),
        Row("one window on one thread", one, target="1 ms", met=one < WINDOW_TARGET),
    ]
