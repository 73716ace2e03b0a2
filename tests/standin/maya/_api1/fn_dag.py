"""MFnDagNode: nodes of the hierarchy."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core.dag import DagNode, DagPath
from maya._core.session import session
from maya._shared import errors

from .boxes import MBoundingBox
from .fn_base import filled
from .fn_node import MFnDependencyNode, create_node, dag_parent
from .matrices import MMatrix
from .objects import MObject, MObjectArray, MTypeId, entity_of
from .paths import MDagPath, MDagPathArray
from .plugs import not_recorded
from .swig import expect, integer, named, wrong_arguments
from .tuples import MColor


@named("MFnDagNode")
class MFnDagNode(MFnDependencyNode):
    """Functions for nodes of the hierarchy, by MObject or by MDagPath."""

    _fits = "kDagNode"
    kNextPos = 255
    kUseDefaultColor, kUseIndexColor, kUseRGBColor = range(3)

    def __init__(self, *values: Any) -> None:
        self._path: DagPath | None = None
        super().__init__(*values)

    def setObject(self, handle: Any) -> None:
        """Work on another node; a path to a transform may stand for its shape."""
        self._path = None
        if not isinstance(handle, MDagPath):
            super().setObject(handle)
            return
        path = handle._have()
        if self._fits not in path.node.type.mfn_names:
            extended = MDagPath(handle)
            try:
                extended.extendToShape()
            except RuntimeError:
                raise errors.incompatible() from None
            path = extended._path
            if self._fits not in path.node.type.mfn_names:
                raise errors.incompatible()
        self._entity, self._path = path.node, path

    def create(self, kind: Any, *rest: Any) -> MObject:
        """``(type, [name,] [parent])``; a shape without parent gets a transform."""
        if not isinstance(kind, (str, MTypeId)):
            raise wrong_arguments("MFnDagNode_create", (kind, *rest))
        name = next((value for value in rest if isinstance(value, str)), None)
        parent = dag_parent(next((value for value in rest if isinstance(value, MObject)), None))
        return MObject._of(self._created(kind, name, parent))

    def _created(self, kind: Any, name: str | None, parent: DagNode | None) -> DagNode:
        """Make a node and work on it; gives the transform of a shape that got one."""
        from .fn_node import find_type

        known = find_type(kind)
        if not issubclass(known.node_class, DagNode):
            raise errors.invalid(f"{known.name} is no type of DAG nodes")
        if known.is_a("transform") or parent is not None:
            self._entity = create_node(kind, name, parent)
            self._path = None
            return self._entity
        from maya._shared.creation import create_dag

        with not_recorded():
            self._entity, top = create_dag(known, name, None)
        self._path = None
        return top

    def _dag_path(self) -> DagPath:
        """The path that was set, or the first one."""
        node = self._have()
        return self._path if self._path is not None else node.path()

    # -- names and paths ---------------------------------------------------------------------

    def fullPathName(self) -> str:
        """All names from the top."""
        return self._dag_path().full_name()

    def partialPathName(self) -> str:
        """The shortest names that mean only this path."""
        return self._dag_path().short_name()

    def dagPath(self) -> MDagPath:
        """The path that was set; fails after an MObject."""
        if self._path is None:
            raise errors.failure("The function set was not given a path")
        return MDagPath._of(self._path)

    def getPath(self, target: Any) -> None:
        """Make a path the first one to the node."""
        expect(target, MDagPath)._path = self._dag_path()

    def getAllPaths(self, paths: Any) -> None:
        """Fill an array with all paths to the node."""
        expect(paths, MDagPathArray)._set_all(MDagPath._of(path) for path in self._have().paths())

    def dagRoot(self) -> MObject:
        """The root of the hierarchy."""
        return MObject._of(session.scene.world)

    def model(self) -> MObject:
        """The root of the hierarchy."""
        return MObject._of(session.scene.world)

    def inModel(self) -> bool:
        """Whether the node is part of the hierarchy."""
        return bool(self._have().parents)

    def inUnderWorld(self) -> bool:
        """Whether the node lies in a parameter space."""
        return False

    def instanceCount(self, total: bool = True) -> int:
        """How many paths (or direct parents) the node has."""
        node = self._have()
        return len(node.paths()) if total else len(node.parents)

    def isInstanced(self, indirect: bool = True) -> bool:
        """Whether there is more than one path (or direct parent)."""
        return self.instanceCount(indirect) > 1

    def isInstanceable(self) -> bool:
        """Whether the node may be instanced."""
        return getattr(self._have(), "instanceable", True)

    def setInstanceable(self, state: bool) -> None:
        """Let the node be instanced."""
        self._have().instanceable = bool(state)

    def isInstancedAttribute(self, attribute: Any) -> bool:
        """Whether an attribute has a value for each path."""
        return bool(getattr(attribute._entity, "world_space", False))

    # -- hierarchy ---------------------------------------------------------------------------

    def parentCount(self) -> int:
        """How many parents there are."""
        return len(self._have().parents)

    def parent(self, index: int) -> MObject:
        """A parent by its place."""
        parents = self._have().parents
        if self._path is not None and index == 0 and len(self._path.nodes) > 1:
            return MObject._of(self._path.nodes[-2])
        if not 0 <= integer(index) < len(parents):
            raise errors.out_of_range()
        return MObject._of(parents[index])

    def childCount(self) -> int:
        """How many children there are."""
        return len(self._have().children)

    def child(self, index: int) -> MObject:
        """A child by its place."""
        children = self._have().children
        if not 0 <= integer(index) < len(children):
            raise errors.out_of_range()
        return MObject._of(children[index])

    def hasParent(self, node: Any) -> bool:
        """Whether a node is a direct parent."""
        return entity_of(node, DagNode) in self._have().parents

    def hasChild(self, node: Any) -> bool:
        """Whether a node is a direct child."""
        return entity_of(node, DagNode) in self._have().children

    def isChildOf(self, node: Any) -> bool:
        """Whether a node is a direct parent."""
        return self.hasParent(node)

    def isParentOf(self, node: Any) -> bool:
        """Whether a node is a direct child."""
        return self.hasChild(node)

    def addChild(
        self, child: Any, index: int = kNextPos, keepExistingParents: bool = False
    ) -> None:
        """Put a node below this one."""
        node = entity_of(child, DagNode)
        place = None if index == self.kNextPos else integer(index)
        with not_recorded():
            if not keepExistingParents:
                for parent in list(node.parents):
                    session.scene.remove_child(parent, node)
            session.scene.add_child(self._have(), node, place)

    def removeChild(self, child: Any) -> None:
        """Take a node from below this one; it goes to the world if it has no other parent."""
        node = entity_of(child, DagNode)
        if node not in self._have().children:
            raise errors.not_found()
        with not_recorded():
            session.scene.remove_child(self._entity, node)
            if not node.parents:
                session.scene.add_child(session.scene.world, node)

    def removeChildAt(self, index: int) -> None:
        """Take the node at a place from below this one."""
        self.removeChild(self.child(index))

    def duplicate(self, instance: bool = False, instanceLeaf: bool = False) -> MObject:
        """Copy the node and what is below, or make a further path to it."""
        from maya import cmds

        with not_recorded():
            if instance or instanceLeaf:
                made = cmds.instance(self.fullPathName(), leaf=bool(instanceLeaf))
            else:
                made = cmds.duplicate(self.fullPathName())
        from .selection import MSelectionList

        found, handle = MSelectionList(), MObject()
        found.add(made[0])
        found.getDependNode(0, handle)
        return handle

    # -- state -------------------------------------------------------------------------------

    def isIntermediateObject(self) -> bool:
        """Whether the shape only serves as an input."""
        return bool(self._have().plug("intermediateObject").get())

    def setIntermediateObject(self, state: bool) -> None:
        """Let the shape only serve as an input."""
        with not_recorded():
            self._have().plug("intermediateObject").set(bool(state))

    def transformationMatrix(self) -> MMatrix:
        """The local matrix; the identity for shapes."""
        return MMatrix._made(self._have().local_matrix())

    def boundingBox(self) -> MBoundingBox:
        """The box around the node in its own space, with all that is below it."""
        box = MBoundingBox()
        node = self._have()
        _extend(box, node, np.eye(4))
        return box

    def objectColorType(self) -> int:
        """How the colour of wires is chosen."""
        return int(self._have().plug("useObjectColor").get())

    def setObjectColorType(self, kind: int) -> None:
        """Choose how the colour of wires is chosen."""
        with not_recorded():
            self._have().plug("useObjectColor").set(integer(kind))

    def usingObjectColor(self) -> bool:
        """Whether the wires have a colour of their own."""
        return self.objectColorType() != self.kUseDefaultColor

    def setUseObjectColor(self, use: bool) -> None:
        """Give the wires a colour of their own."""
        self.setObjectColorType(self.kUseIndexColor if use else self.kUseDefaultColor)

    def objectColorRGB(self) -> MColor:
        """The colour of wires."""
        return MColor(*self._have().plug("objectColorRGB").get())

    def setObjectColor(self, color: Any) -> None:
        """Set the colour of wires, or its number."""
        with not_recorded():
            if isinstance(color, MColor):
                self._have().plug("objectColorRGB").set(color._list()[:3])
                self._entity.plug("useObjectColor").set(self.kUseRGBColor)
            else:
                self._have().plug("objectColor").set(integer(color))
                self._entity.plug("useObjectColor").set(self.kUseIndexColor)

    def objectColor(self) -> int:
        """The number of the colour of wires."""
        return int(self._have().plug("objectColor").get())

    objectColorIndex = objectColor

    def drawOverrideEnabled(self) -> bool:
        """Whether display is overridden."""
        return bool(self._have().plug("overrideEnabled").get())

    def drawOverrideIsTemplate(self) -> bool:
        """Whether display is overridden to that of templates."""
        return self.drawOverrideEnabled() and self._entity.plug("overrideDisplayType").get() == 1

    def drawOverrideIsReference(self) -> bool:
        """Whether display is overridden to that of references."""
        return self.drawOverrideEnabled() and self._entity.plug("overrideDisplayType").get() == 2

    # -- sets --------------------------------------------------------------------------------

    def getConnectedSetsAndMembers(
        self, instance: int, sets: Any, components: Any, renderableSetsOnly: bool
    ) -> None:
        """Fill arrays with the sets that the path is in, and what of it is in each."""
        from maya._core import membership
        from maya._core.lookup import Components

        from .fn_component import components_of

        paths = self._have().paths()
        if not 0 <= integer(instance) < len(paths):
            raise errors.out_of_range()
        groups: list[Any] = []
        parts: list[Any] = []
        for group in membership.sets_of(self._entity):
            if renderableSetsOnly and not group.type.is_a("shadingEngine"):
                continue
            members = [
                item
                for item in membership.members(group)
                if getattr(item, "path", item) in (paths[instance], self._entity)
            ]
            texts = [item.text for item in members if isinstance(item, Components)]
            groups += [group] * max(1, len(components_of(texts)))
            parts += components_of(texts) or [None]
        expect(sets, MObjectArray)._set_all(MObject._of(group) for group in groups)
        expect(components, MObjectArray)._set_all(MObject._of(part) for part in parts)

    def objectGroupComponent(self, group: int, texts: Any) -> None:
        """Fill a list with the components of an object group."""
        for entry in self._have().plug("instObjGroups").existing():
            for place in entry.child("objectGroups").existing():
                if place.child("objectGroupId").get() == group:
                    value = place.child("objectGrpCompList").get()
                    filled(texts, [] if value is None else value.items)
                    return
        raise errors.not_found()


def _extend(box: MBoundingBox, node: DagNode, matrix: np.ndarray) -> None:
    from .fn_shapes import node_geometry

    data = node_geometry(node)
    if data is not None:
        from maya._core.geometry import get_points

        points = get_points(data)
        if len(points):
            box._extend(points @ matrix[:3, :3] + matrix[3, :3])
    for child in node.children:
        if child.is_shape and child.plug("intermediateObject").get():
            continue
        _extend(box, child, child.local_matrix() @ matrix)
