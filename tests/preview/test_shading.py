from __future__ import annotations

import numpy as np
import pytest

from a2f_maya.mesh import Mesh
from a2f_maya.preview.camera import fit_camera
from a2f_maya.preview.display import background, block_mean, encode, srgb_from_linear
from a2f_maya.preview.raster import render
from a2f_maya.preview.shading import Samples, shade
from a2f_maya.preview.studio import SKIN, Lamp, Studio, Surface

AXES = np.eye(3)
WHITE = (1.0, 1.0, 1.0)
BLACK = (0.0, 0.0, 0.0)


def lit(angles, *, scatter=0.0, sheen=0.0, gloss=0.0, studio=None, **more):
    """Light of a white surface whose normal is turned by the angles away from the only lamp."""
    angles = np.asarray(angles, np.float32)
    normals = np.stack([np.sin(angles), np.zeros_like(angles), np.cos(angles)])
    to_eye = np.tile(np.array([[0], [0], [1]], np.float32), (1, len(angles)))
    surface = np.tile(np.array([[scatter], [sheen], [gloss]], np.float32), (1, len(angles)))
    studio = studio or Studio((Lamp((0, 0, 3), WHITE),), sky=BLACK, ground=BLACK, edge=0.0)
    samples = Samples(normals, to_eye, np.ones_like(normals), surface, **more)
    return shade(samples, studio, AXES)


def test_chalk_follows_lamberts_cosine_law():
    angles = np.linspace(0, np.pi, 50)
    np.testing.assert_allclose(lit(angles)[1], np.maximum(np.cos(angles), 0), atol=1e-6)


@pytest.mark.parametrize("channel", [0, 1, 2])
def test_skin_sends_out_as_much_light_over_the_sphere_as_chalk(channel):
    angles = np.linspace(0, np.pi, 4001)
    ring = np.sin(angles)
    chalk = float(np.mean(lit(angles)[channel] * ring))
    skin = float(np.mean(lit(angles, scatter=1.0)[channel] * ring))
    assert skin == pytest.approx(chalk, rel=1e-3)


def test_skin_glows_red_beyond_the_terminator():
    red, green, blue = lit([np.pi / 2 + 0.1], scatter=1.0)[:, 0]
    assert red > 2 * green > 0
    assert green > blue


def test_wet_highlights_are_smaller_than_the_sheen():
    angles = np.array([0.0, 0.2])
    plain = lit(angles)
    sheen = (lit(angles, sheen=1.0) - plain)[0]
    gloss = (lit(angles, gloss=1.0) - plain)[0]
    assert sheen[0] == pytest.approx(gloss[0])
    assert sheen[1] / sheen[0] == pytest.approx(np.cos(0.2) ** 16, rel=1e-3)
    assert gloss[1] / gloss[0] == pytest.approx(np.cos(0.2) ** 128, rel=1e-3)


def test_sky_lights_from_above_and_ground_from_below():
    studio = Studio((), sky=(0.0, 0.0, 0.8), ground=(0.4, 0.0, 0.0), edge=0.0)
    normals = np.array([[0, 0, 1], [1, -1, 0], [0, 0, 0]], np.float32)
    to_eye = np.tile(np.array([[0], [0], [1]], np.float32), (1, 3))
    light = shade(
        Samples(normals, to_eye, np.ones((3, 3), np.float32), np.zeros((3, 3), np.float32)),
        studio,
        AXES,
    )
    np.testing.assert_allclose(light.T, [[0, 0, 0.8], [0.4, 0, 0], [0.2, 0, 0.4]], atol=1e-6)


def test_a_hidden_lamp_leaves_only_the_other_lights():
    hidden = lit([0.3], key_visibility=np.zeros(1, np.float32))
    assert hidden == pytest.approx(np.zeros((3, 1)))
    closed = lit([0.3], openness=np.zeros(1, np.float32))
    assert closed == pytest.approx(np.zeros((3, 1)))


def test_lamps_travel_with_the_camera():
    turned = np.array([[0, 0, -1], [0, 1, 0], [1, 0, 0]], float)
    normals = np.array([[1], [0], [0]], np.float32)
    samples = Samples(normals, normals, np.ones((3, 1), np.float32), np.zeros((3, 1), np.float32))
    studio = Studio((Lamp((0, 0, 1), WHITE),), sky=BLACK, ground=BLACK, edge=0.0)
    assert shade(samples, studio, turned) == pytest.approx(np.ones((3, 1)))
    assert shade(samples, studio, AXES) == pytest.approx(np.zeros((3, 1)))


def test_encoding_is_the_srgb_curve_below_the_shoulder_and_never_falls():
    light = np.linspace(0, 3, 5000, dtype=np.float32)
    display = encode(light).astype(int)
    assert (np.diff(display) >= 0).all()
    assert display[0] == 0
    assert 250 <= display[-1] <= 255
    below = light < 0.7
    np.testing.assert_allclose(display[below], 255 * srgb_from_linear(light[below]), atol=1.0)
    assert 255 * srgb_from_linear(np.array([0.214])) == pytest.approx([127.5], abs=0.3)


def test_the_background_is_smooth_and_brighter_above():
    ground = background((120, 160)).astype(int)
    assert ground.shape == (160, 120, 3)
    assert np.abs(np.diff(ground, axis=0)).max() <= 3
    assert ground[:20].mean() > ground[-20:].mean() + 15


def test_block_mean_rounds_to_the_nearest():
    picture = np.array([[0, 1], [1, 1]], np.uint8)[..., None].repeat(3, axis=2)
    assert block_mean(picture, 2).tolist() == [[[1, 1, 1]]]
    assert block_mean(picture, 1) is picture


def test_teeth_take_less_of_the_shadow_between_lips_than_skin() -> None:
    """A wall with a deep groove, seen from the front: the groove's floor as skin and as teeth."""
    pictures = []
    for surface in (SKIN, Surface(SKIN.color, SKIN.scatter, SKIN.sheen, SKIN.gloss, shade=0.0)):
        meshes = [strip(-3.0, -0.3, 1.0), strip(0.3, 3.0, 1.0), strip(-1.0, 1.0, -0.5)]
        camera = fit_camera(np.concatenate([mesh.points for mesh in meshes]), (64, 64))
        surfaces = [SKIN, SKIN, surface]
        pictures.append(render(meshes, camera, (64, 64), surfaces=surfaces).astype(int))
    shaded, lit = pictures
    groove = np.s_[:, 30:34]
    assert lit[groove].mean() > shaded[groove].mean() + 5
    np.testing.assert_array_equal(lit[:, :20], shaded[:, :20])


def strip(left: float, right: float, depth: float) -> Mesh:
    """An upright rectangle, 6 high, that faces the viewer."""
    corners = [(left, -3, depth), (right, -3, depth), (right, 3, depth), (left, 3, depth)]
    return Mesh(
        "strip",
        np.array(corners, np.float32),
        np.array([4], np.int32),
        np.arange(4, dtype=np.int32),
    )
