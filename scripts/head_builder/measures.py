"""What the poses ask of a head beside its points; the default is the man of `anatomy`."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from head_builder.anatomy import EYE_CENTRE, JAW_PIVOT

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Measures:
    """Measures of one head; lengths in centimetres, factors against the man.

    Attributes
    ----------
    eye_centre : np.ndarray [shape=(3,)]
        Of the left eyeball.
    eye_size : float
        Factor of the eyeball and its lids.
    aperture : float
        Factor of the height of the open eye, beside its size.
    jaw_pivot, swing_pivot : np.ndarray [shape=(3,)]
        Hinge of the opening jaw, and of the jaw that swings to the left.
    open_angle, swing_angle : float
        Radians.
    mouth, flesh : np.ndarray [shape=(3,)]
        Factors of the travel of the lips and of the flesh that muscles pull, along x, y, z.
    """

    eye_centre: Array = field(default_factory=EYE_CENTRE.copy)
    eye_size: float = 1.0
    aperture: float = 1.0
    jaw_pivot: Array = field(default_factory=JAW_PIVOT.copy)
    swing_pivot: Array = field(default_factory=lambda: np.array([1.4, 0.0, 0.6]))
    open_angle: float = float(np.radians(21.0))
    swing_angle: float = float(np.radians(5.2))
    mouth: Array = field(default_factory=lambda: np.ones(3))
    flesh: Array = field(default_factory=lambda: np.ones(3))
