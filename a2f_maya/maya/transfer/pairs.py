"""Pairs of points on two meshes, as a locator of the scene holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from maya import cmds

from a2f_maya.correspondence import Correspondence, Pair, SurfacePoint, corner_weights
from a2f_maya.errors import CorrespondenceError
from a2f_maya.face.head import load_head
from a2f_maya.formats.correspondence_json import correspondence_text, parse_correspondence
from a2f_maya.maya.host import action
from a2f_maya.maya.transfer.locators import (
    SIDES,
    SOURCE,
    TARGET,
    Side,
    locator_of,
    mesh_of,
    needed_mesh,
)
from a2f_maya.maya.transfer.meshes import rest_mesh
from a2f_maya.mesh import Mesh, same_faces
from a2f_maya.transfer.suggesting import mirror_pair, suggest_pair


def pairs_of(node: str) -> Correspondence:
    """The pairs of a locator in the order of picking.

    Raises
    ------
    FormatError
        If what the locator holds was broken by hand.
    SceneError
        If there is no such locator.
    """
    locator = locator_of(node)
    text = cmds.getAttr(f"{locator}.correspondence")
    return parse_correspondence(text, f"{locator}.correspondence") if text else ()


@action("Set Pairs")
def set_pairs(node: str, pairs: Iterable[Pair]) -> None:
    """Replace all pairs of a locator.

    Parameters
    ----------
    node : str
    pairs : iterable of Pair

    Raises
    ------
    CorrespondenceError
        If a point does not exist on its mesh.
    SceneError
        If there is no such locator.
    """
    locator, chosen = locator_of(node), tuple(pairs)
    check_pairs(locator, chosen)
    _store(locator, chosen)


@action("Add Pair")
def add_pair(
    node: str, source_point: SurfacePoint, target_point: SurfacePoint, name: str = ""
) -> int:
    """Add a pair at the end and give its index; raises as `set_pairs`."""
    pairs = pairs_of(node)
    set_pairs(node, (*pairs, Pair(source_point, target_point, name)))
    return len(pairs)


@action("Move Point")
def move_point(node: str, index: int, side: Side, point: SurfacePoint) -> None:
    """Move one point of a pair on its mesh; raises as `set_pairs`.

    Parameters
    ----------
    node : str
    index : int
    side : "source" or "target"
    point : SurfacePoint
    """
    if side not in SIDES:
        raise CorrespondenceError(f"There is no side '{side}'; give source or target.")
    _change(node, index, lambda pair: with_point(pair, side, point))


@action("Rename Pair")
def rename_pair(node: str, index: int, name: str) -> None:
    """Give a pair another name; raises as `set_pairs`."""
    _change(node, index, lambda pair: replace(pair, name=name))


@action("Remove Pairs")
def remove_pairs(node: str, indices: Iterable[int]) -> None:
    """Remove some pairs; raises as `set_pairs`.

    Parameters
    ----------
    node : str
    indices : iterable of int
    """
    pairs = pairs_of(node)
    gone = set(checked_indices(indices, pairs))
    # what is left is not checked: wrong pairs can be removed one by one
    _store(locator_of(node), [pair for number, pair in enumerate(pairs) if number not in gone])


@action("Mirror Pairs")
def mirror_pairs(node: str, indices: Iterable[int]) -> list[int]:
    """Add the mirror images of some pairs.

    Parameters
    ----------
    node : str
    indices : iterable of int

    Returns
    -------
    list of int
        Indices of the new pairs.

    Raises
    ------
    CorrespondenceError
        If a point does not exist on its mesh, or a mesh has no plane of symmetry.
    SceneError
        If a mesh is missing.
    """
    pairs = pairs_of(node)
    chosen = [pairs[index] for index in checked_indices(indices, pairs)]
    source, target = both_meshes(node)
    mirrored = [mirror_pair(pair, source, target) for pair in chosen]
    set_pairs(node, (*pairs, *mirrored))
    return list(range(len(pairs), len(pairs) + len(mirrored)))


def suggest(node: str) -> Pair:
    """The pair that would help the fit most; it is not added.

    Parameters
    ----------
    node : str

    Raises
    ------
    CorrespondenceError
        If there are too few pairs to find out.
    SceneError
        If a mesh is missing.
    """
    source, target = both_meshes(node)
    pairs = pairs_of(node)
    check_pairs(locator_of(node), pairs)
    head = load_head()
    landmarks = None
    if same_faces(source, head.skin):
        landmarks = {name: SurfacePoint(vertex=place) for name, place in head.landmarks.items()}
    return suggest_pair(source, target, pairs, landmarks)


def selected_pairs(node: str) -> list[int]:
    """Indices of the highlighted pairs."""
    return [int(index) for index in cmds.getAttr(f"{locator_of(node)}.selectedPairs") or []]


def highlight_pairs(locator: str, indices: Sequence[int]) -> None:
    """Highlight some pairs of a locator in the viewport, and no others."""
    cmds.setAttr(f"{locator}.selectedPairs", list(indices), type="Int32Array")


def with_point(pair: Pair, side: Side, point: SurfacePoint) -> Pair:
    """A pair with another point on one side."""
    return replace(pair, source=point) if side == SOURCE else replace(pair, target=point)


def check_pairs(locator: str, pairs: Sequence[Pair]) -> None:
    """Refuse pairs that do not lie on the meshes of a locator, as far as those are chosen.

    Raises
    ------
    CorrespondenceError
    """
    for side in SIDES:
        mesh = mesh_of(locator, side)
        if mesh and pairs:
            corner_weights([getattr(pair, side) for pair in pairs], rest_mesh(mesh))


def both_meshes(node: str) -> tuple[Mesh, Mesh]:
    """Source and target of a locator at rest.

    Raises
    ------
    SceneError
        If one is missing.
    """
    locator = locator_of(node)
    return (
        rest_mesh(needed_mesh(locator, SOURCE)),
        rest_mesh(needed_mesh(locator, TARGET)),
    )


def _change(node: str, index: int, change: Callable[[Pair], Pair]) -> None:
    pairs = list(pairs_of(node))
    (index,) = checked_indices([index], pairs)
    pairs[index] = change(pairs[index])
    set_pairs(node, pairs)


def checked_indices(indices: Iterable[int], pairs: Sequence[Pair]) -> list[int]:
    """Indices of pairs that are there.

    Raises
    ------
    CorrespondenceError
        If one is not.
    """
    chosen = [int(index) for index in indices]
    for index in chosen:
        if not 0 <= index < len(pairs):
            raise CorrespondenceError(
                f"There is no pair {index + 1}; the correspondence has {len(pairs)}."
            )
    return chosen


def _store(locator: str, pairs: Sequence[Pair]) -> None:
    cmds.setAttr(f"{locator}.correspondence", correspondence_text(tuple(pairs)), type="string")
    selected = [index for index in selected_pairs(locator) if index < len(pairs)]
    if selected != selected_pairs(locator):
        highlight_pairs(locator, selected)
