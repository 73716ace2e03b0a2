"""The Wrap window: the first selected mesh drives the others."""

from __future__ import annotations

from a2f_maya.maya import transfer
from a2f_maya.maya.scene.nodes import to_centimetres
from a2f_maya.ui import appearance, base, settings
from a2f_maya.ui.attempts import attempt
from a2f_maya.ui.fields import enable
from a2f_maya.ui.qt import QtCore, QtWidgets
from a2f_maya.ui.scene_watcher import SceneWatcher
from a2f_maya.ui.status_bar import StatusBar
from a2f_maya.ui.wrap_choice_dialog import WrapChooser
from a2f_maya.ui.wrap_selection import WrapSelection, wrapped_sentence

_USE_MAX_DISTANCE = (
    "Points of the driven meshes that are further away from the driver than Max Distance are not "
    "moved."
)
_MAX_DISTANCE = "In units of the scene, from a point of a driven mesh to the driver's surface."
_TANGENT_SPACE = (
    "Points turn with the surface that they hang on. Without it they only move with it, in the "
    "space of the driven mesh."
)
_WRAP = "Let the driven meshes follow the driver."
_HIGHEST_DISTANCE = 1e6


class WrapWindow(QtWidgets.QWidget):
    """Options, what would be wrapped, and the button that does it."""

    def __init__(self) -> None:
        super().__init__()
        self._make_options()
        self.driver = QtWidgets.QLineEdit()
        self.driver.setReadOnly(True)
        self.driver.setPlaceholderText("select it first")
        self.driven = QtWidgets.QListWidget()
        self.driven.setSelectionMode(QtWidgets.QAbstractItemView.SelectionMode.NoSelection)
        self.driven.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        appearance.explain(self.driven, "The meshes that were selected after the driver.")
        self.wrap_button = QtWidgets.QPushButton("Wrap")
        self.wrap_button.clicked.connect(lambda *_: self._wrap())
        self.status = StatusBar()
        self._arrange()
        self._keeps_sentence = False
        self._shown = WrapSelection()
        self._watcher = SceneWatcher(self)
        self._watcher.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is selected now."""
        attempt(self.status, self._show_selection)

    def _show_selection(self) -> None:
        selection = WrapSelection.of_scene()
        if selection != self._shown:
            self._keeps_sentence = False
        self._shown = selection
        self.driver.setText(selection.driver)
        self.driven.clear()
        self.driven.addItems(list(selection.driven))
        enable(self.wrap_button, selection.not_enough, _WRAP)
        if not self._keeps_sentence:
            self.status.say(selection.not_enough or selection.sentence)

    def _make_options(self) -> None:
        self.use_max_distance = QtWidgets.QCheckBox("Use Max Distance")
        appearance.explain(self.use_max_distance, _USE_MAX_DISTANCE)
        self.use_max_distance.setChecked(settings.flag("wrap_use_max_distance", False))
        self.use_max_distance.toggled.connect(lambda *_: self._enable_distance())
        self.max_distance = QtWidgets.QDoubleSpinBox()
        self.max_distance.setDecimals(3)
        self.max_distance.setRange(0.0, _HIGHEST_DISTANCE)
        self.max_distance.setValue(settings.number("wrap_max_distance", 1.0))
        self.tangent_space = QtWidgets.QCheckBox("Face Tangent Space")
        appearance.explain(self.tangent_space, _TANGENT_SPACE)
        self.tangent_space.setChecked(settings.flag("wrap_face_tangent_space", True))
        self._enable_distance()

    def _enable_distance(self) -> None:
        used = self.use_max_distance.isChecked()
        reason = "" if used else "Switch on Use Max Distance first."
        enable(self.max_distance, reason, _MAX_DISTANCE)

    def _arrange(self) -> None:
        form = QtWidgets.QGridLayout()
        form.setHorizontalSpacing(appearance.SPACING)
        form.setVerticalSpacing(appearance.SPACING)
        form.setColumnStretch(1, 1)
        rows = (
            ("", self.use_max_distance),
            ("Max Distance", self.max_distance),
            ("", self.tangent_space),
            ("Driver", self.driver),
            ("Driven", self.driven),
        )
        for row, (title, widget) in enumerate(rows):
            label = appearance.label(title)
            form.addWidget(label, row, 0)
            form.addWidget(widget, row, 1)
        form.setAlignment(label, QtCore.Qt.AlignmentFlag.AlignTop)
        layout = appearance.column(self, appearance.MARGIN)
        layout.addLayout(form, 1)
        layout.addWidget(self.wrap_button)
        layout.addWidget(self.status)

    def _wrap(self) -> None:
        use, distance = self.use_max_distance.isChecked(), self.max_distance.value()
        tangent = self.tangent_space.isChecked()
        settings.remember("wrap_use_max_distance", use)
        settings.remember("wrap_max_distance", distance)
        settings.remember("wrap_face_tangent_space", tangent)

        def wrap() -> str:
            selection = WrapSelection.of_scene()
            result = transfer.wrap(
                selection.driver,
                selection.driven,
                use_max_distance=use,
                max_distance=to_centimetres(distance),
                face_tangent_space=tangent,
                choose=WrapChooser(self),
            )
            return wrapped_sentence(result)

        self._keeps_sentence = attempt(self.status, wrap)
        self._watcher.look_soon()


WINDOW = base.WindowKind(
    name="a2fWrapWindow",
    title="Wrap",
    module="wrap_window",
    build=WrapWindow,
    width=380,
    height=330,
)


def show() -> None:
    """Open the window, or bring it to the front."""
    base.show(WINDOW)


def restore() -> None:
    """Make the window again inside its workspace control; Maya calls this when it starts."""
    base.restore(WINDOW)
