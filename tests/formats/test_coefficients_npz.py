from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from a2f_maya.errors import FormatError, OutputError
from a2f_maya.formats.coefficients_npz import (
    SCHEMA,
    SavedClip,
    read_coefficients,
    write_coefficients,
)
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import CoefficientTrack, FaceTrack


@pytest.fixture
def clip(rng, make_track):
    def table(*shape):
        return rng.normal(0, 1, shape).astype(np.float32)

    return SavedClip(
        "C:/Töne/speech.wav",
        "ours",
        CoefficientTrack(FrameRate(30), table(9, 4), table(9, 2), table(9, 5, 3), table(9, 2, 2)),
        FaceTrack(
            FrameRate(24000, 1001),
            table(7, 6),
            table(7, 6),
            table(7, 2),
            table(3),
            table(7, 4, 4),
            table(7, 2, 3),
        ),
        make_track(frames=7, rate=FrameRate(24000, 1001)),
    )


def _assert_equal(one, other):
    for field in fields(one):
        a, b = getattr(one, field.name), getattr(other, field.name)
        if isinstance(a, np.ndarray):
            assert a.dtype == b.dtype
            np.testing.assert_array_equal(a, b)
        else:
            assert a == b


@pytest.mark.parametrize("dropped", [(), ("coefficients",), ("face",), ("weights", "face")])
def test_round_trip(tmp_path, clip, dropped):
    clip = replace(clip, **dict.fromkeys(dropped))
    write_coefficients(tmp_path / "ä b.npz", clip)
    read = read_coefficients(tmp_path / "ä b.npz")
    assert (read.audio_path, read.network) == (clip.audio_path, clip.network)
    for name in ("coefficients", "face", "weights"):
        if name in dropped:
            assert getattr(read, name) is None
        else:
            _assert_equal(getattr(read, name), getattr(clip, name))


def test_numpy_reads_the_documented_keys(tmp_path, clip):
    write_coefficients(tmp_path / "a.npz", clip)
    with np.load(tmp_path / "a.npz") as archive:
        assert str(archive["schema"]) == SCHEMA == "a2f.coefficients/1"
        assert str(archive["audio_path"]) == clip.audio_path
        assert str(archive["network"]) == "ours"
        assert archive["coefficients_rate"].tolist() == [30, 1]
        assert archive["face_rate"].tolist() == archive["weights_rate"].tolist() == [24000, 1001]
        assert archive["face_tongue_offset"].shape == (3,)
        assert tuple(archive["weights_names"]) == clip.weights.names
        np.testing.assert_array_equal(archive["weights_values"], clip.weights.weights)
        np.testing.assert_array_equal(archive["coefficients_jaw"], clip.coefficients.jaw)


def test_writing_twice_gives_the_same_bytes(tmp_path, clip):
    for name in ("a.npz", "b.npz"):
        write_coefficients(tmp_path / name, clip)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("schema", np.array("a2f.coefficients/2")),
        ("schema", None),
        ("network", None),
        ("coefficients_jaw", None),
        ("coefficients_jaw", np.zeros((9, 4, 3), np.float32)),
        ("coefficients_skin", np.zeros((8, 4), np.float32)),
        ("coefficients_skin", np.full((9, 4), np.nan, np.float32)),
        ("face_tongue_offset", np.zeros(2, np.float32)),
        ("face_rate", np.array([24000, 0])),
        ("face_rate", np.array([24000])),
        ("weights_names", np.array(["jawOpen"])),
    ],
)
def test_a_wrong_key_is_named(tmp_path, clip, key, value):
    write_coefficients(tmp_path / "a.npz", clip)
    with np.load(tmp_path / "a.npz") as archive:
        arrays = {name: archive[name] for name in archive.files}
    arrays[key] = value
    arrays = {name: array for name, array in arrays.items() if array is not None}
    np.savez(tmp_path / "b.npz", **arrays)
    named = "weights_values" if key == "weights_names" else key.split("_")[0]
    with pytest.raises(FormatError, match=named):
        read_coefficients(tmp_path / "b.npz")


def test_other_files_are_refused(tmp_path):
    with pytest.raises(FormatError, match="check the name"):
        read_coefficients(tmp_path / "missing.npz")
    for content in (b"", b"PK\x03\x04 broken", b"text"):
        (tmp_path / "a.npz").write_bytes(content)
        with pytest.raises(FormatError, match=r"a\.npz"):
            read_coefficients(tmp_path / "a.npz")
    np.save(tmp_path / "b.npy", np.zeros(3))
    (tmp_path / "b.npy").rename(tmp_path / "b.npz")
    with pytest.raises(FormatError, match="not an"):
        read_coefficients(tmp_path / "b.npz")
    with (tmp_path / "c.npz").open("wb") as file:
        np.savez(file, schema=np.array([{"a": 1}], dtype=object))
    with pytest.raises(FormatError, match="not an"):
        read_coefficients(tmp_path / "c.npz")


def test_numbers_that_are_not_finite_are_refused(tmp_path, clip):
    clip.face.jaw[4, 0, 0] = np.nan
    with pytest.raises(OutputError, match="'face_jaw' is not finite at frame 4"):
        write_coefficients(tmp_path / "a.npz", clip)
    with pytest.raises(OutputError, match=r"must end in \.npz"):
        write_coefficients(tmp_path / "a.json", clip)
    assert not list(tmp_path.iterdir())
