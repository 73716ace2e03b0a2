"""Correspondence locators and their pairs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from maya import cmds

from a2f_maya.correspondence import Pair, SurfacePoint, positions
from a2f_maya.errors import CorrespondenceError, FormatError, MeshError, SceneError
from a2f_maya.face.head import load_head
from a2f_maya.formats.correspondence_json import read_correspondence, write_correspondence
from a2f_maya.maya import transfer
from tests.maya import rig
from tests.maya.transfer import heads


@pytest.fixture
def locator() -> str:
    source, target = heads.add(heads.SOURCE, "source"), heads.add(heads.TARGET, "target")
    return transfer.create_correspondence(source, f"{target}Shape")


def test_a_locator_knows_its_meshes(locator: str):
    assert cmds.nodeType(locator) == "a2fCorrespondence"
    assert cmds.listRelatives(locator, parent=True) == ["a2f_correspondence"]
    assert transfer.correspondences() == [locator]
    assert transfer.meshes_of(locator) == transfer.SetupMeshes("source", "target", "", "")
    assert transfer.meshes_of("a2f_correspondence").target == "target"
    cmds.rename("source", "anna")
    assert transfer.meshes_of(locator).source == "anna"
    assert transfer.pairs_of(locator) == ()


def test_a_locator_draws_where_the_meshes_are(locator: str):
    transfer.set_pairs(locator, heads.PAIRS)
    cmds.setAttr("target.translateX", 30)
    points = cmds.getAttr(f"{locator}.targetPoints")
    vertex = heads.PAIRS[0].target.vertex
    assert points[0] == pytest.approx(heads.TARGET.points[vertex] + [30, 0, 0], abs=1e-4)


def test_meshes_are_changed_and_taken_away(locator: str):
    heads.add(heads.OPEN_MOUTH, "opened")
    other = heads.add(heads.TARGET, "other")
    transfer.set_meshes(locator, open_mouth="opened", target=other)
    assert transfer.meshes_of(locator) == transfer.SetupMeshes("source", other, "opened", "")
    transfer.set_meshes(locator, target="", open_mouth="")
    assert transfer.meshes_of(locator) == transfer.SetupMeshes("source", "", "", "")
    assert not cmds.listConnections(f"{locator}.targetMesh")


def test_wrong_meshes_are_refused(locator: str):
    before = rig.scene_state()
    with pytest.raises(MeshError, match="open-mouth A2F mesh 'target' has not the same vertices"):
        transfer.set_meshes(locator, target="", open_mouth="target")
    with pytest.raises(SceneError, match="'source' cannot be both"):
        transfer.set_meshes(locator, target="source")
    with pytest.raises(SceneError, match="'nobody'"):
        transfer.set_meshes(locator, target="nobody")
    with pytest.raises(SceneError, match=r"camera|mesh shapes"):
        transfer.create_correspondence("persp")
    assert rig.scene_state() == before
    with pytest.raises(SceneError, match="a2fCorrespondence"):
        transfer.pairs_of("source")


def test_pairs_are_edited_one_undo_step_each(locator: str):
    edits = (
        lambda: transfer.set_pairs(locator, heads.PAIRS[:5]),
        lambda: transfer.add_pair(locator, heads.PAIRS[5].source, heads.PAIRS[5].target, "back"),
        lambda: transfer.move_point(locator, 1, "target", SurfacePoint(vertex=7)),
        lambda: transfer.rename_pair(locator, 0, "tip ä"),
        lambda: transfer.select_pairs(locator, [4, 0, 4]),
        lambda: transfer.remove_pairs(locator, [2, 0]),
    )
    states = [(transfer.pairs_of(locator), transfer.selected_pairs(locator))]
    for edit in edits:
        edit()
        states.append((transfer.pairs_of(locator), transfer.selected_pairs(locator)))
    moved = replace(heads.PAIRS[1], target=SurfacePoint(vertex=7))
    assert states[2][0] == (*heads.PAIRS[:5], replace(heads.PAIRS[5], name="back"))
    assert states[5][1] == [0, 4]
    assert states[-1] == ((moved, *heads.PAIRS[3:5], states[2][0][5]), [0])
    for state in states[-2::-1]:
        cmds.undo()
        assert (transfer.pairs_of(locator), transfer.selected_pairs(locator)) == state
    for state in states[1:]:
        cmds.redo()
        assert (transfer.pairs_of(locator), transfer.selected_pairs(locator)) == state


def test_the_index_of_a_new_pair_is_given(locator: str):
    face = SurfacePoint(face=30, barycentric=(0.25, 0.25, 0.25, 0.25))
    assert transfer.add_pair(locator, face, heads.PAIRS[0].target) == 0
    assert transfer.add_pair(locator, heads.PAIRS[1].source, heads.PAIRS[1].target) == 1
    assert transfer.pairs_of(locator)[0].source == face


def test_points_that_are_not_on_the_mesh_are_refused(locator: str):
    transfer.set_pairs(locator, heads.PAIRS)
    bad = SurfacePoint(vertex=100000)
    with pytest.raises(CorrespondenceError, match=r"vertex 100000.*'target'"):
        transfer.add_pair(locator, heads.PAIRS[0].source, bad)
    with pytest.raises(CorrespondenceError, match="corners"):
        triangle = SurfacePoint(face=30, barycentric=(0.5, 0.25, 0.25))
        transfer.move_point(locator, 0, "source", triangle)
    with pytest.raises(CorrespondenceError, match="no pair 100; the correspondence has"):
        transfer.remove_pairs(locator, [99])
    with pytest.raises(CorrespondenceError, match="side"):
        transfer.move_point(locator, 0, "left", bad)  # type: ignore[arg-type]
    assert transfer.pairs_of(locator) == heads.PAIRS


def test_pairs_of_another_mesh_can_be_taken_out(locator: str):
    transfer.set_meshes(locator, target="")
    wrong = Pair(heads.PAIRS[0].source, SurfacePoint(vertex=100000))
    transfer.set_pairs(locator, (*heads.PAIRS, wrong))
    transfer.set_meshes(locator, target="target")
    assert "100000" in transfer.status(locator) or "open-mouth" in transfer.status(locator)
    transfer.remove_pairs(locator, [len(heads.PAIRS)])
    assert transfer.pairs_of(locator) == heads.PAIRS


def test_presets_are_saved_and_loaded(locator: str, tmp_path: Path):
    transfer.set_pairs(locator, heads.PAIRS)
    path = tmp_path / "anna ä.json"
    transfer.save_preset(locator, path)
    transfer.set_pairs(locator, ())
    transfer.load_preset(locator, str(path))
    assert transfer.pairs_of(locator) == heads.PAIRS
    cmds.undo()
    assert transfer.pairs_of(locator) == ()
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(FormatError, match="schema"):
        transfer.load_preset(locator, path)


def test_what_was_broken_by_hand_is_said(locator: str):
    cmds.setAttr(f"{locator}.correspondence", "{broken", type="string")
    with pytest.raises(FormatError, match=r"a2f_correspondenceShape.correspondence"):
        transfer.pairs_of(locator)
    transfer.set_pairs(locator, heads.PAIRS)
    assert transfer.pairs_of(locator) == heads.PAIRS


def test_how_it_is_drawn(locator: str):
    transfer.set_display(locator, visible=False, size=0.7, lines=False)
    assert transfer.display_of(locator) == transfer.Display(False, pytest.approx(0.7), False)
    transfer.set_display(locator, visible=True)
    assert transfer.display_of(locator) == transfer.Display(True, pytest.approx(0.7), False)


def test_a_copy_and_a_reopened_scene_keep_the_pairs(locator: str, tmp_path: Path):
    transfer.set_pairs(locator, heads.PAIRS)
    transfer.select_pairs(locator, [1, 2])
    copy = cmds.duplicate("a2f_correspondence")[0]
    assert transfer.pairs_of(copy) == heads.PAIRS
    assert transfer.meshes_of(copy).source == ""
    path = tmp_path / "pairs.ma"
    cmds.file(rename=str(path))
    cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True, force=True)
    assert transfer.correspondences() == []
    cmds.file(str(path), open=True, force=True)
    assert transfer.pairs_of(locator) == heads.PAIRS
    assert transfer.selected_pairs(locator) == [1, 2]
    assert transfer.meshes_of(locator).target == "target"
    cmds.file(new=True, force=True)
    cmds.file(str(path), reference=True, namespace="anna")
    (found,) = [name for name in transfer.correspondences() if name == f"anna:{locator}"]
    assert transfer.pairs_of(found) == heads.PAIRS
    transfer.remove_pairs(found, [0])
    assert transfer.pairs_of(found) == heads.PAIRS[1:]


def test_creating_keeps_the_selection_and_is_one_undo_step():
    source, target = heads.add(heads.SOURCE, "source"), heads.add(heads.TARGET, "target")
    cmds.select(source)
    before = rig.scene_state()
    first = transfer.create_correspondence(source, target)
    second = transfer.create_correspondence()
    assert first != second and set(transfer.correspondences()) == {first, second}
    assert cmds.ls(selection=True) == [source]
    made = rig.scene_state()
    cmds.undo(), cmds.undo()
    assert rig.scene_state() == before
    cmds.redo(), cmds.redo()
    assert rig.scene_state() == made
    for node in (first, second):
        transfer.delete_correspondence(node)
    assert rig.scene_state() == before


def test_pairs_are_mirrored(locator: str):
    transfer.set_pairs(locator, heads.PAIRS)
    left, right = (next(p for p in heads.PAIRS if p.name == f"brow_{s}") for s in ("left", "right"))
    index = heads.PAIRS.index(left)
    assert transfer.mirror_pairs(locator, [index]) == [len(heads.PAIRS)]
    made = transfer.pairs_of(locator)[-1]
    assert made.name == "brow_right"
    for side, mesh in (("source", heads.SOURCE), ("target", heads.TARGET)):
        points = positions([getattr(made, side), getattr(right, side)], mesh)
        assert abs(points[0] - points[1]).max() < 0.5
    cmds.undo()
    assert transfer.pairs_of(locator) == heads.PAIRS
    transfer.set_meshes(locator, target="")
    with pytest.raises(SceneError, match="target mesh is missing"):
        transfer.mirror_pairs(locator, [0])


def test_a_pair_is_suggested_and_not_added(locator: str):
    transfer.set_pairs(locator, heads.PAIRS[:6])
    pair = transfer.suggest(locator)
    assert transfer.pairs_of(locator) == heads.PAIRS[:6]
    transfer.add_pair(locator, pair.source, pair.target)
    one = positions([pair.source], heads.SOURCE)[0]
    other = positions([pair.target], heads.TARGET)[0]
    taken = positions([each.source for each in heads.PAIRS[:6]], heads.SOURCE)
    assert abs(taken - one).max(axis=1).min() > 1
    # the same direction on both heads
    unit = [
        place / abs(mesh.points).max(axis=0)
        for place, mesh in ((one, heads.SOURCE), (other, heads.TARGET))
    ]
    assert abs(unit[0] - unit[1]).max() < 0.35
    transfer.set_pairs(locator, heads.PAIRS[:2])
    with pytest.raises(CorrespondenceError):
        transfer.suggest(locator)


def test_landmarks_of_the_male_head_are_suggested():
    neutral, _ = transfer.create_male_template()
    skin = load_head().skin
    target = heads.add(skin.with_points((skin.points * np.float32(1.1)).astype(np.float32)), "big")
    node = transfer.create_correspondence(neutral, target)
    names = list(load_head().landmarks)[:6]
    for name in names:
        vertex = SurfacePoint(vertex=load_head().landmarks[name])
        transfer.add_pair(node, vertex, vertex, name)
    pair = transfer.suggest(node)
    assert pair.name in load_head().landmarks and pair.name not in names
    assert pair.source == SurfacePoint(vertex=load_head().landmarks[pair.name])


def landmarks(tmp_path: Path) -> Path:
    path = tmp_path / "landmarks.json"
    pairs = tuple(Pair(pair.source, pair.source, pair.name) for pair in heads.PAIRS)
    write_correspondence(path, pairs)
    return path


def largest_miss(pairs: tuple[Pair, ...]) -> float:
    """Of the guesses, in centimetres."""
    truth = {pair.name: pair.target for pair in heads.PAIRS}
    found = positions([pair.target for pair in pairs], heads.TARGET)
    wanted = positions([truth[pair.name] for pair in pairs], heads.TARGET)
    return float(np.linalg.norm(found - wanted, axis=1).max())


def test_landmarks_of_one_head_are_guessed_on_the_other(locator: str, tmp_path: Path):
    transfer.load_preset(locator, landmarks(tmp_path))
    found = transfer.pairs_of(locator)
    assert [pair.name for pair in found] == list(heads.PLACES)
    assert [pair.source for pair in found] == [pair.source for pair in heads.PAIRS]
    assert largest_miss(found) < 3
    # what is marked stays and makes the guesses better
    transfer.set_pairs(locator, heads.PAIRS[:5])
    transfer.load_preset(locator, landmarks(tmp_path))
    better = transfer.pairs_of(locator)
    assert better[:5] == heads.PAIRS[:5]
    assert [pair.name for pair in better] == list(heads.PLACES)
    assert largest_miss(better) < 2
    # unnamed ones are known by their place
    transfer.set_pairs(locator, [replace(pair, name="") for pair in heads.PAIRS[:5]])
    transfer.load_preset(locator, landmarks(tmp_path))
    assert len(transfer.pairs_of(locator)) == len(heads.PAIRS)
    cmds.undo()
    assert len(transfer.pairs_of(locator)) == 5


def test_landmarks_of_another_head_are_refused(locator: str):
    with pytest.raises(CorrespondenceError, match=r"names vertex.*'source'"):
        transfer.load_preset(locator, transfer.preset_paths()["male_head_face"])
    assert transfer.pairs_of(locator) == ()


def test_shipped_landmarks_lie_on_a_mesh_of_the_same_faces_as_they_are():
    neutral, opened = transfer.create_male_template()
    node = transfer.create_correspondence(neutral, opened)
    path = transfer.preset_paths()["male_head_face"]
    transfer.load_preset(node, path)
    assert transfer.pairs_of(node) == read_correspondence(path)
