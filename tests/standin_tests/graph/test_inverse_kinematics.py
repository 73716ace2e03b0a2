"""ikHandle and poleVectorConstraint: against the law of cosines and plain geometry."""

from __future__ import annotations

import numpy as np
import pytest
from maya import cmds
from scipy.optimize import minimize

RNG = np.random.default_rng(11)


def place(name: str) -> np.ndarray:
    return np.array(cmds.xform(name, query=True, translation=True, worldSpace=True))


def arm(points: list[tuple[float, float, float]]) -> list[str]:
    """Joints at points, oriented along their bones so that all rotations are zero."""
    cmds.file(new=True, force=True)
    cmds.select(clear=True)
    made = [cmds.joint(position=point) for point in points]
    cmds.joint(made[0], edit=True, orientJoint="xyz", children=True)
    return made


def test_making_a_handle_leaves_the_chain_where_it_is() -> None:
    points = [(0.0, 5.0, 0.0), (3.0, 5.0, -1.0), (6.0, 5.5, 0.0)]
    joints = arm(points)
    handle, effector = cmds.ikHandle(startJoint=joints[0], endEffector=joints[2])
    assert (handle, effector) == ("ikHandle1", "effector1")
    for joint, point in zip(joints, points, strict=True):
        np.testing.assert_allclose(place(joint), point, atol=1e-6)
    np.testing.assert_allclose(place(effector), points[2], atol=1e-6)
    assert cmds.ikHandle(handle, query=True, jointList=True) == joints[:2]
    assert cmds.listConnections(f"{handle}.startJoint") == [joints[0]]


@pytest.mark.parametrize("trial", range(4))
def test_the_bend_follows_the_law_of_cosines_and_the_pole(trial: int) -> None:
    joints = arm([(1.0, 2.0, 0.5), (4.0, 2.0, -1.0), (6.0, 2.5, 0.0)])
    first, second = (np.linalg.norm(place(joints[i + 1]) - place(joints[i])) for i in range(2))
    handle, _ = cmds.ikHandle(startJoint=joints[0], endEffector=joints[2])
    cmds.parent(handle, cmds.group(empty=True, name="above"))
    cmds.setAttr("above.rotate", *RNG.uniform(-60, 60, 3))
    pole = cmds.spaceLocator(position=(0, 0, 0))[0]
    cmds.setAttr(f"{pole}.translate", *RNG.uniform(-8, 8, 3))
    made = cmds.poleVectorConstraint(pole, handle)
    assert made == [f"{handle}_poleVectorConstraint1"]
    start = place(joints[0])
    goal = start + RNG.normal(size=3) * 1.5
    cmds.xform(handle, translation=goal.tolist(), worldSpace=True)

    np.testing.assert_allclose(place(joints[2]), goal, atol=1e-6)
    distance = np.linalg.norm(goal - start)
    elbow = place(joints[1]) - start
    along = (goal - start) / distance
    assert elbow @ along == pytest.approx(
        (first**2 + distance**2 - second**2) / (2.0 * distance), abs=1e-6
    )
    side = elbow - along * (elbow @ along)
    wanted = place(pole) - start
    wanted = wanted - along * (wanted @ along)
    np.testing.assert_allclose(
        side / np.linalg.norm(side), wanted / np.linalg.norm(wanted), atol=1e-6
    )


def test_a_goal_too_far_away_makes_the_chain_straight() -> None:
    joints = arm([(0.0, 0.0, 0.0), (3.0, 0.0, 1.0), (6.0, 0.0, 0.0)])
    handle, _ = cmds.ikHandle(startJoint=joints[0], endEffector=joints[2])
    before = place(joints[1])
    cmds.setAttr(f"{handle}.translate", 0, 50, 0)
    np.testing.assert_allclose(place(joints[2]), (0, 2 * np.sqrt(10), 0), atol=1e-6)
    cmds.setAttr(f"{handle}.translate", 6, 0, 0)
    np.testing.assert_allclose(place(joints[1]), before, atol=1e-6)
    cmds.undo()
    np.testing.assert_allclose(place(joints[2]), (0, 2 * np.sqrt(10), 0), atol=1e-6)


def test_twist_turns_about_the_line_to_the_goal() -> None:
    joints = arm([(0.0, 0.0, 0.0), (3.0, 0.0, 1.0), (6.0, 0.0, 0.0)])
    handle, _ = cmds.ikHandle(startJoint=joints[0], endEffector=joints[2])
    cmds.setAttr(f"{handle}.twist", 90)
    np.testing.assert_allclose(place(joints[1]), (3, -1, 0), atol=1e-6)
    np.testing.assert_allclose(place(joints[2]), (6, 0, 0), atol=1e-6)


def test_a_single_chain_handle_carries_its_chain_along() -> None:
    joints = arm([(0.0, 0.0, 0.0), (3.0, 0.0, 1.0)])
    handle, _ = cmds.ikHandle(startJoint=joints[0], endEffector=joints[1], solver="ikSCsolver")
    goal = np.array([0.5, 2.0, -1.0])
    cmds.setAttr(f"{handle}.translate", *goal)
    best = minimize(
        lambda p: np.sum((p / np.linalg.norm(p) * np.sqrt(10) - goal) ** 2), [1.0, 1.0, 0.0]
    ).x
    expected = best / np.linalg.norm(best) * np.sqrt(10)
    np.testing.assert_allclose(place(joints[1]), expected, atol=1e-4)


def test_a_keyed_handle_moves_the_chain_in_time_and_a_saved_one_comes_back(tmp_path) -> None:
    joints = arm([(0.0, 0.0, 0.0), (3.0, 0.0, 1.0), (6.0, 0.0, 0.0)])
    handle, _ = cmds.ikHandle(startJoint=joints[0], endEffector=joints[2])
    cmds.setKeyframe(handle, attribute="translateY", time=1, value=0)
    cmds.setKeyframe(handle, attribute="translateY", time=11, value=2)
    cmds.currentTime(11)
    np.testing.assert_allclose(place(joints[2]), (6, 2, 0), atol=1e-6)
    later = cmds.getAttr(f"{joints[0]}.rotateZ")
    cmds.currentTime(1)
    assert cmds.getAttr(f"{joints[0]}.rotateZ", time=11) == pytest.approx(later, abs=1e-6)
    path = str(tmp_path / "arm.ma")
    cmds.file(rename=path)
    cmds.file(save=True, type="mayaAscii")
    cmds.file(path, open=True, force=True)
    cmds.currentTime(11)
    np.testing.assert_allclose(place(joints[2]), (6, 2, 0), atol=1e-5)


def test_a_copy_of_the_chain_stands_as_the_solved_one() -> None:
    joints = arm([(0.0, 0.0, 0.0), (3.0, 0.0, 1.0), (6.0, 0.0, 0.0)])
    handle, _ = cmds.ikHandle(startJoint=joints[0], endEffector=joints[2])
    cmds.setAttr(f"{handle}.translate", 3, 2, 1)
    copies = cmds.duplicate(joints[0], renameChildren=True)
    for name, copy in zip(joints, copies, strict=False):
        np.testing.assert_allclose(place(copy), place(name), atol=1e-6)
    cmds.setAttr(f"{handle}.translate", 0, 2, 1)
    np.testing.assert_allclose(place(copies[2]), (3, 2, 1), atol=1e-6)
