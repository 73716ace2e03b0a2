"""Reads a set-up of the scene for the window."""

from __future__ import annotations

from a2f_maya.correspondence import Correspondence
from a2f_maya.maya import transfer
from a2f_maya.maya.scene.nodes import parent_of
from a2f_maya.ui.transfer.state import TransferState


def setups() -> tuple[str, ...]:
    """Transforms of all correspondence locators, which are the nodes that artists see."""
    return tuple(parent_of(locator) for locator in transfer.correspondences())


def read_setup(setup: str) -> TransferState:
    """Everything that a set-up holds; what only the window knows is left empty.

    Parameters
    ----------
    setup : str
        Transform of the locator.
    """
    meshes, display = transfer.meshes_of(setup), transfer.display_of(setup)
    smooth_level = transfer.smooth_level_of(setup)
    return TransferState(
        setups=setups(),
        setup=setup,
        source=meshes.source,
        target=meshes.target,
        open_mouth=meshes.open_mouth,
        pairs=pair_names(transfer.pairs_of(setup)),
        selected=frozenset(transfer.selected_pairs(setup)),
        visible=display.visible,
        lines=display.lines,
        display_size=display.size,
        mode=transfer.current_mode(),
        fitted_meshes=tuple(transfer.fitted_meshes(setup)),
        wrapped=smooth_level is not None,
        smooth_level=smooth_level or 0,
        blend_shape=transfer.blend_shape_of(setup),
        status=transfer.status(setup),
    )


def pair_names(pairs: Correspondence) -> tuple[str, ...]:
    """What the list shows: the pairs' names, and numbers for those without."""
    return tuple(pair.name or f"pair {number}" for number, pair in enumerate(pairs, 1))
