"""referenceQuery, referenceEdit and the smaller commands about references."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from maya._commands.declared import declared, not_made
from maya._commands.flags import Flags
from maya._core import lookup
from maya._core.dag import DagNode
from maya._core.nodes import Node
from maya._core.session import session
from maya._files import references
from maya._files.reference_edits import Edit, apply_edits


def _node(name: str) -> Node:
    found = lookup.find_nodes(name.partition(".")[0])
    if not found:
        raise RuntimeError(f"No object matches name: {name}")
    return getattr(found[0], "node", found[0])


def _reference(name: str) -> references.Reference:
    found = references.find(name)
    if found is None:
        raise RuntimeError(f"Object '{name}' is not associated with a reference file.\n")
    return found


@declared("referenceQuery", any_mode=True)
def reference_query(flags: Flags, *names: Any) -> Any:
    """Ask about a reference, by its file, its reference node or one of its nodes."""
    if "onReferenceNode" in flags and not names:
        names = tuple(flags["onReferenceNode"])
    if not names:
        raise RuntimeError("A reference has to be given.\n")
    name = names[0]
    if flags.get("isNodeReferenced"):
        return _node(name).reference is not None
    found = _reference(name)
    if flags.get("topReference"):
        while found.parent is not None:
            found = found.parent
    simple = {
        "isLoaded": lambda: found.loaded,
        "isPreviewOnly": lambda: False,
        "isExportEdits": lambda: False,
        "parentNamespace": lambda: [f":{found.namespace.rpartition(':')[0]}".rstrip(":")],
        "namespace": lambda: (
            f":{found.namespace}"
            if not flags.get("shortName")
            else found.namespace.rpartition(":")[2]
        ),
        "filename": lambda: _file_name(flags, found),
        "nodes": lambda: _nodes(flags, found),
    }
    for flag, answer in simple.items():
        if flags.get(flag):
            return answer()
    if flags.get("referenceNode"):
        if flags.get("parent"):
            return found.parent.node.name if found.parent else None
        if flags.get("child"):
            return [child.node.name for child in found.children()] or None
        return found.node.name
    if flags.get("editStrings") or flags.get("editNodes") or flags.get("editAttrs"):
        return _edits(flags, found, name)
    raise not_made("referenceQuery", *flags)


def _file_name(flags: Flags, found: references.Reference) -> Any:
    if flags.get("parent"):
        return found.parent.name() if found.parent else None
    if flags.get("child"):
        return [child.name() for child in found.children()] or None
    text = (
        found.unresolved
        if flags.get("unresolvedName")
        else found.name(bool(flags.get("withoutCopyNumber")))
    )
    return Path(text).name if flags.get("shortName") else text


def _nodes(flags: Flags, found: references.Reference) -> list[str] | None:
    nodes = [node for node in found.nodes if node.in_scene]
    return [_shown(node, flags) for node in nodes] or None


def _shown(node: Node, flags: Flags) -> str:
    text = (
        node.path().full_name() if isinstance(node, DagNode) and flags.get("dagPath") else node.name
    )
    if isinstance(node, DagNode) and not flags.get("dagPath"):
        text = session.scene.short_name(node)
    return text


def _edits(flags: Flags, found: references.Reference, name: str) -> list[str]:
    edits = found.current_edits()
    failed, good = flags.get("failedEdits", False), flags.get("successfulEdits", True)
    edits = [edit for edit in edits if (failed if edit.failed else good)]
    if "editCommand" in flags:
        wanted = flags["editCommand"]
        wanted = [wanted] if isinstance(wanted, str) else wanted
        edits = [edit for edit in edits if edit.command in wanted]
    if lookup.find_nodes(name) and not _node(name).type.is_a("reference"):
        node = _node(name)
        paths = (
            {node.name, *(path.full_name() for path in node.paths())}
            if isinstance(node, DagNode)
            else {node.name}
        )
        edits = [
            edit
            for edit in edits
            if {edit.target.partition(".")[0], edit.other.partition(".")[0]} & paths
        ]
    if flags.get("editStrings"):
        return [edit.as_command() for edit in edits]
    parts = [edit.target.partition(".") for edit in edits]
    both = flags.get("editNodes") and flags.get("editAttrs")
    if both:
        return [edit.target for edit in edits]
    return [node if flags.get("editNodes") else attribute for node, _, attribute in parts]


@declared("referenceEdit", any_mode=True)
def reference_edit(flags: Flags, *names: Any) -> None:
    """Remove edits or make failed ones again."""
    name = flags.get("onReferenceNode") or (names[0] if names else "")
    found = _reference(name)
    if flags.get("applyFailedEdits"):
        apply_edits([edit for edit in found.edits if edit.failed])
        return
    if flags.get("removeEdits"):
        if found.loaded and not flags.get("failedEdits"):
            raise RuntimeError("Edits of a loaded reference cannot be removed.\n")
        kind = flags.get("editCommand")

        def goes(edit: Edit) -> bool:
            fits = not kind or edit.command == kind
            wanted = (
                flags.get("failedEdits", True)
                if edit.failed
                else flags.get("successfulEdits", True)
            )
            return bool(fits and wanted)

        found.edits = [edit for edit in found.edits if not goes(edit)]
        return
    raise not_made("referenceEdit", *flags)
