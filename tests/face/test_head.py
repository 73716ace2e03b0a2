from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from a2f_maya.errors import FormatError
from a2f_maya.face import head as head_module
from a2f_maya.face.head import PARTS, Head, load_head, open_mouth
from a2f_maya.face.head_streams import move, part_matrices
from a2f_maya.mesh import triangulate
from a2f_maya.names import ARKIT, TONGUE
from tests.face.mesh_checks import (
    against_neighbours,
    border_loops,
    directed_edges,
    euler_characteristic,
    normals,
    volume,
)

ROOT = Path(__file__).resolve().parents[2]
MIRROR = np.array([-1.0, 1.0, 1.0])
JAW_SHAPES = ("jawOpen", "jawForward", "jawLeft", "jawRight")
EYES_AHEAD = np.zeros((2, 3))
Points = npt.NDArray[np.float64]


@pytest.fixture(scope="module")
def head() -> Head:
    return load_head()


def shaped(head: Head, *weights: tuple[str, float]) -> Points:
    points = head.skin.points.astype(np.float64)
    for name, weight in weights:
        points = points + weight * head.skin_shapes[name]
    return points


def gaps(points: Points, pairs: npt.NDArray[np.int32]) -> Points:
    distance: Points = np.linalg.norm(points[pairs[:, 0]] - points[pairs[:, 1]], axis=1)
    return distance


def touching_pairs(head: Head) -> npt.NDArray[np.int32]:
    """The lip line itself: of the two rings of facing vertices the one further in front."""
    half = len(head.lip_pairs) // 2
    return head.lip_pairs[:half]


def other_side(name: str) -> str:
    return name.replace("Left", "\0").replace("Right", "Left").replace("\0", "Right")


def test_shapes_are_the_public_names_in_their_order(head: Head) -> None:
    assert tuple(head.skin_shapes) == ARKIT
    assert tuple(head.tongue_shapes) == TONGUE
    assert tuple(head.parts) == PARTS


def test_size_of_the_meshes(head: Head) -> None:
    assert 10_000 <= len(head.skin.points) <= 25_000
    assert 500 <= len(head.tongue.points) <= 1_500
    assert all(counts == 4 for counts in head.skin.face_counts)
    low, high = head.skin.points.min(0), head.skin.points.max(0)
    assert 22.0 < high[1] - head.skin.points[head.landmarks["menton"], 1] < 25.0
    assert 14.5 < np.ptp(head.skin.points[head.skin.points[:, 1] > 2, 0]) < 16.5
    assert low[2] < -9.0
    assert high[2] > 11.0


@pytest.mark.parametrize("name", PARTS)
def test_mesh_is_manifold_and_wound_outwards(head: Head, name: str) -> None:
    mesh = head.parts[name]
    edges = directed_edges(mesh)
    assert max(edges.values()) == 1, "two faces run along an edge in the same direction"
    assert set(mesh.face_indices.tolist()) == set(range(len(mesh.points)))
    points = mesh.points.astype(np.float64)
    triangles = triangulate(mesh)
    corners = points[triangles]
    area = np.linalg.norm(
        np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1
    )
    assert area.min() > 0
    assert volume(points - points.mean(0), triangles) > 0
    assert np.isfinite(mesh.points).all()
    assert mesh.uvs is not None
    assert mesh.colors is not None
    assert mesh.uvs.shape == (len(points), 2)
    assert mesh.colors.shape == (len(points), 3)
    assert mesh.colors.min() >= 0
    assert mesh.colors.max() <= 1


def test_skin_is_one_sphere_with_holes_at_neck_and_eyes(head: Head) -> None:
    loops = border_loops(head.skin)
    assert len(loops) == 3
    assert loops[0] == loops[1]
    assert euler_characteristic(head.skin) == 2 - 3


@pytest.mark.parametrize("name", PARTS[1:])
def test_other_parts_are_closed(head: Head, name: str) -> None:
    assert border_loops(head.parts[name]) == []


def test_skin_is_mirror_symmetric(head: Head) -> None:
    mirror = head.skin_mirror
    assert np.array_equal(mirror[mirror], np.arange(len(mirror)))
    assert np.array_equal(head.skin.points[mirror], head.skin.points * MIRROR.astype(np.float32))
    assert head.skin.points[head.landmarks["eye_outer_left"], 0] > 0


def test_left_and_right_shapes_mirror_exactly(head: Head) -> None:
    for name, delta in head.skin_shapes.items():
        twin = head.skin_shapes[other_side(name)]
        assert np.array_equal(delta[head.skin_mirror] * MIRROR.astype(np.float32), twin), name


def test_left_shapes_act_on_positive_x(head: Head) -> None:
    for name in ("mouthSmileLeft", "eyeBlinkLeft", "browDownLeft", "noseSneerLeft"):
        energy = (head.skin_shapes[name].astype(np.float64) ** 2).sum(1)
        left = head.skin.points[:, 0] > 0
        assert energy[left].sum() > 20 * energy[~left].sum(), name
    assert head.skin_shapes["mouthLeft"][head.landmarks["lip_upper_inner"], 0] > 0.5
    assert head.skin_shapes["jawLeft"][head.landmarks["chin"], 0] > 0.5


def test_lips_touch_at_rest(head: Head) -> None:
    assert len(head.lip_pairs) > 40
    assert gaps(head.skin.points.astype(np.float64), head.lip_pairs).max() < 1e-6


def test_jaw_open_parts_the_lips(head: Head) -> None:
    points = shaped(head, ("jawOpen", 1.0))
    marks = head.landmarks
    gap = points[marks["lip_upper_inner"], 1] - points[marks["lip_lower_inner"], 1]
    assert 2.9 < gap < 4.5


@pytest.mark.parametrize("weight", [1.0, 0.5, 0.25])
def test_mouth_close_closes_the_open_jaw(head: Head, weight: float) -> None:
    points = shaped(head, ("jawOpen", weight), ("mouthClose", weight))
    assert gaps(points, touching_pairs(head)).max() < 0.03
    chin = head.landmarks["chin"]
    assert head.skin.points[chin, 1] - points[chin, 1] > 2.0 * weight


def test_blink_closes_the_lids_over_the_eyeball(head: Head) -> None:
    points = shaped(head, ("eyeBlinkLeft", 1.0), ("eyeBlinkRight", 1.0))
    assert gaps(points, head.lid_pairs).max() < 0.02
    assert gaps(head.skin.points.astype(np.float64), head.lid_pairs).max() > 0.8


@pytest.mark.parametrize(
    "shape", ["neutral", "eyeBlink", "eyeLookDown", "eyeLookUp", "eyeSquint", "eyeWide"]
)
def test_lids_stay_outside_the_eyeball(head: Head, shape: str) -> None:
    weights = [] if shape == "neutral" else [(f"{shape}{side}", 1.0) for side in ("Left", "Right")]
    points = shaped(head, *weights)
    for eye, pivot in zip(("eye_left", "eye_right"), head.eye_pivots, strict=True):
        ball = head.parts[eye]
        direction = ball.points - pivot
        radius = np.linalg.norm(direction, axis=1)
        near = points[np.linalg.norm(points - pivot, axis=1) < 2.2] - pivot
        distance = np.linalg.norm(near, axis=1)
        cosine = (near / distance[:, None]) @ (direction / radius[:, None]).T
        assert (distance - radius[cosine.argmax(1)]).min() > 0


def visible_triangles(head: Head) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
    """All triangles, and which of them can be seen: those that count when weights are solved."""
    triangles = triangulate(head.skin)
    shown = np.zeros(len(head.skin.points), bool)
    shown[head.frontal_mask] = True
    return triangles, shown[triangles].all(1)


@pytest.mark.parametrize("name", ARKIT)
def test_no_visible_triangle_is_turned_over(head: Head, name: str) -> None:
    triangles, shown = visible_triangles(head)
    rest, moved = shaped(head), shaped(head, (name, 1.0))
    already = against_neighbours(rest, triangles)
    turned = np.einsum("ij,ij->i", normals(rest, triangles), normals(moved, triangles)) < 0
    flipped = shown & against_neighbours(moved, triangles) & turned & ~already
    assert triangles[flipped].tolist() == []


def test_shapes_are_independent(head: Head) -> None:
    """The normalised Gram matrix must be well away from singular for the blendshape solver."""
    table = np.stack([d[head.frontal_mask].ravel() for d in head.skin_shapes.values()])
    unit = table.astype(np.float64) / np.linalg.norm(table, axis=1)[:, None]
    eigenvalues = np.linalg.eigvalsh(unit @ unit.T)
    assert eigenvalues[-1] / eigenvalues[0] < 1e4
    tongue = np.stack([d.ravel() for d in head.tongue_shapes.values()]).astype(np.float64)
    tongue /= np.linalg.norm(tongue, axis=1)[:, None]
    eigenvalues = np.linalg.eigvalsh(tongue @ tongue.T)
    assert eigenvalues[-1] / eigenvalues[0] < 5e4


def test_each_weight_is_found_again_from_a_mixture(head: Head) -> None:
    names = list(head.skin_shapes)
    table = np.stack([head.skin_shapes[n][head.frontal_mask].ravel() for n in names], axis=1)
    rng = np.random.default_rng(3)
    wanted = rng.uniform(0, 1, len(names))
    noisy = table.astype(np.float64) @ wanted + rng.normal(0, 1e-3, len(table))
    found = np.linalg.lstsq(table.astype(np.float64), noisy, rcond=None)[0]
    assert np.abs(found - wanted).max() < 0.02


def rigid_fit(source: Points, target: Points) -> tuple[Points, float]:
    """Kabsch: the 4x4 motion and the largest remaining distance."""
    a, b = source.mean(0), target.mean(0)
    u, _, vt = np.linalg.svd((target - b).T @ (source - a))
    turn = u @ np.diag([1.0, 1.0, np.linalg.det(u @ vt)]) @ vt
    matrix = np.eye(4)
    matrix[:3, :3], matrix[:3, 3] = turn, b - turn @ a
    left = np.linalg.norm(source @ turn.T + matrix[:3, 3] - target, axis=1).max()
    return matrix, float(left)


@pytest.mark.parametrize("row", range(4))
def test_jaw_deltas_are_rigid_motions(head: Head, row: int) -> None:
    source = head.neutral_jaw.astype(np.float64)
    _, left = rigid_fit(source, source + head.jaw_deltas[row])
    assert left < 2e-3


def test_jaw_keeps_its_pivot_and_carries_the_chin(head: Head) -> None:
    source = head.neutral_jaw.astype(np.float64)
    matrix, _ = rigid_fit(source, source + head.jaw_deltas[0])
    pivot = head.jaw_pivot.astype(np.float64)
    assert np.linalg.norm(matrix[:3, :3] @ pivot + matrix[:3, 3] - pivot) < 5e-3
    chin = head.landmarks["chin"]
    rest = head.skin.points[chin].astype(np.float64)
    moved = matrix[:3, :3] @ rest + matrix[:3, 3]
    assert np.linalg.norm(rest + head.skin_shapes["jawOpen"][chin] - moved) < 0.3


def test_skin_outside_the_face_does_not_move(head: Head) -> None:
    y, z = head.skin.points[:, 1], head.skin.points[:, 2]
    still = (z < -3.0) | (y > 7.0) | (y < -17.0)
    for name, delta in head.skin_shapes.items():
        assert np.abs(delta[still]).max() < 0.02, name


def test_open_mouth_is_neutral_plus_jaw_open(head: Head) -> None:
    expected = head.skin.points + head.skin_shapes["jawOpen"]
    assert np.array_equal(open_mouth(head).points, expected)


def test_teeth_stay_behind_the_closed_lips(head: Head) -> None:
    """Cast the line of sight: in front of every tooth there is skin that faces the viewer."""
    skin = head.skin.points
    mouth = skin[np.unique(head.lip_pairs)]
    front = mouth[:, 2].max()
    for name in ("teeth_upper", "teeth_lower"):
        teeth = head.parts[name].points
        assert teeth[:, 2].max() < front - 0.2, name


def posed(head: Head, jaw: np.ndarray, eyes: np.ndarray) -> dict[str, np.ndarray]:
    matrices = part_matrices(head, jaw[None].astype(np.float32), eyes[None].astype(np.float32))
    return {name: move(head.parts[name].points, matrices[name])[0] for name in matrices}


def test_resting_jaw_and_eyes_change_nothing(head: Head) -> None:
    resting = posed(head, np.eye(4), EYES_AHEAD)
    assert set(resting) == set(PARTS) - {"skin", "tongue"}
    for name, points in resting.items():
        assert np.allclose(points, head.parts[name].points, atol=1e-5), name


def test_jaw_matrix_moves_the_lower_teeth_only(head: Head) -> None:
    source = head.neutral_jaw.astype(np.float64)
    matrix, _ = rigid_fit(source, source + head.jaw_deltas[0])
    points = posed(head, matrix, EYES_AHEAD)
    rest = head.parts["teeth_lower"].points.astype(np.float64)
    homogeneous = np.column_stack([rest, np.ones(len(rest))])
    assert np.allclose(points["teeth_lower"], (homogeneous @ matrix.T)[:, :3], atol=1e-4)
    assert points["teeth_lower"][:, 1].mean() < rest[:, 1].mean() - 1.0
    assert np.array_equal(points["teeth_upper"], head.parts["teeth_upper"].points)


def test_eye_angles_come_right_eye_first_and_turn_as_said(head: Head) -> None:
    points = posed(head, np.eye(4), np.array([[0.0, 20.0, 0.0], [15.0, 0.0, 0.0]]))
    centres = {"eye_left": head.eye_pivots[0], "eye_right": head.eye_pivots[1]}
    gaze = {}
    for name, centre in centres.items():
        pupil = int(np.argmax(head.parts[name].points[:, 2]))
        gaze[name] = points[name][pupil] - centre
        gaze[name] /= np.linalg.norm(gaze[name])
    assert gaze["eye_right"] == pytest.approx(
        [np.sin(np.radians(20)), 0, np.cos(np.radians(20))], abs=1e-4
    )
    assert gaze["eye_left"] == pytest.approx(
        [0, -np.sin(np.radians(15)), np.cos(np.radians(15))], abs=1e-4
    )


def test_landmarks_sit_where_their_names_say(head: Head) -> None:
    place = {name: head.skin.points[vertex] for name, vertex in head.landmarks.items()}
    assert len(place) >= 30
    for name, point in place.items():
        if "left" in name:
            assert point[0] > 0, name
            twin = place[name.replace("left", "right")]
            assert np.allclose(twin, point * MIRROR), name
    order = [
        "crown",
        "forehead",
        "glabella",
        "nose_tip",
        "subnasale",
        "lip_upper_border",
        "lip_upper_inner",
    ]
    order += ["lip_lower_border", "chin", "menton", "throat"]
    heights = [place[name][1] for name in order]
    assert heights == sorted(heights, reverse=True)
    assert place["nose_tip"][2] == pytest.approx(head.skin.points[:, 2].max(), abs=0.05)


def test_frontal_mask_is_part_of_the_face(head: Head) -> None:
    mask = head.frontal_mask
    assert len(np.unique(mask)) == len(mask)
    assert 0.2 < len(mask) / len(head.skin.points) < 0.6
    assert head.skin.points[mask, 2].min() > 0
    assert np.array_equal(np.sort(head.skin_mirror[mask]), np.sort(mask))


def test_values_lie_on_the_grid(head: Head) -> None:
    for delta in (*head.skin_shapes.values(), *head.tongue_shapes.values(), head.tongue_out):
        steps = delta.astype(np.float64) * 4096
        assert np.array_equal(steps, np.round(steps))


def test_tongue_stays_in_the_mouth_at_rest_and_leaves_it_when_out(head: Head) -> None:
    lips = head.skin.points[head.landmarks["lip_upper_inner"], 2]
    assert head.tongue.points[:, 2].max() < lips - 0.5
    assert (head.tongue.points + head.tongue_out)[:, 2].max() > lips + 0.8


def test_files_are_small() -> None:
    files = (head_module.HEAD_FILE, head_module.SKIN_SHAPES_FILE, head_module.TONGUE_SHAPES_FILE)
    assert sum(path.stat().st_size for path in files) < 8_000_000


def test_damaged_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "head.npz"
    broken.write_bytes(b"PK\x03\x04 not an archive")
    monkeypatch.setattr(head_module, "HEAD_FILE", broken)
    load_head.cache_clear()
    with pytest.raises(FormatError, match=r"head\.npz"):
        load_head()
    monkeypatch.undo()
    load_head.cache_clear()


def test_missing_array_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with np.load(head_module.HEAD_FILE) as stored:
        arrays = {key: stored[key] for key in stored.files if key != "lid_pairs"}
    np.savez(tmp_path / "head.npz", **arrays)
    monkeypatch.setattr(head_module, "HEAD_FILE", tmp_path / "head.npz")
    load_head.cache_clear()
    with pytest.raises(FormatError, match="lid_pairs"):
        load_head()
    monkeypatch.undo()
    load_head.cache_clear()


def test_files_are_what_the_builder_makes(head: Head, monkeypatch: pytest.MonkeyPatch) -> None:
    """Build anew; other processors may round the last bit of the grid differently."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    try:
        from head_builder.build import build

        built = build()
    finally:
        for name in [n for n in sys.modules if n.split(".")[0] == "head_builder"]:
            del sys.modules[name]
    assert np.allclose(built.skin["neutral"], head.skin.points, atol=2e-3)
    for name in ARKIT:
        assert np.allclose(built.skin[name], head.skin_shapes[name], atol=2e-3), name
    for name in TONGUE:
        assert np.allclose(built.tongue[name], head.tongue_shapes[name], atol=2e-3), name
    with np.load(head_module.HEAD_FILE) as stored:
        assert set(stored.files) == set(built.head)
        for key in stored.files:
            if stored[key].dtype.kind == "f":
                assert np.allclose(stored[key], built.head[key], atol=4e-3), key
            else:
                assert np.array_equal(stored[key], built.head[key]), key
