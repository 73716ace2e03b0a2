"""Motion of jaw and eyes as keys of translate and rotate."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from maya import cmds
from maya.api import OpenMaya as om

from a2f_maya.errors import SceneError
from a2f_maya.key_reduction import check_tolerance
from a2f_maya.maya.bake.channels import Matrices, part_before, solve_channels
from a2f_maya.maya.bake.keys import (
    ANGLE,
    LENGTH,
    BakeReport,
    Curve,
    create_layer,
    free,
    refuse_unbakeable,
    write_curves,
)
from a2f_maya.maya.bake.sampling import (
    FloatTable,
    bake_frames,
    matrices_of,
    numbers_of,
    sample_rows,
    wait_until_ready,
)
from a2f_maya.maya.host import action
from a2f_maya.maya.scene.bindings import MOTIONS, Binding
from a2f_maya.maya.scene.character import Character, character_of
from a2f_maya.maya.scene.nodes import is_type, plug_of, set_matrix, source_of
from a2f_maya.progress import Progress

CHANNELS = tuple(f"{name}{axis}" for name in ("translate", "rotate") for axis in "XYZ")
_ORDERS = tuple(
    getattr(om.MEulerRotation, f"k{name}") for name in ("XYZ", "YZX", "ZXY", "XZY", "YXZ", "ZYX")
)


@dataclass(frozen=True)
class _Moved:
    """An attached node and what has to be known of it at every frame."""

    binding: Binding
    order: int
    local: Matrices
    offset: Matrices
    translation: FloatTable
    rotation: FloatTable
    after: Matrices


@action("Bake Motion")
def bake_motion(
    character: str | Character,
    *,
    start: float | None = None,
    end: float | None = None,
    tolerance: float | None = None,
    layer: str | None = None,
    progress: Progress | None = None,
) -> BakeReport:
    """Write the motion of the attached jaw and eyes as linear keys of translate and rotate.

    The nodes are let go: their offset parent matrices are as before the attaching, and the keys
    hold the motion together with whatever keys were there. Undo brings everything back.

    Parameters
    ----------
    character, start, end, layer, progress
        See `a2f_maya.maya.bake.bake_weights`.
    tolerance : float, optional
        Leave out keys as long as no channel is off by more than this, in centimetres and degrees.

    Raises
    ------
    SceneError
        If neither jaw nor eyes are attached, or something else drives a channel or has it locked.
    CancelledError
        The scene is as before.
    """
    who = character_of(character)
    attached = motion_bindings(who)
    if not attached:
        raise SceneError(f"Neither jaw nor eyes are attached to '{who.core}'; attach them first.")
    frames = bake_frames(who, start, end)
    new_layer = create_layer(layer) if layer else None
    return key_motion(who, attached, frames, tolerance, new_layer, progress or Progress())


def key_motion(
    who: Character,
    attached: list[Binding],
    frames: range,
    tolerance: float | None,
    layer: str | None,
    progress: Progress,
) -> BakeReport:
    """Key attached nodes; see `bake_motion`, whose undo step this is a part of."""
    check_tolerance(tolerance)
    for binding in attached:
        for channel in (*CHANNELS, "translate", "rotate"):
            refuse_unbakeable(f"{binding.target}.{channel}")
    wait_until_ready(who, frames, progress.part(0.0, 0.4))
    moved = _sample(attached, frames, progress.part(0.4, 0.95))
    progress.update(0.95, "Writing keys")
    curves: list[Curve] = []
    for node in moved:
        _let_go(node.binding)
        curves += _curves(node, tolerance)
    report = write_curves(curves, frames, layer)
    progress.update(1.0)
    return report


def motion_bindings(character: Character) -> list[Binding]:
    """The jaw and eyes that a character moves."""
    return [
        binding
        for binding in character.bindings
        if binding.kind in MOTIONS
        and binding.target
        and source_of(f"{binding.target}.offsetParentMatrix")
    ]


def _sample(attached: list[Binding], frames: range, progress: Progress) -> list[_Moved]:
    """All that is needed of the nodes, in one pass over the frames."""
    nodes = [binding.target for binding in attached]
    readers = [
        reader
        for node in nodes
        for reader in (
            matrices_of([f"{node}.matrix", f"{node}.offsetParentMatrix"]),
            numbers_of([f"{node}.{channel}" for channel in CHANNELS]),
        )
    ]
    rows = sample_rows(
        frames,
        lambda: [number for read in readers for number in read()],
        progress,
        "Evaluating motion",
    )
    parts = np.split(rows, len(nodes), axis=1)
    return [
        _Moved(
            binding,
            _ORDERS[cmds.getAttr(f"{binding.target}.rotateOrder")],
            part[:, :16].reshape(-1, 4, 4),
            part[:, 16:32].reshape(-1, 4, 4),
            part[:, 32:35],
            part[:, 35:38],
            np.broadcast_to(_after_rotation(binding.target), (len(frames), 4, 4)),
        )
        for binding, part in zip(attached, parts, strict=True)
    ]


def _after_rotation(node: str) -> Matrices:
    """What comes between rotation and translation in a node's local matrix."""
    after = np.eye(4)
    if not is_type(node, ["joint"]):
        for name in ("rotatePivot", "rotatePivotTranslate"):
            after[3, :3] += [plug_of(f"{node}.{name}{axis}").asDouble() for axis in "XYZ"]
        return after
    angles = [plug_of(f"{node}.jointOrient{axis}").asDouble() for axis in "XYZ"]
    after = _matrix(om.MEulerRotation(*angles).asMatrix())
    if cmds.getAttr(f"{node}.segmentScaleCompensate"):
        scale = np.array(cmds.getAttr(f"{node}.inverseScale")[0])
        after = after @ np.diag([*scale, 1.0])
    return after


def _curves(node: _Moved, tolerance: float | None) -> list[Curve]:
    """Channels over time that do what the offset parent matrix did."""
    former = np.array(node.binding.former["offset_parent_matrix"]).reshape(4, 4)
    wanted = node.local @ node.offset @ np.linalg.inv(former)
    rotation = np.stack(
        [_matrix(om.MEulerRotation(*row, node.order).asMatrix()) for row in node.rotation.tolist()]
    )
    before = part_before(node.local, rotation, node.after, node.translation)
    rotations, translations = solve_channels(wanted, before, node.after)
    angles = _euler_angles(rotations, node.order, node.rotation[0])
    name = node.binding.target
    base = name.rsplit("|", 1)[-1].rsplit(":", 1)[-1]
    radians = None if tolerance is None else math.radians(tolerance)
    curves = []
    for column, channel in enumerate(CHANNELS):
        turns = column >= 3
        curves.append(
            Curve(
                f"{name}.{channel}",
                ANGLE if turns else LENGTH,
                angles[:, column - 3] if turns else translations[:, column],
                f"{base}_{channel}",
                radians if turns else tolerance,
            )
        )
    return curves


def _euler_angles(rotations: Matrices, order: int, first: FloatTable) -> FloatTable:
    """Angles of rotations, each nearest to those of the frame before."""
    last = om.MEulerRotation(*first.tolist(), order)
    rows = []
    for rotation in rotations:
        found = om.MEulerRotation.decompose(om.MMatrix(rotation.ravel().tolist()), order)
        last = found.closestSolution(last)
        rows.append([last.x, last.y, last.z])
    return np.array(rows)


def _matrix(matrix: om.MMatrix) -> Matrices:
    return np.array([float(number) for number in matrix]).reshape(4, 4)


def _let_go(binding: Binding) -> None:
    """Free a node from the instance and its channels from older keys."""
    plug = f"{binding.target}.offsetParentMatrix"
    cmds.disconnectAttr(source_of(plug), plug)
    set_matrix(plug, binding.former["offset_parent_matrix"])
    cmds.delete([*binding.owned, binding.node])
    for channel in CHANNELS:
        free(f"{binding.target}.{channel}")
