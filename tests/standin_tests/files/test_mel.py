"""maya.mel: the language and the way to commands."""

from __future__ import annotations

import math

import pytest
from maya import cmds, mel


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7 / 2", 3),
        ("-7 / 2", -3),
        ("7 / 2.0", 3.5),
        ("-7 % 3", -1),
        ("1 + 2 * 3 - 4", 3),
        ('"a" + 1 + 2', "a12"),
        ("1 < 2 && 2 < 1 || 1", 1),
        ("!1", 0),
        ("1 ? 5 : 6", 5),
        ("<<1, 2, 3>> * <<1, 1, 1>>", 6.0),
        ("int($x = 3.9)", 3),
        ("(string) 2.5", "2.5"),
        ("size({1, 2, 3})", 3),
        ('size("abcd")', 4),
        ('substring("abcdef", 2, 4)', "bcd"),
        ('match("[0-9]+", "ab123c")', "123"),
        ('gmatch("pSphere1", "pS*")', 1),
        ('substitute("b+", "abbbc", "x")', "axc"),
        ('strcmp("a", "b")', -1),
        ('toupper("aBc")', "ABC"),
        ('stringArrayToString({"a", "b"}, "-")', "a-b"),
        ("clamp(0, 1, 3)", 1),
        ("0x1F", 31),
        ("1e3", 1000.0),
        ('string $t[]; tokenize("a/b/c", "/", $t); $t[2]', "c"),
        (
            "int $sum; for ($i = 0; $i < 5; $i++) { if ($i == 3) continue; $sum += $i; } $sum",
            7,
        ),
        ("int $up = 0; while (1) { if (++$up > 4) break; } $up", 5),
        ("int $times = 0; do { $times++; } while ($times < 3); $times", 3),
        ('string $all; for ($one in {"x", "y"}) $all += $one; $all', "xy"),
        (
            'switch ("b") { case "a": $q = 1; break; case "b": $q = 2; break; default: $q = 3;} $q',
            2,
        ),
        ('string $grown[]; $grown[3] = "d"; size($grown)', 4),
        ("vector $v = <<1, 2, 3>>; $v.y", 2.0),
        ("// nothing\n/* at all */ 4", 4),
        ('`substring "hello" 1 2`', "he"),
        ('catch(eval("setAttr nowhere.x 1"))', 1),
        ('python("2 + 3")', 5),
    ],
)
def test_expressions(text, value):
    mel.eval("global int $gNothing;")
    result = mel.eval(f"proc __run() {{}} {text};".replace("proc __run() {} ", ""))
    assert result == value
    assert type(result) is type(value)


def test_procedures():
    mel.eval(
        """
        proc int twice(int $a) { return $a * 2; }
        global proc string[] describe(string $names[], float $scale) {
            string $found[];
            for ($name in $names) $found[size($found)] = $name + ":" + twice($scale * 10);
            return $found;
        }
        global proc int factorial(int $n) { if ($n < 2) return 1; return $n * factorial($n - 1); }
        """
    )
    assert mel.eval("factorial(6)") == 720
    assert mel.eval("factorial 5") == 120
    assert mel.eval('exists("describe")') == 1


def test_variables_of_a_procedure_are_its_own():
    mel.eval("int $shared = 1; global proc int own() { int $shared = 5; return $shared; } own();")
    assert mel.eval("$shared") == 1
    mel.eval(
        "global int $counted = 1; global proc up() { global int $counted; $counted++; } up; up;"
    )
    assert mel.eval("$counted") == 3
    with pytest.raises(RuntimeError, match="undeclared variable"):
        mel.eval("global proc peep() { print $shared; } peep;")


def test_unknown_procedures():
    with pytest.raises(RuntimeError, match='Cannot find procedure "noSuchThing"'):
        mel.eval("noSuchThing(1)")
    with pytest.raises(RuntimeError, match="Syntax error"):
        mel.eval("int $a = ;")


def test_commands():
    assert mel.eval('createNode transform -name "made by mel"') == "made_by_mel"
    mel.eval('setAttr "made_by_mel.translate" -type "double3" 1 2 3')
    assert mel.eval("getAttr made_by_mel.translate") == [1.0, 2.0, 3.0]
    assert mel.eval("objExists made_by_mel") == 1
    mel.eval("select -r made_by_mel; move -r 1 0 0")
    assert cmds.getAttr("made_by_mel.translateX") == 2.0
    assert mel.eval("string $chosen[] = `ls -selection`; $chosen[0]") == "made_by_mel"
    assert mel.eval("xform -query -worldSpace -translation made_by_mel") == [2.0, 2.0, 3.0]
    mel.eval("setAttr -lock true made_by_mel.tx")
    assert cmds.getAttr("made_by_mel.tx", lock=True)
    mel.eval("setKeyframe -time 3 -value 7 -attribute ty made_by_mel")
    assert mel.eval("keyframe -query -valueChange -attribute ty made_by_mel") == [7.0]
    mel.eval("delete `ls made_by*`")
    assert mel.eval("objExists made_by_mel") == 0
    with pytest.raises(RuntimeError, match="Invalid flag"):
        mel.eval("ls -noSuchFlag")


def test_scripts_are_found_and_sourced(tmp_path, monkeypatch):
    (tmp_path / "lateTool.mel").write_text(
        'global proc string lateTool(string $who) { return "hello " + $who; }', encoding="utf-8"
    )
    monkeypatch.setenv("MAYA_SCRIPT_PATH", str(tmp_path))
    assert mel.eval('lateTool("you")') == "hello you"
    path = tmp_path / "other.mel"
    path.write_text("global proc float third() { return 1 / 3.0; }", encoding="utf-8")
    mel.eval(f'source "{path.as_posix()}"')
    assert mel.eval("third()") == pytest.approx(1 / 3)
    with pytest.raises(RuntimeError, match="Cannot find file"):
        mel.eval('source "nowhere.mel"')


def test_expressions_drive_attributes(tmp_path):
    cmds.createNode("transform", name="a")
    cmds.createNode("transform", name="b")
    name = cmds.expression(string="a.tx = b.ty * 2 + frame;\na.rotateX = sin(time) * 30;")
    cmds.setAttr("b.translateY", 4)
    cmds.currentTime(12)
    assert cmds.getAttr("a.translateX") == pytest.approx(20.0)
    assert cmds.getAttr("a.rotateX") == pytest.approx(math.sin(0.5) * 30)
    path = (tmp_path / "driven.ma").as_posix()
    cmds.file(rename=path)
    cmds.file(save=True, type="mayaAscii")
    cmds.file(path, open=True, force=True)
    cmds.setAttr("b.translateY", 1)
    assert cmds.getAttr("a.translateX") == pytest.approx(14.0)
    shown = cmds.expression(name, query=True, string=True)
    assert shown.startswith("a.translateX = b.translateY * 2 + frame;")
    with pytest.raises(RuntimeError):
        cmds.setAttr("a.translateX", 1)


def test_scripts_given_in_mel_are_mel():
    import maya.utils

    mel.eval(
        'global proc later() { createNode transform -name "madeLater"; } evalDeferred "later()";'
    )
    assert not cmds.objExists("madeLater")
    maya.utils.processIdleEvents()
    assert cmds.objExists("madeLater")


def test_plugins_refresh_the_attribute_editor_when_loaded() -> None:
    assert mel.eval("refreshEditorTemplates; refreshAE; 1 + 1;") == 2
    assert cmds.refreshEditorTemplates() is None
