"""The locator ``a2fCorrespondence``: pairs of points on two meshes, drawn where they lie now.

The pairs are JSON in one text attribute, so that an edit is one ``setAttr``. Where they lie is an
output of the node: drawing, picking and other tools read the same numbers.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from maya.api import OpenMaya as om
from maya.api import OpenMayaUI as omui

from a2f_maya.maya.arrays import DoubleArray
from a2f_maya.maya.nodes import making
from a2f_maya.maya.nodes.correspondence_drawn import box_of, drawing_of
from a2f_maya.maya.nodes.correspondence_places import Places, places

TYPE_NAME = "a2fCorrespondence"
DRAWING = f"drawdb/geometry/{TYPE_NAME}"
"""Classification that joins the node and its drawing."""

DEFAULT_SIZE = 0.3
LARGEST_SLIDER_SIZE = 2.0


_LINKS = (("source", "src"), ("target", "tgt"), ("openMouth", "omo"), ("fitted", "fit"))
"""Message attributes: the meshes that a transfer is between."""


class CorrespondenceNode(omui.MPxLocatorNode):  # type: ignore[misc]
    """``a2fCorrespondence``. Its own place in the scene does not matter: points are the meshes'."""

    meshes: tuple[Any, Any] = (None, None)
    matrices: tuple[Any, Any] = (None, None)
    text: Any = None
    display_size: Any = None
    show_lines: Any = None
    show_names: Any = None
    selected_pairs: Any = None
    points: tuple[Any, Any] = (None, None)
    drawn_pairs: Any = None
    pair_count: Any = None
    skipped_pairs: Any = None
    status: Any = None

    @staticmethod
    def create() -> Any:
        """A new node, as Maya asks for it."""
        return CorrespondenceNode()

    @classmethod
    def initialize(cls) -> None:
        """Make the attributes."""
        cls.meshes = (
            making.typed("sourceMesh", "srm", om.MFnData.kMesh),
            making.typed("targetMesh", "tgm", om.MFnData.kMesh),
        )
        cls.matrices = (
            making.matrix("sourceMatrix", "sma"),
            making.matrix("targetMatrix", "tma"),
        )
        cls.text = making.text("correspondence", "cor")
        size, cls.display_size = making.number("displaySize", "dsz", DEFAULT_SIZE)
        size.setMin(0.0)
        size.setSoftMax(LARGEST_SLIDER_SIZE)
        cls.show_lines = making.flag("showLines", "shl", True)
        cls.show_names = making.flag("showNames", "shn")
        cls.selected_pairs = making.whole_numbers("selectedPairs", "sep")
        for shown in (cls.display_size, cls.show_lines, cls.show_names):
            om.MFnAttribute(shown).channelBox = True
        links = [
            making.message(*names)
            for names in (
                ("source", "src"),
                ("target", "tgt"),
                ("openMouth", "omo"),
                ("fitted", "fit"),
            )
        ]
        inputs = (*cls.meshes, *cls.matrices, cls.text)
        outputs = cls._make_outputs()
        drawn = (cls.display_size, cls.show_lines, cls.show_names, cls.selected_pairs)
        for attribute in (*inputs, *drawn, *links, *outputs):
            cls.addAttribute(attribute)
        making.affect(cls, inputs, outputs)

    @classmethod
    def _make_outputs(cls) -> tuple[Any, ...]:
        cls.points = (
            making.typed("sourcePoints", "spt", om.MFnData.kVectorArray),
            making.typed("targetPoints", "tpt", om.MFnData.kVectorArray),
        )
        cls.drawn_pairs = making.whole_numbers("drawnPairs", "dpr")
        whole = om.MFnNumericData.kInt
        cls.pair_count = making.number("pairCount", "pct", 0, kind=whole)[1]
        cls.skipped_pairs = making.number("skippedPairs", "skp", 0, kind=whole)[1]
        cls.status = making.text("status", "sta")
        outputs = (*cls.points, cls.drawn_pairs, cls.pair_count, cls.skipped_pairs, cls.status)
        making.make_output(*outputs)
        return outputs

    def compute(self, plug: Any, block: Any) -> Any:
        """Answer for all outputs at once; all values come from the data block."""
        outputs = (
            *self.points,
            self.drawn_pairs,
            self.pair_count,
            self.skipped_pairs,
            self.status,
        )
        if plug.attribute() not in outputs:
            return None
        text = block.inputValue(self.text).asString()
        meshes = [_mesh(block.inputValue(attribute)) for attribute in self.meshes]
        matrices = [_rows(block.inputValue(attribute).asMatrix()) for attribute in self.matrices]
        found = places(text, *meshes, *matrices)
        for attribute, points in zip(self.points, (found.source, found.target), strict=True):
            vectors = om.MVectorArray([om.MVector(*row) for row in points.tolist()])
            block.outputValue(attribute).setMObject(om.MFnVectorArrayData().create(vectors))
        numbers = om.MFnIntArrayData().create(om.MIntArray(found.numbers))
        block.outputValue(self.drawn_pairs).setMObject(numbers)
        block.outputValue(self.pair_count).setInt(len(found.numbers) + found.skipped)
        block.outputValue(self.skipped_pairs).setInt(found.skipped)
        block.outputValue(self.status).setString(_sentence(found))
        for output in outputs:
            block.setClean(output)
        return self

    def isBounded(self) -> bool:  # noqa: N802 - Maya's name
        """Whether `boundingBox` says how big the drawing is."""
        return True

    def boundingBox(self) -> Any:  # noqa: N802 - Maya's name
        """Box round all points, in the space of the locator."""
        return box_of(drawing_of(om.MDagPath.getAPathTo(self.thisMObject())))

    def getCacheSetup(  # noqa: N802 - Maya's name
        self, node: Any, disabling: Any, setup: Any, monitored: Any
    ) -> None:
        """Cached Playback may keep what this node gives."""
        omui.MPxLocatorNode.getCacheSetup(self, node, disabling, setup, monitored)
        setup.setPreference(setup.kWantToCacheByDefault, True)


def _mesh(handle: Any) -> Any:
    data = handle.data()
    return None if data.isNull() or not data.hasFn(om.MFn.kMeshData) else om.MFnMesh(data)


def _rows(matrix: Any) -> DoubleArray:
    return np.array(list(matrix), float).reshape(4, 4)


def _sentence(found: Places) -> str:
    if found.problem:
        return found.problem
    if found.skipped:
        return (
            f"{found.skipped} of {len(found.numbers) + found.skipped} pairs do not lie on these "
            "meshes; delete them or choose the meshes that they were picked on."
        )
    return ""
