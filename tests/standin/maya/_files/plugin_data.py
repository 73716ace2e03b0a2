"""Data types and file translators of plug-ins: the places where files call their methods."""

from __future__ import annotations

import importlib
import io
from typing import Any

from maya._core.data import PluginData
from maya._core.session import session


def written(value: PluginData) -> str | None:
    """``-type "name" words`` by the object's ``writeASCII``."""
    registered = find(value.type_name)
    if registered is None or value.user is None:
        return None
    if registered.api == 2:
        made = bytearray()
        value.user.writeASCII(made)
        text = bytes(made).decode("ascii")
    else:
        stream = io.StringIO()
        value.user.writeASCII(stream)
        text = stream.getvalue()
    return f'-type "{value.type_name}" {text.strip()}'


def find(name: str) -> Any:
    """The registered data type of a name, or None."""
    return next(
        (
            plugin.registered["data"][name]
            for plugin in session.plugins.values()
            if name in plugin.registered["data"]
        ),
        None,
    )


def read(registered: Any, words: list[str]) -> PluginData:
    """Make data by the object's ``readASCII``."""
    user = _unwrapped(registered.creator())
    if registered.api == 2:
        syntax = importlib.import_module("maya.api.OpenMaya")
        user.readASCII(syntax.MArgList._of(_typed(words)), 0)
    else:
        one = importlib.import_module("maya.OpenMaya")
        counter = one.MScriptUtil()
        counter.createFromInt(0)
        user.readASCII(one.MArgList._of(_typed(words)), counter.asUintPtr())
    return PluginData(registered.name, registered.type_id, user)


def _unwrapped(made: Any) -> Any:
    return getattr(made, "_object", made) if made.__class__.__name__.startswith("_") else made


def _typed(words: list[str]) -> list[Any]:
    found: list[Any] = []
    for word in words:
        try:
            found.append(int(word))
        except ValueError:
            try:
                found.append(float(word))
            except ValueError:
                found.append(str(word))
    return found


_MODES = {
    "open": "kOpenAccessMode", "import": "kImportAccessMode", "exportAll": "kExportAccessMode",
    "exportSelected": "kExportActiveAccessMode", "save": "kSaveAccessMode",
}  # fmt: skip


def translate(creator: Any, path: str, options: str, mode: str, api: int) -> None:
    """Let a file translator read or write.

    Raises
    ------
    RuntimeError
        If it fails.
    """
    module = importlib.import_module("maya.api.OpenMaya" if api == 2 else "maya.OpenMaya")
    file = module.MFileObject()
    file.setRawFullName(path)
    instance = _unwrapped(creator())
    number = getattr(type(instance), _MODES[mode], 0)
    method = instance.reader if mode in ("open", "import") else instance.writer
    try:
        method(file, options, number)
    except Exception as error:
        raise RuntimeError(f"Error reading or writing file: {path}: {error}\n") from error
