#!/usr/bin/env python3
"""From a fresh checkout to a working program in one line.

    python3 scripts/start.py bake speech.wav --out out     set everything up, then run: a2f bake ...
    python3 scripts/start.py test [pytest arguments]       set everything up, then run all checks

The first call makes a virtual environment in .venv beside this folder (or in $A2F_VENV) and
installs the package into it; later calls go straight on. Only Python's standard library is needed,
3.10 or newer.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = Path(os.environ.get("A2F_VENV", ROOT / ".venv")).absolute()
EXTRAS = {"use": "cpu,usd,preview", "test": "test"}
FONTS = Path("/usr/share/fonts")
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
TESTED_FOLDERS = ("a2f_maya", "plug-ins", "scripts", "tests", "install_a2f_maya.py")


def main() -> int:
    """Set up what is missing, then hand over to the program or to the checks."""
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 0 if arguments else 2
    if sys.version_info < (3, 10):  # noqa: UP036 - this script may be started by any Python
        print(
            f"Python {sys.version.split()[0]} is too old; 3.10 or newer is needed.", file=sys.stderr
        )
        return 2
    if arguments[0] == "test":
        install_qt_libraries()
        return run_checks(set_up("test"), arguments[1:])
    python = set_up("use")
    return subprocess.call([str(python), "-m", "a2f_maya", *arguments])


def set_up(purpose: str) -> Path:
    """Make the virtual environment if needed and return its Python."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = VENV / f".installed-{purpose}"
    recipe = hashlib.sha256((ROOT / "setup.py").read_bytes() + str(ROOT).encode()).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == recipe:
        return python
    if not (
        python.exists()
        and subprocess.call([str(python), "-m", "pip", "--version"], stdout=subprocess.DEVNULL) == 0
    ):
        make_environment()
    print(f"Installing into {VENV} ...", file=sys.stderr)
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    check_call([*install, "--editable", f"{ROOT}[{EXTRAS[purpose]}]"])
    stamp.write_text(recipe, encoding="utf-8")
    return python


def make_environment() -> None:
    """Create the virtual environment, installing Debian's package for it where that is allowed."""
    try:
        import ensurepip  # noqa: F401, PLC0415
    except ImportError:
        install_debian_venv()
    check_call([sys.executable, "-m", "venv", "--clear", str(VENV)])


def install_debian_venv() -> None:
    """Debian and Ubuntu keep ``ensurepip`` in a package of its own."""
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    install_debian_packages("Python's venv module is incomplete", [package])


def install_qt_libraries() -> None:
    """Get the libraries of the system that Qt loads, as far as they are missing."""
    if not sys.platform.startswith("linux"):
        return
    missing = [package for name, package in QT_LIBRARIES.items() if not is_loadable(name)]
    if not any(FONTS.glob("**/*.[ot]tf")):
        missing.append("fonts-dejavu-core")
    if missing:
        install_debian_packages("Qt, which the tests of the windows need, is incomplete", missing)


def is_loadable(library: str) -> bool:
    """Whether the system has a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_debian_packages(problem: str, packages: list[str]) -> None:
    """Install packages of Debian or Ubuntu where that is allowed, otherwise name the command."""
    may_install = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    if not may_install:
        sys.exit(f"{problem}; run: sudo apt-get install -y {' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    check_call(["apt-get", "update", "-qq"], environment)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    check_call(install, environment)


def check_call(command: list[str], environment: dict[str, str] | None = None) -> None:
    """Run a command; stop with its name if it fails."""
    status = subprocess.call(command, env=environment, stdout=sys.stderr)
    if status:
        sys.exit(f"This command failed with exit code {status}: {' '.join(command)}")


def run_checks(python: Path, pytest_arguments: list[str]) -> int:
    """Style, types, import contract and tests; all are run, and any failure counts."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    tool = [str(python), "-m"]
    folders = list(TESTED_FOLDERS)
    checks = [
        [*tool, "ruff", "check", *folders],
        [*tool, "ruff", "format", "--check", *folders],
        [*tool, "mypy"],
        [
            str(python),
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
        ],
        [*tool, "pytest", *pytest_arguments],
    ]
    failed = []
    for command in checks:
        print("+", " ".join(command[1:]), flush=True)
        if subprocess.call(command, cwd=ROOT, env=environment):
            failed.append(" ".join(command[2:4]))
    if failed:
        print(f"Failed: {'; '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
