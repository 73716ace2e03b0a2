"""Draw the icons of shelf, outliner and nodes into icons/; needs Pillow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parent.parent / "icons"
SCALE = 16
"""Everything is drawn this much larger and averaged, for smooth edges."""

LINE = (232, 232, 232, 255)
ACCENT = (118, 200, 120, 255)
SKIN = (206, 160, 132, 255)
DARK = (70, 50, 46, 255)
BLUE = (90, 170, 255, 255)
ORANGE = (255, 150, 60, 255)

Draw = Callable[["Sketch"], None]


class Sketch:
    """A drawing in units of a 32 x 32 icon."""

    def __init__(self) -> None:
        self.image = Image.new("RGBA", (32 * SCALE, 32 * SCALE), (0, 0, 0, 0))
        self._draw = ImageDraw.Draw(self.image)

    def ellipse(self, box: tuple[float, ...], fill: tuple[int, ...]) -> None:
        """A filled ellipse in a box of left, top, right, bottom."""
        self._draw.ellipse([value * SCALE for value in box], fill=fill)

    def line(self, points: list[tuple[float, float]], fill: tuple[int, ...], width: float) -> None:
        """A polyline with round ends."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw.line(scaled, fill=fill, width=round(width * SCALE), joint="curve")
        for x, y in (points[0], points[-1]):
            half = width / 2
            self.ellipse((x - half, y - half, x + half, y + half), fill)

    def polygon(self, points: list[tuple[float, float]], fill: tuple[int, ...]) -> None:
        """A filled polygon."""
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def saved(self, name: str, size: int) -> None:
        """Write the icon at its size."""
        self.image.resize((size, size), Image.Resampling.BOX).save(FOLDER / name, optimize=True)


def face(sketch: Sketch, open_mouth: bool = True, left: float = 9.0) -> None:
    """A face, speaking or at rest."""
    sketch.ellipse((left, 3, left + 19, 29), SKIN)
    for x in (left + 5.5, left + 13.5):
        sketch.ellipse((x - 1.6, 11.4, x + 1.6, 14.6), DARK)
    if open_mouth:
        sketch.ellipse((left + 5, 18.5, left + 14, 25.5), DARK)
    else:
        sketch.line([(left + 5.5, 22), (left + 13.5, 22)], DARK, 1.6)


def wave(sketch: Sketch, left: float, top: float, fill: tuple[int, ...] = ACCENT) -> None:
    """A short piece of sound."""
    for step, height in enumerate((2.5, 5.5, 9.0, 4.5, 7.0, 2.5)):
        x = left + 2.1 * step
        sketch.line([(x, top - height / 2), (x, top + height / 2)], fill, 1.2)


def arrow(sketch: Sketch, x: float, y: float) -> None:
    """An arrow to the right whose tip is at x, y."""
    sketch.line([(x - 9, y), (x - 3, y)], ACCENT, 2.4)
    sketch.polygon([(x - 4.5, y - 4.2), (x, y), (x - 4.5, y + 4.2)], ACCENT)


def pipeline(sketch: Sketch) -> None:
    """Sound beside a speaking face."""
    face(sketch, left=12)
    wave(sketch, 1.5, 16)


def attach(sketch: Sketch) -> None:
    """A mesh that is taken along."""
    face(sketch, open_mouth=False, left=12)
    arrow(sketch, 11.5, 16)


def blend_shape(sketch: Sketch) -> None:
    """Two faces, one into the other."""
    face(sketch, open_mouth=False, left=1)
    sketch.ellipse((12, 3, 31, 29), (60, 60, 60, 255))
    face(sketch, left=12.6)


def bake(sketch: Sketch) -> None:
    """A face above keys on a curve."""
    face(sketch)
    keys = [(2.5, 28.0), (9.5, 22.5), (17.0, 26.5), (24.5, 20.0), (29.5, 24.5)]
    sketch.line(keys, ACCENT, 1.4)
    for x, y in keys:
        sketch.polygon([(x, y - 2.4), (x + 2.4, y), (x, y + 2.4), (x - 2.4, y)], ACCENT)


def player(sketch: Sketch) -> None:
    """Sound and the sign for play."""
    sketch.polygon([(4, 6), (4, 26), (15, 16)], ACCENT)
    wave(sketch, 18, 16, LINE)


def core(sketch: Sketch) -> None:
    """A small network."""
    left, right = [(6.0, 8.0), (6.0, 16.0), (6.0, 24.0)], [(26.0, 11.0), (26.0, 21.0)]
    for start in left:
        for end in right:
            sketch.line([start, (16.0, 16.0), end], (150, 150, 150, 255), 0.9)
    for x, y in [*left, *right, (16.0, 16.0)]:
        sketch.ellipse((x - 3, y - 3, x + 3, y + 3), ACCENT if x == 16.0 else LINE)


def grid(sketch: Sketch, left: float, top: float, fill: tuple[int, ...]) -> None:
    """A bent piece of mesh."""
    for step in range(3):
        down = top + 6.5 * step
        sketch.line([(left, down + 1.5), (left + 6.5, down), (left + 13, down + 1.5)], fill, 1.1)
        across = left + 6.5 * step
        lift = 0.0 if step == 1 else 1.5
        sketch.line([(across, top + lift), (across, top + 13 + lift)], fill, 1.1)


def fit(sketch: Sketch) -> None:
    """A mesh that is laid onto a face."""
    face(sketch, open_mouth=False, left=12)
    grid(sketch, 14.5, 8.5, LINE)
    arrow(sketch, 11.5, 16)


def wrap(sketch: Sketch) -> None:
    """A fine mesh that follows a coarse one."""
    grid(sketch, 3, 4, LINE)
    grid(sketch, 15.5, 12.5, ACCENT)
    sketch.line([(9.5, 10.5), (22, 19)], ACCENT, 2.2)


def pairs(sketch: Sketch) -> None:
    """Points on one face and the same on another."""
    sketch.ellipse((1, 6, 14, 26), SKIN)
    sketch.ellipse((18, 6, 31, 26), SKIN)
    for start, end in (((7.5, 11), (24.5, 10)), ((6, 21), (23, 21.5))):
        sketch.line([start, end], LINE, 1.1)
        for (x, y), fill in ((start, BLUE), (end, ORANGE)):
            sketch.ellipse((x - 2.4, y - 2.4, x + 2.4, y + 2.4), fill)


def shapes(sketch: Sketch) -> None:
    """One face, several poses."""
    for left, is_open in ((0.5, False), (6.5, False), (12.5, True)):
        sketch.ellipse((left - 0.8, 2.2, left + 19.8, 29.8), (60, 60, 60, 255))
        face(sketch, open_mouth=is_open, left=left)


ICONS: dict[str, tuple[Draw, int]] = {
    "a2f_pipeline.png": (pipeline, 32),
    "a2f_male_head.png": (face, 32),
    "a2f_attach.png": (attach, 32),
    "a2f_blend_shape.png": (blend_shape, 32),
    "a2f_bake.png": (bake, 32),
    "a2f_correspondence.png": (pairs, 32),
    "a2f_fit.png": (fit, 32),
    "a2f_wrap.png": (wrap, 32),
    "a2f_blend_shapes.png": (shapes, 32),
    "out_a2fPlayer.png": (player, 20),
    "out_a2fCore.png": (core, 20),
    "out_a2fDeformer.png": (attach, 20),
    "out_a2fWrap.png": (wrap, 20),
    "out_a2fCorrespondence.png": (pairs, 20),
    "render_a2fPlayer.png": (player, 32),
    "render_a2fCore.png": (core, 32),
    "render_a2fDeformer.png": (attach, 32),
    "render_a2fWrap.png": (wrap, 32),
    "render_a2fCorrespondence.png": (pairs, 32),
}
"""File name -> what is drawn, at how many pixels; Maya looks for out_ and render_ by node type."""


def main() -> None:
    """Draw all icons."""
    FOLDER.mkdir(exist_ok=True)
    for name, (draw, size) in ICONS.items():
        sketch = Sketch()
        draw(sketch)
        sketch.saved(name, size)


if __name__ == "__main__":
    main()
