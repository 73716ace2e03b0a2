"""The row of buttons below the panels."""

from __future__ import annotations

from a2f_maya.ui import appearance
from a2f_maya.ui.fields import enable
from a2f_maya.ui.qt import QtCore, QtWidgets
from a2f_maya.ui.transfer.state import TransferState

_DELETE_SETUP = (
    "Take out the fitted mesh, the wraps and the blend shapes that were made here, and give the "
    "meshes back as they were. The pairs of points stay."
)
_DELETE_CORRESPONDENCE = "Delete all pairs of points of this set-up."
_WRAP = "Let one mesh drive others, such as the face its brows, lashes and moustache."


class BottomButtons(QtWidgets.QWidget):
    """Delete Setup, Delete Correspondence and Wrap UI."""

    delete_setup = QtCore.Signal()
    delete_correspondence = QtCore.Signal()
    wrap_window = QtCore.Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setup_button = QtWidgets.QPushButton("Delete Setup")
        self.setup_button.clicked.connect(lambda *_: self.delete_setup.emit())
        self.correspondence_button = QtWidgets.QPushButton("Delete Correspondence")
        self.correspondence_button.clicked.connect(lambda *_: self.delete_correspondence.emit())
        self.wrap_button = QtWidgets.QPushButton("Wrap UI")
        enable(self.wrap_button, "", _WRAP)
        self.wrap_button.clicked.connect(lambda *_: self.wrap_window.emit())
        self.setLayout(
            appearance.row(self.setup_button, self.correspondence_button, self.wrap_button)
        )

    def show_state(self, state: TransferState) -> None:
        """Show what there is to delete."""
        enable(self.setup_button, state.no_setup, _DELETE_SETUP)
        enable(self.correspondence_button, state.no_setup, _DELETE_CORRESPONDENCE)
