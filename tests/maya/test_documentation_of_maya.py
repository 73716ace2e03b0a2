"""What docs/maya.md tells is there."""

from __future__ import annotations

import ast
import inspect
import re
import shlex
from pathlib import Path

from a2f_maya.cli.main import build_parser
from a2f_maya.maya import bake, menu, scene

PAGE = (Path(__file__).parents[2] / "docs" / "maya.md").read_text(encoding="utf-8")
PUBLIC = {name: getattr(room, name) for room in (scene, bake) for name in room.__all__}


def test_every_function_is_documented_and_every_documented_function_is_there() -> None:
    rows = re.findall(r"^\| (`[a-z_`, ]+`) \|", PAGE.split("| function |")[1], flags=re.MULTILINE)
    documented = set(re.findall(r"`(\w+)`", " ".join(rows)))
    functions = {name for name, thing in PUBLIC.items() if inspect.isfunction(thing)}
    assert documented | {"clip_frames", "head_parts"} == functions


def test_the_python_of_the_page_fits_the_functions() -> None:
    calls = 0
    for block in re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL):
        for node in ast.walk(ast.parse(block)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            room = node.func.value
            if isinstance(room, ast.Name) and room.id in ("scene", "bake"):
                calls += 1
                names = [keyword.arg for keyword in node.keywords]
                signature = inspect.signature(PUBLIC[node.func.attr])
                signature.bind(*node.args, **dict.fromkeys(map(str, names)))
    assert calls > 9


def test_the_commands_of_the_page_are_understood() -> None:
    lines = re.findall(r"^mayapy -m a2f_maya (.*)$", PAGE, flags=re.MULTILINE)
    assert len(lines) == 3
    for line in lines:
        options = build_parser().parse_args(shlex.split(line))
        assert options.character.endswith("a2f")


def test_what_the_page_says_of_the_menu_is_in_the_menu() -> None:
    labels = {entry.label for entry in menu.ENTRIES if isinstance(entry, menu.Entry)}
    for text in re.findall(r"\*\*([A-Z][^*]+)\*\*", PAGE):
        name = text.removeprefix("Audio2Face > ")
        if name not in ("Audio2Face", "Blend shapes.", "Meshes of the network's topology."):
            assert name in labels or name == "Jaw and eyes.", name
