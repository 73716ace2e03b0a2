"""The whole of a talking character in one step: head, recording, player and network."""

from __future__ import annotations

from pathlib import Path

from maya import cmds

from a2f_maya.maya.host import action
from a2f_maya.maya.scene.attaching import attach_mesh
from a2f_maya.maya.scene.audio_player import (
    create_audio_player,
    fit_playback_range,
    show_on_time_slider,
)
from a2f_maya.maya.scene.bindings import HEAD, bind
from a2f_maya.maya.scene.character import Character
from a2f_maya.maya.scene.head import create_male_head, head_materials, head_parts
from a2f_maya.maya.scene.instance import create_instance
from a2f_maya.maya.scene.motion import attach_eyes, attach_jaw
from a2f_maya.network.library import DEFAULT_NETWORK


@action("Create A2F Pipeline", keeps_selection=False)
def create_pipeline(
    audio: str | Path | None = None,
    *,
    package: str = DEFAULT_NETWORK,
    name: str = "a2f",
    real_time: bool = False,
) -> Character:
    """Build a head that speaks a recording on the time line.

    Parameters
    ----------
    audio : str or Path, optional
        A recording, or the name of an ``audio`` node of the scene; `set_audio` can give one later.
    package : str
        Name or folder of a model package.
    name : str
        Name of the character and beginning of the names of its nodes.
    real_time : bool
        Also let playback keep to the clock, without which Maya plays no sound.

    Returns
    -------
    Character
        Its A2F instance is selected.

    Raises
    ------
    AudioError, PackageError, MeshError, SceneError
        MeshError if the package is not made for the built-in head.
    """
    player = create_audio_player(audio, name=f"{name}_player")
    character = create_instance(player, package, name)
    core = character.core
    group = create_male_head(name)
    bind(core, HEAD, group, head_materials(group))
    parts = head_parts(group)
    attach_mesh(character, parts["skin"], "skin")
    attach_mesh(character, parts["tongue"], "tongue")
    attach_jaw(character, parts["teeth_lower"], group)
    attach_eyes(character, parts["eye_left"], parts["eye_right"], group)
    if audio is not None:
        fit_playback_range(player)
        show_on_time_slider(player)
    if real_time:
        cmds.playbackOptions(playbackSpeed=1)
    cmds.select(core, replace=True)
    return character
