"""Recordings of every kind come in as the same 16 kHz mono signal, and bad ones are refused."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile

from a2f_maya.audio.files import find_recordings, read_recording
from a2f_maya.errors import AudioError


def tone(rate: int, seconds: float = 1.0, hertz: float = 440.0) -> np.ndarray:
    return 0.5 * np.sin(2 * np.pi * hertz * np.arange(round(rate * seconds)) / rate)


def write(path: Path, samples: np.ndarray, rate: int, subtype: str | None = None) -> Path:
    soundfile.write(path, samples, rate, subtype=subtype)
    return path


@pytest.mark.parametrize(
    ("suffix", "subtype", "tolerance"),
    [
        (".wav", "PCM_16", 1e-4),
        (".wav", "PCM_24", 1e-5),
        (".wav", "PCM_U8", 2e-2),
        (".wav", "FLOAT", 1e-5),
        (".wav", "DOUBLE", 1e-5),
        (".flac", "PCM_24", 1e-5),
        (".aiff", "PCM_16", 1e-4),
        (".ogg", "VORBIS", 4e-2),
        (".mp3", "MPEG_LAYER_III", 7e-2),
    ],
)
@pytest.mark.parametrize("rate", [8000, 16000, 44100, 48000])
def test_formats_and_rates_give_the_same_tone(
    tmp_path: Path, suffix: str, subtype: str, tolerance: float, rate: int
) -> None:
    recording = read_recording(write(tmp_path / f"ä tone{suffix}", tone(rate), rate, subtype))
    assert recording.samples.dtype == np.float32
    assert recording.duration == pytest.approx(1.0, abs=0.06 if suffix == ".mp3" else 1e-3)
    assert (recording.source_rate, recording.source_channels) == (rate, 1)
    middle = slice(2000, 14000)
    np.testing.assert_allclose(recording.samples[middle], tone(16000)[middle], atol=tolerance)


def test_192_khz_and_eight_channels(tmp_path: Path) -> None:
    rate = 192000
    channels = np.stack([tone(rate, hertz=100.0 * (k + 1)) for k in range(8)], axis=1)
    path = write(tmp_path / "eight.wav", channels, rate, "FLOAT")
    middle = slice(1000, 15000)
    third = read_recording(path, channel=3)
    np.testing.assert_allclose(third.samples[middle], tone(16000, hertz=300.0)[middle], atol=1e-4)
    mixed = np.mean([tone(16000, hertz=100.0 * (k + 1)) for k in range(8)], axis=0)
    np.testing.assert_allclose(read_recording(path).samples[middle], mixed[middle], atol=1e-4)
    with pytest.raises(AudioError, match="has 8 channel"):
        read_recording(path, channel=9)


def test_what_would_alias_is_gone(tmp_path: Path) -> None:
    path = write(tmp_path / "high.wav", tone(48000, hertz=9000.0), 48000, "FLOAT")
    assert np.abs(read_recording(path).samples[1000:-1000]).max() < 1e-5


def test_range_is_cut_in_seconds_of_the_file(tmp_path: Path) -> None:
    ramp = np.linspace(0, 1, 16000, dtype=np.float32)
    path = write(tmp_path / "ramp.wav", ramp, 16000, "FLOAT")
    piece = read_recording(path, start=0.25, end=0.5)
    np.testing.assert_array_equal(piece.samples, ramp[4000:8000])
    np.testing.assert_array_equal(read_recording(path, start=0.25, end=-1).samples, ramp[4000:])
    np.testing.assert_array_equal(read_recording(path, end=9.0).samples, ramp)
    for start, end in ((1.0, None), (-0.5, None), (0.5, 0.5), (0.6, 0.5)):
        with pytest.raises(AudioError, match="range"):
            read_recording(path, start=start, end=end)


def test_long_files_are_read_in_blocks(tmp_path: Path) -> None:
    samples = np.random.default_rng(0).uniform(-0.5, 0.5, (600_000, 2)).astype(np.float32)
    path = write(tmp_path / "long.wav", samples, 16000, "FLOAT")
    np.testing.assert_allclose(read_recording(path).samples, samples.mean(axis=1), atol=1e-7)


def test_silence_is_read_and_reported(tmp_path: Path) -> None:
    assert read_recording(write(tmp_path / "silent.wav", np.zeros(1600), 16000)).is_silent
    assert not read_recording(write(tmp_path / "tone.wav", tone(16000), 16000)).is_silent


def test_bad_files_are_refused_in_one_sentence(tmp_path: Path) -> None:
    good = write(tmp_path / "good.wav", tone(16000), 16000).read_bytes()
    holes = tone(16000).astype(np.float32)
    holes[8000] = np.nan
    cases = {
        "empty.wav": (b"", "is empty"),
        "text.wav": (b"this is not sound at all", "cannot be read as audio"),
        "cut.wav": (good[: len(good) // 2], "is cut off"),
        "cut_in_header.wav": (good[:30], "is cut off"),
    }
    for name, (data, words) in cases.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(AudioError, match=words) as caught:
            read_recording(tmp_path / name)
        assert name in str(caught.value)
        assert "\n" not in str(caught.value)
    write(tmp_path / "nan.wav", holes, 16000, "FLOAT")
    with pytest.raises(AudioError, match=r"not a number at 0\.500 s"):
        read_recording(tmp_path / "nan.wav")
    write(tmp_path / "zero.wav", np.zeros(0), 16000)
    with pytest.raises(AudioError, match="holds no samples"):
        read_recording(tmp_path / "zero.wav")
    with pytest.raises(AudioError, match="no file"):
        read_recording(tmp_path / "missing.wav")


@pytest.mark.parametrize("suffix", [".flac", ".aiff", ".ogg", ".mp3"])
def test_cut_off_files_of_other_kinds_are_refused(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"whole{suffix}", np.random.default_rng(0).uniform(-1, 1, 32000), 16000)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(AudioError):
        read_recording(path)


def test_a_stream_of_unknown_length_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "stream.wav", tone(16000), 16000)
    data = bytearray(path.read_bytes())
    data[4:8] = struct.pack("<I", 0xFFFFFFFF)
    path.write_bytes(bytes(data))
    assert read_recording(path).duration == pytest.approx(1.0)


def test_folders_give_their_audio_files_in_order(tmp_path: Path) -> None:
    for name in ("b.wav", "a.FLAC", "notes.txt", "c.mp3"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "sub.wav").mkdir()
    assert [path.name for path in find_recordings(tmp_path)] == ["a.FLAC", "b.wav", "c.mp3"]
    (tmp_path / "nothing").mkdir()
    with pytest.raises(AudioError, match="holds no audio file"):
        find_recordings(tmp_path / "nothing")
    with pytest.raises(AudioError, match="no file"):
        find_recordings(tmp_path / "absent")
