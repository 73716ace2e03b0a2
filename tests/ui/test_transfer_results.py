"""Fitting, post wrap and blend shapes in the window: cancelling, errors, remembered values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from maya import cmds

from a2f_maya.maya import transfer
from a2f_maya.ui import base, transfer_window
from a2f_maya.ui.qt import QtCore
from a2f_maya.ui.transfer.state import SOURCE, TARGET
from tests.maya import rig
from tests.ui import heads
from tests.ui.hands import click, drag_slider, settle
from tests.ui.transfer_hands import answer, assign, says

pytestmark = pytest.mark.standin_only(reason="needs windows of Maya and answers its dialogs")

POSES = ("jawOpen", "mouthClose")


@pytest.fixture
def fitted(window: Any, setup: str) -> str:
    window.correspondence.fitting.iterations.box.setValue(1)
    click(window.correspondence.fitting.begin_button)
    assert not window.status.is_error, says(window)
    return str(window.post_wrap.fitted.currentText())


def give_poses(mesh: str) -> None:
    """Give the driver two poses of its own."""
    copies = []
    for number, pose in enumerate(POSES, 1):
        copies.append(cmds.duplicate(mesh, name=pose)[0])
        cmds.move(0, 0.5 * number, 0.5, f"{pose}.vtx[100:140]", relative=True)
    cmds.blendShape(*copies, mesh, name="poses", frontOfChain=True)
    cmds.delete(copies)


class TestFitting:
    def test_the_fitted_mesh_is_chosen_and_the_error_is_said(
        self, window: Any, fitted: str, meshes: dict[str, str]
    ) -> None:
        assert fitted == "driver_fitted" and "Surface error" in says(window)
        assert window.post_wrap.begin_button.isVisible()
        off = rig.mesh_points(fitted) - rig.mesh_points(meshes[TARGET])
        assert np.linalg.norm(off, axis=1).mean() < 1.0

    def test_it_is_one_step(self, window: Any, fitted: str) -> None:
        cmds.undo()
        settle()
        assert not cmds.objExists(fitted) and not window.post_wrap.begin_button.isVisible()
        assert window.post_wrap.fitted.currentText() == "None"
        cmds.redo()
        settle()
        assert window.post_wrap.fitted.currentText() == fitted

    def test_cancelling_changes_nothing(
        self, window: Any, setup: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = rig.scene_state()
        show_work = window.status.show_work

        def show_and_cancel(fraction: float, sentence: str) -> None:
            show_work(fraction, sentence)
            QtCore.QTimer.singleShot(0, window.status.cancel_button.click)

        monkeypatch.setattr(window.status, "show_work", show_and_cancel)
        click(window.correspondence.fitting.begin_button)
        assert "Cancelled" in says(window) and not window.status.is_error
        assert not window.status.cancel_button.isVisible()
        assert rig.scene_state() == before

    def test_pairs_that_make_no_sense(self, window: Any, setup: str) -> None:
        pairs = heads.pairs()
        moved = [
            type(pair)(pair.source, other.target, pair.name)
            for pair, other in zip(pairs, pairs[2:] + pairs[:2], strict=True)
        ]
        transfer.set_pairs(setup, moved)
        before = rig.scene_state()
        click(window.correspondence.fitting.begin_button)
        assert window.status.is_error and "\n" not in says(window)
        assert rig.scene_state() == before

    def test_the_values_are_remembered(self, window: Any, setup: str) -> None:
        fitting = window.correspondence.fitting
        assert (fitting.iterations.value, fitting.stiffness.value) == (3, 100)
        fitting.iterations.box.setValue(2)
        fitting.stiffness.box.setValue(250)
        click(fitting.begin_button)
        base.close(transfer_window.WINDOW)
        transfer_window.show()
        again = base.find(transfer_window.WINDOW).correspondence.fitting
        assert (again.iterations.value, again.stiffness.value) == (2, 250)

    def test_a_mesh_that_is_deleted_after_the_fit(self, window: Any, fitted: str) -> None:
        cmds.delete(fitted)
        settle()
        assert window.post_wrap.fitted.currentText() == "None"
        assert not window.post_wrap.begin_button.isVisible()
        cmds.undo()
        settle()
        assert window.post_wrap.fitted.currentText() == fitted


class TestPostWrap:
    def test_the_target_follows_and_the_smooth_level_is_live(
        self, window: Any, fitted: str, meshes: dict[str, str]
    ) -> None:
        window.post_wrap.smooth_level.box.setValue(3)
        assert transfer.smooth_level_of(window.presenter.setup) is None
        click(window.post_wrap.begin_button)
        assert not window.status.is_error, says(window)
        assert transfer.smooth_level_of(window.presenter.setup) == 3
        rest = rig.mesh_points(meshes[TARGET])
        cmds.move(0, 2, 0, "driver.vtx[*]", relative=True)
        assert np.abs(rig.mesh_points(meshes[TARGET]) - rest).max() > 1
        drag_slider(window.post_wrap.smooth_level.slider, 4, 8, 12)
        assert transfer.smooth_level_of(window.presenter.setup) == 12
        cmds.undo()
        settle()
        assert transfer.smooth_level_of(window.presenter.setup) == 3
        assert window.post_wrap.smooth_level.value == 3

    def test_delete_setup_gives_the_meshes_back(
        self, window: Any, fitted: str, meshes: dict[str, str]
    ) -> None:
        rest = rig.mesh_points(meshes[TARGET])
        click(window.post_wrap.begin_button)
        click(window.bottom.setup_button)
        assert not cmds.objExists(fitted) and not cmds.ls(type="a2fWrap")
        assert rig.mesh_points(meshes[TARGET]) == pytest.approx(rest)
        assert window.correspondence.list.count() == len(heads.NAMES)


class TestBlendShapes:
    def test_generating_and_exporting(
        self, window: Any, fitted: str, meshes: dict[str, str], tmp_path: Path
    ) -> None:
        give_poses(meshes[SOURCE])
        click(window.blend_shapes.begin_button)
        assert not window.status.is_error, says(window)
        assert "2 shapes" in says(window)
        answer(str(tmp_path))
        click(window.blend_shapes.obj_button)
        assert not window.status.is_error, says(window)
        written = {path.stem for path in tmp_path.rglob("*.obj")}
        assert written == {*POSES, "neutral"}
        answer(str(tmp_path / "hero.fbx"))
        click(window.blend_shapes.usd_button)
        assert window.status.is_error and ".usda" in says(window)
        answer(None)
        click(window.blend_shapes.usd_button)
        assert "Cancelled" in says(window)

    def test_a_driver_without_poses(self, window: Any, fitted: str) -> None:
        before = rig.scene_state()
        click(window.blend_shapes.begin_button)
        assert window.status.is_error and "\n" not in says(window)
        assert rig.scene_state() == before
        assert not window.blend_shapes.usd_button.isEnabled()

    def test_the_tongue_field(self, window: Any, fitted: str) -> None:
        tongue = window.blend_shapes.tongue
        heads.select(heads.put(heads.ball("tongue")))
        click(tongue.take_button)
        assert tongue.field.text() == "tongue"
        cmds.rename("tongue", "licker")
        settle()
        assert tongue.field.text() == "licker"
        click(tongue.clear_button)
        assert tongue.field.text() == ""


def test_a_sentence_stays_until_the_next_click(
    window: Any, setup: str, meshes: dict[str, str]
) -> None:
    assign(window, TARGET, meshes[SOURCE])
    assert window.status.is_error
    cmds.select(meshes[TARGET])
    settle()
    assert window.status.is_error
    click(window.correspondence.lines_box)
    assert not window.status.is_error
