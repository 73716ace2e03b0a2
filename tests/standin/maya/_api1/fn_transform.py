"""MFnTransform: nodes that place what is below them."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import maths
from maya._core.dag import DagPath
from maya._shared import errors

from . import pointers
from .fn_dag import MFnDagNode
from .fn_node import create_node, dag_parent
from .matrices import MMatrix
from .objects import MObject
from .plugs import not_recorded
from .rotations import MEulerRotation, MQuaternion
from .spaces import MSpace
from .swig import expect, named, real, wrong_arguments
from .transformation import MTransformationMatrix, _order
from .tuples import MPoint, MVector

_PLUGS = {
    "translation": "translate",
    "rotation": "rotate",
    "scale": "scale",
    "shear": "shear",
    "orientation": "rotateAxis",
    "rotate_pivot": "rotatePivot",
    "rotate_pivot_translation": "rotatePivotTranslate",
    "scale_pivot": "scalePivot",
    "scale_pivot_translation": "scalePivotTranslate",
}


@named("MFnTransform")
class MFnTransform(MFnDagNode):
    """Functions for transforms."""

    _fits = "kTransform"

    def create(self, parent: Any = None) -> MObject:
        """Make a transform."""
        self._entity = create_node("transform", "transform1", dag_parent(parent))
        self._path = None
        return MObject._of(self._entity)

    # -- parts -------------------------------------------------------------------------------

    def _parts(self) -> maths.TransformParts:
        node = self._have()
        values = {field: np.array(node.plug(name).get(), float) for field, name in _PLUGS.items()}
        return maths.TransformParts(order=int(node.plug("rotateOrder").get()), **values)

    def _write(self, field: str, values: Any) -> None:
        plug = self._have().plug(_PLUGS[field])
        with not_recorded():
            for child, value in zip(plug.children, values, strict=True):
                if child.is_locked:
                    raise errors.failure(f"{child.name()} is locked")
                child.set(float(value))

    def _write_order(self, order: int) -> None:
        with not_recorded():
            self._have().plug("rotateOrder").set(order)

    def transformation(self) -> MTransformationMatrix:
        """All parts."""
        return MTransformationMatrix._of(self._parts())

    def set(self, transformation: Any) -> None:
        """Set all parts."""
        parts = expect(transformation, MTransformationMatrix)._parts
        for field in _PLUGS:
            self._write(field, getattr(parts, field))
        self._write_order(parts.order)

    def resetTransformation(self, matrix: Any) -> None:
        """Set all parts from a matrix; pivots become zero."""
        self.set(MTransformationMatrix(expect(matrix, MMatrix)))

    # -- spaces ------------------------------------------------------------------------------

    def _above(self, space: int) -> np.ndarray:
        """From the parent's space to the world; needs a path for world space."""
        if space != MSpace.kWorld:
            return np.eye(4)
        if self._path is None:
            raise errors.failure("World space needs a function set made of an MDagPath")
        return DagPath(self._path.nodes[:-1]).world_matrix()

    # -- translation -------------------------------------------------------------------------

    def getTranslation(self, space: int) -> MVector:
        """The translation; in world space, where the pivot of rotation would be without it."""
        offset = self._parts().translation
        if space == MSpace.kWorld:
            offset = offset @ self._above(space)[:3, :3] + self._above(space)[3, :3]
        return MVector._made(offset.tolist())

    translation = getTranslation

    def setTranslation(self, vector: Any, space: int) -> None:
        """Set the translation."""
        offset = np.array(expect(vector, MVector)._list())
        if space == MSpace.kWorld:
            inverse = np.linalg.inv(self._above(space))
            offset = offset @ inverse[:3, :3] + inverse[3, :3]
        self._write("translation", offset)

    def translateBy(self, vector: Any, space: int) -> None:
        """Move on, along the axes of a space."""
        step = np.array(expect(vector, MVector)._list())
        if space == MSpace.kWorld:
            step = step @ np.linalg.inv(self._above(space))[:3, :3]
        elif space == MSpace.kObject:
            step = step @ maths.compose(self._parts())[:3, :3]
        self._write("translation", self._parts().translation + step)

    # -- rotation ----------------------------------------------------------------------------

    def _rotation(self, space: int) -> np.ndarray:
        """The rotation (3, 3); in world space that of the whole path."""
        parts = self._parts()
        if space == MSpace.kWorld:
            self._above(space)
            return maths.split_linear(self._path.world_matrix())[2]
        return maths.euler_to_matrix(parts.rotation, parts.order)

    def getRotation(self, *targets: Any) -> None:
        """``(euler)``, ``(quaternion, space)`` or ``(double *, int *, space)``."""
        first = targets[0]
        if isinstance(first, MEulerRotation):
            first._put(self._parts().rotation, self._parts().order)
        elif isinstance(first, MQuaternion):
            space = targets[1] if len(targets) > 1 else MSpace.kTransform
            first._put(maths.matrix_to_quaternion(self._rotation(space)))
        elif pointers.is_pointer(first) and len(targets) >= 2:
            pointers.store(first, "double", *self._parts().rotation)
            pointers.store(targets[1], "int", self._parts().order + 1)
        else:
            raise wrong_arguments("MFnTransform_getRotation", targets)

    def getRotationQuaternion(self, x: Any, y: Any, z: Any, w: Any, space: int = 1) -> None:
        """Write the rotation to memory."""
        found = maths.matrix_to_quaternion(self._rotation(space))
        for place, value in zip((x, y, z, w), found, strict=True):
            pointers.store(place, "double", float(value))

    def _put_rotation(self, rotation: np.ndarray, space: int) -> None:
        if space == MSpace.kWorld:
            parts = self._parts()
            above = maths.split_linear(self._above(space))[2]
            axis = maths.euler_to_matrix(parts.orientation)
            rotation = axis.T @ rotation @ above.T
        self._write("rotation", maths.matrix_to_euler(rotation, self._parts().order))

    def setRotation(self, *values: Any) -> None:
        """``(euler)``, ``(quaternion, space)`` or ``(double *, order, space)``."""
        first = values[0]
        if isinstance(first, MEulerRotation):
            angles = maths.reorder_euler(first._list(), first.order, self._parts().order)
            self._write("rotation", angles)
        elif isinstance(first, MQuaternion):
            space = values[1] if len(values) > 1 else MSpace.kTransform
            self._put_rotation(maths.quaternion_to_matrix(first._list()), space)
        elif pointers.is_pointer(first) and len(values) >= 2:
            angles = pointers.load(first, "double", 3)
            self._write(
                "rotation", maths.reorder_euler(angles, _order(values[1]), self._parts().order)
            )
        else:
            raise wrong_arguments("MFnTransform_setRotation", values)

    def setRotationQuaternion(self, x: float, y: float, z: float, w: float, space: int = 1) -> None:
        """Set the rotation."""
        self.setRotation(MQuaternion(x, y, z, w), space)

    def rotateBy(self, *values: Any) -> None:
        """Turn on: ``(euler, space)``, ``(quaternion, space)`` or ``(double *, order, space)``."""
        first, *rest = values
        if pointers.is_pointer(first):
            first = MEulerRotation._made(pointers.load(first, "double", 3), _order(rest.pop(0)))
        space = rest[0] if rest else MSpace.kTransform
        step = first.asMatrix()._a[:3, :3]
        if space == MSpace.kWorld:
            self._put_rotation(self._rotation(space) @ step, space)
            return
        now = self._rotation(MSpace.kTransform)
        product = step @ now if space == MSpace.kObject else now @ step
        self._put_rotation(product, MSpace.kTransform)

    def rotateByQuaternion(self, x: float, y: float, z: float, w: float, space: int = 1) -> None:
        """Turn on by a quaternion."""
        self.rotateBy(MQuaternion(x, y, z, w), space)

    def rotationOrder(self) -> int:
        """The order of rotation, as MTransformationMatrix counts."""
        return self._parts().order + 1

    def setRotationOrder(self, order: int, reorder: bool) -> None:
        """Set the order; reordered, the rotation stays."""
        target, parts = _order(order), self._parts()
        if reorder:
            self._write("rotation", maths.reorder_euler(parts.rotation, parts.order, target))
        self._write_order(target)

    def rotateOrientation(self, space: int) -> MQuaternion:
        """The rotation that comes first (rotate axis)."""
        return MQuaternion._made(maths.euler_to_quaternion(self._parts().orientation))

    def setRotateOrientation(self, quaternion: Any, space: int, balance: bool = True) -> None:
        """Set the rotation that comes first; balanced, the whole stays the same."""
        parts = self._parts()
        new = maths.quaternion_to_matrix(quaternion._list())
        if balance:
            old = maths.euler_to_matrix(parts.orientation)
            now = maths.euler_to_matrix(parts.rotation, parts.order)
            self._write("rotation", maths.matrix_to_euler(new.T @ old @ now, parts.order))
        self._write("orientation", maths.matrix_to_euler(new))

    # -- scale and shear ---------------------------------------------------------------------

    def getScale(self, scale: Any) -> None:
        """Write the scale to memory."""
        pointers.store(scale, "double", *self._parts().scale)

    def setScale(self, scale: Any) -> None:
        """Set the scale from memory."""
        self._write("scale", pointers.load(scale, "double", 3))

    def scaleBy(self, scale: Any) -> None:
        """Multiply the scale."""
        self._write("scale", self._parts().scale * np.array(pointers.load(scale, "double", 3)))

    def getShear(self, shear: Any) -> None:
        """Write the shear to memory."""
        pointers.store(shear, "double", *self._parts().shear)

    def setShear(self, shear: Any) -> None:
        """Set the shear from memory."""
        self._write("shear", pointers.load(shear, "double", 3))

    def shearBy(self, shear: Any) -> None:
        """Add to the shear."""
        self._write("shear", self._parts().shear + np.array(pointers.load(shear, "double", 3)))

    # -- pivots ------------------------------------------------------------------------------

    def _pivot(self, field: str, space: int) -> MPoint:
        point = np.array([*getattr(self._parts(), field), 1.0])
        if space in (MSpace.kPostTransform, MSpace.kWorld):
            point = point @ maths.compose(self._parts()) @ self._above(space)
        return MPoint._made(point.tolist())

    def rotatePivot(self, space: int) -> MPoint:
        """The point that rotation leaves in place."""
        return self._pivot("rotate_pivot", space)

    def scalePivot(self, space: int) -> MPoint:
        """The point that scale leaves in place."""
        return self._pivot("scale_pivot", space)

    def _set_pivot(self, name: str, point: Any, space: int, balance: bool) -> None:
        place = np.array(expect(point, MPoint)._list())
        if space in (MSpace.kPostTransform, MSpace.kWorld):
            place = place @ np.linalg.inv(maths.compose(self._parts()) @ self._above(space))
        made = self.transformation()
        getattr(made, f"set{name}")(MPoint._made(place.tolist()), MSpace.kTransform, balance)
        self.set(made)

    def setRotatePivot(self, point: Any, space: int, balance: bool = True) -> None:
        """Set the pivot of rotation; balanced, nothing moves."""
        self._set_pivot("RotatePivot", point, space, balance)

    def setScalePivot(self, point: Any, space: int, balance: bool = True) -> None:
        """Set the pivot of scale; balanced, nothing moves."""
        self._set_pivot("ScalePivot", point, space, balance)

    def rotatePivotTranslation(self, space: int) -> MVector:
        """What balances the pivot of rotation."""
        return MVector._made(self._parts().rotate_pivot_translation.tolist())

    def setRotatePivotTranslation(self, vector: Any, space: int) -> None:
        """Set what balances the pivot of rotation."""
        self._write("rotate_pivot_translation", expect(vector, MVector)._list())

    def scalePivotTranslation(self, space: int) -> MVector:
        """What balances the pivot of scale."""
        return MVector._made(self._parts().scale_pivot_translation.tolist())

    def setScalePivotTranslation(self, vector: Any, space: int) -> None:
        """Set what balances the pivot of scale."""
        self._write("scale_pivot_translation", expect(vector, MVector)._list())

    # -- rest position and limits ------------------------------------------------------------

    def restPosition(self) -> MTransformationMatrix:
        """The matrix kept as rest position."""
        kept = getattr(self._have(), "rest_position", np.eye(4))
        return MTransformationMatrix(MMatrix._made(kept))

    def setRestPosition(self, transformation: Any) -> None:
        """Keep a matrix as rest position."""
        self._have().rest_position = transformation.asMatrix()._a.copy()

    def resetFromRestPosition(self) -> None:
        """Go back to the rest position."""
        self.set(self.restPosition())

    def clearRestPosition(self) -> None:
        """Forget the rest position."""
        self._have().rest_position = np.eye(4)

    def isLimited(self, kind: int) -> bool:
        """Whether a limit holds."""
        return bool(self._limit(kind)[1].get())

    def limitValue(self, kind: int) -> float:
        """The value of a limit."""
        return float(self._limit(kind)[0].get())

    def setLimit(self, kind: int, value: float) -> None:
        """Set a limit, which then holds."""
        with not_recorded():
            self._limit(kind)[0].set(real(value))
            self._limit(kind)[1].set(True)

    def enableLimit(self, kind: int, state: bool) -> None:
        """Let a limit hold."""
        with not_recorded():
            self._limit(kind)[1].set(bool(state))

    def _limit(self, kind: int) -> tuple[Any, Any]:
        words = (("Scale", "Scale"), ("Shear", ""), ("Rotate", "Rot"), ("Translate", "Trans"))
        word = words[kind // 6][1]
        if not word or not 0 <= kind < 24:
            raise errors.not_standing_in("limits of shear")
        side = "max" if kind % 2 else "min"
        name = f"{side}{word}{'XYZ'[kind % 6 // 2]}Limit"
        node = self._have()
        if node.find_attribute(name) is None:
            raise errors.not_standing_in(f"the attribute {name}")
        return node.plug(name), node.plug(f"{name}Enable")


def _name_limits() -> None:
    number = 0
    for word, axes in (
        ("Scale", "X Y Z"),
        ("Shear", "XY XZ YZ"),
        ("Rotate", "X Y Z"),
        ("Translate", "X Y Z"),
    ):
        for axis in axes.split():
            for side in ("Min", "Max"):
                setattr(MFnTransform, f"k{word}{side}{axis}", number)
                number += 1


_name_limits()
