"""The whole of Character Transfer by clicking, with our own head and another person's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from maya import cmds

from a2f_maya.face.head import load_head
from a2f_maya.formats.mesh_files import read_mesh
from a2f_maya.maya import startup, transfer
from a2f_maya.maya.scene.mesh_making import create_mesh
from a2f_maya.names import ARKIT
from a2f_maya.ui.transfer.state import OPEN_MOUTH, SOURCE, TARGET
from tests.maya import rig
from tests.support import heads
from tests.ui.hands import choose, choose_from_menu, click, drag_slider, settle
from tests.ui.transfer_hands import answer, assign, listed, says, texts

pytestmark = pytest.mark.standin_only(reason="needs windows of Maya and answers its dialogs")

PRESET = "male_head_landmarks"
FITTED = "a2f_male_skin_fitted"
LOCATOR = "|a2f_correspondence|a2f_correspondenceShape"


def test_the_whole_story(window: Any, tmp_path: Path) -> None:
    startup.load_plugins()
    hero = heads.warped(load_head().skin, heads.identity(3), "hero")
    create_mesh(hero, "hero")
    cmds.setAttr("hero.translateX", 60)
    before = rig.scene_state()
    click(window.meshes.template_button)
    assign(window, TARGET, "hero")
    assert texts(window) == {
        SOURCE: "a2f_male_skin",
        TARGET: "hero",
        OPEN_MOUTH: "a2f_male_openMouth",
    }
    with_template = rig.scene_state()["nodes"]

    mark_and_fit(window)
    off = np.linalg.norm(rig.mesh_points(FITTED) - hero.points, axis=1)
    assert off.mean() < 0.01 * np.ptp(hero.points[:, 1])
    rest = rig.mesh_points("hero")
    wrap_and_smooth(window)
    generate_and_export(window, tmp_path / "hero.usda")

    click(window.bottom.setup_button)
    assert not window.status.is_error, says(window)
    assert len(listed(window)) >= 30
    click(window.bottom.correspondence_button)
    assert rig.scene_state()["nodes"] == with_template - {"|a2f_correspondence", LOCATOR}
    assert rig.mesh_points("hero") == pytest.approx(rest, abs=1e-5)
    cmds.delete("a2f_male_skin", "a2f_male_openMouth")
    assert rig.scene_state() == before


def mark_and_fit(window: Any) -> None:
    choose_from_menu(window.correspondence.preset_button, PRESET)
    assert not window.status.is_error, says(window)
    assert len(listed(window)) >= 30 and "begin the mesh fitting" in says(window)
    window.correspondence.fitting.iterations.box.setValue(1)
    click(window.correspondence.fitting.begin_button)
    assert not window.status.is_error, says(window)
    assert "Surface error" in says(window)


def wrap_and_smooth(window: Any) -> None:
    panel = window.post_wrap
    assert panel.fitted.currentText() == FITTED
    assert panel.begin_button.isVisible() and panel.smooth_level.isVisible()
    choose(panel.fitted, "None")
    assert not panel.begin_button.isVisible() and not panel.smooth_level.isVisible()
    choose(panel.fitted, FITTED)
    click(panel.begin_button)
    assert not window.status.is_error, says(window)
    assert "follows" in says(window)
    rest = rig.mesh_points("hero")
    cmds.move(0, 1, 0, "a2f_male_skin.vtx[*]", relative=True)
    assert np.abs(rig.mesh_points("hero") - rest).max() > 0.5
    cmds.undo()
    drag_slider(panel.smooth_level.slider, 2, 5)
    assert transfer.smooth_level_of(window.presenter.setup) == 5
    cmds.undo()
    settle()
    assert transfer.smooth_level_of(window.presenter.setup) == 0
    assert panel.smooth_level.value == 0


def generate_and_export(window: Any, path: Path) -> None:
    click(window.blend_shapes.begin_button)
    assert not window.status.is_error, says(window)
    assert f"{len(ARKIT)} shapes" in says(window)
    node = transfer.blend_shape_of(window.presenter.setup)
    assert set(cmds.listAttr(f"{node}.weight", multi=True)) >= set(ARKIT)
    answer(str(path))
    click(window.blend_shapes.usd_button)
    assert not window.status.is_error, says(window)
    assert set(ARKIT) <= set(read_mesh(path).names)
