"""Our tongue cut otherwise, with poses that are known exactly."""

from __future__ import annotations

from a2f_maya.mesh import ShapedMesh
from tests.support.heads import mesh_of

RINGS, AROUND = 30, 32
"""Of our tongue, from its root to its tip; the middles of both end caps follow."""


def coarse(tongue: ShapedMesh) -> ShapedMesh:
    """Every other ring and column of a tongue of our topology."""
    rings, columns = [*range(0, RINGS - 1, 2), RINGS - 1], range(0, AROUND, 2)
    kept = [ring * AROUND + column for ring in rings for column in columns]
    kept += [RINGS * AROUND, RINGS * AROUND + 1]
    assert tongue.deltas is not None and len(tongue.mesh.points) == RINGS * AROUND + 2
    count, last = len(columns), (len(rings) - 1) * len(columns)
    faces = []
    for column in range(count):
        beside = (column + 1) % count
        for start in range(0, last, count):
            faces.append([start + column, start + beside, start + count + beside])
            faces.append([start + column, start + count + beside, start + count + column])
        faces.append([beside, column, len(kept) - 2])
        faces.append([last + column, last + beside, len(kept) - 1])
    mesh = mesh_of("coarse", tongue.mesh.points[kept], faces)
    return ShapedMesh(mesh, tongue.names, tongue.deltas[:, kept])
