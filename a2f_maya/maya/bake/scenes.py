"""Baking whole scene files without a window, as a render farm does it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from a2f_maya.audio.files import recording_seconds
from a2f_maya.maya import scene
from a2f_maya.maya.bake.cache import bake_cache
from a2f_maya.maya.bake.everything import bake_keys
from a2f_maya.maya.bake.keys import BakeReport
from a2f_maya.maya.bake.motion import motion_bindings
from a2f_maya.maya.scene_files import open_in_mayapy, save_scene
from a2f_maya.progress import Progress


@dataclass(frozen=True)
class SceneBake:
    """What to do with a scene.

    Attributes
    ----------
    scene, out : Path
        The file to open and the file to write; ``out`` may be ``scene``.
    character : str
        See `a2f_maya.maya.scene.find_character`.
    audio : Path
    start, end, tolerance, layer
        See `a2f_maya.maya.bake.bake_keys`.
    cache : Path, optional
        Folder for a geometry cache of the attached meshes.
    """

    scene: Path
    out: Path
    character: str
    audio: Path
    start: float | None = None
    end: float | None = None
    tolerance: float | None = None
    layer: str | None = None
    cache: Path | None = None


@dataclass(frozen=True)
class SceneResult:
    """What was written.

    Attributes
    ----------
    scene : Path
    character : str
    report : BakeReport or None
        None if nothing took keys.
    files : tuple of Path
        Of the cache.
    """

    scene: Path
    character: str
    report: BakeReport | None
    files: tuple[Path, ...]


def bake_scene(order: SceneBake, progress: Progress | None = None) -> SceneResult:
    """Open a scene, give a character a recording, bake, and save under another name.

    Parameters
    ----------
    order : SceneBake
    progress : Progress, optional

    Raises
    ------
    SceneError, AudioError, OutputError, CancelledError
        Nothing is written then.
    """
    progress = progress or Progress()
    recording_seconds(order.audio)
    open_in_mayapy(order.scene, progress)
    character = scene.find_character(order.character)
    scene.set_audio(character, order.audio)
    scene.fit_playback_range(character.player)
    takes_keys = bool(character.blend_shapes or motion_bindings(character))
    report = None
    files: list[Path] = []
    try:
        if order.cache:
            part = progress.part(0.05, 0.5 if takes_keys else 0.95)
            files = bake_cache(
                character, order.cache, start=order.start, end=order.end, progress=part
            )
        if takes_keys or not order.cache:
            report = bake_keys(
                character,
                start=order.start,
                end=order.end,
                tolerance=order.tolerance,
                layer=order.layer,
                progress=progress.part(0.5 if order.cache else 0.05, 0.95),
            )
        progress.update(0.95, f"Saving {order.out.name}")
        save_scene(order.out)
    except BaseException:
        for file in files:
            file.unlink(missing_ok=True)
        raise
    return SceneResult(order.out, character.core, report, tuple(files))
