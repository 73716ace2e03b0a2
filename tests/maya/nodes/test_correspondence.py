"""The correspondence locator against `a2f_maya.correspondence`, and what it draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from maya import cmds

from a2f_maya.correspondence import Pair, SurfacePoint, positions
from a2f_maya.formats.correspondence_json import correspondence_text
from a2f_maya.maya import startup
from a2f_maya.maya.nodes.correspondence_drawing import (
    LINE_COLOR,
    SELECTED_COLOR,
    SOURCE_COLOR,
    TARGET_COLOR,
)
from a2f_maya.maya.nodes.correspondence_drawn import drawn_points
from a2f_maya.mesh import Mesh
from tests.maya.nodes import wrap_scene
from tests.maya.nodes.wrap_scene import go_to

PAIRS = (
    Pair(SurfacePoint(vertex=7), SurfacePoint(vertex=20), "tip"),
    Pair(
        SurfacePoint(face=3, barycentric=(0.1, 0.2, 0.3, 0.4)),
        SurfacePoint(face=9, barycentric=(0.25, 0.25, 0.5, 0.0)),
        "cheek",
    ),
    Pair(SurfacePoint(face=50, barycentric=(0.7, 0.1, 0.1, 0.1)), SurfacePoint(vertex=0)),
)
SIDES = ("source", "target")


@dataclass
class Located:
    """A locator between two meshes, the first of which moves."""

    node: str
    names: tuple[str, str]
    meshes: tuple[Mesh, Mesh]

    def text(self, text: str) -> None:
        cmds.setAttr(f"{self.node}.correspondence", text, type="string")

    def points(self, side: str) -> np.ndarray:
        return np.array(cmds.getAttr(f"{self.node}.{side}Points") or []).reshape(-1, 3)

    def wanted(self, number: int, pairs: tuple[Pair, ...] = PAIRS) -> np.ndarray:
        """Where the points of one side are, from the mesh as it is now."""
        mesh = self.meshes[number]
        points = wrap_scene.points_of(self.names[number]).astype(np.float32)
        places = positions(
            [getattr(pair, SIDES[number]) for pair in pairs], mesh.with_points(points)
        )
        world = np.array(cmds.getAttr(f"{self.names[number]}.worldMatrix[0]")).reshape(4, 4)
        return np.c_[places, np.ones(len(places))] @ world[:, :3]

    def assert_follows(self, pairs: tuple[Pair, ...] = PAIRS) -> None:
        for number, side in enumerate(SIDES):
            wanted = self.wanted(number, pairs)
            np.testing.assert_allclose(self.points(side), wanted, atol=1e-5)


@pytest.fixture
def located(plugins: None) -> Located:
    go_to(0)
    meshes = wrap_scene.patch(12, 9, "source"), wrap_scene.patch(8, 7, "target", 1.0)
    names = wrap_scene.make_driver(meshes[0]), wrap_scene.into_maya(meshes[1])
    cmds.setAttr(f"{names[1]}.translate", 12, 3, -4)
    cmds.setAttr(f"{names[1]}.rotate", 30, 50, 10)
    parent = cmds.createNode("transform", name="pairs")
    node = cmds.createNode("a2fCorrespondence", name="pairsShape", parent=parent)
    for side, name in zip(SIDES, names, strict=True):
        cmds.connectAttr(f"{name}.outMesh", f"{node}.{side}Mesh")
        cmds.connectAttr(f"{name}.worldMatrix[0]", f"{node}.{side}Matrix")
        cmds.connectAttr(f"{name}.message", f"{node}.{side}")
    found = Located(node, names, meshes)
    found.text(correspondence_text(PAIRS))
    return found


def test_points_move_with_the_meshes(located: Located) -> None:
    for frame in (0, 20, 7):
        go_to(frame)
        located.assert_follows()
    cmds.setAttr(f"{located.names[0]}.scale", 2, 3, 2)
    cmds.setAttr(f"{located.names[1]}.translateX", -5)
    located.assert_follows()
    assert cmds.getAttr(f"{located.node}.pairCount") == 3
    assert cmds.getAttr(f"{located.node}.skippedPairs") == 0
    assert cmds.getAttr(f"{located.node}.status") == ""


def test_edits_are_undone_and_done_again(located: Located) -> None:
    located.text(correspondence_text(PAIRS[1:]))
    located.assert_follows(PAIRS[1:])
    cmds.undo()
    located.assert_follows()
    cmds.redo()
    located.assert_follows(PAIRS[1:])


def test_pairs_of_other_meshes_are_skipped_and_counted(located: Located) -> None:
    strangers = (
        Pair(SurfacePoint(vertex=108), SurfacePoint(vertex=0)),
        Pair(SurfacePoint(vertex=0), SurfacePoint(face=42, barycentric=(0.25,) * 4)),
        Pair(SurfacePoint(vertex=0), SurfacePoint(face=4, barycentric=(0.5, 0.25, 0.25))),
    )
    mixed = (strangers[0], PAIRS[0], strangers[1], PAIRS[1], strangers[2])
    located.text(correspondence_text(mixed))
    located.assert_follows(PAIRS[:2])
    assert cmds.getAttr(f"{located.node}.drawnPairs") == [1, 3]
    assert cmds.getAttr(f"{located.node}.pairCount") == 5
    assert cmds.getAttr(f"{located.node}.skippedPairs") == 3
    assert cmds.getAttr(f"{located.node}.status").startswith("3 of 5 pairs do not lie on")


@pytest.mark.parametrize("text", ["{", '{"schema": "other/1", "pairs": []}', "[1, 2]"])
def test_a_text_that_is_none_is_told(located: Located, text: str) -> None:
    located.text(text)
    assert not len(located.points("source"))
    assert cmds.getAttr(f"{located.node}.status").startswith("Cannot read the correspondence")


def test_without_meshes_or_pairs_there_is_nothing(located: Located) -> None:
    for text in ("", correspondence_text(())):
        located.text(text)
        assert not len(located.points("source"))
        assert cmds.getAttr(f"{located.node}.status") == ""
    located.text(correspondence_text(PAIRS))
    cmds.disconnectAttr(f"{located.names[1]}.outMesh", f"{located.node}.targetMesh")
    empty = cmds.createNode("mesh")
    cmds.connectAttr(f"{empty}.outMesh", f"{located.node}.targetMesh")
    assert not len(located.points("source"))


def test_faces_that_change_are_read_anew(located: Located) -> None:
    located.assert_follows()
    old = located.meshes[1]
    turned = old.face_indices.reshape(-1, 4)[:, [1, 2, 3, 0]].ravel()
    other = Mesh("turned", old.points, old.face_counts, turned)
    name = wrap_scene.into_maya(other)
    cmds.connectAttr(f"{name}.outMesh", f"{located.node}.targetMesh", force=True)
    cmds.connectAttr(f"{name}.worldMatrix[0]", f"{located.node}.targetMatrix", force=True)
    located.meshes, located.names = (located.meshes[0], other), (located.names[0], name)
    located.assert_follows()


def test_the_bounding_box_is_that_of_the_points(located: Located) -> None:
    cmds.setAttr("pairs.translate", 1, 2, 3)
    cmds.setAttr(f"{located.node}.displaySize", 0.5)
    go_to(13)
    both = np.concatenate([located.wanted(0), located.wanted(1)])
    box = cmds.exactWorldBoundingBox("pairs")
    np.testing.assert_allclose(box[:3], both.min(axis=0) - 0.25, atol=1e-4)
    np.testing.assert_allclose(box[3:], both.max(axis=0) + 0.25, atol=1e-4)


def test_what_is_drawn_is_plain_numbers() -> None:
    half = np.diag([0.5, 0.5, 0.5, 1.0])
    drawn = drawn_points(
        np.array([[2.0, 0, 0], [0, 4, 0]]),
        np.array([[0, 0, 2.0], [0, 0, 6]]),
        (4, 1),
        selected=frozenset({1, 3}),
        names=("a", "b", "c", "d", "e"),
        size=0.8,
        lines=False,
        to_locator=half,
    )
    np.testing.assert_array_equal(drawn.source, [[1, 0, 0], [0, 2, 0]])
    np.testing.assert_array_equal(drawn.target, [[0, 0, 1], [0, 0, 3]])
    assert drawn.selected.tolist() == [False, True]
    assert drawn.names == ("e", "b")
    assert drawn.radius == pytest.approx(0.2)
    assert not drawn.lines


@pytest.fixture
def refresh() -> Callable[[], dict[str, Any]]:
    from maya._api2 import viewport

    return viewport.refresh


@pytest.mark.standin_only(reason="reads the record of the stand-in's draw manager")
class TestDrawing:
    def test_spheres_lines_and_colours(
        self, located: Located, refresh: Callable[[], dict[str, Any]]
    ) -> None:
        cmds.setAttr(f"{located.node}.selectedPairs", [1], type="Int32Array")
        cmds.setAttr(f"{located.node}.displaySize", 0.5)
        for frame in (0, 15):
            go_to(frame)
            drawn = refresh()["|pairs|pairsShape"]
            spheres = [each for each in drawn if each.kind == "sphere"]
            for color, number in ((SOURCE_COLOR, 0), (TARGET_COLOR, 1)):
                found = [
                    each for each in spheres if each.state["color"][:3] == pytest.approx(color)
                ]
                places = [list(each.arguments[0])[:3] for each in found]
                np.testing.assert_allclose(places, located.wanted(number)[[0, 2]], atol=1e-5)
            chosen = [
                each for each in spheres if each.state["color"][:3] == pytest.approx(SELECTED_COLOR)
            ]
            places = [list(each.arguments[0])[:3] for each in chosen]
            wanted = [located.wanted(0)[1], located.wanted(1)[1]]
            np.testing.assert_allclose(places, wanted, atol=1e-5)
            assert {each.arguments[1:] for each in spheres} == {(0.25, True)}
            lines = {
                each.state["color"][:3]: each.arguments[0]
                for each in drawn
                if each.kind == "lineList"
            }
            assert [len(points) for points in lines.values()] == [4, 2]
            assert list(lines) == [pytest.approx(LINE_COLOR), pytest.approx(SELECTED_COLOR)]
            first = [list(point)[:3] for point in lines[next(iter(lines))]]
            ends = [located.wanted(0)[0], located.wanted(1)[0]]
            np.testing.assert_allclose(first[:2], ends, atol=1e-5)

    def test_names(self, located: Located, refresh: Callable[[], dict[str, Any]]) -> None:
        def texts() -> list[str]:
            drawn = refresh()["|pairs|pairsShape"]
            return [each.arguments[1] for each in drawn if each.kind == "text"]

        assert not texts()
        cmds.setAttr(f"{located.node}.showNames", True)
        assert texts() == ["tip", "cheek", "2"]

    def test_a_moved_and_scaled_locator_draws_at_the_same_places(
        self, located: Located, refresh: Callable[[], dict[str, Any]]
    ) -> None:
        cmds.setAttr("pairs.translate", 4, -1, 2)
        cmds.setAttr("pairs.rotate", 10, 80, 30)
        cmds.setAttr("pairs.scale", 4, 4, 4)
        world = np.array(cmds.getAttr("pairs.worldMatrix[0]")).reshape(4, 4)
        spheres = [each for each in refresh()["|pairs|pairsShape"] if each.kind == "sphere"]
        local = np.array([list(each.arguments[0])[:3] for each in spheres[:3]])
        places = np.c_[local, np.ones(3)] @ world[:, :3]
        np.testing.assert_allclose(places, located.wanted(0), atol=1e-4)
        assert spheres[0].arguments[1] * 4 == pytest.approx(0.15)

    def test_hidden_or_without_pairs_nothing_is_drawn(
        self, located: Located, refresh: Callable[[], dict[str, Any]]
    ) -> None:
        cmds.setAttr("pairs.visibility", False)
        assert "|pairs|pairsShape" not in refresh()
        cmds.setAttr("pairs.visibility", True)
        assert refresh()["|pairs|pairsShape"]
        cmds.setAttr(f"{located.node}.showLines", False)
        assert {each.kind for each in refresh()["|pairs|pairsShape"]} == {"sphere"}
        cmds.setAttr(f"{located.node}.displaySize", 0.0)
        assert not refresh()["|pairs|pairsShape"]
        cmds.setAttr(f"{located.node}.displaySize", 1.0)
        located.text("")
        assert not refresh()["|pairs|pairsShape"]

    def test_two_instances(self, located: Located, refresh: Callable[[], dict[str, Any]]) -> None:
        cmds.instance("pairs", name="again")
        cmds.setAttr("again.translateX", 7)
        drawn = refresh()
        one, two = drawn["|pairs|pairsShape"], drawn["|again|pairsShape"]
        first, second = (
            next(each.arguments[0].x for each in some if each.kind == "sphere")
            for some in (one, two)
        )
        assert first == pytest.approx(second + 7)


class TestFiles:
    def save(self, path: Path) -> None:
        cmds.file(rename=path.as_posix())
        cmds.file(save=True, type="mayaAscii")

    def test_saved_and_opened(self, located: Located, tmp_path: Path) -> None:
        text = correspondence_text(
            (*PAIRS, Pair(PAIRS[0].source, PAIRS[0].target, 'nasen"spitze\\ä'))
        )
        located.text(text)
        cmds.setAttr(f"{located.node}.selectedPairs", [0, 2], type="Int32Array")
        cmds.setAttr(f"{located.node}.displaySize", 0.7)
        self.save(tmp_path / "pairs ü.ma")
        cmds.file((tmp_path / "pairs ü.ma").as_posix(), open=True, force=True)
        assert cmds.getAttr(f"{located.node}.correspondence") == text
        assert cmds.getAttr(f"{located.node}.selectedPairs") == [0, 2]
        assert cmds.getAttr(f"{located.node}.displaySize") == 0.7
        assert cmds.getAttr(f"{located.node}.showLines") is True
        assert cmds.listConnections(f"{located.node}.source") == [located.names[0]]
        go_to(9)
        located.assert_follows((*PAIRS, PAIRS[0]))
        written = (tmp_path / "pairs ü.ma").read_text(encoding="utf-8")
        # what the node computes is in no file
        assert '".spt"' not in written and '".dpr"' not in written and '".sta"' not in written

    def test_referenced_and_imported(self, located: Located, tmp_path: Path) -> None:
        path = tmp_path / "rig.ma"
        self.save(path)
        cmds.file(new=True, force=True)
        cmds.file(path.as_posix(), reference=True, namespace="one")
        cmds.file(path.as_posix(), i=True, namespace="two")
        edited = Located("one:pairsShape", ("one:source", "one:target"), located.meshes)
        other = Located("two:pairsShape", ("two:source", "two:target"), located.meshes)
        edited.text(correspondence_text(PAIRS[:1]))
        go_to(4)
        edited.assert_follows(PAIRS[:1])
        other.assert_follows()
        self.save(tmp_path / "shot.ma")
        cmds.file((tmp_path / "shot.ma").as_posix(), open=True, force=True)
        edited.assert_follows(PAIRS[:1])
        other.assert_follows()

    def test_renamed_and_duplicated(self, located: Located) -> None:
        located.node = str(cmds.rename(located.node, "points"))
        located.assert_follows()
        copy = cmds.duplicate("pairs", inputConnections=True)[0]
        shape = cmds.listRelatives(copy, shapes=True, fullPath=True)[0]
        twin = Located(shape, located.names, located.meshes)
        located.node = "pairs|points"
        twin.assert_follows()
        twin.text(correspondence_text(PAIRS[:2]))
        twin.assert_follows(PAIRS[:2])
        located.assert_follows()

    def test_deleted_and_undone(self, located: Located) -> None:
        cmds.delete("pairs")
        assert not cmds.objExists(located.node)
        cmds.undo()
        located.assert_follows()

    def test_the_plugin_comes_again(self, located: Located) -> None:
        with pytest.raises(RuntimeError):
            cmds.unloadPlugin("a2f_nodes")
        cmds.file(new=True, force=True)
        cmds.flushUndo()
        startup.unload_plugins()
        startup.load_plugins()
        node = cmds.createNode("a2fCorrespondence")
        assert cmds.getAttr(f"{node}.displaySize") == 0.3
        assert cmds.getAttr(f"{node}.pairCount") == 0
