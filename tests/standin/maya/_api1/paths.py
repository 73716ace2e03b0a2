"""MDagPath: a node with its place in the hierarchy."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import mfn
from maya._core.dag import DagNode, DagPath
from maya._core.session import session
from maya._core.threads import scene_thread_only
from maya._shared import errors

from . import pointers
from .arrays import ObjectArray
from .matrices import MMatrix
from .objects import MObject, entity_of, mfn_names
from .swig import SwigObject, expect, integer, named, unsigned, wrong_arguments


@named("MDagPath")
class MDagPath(SwigObject):
    """A path; its methods push and pop change it in place."""

    def __init__(self, *values: Any) -> None:
        self._path: DagPath | None = None
        if len(values) == 1 and isinstance(values[0], MDagPath):
            self._path = values[0]._path
        elif values:
            raise wrong_arguments("new_MDagPath", values)

    @classmethod
    def _of(cls, path: DagPath | None) -> MDagPath:
        made = cls()
        made._path = path
        return made

    def _have(self) -> DagPath:
        """The path of the core; fails if a node of it is gone."""
        scene_thread_only()
        if self._path is None:
            raise errors.failure("The path is not valid")
        if self._path.nodes and not self._path.is_valid and not _waits(self._path):
            raise errors.missing()
        return self._path

    def assign(self, other: Any) -> MDagPath:
        """Become another path."""
        self._path = expect(other, MDagPath)._path
        return self

    set = assign

    def getPath(self, target: Any) -> None:
        """Make another object this path."""
        target.assign(self)

    def __eq__(self, other: object) -> bool:
        return self._path == other._path if isinstance(other, MDagPath) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return self._path != other._path if isinstance(other, MDagPath) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    # -- what it is --------------------------------------------------------------------------

    def isValid(self) -> bool:
        """Whether every node of the path exists."""
        return self._path is not None and (not self._path.nodes or self._path.is_valid)

    def node(self) -> MObject:
        """The node at the end."""
        return MObject._of(self._have().node)

    def transform(self) -> MObject:
        """The lowest transform of the path."""
        for node in reversed(self._have().nodes):
            if node.is_transform:
                return MObject._of(node)
        raise errors.failure("There is no transform on the path")

    def hasFn(self, kind: int) -> bool:
        """Whether a function set fits the node, or the shape directly below it."""
        wanted = mfn.name(integer(kind))
        node = self._have().node
        if wanted in mfn_names(node):
            return True
        shape = _only_shape(self._path)
        return shape is not None and wanted in mfn_names(shape)

    def apiType(self) -> int:
        """The most special kind of the node."""
        return mfn.NUMBERS[mfn_names(self._have().node)[0]]

    def fullPathName(self) -> str:
        """All names from the top."""
        return self._have().full_name()

    def partialPathName(self) -> str:
        """The shortest names that tell the path from all others."""
        path = self._have()
        return path.short_name() if path.nodes else ""

    def length(self) -> int:
        """How many nodes the path has."""
        return len(self._have().nodes)

    pathCount_ = length

    def pathCount(self) -> int:
        """How many paths lie in it (underworlds): one."""
        return 1

    def isInstanced(self) -> bool:
        """Whether there are other paths to the node."""
        return len(self._have().node.paths()) > 1

    def instanceNumber(self) -> int:
        """Which of the node's paths this is."""
        return self._have().instance_number()

    def isVisible(self) -> bool:
        """Whether the node and all above it are shown."""
        return all(_shown(node) for node in self._have().nodes)

    def isTemplated(self) -> bool:
        """Whether the node, or one above it, is a template."""
        return any(bool(node.plug("template").get()) for node in self._have().nodes)

    def getDisplayStatus(self) -> int:
        """How the view shows the node; there is no view."""
        raise errors.not_standing_in("MDagPath.getDisplayStatus")

    # -- matrices ----------------------------------------------------------------------------

    def inclusiveMatrix(self) -> MMatrix:
        """From the node to the world."""
        return MMatrix._made(self._have().world_matrix())

    def exclusiveMatrix(self) -> MMatrix:
        """From the parent to the world."""
        return MMatrix._made(DagPath(self._have().nodes[:-1]).world_matrix())

    def inclusiveMatrixInverse(self) -> MMatrix:
        """From the world to the node."""
        return MMatrix._made(np.linalg.inv(self._have().world_matrix()))

    def exclusiveMatrixInverse(self) -> MMatrix:
        """From the world to the parent."""
        return self.exclusiveMatrix().inverse()

    # -- moving ------------------------------------------------------------------------------

    def push(self, child: Any) -> None:
        """Go down to a child."""
        node = entity_of(child, DagNode)
        if node not in self._have().node.children:
            raise errors.invalid("The node is no child of the path")
        self._path = self._path.child(node)

    def pop(self, steps: int = 1) -> None:
        """Go up."""
        if unsigned(steps) > len(self._have().nodes):
            raise errors.failure("The path has fewer nodes")
        self._path = DagPath(self._path.nodes[: len(self._path.nodes) - steps])

    def childCount(self) -> int:
        """How many children the node has."""
        return len(self._have().node.children)

    def child(self, index: int) -> MObject:
        """A child by its place."""
        children = self._have().node.children
        if not 0 <= integer(index) < len(children):
            raise errors.out_of_range()
        return MObject._of(children[index])

    def numberOfShapesDirectlyBelow(self, count: Any) -> None:
        """Write the number of shapes below the transform to memory."""
        pointers.store(count, "unsigned int", len(_shapes(self._have())))

    def extendToShape(self) -> None:
        """Go down to the only shape."""
        path = self._have()
        if path.node.is_shape:
            return
        shape = _only_shape(path)
        if shape is None:
            raise errors.failure("There is not exactly one shape below the transform")
        self._path = path.child(shape)

    def extendToShapeDirectlyBelow(self, index: int) -> None:
        """Go down to a shape by its place."""
        shapes = _shapes(self._have())
        if not 0 <= integer(index) < len(shapes):
            raise errors.failure("There is no such shape below the transform")
        self._path = self._path.child(shapes[index])

    # -- all paths ---------------------------------------------------------------------------

    @staticmethod
    def getAPathTo(node: Any, path: Any = None) -> Any:
        """Make a path the first one to a node; without a path, give it."""
        found = entity_of(node, DagNode).path()
        if path is None:
            return MDagPath._of(found)
        path._path = found
        return None

    @staticmethod
    def getAllPathsTo(node: Any, paths: Any) -> None:
        """Fill an array with all paths to a node."""
        expect(paths, MDagPathArray)._set_all(
            MDagPath._of(path) for path in entity_of(node, DagNode).paths()
        )

    def getAllPathsBelow(self, paths: Any) -> None:
        """Fill an array with all paths to the node that lie below this one."""
        expect(paths, MDagPathArray)._set_all(
            MDagPath._of(path) for path in self._have().node.paths()
        )

    @staticmethod
    def matchTransform(source: Any, target: Any) -> Any:
        """Match transforms; not in the stand-in."""
        raise errors.not_standing_in("MDagPath.matchTransform")


del MDagPath.pathCount_


def _waits(path: DagPath) -> bool:
    return any(getattr(node, "awaiting", False) for node in path.nodes)


def _shapes(path: DagPath) -> list[DagNode]:
    return [child for child in path.node.children if child.is_shape]


def _only_shape(path: DagPath) -> DagNode | None:
    """The single shape below a transform; intermediate ones count only if there is no other."""
    shapes = _shapes(path)
    visible = [shape for shape in shapes if not shape.plug("intermediateObject").get()]
    chosen = visible or shapes
    return chosen[0] if len(chosen) == 1 else None


def _shown(node: DagNode) -> bool:
    return all(bool(node.plug(name).get()) for name in ("visibility", "lodVisibility"))


@named("MDagPathArray")
class MDagPathArray(ObjectArray):
    """Paths."""

    _class = MDagPath


def path_of(value: Any) -> DagPath:
    """A path of the core from an MDagPath or the MObject of a DAG node."""
    if isinstance(value, MDagPath):
        return value._have()
    node = entity_of(value, DagNode)
    if node is session.scene.world:
        return DagPath(())
    return node.path()
