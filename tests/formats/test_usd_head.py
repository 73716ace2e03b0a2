from __future__ import annotations

import numpy as np
import pytest
from pxr import Usd, UsdGeom, UsdSkel

from a2f_maya.errors import OutputError
from a2f_maya.formats.usd_head import write_usd_head
from a2f_maya.formats.usd_stage import StageSpace
from a2f_maya.mesh import Mesh, ShapedMesh
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import WeightTrack
from tests.formats.usd_checks import validation_errors


@pytest.fixture
def head(pyramid, rng):
    deltas = rng.normal(0, 1, (2, 5, 3)).astype(np.float32)
    deltas[0, 1:3] = 0
    tongue = Mesh("tongue", pyramid.points + 1, pyramid.face_counts, pyramid.face_indices)
    tongue_deltas = rng.normal(0, 1, (2, 5, 3)).astype(np.float32)
    tongue_deltas[1] = 0
    return [
        ShapedMesh(pyramid, ("jawOpen", "mouthClose"), deltas),
        ShapedMesh(tongue, ("jawOpen", "tongueUp"), tongue_deltas),
        ShapedMesh(Mesh("teeth", pyramid.points, pyramid.face_counts, pyramid.face_indices)),
    ]


@pytest.mark.parametrize("suffix", [".usda", ".usdc"])
def test_baking_gives_neutral_plus_weighted_deltas(tmp_path, head, rng, suffix):
    names = ("eyeBlinkLeft", "TONGUEUP", "MouthClose", "jawOpen")
    weights = rng.random((6, 4)).astype(np.float32)
    path = tmp_path / f"head ä{suffix}"
    write_usd_head(path, head, WeightTrack(FrameRate(30), names, weights))
    stage = Usd.Stage.Open(str(path))
    assert validation_errors(stage) == []
    assert (stage.GetStartTimeCode(), stage.GetEndTimeCode()) == (0, 5)
    assert UsdSkel.BakeSkinning(stage.Traverse())
    column = {name.lower(): i for i, name in enumerate(names)}
    for part in head[:2]:
        prim = UsdGeom.Mesh(stage.GetPrimAtPath(f"/World/head__/{part.mesh.name}"))
        for frame, row in enumerate(weights):
            chosen = row[[column[name.lower()] for name in part.names]]
            expected = part.mesh.points + np.tensordot(chosen, part.deltas, 1)
            got = np.array(prim.GetPointsAttr().Get(frame))
            np.testing.assert_allclose(got, expected, atol=1e-5)


def test_shapes_hold_only_the_vertices_that_move(tmp_path, head):
    write_usd_head(tmp_path / "a.usda", head)
    stage = Usd.Stage.Open(str(tmp_path / "a.usda"))
    shape = UsdSkel.BlendShape(stage.GetPrimAtPath("/World/a/pyramid/jawOpen"))
    assert list(shape.GetPointIndicesAttr().Get()) == [0, 3, 4]
    np.testing.assert_array_equal(shape.GetOffsetsAttr().Get(), head[0].deltas[0][[0, 3, 4]])
    empty = UsdSkel.BlendShape(stage.GetPrimAtPath("/World/a/tongue/tongueUp"))
    np.testing.assert_array_equal(empty.GetOffsetsAttr().Get(), np.zeros((1, 3)))


def test_a_head_without_animation_has_no_time(tmp_path, head):
    write_usd_head(tmp_path / "a.usda", head)
    stage = Usd.Stage.Open(str(tmp_path / "a.usda"))
    assert validation_errors(stage) == []
    assert not stage.HasAuthoredTimeCodeRange()
    assert stage.GetDefaultPrim().GetPath() == "/World"
    assert UsdGeom.GetStageMetersPerUnit(stage) == 0.01
    assert not stage.GetPrimAtPath("/World/a/Animation")
    corners = UsdSkel.Root(stage.GetPrimAtPath("/World/a")).GetExtentAttr().Get()
    np.testing.assert_array_equal(corners, [[-1, 0, -1], [2, 3, 2]])


@pytest.mark.parametrize("suffix", [".usda", ".usdc"])
def test_writing_twice_gives_the_same_bytes(tmp_path, head, suffix):
    for folder in ("1", "2"):
        (tmp_path / folder).mkdir()
        write_usd_head(tmp_path / folder / f"a{suffix}", head)
    first, second = (tmp_path / folder / f"a{suffix}" for folder in ("1", "2"))
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(("up_axis", "meters"), [("z", 1.0), ("y", 0.001)])
def test_the_space_of_the_meshes_is_stated(tmp_path, head, up_axis, meters):
    write_usd_head(tmp_path / "a.usda", head, space=StageSpace(up_axis, meters))
    stage = Usd.Stage.Open(str(tmp_path / "a.usda"))
    assert validation_errors(stage) == []
    assert UsdGeom.GetStageUpAxis(stage) == up_axis.upper()
    assert UsdGeom.GetStageMetersPerUnit(stage) == meters


def test_parts_that_do_not_fit_are_refused(tmp_path, head, pyramid):
    deltas = np.zeros((1, 5, 3), np.float32)
    bad = deltas.copy()
    bad[0, 3, 2] = np.nan
    wrong = [
        ([], "at least one mesh"),
        ([head[0], head[0]], "its own name"),
        ([ShapedMesh(pyramid, ("a b", "a_b"), np.zeros((2, 5, 3), np.float32))], "have one name"),
        ([ShapedMesh(pyramid, ("jawOpen",), bad)], "'jawOpen' is nan at vertex 3"),
    ]
    for parts, message in wrong:
        with pytest.raises(OutputError, match=message):
            write_usd_head(tmp_path / "a.usda", parts)
    with pytest.raises(OutputError, match="must end in"):
        write_usd_head(tmp_path / "a.obj", head)
    assert not list(tmp_path.iterdir())
