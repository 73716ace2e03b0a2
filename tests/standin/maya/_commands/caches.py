"""cacheFile: writing geometry caches and playing them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._commands.times import ticks_of
from maya._core import cache_files, mesh_geometry, shapes, units
from maya._core.cache_files import Channel, Description
from maya._core.dag import DagPath
from maya._core.data import MeshData
from maya._core.geometry import get_points, point_count
from maya._core.session import session

_MISSING = (
    "appendFrame cacheInfo cacheableAttrs cacheableNode convertPc2 creationChannelName deleteCachedFrame inTangent "
    "interpEndTime interpStartTime outAttr outTangent pc2File replaceCachedFrame replaceWithoutSimulating runupFrames "
    "cacheFileNode staticCache"
)


@graph_command(
    "cacheFile", missing=_MISSING, harmless="noBackup refresh channelIndex", undoable=True
)
def _cache_file(flags: Flags, *given: str) -> Any:
    if flags.query:
        return _query(flags, given)
    if flags.get("attachFile") or (flags.get("createCacheNode") and not flags.get("points")):
        return _attach(flags)
    return _export(flags)


def _folder(flags: Flags) -> Path:
    if flags.get("directory"):
        return Path(flags["directory"])
    from maya._commands.flags import COMMANDS

    workspace = COMMANDS.get("workspace")
    root = Path(workspace(query=True, rootDirectory=True)) if workspace is not None else Path.cwd()
    return root / "data"


# -- writing -----------------------------------------------------------------------------------------


def _shape_paths(texts: list[str]) -> list[DagPath]:
    found = []
    for text in texts:
        path = shapes.shape_of(names.dag_path(text))
        if path is None:
            raise RuntimeError(f"{text} has no points to cache.")
        found.append(path)
    return found


def _times(flags: Flags) -> tuple[list[int], int]:
    """Times in ticks, and ticks between samples."""
    from maya._commands.playback import playback

    options = playback()
    low = ticks_of(flags["startTime"]) if "startTime" in flags else options["minTime"]
    high = ticks_of(flags["endTime"]) if "endTime" in flags else options["maxTime"]
    rate = flags.get("simulationRate")
    step = ticks_of(rate) if rate is not None else round(float(units.ticks_per_frame()))
    return list(range(low, high + 1, max(step, 1)))[
        :: max(flags.get("sampleMultiplier") or 1, 1)
    ], step


def _export(flags: Flags) -> list[str]:
    with_normals = bool(flags.get("pointsAndNormals"))
    texts = flags.get("points") or flags.get("pointsAndNormals")
    if not texts:
        raise RuntimeError("cacheFile needs points to cache or a file to attach.")
    format_name = flags.get("cacheFormat", "mcx")
    if format_name not in cache_files.EXTENSIONS:
        raise RuntimeError(f"Cache format {format_name} is not registered.")
    if flags.get("format", "OneFilePerFrame") not in ("OneFile", "OneFilePerFrame"):
        raise RuntimeError(f"Invalid cache distribution: {flags['format']}")
    paths = _shape_paths(texts)
    groups = [paths] if flags.get("singleCache") or len(paths) == 1 else [[path] for path in paths]
    stems = _stems(flags, groups)
    folder = _folder(flags)
    folder.mkdir(parents=True, exist_ok=True)
    times, step = _times(flags)
    samples = _sampled(paths, times, bool(flags.get("worldSpace")), with_normals)
    for stem, group in zip(stems, groups, strict=True):
        _write_one(folder / f"{stem}.xml", group, paths, times, step, samples, flags, with_normals)
    if flags.get("createCacheNode"):
        return [_make_node(folder / f"{stems[0]}.xml", []).name]
    return stems


def _plain(path: DagPath) -> str:
    return path.node.name.replace(":", "_")


def _stems(flags: Flags, groups: list[list[DagPath]]) -> list[str]:
    given = flags.get("fileName")
    if given is not None:
        given = given[:-4] if given.endswith(".xml") else given
    if len(groups) == 1:
        return [given or _plain(groups[0][0])]
    if given is None:
        return [_plain(group[0]) for group in groups]
    if flags.get("prefix"):
        return [f"{given}_{_plain(group[0])}" for group in groups]
    return [given if not place else f"{given}{place}" for place in range(len(groups))]


def _arrays(path: DagPath, world: bool, normals: bool) -> list[np.ndarray]:
    data = shapes.geometry(path.node)
    points = get_points(data)
    if world:
        matrix = path.world_matrix()
        points = points @ matrix[:3, :3] + matrix[3, :3]
    found = [np.array(points)]
    if normals and isinstance(data, MeshData):
        found.append(mesh_geometry.vertex_normals(data))
    return found


def _sampled(
    paths: list[DagPath], times: list[int], world: bool, normals: bool
) -> dict[DagPath, list[list[np.ndarray]]]:
    """Step through time as a simulation needs it; the time comes back afterwards."""
    here = session.scene.time
    found: dict[DagPath, list[list[np.ndarray]]] = {path: [] for path in paths}
    with session.undo.suspended():
        try:
            for time in times:
                session.scene.set_time(time)
                for path in paths:
                    found[path].append(_arrays(path, world, normals))
        finally:
            session.scene.set_time(here)
    return found


def _write_one(
    target: Path,
    group: list[DagPath],
    paths: list[DagPath],
    times: list[int],
    step: int,
    samples: Any,
    flags: Flags,
    normals: bool,
) -> None:
    ticks = [round(time * cache_files.TICKS / units.TICKS_PER_SECOND) for time in times]
    kind = "FloatVectorArray" if flags.get("doubleToFloat") else "DoubleVectorArray"
    rate = round(step * cache_files.TICKS / units.TICKS_PER_SECOND)
    per_frame = round(cache_files.TICKS / float(units.frame_rate()))
    channels = []
    for path in group:
        channels.append(
            Channel(_plain(path), kind, "positions", "Regular", rate, ticks[0], ticks[-1])
        )
        if normals:
            channels.append(
                Channel(
                    f"{_plain(path)}_normals", kind, "normals", "Regular", rate, ticks[0], ticks[-1]
                )
            )
    description = Description(
        target,
        flags.get("format", "OneFilePerFrame") == "OneFile",
        flags.get("cacheFormat", "mcx"),
        ticks[0],
        ticks[-1],
        per_frame,
        channels,
        ["maya", f"Maya {session.version}"],
    )
    rows = [
        (tick, [array for path in group for array in samples[path][place]])
        for place, tick in enumerate(ticks)
    ]
    cache_files.write(description, rows)


# -- playing ------------------------------------------------------------------------------------------


def _make_node(xml: Path, channels: list[str]) -> Any:
    description = cache_files.read_description(xml)
    scene = session.scene
    node = scene.create("cacheFile", f"{xml.stem}Cache1")
    node.plug("cachePath").set(str(xml.parent.as_posix()) + "/")
    node.plug("cacheName").set(xml.stem)
    start, end = (
        units.to_ticks(description.frame_of(time)) for time in (description.start, description.end)
    )
    for name, value in (
        ("startFrame", start),
        ("sourceStart", start),
        ("sourceEnd", end),
        ("originalStart", start),
        ("originalEnd", end),
    ):
        node.plug(name).set(value)
    for place, name in enumerate(channels):
        if name not in [channel.name for channel in description.channels]:
            raise RuntimeError(f"{xml.name} has no channel {name}.")
        node.plug("channel").element(place, create=True).set(name)
    scene.connect(scene.time_node.plug("outTime"), node.plug("time"))
    return node


def _xml_path(flags: Flags) -> Path:
    name = flags.get("fileName")
    if name in (None, True):
        raise RuntimeError("cacheFile needs a file name.")
    path = Path(name if name.endswith(".xml") else f"{name}.xml")
    if not path.is_absolute() and not (path.is_file() and "directory" not in flags):
        path = _folder(flags) / path
    if not path.is_file():
        raise RuntimeError(f"Could not open cache description file {path.as_posix()}.")
    return path


def _attach(flags: Flags) -> str:
    xml = _xml_path(flags)
    targets = flags.get("inAttr") or []
    channels = flags.get("channelName") or []
    if targets and not channels:
        channels = [channel.name for channel in cache_files.read_description(xml).channels][
            : len(targets)
        ]
    node = _make_node(xml, list(channels))
    for place, text in enumerate(targets):
        target = names.plug(text)
        if target.source is not None:
            session.scene.disconnect(target.source, target)
        session.scene.connect(node.plug("outCacheData").element(place), target)
    return node.name


def _query(flags: Flags, given: tuple[str, ...]) -> Any:
    if flags.get("cacheFormat"):
        return list(cache_files.EXTENSIONS)
    if "geometry" in flags:
        return None
    if "pointCount" in flags:
        paths = _shape_paths(list(given) or list(flags.get("points") or []))
        counts = [point_count(shapes.geometry(path.node)) for path in paths]
        return counts[0] if len(counts) == 1 else counts
    xml = None
    if isinstance(flags.get("fileName"), str):
        xml = _xml_path(flags)
    elif given:
        node = names.node(given[0])
        xml = node.description_path() if hasattr(node, "description_path") else None
    if xml is None:
        return None
    if "channelName" in flags:
        return [channel.name for channel in cache_files.read_description(xml).channels]
    if "directory" in flags:
        return xml.parent.as_posix() + "/"
    if "descriptionFileName" in flags:
        return xml.as_posix()
    if "dataSize" in flags:
        return sum(path.stat().st_size for path in _data_files(xml))
    return [xml.as_posix(), *(path.as_posix() for path in _data_files(xml))]


def _data_files(xml: Path) -> list[Path]:
    reader = cache_files.Reader(xml)
    description = reader.description
    if description.one_file:
        return [description.data_path()]
    return [description.data_path(time) for time in reader.times]
