"""``a2f fit``: one small head for most tests, our own once."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pxr import Usd, UsdGeom

from a2f_maya.correspondence import Correspondence, Pair, SurfacePoint
from a2f_maya.formats.correspondence_json import write_correspondence
from a2f_maya.formats.mesh_files import read_mesh, write_meshes
from a2f_maya.formats.obj import read_obj
from a2f_maya.formats.usd_stage import StageSpace
from a2f_maya.mesh import Mesh, ShapedMesh, triangulate
from a2f_maya.transfer.surface import Surface
from tests.support.command_line import Done, a2f, one_line
from tests.support.heads import mesh_of
from tests.support.meshes import ball, save, turned

MARKED = 24


def bumpy(name: str, columns: int, growth: float) -> Mesh:
    """A head of sorts: 20 high, with a nose, no two sides alike."""
    mesh = ball(name, columns, radius=10.0)
    unit = mesh.points / 10.0
    nose = np.exp(-8 * ((unit - [0, 0.1, 1]) ** 2).sum(axis=1))
    brow = np.exp(-4 * ((unit - [0.6, 0.6, 0.5]) ** 2).sum(axis=1))
    form = unit * [0.75, 1.0, 0.85] * (1 + 0.1 * growth * brow)[:, None]
    form[:, 2] += (0.3 + 0.15 * growth) * nose
    return mesh.with_points((10 * form).astype(np.float32))


SOURCE, TARGET = bumpy("source", 28, 0.0), bumpy("target", 36, 1.0)


def marked() -> Correspondence:
    """Pairs where both surfaces have the same place on the ball they are made of."""
    places = ball("places", 28).points
    rows = np.linspace(0, len(places) - 1, MARKED).astype(int)
    other = ball("other", 36)
    hits = Surface.of(other).closest(places[rows].astype(float))
    owners = np.repeat(np.arange(len(other.face_counts)), other.face_counts - 2)
    starts = np.cumsum(other.face_counts) - other.face_counts
    pairs = []
    for row, triangle, weights in zip(rows, hits.triangles, hits.barycentrics, strict=True):
        face = int(owners[triangle])
        corners = other.face_indices[starts[face] : starts[face] + other.face_counts[face]]
        spread = np.zeros(len(corners))
        for vertex, weight in zip(triangulate(other)[triangle], weights, strict=True):
            spread[corners == vertex] += weight
        point = SurfacePoint(face=face, barycentric=tuple(spread.tolist()))
        pairs.append(Pair(SurfacePoint(vertex=int(row)), point))
    return tuple(pairs)


PAIRS = marked()


class Bench:
    """Files of one fit; a test changes what it wants before it runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source, self.target, self.pairs = SOURCE, TARGET, PAIRS
        self.out = folder / "fitted.obj"

    def run(self, *options: object) -> Done:
        source = save(self.folder / "source.obj", self.source)
        target = save(self.folder / "target.obj", self.target)
        pairs = self.folder / "pairs.json"
        write_correspondence(pairs, self.pairs)
        return a2f("fit", source, target, "--correspondence", pairs, "--out", self.out, *options)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def surface_error(mesh: Mesh, target: Mesh) -> float:
    """Mean distance of the vertices from the target, in heights of the target."""
    distances = Surface.of(target).closest(mesh.points.astype(float)).distances
    return float(distances.mean() / np.ptp(target.points, axis=0).max())


def test_the_result_has_our_faces_on_the_targets_surface(bench: Bench) -> None:
    done = bench.run()
    assert done.returncode == 0, done.stderr
    assert str(bench.out) in done.stdout
    assert "Surface error" in one_line(done.stdout)
    fitted = read_obj(bench.out)
    np.testing.assert_array_equal(fitted.face_indices, SOURCE.face_indices)
    np.testing.assert_array_equal(fitted.face_counts, SOURCE.face_counts)
    assert read_mesh(bench.out).mesh.name == "source"
    assert surface_error(fitted, TARGET) < 1e-3
    # where each vertex belongs is known: at the same place of the ball
    truth = bumpy("truth", 28, 1.0).points
    assert np.linalg.norm(fitted.points - truth, axis=1).mean() < 0.01 * 20


def test_the_report_in_numbers(bench: Bench) -> None:
    done = bench.run("--json", "--iterations", 2, "--stiffness", 50)
    assert done.returncode == 0
    content = json.loads(done.stdout)
    assert (content["pairs"], content["iterations"], content["stiffness"]) == (MARKED, 2, 50)
    report = content["report"]
    height = np.ptp(TARGET.points[:, 1])
    assert report["height"] == pytest.approx(height, rel=0.2)
    assert 0 <= report["mean_error"] <= report["error_95"] <= report["largest_error"] < 0.1 * height
    assert report["flipped"] == 0
    assert report["sentence"].startswith("Surface error")


@pytest.mark.parametrize(("scale", "up_axis"), [(0.01, "z"), (1.0, "z"), (10.0, "y")])
def test_units_and_axes_may_differ(bench: Bench, scale: float, up_axis: str) -> None:
    turn = turned(90.0, axis=0) if up_axis == "z" else np.eye(3)
    placed = (scale * TARGET.points @ turn.T + scale * 30).astype(np.float32)
    space = StageSpace(up_axis, 0.01 / scale)
    target = bench.folder / "target.usdc"
    write_meshes(target, [ShapedMesh(TARGET.with_points(placed))], space)
    source, pairs = save(bench.folder / "source.obj", SOURCE), bench.folder / "pairs.json"
    write_correspondence(pairs, PAIRS)
    out = bench.folder / "fitted.usda"
    done = a2f("fit", source, target, "--correspondence", pairs, "--out", out)
    assert done.returncode == 0, done.stderr
    fitted = read_mesh(out).mesh
    assert surface_error(fitted, TARGET.with_points(placed)) < 1e-3
    stage = Usd.Stage.Open(str(out))
    assert UsdGeom.GetStageUpAxis(stage) == up_axis.upper()
    assert UsdGeom.GetStageMetersPerUnit(stage) == pytest.approx(0.01 / scale)


def test_meshes_are_chosen_by_name(bench: Bench) -> None:
    eye = replace(ball("eye", 40), name="eye")
    path = bench.folder / "head.obj"
    write_meshes(path, [ShapedMesh(eye), ShapedMesh(TARGET)])
    source, pairs = save(bench.folder / "source.obj", SOURCE), bench.folder / "pairs.json"
    write_correspondence(pairs, PAIRS)
    arguments = ("fit", source, path, "--correspondence", pairs, "--out", bench.out)
    done = a2f(*arguments, "--target-mesh", "target")
    assert done.returncode == 0, done.stderr
    assert surface_error(read_obj(bench.out), TARGET) < 1e-3
    done = a2f(*arguments, "--target-mesh", "hat")
    assert done.returncode == 2
    assert "hat" in one_line(done.stderr)


def test_a_picture_shows_target_and_result(bench: Bench) -> None:
    picture = bench.folder / "seen" / "fit.png"
    assert bench.run("--picture", picture).returncode == 0
    with Image.open(picture) as image:
        pixels = np.asarray(image.convert("RGB"), float)
    half = pixels.shape[1] // 2
    left, right = pixels[:960, 10 : half - 5], pixels[:960, half + 5 : -10]
    # the same head twice, through the same cameras: alike, but not the same mesh
    assert 0 < np.abs(left - right).mean() < 4
    assert left.std() > 20


def mirrored(mesh: Mesh) -> Mesh:
    return mesh.with_points(mesh.points * np.float32([-1, 1, 1]))


def faces_of(mesh: Mesh) -> list[list[int]]:
    return [part.tolist() for part in np.split(mesh.face_indices, np.cumsum(mesh.face_counts)[:-1])]


def with_faces(mesh: Mesh, faces: list[list[int]], points: list[list[float]] | None = None) -> Mesh:
    """More faces and vertices at the end, so that all others keep their numbers."""
    every = np.concatenate([mesh.points, np.reshape(points or [], (-1, 3))])
    return mesh_of(mesh.name, every, [*faces_of(mesh), *faces])


def inside_out(mesh: Mesh) -> Mesh:
    return mesh_of(mesh.name, mesh.points, [face[::-1] for face in faces_of(mesh)])


def with_shell(mesh: Mesh) -> Mesh:
    inner = ball("inner", 8, radius=2.0)
    shifted = [[vertex + len(mesh.points) for vertex in face] for face in faces_of(inner)]
    return with_faces(mesh, shifted, inner.points.tolist())


def turned_pairs(pairs: Correspondence) -> Correspondence:
    """Weights in the order of faces that were turned over."""
    return tuple(
        replace(pair, target=replace(pair.target, barycentric=pair.target.barycentric[::-1]))
        for pair in pairs
    )


USUAL_FACE = 40
FIN = [[80, 81, len(TARGET.points)]]

Change = Callable[[Bench], None]


def change(**kept: object) -> Change:
    def apply(bench: Bench) -> None:
        for name, value in kept.items():
            setattr(bench, name, value)

    return apply


HANDLED: dict[str, Change] = {
    "non-manifold edge": change(target=with_faces(TARGET, FIN, [[0, 0, 14]])),
    "isolated vertex": change(target=with_faces(TARGET, [], [[500, 500, 500]])),
    "isolated vertex of the source": change(source=with_faces(SOURCE, [], [[500, 500, 500]])),
    "zero-area faces": change(target=with_faces(TARGET, [[80, 81, 80], [90, 90, 90]])),
    "zero-area faces of the source": change(source=with_faces(SOURCE, [[80, 81, 80]])),
    "several shells": change(target=with_shell(TARGET)),
    "inverted normals": change(target=inside_out(TARGET), pairs=turned_pairs(PAIRS)),
    "inverted normals of the source": change(source=inside_out(SOURCE)),
}


@pytest.mark.parametrize("name", list(HANDLED))
def test_imperfect_meshes_are_fitted(bench: Bench, name: str) -> None:
    HANDLED[name](bench)
    done = bench.run()
    assert done.returncode == 0, done.stderr
    fitted = read_obj(bench.out)
    np.testing.assert_array_equal(fitted.face_indices, bench.source.face_indices)
    used = np.unique(fitted.face_indices)
    used = used[used < len(SOURCE.points)]
    assert np.isfinite(fitted.points).all()
    assert surface_error(fitted.with_points(fitted.points[used]), TARGET) < 2e-3


REFUSED: dict[str, tuple[Change, tuple[object, ...], str]] = {
    "three pairs": (change(pairs=PAIRS[:3]), (), "at least 4"),
    "no pairs": (change(pairs=()), (), "at least 4"),
    "pairs of another source": (
        change(pairs=(*PAIRS[:5], Pair(SurfacePoint(vertex=5000), PAIRS[5].target))),
        (),
        "5000",
    ),
    "pairs of another target": (change(target=SOURCE), (), "another mesh"),
    "mirrored": (change(target=mirrored(TARGET)), (), "mirror"),
    "iterations 0": (change(), ("--iterations", 0), "not between 1 and 50"),
    "iterations 51": (change(), ("--iterations", 51), "not between 1 and 50"),
    "stiffness 0": (change(), ("--stiffness", 0), "not above 0"),
    "stiffness nan": (change(), ("--stiffness", "nan"), "not above 0"),
    "open mouth of another head": (change(), ("--open-mouth", "target.obj"), "vertices"),
}


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_cannot_be_fitted_is_refused_in_one_sentence(
    bench: Bench, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(bench.folder)
    apply, options, words = REFUSED[name]
    apply(bench)
    done = bench.run(*options)
    assert done.returncode == 2
    assert words in one_line(done.stderr)
    assert sorted(path.name for path in bench.folder.iterdir()) == [
        "pairs.json",
        "source.obj",
        "target.obj",
    ]


def test_bad_files_are_refused_in_one_sentence(bench: Bench) -> None:
    folder = bench.folder
    assert bench.run().returncode == 0
    bench.out.unlink()
    source, target, pairs = (folder / name for name in ("source.obj", "target.obj", "pairs.json"))
    nan, text = folder / "nan.obj", target.read_text(encoding="utf-8")
    nan.write_text(text.replace(text.splitlines()[5], "v 0 nan 0"), encoding="utf-8")
    broken = folder / "broken.json"
    broken.write_text('{"schema": "a2f.correspondence/1", "pairs": [{}]}', encoding="utf-8")
    empty = folder / "empty.obj"
    empty.write_text("", encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.iterdir()}

    def refused(words: str, **changed: Path) -> None:
        given = {"source": source, "target": target, "pairs": pairs, "out": bench.out, **changed}
        done = a2f(
            "fit",
            given["source"],
            given["target"],
            "--correspondence",
            given["pairs"],
            "--out",
            given["out"],
            *(["--picture", given["picture"]] if "picture" in given else []),
        )
        assert done.returncode == 2
        assert words in one_line(done.stderr)
        assert done.stdout == ""
        assert {path: path.read_bytes() for path in folder.iterdir()} == before

    refused("nan.obj, line 6: a number is not finite", target=nan)
    refused("nan.obj, line 6: a number is not finite", source=nan)
    refused("gone.obj: No such file", target=folder / "gone.obj")
    refused("gone.json: No such file", pairs=folder / "gone.json")
    refused("broken.json: pair 1: 'source' is missing", pairs=broken)
    refused("empty.obj: it has no face", source=empty)
    refused("must end in .obj", target=folder / "target.fbx")
    refused("must end in .obj or .usda or .usdc", out=folder / "a.stl")
    refused("it is an input", out=target)
    refused("it is an input", out=source)
    refused("is no folder", out=target / "a.obj")
    refused("must end in .png", picture=folder / "a.jpg")


def test_the_errors_in_json(bench: Bench) -> None:
    bench.pairs = PAIRS[:3]
    done = bench.run("--json")
    assert done.returncode == 2
    assert "at least 4" in json.loads(done.stdout)["error"]
