"""The attributes of ``a2fWrap``, and what a node reads of them in an evaluation (API 1.0)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from maya import OpenMaya as om1

from a2f_maya.maya.arrays import DoubleArray, NumberMemory, rows_of_matrix
from a2f_maya.maya.nodes import making_older
from a2f_maya.maya.nodes.wrap_motion import StoredBinding, WrapSettings

SURFACE, VERTEX = 0, 1
MODE_NAMES = ("surface", "vertex")
"""Fields of ``bindMode``; scenes hold their numbers."""

DEFAULT_MAX_DISTANCE = 1.0
MOST_SLIDER_LEVELS = 20

_ARRAYS = (
    ("rest_driver", "restDriver", "rdr", om1.MFnData.kDoubleArray),
    ("rest_driven", "restDriven", "rdn", om1.MFnData.kDoubleArray),
    ("bind_corners", "bindCorners", "bco", om1.MFnData.kIntArray),
    ("bind_barycentrics", "bindBarycentrics", "bba", om1.MFnData.kDoubleArray),
    ("bind_reliable", "bindReliable", "brl", om1.MFnData.kIntArray),
    ("lid_vertices", "lidVertices", "lvx", om1.MFnData.kIntArray),
    ("lid_poses", "lidPoses", "lps", om1.MFnData.kDoubleArray),
    ("lid_missing", "lidMissing", "lms", om1.MFnData.kDoubleArray),
)


@dataclass(frozen=True)
class WrapAttributes:
    """The attributes themselves.

    Attributes
    ----------
    driver
        ``driver``: mesh data of the driver, in its own space.
    driver_matrix, driven_matrix
        ``driverMatrix``, ``drivenMatrix``: to a space that both have in common, the world's as a
        rule. Identities leave the driver's points where they are.
    bind_mode
        ``bindMode``: whether points hang on the surface of the driver, or each follows the vertex
        of its own number.
    rest_driver, rest_driven
        ``restDriver``, ``restDriven``: both meshes as they were bound, in the space of the driven
        one, three numbers a vertex.
    bind_corners, bind_barycentrics, bind_reliable
        ``bindCorners``, ``bindBarycentrics``, ``bindReliable``: see
        `a2f_maya.transfer.wrap.WrapBinding`.
    lid_vertices, lid_poses, lid_missing
        ``lidVertices``, ``lidPoses``, ``lidMissing``: see `a2f_maya.transfer.lids.LidCorrection`;
        for vertices that follow their own number only.
    use_max_distance, max_distance
        ``useMaxDistance``, ``maxDistance``: points that are farther from the driver stay.
    face_tangent_space
        ``faceTangentSpace``: offsets turn with the driver's surface.
    smooth_level
        ``smoothLevel``: smoothing steps of the displacements.
    """

    driver: Any
    driver_matrix: Any
    driven_matrix: Any
    bind_mode: Any
    rest_driver: Any
    rest_driven: Any
    bind_corners: Any
    bind_barycentrics: Any
    bind_reliable: Any
    lid_vertices: Any
    lid_poses: Any
    lid_missing: Any
    use_max_distance: Any
    max_distance: Any
    face_tangent_space: Any
    smooth_level: Any

    def all(self) -> tuple[Any, ...]:
        """Every attribute, in the order of the Attribute Editor."""
        return tuple(vars(self).values())

    def settings(self, block: Any) -> WrapSettings:
        """What the user has set, from a data block."""
        limited = block.inputValue(self.use_max_distance).asBool()
        limit = block.inputValue(self.max_distance).asDistance().asCentimeters()
        return WrapSettings(
            face_tangent_space=block.inputValue(self.face_tangent_space).asBool(),
            max_distance=limit if limited else None,
            # what comes by a connection is not held to the attribute's range
            smooth_level=max(block.inputValue(self.smooth_level).asInt(), 0),
        )

    def driver_to_driven(self, block: Any) -> DoubleArray | None:
        """Matrix from the driver's space to that of the driven mesh, for rows; None for none."""
        driver = rows_of_matrix(block.inputValue(self.driver_matrix).asMatrix())
        driven = rows_of_matrix(block.inputValue(self.driven_matrix).asMatrix())
        if np.array_equal(driver, driven):
            return None
        return driver @ np.linalg.pinv(driven)


class BindingReader:
    """Reads the binding at every evaluation; the same object as long as it is the same."""

    def __init__(self, attributes: WrapAttributes) -> None:
        self._attributes = attributes
        self._memories = {row[0]: NumberMemory() for row in _ARRAYS}
        self._known = StoredBinding.empty()

    def read(self, block: Any) -> StoredBinding:
        """The binding of a data block; empty arrays for what was never stored."""
        found = {field: self._array(block, field, kind) for field, _, _, kind in _ARRAYS}
        if not self._known.holds(found):
            self._known = StoredBinding(**{field: row.copy() for field, row in found.items()})
        return self._known

    def _array(self, block: Any, field: str, kind: int) -> npt.NDArray[Any]:
        data = block.inputValue(getattr(self._attributes, field)).data()
        memory = self._memories[field]
        if kind == om1.MFnData.kIntArray:
            if data.isNull():
                return np.empty(0, np.int32)
            return memory.whole_numbers(om1.MFnIntArrayData(data).array())
        if data.isNull():
            return np.empty(0)
        return memory.doubles(om1.MFnDoubleArrayData(data).array())


def make() -> WrapAttributes:
    """Make the attributes."""
    level, smooth_level = making_older.number("smoothLevel", "sml", 0, kind=om1.MFnNumericData.kInt)
    level.setMin(0)
    level.setSoftMax(MOST_SLIDER_LEVELS)
    length, max_distance = making_older.distance("maxDistance", "mxd", DEFAULT_MAX_DISTANCE)
    length.setMin(0.0)
    arrays = {field: making_older.typed(name, short, kind) for field, name, short, kind in _ARRAYS}
    made = WrapAttributes(
        driver=making_older.typed("driver", "drv", om1.MFnData.kMesh),
        driver_matrix=making_older.matrix("driverMatrix", "drm"),
        driven_matrix=making_older.matrix("drivenMatrix", "dnm"),
        bind_mode=making_older.choice("bindMode", "bmd", MODE_NAMES),
        use_max_distance=making_older.flag("useMaxDistance", "umd"),
        max_distance=max_distance,
        face_tangent_space=making_older.flag("faceTangentSpace", "fts", True),
        smooth_level=smooth_level,
        **arrays,
    )
    making_older.hide(*arrays.values(), made.driver, made.driver_matrix, made.driven_matrix)
    making_older.make_keyable(
        made.use_max_distance, made.max_distance, made.face_tangent_space, made.smooth_level
    )
    return made
