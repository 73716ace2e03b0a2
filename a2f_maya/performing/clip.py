"""One moment of a talking face: any time of a recording, tuned with that moment's settings.

A frame is defined by the whole clip: it is the row that `FacePipeline` gives at its time if the
moment's settings held from the beginning to the end. It is computed from short stretches around the
moment, long enough for smoothing and solver to have forgotten everything outside them, so that
settings which change over time cost little and count at their own frame.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from a2f_maya.audio.files import read_recording
from a2f_maya.audio.prosody import prosody
from a2f_maya.face.animators import animate
from a2f_maya.face.params import FaceParameters
from a2f_maya.face.voice_gestures import VoiceGestures
from a2f_maya.performing.blend import FaceFrame, blend, row
from a2f_maya.performing.memory import RecentItems
from a2f_maya.performing.rows import NetworkRows, hearing_key
from a2f_maya.pipeline import FacePipeline, Performance
from a2f_maya.progress import Progress
from a2f_maya.solve.blendshape_solver import BlendshapeSolver
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import FaceTrack, FloatArray

BLOCK_SECONDS = 1.0
"""Length of the stretches that are computed at once when time goes on."""

HALF_LIVES = 28
"""Two smoothing stages keep 8e-8 of an input after this many half-lives of one stage."""

FORGOTTEN = 1e-7
LONGEST_SOLVER_MEMORY = 10.0
MEMORY_BYTES = 128_000_000
WHOLE_FRAME = 1e-6
"""Share of a frame that a time may miss it by and still mean it."""


@dataclass
class _Stretch:
    """Consecutive tuned frames, margins included; the weights come when somebody asks."""

    first: int
    face: FaceTrack
    weights: FloatArray | None = None


@dataclass(frozen=True)
class Clip:
    """A recording that can be shown at any of its moments. Any thread may use it.

    Attributes
    ----------
    pipeline : FacePipeline
    path : Path
    rate : FrameRate
        Frames that are computed; moments between two of them are blended.
    rows : NetworkRows
    voice : VoiceGestures
        What the whole recording asks of the face.
    solver_memory : int
        Frames before and after a frame that its weights depend on.
    """

    pipeline: FacePipeline
    path: Path
    rate: FrameRate
    rows: NetworkRows
    voice: VoiceGestures
    solver_memory: int
    _stretches: RecentItems[_Stretch] = field(
        default_factory=lambda: RecentItems(MEMORY_BYTES), repr=False
    )
    _familiar: RecentItems[int] = field(default_factory=lambda: RecentItems(64), repr=False)

    @classmethod
    def open(
        cls,
        pipeline: FacePipeline,
        audio_path: Path,
        rate: FrameRate,
        progress: Progress | None = None,
    ) -> Clip:
        """Read a recording and listen to its voice.

        Parameters
        ----------
        pipeline : FacePipeline
        audio_path : Path
        rate : FrameRate
        progress : Progress, optional

        Raises
        ------
        AudioError
            If the recording cannot be read.
        MissingDependencyError
        CancelledError
        """
        progress = progress or Progress()
        progress.update(0.0, f"Reading {audio_path.name}")
        samples = read_recording(audio_path).samples
        progress.update(0.3, f"Listening to {audio_path.name}")
        heard = prosody(samples, pipeline.package.info.sample_rate)
        rows = NetworkRows(pipeline, samples, rate)
        solvers = (pipeline.skin_solver, pipeline.tongue_solver)
        memory = max(solver_memory(solver) for solver in solvers)
        longest = math.ceil(LONGEST_SOLVER_MEMORY * rate.fps)
        voice = VoiceGestures.of(heard)
        progress.update(1.0)
        return cls(pipeline, audio_path, rate, rows, voice, min(memory, longest))

    @property
    def frame_count(self) -> int:
        """Number of computed frames."""
        return self.rows.frame_count

    @property
    def duration(self) -> float:
        """Length of the recording in seconds."""
        return len(self.rows.samples) / self.pipeline.package.info.sample_rate

    def prepare(self, performance: Performance, progress: Progress | None = None) -> None:
        """Run the network over the whole clip now, so that no moment has to wait for it later.

        Parameters
        ----------
        performance : Performance
            Only its style, emotions and audio settings matter.
        progress : Progress, optional

        Raises
        ------
        CancelledError
            What is finished by then is kept.
        """
        self.rows.fill(performance, progress or Progress())

    def frame(self, seconds: float, performance: Performance, *, solve: bool = True) -> FaceFrame:
        """The face at one moment.

        Parameters
        ----------
        seconds : float
            Time in the recording, finite; what lies outside shows its first or last frame.
        performance : Performance
            The settings of this moment.
        solve : bool
            False leaves the weights empty and saves the blendshape solve.

        Raises
        ------
        ParameterError
            If the performance does not fit the package.
        """
        place = seconds * self.rate.numerator / self.rate.denominator
        place = min(max(place, 0.0), float(self.frame_count - 1))
        if abs(place - round(place)) <= WHOLE_FRAME:
            place = float(round(place))
        frame, share = int(place), place - int(place)
        stretch = self._stretch(frame, performance)
        weights = self._weights(stretch, performance) if solve else None
        first = row(stretch.face, weights, frame - stretch.first)
        if not share:
            return first
        second = row(stretch.face, weights, frame + 1 - stretch.first)
        return blend(first, second, share, self.pipeline.model.neutral_jaw.mean(axis=0))

    def _stretch(self, frame: int, performance: Performance) -> _Stretch:
        """The frame, its neighbours as far as they matter, and the next frame.

        Settings that come for the first time may never come back, as those of keyed or dragged
        attributes: they get a short stretch, and so does what a slow network would make us wait
        for. Settings that come again get a long stretch.
        """
        key = (performance.parameters, hearing_key(performance))
        size = max(2, round(BLOCK_SECONDS * self.rate.fps))
        block = frame // size * size
        choices = (range(block, block + size + 1), range(frame, frame + 2))
        for wanted in choices:
            found = self._stretches.get((key, wanted))
            if found:
                return found
        is_long = self._familiar.get(key) is not None and self._is_quick(choices[0], performance)
        wanted = choices[0 if is_long else 1]
        self._familiar.put(key, 1, 1)
        stretch = self._computed(wanted, performance)
        self._stretches.put((key, wanted), stretch, self._size(stretch.face))
        return stretch

    def _is_quick(self, wanted: range, performance: Performance) -> bool:
        """Whether the network answers a whole stretch in one pass, or has done so before."""
        if self.pipeline.network.takes_whole_clips:
            return True
        return self.rows.has(self._needed(wanted, performance.parameters), performance)

    def _needed(self, wanted: range, parameters: FaceParameters) -> range:
        before, after = self._margins(parameters)
        return range(max(0, wanted.start - before), min(self.frame_count, wanted.stop + after))

    def _computed(self, wanted: range, performance: Performance) -> _Stretch:
        frames = self._needed(wanted, performance.parameters)
        face = animate(
            self.rows.track(frames, performance),
            performance.parameters,
            self.pipeline.model,
            voice=self._voice(performance.parameters),
            first_frame=frames.start,
        )
        return _Stretch(frames.start, face)

    def _margins(self, parameters: FaceParameters) -> tuple[int, int]:
        """Frames before and after a moment that it depends on."""
        smoothing = max(parameters.lower_face_smoothing, parameters.upper_face_smoothing)
        smoothed = math.ceil(HALF_LIVES * smoothing * self.rate.fps)
        return smoothed + self.solver_memory, self.solver_memory

    def _voice(self, parameters: FaceParameters) -> VoiceGestures | None:
        """The rule of `FacePipeline.voice_gestures`, with a voice that was heard before."""
        if not (parameters.automatic_blinks or parameters.follows_voice):
            return None
        return replace(self.voice, seed=parameters.voice_seed)

    def _weights(self, stretch: _Stretch, performance: Performance) -> FloatArray:
        if stretch.weights is None:
            stretch.weights = self.pipeline.solve(stretch.face, performance).weights
        return stretch.weights

    def _size(self, face: FaceTrack) -> int:
        arrays = (face.upper, face.lower, face.tongue, face.jaw, face.eyes)
        later = 4 * len(face) * len(self.pipeline.pose_names)
        return later + sum(int(array.nbytes) for array in arrays)


def solver_memory(solver: BlendshapeSolver | None) -> int:
    """Frames after which another right side changes a weight by less than `FORGOTTEN`.

    Neighbouring frames pull each other with the stiffness ``tau`` and each is held by at least the
    smallest eigenvalue ``a`` of the energy, so a change shrinks from frame to frame by the factor
    ``r < 1`` with ``tau r^2 - (a + 2 tau) r + tau = 0``.

    Parameters
    ----------
    solver : BlendshapeSolver or None
    """
    if solver is None or not solver.equations.temporal:
        return 0
    held = float(np.linalg.eigvalsh(solver.equations.matrix)[0])
    half = held / (2.0 * solver.equations.temporal)
    shrink = math.log1p(half - math.sqrt(half * (half + 2.0)))
    return math.ceil(math.log(FORGOTTEN) / shrink)
