from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest
from pxr import Usd, UsdGeom

from a2f_maya.errors import CancelledError, OutputError
from a2f_maya.formats import usd_points
from a2f_maya.formats.usd_points import write_usd_points
from a2f_maya.mesh import Mesh
from a2f_maya.progress import Progress
from a2f_maya.timing import FrameRate
from tests.formats.usd_checks import validation_errors

_TRIANGLE = Mesh(
    "tongue 1", np.eye(3, dtype=np.float32), np.array([3], np.int32), np.arange(3, dtype=np.int32)
)


@pytest.fixture
def parts(pyramid, make_stream):
    rate = FrameRate(30000, 1001)
    streams = [make_stream(vertices=5, rate=rate), make_stream("tongue", vertices=3, rate=rate)]
    meshes = (pyramid, _TRIANGLE)
    pairs = [(mesh, stream) for mesh, (stream, _) in zip(meshes, streams, strict=True)]
    return pairs, [positions for _, positions in streams]


def test_every_sample_of_every_mesh_comes_back(tmp_path, parts, monkeypatch):
    # A small limit makes the writer save after each block.
    monkeypatch.setattr(usd_points, "_BYTES_IN_MEMORY", 1)
    pairs, positions = parts
    path = tmp_path / "härte.usdc"
    write_usd_points(path, pairs, subdivision="catmullClark")
    stage = Usd.Stage.Open(str(path))
    assert stage.GetFramesPerSecond() == stage.GetTimeCodesPerSecond() == 30000 / 1001
    assert (stage.GetStartTimeCode(), stage.GetEndTimeCode()) == (0, 6)
    assert stage.GetDefaultPrim().GetPath() == "/World"
    for name, (mesh, _), frames in zip(("pyramid", "tongue_1"), pairs, positions, strict=True):
        prim = UsdGeom.Mesh(stage.GetPrimAtPath(f"/World/{name}"))
        assert prim.GetPointsAttr().GetTimeSamples() == list(range(7))
        for frame, expected in enumerate(frames):
            np.testing.assert_array_equal(prim.GetPointsAttr().Get(frame), expected)
            corners = [expected.min(axis=0), expected.max(axis=0)]
            np.testing.assert_array_equal(prim.GetExtentAttr().Get(frame), corners)
        np.testing.assert_array_equal(prim.GetFaceVertexCountsAttr().Get(), mesh.face_counts)
        np.testing.assert_array_equal(prim.GetFaceVertexIndicesAttr().Get(), mesh.face_indices)
        assert prim.GetSubdivisionSchemeAttr().Get() == "catmullClark"
    assert validation_errors(stage) == []


def test_texture_coordinates_and_colors(tmp_path, parts, pyramid):
    write_usd_points(tmp_path / "a.usdc", parts[0])
    stage = Usd.Stage.Open(str(tmp_path / "a.usdc"))
    variables = UsdGeom.PrimvarsAPI(stage.GetPrimAtPath("/World/pyramid"))
    for name, expected in (("st", pyramid.uvs), ("displayColor", pyramid.colors)):
        variable = variables.GetPrimvar(name)
        assert variable.GetInterpolation() == "vertex"
        np.testing.assert_array_equal(variable.Get(), expected)
    other = UsdGeom.PrimvarsAPI(stage.GetPrimAtPath("/World/tongue_1"))
    assert not other.GetPrimvar("st").HasValue()


def test_saving_block_by_block_leaves_no_garbage(tmp_path, make_stream, monkeypatch):
    vertices = 2000
    stream, positions = make_stream(frames=40, vertices=vertices, block=4)
    mesh = Mesh("head", positions[0], np.array([3], np.int32), np.arange(3, dtype=np.int32))
    sizes = []
    for limit in (10**9, 1):
        monkeypatch.setattr(usd_points, "_BYTES_IN_MEMORY", limit)
        write_usd_points(tmp_path / "a.usdc", [(mesh, stream)])
        sizes.append((tmp_path / "a.usdc").stat().st_size)
    assert sizes[1] < 1.02 * sizes[0]
    assert sizes[0] < 1.05 * positions.nbytes


def test_writing_twice_gives_the_same_bytes(tmp_path, parts):
    for name in ("a.usdc", "b.usdc"):
        write_usd_points(tmp_path / name, parts[0])
    assert (tmp_path / "a.usdc").read_bytes() == (tmp_path / "b.usdc").read_bytes()


def test_cancelling_leaves_nothing(tmp_path, parts):
    cancelled = threading.Event()
    progress = Progress(lambda fraction, message: cancelled.set(), cancelled)
    with pytest.raises(CancelledError):
        write_usd_points(tmp_path / "a.usdc", parts[0], progress=progress)
    assert not list(tmp_path.iterdir())


def test_progress_grows_to_one(tmp_path, parts):
    seen = []
    write_usd_points(
        tmp_path / "a.usdc", parts[0], progress=Progress(lambda fraction, _: seen.append(fraction))
    )
    assert seen == sorted(seen)
    assert seen[-1] == 1


def test_parts_that_do_not_fit_are_refused(tmp_path, parts):
    (first, second), positions = parts
    mesh, stream = first
    wrong = [
        ([], "no mesh"),
        ([(_TRIANGLE, stream)], "has 3 vertices, but its animation has 5"),
        ([first, (second[0], replace(second[1], rate=FrameRate(30)))], "differ in rate"),
        ([first, first], "same name"),
        ([(mesh, replace(stream, frame_count=8))], "does not have the 8 frames"),
        ([(mesh, replace(stream, frame_count=6))], "does not have the 6 frames"),
        ([(mesh, replace(stream, blocks=second[1].blocks))], "shape"),
    ]
    for pairs, message in wrong:
        with pytest.raises(OutputError, match=message):
            write_usd_points(tmp_path / "a.usdc", pairs)
    with pytest.raises(OutputError, match=r"must end in \.usdc"):
        write_usd_points(tmp_path / "a.usda", [first])
    positions[0][4, 2, 1] = np.inf
    with pytest.raises(OutputError, match="vertex 2 of mesh 'headShape' is not finite at frame 4"):
        write_usd_points(tmp_path / "a.usdc", [first])
    assert not list(tmp_path.iterdir())
