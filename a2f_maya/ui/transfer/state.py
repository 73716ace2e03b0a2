"""What the Character Transfer window shows, and why something cannot be done. No Qt, no Maya."""

from __future__ import annotations

from dataclasses import dataclass

from a2f_maya.transfer.checking import FEWEST_PAIRS

SOURCE, TARGET, OPEN_MOUTH = "source", "target", "open_mouth"
"""The meshes of a set-up by the names that the scene functions give them."""

LABELS = {
    SOURCE: "Driver A2F Mesh",
    TARGET: "Target Mesh",
    OPEN_MOUTH: "OpenMouth A2F Mesh",
}


@dataclass(frozen=True)
class TransferState:
    """One moment of the scene as the window shows it; names are empty where there is nothing.

    Attributes
    ----------
    setups : tuple of str
        All correspondence nodes of the scene.
    setup : str
        The one that the window works on.
    source, target, open_mouth : str
        The meshes.
    pairs : tuple of str
        Names of the pairs, made up where the artist gave none.
    selected : frozenset of int
        Pairs that are highlighted in the viewport.
    visible, lines : bool
        Whether points, and lines between them, are drawn.
    display_size : float
    mode : str
        ``add``, ``edit`` or ``delete`` while one of our tools is in the artist's hand.
    fitted_meshes : tuple of str
        What the drop-down offers, the newest last.
    fitted : str
        The chosen one.
    wrapped : bool
        Whether the post wrap is there.
    smooth_level : int
    blend_shape : str
        The generated blendShape node.
    tongue : str
        The mesh that gets the tongue poses.
    status : str
        One sentence for the bottom of the window.
    """

    setups: tuple[str, ...] = ()
    setup: str = ""
    source: str = ""
    target: str = ""
    open_mouth: str = ""
    pairs: tuple[str, ...] = ()
    selected: frozenset[int] = frozenset()
    visible: bool = True
    lines: bool = True
    display_size: float = 0.3
    mode: str = ""
    fitted_meshes: tuple[str, ...] = ()
    fitted: str = ""
    wrapped: bool = False
    smooth_level: int = 0
    blend_shape: str = ""
    tongue: str = ""
    status: str = ""

    def mesh(self, role: str) -> str:
        """The mesh of one of the roles in `LABELS`."""
        return {SOURCE: self.source, TARGET: self.target, OPEN_MOUTH: self.open_mouth}[role]

    @property
    def no_meshes(self) -> str:
        """Why correspondences cannot be made; empty if they can."""
        for role in (SOURCE, TARGET):
            if not self.mesh(role):
                return f"Assign the {LABELS[role]} first."
        return ""

    @property
    def no_pairs(self) -> str:
        """Why nothing can be done with the pairs; empty if there are some."""
        return self.no_meshes or ("" if self.pairs else "No pairs are marked yet.")

    @property
    def no_selected_pairs(self) -> str:
        """Why nothing can be done with the selected pairs; empty if some are selected."""
        return self.no_pairs or ("" if self.selected else "Select pairs in the list first.")

    @property
    def no_fit(self) -> str:
        """Why mesh fitting cannot begin; empty if it can."""
        missing = FEWEST_PAIRS - len(self.pairs)
        if self.no_meshes or missing <= 0:
            return self.no_meshes
        more = f"{missing} more pair{'s' if missing > 1 else ''} of points"
        return f"Add {more} first; {FEWEST_PAIRS} are the fewest."

    @property
    def no_fitted(self) -> str:
        """Why nothing can be done with a fitted mesh; empty if one is chosen."""
        if self.no_meshes or self.fitted:
            return self.no_meshes
        return "Choose a fitted mesh." if self.fitted_meshes else "Fit the mesh first."

    @property
    def no_blend_shape(self) -> str:
        """Why there is nothing to export; empty if there is."""
        return "" if self.blend_shape else "Generate the blend shapes first."

    @property
    def no_setup(self) -> str:
        """Why there is nothing to delete; empty if there is."""
        return "" if self.setup else "The scene has no Character Transfer set-up."
