"""No command of geometry or animation takes a flag without effect and without saying so."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from maya._commands import flag_tables
from maya._commands.catalog import load_all
from maya._commands.flags import COMMANDS

MODULES = {
    "animation_layers",
    "blend_shapes",
    "caches",
    "curves",
    "deformers",
    "evaluation",
    "geometry_info",
    "key_edits",
    "keys",
    "playback",
    "polygon_queries",
    "skinning",
}
# Where a module leaves part of its flags to others, or reads them by the names of attributes.
HELPERS = ("deformer_options.py", "key_selection.py")
BY_ATTRIBUTE = {"circle"}


def texts(module: Path) -> str:
    paths = [module, *(module.with_name(name) for name in HELPERS)]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def commands() -> list[str]:
    load_all()
    found = []
    for name in flag_tables.NOT_DONE:
        source = Path(inspect.getsourcefile(inspect.unwrap(COMMANDS[name].function)))
        if source.stem in MODULES and name not in BY_ATTRIBUTE:
            found.append(name)
    return sorted(found)


@pytest.mark.parametrize("name", commands())
def test_every_flag_is_handled_or_refused(name: str) -> None:
    source = Path(inspect.getsourcefile(inspect.unwrap(COMMANDS[name].function)))
    named = set(re.findall(r'"(\w+)"', texts(source)))
    silent = {
        flag
        for flag in COMMANDS[name].flags
        if flag not in named | flag_tables.NOT_DONE[name] | flag_tables.HARMLESS[name]
    }
    assert silent == set()
