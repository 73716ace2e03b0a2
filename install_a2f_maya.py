"""Drop this file onto Maya's viewport: it installs Audio2Face for Maya for this user.

It writes a module file that points here, installs the Python packages that are missing into a
folder of this one, and loads the plug-ins, now and at every start. Nothing else is changed;
``a2f_maya.maya.installing.uninstall()`` takes it back.
"""

from __future__ import annotations

import sys
from pathlib import Path


def onMayaDroppedPythonFile(*_arguments: object) -> None:  # noqa: N802 - Maya looks for this name
    """Called by Maya with the file that was dropped."""
    root = Path(__file__).resolve().parent
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    from a2f_maya.maya import installing  # noqa: PLC0415 - the path is known only now

    installing.install_from_drop(root)
