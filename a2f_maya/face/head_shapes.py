"""The built-in head as meshes with poses, for programs that know blendshapes only."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from a2f_maya.face.head import Head
from a2f_maya.face.head_streams import eye_matrices, move
from a2f_maya.face.jaw import fit_rigid
from a2f_maya.mesh import FloatArray, Mesh, ShapedMesh

JAW_POSES = ("jawOpen", "jawForward", "jawLeft", "jawRight")
"""The poses of `Head.jaw_deltas`, which the lower teeth and the tongue follow."""

LOOK_DEGREES = {"Up": (-25.0, 0.0), "Down": (35.0, 0.0), "In": (0.0, -34.0), "Out": (0.0, 34.0)}
"""Pitch and yaw of the left eye at a full look: ARKit's limits, see docs/formats.md."""


def shaped_skin(head: Head) -> ShapedMesh:
    """The skin with its 52 ARKit poses."""
    return _shaped(head.skin, head.skin_shapes)


def shaped_tongue(head: Head) -> ShapedMesh:
    """The tongue with its 16 poses, and with those of the skin that take it along."""
    return _shaped(
        head.tongue,
        {
            **head.tongue_shapes,
            "tongueOut": head.tongue_out,
            **_jaw_shapes(head, head.tongue.points),
        },
    )


def shaped_parts(head: Head) -> tuple[ShapedMesh, ...]:
    """All parts in the order of `a2f_maya.face.head.PARTS`.

    Lower teeth and eyes turn rigidly at weight 1, and in a straight line on the way there, as
    blendshapes do.
    """
    shapes: dict[str, Mapping[str, FloatArray]] = {
        "teeth_lower": _jaw_shapes(head, head.parts["teeth_lower"].points),
        "eye_left": _look_shapes(head, "Left"),
        "eye_right": _look_shapes(head, "Right"),
    }
    made = {"skin": shaped_skin(head), "tongue": shaped_tongue(head)}
    return tuple(
        made.get(name) or _shaped(mesh, shapes.get(name, {})) for name, mesh in head.parts.items()
    )


def _shaped(mesh: Mesh, shapes: Mapping[str, FloatArray]) -> ShapedMesh:
    if not shapes:
        return ShapedMesh(mesh)
    return ShapedMesh(mesh, tuple(shapes), np.stack(list(shapes.values())))


def _jaw_shapes(head: Head, points: FloatArray) -> dict[str, FloatArray]:
    matrices = fit_rigid(head.neutral_jaw, head.neutral_jaw + head.jaw_deltas)
    return dict(zip(JAW_POSES, move(points, matrices) - points, strict=True))


def _look_shapes(head: Head, side: str) -> dict[str, FloatArray]:
    mirror = 1.0 if side == "Left" else -1.0
    degrees = [(pitch, mirror * yaw, 0.0) for pitch, yaw in LOOK_DEGREES.values()]
    pivot = head.eye_pivots[0 if side == "Left" else 1]
    points = head.parts[f"eye_{side.lower()}"].points
    moved = move(points, eye_matrices(np.array(degrees, np.float32), pivot))
    names = [f"eyeLook{way}{side}" for way in LOOK_DEGREES]
    return dict(zip(names, moved - points, strict=True))
