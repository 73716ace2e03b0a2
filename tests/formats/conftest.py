from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from a2f_maya.mesh import Mesh
from a2f_maya.names import ARKIT, TONGUE
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import PointStream, WeightTrack


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(7)


@pytest.fixture
def make_track(rng) -> Callable[..., WeightTrack]:
    def make(frames=5, rate=None, names=(*ARKIT, *TONGUE)) -> WeightTrack:
        weights = rng.random((frames, len(names))) * (rng.random((frames, len(names))) > 0.4)
        return WeightTrack(rate or FrameRate(60), tuple(names), weights.astype(np.float32))

    return make


@pytest.fixture
def make_stream(rng) -> Callable[..., tuple[PointStream, np.ndarray]]:
    """A stream and the positions it yields, cut into blocks of unequal length."""

    def make(name="headShape", frames=7, vertices=5, rate=None, block=3):
        positions = rng.normal(0, 5, (frames, vertices, 3)).astype(np.float32)

        def blocks():
            for start in range(0, frames, block):
                yield positions[start : start + block]

        return PointStream(rate or FrameRate(24), name, frames, vertices, blocks), positions

    return make


@pytest.fixture
def pyramid() -> Mesh:
    """A quad and four triangles, with texture coordinates and colours."""
    points = np.array([[-1, 0, -1], [1, 0, -1], [1, 0, 1], [-1, 0, 1], [0, 2, 0]], np.float32)
    return Mesh(
        "pyramid",
        points,
        np.array([4, 3, 3, 3, 3], np.int32),
        np.array([0, 1, 2, 3, 1, 0, 4, 2, 1, 4, 3, 2, 4, 0, 3, 4], np.int32),
        uvs=(points[:, ::2] * 0.5 + 0.5).astype(np.float32),
        colors=np.linspace(0, 1, 15, dtype=np.float32).reshape(5, 3),
    )
