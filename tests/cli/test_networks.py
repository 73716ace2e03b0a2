"""``a2f networks`` and ``a2f doctor``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from pxr import Usd, UsdGeom, UsdSkel

from a2f_maya.face.head import load_head
from a2f_maya.face.head_shapes import shaped_parts
from a2f_maya.formats.mesh_files import read_mesh, read_meshes
from a2f_maya.network.library import FOLDERS_VARIABLE
from a2f_maya.network.session import CPU
from tests.formats.usd_checks import validation_errors
from tests.support.command_line import a2f, one_line
from tests.support.tiny_package import write_tiny_package


def test_the_list_holds_ours_and_those_of_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tiny_package(tmp_path / "mine" / "tiny")
    broken = write_tiny_package(tmp_path / "mine" / "broken")
    (broken / "bs_skin.npz").unlink()
    monkeypatch.setenv(FOLDERS_VARIABLE, f"{tmp_path / 'nowhere'};{tmp_path / 'mine'}")
    rows = {row["name"]: row for row in json.loads(a2f("networks", "--json").stdout)}
    assert set(rows) == {"anton", "broken", "tiny"}
    assert "60 skin vertices" in rows["tiny"]["summary"]
    assert "bs_skin.npz" in rows["broken"]["summary"]
    assert "* anton" in a2f("networks").stdout
    assert a2f("networks", "list").stdout == a2f("networks").stdout
    assert json.loads(a2f("networks", "list", "--json").stdout) == list(rows.values())
    assert a2f("networks", "check", "tiny").returncode == 0


def test_check_runs_the_network(tiny_package: Path) -> None:
    done = a2f("networks", "check", tiny_package, "--json")
    details = json.loads(done.stdout)
    assert done.returncode == 0
    assert details["provider"] == CPU
    assert details["source_shots"] == {"calm": 3, "loud": 2}
    assert details["whole_clips"] is False


def solver_config(change: dict[str, object]) -> dict[str, object]:
    return {"blendshape_params": change}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"bsSolveSymmetryPoses": [0, -1, -1, -1]}, "occurs 1 times"),
        ({"bsSolveSymmetryPoses": [0, 0, 0, -1]}, "occurs 3 times"),
        ({"bsSolveCancelPoses": [5, -1, -1, -1]}, "occurs 1 times"),
        ({"bsSolveActivePoses": [0, 0, 0, 0]}, "No pose is active"),
        ({"bsSolveActivePoses": [1, 1, 1]}, "bsSolveActivePoses"),
        ({"bsWeightMultipliers": [1.0, 1.0, "big", 1.0]}, "bsWeightMultipliers"),
        ({"strengthL2regularization": -1}, "strengthL2regularization"),
    ],
)
def test_check_refuses_solver_settings_that_contradict_themselves(
    tiny_package: Path, change: dict[str, object], words: str
) -> None:
    path = tiny_package / "bs_skin_config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    config["blendshape_params"].update(change)
    path.write_text(json.dumps(config), encoding="utf-8")
    done = a2f("networks", "check", tiny_package)
    assert done.returncode == 2
    assert words in one_line(done.stderr)
    assert "bs_skin_config.json" in done.stderr


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"face_mask_softness": 0.0}, "give a number from 0.001"),
        ({"skin_strength": "strong"}, "give a number from 0 to 2"),
        ({"source_shot": "nobody"}, "no source shot 'nobody'"),
        ({"source_frame": 3}, "no frame 3"),
    ],
)
def test_check_refuses_a_wrong_model_config(
    tiny_package: Path, change: dict[str, object], words: str
) -> None:
    path = tiny_package / "model_config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    config["config"].update(change)
    path.write_text(json.dumps(config), encoding="utf-8")
    done = a2f("networks", "check", tiny_package)
    assert done.returncode == 2
    assert words in one_line(done.stderr)
    assert "model_config.json" in done.stderr


def test_check_refuses_a_flat_neutral_pose(tiny_package: Path) -> None:
    with np.load(tiny_package / "model_data.npz") as archive:
        arrays = dict(archive)
    arrays["shapes_mean_skin"][:, 1] = 0.0
    np.savez(tiny_package / "model_data.npz", **arrays)
    assert a2f("networks", "check", tiny_package).returncode == 2


def test_doctor_reports_what_runs() -> None:
    done = a2f("doctor", "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert report["network"] == {"name": "anton", "provider": CPU, "problem": ""}
    versions = {row["module"]: row["version"] for row in report["libraries"]}
    assert versions["numpy"] == f"numpy {np.__version__}"
    assert "runs on CPUExecutionProvider" in a2f("doctor").stdout


def test_doctor_names_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(write_tiny_package(tmp_path / "source"), tmp_path / "models" / "anton")
    (tmp_path / "models" / "anton" / "network.onnx").unlink()
    monkeypatch.setenv(FOLDERS_VARIABLE, str(tmp_path / "models"))
    done = a2f("doctor")
    assert done.returncode == 2
    assert "network.onnx is missing" in done.stdout


@pytest.fixture(scope="module")
def exported_head(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "new" / "male.usdc"
    done = a2f("networks", "export-head", "--out", path)
    assert done.returncode == 0
    assert "skin: 16127 vertices, 52 poses" in done.stdout
    return path


def test_the_exported_head_is_valid_usd_with_all_poses(exported_head: Path) -> None:
    stage = Usd.Stage.Open(str(exported_head))
    assert validation_errors(stage) == []
    for part in shaped_parts(load_head()):
        prim = stage.GetPrimAtPath(f"/World/male/{part.mesh.name}")
        np.testing.assert_array_equal(UsdGeom.Mesh(prim).GetPointsAttr().Get(), part.mesh.points)
        query = UsdSkel.BlendShapeQuery(UsdSkel.BindingAPI(prim))
        assert query.GetNumBlendShapes() == len(part.names)
        assert tuple(UsdSkel.BindingAPI(prim).GetBlendShapesAttr().Get() or ()) == part.names
    skin = UsdSkel.BindingAPI(stage.GetPrimAtPath("/World/male/skin"))
    target = skin.GetBlendShapeTargetsRel().GetTargets()[part_index("jawOpen")]
    shape = UsdSkel.BlendShape(stage.GetPrimAtPath(target))
    deltas = np.zeros_like(load_head().skin.points)
    deltas[np.array(shape.GetPointIndicesAttr().Get())] = shape.GetOffsetsAttr().Get()
    np.testing.assert_array_equal(deltas, load_head().skin_shapes["jawOpen"])


def part_index(pose: str) -> int:
    return list(load_head().skin_shapes).index(pose)


def test_the_exported_head_comes_back_exactly(exported_head: Path) -> None:
    content = read_meshes(exported_head)
    assert (content.up_axis, content.meters_per_unit) == ("y", 0.01)
    expected = shaped_parts(load_head())
    assert [part.mesh.name for part in content.parts] == [part.mesh.name for part in expected]
    for read, part in zip(content.parts, expected, strict=True):
        assert read.names == part.names
        for name in ("points", "face_counts", "face_indices", "uvs", "colors"):
            np.testing.assert_array_equal(getattr(read.mesh, name), getattr(part.mesh, name))
        if part.deltas is not None:
            np.testing.assert_array_equal(read.deltas, part.deltas)
    assert read_mesh(exported_head).mesh.name == "skin"


def test_export_refuses_what_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for out, words in (
        (tmp_path / "head.fbx", "ends in .usda or .usdc, or a folder"),
        (tmp_path / "file", "it is a file"),
        (tmp_path / "file" / "head.usda", "is no folder"),
    ):
        done = a2f("networks", "export-head", "--out", out)
        assert done.returncode == 2
        assert words in one_line(done.stderr)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
