"""What our deformers share: they add displacements to whatever comes in (API 1.0)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from maya import OpenMaya as om1
from maya import OpenMayaMPx as ompx

from a2f_maya.errors import A2FError
from a2f_maya.maya import evaluations
from a2f_maya.maya.arrays import PointMemories
from a2f_maya.maya.nodes.displacements import add
from a2f_maya.maya.nodes.membership import Membership, PaintedWeights, filter_attribute


class AddingDeformer(ompx.MPxDeformerNode):  # type: ignore[misc]
    """Envelope, painted weights, membership, warnings; a subclass knows the displacements."""

    def __init__(self) -> None:
        super().__init__()
        self._memories = PointMemories()
        self._membership = Membership()
        self._weights = PaintedWeights()
        self._warned: dict[int, str] = {}

    def displacements(
        self, block: Any, number: int, mesh: Any
    ) -> npt.NDArray[np.floating[Any]] | None:
        """How far all vertices of a geometry are moved [shape=(V, 3)], or None for not at all.

        Parameters
        ----------
        block : MDataBlock
        number : int
            Logical index of the geometry.
        mesh : MFnMesh or None
            What comes in; None if it is no mesh.

        Raises
        ------
        A2FError
            If something is wrong; the geometry then stays as it came in.
        """
        raise NotImplementedError

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
        element = _input_element(block, number)
        geometry = element.child(filter_attribute("inputGeom"))
        is_mesh = geometry.type() == om1.MFnData.kMesh
        mesh = om1.MFnMesh(geometry.asMesh()) if is_mesh else None
        moved = self.displacements(block, number, mesh)
        if moved is None:
            return
        members = self._membership.members(element, iterator, number, len(moved))
        weights = self._weights.of(block, number, len(moved))
        points = om1.MPointArray()
        iterator.allPositions(points)
        if not points.length():
            return
        memory = self._memories.of(points.length())
        memory.take(points)
        add(memory.rows, moved, members, weights, envelope)
        iterator.setAllPositions(memory.as_points())


def _input_element(block: Any, number: int) -> Any:
    """``input[number]``; asked for as an output, because as an input it is evaluated anew."""
    inputs = block.outputArrayValue(filter_attribute("input"))
    inputs.jumpToElement(number)
    return inputs.outputValue()


def _weight_attributes() -> tuple[Any, Any]:
    return filter_attribute("weightList"), filter_attribute("weights")


def _is_weight(attribute: Any) -> bool:
    return any(attribute == each for each in _weight_attributes())
