"""ls: finding, filtering and naming things of the scene."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import lookup, mfn
from maya._core.dag import DagNode, DagPath
from maya._core.lookup import Components
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session

#: Flags that select by type, with the types they stand for.
CATEGORIES: dict[str, Callable[[Node], bool]] = {
    "cameras": lambda node: node.type.is_a("camera"),
    "lights": lambda node: node.type.is_a("light"),
    "geometry": lambda node: node.type.is_a("controlPoint") or node.type.is_a("deformableShape"),
    "transforms": lambda node: node.type.is_a("transform"),
    "shapes": lambda node: node.type.is_a("shape"),
    "materials": lambda node: "shader/" in node.type.classification,
    "textures": lambda node: "texture/" in node.type.classification,
    "sets": lambda node: node.type.is_a("objectSet"),
    "partitions": lambda node: node.type.is_a("partition"),
    "containers": lambda node: node.type.is_a("container") or node.type.is_a("dagContainer"),
    "references": lambda node: node.type.is_a("reference"),
    "renderGlobals": lambda node: node.type.is_a("renderGlobals"),
    "renderQualities": lambda node: node.type.is_a("renderQuality"),
    "renderResolutions": lambda node: node.type.is_a("resolution"),
    "renderSetups": lambda node: any(
        node.type.is_a(name) for name in ("renderGlobals", "renderQuality", "resolution")
    ),
    "planes": lambda node: node.type.is_a("sketchPlane"),
}


def is_visible(path: DagPath) -> bool:
    """Whether a node and all above it are shown."""
    for node in path.nodes:
        if not node.plug("visibility").get() or not node.plug("lodVisibility").get():
            return False
        if node.plug("overrideEnabled").get() and not node.plug("overrideVisibility").get():
            return False
    return True


def _path_of(item: Any) -> DagPath | None:
    if isinstance(item, DagPath):
        return item
    if isinstance(item, Components):
        return item.path
    node = names.node_of(item)
    return node.path() if isinstance(node, DagNode) else None


def _is_templated(path: DagPath) -> bool:
    return any(node.plug("template").get() for node in path.nodes)


def _states() -> dict[str, Callable[[Any], bool]]:
    def dag(test: Callable[[DagPath], bool]) -> Callable[[Any], bool]:
        return lambda item: (path := _path_of(item)) is not None and test(path)

    return {
        "visible": dag(is_visible),
        "invisible": dag(lambda path: not is_visible(path)),
        "intermediateObjects": dag(lambda path: bool(path.node.plug("intermediateObject").get())),
        "templated": dag(_is_templated),
        "untemplated": dag(lambda path: not _is_templated(path)),
        "ghost": dag(
            lambda path: (
                path.node.find_attribute("ghosting") is not None
                and bool(path.node.plug("ghosting").get())
            )
        ),
        "lockedNodes": lambda item: names.node_of(item).locked,
        "defaultNodes": lambda item: names.node_of(item).is_default,
        "undeletable": lambda item: (
            names.node_of(item).is_default
            or names.node_of(item).shared
            or names.node_of(item).reference is not None
        ),
        "readOnly": lambda item: names.node_of(item).reference is not None,
        "referencedNodes": lambda item: names.node_of(item).reference is not None,
        "persistentNodes": lambda item: names.node_of(item).is_default,
        "leaf": dag(lambda path: not path.node.children),
        "assemblies": dag(lambda path: len(path.nodes) == 1 and path.node.is_transform),
        "dependencyNodes": lambda item: True,
    }


STATES = _states()


def all_nodes() -> list[Any]:
    """Everything in the scene in order of creation, DAG nodes as their first paths."""
    return [
        node.path() if isinstance(node, DagNode) else node
        for node in session.scene.nodes
        if node is not session.scene.world
    ]


def descend(path: DagPath) -> list[DagPath]:
    """A path and everything below it, parents first."""
    found = [path]
    for child in path.node.children:
        found += descend(path.child(child))
    return found


def dag_order() -> list[DagPath]:
    """The whole hierarchy, parents first."""
    return [path for top in session.scene.world.children for path in descend(DagPath((top,)))]


def _matches(name: str, recursive: bool) -> list[Any]:
    found = lookup.find(name, recursive)
    if len(found) > 1 and (names.is_pattern(name) or recursive):
        found.sort(key=lambda item: names.text(item))
    return [
        part
        for item in found
        for part in (names.explicit(item) if isinstance(item, Components) else [item])
    ]


def _candidates(flags: Flags, given: list[str]) -> list[Any]:
    scene = session.scene
    wants_selection = flags.get("selection") or flags.get("orderedSelection")
    if given:
        items = [item for name in given for item in _matches(name, bool(flags.get("recursive")))]
        if wants_selection:
            chosen = {names.node_of(item) for item in scene.selection}
            items = [
                item for item in items if item in scene.selection or names.node_of(item) in chosen
            ]
    elif wants_selection or flags.get("orderedComponentSelection"):
        items = list(scene.selection)
    elif flags.get("hilite") or flags.get("live") or flags.get("preSelectHilite"):
        items = []
    elif flags.get("dagObjects"):
        return dag_order() if flags.get("allPaths") else _first_paths(dag_order())
    elif flags.get("assemblies"):
        items = [DagPath((node,)) for node in scene.world.children]
    else:
        items = all_nodes()
        if _typed(flags):
            items.sort(key=lambda item: names.node_of(item).name)
    if flags.get("dagObjects"):
        items = [
            path
            for item in items
            if (start := _path_of(item)) is not None
            for path in descend(start)
        ]
        items = list(dict.fromkeys(items))
    if flags.get("allPaths"):
        paths = (each for item in items for each in _all_paths(item))
        items = list(dict.fromkeys(paths))
    return items


def _all_paths(item: Any) -> list[Any]:
    return item.node.paths() if isinstance(item, DagPath) else [item]


def _first_paths(paths: Iterable[DagPath]) -> list[DagPath]:
    seen: dict[Node, DagPath] = {}
    for path in paths:
        seen.setdefault(path.node, path)
    return list(seen.values())


def _typed(flags: Flags) -> bool:
    return any(flags.get(name) for name in (*CATEGORIES, "type", "exactType"))


def _fits_type(flags: Flags, item: Any) -> bool:
    node = names.node_of(item)
    tests = [test for name, test in CATEGORIES.items() if flags.get(name)]
    wanted = flags.get("type") or []
    exact = flags.get("exactType") or []
    if tests or wanted or exact:
        inside = any(test(node) for test in tests)
        inside = inside or any(_is_kind(node, name) for name in wanted)
        inside = inside or any(node.type.name == name for name in exact)
        if not inside:
            return False
    return not any(_is_kind(node, name) for name in flags.get("excludeType") or [])


def _is_kind(node: Node, name: str) -> bool:
    return node.type.is_a(name) or (name == "dagNode" and isinstance(node, DagNode))


def _check_types(flags: Flags) -> None:
    known = {name for kind in session.node_types.values() for name in kind.inherited} | {
        "entity",
        "unknown",
    }
    for name in ("type", "exactType", "excludeType"):
        for wanted in flags.get(name) or []:
            if wanted not in known and f"k{wanted[:1].upper()}{wanted[1:]}" not in mfn.NUMBERS:
                raise RuntimeError(f"Unknown object type: {wanted}")


def _keep(flags: Flags, item: Any) -> bool:
    if not _fits_type(flags, item):
        return False
    for name, test in STATES.items():
        if flags.get(name) and not test(item):
            return False
    if flags.get("noIntermediate"):
        path = _path_of(item)
        if path is not None and any(node.plug("intermediateObject").get() for node in path.nodes):
            return False
    if flags.get("modified"):
        return session.scene.modified
    return True


def _selected(flags: Flags, items: list[Any]) -> list[Any]:
    if flags.get("objectsOnly"):
        items = list(dict.fromkeys(_object_of(item) for item in items))
    if flags.get("flatten"):
        items = [each for item in items for each in names.flattened(item)]
    items = [item for item in items if _keep(flags, item)]
    if flags.get("head"):
        items = items[: flags["head"]]
    if flags.get("tail"):
        items = items[-flags["tail"] :]
    return items


def _object_of(item: Any) -> Any:
    if isinstance(item, Components):
        return item.path
    node = names.node_of(item)
    if isinstance(item, DagPath):
        return item
    return node.path() if isinstance(node, DagNode) else node


def _space_of(item: Any) -> str:
    return names.node_of(item).name.rpartition(":")[0] or ":"


@graph_command(
    "ls",
    missing="containerType ufeObjects",
    harmless="hilite live preSelectHilite",
    undoable=False,
)
def _ls(flags: Flags, *given: str) -> list[str]:
    if flags.get("nodeTypes"):
        return sorted(name for name, kind in session.node_types.items() if not kind.abstract)
    _check_types(flags)
    result: list[str] = []
    for item in _selected(flags, _candidates(flags, names.texts(given))):
        result.append(_written(flags, item))
        if flags.get("showType"):
            result.append(_type_word(item))
        if flags.get("showNamespace"):
            result.append(_space_of(item))
    return result


def _written(flags: Flags, item: Any) -> str:
    if flags.get("uuid"):
        return names.node_of(item).uuid
    if flags.get("shortNames"):
        return item.node.name if isinstance(item, DagPath) else names.text(item)
    text = names.text(item, bool(flags.get("long")))
    if flags.get("absoluteName"):
        return "|".join(f":{step}" if step else step for step in text.split("|"))
    return text


def _type_word(item: Any) -> str:
    if isinstance(item, Plug):
        return item.attribute.data_type or item.attribute.kind
    if isinstance(item, Components):
        return {"vtx": "float3", "cv": "double3", "pt": "float3"}.get(item.kind, item.kind)
    return names.node_of(item).type.name
