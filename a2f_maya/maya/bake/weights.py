"""Weights of a character as keys of a blendShape."""

from __future__ import annotations

from maya import cmds

from a2f_maya.errors import SceneError
from a2f_maya.key_reduction import check_tolerance
from a2f_maya.maya.bake.keys import (
    UNITLESS,
    BakeReport,
    Curve,
    create_layer,
    free,
    refuse_unbakeable,
    write_curves,
)
from a2f_maya.maya.bake.sampling import bake_frames, numbers_of, sample_rows, wait_until_ready
from a2f_maya.maya.host import action
from a2f_maya.maya.scene.bindings import BLEND_SHAPE, binding_of
from a2f_maya.maya.scene.blend_shapes import match_targets, target_indices
from a2f_maya.maya.scene.character import Character, character_of
from a2f_maya.maya.scene.instance import pose_names
from a2f_maya.maya.scene.nodes import only_node
from a2f_maya.progress import Progress


@action("Bake Weights")
def bake_weights(
    character: str | Character,
    target: str | None = None,
    *,
    start: float | None = None,
    end: float | None = None,
    tolerance: float | None = None,
    layer: str | None = None,
    progress: Progress | None = None,
) -> BakeReport:
    """Write what the instance says as linear keys, one on each whole frame.

    The keys take the place of the live connection, or of the keys of an earlier bake; undo brings
    it back.

    Parameters
    ----------
    character : str or Character
    target : str, optional
        A blendShape node, whether it is attached or not; all attached ones if left out.
    start, end : float, optional
        First and last frame of the time line; those of the recording if left out.
    tolerance : float, optional
        Leave out keys as long as no weight is off by more than this at any frame.
    layer : str, optional
        Name of a new animation layer for the keys.
    progress : Progress, optional

    Returns
    -------
    BakeReport

    Raises
    ------
    SceneError
        If no blendShape is attached, or something else drives a weight or has it locked.
    CancelledError
        The scene is as before.
    """
    who = character_of(character)
    targets = [only_node(target, "blendShape")] if target else who.blend_shapes
    if not targets:
        raise SceneError(
            f"No blendShape is attached to '{who.core}'; attach one, or name the one to bake to."
        )
    frames = bake_frames(who, start, end)
    new_layer = create_layer(layer) if layer else None
    return key_weights(who, targets, frames, tolerance, new_layer, progress or Progress())


def key_weights(
    who: Character,
    targets: list[str],
    frames: range,
    tolerance: float | None,
    layer: str | None,
    progress: Progress,
) -> BakeReport:
    """Key the targets of blendShapes; see `bake_weights`, whose undo step this is a part of."""
    check_tolerance(tolerance)
    plugs = _plugs(who, targets)
    for _, plug, _ in plugs:
        refuse_unbakeable(plug, who.core)
    poses = sorted({pose for pose, _, _ in plugs})
    wait_until_ready(who, frames, progress.part(0.0, 0.4))
    read = numbers_of([f"{who.core}.weights[{pose}]" for pose in poses])
    rows = sample_rows(frames, read, progress.part(0.4, 0.95), "Evaluating weights")
    progress.update(0.95, "Writing keys")
    for blend_shape in targets:
        _release(blend_shape, [plug for _, plug, _ in plugs if plug.startswith(f"{blend_shape}.")])
    curves = [
        Curve(plug, UNITLESS, rows[:, poses.index(pose)], name, tolerance)
        for pose, plug, name in plugs
    ]
    report = write_curves(curves, frames, layer)
    progress.update(1.0)
    return report


def _plugs(character: Character, targets: list[str]) -> list[tuple[int, str, str]]:
    """Index of the pose, weight plug and name of the curve, for all that will be keyed."""
    places = {name: index for index, name in enumerate(pose_names(character.package))}
    found = []
    for blend_shape in targets:
        indices = target_indices(blend_shape)
        base = blend_shape.rsplit(":", 1)[-1]
        for pose, name in match_targets(character.core, blend_shape).connected.items():
            plug = f"{blend_shape}.weight[{indices[name]}]"
            found.append((places[pose], plug, f"{base}_{name}"))
    return found


def _release(blend_shape: str, plugs: list[str]) -> None:
    """Free weights and give them the values they had before they were attached."""
    binding = binding_of(blend_shape, BLEND_SHAPE)
    former = binding.former.get("weights", {}) if binding else {}
    for plug in plugs:
        free(plug)
        cmds.setAttr(plug, former.get(plug[plug.index("[") + 1 : -1], 0.0))
