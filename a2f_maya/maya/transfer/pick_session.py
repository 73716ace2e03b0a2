"""What the viewport tool does with rays: it adds, moves and deletes pairs of a locator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from maya import cmds
from maya.api import OpenMaya as om

from a2f_maya.correspondence import SurfacePoint, positions
from a2f_maya.errors import SceneError
from a2f_maya.formats.correspondence_json import correspondence_text
from a2f_maya.maya.host import undo_step, without_undo
from a2f_maya.maya.scene.nodes import object_of
from a2f_maya.maya.transfer.locators import ROLE_NAMES, SIDES, SOURCE, Side, locator_of, mesh_of
from a2f_maya.maya.transfer.meshes import posed_mesh
from a2f_maya.maya.transfer.pairs import (
    add_pair,
    highlight_pairs,
    move_point,
    pairs_of,
    remove_pairs,
    with_point,
)
from a2f_maya.maya.transfer.picking import Hit, Pickable, Ray, nearest
from a2f_maya.mesh import Mesh

Mode = Literal["add", "edit", "delete"]
MODES: tuple[Mode, ...] = ("add", "edit", "delete")

BESIDE = "Click on one of the two meshes of the correspondence."


@dataclass
class _Drag:
    """A point that is being dragged."""

    index: int
    side: Side
    mesh: Pickable
    former: str
    point: SurfacePoint | None = None


class PickSession:
    """One use of the tool on one locator.

    Parameters
    ----------
    node : str
        The correspondence locator.
    mode : "add", "edit" or "delete"

    Raises
    ------
    SceneError
        If there is no such locator or mode, or both of its meshes are missing.
    """

    def __init__(self, node: str, mode: Mode) -> None:
        if mode not in MODES:
            raise SceneError(f"There is no mode '{mode}'; choose {', '.join(MODES)}.")
        locator = locator_of(node)
        for side in SIDES:
            if not mesh_of(locator, side):
                raise SceneError(f"The {ROLE_NAMES[side]} is missing; choose it first.")
        self.mode = mode
        self._handle = om.MObjectHandle(object_of(locator))
        self._pending: tuple[Side, SurfacePoint] | None = None
        self._drag: _Drag | None = None

    @property
    def locator(self) -> str:
        """The locator.

        Raises
        ------
        SceneError
            If it has been deleted.
        """
        if not self._handle.isValid():
            raise SceneError("The correspondence is not in the scene any more; choose another.")
        return str(om.MFnDagNode(self._handle.object()).partialPathName())

    def press(self, ray: Ray) -> str:
        """The mouse button goes down.

        Parameters
        ----------
        ray : Ray
            From the eye through the pointer, in the world's space and centimetres.

        Returns
        -------
        str
            What to tell the user; empty for nothing.
        """
        meshes = {side: posed_mesh(mesh_of(self.locator, side)) for side in SIDES}
        found = _first_hit(meshes, ray)
        if found is None:
            return BESIDE
        side, hit, pickable = found
        if self.mode == "add":
            return self._add(side, hit)
        index = self._nearest_pair(side, meshes[side], hit)
        if index is None:
            return "There is no pair yet; mark one in Add Mode."
        if self.mode == "delete":
            name = pairs_of(self.locator)[index].name or f"pair {index + 1}"
            remove_pairs(self.locator, [index])
            return f"Deleted {name}."
        with without_undo():
            highlight_pairs(self.locator, [index])
        former = cmds.getAttr(f"{self.locator}.correspondence")
        self._drag = _Drag(index, side, pickable, former)
        return ""

    def drag(self, ray: Ray) -> None:
        """The mouse moves with its button down; the point follows on its own mesh."""
        if self._drag is None:
            return
        hit = self._drag.mesh.pick(ray)
        if hit is None:
            return
        self._drag.point = hit.point
        pairs = list(pairs_of(self.locator))
        pair = pairs[self._drag.index]
        pairs[self._drag.index] = with_point(pair, self._drag.side, hit.point)
        self._show(correspondence_text(tuple(pairs)))

    def release(self) -> None:
        """The mouse button goes up: what was dragged becomes one step of the undo queue."""
        drag, self._drag = self._drag, None
        if drag is None or drag.point is None:
            return
        self._show(drag.former)
        move_point(self.locator, drag.index, drag.side, drag.point)

    def cancel(self) -> None:
        """Forget what is begun."""
        drag, self._drag, self._pending = self._drag, None, None
        if drag is not None and drag.point is not None and self._handle.isValid():
            self._show(drag.former)

    def _add(self, side: Side, hit: Hit) -> str:
        other = SIDES[1 - SIDES.index(side)]
        if self._pending is None or self._pending[0] == side:
            self._pending = (side, hit.point)
            return f"Now click the same place on the {ROLE_NAMES[other]}."
        points = (hit.point, self._pending[1])
        self._pending = None
        with undo_step("Add Pair"):
            index = add_pair(self.locator, *(points if side == SOURCE else points[::-1]))
            highlight_pairs(self.locator, [index])
        return f"Added pair {index + 1}."

    def _nearest_pair(self, side: Side, mesh: Mesh, hit: Hit) -> int | None:
        points = [getattr(pair, side) for pair in pairs_of(self.locator)]
        return nearest(positions(points, mesh), hit.position) if points else None

    def _show(self, text: str) -> None:
        with without_undo():
            cmds.setAttr(f"{self.locator}.correspondence", text, type="string")


def _first_hit(meshes: dict[Side, Mesh], ray: Ray) -> tuple[Side, Hit, Pickable] | None:
    """What the ray meets first of both meshes."""
    found = None
    for side, mesh in meshes.items():
        pickable = Pickable(mesh)
        hit = pickable.pick(ray)
        if hit is not None and (found is None or hit.distance < found[1].distance):
            found = (side, hit, pickable)
    return found


def ray_through(origin: om.MPoint, direction: om.MVector) -> Ray:
    """A ray from what Maya's view gives."""
    return Ray(np.array(list(origin)[:3]), np.array(list(direction)[:3]))
