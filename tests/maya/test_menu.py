"""The menu, the shelf and the sections of the Attribute Editor."""

from __future__ import annotations

import re

import pytest
from maya import cmds

from a2f_maya.face.params import PARAMETERS
from a2f_maya.maya import actions, attribute_editor, menu, startup
from a2f_maya.names import EMOTIONS

ENTRIES = [entry for entry in menu.ENTRIES if isinstance(entry, menu.Entry)]

NODE_TYPES = ("a2fPlayer", "a2fCore", "a2fDeformer", "a2fWrap", "a2fCorrespondence")


def test_every_entry_has_an_action_and_every_action_an_entry():
    named = [entry.action for entry in ENTRIES if not entry.window]
    assert named == list(actions._ACTIONS)


def test_every_window_is_there():
    for entry in ENTRIES:
        assert not entry.window or not entry.action
        path = startup.ROOT / "a2f_maya" / "ui" / f"{entry.window}.py"
        assert not entry.window or "def show(" in path.read_text(encoding="utf-8")


def test_every_icon_is_there():
    for entry in ENTRIES:
        assert not entry.icon or (startup.ROOT / "icons" / entry.icon).is_file()


def test_what_an_entry_runs_is_python():
    for entry in ENTRIES:
        compile(menu.command_of(entry), entry.label, "exec")


def test_errors_become_one_line(capsys):
    actions.run("bake_weights")
    said = capsys.readouterr()
    lines = [line for line in (said.out + said.err).splitlines() if line.strip()]
    assert len(lines) == 1 and "build one first" in lines[0]


@pytest.mark.parametrize("node_type", NODE_TYPES)
def test_sections_name_real_attributes_once(node_type):
    startup.load_plugins()
    names = [name for part in attribute_editor.sections(node_type).values() for name in part]
    assert len(names) == len(set(names))
    for name in names:
        assert cmds.attributeQuery(name, type=node_type, exists=True), name


def test_every_tuning_parameter_and_emotion_has_a_place():
    names = {name for part in attribute_editor.sections("a2fCore").values() for name in part}
    assert {row.name for row in PARAMETERS} | set(EMOTIONS) <= names


@pytest.mark.parametrize("node_type", NODE_TYPES)
def test_maya_finds_the_templates_by_name(node_type):
    path = startup.ROOT / "scripts" / f"AE{node_type}Template.mel"
    text = path.read_text(encoding="utf-8")
    assert re.search(rf"global proc AE{node_type}Template\(string \$\w+\)", text)
    assert f"attribute_editor.build('{node_type}')" in text
