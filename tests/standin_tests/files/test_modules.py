"""Module files."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from maya import cmds
from maya._core.session import session
from maya._files import module_files

MOD = """# a comment
+ MAYAVERSION:2025 PLATFORM:linux LOCALE:en_US first 1.2 ./first
[r] scripts: inner scripts
plug-ins: plugs
STANDIN_SET = fixed
STANDIN_PATH := data/files
STANDIN_LIST += one
STANDIN_LIST +:= two
PYTHONPATH +:= packages

+ MAYAVERSION:2019 first 0.9 ./old
STANDIN_SET = wrong
- second 1.0 ./second
+ PLATFORM:win64 MAYAVERSION:2025 third 1.0 ./third
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name in (
        "STANDIN_SET",
        "STANDIN_PATH",
        "STANDIN_LIST",
        "MAYA_PLUG_IN_PATH",
        "MAYA_SCRIPT_PATH",
        "PYTHONPATH",
        "XBMLANGPATH",
        "MAYA_PRESET_PATH",
    ):
        monkeypatch.setenv(name, "")
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(module_files.platform, "system", lambda: "Linux")
    monkeypatch.setitem(session.state, "modules", {})
    base = tmp_path / "first"
    for part in (
        "inner scripts/deep",
        "inner scripts/.hidden",
        "plugs",
        "icons",
        "packages",
        "data/files",
    ):
        (base / part).mkdir(parents=True)
    (tmp_path / "anyName.mod").write_text(MOD, encoding="utf-8")
    monkeypatch.setenv("MAYA_MODULE_PATH", str(tmp_path))
    return tmp_path


def listed(name):
    return [Path(part) for part in os.environ[name].split(os.pathsep) if part]


def test_a_module_is_active_after_a_scan(folder):
    assert cmds.loadModule(scan=True) == [(folder / "anyName.mod").as_posix()]
    assert cmds.loadModule(allModules=True) == ["first"]
    assert cmds.moduleInfo(listModules=True) == ["first"]
    assert cmds.moduleInfo(moduleName="first", path=True) == (folder / "first").as_posix()
    assert cmds.moduleInfo(moduleName="first", version=True) == "1.2"
    assert (
        cmds.moduleInfo(moduleName="first", definition=True) == (folder / "anyName.mod").as_posix()
    )
    with pytest.raises(RuntimeError):
        cmds.moduleInfo(moduleName="second", path=True)


def test_folders_and_variables(folder):
    cmds.loadModule(allModules=True)
    base = folder / "first"
    assert listed("MAYA_PLUG_IN_PATH") == [base / "plugs"]
    assert listed("MAYA_SCRIPT_PATH") == [base / "inner scripts", base / "inner scripts" / "deep"]
    assert listed("XBMLANGPATH") == [base / "icons" / "%B"]
    assert os.environ["STANDIN_SET"] == "fixed"
    assert Path(os.environ["STANDIN_PATH"]) == base / "data" / "files"
    assert listed("STANDIN_LIST") == [Path("one"), base / "two"]
    assert (base / "packages").as_posix() in sys.path
    assert (base / "inner scripts").as_posix() in sys.path


def test_loading_one_by_name(folder):
    assert cmds.loadModule(load="first") == ["first"]
    with pytest.raises(RuntimeError, match="not found"):
        cmds.loadModule(load="third")
