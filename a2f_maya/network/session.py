"""ONNX Runtime: one file owns it, and it never claims a GPU that does not run."""

from __future__ import annotations

import ctypes.util
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import MissingDependencyError, PackageError, ParameterError

CPU = "CPUExecutionProvider"
CUDA = "CUDAExecutionProvider"
DIRECTML = "DmlExecutionProvider"

PROVIDER_CHOICES = {"auto": (CUDA, DIRECTML), "cpu": (), "cuda": (CUDA,), "directml": (DIRECTML,)}
"""What a user may ask for, and the providers that are tried before the CPU."""

INSTALL_RUNTIME = f'"{sys.executable}" -m pip install onnxruntime'


class NetworkSession:
    """A loaded ONNX graph.

    Parameters
    ----------
    path : Path
        The ``.onnx`` file.
    provider : {"auto", "cpu", "cuda", "directml"}
        ``auto`` uses a GPU only if one really runs.
    threads : int
        Threads of one run; 0 leaves it to ONNX Runtime.

    Raises
    ------
    MissingDependencyError
        If onnxruntime is not installed.
    PackageError
        If the file is not a graph that ONNX Runtime can run.
    ParameterError
        If the provider is unknown, or was asked for by name and does not run here.
    """

    def __init__(self, path: Path, *, provider: str = "auto", threads: int = 0) -> None:
        if provider not in PROVIDER_CHOICES:
            raise ParameterError(
                f"There is no provider '{provider}'; choose among {', '.join(PROVIDER_CHOICES)}."
            )
        runtime = import_runtime()
        options = runtime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # waiting threads would spin and take the processor from the work that follows a run
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        wanted = [name for name in PROVIDER_CHOICES[provider] if _may_run(runtime, name)]
        try:
            self._session = runtime.InferenceSession(
                path.read_bytes(), options, providers=[*wanted, CPU]
            )
        except OSError as error:
            raise PackageError(f"Cannot read {path}: {error.strerror}.") from error
        except Exception as error:  # onnxruntime's own errors share no public base class
            reason = str(error).splitlines()[0]
            raise PackageError(f"{path} is not a network that can be run ({reason}).") from error
        self.path = path
        self.provider: str = self._session.get_providers()[0]
        if provider not in ("auto", "cpu") and self.provider == CPU:
            raise ParameterError(
                f"The provider '{provider}' does not run on this machine; use auto or cpu, or "
                f"see a2f doctor."
            )

    def shapes(self) -> dict[str, tuple[int | None, ...]]:
        """Name to shape of all inputs and outputs; None is a size that is free."""
        nodes = [*self._session.get_inputs(), *self._session.get_outputs()]
        return {
            node.name: tuple(size if isinstance(size, int) else None for size in node.shape)
            for node in nodes
        }

    def run(self, output: str, **inputs: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Evaluate one output for the named inputs."""
        result: npt.NDArray[np.float32] = self._session.run([output], inputs)[0]
        return result


def import_runtime() -> Any:
    """The module onnxruntime, with its reports to its makers switched off.

    Raises
    ------
    MissingDependencyError
        If it is not installed.
    """
    # The official builds send usage data unless this is set before the library is loaded.
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    try:
        import onnxruntime  # noqa: PLC0415 - optional: the CPU and the GPU build are two packages
    except ImportError as error:
        raise MissingDependencyError("onnxruntime", "Running a network", INSTALL_RUNTIME) from error
    return onnxruntime


def _may_run(runtime: Any, provider: str) -> bool:
    """Whether it is worth to try a provider.

    The GPU build lists CUDA also where there is no driver, and complains on the screen when it is
    tried.
    """
    if provider not in runtime.get_available_providers():
        return False
    if provider == CUDA:
        driver = "nvcuda" if sys.platform == "win32" else "cuda"
        return ctypes.util.find_library(driver) is not None
    return True
