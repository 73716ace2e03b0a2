"""Loading, unloading and loading again; numbers that scenes hold for ever."""

from __future__ import annotations

from pathlib import Path

import pytest
from maya import cmds

import a2f_maya
from a2f_maya.maya import evaluations, node_ids, startup
from a2f_maya.pipeline import FacePipeline
from a2f_maya.timing import FrameRate
from tests.maya.nodes.conftest import Actor, build

TYPES = {
    "a2fPlayer": 0x7A2F0,
    "a2fCore": 0x7A2F1,
    "a2fDeformer": 0x7A2F2,
    "a2fWrap": 0x7A2F4,
    "a2fCorrespondence": 0x7A2F6,
}


def test_type_ids_never_change_and_never_collide() -> None:
    numbers = [
        value for name, value in vars(node_ids).items() if name.isupper() and name != "FIRST"
    ]
    assert len(set(numbers)) == len(numbers) == 7
    assert all(0 <= number <= 0x7FFFF for number in numbers)
    assert list(TYPES.values()) == [
        node_ids.PLAYER,
        node_ids.CORE,
        node_ids.DEFORMER,
        node_ids.WRAP,
        node_ids.CORRESPONDENCE,
    ]


def test_both_plugins_are_loaded_and_say_their_version() -> None:
    for name, types in (
        ("a2f_nodes", {"a2fPlayer", "a2fCore", "a2fCorrespondence"}),
        ("a2f_deformers", {"a2fDeformer", "a2fWrap"}),
    ):
        assert cmds.pluginInfo(name, query=True, loaded=True)
        assert cmds.pluginInfo(name, query=True, version=True) == a2f_maya.__version__
        assert set(cmds.pluginInfo(name, query=True, dependNode=True)) == types
    assert cmds.pluginInfo("a2f_nodes", query=True, command=True) == ["a2fApply"]


def test_a_plugin_whose_nodes_are_used_stays() -> None:
    cmds.createNode("a2fCore")
    assert cmds.pluginInfo("a2f_nodes", query=True, unloadOk=True) is False
    with pytest.raises(RuntimeError):
        cmds.unloadPlugin("a2f_nodes")


def test_unloaded_and_loaded_again(actor: Actor, pipeline: FacePipeline, recording: Path) -> None:
    cmds.currentTime(9)
    actor.assert_shows(9 / 30)
    for _ in range(2):
        cmds.file(new=True, force=True)
        cmds.flushUndo()
        startup.unload_plugins()
        for name in TYPES:
            assert name not in cmds.allNodeTypes()
        assert not hasattr(cmds, "a2fApply")
        assert not evaluations.STORE.jobs()
        startup.load_plugins()
        cmds.currentUnit(time="ntsc")
        cmds.currentTime(9)
        build(pipeline, recording, FrameRate(30)).assert_shows(9 / 30)


def test_a_scene_says_which_plugins_it_needs(actor: Actor, tmp_path: Path) -> None:
    path = tmp_path / "needs.ma"
    cmds.file(rename=path.as_posix())
    cmds.file(save=True, type="mayaAscii")
    text = path.read_text(encoding="utf-8")
    assert 'requires -nodeType "a2fPlayer" -nodeType "a2fCore"' in text or "a2f_nodes" in text
    assert f'"{a2f_maya.__version__}"' in text
