"""Referenced files: loading, unloading, what was edited, how files mention them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maya._core import lookup, namespaces
from maya._core.nodes import Node
from maya._core.session import session
from maya._files import reference_edits
from maya._files.reference_edits import Edit, Snapshot
from maya._files.tokens import quote, split_flags

if TYPE_CHECKING:
    from maya._files.reader import FileReader
    from maya._files.values import Words


@dataclass(eq=False)
class Reference:
    """One referenced file.

    Attributes
    ----------
    node : Node
        The reference node.
    path : str
        Full path, forward slashes; ``unresolved`` as it was given.
    edits : list of Edit
        What was edited at the last time it was unloaded or read.
    """

    node: Node
    path: str
    unresolved: str
    namespace: str
    file_type: str = "mayaAscii"
    loaded: bool = False
    nodes: list[Node] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    snapshot: Snapshot | None = None
    parent: Reference | None = None
    holders: dict[str, tuple[str, bool]] = field(default_factory=dict)
    copy_number: int = 0

    def name(self, without_copy_number: bool = False) -> str:
        """The path; a further reference to the same file has a number: ``file.ma{1}``."""
        return (
            f"{self.path}{{{self.copy_number}}}"
            if self.copy_number and not without_copy_number
            else self.path
        )

    def children(self) -> list[Reference]:
        """References of the referenced file."""
        return [other for other in session.scene.references if other.parent is self]

    def all_nodes(self) -> list[Node]:
        """Its nodes that exist, those of nested references too."""
        found = [node for node in self.nodes if node.in_scene]
        for child in self.children():
            found += child.all_nodes()
        return found

    def current_edits(self) -> list[Edit]:
        """Edits as they are now, with those that could not be made, and those of nested references."""
        return [
            *self._own_edits(),
            *(edit for child in self.children() for edit in child.current_edits()),
        ]

    def _own_edits(self) -> list[Edit]:
        if not self.loaded or self.snapshot is None:
            return list(self.edits)
        failed = [edit for edit in self.edits if edit.failed]
        return [*self.snapshot.edits(list(self.nodes)), *failed]


def resolve(path: str, beside: str = "") -> str:
    """The full path of a scene file: variables expanded, relative ones from the project or beside."""
    expanded = str(Path(os.path.expandvars(re.sub(r"\{\d+\}$", "", path))).expanduser()).replace(
        "\\", "/"
    )
    if Path(expanded).is_absolute() or re.match(r"[A-Za-z]:/", expanded):
        return expanded
    root = session.state.get("workspace_root", "")
    folders = [Path(root) / "scenes", Path(root)] if root else []
    if beside:
        folders.insert(0, Path(beside).parent)
    for folder in [*folders, Path.cwd()]:
        if (folder / expanded).is_file():
            return (folder / expanded).as_posix()
    return ((folders[-1] if folders else Path.cwd()) / expanded).as_posix()


def find(text: str) -> Reference | None:
    """A reference by its file (with copy number), its reference node, or any node in it."""
    plain = text.replace("\\", "/")
    for reference in session.scene.references:
        if plain in (
            reference.name(),
            reference.node.name,
            reference.unresolved,
        ) or reference.node.name == text.lstrip(":"):
            return reference
    for reference in session.scene.references:
        if resolve(plain) == reference.path and not re.search(r"\{\d+\}$", plain):
            return reference
    found = lookup.find_nodes(text.partition(".")[0])
    if not found:
        return None
    return owner_of(getattr(found[0], "node", found[0]))


def owner_of(node: Node) -> Reference | None:
    """The reference that a node comes from."""
    if node.reference is None:
        return None
    return next((each for each in session.scene.references if each.node is node.reference), None)


def _next_copy_number(path: str) -> int:
    used = {each.copy_number for each in session.scene.references if each.path == path}
    number = 0
    while number in used:
        number += 1
    return number


def create(
    path: str,
    namespace: str,
    name: str | None = None,
    load_now: bool = True,
    parent: Reference | None = None,
    unresolved: str | None = None,
) -> Reference:
    """Reference a file into an absolute namespace that does not exist yet.

    Raises
    ------
    RuntimeError
        If there is no such file.
    """
    if load_now and not Path(path).is_file():
        raise RuntimeError(f"File not found: {path}\n")
    send("beforeCreateReference")
    node = session.scene.create("reference", f":{name or namespace.rpartition(':')[2] + 'RN'}")
    reference = Reference(
        node,
        path,
        unresolved or path,
        namespace,
        parent=parent,
        copy_number=_next_copy_number(path),
    )
    if parent is not None:
        node.reference = parent.node
    file_names = node.plug("fileNames").element(0, create=True)
    file_names.set(unresolved or path)
    session.scene.references.append(reference)
    if namespace:
        namespaces.add(namespace)
    if load_now:
        load(reference)
    node.locked = True
    send("afterCreateReference", reference)
    return reference


def load(reference: Reference) -> None:
    """Read the file (again) and make the edits again."""
    from maya._files.reader import FileReader

    send("beforeLoadReference", reference)
    prefix = "" if reference.namespace else Path(reference.path).stem
    reader = FileReader(reference.path, "reference", reference.namespace, prefix, reference.node)
    with session.undo.suspended():
        reader.read()
        reference.nodes = [node for node in reader.nodes if node.reference is reference.node]
        reference.loaded = True
        _look(reference)
        reference_edits.apply_edits(reference.edits)
    send("afterLoadReference", reference)


def _look(reference: Reference) -> None:
    """Note how the nodes came out of the file, with what the file edits of its own references."""
    reference.snapshot = Snapshot.of(reference.nodes)
    for child in reference.children():
        child.edits = []
        _look(child)


def unload(reference: Reference) -> None:
    """Take the nodes out of the scene; their edits stay with the reference."""
    if not reference.loaded:
        return
    send("beforeUnloadReference", reference)
    with session.undo.suspended():
        reference.edits = reference.current_edits()
        for child in reference.children():
            _forget(child)
        nodes = [node for node in reference.nodes if node.in_scene]
        for node in nodes:
            node.locked = False
        session.scene.delete(nodes)
        reference.nodes, reference.loaded, reference.snapshot = [], False, None
    session.undo.flush()
    send("afterUnloadReference", reference)


def _forget(reference: Reference) -> None:
    for child in reference.children():
        _forget(child)
    session.scene.delete([node for node in reference.nodes if node.in_scene])
    session.scene.references.remove(reference)


def remove(reference: Reference) -> None:
    """Take a reference away with its nodes, its reference node and its namespace."""
    send("beforeRemoveReference", reference)
    unload(reference)
    with session.undo.suspended():
        session.scene.references.remove(reference)
        reference.node.locked = False
        if reference.node.in_scene:
            session.scene.delete([reference.node])
        _drop_namespace(reference.namespace)
    session.undo.flush()
    send("afterRemoveReference")


def _drop_namespace(space: str) -> None:
    if space and not namespaces.nodes_in(space, recurse=True):
        for inner in sorted(namespaces.children(space, recurse=True), key=len, reverse=True):
            namespaces.drop(inner)
        if namespaces.exists(space):
            namespaces.drop(space)


def import_nodes(reference: Reference) -> None:
    """Make the nodes ordinary nodes of this scene."""
    if not reference.loaded:
        load(reference)
    with session.undo.suspended():
        for node in reference.nodes:
            node.reference = reference.parent.node if reference.parent else None
        for child in reference.children():
            child.parent = reference.parent
            child.node.reference = reference.parent.node if reference.parent else None
        session.scene.references.remove(reference)
        reference.node.locked = False
        session.scene.delete([reference.node])
    session.undo.flush()


def replace(reference: Reference, path: str) -> None:
    """Let a reference show another file."""
    was_loaded = reference.loaded
    unload(reference)
    reference.path, reference.unresolved = resolve(path), path
    reference.copy_number = 0
    reference.copy_number = (
        _next_copy_number(reference.path)
        if any(
            each is not reference and each.path == reference.path
            for each in session.scene.references
        )
        else 0
    )
    reference.node.plug("fileNames").element(0, create=True).set(path)
    if was_loaded:
        load(reference)


def send(message: str, reference: Reference | None = None) -> None:
    """Tell those who listen to scene and reference messages."""
    session.events.send("scene_message", message)
    if reference is not None:
        reference.node.file_name = reference.path
        session.events.send("reference", message, reference.node)


# -- in files --------------------------------------------------------------------------------------


def free_namespace(wanted: str) -> str:
    """The namespace, or it with a number if it exists."""
    if not namespaces.exists(wanted):
        return wanted
    stem = wanted.rstrip("0123456789") or wanted
    number = 1
    while namespaces.exists(f"{stem}{number}"):
        number += 1
    return f"{stem}{number}"


def read_statement(reader: FileReader, words: list[str]) -> None:
    """``file -r ...`` of a scene file; the declaring form ``file -rdi`` is passed over."""
    flags, rest = split_flags(
        words,
        {"rdi": 1, "r": 0, "reference": 0, "ns": 1, "namespace": 1, "dr": 1, "rfn": 1, "op": 1, "typ": 1, "type": 1,
         "rpr": 1, "pn": 1, "shd": 1, "ur": 1, "gr": 1, "gn": 1, "mns": 2},
    )  # fmt: skip
    if "rdi" in flags or not ("r" in flags or "reference" in flags) or not rest:
        return
    unresolved = str(rest[-1])
    given = str((flags.get("ns") or flags.get("namespace") or [[Path(unresolved).stem]])[0][0])
    space = given.lstrip(":")
    if not given.startswith(":") and reader.namespace:
        space = f"{reader.namespace}:{space}" if space else reader.namespace
    name = str((flags.get("rfn") or [[f"{space}RN"]])[0][0])
    deferred = (flags.get("dr") or [["0"]])[0][0] == "1" or session.state.get(
        "load_no_references", False
    )
    parent = next(
        (each for each in session.scene.references if each.node is reader.reference), None
    )
    path = resolve(unresolved, reader.path)
    if not Path(path).is_file() and not deferred:
        reader.report(f"Reference file not found: {unresolved}")
        deferred = True
    reference = create(
        path, space, reader.mapped(name).lstrip(":"), not deferred, parent, unresolved
    )
    reference.file_type = str((flags.get("typ") or flags.get("type") or [["mayaAscii"]])[0][0])


def reference_node_named(reader: FileReader, name: str) -> Node | None:
    """The reference node that ``file -r`` made already, for the ``createNode`` that follows."""
    wanted = reader.mapped(name).lstrip(":")
    return next((each.node for each in session.scene.references if each.node.name == wanted), None)


def read_edits(reader: FileReader, node: Node, words: Words) -> None:
    """``.ed`` of a reference node: make the edits, or keep them while the file is not loaded."""
    edits, holders = reference_edits.parse(words)
    if reader.namespace:
        for edit in edits:
            edit.target, edit.other = _inside(reader, edit.target), _inside(reader, edit.other)
        holders = {key: (_inside(reader, plug), side) for key, (plug, side) in holders.items()}
    reference = next((each for each in session.scene.references if each.node is node), None)
    if reference is None:
        return
    reference.edits = edits
    reference.holders = holders
    if reference.loaded:
        with session.undo.suspended():
            reference_edits.apply_edits(edits)


def _inside(reader: FileReader, text: str) -> str:
    """A name of a file as it is in the namespace that the file is read into."""
    if text in ("", "-w"):
        return text
    owner, dot, attribute = text.partition(".")
    return (
        "|".join(step and reader.mapped(step).lstrip(":") for step in owner.split("|"))
        + dot
        + attribute
    )


def placeholder(text: str) -> tuple[Reference, str, bool] | None:
    """What ``xRN.phl[3]`` in a connection stands for: reference, plug, whether it is the source."""
    name, _, rest = text.partition(".")
    match = re.fullmatch(r"(?:phl|placeHolderList)\[(\d+)\]", rest)
    if match is None:
        return None
    for reference in session.scene.references:
        key = f"{name}.placeHolderList[{match.group(1)}]"
        if (
            reference.node.name.rpartition(":")[2] == name.rpartition(":")[2]
            and key in reference.holders
        ):
            target, is_source = reference.holders[key]
            return reference, target, is_source
    return None


def file_statements(chosen: set[Node] | None = None) -> list[str]:
    """The statements by which a scene file mentions its references."""
    declared, loading = [], []
    for reference in session.scene.references:
        if reference.parent is not None or (chosen is not None and reference.node not in chosen):
            continue
        words = (
            f"-ns {quote(reference.namespace or ':')}{'' if reference.loaded else ' -dr 1'}"
            f" -rfn {quote(reference.node.name)} -op {quote('v=0;')} -typ {quote(reference.file_type)}"
            f" {quote(reference.unresolved)};"
        )
        declared.append(f"file -rdi 1 {words}")
        loading.append(f"file -r {words}")
    return [*declared, *loading]


def node_statements(chosen: set[Node]) -> tuple[list[str], list[str]]:
    """``createNode reference`` with the edits, and connections through place holders."""
    lines: list[str] = []
    connections: list[str] = []
    for reference in session.scene.references:
        if reference.parent is not None or reference.node not in chosen:
            continue
        edits = reference.current_edits()
        own = {id(node) for node in reference.all_nodes()}
        outside = set()
        for edit in edits:
            for text in (edit.target, edit.other):
                if edit.command == "connectAttr":
                    owners = lookup.find_nodes(text.partition(".")[0])
                    if owners and id(getattr(owners[0], "node", owners[0])) not in own:
                        outside.add(text)
        text, through = reference_edits.written(reference.node.name, edits, outside)
        lines += [
            f"createNode reference -n {quote(reference.node.name)};",
            f'\trename -uid "{reference.node.uuid}";',
        ]
        if edits:
            lines.append(f"\t{text}")
        lines.append('\tsetAttr ".ptag" -type "string" "";')
        connections += through
    return lines, connections


def loaded_nodes() -> list[Any]:
    """All referenced nodes of the scene."""
    return [node for node in session.scene.nodes if node.reference is not None]
