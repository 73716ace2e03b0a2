"""Starting, and a new scene."""

from __future__ import annotations

import importlib
import pkgutil
import sys

from maya._core.evaluation_manager import EvaluationManager
from maya._core.scene import Scene
from maya._core.session import session
from maya._core.units import to_ticks

DEEPEST_CALLS = 8000


def start() -> None:
    """Register the built-in node types and open an empty scene, once in a process."""
    if session.scene is not None:
        return
    # A long chain of nodes is evaluated by as many nested calls.
    sys.setrecursionlimit(max(sys.getrecursionlimit(), DEEPEST_CALLS))
    import maya._nodes as nodes

    for module in pkgutil.iter_modules(nodes.__path__):
        importlib.import_module(f"maya._nodes.{module.name}")
    session.evaluation_manager = EvaluationManager()
    new_scene()


def new_scene() -> None:
    """Throw the scene away and start an empty one."""
    from maya._nodes.dag_nodes import world
    from maya._nodes.defaults import add_default_nodes

    old = session.scene
    if old is not None:
        for node in list(old.nodes):
            node.in_scene = False
    session.undo.flush()
    session.undo.chunks.clear()
    session.scene = Scene()
    with session.undo.suspended():
        session.scene.world = world()
        session.scene.insert(session.scene.world)
        session.scene.time_node = session.scene.create("time", "time1")
        session.scene.time_node.is_default = True
        session.scene.time_node.plug("outTime").value = to_ticks(1)  # new scenes begin at frame 1
        add_default_nodes(session.scene)
    session.scene.modified = False
