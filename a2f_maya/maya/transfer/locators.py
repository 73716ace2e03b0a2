"""The ``a2fCorrespondence`` locator: which meshes a transfer is between, found by connections."""

from __future__ import annotations

from typing import Literal

from maya import cmds

from a2f_maya.errors import MeshError, SceneError
from a2f_maya.maya.host import action
from a2f_maya.maya.scene.nodes import (
    driver_of,
    is_type,
    mesh_shape,
    only_node,
    source_of,
)
from a2f_maya.maya.transfer.meshes import (
    rest_mesh,
    short_name,
    transform_of,
    world_matrix_plug,
)
from a2f_maya.mesh import same_faces

CORRESPONDENCE = "a2fCorrespondence"

Side = Literal["source", "target"]
SIDES: tuple[Side, ...] = ("source", "target")
SOURCE, TARGET, OPEN_MOUTH, FITTED = "source", "target", "openMouth", "fitted"
ROLE_NAMES = {
    SOURCE: "driver A2F mesh",
    TARGET: "target mesh",
    OPEN_MOUTH: "open-mouth A2F mesh",
    FITTED: "fitted mesh",
}


@action("Create Correspondence")
def create_correspondence(
    source: str | None = None,
    target: str | None = None,
    open_mouth: str | None = None,
    name: str = "a2f_correspondence",
) -> str:
    """Add the locator that holds the pairs of points of two meshes.

    Parameters
    ----------
    source : str, optional
        The neutral A2F mesh that will drive.
    target : str, optional
        The head that will be driven.
    open_mouth : str, optional
        The A2F mesh with its mouth open.
    name : str

    Returns
    -------
    str
        The ``a2fCorrespondence`` shape.

    Raises
    ------
    MeshError
        If the open mouth has other faces than the source.
    SceneError
        If a name is no mesh, or two are the same.
    """
    transform = str(cmds.createNode("transform", name=name, skipSelect=True))
    leaf = f"{short_name(transform)}Shape"
    shape = cmds.createNode(CORRESPONDENCE, name=leaf, parent=transform, skipSelect=True)
    node = str(only_node(shape))
    set_meshes(node, source, target, open_mouth)
    return node


@action("Set Meshes")
def set_meshes(
    node: str,
    source: str | None = None,
    target: str | None = None,
    open_mouth: str | None = None,
) -> None:
    """Choose other meshes; pairs are kept.

    Parameters
    ----------
    node : str
        The locator.
    source, target, open_mouth : str, optional
        Meshes or their transforms; one that is left out stays, an empty text takes it away.

    Raises
    ------
    MeshError
        If the open mouth has other faces than the source.
    SceneError
        If a name is no mesh, or two are the same.
    """
    locator = locator_of(node)
    for role, mesh in ((SOURCE, source), (TARGET, target), (OPEN_MOUTH, open_mouth)):
        if mesh is not None:
            set_role(locator, role, transform_of(mesh) if mesh else "")
    chosen = {role: mesh_of(locator, role) for role in (SOURCE, TARGET, OPEN_MOUTH)}
    for role, other in ((SOURCE, TARGET), (SOURCE, OPEN_MOUTH), (TARGET, OPEN_MOUTH)):
        if chosen[role] and chosen[role] == chosen[other]:
            raise SceneError(
                f"'{chosen[role]}' cannot be both the {ROLE_NAMES[role]} and the "
                f"{ROLE_NAMES[other]}; choose two meshes."
            )
    if (source or open_mouth) and chosen[SOURCE] and chosen[OPEN_MOUTH]:
        check_faces(chosen[OPEN_MOUTH], chosen[SOURCE], ROLE_NAMES[OPEN_MOUTH])


def correspondences() -> list[str]:
    """All correspondence locators of the scene, those of references included."""
    if CORRESPONDENCE not in (cmds.allNodeTypes() or []):
        return []
    return [str(node) for node in cmds.ls(type=CORRESPONDENCE) or []]


def locator_of(node: str) -> str:
    """A correspondence locator, given by its shape or its transform.

    Raises
    ------
    SceneError
        If it is none.
    """
    found = only_node(node)
    if is_type(found, ["transform"]):
        below = cmds.listRelatives(found, shapes=True, path=True, type=CORRESPONDENCE)
        found = str(below[0]) if below else found
    return only_node(found, CORRESPONDENCE)


def mesh_of(locator: str, role: str) -> str:
    """Transform of one of a locator's meshes; empty if it is missing.

    Parameters
    ----------
    locator : str
    role : str
        ``source``, ``target``, ``openMouth`` or ``fitted``.
    """
    node = driver_of(f"{locator}.{role}")
    has_mesh = node and cmds.listRelatives(node, shapes=True, type="mesh")
    return node if has_mesh else ""


def needed_mesh(locator: str, role: str) -> str:
    """Transform of one of a locator's meshes.

    Raises
    ------
    SceneError
        If it is missing.
    """
    mesh = mesh_of(locator, role)
    if not mesh:
        raise SceneError(f"The {ROLE_NAMES[role]} is missing; choose it first.")
    return mesh


def set_role(locator: str, role: str, transform: str) -> None:
    """Connect a mesh to a locator in place of the one that was there; none if it is empty."""
    links = {f"{locator}.{role}": f"{transform}.message"}
    if role in SIDES:
        shape = mesh_shape(transform) if transform else ""
        links[f"{locator}.{role}Mesh"] = f"{shape}.outMesh"
        links[f"{locator}.{role}Matrix"] = world_matrix_plug(shape) if shape else ""
    for plug, wanted in links.items():
        present = source_of(plug)
        if present and present != wanted:
            cmds.disconnectAttr(present, plug)
        if transform and present != wanted:
            cmds.connectAttr(wanted, plug)


def follow_shapes(locator: str) -> None:
    """Draw on the visible shapes again, where Maya has given a mesh another one.

    That happens to referenced meshes with their first deformer.
    """
    for side in SIDES:
        if mesh_of(locator, side):
            set_role(locator, side, mesh_of(locator, side))


def check_faces(mesh: str, source: str, what: str) -> None:
    """Refuse a mesh that has not the faces of the source.

    Raises
    ------
    MeshError
    """
    if not same_faces(rest_mesh(mesh), rest_mesh(source)):
        raise MeshError(
            f"The {what} '{mesh}' has not the same vertices and faces as '{source}'; choose a copy "
            "of it."
        )
