"""The node ``a2fDeformer``: moves a mesh by the coefficients of an ``a2fCore`` (API 1.0).

Only Maya's older API has deformers for Python. The node adds to whatever comes in, so it stands
anywhere in a chain: before a skin cluster, after a blendShape, on a scaled or re-sculpted copy.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from maya import OpenMaya as om1
from maya import OpenMayaMPx as ompx

from a2f_maya.face.params import FaceParameters
from a2f_maya.maya import evaluations
from a2f_maya.maya.arrays import doubles_of_data, rows_of_matrix
from a2f_maya.maya.nodes import making_older
from a2f_maya.maya.nodes.adding import AddingDeformer
from a2f_maya.maya.nodes.displacements import (
    PART_NAMES,
    Displacements,
    Face,
    check_vertex_count,
)
from a2f_maya.maya.nodes.membership import filter_attribute
from a2f_maya.network.library import DEFAULT_NETWORK
from a2f_maya.tracks import FloatArray

TYPE_NAME = "a2fDeformer"
SMALLEST_SOFTNESS = 1e-4


class DeformerNode(AddingDeformer):
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

    @staticmethod
    def create() -> Any:
        """A new node, handed over to Maya."""
        return ompx.asMPxPtr(DeformerNode())

    @staticmethod
    def initialize() -> None:
        """Make the attributes."""
        node = DeformerNode
        node.package = making_older.text("package", "pkg", DEFAULT_NETWORK)
        node.part = making_older.choice("part", "prt", PART_NAMES)
        node.skin = making_older.typed("skinCoefficients", "skc", om1.MFnData.kDoubleArray)
        node.tongue = making_older.typed("tongueCoefficients", "tgc", om1.MFnData.kDoubleArray)
        node.jaw = making_older.matrix("jawMatrix", "jm")
        defaults = FaceParameters()
        level, softness = defaults.face_mask_level, defaults.face_mask_softness
        node.mask_level = making_older.number("faceMaskLevel", "fml", level)[1]
        node.mask_softness = making_older.number("faceMaskSoftness", "fms", softness)[1]
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

    def displacements(self, block: Any, number: int, mesh: Any) -> FloatArray | None:
        """See `AddingDeformer.displacements`."""
        # asked for first, so that a core that is not ready yet begins to open its recording
        face = self._face(block)
        if face.is_at_rest:
            return None
        model = evaluations.STORE.pipeline_now(block.inputValue(self.package).asString()).model
        check_vertex_count(model, face.part, 0 if mesh is None else mesh.numVertices())
        return self._displacements.of(model, face)

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
