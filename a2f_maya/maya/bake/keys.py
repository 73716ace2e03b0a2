"""Animation curves in bulk: linear keys, as few as a tolerance allows, undoable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from maya import cmds
from maya.api import OpenMaya as om
from maya.api import OpenMayaAnim as oma

from a2f_maya.errors import SceneError
from a2f_maya.key_reduction import kept_keys, largest_error
from a2f_maya.maya import undo
from a2f_maya.maya.bake.sampling import FloatTable
from a2f_maya.maya.host import time_of_frame
from a2f_maya.maya.scene.nodes import (
    connect_number,
    is_type,
    node_of,
    object_of,
    refuse_locked,
    source_of,
)

UNITLESS, LENGTH, ANGLE = "animCurveTU", "animCurveTL", "animCurveTA"


@dataclass(frozen=True)
class Curve:
    """One plug over time.

    Attributes
    ----------
    plug : str
    kind : str
        Node type of the curve: `UNITLESS`, `LENGTH` or `ANGLE`.
    values : np.ndarray [shape=(T,)]
        In centimetres or radians where the kind has a unit.
    name : str
        Of the curve's node.
    tolerance : float, optional
        In the unit of the values; all keys stay if left out.
    """

    plug: str
    kind: str
    values: FloatTable
    name: str
    tolerance: float | None = None


@dataclass(frozen=True)
class BakeReport:
    """What a bake has written.

    Attributes
    ----------
    start, end : int
        First and last frame.
    curves : int
    keys : int
        In all curves together.
    largest_error : float
        Of the key reduction, in the units of the curves.
    targets : tuple of str
        Nodes that have the keys.
    """

    start: int
    end: int
    curves: int
    keys: int
    largest_error: float
    targets: tuple[str, ...]

    def joined(self, other: BakeReport) -> BakeReport:
        """Both as one."""
        return BakeReport(
            min(self.start, other.start),
            max(self.end, other.end),
            self.curves + other.curves,
            self.keys + other.keys,
            max(self.largest_error, other.largest_error),
            (*self.targets, *other.targets),
        )


def write_curves(curves: Sequence[Curve], frames: range, layer: str | None) -> BakeReport:
    """Key plugs that nothing drives any more.

    Parameters
    ----------
    curves : sequence of Curve
    frames : range
        One for each value.
    layer : str, optional
        Animation layer that gets the keys, see `create_layer`.
    """
    times = np.array(frames, dtype=np.float64)
    kept = [
        np.arange(len(times))
        if curve.tolerance is None
        else kept_keys(times, curve.values, curve.tolerance)
        for curve in curves
    ]
    nodes = []
    for curve in curves:
        node = str(cmds.createNode(curve.kind, name=curve.name, skipSelect=True))
        if layer:
            cmds.connectAttr(f"{node}.output", _layered(curve.plug, layer), force=True)
        else:
            connect_number(f"{node}.output", curve.plug)
        nodes.append(node)
    undo.apply(_AddKeys(nodes, frames, [c.values for c in curves], kept))
    errors = [largest_error(times, c.values, k) for c, k in zip(curves, kept, strict=True)]
    return BakeReport(
        frames[0],
        frames[-1],
        len(curves),
        sum(len(places) for places in kept),
        max(errors, default=0.0),
        tuple(dict.fromkeys(node_of(curve.plug) for curve in curves)),
    )


def create_layer(name: str) -> str:
    """A new animation layer that overrides those below it.

    Raises
    ------
    SceneError
        If there is a node of that name already.
    """
    if cmds.objExists(name):
        raise SceneError(f"There is a node '{name}' already; give the new layer another name.")
    return str(cmds.animLayer(name, override=True))


def refuse_unbakeable(plug: str, allowed: str = "") -> None:
    """Raise if keys cannot take the place of what drives a plug.

    Parameters
    ----------
    plug : str
    allowed : str
        A node that may drive it.

    Raises
    ------
    SceneError
    """
    driver = node_of(source_of(plug))
    if driver and driver != allowed and not is_type(driver, ["animCurve"]):
        raise SceneError(f"'{plug}' is driven by '{driver}'; disconnect that first.")
    refuse_locked(plug)


def free(plug: str) -> None:
    """Disconnect a plug; a curve that drove nothing else is deleted."""
    source = source_of(plug)
    if not source:
        return
    driver = node_of(source)
    direct = cmds.listConnections(plug, source=True, destination=False, plugs=True)[0]
    cmds.disconnectAttr(direct, plug)
    if is_type(driver, ["animCurve"]) and not cmds.listConnections(f"{driver}.output"):
        cmds.delete(driver)


class _AddKeys:
    """Linear keys on curves."""

    def __init__(
        self,
        nodes: Sequence[str],
        frames: range,
        values: Sequence[FloatTable],
        kept: Sequence[Any],
    ) -> None:
        self._curves = [om.MObjectHandle(object_of(node)) for node in nodes]
        self._frames = frames
        self._values = values
        self._kept = kept
        self._change: Any = None

    def do(self) -> None:
        self._change = oma.MAnimCurveChange()
        times = [time_of_frame(frame) for frame in self._frames]
        linear = oma.MFnAnimCurve.kTangentLinear
        for handle, values, kept in zip(self._curves, self._values, self._kept, strict=True):
            oma.MFnAnimCurve(handle.object()).addKeys(
                om.MTimeArray([times[place] for place in kept.tolist()]),
                om.MDoubleArray(values[kept].tolist()),
                linear,
                linear,
                False,
                self._change,
            )

    def undo(self) -> None:
        self._change.undoIt()

    def redo(self) -> None:
        self._change.redoIt()


def _layered(plug: str, layer: str) -> str:
    """Put a plug into a layer and give the plug that the layer's curve has to drive."""
    cmds.animLayer(layer, edit=True, attribute=plug)
    found = cmds.animLayer(layer, query=True, layeredPlug=plug)
    if not found:
        raise SceneError(f"Maya could not put '{plug}' into the animation layer '{layer}'.")
    return str(found)
