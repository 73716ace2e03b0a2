"""Meshes with their poses as USD heads and as folders of OBJ files."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from a2f_maya.errors import CancelledError, OutputError
from a2f_maya.formats.mesh_files import read_mesh
from a2f_maya.formats.obj import read_obj
from a2f_maya.formats.shape_files import write_shapes
from a2f_maya.mesh import ShapedMesh
from a2f_maya.progress import Progress


@pytest.fixture
def skin(pyramid, rng):
    return ShapedMesh(pyramid, ("jawOpen", "smile"), rng.normal(0, 1, (2, 5, 3)).astype(np.float32))


def names(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("out", ["shapes", "shapes.obj"])
def test_a_folder_of_one_mesh(tmp_path, skin, out):
    files = write_shapes(tmp_path / out, [skin])
    folder = tmp_path / "shapes"
    assert names(folder) == ["jawOpen.obj", "neutral.obj", "smile.obj"]
    assert sorted(files) == sorted(folder.iterdir())
    np.testing.assert_allclose(read_obj(files[0]).points, skin.mesh.points, atol=1e-6)
    for index, file in enumerate(files[1:]):
        expected = skin.mesh.points + skin.deltas[index]
        np.testing.assert_allclose(read_obj(file).points, expected, atol=1e-6)


def test_a_folder_of_several_meshes(tmp_path, skin):
    teeth = ShapedMesh(replace(skin.mesh, name="teeth"))
    write_shapes(tmp_path / "head", [skin, teeth])
    assert names(tmp_path / "head") == [
        "pyramid/jawOpen.obj",
        "pyramid/neutral.obj",
        "pyramid/smile.obj",
        "teeth/neutral.obj",
    ]


def test_a_usd_head(tmp_path, skin):
    assert write_shapes(tmp_path / "head.usda", [skin]) == [tmp_path / "head.usda"]
    np.testing.assert_array_equal(read_mesh(tmp_path / "head.usda").deltas, skin.deltas)


def test_all_files_or_none(tmp_path, skin):
    bad = skin.deltas.copy()
    bad[1, 2, 0] = np.inf
    progress = Progress()
    progress.cancelled.set()
    clash = replace(skin, names=("a/b", "a:b"))
    for part, after, words in (
        (replace(skin, deltas=bad), None, "is inf at row 2"),
        (clash, None, "one file name"),
        (replace(skin, names=("jawOpen", "neutral")), None, "one file name"),
        (skin, progress, "Cancelled"),
    ):
        with pytest.raises((OutputError, CancelledError), match=words):
            write_shapes(tmp_path / "new" / "head", [part], progress=after)
        assert not list(tmp_path.iterdir())
    kept = tmp_path / "head" / "neutral.obj"
    kept.parent.mkdir()
    kept.write_text("old", encoding="utf-8")
    with pytest.raises(OutputError):
        write_shapes(tmp_path / "head", [replace(skin, deltas=bad)])
    assert kept.read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["head/neutral.obj"]
