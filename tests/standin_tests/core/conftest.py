from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def empty_scene(new_scene):
    """A scene of the core alone, whatever the commands can do."""
    from maya._core.boot import new_scene as start_again

    start_again()
