"""An animator's first minute, by the menu alone: the stand-in's record of widgets is pressed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from maya import cmds, utils

from a2f_maya.maya import evaluations, host, menu, startup
from a2f_maya.network.library import find_package
from a2f_maya.network.package import open_package
from a2f_maya.pipeline import FacePipeline
from tests.maya import rig

pytestmark = pytest.mark.standin_only(reason="presses menu items and answers dialogs")

Choose = Callable[..., None]


@pytest.fixture
def windows() -> Iterator[Any]:
    from maya._core import interface

    cmds.flushUndo()
    startup.unload_plugins()
    interface.set_batch(False)
    startup.load_plugins()
    utils.processIdleEvents()
    yield interface
    cmds.file(new=True, force=True)
    cmds.flushUndo()
    startup.unload_plugins()
    interface.set_batch(True)
    startup.load_plugins()


@pytest.fixture
def choose(windows: Any) -> Choose:
    """Open the menu and choose a line, answering the dialogs that it opens."""

    def choose(label: str, *answers: Any) -> None:
        windows.interface().answers += answers
        items = cmds.menu(menu.MENU, query=True, itemArray=True)
        (item,) = [name for name in items if cmds.menuItem(name, query=True, label=True) == label]
        windows.press(item)
        assert not windows.interface().answers

    return choose


def wait_for_the_worker() -> None:
    for _ in range(600):
        if not evaluations.pump():
            return
        time.sleep(0.02)
    pytest.fail("the worker has not finished after 12 seconds")


def labels() -> list[str]:
    items = cmds.menu(menu.MENU, query=True, itemArray=True)
    return [cmds.menuItem(item, query=True, label=True) for item in items]


def test_the_menu_comes_and_goes_with_the_plugin(windows: Any) -> None:
    wanted = [entry.label for entry in menu.ENTRIES if isinstance(entry, menu.Entry)]
    assert [label for label in labels() if label in wanted] == wanted
    menu.build()
    assert len([label for label in labels() if label == "Male Head"]) == 1
    startup.unload_plugins()
    assert not cmds.menu(menu.MENU, exists=True)
    startup.load_plugins()
    utils.processIdleEvents()
    assert cmds.menu(menu.MENU, exists=True)


def test_the_shelf_is_made_once(windows: Any) -> None:
    for _ in range(2):
        menu.build_shelf()
        buttons = cmds.shelfLayout(menu.SHELF, query=True, childArray=True)
        assert len(buttons) == len(
            [entry for entry in menu.ENTRIES if isinstance(entry, menu.Entry) and entry.icon]
        )


def test_from_the_menu_to_a_speaking_head(choose: Choose, recording: Path) -> None:
    choose("A2F Pipeline...", [str(recording)])
    (core,) = cmds.ls(type="a2fCore")
    (skin,) = cmds.ls("*_skinShape", type="mesh")
    cmds.currentTime(6)
    rest = rig.mesh_points(skin)
    assert not cmds.getAttr(f"{core}.ready")
    wait_for_the_worker()
    assert cmds.getAttr(f"{core}.ready")
    assert cmds.playbackOptions(query=True, playbackSpeed=True) == 1.0

    pipeline = FacePipeline(open_package(find_package("anton")))
    face, _ = rig.pure_result(find_package("anton"), recording, host.frame_rate())
    (stream, *_) = pipeline.point_streams(face, pipeline.defaults)
    frame = 6 - round(cmds.playbackOptions(query=True, minTime=True))
    wanted = np.concatenate(list(stream.blocks()))[frame]
    moved = rig.mesh_points(skin)
    assert rest == pytest.approx(pipeline.model.skin_neutral, abs=1e-5)
    assert np.abs(moved - rest).max() > 0.05
    assert moved == pytest.approx(wanted, abs=2e-4)

    cmds.undo()  # going to frame 6
    cmds.undo()
    assert not cmds.ls(type="a2fCore") and not cmds.objExists(skin)


def test_attaching_and_baking_by_the_menu(choose: Choose, recording: Path, tiny: str) -> None:
    choose("Audio Player...", [str(recording)])
    choose("A2F Instance")
    (core,) = cmds.ls(type="a2fCore")
    cmds.setAttr(f"{core}.package", tiny, type="string")
    node = rig.make_blend_shape(rig.TINY_POSES)
    mesh = cmds.blendShape(node, query=True, geometry=True)[0]
    cmds.select([core, mesh])
    choose("Attach Blend Shape")
    assert cmds.listConnections(f"{node}.weight", source=True, destination=False)
    wait_for_the_worker()
    choose("Bake to Keys")
    assert cmds.keyframe(f"{node}.{rig.TINY_POSES[0]}", query=True, keyframeCount=True) > 5
    cmds.select(core)
    choose("Delete A2F Set-up")
    assert not cmds.ls(type=("a2fCore", "a2fPlayer"))


def test_a_cancelled_dialog_changes_nothing(choose: Choose) -> None:
    before = rig.scene_state()
    choose("A2F Pipeline...", None)
    assert rig.scene_state() == before
