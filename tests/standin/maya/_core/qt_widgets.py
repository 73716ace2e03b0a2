"""Real Qt widgets behind workspace controls, where whoever runs the session has registered a main window."""

from __future__ import annotations

import importlib
from typing import Any

from maya._core.session import session

MAIN_WINDOW = "MayaWindow"


def registered() -> dict[str, Any]:
    """Qt objects by name."""
    return session.state.setdefault("qt_widgets", {})


def shiboken() -> Any:
    """The module that turns addresses into widgets; None without Qt."""
    for binding in ("shiboken6", "shiboken2"):
        try:
            return importlib.import_module(binding)
        except ImportError:
            continue
    return None


def _qt(name: str) -> Any:
    package = shiboken().__name__.replace("shiboken", "PySide")
    return importlib.import_module(f"{package}.{name}")


def make_control(name: str, label: str) -> None:
    """Make the floating window of a workspace control; nothing without a main window."""
    window = registered().get(MAIN_WINDOW)
    if window is None:
        return
    widgets, core = _qt("QtWidgets"), _qt("QtCore")
    control = widgets.QWidget(window, core.Qt.WindowType.Tool)
    control.setObjectName(name)
    control.setWindowTitle(label)
    widgets.QVBoxLayout(control).setContentsMargins(0, 0, 0, 0)
    registered()[name] = control


def show_control(name: str, shown: bool) -> None:
    """Show or hide it."""
    if name in registered():
        registered()[name].setVisible(shown)


def remove_control(name: str) -> None:
    """Destroy it with everything inside, as Maya does."""
    control = registered().pop(name, None)
    if control is not None and shiboken().isValid(control):
        shiboken().delete(control)


def add_to_layout(widget: int, place: int) -> bool:
    """Put a widget into a registered one, both by their addresses; whether that one is known."""
    module = shiboken()
    for known in registered().values():
        if int(module.getCppPointer(known)[0]) == place:
            known.layout().addWidget(module.wrapInstance(widget, _qt("QtWidgets").QWidget))
            return True
    return False
