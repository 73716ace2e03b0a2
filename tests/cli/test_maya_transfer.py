"""``a2f maya transfer`` in mayapy, or on the stand-in in its place."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from a2f_maya.formats.correspondence_json import write_correspondence
from tests.support.command_line import a2f, one_line


@pytest.fixture
def files(maya_session: None, tmp_path: Path) -> tuple[Path, Path]:
    """A saved scene with two heads, and pairs of them."""
    from maya import cmds

    from tests.maya.transfer import heads
    from tests.maya.transfer.test_blend_shapes import SHAPED, give_poses

    cmds.file(new=True, force=True)
    cmds.currentUnit(linear="cm")
    source, _ = heads.add(heads.SOURCE, "source"), heads.add(heads.TARGET, "head")
    give_poses(source, SHAPED)
    path = tmp_path / "anna ä.ma"
    cmds.file(rename=path.as_posix())
    cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True, force=True)
    write_correspondence(tmp_path / "pairs.json", heads.PAIRS)
    return path, tmp_path / "pairs.json"


def arguments(files: tuple[Path, Path], out: Path) -> list[object]:
    return [
        *("maya", "transfer", files[0], "--target", "head", "--source", "source"),
        *("--correspondence", files[1], "--out", out),
    ]


def test_a_live_chain(files: tuple[Path, Path], tmp_path: Path) -> None:
    from maya import cmds

    from a2f_maya.maya import transfer
    from tests.maya import rig

    out = tmp_path / "speaks.ma"
    done = a2f(*arguments(files, out), "--smooth-level", 2)
    assert done.returncode == 0, done.stderr
    assert "source_fitted is fitted to head" in done.stdout and "Surface error" in done.stdout
    cmds.file(out.as_posix(), open=True, force=True)
    (node,) = transfer.correspondences()
    assert transfer.status(node).startswith("Done: 'head' follows 'source'.")
    assert transfer.smooth_level_of(node) == 2
    rest = rig.mesh_points("head")
    cmds.setAttr("own.jawOpen", 1.0)
    assert np.abs(rig.mesh_points("head") - rest).max() > 0.01


def test_blend_shapes(files: tuple[Path, Path], tmp_path: Path) -> None:
    from maya import cmds

    out = tmp_path / "shapes.mb"
    done = a2f(*arguments(files, out), "--blend-shapes", "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["chain"] is None and said["blend_shapes"]["blend_shape"] == "head_a2fShapes"
    assert len(said["blend_shapes"]["names"]) == 52
    assert said["report"]["mean_error"] < 0.1
    cmds.file(out.as_posix(), open=True, force=True)
    assert cmds.objExists("head_a2fShapes.jawOpen")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"--target": "nobody"}, "There is no node 'nobody'"),
        ({"--correspondence": "missing.json"}, "missing.json"),
        ({"--iterations": "0"}, "Fitting Iterations is 0"),
        ({"--out": "shot.obj"}, "ends in .ma or .mb"),
        ({"--tongue": "head", "--blend-shapes": None}, "'head' is no tongue"),
    ],
)
def test_mistakes_are_one_line_and_leave_no_file(
    change: dict[str, str | None], said: str, files: tuple[Path, Path], tmp_path: Path
) -> None:
    options = {
        "--target": "head",
        "--source": "source",
        "--correspondence": str(files[1]),
        "--out": str(tmp_path / "out.ma"),
        **change,
    }
    before = sorted(tmp_path.iterdir())
    parts = [part for pair in options.items() for part in pair if part is not None]
    done = a2f("maya", "transfer", files[0], *parts)
    assert done.returncode == 2
    assert said in one_line(done.stderr)
    assert sorted(tmp_path.iterdir()) == before
