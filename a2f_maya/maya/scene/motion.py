"""Jaw and eyes: joints or transforms of any orientation that move as the instance says.

The node's ``offsetParentMatrix`` carries the motion, so its own channels stay free for animators::

    offset = former * parent * head^-1 * motion * head * parent^-1      (row vectors)

``head`` is the space in which the network's head stands. An eye turns about its own pivot.
"""

from __future__ import annotations

from collections.abc import Sequence

from maya import cmds
from maya.api import OpenMaya as om

from a2f_maya.errors import SceneError
from a2f_maya.maya.host import action
from a2f_maya.maya.scene.bindings import JAW, LEFT_EYE, RIGHT_EYE, bind
from a2f_maya.maya.scene.character import Character, character_of
from a2f_maya.maya.scene.nodes import (
    IDENTITY,
    is_identity,
    long_name,
    matrix,
    only_node,
    parent_of,
    refuse_driven,
    set_matrix,
    to_centimetres,
)

Link = str | tuple[float, ...]
"""One factor of a product of matrices: a plug, or sixteen constant numbers."""


@action("Attach Jaw")
def attach_jaw(character: str | Character, node: str, head: str | None = None) -> None:
    """Move a joint or transform rigidly with the lower teeth.

    Parameters
    ----------
    character : str or Character
    node : str
        Whatever carries the lower teeth: its orientation and its parents do not matter.
    head : str, optional
        Transform whose space is that of the network's head. Left out, it is the transform of the
        first mesh that is attached to the character, or else the world.

    Raises
    ------
    SceneError
        If something else drives the node's offset parent matrix.
    """
    who = character_of(character)
    _attach(who, JAW, node, head, [f"{who.core}.jawMatrix"], [])


@action("Attach Eyes")
def attach_eyes(character: str | Character, left: str, right: str, head: str | None = None) -> None:
    """Turn two joints or transforms as eyeballs, each about its own pivot.

    Parameters
    ----------
    character : str or Character
    left, right : str
        The character's left and right eye.
    head : str, optional
        See `attach_jaw`.

    Raises
    ------
    SceneError
        If something else drives an eye's offset parent matrix.
    """
    who = character_of(character)
    if only_node(left) == only_node(right):
        raise SceneError(f"'{left}' is given for both eyes; attach two nodes.")
    for kind, node, rotation in (
        (LEFT_EYE, left, "eyeRotateLeft"),
        (RIGHT_EYE, right, "eyeRotateRight"),
    ):
        eye = only_node(node, "transform")
        space = _head_space(who, eye, head)
        center = _centre(eye, space)
        turn = _create_rotation(f"{who.core}.{rotation}")
        back = tuple(-value for value in center)
        motion: list[Link] = [_translation(back), f"{turn}.outputMatrix", _translation(center)]
        _attach(who, kind, eye, space, motion, [turn])


def _attach(
    character: Character,
    kind: str,
    name: str,
    head: str | None,
    motion: Sequence[Link],
    made: Sequence[str],
) -> None:
    """Connect a motion in head space to a node's offset parent matrix."""
    node = only_node(name, "transform")
    plug = f"{node}.offsetParentMatrix"
    refuse_driven(plug)
    space = _head_space(character, node, head)
    former = matrix(plug)
    before, after = _space_change(node, space)
    links: list[Link] = [] if is_identity(former) else [former]
    links += [*before, *motion, *after]
    product = _create_product(node, links)
    set_matrix(plug, former)  # for undo, which may leave what last came through a connection
    cmds.connectAttr(f"{product}.matrixSum", plug)
    bind(character.core, kind, node, [product, *made], {"offset_parent_matrix": list(former)})


def _head_space(character: Character, node: str, head: str | None) -> str:
    """The transform that is the head's space; empty for the world."""
    if head is None:
        shapes = character.meshes
        space = parent_of(shapes[0]) if shapes else ""
    else:
        space = only_node(head, "transform") if head else ""
    own = long_name(node)
    if space and f"{long_name(space)}|".startswith(f"{own}|"):
        raise SceneError(
            f"'{node}' moves '{space}', the space of its own motion; give another head."
        )
    return space


def _space_change(node: str, head: str) -> tuple[list[Link], list[Link]]:
    """Factors from a node's parent space to head space, and back."""
    parent = parent_of(node)
    if parent and head and long_name(parent) == long_name(head):
        return [], []
    # the node's own parentMatrix holds its offset parent matrix and would make a cycle
    before: list[Link] = [f"{parent}.worldMatrix[0]"] if parent else []
    after: list[Link] = [f"{parent}.worldInverseMatrix[0]"] if parent else []
    if head:
        before.append(f"{head}.worldInverseMatrix[0]")
        after.insert(0, f"{head}.worldMatrix[0]")
    return before, after


def _create_product(node: str, links: Sequence[Link]) -> str:
    base = node.rsplit("|", 1)[-1].rsplit(":", 1)[-1]
    product = str(cmds.createNode("multMatrix", name=f"{base}_a2f_motion", skipSelect=True))
    for index, link in enumerate(links):
        plug = f"{product}.matrixIn[{index}]"
        if isinstance(link, str):
            cmds.connectAttr(link, plug)
        else:
            set_matrix(plug, link)
    return product


def _create_rotation(source: str) -> str:
    """A node that makes a matrix of a rotation about X, Y and Z."""
    if "composeMatrix" not in (cmds.allNodeTypes() or []):
        cmds.loadPlugin("matrixNodes", quiet=True)
    name = f"{source.rsplit('.', 1)[-1]}_a2f_matrix"
    node = str(cmds.createNode("composeMatrix", name=name, skipSelect=True))
    cmds.connectAttr(source, f"{node}.inputRotate")
    return node


def _centre(node: str, head: str) -> tuple[float, float, float]:
    """A node's pivot in head space, in centimetres."""
    world = cmds.xform(node, query=True, rotatePivot=True, worldSpace=True)
    point = om.MPoint(*(to_centimetres(value) for value in world))
    if head:
        point = point * om.MMatrix(matrix(f"{head}.worldInverseMatrix[0]"))
    return float(point.x), float(point.y), float(point.z)


def _translation(by: Sequence[float]) -> tuple[float, ...]:
    return (*IDENTITY[:12], *by, 1.0)
