from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from a2f_maya.network.package import open_package
from a2f_maya.performing.memory import RecentItems
from a2f_maya.performing.rows import CHUNK_FRAMES, NetworkRows
from a2f_maya.pipeline import FacePipeline
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import CoefficientTrack


def test_the_item_nobody_asked_for_goes_first() -> None:
    memory: RecentItems[str] = RecentItems(10)
    for name in "abc":
        memory.put(name, name.upper(), 3)
    assert memory.get("a") == "A"
    memory.put("d", "D", 3)
    assert [memory.get(name) for name in "abcd"] == ["A", None, "C", "D"]


def test_sizes_add_up_however_items_come_and_go() -> None:
    random = np.random.default_rng(0)
    memory: RecentItems[int] = RecentItems(100)
    sizes: dict[int, int] = {}
    for key in random.integers(0, 12, 500).tolist():
        size = int(random.integers(1, 40))
        memory.put(key, size, size)
        sizes[key] = size
        kept = [name for name in range(12) if memory.get(name) is not None]
        assert key in kept
        assert sum(sizes[name] for name in kept) <= 100
        assert all(memory.get(name) == sizes[name] for name in kept)
    memory.clear()
    assert len(memory) == 0


def test_an_item_larger_than_the_memory_stays_alone() -> None:
    memory: RecentItems[str] = RecentItems(10)
    memory.put("small", "s", 5)
    memory.put("large", "l", 50)
    assert memory.get("small") is None
    assert memory.get("large") == "l"


def test_rows_asked_for_in_any_order_are_those_of_the_clip(
    shared_tiny_package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline = FacePipeline(open_package(shared_tiny_package))
    random = np.random.default_rng(2)
    samples = random.normal(0, 0.1, 16000 * 8).astype(np.float32)
    rate = FrameRate(30)
    expected = pipeline.coefficients(samples, rate, pipeline.defaults)
    rows = NetworkRows(pipeline, samples, rate)
    computed = np.zeros(rows.frame_count, int)
    true_coefficients = pipeline.coefficients

    def counting(*arguments: object) -> CoefficientTrack:
        frames = arguments[4]
        assert isinstance(frames, range)
        computed[frames.start : frames.stop] += 1
        return true_coefficients(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "coefficients", counting)
    assert rows.frame_count > 3 * CHUNK_FRAMES
    for _ in range(60):
        start = int(random.integers(0, rows.frame_count - 1))
        stop = int(random.integers(start + 1, min(start + 90, rows.frame_count) + 1))
        found = rows.track(range(start, stop), pipeline.defaults)
        for name in ("skin", "tongue", "jaw", "eyes"):
            wanted = getattr(expected, name)[start:stop]
            np.testing.assert_allclose(getattr(found, name), wanted, atol=1e-6)
    computed[:] = 0
    rows.track(range(10, 20), pipeline.defaults)
    rows.track(range(100, 180), pipeline.defaults)
    assert not computed.any()
