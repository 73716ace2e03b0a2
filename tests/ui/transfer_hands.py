"""What tests of the Character Transfer window do and look at."""

from __future__ import annotations

from typing import Any

from tests.ui import heads
from tests.ui.hands import click, settle


def assign(window: Any, role: str, name: str) -> None:
    heads.select(name)
    click(window.meshes.fields[role].take_button)


def texts(window: Any) -> dict[str, str]:
    return {role: field.field.text() for role, field in window.meshes.fields.items()}


def listed(window: Any) -> list[str]:
    pairs = window.correspondence.list
    return [pairs.item(row).text() for row in range(pairs.count())]


def select_rows(window: Any, *rows: int) -> None:
    pairs = window.correspondence.list
    pairs.clearSelection()
    for row in rows:
        pairs.item(row).setSelected(True)
    settle()


def says(window: Any) -> str:
    return window.status.text.text()


def answer(*answers: object) -> None:
    """What the artist will say in Maya's dialogs."""
    from maya._core import interface

    interface.interface().answers += answers
