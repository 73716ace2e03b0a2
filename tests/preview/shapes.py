"""Meshes with known pictures."""

from __future__ import annotations

import numpy as np

from a2f_maya.mesh import Mesh


def triangle(a, b, c, color=(1.0, 1.0, 1.0), name="triangle") -> Mesh:
    points = np.array([a, b, c], dtype=np.float32)
    colors = np.tile(np.array(color, dtype=np.float32), (3, 1))
    return Mesh(name, points, np.array([3], np.int32), np.arange(3, dtype=np.int32), colors=colors)


def sphere(radius=1.0, center=(0.0, 0.0, 0.0), rings=96, name="sphere") -> Mesh:
    """A closed sphere of quads and two fans of triangles, wound outwards."""
    sides = 2 * rings
    polar = np.linspace(0, np.pi, rings + 1)[1:-1]
    around = np.arange(sides) * 2 * np.pi / sides
    ring = np.stack([np.sin(around), np.zeros(sides), np.cos(around)], axis=1)
    points = [[0.0, 1.0, 0.0]]
    for angle in polar:
        points.extend(ring * np.sin(angle) + [0.0, np.cos(angle), 0.0])
    points.append([0.0, -1.0, 0.0])
    faces = [[0, 1 + k, 1 + (k + 1) % sides] for k in range(sides)]
    for row in range(rings - 2):
        a = 1 + row * sides
        faces += [
            [a + k, a + sides + k, a + sides + (k + 1) % sides, a + (k + 1) % sides]
            for k in range(sides)
        ]
    last, start = len(points) - 1, 1 + (rings - 2) * sides
    faces += [[start + k, last, start + (k + 1) % sides] for k in range(sides)]
    counts = np.array([len(face) for face in faces], np.int32)
    return Mesh(
        name,
        (np.array(points) * radius + center).astype(np.float32),
        counts,
        np.concatenate(faces).astype(np.int32),
    )


def fan(rng, spokes=40, name="fan") -> Mesh:
    """A star-shaped polygon cut into slivers around its centre."""
    angles = np.sort(rng.uniform(0, 2 * np.pi, spokes))
    radii = rng.uniform(0.5, 1.0, spokes)
    rim = np.stack([np.cos(angles) * radii, np.sin(angles) * radii, np.zeros(spokes)], axis=1)
    points = np.concatenate([rng.uniform(-0.05, 0.05, (1, 3)) * [1, 1, 0], rim])
    k = np.arange(spokes)
    faces = np.stack([np.zeros(spokes, int), 1 + k, 1 + (k + 1) % spokes], axis=1)
    return Mesh(
        name,
        points.astype(np.float32),
        np.full(spokes, 3, np.int32),
        faces.ravel().astype(np.int32),
    )
