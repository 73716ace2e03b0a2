"""insertJoint and mirrorJoint: published example, mirror images, undo."""

from __future__ import annotations

import numpy as np
import pytest
from maya import cmds


def world(name: str) -> np.ndarray:
    return np.array(cmds.xform(name, query=True, matrix=True, worldSpace=True)).reshape(4, 4)


def chain() -> list[str]:
    cmds.file(new=True, force=True)
    cmds.select(clear=True)
    made = []
    for name in ("hip", "L_knee", "L_ankle"):
        made.append(cmds.joint(name=name))
        if len(made) > 1:
            cmds.setAttr(f"{name}.translate", 5, 8, 10)
            cmds.setAttr(f"{name}.rotate", 45, 45, 0)
    return made


def test_mirror_behavior_gives_the_joint_orientation_of_the_published_example() -> None:
    joints = chain()
    made = cmds.mirrorJoint(joints[2], mirrorYZ=True, mirrorBehavior=True)
    np.testing.assert_allclose(cmds.getAttr(f"{made[0]}.jointOrient")[0], (135, -45, 90), atol=1e-4)
    np.testing.assert_allclose(cmds.getAttr(f"{made[0]}.rotate")[0], (45, 45, 0), atol=1e-6)


@pytest.mark.parametrize(("flag", "axis"), [("mirrorYZ", 0), ("mirrorXZ", 1), ("mirrorXY", 2)])
@pytest.mark.parametrize("behavior", [True, False])
def test_the_other_side_is_a_mirror_image(flag: str, axis: int, behavior: bool) -> None:
    joints = chain()
    cmds.setAttr("hip.translate", 1, 2, 3)
    made = cmds.mirrorJoint(
        joints[1], mirrorBehavior=behavior, searchReplace=("L_", "R_"), **{flag: True}
    )
    assert made == ["R_knee", "R_ankle"]
    mirror = np.eye(3)
    mirror[axis, axis] = -1
    for name, twin in zip(joints[1:], made, strict=True):
        one, other = world(name), world(twin)
        middle = np.array([1.0, 2.0, 3.0])
        np.testing.assert_allclose(other[3, :3] - middle, mirror @ (one[3, :3] - middle), atol=1e-6)
        expected = -one[:3, :3] @ mirror if behavior else one[:3, :3]
        np.testing.assert_allclose(other[:3, :3], expected, atol=1e-6)
    cmds.undo()
    assert sorted(cmds.ls(type="joint")) == sorted(joints)


def test_an_inserted_joint_takes_over_the_children() -> None:
    joints = chain()
    before = world("L_ankle")
    made = cmds.insertJoint("L_knee")
    assert cmds.listRelatives("L_knee", children=True) == [made]
    assert cmds.listRelatives(made, children=True) == ["L_ankle"]
    np.testing.assert_allclose(world(made), world("L_knee"), atol=1e-9)
    np.testing.assert_allclose(world("L_ankle"), before, atol=1e-9)
    assert cmds.listConnections("L_ankle.inverseScale", source=True, plugs=True) == [
        f"{made}.scale"
    ]
    cmds.undo()
    assert cmds.listRelatives("L_knee", children=True) == ["L_ankle"]
    assert sorted(cmds.ls(type="joint")) == sorted(joints)
