"""Module files (.mod): what they say, and making it so."""

from __future__ import annotations

import os
import platform
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from maya._core.session import session

_PLATFORMS = {"Windows": "win64", "Linux": "linux", "Darwin": "mac"}
_FOLDERS = {
    "plug-ins": "MAYA_PLUG_IN_PATH",
    "scripts": "MAYA_SCRIPT_PATH",
    "icons": "XBMLANGPATH",
    "presets": "MAYA_PRESET_PATH",
}
_HEAD = re.compile(r"([+-])\s+(.*)")
_CONDITION = re.compile(r"(MAYAVERSION|PLATFORM|LOCALE|[A-Z_]+):(\S+)\s+")
_FOLDER = re.compile(r"(\[r\]\s*)?(plug-ins|scripts|icons|presets)\s*:\s+(.*)")
_VARIABLE = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)\s*(\+:=|\+=|:=|=)\s*(.*)")


@dataclass
class Module:
    """One block of a module file."""

    name: str
    version: str
    path: str
    definition: str
    enabled: bool = True
    conditions: dict[str, str] = field(default_factory=dict)
    folders: dict[str, tuple[str, bool]] = field(default_factory=dict)
    variables: list[tuple[str, str, str]] = field(default_factory=list)

    def fits(self) -> bool:
        """Whether the conditions hold here."""
        wanted = {
            "MAYAVERSION": session.version,
            "PLATFORM": _PLATFORMS.get(platform.system(), ""),
            "LOCALE": "en_US",
        }
        return self.enabled and all(
            wanted.get(key, value) == value for key, value in self.conditions.items()
        )


def search_path() -> list[str]:
    """Folders with module files."""
    found = [part for part in os.environ.get("MAYA_MODULE_PATH", "").split(os.pathsep) if part]
    from maya._files.startup import app_dir

    return [*found, *(str(app_dir() / part / "modules") for part in (session.version, "."))]


def parse(path: str) -> list[Module]:
    """The blocks of a file; files that are none have no blocks."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return []
    found: list[Module] = []
    for raw in text.splitlines():
        line = raw.strip()
        if not line or line.startswith(("#", "//")):
            continue
        head = _HEAD.match(line)
        if head:
            module = _head(head.group(1), head.group(2), path)
            if module is not None:
                found.append(module)
        elif found:
            _line(found[-1], line)
    return found


def _head(sign: str, rest: str, path: str) -> Module | None:
    conditions: dict[str, str] = {}
    while True:
        match = _CONDITION.match(rest)
        if match is None:
            break
        conditions[match.group(1)] = match.group(2)
        rest = rest[match.end() :]
    parts = rest.split(None, 2)
    if len(parts) < 3:
        return None
    name, version, folder = parts
    folder = os.path.expandvars(folder.strip().strip('"'))
    target = Path(folder)
    if not target.is_absolute():
        target = Path(path).parent / target
    return Module(
        name,
        version,
        Path(os.path.normpath(target)).as_posix(),
        Path(path).as_posix(),
        sign == "+",
        conditions,
    )


def _line(module: Module, line: str) -> None:
    folder = _FOLDER.match(line)
    if folder:
        module.folders[folder.group(2)] = (folder.group(3).strip(), bool(folder.group(1)))
        return
    variable = _VARIABLE.match(line)
    if variable:
        name, mark, value = variable.groups()
        module.variables.append((name, mark, value.strip()))


def _with_inner(folder: Path) -> list[Path]:
    """A folder and all below it, without those that begin with a dot."""
    found = [folder]
    for inner in sorted(folder.iterdir()) if folder.is_dir() else []:
        if inner.is_dir() and not inner.name.startswith("."):
            found += _with_inner(inner)
    return found


def _extend(variable: str, value: str, first: bool = False) -> None:
    parts = [part for part in os.environ.get(variable, "").split(os.pathsep) if part]
    if value not in parts:
        os.environ[variable] = os.pathsep.join([value, *parts] if first else [*parts, value])
    if variable == "PYTHONPATH" and value not in sys.path:
        sys.path.append(value)


def activate(module: Module) -> None:
    """Set the variables and search paths that a module asks for."""
    root = Path(module.path)
    for folder, variable in _FOLDERS.items():
        text, inner = module.folders.get(folder, (folder, False))
        target = Path(os.path.normpath(root / text))
        if not target.is_dir() and folder not in module.folders:
            continue
        for each in _with_inner(target) if inner else [target]:
            value = each.as_posix()
            if variable == "XBMLANGPATH" and platform.system() == "Linux":
                value = f"{value}/%B"
            _extend(variable, value)
            if folder == "scripts" and each.as_posix() not in sys.path:
                sys.path.append(each.as_posix())
    for name, mark, raw in module.variables:
        text = os.path.expandvars(raw)
        value = Path(os.path.normpath(root / text)).as_posix() if ":" in mark else text
        if "+" in mark:
            _extend(name, value)
        else:
            os.environ[name] = value
            if name == "PYTHONPATH" and value not in sys.path:
                sys.path.append(value)
    active()[module.name] = module


def active() -> dict[str, Module]:
    """Active modules by name."""
    return session.state.setdefault("modules", {})


def find(folder: str) -> list[Module]:
    """The blocks that fit, of all files of a folder."""
    root = Path(folder)
    if not root.is_dir():
        return []
    found = []
    for path in sorted(root.iterdir()):
        if path.is_file():
            found += [module for module in parse(str(path)) if module.fits()]
    return found


def load_all() -> list[Module]:
    """Activate the modules of the search path that are not active; the first of a name wins."""
    made = []
    for folder in search_path():
        for module in find(folder):
            if module.name not in active():
                activate(module)
                made.append(module)
    return made
