"""Ids of node types: Maya's own where they are published, else made-up ones that differ."""

from __future__ import annotations

import zlib

from maya._core.nodes import NodeType

_KNOWN = {
    "addDoubleLinear": 0x4441444C,
    "addMatrix": 0x44414D58,
    "angleBetween": 0x4E414254,
    "blendShape": 0x46424C53,
    "multMatrix": 0x444D544D,
    "angleDimension": 0x4147444E,
    "bezierCurve": 0x42435256,
    "camera": 0x4443414D,
    "choice": 0x43484345,
    "chooser": 0x43484F4F,
    "condition": 0x52434E44,
    "mesh": 0x444D5348,
    "nurbsCurve": 0x4E435256,
    "nurbsSurface": 0x4E535246,
    "joint": 0x4A4F494E,
    "transform": 0x5846524D,
    "transformGeometry": 0x5447454F,
    "wtAddMatrix": 0x4457414D,
}


def type_id_of(kind: NodeType) -> int:
    """The id of a node type."""
    return kind.type_id or _KNOWN.get(kind.name) or (zlib.crc32(kind.name.encode()) | 0x80000000)
