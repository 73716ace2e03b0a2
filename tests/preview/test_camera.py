from __future__ import annotations

from math import radians, tan

import numpy as np
import pytest

from a2f_maya.errors import ParameterError
from a2f_maya.preview.camera import (
    VIEWS,
    Camera,
    box_corners,
    fit_camera,
    portrait_points,
    view_direction,
)
from tests.preview.shapes import sphere


def test_projection_agrees_with_a_homogeneous_matrix():
    camera = Camera((3.0, 4.0, 20.0), (1.0, -2.0, 0.5), 25.0)
    size = (640, 360)
    points = np.random.default_rng(1).normal(size=(50, 3)).astype(np.float32)
    forward = np.subtract(camera.target, camera.position)
    forward /= np.linalg.norm(forward)
    right = np.cross(forward, [0, 1, 0])
    right /= np.linalg.norm(right)
    up = np.cross(right, forward)
    view = np.eye(4)
    view[:3, :3] = [right, up, -forward]
    view[:3, 3] = -view[:3, :3] @ camera.position
    f = 1 / tan(radians(12.5))
    projection = np.array([[f * 360 / 640, 0, 0, 0], [0, f, 0, 0], [0, 0, 0, 0], [0, 0, -1, 0]])
    clip = np.c_[points, np.ones(50)] @ (projection @ view).T
    ndc = clip[:, :2] / clip[:, 3:]
    x, y, depth = camera.project(points, size)
    np.testing.assert_allclose(x, (ndc[:, 0] + 1) * 320, rtol=1e-9)
    np.testing.assert_allclose(y, (1 - ndc[:, 1]) * 180, rtol=1e-9)
    np.testing.assert_allclose(depth, clip[:, 3], rtol=1e-9)


def test_directions_to_the_eye_lead_back_along_the_projection():
    camera, size = Camera((3.0, 4.0, 20.0), (1.0, -2.0, 0.5), 25.0), (64, 48)
    directions = camera.directions_to_eye(size).T.astype(np.float64)
    points = camera.position - directions * np.linspace(5, 30, len(directions))[:, None]
    x, y, _ = camera.project(points, size)
    rows, columns = np.mgrid[0:48, 0:64]
    np.testing.assert_allclose(x, columns.ravel() + 0.5, atol=1e-3)
    np.testing.assert_allclose(y, rows.ravel() + 0.5, atol=1e-3)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("size", [(480, 540), (900, 300)])
def test_a_fitted_camera_shows_all_points_and_touches_the_margin(view, size):
    rng = np.random.default_rng(2)
    points = rng.normal(size=(200, 3)) * [3, 5, 4] + [10, 150, -7]
    camera = fit_camera(points, size, view, margin=0.1)
    x, y, _ = camera.project(points.astype(np.float32), size)
    across = np.abs(x / size[0] * 2 - 1).max()
    along = np.abs(y / size[1] * 2 - 1).max()
    assert max(across, along) == pytest.approx(0.9, abs=1e-4)


def test_views_look_from_where_they_say():
    assert view_direction("front") == pytest.approx([0, 0, 1])
    assert view_direction("side") == pytest.approx([1, 0, 0], abs=1e-12)
    turned = view_direction("three_quarter")
    assert turned[0] > 0.3
    assert turned[2] > 0.3
    with pytest.raises(ParameterError, match="three_quarter"):
        view_direction("behind")


def test_the_box_of_meshes_holds_their_extremes():
    corners = box_corners([sphere(1.0, rings=8), sphere(2.0, (5.0, 0.0, 0.0), rings=8)])
    assert corners.min(axis=0) == pytest.approx([-1, -2, -2], abs=1e-6)
    assert corners.max(axis=0) == pytest.approx([7, 2, 2], abs=1e-6)
    assert len(np.unique(corners.round(4), axis=0)) == 8


def test_a_portrait_ends_below_the_chin_if_eyes_and_teeth_are_known():
    skin = sphere(10.0, rings=40, name="skin")
    eye = sphere(1.0, (0.0, 2.0, 9.0), rings=6, name="eye_left")
    teeth = sphere(1.0, (0.0, -2.0, 9.0), rings=6, name="teeth_upper")
    assert len(portrait_points([skin, eye])) == len(skin.points) + len(eye.points)
    heights = portrait_points([skin, eye, teeth])[:, 1]
    assert heights.max() == pytest.approx(10)
    assert -6.0 <= heights.min() < -5.0


def test_impossible_cameras_are_refused():
    with pytest.raises(ParameterError, match="field of view"):
        Camera((0, 0, 1), (0, 0, 0), 180.0)
    with pytest.raises(ParameterError, match="target"):
        Camera((0, 0, 1), (0, 0, 1))
    with pytest.raises(ParameterError, match="point"):
        fit_camera(np.zeros((0, 3)), (10, 10))


def test_looking_straight_down_has_an_orientation():
    axes = Camera((0.0, 10.0, 0.0), (0.0, 0.0, 0.0)).axes()
    np.testing.assert_allclose(axes @ axes.T, np.eye(3), atol=1e-12)
    assert np.linalg.det(axes) == pytest.approx(1.0)
