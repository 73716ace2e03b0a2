from __future__ import annotations

import pytest
from maya import cmds


@pytest.fixture
def shapes() -> tuple[str, str]:
    """A cube whose target lifts it by 4, over an in-between at 0.5 that moves it aside by 1."""
    base, half, full = (cmds.polyCube(name=name)[0] for name in ("base", "half", "full"))
    cmds.move(1, 0, 0, f"{half}.vtx[*]", relative=True)
    cmds.move(0, 4, 0, f"{full}.vtx[*]", relative=True)
    node = cmds.blendShape(base)[0]
    cmds.blendShape(node, edit=True, target=(base, 0, full, 1.0))
    cmds.blendShape(node, edit=True, inBetween=True, target=(base, 0, half, 0.5))
    return base, node


def moved(base: str) -> tuple[float, float]:
    x, y, _ = cmds.pointPosition(f"{base}.vtx[0]", local=True)
    return x + 0.5, y + 0.5


@pytest.mark.parametrize(
    ("weight", "expected"),
    [(0, (0, 0)), (0.25, (0.5, 0)), (0.5, (1, 0)), (0.75, (0.5, 2)), (1, (0, 4))],
)
def test_between_targets_the_way_is_straight(
    shapes: tuple[str, str], weight: float, expected: tuple[float, float]
) -> None:
    base, node = shapes
    cmds.setAttr(f"{node}.weight[0]", weight)
    assert moved(base) == pytest.approx(expected)


@pytest.mark.parametrize("weight", [1.5, 2.0])
def test_weights_have_no_hard_upper_limit(weight: float) -> None:
    base, full = cmds.polyCube(name="base")[0], cmds.polyCube(name="full")[0]
    cmds.move(0, 4, 0, f"{full}.vtx[*]", relative=True)
    node = cmds.blendShape(full, base)[0]
    cmds.setAttr(f"{node}.weight[0]", weight)
    assert moved(base) == pytest.approx((0, 4 * weight))


def test_negative_weights_are_accepted() -> None:
    base, full = cmds.polyCube(name="base")[0], cmds.polyCube(name="full")[0]
    cmds.move(0, 4, 0, f"{full}.vtx[*]", relative=True)
    node = cmds.blendShape(full, base)[0]
    cmds.setAttr(f"{node}.weight[0]", -0.3)
    assert cmds.getAttr(f"{node}.weight[0]") == pytest.approx(-0.3)


def test_the_first_curve_is_named_after_node_and_alias() -> None:
    base, full = cmds.polyCube(name="base")[0], cmds.polyCube(name="jawOpen")[0]
    node = cmds.blendShape(full, base, name="face")[0]
    cmds.setKeyframe(node, attribute="jawOpen", time=1, value=1)
    assert cmds.listConnections(f"{node}.weight[0]") == ["face_jawOpen"]
    assert cmds.nodeType("face_jawOpen") == "animCurveTU"
