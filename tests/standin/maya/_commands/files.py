"""file: new, open, save, import, export, reference, and questions about files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from maya._commands.declared import declared, not_made
from maya._commands.flags import Flags
from maya._core.nodes import Node
from maya._core.session import session
from maya._files import plugin_data, references, scenes

_ACTIONS = (
    "newFile", "open", "save", "i", "reference", "exportAll", "exportSelected", "exportAsReference",
    "loadReference", "unloadReference", "removeReference", "importReference", "cleanReference", "rename",
    "exportSelectedStrict", "exportSelectedNoReference", "renameToSave", "saveReference", "replaceName", "modified",
    "flushReference", "activeProxy", "exportAnim", "exportSelectedAnim", "saveTextures", "lockReference",
    "mergeBaseAnimLayer", "selectAll", "namespace", "lockFile",
)  # fmt: skip


@declared("file", any_mode=True)
def file(flags: Flags, *names: Any) -> Any:
    """Everything about files."""
    name = names[0] if names else ""
    if not isinstance(name, str):
        raise TypeError(f"Object {name} is invalid")
    if flags.query:
        return _query(flags, name)
    if flags.get("exists"):
        return _exists(name)
    if flags.get("expandName"):
        return references.resolve(name)
    for action in _ACTIONS:
        if action in flags and flags[action] is not False:
            function = _DO.get(action)
            if function is None:
                raise not_made("file", action)
            if names or action not in ("open", "i", "reference", "exportAll", "exportSelected"):
                return function(flags, name)
            raise RuntimeError("A file name has to be given.\n")
    if "modified" in flags:
        session.scene.modified = bool(flags["modified"])
        return None
    if flags.get("force") and not names:
        return None
    if not flags and name:
        return _open(Flags(), name)
    if set(flags) <= {
        "type",
        "options",
        "prompt",
        "force",
        "uiConfiguration",
        "usingNamespaces",
        "buildLoadSettings",
    }:
        if "type" in flags:
            session.scene.file_type = flags["type"]
        return None
    raise not_made("file", *flags)


# -- actions ---------------------------------------------------------------------------------------


def _new(flags: Flags, name: str) -> str:
    kind = flags.get("type")
    result = scenes.new(bool(flags.get("force")))
    if kind:
        session.scene.file_type = kind
    return result


def _open(flags: Flags, name: str) -> Any:
    kind = scenes.type_of(name, flags.get("type"))
    if _translator(kind) is not None:
        scenes.new(bool(flags.get("force")))
        return _translate(flags, name, kind, "open")
    result = scenes.open_scene(
        name,
        bool(flags.get("force")),
        flags.get("type"),
        not flags.get("loadNoReferences") and flags.get("loadReferenceDepth") != "none",
        flags.get("executeScriptNodes", True),
    )
    if flags.get("returnNewNodes"):
        return [_full_name(node) for node in session.scene.nodes if not node.is_default]
    return result


def _save(flags: Flags, name: str) -> str:
    if "preSaveScript" in flags:
        _run(flags["preSaveScript"])
    result = scenes.save(flags.get("type"))
    if "postSaveScript" in flags:
        _run(flags["postSaveScript"])
    return result


def _run(text: str) -> None:
    from maya._files import mel

    mel.evaluate(text)


def _full_name(node: Node) -> str:
    from maya._core.dag import DagNode

    return node.path().full_name() if isinstance(node, DagNode) else node.name


def _grouped(flags: Flags, nodes: list[Node]) -> list[Node]:
    """Put the top nodes under a group if ``groupReference`` is given."""
    if not flags.get("groupReference"):
        return nodes
    from maya._core.dag import DagNode

    scene = session.scene
    group = scene.create("transform", flags.get("groupName") or "group1")
    for node in nodes:
        if (
            isinstance(node, DagNode)
            and node.parents == [scene.world]
            and node is not group
            and not node.shared
        ):
            scene.remove_child(scene.world, node)
            scene.add_child(group, node)
    return [group, *nodes]


def _import(flags: Flags, name: str) -> Any:
    kind = scenes.type_of(name, flags.get("type"))
    if kind == "audio":
        return _import_audio(flags, name)
    if _translator(kind) is not None:
        return _translate(flags, name, kind, "import")
    nodes = scenes.import_scene(
        name,
        flags.get("namespace"),
        flags.get("renamingPrefix"),
        bool(flags.get("mergeNamespacesOnClash")),
        bool(flags.get("preserveReferences")),
        bool(flags.get("renameAll")),
    )
    nodes = _grouped(flags, nodes)
    if flags.get("returnNewNodes"):
        return [_full_name(node) for node in nodes]
    return references.resolve(name)


def _import_audio(flags: Flags, name: str) -> Any:
    from maya._commands.sounds import make_sound

    options = dict(
        part.split("=", 1) for part in (flags.get("options") or "").split(";") if "=" in part
    )
    node = make_sound(references.resolve(name), None, float(options.get("o", 0) or 0))
    return [node.name] if flags.get("returnNewNodes") else references.resolve(name)


def _reference(flags: Flags, name: str) -> Any:
    made = scenes.reference_scene(
        name,
        flags.get("namespace", flags.get("renamingPrefix")),
        flags.get("referenceNode"),
        bool(flags.get("deferReference") or flags.get("loadNoReferences")),
        bool(flags.get("mergeNamespacesOnClash")) and flags.get("namespace") in (":", ""),
    )
    with session.undo.suspended():
        nodes = _grouped(flags, made.all_nodes())
    if flags.get("returnNewNodes"):
        return [made.node.name, *(_full_name(node) for node in nodes)]
    return made.name()


def _needed(flags: Flags, name: str, action: str) -> references.Reference:
    value = flags.get(action)
    key = value if isinstance(value, str) and value else flags.get("referenceNode") or name
    found = references.find(key) or (references.find(name) if name else None)
    if found is None:
        raise RuntimeError(f"Cannot find reference: {key}\n")
    return found


def _load(flags: Flags, name: str) -> str:
    found = _needed(flags, "", "loadReference")
    if name and references.resolve(name) != found.path:
        references.unload(found)
        references.replace(found, name)
    if not found.loaded:
        references.load(found)
    return found.name()


def _unload(flags: Flags, name: str) -> str:
    found = _needed(flags, name, "unloadReference")
    references.unload(found)
    return found.name()


def _remove(flags: Flags, name: str) -> str:
    found = _needed(flags, name, "removeReference")
    if found.parent is not None:
        raise RuntimeError("Cannot remove a reference that is nested in another one.\n")
    name = found.name()
    references.remove(found)
    return name


def _import_reference(flags: Flags, name: str) -> str:
    found = _needed(flags, name, "importReference")
    references.import_nodes(found)
    return found.name()


def _clean(flags: Flags, name: str) -> None:
    found = _needed(flags, name, "cleanReference")
    if found.loaded:
        raise RuntimeError("The reference has to be unloaded before it can be cleaned.\n")
    kind = flags.get("editCommand")
    found.edits = [edit for edit in found.edits if kind and edit.command != kind]


def _rename(flags: Flags, name: str) -> str:
    return scenes.rename(flags["rename"] or name)


def _export_all(flags: Flags, name: str) -> Any:
    kind = scenes.type_of(name, flags.get("type"))
    if _translator(kind) is not None:
        return _translate(flags, name, kind, "exportAll")
    keep = bool(flags.get("preserveReferences"))
    return scenes.export(name, None, flags.get("type"), keep)


def _export_selected(flags: Flags, name: str) -> Any:
    nodes = scenes.selected_nodes()
    if not nodes:
        raise RuntimeError("Nothing is currently selected.\n")
    kind = scenes.type_of(name, flags.get("type"))
    if _translator(kind) is not None:
        return _translate(flags, name, kind, "exportSelected")
    history = flags.get("constructionHistory", True)
    chosen = scenes.with_what_belongs(nodes, history)
    chosen = {node for node in chosen if not _left_out(flags, node)}
    return scenes.export(name, chosen, flags.get("type"), bool(flags.get("preserveReferences")))


_LEFT_OUT = {
    "channels": ("animCurve",),
    "expressions": ("expression",),
    "constraints": ("constraint",),
    "shader": ("shadingEngine", "shadingDependNode", "lambert", "materialInfo"),
}


def _left_out(flags: Flags, node: Node) -> bool:
    """Whether a flag that was given as False keeps the node out of an export."""
    return any(
        flags.get(flag) is False and node.type.is_a(kind)
        for flag, kinds in _LEFT_OUT.items()
        for kind in kinds
    )


def _export_as_reference(flags: Flags, name: str) -> str:
    nodes = scenes.selected_nodes()
    path = _export_selected(flags, name)
    with session.undo.suspended():
        session.scene.delete(nodes)
    made = scenes.reference_scene(
        path, flags.get("namespace"), flags.get("referenceNode"), False, False
    )
    return made.name()


def _change_namespace(flags: Flags, name: str) -> None:
    from maya._core import namespaces

    found = _needed(flags, name, "referenceNode")
    new = namespaces.absolute(flags["namespace"], found.namespace.rpartition(":")[0])
    with session.undo.suspended():
        namespaces.add(new)
        namespaces.move_content(found.namespace, new)
        namespaces.drop(found.namespace)
    found.namespace = new


def _select_all(flags: Flags, name: str) -> None:
    from maya._core.dag import DagNode

    nodes = [
        node
        for node in session.scene.nodes
        if isinstance(node, DagNode) and node.parents == [session.scene.world]
    ]
    session.scene.select([node.path() for node in nodes if not node.shared])


def _modified(flags: Flags, name: str) -> None:
    session.scene.modified = bool(flags["modified"])


_DO = {
    "newFile": _new,
    "open": _open,
    "save": _save,
    "i": _import,
    "reference": _reference,
    "loadReference": _load,
    "unloadReference": _unload,
    "removeReference": _remove,
    "importReference": _import_reference,
    "cleanReference": _clean,
    "rename": _rename,
    "exportAll": _export_all,
    "exportSelected": _export_selected,
    "exportSelectedStrict": _export_selected,
    "exportSelectedNoReference": _export_selected,
    "exportAsReference": _export_as_reference,
    "namespace": _change_namespace,
    "selectAll": _select_all,
    "modified": _modified,
    "lockFile": lambda flags, name: None,
}


# -- translators of plug-ins -----------------------------------------------------------------------


def _translator(kind: str) -> Any:
    for plugin in session.plugins.values():
        if kind in plugin.registered["translator"]:
            return plugin.registered["translator"][kind], plugin.api
    return None


def _translate(flags: Flags, name: str, kind: str, mode: str) -> str:
    """Let a plug-in's translator do it."""
    creator, api = _translator(kind)
    path = references.resolve(name)
    options = flags.get("options", "")
    if mode in ("open", "import"):
        if not Path(path).is_file():
            raise RuntimeError(f"File not found: {name}\n")
        plugin_data.translate(creator, path, options, mode, api)
        if mode == "open":
            session.scene.file_name, session.scene.file_type = path, kind
    else:
        plugin_data.translate(creator, path, options, mode, api)
    return path


# -- questions -------------------------------------------------------------------------------------


def _exists(name: str) -> bool:
    found = (
        references.find(name)
        if name in {each.name() for each in session.scene.references}
        else None
    )
    return Path(references.resolve(found.path if found else name)).exists()


def _query(flags: Flags, name: str) -> Any:
    scene = session.scene
    if flags.get("sceneName"):
        return Path(scene.file_name).name if flags.get("shortName") else scene.file_name
    if flags.get("modified") or flags.get("anyModified"):
        return scene.modified
    if flags.get("reference"):
        return _list_references(flags, name)
    if flags.get("list"):
        return scenes.external_files()
    if flags.get("exists"):
        return _exists(name)
    if flags.get("expandName"):
        return references.resolve(name or scene.file_name)
    if flags.get("type"):
        return [scenes.type_of(name)] if name else [scene.file_type]
    for flag in ("prompt", "usingNamespaces", "defaultExtensions"):
        if flag in flags:
            return True
    return _query_one(flags, name)


def _list_references(flags: Flags, name: str) -> Any:
    above = references.find(name) if name else None
    listed = [each for each in session.scene.references if each.parent is above]
    if flags.get("referenceNode"):
        return [each.node.name for each in listed]
    if flags.get("unresolvedName"):
        return [each.unresolved for each in listed]
    return [each.name(bool(flags.get("withoutCopyNumber"))) for each in listed]


def _query_one(flags: Flags, name: str) -> Any:
    scene = session.scene
    key = name or (flags["referenceNode"] if isinstance(flags.get("referenceNode"), str) else "")
    found = references.find(key) if key else None
    if flags.get("writable"):
        path = references.resolve(name or scene.file_name)
        return os.access(path if Path(path).exists() else str(Path(path).parent), os.W_OK)
    if flags.get("location"):
        if name:
            path = references.resolve(name)
            return path if Path(path).exists() else "unknown"
        return scene.file_name or "unknown"
    if flags.get("lastTempFile") or flags.get("errorStatus"):
        return "" if flags.get("lastTempFile") else 0
    answers = {
        "referenceNode": lambda each: each.node.name,
        "namespace": lambda each: each.namespace.rpartition(":")[2],
        "parentNamespace": lambda each: each.namespace.rpartition(":")[0],
        "deferReference": lambda each: not each.loaded,
        "unresolvedName": lambda each: each.unresolved,
        "withoutCopyNumber": lambda each: each.name(True),
        "copyNumberList": lambda each: [
            str(o.copy_number) for o in scene.references if o.path == each.path
        ],
        "absoluteName": lambda each: each.path,
        "shortName": lambda each: Path(each.path).name,
    }
    for flag, answer in answers.items():
        if flags.get(flag):
            if found is None:
                if flag == "shortName":
                    return Path(name or scene.file_name).name
                raise RuntimeError(f"Reference not found: {key}\n")
            return answer(found)
    raise not_made("file", "query", *flags)


@declared("fileInfo")
def file_info(flags: Flags, *names: Any) -> Any:
    """Keyword and value pairs that are kept in the file."""
    from maya._files.writer import application_info

    info = session.scene.file_info
    if flags.query:
        shown = {**application_info(), **info}
        if names:
            return [shown[names[0]]] if names[0] in shown else []
        return [text for pair in shown.items() for text in pair]
    if "remove" in flags:
        info.pop(flags["remove"], None)
        return None
    if len(names) != 2:
        raise RuntimeError("A keyword and a value have to be given.\n")
    info[str(names[0])] = str(names[1])
    session.scene.modified = True
    return None
