"""The Character Transfer window: any head speaks after some points and two buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from a2f_maya.maya import transfer
from a2f_maya.maya.transfer.pick_session import Mode
from a2f_maya.ui import appearance, base, file_dialogs
from a2f_maya.ui.attempts import attempt
from a2f_maya.ui.busy import working
from a2f_maya.ui.fields import SliderField
from a2f_maya.ui.qt import QtCore, QtWidgets
from a2f_maya.ui.scene_watcher import SceneWatcher
from a2f_maya.ui.status_bar import StatusBar
from a2f_maya.ui.transfer.blendshape_panel import BlendShapePanel
from a2f_maya.ui.transfer.bottom_buttons import BottomButtons
from a2f_maya.ui.transfer.correspondence_panel import CorrespondencePanel
from a2f_maya.ui.transfer.meshes_panel import MeshesPanel
from a2f_maya.ui.transfer.post_wrap_panel import PostWrapPanel
from a2f_maya.ui.transfer.presenter import TransferPresenter

_PAIRS = "Correspondences (*.json)"
_USD = "USD (*.usda *.usdc)"


class TransferWindow(QtWidgets.QWidget):
    """The panels from top to bottom, and a sentence that says what is missing."""

    def __init__(self) -> None:
        super().__init__()
        self.presenter = TransferPresenter()
        self.meshes = MeshesPanel()
        self.correspondence = CorrespondencePanel(list(transfer.preset_paths()))
        self.post_wrap = PostWrapPanel()
        self.blend_shapes = BlendShapePanel()
        self.bottom = BottomButtons()
        self.status = StatusBar()
        self._arrange()
        self._connect_meshes()
        self._connect_correspondence()
        self._connect_results()
        self._keeps_sentence = False
        self._watcher = SceneWatcher(self)
        self._watcher.changed.connect(self.refresh)
        self._watcher.replaced.connect(self._forget)
        self.destroyed.connect(_put_tool_down)
        self.refresh()

    def refresh(self) -> None:
        """Show the scene as it is now; what the last click said stays readable."""
        attempt(self.status, self._show_scene)

    def _show_scene(self) -> None:
        state = self.presenter.state()
        for panel in (
            self.meshes,
            self.correspondence,
            self.post_wrap,
            self.blend_shapes,
            self.bottom,
        ):
            panel.show_state(state)
        self._watcher.watch_attributes(self.presenter.watched_nodes())
        if not self._keeps_sentence:
            self.status.say(state.status)

    def _arrange(self) -> None:
        inside = QtWidgets.QWidget()
        panels = appearance.column(inside, appearance.MARGIN)
        panels.addWidget(self.meshes)
        panels.addWidget(self.correspondence)
        panels.addWidget(self.post_wrap)
        panels.addWidget(self.blend_shapes)
        panels.addStretch(1)
        scroll = QtWidgets.QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        scroll.setMinimumWidth(inside.minimumSizeHint().width() + appearance.SCROLL_BAR)
        foot = QtWidgets.QWidget()
        foot_layout = appearance.column(foot, appearance.MARGIN)
        foot_layout.addWidget(self.bottom)
        foot_layout.addWidget(self.status)
        layout = appearance.column(self)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addWidget(appearance.line())
        layout.addWidget(foot)

    # -- what the panels' signals mean -----------------------------------------------------------

    def _connect_meshes(self) -> None:
        panel, do = self.meshes, self.presenter
        panel.take.connect(lambda role: self._do(lambda: do.take_mesh(role)))
        panel.clear.connect(lambda role: self._do(lambda: do.clear_mesh(role)))
        panel.choose_setup.connect(lambda name: self._do(lambda: do.choose_setup(name)))
        panel.male_template.connect(lambda: self._do(do.male_template))

    def _connect_correspondence(self) -> None:
        panel, do = self.correspondence, self.presenter
        panel.visibility.connect(lambda on: self._do(lambda: do.set_display(visible=on)))
        panel.lines.connect(lambda on: self._do(lambda: do.set_display(lines=on)))
        panel.load_preset.connect(lambda name: self._do(lambda: self._load_preset(name)))
        panel.save_preset.connect(lambda: self._do(self._save_preset))
        panel.mode.connect(lambda mode: self._do(lambda: self._set_mode(mode)))
        panel.mirror.connect(lambda: self._do(lambda: do.mirror_pairs(panel.list.rows())))
        panel.suggest.connect(lambda: self._do(do.suggest_pair))
        panel.list.selected.connect(lambda rows: self._do(lambda: do.select_pairs(rows)))
        panel.list.renamed.connect(lambda row, name: self._do(lambda: do.rename_pair(row, name)))
        panel.list.delete_wanted.connect(lambda: self._do(self._delete_selected_pairs))
        panel.fitting.begin.connect(self._fit)
        self._connect_slider(
            panel.display_size, "Display Size", lambda size: do.set_display(size=size)
        )

    def _connect_results(self) -> None:
        do = self.presenter
        self.post_wrap.choose_fitted.connect(lambda name: self._do(lambda: do.choose_fitted(name)))
        self.post_wrap.begin.connect(self._post_wrap)
        self._connect_slider(
            self.post_wrap.smooth_level,
            "Smooth Level",
            lambda level: do.set_smooth_level(round(level)),
        )
        self.blend_shapes.take_tongue.connect(lambda: self._do(do.take_tongue))
        self.blend_shapes.clear_tongue.connect(lambda: self._do(do.clear_tongue))
        self.blend_shapes.begin.connect(self._generate_blend_shapes)
        self.blend_shapes.export_usd.connect(lambda: self._do(self._export_usd))
        self.blend_shapes.export_obj.connect(lambda: self._do(self._export_obj))
        self.bottom.delete_setup.connect(lambda: self._do(do.delete_setup))
        self.bottom.delete_correspondence.connect(lambda: self._do(do.delete_correspondence))
        self.bottom.wrap_window.connect(lambda: self._do(_show_wrap_window))

    def _connect_slider(
        self, slider: SliderField, title: str, change: Callable[[float], object]
    ) -> None:
        """Let a drag of the slider change the scene all the time and be one step to undo."""
        slider.changed.connect(lambda value: self._do(lambda: change(value)))
        slider.drag_begins.connect(lambda: self.presenter.begin_drag(title))
        slider.drag_ends.connect(self.presenter.end_drag)

    def _do(self, action: Callable[[], object]) -> None:
        self._keeps_sentence = attempt(self.status, action)
        self._watcher.look_soon()

    def _forget(self) -> None:
        self._keeps_sentence = False
        self.presenter.forget()

    def _load_preset(self, name: str) -> None:
        path = "" if name else file_dialogs.file_to_read("Load Correspondences", _PAIRS)
        self.presenter.load_preset(name, path)

    def _save_preset(self) -> str:
        path = file_dialogs.file_to_write("Save Correspondences", _PAIRS)
        self.presenter.save_preset(path)
        return f"Saved: {path}"

    def _set_mode(self, mode: Mode | Literal[""]) -> None:
        if mode == "delete" and self.correspondence.list.rows():
            self._delete_selected_pairs()
        else:
            self.presenter.set_mode(mode)

    def _delete_selected_pairs(self) -> None:
        rows = self.correspondence.list.rows()
        if rows:
            self.presenter.delete_pairs(rows)

    def _fit(self, iterations: int, stiffness: float) -> None:
        def fit() -> None:
            with working("Fitting the mesh", self.status) as work:
                self.presenter.fit(iterations, stiffness, work)

        self._do(fit)

    def _post_wrap(self, level: int) -> None:
        def wrap() -> None:
            with working("Wrapping the target", self.status) as work:
                self.presenter.post_wrap(level, work)

        self._do(wrap)

    def _generate_blend_shapes(self) -> None:
        def generate() -> str:
            with working("Generating blend shapes", self.status) as work:
                return self.presenter.generate_blend_shapes(work)

        self._do(generate)

    def _export_usd(self) -> str:
        path = file_dialogs.file_to_write("Export Blend Shapes as USD", _USD)
        return self.presenter.export_blend_shapes(path)

    def _export_obj(self) -> str:
        return self.presenter.export_obj(file_dialogs.folder("Folder for the OBJ Files"))


def _put_tool_down(*_: object) -> None:
    transfer.stop_tool()


def _show_wrap_window() -> None:
    from a2f_maya.ui import wrap_window  # noqa: PLC0415 - each window opens without the others

    wrap_window.show()


WINDOW = base.WindowKind(
    name="a2fTransferWindow",
    title="Character Transfer",
    module="transfer_window",
    build=TransferWindow,
    width=430,
    height=940,
)


def show() -> None:
    """Open the window, or bring it to the front."""
    base.show(WINDOW)


def restore() -> None:
    """Make the window again inside its workspace control; Maya calls this when it starts."""
    base.restore(WINDOW)
