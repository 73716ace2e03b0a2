"""moduleInfo, loadModule, getModulePath."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from maya._commands.declared import declared
from maya._commands.flags import Flags
from maya._files import module_files


def _needed(name: str) -> module_files.Module:
    module = module_files.active().get(name)
    if module is None:
        raise RuntimeError(f"Module '{name}' not found\n")
    return module


@declared("moduleInfo")
def module_info(flags: Flags, *names: Any) -> Any:
    """Ask about active modules."""
    if flags.get("listModules"):
        return list(module_files.active()) or None
    name = flags.get("moduleName") or (names[0] if names else "")
    module = _needed(name)
    for flag in ("definition", "path", "version"):
        if flags.get(flag):
            return getattr(module, flag)
    return None


@declared("getModulePath")
def get_module_path(flags: Flags, *names: Any) -> str:
    """The folder of a module."""
    return _needed(flags.get("moduleName") or names[0]).path


@declared("loadModule")
def load_module(flags: Flags, *names: Any) -> Any:
    """Find or activate modules that have come since the start."""
    if flags.get("allModules"):
        return [module.name for module in module_files.load_all()] or None
    waiting = [
        module
        for folder in module_files.search_path()
        for module in module_files.find(folder)
        if module.name not in module_files.active()
    ]
    if flags.get("scan"):
        return [module.definition for module in waiting] or None
    wanted = flags.get("load") or (names[0] if names else "")
    made = []
    candidates = (
        [module for module in module_files.parse(wanted) if module.fits()]
        if Path(wanted).is_file()
        else waiting
    )
    for module in candidates:
        if Path(wanted).is_file() or wanted in (module.name, module.definition):
            module_files.activate(module)
            made.append(module.name)
    if not made:
        raise RuntimeError(f"Module '{wanted}' not found\n")
    return made
