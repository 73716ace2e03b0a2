"""The panel Post Wrap: the live chain from the driver over the fitted mesh to the target."""

from __future__ import annotations

from a2f_maya.ui import appearance
from a2f_maya.ui.fields import SliderField, enable
from a2f_maya.ui.folding import FoldingPanel
from a2f_maya.ui.qt import QtCore, QtWidgets
from a2f_maya.ui.transfer.state import TransferState

_NONE = "None"
_BEGIN = (
    "Let the target follow the driver through the fitted mesh, live. Deformers of the target, "
    "such as a skin cluster, keep working behind it."
)
_AGAIN = "Build the chain anew with the chosen fitted mesh."


class PostWrapPanel(FoldingPanel):
    """Fitted mesh, smooth level and Begin Post Wrap."""

    choose_fitted = QtCore.Signal(str)
    """Another fitted mesh is wanted; empty for none."""

    begin = QtCore.Signal(int)
    """Wrap with that smooth level."""

    smooth = QtCore.Signal(int)
    """The wrap that is there is wanted with another smooth level."""

    def __init__(self) -> None:
        super().__init__("Post Wrap", "transfer_post_wrap")
        self.fitted = QtWidgets.QComboBox()
        appearance.explain(
            self.fitted, "The mesh that Mesh Fitting has made; the newest is chosen."
        )
        self.fitted.activated.connect(self._chosen)
        row = appearance.row(appearance.label("Fitted Mesh"), self.fitted)
        row.setStretch(1, 1)
        self.smooth_level = SliderField("Smooth Level", 0, 20, 0, 200)
        appearance.explain(
            self.smooth_level,
            "Low keeps the details of the driver, high smooths them and possible artifacts. "
            "Start low; it can be changed while the head speaks.",
        )
        self.smooth_level.changed.connect(lambda level: self.smooth.emit(round(level)))
        self.begin_button = QtWidgets.QPushButton("Begin Post Wrap")
        self.begin_button.clicked.connect(lambda *_: self.begin.emit(self._level))
        self.content.addLayout(row)
        self.content.addWidget(self.smooth_level)
        self.content.addWidget(self.begin_button)

    def show_state(self, state: TransferState) -> None:
        """Show the fitted meshes of a state, and the rest only if one is chosen."""
        names = [_NONE, *state.fitted_meshes]
        if [self.fitted.itemText(place) for place in range(self.fitted.count())] != names:
            self.fitted.clear()
            self.fitted.addItems(names)
        self.fitted.setCurrentText(state.fitted or _NONE)
        self.fitted.setEnabled(bool(state.fitted_meshes))
        if state.wrapped:
            self.smooth_level.show_value(state.smooth_level)
        self.smooth_level.setVisible(bool(state.fitted))
        self.begin_button.setVisible(bool(state.fitted))
        enable(self.begin_button, state.no_fitted, _AGAIN if state.wrapped else _BEGIN)

    @property
    def _level(self) -> int:
        return round(self.smooth_level.value)

    def _chosen(self, place: int) -> None:
        self.choose_fitted.emit(self.fitted.itemText(place) if place else "")
