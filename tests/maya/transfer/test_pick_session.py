"""Adding, moving and deleting pairs with the mouse, from the rays on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from maya import cmds

from a2f_maya.correspondence import positions
from a2f_maya.errors import SceneError
from a2f_maya.maya import transfer
from a2f_maya.maya.transfer.pick_session import BESIDE, PickSession
from a2f_maya.maya.transfer.picking import Ray
from tests.maya import rig
from tests.maya.transfer import heads

APART = 40.0


@pytest.fixture
def locator() -> str:
    source, target = heads.add(heads.SOURCE, "source"), heads.add(heads.TARGET, "target")
    rig.turned(target, (0, 0, 0), (APART, 0, 0))
    return transfer.create_correspondence(source, target)


def at(x: float, y: float) -> Ray:
    """Straight from the front."""
    return Ray(np.array([x, y, 100.0]), np.array([0.0, 0.0, -1.0]))


def place(locator: str, index: int, side: str) -> np.ndarray:
    mesh = heads.SOURCE if side == "source" else heads.TARGET
    return positions([getattr(transfer.pairs_of(locator)[index], side)], mesh)[0]


@pytest.mark.parametrize("first", ["source", "target"])
def test_two_clicks_make_a_pair_whichever_comes_first(locator: str, first: str):
    session = PickSession(locator, "add")
    clicks = [at(1, 2), at(APART - 1, 3)]
    said = [session.press(ray) for ray in (clicks if first == "source" else clicks[::-1])]
    other = "target mesh" if first == "source" else "driver A2F mesh"
    assert said == [f"Now click the same place on the {other}.", "Added pair 1."]
    assert place(locator, 0, "source")[:2] == pytest.approx([1, 2], abs=1e-4)
    assert place(locator, 0, "target")[:2] == pytest.approx([-1, 3], abs=1e-4)
    assert place(locator, 0, "target")[2] > 0
    assert transfer.selected_pairs(locator) == [0]
    cmds.undo()
    assert transfer.pairs_of(locator) == () and transfer.selected_pairs(locator) == []
    cmds.redo()
    assert len(transfer.pairs_of(locator)) == 1 and transfer.selected_pairs(locator) == [0]


def test_the_first_click_can_be_corrected_and_a_miss_does_nothing(locator: str):
    session = PickSession(locator, "add")
    session.press(at(1, 2))
    assert session.press(at(-200, 0)) == BESIDE
    session.press(at(-3, 1))
    session.press(at(APART, 0))
    assert place(locator, 0, "source")[:2] == pytest.approx([-3, 1], abs=1e-4)
    session.press(at(1, 2))
    session.cancel()
    assert session.press(at(APART, 1)).startswith("Now click")
    assert len(transfer.pairs_of(locator)) == 1


def test_clicks_are_meant_where_the_meshes_are_seen(locator: str):
    heads.move("target", np.tile([0.0, 5.0, 0.0], (len(heads.TARGET.points), 1)))
    session = PickSession(locator, "add")
    session.press(at(0, 0))
    session.press(at(APART + 1, 5))
    assert place(locator, 0, "target")[:2] == pytest.approx([1, 0], abs=0.7)


def test_the_nearer_mesh_is_clicked(locator: str):
    cmds.setAttr("target.translate", 0, 0, 30)
    session = PickSession(locator, "add")
    assert session.press(at(0, 0)).endswith("driver A2F mesh.")


def test_a_point_is_dragged_over_its_mesh_in_one_undo_step(locator: str):
    transfer.set_pairs(locator, heads.PAIRS)
    step = cmds.undoInfo(query=True, undoName=True)
    session = PickSession(locator, "edit")
    nose = heads.PAIRS[0]
    assert session.press(at(APART + 0.2, 0.3)) == ""
    seen = []
    for x in (1.0, 2.0, 3.0):
        session.drag(at(APART + x, 1))
        seen.append(place(locator, 0, "target")[0])
    session.drag(at(0, 0))
    session.drag(at(500, 0))
    assert seen == pytest.approx([1, 2, 3], abs=1e-4)
    assert cmds.undoInfo(query=True, undoName=True) == step
    session.release()
    assert place(locator, 0, "target")[:2] == pytest.approx([3, 1], abs=1e-4)
    assert transfer.pairs_of(locator)[0].source == nose.source
    assert transfer.pairs_of(locator)[1:] == heads.PAIRS[1:]
    cmds.undo()
    assert transfer.pairs_of(locator) == heads.PAIRS
    cmds.redo()
    assert place(locator, 0, "target")[:2] == pytest.approx([3, 1], abs=1e-4)


def test_a_drag_is_given_up_and_a_click_alone_moves_nothing(locator: str):
    transfer.set_pairs(locator, heads.PAIRS)
    session = PickSession(locator, "edit")
    session.press(at(0.5, 0.5))
    session.release()
    session.press(at(0.5, 0.5))
    session.drag(at(2, 2))
    session.cancel()
    session.release()
    assert transfer.pairs_of(locator) == heads.PAIRS


def test_a_click_deletes_the_nearest_pair(locator: str):
    transfer.set_pairs(locator, heads.PAIRS)
    session = PickSession(locator, "delete")
    place_of_brow = heads.TARGET.points[heads.PAIRS[6].target.vertex]
    said = session.press(at(APART + place_of_brow[0] - 0.3, place_of_brow[1]))
    assert said == "Deleted brow_left."
    assert transfer.pairs_of(locator) == (*heads.PAIRS[:6], *heads.PAIRS[7:])
    cmds.undo()
    assert transfer.pairs_of(locator) == heads.PAIRS


def test_a_pair_without_a_name_is_called_by_its_number_in_the_list(locator: str):
    transfer.set_pairs(locator, [replace(pair, name="") for pair in heads.PAIRS])
    place_of_brow = heads.TARGET.points[heads.PAIRS[6].target.vertex]
    session = PickSession(locator, "delete")
    said = session.press(at(APART + place_of_brow[0] - 0.3, place_of_brow[1]))
    assert said == "Deleted pair 7."


@pytest.mark.parametrize("recording", [True, False])
def test_the_grabbed_pair_is_selected_without_an_undo_step(locator: str, recording: bool):
    transfer.set_pairs(locator, heads.PAIRS)
    transfer.select_pairs(locator, [1, 2])
    cmds.undoInfo(state=recording)
    step = cmds.undoInfo(query=True, undoName=True)
    session = PickSession(locator, "edit")
    place_of_brow = heads.TARGET.points[heads.PAIRS[6].target.vertex]
    session.press(at(APART + place_of_brow[0] - 0.3, place_of_brow[1]))
    assert transfer.selected_pairs(locator) == [6]
    session.release()
    assert cmds.undoInfo(query=True, undoName=True) == step
    assert cmds.undoInfo(query=True, state=True) == recording


@pytest.mark.parametrize("mode", ["edit", "delete"])
def test_without_pairs_there_is_nothing_to_edit(locator: str, mode: Any):
    assert "no pair yet" in PickSession(locator, mode).press(at(0, 0))


def test_what_the_tool_needs(locator: str):
    with pytest.raises(SceneError, match="no mode 'paint'"):
        PickSession(locator, "paint")  # type: ignore[arg-type]
    session = PickSession(locator, "add")
    transfer.set_meshes(locator, target="")
    with pytest.raises(SceneError, match="target mesh is missing"):
        PickSession(locator, "add")
    cmds.delete("a2f_correspondence")
    with pytest.raises(SceneError, match="not in the scene any more"):
        session.press(at(0, 0))


def test_there_is_no_viewport_in_mayapy(locator: str):
    assert transfer.current_mode() == ""
    transfer.stop_tool()
    with pytest.raises(SceneError, match="no viewport"):
        transfer.start_tool(locator, "add")
