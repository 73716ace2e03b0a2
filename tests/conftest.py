from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import maya_host
from tests.support.tiny_package import write_tiny_package

REAL_MAYA = maya_host.choose()
TESTS = Path(__file__).parent

# Rooms whose tests begin with an empty scene.
MAYA_ROOMS = ("maya", "plugins", "probes", "standin_tests", "ui")

collect_ignore = ["standin"]
if REAL_MAYA:
    # They look behind the curtain of the stand-in, which is not there in a real Maya.
    collect_ignore.append("standin_tests")

MARKERS = {
    "real_maya_only": "real_maya_only(reason): the stand-in does not imitate this",
    "standin_only": "standin_only(reason): looks into the stand-in or needs a fault it makes",
}


def pytest_configure(config: pytest.Config) -> None:
    for line in MARKERS.values():
        config.addinivalue_line("markers", line)


def pytest_report_header() -> str:
    if REAL_MAYA:
        return f"Maya: {maya_host.real_maya_folder()} (tests/standin_tests is left out)"
    return "Maya: the stand-in in tests/standin"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    unwanted = "standin_only" if REAL_MAYA else "real_maya_only"
    for item in items:
        for marker in item.iter_markers():
            if marker.name in MARKERS and not marker.kwargs.get("reason"):
                raise pytest.UsageError(f"{item.nodeid}: the marker {marker.name} needs a reason.")
            if marker.name == unwanted:
                item.add_marker(pytest.mark.skip(reason=marker.kwargs["reason"]))


@pytest.fixture(scope="session")
def maya_session() -> None:
    """Maya is started once a process and is never shut down.

    A real one may crash on the way out, before the results are written.
    """
    maya_host.start(REAL_MAYA)


def is_in_maya_room(path: Path) -> bool:
    return path.is_relative_to(TESTS) and path.relative_to(TESTS).parts[0] in MAYA_ROOMS


@pytest.fixture(autouse=True)
def new_scene(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test of a Maya room begins with an empty scene and an empty undo queue."""
    if not is_in_maya_room(request.path):
        yield
        return
    request.getfixturevalue("maya_session")
    from maya import cmds

    cmds.file(new=True, force=True)
    yield


@pytest.fixture
def tiny_package(tmp_path: Path) -> Path:
    """A fresh copy that a test may damage."""
    return write_tiny_package(tmp_path / "tiny")


@pytest.fixture(scope="session")
def shared_tiny_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For tests that only read."""
    return write_tiny_package(tmp_path_factory.mktemp("packages") / "tiny")
