"""Pairs of points in files."""

from __future__ import annotations

from pathlib import Path

from a2f_maya.correspondence import corner_weights
from a2f_maya.formats.correspondence_json import read_correspondence, write_correspondence
from a2f_maya.maya.host import action
from a2f_maya.maya.transfer.guessing import guessed_targets, name_one_head_only
from a2f_maya.maya.transfer.locators import SIDES, locator_of, mesh_of
from a2f_maya.maya.transfer.pairs import both_meshes, check_pairs, pairs_of, set_pairs
from a2f_maya.mesh import same_faces


@action("Load Correspondence")
def load_preset(node: str, path: str | Path) -> None:
    """Replace the pairs of a locator by those of a file.

    A file that names the places of one head only, such as the shipped presets, does not replace
    what is marked: its other places are added, each with a guess where it lies on the target.

    Parameters
    ----------
    node : str
    path : str or Path
        JSON of the schema ``a2f.correspondence/1``.

    Raises
    ------
    CorrespondenceError
        If a point does not exist on its mesh.
    FormatError
        If the file is none of this schema.
    """
    locator, pairs = locator_of(node), read_correspondence(Path(path))
    if name_one_head_only(pairs) and all(mesh_of(locator, side) for side in SIDES):
        source, target = both_meshes(locator)
        corner_weights([pair.source for pair in pairs], source)
        if not same_faces(source, target):
            marked = pairs_of(locator)
            check_pairs(locator, marked)
            pairs = guessed_targets(pairs, source, target, marked)
    set_pairs(locator, pairs)


def save_preset(node: str, path: str | Path) -> None:
    """Write the pairs of a locator to a file.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    write_correspondence(Path(path), pairs_of(node))
