"""The list of correspondences: selecting several, renaming in place, deleting by key."""

from __future__ import annotations

from collections.abc import Sequence

from a2f_maya.ui import appearance
from a2f_maya.ui.qt import QtCore, QtGui, QtWidgets

_FEWEST_ROWS = 6


class PairList(QtWidgets.QListWidget):
    """Names of the pairs in their order; rows are the pairs' indices."""

    selected = QtCore.Signal(list)
    """The artist has selected these rows."""

    renamed = QtCore.Signal(int, str)
    """The artist has given this row a name."""

    delete_wanted = QtCore.Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QtWidgets.QAbstractItemView.SelectionMode.ExtendedSelection)
        trigger = QtWidgets.QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed)
        self.setMinimumHeight(_FEWEST_ROWS * (self.fontMetrics().height() + 4))
        self.setAlternatingRowColors(True)
        appearance.explain(
            self,
            "Click selects a pair here and in the viewport; Shift and Ctrl select several.\n"
            "Double-click or F2 renames, Del deletes.",
        )
        self._names: tuple[str, ...] = ()
        self.itemSelectionChanged.connect(lambda: self.selected.emit(self.rows()))
        self.itemChanged.connect(self._edited)

    def rows(self) -> list[int]:
        """The selected rows, in their order."""
        return sorted(index.row() for index in self.selectedIndexes())

    def show_pairs(self, names: Sequence[str], selected: frozenset[int]) -> None:
        """Show pairs without telling of it; an open text field of a row stays open if it can.

        Parameters
        ----------
        names : sequence of str
        selected : frozenset of int
        """
        blocked = self.blockSignals(True)
        self._names = tuple(names)
        if [self.item(row).text() for row in range(self.count())] != list(names):
            self.clear()
            self.addItems(list(names))
            for row in range(self.count()):
                item = self.item(row)
                item.setFlags(item.flags() | QtCore.Qt.ItemFlag.ItemIsEditable)
        if set(self.rows()) != selected:
            for row in range(self.count()):
                self.item(row).setSelected(row in selected)
            if selected:
                self.scrollToItem(self.item(min(selected)))
        self.blockSignals(blocked)

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Delete the selected pairs by key; all other keys are the list's own."""
        if event.key() in (QtCore.Qt.Key.Key_Delete, QtCore.Qt.Key.Key_Backspace):
            self.delete_wanted.emit()
            return
        super().keyPressEvent(event)

    def _edited(self, item: QtWidgets.QListWidgetItem) -> None:
        row, name = self.row(item), item.text().strip()
        if name and name != self._names[row]:
            self.renamed.emit(row, name)
            return
        blocked = self.blockSignals(True)
        item.setText(self._names[row])
        self.blockSignals(blocked)
