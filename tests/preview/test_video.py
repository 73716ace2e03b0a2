from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import imageio_ffmpeg
import numpy as np
import pytest

from a2f_maya.errors import CancelledError, MissingDependencyError, OutputError, ParameterError
from a2f_maya.preview import video
from a2f_maya.preview.video import find_ffmpeg, preview_rate, write_preview_video
from a2f_maya.timing import FrameRate

SIZE = (96, 64)


def grey(level: int, size=SIZE):
    return np.full((size[1], size[0], 3), level, np.uint8)


def decoded_pictures(path, size=SIZE):
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-i", str(path)]
    command += ["-f", "rawvideo", "-pix_fmt", "rgb24", "-fps_mode", "passthrough", "-"]
    data = subprocess.run(command, check=True, capture_output=True).stdout
    width, height = size
    return np.frombuffer(data, np.uint8).reshape(-1, height, width, 3)


def decoded_sound(path, sample_rate=48000):
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-i", str(path), "-vn"]
    command += ["-f", "s16le", "-ac", "1", "-ar", str(sample_rate), "-"]
    data = subprocess.run(command, check=True, capture_output=True).stdout
    return np.frombuffer(data, "<i2") / 32768


def described(path):
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-i", str(path)]
    return subprocess.run(command, check=False, capture_output=True).stderr.decode()


def test_a_flash_and_a_beep_of_one_moment_stay_together(tmp_path):
    rate, sample_rate = FrameRate(25), 48000
    frames = [grey(235 if number == 30 else 16) for number in range(50)]
    samples = np.zeros(2 * sample_rate, np.float32)
    start = 30 * sample_rate // 25
    samples[start : start + 4800] = 0.5 * np.sin(np.arange(4800) * 2 * np.pi * 1000 / sample_rate)
    target = tmp_path / "Ansicht für 顔.mp4"
    assert write_preview_video(target, frames, rate, samples, sample_rate) == 50
    pictures = decoded_pictures(target)
    levels = [float(picture.mean()) for picture in pictures]
    assert len(pictures) == 50
    assert imageio_ffmpeg.count_frames_and_secs(str(target)) == (50, pytest.approx(2.0, abs=0.01))
    assert int(np.argmax(levels)) == 30
    assert levels[30] == pytest.approx(235, abs=4)
    assert levels[29] == pytest.approx(16, abs=4)
    sound = decoded_sound(target)
    assert np.abs(sound[start : start + 4800]).max() == pytest.approx(0.5, abs=0.05)
    template = samples[start : start + 4800]
    window = sound[start - 600 : start + 4800 + 600]
    offset = int(np.argmax(np.correlate(window, template, "valid"))) - 600
    assert abs(offset) <= 48
    assert list(tmp_path.iterdir()) == [target]


def test_the_film_is_h264_yuv420p_with_aac_and_its_index_in_front(tmp_path):
    target = tmp_path / "film.mp4"
    samples = np.random.default_rng(0).normal(size=(16000, 2)).astype(np.float32) * 0.1
    write_preview_video(target, [grey(90)] * 30, FrameRate(30000, 1001), samples, 16000)
    text = described(target)
    assert "Video: h264" in text
    assert "yuv420p(tv, bt709" in text
    assert "Audio: aac" in text
    assert "start: 0.000000" in text
    assert "29.97 fps" in text
    content = target.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_ntsc_film_times_do_not_drift(tmp_path):
    target = tmp_path / "film.mp4"
    write_preview_video(target, (grey(50) for _ in range(300)), FrameRate(24000, 1001))
    count, seconds = imageio_ffmpeg.count_frames_and_secs(str(target))
    assert count == 300
    assert seconds == pytest.approx(300 * 1001 / 24000, abs=0.01)
    assert "Audio" not in described(target)


def test_odd_sizes_are_filled_up_and_colours_survive(tmp_path):
    target = tmp_path / "film.mp4"
    picture = np.zeros((63, 95, 3), np.uint8) + np.array([200, 120, 60], np.uint8)
    write_preview_video(target, [picture] * 3, FrameRate(24))
    pictures = decoded_pictures(target)
    assert len(pictures) == 3
    assert pictures[1][30, 40].astype(int) == pytest.approx([200, 120, 60], abs=6)


@pytest.mark.parametrize(
    ("rate", "expected", "step"),
    [
        (FrameRate(60), FrameRate(30), 2),
        (FrameRate(60000, 1001), FrameRate(30000, 1001), 2),
        (FrameRate(30), FrameRate(30), 1),
        (FrameRate(24000, 1001), FrameRate(24000, 1001), 1),
        (FrameRate(120), FrameRate(30), 4),
        (FrameRate(50), FrameRate(25), 2),
        (FrameRate(48), FrameRate(24), 2),
    ],
)
def test_films_have_at_most_thirty_frames_a_second(rate, expected, step):
    assert preview_rate(rate) == (expected, step)
    shown = Fraction(7 * expected.denominator, expected.numerator)
    assert shown == Fraction(7 * step * rate.denominator, rate.numerator)


def test_cancelling_leaves_the_old_film_and_no_process(tmp_path, monkeypatch):
    target = tmp_path / "film.mp4"
    target.write_bytes(b"the film of yesterday")
    started = []
    popen = subprocess.Popen

    def remember(*args, **options):
        started.append(popen(*args, **options))
        return started[-1]

    monkeypatch.setattr(video.subprocess, "Popen", remember)

    def frames():
        yield grey(10)
        yield grey(20)
        raise CancelledError

    with pytest.raises(CancelledError):
        write_preview_video(target, frames(), FrameRate(30))
    assert started[0].returncode is not None
    assert target.read_bytes() == b"the film of yesterday"
    assert list(tmp_path.iterdir()) == [target]


def test_what_ffmpeg_complains_about_is_told_in_one_sentence(tmp_path):
    target = tmp_path / "missing" / "film.mp4"
    with pytest.raises(OutputError, match="No such file or directory") as caught:
        write_preview_video(target, (grey(10, (640, 480)) for _ in range(200)), FrameRate(30))
    assert "film.mp4" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_bad_pictures_and_missing_rates_are_refused(tmp_path):
    target = tmp_path / "film.mp4"
    with pytest.raises(ParameterError, match="no picture"):
        write_preview_video(target, [], FrameRate(30))
    with pytest.raises(ParameterError, match="Picture 1"):
        write_preview_video(target, [grey(1), grey(1, (32, 32))], FrameRate(30))
    with pytest.raises(ParameterError, match="uint8"):
        write_preview_video(target, [grey(1).astype(float)], FrameRate(30))
    with pytest.raises(ParameterError, match="sample rate"):
        write_preview_video(target, [grey(1)], FrameRate(30), np.zeros(10, np.float32))
    assert list(tmp_path.iterdir()) == []


def test_a_system_ffmpeg_is_the_second_choice_and_none_is_an_error(monkeypatch):
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    monkeypatch.setattr(video.shutil, "which", lambda name: f"/somewhere/{name}")
    assert find_ffmpeg() == "/somewhere/ffmpeg"
    monkeypatch.setattr(video.shutil, "which", lambda name: None)
    with pytest.raises(MissingDependencyError, match="pip install imageio-ffmpeg"):
        find_ffmpeg()
