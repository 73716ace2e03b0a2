"""Qt widgets that Maya manages: named, under the main window, dockable. Needs PySide6 or PySide2."""

from __future__ import annotations

from typing import Any

from maya import cmds

try:
    from PySide6 import QtCore
except ImportError:
    from PySide2 import QtCore

__all__ = [
    "MayaQWidgetBaseMixin",
    "MayaQWidgetDockableMixin",
    "mixinWorkspaceControls",
    "workspaceControlDeleted",
]

mixinWorkspaceControls: dict[str, Any] = {}


class MayaQWidgetBaseMixin:
    """Names a widget after its class; has to stand before the Qt class among the bases."""

    def __init__(self, parent: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, parent=parent, **kwargs)
        self._initForMaya(parent=parent)

    def _initForMaya(self, parent: Any = None, *args: Any, **kwargs: Any) -> None:
        if not self.objectName():
            self.setObjectName(f"{self.__class__.__name__}_{id(self)}")


class MayaQWidgetDockableMixin(MayaQWidgetBaseMixin):
    """A widget that can live in a workspace control called ``objectName + 'WorkspaceControl'``."""

    closeEventTriggered = QtCore.Signal()
    windowStateChanged = QtCore.Signal()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._dockable = False
        self._area = "none"

    def _control(self) -> str:
        return f"{self.objectName()}WorkspaceControl"

    def setDockableParameters(
        self,
        dockable: bool | None = None,
        floating: bool | None = None,
        area: str | None = None,
        allowedArea: str | None = None,
        width: int | None = None,
        height: int | None = None,
        x: int | None = None,
        y: int | None = None,
        retain: bool = True,
        plugins: Any = None,
        controls: Any = None,
        uiScript: str | None = None,
        closeCallback: Any = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Put the widget into a workspace control, or change that."""
        if not dockable and not self._dockable:
            return
        name = self._control()
        if not self._dockable:
            if cmds.workspaceControl(name, exists=True):
                raise RuntimeError(f"Object's name '{name}' is not unique.")
            options: dict[str, Any] = {
                "label": self.windowTitle() or self.objectName(),
                "retain": retain,
            }
            if uiScript is not None:
                options["uiScript"] = uiScript
            if closeCallback is not None:
                options["closeCommand"] = closeCallback
            cmds.workspaceControl(name, visible=False, **options)
            mixinWorkspaceControls[name] = self
            self._dockable = True
        if floating is not None:
            cmds.workspaceControl(name, edit=True, floating=floating)
        self._area = area or self._area
        if width or height:
            self.resize(width or self.width(), height or self.height())

    def show(self, *args: Any, **kwargs: Any) -> None:
        """Show the widget; with ``dockable=True`` in a workspace control."""
        if kwargs or args:
            self.setDockableParameters(*args, **kwargs)
        if self._dockable:
            cmds.workspaceControl(self._control(), edit=True, visible=True)
        super().show()

    def close(self) -> bool:
        """Close the widget and its control."""
        if self._dockable and cmds.workspaceControl(self._control(), exists=True):
            cmds.workspaceControl(self._control(), edit=True, close=True)
        self.closeEventTriggered.emit()
        return bool(super().close())

    def isDockable(self) -> bool:
        """Whether it is in a workspace control."""
        return self._dockable

    def isFloating(self) -> bool:
        """Whether it is a window of its own."""
        if not self._dockable:
            return True
        return bool(cmds.workspaceControl(self._control(), query=True, floating=True))

    def dockArea(self) -> str | None:
        """The area that was asked for, None while floating."""
        return None if self.isFloating() else self._area


def workspaceControlDeleted(controlName: str) -> None:
    """Forget the widget of a control."""
    mixinWorkspaceControls.pop(controlName, None)
