"""Audio2Face for Maya: a2fPlayer, a2fCore, a2fCorrespondence and a2fApply (API 2.0)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from maya.api import OpenMaya as om

VENDOR = "a2f_maya"


def maya_useNewAPI() -> None:  # noqa: N802 - Maya looks for this name
    """Tell Maya that this file is written for API 2.0."""


def initializePlugin(plugin: Any) -> None:  # noqa: N802 - Maya looks for this name
    """Register everything, or raise with the reason why not."""
    function = om.MFnPlugin(plugin, VENDOR, "0.1.0", "Any")
    # a plug-in file does not know its own place, and the package may not be on the path yet
    root = Path(function.loadPath()).resolve().parent
    if str(root) not in sys.path:
        sys.path.append(str(root))
    from a2f_maya.packages import require_packages  # noqa: PLC0415 - the path is known only now

    require_packages(root)
    from a2f_maya.maya.nodes import registration  # noqa: PLC0415 - needs those packages

    registration.register_nodes(function)


def uninitializePlugin(plugin: Any) -> None:  # noqa: N802 - Maya looks for this name
    """Take everything back."""
    from a2f_maya.maya.nodes import registration  # noqa: PLC0415 - see above

    registration.deregister_nodes(om.MFnPlugin(plugin))
