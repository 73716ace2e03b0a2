from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from a2f_maya.errors import FormatError, OutputError
from a2f_maya.formats.obj import obj_names, read_obj, write_obj
from a2f_maya.mesh import Mesh, triangulate, vertex_normals


def _save(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def _same(one, other):
    np.testing.assert_allclose(one.points, other.points, atol=5.1e-7)
    np.testing.assert_array_equal(one.face_counts, other.face_counts)
    np.testing.assert_array_equal(one.face_indices, other.face_indices)
    for name in ("uvs", "colors"):
        a, b = getattr(one, name), getattr(other, name)
        assert (a is None) == (b is None)
        if a is not None:
            np.testing.assert_allclose(a, b, atol=5.1e-7)


@pytest.mark.parametrize("normals", [False, True])
@pytest.mark.parametrize("without", [(), ("uvs",), ("colors",), ("uvs", "colors")])
def test_round_trip(tmp_path, pyramid, normals, without):
    mesh = replace(pyramid, **dict.fromkeys(without))
    write_obj(tmp_path / "ä b.obj", [mesh], normals=normals)
    read = read_obj(tmp_path / "ä b.obj")
    _same(read, mesh)
    assert read.name == "ä b"


def test_several_meshes_are_chosen_or_merged(tmp_path, pyramid):
    other = replace(pyramid.with_points(pyramid.points + 3), name="tongue", uvs=None, colors=None)
    plain = replace(pyramid, uvs=None, colors=None)
    write_obj(tmp_path / "a.obj", [plain, other], normals=True)
    assert obj_names(tmp_path / "a.obj") == ("pyramid", "tongue")
    _same(read_obj(tmp_path / "a.obj", "pyramid"), plain)
    _same(read_obj(tmp_path / "a.obj", "tongue"), other)
    merged = read_obj(tmp_path / "a.obj")
    np.testing.assert_allclose(merged.points, np.vstack([plain.points, other.points]), atol=1e-6)
    np.testing.assert_array_equal(
        merged.face_indices, [*plain.face_indices, *(other.face_indices + 5)]
    )


def test_written_normals_are_those_of_the_mesh(tmp_path, pyramid):
    write_obj(tmp_path / "a.obj", [pyramid], normals=True)
    lines = (tmp_path / "a.obj").read_text(encoding="utf-8").splitlines()
    normals = [[float(n) for n in line.split()[1:]] for line in lines if line.startswith("vn ")]
    expected = vertex_normals(pyramid.points, triangulate(pyramid))
    np.testing.assert_allclose(normals, expected, atol=1e-6)
    assert "f 1/1/1 2/2/2 3/3/3 4/4/4" in lines


def test_all_ways_to_write_a_corner(tmp_path):
    text = """# a comment
    mtllib x.mtl
v 0 0 0
v 1 0 0 # behind
v 1 1 0
v 0 1 0 1.0
v 0.5 2 0
vt 0 0
vt 1 0 0
vt 0.5
vn 0 0 1
s off
usemtl skin
f 1 2 3 4
f -5/1 -4/2 -3/3
f 1//1 2//1 -1//1
f 1/3/1 \\
  2/2/1 \\
  3/1/-1
l 1 2
"""
    mesh = read_obj(_save(tmp_path / "a.obj", text))
    assert mesh.face_counts.tolist() == [4, 3, 3, 3]
    assert mesh.face_indices.tolist() == [0, 1, 2, 3, 0, 1, 2, 0, 1, 4, 0, 1, 2]
    assert mesh.colors is None
    # The first corner with coordinates counts; vertices without any get zero.
    np.testing.assert_array_equal(mesh.uvs, [[0, 0], [1, 0], [0.5, 0], [0, 0], [0, 0]])


def test_vertices_without_faces_keep_their_place(tmp_path):
    text = "v 9 9 9\nv 0 0 0\nv 1 0 0\nv 8 8 8\nv 0 1 0\ng left arm\nf 5 2 3\n"
    path = _save(tmp_path / "a.obj", text)
    mesh = read_obj(path)
    assert len(mesh.points) == 5
    assert mesh.face_indices.tolist() == [4, 1, 2]
    assert obj_names(path) == ("left", "arm")
    arm = read_obj(path, "arm")
    assert arm.name == "arm"
    assert arm.face_indices.tolist() == [2, 0, 1]
    np.testing.assert_array_equal(arm.points, [[0, 0, 0], [1, 0, 0], [0, 1, 0]])


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ("v 1 2", "fewer than 3 numbers"),
        ("v 1 2 x", "could not convert"),
        ("v 1 2 nan", "not finite"),
        ("f 1 2", "fewer than three corners"),
        ("f 1 2 4", "4 refers to something"),
        ("f 1 2 0", "0 refers to something"),
        ("f 1 2 -4", "-4 refers to something"),
        ("f 1/1 2/1 3/1", "1 refers to something"),
        ("f 1//1 2//1 3//1", "1 refers to something"),
        ("f 1 2 x", "invalid literal"),
        ("f / / /", "not alike"),
    ],
)
def test_a_bad_line_is_named(tmp_path, bad, message):
    path = _save(tmp_path / "a.obj", f"v 0 0 0\nv 1 0 0\nv 0 \\\n1 0\n{bad}\nf 1 2 3\n")
    with pytest.raises(FormatError, match=f"line 5: .*{message}"):
        read_obj(path)


def test_corners_of_one_face_are_alike(tmp_path):
    path = _save(tmp_path / "a.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nf 1/1 2 3/1\n")
    with pytest.raises(FormatError, match="line 5: the corners of a face are not alike"):
        read_obj(path)


def test_files_without_faces_are_refused(tmp_path):
    path = _save(tmp_path / "a.obj", "v 0 0 0\n")
    with pytest.raises(FormatError, match="it has no face"):
        read_obj(path)
    path = _save(tmp_path / "b.obj", "v 0 0 0\nv 0 0 1\nv 0 1 0\no head\nf 1 2 3\n")
    with pytest.raises(FormatError, match="object or group 'hat'"):
        read_obj(path, "hat")
    with pytest.raises(FormatError, match="check the name"):
        read_obj(tmp_path / "c.obj")


def test_points_that_are_not_finite_are_refused(tmp_path, pyramid):
    points = pyramid.points.copy()
    points[3, 1] = np.inf
    with pytest.raises(OutputError, match="'v of pyramid' is inf at row 3"):
        write_obj(tmp_path / "a.obj", [pyramid.with_points(points)])
    assert not list(tmp_path.iterdir())


def test_a_head_of_25000_vertices_is_read_in_reasonable_time(tmp_path, rng):
    side = 158
    grid = np.arange(side * side, dtype=np.int32).reshape(side, side)
    quads = np.stack([grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]], axis=-1)
    mesh = Mesh(
        "head",
        rng.normal(0, 10, (side * side, 3)).astype(np.float32),
        np.full((side - 1) ** 2, 4, np.int32),
        quads.ravel(),
    )
    write_obj(tmp_path / "a.obj", [mesh])
    start = time.process_time()
    _same(read_obj(tmp_path / "a.obj"), mesh)
    assert time.process_time() - start < 3
