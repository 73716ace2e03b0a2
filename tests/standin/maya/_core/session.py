"""The one running Maya."""

from __future__ import annotations

import os
from typing import Any

from maya._core.events import Events
from maya._core.undo import UndoQueue


class Session:
    """What lives as long as the process: undo queue, signals, plug-ins, options, personality.

    Attributes
    ----------
    scene : maya._core.scene.Scene
        Another object after each ``file -new``.
    batch : bool
        Whether this is mayapy; the other personality has windows and an idle queue.
    """

    def __init__(self) -> None:
        self.undo = UndoQueue()
        self.events = Events()
        self.scene: Any = None
        self.evaluation_manager: Any = None
        self.plugins: dict[str, Any] = {}
        self.options: dict[str, Any] = {}
        self.state: dict[str, Any] = {}
        self.node_types: dict[str, Any] = {}
        self.idle_queue: list[Any] = []
        self.batch = os.environ.get("MAYA_STANDIN_GUI", "") != "1"
        self.version = "2025"
        self.api_version = 20250300

    def graph_changed(self) -> None:
        """Tell the evaluation manager that its graph is out of date."""
        if self.evaluation_manager is not None:
            self.evaluation_manager.invalidate()
        if self.scene is not None:
            self.scene.modified = True


session = Session()
