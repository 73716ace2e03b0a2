"""What a2fWrap and a2fCorrespondence rely on."""

from __future__ import annotations

from pathlib import Path

import pytest
from maya import cmds
from maya.api import OpenMaya

from tests.probes import record

pytestmark = pytest.mark.usefixtures("plug_ins")

MANY = 75_000


@pytest.fixture
def follower() -> str:
    cube = cmds.polyCube(width=2)[0]
    cmds.delete(cube, constructionHistory=True)
    name: str = cmds.deformer(cube, type="probeFollower")[0]
    return name


def evaluate(follower: str) -> None:
    """Ask for the mesh that the follower deforms."""
    (mesh,) = cmds.deformer(follower, query=True, geometry=True)
    cmds.pointPosition(f"{mesh}.vtx[0]", local=True)


def test_long_arrays_are_set_in_one_call_exactly_and_undoably(follower: str) -> None:
    doubles, whole = [1 / (index + 3) for index in range(MANY)], list(range(MANY))
    cmds.setAttr(f"{follower}.someDoubles", doubles, type="doubleArray")
    cmds.setAttr(f"{follower}.someNumbers", whole, type="Int32Array")
    assert cmds.getAttr(f"{follower}.someDoubles") == doubles
    assert cmds.getAttr(f"{follower}.someNumbers") == whole
    cmds.setAttr(f"{follower}.someNumbers", [5], type="Int32Array")
    cmds.undo()
    assert cmds.getAttr(f"{follower}.someNumbers") == whole


def test_arrays_come_back_from_a_file_exactly(follower: str, tmp_path: Path) -> None:
    doubles = [1 / 3, -1e-17, 123456.789012345, 2.0**-40]
    cmds.setAttr(f"{follower}.someDoubles", doubles, type="doubleArray")
    cmds.setAttr(f"{follower}.someNumbers", [3, -7], type="Int32Array")
    path = tmp_path / "arrays.ma"
    cmds.file(rename=path.as_posix())
    cmds.file(save=True, type="mayaAscii")
    cmds.file(path.as_posix(), open=True, force=True)
    assert cmds.getAttr(f"{follower}.someDoubles") == doubles
    assert cmds.getAttr(f"{follower}.someNumbers") == [3, -7]


def test_an_array_may_be_emptied(follower: str, tmp_path: Path) -> None:
    cmds.setAttr(f"{follower}.someDoubles", [1.0, 2.0], type="doubleArray")
    cmds.setAttr(f"{follower}.someDoubles", [], type="doubleArray")
    assert not cmds.getAttr(f"{follower}.someDoubles")
    evaluate(follower)
    assert not record.answers.get("doubles")
    cmds.file(rename=(tmp_path / "empty.ma").as_posix())
    cmds.file(save=True, type="mayaAscii")
    cmds.file((tmp_path / "empty.ma").as_posix(), open=True, force=True)
    assert not cmds.getAttr(f"{follower}.someDoubles")


def test_inputs_that_were_never_set_have_no_data(follower: str) -> None:
    evaluate(follower)
    assert record.answers["no mesh"] is True
    assert record.answers["no doubles"] is True
    assert record.calls  # by the base class in Python


def test_a_deformer_reads_arrays_and_another_mesh(follower: str) -> None:
    leader = cmds.polyPlane(width=4, subdivisionsX=1, subdivisionsY=1)[0]
    cmds.connectAttr(f"{leader}.outMesh", f"{follower}.leader")
    cmds.setAttr(f"{leader}.translateX", 100)
    cmds.setAttr(f"{follower}.someDoubles", [0.5, 2.5], type="doubleArray")
    cmds.setAttr(f"{follower}.someNumbers", [4, 2], type="Int32Array")
    evaluate(follower)
    assert record.answers["points"] == pytest.approx([-2, 2, -2, 2])
    assert record.answers["corners"] == (1, 4)
    assert record.answers["doubles"] == [0.5, 2.5]
    assert record.answers["whole"] == [4, 2]


def test_a_length_has_its_default_in_centimetres(follower: str, keep_units: None) -> None:
    cmds.currentUnit(linear="m")
    assert cmds.getAttr(f"{follower}.someLength") == pytest.approx(0.02)
    cmds.setAttr(f"{follower}.someLength", 0.5)
    evaluate(follower)
    assert record.answers["length"] == pytest.approx(50)


def test_a_plug_without_data_cannot_be_read_by_the_api() -> None:
    node = cmds.createNode("probeLocator")
    unset = OpenMaya.MSelectionList().add(f"{node}.unsetNumbers").getPlug(0)
    with pytest.raises(RuntimeError):
        unset.asMObject()
    empty = OpenMaya.MSelectionList().add(f"{node}.emptyNumbers").getPlug(0)
    assert len(OpenMaya.MFnIntArrayData(empty.asMObject()).array()) == 0


def test_vectors_of_an_output_are_triples() -> None:
    node = cmds.createNode("probeLocator")
    cmds.setAttr(f"{node}.count", 2)
    assert cmds.getAttr(f"{node}.vectors") == [(0.0, 0.0, 0.0), (1.0, 2.0, 3.0)]
    plug = OpenMaya.MSelectionList().add(f"{node}.vectors").getPlug(0)
    assert list(OpenMaya.MFnVectorArrayData(plug.asMObject()).array()[1]) == [1.0, 2.0, 3.0]


def test_a_locator_is_as_large_as_it_says() -> None:
    node = cmds.createNode("probeLocator")
    (parent,) = cmds.listRelatives(node, parent=True)
    cmds.setAttr(f"{parent}.translateX", 10)
    assert cmds.exactWorldBoundingBox(parent) == pytest.approx([9, -2, -3, 14, 5, 6])
