"""Everything public in the stand-in exists in the published tables: no invented names."""

from __future__ import annotations

import importlib
import types
from collections.abc import Iterator

import pytest
from maya import cmds
from maya._commands.flags import COMMANDS, Command

from scripts.maya_tables import allowances, api_2025, commands, stubs

FACADES = [
    "maya.OpenMaya",
    "maya.OpenMayaAnim",
    "maya.OpenMayaMPx",
    "maya.OpenMayaRender",
    "maya.OpenMayaUI",
    "maya.api.OpenMaya",
    "maya.api.OpenMayaAnim",
    "maya.api.OpenMayaRender",
    "maya.api.OpenMayaUI",
    "maya.mel",
    "maya.standalone",
    "maya.utils",
]

# What an object can be asked to do besides its methods.
PROTOCOLS = frozenset(
    f"__{name}__"
    for names in (
        ["add", "and", "call", "contains", "delitem", "div", "enter", "exit", "float", "getitem"],
        ["iadd", "imul", "int", "invert", "isub", "iter", "itruediv", "len", "mul", "neg", "next"],
        ["or", "radd", "rmul", "rsub", "setitem", "sub", "truediv", "xor"],
    )
    for name in names
)

# Public name -> why it may exist although the introspection of Maya 2026 does not list it.
NAMES_BEYOND_THE_TABLES: dict[str, str] = {}

_KEYS = "the documentation lists which-keys flags for creation only; examples query and edit them"
_LENIENT = "the documentation's modes are known to be incomplete; the stand-in does not check them"

# Command -> why its flags may be given in modes that the tables do not list.
MODES_NOT_CHECKED = {
    "cacheFile": _LENIENT,
    "deformer": _LENIENT,
    "keyTangent": _KEYS,
    "keyframe": _KEYS,
    "namespace": _LENIENT,
    "pasteKey": _KEYS,
    "pluginInfo": _LENIENT,
    "selectPref": _LENIENT,
    "setDrivenKeyframe": _KEYS,
    "setInfinity": _KEYS,
    "sets": "the flag's value names the set that is edited or asked; edit and query are left out",
    "skinPercent": _LENIENT,
    "transformLimits": "documented with query and edit only; its examples set limits without edit",
}

# Flags whose entry in the table is damaged.
BROKEN_ENTRIES = {("affects", "by")}

MODE_LETTERS = {"c": "create", "q": "query", "e": "edit"}


@pytest.mark.parametrize("name", FACADES)
def test_a_facade_says_what_is_public(name: str) -> None:
    module = importlib.import_module(name)
    assert isinstance(module.__all__, (list, tuple))
    leaked = public_names(module) - set(module.__all__) - {"annotations"}
    assert leaked == set(), "public without being in __all__"


@pytest.mark.parametrize("name", FACADES)
def test_names_of_a_facade_are_real(name: str) -> None:
    module = importlib.import_module(name)
    invented = set(module.__all__) - set(stubs.load(name).members)
    assert invented - NAMES_BEYOND_THE_TABLES.keys() == set()


@pytest.mark.parametrize("name", FACADES)
def test_members_of_classes_are_real(name: str) -> None:
    module = importlib.import_module(name)
    invented = {
        f"{key}.{member}"
        for key, kind in stubs.load(name).members.items()
        if kind == "class" and key in module.__all__
        for member in invented_members(f"{name}.{key}", getattr(module, key))
    }
    assert {each for each in invented if each not in NAMES_BEYOND_THE_TABLES} == set()


@pytest.mark.parametrize("name", FACADES)
def test_kinds_of_names_are_right(name: str) -> None:
    """A class of Maya is a class here, not a function that looks like one."""
    module = importlib.import_module(name)
    table = stubs.load(name).members
    for key in module.__all__:
        if table.get(key) == "class":
            assert isinstance(getattr(module, key), type), key
        elif table.get(key) == "function":
            assert callable(getattr(module, key)), key


@pytest.mark.parametrize("name", FACADES)
def test_bases_are_right(name: str) -> None:
    """What is derived in Maya is derived here, so that ``isinstance`` answers the same."""
    module = importlib.import_module(name)
    for key in module.__all__:
        own = getattr(module, key)
        if isinstance(own, type) and own.__mro__:
            expected = {each.name.rpartition(".")[2] for each in stubs.lineage(f"{name}.{key}")}
            assert expected <= {base.__name__ for base in own.__mro__}, key


def public_names(module: types.ModuleType) -> set[str]:
    return {
        key
        for key, value in vars(module).items()
        if not key.startswith("_") and not isinstance(value, types.ModuleType)
    }


def invented_members(full_name: str, own: type) -> Iterator[str]:
    table = real_members(full_name)
    if "__getitem__" in table:
        table.add("__iter__")  # what has elements can be iterated, with or without
    foreign = {
        member
        for base in own.__mro__
        if not base.__module__.startswith("maya")
        for member in vars(base)
    }
    for member in dir(own):
        is_private = member.startswith("_") and member not in PROTOCOLS
        if member not in table and not is_private and member not in foreign:
            yield member


def real_members(full_name: str) -> set[str]:
    """Members in Maya 2026 and, as far as they are known, in Maya 2025."""
    bases = [base.name.rpartition(".")[2] for base in stubs.lineage(full_name)]
    if full_name.startswith("maya.api."):
        bases = [name for name in bases if name == "MFn"]  # the same list in both APIs
    old = [api_2025.members().get(name, frozenset()) for name in bases]
    return set(stubs.members(full_name)).union(*old)


def all_commands() -> list[str]:
    dir(cmds)  # imports every module of commands
    # plug-ins that other tests have loaded bring commands of their own
    return sorted(name for name, made in COMMANDS.items() if isinstance(made, Command))


def known_command(name: str) -> commands.Command | None:
    table = commands.load(commands.NEWEST_KNOWN)
    return table.get(name) or commands.introspected().get(name)


def test_commands_are_real() -> None:
    invented = {name for name in all_commands() if known_command(name) is None}
    assert invented - allowances.PLUGIN_COMMANDS.keys() == set()


def test_flags_of_commands_are_real() -> None:
    wrong = []
    for name in all_commands():
        known = known_command(name)
        if known is None:
            continue
        for flag in COMMANDS[name].flags.values():
            real = known.flags.get(flag.long)
            if real is None:
                wrong.append(f"{name} {flag.long}")
            elif (name, flag.long) in BROKEN_ENTRIES:
                continue
            elif name in commands.load(commands.NEWEST_KNOWN) and flag.short != real.short:
                wrong.append(f"{name} {flag.long}: short {flag.short}, really {real.short}")
    assert wrong == []


def test_modes_of_flags_are_real() -> None:
    """A mode that the documentation lacks needs its reason in the allow-list."""
    wrong = []
    for name in set(all_commands()) - MODES_NOT_CHECKED.keys():
        known = known_command(name)
        for flag in COMMANDS[name].flags.values() if known else ():
            real = known.flags.get(flag.long) if known else None
            for letter in flag.modes if real and real.modes else "":
                mode = MODE_LETTERS[letter]
                if mode not in real.modes and not allowances.allows(name, flag.long, mode):
                    wrong.append(f"{name} {flag.long} {mode}")
    assert wrong == []


def test_query_and_edit_exist_where_they_do() -> None:
    wrong = []
    for name in all_commands():
        known = known_command(name)
        for letter in COMMANDS[name].modes if known and known.flags else "":
            if MODE_LETTERS[letter] not in known.flags:
                wrong.append(f"{name} {MODE_LETTERS[letter]}")
    assert wrong == []
