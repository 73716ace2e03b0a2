"""``MAnimControl``, ``MAnimUtil``, ``MAnimMessage`` and the clipboard."""

from __future__ import annotations

from typing import Any

from maya._api2.anim_curve import tangent_word
from maya._api2.arrays import ObjectArray
from maya._api2.messages import MMessage
from maya._api2.objects import MObject, MObjectArray, changes_scene, node_of, wrap
from maya._api2.paths import MDagPath
from maya._api2.plugs import MPlug, MPlugArray
from maya._api2.quantities import MTime
from maya._api2.selection import MSelectionList
from maya._core import keyframes
from maya._core.animation_curve import TANGENTS
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session
from maya._shared.messages import subscribe


def _options() -> dict[str, Any]:
    from maya._commands.playback import playback

    return playback()


class MAnimControl:
    """The current time, ranges, and playback."""

    kPlaybackOnce, kPlaybackLoop, kPlaybackOscillate = range(3)
    kPlaybackViewAll, kPlaybackViewActive = range(2)

    @staticmethod
    def currentTime() -> MTime:
        """Time of the scene."""
        return MTime._ticks(session.scene.time)

    @staticmethod
    @changes_scene
    def setCurrentTime(newTime: MTime) -> None:
        """Go to a time."""
        session.scene.set_time(_time(newTime))

    @staticmethod
    def setAnimationStartEndTime(newStartTime: MTime, newEndTime: MTime) -> None:
        """Set the animation range."""
        MAnimControl.setAnimationStartTime(newStartTime)
        MAnimControl.setAnimationEndTime(newEndTime)

    @staticmethod
    def setMinMaxTime(newMinTime: MTime, newMaxTime: MTime) -> None:
        """Set the playback range."""
        MAnimControl.setMinTime(newMinTime)
        MAnimControl.setMaxTime(newMaxTime)

    @staticmethod
    def isPlaying() -> bool:
        """Whether the scene plays."""
        return bool(session.state.get("playing"))

    @staticmethod
    def isScrubbing() -> bool:
        """Whether the user drags the time slider."""
        return False

    @staticmethod
    def _play(**flags: Any) -> None:
        from maya import cmds

        cmds.play(**flags)

    @staticmethod
    def playForward() -> None:
        """Play."""
        MAnimControl._play(forward=True)

    @staticmethod
    def playBackward() -> None:
        """Play backwards."""
        MAnimControl._play(forward=False)

    @staticmethod
    def stop() -> None:
        """Stop playing."""
        MAnimControl._play(state=False)

    @staticmethod
    def playbackMode() -> int:
        """What happens at the end."""
        return {"once": 0, "continuous": 1, "oscillate": 2}[_options().get("loop", "continuous")]

    @staticmethod
    def setPlaybackMode(newMode: int) -> None:
        """Set what happens at the end."""
        _options()["loop"] = ("once", "continuous", "oscillate")[newMode]

    @staticmethod
    def viewMode() -> int:
        """Which views are updated."""
        return int(_options().get("view") == "active")

    @staticmethod
    def setViewMode(newMode: int) -> None:
        """Set which views are updated."""
        _options()["view"] = ("all", "active")[newMode]

    @staticmethod
    def playbackSpeed() -> float:
        """Speed of playing; 0: every frame."""
        return float(_options().get("playbackSpeed", 0.0))

    @staticmethod
    def setPlaybackSpeed(newSpeed: float) -> None:
        """Set the speed of playing."""
        _options()["playbackSpeed"] = float(newSpeed)

    @staticmethod
    def playbackBy() -> float:
        """Step of playing in frames."""
        return float(_options().get("by", 1.0))

    @staticmethod
    def setPlaybackBy(newBy: float) -> None:
        """Set the step of playing."""
        _options()["by"] = float(newBy)

    @staticmethod
    def autoKeyMode() -> bool:
        """Whether changes set keys."""
        return bool(session.state.get("autoKey", False))

    @staticmethod
    def setAutoKeyMode(mode: bool) -> None:
        """Let changes set keys."""
        session.state["autoKey"] = bool(mode)

    @staticmethod
    def globalInTangentType() -> int:
        """Type of tangents into new keys."""
        return TANGENTS[keyframes.default_tangents()[0]]

    @staticmethod
    def setGlobalInTangentType(tangentType: int) -> None:
        """Set the type of tangents into new keys."""
        session.state["inTangentType"] = tangent_word(tangentType, True)

    @staticmethod
    def globalOutTangentType() -> int:
        """Type of tangents out of new keys."""
        return TANGENTS[keyframes.default_tangents()[1]]

    @staticmethod
    def setGlobalOutTangentType(tangentType: int) -> None:
        """Set the type of tangents out of new keys."""
        session.state["outTangentType"] = tangent_word(tangentType, False)

    @staticmethod
    def weightedTangents() -> bool:
        """Whether tangents of new curves have weights."""
        return bool(session.state.get("weightedTangents", False))

    @staticmethod
    def setWeightedTangents(mode: bool) -> None:
        """Give tangents of new curves weights."""
        session.state["weightedTangents"] = bool(mode)


def _time(value: Any) -> int:
    if isinstance(value, MTime):
        return value._as_ticks()
    if isinstance(value, (int, float)):
        return MTime(float(value), MTime.uiUnit())._as_ticks()
    raise TypeError(f"argument must be MTime, not {type(value).__name__}")


def _range_end(name: str) -> None:
    def read() -> MTime:
        return MTime._ticks(int(_options()[name]))

    def write(newTime: MTime) -> None:
        from maya._commands.playback import _set_end

        _set_end(_options(), name, _time(newTime))
        session.events.send("playback_range")

    read.__doc__ = write.__doc__ = "An end of the playback or animation range."
    setattr(MAnimControl, name, staticmethod(read))
    setattr(MAnimControl, f"set{name[0].upper()}{name[1:]}", staticmethod(write))


for _name in ("minTime", "maxTime", "animationStartTime", "animationEndTime"):
    _range_end(_name)


def _targets(value: Any) -> list[Plug]:
    """Plugs of an object, path, plug or selection."""
    if isinstance(value, MPlug):
        return value._plug().leaves()
    if isinstance(value, MSelectionList):
        nodes = [each for n in range(value.length()) for each in _targets(value.getDependNode(n))]
        return list(dict.fromkeys(nodes))
    node: Node = value._path().node if isinstance(value, MDagPath) else node_of(value)
    return [plug for plug in node.known_plugs() if plug.is_leaf]


class MAnimUtil:
    """Questions about animation."""

    @staticmethod
    def isAnimated(object: Any, checkParent: bool = False) -> bool:
        """Whether a curve drives something."""
        found = any(keyframes.source_curve(plug) is not None for plug in _targets(object))
        if found or not checkParent or isinstance(object, (MPlug, MSelectionList)):
            return found
        node = object._path().node if isinstance(object, MDagPath) else node_of(object)
        parents = [p for p in getattr(node, "parents", []) if not p.is_world]
        return any(MAnimUtil.isAnimated(wrap(parent), True) for parent in parents)

    @staticmethod
    def findAnimatedPlugs(object: Any, checkParent: bool = False) -> MPlugArray:
        """Plugs that curves drive."""
        plugs = (p for p in _targets(object) if keyframes.source_curve(p) is not None)
        return MPlugArray._of(MPlug._of(plug) for plug in plugs)

    @staticmethod
    def findAnimation(plug: MPlug) -> MObjectArray:
        """Curves that drive a plug."""
        curves = (keyframes.source_curve(leaf) for leaf in plug._plug().leaves())
        return MObjectArray._of(wrap(curve) for curve in curves if curve is not None)

    @staticmethod
    def findAnimatablePlugs(object: Any) -> MPlugArray:
        """Plugs that can be keyed."""
        if isinstance(object, MSelectionList):
            nodes = [object.getDependNode(n)._e for n in range(object.length())]
        else:
            nodes = [object._path().node if isinstance(object, MDagPath) else node_of(object)]
        tops = (node.plug(attribute) for node in nodes for attribute in node.attributes)
        leaves = (leaf for top in tops for leaf in top.leaves())
        return MPlugArray._of(
            MPlug._of(leaf) for leaf in leaves if leaf.is_keyable and keyframes.can_be_keyed(leaf)
        )

    @staticmethod
    def findSetDrivenKeyAnimation(plug: MPlug) -> tuple[MObjectArray, MPlugArray]:
        """Driven curves of a plug, and the plugs that drive them."""
        curve = keyframes.source_curve(plug._plug(), driven=True)
        if curve is None:
            return MObjectArray(), MPlugArray()
        source = curve.plug("input").source
        drivers = [] if source is None else [MPlug._of(source)]
        return MObjectArray._of([wrap(curve)]), MPlugArray._of(drivers)

    @staticmethod
    def findConstraint(plug: MPlug) -> tuple[MObject, MObjectArray]:
        """The constraint that drives a plug, and its targets."""
        source = plug._plug().effective_source()
        if source is None or "kConstraint" not in source.node.type.mfn_names:
            return MObject(), MObjectArray()
        targets = {
            each.source.node
            for each in source.node.known_plugs()
            if each.source is not None and each.source.node is not plug._plug().node
        }
        return wrap(source.node), MObjectArray._of(map(wrap, targets))


class MAnimMessage(MMessage):
    """Messages about animation."""

    @staticmethod
    def addAnimCurveEditedCallback(function: Any, clientData: Any = None) -> int:
        """Call ``function(curves, clientData)`` when keys change."""

        def changed(call: Any, kind: str, plug: Any, other: Any) -> None:
            if kind == "keys":
                call(MObjectArray._of([wrap(plug.node)]), clientData)

        return subscribe({"attribute_changed": changed}, function)

    @staticmethod
    def addNodeAnimKeyframeEditedCallback(
        animNode: MObject, function: Any, clientData: Any = None
    ) -> int:
        """Call ``function(curve, clientData)`` when keys of a curve change."""
        owner = node_of(animNode)

        def changed(call: Any, kind: str, plug: Any, other: Any) -> None:
            if kind == "keys" and plug.node is owner:
                call(wrap(owner), clientData)

        return subscribe({"attribute_changed": changed}, function, owner)

    @staticmethod
    def flushAnimKeyframeEditedCallbacks() -> None:
        """Send what is waiting; nothing ever waits."""


MAnimMessage.addAnimKeyframeEditedCallback = MAnimMessage.addAnimCurveEditedCallback
for _name in (
    "addAnimKeyframeEditCheckCallback",
    "addDisableImplicitControlCallback",
    "addPostBakeResultsCallback",
    "addPreBakeResultsCallback",
):

    def _never(*arguments: Any) -> int:
        return subscribe({}, next((each for each in arguments if callable(each)), None))

    setattr(MAnimMessage, _name, staticmethod(_never))


class MAnimCurveClipboardItem:
    """A curve on the clipboard, and where it came from."""

    def __init__(self, source: Any = None) -> None:
        self.animCurve = MObject()
        self.nodeName = self.fullAttributeName = self.leafAttributeName = ""
        self._addressing = (0, 0, 0)
        if source is not None:
            self.__dict__.update(source.__dict__)

    def animCurveType(self) -> int:
        """Type of the curve."""
        from maya._api2.anim_curve import MFnAnimCurve

        return MFnAnimCurve(self.animCurve).animCurveType

    def setAnimCurve(self, curve: MObject) -> MAnimCurveClipboardItem:
        """Set the curve."""
        self.animCurve = MObject(curve)
        return self

    def getAddressingInfo(self) -> tuple[int, int, int]:
        """Row, number of children and of attributes."""
        return self._addressing

    def setAddressingInfo(self, row: int, child: int, attr: int) -> MAnimCurveClipboardItem:
        """Set row, number of children and of attributes."""
        self._addressing = (int(row), int(child), int(attr))
        return self

    def setNameInfo(self, nodeName: str, fullName: str, leafName: str) -> MAnimCurveClipboardItem:
        """Set the names of node and attribute."""
        self.nodeName, self.fullAttributeName, self.leafAttributeName = nodeName, fullName, leafName
        return self


class MAnimCurveClipboardItemArray(ObjectArray):
    """Array of clipboard items."""

    __slots__ = ()

    def _kind(self) -> type:
        return MAnimCurveClipboardItem


class MAnimCurveClipboard:
    """A clipboard for curves."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> MAnimCurveClipboard:
        """Empty it."""
        self._items = MAnimCurveClipboardItemArray()
        self.startTime, self.endTime = MTime(0.0), MTime(0.0)
        self.startUnitlessInput = self.endUnitlessInput = 0.0
        return self

    @property
    def isEmpty(self) -> bool:
        """Whether nothing is on it."""
        return len(self._items) == 0

    def clipboardItems(self) -> MAnimCurveClipboardItemArray:
        """What is on it."""
        return MAnimCurveClipboardItemArray(self._items)

    def set(self, items: Any, *times: Any) -> MAnimCurveClipboard:
        """Put curves on it."""
        self._items = MAnimCurveClipboardItemArray(items)
        if len(times) >= 2:
            self.startTime, self.endTime = MTime(times[0]), MTime(times[1])
        return self


MAnimCurveClipboard.theAPIClipboard = MAnimCurveClipboard()
