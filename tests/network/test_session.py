"""Providers are what really runs, and the runtime is kept quiet."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from a2f_maya.errors import ParameterError
from a2f_maya.network.session import CPU, NetworkSession

TELEMETRY = "ORT_DISABLE_TELEMETRY"


def test_auto_reports_the_provider_that_runs(shared_tiny_package: Path) -> None:
    session = NetworkSession(shared_tiny_package / "network.onnx")
    assert session.provider == session._session.get_providers()[0]
    assert NetworkSession(shared_tiny_package / "network.onnx", provider="cpu").provider == CPU


def test_unknown_providers_are_refused(shared_tiny_package: Path) -> None:
    with pytest.raises(ParameterError, match="no provider 'quantum'"):
        NetworkSession(shared_tiny_package / "network.onnx", provider="quantum")


@pytest.mark.parametrize(("before", "after"), [(None, "1"), ("0", "0")])
def test_usage_reports_are_off_before_the_library_is_loaded(before: str | None, after: str) -> None:
    code = (
        "import os, sys\n"
        "from a2f_maya.network import session\n"
        "assert 'onnxruntime' not in sys.modules\n"
        "session.import_runtime()\n"
        f"print(os.environ['{TELEMETRY}'])\n"
    )
    environment = {key: value for key, value in os.environ.items() if key != TELEMETRY}
    if before is not None:
        environment[TELEMETRY] = before
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == after
