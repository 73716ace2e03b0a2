"""The built-in head as meshes in the scene."""

from __future__ import annotations

from maya import cmds

from a2f_maya.face.head import PARTS, load_head
from a2f_maya.maya.host import action
from a2f_maya.maya.scene.mesh_making import create_mesh
from a2f_maya.maya.scene.nodes import only_node, to_ui_length

PART_ATTRIBUTE = "a2fPart"
MATERIALS = {
    "skin": ("skin", (0.80, 0.60, 0.50)),
    "tongue": ("tongue", (0.62, 0.30, 0.30)),
    "teeth_upper": ("teeth", (0.85, 0.82, 0.75)),
    "teeth_lower": ("teeth", (0.85, 0.82, 0.75)),
    "eye_left": ("eyes", (0.90, 0.90, 0.90)),
    "eye_right": ("eyes", (0.90, 0.90, 0.90)),
}
"""Part of the head -> name and colour of its lambert."""


@action("Create Male Head", keeps_selection=False)
def create_male_head(name: str = "a2f") -> str:
    """Add the built-in head: skin, tongue, teeth and eyes under one group, at rest.

    It is made in centimetres and stands upright, also where Z is up. The eyes turn about their
    own centres.

    Parameters
    ----------
    name : str
        Beginning of all names: ``<name>_head``, ``<name>_skin`` and so on.

    Returns
    -------
    str
        The group, which is selected.
    """
    head = load_head()
    group = str(cmds.createNode("transform", name=f"{name}_head", skipSelect=True))
    shading: dict[str, str] = {}
    for part in PARTS:
        transform = create_mesh(head.parts[part], f"{name}_{part}", group)
        cmds.addAttr(transform, longName=PART_ATTRIBUTE, dataType="string")
        cmds.setAttr(f"{transform}.{PART_ATTRIBUTE}", part, type="string")
        material, color = MATERIALS[part]
        if material not in shading:
            shading[material] = _create_material(f"{name}_{material}", color)
        cmds.sets(transform, edit=True, forceElement=shading[material])
    pivots = dict(zip(("eye_left", "eye_right"), head.eye_pivots.tolist(), strict=True))
    parts = head_parts(group)
    for part, pivot in pivots.items():
        for attribute in ("rotatePivot", "scalePivot"):
            lengths = [to_ui_length(value) for value in pivot]
            cmds.setAttr(f"{parts[part]}.{attribute}", *lengths, type="double3")
    if cmds.upAxis(query=True, axis=True) == "z":
        cmds.setAttr(f"{group}.rotateX", 90)
    cmds.select(group, replace=True)
    return group


def head_parts(group: str) -> dict[str, str]:
    """Transforms of a head's parts by the names in `a2f_maya.face.head.PARTS`.

    Parameters
    ----------
    group : str
    """
    children = cmds.listRelatives(only_node(group), children=True, path=True, type="transform")
    named = {
        str(cmds.getAttr(f"{child}.{PART_ATTRIBUTE}")): str(child)
        for child in children or []
        if cmds.attributeQuery(PART_ATTRIBUTE, node=child, exists=True)
    }
    return {part: named[part] for part in PARTS if part in named}


def head_materials(group: str) -> list[str]:
    """Shading groups and shaders that only this head uses."""
    parts = head_parts(group).values()
    shapes = [
        shape
        for part in parts
        for shape in cmds.listRelatives(part, shapes=True, noIntermediate=True, path=True) or []
    ]
    groups: dict[str, None] = {}
    for shape in shapes:
        groups |= dict.fromkeys(cmds.listConnections(shape, type="shadingEngine") or [])
    own = []
    for shading_group in groups:
        members = set(cmds.ls(cmds.sets(shading_group, query=True) or [], long=True))
        if members <= set(cmds.ls(shapes, long=True)):
            own += [shading_group, *_shading_nodes(shading_group)]
    return own


def _shading_nodes(shading_group: str) -> list[str]:
    shaders = cmds.listConnections(f"{shading_group}.surfaceShader", destination=False) or []
    infos = cmds.listConnections(f"{shading_group}.message", type="materialInfo") or []
    return [*shaders, *infos]


def _create_material(name: str, color: tuple[float, float, float]) -> str:
    """A lambert and its shading group; the group is given."""
    shader = cmds.shadingNode("lambert", asShader=True, name=f"{name}_lambert", skipSelect=True)
    group = str(cmds.sets(name=f"{shader}SG", renderable=True, noSurfaceShader=True, empty=True))
    cmds.setAttr(f"{shader}.color", *color, type="double3")
    cmds.connectAttr(f"{shader}.outColor", f"{group}.surfaceShader")
    return group
