"""Reading meshes out of USD; the files are written with the USD library itself."""

from __future__ import annotations

import numpy as np
import pytest
from pxr import Sdf, Usd, UsdGeom, UsdSkel, Vt

from a2f_maya.errors import FormatError, OutputError
from a2f_maya.formats.usd_head import write_usd_head
from a2f_maya.formats.usd_meshes import read_usd_meshes, write_usd_meshes
from a2f_maya.formats.usd_stage import StageSpace
from a2f_maya.mesh import ShapedMesh, triangulate
from tests.formats.usd_checks import validation_errors

QUAD = [(0, 0, 0), (2, 0, 0), (2, 1, 0), (0, 1, 0)]


@pytest.fixture
def stage(tmp_path):
    return Usd.Stage.CreateNew(str(tmp_path / "a.usda"))


def add_mesh(stage, path, points=QUAD, counts=(4,), indices=(0, 1, 2, 3)):
    mesh = UsdGeom.Mesh.Define(stage, path)
    mesh.CreatePointsAttr(points)
    mesh.CreateFaceVertexCountsAttr(list(counts))
    mesh.CreateFaceVertexIndicesAttr(list(indices))
    return mesh


def add_shape(stage, mesh, name, offsets, indices=None):
    shape = UsdSkel.BlendShape.Define(stage, mesh.GetPath().AppendChild(name))
    shape.CreateOffsetsAttr(offsets)
    if indices is not None:
        shape.CreatePointIndicesAttr(indices)
    return shape


def bind(mesh, names, targets):
    binding = UsdSkel.BindingAPI.Apply(mesh.GetPrim())
    binding.CreateBlendShapesAttr(names)
    binding.CreateBlendShapeTargetsRel().SetTargets(targets)


def saved(stage, tmp_path):
    stage.GetRootLayer().Save()
    return tmp_path / "a.usda"


def normal(mesh):
    a, b, c = mesh.points[triangulate(mesh)[0]]
    return np.cross(b - a, c - a)


@pytest.mark.parametrize("suffix", [".usda", ".usdc"])
@pytest.mark.parametrize("space", [StageSpace(), StageSpace("z", 1.0)])
def test_what_is_written_comes_back_exactly(tmp_path, pyramid, rng, suffix, space):
    deltas = rng.normal(0, 1, (2, 5, 3)).astype(np.float32)
    deltas[1] = 0
    head = ShapedMesh(pyramid, ("jawOpen", "mouthClose"), deltas)
    write_usd_head(tmp_path / f"head{suffix}", [head], space=space)
    write_usd_meshes(tmp_path / f"plain{suffix}", [pyramid], space)
    for stem in ("head", "plain"):
        (read,), read_space = read_usd_meshes(tmp_path / f"{stem}{suffix}")
        assert read_space == space
        assert read.mesh.name == "pyramid"
        for name in ("points", "face_counts", "face_indices", "uvs", "colors"):
            np.testing.assert_array_equal(getattr(read.mesh, name), getattr(pyramid, name))
        if stem == "head":
            assert read.names == head.names
            np.testing.assert_array_equal(read.deltas, head.deltas)
    assert validation_errors(Usd.Stage.Open(str(tmp_path / f"plain{suffix}"))) == []


def test_transforms_move_points_and_turn_shapes(tmp_path, stage):
    parent = UsdGeom.Xform.Define(stage, "/World")
    parent.AddTranslateOp().Set((10, 0, 0))
    parent.AddScaleOp().Set((2, 2, 2))
    mesh = add_mesh(stage, "/World/skin")
    mesh.AddRotateZOp().Set(90)
    shape = add_shape(stage, mesh, "jawOpen", [(1, 0, 0)], [2])
    shape.CreateInbetween("half").SetOffsets([(9, 9, 9)])
    bind(mesh, ["jawOpen"], [shape.GetPath()])
    (read,), _ = read_usd_meshes(saved(stage, tmp_path))
    np.testing.assert_allclose(
        read.mesh.points, [[10, 0, 0], [10, 4, 0], [8, 4, 0], [8, 0, 0]], atol=1e-6
    )
    expected = np.zeros((1, 4, 3))
    expected[0, 2] = [0, 2, 0]
    np.testing.assert_allclose(read.deltas, expected, atol=1e-6)


def test_a_shape_without_indices_moves_every_vertex(tmp_path, stage):
    mesh = add_mesh(stage, "/skin")
    offsets = np.arange(12, dtype=np.float32).reshape(4, 3)
    shape = add_shape(stage, mesh, "dense", Vt.Vec3fArray.FromNumpy(offsets))
    bind(mesh, ["dense"], [shape.GetPath()])
    (read,), _ = read_usd_meshes(saved(stage, tmp_path))
    np.testing.assert_array_equal(read.deltas, [offsets])


@pytest.mark.parametrize("left_handed", [False, True])
@pytest.mark.parametrize("mirrored", [False, True])
def test_faces_look_outwards_whatever_the_file_says(tmp_path, stage, left_handed, mirrored):
    mesh = add_mesh(stage, "/skin")
    if mirrored:
        mesh.AddScaleOp().Set((-1, 1, 1))
    if left_handed:
        mesh.CreateOrientationAttr(UsdGeom.Tokens.leftHanded)
    (read,), _ = read_usd_meshes(saved(stage, tmp_path))
    # USD: a left-handed face looks the other way; a mirror keeps the side that looks outwards
    assert normal(read.mesh)[2] == (-2 if left_handed else 2)
    assert sorted(read.mesh.face_indices.tolist()) == [0, 1, 2, 3]
    assert read.mesh.face_indices[0] == 0


def test_hidden_meshes_and_guides_are_left_out(tmp_path, stage):
    add_mesh(stage, "/shown")
    add_mesh(stage, "/hidden").MakeInvisible()
    UsdGeom.Xform.Define(stage, "/group").MakeInvisible()
    add_mesh(stage, "/group/inside")
    add_mesh(stage, "/guide").CreatePurposeAttr(UsdGeom.Tokens.guide)
    add_mesh(stage, "/empty", [], [], [])
    add_mesh(stage, "/off").GetPrim().SetActive(False)
    meshes, _ = read_usd_meshes(saved(stage, tmp_path))
    assert [part.mesh.name for part in meshes] == ["shown"]


def test_instances_are_meshes_of_their_own(tmp_path, stage):
    mesh = add_mesh(stage, "/Source/ear")
    shape = add_shape(stage, mesh, "up", [(0, 1, 0)], [0])
    bind(mesh, ["up"], [shape.GetPath()])
    stage.OverridePrim("/Source").SetSpecifier(Sdf.SpecifierClass)
    for name, x in (("left", 1.0), ("right", -1.0)):
        prim = UsdGeom.Xform.Define(stage, f"/{name}")
        prim.AddTranslateOp().Set((x, 0, 0))
        prim.GetPrim().GetReferences().AddInternalReference("/Source")
        prim.GetPrim().SetInstanceable(True)
    meshes, _ = read_usd_meshes(saved(stage, tmp_path))
    assert [part.mesh.name for part in meshes] == ["/left/ear", "/right/ear"]
    assert [part.mesh.points[0, 0] for part in meshes] == [1, -1]
    assert [part.names for part in meshes] == [("up",), ("up",)]
    np.testing.assert_array_equal(meshes[1].deltas[0, 0], [0, 1, 0])


def test_the_default_time_counts_and_else_the_first_sample(tmp_path, stage):
    both = add_mesh(stage, "/both")
    both.GetPointsAttr().Set([(9, 9, 9)] * 4, 1.0)
    sampled = add_mesh(stage, "/sampled")
    sampled.GetPointsAttr().Clear()
    for time in (3.0, 4.0):
        sampled.GetPointsAttr().Set([(time, 0, 0), (5, 0, 0), (5, 1, 0), (0, 1, 0)], time)
    carried = UsdGeom.Xform.Define(stage, "/carrier")
    carried.AddTranslateOp().Set((7, 0, 0), 12.0)
    add_mesh(stage, "/carrier/moved")
    meshes, _ = read_usd_meshes(saved(stage, tmp_path))
    assert {part.mesh.name: part.mesh.points[0, 0] for part in meshes} == {
        "both": 0,
        "sampled": 3,
        "moved": 7,
    }


@pytest.mark.parametrize("name", ["st", "map1"])
@pytest.mark.parametrize("interpolation", ["vertex", "faceVarying", "constant"])
def test_texture_coordinates_for_each_vertex(tmp_path, stage, name, interpolation):
    mesh = add_mesh(stage, "/skin", [*QUAD, (4, 0, 0)], (4, 3), (0, 1, 2, 3, 1, 4, 2))
    st = UsdGeom.PrimvarsAPI(mesh).CreatePrimvar(
        name, Sdf.ValueTypeNames.TexCoord2fArray, interpolation
    )
    table = [(0.0, 0.5), (0.1, 0.5), (0.2, 0.5), (0.3, 0.5), (0.4, 0.5)]
    if interpolation == "faceVarying":
        st.Set([*table, (9.0, 9.0)])
        st.SetIndices([0, 1, 2, 3, 5, 4, 5])
    else:
        st.Set(table if interpolation == "vertex" else table[:1])
    (read,), _ = read_usd_meshes(saved(stage, tmp_path))
    if interpolation == "constant":
        assert read.mesh.uvs is None
    else:
        np.testing.assert_allclose(read.mesh.uvs, table)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda m: m.CreateFaceVertexIndicesAttr([0, 1, 2, 7]), "names a vertex that does not"),
        (lambda m: m.CreateFaceVertexIndicesAttr([0, 1, 2]), "disagree"),
        (lambda m: m.CreateFaceVertexCountsAttr([2, 2]), "fewer than 3 corners"),
        (
            lambda m: m.CreatePointsAttr([(0, 0, 0), (0, 1, np.nan), (1, 0, 0), (1, 1, 1)]),
            "vertex 1",
        ),
        (lambda m: m.AddScaleOp().Set((np.inf, 1, 1)), "not finite"),
        (lambda m: m.CreatePointsAttr([]), "no visible mesh"),
        (lambda m: m.CreateVisibilityAttr("invisible"), "no visible mesh"),
        (lambda m: bind(m, ["a", "b"], [Sdf.Path("/a")]), "names 2 blendshapes"),
        (lambda m: bind(m, ["a"], [Sdf.Path("/gone")]), "'a' of 'skin' is not in the file"),
    ],
)
def test_a_damaged_mesh_is_named(tmp_path, stage, damage, words):
    damage(add_mesh(stage, "/skin"))
    path = saved(stage, tmp_path)
    with pytest.raises(FormatError, match=words) as caught:
        read_usd_meshes(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("offsets", "indices", "words"),
    [
        ([(1, 0, 0)], [4], "does not fit the 4 vertices"),
        ([(1, 0, 0)], [-1], "does not fit the 4 vertices"),
        ([(1, 0, 0)], [0, 1], "does not fit the 4 vertices"),
        ([(1, 0, 0)], None, "does not fit the 4 vertices"),
        ([(1, np.nan, 0)], [0], "not finite"),
    ],
)
def test_a_damaged_shape_is_named(tmp_path, stage, offsets, indices, words):
    mesh = add_mesh(stage, "/skin")
    shape = add_shape(stage, mesh, "smile", offsets, indices)
    bind(mesh, ["smile"], [shape.GetPath()])
    with pytest.raises(FormatError, match=f"blendshape 'smile' of 'skin' .*{words}"):
        read_usd_meshes(saved(stage, tmp_path))


def test_two_shapes_of_one_name_are_refused(tmp_path, stage):
    mesh = add_mesh(stage, "/skin")
    paths = [add_shape(stage, mesh, name, [(1, 0, 0)], [0]).GetPath() for name in "ab"]
    bind(mesh, ["jawOpen", "JawOpen"], paths)
    with pytest.raises(FormatError, match="two poses 'JawOpen'"):
        read_usd_meshes(saved(stage, tmp_path))


@pytest.mark.parametrize("text", ["", "#usda 1.0\n(", "v 0 0 0\n"])
def test_files_that_are_no_usd_are_refused(tmp_path, text):
    path = tmp_path / "b.usda"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError, match=r"b\.usda: it "):
        read_usd_meshes(path)
    with pytest.raises(FormatError, match="check the name"):
        read_usd_meshes(tmp_path / "missing.usda")


def test_plain_meshes_that_cannot_be_written_are_refused(tmp_path, pyramid):
    points = pyramid.points.copy()
    points[2, 0] = np.nan
    for meshes, words in (
        ([], "at least one"),
        ([pyramid, pyramid], "its own name"),
        ([pyramid.with_points(points)], "'x' is nan at vertex 2"),
    ):
        with pytest.raises(OutputError, match=words):
            write_usd_meshes(tmp_path / "a.usda", meshes)
    assert not list(tmp_path.iterdir())
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="Cannot write"):
        write_usd_meshes(tmp_path / "file" / "a.usda", [pyramid])
