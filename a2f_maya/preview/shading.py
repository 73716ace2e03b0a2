"""How light leaves skin, eyes and teeth: wrapped diffuse light, soft highlights; linear RGB."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from a2f_maya.preview.studio import Studio

FloatArray = npt.NDArray[np.float32]

SCATTER_WRAP = np.array([0.36, 0.16, 0.10], dtype=np.float32)
"""How far light reaches around the terminator of skin in red, green and blue."""

SHADOW_BLEED = np.array([0.16, 0.05, 0.03], dtype=np.float32)
"""Part of the key light that skin carries into a cast shadow in red, green and blue."""

HOLLOW_BOUNCE = np.array([0.35, 0.08, 0.0], dtype=np.float32)
"""Light that bounces once more inside a hollow in red, green and blue."""


@dataclass(frozen=True)
class Samples:
    """Surface points to light.

    Attributes
    ----------
    normals, to_eye : np.ndarray [shape=(3, N), float32]
        Unit vectors in world space.
    albedo : np.ndarray [shape=(3, N), float32]
        Linear RGB.
    surface : np.ndarray [shape=(3, N), float32]
        Scatter, sheen and gloss of `Surface`.
    openness : np.ndarray [shape=(N,), float32], optional
        How much of the surroundings is seen, 0..1; hollows keep a little more red, as light that
        bounces between skin does.
    key_visibility : np.ndarray [shape=(N,), float32], optional
        How much of the first lamp is seen, 0..1.
    """

    normals: FloatArray
    to_eye: FloatArray
    albedo: FloatArray
    surface: FloatArray
    openness: FloatArray | None = None
    key_visibility: FloatArray | None = None


def shade(samples: Samples, studio: Studio, axes: npt.NDArray[np.float64]) -> FloatArray:
    """Compute the light that leaves each surface point towards the eye.

    Diffuse light wraps around the terminator by `SCATTER_WRAP`, normalised so that the total stays
    the same (energy-conserving wrap lighting); highlights are Blinn-Phong with the fixed exponents
    16 and 128; the light at grazing angles falls off with the third power, softer than Schlick's
    fifth.

    Parameters
    ----------
    samples : Samples
    studio : Studio
    axes : np.ndarray [shape=(3, 3)]
        From `Camera.axes`.

    Returns
    -------
    np.ndarray [shape=(3, N), float32]
        Linear RGB, not limited.
    """
    normals, to_eye, albedo = samples.normals, samples.to_eye, samples.albedo
    scatter, sheen, gloss = samples.surface
    facing = np.clip(_dot(normals, to_eye), 0.0, 1.0)
    grazing = 1.0 - facing
    edge = studio.edge * grazing * grazing * grazing
    height = 0.5 + 0.5 * normals[1]
    diffuse = np.empty_like(albedo)
    shine = np.zeros_like(albedo)
    for channel in range(3):
        ground, sky = studio.ground[channel], studio.sky[channel]
        diffuse[channel] = ground + (sky - ground) * height
        shine[channel] = edge * sky
    for number, lamp in enumerate(studio.lamps):
        towards = (lamp.unit() @ axes).astype(np.float32)
        seen = samples.key_visibility if number == 0 else None
        cosine = np.tensordot(towards, normals, axes=1)
        highlight = _highlight(normals, to_eye, towards, sheen, gloss)
        highlight *= np.clip(cosine * 4.0, 0.0, 1.0)
        if seen is not None:
            highlight *= seen
        for channel in range(3):
            wrap = SCATTER_WRAP[channel] * scatter
            wrapped = np.maximum(cosine + wrap, 0.0) / ((1.0 + wrap) * (1.0 + wrap))
            if seen is not None:
                wrapped *= seen + (1.0 - seen) * SHADOW_BLEED[channel] * scatter
            diffuse[channel] += lamp.color[channel] * wrapped
            shine[channel] += lamp.color[channel] * highlight
    openness = samples.openness
    if openness is not None:
        shine *= openness
        for channel in range(3):
            diffuse[channel] *= openness * (1.0 + HOLLOW_BOUNCE[channel] * (1.0 - openness))
    return albedo * diffuse + shine


def _highlight(
    normals: FloatArray,
    to_eye: FloatArray,
    towards: FloatArray,
    sheen: FloatArray,
    gloss: FloatArray,
) -> FloatArray:
    halfway = to_eye + towards[:, None]
    cosine = np.maximum(_dot(normals, halfway), 0.0) / np.sqrt(_dot(halfway, halfway) + 1e-12)
    broad = cosine
    for _ in range(4):
        broad = broad * broad
    sharp = broad
    for _ in range(3):
        sharp = sharp * sharp
    result: FloatArray = sheen * broad + gloss * sharp
    return result


def _dot(a: FloatArray, b: FloatArray) -> FloatArray:
    result: FloatArray = a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
    return result
