"""From the names that commands are given to things of the scene, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from maya._core import geometry, lookup, shapes
from maya._core.dag import DagNode, DagPath
from maya._core.data import compress_components, expand_components
from maya._core.lookup import Components
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session


def is_pattern(name: str) -> bool:
    """Whether wildcards stand in the node part of a name."""
    owner = name.partition(".")[0]
    return "*" in owner or "?" in owner


def texts(names: Iterable[Any]) -> list[str]:
    """Refuse anything that is not a name."""
    result = []
    for name in names:
        if not isinstance(name, str):
            # Maya takes str() of an object, but not of None, numbers and what looks like a sequence.
            if name is None or isinstance(name, (int, float)) or hasattr(type(name), "__getitem__"):
                raise TypeError(f"Object {name} is invalid")
            name = str(name)
        result.append(name)
    return result


def _distinct(found: list[Any]) -> set[Node]:
    return {node_of(item) for item in found}


def find(name: str) -> list[Any]:
    """All things that a name fits.

    Raises
    ------
    ValueError
        If there is nothing, or more than one node fits a name without wildcards.
    """
    found = lookup.find(name)
    if not found:
        raise ValueError(f"No object matches name: {name}")
    if len(_distinct(found)) > 1 and not is_pattern(name):
        raise ValueError(f"More than one object matches name: {name}")
    if len(found) > 1 and not is_pattern(name) and all(isinstance(item, DagPath) for item in found):
        return found[:1]
    return found


def find_all(names: Iterable[Any]) -> list[Any]:
    """Things named by any of the names, each once."""
    found: dict[Any, None] = {}
    for name in texts(names):
        found.update(dict.fromkeys(find(name)))
    return list(found)


def given_or_selected(names: Iterable[Any]) -> list[Any]:
    """Things named, or the selection if there are no names."""
    names = list(names)
    return find_all(names) if names else list(session.scene.selection)


def node_of(item: Any) -> Node:
    """The node that a thing is or lives on."""
    if isinstance(item, DagPath):
        return item.node
    if isinstance(item, Plug):
        return item.node
    if isinstance(item, Components):
        return item.path.node
    return item


def nodes(names: Iterable[Any]) -> list[Node]:
    """Nodes named, or selected if there are no names; each once."""
    return list(dict.fromkeys(node_of(item) for item in given_or_selected(names)))


def node(name: Any) -> Node:
    """The one node of a name."""
    return node_of(find(texts([name])[0])[0])


def dag_path(name: Any) -> DagPath:
    """The DAG path of a name."""
    item = find(texts([name])[0])[0]
    if isinstance(item, DagPath):
        return item
    if isinstance(item, Components):
        return item.path
    found = node_of(item)
    if not isinstance(found, DagNode):
        raise TypeError(f"Object {name} is invalid")
    return found.path()


def plugs(name: str) -> list[Plug]:
    """Plugs of a name such as ``node.weight[0:3]``; an empty list if there are none."""
    items = lookup.find(name)
    found = [item for item in items if isinstance(item, Plug)]
    if not found:
        found = [plug for item in items if isinstance(item, Components) for plug in _tweaks(item)]
    if len(_distinct(found)) > 1 and not is_pattern(name):
        raise ValueError(f"More than one object matches name: {name.partition('.')[0]}")
    return list(dict.fromkeys(found))


def _tweaks(item: Components) -> list[Plug]:
    """``mesh.vtx[3]`` stands for ``mesh.pnts[3]`` where an attribute is wanted."""
    if item.kind not in ("vtx", "cv") or shapes.kind_of(item.path.node) is None:
        return []
    data = shape_data(item.path.node)
    numbers = [] if data is None else geometry.point_numbers(data, [item.text]).tolist()
    array = shapes.tweak_array(item.path.node)
    return [array.element(number) for number in numbers]


def plug(name: Any) -> Plug:
    """The one plug of a name."""
    found = plugs(texts([name])[0])
    if not found:
        raise ValueError(f"No object matches name: {name}")
    return found[0]


def text(item: Any, long: bool = False) -> str:
    """What commands call a thing."""
    if isinstance(item, DagPath):
        return item.full_name() if long else item.short_name()
    if isinstance(item, DagNode):
        return (
            item.path().full_name()
            if long and not item.is_world
            else session.scene.short_name(item)
        )
    if isinstance(item, Plug):
        return f"{text(item.node, long)}.{item.leaf_name(alias=True)}"
    if isinstance(item, Components):
        return f"{text(owner_of(item), long)}.{item.text}"
    return item.name


def owner_of(item: Components) -> DagPath:
    """The path that Maya names before components: the transform of an only shape."""
    parent = item.path.parent()
    if parent is None or not item.path.node.is_shape:
        return item.path
    visible = [shape for shape in parent.node.shapes if not shape.plug("intermediateObject").get()]
    return parent if visible == [item.path.node] else item.path


def shape_data(shape: Node) -> Any:
    """The geometry that a shape shows, or None."""
    return None if shapes.kind_of(shape) is None else shapes.geometry(shape)


def component_count(item: Components) -> int:
    """How many components of that kind the shape has; 0 if unknown."""
    data = shape_data(item.path.node)
    if data is None:
        return 0
    if item.kind == "f":
        return len(data.counts)
    if item.kind == "e":
        from maya._core import mesh_topology

        return len(mesh_topology.edges_of(data))
    if item.kind == "map":
        sets = list(data.uv_sets.values())
        return len(sets[0].u) if sets else 0
    return geometry.point_count(data)


def component_numbers(item: Components) -> list[int] | None:
    """The numbers of components with one index; None for others."""
    if item.text.count("[") != 1 or item.kind in ("vtxFace", "u", "v", "uv"):
        return None
    return expand_components([item.text], item.kind, component_count(item)).tolist()


def explicit(item: Components) -> list[Components]:
    """The same components with numbers instead of stars, ranges joined."""
    numbers = component_numbers(item)
    if numbers is None or "*" not in item.text:
        return [item]
    return [Components(item.path, part) for part in compress_components(item.kind, numbers)]


def flattened(item: Any) -> list[Any]:
    """Components one by one; anything else as it is."""
    if not isinstance(item, Components):
        return [item]
    numbers = component_numbers(item)
    if numbers is None:
        return _flattened_grid(item)
    return [Components(item.path, f"{item.kind}[{number}]") for number in numbers]


def _flattened_grid(item: Components) -> list[Any]:
    data = shape_data(item.path.node)
    if data is None or item.kind not in ("cv", "pt"):
        return [item]
    numbers = geometry.point_numbers(data, [item.text])
    return [Components(item.path, part) for part in geometry.point_texts(data, numbers)]
