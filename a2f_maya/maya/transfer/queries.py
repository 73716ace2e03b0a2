"""What windows show of a transfer."""

from __future__ import annotations

from dataclasses import dataclass

from maya import cmds

from a2f_maya.maya.scene.bindings import bindings
from a2f_maya.maya.scene.nodes import parent_of
from a2f_maya.maya.transfer.blend_shapes import blend_shapes_of
from a2f_maya.maya.transfer.fitting import FITTED_KIND
from a2f_maya.maya.transfer.locators import (
    FITTED,
    OPEN_MOUTH,
    SOURCE,
    TARGET,
    correspondences,
    locator_of,
    mesh_of,
)
from a2f_maya.maya.transfer.post_wrapping import post_wrap_of


@dataclass(frozen=True)
class SetupMeshes:
    """Transforms of the meshes of a transfer; empty where one is missing."""

    source: str
    target: str
    open_mouth: str
    fitted: str


def meshes_of(node: str) -> SetupMeshes:
    """The meshes of a locator."""
    locator = locator_of(node)
    return SetupMeshes(*(mesh_of(locator, role) for role in (SOURCE, TARGET, OPEN_MOUTH, FITTED)))


def fitted_meshes(node: str) -> list[str]:
    """Meshes that a locator may post wrap with: its own one, and those of other locators.

    The locator's present choice is the last one.
    """
    locator = locator_of(node)
    found = [mesh_of(locator, FITTED)]
    for other in dict.fromkeys([locator, *correspondences()]):
        found += [binding.target for binding in bindings(other, FITTED_KIND)]
    return list(dict.fromkeys(name for name in found if name))[::-1]


def smooth_level_of(node: str) -> int | None:
    """Smoothing of a locator's post wrap; None without one."""
    chain = post_wrap_of(node)
    return None if chain is None else int(cmds.getAttr(f"{chain.target_deformer}.smoothLevel"))


def blend_shape_of(node: str) -> str:
    """The blendShape that was made for a locator's target; empty if there is none."""
    found = blend_shapes_of(locator_of(node))
    return found[0] if found else ""


def locator_of_selection() -> str:
    """The locator that the selection belongs to, or the only one of the scene; empty if unclear."""
    everything = correspondences()
    selected = set(cmds.ls(selection=True, objectsOnly=True, long=True) or [])
    touched = [locator for locator in everything if selected & _names_of(locator)]
    chosen = touched if len(touched) == 1 else everything
    return chosen[0] if len(chosen) == 1 else ""


def _names_of(locator: str) -> set[str]:
    meshes = meshes_of(locator)
    found = [locator, parent_of(locator), meshes.source, meshes.target]
    found += [meshes.open_mouth, meshes.fitted]
    names = cmds.ls([name for name in found if name], long=True) or []
    shapes = cmds.listRelatives(names, shapes=True, fullPath=True) or []
    return {str(name) for name in [*names, *shapes]}
