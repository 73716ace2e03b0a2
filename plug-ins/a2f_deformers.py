"""Audio2Face for Maya: the deformers a2fDeformer and a2fWrap (only API 1.0 has any)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from maya import OpenMayaMPx as ompx

VENDOR = "a2f_maya"


def initializePlugin(plugin: Any) -> None:  # noqa: N802 - Maya looks for this name
    """Register everything, or raise with the reason why not."""
    function = ompx.MFnPlugin(plugin, VENDOR, "0.1.0", "Any")
    # a plug-in file does not know its own place, and the package may not be on the path yet
    root = Path(function.loadPath()).resolve().parent
    if str(root) not in sys.path:
        sys.path.append(str(root))
    from a2f_maya.packages import require_packages  # noqa: PLC0415 - the path is known only now

    require_packages(root)
    from a2f_maya.maya.nodes import registration  # noqa: PLC0415 - needs those packages

    registration.register_deformers(function)


def uninitializePlugin(plugin: Any) -> None:  # noqa: N802 - Maya looks for this name
    """Take everything back."""
    from a2f_maya.maya.nodes import registration  # noqa: PLC0415 - see above

    registration.deregister_deformers(ompx.MFnPlugin(plugin))
