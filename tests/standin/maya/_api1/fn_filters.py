"""Function sets of deformers: MFnGeometryFilter, MFnSkinCluster, MFnBlendShapeDeformer."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import blend_targets, deformer_chain, shapes
from maya._core.dag import DagNode
from maya._core.geometry import point_count, point_numbers
from maya._core.nodes import Node
from maya._core.session import session
from maya._shared import errors

from . import pointers
from .arrays import MDoubleArray, MFloatArray, MIntArray
from .fn_component import components_of, texts_of
from .fn_node import MFnDependencyNode
from .objects import Component, MObject, MObjectArray, entity_of
from .paths import MDagPath, MDagPathArray
from .plugs import not_recorded
from .selection import MSelectionList
from .swig import expect, integer, real, wrong_arguments


class MFnGeometryFilter(MFnDependencyNode):
    """What all deformers have."""

    _fits = "kGeometryFilt"

    def envelope(self) -> float:
        """How much it does."""
        return float(self._have().plug("envelope").get())

    def setEnvelope(self, value: float) -> None:
        """Set how much it does."""
        with not_recorded():
            self._have().plug("envelope").set(real(value))

    def _geometry(self) -> list[tuple[int, DagNode]]:
        return deformer_chain.geometry_of(self._have())

    def numOutputConnections(self) -> int:
        """How many geometries it deforms."""
        return len(self._geometry())

    def indexForOutputConnection(self, connection: int) -> int:
        """The logical index of a geometry by its place."""
        found = self._geometry()
        if not 0 <= integer(connection) < len(found):
            raise errors.out_of_range()
        return found[connection][0]

    def indexForOutputShape(self, shape: Any) -> int:
        """The logical index of a shape."""
        node = entity_of(shape, Node)
        for index, known in self._geometry():
            if known is node:
                return index
        raise errors.not_found()

    def outputShapeAtIndex(self, index: int) -> MObject:
        """The shape that is deformed."""
        for known, shape in self._geometry():
            if known == index:
                return MObject._of(shape)
        raise errors.not_found()

    def inputShapeAtIndex(self, index: int) -> MObject:
        """The shape that goes in."""
        shape = deformer_chain.input_shape(self._have(), integer(index))
        if shape is None:
            raise errors.not_found()
        return MObject._of(shape)

    def getInputGeometry(self, shapes_: Any) -> None:
        """Fill an array with the shapes that go in."""
        found = [deformer_chain.input_shape(self._have(), index) for index, _ in self._geometry()]
        expect(shapes_, MObjectArray)._set_all(
            MObject._of(each) for each in found if each is not None
        )

    def getOutputGeometry(self, shapes_: Any) -> None:
        """Fill an array with the shapes that are deformed."""
        expect(shapes_, MObjectArray)._set_all(MObject._of(shape) for _, shape in self._geometry())

    def getPathAtIndex(self, index: int, path: Any) -> None:
        """Make a path that of a deformed shape."""
        expect(path, MDagPath)._path = self.outputShapeAtIndex(index)._entity.path()

    def groupIdAtIndex(self, index: int) -> int:
        """The group of a geometry."""
        return int(self._have().plug("input").element(integer(index)).child("groupId").get())

    def getComponentAtIndex(self, index: int) -> MObject:
        """The points of a geometry that are deformed."""
        from maya._core.component_tags import affected
        from maya._core.geometry import point_texts

        entry = self._have().plug("input").element(integer(index))
        data = entry.child("inputGeometry").get()
        if data is None:
            raise errors.not_found()
        expression = entry.child("componentTagExpression").get()
        numbers = affected(data, expression, entry.child("groupId").get())
        found = components_of(point_texts(data, numbers))
        return MObject._of(found[0] if found else Component("kMeshVertComponent"))

    def deformerSet(self) -> MObject:
        """The set of its members, in the wiring before component tags."""
        for destination in self._have().plug("message").destinations:
            if destination.node.type.is_a("objectSet"):
                return MObject._of(destination.node)
        raise errors.failure("The deformer has no set: its members are component tags")


def _numbers(path: Any, component: Any) -> np.ndarray:
    """Point numbers of components of a shape."""
    shape = shapes.shape_of(expect(path, MDagPath)._have())
    data = None if shape is None else shapes.geometry(shape.node)
    if data is None:
        raise errors.incompatible()
    if component is None or component.isNull():
        return np.arange(point_count(data))
    entity = entity_of(component, Component)
    if entity.complete is not None:
        return np.arange(point_count(data))
    return point_numbers(data, texts_of(entity))


class MFnWeightGeometryFilter(MFnGeometryFilter):
    """Deformers with painted weights."""

    _fits = "kWeightGeometryFilt"

    def _weights(self, index: int) -> Any:
        return self._have().plug("weightList").element(integer(index)).child("weights")

    def _index_of(self, path: Any) -> int:
        shape = shapes.shape_of(path._have())
        return self.indexForOutputShape(MObject._of(shape.node))

    def getWeights(self, *arguments: Any) -> None:
        """``(path, components, weights)`` or ``(index, components, weights)``."""
        first, component, weights = arguments
        if isinstance(first, int):
            index, path = first, MDagPath._of(self.outputShapeAtIndex(first)._entity.path())
        else:
            index, path = self._index_of(first), first
        array = self._weights(index)
        values = [
            array.elements[n].get() if n in array.elements and array.elements[n].exists else 1.0
            for n in _numbers(path, component).tolist()
        ]
        expect(weights, MFloatArray)._set_all(np.array(values, np.float32))

    def setWeight(self, path: Any, *rest: Any) -> None:
        """``(path, [index,] components, weight or MFloatArray[, oldValues])``."""
        values = list(rest)
        index = values.pop(0) if isinstance(values[0], int) else self._index_of(path)
        component, new, *old = values
        numbers = _numbers(path, component).tolist()
        if old and old[0] is not None:
            self.getWeights(path, component, old[0])
        table = (
            new._array().tolist() if isinstance(new, MFloatArray) else [real(new)] * len(numbers)
        )
        array = self._weights(index)
        with not_recorded():
            for number, value in zip(numbers, table, strict=True):
                array.element(number, create=True).set(value)


class MFnSkinCluster(MFnGeometryFilter):
    """Skin clusters; weights are in the order of points, then of influences."""

    _fits = "kSkinClusterFilter"

    def _influences(self) -> list[tuple[int, DagNode]]:
        return [
            (plug.index, plug.source.node)
            for plug in self._have().plug("matrix").existing()
            if plug.source is not None
        ]

    def influenceObjects(self, paths: Any) -> int:
        """Fill an array with the joints; gives their number."""
        found = [MDagPath._of(node.path()) for _, node in self._influences()]
        expect(paths, MDagPathArray)._set_all(found)
        return len(found)

    def indexForInfluenceObject(self, path: Any) -> int:
        """The logical index of a joint."""
        node = expect(path, MDagPath)._have().node
        for index, known in self._influences():
            if known is node:
                return index
        raise errors.not_found()

    def _table(self, numbers: np.ndarray) -> np.ndarray:
        """Weights (points, influences)."""
        logical = [index for index, _ in self._influences()]
        table = np.zeros((len(numbers), len(logical)))
        lists = self._have().plug("weightList")
        for row, number in enumerate(numbers.tolist()):
            entry = lists.elements.get(number)
            if entry is None or not entry.exists:
                continue
            weights = entry.child("weights")
            for column, index in enumerate(logical):
                element = weights.elements.get(index)
                if element is not None and element.exists:
                    table[row, column] = element.get()
        return table

    def getWeights(self, path: Any, components: Any, *rest: Any) -> None:
        """``(weights, count *)``, ``(influence, weights)`` or ``(influences, weights)``."""
        table = self._table(_numbers(path, components))
        first, second = rest
        if isinstance(first, int):
            columns, target = [integer(first)], second
        elif isinstance(first, MIntArray):
            columns, target = first._array().tolist(), second
        elif isinstance(first, (MDoubleArray, MFloatArray)):
            columns, target = list(range(table.shape[1])), first
            pointers.store(second, "unsigned int", table.shape[1])
        else:
            raise wrong_arguments("MFnSkinCluster_getWeights", (path, components, *rest))
        target._set_all(table[:, columns].ravel())

    def setWeights(
        self, path: Any, components: Any, influences: Any, values: Any, *rest: Any
    ) -> None:
        """``(influence or MIntArray, value or array, normalize=True, oldValues=None)``."""
        normalize = bool(rest[0]) if rest else True
        old = rest[1] if len(rest) > 1 else None
        numbers = _numbers(path, components)
        columns = (
            [integer(influences)] if isinstance(influences, int) else influences._array().tolist()
        )
        if old is not None:
            old._set_all(self._table(numbers).ravel())
        table = self._table(numbers)
        if isinstance(values, (int, float)):
            new = np.full((len(numbers), len(columns)), real(values))
        else:
            given = values._array().astype(float)
            if given.size not in (len(columns), len(numbers) * len(columns)):
                raise errors.invalid("There are too few or too many weights")
            new = np.broadcast_to(given.reshape(-1, len(columns)), (len(numbers), len(columns)))
        table[:, columns] = new
        if normalize:
            _normalize(table, columns)
        self._write(numbers, table)

    def _write(self, numbers: np.ndarray, table: np.ndarray) -> None:
        logical = [index for index, _ in self._influences()]
        lists = self._have().plug("weightList")
        with not_recorded():
            for row, number in enumerate(numbers.tolist()):
                weights = lists.element(number, create=True).child("weights")
                for column, index in enumerate(logical):
                    value = float(table[row, column])
                    if value or index in weights.elements:
                        weights.element(index, create=True).set(value)

    def getBlendWeights(self, path: Any, components: Any, weights: Any) -> None:
        """Fill an array with how much dual quaternions count."""
        array = self._have().plug("blendWeights")
        values = [
            array.elements[n].get() if n in array.elements else 0.0
            for n in _numbers(path, components).tolist()
        ]
        expect(weights, MDoubleArray)._set_all(np.array(values, float))

    def setBlendWeights(self, path: Any, components: Any, weights: Any) -> None:
        """Set how much dual quaternions count."""
        array = self._have().plug("blendWeights")
        with not_recorded():
            for place, number in enumerate(_numbers(path, components).tolist()):
                array.element(number, create=True).set(float(weights[place]))

    def getPointsAffectedByInfluence(self, path: Any, points: Any, weights: Any) -> None:
        """Fill a list with the points that a joint moves, and an array with its weights."""
        index = self.indexForInfluenceObject(path)
        logical = [known for known, _ in self._influences()]
        points.clear()
        found: list[float] = []
        for _, shape in self._geometry():
            data = shapes.geometry(shape)
            column = self._table(np.arange(point_count(data)))[:, logical.index(index)]
            numbers = np.flatnonzero(column)
            if len(numbers):
                component = MObject._of(Component("kMeshVertComponent", numbers.tolist()))
                expect(points, MSelectionList).add(MDagPath._of(shape.path()), component)
                found += column[numbers].tolist()
        weights._set_all(np.array(found, float))


def _normalize(table: np.ndarray, fixed: list[int]) -> None:
    """Scale the other influences so that each row adds up to one; else the given ones."""
    others = [column for column in range(table.shape[1]) if column not in fixed]
    kept = table[:, fixed].sum(axis=1)
    rest = table[:, others].sum(axis=1)
    room = np.clip(1.0 - kept, 0.0, None)
    scale = np.divide(room, rest, out=np.zeros_like(rest), where=rest > 0)
    table[:, others] *= scale[:, None]
    total = table.sum(axis=1, keepdims=True)
    np.divide(table, total, out=table, where=total > 0)


class MFnBlendShapeDeformer(MFnDependencyNode):
    """Blend shapes."""

    _fits = "kBlendShape"
    kFrontOfChain, kNormal, kPost, kOther = range(4)
    kLocalOrigin, kWorldOrigin = range(2)
    kObject, kTangent = range(2)

    envelope, setEnvelope = MFnGeometryFilter.envelope, MFnGeometryFilter.setEnvelope

    def create(self, base: Any, origin: int = kLocalOrigin, location: int = kNormal) -> MObject:
        """Make a blend shape for a shape, or several."""
        from maya import cmds

        handles = base._items if isinstance(base, MObjectArray) else [base]
        names = [entity_of(handle, DagNode).path().full_name() for handle in handles]
        with not_recorded():
            name = cmds.blendShape(names, origin=("local", "world")[origin])[0]
        self._entity = session.scene.by_name[name.rpartition(":")[2]][0]
        return MObject._of(self._entity)

    def addBaseObject(self, base: Any) -> None:
        """Deform a further shape."""
        from maya import cmds

        with not_recorded():
            path = entity_of(base, DagNode).path().full_name()
            cmds.blendShape(self._have().name, edit=True, geometry=path)

    def _base_index(self, base: Any) -> int:
        shape = entity_of(base, DagNode)
        if not shape.is_shape:
            found = shapes.shape_of(shape.path())
            shape = shape if found is None else found.node
        index = deformer_chain.index_of(self._have(), shape)
        if index is None:
            raise errors.not_found()
        return index

    def addTarget(self, base: Any, weight: int, *rest: Any) -> None:
        """``(base, weightIndex, newTarget, fullWeight)``: add a target shape."""
        if not rest or not isinstance(rest[0], MObject):
            raise errors.not_standing_in("targets without a shape")
        from maya import cmds

        self._base_index(base)
        names = [entity_of(handle, DagNode).path().full_name() for handle in (base, rest[0])]
        full = real(rest[1]) if len(rest) > 1 else 1.0
        with not_recorded():
            cmds.blendShape(
                self._have().name, edit=True, target=(names[0], integer(weight), names[1], full)
            )

    def removeTarget(self, base: Any, weight: int, target: Any, full: float) -> None:
        """Remove a target shape."""
        from maya import cmds

        names = [entity_of(handle, DagNode).path().full_name() for handle in (base, target)]
        with not_recorded():
            cmds.blendShape(
                self._have().name,
                edit=True,
                remove=True,
                target=(names[0], integer(weight), names[1], real(full)),
            )

    def getBaseObjects(self, objects: Any) -> None:
        """Fill an array with the shapes that are deformed."""
        found = [shape for _, shape in deformer_chain.geometry_of(self._have())]
        expect(objects, MObjectArray)._set_all(MObject._of(shape) for shape in found)

    def getTargets(self, base: Any, weight: int, targets: Any) -> None:
        """Fill an array with the target shapes of a weight that are connected."""
        live = blend_targets.live_shapes(self._have(), self._base_index(base))
        found = [shape for target, _, shape in live if target == integer(weight)]
        expect(targets, MObjectArray)._set_all(MObject._of(shape) for shape in found)

    def targetItemIndexList(self, weight: int, base: Any, indices: Any) -> None:
        """Fill an array with the items (6000 for a full weight) of a weight."""
        group = blend_targets.target_group(self._have(), self._base_index(base), integer(weight))
        expect(indices, MIntArray)._set_all(
            MIntArray(group.child("inputTargetItem").indices())._array()
        )

    def numWeights(self) -> int:
        """How many weights."""
        return len(self._have().plug("weight").indices())

    def weightIndexList(self, indices: Any) -> None:
        """Fill an array with the indices of weights."""
        expect(indices, MIntArray)._set_all(
            MIntArray(self._have().plug("weight").indices())._array()
        )

    def weight(self, index: int) -> float:
        """A weight."""
        if integer(index) not in self._have().plug("weight").indices():
            raise errors.no_element()
        return float(self._entity.plug("weight").element(index).get())

    def setWeight(self, index: int, value: float) -> None:
        """Set a weight."""
        if integer(index) not in self._have().plug("weight").indices():
            raise errors.no_element()
        with not_recorded():
            self._entity.plug("weight").element(index).set(real(value))

    def origin(self) -> int:
        """In which space targets are compared."""
        return self.kLocalOrigin if self._have().plug("origin").get() else self.kWorldOrigin

    def setOrigin(self, space: int) -> None:
        """Set in which space targets are compared."""
        with not_recorded():
            self._have().plug("origin").set(int(space == self.kLocalOrigin))
