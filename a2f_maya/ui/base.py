"""Showing windows in Maya: one of each kind, dockable, at home in Maya's main window.

In Maya a window lives in a workspace control. Its script is a text, so Maya can make the window
again when it starts or changes the workspace. Where there is no main window (mayapy), it is a
plain window that remembers its place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from maya import OpenMayaUI as omui
from maya import cmds

from a2f_maya.ui import settings
from a2f_maya.ui.qt import QtCore, QtGui, QtWidgets, address_of, is_alive, widget_at


@dataclass(frozen=True)
class WindowKind:
    """What there can be one window of.

    Attributes
    ----------
    name : str
        Object name of the widget; the workspace control is called so, too.
    title : str
        What people read.
    module : str
        Module of `a2f_maya.ui` whose ``restore()`` fills the workspace control.
    build : callable
        Makes the content.
    width, height : int
        Of the first time, in pixels.
    """

    name: str
    title: str
    module: str
    build: Callable[[], QtWidgets.QWidget]
    width: int
    height: int

    @property
    def control(self) -> str:
        """Name of the workspace control."""
        return f"{self.name}WorkspaceControl"

    @property
    def script(self) -> str:
        """What Maya runs to fill the workspace control, also at its next start."""
        return f"from a2f_maya.ui import {self.module}; {self.module}.restore()"


# what has no parent lives as long as somebody refers to it
_contents: dict[str, QtWidgets.QWidget] = {}
_plain_windows: dict[str, QtWidgets.QWidget] = {}


def main_window() -> QtWidgets.QWidget | None:
    """Maya's main window; None where Maya has no windows."""
    return widget_at(omui.MQtUtil.mainWindow())


def find(kind: WindowKind) -> QtWidgets.QWidget | None:
    """The content of the open window of a kind; None if there is none."""
    content = _contents.get(kind.name)
    return content if is_alive(content) else None


def show(kind: WindowKind) -> QtWidgets.QWidget:
    """Open the window of a kind, or bring the one that is open to the front.

    Parameters
    ----------
    kind : WindowKind

    Returns
    -------
    QWidget
        Its content.
    """
    if main_window() is None:
        return _show_plain(kind)
    if cmds.workspaceControl(kind.control, exists=True):
        cmds.workspaceControl(kind.control, edit=True, restore=True)
    else:
        cmds.workspaceControl(
            kind.control,
            label=kind.title,
            uiScript=kind.script,
            initialWidth=kind.width,
            initialHeight=kind.height,
            loadImmediately=True,
            retain=False,
            checksPlugins=True,
        )
    return find(kind) or restore(kind)


def restore(kind: WindowKind) -> QtWidgets.QWidget:
    """Fill the workspace control of a kind; Maya runs this through `WindowKind.script`.

    Parameters
    ----------
    kind : WindowKind

    Returns
    -------
    QWidget
        The content.
    """
    _let_go(kind)
    content = _build(kind)
    control = omui.MQtUtil.findControl(kind.control)
    omui.MQtUtil.addWidgetToMayaLayout(address_of(content), int(control))
    content.show()
    return content


def close(kind: WindowKind) -> None:
    """Close the window of a kind, if it is open."""
    content = find(kind)
    if content is None:
        return
    if cmds.workspaceControl(kind.control, exists=True):
        cmds.workspaceControl(kind.control, edit=True, close=True)
    else:
        content.window().close()
    _let_go(kind)


def _let_go(kind: WindowKind) -> None:
    """Forget the content of a kind and let Qt destroy it, if something has left it over."""
    content = find(kind)
    _contents.pop(kind.name, None)
    if content is not None:
        content.hide()
        content.deleteLater()


def _build(kind: WindowKind) -> QtWidgets.QWidget:
    content = kind.build()
    content.setObjectName(kind.name)
    _contents[kind.name] = content
    return content


def _show_plain(kind: WindowKind) -> QtWidgets.QWidget:
    content = find(kind)
    if content is None:
        content = _build(kind)
        _plain_windows[kind.name] = PlainWindow(kind, content)
    window = content.window()
    window.show()
    window.raise_()
    window.activateWindow()
    return content


class PlainWindow(QtWidgets.QWidget):
    """A frame for a content outside of Maya's main window; remembers its place.

    Parameters
    ----------
    kind : WindowKind
    content : QWidget
    """

    def __init__(self, kind: WindowKind, content: QtWidgets.QWidget) -> None:
        super().__init__()
        self._setting = f"{kind.name}_geometry"
        self.setWindowTitle(kind.title)
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QtWidgets.QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(content)
        self.resize(kind.width, kind.height)
        remembered = settings.text(self._setting)
        if remembered:
            self.restoreGeometry(QtCore.QByteArray.fromHex(remembered.encode("ascii")))

    def closeEvent(self, event: QtGui.QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember where the window was."""
        settings.remember(self._setting, bytes(self.saveGeometry().toHex().data()).decode("ascii"))
        super().closeEvent(event)
