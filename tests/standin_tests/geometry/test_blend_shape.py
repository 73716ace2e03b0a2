"""blendShape against plain numpy."""

from __future__ import annotations

import numpy as np
import pytest
from maya import cmds

from tests.standin_tests.geometry.scene_state import scene_state


def positions(name: str) -> np.ndarray:
    count = cmds.polyEvaluate(name, vertex=True)
    return np.array(
        [cmds.pointPosition(f"{name}.vtx[{number}]", local=True) for number in range(count)]
    )


def shaped(name: str, seed: int) -> np.ndarray:
    """A sphere with random offsets; gives the offsets."""
    cmds.polySphere(name=name, sx=6, sy=4)
    offsets = (
        np.random.default_rng(seed).normal(scale=0.2, size=(20, 3)).astype(np.float32).astype(float)
    )
    for number, (x, y, z) in enumerate(offsets):
        cmds.setAttr(f"{name}Shape.pnts[{number}]", x, y, z)
    return offsets


@pytest.fixture
def face():
    base = cmds.polySphere(name="base", sx=6, sy=4)[0]
    return positions(base)


def test_sum_of_weighted_targets(face: np.ndarray) -> None:
    first, second = shaped("smile", 1), shaped("frown", 2)
    assert cmds.blendShape("smile", "frown", "base", name="bs", weight=[(0, 0.5), (1, -0.3)]) == [
        "bs"
    ]
    assert np.allclose(positions("base"), face + 0.5 * first - 0.3 * second, atol=1e-6)
    cmds.setAttr("bs.smile", 1.5)
    cmds.setAttr("bs.envelope", 0.5)
    assert np.allclose(positions("base"), face + 0.5 * (1.5 * first - 0.3 * second), atol=1e-6)


def test_painted_weights(face: np.ndarray) -> None:
    offsets = shaped("smile", 1)
    cmds.blendShape("smile", "base", name="bs", weight=(0, 1.0))
    target = np.random.default_rng(4).uniform(size=20)
    base = np.random.default_rng(5).uniform(size=20)
    for number in range(20):
        cmds.setAttr(
            f"bs.inputTarget[0].inputTargetGroup[0].targetWeights[{number}]", target[number]
        )
        cmds.setAttr(f"bs.inputTarget[0].baseWeights[{number}]", base[number])
    assert np.allclose(positions("base"), face + (target * base)[:, None] * offsets, atol=1e-6)


def test_inbetweens_are_piecewise_linear(face: np.ndarray) -> None:
    full, half = shaped("smile", 1), shaped("middle", 2)
    cmds.blendShape("smile", "base", name="bs")
    cmds.blendShape("bs", edit=True, inBetween=True, target=("base", 0, "middle", 0.5))
    assert cmds.getAttr(
        "bs.inputTarget[0].inputTargetGroup[0].inputTargetItem", multiIndices=True
    ) == [5500, 6000]
    for weight in (0.0, 0.2, 0.5, 0.8, 1.0, 1.4, -0.4):
        cmds.setAttr("bs.smile", weight)
        expected = np.array(
            [
                [np.interp(weight, [0, 0.5, 1], [0, h, f]) for h, f in zip(hs, fs, strict=True)]
                for hs, fs in zip(half, full, strict=True)
            ]
        )
        if weight > 1:
            expected = full + (weight - 1) / 0.5 * (full - half)
        if weight < 0:
            expected = weight / 0.5 * half
        assert np.allclose(positions("base"), face + expected, atol=1e-6), weight


def test_targets_by_deltas(face: np.ndarray) -> None:
    """The recipe of fast tools: points, components, weight, alias; no target mesh."""
    cmds.blendShape("base", name="bs")
    item = "bs.inputTarget[0].inputTargetGroup[3].inputTargetItem[6000]"
    deltas = [(0.0, 1.0, 0.0, 1.0), (2.0, 0.0, 0.0, 1.0), (0.0, 0.0, 3.0, 1.0)]
    cmds.setAttr(f"{item}.inputPointsTarget", 3, *deltas, type="pointArray")
    cmds.setAttr(f"{item}.inputComponentsTarget", 2, "vtx[4:5]", "vtx[1]", type="componentList")
    cmds.setAttr("bs.weight[3]", 0)
    cmds.aliasAttr("jawOpen", "bs.weight[3]")
    cmds.setAttr("bs.jawOpen", 0.5)
    expected = face.copy()
    expected[[4, 5, 1]] += 0.5 * np.array(deltas)[:, :3]
    assert np.allclose(positions("base"), expected, atol=1e-6)
    assert cmds.listAttr("bs.weight", multi=True) == ["jawOpen"]
    assert cmds.getAttr(f"{item}.inputComponentsTarget") == ["vtx[4:5]", "vtx[1]"]


def test_a_live_target_is_followed_and_keeps_its_deltas(face: np.ndarray) -> None:
    offsets = shaped("smile", 1)
    cmds.blendShape("smile", "base", name="bs", weight=(0, 1.0))
    item = "bs.inputTarget[0].inputTargetGroup[0].inputTargetItem[6000]"
    cmds.setAttr("smileShape.pnts[7]", 0, 9, 0)
    offsets[7] = (0, 9, 0)
    assert np.allclose(positions("base"), face + offsets, atol=1e-6)
    # what is set while the mesh is connected is lost at the next evaluation
    cmds.setAttr(f"{item}.inputPointsTarget", 0, type="pointArray")
    assert np.allclose(positions("base"), face + offsets, atol=1e-6)
    cmds.setAttr("smileShape.pnts[7]", 0, 4, 0)
    cmds.delete("smile")
    offsets[7] = (0, 4, 0)
    assert np.allclose(positions("base"), face + offsets, atol=1e-6)
    assert len(cmds.getAttr(f"{item}.inputPointsTarget")) == 20
    cmds.setAttr(f"{item}.inputPointsTarget", 0, type="pointArray")
    cmds.setAttr(f"{item}.inputComponentsTarget", 0, type="componentList")
    assert np.allclose(positions("base"), face, atol=1e-6)


def test_world_origin_takes_the_targets_place(face: np.ndarray) -> None:
    cmds.polySphere(name="far", sx=6, sy=4)
    cmds.setAttr("far.translate", 0, 5, 0)
    cmds.setAttr("base.translate", 1, 0, 0)
    cmds.blendShape("far", "base", name="local", weight=(0, 1.0), origin="local")
    assert np.allclose(positions("base"), face, atol=1e-6)
    cmds.delete("local")
    cmds.blendShape("far", "base", name="worldly", weight=(0, 1.0), origin="world")
    assert np.allclose(positions("base"), face + np.array([-1, 5, 0]), atol=1e-6)


def test_topology_is_checked() -> None:
    cmds.polySphere(name="base")
    cmds.polyCube(name="other")
    cmds.blendShape("base", name="bs")
    with pytest.raises(RuntimeError, match="does not match"):
        cmds.blendShape("bs", edit=True, target=("base", 0, "other", 1.0))


def test_queries_edits_and_removal(face: np.ndarray) -> None:
    shaped("smile", 1)
    shaped("frown", 2)
    cmds.blendShape("smile", "frown", "base", name="bs")
    assert cmds.blendShape("bs", query=True, target=True) == ["smile", "frown"]
    assert cmds.blendShape("bs", query=True, geometry=True) == ["baseShape"]
    cmds.blendShape("bs", edit=True, weight=[(1, 0.25)])
    assert cmds.blendShape("bs", query=True, weight=True) == [0.0, 0.25]
    assert cmds.blendShape("bs", query=True, weightCount=True) == 2
    before = scene_state()
    cmds.blendShape("bs", edit=True, remove=True, target=("base", 0, "smile", 1.0))
    assert cmds.listAttr("bs.weight", multi=True) == ["frown"]
    assert list(cmds.getAttr("bs.targetDirectory[0].childIndices")) == [1]
    cmds.undo()
    assert scene_state() == before


def test_undo_of_creation(face: np.ndarray) -> None:
    shaped("smile", 1)
    before = scene_state()
    cmds.blendShape("smile", "base", name="bs", weight=(0, 1.0))
    after, shown = scene_state(), positions("base")
    cmds.undo()
    assert scene_state() == before
    assert np.allclose(positions("base"), face)
    cmds.redo()
    assert scene_state().keys() == after.keys()
    assert np.allclose(positions("base"), shown)


def test_undo_of_deleting_a_live_target(face: np.ndarray) -> None:
    offsets = shaped("smile", 1)
    cmds.blendShape("smile", "base", name="bs", weight=(0, 1.0))
    cmds.delete("smile")
    cmds.undo()
    cmds.setAttr("smileShape.pnts[0]", 3, 3, 3)
    offsets[0] = 3
    assert np.allclose(positions("base"), face + offsets, atol=1e-6)


def test_two_bases(face: np.ndarray) -> None:
    cmds.polySphere(name="second", sx=6, sy=4)
    offsets = shaped("smile", 1)
    cmds.blendShape("smile", "base", name="bs")
    cmds.blendShape("bs", edit=True, geometry="second")
    cmds.blendShape("bs", edit=True, target=("second", 0, "smile", 1.0))
    cmds.setAttr("bs.smile", 1)
    assert np.allclose(positions("second"), face + offsets, atol=1e-6)


def test_sculpting_goes_to_the_target(face: np.ndarray) -> None:
    cmds.blendShape("base", name="bs")
    cmds.setAttr("bs.weight[0]", 1)
    cmds.sculptTarget("bs", edit=True, target=0)
    cmds.move(0, 2, 0, "base.vtx[3]", relative=True)
    cmds.sculptTarget("bs", edit=True, target=-1)
    item = "bs.inputTarget[0].inputTargetGroup[0].inputTargetItem[6000]"
    assert cmds.getAttr(f"{item}.inputComponentsTarget") == ["vtx[3]"]
    assert positions("base")[3] == pytest.approx(face[3] + np.array([0, 2, 0]), abs=1e-6)
    cmds.setAttr("bs.weight[0]", 0)
    assert np.allclose(positions("base"), face, atol=1e-6)
    # setting the attribute alone does not turn the capture on
    cmds.setAttr("bs.inputTarget[0].sculptTargetIndex", 0)
    cmds.move(1, 0, 0, "base.vtx[4]", relative=True)
    assert cmds.getAttr(f"{item}.inputComponentsTarget") == ["vtx[3]"]
