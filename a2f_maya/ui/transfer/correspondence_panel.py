"""The panel Mesh Fitting - Correspondence: which place of one head is which of the other."""

from __future__ import annotations

from collections.abc import Sequence

from a2f_maya.ui import appearance
from a2f_maya.ui.fields import SliderField, enable, mode_button
from a2f_maya.ui.folding import FoldingPanel
from a2f_maya.ui.qt import QtCore, QtWidgets
from a2f_maya.ui.transfer.fitting_panel import FittingPanel
from a2f_maya.ui.transfer.pair_list import PairList
from a2f_maya.ui.transfer.state import TransferState

MODES = ("add", "edit", "delete")

_ADD = (
    "Pick a point on one mesh, then the same place on the other; the two become a pair. "
    "Press again to stop."
)
_EDIT = "Drag points to other places of their mesh. Press again to stop."
_DELETE = (
    "Delete the pairs that are selected in the list. With none selected: click points in the "
    "viewport to delete their pairs; press again to stop."
)
_MIRROR = "Add each selected pair once more on the other side of both heads."
_SUGGEST = (
    "Add the pair that helps the fit most. Look at it, and drag its points where they should be."
)


class CorrespondencePanel(FoldingPanel):
    """Pairs of points, their display and their tools, and the fitting below them."""

    visibility = QtCore.Signal(bool)
    lines = QtCore.Signal(bool)
    load_preset = QtCore.Signal(str)
    """A shipped preset by its name; empty asks for a file."""

    save_preset = QtCore.Signal()
    mode = QtCore.Signal(str)
    """One of `MODES`; empty stops the tool."""

    mirror = QtCore.Signal()
    suggest = QtCore.Signal()

    def __init__(self, presets: Sequence[str]) -> None:
        super().__init__("Mesh Fitting - Correspondence", "transfer_correspondence", grows=True)
        self._make_display(presets)
        self.list = PairList()
        self.content.addWidget(self.list, 1)
        self._make_tools()
        self.fitting = FittingPanel()
        self.content.addWidget(self.fitting)

    def show_state(self, state: TransferState) -> None:
        """Show the pairs of a state and what can be done with them."""
        self.close_because(state.no_meshes)
        for box, checked in ((self.visible_box, state.visible), (self.lines_box, state.lines)):
            blocked = box.blockSignals(True)
            box.setChecked(checked)
            box.blockSignals(blocked)
        enable(
            self.lines_box,
            "" if state.visible else "The points are hidden.",
            "Draw a line between the two points of each pair.",
        )
        self.display_size.show_value(state.display_size)
        self.list.show_pairs(state.pairs, state.selected)
        for mode, button in self.mode_buttons.items():
            button.setChecked(state.mode == mode)
        enable(self.mode_buttons["edit"], state.no_pairs, _EDIT)
        enable(self.mode_buttons["delete"], state.no_pairs, _DELETE)
        enable(self.mirror_button, state.no_selected_pairs, _MIRROR)
        self.save_action.setEnabled(not state.no_pairs)
        self.fitting.show_state(state)

    def _make_display(self, presets: Sequence[str]) -> None:
        self.visible_box = QtWidgets.QCheckBox("Correspondence visibility")
        appearance.explain(self.visible_box, "Draw the points in the viewport.")
        self.visible_box.toggled.connect(self.visibility)
        self.lines_box = QtWidgets.QCheckBox("Lines")
        self.lines_box.toggled.connect(self.lines)
        self.preset_button = QtWidgets.QPushButton("Preset")
        appearance.explain(self.preset_button, "Load or save all pairs of points.")
        self.preset_button.setMenu(self._preset_menu(presets))
        top = appearance.row(self.visible_box, self.lines_box)
        top.addStretch(1)
        top.addWidget(self.preset_button)
        self.content.addLayout(top)
        self.display_size = SliderField("Display Size", 0.0, 3.0, 2, 1000.0)
        appearance.explain(
            self.display_size, "How large the points are drawn, in units of the scene."
        )
        self.content.addWidget(self.display_size)

    def _preset_menu(self, presets: Sequence[str]) -> QtWidgets.QMenu:
        menu = QtWidgets.QMenu(self)
        for name in presets:
            action = menu.addAction(name)
            action.triggered.connect(lambda *_, name=name: self.load_preset.emit(name))
        if presets:
            menu.addSeparator()
        menu.addAction("Load...").triggered.connect(lambda *_: self.load_preset.emit(""))
        self.save_action = menu.addAction("Save...")
        self.save_action.triggered.connect(lambda *_: self.save_preset.emit())
        return menu

    def _make_tools(self) -> None:
        self.mode_buttons = {mode: mode_button(f"{mode.capitalize()} Mode") for mode in MODES}
        enable(self.mode_buttons["add"], "", _ADD)
        for mode, button in self.mode_buttons.items():
            button.clicked.connect(lambda *_, mode=mode: self._mode_clicked(mode))
        self.mirror_button = QtWidgets.QPushButton("Mirror")
        self.mirror_button.clicked.connect(lambda *_: self.mirror.emit())
        self.suggest_button = QtWidgets.QPushButton("Suggest")
        enable(self.suggest_button, "", _SUGGEST)
        self.suggest_button.clicked.connect(lambda *_: self.suggest.emit())
        self.content.addLayout(appearance.row(*self.mode_buttons.values()))
        self.content.addLayout(appearance.row(self.mirror_button, self.suggest_button))

    def _mode_clicked(self, mode: str) -> None:
        self.mode.emit(mode if self.mode_buttons[mode].isChecked() else "")
