from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from maya import cmds

from a2f_maya.errors import CancelledError, OutputError, SceneError
from a2f_maya.formats.maya_cache_reader import read_maya_cache
from a2f_maya.maya import bake, scene
from a2f_maya.progress import Progress
from tests.maya import rig
from tests.support.tiny_package import SKIN_VERTICES, TONGUE_VERTICES


def speaking(recording: Path, tiny: str) -> tuple[scene.Character, str, str]:
    character = scene.create_instance(scene.create_audio_player(recording), tiny, "anna")
    skin = rig.make_mesh(SKIN_VERTICES, "face")
    tongue = rig.make_mesh(TONGUE_VERTICES, "tongue")
    scene.attach_mesh(character, skin)
    scene.attach_mesh(character, tongue, "tongue")
    return character, skin, tongue


def shown(mesh: str, frames: range) -> np.ndarray:
    found = []
    for frame in frames:
        cmds.currentTime(frame)
        found.append(rig.mesh_points(mesh))
    return np.array(found)


@pytest.mark.parametrize("unit", ["film", "29.97fps", "ntscf"])
def test_the_cache_holds_what_is_seen(
    unit: str, recording: Path, tiny: str, tmp_path: Path
) -> None:
    cmds.currentUnit(time=unit)
    character, skin, tongue = speaking(recording, tiny)
    frames = range(2, 12)
    live = [shown(mesh, frames) for mesh in (skin, tongue)]
    folder = tmp_path / "cäche 1"
    files = bake.bake_cache(character, folder, start=2, end=11)
    assert [file.name for file in files] == ["anna.xml", "anna.mcx"]
    cache = read_maya_cache(files[0])
    for points, expected in zip(cache.channels.values(), live, strict=True):
        assert np.abs(points - expected).max() < 1e-5
        assert np.abs(np.diff(points, axis=0)).max() > 1e-3


def test_the_scene_plays_from_the_cache(recording: Path, tiny: str, tmp_path: Path) -> None:
    character, skin, tongue = speaking(recording, tiny)
    frames = range(20)
    live = [shown(mesh, frames) for mesh in (skin, tongue)]
    bake.bake_cache(character, tmp_path, name="shot 7")
    assert (tmp_path / "shot_7.mcx").is_file()
    switches = cmds.ls(type="historySwitch")
    assert len(switches) == 2
    assert all(cmds.getAttr(f"{switch}.playFromCache") for switch in switches)
    assert len(character.deformers) == 2
    cmds.setAttr(f"{character.core}.skinStrength", 0.0)
    for mesh, expected in zip((skin, tongue), live, strict=True):
        assert np.abs(shown(mesh, frames) - expected).max() < 1e-4
    for switch in switches:
        cmds.setAttr(f"{switch}.playFromCache", False)
    assert np.abs(shown(skin, frames) - live[0]).max() > 1e-3


def test_undo_detaches_the_cache(recording: Path, tiny: str, tmp_path: Path) -> None:
    character, _, _ = speaking(recording, tiny)
    before = rig.scene_state()
    bake.bake_cache(character, tmp_path)
    assert cmds.ls(type="cacheFile")
    cmds.undo()
    assert rig.scene_state() == before


def test_cancelling_leaves_neither_nodes_nor_files(
    recording: Path, tiny: str, tmp_path: Path
) -> None:
    character, _, _ = speaking(recording, tiny)
    before = rig.scene_state()
    folder = tmp_path / "caches"
    cancelled = threading.Event()

    def report(fraction: float, message: str) -> None:
        if fraction > 0.6:
            cancelled.set()

    with pytest.raises(CancelledError):
        bake.bake_cache(character, folder, progress=Progress(report, cancelled))
    assert rig.scene_state() == before
    assert list(folder.iterdir()) == []


def test_a_cached_mesh_is_not_cached_again(recording: Path, tiny: str, tmp_path: Path) -> None:
    character, _, _ = speaking(recording, tiny)
    bake.bake_cache(character, tmp_path)
    with pytest.raises(SceneError, match="plays from a cache already"):
        bake.bake_cache(character, tmp_path, name="again")
    assert not (tmp_path / "again.xml").exists()


def test_other_meshes_may_be_named(recording: Path, tiny: str, tmp_path: Path) -> None:
    character, skin, _ = speaking(recording, tiny)
    bake.bake_cache(character, tmp_path, meshes=[skin], start=0, end=3)
    assert len(cmds.ls(type="historySwitch")) == 1


def test_what_cannot_be_cached_says_why(recording: Path, tiny: str, tmp_path: Path) -> None:
    alone = scene.create_instance(scene.create_audio_player(recording), tiny, "alone")
    with pytest.raises(SceneError, match="No mesh is attached to 'alone'"):
        bake.bake_cache(alone, tmp_path)
    character, _, _ = speaking(recording, tiny)
    with pytest.raises(OutputError, match="negative"):
        bake.bake_cache(character, tmp_path / "new", start=-5, end=5)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError):
        bake.bake_cache(character, tmp_path / "file")
