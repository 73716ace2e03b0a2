"""Texts of the user interface that plug-ins register."""

from __future__ import annotations

from typing import Any

from maya._core.session import session


def _texts() -> dict[tuple[str, str], str]:
    return session.state.setdefault("string_resources", {})


def registerStringResource(plugin: str, name: str, text: str) -> None:
    """Make a text known."""
    key = (str(plugin), str(name))
    if key in _texts():
        raise RuntimeError("(kFailure): the string resource is registered already")
    _texts()[key] = str(text)


def registerStringResources(plugin: str, resources: Any) -> None:
    """Make several texts known: pairs of name and text."""
    for name, text in resources:
        registerStringResource(plugin, name, text)


def getStringResource(plugin: str, name: str) -> str:
    """A registered text."""
    key = (str(plugin), str(name))
    if key not in _texts():
        raise RuntimeError("(kInvalidParameter): there is no such string resource")
    return _texts()[key]
