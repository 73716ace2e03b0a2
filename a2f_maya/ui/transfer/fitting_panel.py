"""The lower half of the correspondence panel: how the mesh is fitted, and the button for it."""

from __future__ import annotations

from a2f_maya.ui import appearance, settings
from a2f_maya.ui.fields import SliderField, enable
from a2f_maya.ui.qt import QtCore, QtWidgets
from a2f_maya.ui.transfer.state import TransferState

ITERATIONS, STIFFNESS = 3, 100.0

_BEGIN = "Bend the Driver A2F Mesh onto the Target Mesh. Neither of the two is changed."


class FittingPanel(QtWidgets.QWidget):
    """Iterations, stiffness and Begin Mesh Fitting."""

    begin = QtCore.Signal(int, float)
    """Fit with so many iterations and that stiffness."""

    def __init__(self) -> None:
        super().__init__()
        self.iterations = SliderField("Fitting Iterations", 1, 10, 0, 100)
        appearance.explain(
            self.iterations, "More are more exact and take longer; 3 is a good start."
        )
        self.stiffness = SliderField("Fitting Stiffness", 1, 500, 0, 100_000)
        appearance.explain(
            self.stiffness,
            "How much the mesh keeps its own form while it is bent; 100 is a good start.",
        )
        self.begin_button = QtWidgets.QPushButton("Begin Mesh Fitting")
        self.begin_button.clicked.connect(lambda *_: self._begin())
        layout = appearance.column(self)
        for widget in (appearance.line(), self.iterations, self.stiffness, self.begin_button):
            layout.addWidget(widget)
        self.iterations.show_value(settings.number("fitting_iterations", ITERATIONS))
        self.stiffness.show_value(settings.number("fitting_stiffness", STIFFNESS))

    def show_state(self, state: TransferState) -> None:
        """Show whether fitting can begin."""
        enable(self.begin_button, state.no_fit, _BEGIN)

    def _begin(self) -> None:
        iterations, stiffness = round(self.iterations.value), self.stiffness.value
        settings.remember("fitting_iterations", iterations)
        settings.remember("fitting_stiffness", stiffness)
        self.begin.emit(iterations, stiffness)
