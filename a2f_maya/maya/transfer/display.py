"""What of a correspondence is drawn in the viewport."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from maya import cmds

from a2f_maya.maya.host import action
from a2f_maya.maya.scene.nodes import parent_of
from a2f_maya.maya.transfer.locators import locator_of
from a2f_maya.maya.transfer.pairs import checked_indices, highlight_pairs, pairs_of


@dataclass(frozen=True)
class Display:
    """What of a locator is drawn.

    Attributes
    ----------
    visible : bool
    size : float
        Of the points, in the unit of the scene.
    lines : bool
    """

    visible: bool
    size: float
    lines: bool


@action("Select Pairs")
def select_pairs(node: str, indices: Iterable[int]) -> None:
    """Highlight some pairs in the viewport, and no others.

    Parameters
    ----------
    node : str
    indices : iterable of int
    """
    chosen = sorted(set(checked_indices(indices, pairs_of(node))))
    highlight_pairs(locator_of(node), chosen)


def display_of(node: str) -> Display:
    """How a locator is drawn."""
    locator = locator_of(node)
    return Display(
        bool(cmds.getAttr(f"{parent_of(locator)}.visibility")),
        float(cmds.getAttr(f"{locator}.displaySize")),
        bool(cmds.getAttr(f"{locator}.showLines")),
    )


@action("Show Correspondence")
def set_display(
    node: str,
    visible: bool | None = None,
    size: float | None = None,
    lines: bool | None = None,
) -> None:
    """Choose what of a locator is drawn; what is left out stays.

    Parameters
    ----------
    node : str
    visible : bool, optional
    size : float, optional
        Of the points, in the unit of the scene.
    lines : bool, optional
        Between the two points of each pair.
    """
    locator = locator_of(node)
    if visible is not None:
        cmds.setAttr(f"{parent_of(locator)}.visibility", visible)
    if size is not None:
        cmds.setAttr(f"{locator}.displaySize", max(size, 0.0))
    if lines is not None:
        cmds.setAttr(f"{locator}.showLines", lines)
