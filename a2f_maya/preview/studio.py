"""What can be set about the light: how surfaces take it, and the lamps of a portrait studio."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Triple = tuple[float, float, float]


@dataclass(frozen=True)
class Surface:
    """How a mesh takes light.

    Attributes
    ----------
    color : tuple of 3 floats
        Linear RGB in 0..1 where the mesh brings no vertex colours.
    scatter : float
        0 for chalk, 1 for skin: width of the warm terminator.
    sheen : float
        Strength of the broad, soft highlight.
    gloss : float
        Strength of the small, sharp highlight of wet surfaces.
    shade : float
        How much of the shadow in hollows it takes: less than 1 where light passes through it and
        bounces around it, as between lips and teeth.
    """

    color: Triple = (0.58, 0.36, 0.27)
    scatter: float = 1.0
    sheen: float = 0.13
    gloss: float = 0.0
    shade: float = 1.0


SKIN = Surface()
EYE = Surface((0.75, 0.73, 0.71), scatter=0.15, sheen=0.03, gloss=1.4)
TEETH = Surface((0.72, 0.66, 0.55), scatter=0.3, sheen=0.15, gloss=0.4, shade=0.7)
TONGUE = Surface((0.45, 0.13, 0.12), scatter=0.7, sheen=0.12, gloss=0.25, shade=0.85)


@dataclass(frozen=True)
class Lamp:
    """A distant lamp.

    Attributes
    ----------
    direction : tuple of 3 floats
        Towards the lamp as right, up, back (towards the viewer) in the camera's axes; any length.
    color : tuple of 3 floats
        Linear RGB; 1 lights a white surface that faces the lamp to white.
    """

    direction: Triple
    color: Triple

    def unit(self) -> npt.NDArray[np.float64]:
        """Return the direction with length 1 [shape=(3,)]."""
        direction = np.asarray(self.direction, dtype=np.float64)
        unit: npt.NDArray[np.float64] = direction / np.linalg.norm(direction)
        return unit


@dataclass(frozen=True)
class Studio:
    """A set of lamps that travels with the camera, and light from above and below.

    Attributes
    ----------
    lamps : tuple of Lamp
        Key, fill and rim by default.
    sky, ground : tuple of 3 floats
        Linear RGB of the light from straight above and from straight below; mixed in between.
    edge : float
        Extra sky light on surfaces seen at a grazing angle.
    """

    lamps: tuple[Lamp, ...] = (
        Lamp((-0.55, 0.62, 0.75), (1.14, 1.07, 0.98)),
        Lamp((0.85, 0.10, 0.60), (0.17, 0.20, 0.25)),
        Lamp((0.75, 0.45, -0.62), (0.55, 0.62, 0.72)),
    )
    sky: Triple = (0.22, 0.24, 0.28)
    ground: Triple = (0.12, 0.10, 0.09)
    edge: float = 0.22
