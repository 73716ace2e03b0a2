"""The menu's section Character Transfer, pressed in the stand-in's windows."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from maya import cmds

from a2f_maya.formats.mesh_files import read_meshes
from a2f_maya.maya import actions, startup, transfer
from a2f_maya.maya.transfer import locators
from tests.maya import rig
from tests.maya.transfer import heads
from tests.maya.transfer.test_blend_shapes import FITTED, SHAPED, give_poses

pytestmark = pytest.mark.standin_only(reason="answers dialogs and cancels by Esc")


@pytest.fixture
def windows() -> Iterator[Any]:
    from maya._core import interface

    startup.load_plugins()
    interface.set_batch(False)
    yield interface
    cmds.file(new=True, force=True)
    interface.set_batch(True)


@pytest.fixture
def locator(windows: Any) -> str:
    source, target = heads.add(heads.SOURCE, "source"), heads.add(heads.TARGET, "target")
    give_poses(source, SHAPED)
    node = transfer.create_correspondence(source, target)
    locators.set_role(node, locators.FITTED, heads.add(FITTED, "fitted"))
    return node


def test_template_shapes_export_and_deleting(locator: str, windows: Any, tmp_path: Path):
    before = rig.scene_state()
    cmds.select("target")
    actions.run("generate_blend_shapes")
    assert transfer.blend_shape_of(locator) == "target_a2fShapes"
    path = tmp_path / "target.usda"
    windows.interface().answers += ([str(path)],)
    actions.run("export_blend_shapes")
    (part,) = read_meshes(path).parts
    assert len(part.names) == 52
    transfer.set_pairs(locator, heads.PAIRS)
    actions.run("delete_transfer")
    assert rig.scene_state() == before
    actions.run("delete_correspondence")
    assert transfer.correspondences() == []
    actions.run("create_male_template")
    assert cmds.ls(selection=True) == ["a2f_male_skin", "a2f_male_openMouth"]


def test_escape_cancels(locator: str, windows: Any, capsys: pytest.CaptureFixture[str]):
    def press_escape() -> None:
        for _ in range(2000):
            for widget in windows.interface().everything():
                if widget.properties.get("__running__"):
                    widget.properties["isCancelled"] = True
                    return
            time.sleep(0.001)

    before = rig.scene_state()
    user = threading.Thread(target=press_escape)
    user.start()
    actions.run("generate_blend_shapes")
    user.join()
    assert "cancelled" in "".join(capsys.readouterr())
    assert rig.scene_state() == before


def test_what_is_wrong_is_said(windows: Any, capsys: pytest.CaptureFixture[str]):
    for name in ("generate_blend_shapes", "delete_transfer", "delete_correspondence"):
        actions.run(name)
        assert "There is no correspondence in the scene" in "".join(capsys.readouterr())
    actions.run("export_blend_shapes")
    assert "Select the meshes" in "".join(capsys.readouterr())
    first, second = (
        transfer.create_correspondence(heads.add(heads.SOURCE, name)) for name in ("one", "two")
    )
    actions.run("delete_correspondence")
    assert "several correspondences" in "".join(capsys.readouterr())
    cmds.select("two")
    actions.run("delete_correspondence")
    assert transfer.correspondences() == [first] != [second]


def test_at_most_one_more_mesh_is_taken_for_the_tongue(
    locator: str, capsys: pytest.CaptureFixture[str]
):
    heads.add(heads.TARGET, "tongue"), heads.add(heads.TARGET, "teeth")
    cmds.select("target", "tongue", "teeth")
    actions.run("generate_blend_shapes")
    assert "at most one more mesh" in "".join(capsys.readouterr())
    cmds.select("target", "tongue")
    actions.run("generate_blend_shapes")
    assert "'source' is another head" in "".join(capsys.readouterr())
    assert cmds.ls("*a2fShapes") == []
