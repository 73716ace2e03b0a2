"""A panel that folds under its title, like Maya's frames."""

from __future__ import annotations

from a2f_maya.ui import appearance, settings
from a2f_maya.ui.qt import QtCore, QtWidgets

_HEADER_STYLE = """
QToolButton {
  background: palette(button); color: palette(button-text);
  border: none; border-radius: 2px; padding: 4px; font-weight: bold;
}
"""


class FoldingPanel(QtWidgets.QWidget):
    """A title that shows and hides what is below it.

    Parameters
    ----------
    title : str
    setting : str
        Name under which it is remembered whether the panel is open.
    grows : bool
        Whether it takes the height that others leave, while it is open.
    """

    def __init__(self, title: str, setting: str, *, grows: bool = False) -> None:
        super().__init__()
        self._grows = grows
        self._setting = f"{setting}_open"
        self._wanted_open = settings.flag(self._setting, True)
        self._closed_because = ""
        self.header = QtWidgets.QToolButton()
        self.header.setText(title)
        self.header.setStyleSheet(_HEADER_STYLE)
        self.header.setToolButtonStyle(QtCore.Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.header.setSizePolicy(
            QtWidgets.QSizePolicy.Policy.Expanding, QtWidgets.QSizePolicy.Policy.Fixed
        )
        self.header.clicked.connect(lambda *_: self._toggle())
        self.body = QtWidgets.QWidget()
        self.content = appearance.column(self.body, appearance.MARGIN)
        self._reason = QtWidgets.QLabel()
        self._reason.setWordWrap(True)
        self._reason.setEnabled(False)
        self._reason.setContentsMargins(appearance.MARGIN, 2, appearance.MARGIN, 2)
        outside = appearance.column(self)
        outside.setSpacing(2)
        for widget in (self.header, self._reason, self.body):
            outside.addWidget(widget)
        self._arrange()

    @property
    def is_open(self) -> bool:
        """Whether the content is shown."""
        return self._wanted_open and not self._closed_because

    def close_because(self, reason: str) -> None:
        """Keep the panel closed and say why; an empty reason lets the artist decide again."""
        if reason != self._closed_because:
            self._closed_because = reason
            self._arrange()

    def _toggle(self) -> None:
        self._wanted_open = not self._wanted_open
        settings.remember(self._setting, self._wanted_open)
        self._arrange()

    def _arrange(self) -> None:
        arrow = QtCore.Qt.ArrowType
        self.header.setArrowType(arrow.DownArrow if self.is_open else arrow.RightArrow)
        self.header.setEnabled(not self._closed_because)
        appearance.explain(self.header, self._closed_because)
        self._reason.setText(self._closed_because)
        self._reason.setVisible(bool(self._closed_because))
        self.body.setVisible(self.is_open)
        policy = QtWidgets.QSizePolicy.Policy
        height = policy.Expanding if self._grows and self.is_open else policy.Maximum
        self.setSizePolicy(policy.Preferred, height)
