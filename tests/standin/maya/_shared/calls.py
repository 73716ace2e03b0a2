"""Calls of what a plug-in is written in."""

from __future__ import annotations

import sys
import traceback
from typing import Any

from maya._shared import errors


def report(what: str) -> None:
    """Print the exception that is being handled, as Maya does for code that it calls."""
    sys.stderr.write(f"# Error: {what}\n")
    traceback.print_exc(file=sys.stderr)


def called(what: str, function: Any) -> Any:
    """Call a function of the plug-in; a failure is printed and becomes Maya's."""
    try:
        return function()
    except Exception as error:
        report(f"{what} failed")
        raise errors.failure(f"{what} failed: {error}") from error
