"""Opening things once, at once or in the rear; failures, cancelling, changed files."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from a2f_maya.errors import A2FError, AudioError, CancelledError, PackageError
from a2f_maya.performing.clip import Clip
from a2f_maya.performing.store import NotReadyError, PerformingStore
from a2f_maya.pipeline import FacePipeline, Performance
from a2f_maya.progress import Progress
from a2f_maya.timing import FrameRate
from tests.support.tiny_package import write_tiny_package

RATE = FrameRate(30)
SOON = 20.0


def own(pipeline: FacePipeline) -> Performance:
    return pipeline.defaults


@pytest.fixture
def store() -> PerformingStore:
    return PerformingStore()


@pytest.fixture
def rear() -> Iterator[PerformingStore]:
    store = PerformingStore(in_background=True)
    yield store
    store.stop()


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "Straße 1.wav"
    samples = np.random.default_rng(0).normal(0, 0.1, 32000)
    soundfile.write(path, samples, 16000)
    return path


def wait(store: PerformingStore) -> None:
    end = time.monotonic() + SOON
    while store.jobs():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_a_pipeline_and_a_clip_are_opened_once(
    store: PerformingStore, shared_tiny_package: Path, recording: Path
) -> None:
    package = str(shared_tiny_package)
    pipeline = store.pipeline(package)
    clip = store.clip(package, recording, RATE, own)
    assert clip.pipeline is pipeline
    assert store.pipeline(package) is pipeline
    assert store.clip(package, recording, RATE, own) is clip
    assert store.clip(package, recording, FrameRate(25), own) is not clip
    assert clip.rows.has(range(clip.frame_count), pipeline.defaults)
    assert store.pipeline(str(shared_tiny_package / "model.json")) is pipeline


def test_the_default_network_has_no_name(store: PerformingStore) -> None:
    assert store.pipeline("").package.name == store.pipeline("anton").package.name
    assert store.pipeline("") is store.pipeline("anton")


def test_a_recording_that_changes_on_disk_is_another_one(
    store: PerformingStore, shared_tiny_package: Path, recording: Path
) -> None:
    package = str(shared_tiny_package)
    first = store.clip(package, recording, RATE, own)
    soundfile.write(recording, np.zeros(16000), 16000)
    second = store.clip(package, recording, RATE, own)
    assert (first.frame_count, second.frame_count) == (60, 30)


def test_what_failed_is_tried_again_when_its_file_changes(
    store: PerformingStore, shared_tiny_package: Path, tmp_path: Path
) -> None:
    package, path = str(shared_tiny_package), tmp_path / "late.wav"
    with pytest.raises(AudioError, match="check the path"):
        store.clip(package, path, RATE, own)
    path.write_bytes(b"no sound")
    for _ in range(2):
        with pytest.raises(AudioError, match=r"late\.wav"):
            store.clip(package, path, RATE, own)
    soundfile.write(path, np.zeros(16000), 16000)
    assert store.clip(package, path, RATE, own).frame_count == 30


def test_a_damaged_package_is_tried_again_when_failures_are_forgotten(
    store: PerformingStore, tmp_path: Path
) -> None:
    folder = write_tiny_package(tmp_path / "mended")
    data = (folder / "model_data.npz").read_bytes()
    (folder / "model_data.npz").write_bytes(b"")
    with pytest.raises(PackageError):
        store.pipeline(str(folder))
    (folder / "model_data.npz").write_bytes(data)
    with pytest.raises(PackageError):
        store.pipeline(str(folder))
    store.forget_failures()
    assert store.pipeline(str(folder)).package.network_path.parent == folder
    with pytest.raises(PackageError, match="nobody"):
        store.pipeline("nobody")


def test_a_deleted_package_is_missed(store: PerformingStore, tmp_path: Path) -> None:
    folder = write_tiny_package(tmp_path / "gone")
    store.pipeline(str(folder))
    shutil.rmtree(folder)
    with pytest.raises(PackageError):
        store.pipeline(str(folder))


def test_a_style_that_does_not_exist_does_not_spoil_the_clip(
    store: PerformingStore, shared_tiny_package: Path, recording: Path
) -> None:
    def wrong(pipeline: FacePipeline) -> Performance:
        return pipeline.performance({"sourceShot": "nobody"})

    clip = store.clip(str(shared_tiny_package), recording, RATE, wrong)
    assert clip.frame(0.5, clip.pipeline.defaults).upper.shape == (6,)


def test_in_the_rear_who_waits_is_told(
    rear: PerformingStore, shared_tiny_package: Path, recording: Path
) -> None:
    package = str(shared_tiny_package)
    for name in ("anne", "bob", "anne"):
        with pytest.raises(NotReadyError, match="Straße"):
            rear.clip(package, recording, RATE, own, (name, name.upper()))
    wait(rear)
    clip = rear.clip(package, recording, RATE, own)
    assert rear.pipeline(package) is clip.pipeline
    told = [rear.finished.get(timeout=1) for _ in range(2)]
    assert sorted(map(str, told)) == ["ANNE", "BOB"]
    assert rear.finished.empty()
    assert clip.rows.has(range(clip.frame_count), clip.pipeline.defaults)


def test_in_the_rear_a_failure_comes_back(rear: PerformingStore, tmp_path: Path) -> None:
    folder = write_tiny_package(tmp_path / "damaged")
    (folder / "network.onnx").write_bytes(b"no graph")
    with pytest.raises(NotReadyError):
        rear.pipeline(str(folder), ("me", "me"))
    wait(rear)
    assert rear.finished.get(timeout=1) == "me"
    with pytest.raises(PackageError, match=r"network\.onnx"):
        rear.pipeline(str(folder))


@pytest.fixture
def slow_opening(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Opening a clip goes on until it is cancelled; the event says that it has begun."""
    begun = threading.Event()

    def opened(_pipeline: object, path: Path, _rate: object, progress: Progress) -> Clip:
        begun.set()
        end = time.monotonic() + SOON
        while time.monotonic() < end:
            progress.update(0.5, f"Reading {path.name}")
            time.sleep(0.002)
        raise AssertionError("nobody cancelled")

    monkeypatch.setattr(Clip, "open", opened)
    return begun


def test_what_was_cancelled_stays_so_until_its_file_changes(
    rear: PerformingStore, shared_tiny_package: Path, recording: Path, slow_opening: threading.Event
) -> None:
    package = str(shared_tiny_package)
    with pytest.raises(NotReadyError):
        rear.clip(package, recording, RATE, own)
    assert slow_opening.wait(SOON)
    job = rear.jobs()[0]
    while not job.message.startswith("Reading"):
        time.sleep(0.001)
    assert 0.1 < job.fraction < 0.3
    rear.cancel()
    wait(rear)
    for _ in range(2):
        with pytest.raises(CancelledError, match="cancelled"):
            rear.clip(package, recording, RATE, own)
    assert not rear.jobs()
    status = recording.stat()
    os.utime(recording, ns=(status.st_atime_ns, status.st_mtime_ns + 10**9))
    with pytest.raises(NotReadyError):
        rear.clip(package, recording, RATE, own)


def test_what_was_abandoned_is_begun_anew(
    rear: PerformingStore, shared_tiny_package: Path, recording: Path, slow_opening: threading.Event
) -> None:
    package = str(shared_tiny_package)
    with pytest.raises(NotReadyError):
        rear.clip(package, recording, RATE, own, ("me", "me"))
    assert slow_opening.wait(SOON)
    rear.abandon()
    assert not rear.jobs()
    slow_opening.clear()
    with pytest.raises(NotReadyError):
        rear.clip(package, recording, RATE, own)
    assert slow_opening.wait(SOON)
    assert rear.finished.empty()


def test_what_was_abandoned_is_not_remembered_as_cancelled(
    rear: PerformingStore, shared_tiny_package: Path, recording: Path, slow_opening: threading.Event
) -> None:
    package = str(shared_tiny_package)
    with pytest.raises(NotReadyError):
        rear.clip(package, recording, RATE, own)
    assert slow_opening.wait(SOON)
    rear.abandon()
    # what is asked for now comes after the abandoned work has ended
    with pytest.raises(NotReadyError):
        rear.pipeline("anton")
    wait(rear)
    with pytest.raises(NotReadyError):
        rear.clip(package, recording, RATE, own)


def test_stopping_ends_the_worker_at_once(
    rear: PerformingStore, shared_tiny_package: Path, recording: Path, slow_opening: threading.Event
) -> None:
    with pytest.raises(NotReadyError):
        rear.clip(str(shared_tiny_package), recording, RATE, own)
    assert slow_opening.wait(SOON)
    began = time.monotonic()
    rear.stop()
    rear.stop()
    assert time.monotonic() - began < 2.0
    assert not [each for each in threading.enumerate() if each.name == "a2f_maya opening"]


def test_a_defect_is_reported_as_one(
    store: PerformingStore,
    shared_tiny_package: Path,
    recording: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_arguments: object) -> Clip:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(Clip, "open", broken)
    with pytest.raises(A2FError, match=r"defect of this program \(ZeroDivisionError: oops\)"):
        store.clip(str(shared_tiny_package), recording, RATE, own)


def test_many_threads_open_one_clip(
    store: PerformingStore, shared_tiny_package: Path, recording: Path
) -> None:
    found: list[Clip] = []
    package = str(shared_tiny_package)
    threads = [
        threading.Thread(target=lambda: found.append(store.clip(package, recording, RATE, own)))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len({id(clip) for clip in found}) == 1


def test_cancelling_leaves_networks_alone(
    rear: PerformingStore, shared_tiny_package: Path, recording: Path, slow_opening: threading.Event
) -> None:
    package = str(shared_tiny_package)
    assert rear.pipeline_at_hand(package) is None
    with pytest.raises(NotReadyError):
        rear.clip(package, recording, RATE, own)
    with pytest.raises(NotReadyError):
        rear.pipeline(str(shared_tiny_package / "model.json"))
    assert slow_opening.wait(SOON)
    rear.cancel()
    wait(rear)
    assert rear.pipeline(package) is rear.pipeline_at_hand(package)
