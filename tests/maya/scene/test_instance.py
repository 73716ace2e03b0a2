from __future__ import annotations

from pathlib import Path

import pytest
from maya import cmds

from a2f_maya.errors import PackageError, SceneError
from a2f_maya.face.params import PARAMETERS
from a2f_maya.maya import scene
from a2f_maya.network.package import open_package
from a2f_maya.pipeline import FacePipeline
from tests.maya import rig


def test_it_has_the_tuning_of_its_package(tiny: str) -> None:
    core = scene.create_instance(None, tiny, "anna").core
    expected = FacePipeline(open_package(Path(tiny))).defaults.parameters
    for row in PARAMETERS:
        assert cmds.getAttr(f"{core}.{row.name}") == pytest.approx(getattr(expected, row.key))


def test_weights_are_called_as_the_poses(tiny: str) -> None:
    core = scene.create_instance(None, tiny, "anna").core
    for index, pose in enumerate(rig.TINY_POSES):
        assert cmds.aliasAttr(f"{core}.weights[{index}]", query=True) == pose
        assert cmds.objExists(f"{core}.{pose}")


def test_another_package_brings_its_names(tiny: str) -> None:
    character = scene.create_instance(None, "anton", "anna")
    assert cmds.aliasAttr(f"{character.core}.weights[0]", query=True) != rig.TINY_POSES[0]
    scene.set_package(character, tiny)
    named = cmds.aliasAttr(character.core, query=True)[::2]
    assert sorted(named) == sorted(rig.TINY_POSES)
    cmds.undo()
    assert len(cmds.aliasAttr(character.core, query=True)[::2]) == 68


@pytest.mark.parametrize(
    ("unit", "rate"), [("film", (24, 1)), ("23.976fps", (24000, 1001)), ("ntscf", (60, 1))]
)
def test_it_computes_the_frames_of_the_scene(unit: str, rate: tuple[int, int], tiny: str) -> None:
    cmds.currentUnit(time=unit)
    core = scene.create_instance(None, tiny).core
    assert cmds.getAttr(f"{core}.frameRate")[0] == rate


def test_one_player_drives_many(recording: Path, tiny: str) -> None:
    player = scene.create_audio_player(recording)
    first, second = (scene.create_instance(player, tiny) for _ in range(2))
    assert first != second
    assert first.player == second.player == player


def test_a_missing_package_changes_nothing() -> None:
    before = rig.scene_state()
    with pytest.raises(PackageError, match="nobody"):
        scene.create_instance(None, "nobody")
    assert rig.scene_state() == before


def test_the_player_must_be_one(tiny: str) -> None:
    node = cmds.createNode("transform", name="wrong")
    with pytest.raises(SceneError, match="wrong"):
        scene.create_instance(node, tiny)
    with pytest.raises(SceneError, match="no node 'missing'"):
        scene.create_instance("missing", tiny)
    assert cmds.ls(type="a2fCore") == []
