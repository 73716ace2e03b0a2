"""``MFnTransform``."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2.dag_functions import MFnDagNode
from maya._api2.objects import MObject, changes_scene, dag_node_of, wrap
from maya._api2.plugs import write
from maya._api2.quantities import MAngle
from maya._api2.rotations import MEulerRotation, MQuaternion
from maya._api2.rows import MPoint, MVector
from maya._api2.transformation import MSpace, MTransformationMatrix, check_space, triple
from maya._core import maths
from maya._core.maths import TransformParts
from maya._core.session import session

_VECTORS = {
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


class MFnTransform(MFnDagNode):
    """A transform node."""

    _FN = "kTransform"
    kScaleMinX, kScaleMaxX, kScaleMinY, kScaleMaxY, kScaleMinZ, kScaleMaxZ = range(6)
    kShearMinXY, kShearMaxXY, kShearMinXZ, kShearMaxXZ, kShearMinYZ, kShearMaxYZ = range(6, 12)
    kRotateMinX, kRotateMaxX, kRotateMinY, kRotateMaxY, kRotateMinZ, kRotateMaxZ = range(12, 18)
    kTranslateMinX, kTranslateMaxX, kTranslateMinY, kTranslateMaxY = range(18, 22)
    kTranslateMinZ, kTranslateMaxZ = 22, 23

    @changes_scene
    def create(self, parent: MObject | None = None) -> MObject:
        """Make a transform."""
        above = None if parent is None or parent.isNull() else dag_node_of(parent)
        self._o, self._path = wrap(session.scene.create(self._type_name(), None, above)), None
        return MObject(self._o)

    def _type_name(self) -> str:
        return "transform"

    # -- reading and writing the plugs -------------------------------------------------------

    def _vector(self, name: str) -> np.ndarray:
        return np.array(self._dag().plug(_VECTORS[name]).get(), dtype=float)

    def _parts(self) -> TransformParts:
        values = {name: self._vector(name) for name in _VECTORS}
        return TransformParts(order=int(self._dag().plug("rotateOrder").get()), **values)

    @changes_scene
    def _put(self, name: str, value: Any) -> MFnTransform:
        for plug, number in zip(self._dag().plug(_VECTORS[name]).children, value, strict=True):
            if plug.source is None and plug.parent.source is None:
                write(plug, float(number))
            elif plug.is_locked:
                raise RuntimeError("(kFailure): Unexpected Internal Failure")
        return self

    @changes_scene
    def _put_all(self, parts: TransformParts) -> MFnTransform:
        self._dag().plug("rotateOrder").set(parts.order)
        for name in _VECTORS:
            if not np.array_equal(self._vector(name), getattr(parts, name)):
                self._put(name, getattr(parts, name))
        return self

    def transformation(self) -> MTransformationMatrix:
        """All parts of the transform."""
        return MTransformationMatrix._of(self._parts())

    def setTransformation(self, transform: MTransformationMatrix) -> MFnTransform:
        """Set all parts of the transform."""
        return self._put_all(MTransformationMatrix(transform)._p)

    def resetTransformation(self, *arguments: Any) -> MFnTransform:
        """Become the identity, or a matrix."""
        return self.setTransformation(MTransformationMatrix(*arguments))

    # -- spaces ------------------------------------------------------------------------------

    def _above(self) -> np.ndarray:
        """World matrix of the parent."""
        if self._path is None:
            raise RuntimeError("(kInvalidParameter): a DAG path is needed for world space")
        return self._path.parent().world_matrix() if self._path.parent() else np.eye(4)

    def _world_matrix(self) -> np.ndarray:
        return self._local() @ self._above()

    def _local(self) -> np.ndarray:
        return self._dag().local_matrix()

    # -- translation -------------------------------------------------------------------------

    def translation(self, space: int) -> MVector:
        """Translation in a space."""
        value = self._vector("translation")
        if check_space(space) == MSpace.kWorld:
            parts = self._parts()
            parts.rotate_pivot = parts.scale_pivot = np.zeros(3)
            return MVector(maths.transform_points(value, self._above()))
        if space == MSpace.kObject:
            return MVector(value @ np.linalg.pinv(self._local()[:3, :3]))
        return MVector(value)

    def setTranslation(self, vec: Any, space: int) -> MFnTransform:
        """Set the translation."""
        value = triple(vec)
        if check_space(space) == MSpace.kWorld:
            value = maths.transform_points(value, np.linalg.inv(self._above()))
        elif space == MSpace.kObject:
            value = value @ self._local()[:3, :3]
        return self._put("translation", value)

    def translateBy(self, vec: Any, space: int) -> MFnTransform:
        """Add to the translation."""
        value = triple(vec)
        if check_space(space) == MSpace.kWorld:
            value = value @ np.linalg.inv(self._above())[:3, :3]
        elif space == MSpace.kObject:
            value = value @ self._local()[:3, :3]
        return self._put("translation", self._vector("translation") + value)

    # -- rotation ----------------------------------------------------------------------------

    def rotation(self, space: int = MSpace.kTransform, asQuaternion: bool = False) -> Any:
        """Rotation as angles, or as a quaternion."""
        parts = self._parts()
        if check_space(space) == MSpace.kWorld:
            turn = maths.split_linear(self._world_matrix())[2]
            parts.rotation = maths.matrix_to_euler(turn, parts.order)
        euler = MEulerRotation._of(parts.rotation, parts.order)
        return euler.asQuaternion() if asQuaternion else euler

    def setRotation(self, rotation: Any, space: int = MSpace.kTransform) -> MFnTransform:
        """Set the rotation."""
        if not isinstance(rotation, (MEulerRotation, MQuaternion)):
            raise TypeError("rotation must be MEulerRotation or MQuaternion")
        order = int(self._dag().plug("rotateOrder").get())
        if check_space(space) == MSpace.kWorld:
            above = maths.split_linear(self._above())[2]
            turn = rotation._rotation() @ above.T
            return self._put("rotation", maths.matrix_to_euler(turn, order))
        if isinstance(rotation, MEulerRotation):
            return self._put("rotation", rotation.reorder(order)._a)
        return self._put("rotation", maths.quaternion_to_euler(rotation._a, order))

    def rotateBy(self, rotation: Any, space: int) -> MFnTransform:
        """Add a rotation: before the present one in object space, else after it."""
        parts = self._parts()
        present = maths.euler_to_matrix(parts.rotation, parts.order)
        added = rotation._rotation()
        if check_space(space) == MSpace.kObject:
            turned = added @ present
        elif space == MSpace.kWorld:
            above = maths.split_linear(self._above())[2]
            turned = present @ above @ added @ above.T
        else:
            turned = present @ added
        values = maths.matrix_to_euler(turned, parts.order)
        return self._put("rotation", maths.closest_euler(values, parts.rotation, parts.order))

    def rotationComponents(
        self, space: int = MSpace.kTransform, asQuaternion: bool = False
    ) -> list[float]:
        """Angles and rotation order, or the four numbers of the quaternion."""
        rotation = self.rotation(space, asQuaternion)
        return list(rotation) if asQuaternion else [*rotation, self.rotationOrder()]

    def setRotationComponents(
        self, components: Any, space: int = MSpace.kTransform, asQuaternion: bool = False
    ) -> MFnTransform:
        """Set the rotation from its numbers."""
        return self.setRotation(self._from_numbers(components, asQuaternion), space)

    def rotateByComponents(
        self, components: Any, space: int, asQuaternion: bool = False
    ) -> MFnTransform:
        """Add a rotation given by its numbers."""
        return self.rotateBy(self._from_numbers(components, asQuaternion), space)

    def _from_numbers(self, seq: Any, asQuaternion: bool) -> Any:
        values = list(seq)
        if asQuaternion:
            return MQuaternion(values)
        order = int(values[3]) - 1 if len(values) > 3 else self.rotationOrder() - 1
        return MEulerRotation(values[:3], order)

    def rotationOrder(self) -> int:
        """Rotation order, a constant of MTransformationMatrix."""
        return int(self._dag().plug("rotateOrder").get()) + 1

    @changes_scene
    def setRotationOrder(self, order: int, reorder: bool) -> MFnTransform:
        """Change the rotation order, with or without keeping the rotation."""
        if not 1 <= order <= 6:
            raise ValueError("invalid rotation order")
        parts = self._parts()
        write(self._dag().plug("rotateOrder"), order - 1)
        if reorder:
            self._put("rotation", maths.reorder_euler(parts.rotation, parts.order, order - 1))
        return self

    def rotateOrientation(self, space: int) -> MQuaternion:
        """The rotate axis as a quaternion."""
        check_space(space)
        return MQuaternion._of(maths.euler_to_quaternion(self._vector("orientation")))

    def setRotateOrientation(self, quat: MQuaternion, space: int, balance: bool) -> MFnTransform:
        """Set the rotate axis; ``balance`` keeps the matrix."""
        check_space(space)
        parts = self._parts()
        before = maths.euler_to_matrix(parts.orientation) @ maths.euler_to_matrix(
            parts.rotation, parts.order
        )
        self._put("orientation", maths.matrix_to_euler(quat._rotation()))
        if balance:
            turn = quat._rotation().T @ before
            self._put("rotation", maths.matrix_to_euler(turn, parts.order))
        return self

    # -- scale and shear ---------------------------------------------------------------------

    def scale(self) -> list[float]:
        """Scale factors."""
        return [float(value) for value in self._vector("scale")]

    def setScale(self, scale: Any) -> MFnTransform:
        """Set the scale factors."""
        return self._put("scale", triple(scale))

    def scaleBy(self, scale: Any) -> MFnTransform:
        """Multiply the scale factors."""
        return self._put("scale", self._vector("scale") * triple(scale))

    def shear(self) -> list[float]:
        """Shear factors xy, xz, yz."""
        return [float(value) for value in self._vector("shear")]

    def setShear(self, shear: Any) -> MFnTransform:
        """Set the shear factors."""
        return self._put("shear", triple(shear))

    def shearBy(self, shear: Any) -> MFnTransform:
        """Multiply the shear factors."""
        return self._put("shear", self._vector("shear") * triple(shear))

    # -- pivots ------------------------------------------------------------------------------

    def _pivot(self, name: str, space: int) -> MPoint:
        value = self._vector(name)
        if check_space(space) == MSpace.kWorld:
            value = maths.transform_points(value, self._world_matrix())
        elif space != MSpace.kObject:
            value = maths.transform_points(value, self._local())
        return MPoint(value)

    def _set_pivot(self, name: str, point: Any, space: int, balance: bool) -> MFnTransform:
        value = triple(point)
        if check_space(space) == MSpace.kWorld:
            value = maths.transform_points(value, np.linalg.inv(self._above()))
        matrix = MTransformationMatrix._of(self._parts())
        inner = MSpace.kObject if space == MSpace.kObject else MSpace.kTransform
        matrix._set_pivot(name, MPoint(value), inner, balance)
        return self._put_all(matrix._p)

    def rotatePivot(self, space: int) -> MPoint:
        """Rotate pivot."""
        return self._pivot("rotate_pivot", space)

    def setRotatePivot(self, point: Any, space: int, balance: bool) -> MFnTransform:
        """Set the rotate pivot; ``balance`` keeps the matrix by an offset."""
        return self._set_pivot("rotate_pivot", point, space, balance)

    def scalePivot(self, space: int) -> MPoint:
        """Scale pivot."""
        return self._pivot("scale_pivot", space)

    def setScalePivot(self, point: Any, space: int, balance: bool) -> MFnTransform:
        """Set the scale pivot; ``balance`` keeps the matrix by an offset."""
        return self._set_pivot("scale_pivot", point, space, balance)

    def rotatePivotTranslation(self, space: int) -> MVector:
        """Offset that balances the rotate pivot."""
        check_space(space)
        return MVector(self._vector("rotate_pivot_translation"))

    def setRotatePivotTranslation(self, vec: Any, space: int) -> MFnTransform:
        """Set the offset of the rotate pivot."""
        check_space(space)
        return self._put("rotate_pivot_translation", triple(vec))

    def scalePivotTranslation(self, space: int) -> MVector:
        """Offset that balances the scale pivot."""
        check_space(space)
        return MVector(self._vector("scale_pivot_translation"))

    def setScalePivotTranslation(self, vec: Any, space: int) -> MFnTransform:
        """Set the offset of the scale pivot."""
        check_space(space)
        return self._put("scale_pivot_translation", triple(vec))

    # -- rest position and limits ------------------------------------------------------------

    def setRestPosition(self, matrix: MTransformationMatrix) -> MFnTransform:
        """Remember a transformation."""
        self._dag().rest_position = MTransformationMatrix(matrix)
        return self

    def restPosition(self) -> MTransformationMatrix:
        """The remembered transformation."""
        return MTransformationMatrix(getattr(self._dag(), "rest_position", None))

    def resetFromRestPosition(self) -> MFnTransform:
        """Take over the remembered transformation."""
        return self.setTransformation(self.restPosition())

    def clearRestPosition(self) -> MFnTransform:
        """Forget the remembered transformation."""
        self._dag().rest_position = None
        return self

    def _limits(self) -> dict[int, float]:
        node = self._dag()
        if not hasattr(node, "api_limits"):
            node.api_limits = {}
        return node.api_limits

    def _limit_plugs(self, limit: int) -> tuple[Any, Any] | None:
        node = self._dag()
        words = ("Scale",) * 6 + ("Shear",) * 6 + ("Rot",) * 6 + ("Trans",) * 6
        parts = ("X", "X", "Y", "Y", "Z", "Z")
        shears = ("XY", "XY", "XZ", "XZ", "YZ", "YZ")
        part = shears[limit % 6] if words[limit] == "Shear" else parts[limit % 6]
        name = f"{'max' if limit % 2 else 'min'}{words[limit]}{part}Limit"
        value, enable = node.find_attribute(name), node.find_attribute(f"{name}Enable")
        if value is None or enable is None:
            return None
        return node.plug(value), node.plug(enable)

    def isLimited(self, limit: int) -> bool:
        """Whether a limit is switched on."""
        plugs = self._limit_plugs(limit)
        return bool(plugs[1].get()) if plugs else limit in self._limits()

    def limitValue(self, limit: int) -> float:
        """Value of a limit."""
        plugs = self._limit_plugs(limit)
        return float(plugs[0].get()) if plugs else self._limits().get(limit, 0.0)

    @changes_scene
    def setLimit(self, limit: int, value: Any) -> MFnTransform:
        """Set a limit."""
        number = value.asRadians() if isinstance(value, MAngle) else float(value)
        plugs = self._limit_plugs(limit)
        if plugs:
            plugs[0].set(number)
            plugs[1].set(True)
        else:
            self._limits()[limit] = number
        return self

    @changes_scene
    def enableLimit(self, limit: int, flag: bool) -> MFnTransform:
        """Switch a limit on or off."""
        plugs = self._limit_plugs(limit)
        if plugs:
            plugs[1].set(bool(flag))
        elif flag:
            self._limits().setdefault(limit, 0.0)
        else:
            self._limits().pop(limit, None)
        return self
