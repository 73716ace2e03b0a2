"""What we have connected to a character, kept in the scene so that it can be taken away again.

A binding is a ``network`` node with message connections: from the A2F instance, from the node that
was attached and from the nodes that were made for it. Messages survive renaming, importing,
references and duplicating, which names and identifiers do not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maya import cmds

from a2f_maya.maya.scene.nodes import destinations_of, node_of, source_of

KIND, INSTANCE, TARGET, OWNED, FORMER = (
    "a2fKind",
    "a2fInstance",
    "a2fTarget",
    "a2fOwned",
    "a2fFormer",
)

HEAD, MESH, BLEND_SHAPE, JAW, LEFT_EYE, RIGHT_EYE, AUDIO = (
    "head",
    "mesh",
    "blendShape",
    "jaw",
    "leftEye",
    "rightEye",
    "audio",
)
MOTIONS = (JAW, LEFT_EYE, RIGHT_EYE)


@dataclass(frozen=True)
class Binding:
    """One thing that is attached to a character.

    Attributes
    ----------
    node : str
        The ``network`` node.
    kind : str
        One of the names in this module.
    target : str
        The node that was attached; empty if it is gone.
    owned : tuple of str
        Nodes that were made for it.
    former : dict
        What the target was like before.
    """

    node: str
    kind: str
    target: str
    owned: tuple[str, ...]
    former: dict[str, Any]


def bind(
    instance: str,
    kind: str,
    target: str,
    owned: Sequence[str] = (),
    former: Mapping[str, Any] | None = None,
) -> str:
    """Remember that ``target`` is attached to ``instance`` and give the binding's node.

    Parameters
    ----------
    instance : str
        The A2F instance, or the player that owns a recording.
    kind, target, owned, former
        See `Binding`.
    """
    base = instance.rsplit("|", 1)[-1].rsplit(":", 1)[-1]
    node = str(cmds.createNode("network", name=f"{base}_{kind}", skipSelect=True))
    cmds.addAttr(node, longName=KIND, dataType="string")
    cmds.addAttr(node, longName=FORMER, dataType="string")
    cmds.addAttr(node, longName=INSTANCE, attributeType="message")
    cmds.addAttr(node, longName=TARGET, attributeType="message")
    cmds.addAttr(node, longName=OWNED, attributeType="message", multi=True)
    cmds.setAttr(f"{node}.{KIND}", kind, type="string")
    set_former(node, former or {})
    cmds.connectAttr(f"{instance}.message", f"{node}.{INSTANCE}")
    cmds.connectAttr(f"{target}.message", f"{node}.{TARGET}")
    for index, name in enumerate(owned):
        cmds.connectAttr(f"{name}.message", f"{node}.{OWNED}[{index}]")
    return node


def bindings(instance: str, *kinds: str) -> list[Binding]:
    """What is attached to an instance, all or of some kinds, in order of attaching."""
    found = [
        read(node_of(plug))
        for plug in destinations_of(f"{instance}.message", "network")
        if plug.endswith(f".{INSTANCE}")
    ]
    return [binding for binding in found if not kinds or binding.kind in kinds]


def read(node: str) -> Binding:
    """Read a binding's node."""
    # as plugs, because of a shape Maya gives its transform otherwise
    owned = cmds.listConnections(f"{node}.{OWNED}", source=True, destination=False, plugs=True)
    return Binding(
        node,
        cmds.getAttr(f"{node}.{KIND}") or "",
        node_of(source_of(f"{node}.{TARGET}")),
        tuple(node_of(str(plug)) for plug in owned or []),
        json.loads(cmds.getAttr(f"{node}.{FORMER}") or "{}"),
    )


def set_former(node: str, former: Mapping[str, Any]) -> None:
    """Replace what a binding's node knows of the target's former state."""
    cmds.setAttr(f"{node}.{FORMER}", json.dumps(former), type="string")


def binding_of(target: str, *kinds: str) -> Binding | None:
    """The binding that has attached a node, if there is one."""
    for plug in destinations_of(f"{target}.message", "network"):
        if plug.endswith(f".{TARGET}"):
            binding = read(node_of(plug))
            if not kinds or binding.kind in kinds:
                return binding
    return None
