"""Which shading group a face belongs to."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._core import membership
from maya._core.dag import DagNode
from maya._core.data import MeshData, expand_components
from maya._core.lookup import Components

from .arrays import MIntArray
from .objects import MObject, MObjectArray
from .swig import expect


def connected_shaders(
    node: DagNode, instance: int, data: MeshData, shaders: Any, indices: Any
) -> None:
    """Fill arrays with shading groups and, for each face, the place of its group (or -1)."""
    path = node.paths()[instance]
    places = np.full(len(data.counts), -1)
    groups = [group for group in membership.sets_of(node) if group.type.is_a("shadingEngine")]
    for number, group in enumerate(groups):
        for member in membership.members(group):
            if isinstance(member, Components) and member.path.node is node:
                faces = expand_components([member.text], "f", len(data.counts))
                places[faces] = number
            elif member in (path, node):
                places[:] = number
    expect(shaders, MObjectArray)._set_all(MObject._of(group) for group in groups)
    expect(indices, MIntArray)._set_all(places)
