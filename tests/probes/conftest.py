from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.probes import record

PLUG_INS = Path(__file__).parent / "plug_ins"


@pytest.fixture(autouse=True)
def fresh_record() -> Iterator[None]:
    record.clear()
    yield


@pytest.fixture(scope="session")
def plug_ins(maya_session: None) -> Iterator[None]:
    """The plug-ins of the probes; unloading them is a probe of its own, too."""
    from maya import cmds

    for file in sorted(PLUG_INS.glob("probe_*.py")):
        cmds.loadPlugin(str(file), quiet=True)
    yield
    cmds.file(new=True, force=True)
    cmds.flushUndo()
    for file in sorted(PLUG_INS.glob("probe_*.py")):
        cmds.unloadPlugin(file.name)


@pytest.fixture
def keep_units() -> Iterator[None]:
    """Units are the session's, not the scene's alone."""
    from maya import cmds

    before = {
        kind: cmds.currentUnit(query=True, **{kind: True}) for kind in ("linear", "angle", "time")
    }
    yield
    for kind, unit in before.items():
        cmds.currentUnit(**{kind: unit})
