"""All 52 ARKit shapes of the skin, in NVIDIA's order."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from head_builder.fields import Face
from head_builder.shapes_brow import brow_shapes
from head_builder.shapes_eyes import eye_shapes
from head_builder.shapes_jaw import jaw_shapes
from head_builder.shapes_mouth import mouth_shapes

Array = npt.NDArray[np.float64]

GRID = 2.0**-12
SMALLEST = 2e-4


def rounded(values: Array, smallest: float = 0.0) -> npt.NDArray[np.float32]:
    """Values on the grid of 2**-12 cm, exactly zero below ``smallest``."""
    out = np.round(values / GRID) * GRID
    out[np.abs(values) < smallest] = 0.0
    result: npt.NDArray[np.float32] = (out + 0.0).astype(np.float32)
    return result


def skin_shapes(face: Face) -> dict[str, Array]:
    """Displacements [V, 3] (cm) from neutral by ARKit name."""
    jaw = jaw_shapes(face)
    shapes = {**eye_shapes(face), **jaw, **mouth_shapes(face, jaw["jawOpen"]), **brow_shapes(face)}
    return {
        name: delta if name.endswith(("Left", "Right")) else 0.5 * (delta + face.mirrored(delta))
        for name, delta in shapes.items()
    }
