"""Building characters in the scene, connecting them to rigs, and taking them out again.

Every function is one undo step, keeps the user's selection or selects what it made, works on
namespaces and references, and raises an error of `a2f_maya.errors` with one sentence.
"""

from a2f_maya.maya.scene.attaching import attach_mesh
from a2f_maya.maya.scene.audio_player import (
    clip_frames,
    create_audio_player,
    fit_playback_range,
    set_audio,
    set_range_end,
    set_range_start,
)
from a2f_maya.maya.scene.blend_shapes import AttachReport, attach_blend_shape
from a2f_maya.maya.scene.building import create_pipeline
from a2f_maya.maya.scene.character import Character, characters, find_character, nodes_of
from a2f_maya.maya.scene.deleting import delete_setup
from a2f_maya.maya.scene.head import create_male_head, head_parts
from a2f_maya.maya.scene.instance import create_instance, set_package
from a2f_maya.maya.scene.motion import attach_eyes, attach_jaw

__all__ = [
    "AttachReport",
    "Character",
    "attach_blend_shape",
    "attach_eyes",
    "attach_jaw",
    "attach_mesh",
    "characters",
    "clip_frames",
    "create_audio_player",
    "create_instance",
    "create_male_head",
    "create_pipeline",
    "delete_setup",
    "find_character",
    "fit_playback_range",
    "head_parts",
    "nodes_of",
    "set_audio",
    "set_package",
    "set_range_end",
    "set_range_start",
]
