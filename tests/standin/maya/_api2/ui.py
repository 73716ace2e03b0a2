"""Locators, tools and views of plug-ins."""

from __future__ import annotations

from typing import Any

from maya._api2.colors import MColor
from maya._api2.mpx_command import MPxCommand
from maya._api2.mpx_node import MPxNode, TypeAttribute
from maya._api2.rows import MPoint
from maya._api2.small import MBoundingBox

_LOCATOR_ATTRIBUTES = """
boundingBoxCenterX boundingBoxCenterY boundingBoxCenterZ center instObjGroups intermediateObject
inverseMatrix localPosition localPositionX localPositionY localPositionZ localScale localScaleX
localScaleY localScaleZ matrix nodeBoundingBox nodeBoundingBoxMax nodeBoundingBoxMaxX
nodeBoundingBoxMaxY nodeBoundingBoxMaxZ nodeBoundingBoxMin nodeBoundingBoxMinX nodeBoundingBoxMinY
nodeBoundingBoxMinZ nodeBoundingBoxSize nodeBoundingBoxSizeX nodeBoundingBoxSizeY
nodeBoundingBoxSizeZ objectColor objectGroupColor objectGroupId objectGroups objectGrpCompList
parentInverseMatrix parentMatrix useObjectColor visibility worldInverseMatrix worldMatrix
worldPosition worldPositionX worldPositionY worldPositionZ isTemplated underWorldObject
"""
_RENAMED = {
    "nodeBoundingBox": "boundingBox",
    "center": "boundingBoxCenter",
    "objectGroupColor": "objectGrpColor",
    "isTemplated": "template",
}


def attribute_name(member: str) -> str:
    """The attribute that a member of a class stands for."""
    if member in _RENAMED:
        return _RENAMED[member]
    return member.replace("nodeBoundingBox", "boundingBox")


class MPxLocatorNode(MPxNode):
    """A locator."""

    def type(self) -> int:
        """Kind of the node."""
        return self.kLocatorNode

    def draw(self, view: Any, path: Any, style: Any, status: Any) -> Any:
        """Draw in the old viewport; never called."""

    def isBounded(self) -> bool:
        """Whether `boundingBox` says how big the locator is."""
        return False

    def boundingBox(self) -> MBoundingBox:
        """How big the locator is."""
        return MBoundingBox()

    def drawLast(self) -> bool:
        """Whether to draw after everything else."""
        return False

    def isTransparent(self) -> bool:
        """Whether the locator lets light through."""
        return False

    def excludeAsLocator(self) -> bool:
        """Whether hiding locators hides it."""
        return True

    def color(self, displayStatus: int) -> int:
        """Index of the colour of a display status."""
        return 0

    def colorRGB(self, displayStatus: int) -> MColor:
        """Colour of a display status."""
        return MColor()

    def closestPoint(self, cursor: Any, direction: Any) -> MPoint:
        """Point nearest to the cursor."""
        return MPoint()

    def useClosestPointForSelection(self) -> bool:
        """Whether `closestPoint` decides about picking."""
        return False

    def getShapeSelectionMask(self) -> Any:
        """What kind of thing is picked."""
        raise NotImplementedError("stand-in: MPxLocatorNode.getShapeSelectionMask")

    def _bounding_box(self) -> Any:
        """Corners of the box, if the class gives one."""
        if not self._overrides("isBounded") or not self._safely("isBounded"):
            return None
        box = self._safely("boundingBox")
        return None if box is None else [list(box.min)[:3], list(box.max)[:3]]


for _member in _LOCATOR_ATTRIBUTES.split():
    setattr(MPxLocatorNode, _member, TypeAttribute("locator", attribute_name(_member)))


class MPxContext:
    """A tool."""

    kImage1, kImage2, kImage3 = range(3)

    def __init__(self, *arguments: Any) -> None:
        self._title = self._help = ""

    def setTitleString(self, title: str) -> Any:
        """Name of the tool."""
        self._title = str(title)
        return self

    def setHelpString(self, text: str) -> Any:
        """What the tool does."""
        self._help = str(text)
        return self

    def setCursor(self, cursor: Any) -> Any:
        """Shape of the mouse pointer."""
        self._cursor = cursor
        return self

    def setImage(self, image: str, index: int) -> Any:
        """Icon of the tool."""
        self.__dict__.setdefault("_images", {})[index] = str(image)
        return self

    def image(self, index: int) -> str:
        """Icon of the tool."""
        return self.__dict__.get("_images", {}).get(index, "")

    def toolOnSetup(self, event: Any) -> Any:
        """Called when the tool is chosen."""

    def toolOffCleanup(self) -> Any:
        """Called when another tool is chosen."""

    def stringClassName(self) -> str:
        """Name of the class of the tool."""
        return type(self).__name__

    def completeAction(self) -> Any:
        """Called by the Enter key."""

    def deleteAction(self) -> Any:
        """Called by the Delete key."""

    def abortAction(self) -> Any:
        """Called by the Escape key."""


class MPxSelectionContext(MPxContext):
    """A tool that selects."""


class MPxContextCommand:
    """The command that makes a tool."""

    def __init__(self, *arguments: Any) -> None:
        pass

    def makeObj(self) -> Any:
        """The tool."""

    def doEditFlags(self) -> Any:
        """Edit the tool."""

    def doQueryFlags(self) -> Any:
        """Query the tool."""

    def appendSyntax(self) -> Any:
        """Add flags."""


class MPxToolCommand(MPxCommand):
    """The command that a tool runs."""

    def cancel(self) -> Any:
        """Called when the tool gives up."""

    def finalize(self) -> Any:
        """Called when the tool is done."""


class MPxSurfaceShapeUI:
    """Draws a shape of a plug-in; never called."""

    def __init__(self, *arguments: Any) -> None:
        pass


class MPxDragAndDropBehavior:
    """What dragging and dropping connects; never called."""

    def __init__(self, *arguments: Any) -> None:
        pass


class MCursor:
    """The shape of the mouse pointer."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, source: Any = None, *arguments: Any) -> None:
        self._name = source._name if isinstance(source, MCursor) else str(source or "default")

    def __eq__(self, other: object) -> Any:
        return self._name == other._name if isinstance(other, MCursor) else NotImplemented

    def __ne__(self, other: object) -> Any:
        return self._name != other._name if isinstance(other, MCursor) else NotImplemented


for _word in ("Default", "CrossHair", "DoubleCrossHair", "Edit", "Hand", "Pencil"):
    setattr(MCursor, f"k{_word}Cursor", MCursor(_word))
