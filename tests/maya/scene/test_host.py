from __future__ import annotations

from fractions import Fraction

import pytest
from maya import cmds

from a2f_maya.errors import A2FError, CancelledError, SceneError
from a2f_maya.maya import host

RATES = {
    "film": Fraction(24),
    "pal": Fraction(25),
    "ntsc": Fraction(30),
    "show": Fraction(48),
    "palf": Fraction(50),
    "ntscf": Fraction(60),
    "game": Fraction(15),
    "23.976fps": Fraction(24000, 1001),
    "29.97fps": Fraction(30000, 1001),
    "59.94fps": Fraction(60000, 1001),
    "120fps": Fraction(120),
}


@pytest.mark.parametrize("unit", RATES)
def test_frame_rates_are_exact(unit: str) -> None:
    cmds.currentUnit(time=unit)
    rate = host.frame_rate()
    assert Fraction(rate.numerator, rate.denominator) == RATES[unit]


@pytest.mark.parametrize("unit", ["", "fps", "0fps", "fast"])
def test_other_units_are_refused(unit: str) -> None:
    with pytest.raises(SceneError, match="frame rate"):
        host.frame_rate_of(unit)


def test_a_step_is_undone_and_redone_as_one() -> None:
    with host.undo_step("Three Nodes"):
        for _ in range(3):
            cmds.createNode("transform", name="made")
    assert len(cmds.ls("made*")) == 3
    cmds.undo()
    assert cmds.ls("made*") == []
    cmds.redo()
    assert len(cmds.ls("made*")) == 3


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, CancelledError])
def test_an_error_takes_back_the_whole_step_and_nothing_else(
    error: type[BaseException],
) -> None:
    cmds.createNode("transform", name="users")

    def fail() -> None:
        with host.undo_step("Fail"):
            cmds.createNode("transform", name="half")
            with host.undo_step("Inner"):
                cmds.setAttr("users.translateX", 3)
            raise error

    with pytest.raises(error):
        fail()
    assert cmds.ls("half") == []
    assert cmds.getAttr("users.translateX") == 0
    cmds.undo()
    assert cmds.ls("users") == []


def test_a_step_that_fails_at_once_leaves_the_same_step_before_it() -> None:
    with host.undo_step("Again"):
        cmds.createNode("transform", name="first")

    def fail() -> None:
        with host.undo_step("Again"):
            raise ValueError

    with pytest.raises(ValueError):
        fail()
    assert cmds.ls("first") == ["first"]
    cmds.undo()
    assert cmds.ls("first") == []


def test_errors_are_taken_back_where_undo_is_off() -> None:
    cmds.undoInfo(state=False)

    def fail() -> None:
        with host.undo_step("Fail"):
            cmds.createNode("transform", name="half")
            raise ValueError

    with pytest.raises(ValueError):
        fail()
    assert cmds.ls("half") == []
    assert not cmds.undoInfo(query=True, state=True)


def test_the_selection_stays() -> None:
    first, second = (cmds.createNode("transform") for _ in range(2))
    cmds.select([first, second])
    with host.keep_selection():
        cmds.select(clear=True)
        cmds.delete(second)
    assert cmds.ls(selection=True) == [first]


def test_errors_of_maya_become_one_sentence() -> None:
    @host.action("Break Something")
    def broken() -> None:
        cmds.setAttr("nobody.translateX", 1)

    with pytest.raises(A2FError, match=r"^Break Something did not work: .*nobody") as caught:
        broken()
    assert str(caught.value).count("\n") == 0


def test_plugs_are_read_at_other_times() -> None:
    node = cmds.createNode("transform")
    for frame in (0, 10):
        cmds.setKeyframe(
            node,
            attribute="translateX",
            time=frame,
            value=frame,
            inTangentType="linear",
            outTangentType="linear",
        )
    cmds.currentTime(2)
    with host.evaluated_at(7.5):
        assert cmds.currentTime(query=True) == 2
        from a2f_maya.maya.scene.nodes import plug_of

        assert plug_of(f"{node}.translateX").asDouble() == pytest.approx(7.5)
    assert cmds.getAttr(f"{node}.translateX") == pytest.approx(2)


def test_progress_of_batch_is_quiet() -> None:
    with host.main_progress("Working") as progress:
        progress.update(0.5, "half")
        progress.cancelled.set()
        with pytest.raises(CancelledError):
            progress.update(0.6)
