"""A character as it stands in the scene: found by the connections of its A2F instance."""

from __future__ import annotations

from maya import cmds
from maya.api import OpenMaya as om

from a2f_maya.errors import SceneError
from a2f_maya.maya.scene.bindings import BLEND_SHAPE, HEAD, Binding, bindings
from a2f_maya.maya.scene.nodes import (
    driven_nodes,
    driver_of,
    is_type,
    long_name,
    object_of,
)

CORE, PLAYER, DEFORMER = "a2fCore", "a2fPlayer", "a2fDeformer"


class Character:
    """One A2F instance with everything that is connected to it.

    Nothing is stored but the instance itself, so that renaming, rewiring in the Node Editor and
    undo are always followed.

    Parameters
    ----------
    core : str
        The ``a2fCore`` node.
    """

    def __init__(self, core: str) -> None:
        self._handle = om.MObjectHandle(object_of(core))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Character) and self._handle == other._handle

    def __hash__(self) -> int:
        return int(self._handle.hashCode())

    def __repr__(self) -> str:
        return f"Character({self.core if self._handle.isValid() else 'deleted'!r})"

    @property
    def core(self) -> str:
        """Name of the ``a2fCore`` node, which is also the character's name.

        Raises
        ------
        SceneError
            If it has been deleted.
        """
        if not self._handle.isValid():
            raise SceneError("The character is not in the scene any more; look for it again.")
        return str(om.MFnDependencyNode(self._handle.object()).name())

    @property
    def player(self) -> str:
        """The ``a2fPlayer`` that drives it; empty if there is none."""
        player = driver_of(f"{self.core}.audioTime")
        return player if player and cmds.nodeType(player) == PLAYER else ""

    @property
    def package(self) -> str:
        """Name or folder of its model package."""
        return str(cmds.getAttr(f"{self.core}.package") or "")

    @property
    def head(self) -> str:
        """Group of the built-in head that was made for it; empty if there is none."""
        found = bindings(self.core, HEAD)
        return found[0].target if found else ""

    @property
    def bindings(self) -> list[Binding]:
        """What we have attached to it."""
        return bindings(self.core)

    @property
    def deformers(self) -> list[str]:
        """The ``a2fDeformer`` nodes that it drives."""
        return driven_nodes(self.core, DEFORMER)

    @property
    def meshes(self) -> list[str]:
        """Shapes of the meshes that its deformers move."""
        found = [
            shape
            for deformer in self.deformers
            for shape in cmds.deformer(deformer, query=True, geometry=True) or []
        ]
        return list(dict.fromkeys(str(shape) for shape in found))

    @property
    def blend_shapes(self) -> list[str]:
        """The blendShape nodes that it drives, or did until their weights were baked."""
        live = driven_nodes(self.core, "blendShape")
        attached = [binding.target for binding in bindings(self.core, BLEND_SHAPE)]
        return [name for name in dict.fromkeys([*live, *attached]) if name]


def characters() -> list[Character]:
    """All characters of the scene, those of references included, in the order of their making."""
    if CORE not in (cmds.allNodeTypes() or []):
        return []
    return [Character(core) for core in cmds.ls(type=CORE) or []]


def find_character(name: str) -> Character:
    """The character of a name.

    Parameters
    ----------
    name : str
        Name of its ``a2fCore`` node; the namespace may be left out where that is clear enough.

    Raises
    ------
    SceneError
        If there is none, or more than one.
    """
    everybody = characters()
    names = [character.core for character in everybody]
    chosen = [who for who, own in zip(everybody, names, strict=True) if own == name]
    if not chosen:
        pairs = zip(everybody, names, strict=True)
        chosen = [who for who, own in pairs if own.rsplit(":", 1)[-1] == name]
    if len(chosen) != 1:
        problem = f"{len(chosen)} characters" if chosen else "no character"
        there = ", ".join(names) or "none"
        raise SceneError(f"There is {problem} named '{name}'; the scene has: {there}.")
    return chosen[0]


def character_of(core: str | Character) -> Character:
    """A character from its node's name, or as it is."""
    return core if isinstance(core, Character) else find_character(core)


def nodes_of(character: Character) -> list[str]:
    """Long names of all nodes of a character: what can be selected to mean it."""
    core = character.core
    found = [core, character.player, character.head, *character.deformers]
    found += character.blend_shapes
    for binding in character.bindings:
        found += [binding.node, binding.target, *binding.owned]
    for shape in character.meshes:
        found += [shape, *(cmds.listRelatives(shape, parent=True, fullPath=True) or [])]
    head = character.head
    if head:
        found += cmds.listRelatives(head, allDescendents=True, fullPath=True) or []
    if character.player:
        audio = driver_of(f"{character.player}.audioFile")
        found += [audio] if audio and is_type(audio, ["audio"]) else []
    return list(dict.fromkeys(long_name(name) for name in found if name))
