"""Small meshes of the scene that stand for heads, and pairs of points on them."""

from __future__ import annotations

import numpy as np
from maya import cmds

from a2f_maya.correspondence import Pair, SurfacePoint
from a2f_maya.maya import startup
from a2f_maya.maya.scene.mesh_making import create_mesh
from a2f_maya.mesh import Mesh

RINGS, SECTORS = 14, 20
NAMES = ("nose", "left", "right", "top", "back", "bottom")
VERTICES = tuple(1 + ring * SECTORS + sector for ring, sector in
                 ((6, 0), (6, 5), (6, 15), (2, 0), (6, 10), (10, 0)))  # fmt: skip


def ball(name: str, size: tuple[float, float, float] = (7, 10, 8), nose: float = 2.0) -> Mesh:
    """An egg with a nose: closed, without symmetry front to back."""
    rings = np.linspace(0, np.pi, RINGS + 2)[1:-1]
    sectors = np.linspace(0, 2 * np.pi, SECTORS, endpoint=False)
    down, around = np.meshgrid(rings, sectors, indexing="ij")
    sphere = np.stack(
        [np.sin(down) * np.sin(around), np.cos(down), np.sin(down) * np.cos(around)], axis=-1
    ).reshape(-1, 3)
    points = np.concatenate([[[0, 1, 0]], sphere, [[0, -1, 0]]])
    tip = np.exp(-(((points - [0, 0, 1]) / 0.25) ** 2).sum(axis=1))
    points = points * size + tip[:, None] * [0, 0, nose]
    faces = _caps_and_quads(len(points))
    return Mesh(
        name,
        points.astype(np.float32),
        np.array([len(face) for face in faces], np.int32),
        np.array([corner for face in faces for corner in face], np.int32),
    )


def _caps_and_quads(count: int) -> list[list[int]]:
    faces = []
    for sector in range(SECTORS):
        after = (sector + 1) % SECTORS
        faces.append([0, 1 + sector, 1 + after])
        for ring in range(RINGS - 1):
            upper, lower = 1 + ring * SECTORS, 1 + (ring + 1) * SECTORS
            faces.append([upper + sector, lower + sector, lower + after, upper + after])
        last = 1 + (RINGS - 1) * SECTORS
        faces.append([last + sector, count - 1, last + after])
    return faces


def put(mesh: Mesh, x: float = 0.0) -> str:
    """Make a mesh in the scene; its transform is given."""
    startup.load_plugins()
    transform = str(create_mesh(mesh, mesh.name))
    cmds.setAttr(f"{transform}.translateX", x)
    return transform


def pairs() -> tuple[Pair, ...]:
    """The same places of two balls."""
    return tuple(
        Pair(SurfacePoint(vertex=vertex), SurfacePoint(vertex=vertex), name)
        for name, vertex in zip(NAMES, VERTICES, strict=True)
    )


def select(*names: str) -> None:
    """Select in this order, or nothing."""
    if names:
        cmds.select(*names, replace=True)
    else:
        cmds.select(clear=True)
