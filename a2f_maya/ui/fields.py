"""Controls that several panels need: a mesh, a number with a slider, a button with reasons."""

from __future__ import annotations

from a2f_maya.ui import appearance
from a2f_maya.ui.qt import QtCore, QtWidgets

SLIDER_STEPS = 1000


_MODE_STYLE = (
    "QPushButton:checked { background: palette(highlight); color: palette(highlighted-text); }"
)


def enable(widget: QtWidgets.QWidget, reason: str, description: str) -> None:
    """Let a control be used, or say in its tool tip why it cannot be used now.

    Parameters
    ----------
    widget : QWidget
    reason : str
        Empty if it can be used.
    description : str
        What it does.
    """
    widget.setEnabled(not reason)
    appearance.explain(widget, f"{reason}\n\n{description}" if reason else description)


class MeshField(QtWidgets.QWidget):
    """A mesh that is taken from the selection.

    Parameters
    ----------
    title : str
    description : str
        The tool tip.
    """

    take = QtCore.Signal()
    """The selected mesh is wanted here."""

    clear = QtCore.Signal()
    """No mesh is wanted here."""

    def __init__(self, title: str, description: str) -> None:
        super().__init__()
        self._description = description
        self.field = QtWidgets.QLineEdit()
        self.field.setReadOnly(True)
        self.field.setPlaceholderText("select, then press <<")
        appearance.explain(self.field, description)
        self.take_button = _small_button("<<", f"Take the selected mesh as {title}.")
        self.clear_button = _small_button("\N{MULTIPLICATION SIGN}", f"Leave {title} empty.")
        self.take_button.clicked.connect(lambda *_: self.take.emit())
        self.clear_button.clicked.connect(lambda *_: self.clear.emit())
        label = appearance.label(title)
        appearance.explain(label, description)
        self.setLayout(appearance.row(label, self.field, self.take_button, self.clear_button))

    def show_mesh(self, name: str) -> None:
        """Show a mesh; an empty name shows that there is none."""
        self.field.setText(name)
        self.field.setCursorPosition(0)
        appearance.explain(
            self.field, f"{name}\n\n{self._description}" if name else self._description
        )
        self.clear_button.setEnabled(bool(name))


def _small_button(text: str, description: str) -> QtWidgets.QPushButton:
    button = QtWidgets.QPushButton(text)
    appearance.explain(button, description)
    button.setFixedWidth(button.fontMetrics().horizontalAdvance("<<") + 16)
    return button


def mode_button(text: str) -> QtWidgets.QPushButton:
    """A button that stays down, and is seen to be down, while a mode is on."""
    button = QtWidgets.QPushButton(text)
    button.setCheckable(True)
    button.setStyleSheet(_MODE_STYLE)
    return button


class SliderField(QtWidgets.QWidget):
    """A number with a slider.

    While the slider is dragged, `changed` tells of each step between `drag_begins` and `drag_ends`.

    Parameters
    ----------
    title : str
    low, high : float
        Ends of the slider; what is typed may be above.
    decimals : int
    highest : float
        The largest number that may be typed.
    """

    changed = QtCore.Signal(float)
    drag_begins = QtCore.Signal()
    drag_ends = QtCore.Signal()

    def __init__(self, title: str, low: float, high: float, decimals: int, highest: float) -> None:
        super().__init__()
        self._low, self._high = low, high
        self._steps = min(SLIDER_STEPS, round((high - low) * 10**decimals))
        self.box = QtWidgets.QDoubleSpinBox()
        self.box.setDecimals(decimals)
        self.box.setRange(low, highest)
        self.box.setSingleStep((high - low) / 20 if decimals else 1)
        self.box.setKeyboardTracking(False)
        self.box.setButtonSymbols(QtWidgets.QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.box.setFixedWidth(self.box.fontMetrics().horizontalAdvance("00000.000") + 12)
        self.slider = QtWidgets.QSlider(QtCore.Qt.Orientation.Horizontal)
        self.slider.setRange(0, self._steps)
        self.label = appearance.label(title)
        self.setLayout(appearance.row(self.label, self.box, self.slider))
        self.box.valueChanged.connect(self._typed)
        self.slider.valueChanged.connect(self._slid)
        self.slider.sliderPressed.connect(self.drag_begins)
        self.slider.sliderReleased.connect(self.drag_ends)

    @property
    def value(self) -> float:
        """The number."""
        return float(self.box.value())

    def show_value(self, value: float) -> None:
        """Show a number without telling of it; not while the artist drags or types."""
        if self.slider.isSliderDown() or self.box.hasFocus():
            return
        self._set_box(value)
        self._set_slider(value)

    def _typed(self, value: float) -> None:
        self._set_slider(value)
        self.changed.emit(value)

    def _slid(self, step: int) -> None:
        self._set_box(self._low + (self._high - self._low) * step / self._steps)
        self.changed.emit(self.value)

    def _set_box(self, value: float) -> None:
        blocked = self.box.blockSignals(True)
        self.box.setValue(value)
        self.box.blockSignals(blocked)

    def _set_slider(self, value: float) -> None:
        share = (value - self._low) / (self._high - self._low)
        blocked = self.slider.blockSignals(True)
        self.slider.setValue(round(min(max(share, 0.0), 1.0) * self._steps))
        self.slider.blockSignals(blocked)
