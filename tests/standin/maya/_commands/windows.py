"""Windows, dialogs, workspace controls: what is more than a widget with properties."""

from __future__ import annotations

from typing import Any

from maya._commands.declared import declared, not_made
from maya._commands.flags import COMMANDS, Flags
from maya._commands.widgets import ask, edit, needed
from maya._core import qt_widgets
from maya._core.interface import MAIN_WINDOW, Widget, interface
from maya._core.session import session
from maya._files import mel


@declared("showWindow")
def show_window(flags: Flags, *names: Any) -> None:
    """Show a window."""
    if session.batch:
        return
    state = interface()
    windows = [widget for widget in state.tops if widget.kind == "window"]
    window = needed(names[0], "window") if names else windows[-1]
    window.shown = True
    window.properties["visible"] = True


@declared("deleteUI")
def delete_ui(flags: Flags, *names: Any) -> None:
    """Take widgets away."""
    if session.batch:
        return
    for name in names:
        for widget in _wanted(name):
            closing = widget.properties.get("closeCommand")
            if closing is not None and widget.kind in ("window", "workspaceControl"):
                mel.call(closing)
            interface().remove(widget)


def _wanted(name: str) -> list[Widget]:
    if "*" in name:
        import fnmatch

        return [
            widget
            for widget in list(interface().everything())
            if fnmatch.fnmatchcase(widget.name, name)
        ]
    contexts: dict[str, Any] = session.state.get("contexts", {})
    if name in contexts and interface().find(name) is None:
        contexts.pop(name)
        return []
    return [needed(name)]


@declared("renameUI")
def rename_ui(flags: Flags, *names: Any) -> Any:
    """Give a widget another name."""
    if session.batch:
        return None
    widget = needed(names[0])
    widget.name = names[1]
    return widget.path()


@declared("setParent")
def set_parent(flags: Flags, *names: Any) -> Any:
    """Where following widgets go."""
    if session.batch:
        return None
    state = interface()
    attribute = "current_menu" if flags.get("menu") else "current"
    if flags.query:
        place = getattr(state, attribute)
        return place.path() if place is not None else "NONE"
    place = getattr(state, attribute)
    if flags.get("topLevel"):
        while place is not None and place.parent is not None:
            place = place.parent
    elif flags.get("upLevel") or (names and names[0] == ".."):
        if place is None:
            raise RuntimeError("There is no parent.\n")
        place = (
            place.parent
            if attribute == "current"
            or (place.parent and place.parent.kind in ("menu", "menuItem", "popupMenu"))
            else place
        )
    elif names and names[0] == "|":
        while place is not None and place.parent is not None:
            place = place.parent
    elif names:
        place = needed(names[0])
    setattr(state, attribute, place)
    return place.path() if place is not None else None


# -- dialogs ---------------------------------------------------------------------------------------


def _answer(usual: Any) -> Any:
    """What the user says: the next of the prepared answers, or the usual one."""
    answers = interface().answers
    return answers.pop(0) if answers else usual


@declared("confirmDialog")
def confirm_dialog(flags: Flags, *names: Any) -> Any:
    """A question with buttons; gives the name of the pressed one."""
    if session.batch:
        return None
    interface().messages.append(("confirmDialog", flags.get("message", "")))
    buttons = flags.get("button") or ["Confirm"]
    return _answer(
        flags.get("dismissString")
        or flags.get("cancelButton")
        or (flags.get("defaultButton") or buttons[0] if len(buttons) == 1 else "dismiss")
    )


@declared("promptDialog")
def prompt_dialog(flags: Flags, *names: Any) -> Any:
    """A question with a text field."""
    if session.batch:
        return None
    if flags.query:
        return session.state.get("prompt_text", "")
    interface().messages.append(("promptDialog", flags.get("message", "")))
    session.state["prompt_text"] = flags.get("text", "")
    answer = _answer(flags.get("dismissString") or flags.get("cancelButton") or "dismiss")
    if isinstance(answer, tuple):
        answer, session.state["prompt_text"] = answer
    return answer


@declared("fileDialog2")
def file_dialog2(flags: Flags, *names: Any) -> Any:
    """A file browser; gives a list of paths, None if it was cancelled."""
    if session.batch:
        return None
    answer = _answer(None)
    return [answer] if isinstance(answer, str) else answer


@declared("fileDialog")
def file_dialog(flags: Flags, *names: Any) -> Any:
    """The old file browser."""
    return None if session.batch else _answer("")


@declared("layoutDialog")
def layout_dialog(flags: Flags, *names: Any) -> Any:
    """A dialog that a script fills; ``dismiss`` ends it."""
    if session.batch:
        return None
    if "dismiss" in flags:
        session.state["layout_answer"] = flags["dismiss"]
        return None
    state = interface()
    window = state.add("window", state.free_name("layoutDialog"), None)
    before, state.current = state.current, state.add("formLayout", "layoutDialogForm", window)
    session.state.pop("layout_answer", None)
    if "uiScript" in flags:
        mel.call(flags["uiScript"])
    state.remove(window)
    state.current = before
    return session.state.pop("layout_answer", None) or _answer("dismiss")


@declared("progressWindow", any_mode=True)
def progress_window(flags: Flags, *names: Any) -> Any:
    """The one progress window."""
    if session.batch:
        return None
    state = interface()
    window = state.find("progressWindow1")
    if flags.query:
        if window is None:
            raise RuntimeError("No progress window.\n")
        usual = {
            "isCancelled": False,
            "maxValue": 100,
            "minValue": 0,
            "progress": 0,
            "status": "",
            "title": "",
            "isInterruptable": False,
        }
        return next(
            (window.properties.get(name, usual[name]) for name in flags if name in usual), None
        )
    if flags.get("endProgress"):
        if window is not None:
            state.remove(window)
        return None
    if not flags.edit:
        if window is not None:
            return False
        window = state.add("progressWindow", "progressWindow1", None)
    if window is None:
        raise RuntimeError("No progress window.\n")
    if "step" in flags:
        flags["progress"] = min(
            window.properties.get("progress", 0) + flags.pop("step"),
            window.properties.get("maxValue", 100),
        )
    edit(window, flags)
    return True


@declared("inViewMessage")
def in_view_message(flags: Flags, *names: Any) -> None:
    """A message in the viewport."""
    if session.batch:
        return
    text = flags.get("message") or flags.get("assistMessage") or flags.get("statusMessage") or ""
    if text:
        interface().messages.append(("inViewMessage", text))


@declared("headsUpMessage")
def heads_up_message(flags: Flags, *names: Any) -> None:
    """A message in the viewport, the old way."""
    if not session.batch:
        interface().messages.append(("headsUpMessage", " ".join(map(str, names))))


@declared("colorEditor", any_mode=True)
def color_editor(flags: Flags, *names: Any) -> Any:
    """The colour chooser; the answer is a colour."""
    if session.batch:
        return None
    if flags.query:
        return (
            list(session.state.get("color", (0.0, 0.0, 0.0)))
            if flags.get("rgbValue")
            else bool(session.state.get("color_result"))
        )
    answer = _answer(None)
    session.state["color_result"] = answer is not None
    session.state["color"] = (
        answer if answer is not None else flags.get("rgbValue", (0.0, 0.0, 0.0))
    )
    return None


# -- workspace controls ----------------------------------------------------------------------------


def _states() -> dict[str, dict[str, Any]]:
    return session.state.setdefault("workspaceControlStates", {})


@declared("workspaceControl", any_mode=True)
def workspace_control(flags: Flags, *names: Any) -> Any:
    """A dockable panel that a script fills."""
    if session.batch:
        return False if flags.get("exists") else None
    state = interface()
    name = names[0] if names else state.free_name("workspaceControl")
    widget = state.find(name, "workspaceControl")
    if flags.get("exists"):
        return widget is not None
    if flags.query:
        return _ask_workspace(needed(name, "workspaceControl"), flags)
    if flags.edit:
        _edit_workspace(needed(name, "workspaceControl"), flags)
        return name
    if widget is not None:
        raise RuntimeError(f"Object's name '{name}' is not unique.\n")
    label = flags.get("label", name)
    widget = state.add("workspaceControl", name, state.tops[0], {"label": label})
    edit(widget, flags)
    _states()[name] = {"label": label, "uiScript": flags.get("uiScript")}
    _show(widget, flags.get("visible", True))
    if flags.get("loadImmediately") or widget.shown:
        fill(widget)
    return name


def fill(widget: Widget) -> None:
    """Run the script of a workspace control inside of it."""
    state = interface()
    for child in list(widget.children):
        state.remove(child)
    before, state.current = state.current, widget
    session.state["qt_current_parent"] = qt_widgets.registered().get(widget.name)
    widget.properties["__filled__"] = True
    try:
        if widget.properties.get("uiScript") is not None:
            mel.call(widget.properties["uiScript"])
    finally:
        state.current = before
        session.state["qt_current_parent"] = None


def _show(widget: Widget, shown: bool) -> None:
    widget.shown = shown
    qt_widgets.show_control(widget.name, shown)


def _ask_workspace(widget: Widget, flags: Flags) -> Any:
    usual = {
        "visible": widget.shown,
        "floating": True,
        "collapse": False,
        "label": widget.name,
        "r": widget.shown,
        "width": 300,
        "height": 300,
    }
    for name in flags:
        if name in ("visible", "r"):
            return widget.shown
        if name in usual:
            return widget.properties.get(name, usual[name])
        if name == "stateString":
            return repr(_states().get(widget.name, {}))
    return ask(widget, flags, COMMANDS["workspaceControl"].flags)


def _edit_workspace(widget: Widget, flags: Flags) -> None:
    if flags.get("close"):
        _close(widget)
        return
    if flags.get("restore") or flags.get("r") or flags.get("visible"):
        _show(widget, True)
        if not widget.properties.get("__filled__"):
            fill(widget)
    if flags.get("visible") is False:
        _show(widget, False)
    changed = "visible" in flags and "visibleChangeCommand" in widget.properties
    if "tabToControl" in flags or "dockToMainWindow" in flags or "dockToControl" in flags:
        flags["floating"] = False
    edit(
        widget,
        Flags(
            {key: value for key, value in flags.items() if key not in ("restore", "r", "visible")}
        ),
    )
    if "uiScript" in flags:
        _states().setdefault(widget.name, {})["uiScript"] = flags["uiScript"]
        if widget.shown:
            fill(widget)
    if changed:
        mel.call(widget.properties["visibleChangeCommand"])


def _close(widget: Widget) -> None:
    _show(widget, False)
    if widget.properties.get("closeCommand") is not None:
        mel.call(widget.properties["closeCommand"])
    if widget.properties.get("retain") is False and widget in list(interface().everything()):
        interface().remove(widget)


@declared("workspaceControlState", any_mode=True)
def workspace_control_state(flags: Flags, *names: Any) -> Any:
    """What the workspace remembers about a control."""
    if session.batch:
        return False if flags.get("exists") else None
    name = names[0]
    if flags.get("exists"):
        return name in _states()
    if flags.get("remove"):
        if interface().find(name, "workspaceControl") is not None:
            raise RuntimeError(f"The control '{name}' is in use.\n")
        _states().pop(name, None)
        return None
    if name not in _states():
        raise RuntimeError(f"Object '{name}' not found.\n")
    if flags.query:
        return next((_states()[name].get(flag, 0) for flag in flags), None)
    _states()[name].update(flags)
    return name


@declared("workspaceLayoutManager")
def workspace_layout_manager(flags: Flags, *names: Any) -> Any:
    """Workspaces; switching to another one makes its controls anew, as at the start of Maya."""
    if session.batch:
        return None
    if flags.get("listLayouts"):
        return ["Maya Classic", "Modeling - Standard", "Animation", "Rigging"]
    if flags.get("current"):
        return session.state.get("workspace_layout", "Maya Classic")
    if "setCurrent" in flags or "restoreFrom" in flags or flags.get("reset"):
        session.state["workspace_layout"] = flags.get("setCurrent", "Maya Classic")
        restore_controls()
        return None
    raise not_made("workspaceLayoutManager", *flags)


def restore_controls() -> None:
    """Make all remembered controls again by their scripts (texts only), plug-ins loaded or not."""
    state = interface()
    for name, remembered in list(_states().items()):
        widget = state.find(name, "workspaceControl")
        if widget is None:
            widget = state.add(
                "workspaceControl", name, state.tops[0], {"label": remembered.get("label")}
            )
        script = remembered.get("uiScript")
        if isinstance(script, str):
            _show(widget, True)
            widget.properties["uiScript"] = script
            fill(widget)


@declared("windowPref", any_mode=True)
def window_pref(flags: Flags, *names: Any) -> Any:
    """Remembered places of windows."""
    if session.batch:
        return False if flags.get("exists") else None
    known: dict[str, dict[str, Any]] = session.state.setdefault("windowPrefs", {})
    if flags.get("removeAll"):
        known.clear()
        return None
    name = names[0] if names else ""
    if flags.get("exists"):
        return name in known
    if flags.get("remove"):
        if name not in known:
            raise RuntimeError(f"Window preference '{name}' not found.\n")
        known.pop(name)
        return None
    if flags.query:
        return known.get(name, {}).get(next(iter(flags), ""), 0)
    known.setdefault(name, {}).update(flags)
    return name


__all__ = ["MAIN_WINDOW", "fill", "restore_controls"]
