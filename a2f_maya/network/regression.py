"""Running a regression network over a clip: audio samples in, coefficients out."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import PackageError
from a2f_maya.network.interpolation import interpolate_rows
from a2f_maya.network.package import EYES_SIZE, JAW_SIZE, NetworkInfo, RegressionPackage
from a2f_maya.network.session import NetworkSession
from a2f_maya.progress import Progress
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import CoefficientTrack
from a2f_maya.windows import WindowRule, cut, cut_windows

FloatArray = npt.NDArray[np.float32]

WINDOWS_PER_BATCH = 32
HOPS_PER_BLOCK = 1500


class RegressionNetwork:
    """A package's network, ready to run.

    Parameters
    ----------
    package : RegressionPackage
    provider, threads
        See `NetworkSession`.

    Raises
    ------
    PackageError
        If the graph's inputs and outputs do not have the sizes that the package states.
    """

    def __init__(
        self, package: RegressionPackage, *, provider: str = "auto", threads: int = 0
    ) -> None:
        self.info = package.info
        self.session = NetworkSession(package.network_path, provider=provider, threads=threads)
        self.takes_whole_clips = _check_graph(self.session, self.info)

    def evaluate(
        self,
        samples: FloatArray,
        rate: FrameRate,
        emotion: FloatArray,
        *,
        frames: range | None = None,
        prediction_delay: float = 0.0,
        input_strength: float = 1.0,
        look_ahead: float = math.inf,
        progress: Progress | None = None,
    ) -> CoefficientTrack:
        """Coefficients of a clip, or of some of its frames.

        Frame ``i`` is heard at ``i / rate - prediction_delay`` seconds; what lies outside the clip
        is silence. A network that takes whole clips answers every `NetworkInfo.hop` samples in one
        pass, and frames between are interpolated. All others, all with an emotion that changes over
        time and all with less look-ahead than their windows hold are run with one window a frame.

        Parameters
        ----------
        samples : np.ndarray [shape=(n,), float32]
            Mono at the network's sample rate.
        rate : FrameRate
        emotion : np.ndarray [shape=(E,) or (T, E), float32]
            Implicit, then explicit emotion; one for the clip or one a frame of ``frames``.
        frames : range, optional
            Consecutive frames; default is the whole clip.
        prediction_delay : float
            Seconds by which the face comes later than the sound.
        input_strength : float
            Factor on every sample.
        look_ahead : float
            Seconds of sound after its moment that a frame may use; what lies behind reads as zero,
            as it does live.
        progress : Progress, optional
        """
        if frames is None:
            frames = range(rate.frame_count(len(samples), self.info.sample_rate))
        scaled = samples if input_strength == 1.0 else samples * np.float32(input_strength)
        delay = round(prediction_delay * self.info.sample_rate)
        rule = WindowRule.for_frames(
            rate,
            size=self.info.buffer_length,
            target_offset=self.info.buffer_offset,
            sample_rate=self.info.sample_rate,
        )
        starts = rule.starts(frames.start, len(frames)) - delay
        progress = progress or Progress()
        heard = self._heard(look_ahead)
        if self.takes_whole_clips and emotion.ndim == 1 and heard == self.info.buffer_length:
            blocks = self._whole_clip(scaled, starts, emotion, progress)
        else:
            blocks = self._window_by_window(scaled, starts, heard, emotion, progress)
        rows = [block for block in blocks if len(block)]
        result = np.concatenate(rows) if rows else np.empty((0, self.info.result_size), np.float32)
        return split_result(result, self.info, rate)

    def _heard(self, look_ahead: float) -> int:
        """How many samples of a window may be used."""
        after = self.info.buffer_length - self.info.buffer_offset
        return self.info.buffer_offset + round(min(look_ahead * self.info.sample_rate, after))

    def _window_by_window(
        self,
        samples: FloatArray,
        starts: npt.NDArray[np.int64],
        heard: int,
        emotion: FloatArray,
        progress: Progress,
    ) -> Iterator[FloatArray]:
        emotions = np.broadcast_to(emotion, (len(starts), self.info.emotion_size))
        for first in range(0, len(starts), WINDOWS_PER_BATCH):
            progress.update(first / len(starts), "Running the network")
            batch = slice(first, first + WINDOWS_PER_BATCH)
            windows = cut_windows(samples, starts[batch], self.info.buffer_length)
            windows[:, heard:] = 0.0
            yield self._run(windows, emotions[batch])

    def _whole_clip(
        self,
        samples: FloatArray,
        starts: npt.NDArray[np.int64],
        emotion: FloatArray,
        progress: Progress,
    ) -> Iterator[FloatArray]:
        hop = self.info.hop or 1
        # hop j stands for sample j * hop, so frame 0 of a clip without delay is exactly hop 0
        positions = (starts + self.info.buffer_offset) / hop
        for first in range(0, len(starts), HOPS_PER_BLOCK):
            progress.update(first / len(starts), "Running the network")
            block = positions[first : first + HOPS_PER_BLOCK]
            begin, end = int(np.floor(block[0])) - 1, int(np.floor(block[-1])) + 2
            size = self.info.buffer_length + hop * (end - begin)
            start = begin * hop - self.info.buffer_offset
            rows = self._run(cut(samples, start, size)[None], emotion[None])
            yield interpolate_rows(rows, block - begin)

    def _run(self, windows: FloatArray, emotions: FloatArray) -> FloatArray:
        result = self.session.run(
            "result",
            input=np.ascontiguousarray(windows[:, None], np.float32),
            emotion=np.ascontiguousarray(emotions[:, None], np.float32),
        )
        return result.reshape(-1, self.info.result_size)


def split_result(result: FloatArray, info: NetworkInfo, rate: FrameRate) -> CoefficientTrack:
    """The parts of a network's answer: skin, tongue, jaw, eyes in this order.

    Parameters
    ----------
    result : np.ndarray [shape=(T, info.result_size), float32]
    info : NetworkInfo
    rate : FrameRate
    """
    sizes = (info.skin_size, info.tongue_size, JAW_SIZE, EYES_SIZE)
    skin, tongue, jaw, eyes = np.split(result, np.cumsum(sizes)[:-1], axis=1)
    return CoefficientTrack(rate, skin, tongue, jaw.reshape(-1, 5, 3), eyes.reshape(-1, 2, 2))


def _check_graph(session: NetworkSession, info: NetworkInfo) -> bool:
    """Compare the graph with the package; True if a clip can go through in one pass."""
    shapes = session.shapes()
    expected = {
        "input": info.buffer_length,
        "emotion": info.emotion_size,
        "result": info.result_size,
    }
    for name, size in expected.items():
        shape = shapes.get(name)
        if shape is None:
            raise PackageError(f"{session.path}: the graph has no input or output '{name}'.")
        if len(shape) != 3 or shape[2] not in (None, size):
            raise PackageError(
                f"{session.path}: '{name}' has the shape {list(shape)}, but network_info.json "
                f"asks for {size} numbers."
            )
    return info.hop is not None and shapes["input"][2] is None
