"""What shall happen to a driven mesh that something deforms already: asked for each mesh."""

from __future__ import annotations

from a2f_maya.errors import CancelledError
from a2f_maya.maya.transfer import Choice
from a2f_maya.ui import appearance
from a2f_maya.ui.qt import QtWidgets, run_dialog

_TEXTS = {
    Choice.KEEP: ("Keep", "Leave the mesh be. It gets no wrap."),
    Choice.REPLACE: ("Replace", "Delete the upstream node and put the new wrap in its place."),
    Choice.INSERT: (
        "Insert",
        "Connect the new wrap to the mesh. The upstream node is disconnected from the mesh, but "
        "not deleted.",
    ),
}


class WrapChoiceDialog(QtWidgets.QDialog):
    """Three buttons with their meaning, and a box to answer for all that follow.

    Parameters
    ----------
    mesh : str
        The driven mesh.
    upstream : str
        What is connected to it.
    parent : QWidget, optional
    """

    def __init__(self, mesh: str, upstream: str, parent: QtWidgets.QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("a2fWrapChoice")
        self.setWindowTitle("Wrap: Incoming Connection")
        self.choice: Choice | None = None
        self.buttons: dict[Choice, QtWidgets.QPushButton] = {}
        question = QtWidgets.QLabel(
            f"'{mesh}' already has an incoming connection from '{upstream}'."
        )
        question.setWordWrap(True)
        layout = appearance.column(self, 2 * appearance.MARGIN)
        layout.addWidget(question)
        layout.addLayout(self._answers())
        self.for_all = QtWidgets.QCheckBox("Apply to all other meshes of this wrap")
        layout.addWidget(self.for_all)
        self.setMinimumWidth(420)

    def _answers(self) -> QtWidgets.QGridLayout:
        grid = QtWidgets.QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(2 * appearance.SPACING)
        grid.setVerticalSpacing(appearance.SPACING)
        for row, (choice, (text, explanation)) in enumerate(_TEXTS.items()):
            button = QtWidgets.QPushButton(text)
            appearance.explain(button, explanation)
            button.setDefault(choice is Choice.KEEP)
            button.clicked.connect(lambda *_, choice=choice: self._choose(choice))
            label = QtWidgets.QLabel(explanation)
            label.setWordWrap(True)
            grid.addWidget(button, row, 0)
            grid.addWidget(label, row, 1)
            self.buttons[choice] = button
        return grid

    def _choose(self, choice: Choice) -> None:
        self.choice = choice
        self.accept()


class WrapChooser:
    """Asks for each mesh, until an answer was for all.

    Parameters
    ----------
    parent : QWidget, optional
    """

    def __init__(self, parent: QtWidgets.QWidget | None = None) -> None:
        self._parent = parent
        self._for_all: Choice | None = None

    def __call__(self, mesh: str, upstream: str) -> Choice:
        """The artist's choice.

        Parameters
        ----------
        mesh : str
            The driven mesh.
        upstream : str
            What is connected to it.

        Raises
        ------
        CancelledError
            If the dialog is closed without an answer: nothing at all is wrapped.
        """
        if self._for_all is not None:
            return self._for_all
        dialog = WrapChoiceDialog(mesh, upstream, self._parent)
        run_dialog(dialog)
        choice = dialog.choice
        if choice is not None and dialog.for_all.isChecked():
            self._for_all = choice
        dialog.deleteLater()
        if choice is None:
            raise CancelledError
        return choice
