"""``MDagPath`` and ``MDagPathArray``."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2.arrays import ObjectArray
from maya._api2.matrices import MMatrix
from maya._api2.objects import (
    INCOMPATIBLE,
    MISSING,
    MObject,
    _numbers,
    dag_node_of,
    wrap,
)
from maya._core import mfn
from maya._core.dag import DagNode, DagPath
from maya._core.session import session


def value_of(node: DagNode, name: str, default: Any = None) -> Any:
    """The value of an attribute, or the default if the node lacks it."""
    attribute = node.find_attribute(name)
    return default if attribute is None else node.plug(attribute).get()


def visible_shape(node: DagNode) -> DagNode | None:
    """The first child shape that is no intermediate object; else the first one."""
    shapes = node.shapes
    shown = (shape for shape in shapes if not value_of(shape, "intermediateObject", False))
    return next(shown, shapes[0] if shapes else None)


class MDAGDrawOverrideInfo:
    """How drawing overrides change a node."""

    kDisplayTypeNormal, kDisplayTypeReference, kDisplayTypeTemplate = 0, 1, 2
    kLODFull, kLODBoundingBox = 0, 1

    def __init__(self) -> None:
        self.overrideEnabled = False
        self.displayType = self.kDisplayTypeNormal
        self.lod = self.kLODFull
        self.enableShading = True
        self.enableTexturing = True
        self.enableVisible = True
        self.playbackVisible = True


class MDagPath:
    """A path from the top of the hierarchy to a DAG node."""

    __slots__ = ("_d",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, source: Any = None) -> None:
        if source is not None and not isinstance(source, MDagPath):
            raise TypeError(f"argument must be MDagPath, not {type(source).__name__}")
        self._d: DagPath | None = None if source is None else source._d

    @classmethod
    def _of(cls, path: DagPath | None) -> MDagPath:
        self = object.__new__(cls)
        self._d = path
        return self

    def _path(self) -> DagPath:
        if self._d is None or not self._alive():
            raise RuntimeError(MISSING)
        return self._d

    def _alive(self) -> bool:
        if self._d.is_valid:
            return True
        return bool(self._d.nodes) and getattr(self._d.node, "awaiting", False)

    # -- which path --------------------------------------------------------------------------

    @staticmethod
    def getAPathTo(node: MObject) -> MDagPath:
        """The first path to a node."""
        return MDagPath._of(dag_node_of(node).path())

    @staticmethod
    def getAllPathsTo(node: MObject) -> MDagPathArray:
        """A path for each instance of a node."""
        return MDagPathArray._of([MDagPath._of(path) for path in dag_node_of(node).paths()])

    def set(self, path: MDagPath) -> MDagPath:
        """Take over another path."""
        if not isinstance(path, MDagPath):
            raise TypeError(f"argument must be MDagPath, not {type(path).__name__}")
        self._d = path._d
        return self

    def getPath(self, pathNum: int = 0) -> MDagPath:
        """A copy of the path (there are no underworlds)."""
        if pathNum != 0:
            raise IndexError("path index out of range")
        return MDagPath(self)

    def pathCount(self) -> int:
        """How many paths this consists of: one, there are no underworlds."""
        self._path()
        return 1

    def isValid(self) -> bool:
        """Whether every step of the path exists."""
        return self._d is not None and self._alive()

    def push(self, child: MObject) -> MDagPath:
        """Extend the path to a child."""
        path, node = self._path(), dag_node_of(child)
        if node not in path.node.children:
            raise RuntimeError(INCOMPATIBLE)
        self._d = path.child(node)
        return self

    def pop(self, num: int = 1) -> MDagPath:
        """Shorten the path."""
        nodes = self._path().nodes
        if not 0 <= num <= len(nodes):
            raise RuntimeError("(kInvalidParameter): Not enough nodes in the path")
        self._d = DagPath(nodes[: len(nodes) - num])
        return self

    def extendToShape(self, shapeNum: int | None = None) -> MDagPath:
        """Extend the path to a shape below its transform."""
        path = self._path()
        if path.node.is_shape:
            return self
        shapes = path.node.shapes
        if shapeNum is None:
            shape = visible_shape(path.node)
        else:
            shape = shapes[shapeNum] if 0 <= shapeNum < len(shapes) else None
        if shape is None:
            raise RuntimeError(INCOMPATIBLE)
        self._d = path.child(shape)
        return self

    def __eq__(self, other: object) -> Any:
        return self._d == other._d if isinstance(other, MDagPath) else NotImplemented

    def __ne__(self, other: object) -> Any:
        return self._d != other._d if isinstance(other, MDagPath) else NotImplemented

    # -- names -------------------------------------------------------------------------------

    def fullPathName(self) -> str:
        """All steps from the top."""
        return "" if self._d is None else self._path().full_name()

    def partialPathName(self) -> str:
        """The fewest steps that are unique."""
        return "" if self._d is None else self._path().short_name()

    def __str__(self) -> str:
        return self.partialPathName() if self.isValid() else ""

    # -- the node ----------------------------------------------------------------------------

    def node(self) -> MObject:
        """The node at the end."""
        return wrap(self._path().node)

    def apiType(self) -> int:
        """Type of the node at the end."""
        if self._d is None:
            return mfn.number("kInvalid")
        return wrap(self._path().node).apiType()

    def hasFn(self, type: int) -> bool:
        """Whether a function set fits: a transform's path also serves the shape below it."""
        if self._d is None:
            return False
        node = self._path().node
        if wrap(node).hasFn(type):
            return True
        shape = visible_shape(node) if node.is_transform else None
        return shape is not None and type in _numbers(shape.type.mfn_names)

    def transform(self) -> MObject:
        """The lowest transform of the path."""
        for node in reversed(self._path().nodes):
            if node.is_transform:
                return wrap(node)
        raise RuntimeError(INCOMPATIBLE)

    def length(self) -> int:
        """Number of steps."""
        return len(self._path().nodes)

    def child(self, childNum: int) -> MObject:
        """A child of the node at the end."""
        children = self._path().node.children
        if not 0 <= childNum < len(children):
            raise IndexError("child index out of range")
        return wrap(children[childNum])

    def childCount(self) -> int:
        """Number of children of the node at the end."""
        return len(self._path().node.children)

    def numberOfShapesDirectlyBelow(self) -> int:
        """Number of shapes below, intermediate ones too."""
        return len(self._path().node.shapes)

    def instanceNumber(self) -> int:
        """Which instance of the node this is."""
        return self._path().instance_number()

    def isInstanced(self) -> bool:
        """Whether the node has more than one path."""
        return len(self._path().node.paths()) > 1

    def isTemplated(self) -> bool:
        """Whether a node of the path is templated."""
        return any(value_of(node, "template", False) for node in self._path().nodes)

    def isVisible(self) -> bool:
        """Whether the node would be drawn."""
        return not any(_hides(node) for node in self._path().nodes)

    def getDisplayStatus(self) -> int:
        """How the viewport would draw it: 2 (dormant), 0 (active), 8 (invisible) ..."""
        if not self.isVisible():
            return 8
        return 0 if self._path() in session.scene.selection else 2

    def getDrawOverrideInfo(self) -> MDAGDrawOverrideInfo:
        """The drawing overrides of the nearest node that has them switched on."""
        info = MDAGDrawOverrideInfo()
        for node in reversed(self._path().nodes):
            if value_of(node, "overrideEnabled", False):
                kinds = {0: 0, 1: 2, 2: 1}
                info.overrideEnabled = True
                info.displayType = kinds[value_of(node, "overrideDisplayType", 0)]
                info.enableVisible = bool(value_of(node, "overrideVisibility", True))
                break
        return info

    # -- matrices ----------------------------------------------------------------------------

    def _world(self, inclusive: bool) -> np.ndarray:
        path = self._path()
        return path.world_matrix() if inclusive else DagPath(path.nodes[:-1]).world_matrix()

    def inclusiveMatrix(self) -> MMatrix:
        """World matrix."""
        return MMatrix._of(self._world(True))

    def inclusiveMatrixInverse(self) -> MMatrix:
        """Inverse world matrix."""
        return self.inclusiveMatrix().inverse()

    def exclusiveMatrix(self) -> MMatrix:
        """World matrix of what is above."""
        return MMatrix._of(self._world(False))

    def exclusiveMatrixInverse(self) -> MMatrix:
        """Inverse world matrix of what is above."""
        return self.exclusiveMatrix().inverse()


def _hides(node: DagNode) -> bool:
    if not value_of(node, "visibility", True) or not value_of(node, "lodVisibility", True):
        return True
    if value_of(node, "intermediateObject", False):
        return True
    return bool(
        value_of(node, "overrideEnabled", False) and not value_of(node, "overrideVisibility", True)
    )


class MDagPathArray(ObjectArray):
    """Array of MDagPaths."""

    __slots__ = ()

    def _kind(self) -> type:
        return MDagPath

    def _one(self, value: Any) -> MDagPath:
        return MDagPath(super()._one(value))
