"""Taking a character out of the scene again, as if it had never been there."""

from __future__ import annotations

from collections.abc import Iterable

from maya import cmds

from a2f_maya.maya.host import action
from a2f_maya.maya.scene.bindings import AUDIO, BLEND_SHAPE, HEAD, MESH, MOTIONS, Binding, bindings
from a2f_maya.maya.scene.character import CORE, Character, character_of
from a2f_maya.maya.scene.nodes import (
    driven_nodes,
    is_type,
    node_of,
    refuse_referenced,
    set_matrix,
    source_of,
)


@action("Delete A2F Setup")
def delete_setup(character: str | Character) -> None:
    """Delete what we have made for a character and put back what it had taken over.

    Only nodes that we made go: the instance, its deformers, the built-in head, and the player and
    its recording if no other character uses them. Weights and offset parent matrices get their
    former values. Baked keys and caches stay.

    Parameters
    ----------
    character : str or Character

    Raises
    ------
    SceneError
        If the character comes from a referenced file.
    """
    who = character_of(character)
    core, player = who.core, who.player
    refuse_referenced(core)
    attached = who.bindings
    for binding in attached:
        _detach(core, binding)
    delete_existing([*who.deformers, *(binding.node for binding in attached), core])
    if player and not driven_nodes(player, CORE):
        delete_player(player)


def delete_player(player: str) -> None:
    """Delete a player, and its recording if that was made for it and plays nowhere else.

    Parameters
    ----------
    player : str
    """
    made = bindings(player, AUDIO)
    delete_existing([player, *(binding.node for binding in made)])
    for binding in made:
        delete_existing(name for name in binding.owned if not driven_nodes(name, "a2fPlayer"))


def _detach(core: str, binding: Binding) -> None:
    if binding.kind == BLEND_SHAPE:
        _release_weights(core, binding)
    elif binding.kind in MOTIONS:
        _release_motion(binding)
    elif binding.kind == MESH:
        release_mesh(binding)
    elif binding.kind == HEAD:
        delete_existing([binding.target, *binding.owned])


def _release_weights(core: str, binding: Binding) -> None:
    """Disconnect the weights that are still live and give them their former values."""
    if not binding.target:
        return
    former = binding.former.get("weights", {})
    for index in cmds.getAttr(f"{binding.target}.weight", multiIndices=True) or []:
        plug = f"{binding.target}.weight[{index}]"
        source = source_of(plug)
        if node_of(source) == core:
            cmds.disconnectAttr(source, plug)
            cmds.setAttr(plug, former.get(str(index), 0.0))


def _release_motion(binding: Binding) -> None:
    product = set(binding.owned)
    delete_existing(binding.owned)
    plug = f"{binding.target}.offsetParentMatrix" if binding.target else ""
    if product and plug and cmds.objExists(plug) and not source_of(plug):
        set_matrix(plug, binding.former["offset_parent_matrix"])


def release_mesh(binding: Binding) -> None:
    """Delete the deformer, and the history that it had brought if nothing else needs it."""
    delete_existing(binding.owned)
    shape = binding.target
    if not shape or not cmds.objExists(shape) or binding.former.get("had_history"):
        return
    history = [node for node in cmds.listHistory(shape) or [] if node != shape]
    if any(cmds.referenceQuery(node, isNodeReferenced=True) for node in (shape, *history)):
        return  # its history is an edit of the reference and goes with that
    if all(is_type(node, ["mesh"]) for node in history):
        cmds.delete(shape, constructionHistory=True)


def delete_existing(names: Iterable[str]) -> None:
    """Delete nodes that are still there."""
    for name in names:
        if name and cmds.objExists(name):
            cmds.delete(name)
