"""A bound wrap through files, references, copies, names, undo and the end of its plug-in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from maya import cmds

from a2f_maya.maya import startup
from a2f_maya.maya.nodes import wrap_storage
from tests.maya.nodes import wrap_scene
from tests.maya.nodes.wrap_scene import Bound, go_to, points_of


@pytest.fixture
def bound(plugins: None) -> Bound:
    go_to(0)
    return wrap_scene.build()


def in_namespace(bound: Bound, namespace: str) -> Bound:
    names = (bound.driver, bound.driven, bound.node)
    driver, driven, node = (f"{namespace}:{name}" for name in names)
    return replace(bound, driver=driver, driven=driven, node=node)


def save(path: Path) -> None:
    cmds.file(rename=path.as_posix())
    cmds.file(save=True, type="mayaAscii")


def assert_bound_exactly(bound: Bound) -> None:
    found = wrap_storage.read_binding(bound.node)
    for name, value in vars(bound.binding).items():
        np.testing.assert_array_equal(getattr(found, name), value)


def test_saved_and_opened(bound: Bound, tmp_path: Path) -> None:
    cmds.setAttr(f"{bound.node}.envelope", 0.5)
    path = tmp_path / "wrapped ü.ma"
    save(path)
    cmds.file(new=True, force=True)
    cmds.file(path.as_posix(), open=True, force=True)
    assert_bound_exactly(bound)
    bound.assert_follows(15, 0.5)
    bound.assert_follows(4, 0.5)


def test_vertex_mode_is_saved_with_its_empty_arrays(plugins: None, tmp_path: Path) -> None:
    rest = wrap_scene.patch(12, 9, "driver")
    driver, driven = wrap_scene.make_driver(rest), wrap_scene.into_maya(rest, "fitted")
    node = wrap_scene.add_wrap(driver, driven)
    wrap_storage.store_binding(
        node, wrap_scene.bind_wrap(rest, wrap_scene.patch(12, 9, "fitted", 0.2))
    )
    wrap_storage.store_rest_shapes(node, rest.points, rest.points)
    save(tmp_path / "vertex.ma")
    cmds.file((tmp_path / "vertex.ma").as_posix(), open=True, force=True)
    assert cmds.getAttr(f"{node}.bindMode") == 1
    assert not cmds.getAttr(f"{node}.bindCorners")
    go_to(13)
    moved = points_of(driven) - rest.points
    np.testing.assert_allclose(moved, wrap_scene.carried(rest, rest, 13), atol=2e-5)


def test_referenced_twice(bound: Bound, tmp_path: Path) -> None:
    path = tmp_path / "rig.ma"
    save(path)
    cmds.file(new=True, force=True)
    for namespace in ("one", "two"):
        cmds.file(path.as_posix(), reference=True, namespace=namespace)
    one, two = in_namespace(bound, "one"), in_namespace(bound, "two")
    cmds.setAttr(f"{two.node}.envelope", 0.25)
    for frame in (17, 3):
        one.assert_follows(frame)
        two.assert_follows(frame, 0.25)
    save(tmp_path / "shot.ma")
    cmds.file((tmp_path / "shot.ma").as_posix(), open=True, force=True)
    one.assert_follows(11)
    two.assert_follows(11, 0.25)


def test_imported_twice(bound: Bound, tmp_path: Path) -> None:
    path = tmp_path / "rig.ma"
    save(path)
    cmds.file(new=True, force=True)
    for namespace in ("one", "two"):
        cmds.file(path.as_posix(), i=True, namespace=namespace)
    for namespace in ("one", "two"):
        copy = in_namespace(bound, namespace)
        assert_bound_exactly(copy)
        copy.assert_follows(14)


def test_renamed(bound: Bound) -> None:
    bound.assert_follows(3)
    bound.node = str(cmds.rename(bound.node, "follow"))
    bound.driver = str(cmds.rename(bound.driver, "leader"))
    bound.assert_follows(18)


def test_duplicated_with_its_inputs(bound: Bound) -> None:
    copies = cmds.duplicate(bound.driven, upstreamNodes=True)
    (node,) = cmds.ls(copies, type="a2fWrap")
    assert node != bound.node
    copy = replace(bound, driven=copies[0], node=node)
    assert_bound_exactly(copy)


def test_deleted_and_undone(bound: Bound) -> None:
    bound.assert_follows(10)
    cmds.delete(bound.node)
    bound.assert_follows(10, 0.0)
    cmds.undo()
    bound.assert_follows(10)
    bound.assert_follows(16)
    cmds.delete(bound.driven, constructionHistory=True)
    assert not cmds.objExists(bound.node)


def test_switched_off(bound: Bound) -> None:
    bound.assert_follows(10)
    cmds.setAttr(f"{bound.node}.nodeState", 1)
    bound.assert_follows(10, 0.0)
    cmds.setAttr(f"{bound.node}.nodeState", 0)
    bound.assert_follows(10)


def test_the_plugin_stays_while_a_wrap_is_there_and_can_come_again(bound: Bound) -> None:
    bound.assert_follows(5)
    with pytest.raises(RuntimeError):
        cmds.unloadPlugin("a2f_deformers")
    cmds.file(new=True, force=True)
    cmds.flushUndo()
    startup.unload_plugins()
    assert "a2fWrap" not in cmds.allNodeTypes()
    startup.load_plugins()
    again = wrap_scene.build()
    again.assert_follows(12)


def test_a_file_names_the_plugin_and_leaves_out_defaults(bound: Bound, tmp_path: Path) -> None:
    path = tmp_path / "rig.ma"
    save(path)
    text = path.read_text(encoding="utf-8")
    assert 'requires -nodeType "a2fDeformer" -nodeType "a2fWrap"' in text or "a2f_deformers" in text
    assert '".rdr" -type "doubleArray" 462' in text
    assert '".fts"' not in text
    assert '".mxd"' not in text
