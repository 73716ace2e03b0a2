"""namespace and namespaceInfo."""

from __future__ import annotations

from typing import Any

from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import namespaces as spaces
from maya._core import naming
from maya._core.dag import DagNode
from maya._core.session import session

ROOT_CONTENT = ("UI", "shared")


def _existing(name: str) -> str:
    space = spaces.absolute(name) if name != ":" else ""
    if not spaces.exists(space):
        raise RuntimeError(f"The namespace '{name}' could not be found.")
    return space


def _within(flags: Flags) -> str | None:
    return _existing(flags["parent"]) if "parent" in flags else None


def _shown(space: str, absolute: bool) -> str:
    return f":{space}" if absolute or not space else space


def _add(flags: Flags) -> str:
    name = flags["addNamespace"]
    parts = [part for part in name.split(":") if part]
    if not parts or any(naming.clean(part) != part for part in parts):
        raise RuntimeError(f"Invalid namespace name: '{name}'.")
    space = spaces.absolute(name, _within(flags))
    if spaces.exists(space):
        raise RuntimeError(f"Namespace '{name}' already exists.")
    spaces.add(space)
    return _shown(space, bool(flags.get("absoluteName")))


def _remove(flags: Flags) -> None:
    space = spaces.absolute(flags["removeNamespace"], _within(flags))
    if not spaces.exists(space) or not space:
        raise RuntimeError(f"The namespace '{flags['removeNamespace']}' could not be found.")
    above = space.rpartition(":")[0]
    if flags.get("deleteNamespaceContent"):
        session.scene.delete(
            [node for node in spaces.nodes_in(space, recurse=True) if node.in_scene]
        )
        for inner in sorted(spaces.children(space, recurse=True), key=len, reverse=True):
            spaces.drop(inner)
    elif flags.get("mergeNamespaceWithParent"):
        spaces.move_content(space, above)
    elif flags.get("mergeNamespaceWithRoot"):
        spaces.move_content(space, "")
    elif "mergeNamespaceWithOther" in flags:
        target = spaces.absolute(flags["mergeNamespaceWithOther"])
        spaces.add(target)
        spaces.move_content(space, target)
    if spaces.nodes_in(space, recurse=True) or spaces.children(space):
        raise RuntimeError(f"Namespace '{space}' is not empty: it cannot be removed.")
    spaces.drop(space)


def _rename(flags: Flags) -> str:
    old_name, new_name = flags["rename"]
    old = spaces.absolute(old_name, _within(flags))
    if not spaces.exists(old) or not old:
        raise RuntimeError(f"The namespace '{old_name}' could not be found.")
    above = _within(flags) if "parent" in flags else old.rpartition(":")[0]
    new = spaces.absolute(new_name, above)
    if spaces.exists(new):
        raise RuntimeError(f"Namespace '{new_name}' already exists.")
    was_current = session.scene.current_namespace
    spaces.add(new)
    spaces.move_content(old, new)
    spaces.drop(old)
    if was_current == old or was_current.startswith(f"{old}:"):
        spaces.set_current(new + was_current[len(old) :])
    return _shown(new, bool(flags.get("absoluteName")))


def _move(flags: Flags) -> None:
    source, target = (_existing(name) for name in flags["moveNamespace"])
    if not flags.get("force"):
        clashing = {node.name.rpartition(":")[2] for node in spaces.nodes_in(source)} & {
            node.name.rpartition(":")[2] for node in spaces.nodes_in(target)
        }
        if clashing:
            raise RuntimeError(
                f"Names clash in namespace '{target or ':'}': {', '.join(sorted(clashing))}"
            )
    spaces.move_content(source, target)


def _query(flags: Flags, given: tuple[str, ...]) -> Any:
    if "exists" in flags or flags.get("exists"):
        return _exists(flags, given)
    if "isRootNamespace" in flags:
        name = flags["isRootNamespace"]
        return name == ":" if isinstance(name, str) else bool(given) and given[0] == ":"
    if "relativeNames" in flags:
        return bool(session.state.get("relative_names", False))
    if "absoluteName" in flags:
        return _shown(session.scene.current_namespace, True)
    raise RuntimeError("namespace: nothing was asked for.")


def _exists(flags: Flags, given: tuple[str, ...]) -> bool:
    name = flags["exists"] if isinstance(flags["exists"], str) else given[0]
    if name in ROOT_CONTENT or name.lstrip(":") in ROOT_CONTENT:
        return True
    if spaces.exists(spaces.absolute(name)) or (name == ":"):
        return True
    return bool(flags.get("recurse")) and any(
        space == name or space.endswith(f":{name}") for space in session.scene.namespaces
    )


@graph_command("namespace", missing="collapseAncestors", widen="c")
def _namespace(flags: Flags, *given: str) -> Any:
    if flags.query:
        return _query(flags, given)
    if "exists" in flags:
        return _exists(flags, given)
    if "validateName" in flags:
        return ":".join(naming.clean(part) for part in flags["validateName"].split(":"))
    if "addNamespace" in flags:
        return _add(flags)
    if "setNamespace" in flags:
        space = _existing(flags["setNamespace"])
        spaces.set_current(space)
        return _shown(space, bool(flags.get("absoluteName")))
    if "removeNamespace" in flags:
        return _remove(flags)
    if "rename" in flags:
        return _rename(flags)
    if "moveNamespace" in flags:
        return _move(flags)
    if "relativeNames" in flags:
        session.state["relative_names"] = flags["relativeNames"]
        return None
    raise RuntimeError("namespace: no action was given.")


# -- namespaceInfo -------------------------------------------------------------------------------


def _listed(flags: Flags, space: str) -> list[str] | None:
    recurse, absolute = bool(flags.get("recurse")), bool(flags.get("absoluteName"))
    found: list[str] = []
    if not flags.get("listOnlyDependencyNodes"):
        found += [_shown(inner, absolute) for inner in spaces.children(space, recurse)]
        if not space and (flags.get("internal") or not flags.get("listNamespace")):
            found += [f":{name}" if absolute else name for name in ROOT_CONTENT]
    if not flags.get("listOnlyNamespaces"):
        for node in spaces.nodes_in(space, recurse):
            if flags.get("dagPath") and isinstance(node, DagNode):
                found.append(names.text(node, long=True))
            else:
                found.append(f":{node.name}" if absolute else node.name)
    return sorted(found) or None


@graph_command("namespaceInfo", undoable=False)
def _namespace_info(flags: Flags, *given: str) -> Any:
    space = _existing(given[0]) if given else session.scene.current_namespace
    if any(
        flags.get(name)
        for name in ("listNamespace", "listOnlyNamespaces", "listOnlyDependencyNodes")
    ):
        return _listed(flags, space)
    absolute = bool(flags.get("absoluteName"))
    if flags.get("isRootNamespace"):
        return not space
    if flags.get("parent"):
        above = space.rpartition(":")[0]
        if flags.get("baseName") or flags.get("shortName"):
            return above.rpartition(":")[2] or ":"
        return _shown(above, absolute)
    if flags.get("baseName") or flags.get("shortName"):
        return space.rpartition(":")[2] or ":"
    if flags.get("currentNamespace") or flags.get("fullName") or absolute or not flags:
        return _shown(space, absolute)
    raise RuntimeError("namespaceInfo: nothing was asked for.")
