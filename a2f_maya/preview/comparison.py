"""A picture of several heads beside each other, from the front and from the side."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from a2f_maya.mesh import Mesh
from a2f_maya.preview.camera import box_corners, fit_camera
from a2f_maya.preview.canvas import Canvas, Color
from a2f_maya.preview.raster import render

CELL = (420, 480)
VIEWS = ("front", "three_quarter")

_GAP = 10
_CAPTION_HEIGHT = 34
_GROUND: Color = (23, 25, 28)
_TEXT: Color = (236, 238, 240)


def write_comparison(path: Path, heads: Mapping[str, Mesh], framed: Mesh) -> None:
    """Draw one column a head and one row a view, all through the same cameras.

    Parameters
    ----------
    path : Path
        Ends in ``.png``.
    heads : mapping of str to Mesh
        Captions and meshes, Y up, Z forward.
    framed : Mesh
        What fills the pictures.

    Raises
    ------
    MissingDependencyError
        On import of this module, if Pillow is missing.
    OutputError
        If the file cannot be written.
    """
    width, height = CELL
    size = (
        len(heads) * (width + _GAP) + _GAP,
        len(VIEWS) * (height + _GAP) + _GAP + _CAPTION_HEIGHT,
    )
    canvas = Canvas(size, _GROUND)
    for row, view in enumerate(VIEWS):
        camera = fit_camera(box_corners([framed]), CELL, view)
        for column, mesh in enumerate(heads.values()):
            picture = render([mesh], camera, CELL, supersampling=2)
            at = (_GAP + column * (width + _GAP), _GAP + row * (height + _GAP))
            canvas.picture(at, picture, 8)
    for column, caption in enumerate(heads):
        x = _GAP + column * (width + _GAP) + width / 2
        canvas.text((x, size[1] - _CAPTION_HEIGHT / 2 - 2), caption, 20, _TEXT, "mm")
    canvas.save(path)
