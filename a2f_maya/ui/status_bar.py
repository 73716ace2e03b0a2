"""The bottom of a window: one sentence, and while work goes on a bar and a Cancel button."""

from __future__ import annotations

from a2f_maya.ui import appearance
from a2f_maya.ui.qt import QtCore, QtGui, QtWidgets

FEWEST_LINES = 2
"""Always free for the sentence, so that the window does not jump with each of them."""


class StatusBar(QtWidgets.QWidget):
    """Says what is missing, what went wrong, and how far the work is."""

    cancelled = QtCore.Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = QtWidgets.QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(QtCore.Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(QtCore.Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar = QtWidgets.QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(self.text.fontMetrics().height())
        self.cancel_button = QtWidgets.QPushButton("Cancel")
        appearance.explain(self.cancel_button, "Stop; the scene will be as it was before.")
        self.cancel_button.clicked.connect(lambda *_: self.cancelled.emit())
        self._work = QtWidgets.QWidget()
        self._work.setLayout(appearance.row(self.bar, self.cancel_button))
        layout = appearance.column(self)
        layout.addWidget(self.text)
        layout.addWidget(self._work)
        self.end_work()

    @property
    def is_error(self) -> bool:
        """Whether the sentence tells of something that went wrong."""
        return bool(self.text.styleSheet())

    def say(self, sentence: str) -> None:
        """Show a sentence."""
        self._show("", sentence)

    def say_error(self, sentence: str) -> None:
        """Show in red what went wrong."""
        self._show(f"color: {appearance.ERROR_COLOR};", sentence)

    def show_work(self, fraction: float, sentence: str) -> None:
        """Show how far the work is, 0..1."""
        self._work.show()
        self.bar.setValue(round(100 * fraction))
        self.say(sentence)

    def end_work(self) -> None:
        """Take bar and button away again."""
        self._work.hide()

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the sentence the lines that it needs at the new width."""
        super().resizeEvent(event)
        self._fit_height()

    def _show(self, style: str, sentence: str) -> None:
        self.text.setStyleSheet(style)
        self.text.setText(sentence)
        self._fit_height()

    def _fit_height(self) -> None:
        """Layouts of layouts lose how high a wrapped text is; the last line would be cut off."""
        needed = self.text.heightForWidth(self.width())
        fewest = FEWEST_LINES * self.text.fontMetrics().lineSpacing()
        self.text.setMinimumHeight(max(needed, fewest))
