"""workspace, dirmap and filePathEditor: where files are."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from maya._commands.declared import declared, not_made
from maya._commands.flags import Flags
from maya._core.session import session
from maya._files.startup import app_dir

_RULES = {
    "scene": "scenes", "mayaAscii": "scenes", "mayaBinary": "scenes", "images": "images", "sourceImages": "sourceimages",
    "sound": "sound", "audio": "sound", "movie": "movies", "scripts": "scripts", "mel": "scripts", "clips": "clips",
    "diskCache": "data", "fileCache": "cache/nCache", "particles": "cache/particles", "templates": "assets",
    "autoSave": "autosave", "shaders": "renderData/shaders", "offlineEdit": "scenes/edits", "sceneAssembly": "sceneAssembly",
    "FBX": "data", "OBJ": "data", "Alembic": "cache/alembic", "bifrostCache": "cache/bifrost",
}  # fmt: skip


def root() -> str:
    """The project's folder, with forward slashes and without one at the end."""
    if "workspace_root" not in session.state:
        session.state["workspace_root"] = (app_dir() / "projects" / "default").as_posix()
    return session.state["workspace_root"]


def rules() -> dict[str, str]:
    """File rules of the project."""
    return session.state.setdefault("workspace_rules", dict(_RULES))


@declared("workspace", any_mode=True)
def workspace(flags: Flags, *names: Any) -> Any:
    """The project."""
    if flags.query:
        return _query(flags, names)
    if flags.get("openWorkspace") or (names and not flags):
        _open(str(names[0]))
    elif flags.get("newWorkspace"):
        session.state["workspace_rules"] = {}
        session.state["workspace_root"] = Path(names[0]).as_posix()
    elif flags.get("saveWorkspace"):
        _save()
    elif "create" in flags:
        (Path(root()) / flags["create"]).mkdir(parents=True, exist_ok=True)
    elif "directory" in flags:
        session.state["workspace_directory"] = flags["directory"]
    elif "fileRule" in flags:
        rules()[flags["fileRule"][0]] = flags["fileRule"][1]
    elif "removeFileRuleEntry" in flags:
        rules().pop(flags["removeFileRuleEntry"], None)
    elif "variable" in flags:
        session.state.setdefault("workspace_variables", {})[flags["variable"][0]] = flags[
            "variable"
        ][1]
    elif flags.get("update") or flags.get("updateAll"):
        return None
    else:
        return _query(flags, names)
    return None


def _open(text: str) -> None:
    path = Path(os.path.expandvars(text)).expanduser()
    if not path.is_absolute():
        path = app_dir() / "projects" / path
    if not path.is_dir():
        raise RuntimeError(f"Project directory does not exist: {text}\n")
    session.state["workspace_root"] = path.as_posix().rstrip("/")
    session.state["workspace_rules"] = dict(_RULES)
    session.state.pop("workspace_directory", None)
    definition = path / "workspace.mel"
    if definition.is_file():
        text = definition.read_text(encoding="utf-8", errors="replace")
        for name, value in re.findall(r'workspace -fr "([^"]*)" "([^"]*)"', text):
            rules()[name] = value


def _save() -> None:
    from maya._files.tokens import quote

    path = Path(root())
    path.mkdir(parents=True, exist_ok=True)
    lines = [
        "//Maya 2025 Project Definition",
        "",
        *(
            f"workspace -fr {quote(name)} {quote(value)};"
            for name, value in sorted(rules().items())
        ),
    ]
    (path / "workspace.mel").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _query(flags: Flags, names: tuple[Any, ...]) -> Any:
    if "expandName" in flags:
        name = flags["expandName"]
        return (
            name if Path(name).is_absolute() or re.match(r"[A-Za-z]:", name) else f"{root()}/{name}"
        )
    if "projectPath" in flags:
        name = str(flags["projectPath"])
        return name.removeprefix(f"{root()}/")
    if flags.get("rootDirectory"):
        return f"{root()}/"
    if "fileRuleEntry" in flags:
        return rules().get(flags["fileRuleEntry"], "")
    if flags.get("fileRuleList"):
        return sorted(rules())
    if flags.get("fileRule"):
        return [text for pair in sorted(rules().items()) for text in pair]
    variables = session.state.setdefault("workspace_variables", {})
    if "variableEntry" in flags:
        return variables.get(flags["variableEntry"], "")
    if flags.get("variableList"):
        return sorted(variables)
    if flags.get("directory"):
        return session.state.get("workspace_directory", f"{root()}/scenes")
    if flags.get("active") or flags.get("openWorkspace"):
        return root()
    if flags.get("shortName"):
        return Path(root()).name
    if flags.get("fullName"):
        return root()
    if flags.get("list"):
        return (
            [path.name for path in sorted(Path(root()).iterdir())] if Path(root()).is_dir() else []
        )
    if flags.get("listWorkspaces") or flags.get("listFullWorkspaces"):
        return [root() if flags.get("listFullWorkspaces") else Path(root()).name]
    if not flags:
        return root()
    raise not_made("workspace", *flags)


@declared("dirmap", any_mode=True)
def dirmap(flags: Flags) -> Any:
    """Folders that stand for others."""
    state = session.state.setdefault("dirmap", {"enabled": False, "maps": {}})
    maps: dict[str, str] = state["maps"]
    if flags.query:
        return state["enabled"]
    if "enable" in flags:
        state["enabled"] = flags["enable"]
    if "mapDirectory" in flags:
        maps[flags["mapDirectory"][0]] = flags["mapDirectory"][1]
    elif "unmapDirectory" in flags:
        maps.pop(flags["unmapDirectory"], None)
    elif flags.get("getAllMappings"):
        return [text for pair in maps.items() for text in pair] or None
    elif "getMappedDirectory" in flags:
        return maps.get(flags["getMappedDirectory"])
    elif "convertDirectory" in flags:
        text = flags["convertDirectory"]
        for old, new in maps.items():
            if text.startswith(old):
                return new + text[len(old) :]
        return text
    return None


@declared("filePathEditor", any_mode=True)
def file_path_editor(flags: Flags, *names: Any) -> Any:
    """Attributes that hold paths."""
    kinds: dict[str, str] = session.state.setdefault("path_types", {})
    if "registerType" in flags:
        kinds[flags["registerType"]] = flags.get("typeLabel", "")
        return None
    if "deregisterType" in flags:
        kinds.pop(flags["deregisterType"], None)
        return None
    if flags.query and flags.get("listRegisteredTypes"):
        return list(kinds) or None
    plugs = [
        plug
        for node in session.scene.nodes
        for plug in node.known_plugs()
        if plug.is_leaf and isinstance(plug.value, str) and plug.value and _is_path(plug, kinds)
    ]
    if flags.query and "listDirectories" in flags:
        return sorted({Path(plug.value).parent.as_posix() for plug in plugs}) or None
    if flags.query and "listFiles" in flags:
        folder = flags["listFiles"]
        found = [
            plug
            for plug in plugs
            if not isinstance(folder, str) or not folder or plug.value.startswith(folder)
        ]
        if flags.get("attributeOnly"):
            return [plug.name() for plug in found] or None
        with_names = flags.get("withAttribute")
        return [
            text
            for plug in found
            for text in (
                [Path(plug.value).name, plug.name()] if with_names else [Path(plug.value).name]
            )
        ] or None
    raise not_made("filePathEditor", *flags)


def _is_path(plug: Any, kinds: dict[str, str]) -> bool:
    return (
        plug.attribute.used_as_filename or f"{plug.node.type.name}.{plug.attribute.name}" in kinds
    )
