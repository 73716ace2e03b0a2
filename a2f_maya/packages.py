"""Which Python packages this one needs, which are missing, and how they are installed into Maya.

Only the standard library is used here, so that a Maya without any of them can say what it lacks.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from a2f_maya.errors import MissingDependencyError

REQUIRED = {
    "numpy": "numpy>=1.26",
    "scipy": "scipy>=1.11",
    "soundfile": "soundfile>=0.12",
    "soxr": "soxr>=0.3",
    "onnxruntime": "onnxruntime>=1.18",
}
"""Import name and what pip installs for it."""


def missing_packages() -> list[str]:
    """Requirements, as pip reads them, of the packages that cannot be imported."""
    return [
        requirement
        for name, requirement in REQUIRED.items()
        if importlib.util.find_spec(name) is None
    ]


def packages_folder(root: Path) -> Path:
    """Folder for this Python's packages below the module: one for each ABI, ``cp311`` for 3.11.

    Parameters
    ----------
    root : Path
        Folder of the Maya module.
    """
    return root / "site-packages" / f"cp{sys.version_info.major}{sys.version_info.minor}"


def mayapy() -> Path:
    """The command-line Python that belongs to the running program: mayapy inside Maya."""
    running = Path(sys.executable)
    beside = running.with_name("mayapy.exe" if os.name == "nt" else "mayapy")
    return beside if beside.exists() else running


def install_command(root: Path, requirements: list[str]) -> list[str]:
    """The command that installs packages into the module's own folder.

    Parameters
    ----------
    root : Path
        Folder of the Maya module.
    requirements : list of str
    """
    folder = str(packages_folder(root))
    return [str(mayapy()), "-m", "pip", "install", "--upgrade", "--target", folder, *requirements]


def require_packages(root: Path) -> None:
    """Make the module's own packages importable and check that nothing is missing.

    Parameters
    ----------
    root : Path
        Folder of the Maya module.

    Raises
    ------
    MissingDependencyError
        If a package is missing; the sentence holds the command that installs it.
    """
    missing = _missing_beside(root)
    if missing:
        command = subprocess.list2cmdline(install_command(root, missing))
        raise MissingDependencyError(", ".join(missing), "Audio2Face for Maya", command)


def install_missing(root: Path) -> list[str]:
    """Install what is missing into the module's own folder; gives what was installed.

    Parameters
    ----------
    root : Path
        Folder of the Maya module.

    Raises
    ------
    MissingDependencyError
        If pip fails or the packages still cannot be imported.
    """
    missing = _missing_beside(root)
    if missing:
        packages_folder(root).mkdir(parents=True, exist_ok=True)
        command = install_command(root, missing)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            reason = (done.stderr.strip() or done.stdout.strip() or "pip failed").splitlines()[-1]
            raise MissingDependencyError(
                ", ".join(missing),
                f"Installing failed ({reason}); Audio2Face for Maya",
                subprocess.list2cmdline(command),
            )
    require_packages(root)
    return missing


def _missing_beside(root: Path) -> list[str]:
    """What is missing although the module's own folder is looked into, too."""
    folder = str(packages_folder(root))
    if Path(folder).is_dir() and folder not in sys.path:
        sys.path.append(folder)
        importlib.invalidate_caches()
    return missing_packages()
