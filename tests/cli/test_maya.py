"""``a2f maya bake`` in mayapy, or on the stand-in in its place."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from a2f_maya.cli.console import Console
from a2f_maya.progress import Progress
from tests.support.command_line import a2f, one_line

ROOT = Path(__file__).parents[2]


@pytest.fixture
def rigged(maya_session: None, tmp_path: Path, shared_tiny_package: Path) -> Path:
    """A saved scene with a character on a rig."""
    from maya import cmds

    from a2f_maya.maya import scene
    from tests.maya import rig

    cmds.file(new=True, force=True)
    cmds.currentUnit(time="film")
    character = scene.create_instance(
        scene.create_audio_player(), shared_tiny_package.as_posix(), "anna"
    )
    scene.attach_blend_shape(character, rig.make_blend_shape(rig.TINY_POSES))
    scene.attach_mesh(character, rig.make_mesh(60, "face"))
    cmds.createNode("transform", name="jaw")
    scene.attach_jaw(character, "jaw")
    path = tmp_path / "rig ä.ma"
    cmds.file(rename=path.as_posix())
    cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True, force=True)
    return path


@pytest.fixture
def speech(tmp_path: Path, maya_session: None) -> Path:
    from tests.maya import rig

    return rig.write_recording(tmp_path / "line.wav")


def test_keys_and_cache(rigged: Path, speech: Path, tmp_path: Path) -> None:
    from maya import cmds

    out = tmp_path / "shot.ma"
    done = a2f(
        *("maya", "bake", rigged, "--character", "anna", "--audio", speech, "--out", out),
        *("--cache", tmp_path / "caches", "--end", 20, "--tolerance", 0.001, "--json"),
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["scene"] == str(out)
    assert result["keys"]["start"] == 0
    assert result["keys"]["end"] == 20
    assert result["keys"]["curves"] == 12
    assert 0 <= result["keys"]["largest_error"] <= 0.001
    assert [Path(file).name for file in result["files"]] == ["anna.xml", "anna.mcx"]
    cmds.file(new=True, force=True)
    cmds.file(out.as_posix(), open=True, force=True)
    times = cmds.keyframe("rig_blendShape.jawOpen", query=True, timeChange=True)
    assert (times[0], times[-1]) == (0, 20)
    assert len(cmds.ls(type="cacheFile")) == 1
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_layer_and_plain_words(rigged: Path, speech: Path, tmp_path: Path) -> None:
    from maya import cmds

    out = tmp_path / "shot.ma"
    done = a2f(
        *("maya", "bake", rigged, "--character", "anna", "--audio", speech, "--out", out),
        *("--layer", "lipsync"),
    )
    assert done.returncode == 0, done.stderr
    assert "frames 0 to 28" in done.stdout
    assert cmds.nodeType("lipsync") == "animLayer"
    assert Path(cmds.file(query=True, sceneName=True)) == out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"--character": "nobody"}, "no character named 'nobody'; the scene has: anna"),
        ({"--audio": "missing.wav"}, "missing.wav"),
        ({"scene": "missing.ma"}, "missing.ma"),
        ({"--out": "shot.txt"}, "ends in .ma or .mb"),
        ({"--tolerance": "-1"}, "tolerance"),
    ],
)
def test_mistakes_are_one_line_and_leave_no_file(
    change: dict[str, str], said: str, rigged: Path, speech: Path, tmp_path: Path
) -> None:
    options = {
        "scene": str(rigged),
        "--character": "anna",
        "--audio": str(speech),
        "--out": str(tmp_path / "shot.ma"),
        **change,
    }
    scene = options.pop("scene")
    before = sorted(tmp_path.iterdir())
    done = a2f("maya", "bake", scene, *(part for pair in options.items() for part in pair))
    assert done.returncode == 2
    assert said in one_line(done.stderr)
    assert done.stdout == ""
    assert sorted(tmp_path.iterdir()) == before


def test_cancelling_leaves_no_file(
    rigged: Path, speech: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def interrupted(console: Console) -> Iterator[Progress]:
        cancelled = threading.Event()

        def report(fraction: float, message: str) -> None:
            if fraction > 0.8:
                cancelled.set()

        yield Progress(report, cancelled)

    monkeypatch.setattr("a2f_maya.cli.maya.cancellable", interrupted)
    out, caches = tmp_path / "shot.ma", tmp_path / "caches"
    done = a2f(
        *("maya", "bake", rigged, "--character", "anna", "--audio", speech, "--out", out),
        *("--cache", caches),
    )
    assert done.returncode == 130
    assert one_line(done.stderr) == "a2f: error: Cancelled.\n"
    assert not out.exists()
    assert list(caches.iterdir()) == []


def test_outside_mayapy_it_says_how_to_call_it(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    environment["PYTHONPATH"] = str(ROOT)
    command = [sys.executable, "-m", "a2f_maya", "maya", "bake", "a.ma"]
    command += ["--character", "anna", "--audio", "a.wav", "--out", "b.ma"]
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False
    )
    if "There is no file" in done.stderr:
        pytest.skip("this Python is mayapy")
    assert done.returncode == 2
    assert "mayapy -m a2f_maya maya bake" in one_line(done.stderr)
