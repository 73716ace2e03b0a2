"""The commands of widgets: all of them keep what they are given, and answer what they are asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from maya._commands.declared import declared, tables
from maya._commands.flags import COMMANDS, Flag, Flags
from maya._core.interface import Interface, Widget, interface
from maya._core.session import session

LAYOUTS = [
    "columnLayout",
    "rowLayout",
    "rowColumnLayout",
    "formLayout",
    "frameLayout",
    "scrollLayout",
    "tabLayout",
    "shelfTabLayout",
    "shelfLayout",
    "gridLayout",
    "paneLayout",
    "flowLayout",
    "menuBarLayout",
    "toolBar",
    "dockControl",
]
CONTROLS = [
    "button",
    "iconTextButton",
    "symbolButton",
    "symbolCheckBox",
    "iconTextCheckBox",
    "iconTextRadioButton",
    "checkBox",
    "checkBoxGrp",
    "radioButton",
    "radioButtonGrp",
    "text",
    "textField",
    "textFieldGrp",
    "textFieldButtonGrp",
    "textScrollList",
    "iconTextScrollList",
    "scrollField",
    "intField",
    "intFieldGrp",
    "intSlider",
    "intSliderGrp",
    "floatField",
    "floatFieldGrp",
    "floatSlider",
    "floatSliderGrp",
    "floatSliderButtonGrp",
    "colorSliderGrp",
    "colorSliderButtonGrp",
    "colorIndexSliderGrp",
    "optionMenu",
    "optionMenuGrp",
    "separator",
    "image",
    "picture",
    "treeView",
    "progressBar",
    "helpLine",
    "toolButton",
    "attrControlGrp",
    "attrFieldGrp",
    "attrFieldSliderGrp",
    "attrColorSliderGrp",
    "attrEnumOptionMenu",
    "attrEnumOptionMenuGrp",
    "attrNavigationControlGrp",
    "nameField",
    "channelBox",
    "canvas",
    "cmdScrollFieldExecuter",
    "cmdScrollFieldReporter",
    "swatchDisplayPort",
    "messageLine",
    "rangeControl",
    "soundControl",
    "gradientControl",
    "gradientControlNoAttr",
    "iconTextStaticLabel",
    "falloffCurve",
    "timePort",
    "webBrowser",
    "shelfButton",
    "modelPanel",
    "modelEditor",
    "outlinerEditor",
    "outlinerPanel",
    "scriptedPanel",
]
COLLECTIONS = (
    "radioCollection",
    "iconTextRadioCollection",
    "radioMenuItemCollection",
    "toolCollection",
)
MENUS = ("menu", "popupMenu", "menuItem")
_TRUE = frozenset(
    {"visible", "enable", "manage", "enableKeyboardFocus", "sizeable", "titleBar", "exists"}
)
_NOT_KEPT = frozenset({"parent", "exists", "useTemplate", "defineTemplate"})

EDITORS: dict[str, Callable[[Widget, Flags], None]] = {}
ANSWERS: dict[str, Callable[[Widget, Flags], Any]] = {}
NOTHING = object()


def needed(name: Any, kind: str = "") -> Widget:
    """A widget by its name.

    Raises
    ------
    RuntimeError
        If there is none.
    """
    widget = interface().find(name, kind) if isinstance(name, str) else None
    if widget is None:
        raise RuntimeError(f"Object '{name}' not found.\n")
    return widget


def _run(kind: str, flags: Flags, names: tuple[Any, ...]) -> Any:
    if session.batch:
        return False if flags.get("exists") else None
    state = interface()
    generic = "" if kind in ("control", "layout") else kind
    if flags.get("exists"):
        return bool(names) and state.find(names[0], generic) is not None
    if flags.query or flags.edit or kind in ("control", "layout"):
        if not names:
            raise RuntimeError(f"{kind}: an object has to be named.\n")
        widget = needed(names[0], generic)
        if flags.query:
            return ask(widget, flags, COMMANDS[kind].flags)
        edit(widget, flags)
        return widget.path()
    return create(kind, names[0] if names else None, flags).path()


# -- making ----------------------------------------------------------------------------------------


def _parent(kind: str, state: Interface, flags: Flags) -> Widget | None:
    if isinstance(flags.get("parent"), str):
        return needed(flags["parent"])
    if kind == "window":
        return None
    if kind == "menuItem":
        if state.current_menu is None:
            raise RuntimeError("No menu for the item was found.\n")
        return state.current_menu
    if kind in COLLECTIONS:
        return state.current or state.tops[0]
    if kind == "menu":
        place = state.current
        while place is not None and place.parent is not None and place.kind != "menuBarLayout":
            place = place.parent
        return place or state.tops[0]
    if state.current is None:
        raise RuntimeError("Controls must have a layout. No layout found in window.\n")
    return state.current


def create(kind: str, name: str | None, flags: Flags) -> Widget:
    """Make a widget, keep its properties, and let following ones go into it."""
    state = interface()
    parent = _parent(kind, state, flags)
    if isinstance(name, str) and "|" in name:
        above, _, name = name.rpartition("|")
        parent = needed(above)
    siblings = state.tops if parent is None else parent.children
    if name and any(widget.name == name for widget in siblings):
        raise RuntimeError(f"Object's name '{name}' is not unique.\n")
    widget = state.add(kind, name or state.free_name(kind), parent)
    edit(widget, flags)
    if kind == "window" or kind in LAYOUTS:
        state.current = widget
    if kind in ("menu", "popupMenu", "optionMenu", "optionMenuGrp") or (
        kind == "menuItem" and flags.get("subMenu")
    ):
        state.current_menu = widget
    if kind in COLLECTIONS:
        state.current_collection = widget
    if kind in ("radioButton", "iconTextRadioButton", "toolButton"):
        collection = flags.get("collection")
        widget.properties["__collection__"] = (
            needed(collection) if collection else state.current_collection
        )
    return widget


def edit(widget: Widget, flags: Flags) -> None:
    """Change properties."""
    kept = Flags({name: value for name, value in flags.items() if name not in _NOT_KEPT})
    special = EDITORS.get(widget.kind)
    if special is not None:
        special(widget, kept)
    for name, value in kept.items():
        if isinstance(value, tuple) and isinstance(widget.properties.get(name), list):
            value = list(value)
        widget.properties[name] = value
    if "visible" in kept:
        widget.shown = kept["visible"]


# -- asking ----------------------------------------------------------------------------------------


def _items(widget: Widget) -> list[Widget]:
    return [child for child in widget.children if child.kind == "menuItem"]


def ask(widget: Widget, flags: Flags, known: dict[str, Flag]) -> Any:
    """The value of the first flag."""
    special = ANSWERS.get(widget.kind)
    if special is not None:
        answer = special(widget, flags)
        if answer is not NOTHING:
            return answer
    for name in flags:
        simple = _SIMPLE.get(name)
        if simple is not None:
            return simple(widget)
        if name in widget.properties:
            value = widget.properties[name]
            return list(value) if isinstance(value, tuple) else value
        return _default(known.get(name))
    return None


_SIMPLE: dict[str, Callable[[Widget], Any]] = {
    "fullPathName": lambda widget: widget.path(),
    "childArray": lambda widget: (
        [child.name for child in widget.children if child.kind not in MENUS] or None
    ),
    "numberOfChildren": lambda widget: len(
        [child for child in widget.children if child.kind not in MENUS]
    ),
    "itemArray": lambda widget: [child.name for child in _items(widget)] or None,
    "numberOfItems": lambda widget: len(_items(widget)),
    "itemListShort": lambda widget: [child.name for child in _items(widget)] or None,
    "itemListLong": lambda widget: [child.path() for child in _items(widget)] or None,
    "menuArray": lambda widget: (
        [child.name for child in widget.children if child.kind == "menu"] or None
    ),
    "numberOfMenus": lambda widget: len(
        [child for child in widget.children if child.kind == "menu"]
    ),
    "popupMenuArray": lambda widget: (
        [child.name for child in widget.children if child.kind == "popupMenu"] or None
    ),
    "numberOfPopupMenus": lambda widget: len(
        [child for child in widget.children if child.kind == "popupMenu"]
    ),
    "parent": lambda widget: widget.parent.path() if widget.parent else None,
    "isObscured": lambda widget: not is_visible(widget),
    "widthHeight": lambda widget: list(
        widget.properties.get(
            "widthHeight",
            (widget.properties.get("width", 100), widget.properties.get("height", 100)),
        )
    ),
}


def is_visible(widget: Widget) -> bool:
    """Whether the user could see it."""
    place: Widget | None = widget
    while place is not None:
        if place.properties.get("visible") is False or place.properties.get("manage") is False:
            return False
        if place.parent is None:
            return place.shown
        place = place.parent
    return False


def _default(flag: Flag | None) -> Any:
    if flag is None:
        return None
    if flag.long in _TRUE:
        return True
    values = {"bool": False, "int": 0, "float": 0.0, "str": "", "name": "", "callable": None}
    found = [values.get(kind) for kind in flag.kinds]
    return found[0] if len(found) == 1 else found


# -- lists, menus, radio buttons, bars -------------------------------------------------------------


def _edit_list(widget: Widget, flags: Flags) -> None:
    items: list[str] = widget.properties.setdefault("__items__", [])
    chosen: list[str] = widget.properties.setdefault("__chosen__", [])
    if flags.pop("removeAll", False):
        items.clear()
        chosen.clear()
    for text in flags.pop("removeItem", []):
        items.remove(text) if text in items else None
        chosen.remove(text) if text in chosen else None
    for place in sorted(flags.pop("removeIndexedItem", []), reverse=True):
        if 0 < place <= len(items):
            items.pop(place - 1)
    items.extend(flags.pop("append", []))
    for place, text in flags.pop("appendPosition", []):
        items.insert(max(place - 1, 0) if place else len(items), text)
    if flags.pop("deselectAll", False):
        chosen.clear()
    for text in flags.pop("deselectItem", []):
        chosen.remove(text) if text in chosen else None
    new = [
        *flags.pop("selectItem", []),
        *(items[n - 1] for n in flags.pop("selectIndexedItem", []) if 0 < n <= len(items)),
    ]
    many = flags.get("allowMultiSelection", widget.properties.get("allowMultiSelection", False))
    for text in new:
        if text not in items:
            raise RuntimeError(f"Item not found: {text}\n")
        if not many:
            chosen.clear()
        if text not in chosen:
            chosen.append(text)


def _ask_list(widget: Widget, flags: Flags) -> Any:
    items = widget.properties.get("__items__", [])
    chosen = widget.properties.get("__chosen__", [])
    answers = {
        "allItems": list(items) or None,
        "numberOfItems": len(items),
        "selectItem": list(chosen) or None,
        "selectIndexedItem": [items.index(text) + 1 for text in chosen] or None,
        "numberOfSelectedItems": len(chosen),
    }
    return next((answers[name] for name in flags if name in answers), NOTHING)


def _label(item: Widget) -> str:
    return item.properties.get("label", item.name)


def _edit_option(widget: Widget, flags: Flags) -> None:
    if flags.pop("deleteAllItems", False):
        for item in _items(widget):
            interface().remove(item)
    if "value" in flags:
        labels = [_label(item) for item in _items(widget)]
        value = flags.pop("value")
        if value not in labels:
            raise RuntimeError(f"Item not found: {value}\n")
        flags["select"] = labels.index(value) + 1
    if "select" in flags and not 0 < flags["select"] <= len(_items(widget)):
        raise RuntimeError("Index is out of range.\n")


def _ask_option(widget: Widget, flags: Flags) -> Any:
    items = _items(widget)
    place = widget.properties.get("select", 1 if items else 0)
    if "value" in flags:
        return _label(items[place - 1]) if 0 < place <= len(items) else None
    return place if "select" in flags else NOTHING


def _edit_menu(widget: Widget, flags: Flags) -> None:
    if flags.pop("deleteAllItems", False):
        for item in _items(widget):
            interface().remove(item)


def _edit_radio(widget: Widget, flags: Flags) -> None:
    if flags.pop("select", False):
        collection = widget.properties.get("__collection__")
        if collection is not None:
            collection.properties["select"] = widget.name
        else:
            widget.properties["__selected__"] = True


def _ask_radio(widget: Widget, flags: Flags) -> Any:
    if "select" not in flags:
        return NOTHING
    collection = widget.properties.get("__collection__")
    if collection is None:
        return widget.properties.get("__selected__", False)
    return collection.properties.get("select") == widget.name


def _ask_collection(widget: Widget, flags: Flags) -> Any:
    members = [
        each for each in interface().everything() if each.properties.get("__collection__") is widget
    ]
    if "collectionItemArray" in flags:
        return [each.path() for each in members] or None
    if "numberOfCollectionItems" in flags:
        return len(members)
    return widget.properties.get("select", "NONE") if "select" in flags else NOTHING


def _edit_bar(widget: Widget, flags: Flags) -> None:
    given = widget.properties
    if "step" in flags:
        given["progress"] = min(
            given.get("progress", 0) + flags.pop("step"),
            flags.get("maxValue", given.get("maxValue", 100)),
        )
    if flags.pop("beginProgress", False):
        given.update(progress=flags.get("progress", 0), isCancelled=False, __running__=True)
    if flags.pop("endProgress", False):
        given.update(__running__=False, isCancelled=False)


def _ask_bar(widget: Widget, flags: Flags) -> Any:
    usual = {"maxValue": 100, "minValue": 0, "progress": 0, "isCancelled": False}
    return next(
        (widget.properties.get(name, usual[name]) for name in flags if name in usual), NOTHING
    )


def _ask_tabs(widget: Widget, flags: Flags) -> Any:
    children = [child.name for child in widget.children]
    if "selectTab" in flags:
        return widget.properties.get("selectTab", children[0] if children else None)
    if "selectTabIndex" in flags:
        chosen = widget.properties.get("selectTab", children[0] if children else None)
        return children.index(chosen) + 1 if chosen in children else 0
    if "tabLabel" in flags or "tabLabelIndex" in flags:
        labels = dict(widget.properties.get("tabLabel", []))
        return [labels.get(name, name) for name in children] or None
    return NOTHING


EDITORS.update(
    {
        "textScrollList": _edit_list, "iconTextScrollList": _edit_list, "optionMenu": _edit_option,
        "optionMenuGrp": _edit_option, "menu": _edit_menu, "popupMenu": _edit_menu, "radioButton": _edit_radio,
        "iconTextRadioButton": _edit_radio, "toolButton": _edit_radio, "progressBar": _edit_bar,
    }
)  # fmt: skip
ANSWERS.update(
    {
        "textScrollList": _ask_list, "iconTextScrollList": _ask_list, "optionMenu": _ask_option,
        "optionMenuGrp": _ask_option, "radioButton": _ask_radio, "iconTextRadioButton": _ask_radio,
        "toolButton": _ask_radio, "progressBar": _ask_bar, "tabLayout": _ask_tabs, "shelfTabLayout": _ask_tabs,
        **dict.fromkeys(COLLECTIONS, _ask_collection),
    }
)  # fmt: skip


def _declare(kind: str) -> None:
    @declared(kind, any_mode=True)
    def widget_command(flags: Flags, *names: Any) -> Any:
        return _run(kind, flags, names)


for _kind in (
    "window",
    "control",
    "layout",
    *LAYOUTS,
    *CONTROLS,
    *COLLECTIONS,
    *MENUS,
    "timeControl",
):
    if _kind in tables():
        _declare(_kind)
