"""Solving a chain of bones for a goal: bend it, aim it, turn it to the pole vector."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

Array = np.ndarray


@dataclass(frozen=True)
class Pose:
    """A chain as it rests.

    Attributes
    ----------
    points : ndarray, shape (n + 1, 3)
        The joints from the start on, then the end effector, in the world.
    axes : ndarray, shape (n, 3, 3)
        World rotations of the joints; rows are their axes.
    """

    points: Array
    axes: Array


def unit(vector: Array) -> Array:
    """A vector of length one, or zeros."""
    length = float(np.linalg.norm(vector))
    return vector / length if length > 1e-12 else np.zeros(3)


def rotation_about(axis: Array, angle: float) -> Array:
    """Rotation (3, 3) for row vectors about a unit axis (Rodrigues)."""
    x, y, z = axis
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    return (np.eye(3) + np.sin(angle) * cross + (1.0 - np.cos(angle)) * cross @ cross).T


def shortest_turn(first: Array, second: Array) -> Array:
    """The smallest rotation (3, 3) that takes one unit vector to another."""
    axis = np.cross(first, second)
    sine, cosine = float(np.linalg.norm(axis)), float(first @ second)
    if sine < 1e-12:
        if cosine > 0:
            return np.eye(3)
        return rotation_about(_any_across(first, np.eye(3)), np.pi)
    return rotation_about(axis / sine, float(np.arctan2(sine, cosine)))


def _any_across(direction: Array, axes: Array) -> Array:
    """A unit vector at a right angle to a direction, from the axis that is most across it."""
    axis = axes[int(np.argmin(np.abs(axes @ direction)))]
    return unit(axis - direction * (axis @ direction))


def _bends(pose: Pose) -> tuple[Array, Array]:
    """Axis and angle of the bend at every joint after the first."""
    bones = np.diff(pose.points, axis=0)
    axes, angles = [], []
    for before, after in itertools.pairwise(bones):
        normal = np.cross(before, after)
        axes.append(unit(normal))
        angles.append(float(np.arctan2(np.linalg.norm(normal), before @ after)))
    return np.array(axes).reshape(-1, 3), np.array(angles)


def side_of(pose: Pose) -> Array:
    """Unit vector at a right angle to start-end to where the chain bulges."""
    along = unit(pose.points[-1] - pose.points[0])
    axes, angles = _bends(pose)
    for axis, angle in zip(axes, angles, strict=True):
        if 1e-6 < angle < np.pi - 1e-6:
            return unit(np.cross(along, axis))
    return _any_across(along, pose.axes[0])


def _bent(pose: Pose, factor: float) -> tuple[Array, Array]:
    """Points and rotations with all bends made larger by a factor, the first bone kept."""
    axes, angles = _bends(pose)
    bones = np.diff(pose.points, axis=0)
    points, turn = [pose.points[0]], np.eye(3)
    rotations = []
    for number, bone in enumerate(bones):
        if number:
            extra = (factor - 1.0) * angles[number - 1]
            turn = rotation_about(axes[number - 1], extra) @ turn
        rotations.append(pose.axes[number] @ turn)
        points.append(points[-1] + bone @ turn)
    return np.array(points), np.array(rotations)


def _factor_for(pose: Pose, distance: float) -> float:
    """How much more the chain must bend for its end to be this far from its start."""
    _, angles = _bends(pose)
    if not len(angles) or angles.max() < 1e-6:
        return 1.0
    low, high = 0.0, np.pi / float(angles.max())
    for _ in range(80):
        middle = 0.5 * (low + high)
        points, _ = _bent(pose, middle)
        if float(np.linalg.norm(points[-1] - points[0])) > distance:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def solve(pose: Pose, goal: Array, pole: Array | None, twist: float = 0.0) -> Array:
    """World rotations of the joints that bring the end to the goal, or nearest to it.

    Parameters
    ----------
    pole : ndarray or None
        Where the chain is to bulge (a world vector); None turns the chain the shortest way.
    twist : float
        Radians about the line from the start to the goal.

    Returns
    -------
    ndarray, shape (n, 3, 3)
    """
    aim = unit(goal - pose.points[0])
    if not aim.any():
        return pose.axes
    points, rotations = _bent(pose, _factor_for(pose, float(np.linalg.norm(goal - pose.points[0]))))
    along = unit(points[-1] - points[0])
    if not along.any():
        along = unit(points[1] - points[0])
    turn = shortest_turn(along, aim)
    side = side_of(pose) @ shortest_turn(unit(pose.points[-1] - pose.points[0]), along) @ turn
    if pole is not None:
        wanted = unit(pole - aim * (pole @ aim))
        if wanted.any():
            angle = np.arctan2(np.cross(side, wanted) @ aim, side @ wanted)
            turn = turn @ rotation_about(aim, float(angle))
    return rotations @ (turn @ rotation_about(aim, twist))
