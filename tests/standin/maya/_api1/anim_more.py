"""MAnimUtil, MItKeyframe, MFnIkJoint and messages about keys."""

from __future__ import annotations

from typing import Any

from maya._core import keyframes, maths
from maya._core.nodes import Node
from maya._shared import errors
from maya._shared.messages import subscribe

from . import pointers
from .fn_anim_curve import MFnAnimCurve
from .fn_node import create_node, dag_parent
from .fn_transform import MFnTransform
from .messages import MMessage
from .objects import MObject, MObjectArray, entity_of
from .paths import MDagPath
from .plugs import MPlug, MPlugArray, not_recorded
from .rotations import MEulerRotation, MQuaternion
from .selection import MSelectionList
from .swig import SwigObject, expect, named, wrong_arguments
from .transformation import _order


def _nodes(what: Any) -> list[Node]:
    if isinstance(what, MSelectionList):
        return [getattr(item.thing, "node", item.thing) for item in what._items]
    if isinstance(what, MDagPath):
        return [what._have().node]
    if isinstance(what, MPlug):
        return [what._core().node]
    return [entity_of(what, Node)]


@named("MAnimUtil")
class MAnimUtil(SwigObject):
    """What is animated."""

    @staticmethod
    def isAnimated(what: Any, checkParent: bool = False) -> bool:
        """Whether a node, path or plug has animation curves."""
        if isinstance(what, MPlug):
            return any(keyframes.source_curve(leaf) is not None for leaf in what._core().leaves())
        nodes = _nodes(what)
        if checkParent and isinstance(what, MDagPath):
            nodes = list(what._have().nodes)
        return any(_animated(node) for node in nodes)

    @staticmethod
    def findAnimatedPlugs(what: Any, plugs: Any, *_: Any) -> bool:
        """Fill an array with the animated plugs."""
        found = [plug for node in _nodes(what) for plug in _animated(node)]
        expect(plugs, MPlugArray)._set_all(MPlug._of(plug) for plug in found)
        return bool(found)

    @staticmethod
    def findAnimatablePlugs(what: Any, plugs: Any) -> bool:
        """Fill an array with the plugs that keys can be set on."""
        found = [
            leaf
            for node in _nodes(what)
            for top in node.attributes
            for leaf in node.plug(top).leaves()
            if leaf.is_keyable and leaf.attribute.is_numeric
        ]
        expect(plugs, MPlugArray)._set_all(MPlug._of(plug) for plug in found)
        return bool(found)

    @staticmethod
    def findAnimation(plug: Any, curves: Any) -> bool:
        """Fill an array with the curves that drive a plug."""
        found = [keyframes.source_curve(leaf) for leaf in expect(plug, MPlug)._core().leaves()]
        expect(curves, MObjectArray)._set_all(
            MObject._of(each) for each in found if each is not None
        )
        return any(each is not None for each in found)


def _animated(node: Node) -> list[Any]:
    return [
        plug
        for plug in node.known_plugs()
        if plug.is_leaf and plug.source is not None and keyframes.source_curve(plug) is not None
    ]


@named("MItKeyframe")
class MItKeyframe(SwigObject):
    """Goes through the keys of a curve."""

    kTangentGlobal, kTangentFixed, kTangentLinear, kTangentFlat, kTangentSmooth = range(5)
    kTangentStep, kTangentSlow, kTangentFast, kTangentClamped, kTangentPlateau = range(5, 10)
    kTangentStepNext, kTangentAuto, kTangentAutoMix, kTangentAutoEase = range(10, 14)
    kTangentAutoCustom = 14

    def __init__(self, curve: Any = None) -> None:
        self._curve = MFnAnimCurve()
        if curve is not None:
            self.reset(curve)

    def reset(self, curve: Any = None) -> None:
        """Start again, or with another curve."""
        self._at = 0
        if curve is not None:
            self._curve.setObject(curve)

    def isDone(self) -> bool:
        """Whether all were visited."""
        return self._at >= self._curve.numKeys()

    def next(self) -> None:
        """Go on."""
        self._at += 1

    __next__ = next

    def time(self) -> Any:
        """When the key is."""
        return self._curve.time(self._at)

    def value(self) -> float:
        """The value of the key."""
        return self._curve.value(self._at)

    def setTime(self, time: Any) -> None:
        """Move the key."""
        self._curve.setTime(self._at, time)

    def setValue(self, value: float) -> None:
        """Set the value of the key."""
        self._curve.setValue(self._at, value)

    def inTangentType(self) -> int:
        """The type of the tangent into the key."""
        return self._curve.inTangentType(self._at)

    def outTangentType(self) -> int:
        """The type of the tangent out of the key."""
        return self._curve.outTangentType(self._at)

    def setInTangentType(self, kind: int) -> None:
        """Set the type of the tangent into the key."""
        self._curve.setInTangentType(self._at, kind)

    def setOutTangentType(self, kind: int) -> None:
        """Set the type of the tangent out of the key."""
        self._curve.setOutTangentType(self._at, kind)

    def tangentsLocked(self) -> bool:
        """Whether both tangents turn together."""
        return self._curve.tangentsLocked(self._at)

    def setTangentsLocked(self, state: bool) -> None:
        """Let both tangents turn together."""
        self._curve.setTangentsLocked(self._at, state)


@named("MFnIkJoint")
class MFnIkJoint(MFnTransform):
    """Joints."""

    _fits = "kJoint"
    kXAxis, kYAxis, kZAxis, kNone = range(4)

    def create(self, parent: Any = None) -> MObject:
        """Make a joint."""
        self._entity = create_node("joint", "joint1", dag_parent(parent))
        self._path = None
        return MObject._of(self._entity)

    def _angles(self, name: str, targets: tuple[Any, ...]) -> None:
        angles = self._have().plug(name).get()
        first = targets[0]
        if isinstance(first, MEulerRotation):
            first._put(angles)
        elif isinstance(first, MQuaternion):
            first._put(maths.euler_to_quaternion(angles))
        elif pointers.is_pointer(first):
            pointers.store(first, "double", *angles)
            if len(targets) > 1:
                pointers.store(targets[1], "int", 1)
        else:
            raise wrong_arguments("MFnIkJoint", targets)

    def _set_angles(self, name: str, values: tuple[Any, ...]) -> None:
        first = values[0]
        if isinstance(first, MQuaternion):
            angles = maths.quaternion_to_euler(first._list())
        elif isinstance(first, MEulerRotation):
            angles = maths.reorder_euler(first._list(), first.order, 0)
        else:
            order = _order(values[1]) if len(values) > 1 else 0
            angles = maths.reorder_euler(pointers.load(first, "double", 3), order, 0)
        with not_recorded():
            self._have().plug(name).set([float(angle) for angle in angles])

    def getOrientation(self, *targets: Any) -> None:
        """``(euler)``, ``(quaternion)`` or ``(double *, int *)``: the joint orient."""
        self._angles("jointOrient", targets)

    def setOrientation(self, *values: Any) -> None:
        """Set the joint orient."""
        self._set_angles("jointOrient", values)

    def getScaleOrientation(self, *targets: Any) -> None:
        """The rotation before scaling (rotate axis)."""
        self._angles("rotateAxis", targets)

    def setScaleOrientation(self, *values: Any) -> None:
        """Set the rotation before scaling."""
        self._set_angles("rotateAxis", values)

    def getPreferredAngle(self, angles: Any) -> None:
        """Write the preferred angles to memory."""
        self._angles("preferredAngle", (angles,))

    def setPreferredAngle(self, angles: Any) -> None:
        """Set the preferred angles."""
        self._set_angles("preferredAngle", (angles,))

    getPreferedAngle, setPreferedAngle = getPreferredAngle, setPreferredAngle

    def getSegmentScale(self, scale: Any) -> None:
        """Write the scale to memory."""
        self.getScale(scale)

    def setSegmentScale(self, scale: Any) -> None:
        """Set the scale."""
        self.setScale(scale)


@named("MAnimMessage")
class MAnimMessage(MMessage):
    """Messages about animation curves."""

    @staticmethod
    def addAnimCurveEditedCallback(function: Any, clientData: Any = None) -> int:
        """Call ``function(curves, clientData)`` when keys change."""

        def changed(call: Any, kind: str, plug: Any, other: Any) -> None:
            if kind == "keys":
                call(MObjectArray._made([MObject._of(plug.node)]), clientData)

        return subscribe({"attribute_changed": changed}, function)

    @staticmethod
    def addAnimKeyframeEditedCallback(function: Any, clientData: Any = None) -> int:
        """Call ``function(deltas, clientData)``; the stand-in keeps no deltas of keys."""
        raise errors.not_standing_in("MAnimMessage.addAnimKeyframeEditedCallback")
