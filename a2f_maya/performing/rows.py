"""The network's answers for single moments of a clip: computed where asked for, and kept."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

import numpy as np
import numpy.typing as npt

from a2f_maya.network.regression import split_result
from a2f_maya.performing.memory import RecentItems
from a2f_maya.pipeline import FacePipeline, Performance
from a2f_maya.progress import Progress
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import CoefficientTrack, FloatArray

CHUNK_FRAMES = 64
CHUNKS_PER_REPORT = 16
MEMORY_BYTES = 256_000_000

Chunk = tuple[FloatArray, npt.NDArray[np.bool_]]


def hearing_key(performance: Performance) -> Hashable:
    """What the network's answer depends on; no other part of a performance changes it."""
    parameters = performance.parameters
    return (
        performance.source_shot,
        performance.source_frame,
        tuple(sorted(performance.emotions.items())),
        tuple((time, tuple(sorted(key.items()))) for time, key in performance.emotion_keys),
        parameters.input_strength,
        parameters.prediction_delay,
        parameters.look_ahead,
    )


class NetworkRows:
    """One row a frame for each way of hearing a clip. Any thread may use it.

    Parameters
    ----------
    pipeline : FacePipeline
    samples : np.ndarray [shape=(n,), float32]
        The whole clip, mono at the network's sample rate.
    rate : FrameRate
    """

    def __init__(self, pipeline: FacePipeline, samples: FloatArray, rate: FrameRate) -> None:
        self.pipeline = pipeline
        self.samples = samples
        self.rate = rate
        self.frame_count = rate.frame_count(len(samples), pipeline.package.info.sample_rate)
        self._chunks: RecentItems[Chunk] = RecentItems(MEMORY_BYTES)

    def track(self, frames: range, performance: Performance) -> CoefficientTrack:
        """Answers for consecutive frames, of which only the missing ones are computed.

        Parameters
        ----------
        frames : range
            Not empty, within the clip.
        performance : Performance
        """
        key = hearing_key(performance)
        rows, known = self._known(key, frames)
        missing = _span(~known)
        if missing.stop > missing.start:
            wanted = frames[missing]
            rows[missing] = self._compute(key, wanted, performance, None)
        return split_result(rows, self.pipeline.package.info, self.rate)

    def has(self, frames: range, performance: Performance) -> bool:
        """Whether the answers for all these frames are there."""
        return bool(self._known(hearing_key(performance), frames)[1].all())

    def fill(self, performance: Performance, progress: Progress) -> None:
        """Compute what is missing of the whole clip.

        Raises
        ------
        CancelledError
            Between two pieces; those before it are kept.
        """
        key = hearing_key(performance)
        size = CHUNK_FRAMES * CHUNKS_PER_REPORT
        for start in range(0, self.frame_count, size):
            frames = range(start, min(start + size, self.frame_count))
            part = progress.part(start / self.frame_count, frames.stop / self.frame_count)
            part.update(0.0, "Running the network")
            missing = frames[_span(~self._known(key, frames)[1])]
            if missing:
                self._compute(key, missing, performance, part)

    def _compute(
        self, key: Hashable, frames: range, performance: Performance, progress: Progress | None
    ) -> FloatArray:
        track = self.pipeline.coefficients(self.samples, self.rate, performance, progress, frames)
        count = len(track)
        parts = (track.skin, track.tongue, track.jaw.reshape(count, -1))
        rows: FloatArray = np.concatenate([*parts, track.eyes.reshape(count, -1)], axis=1)
        for number, inside, taken in _pieces(frames):
            old = self._chunks.get((key, number))
            # Chunks are replaced and never written to, so that readers need no lock.
            values = old[0].copy() if old else np.zeros((CHUNK_FRAMES, rows.shape[1]), np.float32)
            filled = old[1].copy() if old else np.zeros(CHUNK_FRAMES, np.bool_)
            values[inside], filled[inside] = rows[taken], True
            self._chunks.put((key, number), (values, filled), values.nbytes)
        return rows

    def _known(self, key: Hashable, frames: range) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
        """What is there already, and where."""
        rows = np.zeros((len(frames), self.pipeline.package.info.result_size), np.float32)
        known = np.zeros(len(frames), np.bool_)
        for number, inside, taken in _pieces(frames):
            chunk = self._chunks.get((key, number))
            if chunk:
                rows[taken], known[taken] = chunk[0][inside], chunk[1][inside]
        return rows, known


def _span(wanted: npt.NDArray[np.bool_]) -> slice:
    """From the first to the last true place."""
    places = np.flatnonzero(wanted)
    return slice(int(places[0]), int(places[-1]) + 1) if len(places) else slice(0, 0)


def _pieces(frames: range) -> Iterator[tuple[int, slice, slice]]:
    """Number of each chunk that the frames touch, their place inside it, and in the frames."""
    for number in range(frames.start // CHUNK_FRAMES, (frames.stop - 1) // CHUNK_FRAMES + 1):
        start = number * CHUNK_FRAMES
        first, last = max(frames.start, start), min(frames.stop, start + CHUNK_FRAMES)
        yield (
            number,
            slice(first - start, last - start),
            slice(first - frames.start, last - frames.start),
        )
