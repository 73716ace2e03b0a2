"""Running userSetup files and setting up script paths."""

from __future__ import annotations

from maya._files import startup as _startup

__all__ = ["executeUserSetup", "setupScriptPaths"]


def setupScriptPaths() -> None:
    """Put the folders of the user's scripts on ``sys.path``."""
    _startup.add_script_folders()


def executeUserSetup() -> None:
    """Run every userSetup.py on ``sys.path``."""
    _startup.run_user_setups()
