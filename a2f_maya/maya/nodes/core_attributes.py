"""The attributes of ``a2fCore``, made from the table of tuning parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from maya.api import OpenMaya as om

from a2f_maya.face.parameter import Parameter
from a2f_maya.face.params import PARAMETERS
from a2f_maya.maya.nodes import making
from a2f_maya.names import EMOTION_LABELS, EMOTIONS
from a2f_maya.network.library import DEFAULT_NETWORK
from a2f_maya.performing.settings import PACKAGE_FRAME

_KINDS = {
    float: om.MFnNumericData.kDouble,
    int: om.MFnNumericData.kInt,
    bool: om.MFnNumericData.kBoolean,
}


@dataclass(frozen=True)
class CoreInputs:
    """Attribute objects of all inputs.

    Attributes
    ----------
    package, audio_file, audio_time, source_shot, source_frame, tick : MObject
    rate, numerator, denominator : MObject
        The frame rate and its two parts.
    emotions : MObject
        The compound of ``emotion``.
    emotion, tuning : dict of MObject
        By the names of the emotions and of the tuning parameters.
    """

    package: Any
    audio_file: Any
    audio_time: Any
    rate: Any
    numerator: Any
    denominator: Any
    source_shot: Any
    source_frame: Any
    emotions: Any
    emotion: dict[str, Any]
    tuning: dict[str, Any]
    tick: Any

    @property
    def top(self) -> tuple[Any, ...]:
        """Those that are no child of another one."""
        return (
            self.package,
            self.audio_file,
            self.audio_time,
            self.rate,
            self.source_shot,
            self.source_frame,
            self.emotions,
            *self.tuning.values(),
            self.tick,
        )

    @property
    def all(self) -> tuple[Any, ...]:
        """Every input, children included."""
        return (*self.top, self.numerator, self.denominator, *self.emotion.values())


@dataclass(frozen=True)
class CoreOutputs:
    """Attribute objects of all outputs; the children of a triple stand in a list behind it."""

    skin: Any
    tongue: Any
    weights: Any
    jaw: Any
    jaw_translate: tuple[Any, list[Any]]
    jaw_rotate: tuple[Any, list[Any]]
    eye_right: tuple[Any, list[Any]]
    eye_left: tuple[Any, list[Any]]
    package: Any
    ready: Any
    status: Any
    time: Any

    @property
    def triples(self) -> tuple[tuple[Any, list[Any]], ...]:
        """Those that have children."""
        return (self.jaw_translate, self.jaw_rotate, self.eye_right, self.eye_left)

    @property
    def face(self) -> tuple[Any, ...]:
        """All that one frame without weights gives, children included."""
        triples = [part for parent, children in self.triples for part in (parent, *children)]
        return (self.skin, self.tongue, self.jaw, *triples, self.ready, self.status, self.time)

    @property
    def top(self) -> tuple[Any, ...]:
        """Those that are no child of another one."""
        parents = (triple[0] for triple in self.triples)
        single = (self.skin, self.tongue, self.weights, self.jaw)
        return (*single, *parents, self.package, self.ready, self.status, self.time)


def make_inputs() -> CoreInputs:
    """Make all inputs of a core."""
    numerator = _whole("frameRateNumerator", "frn", 60, 1, 1_000_000)
    denominator = _whole("frameRateDenominator", "frd", 1, 1, 1_000_000)
    emotion = {name: _emotion(name) for name in EMOTIONS}
    tick = making.number("evaluationTick", "et", 0, kind=om.MFnNumericData.kInt)[1]
    function = om.MFnAttribute(tick)
    function.hidden = True
    function.storable = False
    return CoreInputs(
        package=making.text("package", "pkg", DEFAULT_NETWORK),
        audio_file=making.text("audioFile", "af", is_file=True),
        audio_time=making.number("audioTime", "at")[1],
        rate=om.MFnNumericAttribute().create("frameRate", "fr", numerator, denominator),
        numerator=numerator,
        denominator=denominator,
        source_shot=making.text("sourceShot", "ss"),
        source_frame=_whole("sourceFrame", "sf", PACKAGE_FRAME, PACKAGE_FRAME, None),
        emotions=making.compound("emotions", "emo", emotion.values()),
        emotion=emotion,
        tuning={row.name: _tuning(row) for row in PARAMETERS},
        tick=tick,
    )


def make_outputs() -> CoreOutputs:
    """Make all outputs of a core."""
    function, weights = making.number("weights", "w")
    function.array = True
    function.usesArrayDataBuilder = True
    distance, angle = om.MFnUnitAttribute.kDistance, om.MFnUnitAttribute.kAngle
    outputs = CoreOutputs(
        skin=making.doubles("skinCoefficients", "skc"),
        tongue=making.doubles("tongueCoefficients", "tgc"),
        weights=weights,
        jaw=making.matrix("jawMatrix", "jm"),
        jaw_translate=making.unit_triple("jawTranslate", "jt", distance),
        jaw_rotate=making.unit_triple("jawRotate", "jr", angle),
        eye_right=making.unit_triple("eyeRotateRight", "err", angle),
        eye_left=making.unit_triple("eyeRotateLeft", "erl", angle),
        package=making.text("outPackage", "opk"),
        ready=making.flag("ready", "rdy"),
        status=making.text("status", "sts"),
        time=making.number("processingTime", "pt")[1],
    )
    children = [child for _, group in outputs.triples for child in group]
    making.make_output(*outputs.top, *children)
    return outputs


def _whole(name: str, short: str, default: int, minimum: int, maximum: int | None) -> Any:
    function, attribute = making.number(name, short, default, kind=om.MFnNumericData.kInt)
    function.setMin(minimum)
    if maximum is not None:
        function.setMax(maximum)
    return attribute


def _emotion(name: str) -> Any:
    function, attribute = making.number(name, name)
    function.setMin(0.0)
    function.setMax(1.0)
    function.keyable = True
    function.setNiceNameOverride(EMOTION_LABELS[name])
    return attribute


def _tuning(row: Parameter) -> Any:
    default = row.kind(row.default)
    function, attribute = making.number(row.name, row.name, default, kind=_KINDS[row.kind])
    if row.kind is not bool:
        function.setMin(row.kind(row.minimum))
        function.setMax(row.kind(row.maximum))
    function.keyable = row.keyable
    function.setNiceNameOverride(row.label)
    return attribute
