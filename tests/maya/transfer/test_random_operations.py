"""Any order of actions, undone and redone, leaves the scene as each step had left it."""

from __future__ import annotations

import random

import numpy as np
import pytest
from maya import cmds

from a2f_maya.errors import A2FError
from a2f_maya.maya import transfer
from a2f_maya.maya.transfer.placing import Choice
from tests.maya import rig
from tests.maya.transfer import heads

STEPS = 10


def state(node: str) -> dict[str, object]:
    found = rig.scene_state()
    there = cmds.objExists(node)
    found["pairs"] = transfer.pairs_of(node) if there else None
    found["status"] = transfer.status(node) if there else None
    found["points"] = {
        name: rig.mesh_points(name).tobytes() for name in ("source", "target", "brow")
    }
    return found


def operations(node: str, dice: random.Random) -> list:
    def count() -> int:
        return len(transfer.pairs_of(node))

    return [
        lambda: transfer.set_pairs(node, heads.PAIRS[: dice.randint(0, 10)]),
        lambda: transfer.add_pair(node, heads.PAIRS[3].source, heads.PAIRS[3].target),
        lambda: transfer.remove_pairs(node, [dice.randrange(max(count(), 1))]),
        lambda: transfer.mirror_pairs(node, [dice.randrange(max(count(), 1))]),
        lambda: transfer.set_meshes(node, open_mouth=dice.choice(["opened", "", "target"])),
        lambda: transfer.fit(node, iterations=1),
        lambda: transfer.fit(node, iterations=1),
        lambda: transfer.post_wrap(node, smooth_level=dice.randint(0, 2)),
        lambda: transfer.post_wrap(node),
        lambda: transfer.set_smooth_level(node, dice.randint(-1, 3)),
        lambda: transfer.wrap(
            dice.choice(["source", "target"]),
            ["brow"],
            choose=lambda mesh, upstream: dice.choice(list(Choice)),
        ),
        lambda: transfer.delete_wrap(dice.choice(["brow", "target"])),
        lambda: transfer.delete_transfer(node),
        lambda: transfer.delete_correspondence(node),
    ]


@pytest.mark.parametrize("seed", range(3))
def test_undo_and_redo_of_anything(seed: int) -> None:
    dice = random.Random(seed)
    node = transfer.create_correspondence(
        heads.add(heads.SOURCE, "source"), heads.add(heads.TARGET, "target")
    )
    heads.add(heads.OPEN_MOUTH, "opened"), heads.add(heads.TARGET, "brow")
    heads.move("source", heads.pose(heads.SOURCE.points))
    transfer.set_pairs(node, heads.PAIRS)
    cmds.flushUndo()
    start = state(node)
    states = [start]
    while len(states) < STEPS:
        before = state(node)
        try:
            dice.choice(operations(node, dice))()
        except A2FError as error:
            assert str(error).endswith(".") and "did not work" not in str(error), error
            assert state(node) == before
            continue
        after = state(node)
        if after["pairs"] is None:
            # it would be the end of all others
            cmds.undo()
            assert state(node) == before
        elif after != before:
            states.append(after)
        else:
            # nothing was to be done: that may be a step or none
            cmds.undo()
            if state(node) != before:
                cmds.redo()
    for wanted in states[-2::-1]:
        while state(node) != wanted and cmds.undoInfo(query=True, undoName=True):
            cmds.undo()
        assert state(node) == wanted
    assert state(node) == start
    for wanted in states[1:]:
        while state(node) != wanted and cmds.undoInfo(query=True, redoName=True):
            cmds.redo()
        assert state(node) == wanted
    if cmds.objExists(node):
        transfer.delete_transfer(node)
    assert np.isfinite(rig.mesh_points("target")).all()
