"""The node ``a2fCore``: the face of a recording at a moment, as numbers for meshes and rigs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from maya.api import OpenMaya as om

from a2f_maya.face.params import PARAMETERS
from a2f_maya.maya import evaluations
from a2f_maya.maya.arrays import double_array_data
from a2f_maya.maya.nodes import making
from a2f_maya.maya.nodes.core_attributes import (
    CoreInputs,
    CoreOutputs,
    make_inputs,
    make_outputs,
)
from a2f_maya.maya.nodes.core_moment import Answer, Moment, angles_of, answer
from a2f_maya.maya.nodes.file_paths import resolved
from a2f_maya.performing.blend import FaceFrame
from a2f_maya.tracks import FloatArray

TYPE_NAME = "a2fCore"
NORMAL_STATE = 0


class CoreNode(om.MPxNode):  # type: ignore[misc]
    """``a2fCore``: one character; NVIDIA's applications call it an A2F Instance."""

    inputs: CoreInputs
    outputs: CoreOutputs
    node_state: Any = None

    def __init__(self) -> None:
        super().__init__()
        self._warned = ""
        self._waiting: tuple[int, Any] | None = None

    @staticmethod
    def create() -> Any:
        """A new node, as Maya asks for it."""
        return CoreNode()

    @classmethod
    def initialize(cls) -> None:
        """Make the attributes."""
        cls.inputs, cls.outputs = make_inputs(), make_outputs()
        for attribute in (*cls.inputs.top, *cls.outputs.top):
            cls.addAttribute(attribute)
        wanted = (*cls.outputs.face, cls.outputs.weights)
        making.affect(cls, cls.inputs.all, wanted)
        # every node has nodeState; the newer API has no other way to it than another node type
        cls.node_state = om.MNodeClass("network").attribute("nodeState")
        making.affect(cls, (cls.node_state,), wanted)
        making.affect(cls, (cls.inputs.package,), (cls.outputs.package,))

    def postConstructor(self) -> None:  # noqa: N802 - Maya's name
        """The object exists only now."""
        handle = om.MObjectHandle(self.thisMObject())
        self._waiting = (handle.hashCode(), handle)

    def compute(self, plug: Any, block: Any) -> Any:
        """Answer for one output and all that come with it; all values come from the block."""
        attribute = plug.attribute()
        if attribute == self.outputs.package:
            package = block.inputValue(self.inputs.package).asString()
            block.outputValue(attribute).setString(package)
            block.setClean(attribute)
        elif attribute == self.outputs.weights:
            found = self._answer(block, solve=True)
            self._write_weights(block, found.frame)
        elif attribute in self.outputs.face:
            self._write_face(block, self._answer(block, solve=False))
        else:
            return None
        return self

    def getCacheSetup(  # noqa: N802 - Maya's name
        self, node: Any, disabling: Any, setup: Any, monitored: Any
    ) -> None:
        """Cached Playback may keep what this node gives."""
        om.MPxNode.getCacheSetup(self, node, disabling, setup, monitored)
        setup.setPreference(setup.kWantToCacheByDefault, True)

    def _answer(self, block: Any, *, solve: bool) -> Answer:
        found = answer(evaluations.STORE, self._moment(block), solve=solve, waiting=self._waiting)
        cause = found.status if found.is_failure else ""
        if cause and cause != self._warned:
            evaluations.warn(f"{self.name()}: {cause}")
        if found.is_ready or cause:
            self._warned = cause
        return found

    def _moment(self, block: Any) -> Moment:
        given = self.inputs
        value = block.inputValue
        return Moment(
            package=value(given.package).asString(),
            audio_file=resolved(value(given.audio_file).asString()),
            seconds=value(given.audio_time).asDouble(),
            numerator=max(1, value(given.numerator).asInt()),
            denominator=max(1, value(given.denominator).asInt()),
            source_shot=value(given.source_shot).asString(),
            source_frame=value(given.source_frame).asInt(),
            emotions={
                name: value(attribute).asDouble() for name, attribute in given.emotion.items()
            },
            tuning=self._tuning(block),
            is_off=value(self.node_state).asShort() != NORMAL_STATE,
        )

    def _tuning(self, block: Any) -> dict[str, float]:
        values = {}
        for row in PARAMETERS:
            handle = block.inputValue(self.inputs.tuning[row.name])
            readers = {float: handle.asDouble, int: handle.asInt, bool: handle.asBool}
            values[row.name] = readers[row.kind]()
        return values

    def _write_face(self, block: Any, found: Answer) -> None:
        given = self.outputs
        frame = found.frame
        skin = np.concatenate([frame.upper, frame.lower]) if frame else np.empty(0)
        tongue = np.concatenate([frame.tongue, frame.tongue_offset]) if frame else np.empty(0)
        jaw = (frame.jaw if frame else np.eye(4)).astype(np.float64)
        eyes = np.radians(frame.eyes) if frame else np.zeros((2, 3))
        block.outputValue(given.skin).setMObject(double_array_data(skin))
        block.outputValue(given.tongue).setMObject(double_array_data(tongue))
        # Maya's matrices are for row vectors
        block.outputValue(given.jaw).setMMatrix(om.MMatrix(jaw.T.ravel().tolist()))
        translate, rotate = given.jaw_translate, given.jaw_rotate
        _write_triple(block, translate, om.MFnUnitAttribute.kDistance, jaw[:3, 3].tolist())
        _write_triple(block, rotate, om.MFnUnitAttribute.kAngle, angles_of(jaw[:3, :3]))
        for triple, angles in ((given.eye_right, eyes[0]), (given.eye_left, eyes[1])):
            _write_triple(block, triple, om.MFnUnitAttribute.kAngle, angles.tolist())
        block.outputValue(given.ready).setBool(found.is_ready)
        block.outputValue(given.status).setString(found.status)
        block.outputValue(given.time).setDouble(found.milliseconds)
        for attribute in given.face:
            block.setClean(attribute)

    def _write_weights(self, block: Any, frame: FaceFrame | None) -> None:
        weights: FloatArray = frame.weights if frame else np.empty(0, np.float32)
        values = dict(enumerate(weights.tolist()))
        array = block.outputArrayValue(self.outputs.weights)
        for place in range(len(array)):
            array.jumpToPhysicalElement(place)
            # elements that another package left behind rest
            array.outputValue().setDouble(values.pop(array.elementLogicalIndex(), 0.0))
        if values:
            builder = array.builder()
            for index, value in values.items():
                builder.addElement(index).setDouble(value)
            array.set(builder)
        array.setAllClean()
        block.setClean(self.outputs.weights)


def _write_triple(
    block: Any, triple: tuple[Any, list[Any]], unit: int, values: Sequence[float]
) -> None:
    """Set the children of a triple: centimetres or radians."""
    parent = block.outputValue(triple[0])
    for child, value in zip(triple[1], values, strict=True):
        handle = parent.child(child)
        if unit == om.MFnUnitAttribute.kAngle:
            handle.setMAngle(om.MAngle(value, om.MAngle.kRadians))
        else:
            handle.setMDistance(om.MDistance(value, om.MDistance.kCentimeters))
