"""MObject and its kin: handles to nodes, attributes, data and components."""

from __future__ import annotations

import uuid as uuids
from typing import Any

import numpy as np
from maya._core import mfn
from maya._core.attributes import Attribute
from maya._core.data import (
    ComponentList,
    CurveData,
    LatticeData,
    MeshData,
    PluginData,
    SurfaceData,
)
from maya._core.identity import hash_code
from maya._core.nodes import Node
from maya._core.session import session
from maya._shared import errors
from maya._shared.attribute_kinds import ATTRIBUTE_NAMES, UNIT_KINDS

from .arrays import ObjectArray
from .swig import SwigObject, integer, named, wrong_arguments

_NUMERIC_KINDS = frozenset(
    {"bool", "byte", "char", "short", "long", "long64", "float", "double", "addr"}
)
DATA_NAMES = {
    "string": "kStringData",
    "stringArray": "kStringArrayData",
    "matrix": "kMatrixData",
    "matrixArray": "kMatrixArrayData",
    "doubleArray": "kDoubleArrayData",
    "floatArray": "kFloatArrayData",
    "Int32Array": "kIntArrayData",
    "Int64Array": "kInt64ArrayData",
    "vectorArray": "kVectorArrayData",
    "pointArray": "kPointArrayData",
    "componentList": "kComponentListData",
    "mesh": "kMeshData",
    "nurbsCurve": "kNurbsCurveData",
    "nurbsSurface": "kNurbsSurfaceData",
    "lattice": "kLatticeData",
    "plugin": "kPluginData",
    "double2": "kData2Double",
    "double3": "kData3Double",
    "double4": "kData4Double",
    "float2": "kData2Float",
    "float3": "kData3Float",
    "short2": "kData2Short",
    "short3": "kData3Short",
    "long2": "kData2Int",
    "long3": "kData3Int",
    "numeric": "kNumericData",
}
_GEOMETRY_DATA = {
    "mesh": "kMesh",
    "nurbsCurve": "kNurbsCurve",
    "nurbsSurface": "kNurbsSurface",
    "lattice": "kLattice",
}


class Data:
    """A data object: a kind in the words of ``addAttr -dataType`` and a value.

    ``write`` passes a changed value on to where the data belongs (a plug of a data block).
    """

    def __init__(self, kind: str, value: Any, write: Any = None) -> None:
        self.kind = kind
        self.value = value
        self.write = write

    def put(self, value: Any) -> None:
        """Replace the value."""
        self.value = value
        if self.write is not None:
            self.write(value)

    @property
    def mfn_names(self) -> tuple[str, ...]:
        """What function sets fit."""
        names = [DATA_NAMES[self.kind]]
        if self.kind in _GEOMETRY_DATA:
            names += [_GEOMETRY_DATA[self.kind], "kGeometryData"]
        elif self.kind[:-1] in ("double", "float", "short", "long"):
            names.append("kNumericData")
        return (*names, "kData", "kBase")


def data_kind(value: Any) -> str:
    """The kind of a value that flows through a plug of any type."""
    kinds = (
        (MeshData, "mesh"),
        (CurveData, "nurbsCurve"),
        (SurfaceData, "nurbsSurface"),
        (LatticeData, "lattice"),
        (PluginData, "plugin"),
        (ComponentList, "componentList"),
        (str, "string"),
        (list, "stringArray"),
    )
    for known, kind in kinds:
        if isinstance(value, known):
            return kind
    if isinstance(value, np.ndarray):
        if value.shape == (4, 4):
            return "matrix"
        if value.ndim == 2:
            return "vectorArray" if value.shape[1] == 3 else "pointArray"
        return "Int32Array" if value.dtype.kind == "i" else "doubleArray"
    return "numeric"


class Component:
    """Components of one kind: vertices, edges, faces, control points...

    ``elements`` are tuples of as many numbers as the kind has indices.
    """

    def __init__(self, name: str, elements: Any = (), complete: int | None = None) -> None:
        self.name = name
        self.elements: list[Any] = list(elements)
        self.complete = complete
        self.weights: dict[int, Any] = {}

    @property
    def mfn_names(self) -> tuple[str, ...]:
        """What function sets fit."""
        single = self.name in SINGLE_COMPONENTS
        double = self.name in DOUBLE_COMPONENTS
        family = "kSingleIndexedComponent" if single else "kDoubleIndexedComponent"
        if not single and not double:
            family = "kTripleIndexedComponent"
        return (self.name, family, "kComponent", "kBase")


SINGLE_COMPONENTS = {
    "kMeshVertComponent": "vtx",
    "kMeshEdgeComponent": "e",
    "kMeshPolygonComponent": "f",
    "kMeshMapComponent": "map",
    "kCurveCVComponent": "cv",
    "kCurveEPComponent": "ep",
    "kCurveParamComponent": "u",
    "kSetGroupComponent": "sg",
    "kDynParticleSetComponent": "pt",
}
DOUBLE_COMPONENTS = {
    "kMeshFaceVertComponent": "vtxFace",
    "kMeshVtxFaceComponent": "vtxFace",
    "kSurfaceCVComponent": "cv",
    "kSubdivCVComponent": "smp",
}
TRIPLE_COMPONENTS = {"kLatticeComponent": "pt"}


def attribute_names(attribute: Attribute) -> tuple[str, ...]:
    """The function set constants of an attribute."""
    kind = attribute.kind
    if kind in _NUMERIC_KINDS:
        return ("kNumericAttribute", "kAttribute", "kBase")
    name = ATTRIBUTE_NAMES.get(kind, "kAttribute")
    if name.startswith("kAttribute") and name != "kAttribute":
        return (name, "kNumericAttribute", "kCompoundAttribute", "kAttribute", "kBase")
    if kind in UNIT_KINDS:
        return (name, "kUnitAttribute", "kAttribute", "kBase")
    return (name, "kAttribute", "kBase")


def mfn_names(core: Any) -> tuple[str, ...]:
    """The function set constants of anything that an MObject can be."""
    if isinstance(core, Node):
        return core.type.mfn_names
    if isinstance(core, Attribute):
        return attribute_names(core)
    if core is None:
        return ()
    return core.mfn_names


class MObject(SwigObject):
    """A handle to something inside Maya; null without one."""

    kNullObj: Any = None

    def __init__(self, *values: Any) -> None:
        self._entity: Any = None
        if len(values) == 1 and isinstance(values[0], MObject):
            self._entity = values[0]._entity
        elif values:
            raise wrong_arguments("new_MObject", values)

    @classmethod
    def _of(cls, entity: Any) -> MObject:
        made = cls()
        made._entity = entity
        return made

    def assign(self, other: Any) -> MObject:
        """Become a handle to the same thing."""
        if not isinstance(other, MObject):
            raise wrong_arguments("MObject_assign", (other,))
        self._entity = other._entity
        return self

    def isNull(self) -> bool:
        """Whether there is nothing."""
        return self._entity is None

    def hasFn(self, kind: int) -> bool:
        """Whether a function set of a kind fits."""
        return mfn.name(integer(kind)) in mfn_names(self._entity)

    def apiType(self) -> int:
        """The most special kind."""
        names = mfn_names(self._entity)
        return mfn.NUMBERS[names[0]] if names else 0

    def apiTypeStr(self) -> str:
        """The name of the most special kind."""
        names = mfn_names(self._entity)
        return names[0] if names else "kInvalid"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MObject):
            return NotImplemented
        return self._entity is other._entity

    def __ne__(self, other: object) -> bool:
        if not isinstance(other, MObject):
            return NotImplemented
        return self._entity is not other._entity

    __hash__ = None  # type: ignore[assignment]


MObject.kNullObj = MObject()


def entity_of(handle: Any, *kinds: type) -> Any:
    """What an MObject stands for, refusing other classes, null handles and dead nodes."""
    if not isinstance(handle, MObject):
        given = f"{type(handle).__module__}.{type(handle).__name__}"
        raise TypeError(f"argument of type 'MObject &' expected, got '{given}'")
    entity = handle._entity
    if entity is None:
        raise errors.missing()
    if isinstance(entity, Node) and not is_live(entity):
        raise errors.missing()
    if kinds and not isinstance(entity, kinds):
        raise errors.incompatible()
    return entity


def is_live(node: Node) -> bool:
    """Whether a node is in the scene, or waits for a modifier to put it there."""
    if node.in_scene or node is session.scene.world:
        return True
    return getattr(node, "awaiting", False) and getattr(node, "api_scene", None) is session.scene


def node_of(handle: Any) -> Node:
    """The live node of an MObject."""
    node: Node = entity_of(handle, Node)
    return node


def attribute_of(handle: Any) -> Attribute:
    """The attribute of an MObject."""
    attribute: Attribute = entity_of(handle, Attribute)
    return attribute


@named("MObjectArray")
class MObjectArray(ObjectArray):
    """Objects."""

    _class = MObject


class MObjectHandle(SwigObject):
    """A handle that knows whether its object is still there."""

    def __init__(self, *values: Any) -> None:
        self._handle = MObject()
        if len(values) == 1 and isinstance(values[0], MObject):
            self._handle = MObject(values[0])
        elif len(values) == 1 and isinstance(values[0], MObjectHandle):
            self._handle = MObject(values[0]._handle)
        elif values:
            raise wrong_arguments("new_MObjectHandle", values)

    def assign(self, other: Any) -> MObjectHandle:
        """Watch another object."""
        self._handle = MObject(getattr(other, "_handle", other))
        return self

    def object(self) -> MObject:
        """The object; null if it is gone."""
        return MObject(self._handle) if self.isAlive() else MObject()

    objectRef = object

    def isAlive(self) -> bool:
        """Whether the object is in memory (also a deleted node that undo can bring back)."""
        entity = self._handle._entity
        if isinstance(entity, Node):
            return is_live(entity) or (session.undo.length >= 0 and _can_return(entity))
        return entity is not None

    def isValid(self) -> bool:
        """Whether the object is alive and in the scene."""
        entity = self._handle._entity
        if isinstance(entity, Node):
            return is_live(entity)
        if isinstance(entity, Attribute) and entity.dynamic and isinstance(entity.owner, Node):
            return is_live(entity.owner)
        return entity is not None

    def hashCode(self) -> int:
        """A number that is the same for all handles to one object."""
        return MObjectHandle.objectHashCode(self._handle)

    @staticmethod
    def objectHashCode(handle: Any) -> int:
        """The hash code of an object."""
        return hash_code(handle._entity)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, MObjectHandle):
            return self._handle == other._handle
        return self._handle == other if isinstance(other, MObject) else NotImplemented

    def __ne__(self, other: object) -> bool:
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = None  # type: ignore[assignment]


def _can_return(node: Node) -> bool:
    """Whether a deleted node belongs to the scene of now, so that undo may bring it back."""
    return getattr(node, "scene", session.scene) is session.scene and bool(session.undo.done)


@named("MTypeId")
class MTypeId(SwigObject):
    """The number of a node or data type in files."""

    def __init__(self, *values: Any) -> None:
        self._id = 0
        if len(values) == 1 and isinstance(values[0], MTypeId):
            self._id = values[0]._id
        elif len(values) == 1:
            self._id = integer(values[0]) & 0xFFFFFFFF
        elif len(values) == 2:
            prefix, number = (integer(value) for value in values)
            self._id = ((prefix << 8) | number) & 0xFFFFFFFF
        elif values:
            raise wrong_arguments("new_MTypeId", values)

    def id(self) -> int:
        """The number."""
        return self._id

    def assign(self, other: Any) -> MTypeId:
        """Take over a number."""
        self._id = other._id
        return self

    def __eq__(self, other: object) -> bool:
        return self._id == other._id if isinstance(other, MTypeId) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return self._id != other._id if isinstance(other, MTypeId) else NotImplemented

    __hash__ = None  # type: ignore[assignment]


@named("MUuid")
class MUuid(SwigObject):
    """A universally unique identifier."""

    def __init__(self, *values: Any) -> None:
        self._text = ""
        if len(values) == 1:
            self.assign(values[0])
        elif values:
            raise wrong_arguments("new_MUuid", values)

    def assign(self, other: Any) -> MUuid:
        """Take over an identifier or the text of one."""
        if isinstance(other, MUuid):
            self._text = other._text
            return self
        try:
            self._text = str(uuids.UUID(str(other))).upper()
        except ValueError:
            self._text = ""
        return self

    copy = assign

    def asString(self) -> str:
        """Text in capitals."""
        return self._text or str(uuids.UUID(int=0)).upper()

    def generate(self) -> MUuid:
        """Become a new identifier."""
        self._text = str(uuids.uuid4()).upper()
        return self

    def valid(self) -> bool:
        """Whether there is an identifier."""
        return bool(self._text)

    def get(self, destination: Any) -> None:
        """Write the 16 bytes to memory."""
        from . import pointers

        pointers.store(destination, "unsigned char", *uuids.UUID(self.asString()).bytes)

    def __eq__(self, other: object) -> bool:
        return self._text == other._text if isinstance(other, MUuid) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return self._text != other._text if isinstance(other, MUuid) else NotImplemented

    __hash__ = None  # type: ignore[assignment]
