"""Whether a set of blendshapes is sound: no visible triangle turned over, lids that close."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from a2f_maya.mesh import Mesh, ShapedMesh, triangulate
from a2f_maya.transfer.contact import ContactPairs, placed_contacts
from a2f_maya.transfer.exposure import exposure
from a2f_maya.transfer.fitting_report import VISIBLE, flipped_triangles

DoubleArray = npt.NDArray[np.float64]

BLINKS = ("eyeblinkleft", "eyeblinkright")
"""In lower case."""


MET = 0.25
"""Places meet in a shape that leaves less than this share of their distance, and they must be apart
by more than this share of the widest opening at rest."""


@dataclass(frozen=True)
class Origin:
    """Where shapes were carried from.

    Attributes
    ----------
    source : ShapedMesh
    contacts : ContactPairs
        Of the source.
    fitted : Mesh
        The source in the form of the mesh that has the shapes.
    """

    source: ShapedMesh
    contacts: ContactPairs
    fitted: Mesh


@dataclass(frozen=True)
class ShapeReport:
    """What a set of shapes does.

    Attributes
    ----------
    shapes : int
    largest_motion : float
        In the unit of the mesh.
    largest_shape : str
        The shape with it.
    flipped : int
        Visible triangles that look against the surface around them in some shape, not at rest.
    lid_opening : float or None
        What a blink leaves of the opening between the lids, as a share, measured the way that the
        lids are open; None without blinks.
    """

    shapes: int
    largest_motion: float
    largest_shape: str
    flipped: int
    lid_opening: float | None

    def sentence(self) -> str:
        """All of it for people."""
        text = (
            f"{self.shapes} shapes, largest motion {self.largest_motion:.4g} "
            f"({self.largest_shape}), {self.flipped or 'no'} visible "
            f"triangle{'s' * (self.flipped > 1)} turned over"
        )
        if self.lid_opening is not None:
            text += f", a blink leaves {100 * self.lid_opening:.1f} % of the lids' opening"
        return f"{text}."


def shape_report(shaped: ShapedMesh, origin: Origin | None = None) -> ShapeReport:
    """Examine the shapes of a mesh.

    Parameters
    ----------
    shaped : ShapedMesh
        With at least one pose.
    origin : Origin, optional
        Tells which places should meet in a blink.
    """
    rest = shaped.mesh.points.astype(np.float64)
    deltas = np.zeros((1, *rest.shape)) if shaped.deltas is None else shaped.deltas
    motions = np.linalg.norm(deltas, axis=2).max(axis=1)
    largest = int(motions.argmax())
    return ShapeReport(
        len(shaped.names),
        float(motions[largest]),
        shaped.names[largest] if shaped.names else "",
        _flipped(shaped),
        _lid_opening(shaped, origin) if origin else None,
    )


def _flipped(shaped: ShapedMesh) -> int:
    rest = shaped.mesh.points.astype(np.float64)
    triangles = triangulate(shaped.mesh).astype(np.int64)
    seen = exposure(shaped.mesh)
    # margins of lids and lips roll in as they should
    open_to_view = (seen[triangles] > VISIBLE).all(axis=1)
    flipped = np.zeros(len(triangles), bool)
    for delta in [] if shaped.deltas is None else shaped.deltas:
        if delta.any():
            flipped[flipped_triangles(rest, rest + delta, triangles, seen)] = True
    return int((flipped & open_to_view).sum())


def _lid_opening(shaped: ShapedMesh, origin: Origin) -> float | None:
    """The larger of both eyes: median over the places that meet in the source's blink."""
    placed = placed_contacts(origin.contacts, origin.fitted, shaped.mesh)
    openings = []
    for name in BLINKS:
        told = _gaps(origin.source, origin.contacts, name)
        seen = _gaps(shaped, placed, name)
        if told is None or seen is None:
            continue
        opened, closed = (np.linalg.norm(gaps, axis=1) for gaps in told)
        width = np.linalg.norm(seen[0], axis=1)
        meet = (opened > opened.max(initial=0.0) * MET) & (closed < opened * MET) & (width > 0)
        if meet.any():
            # places may slide past each other: beside the opening they need not meet
            left = np.einsum("nc,nc->n", *seen)[meet] / width[meet] ** 2
            openings.append(float(np.abs(np.median(left))))
    return max(openings) if openings else None


def _gaps(
    shaped: ShapedMesh, contacts: ContactPairs, name: str
) -> tuple[DoubleArray, DoubleArray] | None:
    """From place to place of each pair, at rest and in one shape if there is such."""
    names = [known.lower() for known in shaped.names]
    if shaped.deltas is None or name not in names:
        return None
    rest = shaped.mesh.points.astype(np.float64)
    return contacts.gaps(rest), contacts.gaps(rest + shaped.deltas[names.index(name)])
