"""``a2f wrap``: what the driver does is known, so is what the driven mesh must do."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pxr import Usd, UsdGeom

from a2f_maya.formats.mesh_files import read_mesh, write_meshes
from a2f_maya.formats.usd_points import write_usd_points
from a2f_maya.formats.usd_points_reader import read_usd_points
from a2f_maya.formats.usd_stage import StageSpace
from a2f_maya.mesh import Mesh, ShapedMesh
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import PointStream
from tests.support.command_line import a2f, one_line
from tests.support.meshes import ball, save, turned

TURN = turned(35.0)


@pytest.fixture
def driver() -> Mesh:
    return ball("driver", 24, radius=5.0)


@pytest.fixture
def driven() -> Mesh:
    """A cap over the driver."""
    mesh = ball("cap", 14, radius=5.3)
    return mesh.with_points(mesh.points + np.float32([0, 0.2, 0]))


@pytest.fixture
def files(tmp_path: Path, driver: Mesh, driven: Mesh) -> tuple[Path, Path, Path]:
    posed = driver.with_points((driver.points @ TURN.T).astype(np.float32))
    return (
        save(tmp_path / "driver.obj", driver),
        save(tmp_path / "cap.obj", driven),
        save(tmp_path / "turned.obj", posed),
    )


def test_a_turned_driver_turns_the_driven_mesh(tmp_path: Path, files, driven: Mesh) -> None:
    out = tmp_path / "new" / "out.obj"
    done = a2f("wrap", files[0], files[1], "--pose", files[2], "--out", out, "--json")
    assert done.returncode == 0
    wrapped = read_mesh(out).mesh
    assert wrapped.name == "cap"
    np.testing.assert_allclose(wrapped.points, driven.points @ TURN.T, atol=2e-5)
    np.testing.assert_array_equal(wrapped.face_indices, driven.face_indices)
    report = json.loads(done.stdout)
    motion = np.linalg.norm(driven.points @ TURN.T - driven.points, axis=1).max()
    assert report["largest_motion"] == pytest.approx(motion, abs=1e-4)
    assert report["files"] == [str(out)]


def test_in_object_space_offsets_keep_their_direction(tmp_path: Path, files) -> None:
    shell = ball("shell", 14, radius=5.3)
    out, path = tmp_path / "out.obj", save(tmp_path / "shell.obj", shell)
    done = a2f("wrap", files[0], path, "--pose", files[2], "--out", out, "--object-space")
    assert done.returncode == 0
    off = np.linalg.norm(read_mesh(out).mesh.points - shell.points @ TURN.T, axis=1)
    # what is missing is the turn of the offset, which is largest at the equator
    assert off.max() == pytest.approx(0.3 * 2 * np.sin(np.radians(35 / 2)), rel=0.15)


def test_far_points_stay(tmp_path: Path, files, driver: Mesh, driven: Mesh) -> None:
    out = tmp_path / "out.obj"
    options = ("--max-distance", 0.3, "--pose", files[2], "--out", out)
    assert a2f("wrap", files[0], files[1], *options).returncode == 0
    moved = np.linalg.norm(read_mesh(out).mesh.points - driven.points, axis=1) > 1e-5
    distance = np.linalg.norm(driven.points, axis=1) - 5.0
    # away from the axis of the turn, where nothing moves
    away = np.linalg.norm(driven.points[:, [0, 2]], axis=1) > 1
    assert not moved[distance > 0.4].any()
    assert moved[(distance < 0.2) & away].all()
    assert (distance > 0.4).any()
    assert ((distance < 0.2) & away).any()


def test_meshes_are_chosen_by_name(tmp_path: Path, files, driver: Mesh, driven: Mesh) -> None:
    both = tmp_path / "both.obj"
    write_meshes(both, [ShapedMesh(driver), ShapedMesh(driven)])
    # the pose's only mesh has another name
    posed = read_mesh(files[2]).mesh
    other = save(tmp_path / "other.obj", replace(posed, name="posed"))
    out = tmp_path / "out.obj"
    names = ("--driver-mesh", "driver", "--driven-mesh", "cap")
    done = a2f("wrap", both, both, *names, "--pose", other, "--out", out)
    assert done.returncode == 0, done.stderr
    np.testing.assert_allclose(read_mesh(out).mesh.points, driven.points @ TURN.T, atol=2e-5)


def test_several_poses_give_a_folder(tmp_path: Path, files, driver: Mesh, driven: Mesh) -> None:
    raised = driver.with_points(driver.points + np.float32([0, 3, 0]))
    other = save(tmp_path / "raised.obj", raised)
    out = tmp_path / "poses"
    arguments = ("--pose", files[2], "--pose", other, "--out", out)
    done = a2f("wrap", files[0], files[1], *arguments)
    assert done.returncode == 0
    assert sorted(path.name for path in out.iterdir()) == ["raised.obj", "turned.obj"]
    np.testing.assert_allclose(
        read_mesh(out / "raised.obj").mesh.points, driven.points + np.float32([0, 3, 0]), atol=2e-5
    )


def test_vertex_by_vertex_the_motion_is_turned_and_scaled(tmp_path: Path, files, driver) -> None:
    place = 0.1 * turned(90.0, axis=0)
    fitted = save(
        tmp_path / "fitted.obj",
        driver.with_points((driver.points @ place.T + (0, 7, 0)).astype(np.float32)),
    )
    out = tmp_path / "out.obj"
    done = a2f("wrap", files[0], fitted, "--bind", "vertex", "--pose", files[2], "--out", out)
    assert done.returncode == 0
    expected = driver.points @ TURN.T @ place.T + (0, 7, 0)
    np.testing.assert_allclose(read_mesh(out).mesh.points, expected, atol=1e-4)


@pytest.fixture
def animation(tmp_path: Path, driver: Mesh) -> Path:
    """Three frames from 1001 on, each turned by ten degrees more; Z up and in millimetres."""

    def blocks():
        for frame in range(3):
            yield (driver.points @ turned(10.0 * frame).T).astype(np.float32)[None]

    path = tmp_path / "moving.usdc"
    stream = PointStream(FrameRate(24000, 1001), "driver", 3, len(driver.points), blocks)
    write_usd_points(path, [(driver, stream)], space=StageSpace("z", 0.001), first_frame=1001)
    return path


def test_an_animation_gives_a_point_cache(tmp_path: Path, animation, driver, driven) -> None:
    cap = tmp_path / "cap.usda"
    write_meshes(cap, [ShapedMesh(driven)], StageSpace("z", 0.001))
    rest = tmp_path / "driver.usdc"
    write_meshes(rest, [ShapedMesh(driver)], StageSpace("z", 0.001))
    out = tmp_path / "out.usdc"
    done = a2f("wrap", rest, cap, "--pose", animation, "--out", out)
    assert done.returncode == 0
    stage = Usd.Stage.Open(str(out))
    assert UsdGeom.GetStageUpAxis(stage) == "Z"
    assert UsdGeom.GetStageMetersPerUnit(stage) == 0.001
    assert (stage.GetStartTimeCode(), stage.GetEndTimeCode()) == (1001, 1003)
    assert stage.GetTimeCodesPerSecond() == pytest.approx(24000 / 1001)
    points = UsdGeom.Mesh(stage.GetPrimAtPath("/World/cap")).GetPointsAttr()
    assert points.GetTimeSamples() == [1001, 1002, 1003]
    for frame in range(3):
        expected = driven.points @ turned(10.0 * frame).T
        np.testing.assert_allclose(points.Get(1001 + frame), expected, atol=2e-5)
    # at rest nothing moves, not even by rounding
    np.testing.assert_array_equal(points.Get(1001), driven.points)


def test_a_moving_transform_is_an_animation(tmp_path: Path, driver: Mesh) -> None:
    path = tmp_path / "moving.usda"
    write_meshes(path, [ShapedMesh(driver)])
    stage = Usd.Stage.Open(str(path))
    move = UsdGeom.Xformable(stage.GetPrimAtPath("/World")).AddTranslateOp()
    for time in (0.5, 3.0):
        move.Set((time, 0, 0), time)
    stage.GetRootLayer().Save()
    del stage, move
    cache = read_usd_points(path)
    assert (cache.first_frame, cache.stream.frame_count) == (1, 3)
    assert cache.stream.rate == FrameRate(24)
    for frame, block in enumerate(cache.stream.blocks(), start=1):
        np.testing.assert_allclose(block[0], driver.points + np.float32([frame, 0, 0]), atol=1e-5)


def test_refusals(tmp_path: Path, files, animation, driven: Mesh) -> None:
    driver, cap, posed = files
    out = tmp_path / "out.obj"
    metres = tmp_path / "metres.usda"
    write_meshes(metres, [ShapedMesh(driven)], StageSpace("z", 1.0))
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    wrong = [
        ((driver, cap, "--pose", cap, "--out", out), "has 184 vertices, but the driver has 554"),
        ((driver, cap, "--pose", posed, "--out", posed), "it is an input"),
        ((driver, cap, "--pose", posed, "--out", tmp_path / "a.fbx"), "must end in"),
        ((driver, cap, "--pose", posed, "--out", driver / "a.obj"), "is no folder"),
        ((driver, cap, "--pose", animation, "--out", out), "must end in .usdc"),
        ((driver, cap, "--pose", posed, "--pose", animation, "--out", out), "must be the only one"),
        ((driver, cap, "--pose", posed, "--pose", posed, "--out", out), "give --out a folder"),
        (
            (driver, cap, "--pose", posed, "--pose", posed, "--out", tmp_path / "x"),
            "Two poses have one file name",
        ),
        ((driver, metres, "--pose", animation, "--out", tmp_path / "a.usdc"), "one space"),
        ((driver, cap, "--pose", posed, "--out", out, "--max-distance", -1), "no distance"),
        ((driver, cap, "--pose", posed, "--out", out, "--max-distance", "nan"), "no distance"),
        ((driver, cap, "--pose", posed, "--out", out, "--smooth-level", -1), "is negative"),
        (
            (driver, cap, "--pose", posed, "--out", out, "--bind", "vertex", "--object-space"),
            "need --bind surface",
        ),
        ((driver, cap, "--pose", posed, "--out", out, "--bind", "vertex"), "same topology"),
        ((driver, tmp_path / "gone.obj", "--pose", posed, "--out", out), "check the name"),
    ]
    for arguments, words in wrong:
        done = a2f("wrap", *arguments)
        assert done.returncode == 2, arguments
        assert words in one_line(done.stderr)
        assert done.stdout == ""
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
