"""Making our node types known to Maya, and taking them back; the plug-in files call this."""

from __future__ import annotations

from typing import Any

from maya import OpenMaya as om1
from maya import OpenMayaMPx as ompx
from maya import cmds
from maya.api import OpenMaya as om

from a2f_maya.maya import evaluations, menu, node_ids, undo
from a2f_maya.maya.nodes import core, deformer, player

_NODES = (
    (player.TYPE_NAME, node_ids.PLAYER, player.PlayerNode),
    (core.TYPE_NAME, node_ids.CORE, core.CoreNode),
)
_CLASSIFICATION = "utility/general"


def register_nodes(plugin: Any) -> None:
    """Register everything of the newer API and begin to serve nodes.

    Parameters
    ----------
    plugin : maya.api.OpenMaya.MFnPlugin
    """
    done: list[int] = []
    try:
        for name, number, node in _NODES:
            plugin.registerNode(
                name,
                om.MTypeId(number),
                node.create,
                node.initialize,
                om.MPxNode.kDependNode,
                _CLASSIFICATION,
            )
            done.append(number)
            serialize(name)
        plugin.registerCommand(undo.COMMAND, undo.ApplyCommand.create)
    except Exception:
        # a plug-in that does not load must not leave half of its types behind
        for number in reversed(done):
            plugin.deregisterNode(om.MTypeId(number))
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
    plugin.deregisterCommand(undo.COMMAND)
    for _, number, _ in reversed(_NODES):
        plugin.deregisterNode(om.MTypeId(number))


def register_deformers(plugin: Any) -> None:
    """Register the deformer.

    Parameters
    ----------
    plugin : maya.OpenMayaMPx.MFnPlugin
    """
    node = deformer.DeformerNode
    kind = ompx.MPxNode.kDeformerNode
    plugin.registerNode(
        deformer.TYPE_NAME, om1.MTypeId(node_ids.DEFORMER), node.create, node.initialize, kind
    )
    serialize(deformer.TYPE_NAME)
    cmds.makePaintable(deformer.TYPE_NAME, "weights", attrType="multiFloat", shapeMode="deformer")


def deregister_deformers(plugin: Any) -> None:
    """Take back the deformer.

    Parameters
    ----------
    plugin : maya.OpenMayaMPx.MFnPlugin
    """
    cmds.makePaintable(
        deformer.TYPE_NAME, "weights", attrType="multiFloat", shapeMode="deformer", remove=True
    )
    plugin.deregisterNode(om1.MTypeId(node_ids.DEFORMER))


def serialize(node_type: str) -> None:
    """Let the evaluation manager run one node of this type at a time: Python has one lock anyway.

    Parameters
    ----------
    node_type : str
    """
    cmds.evaluationManager(node_type, nodeTypeGloballySerialize=True)
