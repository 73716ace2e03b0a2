"""Taking a transfer out of the scene again, as if it had never been there."""

from __future__ import annotations

from maya import cmds

from a2f_maya.maya.host import action
from a2f_maya.maya.scene.bindings import bindings
from a2f_maya.maya.scene.nodes import parent_of, refuse_referenced
from a2f_maya.maya.transfer.blend_shapes import remove_blend_shapes
from a2f_maya.maya.transfer.fitting import remove_fitted
from a2f_maya.maya.transfer.locators import locator_of
from a2f_maya.maya.transfer.pairs import pairs_of, set_pairs


@action("Delete Transfer")
def delete_transfer(node: str) -> None:
    """Delete the fitted mesh, the live chain and the blendShapes that were made for a locator.

    The meshes are as they were before. The locator and its pairs stay, so that the transfer can be
    made again; without pairs the locator goes, too.

    Parameters
    ----------
    node : str
        The correspondence locator.

    Raises
    ------
    SceneError
        If one of the nodes comes from a referenced file.
    """
    locator = locator_of(node)
    remove_blend_shapes(locator)
    remove_fitted(locator)
    if not pairs_of(locator):
        _delete_locator(locator)


@action("Delete Correspondence")
def delete_correspondence(node: str) -> None:
    """Delete all pairs, and the locator if no transfer depends on it.

    As long as a fitted mesh, a live chain or blendShapes made with it are there, the locator stays
    without pairs, because `delete_transfer` finds them by it.

    Parameters
    ----------
    node : str
        The correspondence locator.

    Raises
    ------
    SceneError
        If the locator comes from a referenced file.
    """
    locator = locator_of(node)
    refuse_referenced(locator)
    if bindings(locator):
        set_pairs(locator, ())
    else:
        _delete_locator(locator)


def _delete_locator(locator: str) -> None:
    refuse_referenced(locator)
    transform = parent_of(locator)
    below = cmds.listRelatives(transform, children=True, path=True) or []
    # what the user has put under the locator is not ours
    cmds.delete(transform if below == [locator] else locator)
