"""The Character Transfer window up to the fit: meshes, pairs, tools, display, the scene."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from maya import cmds

from a2f_maya.formats.correspondence_json import read_correspondence
from a2f_maya.maya import transfer
from a2f_maya.maya.transfer.pick_session import PickSession
from a2f_maya.maya.transfer.picking import Ray
from a2f_maya.ui import base, transfer_window
from a2f_maya.ui.qt import QtCore
from a2f_maya.ui.transfer.state import OPEN_MOUTH, SOURCE, TARGET
from tests.ui import heads
from tests.ui.hands import (
    CONTROL,
    SHIFT,
    choose,
    choose_from_menu,
    click,
    click_row,
    drag_slider,
    press_key,
    settle,
)
from tests.ui.transfer_hands import answer, assign, listed, says, select_rows, texts

pytestmark = pytest.mark.standin_only(reason="needs windows of Maya and answers its dialogs")


class TestSentence:
    @pytest.mark.parametrize("width", [430, 620])
    def test_no_line_is_cut_off(self, window: Any, width: int) -> None:
        window.status.say("The sentence after a fit is a long one, with several numbers. " * 6)
        top = window.window()
        top.resize(width, 940)
        settle()
        text = window.status.text
        lines = text.fontMetrics().boundingRect(
            0, 0, text.width(), 10_000, QtCore.Qt.TextFlag.TextWordWrap, text.text()
        )
        assert text.height() >= lines.height() > 3 * text.fontMetrics().lineSpacing()


class TestMeshes:
    def test_the_first_sentence_asks_for_the_driver(self, window: Any) -> None:
        assert "Driver A2F Mesh" in says(window) and not window.status.is_error
        panel = window.correspondence
        assert not panel.is_open and not panel.body.isVisible()
        assert panel.header.toolTip() == "Assign the Driver A2F Mesh first."
        assert not window.meshes.fields[OPEN_MOUTH].isVisible()

    def test_assigning_opens_the_correspondence_panel(self, window: Any) -> None:
        assign(window, SOURCE, heads.put(heads.ball("driver")))
        assert window.correspondence.header.toolTip() == "Assign the Target Mesh first."
        assign(window, TARGET, heads.put(heads.ball("hero")))
        assert texts(window) == {SOURCE: "driver", TARGET: "hero", OPEN_MOUTH: ""}
        assert window.correspondence.is_open and window.correspondence.body.isVisible()
        assert window.meshes.fields[OPEN_MOUTH].isVisible()
        assert len(transfer.correspondences()) == 1

    def test_assigning_is_one_step(self, window: Any) -> None:
        assign(window, SOURCE, heads.put(heads.ball("driver")))
        cmds.undo()
        settle()
        assert texts(window)[SOURCE] == "" and not transfer.correspondences()
        cmds.redo()
        settle()
        assert texts(window)[SOURCE] == "driver"

    @pytest.mark.parametrize("count", [0, 2])
    def test_exactly_one_mesh_has_to_be_selected(self, window: Any, count: int) -> None:
        heads.select(*[heads.put(heads.ball(f"mesh{number}")) for number in range(count)])
        click(window.meshes.fields[SOURCE].take_button)
        assert window.status.is_error and "exactly one mesh" in says(window)
        assert not transfer.correspondences()

    def test_something_else_than_a_mesh(self, window: Any) -> None:
        heads.select(cmds.spaceLocator()[0])
        click(window.meshes.fields[SOURCE].take_button)
        assert window.status.is_error and says(window).count(".") == 1

    def test_one_mesh_cannot_have_two_roles(self, window: Any, meshes: dict[str, str]) -> None:
        assign(window, TARGET, meshes[SOURCE])
        assert window.status.is_error and "cannot be both" in says(window)
        assert texts(window)[TARGET] == meshes[TARGET]

    def test_an_open_mouth_of_other_faces(self, window: Any, meshes: dict[str, str]) -> None:
        assign(window, OPEN_MOUTH, cmds.polyCube(constructionHistory=False)[0])
        assert window.status.is_error and texts(window)[OPEN_MOUTH] == ""
        assign(window, OPEN_MOUTH, heads.put(heads.ball("open", (7, 11, 8))))
        assert not window.status.is_error and texts(window)[OPEN_MOUTH] == "open"

    def test_clearing(self, window: Any, meshes: dict[str, str]) -> None:
        click(window.meshes.fields[TARGET].clear_button)
        assert texts(window)[TARGET] == ""
        assert not window.meshes.fields[TARGET].clear_button.isEnabled()
        assert not window.correspondence.is_open

    def test_male_template(self, window: Any) -> None:
        click(window.meshes.template_button)
        assert texts(window)[SOURCE] == "a2f_male_skin"
        assign(window, TARGET, heads.put(heads.ball("hero")))
        assert texts(window)[OPEN_MOUTH] == "a2f_male_openMouth"

    def test_two_set_ups(self, window: Any, setup: str) -> None:
        choose(window.meshes.setup, "New set-up")
        assert texts(window) == {SOURCE: "", TARGET: "", OPEN_MOUTH: ""}
        assign(window, SOURCE, heads.put(heads.ball("other")))
        assert len(transfer.correspondences()) == 2 and texts(window)[SOURCE] == "other"
        choose(window.meshes.setup, setup)
        assert texts(window)[SOURCE] == "driver" and listed(window) == list(heads.NAMES)


class TestPairs:
    def test_a_pair_without_a_name_gets_a_number(self, window: Any, setup: str) -> None:
        transfer.add_pair(setup, heads.pairs()[0].source, heads.pairs()[0].target)
        settle()
        assert listed(window) == [*heads.NAMES, "pair 7"]

    def test_selecting_highlights_in_the_viewport_and_back(self, window: Any, setup: str) -> None:
        select_rows(window, 1, 3)
        assert transfer.selected_pairs(setup) == [1, 3]
        transfer.select_pairs(setup, [4])
        settle()
        assert window.correspondence.list.rows() == [4]

    def test_shift_and_ctrl_select_several(self, window: Any, setup: str) -> None:
        pairs = window.correspondence.list
        click_row(pairs, 0)
        click_row(pairs, 2, SHIFT)
        assert transfer.selected_pairs(setup) == [0, 1, 2]
        click_row(pairs, 4, CONTROL)
        click_row(pairs, 1, CONTROL)
        assert transfer.selected_pairs(setup) == [0, 2, 4]
        click_row(pairs, 3)
        assert transfer.selected_pairs(setup) == [3] == pairs.rows()

    def test_renaming_in_place(self, window: Any, setup: str) -> None:
        item = window.correspondence.list.item(2)
        assert item.flags() & QtCore.Qt.ItemFlag.ItemIsEditable
        item.setText("  ear ")
        settle()
        assert transfer.pairs_of(setup)[2].name == "ear" and listed(window)[2] == "ear"
        cmds.undo()
        settle()
        assert listed(window) == list(heads.NAMES)
        window.correspondence.list.item(2).setText(" ")
        settle()
        assert listed(window) == list(heads.NAMES)

    def test_delete_mode_deletes_what_is_selected(self, window: Any, setup: str) -> None:
        select_rows(window, 0, 5)
        click(window.correspondence.mode_buttons["delete"])
        assert listed(window) == list(heads.NAMES[1:5])
        assert not window.correspondence.mode_buttons["delete"].isChecked()
        cmds.undo()
        settle()
        assert listed(window) == list(heads.NAMES)

    def test_the_delete_key(self, window: Any, setup: str) -> None:
        select_rows(window, 1)
        press_key(window.correspondence.list, QtCore.Qt.Key.Key_Delete)
        assert "left" not in listed(window) and len(listed(window)) == 5

    def test_mirroring(self, window: Any, setup: str) -> None:
        transfer.set_pairs(setup, heads.pairs()[:2])
        settle()
        button = window.correspondence.mirror_button
        assert not button.isEnabled() and "Select pairs in the list first." in button.toolTip()
        select_rows(window, 1)
        click(button)
        assert len(listed(window)) == 3 and window.correspondence.list.rows() == [2]
        assert transfer.pairs_of(setup)[2].source.vertex == heads.VERTICES[2]

        cmds.undo()
        settle()
        assert len(listed(window)) == 2 and window.correspondence.list.rows() == [1]

    def test_the_list_follows_the_tools(self, window: Any, setup: str) -> None:
        select_rows(window, 1)
        nose = Ray(np.array([0.0, 0.0, 100.0]), np.array([0.0, 0.0, -1.0]))
        PickSession(setup, "edit").press(nose)
        settle()
        assert window.correspondence.list.rows() == [0]
        adding = PickSession(setup, "add")
        adding.press(nose)
        assert adding.press(Ray(np.array([30.0, 2.0, 100.0]), nose.direction)) == "Added pair 7."
        settle()
        assert listed(window)[6] == "pair 7" and window.correspondence.list.rows() == [6]

    def test_suggesting_is_one_step(self, window: Any, setup: str) -> None:
        click(window.correspondence.suggest_button)
        assert not window.status.is_error, says(window)
        assert len(listed(window)) == 7 and window.correspondence.list.rows() == [6]
        assert listed(window)[6] in says(window)
        cmds.undo()
        settle()
        assert listed(window) == list(heads.NAMES)


class TestPresets:
    def test_saving_and_loading(self, window: Any, setup: str, tmp_path: Path) -> None:
        path = tmp_path / "hero ä.json"
        answer(str(path))
        choose_from_menu(window.correspondence.preset_button, "Save...")
        assert read_correspondence(path) == heads.pairs()
        assert str(path) in says(window)
        transfer.set_pairs(setup, ())
        answer(str(path))
        choose_from_menu(window.correspondence.preset_button, "Load...")
        assert listed(window) == list(heads.NAMES)

    def test_a_shipped_one_of_another_head(self, window: Any, setup: str) -> None:
        name = next(iter(transfer.preset_paths()))
        choose_from_menu(window.correspondence.preset_button, name)
        assert window.status.is_error and "another mesh" in says(window)
        assert listed(window) == list(heads.NAMES)

    def test_a_broken_file(self, window: Any, setup: str, tmp_path: Path) -> None:
        path = tmp_path / "broken.json"
        path.write_text("{", encoding="utf-8")
        answer(str(path))
        choose_from_menu(window.correspondence.preset_button, "Load...")
        assert window.status.is_error and "broken.json" in says(window)
        assert listed(window) == list(heads.NAMES)

    def test_a_cancelled_dialog(self, window: Any, setup: str) -> None:
        answer(None)
        choose_from_menu(window.correspondence.preset_button, "Load...")
        assert not window.status.is_error and listed(window) == list(heads.NAMES)


class TestTools:
    def test_a_mode_is_on_until_it_is_pressed_again(self, window: Any, setup: str) -> None:
        buttons = window.correspondence.mode_buttons
        click(buttons["add"])
        assert transfer.current_mode() == "add" and buttons["add"].isChecked()
        click(buttons["edit"])
        assert transfer.current_mode() == "edit"
        assert [button.isChecked() for button in buttons.values()] == [False, True, False]
        click(buttons["edit"])
        assert transfer.current_mode() == "" and not buttons["edit"].isChecked()

    def test_delete_mode_with_nothing_selected_is_the_tool(self, window: Any, setup: str) -> None:
        click(window.correspondence.mode_buttons["delete"])
        assert transfer.current_mode() == "delete" and listed(window) == list(heads.NAMES)

    def test_another_tool_of_maya_ends_it(self, window: Any, setup: str) -> None:
        click(window.correspondence.mode_buttons["add"])
        cmds.setToolTo("moveSuperContext")
        window.refresh()
        assert not window.correspondence.mode_buttons["add"].isChecked()

    def test_closing_the_window_ends_it(self, window: Any, setup: str) -> None:
        click(window.correspondence.mode_buttons["add"])
        base.close(transfer_window.WINDOW)
        assert transfer.current_mode() == ""

    def test_without_pairs_there_is_nothing_to_edit(
        self, window: Any, meshes: dict[str, str]
    ) -> None:
        buttons = window.correspondence.mode_buttons
        assert buttons["add"].isEnabled()
        for mode in ("edit", "delete"):
            assert not buttons[mode].isEnabled()
            assert buttons[mode].toolTip().startswith("No pairs are marked yet.")


class TestDisplay:
    def test_the_switches(self, window: Any, setup: str) -> None:
        click(window.correspondence.visible_box)
        assert not transfer.display_of(setup).visible
        assert not window.correspondence.lines_box.isEnabled()
        click(window.correspondence.visible_box)
        click(window.correspondence.lines_box)
        assert transfer.display_of(setup) == transfer.Display(True, 0.3, False)

    def test_dragging_the_size_is_one_step(self, window: Any, setup: str) -> None:
        slider = window.correspondence.display_size
        drag_slider(slider.slider, 50, 100, 200)
        assert transfer.display_of(setup).size == pytest.approx(slider.value) != 0.3
        cmds.undo()
        settle()
        assert transfer.display_of(setup).size == pytest.approx(0.3)
        assert slider.value == pytest.approx(0.3)

    def test_typing_a_size_above_the_slider(self, window: Any, setup: str) -> None:
        window.correspondence.display_size.box.setValue(40.0)
        assert transfer.display_of(setup).size == pytest.approx(40)


class TestReasons:
    def test_too_few_pairs(self, window: Any, setup: str) -> None:
        button = window.correspondence.fitting.begin_button
        assert button.isEnabled()
        transfer.set_pairs(setup, heads.pairs()[:1])
        settle()
        assert not button.isEnabled() and "Add 3 more pairs" in button.toolTip()
        transfer.set_pairs(setup, heads.pairs()[:3])
        settle()
        assert "Add 1 more pair of points" in button.toolTip()

    def test_nothing_is_fitted(self, window: Any, setup: str) -> None:
        panel = window.post_wrap
        assert not panel.fitted.isEnabled() and not panel.begin_button.isVisible()
        assert not panel.smooth_level.isVisible()
        generate = window.blend_shapes.begin_button
        assert not generate.isEnabled() and generate.toolTip().startswith("Fit the mesh first.")
        for button in (window.blend_shapes.usd_button, window.blend_shapes.obj_button):
            assert button.toolTip().startswith("Generate the blend shapes first.")

    def test_nothing_is_there_to_delete(self, window: Any) -> None:
        for button in (window.bottom.setup_button, window.bottom.correspondence_button):
            assert not button.isEnabled() and "no Character Transfer set-up" in button.toolTip()


class TestTheScene:
    def test_a_renamed_mesh_keeps_its_role(self, window: Any, meshes: dict[str, str]) -> None:
        cmds.rename(meshes[TARGET], "villain")
        settle()
        assert texts(window)[TARGET] == "villain"

    def test_a_deleted_mesh_and_undo(self, window: Any, setup: str, meshes: dict[str, str]) -> None:
        cmds.delete(meshes[TARGET])
        settle()
        assert texts(window)[TARGET] == "" and not window.correspondence.is_open
        cmds.undo()
        settle()
        assert texts(window)[TARGET] == meshes[TARGET] and listed(window) == list(heads.NAMES)

    def test_a_deleted_locator_and_undo(self, window: Any, setup: str) -> None:
        cmds.delete(setup)
        settle()
        assert texts(window)[SOURCE] == "" and not window.correspondence.is_open
        cmds.undo()
        settle()
        assert texts(window)[SOURCE] == "driver" and listed(window) == list(heads.NAMES)

    def test_a_new_scene(self, window: Any, setup: str) -> None:
        cmds.file(new=True, force=True)
        settle()
        assert texts(window) == {SOURCE: "", TARGET: "", OPEN_MOUTH: ""}
        assert "Driver A2F Mesh" in says(window)
        assign(window, SOURCE, heads.put(heads.ball("next")))
        assert texts(window)[SOURCE] == "next"

    def test_a_saved_scene_opens_with_its_set_up(
        self, window: Any, setup: str, tmp_path: Path
    ) -> None:
        path = str(tmp_path / "scene.ma")
        cmds.file(rename=path)
        cmds.file(save=True, type="mayaAscii", force=True)
        cmds.file(new=True, force=True)
        cmds.file(path, open=True, force=True)
        settle()
        assert texts(window)[TARGET] == "hero" and listed(window) == list(heads.NAMES)

    def test_pairs_that_somebody_broke_by_hand(self, window: Any, setup: str) -> None:
        cmds.setAttr(f"{setup}Shape.correspondence", "{", type="string")
        settle()
        assert window.status.is_error and says(window).count("\n") == 0
        cmds.undo()
        settle()
        assert not window.status.is_error and listed(window) == list(heads.NAMES)

    def test_delete_correspondence_keeps_the_meshes_in_mind(self, window: Any, setup: str) -> None:
        click(window.bottom.correspondence_button)
        assert not transfer.correspondences() and listed(window) == []
        assert texts(window)[TARGET] == "hero" and window.correspondence.is_open
        click(window.correspondence.mode_buttons["add"])
        assert len(transfer.correspondences()) == 1 and transfer.current_mode() == "add"

    def test_undoing_the_deletion_brings_the_pairs_back(self, window: Any, setup: str) -> None:
        click(window.bottom.correspondence_button)
        cmds.undo()
        settle()
        assert listed(window) == list(heads.NAMES)

    def test_nothing_happens_after_closing(self, window: Any, setup: str, capsys: Any) -> None:
        base.close(transfer_window.WINDOW)
        cmds.delete(setup)
        cmds.undo()
        cmds.file(new=True, force=True)
        settle()
        assert "Traceback" not in capsys.readouterr().err


def test_an_unexpected_error_is_one_sentence(
    window: Any, setup: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("division\nby zero")

    monkeypatch.setattr(window.presenter, "suggest_pair", fail)
    window._do(window.presenter.suggest_pair)
    assert window.status.is_error and "\n" not in says(window)
    assert "Script Editor" in says(window)
    assert "ZeroDivisionError" in caplog.text
