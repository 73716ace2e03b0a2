from __future__ import annotations

import base64
import hashlib
import importlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from a2f_maya import packages
from a2f_maya.errors import MissingDependencyError

NAME = "a2f_tiny_requirement"


def write_wheel(folder: Path) -> Path:
    """The smallest wheel that pip installs, by the wheel specification."""
    info = f"{NAME}-1.0.dist-info"
    files = {
        f"{NAME}.py": "ANSWER = 42\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {NAME}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\n"
        "Tag: py3-none-any\n",
    }
    rows = []
    for name, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
        rows.append(f"{name},sha256={digest.decode().rstrip('=')},{len(text)}")
    files[f"{info}/RECORD"] = "\n".join([*rows, f"{info}/RECORD,,", ""])
    wheel = folder / f"{NAME}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return wheel


@pytest.fixture
def lacking(tmp_path, monkeypatch):
    """A module folder whose only requirement is not installed yet."""
    root = tmp_path / "Müller head"
    root.mkdir()
    requirement = str(write_wheel(tmp_path))
    monkeypatch.setattr(packages, "REQUIRED", {NAME: requirement})
    monkeypatch.setattr(sys, "path", list(sys.path))
    yield root
    sys.modules.pop(NAME, None)


def test_everything_that_is_required_is_named_in_setup_py():
    setup = (Path(packages.__file__).parents[1] / "setup.py").read_text(encoding="utf-8")
    for requirement in packages.REQUIRED.values():
        assert f'"{requirement}"' in setup


def test_a_missing_package_is_one_sentence_with_the_command(lacking):
    with pytest.raises(MissingDependencyError) as caught:
        packages.require_packages(lacking)
    message = str(caught.value)
    assert "\n" not in message
    assert "-m pip install" in message and "--target" in message
    assert str(packages.packages_folder(lacking)) in message


def test_the_command_in_the_message_repairs_it(lacking):
    command = packages.install_command(lacking, packages.missing_packages())
    subprocess.run([*command, "--quiet", "--disable-pip-version-check"], check=True)
    packages.require_packages(lacking)
    assert importlib.import_module(NAME).ANSWER == 42


def test_install_missing_installs_into_the_folder_of_this_python(lacking):
    assert len(packages.install_missing(lacking)) == 1
    abi = f"cp{sys.version_info.major}{sys.version_info.minor}"
    assert (lacking / "site-packages" / abi / f"{NAME}.py").exists()
    assert packages.install_missing(lacking) == []


def test_a_failing_installation_says_why_and_what_was_run(lacking, monkeypatch):
    monkeypatch.setattr(packages, "REQUIRED", {NAME: str(lacking / "is_not_here-1.0.whl")})
    with pytest.raises(MissingDependencyError, match=r"Installing failed \(.+\)") as caught:
        packages.install_missing(lacking)
    assert "--target" in str(caught.value)


def test_mayapy_is_looked_for_beside_the_running_program(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "maya.bin"))
    assert packages.mayapy() == tmp_path / "maya.bin"
    name = "mayapy.exe" if sys.platform == "win32" else "mayapy"
    (tmp_path / name).write_text("")
    assert packages.mayapy() == tmp_path / name


def test_it_runs_without_any_package():
    code = "import a2f_maya.packages, sys; print('numpy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(packages.__file__).parents[1],
    )
    assert done.stdout.strip() == "False"
