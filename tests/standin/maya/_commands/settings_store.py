"""Commands that only keep settings: autoSave, scriptEditorInfo ... and what file types there are."""

from __future__ import annotations

from typing import Any

from maya._commands.declared import declared
from maya._commands.flags import Flags
from maya._core.session import session

_USUAL: dict[str, dict[str, Any]] = {
    "autoSave": {
        "enable": False, "interval": 600.0, "maxBackups": 20, "limitBackups": True, "prompt": False, "destination": 0,
        "folder": "", "destinationFolder": "",
    },
    "scriptEditorInfo": {
        "suppressErrors": False, "suppressInfo": False, "suppressResults": False, "suppressStackWindow": False,
        "suppressWarnings": False, "writeHistory": False, "historyFilename": "",
    },
    "commandLogging": {"logCommands": False, "recordCommands": False, "historySize": 0, "logFile": ""},
    "stackTrace": {"state": False, "dump": False},
}  # fmt: skip


def _store(name: str, flags: Flags) -> Any:
    kept = session.state.setdefault(name, dict(_USUAL[name]))
    if flags.query:
        return next((kept.get(flag) for flag in flags), None)
    kept.update({flag: value for flag, value in flags.items() if flag in kept})
    return None


def _declare(name: str) -> None:
    @declared(name, any_mode=True)
    def settings(flags: Flags, *names: Any) -> Any:
        return _store(name, flags)


for _name in _USUAL:
    _declare(_name)


@declared("licenseCheck")
def license_check(flags: Flags, *names: Any) -> bool:
    """Whether a part of Maya may be used."""
    return True


_BUILT_IN = {
    "mayaAscii": ("ma", "*.ma"),
    "mayaBinary": ("mb", "*.mb"),
    "audio": ("wav", "*.wav *.aif *.aiff"),
}


@declared("translator", any_mode=True)
def translator(flags: Flags, *names: Any) -> Any:
    """What file types there are."""
    made = {
        name: plugin
        for plugin in session.plugins.values()
        for name in plugin.registered["translator"]
    }
    known = [*_BUILT_IN, *made]
    if flags.get("list"):
        return known
    name = names[0] if names else ""
    if flags.get("loaded"):
        return name in known
    if name not in known:
        raise RuntimeError(f"Unknown translator: {name}\n")
    extension, pattern = _BUILT_IN.get(name, ("", "*"))
    answers = {
        "extension": extension, "filter": pattern, "readSupport": True, "writeSupport": name != "audio",
        "defaultOptions": "v=0;" if name.startswith("maya") else "", "optionsScript": "", "fileCompression": "uncompressed",
    }  # fmt: skip
    return next((answers.get(flag) for flag in flags), None)
