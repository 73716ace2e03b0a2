from __future__ import annotations

import subprocess
import threading
from dataclasses import replace

import imageio_ffmpeg
import numpy as np
import pytest
from PIL import Image

from a2f_maya.errors import CancelledError, MissingDependencyError, ParameterError
from a2f_maya.preview import clip as clip_module
from a2f_maya.preview.clip import Clip, frame_points, surface_for, write_preview
from a2f_maya.preview.studio import EYE, SKIN, TEETH, TONGUE
from a2f_maya.progress import Progress
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import PointStream
from tests.preview.shapes import sphere

RATE = FrameRate(60)
FRAMES = 42
SIZE = (96, 108)


def sliding(mesh, block=5, frames=FRAMES, rate=RATE):
    """The mesh moves one unit to the right over the clip."""

    def blocks():
        for start in range(0, frames, block):
            shift = np.arange(start, min(start + block, frames)) / (frames - 1)
            offset = np.stack([shift, 0 * shift, 0 * shift], axis=1)
            yield (mesh.points + offset[:, None]).astype(np.float32)

    return PointStream(rate, mesh.name, frames, len(mesh.points), blocks)


@pytest.fixture
def clip():
    skin = sphere(1.0, rings=12, name="skin")
    eye = sphere(0.3, (0.0, 1.6, 0.0), rings=6, name="eye_left")
    samples = (0.3 * np.sin(np.arange(11200) * 0.2)).astype(np.float32)
    return Clip(
        [skin, eye],
        [sliding(skin)],
        samples,
        16000,
        "speech.wav",
        target=np.array([[-1.5, -1.5, 0], [2.5, 2.5, 0]], np.float32),
    )


def test_film_and_sheet_are_written_and_the_film_shows_every_second_frame(clip, tmp_path):
    reports = []
    progress = Progress(lambda fraction, message: reports.append(fraction))
    folder = tmp_path / "neu" / "Vorschau"
    files = write_preview(folder, "speech", clip, size=SIZE, progress=progress)
    assert [file.name for file in files] == ["speech_preview.mp4", "speech_preview.png"]
    assert sorted(folder.iterdir()) == sorted(files)
    count, seconds = imageio_ffmpeg.count_frames_and_secs(str(files[0]))
    assert (count, seconds) == (21, pytest.approx(0.7, abs=0.01))
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-i", str(files[0])]
    raw = subprocess.run(
        [*command, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"], check=True, capture_output=True
    ).stdout
    pictures = np.frombuffer(raw, np.uint8).reshape(21, SIZE[1], SIZE[0], 3).astype(float)
    warm = np.maximum(pictures[..., 0] - pictures[..., 2] - 20, 0).sum(axis=1)
    centre = (warm * np.arange(SIZE[0])).sum(axis=1) / warm.sum(axis=1)
    steps = np.diff(centre)
    assert (steps > 0).all()
    assert steps == pytest.approx(np.full(20, steps.mean()), rel=0.6)
    with Image.open(files[1]) as sheet:
        assert sheet.size[0] > 1500
    assert reports == sorted(reports)
    assert reports[-1] == 1.0


def test_each_mesh_gets_its_own_points_at_the_wanted_frames(clip):
    given = list(frame_points(clip, {3, 20, 41}.__contains__))
    assert len(given) == 3
    for frame, (skin, eye) in zip((3, 20, 41), given, strict=True):
        moved = clip.meshes[0].points + np.array([frame / (FRAMES - 1), 0, 0])
        np.testing.assert_allclose(skin, moved, atol=1e-6)
        assert eye is clip.meshes[1].points


def test_cancelling_leaves_nothing(clip, tmp_path):
    cancelled = threading.Event()

    def report(fraction, message):
        if fraction > 0.3:
            cancelled.set()

    with pytest.raises(CancelledError):
        write_preview(tmp_path, "speech", clip, size=SIZE, progress=Progress(report, cancelled))
    assert list(tmp_path.iterdir()) == []


def test_only_what_is_wanted_is_written(clip, tmp_path):
    opening = np.sin(np.arange(FRAMES) * 0.6).astype(np.float32)
    files = write_preview(tmp_path, "s", replace(clip, opening=opening), video=False)
    assert [file.name for file in files] == ["s_preview.png"]


def test_a_missing_ffmpeg_is_told_before_anything_is_drawn(clip, tmp_path, monkeypatch):
    def none():
        raise MissingDependencyError("imageio-ffmpeg", "A preview video", "pip")

    monkeypatch.setattr(clip_module, "find_ffmpeg", none)
    with pytest.raises(MissingDependencyError):
        write_preview(tmp_path / "out", "s", clip)
    assert not (tmp_path / "out").exists()


def test_movements_that_do_not_fit_are_refused(clip):
    skin, eye = clip.meshes
    with pytest.raises(ParameterError, match="'jaw'"):
        replace(clip, streams=[replace(clip.streams[0], name="jaw")])
    with pytest.raises(ParameterError, match="eye_left"):
        replace(clip, streams=[sliding(skin), sliding(eye, frames=30)])
    with pytest.raises(ParameterError, match="moving"):
        replace(clip, streams=[])
    with pytest.raises(ParameterError, match="opening"):
        replace(clip, opening=np.zeros(3, np.float32))
    short = replace(sliding(skin, frames=10), frame_count=FRAMES)
    with pytest.raises(ParameterError, match="ends before"):
        list(frame_points(replace(clip, streams=[short]), lambda frame: True))


def test_surfaces_are_guessed_from_names():
    assert surface_for("eye_left") is EYE
    assert surface_for("teeth_upper") is TEETH
    assert surface_for("Tongue") is TONGUE
    assert surface_for("skin") is SKIN
    assert surface_for("eyelid_left") is SKIN
