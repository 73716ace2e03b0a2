"""``MObject``: a handle to a node, an attribute, data, a component or a plug-in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import contextmanager
from functools import wraps
from typing import Any

import numpy as np
from maya._api2.arrays import ObjectArray
from maya._core import mfn
from maya._core.attributes import Attribute
from maya._core.dag import DagNode
from maya._core.identity import hash_code
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session
from maya._core.threads import scene_thread_only
from maya._shared.attribute_kinds import ATTRIBUTE_NAMES, UNIT_KINDS

MISSING = "(kInvalidParameter): Object does not exist"
INCOMPATIBLE = "(kInvalidParameter): Object is incompatible with this method"
FAILURE = "(kFailure): Unexpected Internal Failure"
NOT_FOUND = "(kInvalidParameter): Cannot find item of required type"

DATA = {
    "string": "kStringData",
    "stringArray": "kStringArrayData",
    "doubleArray": "kDoubleArrayData",
    "floatArray": "kFloatArrayData",
    "Int32Array": "kIntArrayData",
    "Int64Array": "kInt64ArrayData",
    "vectorArray": "kVectorArrayData",
    "floatVectorArray": "kFloatVectorArrayData",
    "pointArray": "kPointArrayData",
    "matrixArray": "kMatrixArrayData",
    "matrix": "kMatrixData",
    "componentList": "kComponentListData",
    "mesh": "kMeshData",
    "nurbsCurve": "kNurbsCurveData",
    "nurbsSurface": "kNurbsSurfaceData",
    "lattice": "kLatticeData",
    "plugin": "kPluginData",
    "short2": "kData2Short",
    "short3": "kData3Short",
    "long2": "kData2Int",
    "long3": "kData3Int",
    "float2": "kData2Float",
    "float3": "kData3Float",
    "double2": "kData2Double",
    "double3": "kData3Double",
    "double4": "kData4Double",
    "numeric": "kNumericData",
}
_GEOMETRY = {
    "mesh": "kMesh",
    "nurbsCurve": "kNurbsCurve",
    "nurbsSurface": "kNurbsSurface",
    "lattice": "kLattice",
}


def attribute_mfn_names(attribute: Attribute) -> tuple[str, ...]:
    """Function sets that fit an attribute, most special first."""
    kind = attribute.kind
    names = [ATTRIBUTE_NAMES.get(kind, "kNumericAttribute")]
    if kind in UNIT_KINDS:
        names.append("kUnitAttribute")
    if kind[-1] in "234" and kind != "generic":
        names += ["kNumericAttribute", "kCompoundAttribute"]
    if kind == "fltMatrix":
        names.append("kMatrixAttribute")
    if kind == "lightData":
        names.append("kCompoundAttribute")
    return (*names, "kAttribute", "kBase")


class Data:
    """A data object: a word of ``addAttr -dataType`` and a value.

    ``owner`` passes a changed value on to where the data came from.
    """

    def __init__(self, word: str, value: Any, owner: Callable[[Any], None] | None = None) -> None:
        self.word = word
        self.value = value
        self.owner = owner

    @property
    def transform(self) -> np.ndarray | None:
        """Matrix from the geometry's own space to the world, if it came from a world output."""
        return getattr(self.value, "matrix", None)

    def put(self, value: Any) -> None:
        """Another value."""
        self.value = value
        if self.owner is not None:
            self.owner(value)

    @property
    def mfn_names(self) -> tuple[str, ...]:
        """Function sets that fit."""
        names = [DATA.get(self.word, "kData")]
        if self.word in _GEOMETRY:
            names += [_GEOMETRY[self.word], "kGeometryData"]
        elif self.word[-1] in "234":
            names.append("kNumericData")
        return (*names, "kData", "kBase")


COMPONENTS = {
    "vtx": ("kMeshVertComponent", 1),
    "e": ("kMeshEdgeComponent", 1),
    "f": ("kMeshPolygonComponent", 1),
    "map": ("kMeshMapComponent", 1),
    "vtxFace": ("kMeshVtxFaceComponent", 2),
    "cv": ("kCurveCVComponent", 1),
    "ep": ("kCurveEPComponent", 1),
    "pt": ("kLatticeComponent", 3),
}
SURFACE_CV = ("kSurfaceCVComponent", 2)
_WIDTHS = {1: "kSingleIndexedComponent", 2: "kDoubleIndexedComponent", 3: "kTripleIndexedComponent"}
WIDTH_OF = {
    **dict(COMPONENTS.values()),
    "kSurfaceCVComponent": 2,
    "kSetGroupComponent": 1,
    "kDynParticleSetComponent": 1,
    "kSubdivCVComponent": 2,
    "kSubdivFaceComponent": 2,
    "kSubdivEdgeComponent": 2,
    "kSubdivMapComponent": 2,
    "kPivotComponent": 1,
}


class Component:
    """Components of one kind: rows of indices, or all of ``complete``."""

    def __init__(self, name: str, elements: Iterable[Any] = (), complete: Any = None) -> None:
        self.name = name
        self.width = WIDTH_OF.get(name, 1)
        self.complete = complete
        self.weights: np.ndarray | None = None
        self._elements: dict[Any, None] = dict.fromkeys(elements)
        self._sorted: list[Any] | None = None

    @property
    def mfn_names(self) -> tuple[str, ...]:
        """Function sets that fit."""
        return (self.name, _WIDTHS[self.width], "kComponent", "kBase")

    def add(self, elements: Iterable[Any]) -> None:
        """More elements: numbers, or tuples of numbers."""
        self._elements.update(dict.fromkeys(elements))
        self._sorted = None

    def set_complete(self, sizes: Any) -> None:
        """All components of a shape of this size."""
        self.complete, self._elements, self._sorted = sizes, {}, None

    def listed(self) -> list[Any]:
        """The elements in rising order."""
        if self.complete is not None:
            if self.width == 1:
                return list(range(self.complete))
            return [tuple(int(n) for n in index) for index in np.ndindex(*self.complete)]
        if self._sorted is None:
            self._sorted = sorted(self._elements)
        return self._sorted

    def __len__(self) -> int:
        if self.complete is not None:
            return int(np.prod(self.complete))
        return len(self._elements)


class MObject:
    """An opaque handle."""

    __slots__ = ("_e",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, source: Any = None) -> None:
        if source is not None and not isinstance(source, MObject):
            raise TypeError(f"argument must be MObject, not {type(source).__name__}")
        self._e = None if source is None else source._e

    @classmethod
    def _of(cls, entity: Any) -> MObject:
        self = object.__new__(cls)
        self._e = entity
        return self

    def _names(self) -> tuple[str, ...]:
        entity = self._e
        if entity is None:
            return ("kInvalid",)
        if isinstance(entity, Node):
            return entity.type.mfn_names
        if isinstance(entity, Attribute):
            return attribute_mfn_names(entity)
        if isinstance(entity, (Data, Component)):
            return entity.mfn_names
        return ("kPlugin", "kBase")

    def isNull(self) -> bool:
        """Whether this is a handle to nothing."""
        return self._e is None

    def apiType(self) -> int:
        """The most special function set constant."""
        return mfn.number(self._names()[0])

    @property
    def apiTypeStr(self) -> str:
        """Name of the most special function set constant."""
        return self._names()[0]

    def hasFn(self, fn: int) -> bool:
        """Whether a function set fits."""
        if not hasattr(fn, "__index__"):
            raise TypeError(f"an integer is required (got type {type(fn).__name__})")
        return fn.__index__() in _numbers(self._names())

    def __eq__(self, other: object) -> Any:
        return self._e is other._e if isinstance(other, MObject) else NotImplemented

    def __ne__(self, other: object) -> Any:
        return self._e is not other._e if isinstance(other, MObject) else NotImplemented


_NUMBER_SETS: dict[tuple[str, ...], frozenset[int]] = {}


def _numbers(names: tuple[str, ...]) -> frozenset[int]:
    found = _NUMBER_SETS.get(names)
    if found is None:
        found = frozenset(mfn.NUMBERS[name] for name in names if name in mfn.NUMBERS)
        _NUMBER_SETS[names] = found
    return found


MObject.kNullObj = MObject()


class MObjectArray(ObjectArray):
    """Array of MObjects."""

    __slots__ = ()

    def _kind(self) -> type:
        return MObject


class MObjectHandle:
    """A handle that knows whether its object still exists."""

    __slots__ = ("_object", "_scene")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, source: Any = None) -> None:
        self._scene = session.scene
        if source is None:
            self._object = MObject()
        elif isinstance(source, MObjectHandle):
            self._object, self._scene = source._object, source._scene
        else:
            self.assign(source)

    def assign(self, source: MObject) -> MObjectHandle:
        """Take over an object."""
        if not isinstance(source, MObject):
            raise TypeError(f"argument must be MObject, not {type(source).__name__}")
        self._object, self._scene = MObject(source), session.scene
        return self

    def object(self) -> MObject:
        """The object; a null one if it is not alive."""
        return MObject(self._object) if self.isAlive() else MObject()

    def isAlive(self) -> bool:
        """Whether the object is in memory, if only for undo."""
        entity = self._object._e
        if entity is None:
            return False
        node = owner_of(entity)
        return node is None or self._scene is session.scene

    def isValid(self) -> bool:
        """Whether the object is a part of the scene."""
        if not self.isAlive():
            return False
        entity = self._object._e
        node = owner_of(entity)
        if node is None:
            return True
        if isinstance(entity, Attribute) and entity.dynamic and not node.has_attribute(entity):
            return False
        return node.in_scene

    def hashCode(self) -> int:
        """A number that is the same for all handles to one object."""
        return hash_code(self._object._e)

    def __eq__(self, other: object) -> Any:
        if isinstance(other, MObjectHandle):
            return self._object == other._object
        return self._object == other if isinstance(other, MObject) else NotImplemented

    def __ne__(self, other: object) -> Any:
        result = self.__eq__(other)
        return result if result is NotImplemented else not result


def owner_of(entity: Any) -> Node | None:
    """The node that an object is or lives on."""
    if isinstance(entity, Node):
        return entity
    if isinstance(entity, Attribute) and isinstance(entity.owner, Node):
        return entity.owner
    return None


# -- from handles to entities ---------------------------------------------------------------------


def wrap(entity: Any) -> MObject:
    """The MObject of a core entity."""
    if isinstance(entity, Node) and entity.in_scene:
        entity.api_scene = session.scene
    return MObject._of(entity)


def is_live(node: Node) -> bool:
    """Whether a node can be used: in the scene, or made by a modifier that has yet to run."""
    return node.in_scene or getattr(node, "awaiting", False)


def is_alive(node: Node) -> bool:
    """Whether a node is in memory: it is live, or deleted from the present scene.

    Its names can be asked for; its values and connections are gone.
    """
    return is_live(node) or getattr(node, "api_scene", None) is session.scene


def require_object(value: Any) -> Any:
    """The entity behind an MObject.

    Raises
    ------
    TypeError
        For anything else, API 1.0 objects too.
    """
    if not isinstance(value, MObject):
        raise TypeError(f"argument must be MObject, not {type(value).__name__}")
    return value._e


def node_of(value: Any) -> Node:
    """The live node behind an MObject."""
    entity = require_object(value)
    if entity is None:
        raise RuntimeError(MISSING)
    if not isinstance(entity, Node):
        raise RuntimeError(INCOMPATIBLE)  # noqa: TRY004
    if not is_live(entity):
        raise RuntimeError(MISSING)
    return entity


def dag_node_of(value: Any) -> DagNode:
    """The live DAG node behind an MObject."""
    node = node_of(value)
    if not isinstance(node, DagNode):
        raise RuntimeError(INCOMPATIBLE)  # noqa: TRY004
    return node


def attribute_of(value: Any) -> Attribute:
    """The attribute behind an MObject."""
    entity = require_object(value)
    if entity is None:
        raise RuntimeError(MISSING)
    if not isinstance(entity, Attribute):
        raise RuntimeError(INCOMPATIBLE)  # noqa: TRY004
    return entity


def data_of(value: Any, *words: str) -> Data:
    """The data behind an MObject."""
    entity = require_object(value)
    if entity is None:
        raise RuntimeError(MISSING)
    if not isinstance(entity, Data) or (words and entity.word not in words):
        raise RuntimeError(INCOMPATIBLE)
    return entity


def component_of(value: Any) -> Component | None:
    """The component behind an MObject; None for a null one."""
    entity = require_object(value)
    if entity is not None and not isinstance(entity, Component):
        raise RuntimeError(INCOMPATIBLE)
    return entity


def check_plug(plug: Plug) -> Plug:
    """A plug whose node is live."""
    if not is_live(plug.node):
        raise RuntimeError(MISSING)
    return plug


@contextmanager
def unrecorded():
    """Change the scene as API calls do: not undoably."""
    scene_thread_only("maya.api")
    with session.undo.suspended():
        yield


def changes_scene(function: Any) -> Any:
    """Mark a method that changes the scene without undo."""

    @wraps(function)
    def call(*arguments: Any, **options: Any) -> Any:
        with unrecorded():
            return function(*arguments, **options)

    return call
