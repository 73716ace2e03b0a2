"""The module file, the installer and the start of the plug-ins."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from maya import cmds

from a2f_maya import packages
from a2f_maya.errors import MissingDependencyError
from a2f_maya.maya import installing, startup

ROOT = startup.ROOT
MOD = (ROOT / "mod" / "a2f_maya.mod").read_text(encoding="utf-8")
PYTHONS = {"2024": "cp310", "2025": "cp311", "2026": "cp311", "2027": "cp313"}


@pytest.fixture
def user_folder(tmp_path, monkeypatch):
    folder = tmp_path / "Jörg's maya" / "modules"
    monkeypatch.setattr(installing, "user_modules_folder", lambda: folder)
    return folder


@pytest.fixture
def unloaded(monkeypatch):
    cmds.file(new=True, force=True)
    cmds.flushUndo()
    startup.unload_plugins()
    yield
    monkeypatch.undo()
    startup.load_plugins()


def module_blocks(text: str) -> dict[str, tuple[str, list[str]]]:
    """Version -> (path, lines) of a module file."""
    blocks = {}
    for block in text.strip().split("\n\n"):
        head, *lines = block.splitlines()
        version, path = re.fullmatch(
            r"\+ MAYAVERSION:(\d{4}) a2f_maya \d+\.\d+\.\d+ (.+)", head
        ).groups()
        blocks[version] = (path, lines)
    return blocks


def test_the_module_file_serves_every_supported_maya():
    blocks = module_blocks(MOD)
    assert list(blocks) == list(PYTHONS)
    for version, (path, lines) in blocks.items():
        assert path == ".."
        assert f"PYTHONPATH +:= site-packages/{PYTHONS[version]}" in lines
        for line in lines:
            folder = re.fullmatch(r"(?:scripts|plug-ins|icons): (.+)", line)
            assert folder is None or (ROOT / folder.group(1)).is_dir()


def test_the_users_module_file_points_at_this_folder(user_folder):
    written = installing.write_module_file(ROOT)
    assert written == user_folder / "a2f_maya.mod"
    assert [path.name for path in user_folder.iterdir()] == ["a2f_maya.mod"]
    for path, _ in module_blocks(written.read_text(encoding="utf-8")).values():
        assert Path(path) == ROOT


def test_installing_loads_the_plugins_and_uninstalling_takes_them_out(user_folder, unloaded):
    assert not cmds.pluginInfo("a2f_nodes.py", query=True, loaded=True)
    assert installing.install(ROOT) == []
    for name in startup.PLUGINS:
        assert cmds.pluginInfo(name, query=True, loaded=True)
        assert cmds.pluginInfo(name, query=True, autoload=True)
    assert cmds.nodeType(cmds.createNode("a2fCore")) == "a2fCore"
    cmds.file(new=True, force=True)
    cmds.flushUndo()
    installing.uninstall()
    assert not list(user_folder.iterdir())
    for name in startup.PLUGINS:
        assert not cmds.pluginInfo(name, query=True, loaded=True)


def test_a_missing_package_leaves_nothing_behind(user_folder, unloaded, monkeypatch, tmp_path):
    nowhere = str(tmp_path / "none-1.0-py3-none-any.whl")
    monkeypatch.setattr(packages, "REQUIRED", {"a2f_is_not_there": nowhere})
    with pytest.raises(MissingDependencyError, match="pip install"):
        installing.install(tmp_path)
    assert not user_folder.exists()
    with pytest.raises(MissingDependencyError) as caught:
        startup.load_plugins()
    assert "\n" not in str(caught.value)
    assert not cmds.pluginInfo("a2f_nodes.py", query=True, loaded=True)


@pytest.mark.parametrize("name", startup.PLUGINS)
def test_a_plugin_says_in_one_line_what_is_missing(name, unloaded, monkeypatch, capsys):
    """Loaded by hand in the Plug-in Manager, without the packages."""
    monkeypatch.setattr(packages, "REQUIRED", {"a2f_is_not_there": "a2f-is-not-there>=1"})
    with pytest.raises(RuntimeError):
        cmds.loadPlugin(str(ROOT / "plug-ins" / name))
    said = capsys.readouterr()
    lines = [line for line in (said.out + said.err).splitlines() if "a2f-is-not-there" in line]
    assert lines and all("-m pip install" in line for line in lines[:1])


def test_the_dropped_file_installs(user_folder, unloaded, monkeypatch):
    told = []
    monkeypatch.setattr(installing, "_tell", told.append)
    code = (ROOT / "install_a2f_maya.py").read_text(encoding="utf-8")
    space = {"__file__": str(ROOT / "install_a2f_maya.py"), "__name__": "install_a2f_maya"}
    exec(compile(code, space["__file__"], "exec"), space)
    space["onMayaDroppedPythonFile"](None)
    assert len(told) == 1 and "ready" in told[0]
    assert (user_folder / "a2f_maya.mod").exists()
