from __future__ import annotations

from dataclasses import replace
from math import asin, pi, radians, sqrt, tan

import numpy as np
import pytest

from a2f_maya.errors import MeshError
from a2f_maya.mesh import Mesh
from a2f_maya.preview.camera import Camera
from a2f_maya.preview.raster import Renderer, render
from a2f_maya.preview.studio import Lamp, Studio, Surface
from tests.preview.shapes import fan, sphere, triangle

SIZE = (160, 120)
CAMERA = Camera((0.0, 0.0, 10.0), (0.0, 0.0, 0.0), 30.0)
CHALK = Surface((0.8, 0.8, 0.8), scatter=0.0, sheen=0.0, gloss=0.0)
FLAT = Studio((), sky=(1.0, 1.0, 1.0), ground=(1.0, 1.0, 1.0), edge=0.0)
GREEN = np.zeros((SIZE[1], SIZE[0], 3), np.uint8) + np.array([0, 200, 0], np.uint8)


def draw(meshes, camera=CAMERA, **options):
    """Plain colours on a green ground: each pixel tells which mesh is seen."""
    drawer = Renderer(
        meshes,
        camera,
        SIZE,
        surfaces=[CHALK] * len(meshes),
        studio=FLAT,
        shadows=False,
        backdrop=GREEN,
        **options,
    )
    return drawer.render()


def covered(picture):
    return (picture != GREEN).any(axis=2)


def inside_by_loops(corners_px):
    """Plain reference: which pixel centres lie in the triangle (corners in pixels)."""
    a, b, c = (np.rint(np.asarray(p) * 256) / 256 for p in corners_px)
    result = np.zeros((SIZE[1], SIZE[0]), bool)
    for row in range(SIZE[1]):
        for column in range(SIZE[0]):
            p = np.array([column + 0.5, row + 0.5])
            sides = [
                (q[0] - o[0]) * (p[1] - o[1]) - (q[1] - o[1]) * (p[0] - o[0])
                for o, q in ((a, b), (b, c), (c, a))
            ]
            result[row, column] = all(s >= 0 for s in sides) or all(s <= 0 for s in sides)
    return result


@pytest.mark.parametrize("seed", range(4))
def test_a_triangle_covers_the_pixels_whose_centres_lie_in_its_projection(seed):
    rng = np.random.default_rng(seed)
    corners = rng.uniform([-3, -2.4, -4], [3, 2.4, 4], (3, 3)).astype(np.float32)
    x, y, _ = CAMERA.project(corners, SIZE)
    expected = inside_by_loops(np.stack([x, y], axis=1))
    assert expected.sum() > 10
    np.testing.assert_array_equal(covered(draw([triangle(*corners)])), expected)


def test_the_silhouette_of_a_sphere_has_the_area_of_its_perspective_disc():
    size, camera = (400, 400), Camera((0.0, 0.0, 4.0), (0.0, 0.0, 0.0), 40.0)
    black = np.zeros((400, 400, 3), np.uint8)
    drawer = Renderer(
        [sphere()], camera, size, studio=FLAT, surfaces=[CHALK], backdrop=black, shadows=False
    )
    area = (drawer.render() > 0).any(axis=2).sum()
    pixels = 200 / tan(radians(20)) * tan(asin(1 / 4))
    assert area == pytest.approx(pi * pixels**2, rel=0.004)


def test_a_sphere_in_light_from_the_camera_is_shaded_symmetrically_and_darkens_outwards():
    studio = Studio((Lamp((0, 0, 1), (0.8, 0.8, 0.8)),), sky=(0, 0, 0), ground=(0, 0, 0), edge=0)
    drawer = Renderer(
        [sphere()],
        Camera((0.0, 0.0, 8.0), (0.0, 0.0, 0.0), 16.0),
        (201, 201),
        surfaces=[CHALK],
        studio=studio,
        shadows=False,
    )
    picture = drawer.render()[..., 0].astype(int)
    disc = np.hypot(*np.mgrid[-100:101, -100:101]) < 84
    for mirrored in (picture[::-1], picture[:, ::-1], picture.T):
        assert np.abs(picture - mirrored)[disc].max() <= 2
    row = picture[100, 100:180]
    assert (np.diff(row) <= 0).all()
    assert row[0] > row[-1] + 40


def test_lambert_on_a_tilted_plane():
    studio = Studio((Lamp((0, 0, 1), (0.5, 0.5, 0.5)),), sky=(0, 0, 0), ground=(0, 0, 0), edge=0)
    surface = Surface((1.0, 1.0, 1.0), scatter=0.0, sheen=0.0, gloss=0.0)
    for tilt in (0.0, 0.5, 1.0):
        plane = triangle((-9, -9, 9 * tilt), (9, -9, 9 * tilt), (0, 9, -9 * tilt))
        picture = render([plane], CAMERA, SIZE, surfaces=[surface], studio=studio, shadows=False)
        value = picture[60, 80, 0] / 255
        linear = ((value + 0.055) / 1.055) ** 2.4
        assert linear == pytest.approx(0.5 / sqrt(1 + tilt**2), abs=0.006)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_nearer_of_two_triangles_is_seen_whatever_the_order(order):
    near = triangle((-2, -2, 1), (2, -2, 1), (0, 2, 1), (1, 0, 0))
    far = triangle((-2, -2, -1), (2, -2, -1), (0, 2, -1), (0, 0, 1))
    meshes = [(near, far)[k] for k in order]
    picture = draw(meshes)
    only_near = covered(draw([near]))
    assert (picture[only_near][:, 0] > 200).all()
    assert (picture[only_near][:, 2] < 50).all()


def test_triangles_that_pierce_each_other_change_over_at_the_line_of_equal_depth():
    level = triangle((-9, -9, 0), (9, -9, 0), (0, 9, 0), (1, 0, 0))
    slope = triangle((-9, -9, -9), (9, -9, 9), (0, 9, 0), (0, 0, 1))
    picture = draw([level, slope]).astype(int)
    blue = picture[..., 2] > picture[..., 0]
    assert not blue[:, :79].any()
    assert blue[:, 81:].all()


def test_depth_is_compared_in_perspective_and_not_linearly_in_the_picture():
    floor = triangle((-40, -2, 8), (40, -2, 8), (0, -2, -400), (1, 0, 0))
    wall = triangle((-90, -90, -5), (90, -90, -5), (0, 90, -5), (0, 0, 1))
    picture = draw([floor, wall]).astype(int)[:, 80]
    first_red = int(np.argmax(picture[:, 0] > picture[:, 2]))
    focal = 60 / tan(radians(15))
    assert first_red == pytest.approx(60 + focal * 2 / 15, abs=1.01)


def test_winding_changes_nothing_on_an_open_mesh_but_its_inside_is_darker():
    front = triangle((-2, -2, 0), (2, -2, 0), (0, 2, 0))
    back = replace(front, face_indices=front.face_indices[::-1].copy())
    one, other = draw([front]), draw([back])
    np.testing.assert_array_equal(covered(one), covered(other))
    assert (other[60, 80] < one[60, 80]).all()


def test_the_far_side_of_a_closed_mesh_is_never_seen():
    inner = Camera((0.0, 0.0, 0.0), (0.0, 0.0, -1.0), 60.0)
    assert not covered(draw([sphere(2.0, rings=16)], camera=inner)).any()
    opened = sphere(2.0, rings=16)
    cut = Mesh("cut", opened.points, opened.face_counts[1:], opened.face_indices[3:])
    assert covered(draw([cut], camera=inner)).all()


@pytest.mark.parametrize("seed", range(6))
def test_triangles_that_share_edges_leave_no_gap(seed):
    rng = np.random.default_rng(seed)
    mesh = fan(rng)
    zoom = mesh.with_points((mesh.points * 2.4).astype(np.float32))
    together = covered(draw([zoom]))
    x, y, _ = CAMERA.project(zoom.points, SIZE)
    rim = np.rint(np.stack([x, y], axis=1)[1:] * 256) / 256
    centres = np.mgrid[0.5 : SIZE[1], 0.5 : SIZE[0]]
    odd = np.zeros((SIZE[1], SIZE[0]), bool)
    for (ax, ay), (bx, by) in zip(rim, np.roll(rim, -1, axis=0), strict=True):
        crosses = (ay > centres[0]) != (by > centres[0])
        with np.errstate(divide="ignore", invalid="ignore"):
            at = ax + (centres[0] - ay) * (bx - ax) / (by - ay)
        odd ^= crosses & (centres[1] < at)
    assert odd.sum() > 1000
    assert not (odd & ~together).any()
    assert (together & ~odd).sum() <= 4


def test_vertex_colours_are_interpolated_in_perspective():
    points = np.array([[-2, -1, 4], [2, -1, -30], [2, 9, -30], [-2, 1, 4]], np.float32)
    colors = np.array([[0, 0, 0], [1, 1, 1], [1, 1, 1], [0, 0, 0]], np.float32) * 0.5
    mesh = Mesh(
        "road", points, np.array([4], np.int32), np.arange(4, dtype=np.int32), colors=colors
    )
    picture = draw([mesh])
    middle = np.array([[0.0, 0.0, -13.0]], np.float32)
    x, y, _ = CAMERA.project(middle + np.array([0, 1.0, 0]), SIZE)
    value = picture[int(y[0]), int(x[0]), 0] / 255
    linear = ((value + 0.055) / 1.055) ** 2.4
    assert linear == pytest.approx(0.25, abs=0.03)


def test_supersampling_is_the_mean_of_the_larger_picture():
    mesh = sphere(1.6, rings=24)
    once = Renderer(
        [mesh],
        CAMERA,
        (320, 240),
        surfaces=[CHALK],
        studio=FLAT,
        shadows=False,
        backdrop=np.repeat(np.repeat(GREEN, 2, 0), 2, 1),
    ).render()
    halved = draw([mesh], supersampling=2)
    blocks = once.reshape(120, 2, 160, 2, 3).astype(float).mean(axis=(1, 3))
    assert np.abs(halved - blocks).max() <= 0.5


def test_pictures_are_the_same_every_time():
    mesh = sphere(2.0, rings=24)
    assert np.array_equal(render([mesh], CAMERA, SIZE), render([mesh], CAMERA, SIZE))


def test_a_mesh_behind_the_camera_is_not_drawn():
    mesh = triangle((-2, -2, 14), (2, -2, 14), (0, 2, 14))
    assert not covered(draw([mesh])).any()


def test_other_points_move_the_picture():
    mesh = triangle((-1, -1, 0), (1, -1, 0), (0, 1, 0))
    drawer = Renderer(
        [mesh], CAMERA, SIZE, surfaces=[CHALK], studio=FLAT, backdrop=GREEN, shadows=False
    )
    still = covered(drawer.render())
    pixel = 2 * 10 * tan(radians(15)) / SIZE[1]
    shifted = mesh.points + np.array([4 * pixel, 0, 0], np.float32)
    np.testing.assert_array_equal(covered(drawer.render([shifted]))[:, 4:], still[:, :-4])


def test_wrong_points_are_refused_with_the_name_of_the_mesh():
    drawer = Renderer([triangle((0, 0, 0), (1, 0, 0), (0, 1, 0), name="lip")], CAMERA, SIZE)
    with pytest.raises(MeshError, match="lip"):
        drawer.render([np.zeros((4, 3), np.float32)])
    with pytest.raises(MeshError, match="1 meshes but 2"):
        drawer.render([np.zeros((3, 3), np.float32)] * 2)
