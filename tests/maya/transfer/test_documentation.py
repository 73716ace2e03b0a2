"""What docs/character-transfer.md tells of Maya is there."""

from __future__ import annotations

import ast
import inspect
import re
import shlex
from pathlib import Path

from a2f_maya.cli.main import build_parser
from a2f_maya.maya import menu, scene, transfer

PAGE = (Path(__file__).parents[3] / "docs" / "character-transfer.md").read_text(encoding="utf-8")
IN_MAYA = PAGE.split("\n## In Maya: the scene\n")[1]
ROOMS = {"scene": scene, "transfer": transfer}


def test_every_function_is_documented_and_every_documented_function_is_there() -> None:
    rows = re.findall(r"^\| (`[a-z_`, ]+`) \|", IN_MAYA.split("| function |")[1], re.MULTILINE)
    documented = set(re.findall(r"`(\w+)`", " ".join(rows)))
    public = {name for name in transfer.__all__ if inspect.isfunction(getattr(transfer, name))}
    assert documented == public


def test_the_python_of_the_page_fits_the_functions() -> None:
    calls = 0
    for block in re.findall(r"```python\n(.*?)```", IN_MAYA, flags=re.DOTALL):
        for node in ast.walk(ast.parse(block)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            room = node.func.value
            if isinstance(room, ast.Name) and room.id in ROOMS:
                calls += 1
                names = [str(keyword.arg) for keyword in node.keywords]
                signature = inspect.signature(getattr(ROOMS[room.id], node.func.attr))
                signature.bind(*node.args, **dict.fromkeys(names))
    assert calls > 9


def test_the_commands_of_the_page_are_understood() -> None:
    lines = re.findall(r"^mayapy -m a2f_maya (.*)$", IN_MAYA, flags=re.MULTILINE)
    assert len(lines) == 2
    for line in lines:
        assert build_parser().parse_args(shlex.split(line)).correspondence.name == "anna.json"


def test_lines_of_the_menu_are_in_the_menu() -> None:
    labels = {entry.label for entry in menu.ENTRIES if isinstance(entry, menu.Entry)}
    for name in re.findall(r"\*\*([A-Z][^*]+)\*\*", IN_MAYA):
        assert name in labels | {"Smooth Level"}, name
