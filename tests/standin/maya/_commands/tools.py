"""Tools, contexts, hotkeys, run-time commands, panels."""

from __future__ import annotations

from typing import Any, ClassVar

from maya._commands.declared import declared, not_made
from maya._commands.flags import COMMANDS, Flags
from maya._commands.flags import command as flagless
from maya._core.interface import interface
from maya._core.session import session
from maya._files import mel

_BUILT_IN = (
    "selectSuperContext",
    "moveSuperContext",
    "RotateSuperContext",
    "scaleSuperContext",
    "manipMoveContext",
)


def contexts() -> dict[str, dict[str, Any]]:
    """Tool contexts by name."""
    if "contexts" not in session.state:
        session.state["contexts"] = {name: {"kind": "builtIn"} for name in _BUILT_IN}
        session.state["current_context"] = "selectSuperContext"
    return session.state["contexts"]


def _callback(name: str, which: str) -> None:
    context = contexts().get(name, {})
    user = context.get("user")
    if user is not None:
        function = getattr(
            user,
            {"initialize": "toolOnSetup", "finalize": "toolOffCleanup"}.get(which, which),
            None,
        )
        if function is not None:
            function(None) if which == "initialize" else function()
    if context.get(which) is not None:
        mel.call(context[which])


@declared("setToolTo")
def set_tool_to(flags: Flags, *names: Any) -> None:
    """Take another tool."""
    if not names or names[0] not in contexts():
        raise RuntimeError(f"No such tool: {names[0] if names else ''}\n")
    _callback(session.state["current_context"], "finalize")
    session.state["current_context"] = names[0]
    _callback(names[0], "initialize")


@declared("currentCtx")
def current_ctx(flags: Flags, *names: Any) -> str:
    """The name of the tool in use."""
    contexts()
    return session.state["current_context"]


@declared("contextInfo", any_mode=True)
def context_info(flags: Flags, *names: Any) -> Any:
    """Ask about a context."""
    if flags.get("exists"):
        return names[0] in contexts()
    if flags.get("escapeContext"):
        return "selectSuperContext"
    context = contexts().get(names[0]) if names else None
    if context is None:
        raise RuntimeError(f"No such context: {names[0] if names else ''}\n")
    return context["kind"] if flags.get("c") else context.get("title", names[0])


@declared("draggerContext", any_mode=True)
def dragger_context(flags: Flags, *names: Any) -> Any:
    """A tool whose presses and drags call scripts."""
    name = names[0] if names else f"draggerContext{len(contexts())}"
    if flags.get("exists"):
        return name in contexts()
    if flags.query:
        if name not in contexts():
            raise RuntimeError(f"Object '{name}' not found.\n")
        flag = next(iter(flags), "")
        usual = {
            "anchorPoint": [0.0, 0.0, 0.0],
            "dragPoint": [0.0, 0.0, 0.0],
            "button": 1,
            "modifier": "none",
            "space": "world",
            "cursor": "default",
        }
        return contexts()[name].get(flag, usual.get(flag))
    if flags.edit and name not in contexts():
        raise RuntimeError(f"Object '{name}' not found.\n")
    if not flags.edit and name in contexts():
        raise RuntimeError(f"Object's name '{name}' is not unique.\n")
    contexts().setdefault(name, {"kind": "draggerContext"}).update(flags)
    return name


def drag(
    name: str, points: list[tuple[float, float, float]], button: int = 1, modifier: str = "none"
) -> None:
    """Do what the user's mouse does with a dragger context: press, drag, release."""
    context = contexts()[name]
    context.update(
        anchorPoint=list(points[0]), dragPoint=list(points[0]), button=button, modifier=modifier
    )
    for place, command in enumerate(["prePressCommand", "pressCommand"]):
        del place
        if context.get(command) is not None:
            mel.call(context[command])
    for point in points[1:]:
        context["dragPoint"] = list(point)
        if context.get("dragCommand") is not None:
            mel.call(context["dragCommand"])
    if context.get("releaseCommand") is not None:
        mel.call(context["releaseCommand"])


def _records(kind: str) -> dict[str, dict[str, Any]]:
    return session.state.setdefault(kind, {})


@declared("runTimeCommand")
def run_time_command(flags: Flags, *names: Any) -> Any:
    """Named commands that appear in the Hotkey Editor and can be called by name."""
    known = _records("runTimeCommands")
    user = [name for name, record in known.items() if not record.get("default")]
    lists = {
        "commandArray": list(known), "userCommandArray": user,
        "defaultCommandArray": [name for name in known if name not in user],
    }  # fmt: skip
    if flags.query:
        for flag, value in lists.items():
            if flag in flags:
                return value or None
        counts = {
            "numberOfCommands": len(known),
            "numberOfUserCommands": len(user),
            "numberOfDefaultCommands": len(known) - len(user),
        }
        for flag, count in counts.items():
            if flag in flags:
                return count
        record = _record(known, names)
        return next((record.get(flag, "") for flag in flags), None)
    if flags.get("exists"):
        return bool(names) and names[0] in known
    if flags.edit:
        record = _record(known, names)
        if flags.get("delete"):
            if record.get("default"):
                raise RuntimeError("Default runtime commands cannot be deleted.\n")
            known.pop(names[0])
            _forget_command(names[0])
            return names[0]
        record.update(flags)
        return names[0]
    name = names[0] if names else f"runTimeCommand{len(known) + 1}"
    if name in known or (name in COMMANDS):
        raise RuntimeError(f"Runtime command '{name}' already exists.\n")
    known[name] = dict(flags)
    COMMANDS[name] = _RunTime(name)
    return name


def _record(known: dict[str, dict[str, Any]], names: tuple[Any, ...]) -> dict[str, Any]:
    if not names or names[0] not in known:
        raise RuntimeError(f"Runtime command '{names[0] if names else ''}' not found.\n")
    return known[names[0]]


def _forget_command(name: str) -> None:
    if isinstance(COMMANDS.get(name), _RunTime):
        COMMANDS.pop(name)


class _RunTime:
    """A run-time command as an entry of ``maya.cmds``."""

    modes = ""
    flags: ClassVar[dict[str, Any]] = {}
    shorts: ClassVar[dict[str, Any]] = {}

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, *objects: Any, **given: Any) -> Any:
        record = _records("runTimeCommands")[self.name]
        command = record.get("command")
        if not isinstance(command, str):
            return mel.call(command) if command is not None else None
        language = record.get("commandLanguage")
        return mel.run_text(command, language) if language else mel.run_callback(command)


@declared("nameCommand")
def name_command(flags: Flags, *names: Any) -> Any:
    """A name that hotkeys refer to; its text is MEL."""
    known = _records("nameCommands")
    if flags.query:
        return next((known.get(names[0], {}).get(flag, "") for flag in flags), None)
    name = names[0] if names else f"NameCom{len(known) + 1}"
    known[name] = dict(flags)
    return name


@declared("hotkeySet", any_mode=True)
def hotkey_set(flags: Flags, *names: Any) -> Any:
    """Sets of hotkeys."""
    known = session.state.setdefault("hotkeySets", {"Maya_Default": {}})
    current = session.state.setdefault("hotkeySet", "Maya_Default")
    if flags.query:
        if flags.get("hotkeySetArray"):
            return list(known)
        return current if flags.get("current") else len(known)
    if flags.get("exists"):
        return bool(names) and names[0] in known
    name = names[0] if names else ""
    if flags.edit:
        if name not in known:
            raise RuntimeError(f"Hotkey set '{name}' not found.\n")
        if flags.get("delete"):
            known.pop(name)
            session.state["hotkeySet"] = "Maya_Default"
        if "rename" in flags:
            known[flags["rename"]] = known.pop(name)
    else:
        if name in known:
            raise RuntimeError(f"Hotkey set '{name}' already exists.\n")
        known[name] = dict(known.get(flags.get("source", ""), {}))
    if flags.get("current"):
        session.state["hotkeySet"] = name
    return name


_MODIFIERS = ("altModifier", "ctrlModifier", "commandModifier", "shiftModifier", "ctxClient")


def _key(flags: Flags, names: tuple[Any, ...]) -> tuple[Any, ...]:
    return (
        flags.get("keyShortcut") or (names[0] if names else ""),
        *(flags.get(name, False) for name in _MODIFIERS),
    )


@declared("hotkey", any_mode=True)
def hotkey(flags: Flags, *names: Any) -> Any:
    """Keys of the current set."""
    sets = session.state.setdefault("hotkeySets", {"Maya_Default": {}})
    current = session.state.setdefault("hotkeySet", "Maya_Default")
    keys = sets[current]
    if flags.query:
        record = keys.get(_key(flags, names), {})
        return next((record.get(flag) for flag in ("name", "releaseName") if flags.get(flag)), None)
    if flags.get("factorySettings"):
        keys.clear()
        return None
    if flags.get("autoSave"):
        return None
    if current == "Maya_Default":
        raise RuntimeError("The factory default hotkey set cannot be changed.\n")
    keys[_key(flags, names)] = {
        name: flags[name] for name in ("name", "releaseName", "pressCommandRepeat") if name in flags
    }
    return None


@declared("hotkeyCheck")
def hotkey_check(flags: Flags, *names: Any) -> Any:
    """What is on a key."""
    current = session.state.setdefault("hotkeySet", "Maya_Default")
    keys = session.state.setdefault("hotkeySets", {"Maya_Default": {}}).get(current, {})
    wanted = flags.get("keyString", "")
    return next((record.get("name", "") for key, record in keys.items() if key[0] == wanted), "")


@declared("refresh")
def refresh(flags: Flags, *names: Any) -> None:
    """Draw; suspending has to be balanced."""
    if "suspend" in flags:
        depth = session.state.get("refresh_suspended", 0) + (1 if flags["suspend"] else -1)
        session.state["refresh_suspended"] = max(depth, 0)
        return
    if session.batch or (session.state.get("refresh_suspended", 0) and not flags.get("force")):
        return
    session.state["refreshes"] = session.state.get("refreshes", 0) + 1


@declared("getPanel")
def get_panel(flags: Flags, *names: Any) -> Any:
    """Panels of the main window."""
    if session.batch:
        return None
    panels = ["modelPanel1", "modelPanel2", "modelPanel3", "modelPanel4"]
    if flags.get("withFocus") or flags.get("underPointer"):
        return "modelPanel4"
    if "type" in flags:
        return panels if flags["type"] == "modelPanel" else None
    if "typeOf" in flags:
        return "modelPanel" if flags["typeOf"] in panels else ""
    if flags.get("visiblePanels"):
        return ["modelPanel4"]
    if flags.get("all"):
        return [*panels, "outlinerPanel1", "graphEditor1", "scriptEditorPanel1"]
    raise not_made("getPanel", *flags)


@declared("uiTemplate", any_mode=True)
def ui_template(flags: Flags, *names: Any) -> Any:
    """Named sets of usual properties."""
    known = session.state.setdefault("ui_templates", {"DefaultTemplate", "attributeEditorTemplate"})
    if flags.get("exists"):
        return names[0] in known
    known.add(names[0])
    return names[0]


@declared("setUITemplate")
def set_ui_template(flags: Flags, *names: Any) -> Any:
    """Use a set of usual properties."""
    stack: list[str] = session.state.setdefault("ui_template_stack", [])
    if flags.query:
        return stack[-1] if stack else None
    if "pushTemplate" in flags:
        stack.append(str(flags["pushTemplate"]))
    elif flags.get("popTemplate") and stack:
        stack.pop()
    return None


@declared("saveAllShelves")
def save_all_shelves(flags: Flags, *names: Any) -> Any:
    """Write the shelves: reports success and, as in Maya, need not have saved anything."""
    if not session.batch:
        interface()
    return True


@declared("headsUpDisplay", any_mode=True)
def heads_up_display(flags: Flags, *names: Any) -> Any:
    """Texts drawn over the viewport."""
    if session.batch:
        return None
    known = _records("headsUpDisplays")
    if flags.get("listHeadsUpDisplays"):
        return list(known)
    if flags.query and flags.get("nextFreeBlock") is not None:
        return 1 + sum(
            1 for record in known.values() if record.get("section") == flags["nextFreeBlock"]
        )
    name = names[0] if names else ""
    if flags.get("exists"):
        return name in known
    if flags.get("remove"):
        known.pop(name, None)
        return None
    if flags.query:
        record = known[name]
        if flags.get("scriptResult"):
            return mel.call(record["command"])
        return next((record.get(flag) for flag in flags), None)
    known.setdefault(name, {}).update(flags)
    return name


@declared("editorTemplate")
def editor_template(flags: Flags, *names: Any) -> Any:
    """What a template of the Attribute Editor asks for: kept in order, for tests to read."""
    if session.batch:
        return None
    steps: list[tuple[dict[str, Any], tuple[Any, ...]]] = session.state.setdefault(
        "editor_template", []
    )
    if "listExtraAttributes" in flags:
        return None
    steps.append((dict(flags), names))
    return None


@flagless("refreshEditorTemplates", undoable=False)
def refresh_editor_templates(flags: Flags, *names: Any) -> None:
    """Build the Attribute Editor anew; there is none to build."""
