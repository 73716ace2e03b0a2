"""skinCluster against the formula of linear blend skinning."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.linalg
from maya import cmds

from tests.standin_tests.geometry.scene_state import scene_state


@pytest.fixture
def skinned() -> str:
    cmds.polyCylinder(name="arm", height=4, subdivisionsY=4, subdivisionsX=6)
    cmds.select(clear=True)
    cmds.joint(name="upper", position=(0, -2, 0))
    cmds.joint(name="lower", position=(0, 0, 0))
    return cmds.skinCluster("upper", "arm", name="skin")[0]


def positions(name: str) -> np.ndarray:
    count = cmds.polyEvaluate(name, vertex=True)
    return np.array([cmds.pointPosition(f"{name}.vtx[{number}]") for number in range(count)])


def weights(skin: str, name: str) -> np.ndarray:
    count = cmds.polyEvaluate(name, vertex=True)
    return np.array(
        [
            cmds.skinPercent(skin, f"{name}.vtx[{number}]", query=True, value=True)
            for number in range(count)
        ]
    )


def matrix(node: str) -> np.ndarray:
    return np.array(cmds.xform(node, query=True, matrix=True, worldSpace=True)).reshape(4, 4)


def test_the_formula(skinned: str) -> None:
    rest = positions("arm")
    bind = [np.linalg.inv(matrix(name)) for name in ("upper", "lower")]
    cmds.setAttr("lower.rotateZ", 40)
    cmds.setAttr("upper.rotateX", 15)
    shares = weights(skinned, "arm")
    assert np.allclose(shares.sum(axis=1), 1)
    wide = np.concatenate([rest, np.ones((len(rest), 1))], axis=1)
    expected = sum(
        shares[:, place, None] * (wide @ bind[place] @ matrix(name))[:, :3]
        for place, name in enumerate(("upper", "lower"))
    )
    assert np.allclose(positions("arm"), expected, atol=1e-5)
    assert not np.allclose(expected, rest, atol=0.1)


def test_influences_and_options(skinned: str) -> None:
    assert cmds.skinCluster("arm", query=True, influence=True) == ["upper", "lower"]
    assert cmds.skinCluster(skinned, query=True, maximumInfluences=True) == 2
    assert cmds.skinCluster(skinned, query=True, geometry=True) == ["armShape"]
    assert cmds.listConnections(f"{skinned}.matrix") == ["upper", "lower"]


def test_setting_weights_keeps_their_sum(skinned: str) -> None:
    cmds.skinPercent(skinned, "arm.vtx[0:3]", transformValue=[("lower", 0.25)])
    assert cmds.skinPercent(skinned, "arm.vtx[2]", query=True, value=True) == pytest.approx(
        [0.75, 0.25]
    )
    assert cmds.skinPercent(skinned, "arm.vtx[2]", query=True, transform="lower") == pytest.approx(
        0.25
    )
    assert cmds.getAttr(f"{skinned}.weightList[2].weights[1]") == pytest.approx(0.25)


def test_a_second_skin_is_refused(skinned: str) -> None:
    with pytest.raises(RuntimeError, match="already connected"):
        cmds.skinCluster("upper", "arm")


def test_removing_an_influence(skinned: str) -> None:
    cmds.skinCluster(skinned, edit=True, removeInfluence="lower")
    assert cmds.skinCluster(skinned, query=True, influence=True) == ["upper"]
    assert np.allclose(weights(skinned, "arm"), 1)


def test_undo(skinned: str) -> None:
    before = scene_state()
    cmds.skinPercent(skinned, "arm.vtx[0:3]", transformValue=[("lower", 0.25)])
    cmds.undo()
    assert scene_state() == before


def test_weights_that_maya_gives() -> None:
    """Values that a public test-suite measured in Maya: distance to bones, the two nearest."""
    for place, name in ((-0.5, "joint1"), (0.0, "joint2"), (0.5, "joint3")):
        cmds.joint(name=name, position=(place, place, 0))
    cmds.polyCube(name="box")
    skin = cmds.skinCluster("joint1", "box")[0]
    measured = weights(skin, "box").T
    expected = [
        [0.9, 0.5, 0.5, 0, 0.5, 0, 0.9, 0.5],
        [0.1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.1, 0.5],
        [0, 0, 0, 0.5, 0, 0.5, 0, 0],
    ]
    assert np.allclose(measured, expected)
    assert cmds.skinCluster(skin, query=True, bindMethod=True) == 1
    assert cmds.getAttr(f"{skin}.normalizeWeights") == 1


def test_dual_quaternion_skinning_is_half_of_the_screw_motion_between_two_joints() -> None:
    cmds.polyCube(name="box")
    cmds.select(clear=True)
    cmds.joint(name="one", position=(0, -1, 0))
    cmds.select(clear=True)
    cmds.joint(name="other", position=(0, 1, 0))
    skin = cmds.skinCluster("one", "other", "box", name="skin", toSelectedBones=True)[0]
    cmds.skinPercent(skin, "box.vtx[*]", transformValue=[("one", 0.5), ("other", 0.5)])
    cmds.skinPercent(skin, "box.vtx[3]", transformValue=[("one", 0.0), ("other", 1.0)])
    before = positions("box")
    rest = [matrix("one"), matrix("other")]
    cmds.xform("one", rotation=(20, 60, -30), translation=(1, 0, 2))
    cmds.xform("other", rotation=(-50, 10, 80), translation=(0, 3, -1))
    motions = [
        np.linalg.inv(each) @ matrix(n) for each, n in zip(rest, ("one", "other"), strict=True)
    ]
    half = scipy.linalg.expm(0.5 * scipy.linalg.logm(np.linalg.inv(motions[0]) @ motions[1])).real
    expected = [
        np.append(point, 1.0) @ (motions[1] if number == 3 else motions[0] @ half)
        for number, point in enumerate(before)
    ]
    cmds.setAttr(f"{skin}.skinningMethod", 1)
    np.testing.assert_allclose(positions("box"), np.array(expected)[:, :3], atol=1e-5)
    cmds.setAttr(f"{skin}.skinningMethod", 2)
    linear = 0.5 * sum(np.append(before[0], 1.0) @ each for each in motions)
    np.testing.assert_allclose(positions("box")[0], linear[:3], atol=1e-5)
    cmds.setAttr(f"{skin}.blendWeights[0]", 1.0)
    np.testing.assert_allclose(positions("box")[0], expected[0][:3], atol=1e-5)
