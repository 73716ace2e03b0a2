"""The wrap deformer against the plain formula, and carried shapes against scaled copies.

Shapes are judged on three people whose own shapes the head builder makes, see
``tests/support/identities.py``: root mean square error against the true displacements of what can
be seen, as a share of their size, mean of 52 poses.

Run with ``python -m scripts.benchmarks.wrapping``.
"""

from __future__ import annotations

import time

import numpy as np
import numpy.typing as npt

from a2f_maya.face.head import load_head
from a2f_maya.mesh import Mesh, ShapedMesh, triangulate
from a2f_maya.transfer.blendshape_transfer import transfer_shapes, transfer_to_fitted
from a2f_maya.transfer.exposure import exposure
from a2f_maya.transfer.similarity import fit_similarity
from a2f_maya.transfer.topology import polygon_edges
from a2f_maya.transfer.wrap import Wrap, WrapBinding, bind_wrap
from scripts.benchmarks.report import Row, best_of, print_table
from tests.support.heads import retessellated, with_centres
from tests.support.identities import PEOPLE, identity, man_shapes

Array = npt.NDArray[np.float64]

POINTS = 25_000
WANTED_SECONDS = 4e-3
WANTED_ERRORS = {"narrow": 0.15, "baby": 0.30, "heavy": 0.20}


def dense(mesh: Mesh) -> Mesh:
    """The same head with `POINTS` vertices."""
    return with_centres(mesh, POINTS - len(mesh.points), seed=1)


def plain_tangent(binding: WrapBinding, triangles: npt.NDArray[np.int32], points: Array) -> Array:
    """The definition in tangent space, as one would write it first."""

    def placed(vertices: Array) -> tuple[Array, Array]:
        a, b, c = (vertices[triangles[:, k]] for k in range(3))
        faces = np.cross(b - a, c - a)
        normals = np.zeros_like(vertices)
        for corner in range(3):
            np.add.at(normals, triangles[:, corner], faces)
        corners = vertices[binding.corners]
        normal = (binding.barycentrics[..., None] * normals[binding.corners]).sum(axis=1)
        normal /= np.linalg.norm(normal, axis=1, keepdims=True)
        side = corners[:, 1] - corners[:, 0]
        tangent = side - (side * normal).sum(axis=1, keepdims=True) * normal
        tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
        place = (binding.barycentrics[..., None] * corners).sum(axis=1)
        return place, np.stack([tangent, np.cross(normal, tangent), normal], axis=2)

    rest, frame = placed(binding.rest_driver)
    local = np.linalg.solve(frame, (binding.rest_driven - rest)[..., None])
    place, frame = placed(points)
    moved: Array = place + (frame @ local)[..., 0] - binding.rest_driven
    return moved


def plain_object(binding: WrapBinding, points: Array) -> Array:
    """The definition in object space."""
    corners = points[binding.corners] - binding.rest_driver[binding.corners]
    moved: Array = (binding.barycentrics[..., None] * corners).sum(axis=1)
    return moved


def rows() -> list[Row]:
    """Measure; also check that both ways agree where points are reliable.

    Raises
    ------
    AssertionError
        If they do not.
    """
    return [*wrap_rows(), *transfer_rows(), *accuracy_rows()]


def wrap_rows() -> list[Row]:
    """Speed of binding and of a frame, both meshes with 25,000 points."""
    head = load_head()
    driven = dense(head.skin)
    driver = retessellated(driven, seed=2)
    triangles = triangulate(driver)
    start = time.perf_counter()
    binding = bind_wrap(driver, driven)
    bind = time.perf_counter() - start
    wrap = Wrap(binding, triangles, polygon_edges(driven))
    random = np.random.default_rng(0)
    posed = driver.points + 0.01 * random.normal(size=driver.points.shape)
    turned = wrap.displacements(posed)
    safe = binding.reliable
    np.testing.assert_allclose(
        turned[safe], plain_tangent(binding, triangles, posed)[safe], atol=2e-2
    )
    shifted = wrap.displacements(posed, face_tangent_space=False)
    np.testing.assert_allclose(shifted[safe], plain_object(binding, posed)[safe], atol=1e-9)
    size = f"{len(driven.points):,} points on {len(driver.points):,} vertices"
    tangent = best_of(lambda: wrap.displacements(posed), 20)
    plain = best_of(lambda: wrap.displacements(posed, face_tangent_space=False), 20)
    smooth = best_of(lambda: wrap.displacements(posed, smooth_level=5), 10)
    return [
        Row(f"binding a wrap, {size}", bind),
        Row(
            f"wrap of one frame in tangent space, {size}",
            tangent,
            best_of(lambda: plain_tangent(binding, triangles, posed), 2),
            f"at most {1e3 * WANTED_SECONDS:g} ms",
            tangent <= WANTED_SECONDS,
        ),
        Row(
            f"wrap of one frame in object space, {size}",
            plain,
            best_of(lambda: plain_object(binding, posed), 5),
        ),
        Row(f"wrap of one frame in tangent space with smooth level 5, {size}", smooth),
    ]


def transfer_rows() -> list[Row]:
    """Time of all 52 shapes onto a head of other triangles with 25,000 points."""
    person = identity("heavy").shapes.mesh
    target = retessellated(dense(person), seed=2)
    start = time.perf_counter()
    transfer_shapes(man_shapes(), person, target)
    seconds = time.perf_counter() - start
    return [Row(f"transfer of 52 shapes to {len(target.points):,} vertices", seconds)]


def accuracy_rows() -> list[Row]:
    """Errors on the three people, beside copies of the displacements times one scale."""
    man = man_shapes()
    assert man.deltas is not None
    result = []
    for name in PEOPLE:
        person = identity(name).shapes
        rest = man.mesh.points.astype(np.float64)
        scale = fit_similarity(rest, person.mesh.points.astype(np.float64)).scale
        copied = ShapedMesh(person.mesh, man.names, (man.deltas * scale).astype(np.float32))
        ours, theirs = (
            error(shaped, person) for shaped in (transfer_to_fitted(man, person.mesh), copied)
        )
        wanted = WANTED_ERRORS[name]
        result.append(
            Row(
                f"error of carried shapes, {name} (reference: copied and scaled)",
                ours,
                theirs,
                f"at most {wanted:g}, less than copied",
                ours <= min(wanted, theirs),
                unit="",
            )
        )
    return result


def error(shaped: ShapedMesh, truth: ShapedMesh) -> float:
    """Relative root mean square error over what can be seen, mean over the poses."""
    assert shaped.deltas is not None and truth.deltas is not None
    seen = exposure(truth.mesh) > 0.15
    missed = ((shaped.deltas - truth.deltas)[:, seen] ** 2).sum(axis=(1, 2))
    size = (truth.deltas[:, seen] ** 2).sum(axis=(1, 2))
    return float(np.sqrt(missed / size).mean())


if __name__ == "__main__":
    print_table(rows())
