"""Maya ASCII files into the scene."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from maya._core import lookup, namespaces, plugin_loading
from maya._core.attributes import Attribute
from maya._core.dag import DagNode, DagPath
from maya._core.nodes import Node
from maya._core.plugins import unknown_type
from maya._core.plugs import Plug
from maya._core.session import session
from maya._core.units import ANGLE_NAMES, LINEAR_NAMES
from maya._files import binary, dynamic_attributes, set_values
from maya._files.mesh_text import MeshBuilder
from maya._files.tokens import Quoted, quote, split_flags, statements

_KNOWN_PLUGINS = frozenset({"maya"})
_SINGLETONS = frozenset(
    {
        "displayLayerManager",
        "renderLayerManager",
        "shapeEditorManager",
        "poseInterpolatorManager",
        "lightLinker",
    }
)


class FileReader:
    """Reads one file.

    Parameters
    ----------
    path : str
    mode : str
        ``open``, ``import`` or ``reference``.
    namespace : str
        Where the nodes go; absolute, without leading colon.
    prefix : str
        What comes before names that clash (imports without a namespace).
    reference : Node, optional
        The reference node that the nodes belong to.
    """

    def __init__(
        self,
        path: str,
        mode: str = "open",
        namespace: str = "",
        prefix: str = "",
        reference: Node | None = None,
        rename_all: bool = False,
    ) -> None:
        self.path = path
        self.mode = mode
        self.namespace = namespace
        self.prefix = prefix
        self.reference = reference
        self.rename_all = rename_all
        self.made: dict[str, list[Node]] = {}
        self.file_names: dict[Node, str] = {}
        self.current: Node | None = None
        self.skipping = False
        self.builders: dict[Node, MeshBuilder] = {}
        self.attributes: dict[tuple[Node, str], Attribute] = {}
        self.parents: set[str] = set()
        self.references: list[Any] = []
        self.missing_plugin: dict[str, str] = {}
        self.problems: list[str] = []

    @property
    def nodes(self) -> list[Node]:
        """What was made, in order."""
        return list(self.file_names)

    def read(self) -> None:
        """Read the whole file; problems of single statements are printed, as Maya does."""
        words_of_all = list(statements(read_text(self.path)))
        self.parents = {
            words[words.index("-p") + 1]
            for words in words_of_all
            if words[0] == "createNode" and "-p" in words
        }
        units_before = dict(session.scene.units)
        with session.undo.suspended():
            for words in words_of_all:
                self._statement(words)
            for node, builder in self.builders.items():
                if len(builder.points):
                    from maya._core.shapes import set_stored

                    set_stored(node, builder.build())
        if self.mode != "open":
            session.scene.units = units_before

    def _statement(self, words: list[str]) -> None:
        handler: Callable[[list[str]], None] | None = _HANDLERS.get(words[0])
        if handler is None:
            if self.mode == "open":  # written back as it was
                session.scene.extra.setdefault("other_statements", []).append(
                    raw(words[0], words[1:])
                )
            return
        try:
            handler(self, words[1:])
        except (RuntimeError, ValueError, KeyError, IndexError, TypeError) as error:
            self.report(f"{words[0]}: {error}")

    def report(self, text: str) -> None:
        """Note a problem and print it."""
        self.problems.append(text)
        sys.stderr.write(f"Error: file: {self.path}: {text}\n")

    # -- names -------------------------------------------------------------------------------

    def mapped(self, name: str) -> str:
        """The absolute name, with leading colon, that a name of the file stands for."""
        if name.startswith(":"):
            return name
        return f":{self.namespace}:{name}" if self.namespace else f":{name}"

    def find_node(self, text: str) -> Node | None:
        """The node that a name of the file means."""
        steps = [step for step in text.split("|") if step]
        if not steps:
            return None
        if not steps[-1].startswith(":"):
            for node in self.made.get(steps[-1], ()):
                if self._fits(node, steps):
                    return node
        target = "|".join(self.mapped(step) for step in steps)
        target = f"|{target}" if text.startswith("|") else target
        found = lookup.find_nodes(target)
        if not found and len(steps) > 1:
            found = lookup.find_nodes(self.mapped(steps[-1]))
        if not found:
            return None
        return found[0].node if isinstance(found[0], DagPath) else found[0]

    def _fits(self, node: Node, steps: list[str]) -> bool:
        above: Any = node
        for step in reversed(steps):
            if above is None or self.file_names.get(above, above.name) != step:
                return False
            parents = getattr(above, "parents", None) or [None]
            above = parents[0]
        return True

    def find_plugs(self, text: str) -> list[Plug]:
        """The plugs that a text of the file means."""
        owner, _, attribute = text.partition(".")
        node = self.current if not owner else self.find_node(owner)
        return [] if node is None else list(lookup.resolve_plugs(node, attribute))

    # -- statements --------------------------------------------------------------------------

    def requires(self, words: list[str]) -> None:
        """Load the plug-in, or note that it is missing."""
        flags, rest = split_flags(words, {"nodeType": 1, "nt": 1, "dataType": 1, "dt": 1})
        if not rest or rest[0] in _KNOWN_PLUGINS:
            return
        name, version = rest[0], rest[1] if len(rest) > 1 else "1.0"
        kinds = [values[0] for key in ("nodeType", "nt") for values in flags.get(key, [])]
        data = [values[0] for key in ("dataType", "dt") for values in flags.get(key, [])]
        try:
            plugin_loading.load(name)
        except RuntimeError as error:
            for kind in kinds:
                self.missing_plugin[kind] = name
            statement = "".join(
                [
                    "requires",
                    *(f' -nodeType "{kind}"' for kind in kinds),
                    *(f' -dataType "{kind}"' for kind in data),
                ]
            )
            session.scene.extra.setdefault("unknown_plugins", {})[name] = {
                "version": version, "nodeTypes": kinds or None, "dataTypes": data or None, "statement": statement,
            }  # fmt: skip
            sys.stderr.write(f"Warning: file: {self.path}: {error}")

    def current_unit(self, words: list[str]) -> None:
        flags, _ = split_flags(words, dict.fromkeys(("l", "linear", "a", "angle", "t", "time"), 1))
        units = session.scene.units
        for names, key, known in (
            (("l", "linear"), "linear", LINEAR_NAMES),
            (("a", "angle"), "angle", ANGLE_NAMES),
            (("t", "time"), "time", {}),
        ):
            for name in names:
                for values in flags.get(name, []):
                    units[key] = known.get(values[0], values[0])

    def file_info(self, words: list[str]) -> None:
        if self.mode == "open" and len(words) >= 2:
            session.scene.file_info[str(words[0])] = str(words[1])

    def create_node(self, words: list[str]) -> None:
        flags, rest = split_flags(
            words, {"n": 1, "name": 1, "p": 1, "parent": 1, "s": 0, "shared": 0, "ss": 0}
        )
        kind_name = rest[0]
        name = str((flags.get("n") or flags.get("name") or [[f"{kind_name}1"]])[0][0])
        parent_name = (flags.get("p") or flags.get("parent") or [[None]])[0][0]
        self.skipping = False
        existing = lookup.find_nodes(f":{name}")
        known = existing[0] if existing else None
        if (
            isinstance(known, Node)
            and known.shared
            and self.mode == "open"
            and known.type.name == kind_name
        ):
            flags.setdefault(
                "s", [[]]
            )  # managers of layers and the like exist in every scene already
        if ("s" in flags or "shared" in flags) and existing:
            self.current = existing[0].node if isinstance(existing[0], DagPath) else existing[0]
            self.skipping = self.mode != "open"
            self._remember(name, self.current)
            return
        parent = self.find_node(parent_name) if parent_name is not None else None
        self.current = self._make(kind_name, name, parent)
        self.current.shared = "s" in flags or "shared" in flags

    def _make(self, kind_name: str, name: str, parent: Any) -> Node:
        kind = session.node_types.get(kind_name)
        if kind is None or kind.abstract:
            kind = self._unknown_kind(kind_name, name, parent)
        wanted = self._free(name, kind, parent)
        if kind.name == "reference":
            from maya._files.references import reference_node_named

            known = reference_node_named(self, name)
            if known is not None:
                self._remember(name, known)
                return known
        existing = self._singleton(kind, wanted)
        if existing is not None:
            self._remember(name, existing)
            return existing
        namespaces.ensure_for(wanted)
        node = session.scene.create(kind, wanted, parent if isinstance(parent, DagNode) else None)
        node.reference = self.reference
        self._remember(name, node)
        return node

    def _singleton(self, kind: Any, wanted: str) -> Node | None:
        """The node of an empty scene that a file brings as its own."""
        if self.mode == "open":
            found = [
                node
                for node in session.scene.by_name.get(wanted.rpartition(":")[2], ())
                if f":{node.name}" == wanted
            ]
            return next(
                (node for node in found if node.type is kind and node not in self.file_names), None
            )
        if kind.name in _SINGLETONS or wanted.rpartition(":")[2] in (
            "defaultLayer",
            "defaultRenderLayer",
        ):
            return next((node for node in session.scene.nodes if node.type is kind), None)
        return None

    def _unknown_kind(self, kind_name: str, name: str, parent: Any) -> Any:
        base = None
        if name in self.parents or f"|{name}" in self.parents:
            base = session.node_types["transform"]
        elif parent is not None:
            base = session.node_types["dagNode"]
        key = ("unknown_type", kind_name, base and base.name)
        if key not in session.state:
            session.state[key] = unknown_type(
                kind_name, base, self.missing_plugin.get(kind_name, "")
            )
        return session.state[key]

    def _free(self, name: str, kind: Any, parent: Any) -> str:
        wanted = self.mapped(name)
        if self.mode != "import" or self.namespace or not self.prefix:
            return wanted
        siblings = lookup.find_nodes(wanted)
        if self.rename_all or siblings:
            space, _, leaf = wanted.rpartition(":")
            return f"{space}:{self.prefix}_{leaf}"
        return wanted

    def _remember(self, name: str, node: Node) -> None:
        self.made.setdefault(name, []).append(node)
        self.file_names[node] = name

    def rename(self, words: list[str]) -> None:
        flags, _ = split_flags(words, {"uid": 1, "uuid": 1})
        for values in flags.get("uid", flags.get("uuid", [])):
            uuid = str(values[0]).upper()
            if self.current is not None and not self.skipping and uuid not in session.scene.by_uuid:
                session.scene.set_uuid(self.current, uuid)

    def select(self, words: list[str]) -> None:
        _, rest = split_flags(words, {"ne": 0, "noExpand": 0})
        self.current = self.find_node(rest[0]) if rest else None
        self.skipping = self.mode != "open" and self.current not in self.file_names

    def add_attribute(self, words: list[str]) -> None:
        if self.current is None or self.skipping:
            return
        if is_unknown(self.current):
            self.current.unknown_lines.append(raw("addAttr", words))
            return
        dynamic_attributes.add(self, words)

    def set_attribute(self, words: list[str]) -> None:
        if not self.skipping:
            set_values.set_attribute(self, words)

    def connect(self, words: list[str]) -> None:
        flags, rest = split_flags(
            words,
            {
                "na": 0,
                "nextAvailable": 0,
                "l": 1,
                "lock": 1,
                "f": 0,
                "force": 0,
                "rd": 1,
                "referenceDest": 1,
            },
        )
        if self._through_placeholder(rest):
            return
        sources, destinations = self.find_plugs(rest[0]), self.find_plugs(rest[1])
        if not sources or not destinations:
            self._keep_connection(words, rest)
            return
        source, destination = sources[0], destinations[0]
        if destination.is_array and ("na" in flags or "nextAvailable" in flags):
            if any(element.source is source for element in destination.existing()):
                return
            destination = destination.element(destination.next_index())
        if source.is_array and not destination.is_array and source.attribute.kind == "message":
            source = source.element(source.next_index())
        if destination.source is source:
            return
        if destination.source is not None:
            session.scene.disconnect(destination.source, destination)
        locked = [place for place in (destination, *destination.above()) if place.locked]
        for place in locked:  # a file says what is locked before it connects
            place.locked = False
        explicit = source.node.is_conversion or destination.node.is_conversion
        session.scene.connect(source, destination, convert=not explicit)
        for place in locked:
            place.locked = True
        if any(values[0] == "on" for key in ("l", "lock") for values in flags.get(key, [])):
            destination.set_state("locked", True)

    def _through_placeholder(self, names: list[str]) -> bool:
        """Connections with a referenced plug are edits of its reference."""
        from maya._files.reference_edits import Edit, apply_edits
        from maya._files.references import placeholder

        for place, text in enumerate(names[:2]):
            held = placeholder(text)
            if held is None:
                continue
            reference, plug, _ = held
            other = names[1 - place]
            edit = (
                Edit("connectAttr", plug, "", other)
                if place == 0
                else Edit("connectAttr", other, "", plug)
            )
            reference.edits.append(edit)
            if reference.loaded:
                apply_edits([edit])
            return True
        return False

    def _keep_connection(self, words: list[str], names: list[str]) -> None:
        owners = [self.find_node(name.partition(".")[0]) for name in names]
        if all(owner is not None for owner in owners):
            session.scene.extra.setdefault("unknown_connections", []).append(
                raw("connectAttr", words)
            )
        else:
            self.report(
                f"connectAttr: No object matches name: {names[0] if owners[0] is None else names[1]}"
            )

    def disconnect(self, words: list[str]) -> None:
        sources, destinations = self.find_plugs(words[0]), self.find_plugs(words[1])
        if sources and destinations and destinations[0].source is sources[0]:
            session.scene.disconnect(sources[0], destinations[0])

    def parent(self, words: list[str]) -> None:
        flags, rest = split_flags(
            words,
            dict.fromkeys(
                ("s", "nc", "r", "add", "w", "relative", "shape", "addObject", "noConnections"), 0
            ),
        )
        child, parent = self.find_node(rest[0]), self.find_node(rest[1])
        if isinstance(child, DagNode) and isinstance(parent, DagNode):
            if "add" not in flags and "addObject" not in flags:
                for old in list(child.parents):
                    session.scene.remove_child(old, child)
            session.scene.add_child(parent, child)

    def lock_node(self, words: list[str]) -> None:
        flags, rest = split_flags(words, {"l": 1, "lock": 1, "lu": 1})
        node = self.find_node(rest[0]) if rest else self.current
        if node is not None:
            node.locked = any(
                set_values.truth(values[0])
                for key in ("l", "lock")
                for values in flags.get(key, [])
            )

    def file(self, words: list[str]) -> None:
        from maya._files.references import read_statement

        read_statement(self, words)


def is_unknown(node: Node) -> bool:
    """Whether the node is of a type that nobody here knows."""
    return hasattr(node.type, "real_name")


def raw(command: str, words: list[str]) -> str:
    """A statement as text again."""
    texts = [quote(word) if isinstance(word, Quoted) else word for word in words]
    return f"{' '.join([command, *texts])};"


def read_text(path: str) -> str:
    """The text of a file, in UTF-8 or in the old code page of western Windows.

    Raises
    ------
    RuntimeError
        If it cannot be read, or is no Maya ASCII file.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise RuntimeError(f"Cannot read file: {path}: {error}\n") from error
    if data[:4] in (b"FOR4", b"FOR8"):
        return binary.unpack(data, path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


_HANDLERS: dict[str, Any] = {
    "requires": FileReader.requires,
    "currentUnit": FileReader.current_unit,
    "fileInfo": FileReader.file_info,
    "createNode": FileReader.create_node,
    "rename": FileReader.rename,
    "select": FileReader.select,
    "addAttr": FileReader.add_attribute,
    "setAttr": FileReader.set_attribute,
    "connectAttr": FileReader.connect,
    "disconnectAttr": FileReader.disconnect,
    "parent": FileReader.parent,
    "lockNode": FileReader.lock_node,
    "file": FileReader.file,
}
