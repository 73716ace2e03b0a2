"""The panel Meshes: which heads take part."""

from __future__ import annotations

from functools import partial

from a2f_maya.ui import appearance
from a2f_maya.ui.fields import MeshField, enable
from a2f_maya.ui.folding import FoldingPanel
from a2f_maya.ui.qt import QtCore, QtWidgets
from a2f_maya.ui.transfer.state import LABELS, OPEN_MOUTH, SOURCE, TARGET, TransferState

_DESCRIPTIONS = {
    SOURCE: "The mesh that Audio2Face drives, neutral and with a closed mouth.",
    TARGET: "The head that is to speak.",
    OPEN_MOUTH: "The same mesh as the Driver A2F Mesh with its mouth open. It keeps the lips "
    "apart while the mouth is fitted.",
}
_NEW = "New set-up"


class MeshesPanel(FoldingPanel):
    """Driver, target and open-mouth mesh."""

    take = QtCore.Signal(str)
    """The selected mesh is wanted in this role."""

    clear = QtCore.Signal(str)
    """No mesh is wanted in this role."""

    choose_setup = QtCore.Signal(str)
    """Another set-up of the scene is wanted; empty for a new one."""

    male_template = QtCore.Signal()

    def __init__(self) -> None:
        super().__init__("Meshes", "transfer_meshes")
        self.setup = QtWidgets.QComboBox()
        appearance.explain(self.setup, "The set-up that this window shows; one for each head.")
        self.setup.activated.connect(self._chosen)
        self._setup_row = QtWidgets.QWidget()
        row = appearance.row(appearance.label("Set-up"), self.setup)
        row.setStretch(1, 1)
        self._setup_row.setLayout(row)
        self.content.addWidget(self._setup_row)
        self.fields = {role: MeshField(LABELS[role], _DESCRIPTIONS[role]) for role in LABELS}
        for role, field in self.fields.items():
            field.take.connect(partial(self.take.emit, role))
            field.clear.connect(partial(self.clear.emit, role))
            self.content.addWidget(field)
        self.template_button = QtWidgets.QPushButton("Male Template")
        enable(
            self.template_button,
            "",
            "Add our neutral head and the same head with an open mouth to the scene, and take "
            "them as Driver and OpenMouth mesh where none is assigned.",
        )
        self.template_button.clicked.connect(lambda *_: self.male_template.emit())
        self.content.addLayout(appearance.row(self.template_button))

    def show_state(self, state: TransferState) -> None:
        """Show the meshes of a state."""
        for role, field in self.fields.items():
            field.show_mesh(state.mesh(role))
        self.fields[OPEN_MOUTH].setVisible(bool(state.target))
        self._setup_row.setVisible(bool(state.setups))
        names = [*state.setups, _NEW]
        if [self.setup.itemText(place) for place in range(self.setup.count())] != names:
            self.setup.clear()
            self.setup.addItems(names)
        self.setup.setCurrentText(state.setup or _NEW)

    def _chosen(self, place: int) -> None:
        is_new = place == self.setup.count() - 1
        self.choose_setup.emit("" if is_new else self.setup.itemText(place))
