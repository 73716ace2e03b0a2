"""The family of errors that this package raises on purpose.

Every message is one sentence that says what is wrong with which file, node or key and what to do
about it. The class tells a caller how to react; ``exit_code`` is what the command line returns.
"""

from __future__ import annotations

EXIT_DONE = 0
EXIT_BAD_INPUT = 2
EXIT_PARTLY_FAILED = 3
EXIT_CANCELLED = 130


class A2FError(Exception):
    """Root of all errors of this package."""

    exit_code = EXIT_BAD_INPUT


class AudioError(A2FError, ValueError):
    """A recording cannot be read or holds nothing that could be animated."""


class PackageError(A2FError, ValueError):
    """A model package is missing, incomplete or contradicts itself."""


class ParameterError(A2FError, ValueError):
    """A tuning or solver parameter is unknown, of the wrong kind or out of its range."""


class MeshError(A2FError, ValueError):
    """A mesh or a set of shapes does not fit together."""


class CorrespondenceError(A2FError, ValueError):
    """Points that should lie on two meshes are too few or do not belong to them."""


class FormatError(A2FError, ValueError):
    """A file that should be read is not what its name says."""


class SceneError(A2FError, ValueError):
    """Something in the Maya scene does not allow what was asked for."""


class OutputError(A2FError, OSError):
    """A result cannot be written."""


class MissingDependencyError(A2FError, ImportError):
    """An optional library is needed for this and is not installed."""

    def __init__(self, library: str, purpose: str, install: str) -> None:
        super().__init__(f"{purpose} needs the library {library}; install it with: {install}")


class CancelledError(A2FError):
    """The user stopped the work."""

    exit_code = EXIT_CANCELLED

    def __init__(self, message: str = "Cancelled.") -> None:
        super().__init__(message)
