"""Pipelines and clips of a whole process: each opened once, at once or by a worker in the rear."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar, cast

from a2f_maya.errors import A2FError, AudioError, CancelledError, PackageError, ParameterError
from a2f_maya.network.library import DEFAULT_NETWORK, find_package
from a2f_maya.network.package import open_package
from a2f_maya.performing.clip import Clip
from a2f_maya.performing.memory import RecentItems
from a2f_maya.pipeline import FacePipeline, Performance
from a2f_maya.progress import Progress
from a2f_maya.timing import FrameRate

KEPT_CLIPS = 16
KEPT_PIPELINES = 6
JOIN_SECONDS = 10.0

Result = TypeVar("Result")
Work = Callable[[Progress], object]


class NotReadyError(A2FError):
    """Work has begun in the rear; ask again when it is finished."""


@dataclass
class Job:
    """Something that a worker opens.

    Attributes
    ----------
    key : hashable
    title : str
        What is opened, for people.
    work : callable
    progress : Progress
    fraction : float
        How much is done.
    message : str
    waiting : dict
        Who asked for it: any objects by a key of theirs.
    is_abandoned : bool
        Nobody wants it any more, and that it was cancelled is not remembered.
    is_short : bool
        Not worth cancelling, and needed by everything that comes later.
    """

    key: Hashable
    title: str
    work: Work
    progress: Progress = field(default_factory=Progress)
    fraction: float = 0.0
    message: str = ""
    waiting: dict[Hashable, object] = field(default_factory=dict)
    is_abandoned: bool = False
    is_short: bool = False

    def report(self, fraction: float, message: str) -> None:
        """Note how far the work is."""
        self.fraction, self.message = fraction, message or self.message


@dataclass(frozen=True)
class Outcome(Generic[Result]):
    """What opening something ended in."""

    result: Result | None
    error: A2FError | None = None


class PerformingStore:
    """Everything that has been opened, by what it was opened from. Any thread may use it.

    A file that changes on disk counts as another one. What failed or was cancelled is not tried
    again before its files change or `forget_failures` is called.

    Parameters
    ----------
    in_background : bool
        True lets one worker thread open things; who asks meanwhile gets a `NotReadyError`.
    """

    def __init__(self, *, in_background: bool = False) -> None:
        self.in_background = in_background
        self.finished: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._pipelines: RecentItems[Outcome[object]] = RecentItems(KEPT_PIPELINES)
        self._clips: RecentItems[Outcome[object]] = RecentItems(KEPT_CLIPS)
        self._folders: dict[str, Path] = {}
        self._jobs: dict[Hashable, Job] = {}
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._lock = threading.RLock()
        self._opening = threading.RLock()
        self._worker: threading.Thread | None = None

    def pipeline(
        self, package: str, waiting: tuple[Hashable, object] | None = None
    ) -> FacePipeline:
        """The pipeline of a package.

        Parameters
        ----------
        package : str
            Name or folder; empty for the default network.
        waiting : tuple of (hashable, object), optional
            Who wants to be told: the object is put into `finished` when the work is done.

        Raises
        ------
        NotReadyError
            If it is being opened.
        A2FError
            If that failed.
        """
        key, folder = self._package(package)
        job = _pipeline_job(key, folder)
        return cast(FacePipeline, self._found(self._pipelines, job, waiting))

    def pipeline_now(self, package: str) -> FacePipeline:
        """The pipeline of a package, opened while the caller waits if it is not there.

        Parameters
        ----------
        package : str

        Raises
        ------
        A2FError
        """
        key, folder = self._package(package)
        return cast(FacePipeline, self._at_once(self._pipelines, _pipeline_job(key, folder)))

    def pipeline_at_hand(self, package: str) -> FacePipeline | None:
        """The pipeline of a package, if it is there without waiting for a worker.

        Parameters
        ----------
        package : str
        """
        try:
            if not self.in_background:
                return self.pipeline(package)
            outcome = self._pipelines.get(self._package(package)[0])
        except A2FError:
            return None
        return cast("FacePipeline | None", outcome.result) if outcome else None

    def clip(
        self,
        package: str,
        audio: Path,
        rate: FrameRate,
        performance: Callable[[FacePipeline], Performance],
        waiting: tuple[Hashable, object] | None = None,
    ) -> Clip:
        """A recording, listened to by a package's network.

        Parameters
        ----------
        package : str
        audio : Path
        rate : FrameRate
        performance : callable
            Gives the settings that the clip is prepared for when it is opened.
        waiting : tuple of (hashable, object), optional
            See `pipeline`.

        Raises
        ------
        NotReadyError
            If it is being opened.
        A2FError
            If that failed.
        """
        package_key, _ = self._package(package)
        key = ("clip", package_key, *_stamp(audio, AudioError, "recording"), rate)

        def work(progress: Progress) -> Clip:
            pipeline = self.pipeline_now(package)
            clip = Clip.open(pipeline, audio, rate, progress.part(0.1, 0.3))
            try:
                settings = performance(pipeline)
            except ParameterError:
                return clip  # moments of other settings may be fine
            clip.prepare(settings, progress.part(0.3, 1.0))
            return clip

        job = Job(key, f"Listening to {audio.name}", work)
        return cast(Clip, self._found(self._clips, job, waiting))

    def forget_failures(self) -> None:
        """Try again what failed or was cancelled, the next time somebody asks."""
        for memory in (self._pipelines, self._clips):
            memory.drop(lambda outcome: outcome.error is not None)
        self._folders = {}

    def jobs(self) -> list[Job]:
        """What is waiting or worked on, oldest first."""
        with self._lock:
            return list(self._jobs.values())

    def cancel(self) -> None:
        """Stop the recordings that are waiting or worked on, and remember them as cancelled."""
        for job in self.jobs():
            if not job.is_short:
                job.progress.cancelled.set()

    def abandon(self) -> None:
        """Stop all that is waiting or worked on as if nobody had ever asked for it."""
        with self._lock:
            for job in self._jobs.values():
                job.is_abandoned = True
                job.progress.cancelled.set()
                job.waiting = {}
            self._jobs = {}

    def stop(self) -> None:
        """Abandon everything, wait for the worker to end, and forget all that was opened."""
        self.abandon()
        worker, self._worker = self._worker, None
        if worker is not None:
            self._queue.put(None)
            worker.join(JOIN_SECONDS)
        self._pipelines.clear()
        self._clips.clear()
        self._folders = {}

    def _package(self, name: str) -> tuple[Hashable, Path]:
        """What identifies a package, and its folder."""
        name = name or DEFAULT_NETWORK
        folder = self._folders.get(name)
        if folder is None or not (folder / "model.json").is_file():
            path = find_package(name)
            folder = path if path.is_dir() else path.parent
            self._folders = {**self._folders, name: folder}
        return ("pipeline", *_stamp(folder / "model.json", PackageError, "network")), folder

    def _found(
        self,
        memory: RecentItems[Outcome[object]],
        job: Job,
        waiting: tuple[Hashable, object] | None,
    ) -> object:
        if not self.in_background:
            return self._at_once(memory, job)
        return _result(memory.get(job.key) or self._enqueued(memory, job, waiting))

    def _at_once(self, memory: RecentItems[Outcome[object]], job: Job) -> object:
        with self._opening:
            return _result(memory.get(job.key) or self._run(memory, job))

    def _enqueued(
        self,
        memory: RecentItems[Outcome[object]],
        job: Job,
        waiting: tuple[Hashable, object] | None,
    ) -> Outcome[object]:
        with self._lock:
            outcome = memory.get(job.key)
            if outcome is not None:
                return outcome
            if job.key not in self._jobs:
                self._jobs[job.key] = job
                job.progress.report = job.report
                self._start_worker()
                self._queue.put(job)
            job = self._jobs[job.key]
            if waiting is not None:
                job.waiting[waiting[0]] = waiting[1]
        return Outcome(None, NotReadyError(f"{job.title} ..."))

    def _start_worker(self) -> None:
        if self._worker is None or not self._worker.is_alive():
            self._worker = threading.Thread(
                target=self._work_off, args=(self._queue,), name="a2f_maya opening", daemon=True
            )
            self._worker.start()

    def _work_off(self, jobs: queue.SimpleQueue[Job | None]) -> None:
        while (job := jobs.get()) is not None:
            self._run(self._memory_of(job), job)
            with self._lock:
                if self._jobs.get(job.key) is job:
                    del self._jobs[job.key]
                for waiting in job.waiting.values():
                    self.finished.put(waiting)

    def _memory_of(self, job: Job) -> RecentItems[Outcome[object]]:
        is_clip = isinstance(job.key, tuple) and job.key[0] == "clip"
        return self._clips if is_clip else self._pipelines

    @staticmethod
    def _run(memory: RecentItems[Outcome[object]], job: Job) -> Outcome[object]:
        try:
            job.progress.update(0.0, job.title)
            outcome = Outcome(job.work(job.progress))
        except CancelledError:
            outcome = Outcome(
                None,
                CancelledError(
                    f"{job.title} was cancelled; open the scene again, or run "
                    "a2f_maya.maya.evaluations.retry()."
                ),
            )
        except A2FError as error:
            outcome = Outcome(None, error)
        except Exception as error:  # a defect of ours must not take Maya's evaluation with it
            reason = f"{type(error).__name__}: {error}"
            outcome = Outcome(
                None, A2FError(f"{job.title} met a defect of this program ({reason}).")
            )
        if outcome.error is None or not job.is_abandoned:
            memory.put(job.key, outcome, 1)
        return outcome


def _pipeline_job(key: Hashable, folder: Path) -> Job:
    return Job(
        key,
        f"Opening the network {folder.name}",
        lambda _: FacePipeline(open_package(folder)),
        is_short=True,
    )


def _result(outcome: Outcome[object]) -> object:
    if outcome.error is not None:
        # its traceback would grow with every raise
        raise outcome.error.with_traceback(None)
    return outcome.result


def _stamp(path: Path, error_type: type[A2FError], kind: str) -> tuple[str, int, int]:
    """A file and its state; another stamp is another file."""
    try:
        status = path.stat()
    except OSError as error:
        raise error_type(
            f"Cannot read {path}: {error.strerror}; check the path of the {kind}."
        ) from error
    return str(path), status.st_mtime_ns, status.st_size
