"""Windows come once, dock, come back and forget nothing."""

from __future__ import annotations

from typing import Any

import pytest
from maya import cmds

from a2f_maya.ui import base, transfer_window, wrap_window
from a2f_maya.ui.qt import QtCore, QtWidgets, is_alive
from tests.ui.hands import settle

MADE: list[QtWidgets.QWidget] = []


def build() -> QtWidgets.QWidget:
    MADE.append(QtWidgets.QLabel("content"))
    return MADE[-1]


KIND = base.WindowKind("a2fTestWindow", "Test", "transfer_window", build, 300, 200)


def callbacks() -> int:
    """How many messages of Maya somebody listens to."""
    from maya._shared import messages

    return len(messages._callbacks)


class TestWithoutMainWindow:
    def test_a_window_comes_once_and_remembers_its_place(self) -> None:
        content = base.show(KIND)
        window = content.window()
        assert window.isVisible() and window.windowTitle() == "Test"
        assert (window.width(), window.height()) == (300, 200)
        assert base.show(KIND) is content
        window.setGeometry(40, 50, 420, 310)
        base.close(KIND)
        settle()
        assert base.find(KIND) is None and not is_alive(content)

        again = base.show(KIND).window()
        assert again.geometry() == QtCore.QRect(40, 50, 420, 310)
        base.close(KIND)
        cmds.optionVar(remove="a2f_a2fTestWindow_geometry")

    def test_closing_what_is_not_open_does_nothing(self) -> None:
        base.close(KIND)
        assert base.find(KIND) is None


@pytest.mark.standin_only(reason="needs windows of Maya, which mayapy has not")
@pytest.mark.parametrize("kind", [transfer_window.WINDOW, wrap_window.WINDOW], ids=lambda k: k.name)
class TestInMaya:
    def test_it_lives_in_a_workspace_control(self, main_window: Any, kind: base.WindowKind) -> None:
        content = base.show(kind)
        control = content.window()
        assert control.objectName() == kind.control and control.parent() is main_window
        assert content.isVisible() and content.objectName() == kind.name
        assert base.show(kind) is content
        base.close(kind)
        settle()
        assert not is_alive(content)
        assert not cmds.workspaceControl(kind.control, exists=True)

    def test_closing_the_tab_destroys_it(self, main_window: Any, kind: base.WindowKind) -> None:
        content = base.show(kind)
        cmds.workspaceControl(kind.control, edit=True, close=True)
        assert base.find(kind) is None and not is_alive(content)
        assert base.show(kind) is not content

    def test_a_hidden_one_comes_back(self, main_window: Any, kind: base.WindowKind) -> None:
        content = base.show(kind)
        cmds.workspaceControl(kind.control, edit=True, visible=False)
        assert not content.isVisible()
        assert base.show(kind) is content and content.isVisible()

    def test_maya_makes_it_again_by_its_script(
        self, main_window: Any, kind: base.WindowKind
    ) -> None:
        first = base.show(kind)
        cmds.workspaceLayoutManager(setCurrent="Animation")
        settle()
        second = base.find(kind)
        assert second is not None and second is not first and not is_alive(first)
        assert second.window().objectName() == kind.control

    def test_it_listens_only_as_long_as_it_is_open(
        self, main_window: Any, kind: base.WindowKind
    ) -> None:
        settle()
        before = callbacks()
        base.show(kind)
        assert callbacks() > before
        base.close(kind)
        settle()
        assert callbacks() == before
