"""Two unlike heads made from spheres, with places on both that belong together."""

from __future__ import annotations

import numpy as np
from maya import cmds

from a2f_maya.correspondence import Pair, SurfacePoint
from a2f_maya.maya.scene.mesh_making import create_mesh
from a2f_maya.maya.startup import load_plugins
from a2f_maya.maya.transfer.targets import write_targets
from a2f_maya.mesh import Mesh, ShapedMesh

# up, nose, chin, sides, back, and between them
PLACES = {
    "nose": (0, 0, 1),
    "top": (0, 1, 0),
    "chin": (0, -0.9, 0.5),
    "left": (1, 0, 0),
    "right": (-1, 0, 0),
    "back": (0, 0, -1),
    "brow_left": (0.5, 0.6, 0.7),
    "brow_right": (-0.5, 0.6, 0.7),
    "cheek_left": (0.6, -0.4, 0.7),
    "cheek_right": (-0.6, -0.4, 0.7),
}


def ball(name: str, around: int, up: int, size: tuple[float, float, float], nose: float) -> Mesh:
    """A sphere of quads with triangles at its poles, with a bump in front."""
    rows = np.linspace(0, np.pi, up + 1)[1:-1]
    columns = np.arange(around) * 2 * np.pi / around
    height, angle = np.meshgrid(np.cos(rows), columns, indexing="ij")
    radius = np.sqrt(1 - height**2)
    directions = np.stack([radius * np.sin(angle), height, radius * np.cos(angle)], axis=2)
    points = np.concatenate([directions.reshape(-1, 3), [[0, 1, 0], [0, -1, 0]]])
    bump = nose * np.exp(-8 * ((points - [0, 0, 1]) ** 2).sum(axis=1))
    points = points * (1 + bump[:, None]) * size
    faces: list[list[int]] = []
    top, bottom, last = len(points) - 2, len(points) - 1, (up - 2) * around
    for column in range(around):
        beside = (column + 1) % around
        faces.append([top, column, beside])
        for row in range(up - 2):
            a, b = row * around + column, row * around + beside
            faces.append([a, a + around, b + around, b])
        faces.append([bottom, last + beside, last + column])
    return Mesh(
        name,
        points.astype(np.float32),
        np.array([len(face) for face in faces], np.int32),
        np.array([corner for face in faces for corner in face], np.int32),
    )


SOURCE = ball("source", 24, 16, (8.0, 11.0, 9.0), 0.25)
OPEN_MOUTH = SOURCE.with_points(SOURCE.points + np.float32([0, -0.2, 0.1]))
TARGET = ball("target", 20, 22, (6.0, 10.0, 8.0), 0.4)


def vertex(mesh: Mesh, name: str) -> SurfacePoint:
    """The vertex of a head in the direction of a place."""
    points = mesh.points / np.ptp(mesh.points, axis=0)
    directions = points / np.linalg.norm(points, axis=1, keepdims=True)
    wanted = np.array(PLACES[name]) / np.linalg.norm(PLACES[name])
    return SurfacePoint(vertex=int((directions @ wanted).argmax()))


PAIRS = tuple(Pair(vertex(SOURCE, name), vertex(TARGET, name), name) for name in PLACES)


def add(mesh: Mesh, name: str, parent: str = "") -> str:
    """Put a head into the scene."""
    load_plugins()
    transform = create_mesh(mesh, name, parent)
    cmds.sets(transform, edit=True, forceElement="initialShadingGroup")
    return transform


def pose(points: np.ndarray, amount: float = 1.0) -> np.ndarray:
    """Displacements of a face that moves: the lower part goes down and forward."""
    low = np.clip(-points[:, 1] / np.abs(points[:, 1]).max(), 0, 1)
    return amount * low[:, None] * np.array([0.1, -1.5, 0.6])


def move(mesh: str, displacements: np.ndarray) -> None:
    """Pose a mesh by a blendShape ``<mesh>_mover`` at full weight."""
    node = cmds.blendShape(mesh, name=f"{mesh}_mover", origin="local")[0]
    deltas = displacements.astype(np.float32)[None]
    still = Mesh(mesh, np.zeros_like(deltas[0]), np.empty(0, np.int32), np.empty(0, np.int32))
    write_targets(node, ShapedMesh(still, ("pose",), deltas))
    cmds.setAttr(f"{node}.weight[0]", 1.0)
