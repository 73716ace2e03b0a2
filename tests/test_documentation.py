"""What README and docs tell users to type is what the program understands."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from a2f_maya.cli.main import build_parser
from a2f_maya.face.params import PARAMETERS
from a2f_maya.formats.correspondence_json import parse_correspondence
from a2f_maya.names import RESOURCES
from a2f_maya.network.library import find_package
from a2f_maya.network.package import open_package
from a2f_maya.outputs import FORMATS
from a2f_maya.pipeline import FacePipeline

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
START = "python3 scripts/start.py "


def blocks(kind: str) -> list[str]:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    return re.findall(rf"```{kind}\n(.*?)```", text, flags=re.DOTALL)


def commands() -> list[str]:
    lines = [line.split("#")[0].strip() for block in blocks("sh") for line in block.splitlines()]
    verbs = [line.removeprefix(START) for line in lines if line.startswith(START)]
    return [*verbs, *(line.removeprefix("a2f ") for line in lines if line.startswith("a2f "))]


def test_the_first_two_blocks_are_one_line_each() -> None:
    first, second = blocks("sh")[:2]
    assert first.startswith(START + "bake ")
    assert second == START + "test\n"
    assert first.count("\n") == 1
    recording = shlex.split(first)[3]
    assert (ROOT / recording) == RESOURCES / "audio" / "sample.flac"
    assert (ROOT / recording).is_file()
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert second.strip() in ci


@pytest.mark.parametrize("command", [line for line in commands() if line != "test"])
def test_commands_are_understood(command: str) -> None:
    options = build_parser().parse_args(shlex.split(command))
    assert callable(options.command)


def test_the_table_of_formats_is_complete() -> None:
    readme = PAGES[0].read_text(encoding="utf-8")
    assert re.findall(r"^\| `([a-z-]+)` \|", readme, flags=re.MULTILINE) == list(FORMATS)


@pytest.mark.parametrize("text", [text for text in blocks("json") if '"schema"' not in text])
def test_parameter_files_of_the_docs_are_accepted(text: str) -> None:
    content = json.loads(text)
    pipeline = FacePipeline(
        open_package(find_package("anton")), blendshapes=content.pop("blendshapes", None)
    )
    performance = pipeline.performance(content)
    assert performance != pipeline.defaults


@pytest.mark.parametrize("text", [text for text in blocks("json") if '"schema"' in text])
def test_correspondences_of_the_docs_can_be_read(text: str) -> None:
    assert len(parse_correspondence(text, "docs")) == 2


def test_the_table_of_parameters_is_complete() -> None:
    page = (ROOT / "docs" / "parameters.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| `(\w+)` \|", page, flags=re.MULTILINE)
    assert documented == [parameter.name for parameter in PARAMETERS]
    for parameter in PARAMETERS:
        limits = f"{parameter.minimum:g} to {parameter.maximum:g}"
        assert (
            f"| `{parameter.name}` | {parameter.label} | {parameter.default:g} | {limits} |" in page
        )
