"""Colours and distances. Inside Maya its own dark palette rules; nothing here replaces it."""

from __future__ import annotations

import textwrap

from a2f_maya.ui.qt import QtGui, QtWidgets

SPACING = 6
MARGIN = 8
SCROLL_BAR = 18
TIP_WIDTH = 72
LONGEST_LABEL = "OpenMouth A2F Mesh"

ERROR_COLOR = "#f07a6c"
BUSY_COLOR = "#5285a6"

_DARK = {
    "Window": "#444444",
    "WindowText": "#cccccc",
    "Base": "#2b2b2b",
    "AlternateBase": "#333333",
    "Text": "#d6d6d6",
    "Button": "#5d5d5d",
    "ButtonText": "#eeeeee",
    "BrightText": "#ffffff",
    "Highlight": "#5285a6",
    "HighlightedText": "#ffffff",
    "ToolTipBase": "#ffffcc",
    "ToolTipText": "#202020",
    "PlaceholderText": "#8c8c8c",
    "Light": "#6a6a6a",
    "Midlight": "#555555",
    "Mid": "#3a3a3a",
    "Dark": "#2e2e2e",
    "Shadow": "#1f1f1f",
}
_DARK_DISABLED = {
    "WindowText": "#808080",
    "Text": "#7a7a7a",
    "Button": "#4b4b4b",
    "ButtonText": "#858585",
    "Base": "#3a3a3a",
    "Highlight": "#5a6670",
}


def use_dark_palette(application: QtWidgets.QApplication) -> None:
    """Look like Maya where there is no Maya around, for pictures of the windows.

    Parameters
    ----------
    application : QApplication
    """
    application.setStyle("Fusion")
    palette = QtGui.QPalette()
    roles = QtGui.QPalette.ColorRole
    for name, color in _DARK.items():
        palette.setColor(getattr(roles, name), QtGui.QColor(color))
    for name, color in _DARK_DISABLED.items():
        group = QtGui.QPalette.ColorGroup.Disabled
        palette.setColor(group, getattr(roles, name), QtGui.QColor(color))
    application.setPalette(palette)


def explain(widget: QtWidgets.QWidget, text: str) -> None:
    """Give a control a tool tip, in lines that can be read; Qt would make it one long line.

    Parameters
    ----------
    widget : QWidget
    text : str
        Paragraphs end with a line feed.
    """
    lines = [textwrap.fill(line, TIP_WIDTH) for line in text.splitlines()]
    widget.setToolTip("\n".join(lines))


def row(*widgets: QtWidgets.QWidget) -> QtWidgets.QHBoxLayout:
    """Widgets beside each other, as close as everywhere in our windows."""
    layout = QtWidgets.QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACING)
    for widget in widgets:
        layout.addWidget(widget)
    return layout


def column(parent: QtWidgets.QWidget | None = None, margin: int = 0) -> QtWidgets.QVBoxLayout:
    """A layout from top to bottom, of a widget or to be put into another one."""
    layout = QtWidgets.QVBoxLayout(parent) if parent is not None else QtWidgets.QVBoxLayout()
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(SPACING)
    return layout


def label(text: str) -> QtWidgets.QLabel:
    """The name before a field; all of them are equally wide, so that the fields line up."""
    made = QtWidgets.QLabel(text)
    made.setFixedWidth(made.fontMetrics().horizontalAdvance(LONGEST_LABEL) + SPACING)
    return made


def line() -> QtWidgets.QFrame:
    """A thin line between two groups of controls."""
    made = QtWidgets.QFrame()
    made.setFrameShape(QtWidgets.QFrame.Shape.HLine)
    made.setFrameShadow(QtWidgets.QFrame.Shadow.Sunken)
    return made
