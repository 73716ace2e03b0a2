from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.tiny_package import write_tiny_package


@pytest.fixture
def tiny_package(tmp_path: Path) -> Path:
    """A fresh copy that a test may damage."""
    return write_tiny_package(tmp_path / "tiny")


@pytest.fixture(scope="session")
def shared_tiny_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For tests that only read."""
    return write_tiny_package(tmp_path_factory.mktemp("packages") / "tiny")
