"""The panel BlendShape Generation: the driver's shapes on the target."""

from __future__ import annotations

from a2f_maya.ui import appearance
from a2f_maya.ui.fields import MeshField, enable
from a2f_maya.ui.folding import FoldingPanel
from a2f_maya.ui.qt import QtCore, QtWidgets
from a2f_maya.ui.transfer.state import TransferState

_TRANSFER = "Make a blendShape node with all named shapes on the Target Mesh."
_TONGUE = "A tongue that gets its poses, too. May stay empty."
_USD = "Write the target with its shapes as USD (UsdSkel)."
_OBJ = "Write the target and each of its shapes as OBJ files into a folder."


class BlendShapePanel(FoldingPanel):
    """BlendShape Transfer and the exports."""

    take_tongue = QtCore.Signal()
    clear_tongue = QtCore.Signal()
    begin = QtCore.Signal()
    export_usd = QtCore.Signal()
    export_obj = QtCore.Signal()

    def __init__(self) -> None:
        super().__init__("BlendShape Generation", "transfer_blend_shapes")
        self.tongue = MeshField("Tongue Mesh", _TONGUE)
        self.tongue.take.connect(self.take_tongue)
        self.tongue.clear.connect(self.clear_tongue)
        self.begin_button = QtWidgets.QPushButton("BlendShape Transfer")
        self.begin_button.clicked.connect(lambda *_: self.begin.emit())
        self.usd_button = QtWidgets.QPushButton("Export as USD...")
        self.usd_button.clicked.connect(lambda *_: self.export_usd.emit())
        self.obj_button = QtWidgets.QPushButton("Export as OBJ...")
        self.obj_button.clicked.connect(lambda *_: self.export_obj.emit())
        self.content.addWidget(self.tongue)
        self.content.addWidget(self.begin_button)
        self.content.addLayout(appearance.row(self.usd_button, self.obj_button))

    def show_state(self, state: TransferState) -> None:
        """Show what can be generated and exported."""
        self.tongue.show_mesh(state.tongue)
        enable(self.begin_button, state.no_fitted, _TRANSFER)
        enable(self.usd_button, state.no_blend_shape, _USD)
        enable(self.obj_button, state.no_blend_shape, _OBJ)
