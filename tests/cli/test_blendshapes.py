"""From our head to shapes of another one, as a user goes: export, fit, blendshapes."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pxr import Usd, UsdSkel

from a2f_maya.cli.mesh_arguments import default_open_mouth, read_source
from a2f_maya.face.head import load_head, open_mouth
from a2f_maya.face.head_shapes import shaped_tongue
from a2f_maya.formats.correspondence_json import write_correspondence
from a2f_maya.formats.mesh_files import read_mesh, read_meshes, write_meshes
from a2f_maya.formats.obj import read_obj
from a2f_maya.formats.usd_stage import StageSpace
from a2f_maya.mesh import Mesh, ShapedMesh
from a2f_maya.names import ARKIT
from tests.formats.usd_checks import validation_errors
from tests.support.command_line import a2f, one_line
from tests.support.heads import identity, mark, retessellated, warped
from tests.support.meshes import save

METRES = StageSpace("z", 1.0)


@dataclass(frozen=True)
class Person:
    """Another head: files in metres with Z up, and the same mesh in our space."""

    folder: Path
    target: Path
    pairs: Path
    mesh: Mesh


def in_metres(mesh: Mesh) -> Mesh:
    points = mesh.points.astype(float)
    turned = np.stack([points[:, 0], -points[:, 2], points[:, 1]], axis=1)
    return mesh.with_points((turned / 100).astype(np.float32))


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Person:
    folder = tmp_path_factory.mktemp("person")
    warp, skin = identity(7), load_head().skin
    mesh = retessellated(warped(skin, warp), 3)
    target, pairs = folder / "anna.usdc", folder / "pairs.json"
    write_meshes(target, [ShapedMesh(in_metres(mesh))], METRES)
    write_correspondence(pairs, mark(skin, mesh, warp))
    return Person(folder, target, pairs, mesh)


@pytest.fixture(scope="module")
def exported(person: Person) -> Path:
    """Our head as a file, and with its mouth open as another one."""
    head = person.folder / "male.usdc"
    assert a2f("networks", "export-head", "--out", head).returncode == 0
    write_meshes(opened_beside(head), [ShapedMesh(open_mouth(load_head()))])
    return head


def opened_beside(head: Path) -> Path:
    return head.with_name("open.usdc")


@pytest.fixture(scope="module")
def fitted(person: Person, exported: Path) -> Path:
    out = person.folder / "fitted.usdc"
    options = ("--correspondence", person.pairs, "--open-mouth", opened_beside(exported))
    done = a2f("fit", exported, person.target, *options, "--out", out)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def shapes(person: Person, fitted: Path) -> Path:
    out = person.folder / "shapes.usda"
    done = a2f("blendshapes", "--fitted", fitted, "--target", person.target, "--out", out)
    assert done.returncode == 0, done.stderr
    assert "52 shapes, largest motion" in done.stdout
    assert "a blink leaves" in done.stdout
    return out


def test_a_target_gets_the_52_shapes_in_its_own_space(person: Person, shapes: Path) -> None:
    stage = Usd.Stage.Open(str(shapes))
    assert validation_errors(stage) == []
    content = read_meshes(shapes)
    assert content.space == METRES
    (part,) = content.parts
    assert set(part.names) == set(ARKIT)
    np.testing.assert_array_equal(part.mesh.points, read_mesh(person.target).mesh.points)
    drop = part.deltas[part.names.index("jawOpen")]
    chin = int(np.argmin(np.linalg.norm(person.mesh.points - chin_of(person), axis=1)))
    # metres, Z up: our jaw drops by some centimetres
    assert -0.045 < drop[chin, 2] < -0.015
    assert UsdSkel.BlendShape(stage.GetPrimAtPath("/World/shapes/target/jawOpen"))


def chin_of(person: Person) -> np.ndarray:
    chin = load_head().skin.points[[load_head().landmarks["menton"]]]
    return identity(7)(chin.astype(float))[0]


def test_our_head_from_a_file_is_the_default(exported: Path) -> None:
    ours, theirs = read_source("default"), read_source(str(exported))
    assert ours.part.names == theirs.part.names
    opened = default_open_mouth("default", ours.mesh)
    for one, other in (
        (ours.mesh, theirs.mesh),
        (opened, read_mesh(opened_beside(exported)).mesh),
    ):
        np.testing.assert_array_equal(one.points, other.points)
        np.testing.assert_array_equal(one.face_indices, other.face_indices)
    np.testing.assert_array_equal(ours.part.deltas, theirs.part.deltas)
    assert default_open_mouth(str(exported), theirs.mesh) is None


def test_a_fit_of_our_head_is_good_and_keeps_its_faces(person: Person, fitted: Path) -> None:
    content = read_meshes(fitted)
    assert content.space == METRES
    (part,) = content.parts
    assert part.mesh.name == "skin"
    np.testing.assert_array_equal(part.mesh.face_indices, load_head().skin.face_indices)
    truth = in_metres(warped(load_head().skin, identity(7))).points
    face = load_head().frontal_mask
    off = np.linalg.norm(part.mesh.points[face] - truth[face], axis=1)
    assert off.mean() < 0.003 * np.ptp(truth[:, 2])


@pytest.fixture(scope="module")
def folder_of_shapes(person: Person, fitted: Path) -> tuple[Path, dict[str, Any]]:
    """Three poses of the skin and all of the tongue as OBJ files, and what was reported."""
    head, folder = load_head(), person.folder
    names = ("jawOpen", "eyeBlinkLeft", "eyeBlinkRight")
    few = folder / "few.usdc"
    deltas = np.stack([head.skin_shapes[name] for name in names])
    write_meshes(few, [ShapedMesh(head.skin, names, deltas), shaped_tongue(head)])
    tongue = in_metres(retessellated(warped(head.tongue, identity(7), "tongue"), 5))
    path = save(folder / "tongue.obj", tongue)
    inputs = ("--source", few, "--fitted", fitted, "--target", person.target, "--tongue", path)
    done = a2f("blendshapes", *inputs, "--out", folder / "objs.obj", "--json")
    assert done.returncode == 0, done.stderr
    return folder / "objs", json.loads(done.stdout)


def test_a_folder_of_obj_files(person: Person, folder_of_shapes) -> None:
    folder, content = folder_of_shapes
    assert {path.name for path in folder.iterdir()} == {"target", "tongue"}
    files = {path.stem: path for path in (folder / "target").iterdir()}
    assert set(files) == {"neutral", "jawOpen", "eyeBlinkLeft", "eyeBlinkRight"}
    neutral, jaw = (read_obj(files[pose]).points for pose in ("neutral", "jawOpen"))
    np.testing.assert_allclose(neutral, read_mesh(person.target).mesh.points, atol=1e-6)
    report = content["parts"][0]["report"]
    assert report["shapes"] == 3
    assert report["flipped"] < 30
    assert 0 <= report["lid_opening"] < 0.2
    assert report["largest_shape"] == "jawOpen"
    moved = np.linalg.norm(jaw - neutral, axis=1).max()
    assert report["largest_motion"] == pytest.approx(moved, abs=2e-6)


@pytest.mark.parametrize(
    ("pose", "ours", "theirs", "sign"), [("tongueTipUp", 1, 2, 1), ("tongueOut", 2, 1, -1)]
)
def test_a_tongue_of_another_topology_gets_its_poses(
    folder_of_shapes, pose: str, ours: int, theirs: int, sign: int
) -> None:
    folder, content = folder_of_shapes
    source = shaped_tongue(load_head())
    assert content["parts"][1]["names"] == list(source.names)
    neutral, posed = (read_obj(folder / "tongue" / f"{n}.obj") for n in ("neutral", pose))
    assert len(neutral.face_counts) != len(source.mesh.face_counts)
    # metres with Z up: it goes up and out as far as ours does, but for the difference in form
    moved = sign * 100 * (posed.points - neutral.points)[:, theirs]
    wanted = source.deltas[source.names.index(pose)][:, ours]
    assert moved.max() == pytest.approx(wanted.max(), rel=0.2)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one thread")
def test_ctrl_c_cancels_and_leaves_nothing(person: Person) -> None:
    before = sorted(person.folder.iterdir())
    out = person.folder / "cancelled.obj"
    stop = threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGINT))
    stop.start()
    done = a2f("fit", "default", person.target, "--correspondence", person.pairs, "--out", out)
    stop.join()
    assert done.returncode == 130
    assert "Cancelled" in one_line(done.stderr)
    assert sorted(person.folder.iterdir()) == before


def test_refusals(person: Person, tmp_path: Path) -> None:
    head = load_head()
    skin = save(tmp_path / "skin.obj", head.skin)
    tongue = save(tmp_path / "tongue.obj", head.tongue)
    plain = tmp_path / "plain.usda"
    write_meshes(plain, [ShapedMesh(head.tongue)])
    one = tmp_path / "one.usda"
    jaw = np.ones((1, len(head.skin.points), 3), np.float32)
    write_meshes(one, [ShapedMesh(head.skin, ("jawOpen",), jaw)])
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    out = tmp_path / "out.usda"
    wrong = [
        (("--fitted", tongue, "--target", skin, "--out", out), "they must have the same topology"),
        (("--source", plain, "--fitted", skin, "--target", skin, "--out", out), "no blendshapes"),
        (("--source", skin, "--fitted", skin, "--target", skin, "--out", out), "no blendshapes"),
        (
            ("--source", one, "--fitted", skin, "--target", skin, "--tongue", tongue, "--out", out),
            "no mesh 'tongue'",
        ),
        (("--fitted", skin, "--target", skin, "--out", tmp_path / "a.fbx"), "or a folder"),
        (("--fitted", skin, "--target", skin, "--out", skin / "a.usda"), "is no folder"),
        (("--source", one, "--fitted", skin, "--target", skin, "--out", one), "it is an input"),
        (("--fitted", skin, "--target", tmp_path / "gone.obj", "--out", out), "check the name"),
    ]
    for arguments, words in wrong:
        done = a2f("blendshapes", *arguments)
        assert done.returncode == 2, arguments
        assert words in one_line(done.stderr)
        assert done.stdout == ""
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
