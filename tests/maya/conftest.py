from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.maya import rig


@pytest.fixture(autouse=True)
def film_rate_and_undo(new_scene: None) -> Iterator[None]:
    from maya import cmds

    cmds.undoInfo(state=True)
    cmds.currentUnit(time="film", linear="cm", angle="deg")
    cmds.upAxis(axis="y")
    yield
    cmds.currentUnit(time="film", linear="cm", angle="deg")
    cmds.upAxis(axis="y")


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    return rig.write_recording(tmp_path / "speech ä 1.wav")


@pytest.fixture
def tiny(shared_tiny_package: Path) -> str:
    """Folder of the small package, as it is written into the node."""
    return shared_tiny_package.as_posix()
