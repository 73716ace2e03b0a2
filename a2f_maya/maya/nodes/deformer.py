"""The node ``a2fDeformer``: moves a mesh by the coefficients of an ``a2fCore`` (API 1.0).

Only Maya's older API has deformers for Python. The node adds to whatever comes in, so it stands
anywhere in a chain: before a skin cluster, after a blendShape, on a scaled or re-sculpted copy.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from maya import OpenMaya as om1
from maya import OpenMayaMPx as ompx

from a2f_maya.errors import A2FError
from a2f_maya.face.params import FaceParameters
from a2f_maya.maya import evaluations
from a2f_maya.maya.arrays import PointMemories, doubles_of_data, rows_of_matrix
from a2f_maya.maya.nodes.displacements import (
    PART_NAMES,
    SKIN,
    Displacements,
    Face,
    add,
    check_vertex_count,
)
from a2f_maya.maya.nodes.membership import Membership, PaintedWeights, filter_attribute
from a2f_maya.network.library import DEFAULT_NETWORK

TYPE_NAME = "a2fDeformer"
SMALLEST_SOFTNESS = 1e-4


class DeformerNode(ompx.MPxDeformerNode):  # type: ignore[misc]
    """``a2fDeformer``. Vertex numbers of the mesh are those of the package."""

    package: Any = None
    part: Any = None
    skin: Any = None
    tongue: Any = None
    jaw: Any = None
    mask_level: Any = None
    mask_softness: Any = None

    def __init__(self) -> None:
        super().__init__()
        self._displacements = Displacements()
        self._memories = PointMemories()
        self._membership = Membership()
        self._weights = PaintedWeights()
        self._warned: dict[int, str] = {}

    @staticmethod
    def create() -> Any:
        """A new node, handed over to Maya."""
        return ompx.asMPxPtr(DeformerNode())

    @staticmethod
    def initialize() -> None:
        """Make the attributes."""
        node = DeformerNode
        node.package, node.part = _package(), _part()
        node.skin = _doubles("skinCoefficients", "skc")
        node.tongue = _doubles("tongueCoefficients", "tgc")
        node.jaw = om1.MFnMatrixAttribute().create("jawMatrix", "jm")
        defaults = FaceParameters()
        node.mask_level = _share("faceMaskLevel", "fml", defaults.face_mask_level)
        node.mask_softness = _share("faceMaskSoftness", "fms", defaults.face_mask_softness)
        for attribute in (
            node.package,
            node.part,
            node.skin,
            node.tongue,
            node.jaw,
            node.mask_level,
            node.mask_softness,
        ):
            node.addAttribute(attribute)
            node.attributeAffects(attribute, filter_attribute("outputGeom"))

    def deform(self, block: Any, iterator: Any, _matrix: Any, number: int) -> None:
        """Move the members of one geometry; what is wrong leaves it as it came in."""
        envelope = block.inputValue(filter_attribute("envelope")).asFloat()
        if not envelope:
            return
        cause = ""
        try:
            self._deform(block, iterator, number, envelope)
        except A2FError as error:
            cause = str(error)
        if cause and cause != self._warned.get(number):
            evaluations.warn(f"{self.name()}: {cause}")
        self._warned[number] = cause

    def setDependentsDirty(self, plug: Any, affected: Any) -> Any:  # noqa: N802 - Maya's name
        """Painted weights are read anew after somebody has painted."""
        if _is_weight(plug.attribute()):
            self._weights.forget()
        return ompx.MPxDeformerNode.setDependentsDirty(self, plug, affected)

    def preEvaluation(self, context: Any, evaluation: Any) -> Any:  # noqa: N802 - Maya's name
        """The same where the evaluation manager sends no dirt around."""
        if any(evaluation.dirtyPlugExists(attribute) for attribute in _weight_attributes()):
            self._weights.forget()
        return ompx.MPxDeformerNode.preEvaluation(self, context, evaluation)

    def getCacheSetup(  # noqa: N802 - Maya's name
        self, node: Any, disabling: Any, setup: Any, monitored: Any
    ) -> None:
        """Cached Playback may keep what this node gives."""
        ompx.MPxDeformerNode.getCacheSetup(self, node, disabling, setup, monitored)
        setup.setPreference(setup.kWantToCacheByDefault, True)

    def _deform(self, block: Any, iterator: Any, number: int, envelope: float) -> None:
        # asked for first, so that a core that is not ready yet begins to open its recording
        face = self._face(block)
        if face.is_at_rest:
            return
        model = evaluations.STORE.pipeline_now(block.inputValue(self.package).asString()).model
        element = _input_element(block, number)
        geometry = element.child(filter_attribute("inputGeom"))
        is_mesh = geometry.type() == om1.MFnData.kMesh
        count = om1.MFnMesh(geometry.asMesh()).numVertices() if is_mesh else 0
        check_vertex_count(model, face.part, count)
        moved = self._displacements.of(model, face)
        members = self._membership.members(element, iterator, number, count)
        weights = self._weights.of(block, number, count)
        points = om1.MPointArray()
        iterator.allPositions(points)
        if not points.length():
            return
        memory = self._memories.of(points.length())
        memory.take(points)
        add(memory.rows, moved, members, weights, envelope)
        iterator.setAllPositions(memory.as_points())

    def _face(self, block: Any) -> Face:
        return Face(
            part=block.inputValue(self.part).asShort(),
            skin=doubles_of_data(block.inputValue(self.skin).data()).astype(np.float32),
            tongue=doubles_of_data(block.inputValue(self.tongue).data()).astype(np.float32),
            # Maya's matrices are for row vectors
            jaw=rows_of_matrix(block.inputValue(self.jaw).asMatrix()).T.astype(np.float32),
            mask_level=block.inputValue(self.mask_level).asDouble(),
            mask_softness=max(block.inputValue(self.mask_softness).asDouble(), SMALLEST_SOFTNESS),
        )


def _input_element(block: Any, number: int) -> Any:
    """``input[number]``; asked for as an output, because as an input it is evaluated anew."""
    inputs = block.outputArrayValue(filter_attribute("input"))
    inputs.jumpToElement(number)
    return inputs.outputValue()


def _weight_attributes() -> tuple[Any, Any]:
    return filter_attribute("weightList"), filter_attribute("weights")


def _is_weight(attribute: Any) -> bool:
    return any(attribute == each for each in _weight_attributes())


def _package() -> Any:
    default = om1.MFnStringData().create(DEFAULT_NETWORK)
    return om1.MFnTypedAttribute().create("package", "pkg", om1.MFnData.kString, default)


def _part() -> Any:
    function = om1.MFnEnumAttribute()
    attribute = function.create("part", "prt", SKIN)
    for number, name in enumerate(PART_NAMES):
        function.addField(name, number)
    return attribute


def _doubles(name: str, short: str) -> Any:
    return om1.MFnTypedAttribute().create(name, short, om1.MFnData.kDoubleArray)


def _share(name: str, short: str, default: float) -> Any:
    return om1.MFnNumericAttribute().create(name, short, om1.MFnNumericData.kDouble, default)
