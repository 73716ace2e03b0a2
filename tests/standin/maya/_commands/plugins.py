"""loadPlugin, unloadPlugin, pluginInfo, unknownPlugin."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from maya._commands.declared import declared, not_made
from maya._commands.flags import Flags
from maya._core import plugin_loading
from maya._core.plugins import LoadedPlugin
from maya._core.session import session

_QUERIES = {
    "data": "data",
    "constraintCommand": "constraintCommand",
    "controlCommand": "controlCommand",
    "modelEditorCommand": "modelEditorCommand",
    "cacheFormat": "cacheFormat",
    "dragAndDropBehavior": "dragAndDropBehavior",
    "device": "device",
    "evaluator": "evaluator",
    "iksolver": "iksolver",
    "renderer": "renderer",
    "tool": "contextCommand",
    "translator": "translator",
    "animCurveInterp": "animCurveInterp",
    "command": "command",
    "dependNode": "node",
}


def _callbacks(which: str) -> list[Any]:
    return session.state.setdefault(f"{which}_callbacks", [])


def _change_callbacks(which: str, flags: Flags) -> bool:
    if "addCallback" in flags:
        _callbacks(which).append(flags["addCallback"])
    if "removeCallback" in flags and flags["removeCallback"] in _callbacks(which):
        _callbacks(which).remove(flags["removeCallback"])
    return "addCallback" in flags or "removeCallback" in flags


def _tell(which: str, *arguments: str) -> None:
    for function in list(_callbacks(which)):
        if callable(function):
            function(*arguments)
        else:
            from maya._files import mel

            quoted = " ".join(f'"{text}"' for text in arguments)
            mel.evaluate(f"{function} {quoted}")


@declared("loadPlugin")
def load_plugin(flags: Flags, *names: Any) -> Any:
    """Load plug-in files; the names of those that were not loaded before."""
    if _change_callbacks("load", flags) and not names:
        return None
    wanted = list(names)
    if flags.get("allPlugins"):
        wanted += [
            path.as_posix()
            for folder in plugin_loading.search_path()
            for path in sorted(Path(folder).glob("*.py"))
        ]
    if not wanted:
        raise RuntimeError("Error while parsing arguments.\n")
    loaded = []
    for name in wanted:
        if not isinstance(name, str):
            raise TypeError(f"Object {name} is invalid")
        plugin = plugin_loading.load(name, flags.get("name"))
        if plugin is not None:
            loaded.append(plugin.user_name or plugin.name)
            _tell("load", plugin.path, plugin.name)
        elif not flags.get("quiet"):
            sys.stderr.write(
                f'Warning: Plug-in, "{plugin_loading.plugin_name(name)}", is already loaded.\n'
            )
    return loaded


@declared("unloadPlugin")
def unload_plugin(flags: Flags, *names: Any) -> Any:
    """End plug-ins; the names of those that went."""
    if _change_callbacks("unload", flags) and not names:
        return None
    if not names:
        raise RuntimeError("Error while parsing arguments.\n")
    gone = []
    for name in names:
        plugin = plugin_loading.find_loaded(name)
        if plugin is None:
            raise RuntimeError(f'Plug-in, "{name}", is not loaded.\n')
        plugin_loading.unload(plugin, bool(flags.get("force")))
        gone.append(plugin.name)
        _tell("unload", plugin.name, plugin.path)
    return gone


@declared("pluginInfo", any_mode=True)
def plugin_info(flags: Flags, *names: Any) -> Any:
    """Ask about plug-ins, or set auto-loading."""
    autoload: dict[str, bool] = session.state.setdefault("pluginAutoload", {})
    if flags.query:
        return _query(flags, names, autoload)
    for name in names:
        if "autoload" in flags:
            autoload[plugin_loading.plugin_name(name)] = bool(flags["autoload"])
        if "writeRequires" in flags:
            _needed(name).write_requires = bool(flags["writeRequires"])
        if flags.get("remove"):
            autoload.pop(plugin_loading.plugin_name(name), None)
    if "changedCommand" in flags:
        session.events.listen("plugin", lambda *_: _run(flags["changedCommand"]))
    return None


def _run(function: Any) -> None:
    if callable(function):
        function()
        return
    from maya._files import mel

    mel.evaluate(function)


def _needed(name: str) -> LoadedPlugin:
    plugin = plugin_loading.find_loaded(name)
    if plugin is None:
        raise RuntimeError(f"The plug-in '{name}' is not loaded.\n")
    return plugin


def _query(flags: Flags, names: tuple[Any, ...], autoload: dict[str, bool]) -> Any:
    plugins = list(session.plugins.values())
    if flags.get("listPlugins"):
        return [plugin.name for plugin in plugins] or None
    if flags.get("listPluginsPath"):
        return [plugin.path for plugin in plugins] or None
    if flags.get("pluginsInUse"):
        used = [plugin for plugin in plugins if plugin.nodes_in_scene()]
        return [text for plugin in used for text in (plugin.name, plugin.version)] or None
    if not names:
        raise RuntimeError("Plug-in name must be specified.\n")
    name = names[0]
    plugin = plugin_loading.find_loaded(name)
    if flags.get("loaded"):
        return plugin is not None
    if flags.get("registered"):
        return plugin is not None or plugin_loading.plugin_name(name) in autoload
    if flags.get("autoload"):
        return autoload.get(plugin_loading.plugin_name(name), False)
    return _describe(flags, plugin or _needed(name))


def _describe(flags: Flags, plugin: LoadedPlugin) -> Any:
    simple = {
        "name": plugin.name,
        "path": plugin.path,
        "vendor": plugin.vendor,
        "version": plugin.version,
        "apiVersion": str(session.api_version),
        "userNamed": plugin.user_name is not None,
        "settings": None,
        "serviceDescriptions": None,
        "writeRequires": getattr(plugin, "write_requires", False),
    }
    for flag in flags:
        if flag in simple:
            return simple[flag]
        if flag == "unloadOk":
            return not plugin.in_use()
        if flag == "dependNodeId":
            return f"0x{plugin.registered['node'][flags[flag]].type_id:08x}"
        if flag == "dependNodeByType":
            kinds = plugin.registered["node"].values()
            return [kind.name for kind in kinds if kind.is_a(flags[flag])] or None
        if flag in _QUERIES:
            return list(plugin.registered.get(_QUERIES[flag], {})) or None
        raise not_made("pluginInfo", flag)
    return [plugin.name]


@declared("unknownPlugin", any_mode=True)
def unknown_plugin(flags: Flags, *names: Any) -> Any:
    """Plug-ins that the scene's file requires but that are not there."""
    missing: dict[str, dict[str, Any]] = session.scene.extra.setdefault("unknown_plugins", {})
    if flags.get("list"):
        return list(missing) or None
    for name in names:
        if name not in missing:
            raise RuntimeError(f"'{name}' is not an unknown plug-in")
        entry = missing[name]
        if flags.get("remove"):
            if any(
                getattr(node.type, "missing_plugin", "") == name for node in session.scene.nodes
            ):
                raise RuntimeError(f"Cannot remove unknown plug-in '{name}' because it is in use")
            missing.pop(name)
            return None
        for flag in ("version", "nodeTypes", "dataTypes"):
            if flags.get(flag):
                return entry.get(flag)
    return None
