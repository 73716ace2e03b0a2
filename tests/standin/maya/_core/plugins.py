"""Plug-ins: what is loaded, what each registered, and how plug-in commands run.

How the facades use this: ``MFnPlugin(mobject)`` unwraps the MObject to a `LoadedPlugin` and calls
its ``register_*`` methods. The loader (`maya._core.plugin_loading`) gets the MObject from
``MObject._of(plugin)`` of ``maya._api1.objects`` or ``maya._api2.objects``.

A command instance (what the creator returns, unwrapped by the facade) has to offer::

    _do_it(items: list)     # calls doIt with an MArgList of these items
    _redo_it(), _undo_it()
    _is_undoable() -> bool
    _has_syntax() -> bool            # optional
    _command_result() -> object      # None, or what setResult / appendToResult collected
"""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from typing import Any, ClassVar

from maya._core import tool_commands
from maya._core.command_syntax import CommandSyntax, argument_list
from maya._core.nodes import Node, NodeType
from maya._core.session import session
from maya._core.threads import main_thread_only

KINDS = (
    "node",
    "command",
    "data",
    "contextCommand",
    "translator",
    "iksolver",
    "constraintCommand",
    "controlCommand",
    "modelEditorCommand",
    "cacheFormat",
    "dragAndDropBehavior",
    "device",
    "evaluator",
    "renderer",
    "displayFilter",
    "attributePatternFactory",
    "materialInfo",
    "bakeEngine",
    "importExport",
    "topologyEvaluator",
    "animCurveInterp",
    "renderOverride",
    "drawOverride",
    "shapeUI",
)


class LoadedPlugin:
    """A plug-in file that runs.

    Attributes
    ----------
    name : str
        File name without extension.
    path : str
        Full path of the file, forward slashes.
    api : int
        1 or 2: which API its MObject and MFnPlugin belong to.
    registered : dict
        For each word of `KINDS` a dict from name to the registered thing.
    """

    mfn_names = ("kPlugin", "kBase")

    def __init__(self, name: str, path: str, api: int = 1) -> None:
        self.name = name
        self.path = path
        self.api = api
        self.vendor = "Unknown"
        self.version = "Any"
        self.required_api_version = "Any"
        self.user_name: str | None = None
        self.module: Any = None
        self.mobject: Any = None
        self.loaded = False
        self.registered: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
        self.bundled = False
        self.menu_items: list[str] = []
        self.ui_strings: dict[str, str] = {}
        self.ui_procedures: tuple[Any, ...] = ()

    def __repr__(self) -> str:
        return f"<LoadedPlugin {self.name}>"

    @property
    def load_path(self) -> str:
        """The folder that the file lies in."""
        return self.path.rpartition("/")[0]

    # -- anything ----------------------------------------------------------------------------

    def register(self, kind: str, name: str, thing: Any = None) -> None:
        """Note a registration that has no further effect in the core.

        Raises
        ------
        RuntimeError
            If something of that kind and name is registered already, by any plug-in.
        """
        for other in [*session.plugins.values(), self]:
            if name in other.registered[kind]:
                raise RuntimeError(f"(kInvalidParameter): {kind} '{name}' is already registered")
        if kind == "contextCommand":
            tool_commands.add(name, thing)
        self.registered[kind][name] = thing

    def deregister(self, kind: str, name: str) -> Any:
        """Take a registration back; gives the thing.

        Raises
        ------
        RuntimeError
            If this plug-in did not register it.
        """
        if name not in self.registered[kind]:
            raise RuntimeError(
                f"(kInvalidParameter): {kind} '{name}' is not registered by {self.name}"
            )
        if kind == "contextCommand":
            tool_commands.remove(name)
        return self.registered[kind].pop(name)

    # -- node types --------------------------------------------------------------------------

    def register_node(self, kind: NodeType) -> NodeType:
        """Make a node type known; the facade has made its attributes by then.

        Raises
        ------
        RuntimeError
            If the name or the id is taken.
        """
        if kind.name in session.node_types:
            raise RuntimeError(f"(kFailure): node type '{kind.name}' is already registered")
        for other in session.node_types.values():
            if kind.type_id and other.type_id == kind.type_id:
                raise RuntimeError(
                    f"(kFailure): the id {kind.type_id:#010x} is already used by node type '{other.name}'"
                )
        kind.plugin = self.name
        self.register("node", kind.name, kind)
        session.node_types[kind.name] = kind
        session.state.setdefault("plugin_nodes", weakref.WeakSet())
        return kind

    def deregister_node(self, which: int | str) -> NodeType:
        """Forget a node type by its id or name; nodes of it become unknown ones."""
        kind = next(
            (
                each
                for each in self.registered["node"].values()
                if which in (each.type_id, each.name)
            ),
            None,
        )
        if kind is None:
            raise RuntimeError(
                f"(kInvalidParameter): node type {which} is not registered by {self.name}"
            )
        self.registered["node"].pop(kind.name)
        session.node_types.pop(kind.name, None)
        for node in [each for each in session.scene.nodes if each.type is kind]:
            make_unknown(node)
        return kind

    # -- commands ----------------------------------------------------------------------------

    def register_command(
        self, name: str, creator: Callable[[], Any], syntax: CommandSyntax | None = None
    ) -> PluginCommand:
        """Make ``maya.cmds.<name>``; what the creator has to return is told in the module's text.

        Raises
        ------
        RuntimeError
            If a command of that name exists.
        """
        from maya._commands.flags import COMMANDS

        if name in COMMANDS:
            raise RuntimeError(f"(kFailure): command '{name}' is already registered")
        made = PluginCommand(name, creator, syntax, self)
        self.register("command", name, made)
        COMMANDS[name] = made
        return made

    def deregister_command(self, name: str) -> None:
        """Take a command away."""
        from maya._commands.flags import COMMANDS

        COMMANDS.pop(self.deregister("command", name).name, None)

    # -- end ---------------------------------------------------------------------------------

    def withdraw_all(self) -> None:
        """Take back whatever is still registered (initializePlugin failed, or forgot it)."""
        for name in list(self.registered["command"]):
            self.deregister_command(name)
        for name in list(self.registered["node"]):
            self.deregister_node(name)
        for name in list(self.registered["contextCommand"]):
            self.deregister("contextCommand", name)
        for things in self.registered.values():
            things.clear()

    def nodes_in_scene(self) -> list[Node]:
        """Nodes of its types that exist."""
        kinds = set(self.registered["node"].values())
        return [node for node in session.scene.nodes if node.type in kinds]

    def in_use(self) -> bool:
        """Whether nodes, data or the undo queue need this plug-in."""
        if self.nodes_in_scene() or self._data_in_use():
            return True
        queue = [*session.undo.done, *session.undo.undone, *session.undo.chunks]
        for entry in queue:
            for change in entry.changes:
                command = getattr(getattr(change.redo, "__self__", None), "plugin_command", None)
                if command is not None and command.plugin is self:
                    return True
        if not any(entry.changes for entry in queue):
            return False
        gc.collect()
        kinds = set(self.registered["node"].values())
        return any(node.type in kinds for node in session.state.get("plugin_nodes", ()))

    def _data_in_use(self) -> bool:
        names = set(self.registered["data"])
        return bool(names) and any(
            getattr(plug.value, "type_name", None) in names
            for node in session.scene.nodes
            for plug in node.known_plugs()
        )


def _remember(node: Node) -> None:
    if node.type.plugin is not None:
        session.state.setdefault("plugin_nodes", weakref.WeakSet()).add(node)


session.events.listen("node_added", _remember)


class PluginCommand:
    """A command of a plug-in, called like those of ``maya.cmds``."""

    modes = ""
    flags: ClassVar[dict[str, Any]] = {}
    shorts: ClassVar[dict[str, Any]] = {}

    def __init__(
        self,
        name: str,
        creator: Callable[[], Any],
        syntax: CommandSyntax | None,
        plugin: LoadedPlugin,
    ) -> None:
        self.name = name
        self.__name__ = name
        self.creator = creator
        self.syntax = syntax
        self.plugin = plugin

    def __repr__(self) -> str:
        return f"<built-in function {self.name}>"

    def __call__(self, *objects: Any, **given: Any) -> Any:
        """Run it as ``cmds.<name>(...)``."""
        flat: list[Any] = []
        for item in objects:
            flat.extend(item) if isinstance(item, (list, tuple)) else flat.append(item)
        flat = [item.__melobject__() if hasattr(item, "__melobject__") else item for item in flat]
        return self.run(argument_list(self.syntax, flat, given))

    def run(self, items: list[Any]) -> Any:
        """Run with the items of an argument list (from MEL, or from `argument_list`)."""
        main_thread_only(f"maya.cmds.{self.name}")
        instance = self.creator()
        if instance is None:
            raise RuntimeError(f"Could not create command '{self.name}'")
        done = _DoneCommand(self, instance)
        with session.undo.capture() as inner:
            instance._do_it(list(items))
        if instance._is_undoable():
            done.keep()
        else:
            for change in inner.changes:
                session.undo.record(change.redo, change.undo)
        return instance._command_result()


class _DoneCommand:
    """A command that has run, in the undo queue."""

    def __init__(self, command: PluginCommand, instance: Any) -> None:
        self.plugin_command = command
        self.instance = instance

    def keep(self) -> None:
        with session.undo.command(self.plugin_command.name):
            session.undo.record(self.redo, self.undo)

    def redo(self) -> None:
        self.instance._redo_it()

    def undo(self) -> None:
        self.instance._undo_it()


# -- unknown nodes -------------------------------------------------------------------------------


def unknown_type(real_name: str, base: NodeType | None = None, plugin: str = "") -> NodeType:
    """A type of its own for the nodes of a plug-in that is not there.

    Its name is ``unknown`` (``unknownDag``, ``unknownTransform``); ``real_name`` keeps the true one.
    """
    name = "unknown"
    if base is not None and base.is_a("transform"):
        name = "unknownTransform"
    elif base is not None and base.is_a("dagNode"):
        name = "unknownDag"
    kind = NodeType(
        name,
        base or session.node_types["containerBase"],
        mfn_names=(f"k{name[0].upper()}{name[1:]}",),
    )
    kind.real_name = real_name
    kind.missing_plugin = plugin
    return kind


def make_unknown(node: Node) -> None:
    """Turn a node into an unknown one that keeps its attributes and connections."""
    old = node.type
    base = next((kind for kind in old.chain() if kind.plugin is None), None)
    kind = unknown_type(old.name, base, old.plugin or "")
    for each in old.chain():
        if each.plugin is not None:
            kind.own_attributes.extend(each.own_attributes)
    node.user = None
    node.type = kind
    node.refresh_computed()
    session.graph_changed()
