"""What the verbs that work on Maya scenes have in common."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from a2f_maya.errors import A2FError, ParameterError


class NotInMayaError(A2FError, ImportError):
    """The verb needs the Python of Maya."""

    def __init__(self, action: str) -> None:
        super().__init__(
            f"This needs Maya's own Python; call it as: mayapy -m a2f_maya maya {action} SCENE ..."
        )


def check_scenes(action: str, *paths: Path) -> None:
    """Refuse another Python than Maya's, and files that are no Maya scenes.

    Raises
    ------
    NotInMayaError, ParameterError
    """
    if importlib.util.find_spec("maya") is None or importlib.util.find_spec("maya.cmds") is None:
        raise NotInMayaError(action)
    for path in paths:
        if path.suffix.lower() not in (".ma", ".mb"):
            raise ParameterError(f"{path} is no Maya scene; give a name that ends in .ma or .mb.")
