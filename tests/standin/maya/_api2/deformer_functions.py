"""``MFnGeometryFilter``, ``MFnSkinCluster``, ``MFnWeightGeometryFilter`` and ``MFnIkJoint``."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2.arrays import MDoubleArray, MFloatArray
from maya._api2.component_texts import components_of_texts
from maya._api2.functions import MFnDependencyNode
from maya._api2.objects import (
    INCOMPATIBLE,
    MObject,
    MObjectArray,
    changes_scene,
    component_of,
    dag_node_of,
    wrap,
)
from maya._api2.paths import MDagPath, MDagPathArray
from maya._api2.rotations import MEulerRotation, MQuaternion
from maya._api2.selection import MSelectionList, component_sizes
from maya._api2.transform_functions import MFnTransform
from maya._api2.transformation import triple
from maya._core import component_tags, deformer_chain, shapes
from maya._core.geometry import point_count, point_numbers, point_texts


class MFnGeometryFilter(MFnDependencyNode):
    """A deformer."""

    _FN = "kGeometryFilt"

    @property
    def envelope(self) -> float:
        """How much of the deformation is applied."""
        return float(self._node().plug("envelope").get())

    @envelope.setter
    @changes_scene
    def envelope(self, value: float) -> None:
        self._node().plug("envelope").set(float(value))

    @property
    def deformerSet(self) -> MObject:
        """The set of members; a null object with component tags."""
        for plug in self._node().known_plugs():
            for destination in plug.destinations:
                if destination.node.type.is_a("objectSet"):
                    return wrap(destination.node)
        return MObject()

    def getInputGeometry(self) -> MObjectArray:
        """Shapes that come in."""
        found = [
            deformer_chain.input_shape(self._node(), index)
            for index, _ in deformer_chain.geometry_of(self._node())
        ]
        return MObjectArray._of(wrap(shape) for shape in found if shape is not None)

    def getOutputGeometry(self) -> MObjectArray:
        """Shapes that are deformed."""
        pairs = deformer_chain.geometry_of(self._node())
        return MObjectArray._of(wrap(shape) for _, shape in pairs)

    def numOutputConnections(self) -> int:
        """Number of shapes that are deformed."""
        return len(deformer_chain.geometry_of(self._node()))

    def indexForOutputConnection(self, connection: int) -> int:
        """Logical index of an output by its position."""
        return deformer_chain.geometry_of(self._node())[connection][0]

    def indexForOutputShape(self, shape: MObject) -> int:
        """Logical index of a shape."""
        index = deformer_chain.index_of(self._node(), dag_node_of(shape))
        if index is None:
            raise RuntimeError(INCOMPATIBLE)
        return index

    def inputShapeAtIndex(self, index: int) -> MObject:
        """The shape that comes in at a logical index."""
        return wrap(deformer_chain.input_shape(self._node(), index))

    def _shape(self, index: int) -> Any:
        for number, shape in deformer_chain.geometry_of(self._node()):
            if number == index:
                return shape
        raise RuntimeError("(kInvalidParameter): no geometry at this index")

    def outputShapeAtIndex(self, index: int) -> MObject:
        """The shape that is deformed at a logical index."""
        return wrap(self._shape(index))

    def getPathAtIndex(self, index: int) -> MDagPath:
        """Path of the shape that is deformed at a logical index."""
        return MDagPath._of(self._shape(index).path())

    def groupIdAtIndex(self, index: int) -> int:
        """Group of the members at a logical index."""
        return int(self._node().plug("input").element(index).child("groupId").get())

    def indexForGroupId(self, groupId: int) -> int:
        """Logical index of a group."""
        for element in self._node().plug("input").existing():
            if element.child("groupId").get() == groupId:
                return element.index
        raise RuntimeError("(kInvalidParameter): no such group")

    def getComponentAtIndex(self, index: int) -> MObject:
        """Members at a logical index."""
        element = self._node().plug("input").element(index)
        data = element.child("inputGeometry").get()
        numbers = component_tags.affected(
            data,
            element.child("componentTagExpression").get() or "",
            element.child("groupId").get(),
        )
        found = components_of_texts(point_texts(data, numbers))
        return wrap(found[0] if found else None)


class MFnWeightGeometryFilter(MFnGeometryFilter):
    """A deformer with painted weights."""

    _FN = "kWeightGeometryFilt"

    def _weights(self, index: int) -> Any:
        return self._node().plug("weightList").element(index).child("weights")

    def getWeights(self, index: int, components: MObject | None = None) -> MFloatArray:
        """Weights of components of a shape, 1 where none is painted."""
        shape = self._shape(index)
        data = shapes.geometry(shape)
        chosen = None if components is None else component_of(components)
        numbers = range(point_count(data)) if chosen is None else chosen.listed()
        array = self._weights(index)
        painted = {number: array.elements[number].get() for number in array.indices()}
        return MFloatArray([painted.get(number, 1.0) for number in numbers])

    @changes_scene
    def setWeight(self, path: MDagPath, *arguments: Any) -> MFnWeightGeometryFilter:
        """Paint weights: ``(path, [index,] components, weights)``."""
        weights = arguments[-1]
        components = component_of(arguments[-2])
        node = MDagPath(path).extendToShape()._path().node
        index = deformer_chain.index_of(self._node(), node)
        numbers = components.listed()
        values = [weights] * len(numbers) if isinstance(weights, (int, float)) else list(weights)
        for number, value in zip(numbers, values, strict=True):
            self._weights(index).element(number, create=True).set(float(value))
        return self

    def weightPlugStrings(self, selection: MSelectionList) -> str:
        """Names of weight plugs."""
        return " ".join(self.getWeightPlugStrings(selection))

    def getWeightPlugStrings(self, selection: MSelectionList) -> list[str]:
        """Names of weight plugs."""
        found = []
        for place in range(selection.length()):
            path, component = selection.getComponent(place)
            node = path.extendToShape()._path().node
            index = deformer_chain.index_of(self._node(), node)
            numbers = [] if component.isNull() else component._e.listed()
            name = self._node().name
            found += [f"{name}.weightList[{index}].weights[{number}]" for number in numbers]
        return found

    def getEnvelopeWeights(self, *arguments: Any) -> Any:
        """Envelope weights are not in the stand-in."""
        raise NotImplementedError("stand-in: MFnWeightGeometryFilter.getEnvelopeWeights")


class MFnSkinCluster(MFnGeometryFilter):
    """A skin."""

    _FN = "kSkinClusterFilter"

    def _influences(self) -> list[tuple[int, Any]]:
        """Logical indices and joints, in physical order."""
        elements = self._node().plug("matrix").existing()
        return [(each.index, each.source.node) for each in elements if each.source is not None]

    def influenceObjects(self) -> MDagPathArray:
        """Paths of the joints."""
        return MDagPathArray._of(MDagPath._of(node.path()) for _, node in self._influences())

    def indexForInfluenceObject(self, path: MDagPath) -> int:
        """Logical index of a joint."""
        for index, node in self._influences():
            if node is path._path().node:
                return index
        raise RuntimeError(INCOMPATIBLE)

    def _numbers(self, shape: MDagPath, components: Any) -> list[int]:
        node = MDagPath(shape).extendToShape()._path().node
        data = shapes.geometry(node)
        chosen = None if components is None else component_of(components)
        if chosen is None:
            return list(range(point_count(data)))
        if chosen.complete is not None or chosen.width == 1:
            return chosen.listed()
        from maya._api2.component_texts import texts_of_component

        return point_numbers(data, texts_of_component(chosen)).tolist()

    def _table(self, numbers: list[int], logical: list[int]) -> np.ndarray:
        table = np.zeros((len(numbers), len(logical)))
        places = {index: place for place, index in enumerate(logical)}
        array = self._node().plug("weightList")
        for row, number in enumerate(numbers):
            entry = array.elements.get(number)
            if entry is None or not entry.exists:
                continue
            for weight in entry.child("weights").existing():
                if weight.index in places:
                    table[row, places[weight.index]] = weight.get()
        return table

    def getWeights(self, shape: MDagPath, components: MObject, *influence: Any) -> Any:
        """Weights of components: of all joints (with their number), of one, or of some."""
        logical = [index for index, _ in self._influences()]
        table = self._table(self._numbers(shape, components), logical)
        if not influence:
            return MDoubleArray._of(table.ravel()), len(logical)
        chosen = influence[0]
        physical = [chosen] if isinstance(chosen, int) else list(chosen)
        return MDoubleArray._of(table[:, physical].ravel())

    @changes_scene
    def setWeights(
        self,
        shape: MDagPath,
        components: MObject,
        influences: Any,
        weights: Any,
        normalize: bool = True,
        returnOldWeights: bool = False,
    ) -> Any:
        """Set weights of components for some joints (physical numbers)."""
        numbers = self._numbers(shape, components)
        logical = [index for index, _ in self._influences()]
        physical = [influences] if isinstance(influences, int) else [int(n) for n in influences]
        table = self._table(numbers, logical)
        old = MDoubleArray._of(table.ravel())
        values = np.asarray(
            [weights] if isinstance(weights, (int, float)) else list(weights), float
        )
        if len(values) == 1:
            values = np.full(len(numbers) * len(physical), values[0])
        elif len(values) == len(physical) and len(numbers) != 1:
            values = np.tile(values, len(numbers))
        if len(values) != len(numbers) * len(physical):
            raise ValueError("(kInvalidParameter): the number of weights does not fit")
        table[:, physical] = values.reshape(len(numbers), len(physical))
        if normalize:
            table = _normalized(table, physical)
        self._write(numbers, logical, table)
        return old if returnOldWeights else None

    def _write(self, numbers: list[int], logical: list[int], table: np.ndarray) -> None:
        array = self._node().plug("weightList")
        for row, number in enumerate(numbers):
            weights = array.element(number, create=True).child("weights")
            for index, value in zip(logical, table[row], strict=True):
                known = weights.elements.get(index)
                if value or (known is not None and known.exists):
                    weights.element(index, create=True).set(float(value))

    def getPointsAffectedByInfluence(self, path: MDagPath) -> tuple[MSelectionList, MDoubleArray]:
        """Points with a weight of a joint, and the weights."""
        index = self.indexForInfluenceObject(path)
        found, values = MSelectionList(), []
        for _, shape in deformer_chain.geometry_of(self._node()):
            numbers = list(range(point_count(shapes.geometry(shape))))
            column = self._table(numbers, [index])[:, 0]
            chosen = np.flatnonzero(column)
            texts = point_texts(shapes.geometry(shape), chosen)
            for component in components_of_texts(texts, component_sizes(shape)):
                found.add((MDagPath._of(shape.path()), wrap(component)))
            values += column[chosen].tolist()
        return found, MDoubleArray(values)

    def getBlendWeights(self, shape: MDagPath, components: MObject) -> MDoubleArray:
        """Weights between linear and dual quaternion skinning."""
        array = self._node().plug("blendWeights")
        known = {index: array.elements[index].get() for index in array.indices()}
        return MDoubleArray([known.get(n, 0.0) for n in self._numbers(shape, components)])

    @changes_scene
    def setBlendWeights(self, shape: MDagPath, components: MObject, weights: Any) -> Any:
        """Set weights between linear and dual quaternion skinning."""
        array = self._node().plug("blendWeights")
        for number, value in zip(self._numbers(shape, components), weights, strict=True):
            array.element(number, create=True).set(float(value))
        return self


def _normalized(table: np.ndarray, fixed: list[int]) -> np.ndarray:
    """Rows that sum to one: the other joints share what the given ones leave."""
    others = [column for column in range(table.shape[1]) if column not in fixed]
    left = np.clip(1.0 - table[:, fixed].sum(axis=1, keepdims=True), 0.0, None)
    if others:
        rest = table[:, others]
        total = rest.sum(axis=1, keepdims=True)
        table[:, others] = np.where(total > 0, rest * left / np.where(total > 0, total, 1), 0.0)
    sums = table.sum(axis=1, keepdims=True)
    return np.where(sums > 0, table / np.where(sums > 0, sums, 1), table)


class MFnIkJoint(MFnTransform):
    """A joint."""

    _FN = "kJoint"

    def _type_name(self) -> str:
        return "joint"

    def _read(self, name: str) -> np.ndarray:
        return np.array(self._dag().plug(name).get(), dtype=float)

    @changes_scene
    def _write(self, name: str, values: Any) -> MFnIkJoint:
        for plug, value in zip(self._dag().plug(name).children, values, strict=True):
            plug.set(float(value))
        return self

    def orientation(self, asQuaternion: bool = False) -> Any:
        """Joint orientation."""
        euler = MEulerRotation(list(self._read("jointOrient")))
        return euler.asQuaternion() if asQuaternion else euler

    def setOrientation(self, orientation: Any) -> MFnIkJoint:
        """Set the joint orientation."""
        if isinstance(orientation, MQuaternion):
            orientation = orientation.asEulerRotation()
        return self._write("jointOrient", MEulerRotation(orientation).reorder(0)._a)

    def orientationComponents(self, asQuaternion: bool = False) -> list[float]:
        """Numbers of the joint orientation."""
        return list(self.orientation(asQuaternion))

    def scaleOrientation(self, asQuaternion: bool = False) -> Any:
        """Rotate axis."""
        euler = MEulerRotation(list(self._read("rotateAxis")))
        return euler.asQuaternion() if asQuaternion else euler

    def setScaleOrientation(self, orientation: Any) -> MFnIkJoint:
        """Set the rotate axis."""
        if isinstance(orientation, MQuaternion):
            orientation = orientation.asEulerRotation()
        return self._write("rotateAxis", MEulerRotation(orientation)._a)

    def preferredAngle(self) -> list[float]:
        """Angles that inverse kinematics prefers."""
        return self._read("preferredAngle").tolist()

    def setPreferredAngle(self, angles: Any) -> MFnIkJoint:
        """Set the angles that inverse kinematics prefers."""
        return self._write("preferredAngle", triple(angles))

    def stiffness(self) -> list[float]:
        """Stiffness."""
        return self._read("stiffness").tolist()

    def setStiffness(self, stiffness: Any) -> MFnIkJoint:
        """Set the stiffness."""
        return self._write("stiffness", triple(stiffness))

    def segmentScale(self) -> list[float]:
        """Scale factors."""
        return self.scale()

    def setSegmentScale(self, scale: Any) -> MFnIkJoint:
        """Set the scale factors."""
        return self.setScale(scale)

    def degreesOfFreedom(self) -> tuple[bool, bool, bool]:
        """Axes that inverse kinematics may turn."""
        return tuple(bool(self._dag().plug(f"jointType{axis}").get()) for axis in "XYZ")

    @changes_scene
    def setDegreesOfFreedom(self, x: bool, y: bool, z: bool) -> MFnIkJoint:
        """Choose the axes that inverse kinematics may turn."""
        for axis, free in zip("XYZ", (x, y, z), strict=True):
            self._dag().plug(f"jointType{axis}").set(bool(free))
        return self

    def hikJointName(self) -> str:
        """Name for HumanIK."""
        node = self._dag()
        kind = int(node.plug("type").get())
        if kind == 18:
            return node.plug("otherType").get() or ""
        return node.plug("type").attribute.fields.get(kind, "")


def _damping(which: str, axis: str, what: str) -> None:
    name = f"{which}RotateDamp{axis}{what}"
    plug = f"{which}RotateDamp{what}{axis}"

    def read(self: MFnIkJoint) -> float:
        return float(self._dag().plug(plug).get())

    @changes_scene
    def write(self: MFnIkJoint, value: float) -> MFnIkJoint:
        self._dag().plug(plug).set(float(value))
        return self

    setattr(MFnIkJoint, name, read)
    setattr(MFnIkJoint, f"set{name[0].upper()}{name[1:]}", write)


for _which in ("min", "max"):
    for _axis in "XYZ":
        for _what in ("Range", "Strength"):
            _damping(_which, _axis, _what)
