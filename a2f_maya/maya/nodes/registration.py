"""Making our node types known to Maya, and taking them back; the plug-in files call this."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from maya import OpenMaya as om1
from maya import OpenMayaMPx as ompx
from maya import cmds
from maya.api import OpenMaya as om
from maya.api import OpenMayaRender as omr

from a2f_maya.maya import evaluations, menu, node_ids, undo
from a2f_maya.maya.nodes import (
    core,
    correspondence,
    correspondence_drawing,
    deformer,
    player,
    wrap,
)

_UTILITY = "utility/general"
_NODES = (
    (player.TYPE_NAME, node_ids.PLAYER, player.PlayerNode, om.MPxNode.kDependNode, _UTILITY),
    (core.TYPE_NAME, node_ids.CORE, core.CoreNode, om.MPxNode.kDependNode, _UTILITY),
    (
        correspondence.TYPE_NAME,
        node_ids.CORRESPONDENCE,
        correspondence.CorrespondenceNode,
        om.MPxNode.kLocatorNode,
        correspondence.DRAWING,
    ),
)
_DRAWING = (correspondence.DRAWING, "a2f_nodes")
"""Classification and registrant of the drawing of the locator."""
_DEFORMERS = (
    (deformer.TYPE_NAME, node_ids.DEFORMER, deformer.DeformerNode),
    (wrap.TYPE_NAME, node_ids.WRAP, wrap.WrapNode),
)


def register_nodes(plugin: Any) -> None:
    """Register everything of the newer API and begin to serve nodes.

    Parameters
    ----------
    plugin : maya.api.OpenMaya.MFnPlugin
    """
    done: list[Callable[[], Any]] = []
    try:
        for name, number, node, kind, classification in _NODES:
            plugin.registerNode(
                name, om.MTypeId(number), node.create, node.initialize, kind, classification
            )
            done.append(partial(plugin.deregisterNode, om.MTypeId(number)))
            serialize(name)
        omr.MDrawRegistry.registerDrawOverrideCreator(
            *_DRAWING, correspondence_drawing.CorrespondenceDrawing.create
        )
        done.append(partial(omr.MDrawRegistry.deregisterDrawOverrideCreator, *_DRAWING))
        plugin.registerCommand(undo.COMMAND, undo.ApplyCommand.create)
    except Exception:
        # a plug-in that does not load must not leave half of its types behind
        for take_back in reversed(done):
            take_back()
        raise
    evaluations.start()
    menu.build_when_idle()


def deregister_nodes(plugin: Any) -> None:
    """Stop serving nodes and take back everything of the newer API.

    Parameters
    ----------
    plugin : maya.api.OpenMaya.MFnPlugin
    """
    menu.remove()
    evaluations.stop()
    omr.MDrawRegistry.deregisterDrawOverrideCreator(*_DRAWING)
    plugin.deregisterCommand(undo.COMMAND)
    for _, number, *_ in reversed(_NODES):
        plugin.deregisterNode(om.MTypeId(number))


def register_deformers(plugin: Any) -> None:
    """Register the deformers.

    Parameters
    ----------
    plugin : maya.OpenMayaMPx.MFnPlugin
    """
    done: list[int] = []
    try:
        for name, number, node in _DEFORMERS:
            kind = ompx.MPxNode.kDeformerNode
            plugin.registerNode(name, om1.MTypeId(number), node.create, node.initialize, kind)
            done.append(number)
            serialize(name)
            cmds.makePaintable(name, "weights", attrType="multiFloat", shapeMode="deformer")
    except Exception:
        for number in reversed(done):
            plugin.deregisterNode(om1.MTypeId(number))
        raise


def deregister_deformers(plugin: Any) -> None:
    """Take back the deformers.

    Parameters
    ----------
    plugin : maya.OpenMayaMPx.MFnPlugin
    """
    for name, number, _ in reversed(_DEFORMERS):
        cmds.makePaintable(
            name, "weights", attrType="multiFloat", shapeMode="deformer", remove=True
        )
        plugin.deregisterNode(om1.MTypeId(number))


def serialize(node_type: str) -> None:
    """Let the evaluation manager run one node of this type at a time: Python has one lock anyway.

    Parameters
    ----------
    node_type : str
    """
    cmds.evaluationManager(node_type, nodeTypeGloballySerialize=True)
