"""The sentence at the bottom of the window, for each step in order."""

from __future__ import annotations

import re

import pytest
from maya import cmds

from a2f_maya.errors import SceneError
from a2f_maya.maya import transfer
from tests.maya import rig
from tests.maya.transfer import heads


def test_each_missing_step_is_said_in_order():
    assert "no correspondence yet" in transfer.status(None)
    node = transfer.create_correspondence()
    assert transfer.status(node).startswith("The driver A2F mesh is missing")
    transfer.set_meshes(node, source=heads.add(heads.SOURCE, "source"))
    assert transfer.status(node).startswith("The target mesh is missing")
    transfer.set_meshes(node, target=heads.add(heads.TARGET, "target"))
    assert transfer.status(node).startswith("The open-mouth A2F mesh is missing")
    transfer.set_meshes(node, open_mouth=heads.add(heads.OPEN_MOUTH, "opened"))
    assert transfer.status(node).startswith("No pairs are marked yet; mark at least 4 (")
    transfer.set_pairs(node, heads.PAIRS[:1])
    assert transfer.status(node).startswith("Only 1 pair is marked; mark at least 4 (")
    transfer.set_pairs(node, heads.PAIRS[:3])
    assert transfer.status(node).startswith("Only 3 pairs are marked; mark at least 4 (")
    transfer.set_pairs(node, heads.PAIRS)
    assert transfer.status(node) == "Ready with 10 pairs; begin the mesh fitting."
    result = transfer.fit(node)
    said = transfer.status(node)
    assert said.startswith("'source_fitted' is fitted to 'target'. Surface error")
    assert result.report.sentence() in said and re.search(r"\d\.\d+ %", said)
    assert said.endswith("Begin the post wrap or generate blend shapes.")
    transfer.post_wrap(node)
    said = transfer.status(node)
    assert said.startswith("Done: 'target' follows 'source'.")
    assert result.report.sentence() in said
    transfer.delete_transfer(node)
    assert transfer.status(node).startswith("Ready")


def test_it_follows_what_happens_to_the_scene():
    node = transfer.create_correspondence(
        heads.add(heads.SOURCE, "source"), heads.add(heads.TARGET, "target")
    )
    transfer.set_meshes(node, open_mouth=heads.add(heads.OPEN_MOUTH, "opened"))
    transfer.set_pairs(node, heads.PAIRS)
    cmds.rename("target", "anna")
    transfer.fit(node)
    assert "fitted to 'anna'" in transfer.status(node)
    cmds.undo()
    assert transfer.status(node).startswith("Ready")
    cmds.redo()
    transfer.post_wrap(node)
    cmds.delete("anna_a2fWrap")
    assert transfer.status(node).endswith("Begin the post wrap or generate blend shapes.")
    cmds.delete("source_fitted")
    assert transfer.status(node).startswith("Ready")
    cmds.delete("anna")
    assert transfer.status(node).startswith("The target mesh is missing")
    cmds.delete("a2f_correspondence")
    with pytest.raises(SceneError, match="no node"):
        transfer.status(node)


def test_asking_changes_nothing():
    node = transfer.create_correspondence(heads.add(heads.SOURCE, "source"))
    before, step = rig.scene_state(), cmds.undoInfo(query=True, undoName=True)
    transfer.status(node)
    assert rig.scene_state() == before
    assert cmds.undoInfo(query=True, undoName=True) == step
