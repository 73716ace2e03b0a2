"""``a2f bake`` as a user calls it: a real process, real files, a tiny network."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from a2f_maya.formats.weights_json import read_weights_json
from a2f_maya.outputs import FORMATS, Clip
from tests.support.command_line import Done, a2f, one_line
from tests.support.tiny_package import SKIN_POSES, TONGUE_POSES

ALL_BUT_MESH = "weights-json,usd,maya-cache,livelink-csv,npz"


def record(path: Path, seconds: float = 1.0, rate: int = 16000) -> Path:
    time_line = np.arange(round(seconds * rate)) / rate
    soundfile.write(path, 0.3 * np.sin(2 * np.pi * 150 * time_line), rate)
    return path


def a2f_process(*arguments: object, limit_bytes: int | None = None) -> Done:
    """Run it in a process; ``limit_bytes`` makes larger files fail as a full disk does."""

    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))

    done = subprocess.run(
        [sys.executable, "-m", "a2f_maya", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        preexec_fn=limit if limit_bytes else None,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_default_formats(tmp_path: Path, shared_tiny_package: Path) -> None:
    sound = record(tmp_path / "Grüß dich 1.wav", seconds=1.01)
    out = tmp_path / "out put"
    done = a2f_process("bake", sound, "--out", out, "--network", shared_tiny_package)
    assert (done.returncode, done.stderr) == (0, "")
    assert names(out) == {
        "Grüß dich 1_bsweight.json",
        "Grüß dich 1_bsweight.usda",
        "a2f_bake.json",
    }
    track = read_weights_json(out / "Grüß dich 1_bsweight.json")
    assert len(track) == 61
    assert track.rate.fps == 60
    assert track.names == SKIN_POSES + TONGUE_POSES


def test_every_format_of_a_network_without_faces(tmp_path: Path, shared_tiny_package: Path) -> None:
    sound = record(tmp_path / "a.wav")
    done = a2f(
        *("bake", sound, "--out", tmp_path / "out", "--network", shared_tiny_package),
        *("--formats", ALL_BUT_MESH, "--fps", "23.976", "--json"),
    )
    assert done.returncode == 0, done.stderr
    (clip,) = json.loads(done.stdout)["clips"]
    assert {Path(file).name for file in clip["files"]} == names(tmp_path / "out") - {
        "a2f_bake.json"
    }
    assert names(tmp_path / "out") >= {"a.npz", "a_cache.xml", "a_cache.mcx", "a_livelink.csv"}
    assert clip["frames"] == 24
    with (tmp_path / "out" / "a_livelink.csv").open(encoding="utf-8", newline="") as stream:
        assert len(list(csv.reader(stream))) == 25
    meshless = a2f(
        *("bake", sound, "--out", tmp_path / "out", "--network", shared_tiny_package),
        *("--formats", "usd-points"),
    )
    assert meshless.returncode == 2
    assert "give them with --mesh" in one_line(meshless.stderr)


def test_a_bad_file_stops_no_other(tmp_path: Path, shared_tiny_package: Path) -> None:
    takes = tmp_path / "takes"
    takes.mkdir()
    record(takes / "a.wav")
    (takes / "b.wav").write_bytes(b"")
    (takes / "c.flac").write_bytes(b"not sound")
    record(takes / "d.wav")
    done = a2f("bake", takes, "--out", tmp_path / "out", "--network", shared_tiny_package)
    assert done.returncode == 3
    assert "b.wav is empty" in done.stderr
    assert "c.flac cannot be read" in done.stderr
    assert "2 of 4 recordings baked" in done.stdout
    assert names(tmp_path / "out") == {
        *("a_bsweight.json", "a_bsweight.usda", "d_bsweight.json", "d_bsweight.usda"),
        "a2f_bake.json",
    }


def test_a_defect_of_ours_stops_no_other(
    tmp_path: Path, shared_tiny_package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(clip: Clip, *rest: object) -> list[Path]:
        if clip.stem == "a":
            raise ZeroDivisionError("on purpose")
        return [tmp_path]

    monkeypatch.setitem(FORMATS, "npz", broken)
    sounds = [record(tmp_path / f"{name}.wav") for name in "ab"]
    done = a2f(
        *("bake", *sounds, "--out", tmp_path / "out"),
        *("--network", shared_tiny_package, "--formats", "npz"),
    )
    assert done.returncode == 3
    assert "ZeroDivisionError: on purpose" in one_line(done.stderr)
    assert "1 of 2 recordings baked" in done.stdout


def test_silence_bakes_with_a_warning(tmp_path: Path, shared_tiny_package: Path) -> None:
    soundfile.write(tmp_path / "quiet.wav", np.zeros(16000), 16000)
    done = a2f(
        "bake", tmp_path / "quiet.wav", "--out", tmp_path / "out", "--network", shared_tiny_package
    )
    assert done.returncode == 0
    assert "quiet.wav is silent" in one_line(done.stderr)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--network", "nobody"), "no network 'nobody'"),
        (("--formats", "weights-json,gif"), "no format 'gif'"),
        (("--fps", "quick"), "not a frame rate"),
        (("--range", "5", "6"), "range"),
        (("--channel", "2"), "has 1 channel"),
        (("--channel", "left"), "neither mix nor a number"),
        (("--emotion", "joy"), "NAME=STRENGTH"),
        (("--emotion", "glee=1"), "no emotion 'glee'"),
        (("--emotion", "joy=2"), "between 0 and 1"),
        (("--provider", "cuda"), "'cuda' does not run"),
    ],
)
def test_wrong_use_is_one_sentence(
    tmp_path: Path, shared_tiny_package: Path, arguments: tuple[str, ...], words: str
) -> None:
    sound = record(tmp_path / "a.wav")
    base = ("bake", sound, "--out", tmp_path / "out", "--network", shared_tiny_package)
    done = a2f(*base, *arguments)
    assert done.returncode == 2
    assert words in one_line(done.stderr)
    assert not list((tmp_path / "out").glob("*_bsweight*"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "not valid JSON"),
        ("[1]", "must hold one JSON object"),
        ('{"lowerFaceStrenght": 1}', "did you mean 'lowerFaceStrength'"),
        ('{"lowerFaceStrength": 7}', "from 0 to 2"),
        ('{"lowerFaceStrength": NaN}', "lowerFaceStrength"),
        ('{"sourceShot": "angry"}', "no source shot 'angry'"),
        ('{"sourceFrame": 99}', "has no frame 99"),
        ('{"emotion": [1]}', "'emotion' must be an object"),
        ('{"schema": "other/1"}', "schema"),
        ('{"emotion": {"joy": "much"}}', "between 0 and 1"),
        ('{"emotionKeys": [{"joy": 1}]}', "with 'time'"),
        ('{"emotionKeys": [{"time": 1}, {"time": 1}]}', "rise strictly"),
        ('{"emotionKeys": [{"time": 0, "glee": 1}]}', "no emotion 'glee'"),
        ('{"blendshapes": 3}', "'blendshapes' must be an object"),
        ('{"blendshapes": {"method": "best"}}', "exact or nvidia"),
        ('{"blendshapes": {"skin": {"speed": 1}}}', "no solver setting 'speed'"),
        ('{"blendshapes": {"skin": {"offsets": {"earUp": 1}}}}', "the pose 'earUp'"),
    ],
)
def test_wrong_parameter_files_are_one_sentence(
    tmp_path: Path, shared_tiny_package: Path, content: str, words: str
) -> None:
    (tmp_path / "p.json").write_text(content, encoding="utf-8")
    done = a2f(
        *("bake", record(tmp_path / "a.wav"), "--out", tmp_path / "out"),
        *("--network", shared_tiny_package, "--params", tmp_path / "p.json"),
    )
    assert done.returncode == 2
    assert words in one_line(done.stderr)


def test_a_missing_parameter_file_is_one_sentence(
    tmp_path: Path, shared_tiny_package: Path
) -> None:
    done = a2f(
        *("bake", record(tmp_path / "a.wav"), "--out", tmp_path / "out"),
        *("--network", shared_tiny_package, "--params", tmp_path / "p.json"),
    )
    assert done.returncode == 2
    assert done.stderr.startswith(f"a2f: error: Cannot read {tmp_path / 'p.json'}: No such file")
    one_line(done.stderr)


def test_parameters_change_the_result(tmp_path: Path, shared_tiny_package: Path) -> None:
    sound = record(tmp_path / "a.wav")
    for name, parameters in (("full", {}), ("none", {"skinStrength": 0, "automaticBlinks": False})):
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps({**parameters, "eyelidOpenOffset": 0, "lipOpenOffset": 0}))
        a2f(
            *("bake", sound, "--out", tmp_path / name),
            *("--network", shared_tiny_package, "--params", path),
        )
    skin = len(SKIN_POSES)
    full = read_weights_json(tmp_path / "full" / "a_bsweight.json").weights[:, :skin]
    none = read_weights_json(tmp_path / "none" / "a_bsweight.json").weights[:, :skin]
    assert full.max() > 0.05
    np.testing.assert_allclose(none, 0, atol=1e-6)


def test_the_blendshape_solve_can_be_changed(tmp_path: Path, shared_tiny_package: Path) -> None:
    sound = record(tmp_path / "a.wav")

    def weights(**blendshapes: object) -> np.ndarray:
        path = tmp_path / "p.json"
        path.write_text(json.dumps({"blendshapes": blendshapes}), encoding="utf-8")
        done = a2f(
            *("bake", sound, "--out", tmp_path / "out"),
            *("--network", shared_tiny_package, "--params", path),
        )
        assert done.returncode == 0, done.stderr
        return read_weights_json(tmp_path / "out" / "a_bsweight.json").weights

    plain = weights()
    strongest = int(plain[:, : len(SKIN_POSES)].max(axis=0).argmax())
    name = SKIN_POSES[strongest].upper()
    assert plain[:, strongest].max() > 0.05
    half = weights(skin={"multipliers": {name: 0.5}})
    np.testing.assert_allclose(half[:, strongest], plain[:, strongest] / 2, atol=1e-5)
    off = weights(skin={"active": {name: False}})
    np.testing.assert_array_equal(off[:, strongest], 0)
    other = weights(method="nvidia")
    assert other.shape == plain.shape
    assert np.abs(other - plain).max() > 0


def test_options_of_single_formats(tmp_path: Path, shared_tiny_package: Path) -> None:
    sound = record(tmp_path / "a.wav", seconds=0.1)
    plain = ("bake", sound, "--out", tmp_path / "out", "--network", shared_tiny_package)
    formats = ("--formats", "usd,maya-cache", "--fps", "30", "--no-metahuman")
    per_frame = ("--cache-per-frame", "--cache-format", "mcc", "--start-frame", "10")
    assert a2f(*plain, *formats, *per_frame).returncode == 0
    assert names(tmp_path / "out") == {
        *("a_bsweight.usda", "a_cache.xml", "a2f_bake.json"),
        *(f"a_cacheFrame{frame}.mc" for frame in (10, 11, 12)),
    }
    usda = tmp_path / "out" / "a_bsweight.usda"
    assert "mh_curve" not in usda.read_text(encoding="utf-8")
    a2f(*plain)
    assert "mh_curve" in usda.read_text(encoding="utf-8")


def test_resume_skips_only_what_is_the_same(tmp_path: Path, shared_tiny_package: Path) -> None:
    takes, out = tmp_path / "takes", tmp_path / "out"
    takes.mkdir()
    record(takes / "a.wav")
    record(takes / "b.wav")

    def skipped(*more: object) -> list[bool]:
        done = a2f(
            *("bake", takes, "--out", out, "--network", shared_tiny_package),
            *("--resume", "--json", *more),
        )
        assert done.returncode == 0, done.stderr
        return [clip["skipped"] for clip in json.loads(done.stdout)["clips"]]

    assert skipped() == [False, False]
    assert skipped() == [True, True]
    record(takes / "a.wav", seconds=2.0)
    assert skipped() == [False, True]
    (out / "b_bsweight.json").unlink()
    assert skipped() == [True, False]
    assert skipped("--fps", "30") == [False, False]


def test_resume_notices_another_network(tmp_path: Path, tiny_package: Path) -> None:
    command = ("bake", record(tmp_path / "a.wav"), "--out", tmp_path / "out")
    again = (*command, "--network", tiny_package, "--resume")
    a2f(*again)
    assert "already baked" in a2f(*again).stdout
    with np.load(tiny_package / "bs_skin.npz") as archive:
        arrays = dict(archive)
    arrays["jawOpen"] = 2 * arrays["jawOpen"]
    np.savez(tiny_package / "bs_skin.npz", **arrays)
    assert "already baked" not in a2f(*again).stdout


def test_equal_names_are_refused_before_anything_is_written(
    tmp_path: Path, shared_tiny_package: Path
) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        record(tmp_path / folder / "a.wav")
    done = a2f(
        *("bake", tmp_path / "one", tmp_path / "two", "--out", tmp_path / "out"),
        *("--network", shared_tiny_package),
    )
    assert done.returncode == 2
    assert "same names" in one_line(done.stderr)
    assert not (tmp_path / "out").exists()


def test_an_output_folder_that_is_a_file(tmp_path: Path, shared_tiny_package: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    done = a2f(
        *("bake", record(tmp_path / "a.wav"), "--out", tmp_path / "out"),
        *("--network", shared_tiny_package),
    )
    assert done.returncode == 2
    assert "Cannot write" in one_line(done.stderr)
    assert (tmp_path / "out").read_text(encoding="utf-8") == "a file"


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a POSIX facility")
@pytest.mark.parametrize("name", ["weights-json", "usd", "maya-cache", "livelink-csv", "npz"])
def test_a_full_disk_leaves_nothing_half_written(
    tmp_path: Path, shared_tiny_package: Path, name: str
) -> None:
    done = a2f_process(
        *("bake", record(tmp_path / "a.wav", seconds=2), "--out", tmp_path / "out"),
        *("--network", shared_tiny_package, "--formats", name),
        limit_bytes=4000,
    )
    assert done.returncode == 2
    assert "Cannot write" in one_line(done.stderr)
    assert names(tmp_path / "out") == set()


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a POSIX facility")
@pytest.mark.parametrize("name", ["usd-points", "maya-cache", "preview"])
def test_a_full_disk_and_the_vertices_of_the_head(tmp_path: Path, name: str) -> None:
    sound = record(tmp_path / "a.wav", seconds=0.5)
    done = a2f_process(
        *("bake", sound, "--out", tmp_path / "out", "--formats", name), limit_bytes=4000
    )
    assert done.returncode == 2
    assert "Cannot write" in one_line(done.stderr)
    assert names(tmp_path / "out") == set()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for other processes")
def test_ctrl_c_cancels_and_leaves_no_part(tmp_path: Path, shared_tiny_package: Path) -> None:
    sound = record(tmp_path / "long.wav", seconds=600)
    out = tmp_path / "out"
    command = ["bake", str(sound), "--out", str(out), "--network", str(shared_tiny_package)]
    process = subprocess.Popen(
        [sys.executable, "-m", "a2f_maya", *command, "--fps", "120"],
        stderr=subprocess.PIPE,
        text=True,
    )
    for _ in range(600):
        if out.exists():
            break
        time.sleep(0.05)
    time.sleep(0.3)
    os.kill(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Cancelled" in one_line(errors)
    assert names(out) == set()
