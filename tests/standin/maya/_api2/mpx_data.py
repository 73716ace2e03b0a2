"""``MPxData``: base class of the data of plug-ins."""

from __future__ import annotations

from typing import Any

from maya._api2.small import MTypeId
from maya._core.data import PluginData
from maya._core.session import session


class MPxData:
    """A value of a type of the plug-in's own."""

    kData, kGeometryData, kLast = range(3)

    def __init__(self, *arguments: Any) -> None:
        pass

    def readASCII(self, argList: Any, endOfTheLastParsedElement: int) -> int:
        """Read from the arguments of a setAttr; gives the index after the last one."""
        return endOfTheLastParsedElement

    def readBinary(self, stream: bytearray, length: int) -> int:
        """Read from a binary file."""
        return length

    def writeASCII(self, stream: bytearray) -> None:
        """Put the words of a setAttr into the stream."""

    def writeBinary(self, stream: bytearray) -> None:
        """Put the bytes for a binary file into the stream."""

    def copy(self, src: MPxData) -> Any:
        """Take over another value."""

    def typeId(self) -> MTypeId:
        """Id of the type."""
        return MTypeId()

    def name(self) -> str:
        """Name of the type."""
        return ""

    def _plugin_data(self) -> PluginData:
        number = self.typeId().id()
        known = session.state.get("data_types", {}).get(number)
        if known is None:
            raise RuntimeError("(kInvalidParameter): the data type is not registered")
        return PluginData(known.name, number, self)


class MPxGeometryData(MPxData):
    """Geometry of a type of the plug-in's own."""

    def __init__(self, *arguments: Any) -> None:
        self._matrix = None

    @property
    def matrix(self) -> Any:
        """Matrix from the geometry's space to the world."""
        return self._matrix

    @matrix.setter
    def matrix(self, value: Any) -> None:
        self._matrix = value

    def getMatrix(self, matrix: Any) -> bool:
        """Write the matrix into an object; says whether there is one."""
        if self._matrix is None:
            return False
        matrix._m[:] = self._matrix._m
        return True

    def smartCopy(self, srcGeom: MPxGeometryData) -> Any:
        """Take over other geometry with as little work as possible."""
        return self.copy(srcGeom)

    def deleteComponent(self, compList: Any) -> bool:
        """Delete components."""
        return False

    def deleteComponentsFromGroups(self, compList: Any, groupIds: Any, components: Any) -> bool:
        """Delete components from groups."""
        return False

    def iterator(self, componentList: Any, component: Any, *arguments: Any) -> Any:
        """An iterator over the points."""

    def updateCompleteVertexGroup(self, component: Any) -> bool:
        """Keep a group that means all vertices up to date."""
        return False


class MPxGeometryIterator:
    """Walks over the points of a shape of a plug-in."""

    def __init__(self, userGeometry: Any = None, components: Any = None) -> None:
        self._geometry = userGeometry
        self.currentPoint = 0
        self.maxPoints = 0

    def geometry(self) -> Any:
        """What is walked over."""
        return self._geometry

    def setObject(self, shape: Any) -> Any:
        """Choose what is walked over."""
        self._geometry = shape
        return self

    def reset(self) -> Any:
        """Start again."""
        self.currentPoint = 0
        return self

    def isDone(self) -> bool:
        """Whether all points were visited."""
        return self.currentPoint >= self.maxPoints

    def next(self) -> Any:
        """Go on."""
        self.currentPoint += 1
        return self

    def index(self) -> int:
        """Number of the present point."""
        return self.currentPoint

    indexUnsimplified = index

    def iteratorCount(self) -> int:
        """Number of points."""
        return self.maxPoints

    def hasPoints(self) -> bool:
        """Whether there are points."""
        return False

    def hasNormals(self) -> bool:
        """Whether there are normals."""
        return False

    def point(self) -> Any:
        """The present point."""

    def setPoint(self, point: Any) -> Any:
        """Move the present point."""

    def setPointGetNext(self, point: Any) -> Any:
        """Move the present point and go on."""
        self.setPoint(point)
        return self.next()

    def component(self) -> Any:
        """The present point as a component."""

    def __iter__(self) -> Any:
        self._started = False
        return self.reset()

    def __next__(self) -> Any:
        if self._started:
            self.next()
        self._started = True
        if self.isDone():
            raise StopIteration
        return self
