"""Widgets as records: names, parents, properties. Nothing is drawn; `press` and `answers` stand for the user."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from maya._core import qt_widgets
from maya._core.session import session

MAIN_WINDOW = "MayaWindow"
GLOBALS = {
    "gMainWindow": MAIN_WINDOW,
    "gShelfTopLevel": "MayaWindow|workspacePanelLayout|Shelf|MainShelfLayout|formLayout17|ShelfLayout",
    "gMainShelfTopLevel": "MayaWindow|workspacePanelLayout|Shelf|MainShelfLayout|formLayout17|ShelfLayout",
    "gPlayBackSlider": "MayaWindow|toolBar6|MainPlaybackRangeLayout|timeControl1",
    "gMainProgressBar": "MayaWindow|toolBar7|MainHelpLineLayout|mainProgressBar",
    "gMainPane": "MayaWindow|workspacePanelLayout|mainPane",
    "gMainFileMenu": "mainFileMenu",
    "gMainEditMenu": "mainEditMenu",
    "gMainCreateMenu": "mainCreateMenu",
    "gMainModifyMenu": "mainModifyMenu",
    "gMainDisplayMenu": "mainDisplayMenu",
    "gMainWindowMenu": "mainWindowMenu",
    "gMainHelpMenu": "mainHelpMenu",
    "gChannelBoxName": "mainChannelBox",
    "gCommandReporter": "cmdScrollFieldReporter1",
    "gCommandLineForm": "commandLineForm",
    "gMainCreateMenuName": "mainCreateMenu",
}
_MENUS = ("File", "Edit", "Create", "Select", "Modify", "Display", "Windows", "Help")


@dataclass(eq=False)
class Widget:
    """One UI object; ``kind`` is the command that made it."""

    kind: str
    name: str
    parent: Widget | None = None
    children: list[Widget] = field(default_factory=list)
    properties: dict[str, Any] = field(default_factory=dict)
    shown: bool = False

    def path(self) -> str:
        """Names from the window down."""
        return f"{self.parent.path()}|{self.name}" if self.parent is not None else self.name

    def below(self) -> Iterator[Widget]:
        """Everything inside."""
        for child in self.children:
            yield child
            yield from child.below()


@dataclass
class Interface:
    """All UI objects of a session with windows."""

    tops: list[Widget] = field(default_factory=list)
    current: Widget | None = None
    current_menu: Widget | None = None
    current_collection: Widget | None = None
    answers: list[Any] = field(default_factory=list)
    messages: list[tuple[str, str]] = field(default_factory=list)
    counters: dict[str, int] = field(default_factory=dict)

    def everything(self) -> Iterator[Widget]:
        """All widgets."""
        for top in self.tops:
            yield top
            yield from top.below()

    def find(self, name: str, kind: str = "") -> Widget | None:
        """A widget by its name or path, of a kind if that is given."""
        tail = name.split("|")
        for widget in self.everything():
            if widget.name != tail[-1] or (kind and widget.kind != kind):
                continue
            names = widget.path().split("|")
            if len(tail) == 1 or _in_order(tail, names):
                return widget
        return None

    def free_name(self, kind: str) -> str:
        """``button12``: a name that no widget has."""
        while True:
            number = self.counters[kind] = self.counters.get(kind, 0) + 1
            if self.find(f"{kind}{number}") is None:
                return f"{kind}{number}"

    def add(
        self, kind: str, name: str, parent: Widget | None, properties: dict[str, Any] | None = None
    ) -> Widget:
        """Make a widget."""
        widget = Widget(kind, name, parent, properties=dict(properties or {}))
        if parent is None:
            self.tops.append(widget)
        else:
            parent.children.append(widget)
        if kind == "workspaceControl":
            qt_widgets.make_control(name, str(widget.properties.get("label") or name))
        return widget

    def remove(self, widget: Widget) -> None:
        """Take a widget away with what is inside."""
        for child in list(widget.children):
            self.remove(child)
        (self.tops if widget.parent is None else widget.parent.children).remove(widget)
        for attribute in ("current", "current_menu", "current_collection"):
            if getattr(self, attribute) is widget:
                setattr(self, attribute, widget.parent if attribute == "current" else None)
        for function in list(session.state.get("ui_deleted", ())):
            function(widget)
        if widget.kind == "workspaceControl":
            qt_widgets.remove_control(widget.name)


def _in_order(wanted: list[str], names: list[str]) -> bool:
    """Whether the wanted names come in this order among the names, the last one last."""
    place = 0
    for name in names:
        if place < len(wanted) and name == wanted[place]:
            place += 1
    return place == len(wanted) and names[-1] == wanted[-1]


def interface() -> Interface:
    """The widgets of this session, the main window first."""
    found = session.state.get("interface")
    if found is None:
        found = session.state["interface"] = Interface()
        _main_window(found)
    return found


def _main_window(made: Interface) -> None:
    window = made.add("window", MAIN_WINDOW, None, {"title": "Autodesk MAYA 2025", "visible": True})
    window.shown = True
    for label in _MENUS:
        made.add("menu", f"main{label}Menu", window, {"label": label})
    for path, kind in (
        (GLOBALS["gShelfTopLevel"], "shelfTabLayout"),
        (GLOBALS["gPlayBackSlider"], "timeControl"),
        (GLOBALS["gMainProgressBar"], "progressBar"),
        (GLOBALS["gMainPane"], "paneLayout"),
    ):
        place = window
        names = path.split("|")[1:]
        for number, name in enumerate(names):
            inner = next((child for child in place.children if child.name == name), None)
            place = inner or made.add(
                kind if number == len(names) - 1 else "formLayout", name, place
            )
    top = made.find(GLOBALS["gShelfTopLevel"])
    for shelf in ("CurvesSurfaces", "Polygons", "Rigging", "Animation", "Custom"):
        made.add("shelfLayout", shelf, top)
    if top is not None:
        top.properties["selectTab"] = "Custom"


def press(name: str, *arguments: Any) -> Any:
    """Do what a click on a button or menu item does; check boxes change their value.

    Raises
    ------
    RuntimeError
        If there is no such widget.
    """
    from maya._files import mel

    widget = interface().find(name)
    if widget is None:
        raise RuntimeError(f"Object '{name}' not found.\n")
    given = widget.properties
    if (
        widget.kind in ("checkBox", "symbolCheckBox", "iconTextCheckBox")
        or given.get("checkBox") is not None
    ):
        key = "checkBox" if widget.kind == "menuItem" else "value"
        given[key] = arguments[0] if arguments else not given.get(key, False)
        arguments = (given[key],)
        function = given.get("onCommand" if given[key] else "offCommand")
        if function is not None:
            mel.call(function, *arguments)
    elif not arguments and widget.kind in ("button", "menuItem"):
        arguments = (False,)
    command = (
        given.get("command") if given.get("command") is not None else given.get("changeCommand")
    )
    if command is None:
        return None
    if isinstance(command, str):
        language = given.get("sourceType")
        return mel.run_text(command, language) if language else mel.run_callback(command)
    return command(*arguments)


def set_batch(batch: bool) -> None:
    """Switch between the two personalities; the widgets are forgotten."""
    session.batch = batch
    session.state.pop("interface", None)
    session.state.pop("mel_globals", None)
