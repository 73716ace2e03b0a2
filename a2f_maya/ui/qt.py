"""Qt as this Maya has it: PySide6 from Maya 2025 on, PySide2 before. Nothing else imports either.

Enumerations are written with their scope (``Qt.AlignmentFlag.AlignLeft``), which both understand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from PySide6 import QtCore, QtGui, QtWidgets
    from shiboken6 import Shiboken as _shiboken
else:
    try:
        import shiboken6 as _shiboken
        from PySide6 import QtCore, QtGui, QtWidgets
    except ImportError:
        import shiboken2 as _shiboken
        from PySide2 import QtCore, QtGui, QtWidgets

__all__ = [
    "QtCore",
    "QtGui",
    "QtWidgets",
    "address_of",
    "is_alive",
    "qt_application",
    "run_dialog",
    "run_loop",
    "widget_at",
]


def qt_application() -> QtCore.QCoreApplication:
    """The one application object of the process; there is one wherever there is a widget."""
    return cast(QtCore.QCoreApplication, QtWidgets.QApplication.instance())


def widget_at(address: Any) -> QtWidgets.QWidget | None:
    """The widget at one of the addresses that Maya gives.

    Parameters
    ----------
    address : int or swig pointer, optional
        None and 0 mean that Maya has no such widget.
    """
    if not address:
        return None
    widget: Any = _shiboken.wrapInstance(int(address), QtWidgets.QWidget)
    return cast(QtWidgets.QWidget, widget)


def address_of(widget: QtWidgets.QWidget) -> int:
    """The address of a widget, as Maya's functions want it."""
    return int(_shiboken.getCppPointer(widget)[0])


def is_alive(thing: QtCore.QObject | None) -> bool:
    """Whether an object is there and Qt has not destroyed it."""
    return thing is not None and bool(_shiboken.isValid(thing))


def run_dialog(dialog: QtWidgets.QDialog) -> int:
    """Show a dialog, wait until it is closed and return its result code."""
    return _execute(dialog)


def run_loop(loop: QtCore.QEventLoop) -> int:
    """Serve events until the loop is told to quit and return its result code."""
    return _execute(loop)


def _execute(thing: Any) -> int:
    # PySide2 has the name with an underscore only
    run = getattr(thing, "exec", None) or thing.exec_
    return int(run())
