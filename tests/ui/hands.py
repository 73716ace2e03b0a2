"""What an artist does: clicks, drags, types, and looks at the window afterwards."""

from __future__ import annotations

import importlib
from typing import Any

from maya import utils

from a2f_maya.ui.qt import QtCore, QtWidgets

LEFT = QtCore.Qt.MouseButton.LeftButton
SHIFT = QtCore.Qt.KeyboardModifier.ShiftModifier
CONTROL = QtCore.Qt.KeyboardModifier.ControlModifier
_KIND = QtCore.QEvent.Type.DeferredDelete
DEFERRED_DELETE = int(getattr(_KIND, "value", _KIND))


def settle() -> None:
    """Let Maya and Qt do what waits."""
    for _ in range(3):
        utils.processIdleEvents()
        QtWidgets.QApplication.processEvents()
        # what a running event loop would destroy by itself
        QtCore.QCoreApplication.sendPostedEvents(None, DEFERRED_DELETE)


def click(button: QtWidgets.QAbstractButton) -> None:
    """Press a button that can be seen and used."""
    assert button.isVisible(), f"{button.text()} cannot be seen"
    assert button.isEnabled(), f"{button.text()} cannot be used: {button.toolTip()}"
    button.click()
    settle()


def choose(box: QtWidgets.QComboBox, text: str) -> None:
    """Choose a line of a drop-down."""
    assert box.isVisible() and box.isEnabled()
    place = box.findText(text)
    assert place >= 0, f"{text} is not among {[box.itemText(i) for i in range(box.count())]}"
    box.setCurrentIndex(place)
    box.activated.emit(place)
    settle()


def choose_from_menu(button: QtWidgets.QPushButton, text: str) -> None:
    """Choose a line of a button's menu."""
    (action,) = [action for action in button.menu().actions() if action.text() == text]
    assert action.isEnabled()
    action.trigger()
    settle()


def drag_slider(slider: QtWidgets.QSlider, *values: int) -> None:
    """Drag a slider over some places."""
    slider.setSliderDown(True)
    for value in values:
        slider.setValue(value)
    slider.setSliderDown(False)
    settle()


def qt_test() -> Any:
    """Qt's own hands, of the binding in use."""
    return importlib.import_module(f"{QtCore.__name__.partition('.')[0]}.QtTest").QTest


def click_row(pairs: QtWidgets.QListWidget, row: int, *keys: Any) -> None:
    """Click a row with the mouse while keys such as Shift are held."""
    modifiers = QtCore.Qt.KeyboardModifier.NoModifier
    for key in keys:
        modifiers |= key
    place = pairs.visualItemRect(pairs.item(row)).center()
    qt_test().mouseClick(pairs.viewport(), LEFT, modifiers, place)
    settle()


def press_key(widget: QtWidgets.QWidget, key: Any) -> None:
    """Press and release a key."""
    from a2f_maya.ui.qt import QtGui

    for kind in (QtCore.QEvent.Type.KeyPress, QtCore.QEvent.Type.KeyRelease):
        modifiers = QtCore.Qt.KeyboardModifier.NoModifier
        QtWidgets.QApplication.sendEvent(widget, QtGui.QKeyEvent(kind, key, modifiers))
    settle()
