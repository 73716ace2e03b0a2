"""All that a character drives by channels, baked in one step."""

from __future__ import annotations

from a2f_maya.errors import SceneError
from a2f_maya.maya.bake.keys import BakeReport, create_layer
from a2f_maya.maya.bake.motion import key_motion, motion_bindings
from a2f_maya.maya.bake.sampling import bake_frames
from a2f_maya.maya.bake.weights import key_weights
from a2f_maya.maya.host import action
from a2f_maya.maya.scene.character import Character, character_of
from a2f_maya.progress import Progress


@action("Bake to Keys")
def bake_keys(
    character: str | Character,
    *,
    start: float | None = None,
    end: float | None = None,
    tolerance: float | None = None,
    layer: str | None = None,
    progress: Progress | None = None,
) -> BakeReport:
    """Bake the weights of all attached blendShapes and the motion of jaw and eyes.

    Parameters
    ----------
    character, start, end, tolerance, layer, progress
        See `a2f_maya.maya.bake.bake_weights` and `a2f_maya.maya.bake.bake_motion`.

    Raises
    ------
    SceneError
        If nothing is attached that takes keys, or something else drives it or has it locked.
    CancelledError
        The scene is as before.
    """
    who = character_of(character)
    progress = progress or Progress()
    targets, attached = who.blend_shapes, motion_bindings(who)
    if not targets and not attached:
        raise SceneError(
            f"Neither a blendShape nor jaw or eyes are attached to '{who.core}'; attach one, or "
            "bake to a geometry cache."
        )
    frames = bake_frames(who, start, end)
    new_layer = create_layer(layer) if layer else None
    reports = []
    if targets:
        part = progress.part(0.0, 0.7 if attached else 1.0)
        reports.append(key_weights(who, targets, frames, tolerance, new_layer, part))
    if attached:
        part = progress.part(0.7 if targets else 0.0, 1.0)
        reports.append(key_motion(who, attached, frames, tolerance, new_layer, part))
    report = reports[0]
    for other in reports[1:]:
        report = report.joined(other)
    return report
