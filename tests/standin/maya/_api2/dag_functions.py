"""``MFnDagNode``."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2.colors import MColor
from maya._api2.functions import MFnDependencyNode
from maya._api2.matrices import MMatrix
from maya._api2.node_class import known_type
from maya._api2.objects import (
    INCOMPATIBLE,
    MISSING,
    MObject,
    MObjectArray,
    attribute_of,
    changes_scene,
    dag_node_of,
    wrap,
)
from maya._api2.paths import MDagPath, MDagPathArray, value_of, visible_shape
from maya._api2.small import MBoundingBox
from maya._core import mfn
from maya._core.dag import DagNode, DagPath
from maya._core.session import session
from maya._shared.creation import create_dag


class MFnDagNode(MFnDependencyNode):
    """A DAG node, or one path to it."""

    _FN = "kDagNode"
    kNextPos = 255

    def __new__(cls, *arguments: Any, **options: Any):
        self = super().__new__(cls)
        self._path = None
        return self

    def setObject(self, object: Any) -> MFnDagNode:
        """Attach a node or a path."""
        if isinstance(object, MDagPath):
            path = object._path()
            self._o = self._checked(wrap(self._fitting(path)))
            self._path = path if path.node is self._o._e else path.child(self._o._e)
        else:
            self._o, self._path = self._checked(object), None
        return self

    def _fitting(self, path: DagPath) -> DagNode:
        """The node at the end, or the shape below it if this function set is one of shapes."""
        if wrap(path.node).hasFn(mfn.number(self._FN)) or not path.node.is_transform:
            return path.node
        return visible_shape(path.node) or path.node

    def _dag(self) -> DagNode:
        node = self._node()
        if not isinstance(node, DagNode):
            raise RuntimeError(INCOMPATIBLE)  # noqa: TRY004
        return node

    def _dag_path(self) -> DagPath:
        return self._path if self._path is not None else self._dag().path()

    @changes_scene
    def create(self, type: Any, name: str | None = None, parent: MObject | None = None) -> MObject:
        """Make a DAG node; a shape without a parent gets a transform, which is given back."""
        kind = known_type(type)
        if not issubclass(kind.node_class, DagNode):
            raise TypeError("the node type is no DAG type")
        above = None if parent is None or parent.isNull() else dag_node_of(parent)
        _, made = create_dag(kind, name or None, above)
        self._o, self._path = wrap(made), None
        return MObject(self._o)

    # -- paths -------------------------------------------------------------------------------

    def fullPathName(self) -> str:
        """All steps from the top."""
        return self._dag_path().full_name() if not self._dag().is_world else ""

    def partialPathName(self) -> str:
        """The fewest steps that are unique."""
        path = self._dag_path()
        return path.short_name() if self._dag().in_scene else self._dag().name

    def getPath(self) -> MDagPath:
        """The attached path, or the first one."""
        return MDagPath._of(self._dag_path())

    def dagPath(self) -> MDagPath:
        """The attached path; an error if a node was attached."""
        if self._path is None:
            raise RuntimeError("(kFailure): Unexpected Internal Failure")
        return MDagPath._of(self._path)

    def getAllPaths(self) -> MDagPathArray:
        """A path for each instance."""
        return MDagPathArray._of(MDagPath._of(path) for path in self._dag().paths())

    def dagRoot(self) -> MObject:
        """The root of everything."""
        return wrap(session.scene.world)

    # -- hierarchy ---------------------------------------------------------------------------

    def parentCount(self) -> int:
        """Number of parents."""
        return len(self._dag().parents)

    def parent(self, index: int) -> MObject:
        """A parent; the world for nodes at the top."""
        parents = self._dag().parents
        if not 0 <= index < len(parents):
            raise RuntimeError(MISSING)
        return wrap(parents[index])

    def childCount(self) -> int:
        """Number of children."""
        return len(self._dag().children)

    def child(self, index: int) -> MObject:
        """A child."""
        children = self._dag().children
        if not 0 <= index < len(children):
            raise RuntimeError(MISSING)
        return wrap(children[index])

    def hasChild(self, node: MObject) -> bool:
        """Whether a node is a child."""
        return dag_node_of(node) in self._dag().children

    def hasParent(self, node: MObject) -> bool:
        """Whether a node is a parent."""
        return dag_node_of(node) in self._dag().parents

    def isChildOf(self, node: MObject) -> bool:
        """Whether this lies anywhere below a node."""
        other = dag_node_of(node)
        return self._dag() in other.below()

    def isParentOf(self, node: MObject) -> bool:
        """Whether this lies anywhere above a node."""
        return dag_node_of(node) in self._dag().below()

    @changes_scene
    def addChild(
        self, node: MObject, index: int = kNextPos, keepExistingParents: bool = False
    ) -> MFnDagNode:
        """Put a node below this one."""
        own, child = self._dag(), dag_node_of(node)
        if child is own or own in child.below():
            raise RuntimeError("(kInvalidParameter): the node would lie below itself")
        if not keepExistingParents:
            for parent in list(child.parents):
                session.scene.remove_child(parent, child)
        place = None if index == self.kNextPos else min(index, len(own.children))
        session.scene.add_child(own, child, place)
        return self

    @changes_scene
    def removeChild(self, node: MObject) -> MFnDagNode:
        """Move a child to the top, or remove one of its instances."""
        own, child = self._dag(), dag_node_of(node)
        if child not in own.children:
            raise RuntimeError(INCOMPATIBLE)
        session.scene.remove_child(own, child)
        if not child.parents:
            session.scene.add_child(session.scene.world, child)
        return self

    def removeChildAt(self, index: int) -> MFnDagNode:
        """Move the child at a position to the top, or remove one of its instances."""
        return self.removeChild(self.child(index))

    @changes_scene
    def duplicate(self, instance: bool = False, instanceLeaf: bool = False) -> MObject:
        """A copy of the node and everything below it."""
        node = self._dag()
        parent = node.parents[0] if node.parents else None
        if instance:
            session.scene.add_child(parent or session.scene.world, node)
            return wrap(node)
        return wrap(_duplicate(node, parent, instanceLeaf))

    # -- instances ---------------------------------------------------------------------------

    def instanceCount(self, indirect: bool) -> int:
        """Number of instances; ``indirect`` counts those of nodes above too."""
        return len(self._dag().paths()) if indirect else len(self._dag().parents)

    def isInstanced(self, indirect: bool = True) -> bool:
        """Whether there is more than one instance."""
        return self.instanceCount(indirect) > 1

    def isInstancedAttribute(self, attr: MObject) -> bool:
        """Whether an attribute has a value for each instance."""
        return attribute_of(attr).world_space

    # -- state -------------------------------------------------------------------------------

    @property
    def isIntermediateObject(self) -> bool:
        """Whether this is history that is not shown."""
        return bool(value_of(self._dag(), "intermediateObject", False))

    @isIntermediateObject.setter
    @changes_scene
    def isIntermediateObject(self, value: bool) -> None:
        self._dag().plug("intermediateObject").set(bool(value))

    @property
    def inModel(self) -> bool:
        """Whether the node is a part of the model."""
        return self._dag().in_scene

    @property
    def inUnderWorld(self) -> bool:
        """Whether the node lies in the parameter space of another one."""
        return False

    @property
    def isInstanceable(self) -> bool:
        """Whether instances are allowed."""
        return getattr(self._dag(), "instanceable", True)

    @isInstanceable.setter
    def isInstanceable(self, value: bool) -> None:
        self._dag().instanceable = bool(value)

    @property
    def useObjectColor(self) -> bool:
        """Whether the object has a wireframe colour of its own."""
        return bool(value_of(self._dag(), "useObjectColor", 0))

    @property
    def objectColorType(self) -> int:
        """0 default, 1 index, 2 RGB."""
        return int(value_of(self._dag(), "useObjectColor", 0))

    @property
    def objectColorRGB(self) -> MColor:
        """The own wireframe colour."""
        return MColor(value_of(self._dag(), "objectColorRGB", [0.0, 0.0, 0.0]))

    @property
    def objectColor(self) -> int:
        """Index of the own wireframe colour."""
        return int(value_of(self._dag(), "objectColor", 0))

    def transformationMatrix(self) -> MMatrix:
        """The node's own matrix."""
        return MMatrix._of(self._dag().local_matrix())

    @property
    def boundingBox(self) -> MBoundingBox:
        """Box around the node and everything below, in the node's own space."""
        node = self._dag()
        box = MBoundingBox._of(_corners(node))
        if node.is_transform:
            box.transformUsing(MMatrix._of(node.local_matrix()))
        return box

    def getConnectedSetsAndMembers(
        self, instance: int, renderableSetsOnly: bool
    ) -> tuple[MObjectArray, MObjectArray]:
        """Sets that an instance or its components are in, and which components."""
        from maya._api2.component_texts import components_of_texts
        from maya._core import membership
        from maya._core.lookup import Components

        sets, members = MObjectArray(), MObjectArray()
        node = self._dag()
        for group in membership.sets_of(node):
            if renderableSetsOnly and not group.type.is_a("shadingEngine"):
                continue
            inside = [item for item in membership.members(group) if _names(item, node)]
            texts = [item.text for item in inside if isinstance(item, Components)]
            if texts:
                for component in components_of_texts(texts):
                    sets.append(wrap(group))
                    members.append(wrap(component))
            elif inside:
                sets.append(wrap(group))
                members.append(MObject())
        return sets, members


def _names(item: Any, node: DagNode) -> bool:
    path = getattr(item, "path", item)
    return isinstance(path, DagPath) and path.node is node


def _corners(node: DagNode) -> np.ndarray:
    """Corners of boxes of the shapes at or below a node, in the node's space."""
    from maya._core import shapes
    from maya._core.geometry import bounding_box

    if node.is_shape:
        if shapes.kind_of(node) is None:
            return np.zeros((0, 3))
        data = shapes.geometry(node)
        return np.zeros((0, 3)) if data is None else bounding_box(data)
    parts = []
    for child in node.children:
        if value_of(child, "intermediateObject", False):
            continue
        box = _corners(child)
        if len(box):
            grid = [
                (box[i][0], box[j][1], box[k][2]) for i in (0, 1) for j in (0, 1) for k in (0, 1)
            ]
            matrix = child.local_matrix()
            parts.append(np.array(grid) @ matrix[:3, :3] + matrix[3, :3])
    if not parts:
        return np.zeros((0, 3))
    points = np.concatenate(parts)
    return np.array([points.min(axis=0), points.max(axis=0)])


def _duplicate(node: DagNode, parent: DagNode | None, instance_leaf: bool) -> DagNode:
    copy = session.scene.create(node.type, node.name, parent)
    for plug in node.known_plugs():
        if plug.is_leaf and plug.is_set and not plug.attribute.dynamic and plug.array is None:
            try:
                copy.plug(plug.attribute).set(plug.get())
            except KeyError:
                continue
    _copy_geometry(node, copy)
    for child in node.children:
        if instance_leaf and not child.children:
            session.scene.add_child(copy, child)
        else:
            _duplicate(child, copy, instance_leaf)
    return copy


def _copy_geometry(node: DagNode, copy: DagNode) -> None:
    from maya._core import shapes

    if shapes.kind_of(node) is not None:
        data = shapes.geometry(node)
        if data is not None:
            shapes.set_stored(copy, data.copy())
