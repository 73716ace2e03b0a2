"""The Wrap window and the question that it asks for a mesh with history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from maya import cmds

from a2f_maya.maya.transfer import Choice
from a2f_maya.ui import base, transfer_window, wrap_window
from a2f_maya.ui.qt import QtCore, QtWidgets
from a2f_maya.ui.wrap_choice_dialog import WrapChoiceDialog
from tests.maya import rig
from tests.ui import heads
from tests.ui.hands import click, settle

pytestmark = pytest.mark.standin_only(reason="needs windows of Maya")


@pytest.fixture
def window(main_window: Any) -> Any:
    for setting in ("use_max_distance", "max_distance", "face_tangent_space"):
        cmds.optionVar(remove=f"a2f_wrap_{setting}")
    wrap_window.show()
    settle()
    return base.find(wrap_window.WINDOW)


@pytest.fixture
def meshes() -> tuple[str, str, str]:
    return (
        heads.put(heads.ball("face")),
        heads.put(heads.ball("brows", (7.5, 10.5, 8.5))),
        heads.put(heads.ball("beard", (9, 12, 10))),
    )


def driven(window: Any) -> list[str]:
    return [window.driven.item(row).text() for row in range(window.driven.count())]


def says(window: Any) -> str:
    return window.status.text.text()


def answer_with(action: Callable[[WrapChoiceDialog], None]) -> list[str]:
    """Answer each question as soon as it is there; gives the questions."""
    asked: list[str] = []

    def look() -> None:
        for dialog in QtWidgets.QApplication.topLevelWidgets():
            if isinstance(dialog, WrapChoiceDialog) and dialog.isVisible():
                asked.append(dialog.findChild(QtWidgets.QLabel).text())
                action(dialog)
                return
        QtCore.QTimer.singleShot(5, look)

    QtCore.QTimer.singleShot(0, look)
    return asked


def bend(mesh: str) -> str:
    return str(cmds.cluster(mesh)[0])


def wraps() -> list[str]:
    return list(cmds.ls(type="a2fWrap") or [])


def test_it_follows_the_selection(window: Any, meshes: tuple[str, str, str]) -> None:
    heads.select()
    settle()
    assert not window.wrap_button.isEnabled() and "Select the driver mesh" in says(window)
    heads.select("face")
    settle()
    assert window.driver.text() == "face" and not window.wrap_button.isEnabled()
    assert window.wrap_button.toolTip().startswith("Select the meshes that shall be driven")
    heads.select("beard", "face", "brows")
    settle()
    assert window.driver.text() == "beard" and driven(window) == ["face", "brows"]
    assert window.wrap_button.isEnabled() and "2 meshes" in says(window)


def test_max_distance_needs_its_switch(window: Any) -> None:
    assert not window.max_distance.isEnabled()
    assert window.max_distance.toolTip().startswith("Switch on Use Max Distance first.")
    window.use_max_distance.setChecked(True)
    assert window.max_distance.isEnabled()


def test_wrapping_several(window: Any, meshes: tuple[str, str, str]) -> None:
    window.use_max_distance.setChecked(True)
    window.max_distance.setValue(12.5)
    window.tangent_space.setChecked(False)
    heads.select(*meshes)
    settle()
    click(window.wrap_button)
    assert not window.status.is_error, says(window)
    assert says(window) == "'face' drives 2 meshes now."
    assert len(wraps()) == 2
    for node in wraps():
        assert cmds.getAttr(f"{node}.useMaxDistance")
        assert not cmds.getAttr(f"{node}.faceTangentSpace")
        assert cmds.getAttr(f"{node}.maxDistance") == pytest.approx(12.5)
    before = rig.mesh_points("brows")
    cmds.move(0, 3, 0, "face.vtx[*]", relative=True)
    assert rig.mesh_points("brows") == pytest.approx(before + np.array([0, 3, 0]), abs=1e-4)
    cmds.undo()
    cmds.undo()
    assert not wraps()


def test_max_distance_is_in_units_of_the_scene(window: Any, meshes: tuple[str, str, str]) -> None:
    cmds.currentUnit(linear="m")
    try:
        window.use_max_distance.setChecked(True)
        window.max_distance.setValue(2.0)
        heads.select(*meshes[:2])
        settle()
        click(window.wrap_button)
        assert cmds.getAttr(f"{wraps()[0]}.maxDistance") == pytest.approx(2.0)
    finally:
        cmds.currentUnit(linear="cm")


def test_values_are_remembered(window: Any, meshes: tuple[str, str, str]) -> None:
    window.use_max_distance.setChecked(True)
    window.max_distance.setValue(0.25)
    heads.select(*meshes[:2])
    settle()
    click(window.wrap_button)
    base.close(wrap_window.WINDOW)
    wrap_window.show()
    again = base.find(wrap_window.WINDOW)
    assert again.use_max_distance.isChecked() and again.max_distance.value() == 0.25


class TestMeshesWithHistory:
    @pytest.fixture(autouse=True)
    def bent(self, window: Any, meshes: tuple[str, str, str]) -> dict[str, str]:
        nodes = {mesh: bend(mesh) for mesh in meshes[1:]}
        heads.select(*meshes)
        settle()
        return nodes

    @pytest.mark.parametrize(
        ("choice", "wrapped", "left"),
        [(Choice.KEEP, 0, True), (Choice.REPLACE, 1, False), (Choice.INSERT, 1, True)],
    )
    def test_each_answer(
        self, window: Any, bent: dict[str, str], choice: Choice, wrapped: int, left: bool
    ) -> None:
        heads.select("face", "brows")
        settle()
        asked = answer_with(lambda dialog: dialog.buttons[choice].click())
        click(window.wrap_button)
        assert asked == [f"'brows' already has an incoming connection from '{bent['brows']}'."]
        assert not window.status.is_error, says(window)
        assert len(wraps()) == wrapped and bool(cmds.objExists(bent["brows"])) is left
        assert ("left alone: brows" in says(window)) is (choice is Choice.KEEP)

    def test_one_answer_for_all(self, window: Any) -> None:
        def answer(dialog: WrapChoiceDialog) -> None:
            dialog.for_all.setChecked(True)
            dialog.buttons[Choice.INSERT].click()

        asked = answer_with(answer)
        click(window.wrap_button)
        assert len(asked) == 1 and len(wraps()) == 2

    def test_closing_the_question_changes_nothing(self, window: Any) -> None:
        before = rig.scene_state()
        answer_with(lambda dialog: dialog.reject())
        click(window.wrap_button)
        assert rig.scene_state() == before
        assert "Cancelled" in says(window) and not window.status.is_error

    def test_it_explains_every_answer(self, window: Any) -> None:
        dialog = WrapChoiceDialog("brows", "cluster1")
        texts = " ".join(label.text() for label in dialog.findChildren(QtWidgets.QLabel))
        names = [button.text() for button in dialog.buttons.values()]
        assert names == ["Keep", "Replace", "Insert"]
        for word in ("Leave", "Delete the upstream node", "disconnected"):
            assert word in texts
        dialog.deleteLater()


def test_what_cannot_be_wrapped_is_said(window: Any, meshes: tuple[str, str, str]) -> None:
    heads.select("face", "brows")
    settle()
    click(window.wrap_button)
    heads.select("brows", "face")
    settle()
    click(window.wrap_button)
    assert window.status.is_error and says(window).count(".") == 1
    heads.select("face", "beard")
    settle()
    assert not window.status.is_error


def test_the_transfer_window_opens_it(window: Any, main_window: Any) -> None:
    base.close(wrap_window.WINDOW)
    transfer_window.show()
    click(base.find(transfer_window.WINDOW).bottom.wrap_button)
    assert base.find(wrap_window.WINDOW).isVisible()
