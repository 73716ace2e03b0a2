"""From linear light to the bytes of a picture, and what stands behind the head."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from a2f_maya.preview.studio import Triple

FloatArray = npt.NDArray[np.float32]
DoubleArray = npt.NDArray[np.float64]
ByteArray = npt.NDArray[np.uint8]

_TABLE_SIZE = 8192
_TABLE_RANGE = 2.0
_SHOULDER_START = 0.72


def srgb_from_linear(value: DoubleArray) -> DoubleArray:
    """Apply the sRGB transfer curve (IEC 61966-2-1) for values in 0..1."""
    curve = 1.055 * np.maximum(value, 1e-9) ** (1 / 2.4) - 0.055
    return np.where(value <= 0.0031308, 12.92 * value, curve)


def _tone_table() -> ByteArray:
    light = (np.arange(_TABLE_SIZE) + 0.5) * (_TABLE_RANGE / _TABLE_SIZE)
    room = 1.0 - _SHOULDER_START
    over = np.maximum(light - _SHOULDER_START, 0.0)
    rolled = np.where(
        light <= _SHOULDER_START, light, _SHOULDER_START + room * (1.0 - np.exp(-over / room))
    )
    table: ByteArray = np.rint(255.0 * srgb_from_linear(np.clip(rolled, 0.0, 1.0))).astype(np.uint8)
    return table


_TONE = _tone_table()


def encode(light: FloatArray) -> ByteArray:
    """Display values 0..255 of linear light: a soft shoulder above 0.72, then the sRGB curve."""
    index = np.clip(light * (_TABLE_SIZE / _TABLE_RANGE), 0, _TABLE_SIZE - 1).astype(np.int32)
    encoded: ByteArray = np.take(_TONE, index)
    return encoded


_BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) / 16.0 - 15 / 32


def background(
    size: tuple[int, int],
    top: Triple = (92.0, 98.0, 106.0),
    bottom: Triple = (38.0, 41.0, 46.0),
) -> ByteArray:
    """Paint a soft grey gradient with a glow behind the head, dithered so that it shows no bands.

    Parameters
    ----------
    size : (width, height)
    top, bottom : tuple of 3 floats
        Display values 0..255.

    Returns
    -------
    np.ndarray [shape=(height, width, 3), uint8]
    """
    width, height = size
    down = np.linspace(0.0, 1.0, height)[:, None]
    across = np.linspace(-1.0, 1.0, width)[None, :]
    mix = down * down * (3.0 - 2.0 * down)
    glow = np.exp(-1.6 * across**2 - 5.0 * (down - 0.45) ** 2)
    level = (1.0 - mix)[..., None] * np.array(top) + mix[..., None] * np.array(bottom)
    level = level * 0.72 + glow[..., None] * np.array([34.0, 36.0, 38.0])
    pattern = np.tile(_BAYER, (height // 4 + 1, width // 4 + 1))[:height, :width]
    picture: ByteArray = np.clip(np.rint(level + pattern[..., None]), 0, 255).astype(np.uint8)
    return picture


def block_mean(picture: ByteArray, factor: int) -> ByteArray:
    """Shrink a picture by the rounded mean of blocks of ``factor`` x ``factor`` pixels."""
    if factor == 1:
        return picture
    height, width = picture.shape[0] // factor, picture.shape[1] // factor
    blocks = picture.reshape(height, factor, width, factor, 3)
    total = blocks.sum(axis=(1, 3), dtype=np.uint32)
    mean: ByteArray = ((total + factor * factor // 2) // (factor * factor)).astype(np.uint8)
    return mean
