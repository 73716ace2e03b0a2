"""cacheFile, and historySwitch, which plays its points instead of a shape's history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from maya._core import units
from maya._core.attributes import Attribute
from maya._core.cache_files import Reader
from maya._core.evaluation import Block
from maya._core.geometry import get_points, point_count, set_points
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._nodes.attribute_tables import attributes
from maya._nodes.base import DEPEND_NODE, register
from maya._nodes.deformers import GEOMETRY_FILTER, HAS_NO_EFFECT, DeformerNode, finish

_GEOMETRY_DATA = ["vectorArray", "doubleArray", "floatVectorArray", "pointArray"]


def _outputs() -> list[Attribute]:
    data = Attribute("outCacheData", "ocd", "generic", is_array=True, hidden=True, storable=False)
    data.accepts = list(_GEOMETRY_DATA)
    return [
        data,
        *attributes(
            "outCacheArrayData ocad typed:any -writable -storable +h\ninRange ir bool =1 -writable -storable"
        ),
    ]


CACHE_BASE = register(
    NodeType(
        "cacheBase", DEPEND_NODE, mfn_names=("kCacheBase",), abstract=True, attributes=_outputs()
    )
)


class CacheFileNode(Node):
    """A cacheFile node; the file is indexed once."""

    def __init__(self, kind: NodeType, name: str, uuid: str | None = None) -> None:
        super().__init__(kind, name, uuid)
        self._reader: tuple[tuple[str, float], Reader] | None = None

    def description_path(self, block: Block | None = None) -> Path | None:
        """The .xml file that the node names."""
        read = (
            (lambda name: self.plug(name).get())
            if block is None
            else (lambda name: block.read(self.plug(name)))
        )
        folder, name = read("cachePath"), read("cacheName")
        if not name:
            return None
        return Path(folder or "") / (name if name.endswith(".xml") else f"{name}.xml")

    def reader(self, block: Block | None = None) -> Reader | None:
        """The open cache, or None if the file is not there."""
        path = self.description_path(block)
        if path is None or not path.is_file():
            return None
        key = (str(path), path.stat().st_mtime)
        if self._reader is None or self._reader[0] != key:
            self._reader = (key, Reader(path))
        return self._reader[1]


def _position(node: CacheFileNode, block: Block) -> tuple[float, bool]:
    """The frame of the original cache to show, and whether the time lies in the cache's range."""

    def frames(name: str) -> float:
        return units.to_frame(block.read(node.plug(name)))

    now = frames("time")
    start, low, high = frames("startFrame"), frames("sourceStart"), frames("sourceEnd")
    scale = block.read(node.plug("scale")) or 1.0
    length = (high - low) * scale
    offset = now - start
    before = block.read(node.plug("preCycle")) * length
    after = block.read(node.plug("postCycle")) * length
    hold = block.read(node.plug("hold"))
    inside = -before - 1e-9 <= offset <= length + after + hold + 1e-9
    if length > 0 and -before <= offset <= length + after and not 0 <= offset <= length:
        turns, offset = divmod(offset, length)
        if block.read(node.plug("oscillate")) and int(turns) % 2:
            offset = length - offset
    offset = min(max(offset, 0.0), length)
    if block.read(node.plug("reverse")):
        offset = length - offset
    return low + offset / scale, inside


def _cache_compute(node: Node, plug: Plug, block: Block) -> bool | None:
    name = plug.attribute.name
    if name not in ("outCacheData", "inRange"):
        return False
    frame, inside = _position(node, block)
    if name == "inRange":
        block.write(plug, bool(inside and block.read(node.plug("enable"))))
        block.set_clean(plug)
        return None
    reader = node.reader(block)
    for element in plug.existing() if plug.is_array else [plug]:
        channel = block.read(node.plug("channel").element(element.index))
        array = None
        if reader is not None and channel:
            array = reader.at(channel, frame * reader.description.per_frame)
        block.write(element, array)
        block.set_clean(element)
    if plug.is_array:
        block.set_clean(plug)
    return None


CACHE_FILE = register(
    NodeType(
        "cacheFile",
        CACHE_BASE,
        mfn_names=("kCacheFile",),
        node_class=CacheFileNode,
        attributes=attributes(
            """
            cachePath cp string
            cacheName cn string +file
            channel ch string []
            cacheWeights cw typed:doubleArray
            perPtWeights ppw typed:doubleArray []
            time tim time
            startFrame sf time
            start s time -writable -storable
            end e time -writable -storable
            sourceStart ss time
            sourceEnd se time
            originalStart os time
            originalEnd oe time
            scale sc double =1 +k
            hold h double +k
            preCycle prc double +k
            postCycle pc double +k
            reverse r bool +k
            oscillate osc bool +k
            enable en bool =1 +k
            multiThread mth bool =1
            memQueueSize mqs int =20
            displayLoadProgress dp bool =1
            format fmt string
            track t int
            trackState ts int
            """
        ),
        compute=_cache_compute,
    )
)
_INPUTS = "cachePath cacheName channel time startFrame sourceStart sourceEnd scale hold preCycle postCycle reverse oscillate enable"
for _name in _INPUTS.split():
    CACHE_FILE.affect(
        CACHE_FILE.attribute(_name),
        CACHE_BASE.attribute("outCacheData"),
        CACHE_BASE.attribute("inRange"),
    )


# -- historySwitch -------------------------------------------------------------------------------


def _switch_compute(node: Node, plug: Plug, block: Block) -> bool | None:
    name = plug.attribute.name
    if name == "outPositions":
        for element in plug.existing() if plug.is_array else [plug]:
            data = block.read(node.plug("input").element(element.index).child("inputGeometry"))
            block.write(element, np.zeros((0, 3)) if data is None else get_points(data).copy())
            block.set_clean(element)
        return None
    if name != "outputGeometry":
        return False
    for index in node.plug("input").indices() if plug.is_array else [plug.index]:
        finish(node, index, block, _switched(node, index, block))
    return None


def _switched(node: Node, index: int, block: Block) -> Any:
    history = node.plug("input").element(index).child("inputGeometry")
    playing = (
        block.read(node.plug("playFromCache"))
        and block.read(node.plug("nodeState")) not in HAS_NO_EFFECT
    )
    positions = None
    if playing:
        element = node.plug("inPositions").elements.get(index)
        positions = block.read(element) if element is not None and element.exists else None
    if positions is None:
        data = block.read(history)
        return data.copy() if data is not None else None
    base = block.read(node.plug("undeformedGeometry").element(index))
    base = block.read(history) if base is None else base
    if base is None:
        return None
    data = base.copy()
    points = np.asarray(positions, dtype=float)[:, :3]
    if len(points) == point_count(data):
        set_points(data, points)
    return data


def _positions() -> Attribute:
    plug = Attribute("inPositions", "inp", "generic", is_array=True, hidden=True, storable=False)
    plug.accepts = list(_GEOMETRY_DATA)
    return plug


HISTORY_SWITCH = register(
    NodeType(
        "historySwitch",
        GEOMETRY_FILTER,
        mfn_names=("kHistorySwitch",),
        node_class=DeformerNode,
        attributes=[
            _positions(),
            *attributes(
                """
                outPositions op typed:vectorArray [] +h -storable
                undeformedGeometry ug typed:geometry []
                playFromCache pfc bool +k
                """
            ),
        ],
        compute=_switch_compute,
    )
)
for _name in ("inPositions", "undeformedGeometry", "playFromCache"):
    HISTORY_SWITCH.affect(_name, "outputGeometry")
HISTORY_SWITCH.affect(GEOMETRY_FILTER.attribute("inputGeometry"), "outPositions")
