"""What the menu runs: reads the selection, asks for files, says in one sentence what was wrong."""

from __future__ import annotations

from collections.abc import Callable

from maya import cmds
from maya.api import OpenMaya as om

from a2f_maya.errors import A2FError, CancelledError, SceneError
from a2f_maya.maya import asking, bake, evaluations, host, scene, transfer_actions

AUDIO_FILTER = "Recordings (*.wav *.flac *.ogg *.mp3 *.aiff *.aif);;All files (*.*)"


def run(name: str) -> None:
    """Run an action of the menu by its name; errors become one line in Maya's status line."""
    try:
        _ACTIONS[name]()
    except CancelledError:
        om.MGlobal.displayInfo("Audio2Face: cancelled.")
    except (A2FError, RuntimeError, ValueError, OSError) as error:
        om.MGlobal.displayError(f"Audio2Face: {error}")


def _create_pipeline() -> None:
    audio = asking.ask_for_file("Pick a recording", AUDIO_FILTER)
    character = scene.create_pipeline(audio, real_time=True)
    om.MGlobal.displayInfo(f"Audio2Face: {character.core} speaks on the time line.")


def _create_audio_player() -> None:
    scene.create_audio_player(asking.ask_for_file("Pick a recording", AUDIO_FILTER))


def _create_instance() -> None:
    players = cmds.ls(selection=True, type="a2fPlayer") or cmds.ls(type="a2fPlayer")
    if not players:
        raise SceneError("There is no Audio Player in the scene; add one first.")
    scene.create_instance(players[0])


def _attach_mesh() -> None:
    core = _selected_character().core
    meshes = asking.selected_meshes()
    if not meshes:
        raise SceneError("Select the mesh that should move, too.")
    for mesh in meshes:
        scene.attach_mesh(core, mesh)


def _attach_blend_shape() -> None:
    core = _selected_character().core
    chosen = cmds.ls(selection=True, type="blendShape") or [
        node
        for mesh in asking.selected_meshes()
        for node in cmds.ls(cmds.listHistory(mesh) or [], type="blendShape")
    ]
    if not chosen:
        raise SceneError("Select a blendShape node or a mesh that has one.")
    report = scene.attach_blend_shape(core, chosen[0])
    missing = f" Not found there: {', '.join(report.missing)}." if report.missing else ""
    om.MGlobal.displayInfo(f"Audio2Face: {len(report.connected)} targets connected.{missing}")


def _attach_jaw() -> None:
    scene.attach_jaw(_selected_character().core, *_selected_transforms(1))


def _attach_eyes() -> None:
    scene.attach_eyes(_selected_character().core, *_selected_transforms(2))


def _bake_weights() -> None:
    with host.main_progress("Baking to keys") as progress:
        bake.bake_keys(_selected_character(), progress=progress)


def _bake_cache() -> None:
    folder = asking.ask_for_folder("Folder for the cache")
    with host.main_progress("Baking to a geometry cache") as progress:
        bake.bake_cache(_selected_character(), folder, progress=progress)


def _delete_setup() -> None:
    scene.delete_setup(_selected_character())


def _selected_character() -> scene.Character:
    """The character that the selection belongs to, or the only one of the scene."""
    characters = scene.characters()
    selected = set(cmds.ls(selection=True, long=True) or [])
    touched = [each for each in characters if selected & set(scene.nodes_of(each))]
    chosen = touched if len(touched) == 1 else characters
    if len(chosen) != 1:
        raise SceneError(
            "There is no Audio2Face character in the scene; build one first."
            if not characters
            else "There are several characters; select the A2F instance of one."
        )
    return chosen[0]


def _selected_transforms(count: int) -> list[str]:
    found = cmds.ls(selection=True, type="transform", long=True) or []
    if len(found) != count:
        raise SceneError(f"Select {count} joint{'s' if count > 1 else ''} or transforms to attach.")
    return [str(node) for node in found]


_ACTIONS: dict[str, Callable[[], object]] = {
    "create_pipeline": _create_pipeline,
    "create_male_head": lambda: scene.create_male_head("a2f"),
    "create_audio_player": _create_audio_player,
    "create_instance": _create_instance,
    "attach_mesh": _attach_mesh,
    "attach_blend_shape": _attach_blend_shape,
    "attach_jaw": _attach_jaw,
    "attach_eyes": _attach_eyes,
    "set_range_start": lambda: scene.set_range_start(_selected_character()),
    "set_range_end": lambda: scene.set_range_end(_selected_character()),
    "open_again": evaluations.retry,
    "bake_weights": _bake_weights,
    "bake_cache": _bake_cache,
    **transfer_actions.ACTIONS,
    "delete_setup": _delete_setup,
}
