"""What the menu's section Character Transfer runs."""

from __future__ import annotations

from collections.abc import Callable

from maya import cmds
from maya.api import OpenMaya as om

from a2f_maya.errors import SceneError
from a2f_maya.maya import asking, host, transfer
from a2f_maya.maya.scene.nodes import parent_of

EXPORT_FILTER = "USD text (*.usda);;USD binary (*.usdc);;OBJ, one file a shape (*.obj)"


def _create_male_template() -> None:
    transfer.create_male_template()


def _generate_blend_shapes() -> None:
    locator = _locator()
    with host.main_progress("Generating blend shapes") as progress:
        made = transfer.generate_blend_shapes(locator, progress, _selected_tongue(locator))
    om.MGlobal.displayInfo(f"Audio2Face: {len(made.names)} targets in '{made.blend_shape}'.")


def _export_blend_shapes() -> None:
    chosen = cmds.ls(selection=True, type="blendShape") or asking.selected_meshes()
    if not chosen:
        raise SceneError("Select the meshes, or the blendShape nodes, that you want to export.")
    path = asking.ask_for_file("Export blend shapes", EXPORT_FILTER, asking.NEW_FILE)
    with host.main_progress("Exporting blend shapes") as progress:
        files = transfer.export_blend_shapes(chosen, path, progress)
    om.MGlobal.displayInfo(f"Audio2Face: wrote {files[0]}.")


def _locator() -> str:
    """The correspondence that the selection belongs to, or the only one of the scene."""
    locator = transfer.locator_of_selection()
    if not locator:
        raise SceneError(
            "There are several correspondences; select the locator of one."
            if transfer.correspondences()
            else "There is no correspondence in the scene; open the Character Transfer window."
        )
    return locator


def _selected_tongue(locator: str) -> str | None:
    """A selected mesh that is none of the transfer's."""
    meshes = transfer.meshes_of(locator)
    own = cmds.ls([name for name in vars(meshes).values() if name], long=True)
    selected = [cmds.ls(parent_of(mesh), long=True)[0] for mesh in asking.selected_meshes()]
    others = [mesh for mesh in dict.fromkeys(selected) if mesh not in own]
    if len(others) > 1:
        raise SceneError("Select at most one more mesh: the tongue.")
    return str(others[0]) if others else None


ACTIONS: dict[str, Callable[[], object]] = {
    "create_male_template": _create_male_template,
    "generate_blend_shapes": _generate_blend_shapes,
    "export_blend_shapes": _export_blend_shapes,
    "delete_transfer": lambda: transfer.delete_transfer(_locator()),
    "delete_correspondence": lambda: transfer.delete_correspondence(_locator()),
}
