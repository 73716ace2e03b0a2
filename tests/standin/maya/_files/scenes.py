"""Opening, saving, importing and exporting scenes: what the ``file`` command does."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from maya._core import boot, namespaces
from maya._core.dag import DagNode
from maya._core.nodes import Node
from maya._core.session import session
from maya._files import references, writer
from maya._files.reader import FileReader

TYPES = {".ma": "mayaAscii", ".mb": "mayaBinary"}
AUDIO = frozenset({".wav", ".aif", ".aiff", ".aifc"})


def send(message: str) -> list[Any]:
    """Tell those who listen to scene messages."""
    return session.events.send("scene_message", message)


def _allowed(message: str, path: str = "") -> None:
    """Ask the listeners that may say no.

    Raises
    ------
    RuntimeError
        If one returned False.
    """
    session.state["file_in_question"] = path
    if any(answer is False for answer in send(message)):
        raise RuntimeError("File operation cancelled by user supplied callback.\n")


def new(force: bool) -> str:
    """An empty, untitled scene."""
    _refuse_unsaved(force)
    _allowed("beforeNewCheck")
    send("beforeNew")
    run_script_nodes("after")
    boot.new_scene()
    session.scene.file_type = "mayaAscii"
    send("afterNew")
    send("sceneUpdate")
    session.scene.modified = False
    return "untitled"


def _refuse_unsaved(force: bool) -> None:
    if session.scene.modified and not force and len(session.scene.nodes):
        raise RuntimeError("Unsaved changes.\n")


def type_of(path: str, given: str | None = None) -> str:
    """The file type by its extension or as given."""
    if given:
        return given
    suffix = Path(path).suffix.lower()
    return "audio" if suffix in AUDIO else TYPES.get(suffix, "mayaAscii")


def open_scene(
    path: str,
    force: bool,
    kind: str | None = None,
    load_references: bool = True,
    scripts: bool = True,
) -> str:
    """Replace the scene by a file's."""
    _refuse_unsaved(force)
    resolved = references.resolve(path)
    if not Path(resolved).is_file():
        raise RuntimeError(f"File not found: {path}\n")
    _allowed("beforeOpenCheck", resolved)
    send("beforeOpen")
    run_script_nodes("after")
    boot.new_scene()
    scene = session.scene
    scene.file_name = resolved
    scene.file_type = type_of(resolved, kind)
    send("beforeFileRead")
    session.state["load_no_references"] = not load_references
    reader = FileReader(resolved, "open")
    try:
        reader.read()
    finally:
        session.state["load_no_references"] = False
    session.undo.flush()
    send("afterFileRead")
    send("afterOpen")
    send("sceneUpdate")
    if scripts:
        run_script_nodes("before")
    scene.modified = False
    return resolved


def run_script_nodes(which: str) -> None:
    """Run the script nodes that run when a scene is opened (``before``) or left (``after``)."""
    wanted = (1,) if session.batch else (1, 2)
    for node in list(session.scene.nodes):
        if not node.type.is_a("script") or node.find_attribute("scriptType") is None:
            continue
        if node.plug("scriptType").get() not in wanted:
            continue
        text = node.plug(which).get()
        if text:
            from maya._files import mel

            try:
                mel.run_text(text, "python" if node.plug("sourceType").get() == 1 else "mel")
            except Exception as error:
                sys.stderr.write(f"Error: script node {node.name}: {error}\n")


def rename(path: str) -> str:
    """Give the scene another file name; nothing is written."""
    scene = session.scene
    if path:
        expanded = str(Path(os.path.expandvars(path)).expanduser()).replace("\\", "/")
        if not Path(expanded).is_absolute() and expanded[1:3] != ":/":
            root = session.state.get("workspace_root", "")
            folder = (
                Path(root) / "scenes"
                if root and (Path(root) / "scenes").is_dir()
                else Path(root or Path.cwd())
            )
            expanded = (folder / expanded).as_posix()
        path = expanded
    scene.file_name = path
    if Path(path).suffix.lower() in TYPES:
        scene.file_type = TYPES[Path(path).suffix.lower()]
    return path


def save(kind: str | None) -> str:
    """Write the scene to its file."""
    scene = session.scene
    if not scene.file_name:
        raise RuntimeError("No file name specified; the scene has to be renamed first.\n")
    _allowed("beforeSaveCheck", scene.file_name)
    kind = kind or scene.file_type
    if kind not in TYPES.values():
        raise RuntimeError(f"Unrecognized file type: {kind}\n")
    if Path(scene.file_name).suffix.lower() not in TYPES:
        scene.file_name += ".mb" if kind == "mayaBinary" else ".ma"
    send("beforeSave")
    scene.file_type = kind
    _write(scene.file_name, writer.scene_text(scene.file_name), kind)
    scene.modified = False
    send("afterSave")
    return scene.file_name


def _write(path: str, text: str, kind: str) -> None:
    suffix = Path(path).suffix.lower()
    if TYPES.get(suffix, kind) != kind:
        raise RuntimeError(f"File extension doesn't match the file type: {path}\n")
    writer.save(path, text)


def import_scene(
    path: str,
    namespace: str | None,
    prefix: str | None,
    merge: bool,
    keep_references: bool,
    rename_all: bool = False,
) -> list[Node]:
    """Add a file's nodes to the scene; gives the new ones."""
    resolved = references.resolve(path)
    if not Path(resolved).is_file():
        raise RuntimeError(f"File not found: {path}\n")
    space = ""
    if namespace is not None and namespace.strip(":"):
        space = namespaces.absolute(namespace)
        space = space if merge else references.free_namespace(space)
    elif session.scene.current_namespace:
        space = session.scene.current_namespace
    _allowed("beforeImportCheck", resolved)
    send("beforeImport")
    send("beforeFileRead")
    before = list(session.scene.references)
    with session.undo.suspended():
        if space:
            namespaces.add(space)
        reader = FileReader(
            resolved,
            "import",
            space,
            "" if space else (prefix or Path(resolved).stem),
            rename_all=rename_all,
        )
        reader.read()
        if not keep_references:
            for reference in [each for each in session.scene.references if each not in before]:
                if reference in session.scene.references:
                    references.import_nodes(reference)
    send("afterFileRead")
    send("afterImport")
    send("sceneUpdate")
    return [node for node in reader.nodes if node.in_scene and not node.shared]


def reference_scene(
    path: str, namespace: str | None, name: str | None, deferred: bool, merge: bool
) -> references.Reference:
    """Reference a file."""
    resolved = references.resolve(path)
    space = Path(resolved).stem if namespace is None else namespace
    space = namespaces.absolute(_legal(space)) if space.strip(":") else ""
    if space and not merge:
        space = references.free_namespace(space)
    with session.undo.suspended():
        return references.create(resolved, space, name, not deferred, None, path.replace("\\", "/"))


def _legal(space: str) -> str:
    return "".join(
        letter if (letter.isalnum() and letter.isascii()) or letter in "_:" else "_"
        for letter in space
    )


def export(path: str, nodes: Iterable[Node] | None, kind: str | None, keep_references: bool) -> str:
    """Write nodes, or all of the scene, to another file."""
    target = references.resolve(path) if not Path(path).is_absolute() else path.replace("\\", "/")
    kind = kind or TYPES.get(Path(target).suffix.lower()) or session.scene.file_type
    if Path(target).suffix.lower() not in TYPES:
        target += ".mb" if kind == "mayaBinary" else ".ma"
    _allowed("beforeExportCheck", target)
    send("beforeExport")
    _write(target, writer.scene_text(target, nodes, keep_references), kind)
    send("afterExport")
    return target


def with_what_belongs(nodes: Iterable[Node], history: bool = True) -> set[Node]:
    """Nodes with what is above and below them, and what they are computed from."""
    found: set[Node] = set()
    waiting = list(nodes)
    for node in list(waiting):
        if isinstance(node, DagNode):
            waiting += list(node.below())
    while waiting:
        node = waiting.pop()
        if node in found or (isinstance(node, DagNode) and node.is_world):
            continue
        found.add(node)
        if isinstance(node, DagNode):
            waiting += [parent for parent in node.parents if not parent.is_world]
        for plug in node.known_plugs():
            if history and plug.source is not None and not plug.source.node.is_default:
                waiting.append(plug.source.node)
            waiting += [
                other.node
                for other in plug.destinations
                if other.node.type.is_a("shadingEngine") and not other.node.is_default
            ]
    return found


def selected_nodes() -> list[Node]:
    """Nodes of the active selection."""
    from maya._core.naming import nodes_of

    return list(dict.fromkeys(nodes_of(item)[-1] for item in session.scene.selection))


def external_files() -> list[str]:
    """Files that the scene uses: itself, references, and those named by attributes."""
    scene = session.scene
    found = [scene.file_name or "untitled"]
    found += [reference.name() for reference in scene.references]
    for node in scene.nodes:
        for plug in node.known_plugs():
            if (
                plug.attribute.used_as_filename
                and plug.is_leaf
                and isinstance(plug.value, str)
                and plug.value
            ):
                found.append(plug.value)
    return list(dict.fromkeys(found))
