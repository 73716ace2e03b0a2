"""Drawing text, curves and pictures into a PNG; the only module that uses Pillow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import MissingDependencyError
from a2f_maya.files import atomic_path

try:
    from PIL import Image, ImageDraw, ImageFont
except ImportError as error:
    raise MissingDependencyError(
        "Pillow", "A contact sheet", "python -m pip install Pillow"
    ) from error

ByteArray = npt.NDArray[np.uint8]
Color = tuple[int, int, int]

_SCALE = 3
_LAST_LATIN = 0x24F
_WIDE_FONTS = (
    "NotoSansCJK-Regular.ttc",
    "msyh.ttc",
    "meiryo.ttc",
    "Arial Unicode.ttf",
    "Hiragino Sans GB.ttc",
    "DejaVuSans.ttf",
    "segoeui.ttf",
)
"""System fonts for scripts that Pillow's own font lacks, in the order they are tried."""


class Canvas:
    """A picture that is drawn three times as large as it is saved, so that edges are smooth.

    Parameters
    ----------
    size : (width, height)
        Of the saved picture in pixels; all coordinates below are in these pixels.
    color : tuple of 3 int
        Of the ground, 0..255.
    """

    def __init__(self, size: tuple[int, int], color: Color) -> None:
        self.size = size
        self._image = Image.new("RGB", (size[0] * _SCALE, size[1] * _SCALE), color)
        self._draw = ImageDraw.Draw(self._image)

    def text(
        self, at: tuple[float, float], text: str, height: float, color: Color, anchor: str = "ls"
    ) -> None:
        """Write one line; ``anchor`` as in Pillow, ``ls`` is left on the base line."""
        font = _font(text, height)
        self._draw.text(_scaled(at), text, fill=color, font=font, anchor=anchor)

    def text_width(self, text: str, height: float) -> float:
        """Width of a line of text in pixels."""
        return float(_font(text, height).getlength(text)) / _SCALE

    def panel(
        self, box: tuple[float, float, float, float], color: Color, radius: float = 0.0
    ) -> None:
        """Fill a rectangle (left, top, right, bottom) with round corners."""
        left, top, right, bottom = (value * _SCALE for value in box)
        self._draw.rounded_rectangle(
            (left, top, right - 1, bottom - 1), radius=radius * _SCALE, fill=color
        )

    def line(
        self,
        x: npt.ArrayLike,
        y: npt.ArrayLike,
        color: Color,
        width: float = 1.0,
    ) -> None:
        """Draw a polyline."""
        points = np.stack([np.asarray(x, float), np.asarray(y, float)], axis=1) * _SCALE
        self._draw.line(
            [(float(a), float(b)) for a, b in points],
            fill=color,
            width=max(1, round(width * _SCALE)),
            joint="curve",
        )

    def fill_between(
        self, x: npt.ArrayLike, upper: npt.ArrayLike, lower: npt.ArrayLike, color: Color
    ) -> None:
        """Fill the area between two curves over the same ``x``."""
        across = np.asarray(x, float) * _SCALE
        top = np.broadcast_to(np.asarray(upper, float) * _SCALE, across.shape)
        bottom = np.broadcast_to(np.asarray(lower, float) * _SCALE, across.shape)
        outline = [(float(a), float(b)) for a, b in zip(across, top, strict=True)]
        outline += [(float(a), float(b)) for a, b in zip(across[::-1], bottom[::-1], strict=True)]
        self._draw.polygon(outline, fill=color)

    def picture(self, at: tuple[int, int], picture: ByteArray, radius: float = 0.0) -> None:
        """Paste a picture [shape=(height, width, 3), uint8] pixel by pixel, with round corners."""
        large = Image.fromarray(picture).resize(
            (picture.shape[1] * _SCALE, picture.shape[0] * _SCALE), Image.Resampling.NEAREST
        )
        mask = Image.new("L", large.size, 0)
        ImageDraw.Draw(mask).rounded_rectangle(
            (0, 0, large.size[0] - 1, large.size[1] - 1), radius=radius * _SCALE, fill=255
        )
        self._image.paste(large, (at[0] * _SCALE, at[1] * _SCALE), mask)

    def pixels(self) -> ByteArray:
        """Return the finished picture [shape=(height, width, 3), uint8]."""
        return np.asarray(self._image.reduce(_SCALE), dtype=np.uint8)

    def save(self, target: Path) -> None:
        """Write the finished picture as PNG.

        Raises
        ------
        OutputError
            If the file cannot be written.
        """
        with atomic_path(target) as part:
            self._image.reduce(_SCALE).save(part, format="PNG")


def _scaled(at: tuple[float, float]) -> tuple[float, float]:
    return (at[0] * _SCALE, at[1] * _SCALE)


def _font(text: str, height: float) -> Any:
    size = height * _SCALE
    if any(ord(letter) > _LAST_LATIN and not letter.isspace() for letter in text):
        for name in _WIDE_FONTS:
            try:
                return ImageFont.truetype(name, size)
            except OSError:
                continue
    return ImageFont.load_default(size)
