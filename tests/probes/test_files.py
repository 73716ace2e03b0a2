from __future__ import annotations

from pathlib import Path

import pytest
from maya import cmds


def save(path: Path) -> str:
    cmds.file(rename=str(path))
    cmds.file(save=True, type="mayaAscii", force=True)
    return path.read_text(encoding="utf-8")


def test_only_values_that_differ_from_the_default_are_saved(tmp_path: Path) -> None:
    node = cmds.createNode("transform", name="moved")
    cmds.setAttr(f"{node}.translateX", 3)
    cmds.createNode("transform", name="unmoved")
    text = save(tmp_path / "scene.ma")
    moved = text.split('createNode transform -n "moved"')[1].split("createNode")[0]
    unmoved = text.split('createNode transform -n "unmoved"')[1].split("createNode")[0]
    assert 'setAttr ".t"' in moved
    assert 'setAttr ".t"' not in unmoved
    assert '".s"' not in moved


def test_an_enum_is_saved_as_its_number(tmp_path: Path) -> None:
    node = cmds.createNode("network", name="kinds")
    cmds.addAttr(node, longName="kind", attributeType="enum", enumName="apple:pear:plum")
    cmds.setAttr(f"{node}.kind", 2)
    text = save(tmp_path / "scene.ma")
    assert 'setAttr ".kind" 2;' in text
    assert "addAttr" in text
    assert '"apple:pear:plum"' in text


def test_paths_may_have_blanks_and_umlauts(tmp_path: Path) -> None:
    folder = tmp_path / "größe und weite"
    folder.mkdir()
    cmds.createNode("transform", name="kept")
    save(folder / "szene ä.ma")
    cmds.file(new=True, force=True)
    cmds.file(str(folder / "szene ä.ma"), open=True, force=True)
    assert cmds.objExists("kept")
    assert Path(cmds.file(query=True, sceneName=True)) == folder / "szene ä.ma"


def test_an_untitled_scene_has_no_name() -> None:
    assert cmds.file(query=True, sceneName=True) == ""


def test_a_taken_name_gets_a_number() -> None:
    assert cmds.createNode("transform", name="twin") == "twin"
    assert cmds.createNode("transform", name="twin") == "twin1"


def test_renaming_replaces_what_names_cannot_hold() -> None:
    node = cmds.createNode("transform")
    assert cmds.rename(node, "left hand") == "left_hand"


def test_an_ambiguous_name_is_refused() -> None:
    first, second = cmds.createNode("transform"), cmds.createNode("transform")
    cmds.createNode("transform", name="same", parent=first)
    assert cmds.createNode("transform", name="same", parent=second) == f"{second}|same"
    with pytest.raises(ValueError, match="More than one object matches name"):
        cmds.select("same")
