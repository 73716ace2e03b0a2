"""The skin of one frame against the plain product, and against what memory can deliver.

Every frame reads the whole basis once, so no program can be faster than bytes of the basis through
the bandwidth of memory. That is measured beside it in two ways: by copying an array of the same
size, which reads and writes it, and by one product with a single vector, which only reads.

Run with ``python -m scripts.benchmarks.deformer``.
"""

from __future__ import annotations

import numpy as np

from a2f_maya.face.frame_points import SkinFrame
from a2f_maya.face.model import FaceModel, face_mask
from a2f_maya.tracks import FloatArray
from scripts.benchmarks.report import Row, best_of, print_table

SHAPES = 272
WANTED_SECONDS = {61_520: 12e-3, 24_002: 5e-3}
LEVEL, SOFTNESS = 0.6, 0.0085


def random_skin(vertices: int) -> FaceModel:
    """Make a head of that many vertices, all of which move."""
    rng = np.random.default_rng(0)

    def normal(*shape: int) -> FloatArray:
        return rng.standard_normal(shape, dtype=np.float32)

    return FaceModel(
        skin_neutral=(rng.random((vertices, 3)) * (16.0, 24.0, 20.0)).astype(np.float32),
        skin_basis=normal(SHAPES, vertices, 3),
        tongue_neutral=normal(4, 3),
        tongue_basis=normal(1, 4, 3),
        neutral_jaw=normal(5, 3),
        saccades=normal(10, 2),
    )


def plain(model: FaceModel, mask: FloatArray, upper: FloatArray, lower: FloatArray) -> FloatArray:
    """The definition of the skin's displacement, as one would write it first."""
    high = np.tensordot(upper, model.skin_basis, 1)
    low = np.tensordot(lower, model.skin_basis, 1)
    moved: FloatArray = (1 - mask[:, None]) * high + mask[:, None] * low
    return moved


def rows() -> list[Row]:
    """Measure; also check that both ways agree.

    Raises
    ------
    AssertionError
        If they do not.
    """
    return [row for vertices in WANTED_SECONDS for row in rows_of(vertices)]


def rows_of(vertices: int) -> list[Row]:
    """Measure one size of head."""
    model = random_skin(vertices)
    mask = face_mask(model.skin_neutral, LEVEL, SOFTNESS)
    upper, lower = np.random.default_rng(1).standard_normal((2, SHAPES), dtype=np.float32)
    skin = SkinFrame(model, mask)
    out = skin.displacements(upper, lower)
    np.testing.assert_allclose(out, plain(model, mask, upper, lower), atol=2e-4)

    seconds = best_of(lambda: skin.displacements(upper, lower, out), 20)
    wanted = WANTED_SECONDS[vertices]
    size = f"{vertices:,} vertices x {SHAPES} shapes"
    gigabytes = skin.basis_bytes / 1e9
    basis = model.skin_basis.reshape(SHAPES, -1)
    copy = np.empty_like(basis)
    copying = best_of(lambda: np.copyto(copy, basis), 5)
    reading = best_of(lambda: upper @ basis, 10)
    return [
        Row(
            f"skin of one frame, {size}",
            seconds,
            best_of(lambda: plain(model, mask, upper, lower), 3),
            f"at most {1e3 * wanted:g} ms",
            seconds <= wanted,
        ),
        Row(
            f"basis bytes a second ({size}; reference: one product)",
            gigabytes / seconds,
            basis.nbytes / 1e9 / reading,
            unit="GB/s",
        ),
        Row(
            f"copying as many bytes, read and written ({size})",
            2 * basis.nbytes / 1e9 / copying,
            unit="GB/s",
        ),
    ]


if __name__ == "__main__":
    print_table(rows())
