"""The moving meshes of a character as a geometry cache, attached in Maya's own way."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from maya import OpenMaya as om1
from maya import cmds, mel

from a2f_maya.errors import SceneError
from a2f_maya.files import make_folder
from a2f_maya.formats.maya_cache import CacheOptions, write_maya_cache
from a2f_maya.maya.bake.sampling import bake_frames, wait_until_ready
from a2f_maya.maya.host import action, evaluated_at, frame_rate
from a2f_maya.maya.scene.character import Character, character_of
from a2f_maya.maya.scene.nodes import is_type, mesh_shape
from a2f_maya.progress import Progress
from a2f_maya.tracks import FloatArray, PointStream


@action("Bake Geometry Cache")
def bake_cache(
    character: str | Character,
    directory: str | Path,
    *,
    name: str | None = None,
    meshes: Sequence[str] | None = None,
    start: float | None = None,
    end: float | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write meshes as they are at every frame, and play them from there.

    The deformers stay in the chain before the cache; the ``playFromCache`` of the historySwitch
    node chooses between both.

    Parameters
    ----------
    character : str or Character
    directory : str or Path
        Made if needed.
    name : str, optional
        Of the files, without an ending; that of the character if left out.
    meshes : sequence of str, optional
        The attached ones if left out.
    start, end : float, optional
        First and last frame of the time line, 0 or later; those of the recording if left out.
    progress : Progress, optional

    Returns
    -------
    list of Path
        The ``.xml`` and the ``.mcx``.

    Raises
    ------
    SceneError
        If there is no mesh, or one plays from a cache already.
    OutputError
        If the files cannot be written.
    CancelledError
        The scene is as before and no file is left.
    """
    who = character_of(character)
    shapes = [mesh_shape(mesh) for mesh in meshes] if meshes else who.meshes
    if not shapes:
        raise SceneError(f"No mesh is attached to '{who.core}'; attach one, or name meshes.")
    _refuse_cached(shapes)
    frames = bake_frames(who, start, end)
    folder = Path(directory).resolve()
    stem = re.sub(r"\W", "_", name or who.core)
    progress = progress or Progress()
    channels = [re.sub(r"\W", "_", shape) for shape in shapes]
    wait_until_ready(who, frames, progress.part(0.0, 0.3))
    streams = [
        _stream(shape, channel, frames) for shape, channel in zip(shapes, channels, strict=True)
    ]
    make_folder(folder)
    target = folder / f"{stem}.xml"
    options = CacheOptions(start_frame=frames[0])
    files = write_maya_cache(target, streams, options, progress.part(0.3, 1.0))
    with _removed_on_error(files):
        _attach(shapes, channels, target)
    return files


def _stream(shape: str, channel: str, frames: range) -> PointStream:
    """Points of a mesh in its own space, evaluated frame by frame."""
    names = om1.MSelectionList()
    names.add(f"{shape}.outMesh")
    plug = om1.MPlug()
    names.getPlug(0, plug)
    vertices = int(cmds.polyEvaluate(shape, vertex=True))

    def blocks() -> Iterator[FloatArray]:
        for frame in frames:
            with evaluated_at(frame):
                points = _points(plug)
            yield points[None]

    return PointStream(frame_rate(), channel, len(frames), vertices, blocks)


def _points(plug: Any) -> FloatArray:
    """Points of a mesh plug [shape=(V, 3)]; only the older API gives them as a whole."""
    data = plug.asMObject()  # owns the points that are looked at below
    mesh = om1.MFnMesh(data)
    count = 3 * mesh.numVertices()
    numbers = (ctypes.c_float * count).from_address(int(mesh.getRawPoints()))
    return np.ctypeslib.as_array(numbers).reshape(-1, 3).copy()


def _attach(shapes: Sequence[str], channels: Sequence[str], description: Path) -> None:
    """Put a switch before each shape that plays a channel of the cache."""
    switches = [mel.eval(f'createHistorySwitch("{shape}", false)') for shape in shapes]
    cmds.cacheFile(
        attachFile=True,
        fileName=description.stem,
        directory=description.parent.as_posix(),
        channelName=list(channels),
        inAttr=[f"{switch}.inp[0]" for switch in switches],
    )
    for switch in switches:
        cmds.setAttr(f"{switch}.playFromCache", True)


def _refuse_cached(shapes: Sequence[str]) -> None:
    for shape in shapes:
        for node in cmds.listHistory(shape) or []:
            if is_type(node, ["historySwitch"]):
                raise SceneError(
                    f"'{shape}' plays from a cache already; delete '{node}' and its cache first."
                )


@contextmanager
def _removed_on_error(files: Sequence[Path]) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for file in files:
            file.unlink(missing_ok=True)
        raise
