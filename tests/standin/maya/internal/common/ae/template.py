"""Attribute Editor templates in Python: a class ``AE<nodeType>Template`` derives from `Template`."""

from __future__ import annotations

from typing import Any

from maya import cmds

__all__ = ["Template"]


class Template:
    """Builds what the Attribute Editor shows of a node type; ``buildUI`` is to be overridden."""

    def __init__(self, nodeName: str) -> None:
        self.nodeName = nodeName
        self.buildUI(nodeName)

    def buildUI(self, nodeName: str) -> None:
        """Add controls."""

    def addControl(
        self,
        attribute: str,
        label: str | None = None,
        changeCommand: Any = None,
        annotation: str | None = None,
    ) -> None:
        """Show an attribute."""
        options: dict[str, Any] = {"label": label} if label is not None else {}
        if annotation is not None:
            options["annotation"] = annotation
        cmds.editorTemplate(addControl=(attribute, changeCommand or ""), **options)

    def addDynamicControl(self, attribute: str, label: str | None = None) -> None:
        """Show an attribute that a node may lack."""
        cmds.editorTemplate(
            addDynamicControl=(attribute, ""), **({"label": label} if label else {})
        )

    def suppress(self, attribute: str) -> None:
        """Hide an attribute."""
        cmds.editorTemplate(suppress=attribute)

    def callCustom(self, newFunc: Any, replaceFunc: Any, *attributes: str) -> None:
        """Let functions build and refill a part."""
        cmds.editorTemplate(*attributes, callCustom=(newFunc, replaceFunc))

    def beginLayout(self, name: str, collapse: bool = True) -> None:
        """Begin a section."""
        cmds.editorTemplate(beginLayout=name, collapse=collapse)

    def endLayout(self) -> None:
        """End a section."""
        cmds.editorTemplate(endLayout=True)

    def beginScrollLayout(self) -> None:
        """Begin the scrolled part."""
        cmds.editorTemplate(beginScrollLayout=True)

    def endScrollLayout(self) -> None:
        """End the scrolled part."""
        cmds.editorTemplate(endScrollLayout=True)

    def beginNoOptimize(self) -> None:
        """Begin a part that is built anew for each node."""
        cmds.editorTemplate(beginNoOptimize=True)

    def endNoOptimize(self) -> None:
        """End a part that is built anew for each node."""
        cmds.editorTemplate(endNoOptimize=True)

    def interruptOptimize(self) -> None:
        """Build anew from here."""
        cmds.editorTemplate(interruptOptimize=True)

    def dimControl(self, nodeName: str, control: str, state: bool) -> None:
        """Grey an attribute out."""
        cmds.editorTemplate(dimControl=(nodeName, control, state))

    def addSeparator(self) -> None:
        """Add a line."""
        cmds.editorTemplate(addSeparator=True)

    def addComponents(self) -> None:
        """Add the table of components."""
        cmds.editorTemplate(addComponents=True)

    def addExtraControls(self, label: str | None = None) -> None:
        """Show all that was neither shown nor hidden."""
        cmds.editorTemplate(
            addExtraControls=True, **({"extraControlsLabel": label} if label else {})
        )
