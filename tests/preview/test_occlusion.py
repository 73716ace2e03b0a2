from __future__ import annotations

import numpy as np
import pytest

from a2f_maya.preview.occlusion import (
    Grid,
    ambient_openness,
    coarse_depth,
    enlarge,
    lamp_visibility,
)

GRID = Grid((100, 100), 1, 0.1, 5.0)
"""A hundred pixels, ten units wide, around a subject of radius five."""


def test_a_plane_is_open_however_it_is_tilted():
    rows, columns = np.mgrid[0:100, 0:100]
    for tilt in (0.0, 0.4, 0.9):
        depth = (50 + tilt * 0.1 * (rows - 2.0 * columns)).astype(np.float32)
        assert ambient_openness(depth, GRID) == pytest.approx(np.ones((100, 100)), abs=0.02)


def test_a_pit_is_darker_the_deeper_it_is_and_a_bump_is_not():
    centre = np.hypot(*np.mgrid[-50:50, -50:50]) < 4
    seen = []
    for height in (-1.0, 0.0, 0.2, 0.5):
        depth = np.where(centre, 50.0 + height, 50.0).astype(np.float32)
        seen.append(float(ambient_openness(depth, GRID)[50, 50]))
    assert seen[0] == pytest.approx(1.0, abs=0.02)
    assert seen[1] == pytest.approx(1.0, abs=1e-6)
    assert seen[1] > seen[2] + 0.05
    assert seen[2] > seen[3] + 0.05


def test_the_ground_behind_a_subject_does_not_shade_it():
    depth = np.full((100, 100), 1e9, np.float32)
    depth[20:80, 20:80] = 50.0
    assert ambient_openness(depth, GRID)[30:70, 30:70].min() > 0.98


def test_a_post_throws_its_shadow_away_from_the_lamp():
    depth = np.full((100, 100), 50.0, np.float32)
    depth[40:60, 48:52] = 49.3
    towards = np.array([-1.0, 0.0, 1.0]) / np.sqrt(2)
    seen = lamp_visibility(depth, GRID, towards)
    assert seen[50, 55] < 0.3
    assert seen[50, 44] > 0.95
    assert seen[50, 70] > 0.95
    assert seen[20, 55] > 0.95
    mirrored = lamp_visibility(depth[:, ::-1].copy(), GRID, towards * [-1, 1, 1])
    np.testing.assert_allclose(mirrored, seen[:, ::-1], atol=1e-6)


def test_shadows_stay_between_dark_and_light_where_the_subject_is_cut_by_the_border():
    depth = np.full((100, 100), 1e9, np.float32)
    depth[30:, 35:60] = 50.0
    depth[70:, 40:50] = 48.0
    seen = ambient_openness(depth, GRID), lamp_visibility(depth, GRID, np.array([-0.6, 0.0, 0.8]))
    for picture in seen:
        assert picture.min() >= 0.0
        assert picture.max() <= 1.0


def test_a_lamp_behind_the_eye_throws_no_shadow():
    depth = np.full((100, 100), 50.0, np.float32)
    depth[40:60, 48:52] = 49.0
    assert lamp_visibility(depth, GRID, np.array([0.0, 0.0, 1.0])).min() == 1.0


def enlarged(full, depth, grid):
    start = grid.stride // 2
    cut = (slice(start, None, grid.stride),) * 2
    pixel = np.arange(full.size)
    (result,) = enlarge([full[cut]], depth[cut], pixel, depth.ravel(), grid)
    return result.reshape(full.shape)


def test_enlarging_keeps_a_ramp():
    grid = Grid.fit((600, 480), 0.1, 5.0)
    assert grid.stride == 2
    rows, columns = np.mgrid[0:480, 0:600]
    full = (0.3 * rows + 0.2 * columns + 5).astype(np.float32)
    result = enlarged(full, np.full_like(full, 50), grid)
    np.testing.assert_allclose(result[2:-2, 2:-2], full[2:-2, 2:-2], atol=0.01)


def test_enlarging_does_not_mix_near_and_far():
    grid = Grid.fit((500, 500), 0.1, 5.0)
    near = np.hypot(*np.mgrid[-250:250, -250:250]) < 171.3
    depth = np.where(near, 40, 60).astype(np.float32)
    full = np.where(near, 1, 0).astype(np.float32)
    assert np.abs(enlarged(full, depth, grid) - full).max() < 0.02


def test_coarse_depth_is_the_inverse_and_far_where_nothing_is():
    inverse = np.zeros((480, 480), np.float32)
    inverse[:, 240:] = 0.25
    depth = coarse_depth(inverse, Grid.fit((480, 480), 0.1, 5.0))
    assert depth.shape == (240, 240)
    assert (depth[:, 120:] == 4.0).all()
    assert (depth[:, :120] > 1e8).all()
