"""Meshes by the ending of their file, and which mesh of a file is taken."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from a2f_maya.errors import FormatError, OutputError
from a2f_maya.formats.mesh_files import read_mesh, read_meshes, write_meshes
from a2f_maya.formats.obj import read_obj
from a2f_maya.formats.usd_stage import CENTIMETRES, StageSpace
from a2f_maya.mesh import Mesh, ShapedMesh


@pytest.fixture
def block(pyramid):
    """More vertices than the pyramid."""
    points = np.concatenate([pyramid.points, pyramid.points + 5])
    indices = np.concatenate([pyramid.face_indices, pyramid.face_indices + 5])
    return Mesh("block", points, np.tile(pyramid.face_counts, 2), indices)


def parts(*meshes):
    return [ShapedMesh(mesh) for mesh in meshes]


@pytest.mark.parametrize("ending", [".obj", ".usda", ".usdc"])
def test_meshes_come_back_by_name(tmp_path, pyramid, block, ending):
    plain = replace(pyramid, uvs=None, colors=None)
    path = tmp_path / f"a{ending}"
    write_meshes(path, parts(plain, block), StageSpace("z", 0.001))
    content = read_meshes(path)
    assert [part.mesh.name for part in content.parts] == ["pyramid", "block"]
    for part, mesh in zip(content.parts, (plain, block), strict=True):
        np.testing.assert_allclose(part.mesh.points, mesh.points, atol=1e-6)
        np.testing.assert_array_equal(part.mesh.face_indices, mesh.face_indices)
    assert read_mesh(path, "pyramid").mesh.name == "pyramid"
    if ending == ".obj":
        assert (content.up_axis, content.meters_per_unit, content.space) == (
            None,
            None,
            CENTIMETRES,
        )
    else:
        assert (content.up_axis, content.meters_per_unit) == ("z", 0.001)
        assert content.space == StageSpace("z", 0.001)


def test_the_ending_is_read_in_any_case(tmp_path, pyramid):
    write_meshes(tmp_path / "a.obj", parts(pyramid))
    (tmp_path / "a.obj").rename(tmp_path / "A.OBJ")
    assert read_mesh(tmp_path / "A.OBJ").mesh.name == "pyramid"


@pytest.mark.parametrize("ending", [".obj", ".usda"])
def test_without_a_name_the_skin_is_taken_or_else_the_largest(tmp_path, pyramid, block, ending):
    path = tmp_path / f"a{ending}"
    write_meshes(path, parts(pyramid, block))
    assert read_mesh(path).mesh.name == "block"
    write_meshes(path, parts(block, replace(pyramid, name="skin")))
    assert read_mesh(path).mesh.name == "skin"
    with pytest.raises(FormatError, match="hat"):
        read_mesh(path, "hat")


def test_only_usd_keeps_the_shapes(tmp_path, pyramid, rng):
    deltas = rng.normal(0, 1, (1, 5, 3)).astype(np.float32)
    for ending, names in ((".usda", ("smile",)), (".obj", ())):
        path = tmp_path / f"a{ending}"
        write_meshes(path, [ShapedMesh(pyramid, ("smile",), deltas)])
        assert read_mesh(path).names == names


def test_objects_are_counted_by_themselves(tmp_path, pyramid, block):
    path = tmp_path / "a.obj"
    write_meshes(path, parts(block, replace(pyramid, uvs=None, colors=None)))
    # "block" lies in front, so its ten vertices do not count in the pyramid
    assert read_mesh(path, "pyramid").mesh.face_indices.max() == 4


def test_regions_that_share_vertices_are_one_mesh(tmp_path):
    path = tmp_path / "head.obj"
    path.write_text(
        "v 9 9 9\nv 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\ng face\nf 2 3 4\ng scalp\nf 2 4 5\n",
        encoding="utf-8",
    )
    (only,) = read_meshes(path).parts
    whole = read_obj(path)
    assert only.mesh.name == "head"
    # every vertex keeps its number, also the one without a face
    np.testing.assert_array_equal(only.mesh.points, whole.points)
    np.testing.assert_array_equal(only.mesh.face_indices, whole.face_indices)
    assert read_mesh(path, "scalp").mesh.face_counts.tolist() == [3]


def test_one_object_with_regions_is_one_mesh(tmp_path):
    path = tmp_path / "a.obj"
    path.write_text(
        "o head\nv 0 0 0\nv 1 0 0\nv 1 1 0\ng one\nf 1 2 3\nv 0 0 1\nv 1 0 1\nv 1 1 1\ng two\n"
        "f 4 5 6\n",
        encoding="utf-8",
    )
    (only,) = read_meshes(path).parts
    assert (only.mesh.name, len(only.mesh.points)) == ("head", 6)


def test_wrong_names_of_files_are_refused(tmp_path, pyramid):
    with pytest.raises(FormatError, match=r"a\.fbx: a mesh file must end in"):
        read_mesh(tmp_path / "a.fbx")
    with pytest.raises(FormatError, match="check the name"):
        read_mesh(tmp_path / "a.obj")
    with pytest.raises(OutputError, match=r"must end in \.obj or \.usda or \.usdc"):
        write_meshes(tmp_path / "a.fbx", parts(pyramid))
    assert not list(tmp_path.iterdir())
