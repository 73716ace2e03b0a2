"""Finding, running and ending plug-in files."""

from __future__ import annotations

import importlib
import os
import re
import sys
import traceback
import types
from pathlib import Path
from typing import Any

from maya._core.plugins import LoadedPlugin
from maya._core.session import session

BUNDLED = {
    "matrixNodes": (
        "decomposeMatrix",
        "composeMatrix",
        "inverseMatrix",
        "transposeMatrix",
        "fourByFourMatrix",
    ),
    "quatNodes": (
        "quatToEuler",
        "eulerToQuat",
        "quatInvert",
        "quatProd",
        "quatSlerp",
        "quatNormalize",
    ),
    "lookdevKit": ("floatMath", "colorCorrect"),
    "sceneAssembly": ("assemblyDefinition", "assemblyReference"),
    "cacheEvaluator": (),
    "invertShape": (),
}  # plug-ins of Maya's own whose node types this package has built in


def search_path() -> list[str]:
    """Folders of MAYA_PLUG_IN_PATH."""
    return [part for part in os.environ.get("MAYA_PLUG_IN_PATH", "").split(os.pathsep) if part]


def find_file(name: str) -> str | None:
    """The file that a name or path given to ``loadPlugin`` means, or None."""
    path = Path(os.path.expandvars(name)).expanduser()
    if path.is_absolute() or len(path.parts) > 1:
        candidates = [path] if path.suffix == ".py" else [path, path.with_name(path.name + ".py")]
        for each in candidates:
            if each.is_file():
                return each.resolve().as_posix() if not each.is_absolute() else each.as_posix()
    names = [path.name] if path.suffix == ".py" else [f"{path.name}.py"]
    for folder in search_path():
        for each in names:
            if (Path(folder) / each).is_file():
                return (Path(folder) / each).as_posix()
    return None


def find_loaded(name: str) -> LoadedPlugin | None:
    """A loaded plug-in by its name, user's name, file name or path."""
    stem = plugin_name(name)
    for plugin in session.plugins.values():
        if name in (plugin.name, plugin.user_name, plugin.path):
            return plugin
    found = session.plugins.get(stem)
    if found is not None and "/" in name.replace("\\", "/"):
        same = Path(name).as_posix() == found.path or not Path(name).exists()
        return found if same or Path(name).resolve() == Path(found.path).resolve() else None
    return found


def plugin_name(path: str) -> str:
    """File name without folder and extension."""
    name = re.split(r"[/\\]", path)[-1]
    return re.sub(r"\.(py|pyc|so|mll|bundle)$", "", name)


def load(name: str, user_name: str | None = None) -> LoadedPlugin | None:
    """Load a plug-in; None if it is loaded already.

    Raises
    ------
    RuntimeError
        If there is no such file or it does not initialise; nothing of it stays registered.
    """
    if find_loaded(name) is not None:
        return None
    path = find_file(name)
    if path is None:
        bundled = _load_bundled(plugin_name(name))
        if bundled is not None:
            return bundled
        raise RuntimeError(f'Plug-in, "{plugin_name(name)}", was not found on MAYA_PLUG_IN_PATH.\n')
    session.events.send("plugin", path, "beforeLoad")
    plugin = _execute(path)
    plugin.user_name = user_name
    _initialize(plugin)
    session.events.send("plugin", plugin.name, "afterLoad")
    return plugin


def _load_bundled(name: str) -> LoadedPlugin | None:
    if name not in BUNDLED:
        return None
    plugin = LoadedPlugin(name, f"/usr/autodesk/maya{session.version}/plug-ins/{name}.so")
    plugin.vendor, plugin.version, plugin.loaded = "Autodesk", "1.0", True
    plugin.bundled = True
    session.plugins[name] = plugin
    return plugin


def _execute(path: str) -> LoadedPlugin:
    """Run the file as a module of its own, which has no ``__file__`` and cannot be imported."""
    name = plugin_name(path)
    if name in session.plugins:
        raise RuntimeError(f'Plug-in, "{name}", is already loaded from another file.\n')
    module = types.ModuleType(name)
    try:
        source = Path(path).read_bytes()
        exec(compile(source, path, "exec"), module.__dict__)
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        raise RuntimeError(f"Unable to dynamically load : {path}\n{error}\n") from error
    plugin = LoadedPlugin(name, path, 2 if hasattr(module, "maya_useNewAPI") else 1)
    plugin.module = module
    return plugin


def wrap(plugin: LoadedPlugin) -> Any:
    """The MObject that ``initializePlugin`` gets, of the plug-in's own API."""
    if plugin.mobject is None:
        facade = "maya.api.OpenMaya" if plugin.api == 2 else "maya.OpenMaya"
        importlib.import_module(facade)
        objects = importlib.import_module(f"maya._api{plugin.api}.objects")
        plugin.mobject = objects.MObject._of(plugin)
    return plugin.mobject


def _initialize(plugin: LoadedPlugin) -> None:
    function = getattr(plugin.module, "initializePlugin", None)
    if function is None:
        raise RuntimeError(f'Plug-in, "{plugin.name}", has no function initializePlugin.\n')
    session.plugins[plugin.name] = plugin
    try:
        function(wrap(plugin))
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        plugin.withdraw_all()
        session.plugins.pop(plugin.name, None)
        raise RuntimeError(f"Failed to initialize plug-in {plugin.name}: {error}\n") from error
    plugin.loaded = True


def unload(plugin: LoadedPlugin, force: bool = False) -> None:
    """End a plug-in.

    Raises
    ------
    RuntimeError
        If it is in use and ``force`` is not given, or if its uninitializePlugin fails.
    """
    if not force and plugin.in_use():
        raise RuntimeError(
            f'Plug-in, "{plugin.name}", cannot be unloaded because it is still in use.\n'
        )
    session.events.send("plugin", plugin.name, "beforeUnload")
    if force:
        session.undo.flush()
    function = getattr(plugin.module, "uninitializePlugin", None)
    if function is not None:
        try:
            function(wrap(plugin))
        except Exception as error:
            traceback.print_exc(file=sys.stderr)
            raise RuntimeError(
                f"Failed to uninitialize plug-in {plugin.name}: {error}\n"
            ) from error
    elif not getattr(plugin, "bundled", False):
        raise RuntimeError(f'Plug-in, "{plugin.name}", has no function uninitializePlugin.\n')
    plugin.withdraw_all()
    plugin.loaded = False
    session.plugins.pop(plugin.name, None)
    session.events.send("plugin", plugin.name, "afterUnload")
