"""Tells a window once, in idle time, that the scene has changed, however much happened to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from maya.api import OpenMaya as om

from a2f_maya.maya.scene.nodes import object_of
from a2f_maya.ui.qt import QtCore

EVENTS = ("SelectionChanged", "NameChanged", "Undo", "Redo", "ToolChanged", "DagObjectCreated")


class SceneWatcher(QtCore.QObject):
    """Collects Maya's messages; stops by itself when its parent is destroyed.

    Parameters
    ----------
    parent : QObject
    """

    changed = QtCore.Signal()
    """The scene is not as it was; read it again."""

    replaced = QtCore.Signal()
    """Another scene is open; nothing that was kept in mind of the old one is there any more."""

    def __init__(self, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self._timer = QtCore.QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.changed)
        self._callbacks = _Callbacks(self._timer, self.replaced.emit)
        self.destroyed.connect(self._callbacks.stop)

    def watch_attributes(self, names: Sequence[str]) -> None:
        """Also tell about attributes of some nodes, and of no others."""
        self._callbacks.watch_attributes(names)

    def look_soon(self) -> None:
        """Tell in idle time, as if something had happened to the scene."""
        self._timer.start()


class _Callbacks:
    """What Maya calls; apart from the Qt object, because it outlives that for a moment."""

    def __init__(self, timer: QtCore.QTimer, tell_replaced: Callable[[], None]) -> None:
        self._timer: QtCore.QTimer | None = timer
        self._tell_replaced = tell_replaced
        scene, graph = om.MSceneMessage, om.MDGMessage
        self._ids: list[Any] = [
            *(om.MEventMessage.addEventCallback(event, self._tell) for event in EVENTS),
            *(
                scene.addCallback(event, self._scene_replaced)
                for event in (scene.kAfterNew, scene.kAfterOpen)
            ),
            scene.addCallback(scene.kAfterImport, self._tell),
            graph.addNodeRemovedCallback(self._tell, "dependNode"),
        ]
        self._node_ids: list[Any] = []

    def watch_attributes(self, names: Sequence[str]) -> None:
        _remove(self._node_ids)
        if self._timer is None:
            return
        self._node_ids += [
            om.MNodeMessage.addAttributeChangedCallback(object_of(name), self._tell_of_attribute)
            for name in names
        ]

    def stop(self, *_: object) -> None:
        self._timer = None
        _remove(self._ids)
        _remove(self._node_ids)

    def _scene_replaced(self, *_: object) -> None:
        self.watch_attributes(())
        if self._timer is not None:
            self._tell_replaced()
            self._timer.start()

    def _tell(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.start()

    def _tell_of_attribute(self, kind: int, *_: object) -> None:
        message = om.MNodeMessage
        if kind & (message.kAttributeSet | message.kConnectionMade | message.kConnectionBroken):
            self._tell()


def _remove(ids: list[Any]) -> None:
    while ids:
        # those of a node may have gone with it
        with suppress(RuntimeError):
            om.MMessage.removeCallback(ids.pop())
