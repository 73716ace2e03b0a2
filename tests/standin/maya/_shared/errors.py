"""Errors with the wording of Maya's status codes."""

from __future__ import annotations


def incompatible() -> RuntimeError:
    """A function set was given an object that it does not work on."""
    return RuntimeError("(kInvalidParameter): Object is incompatible with this method")


def missing() -> RuntimeError:
    """An object is gone or was never there."""
    return RuntimeError("(kInvalidParameter): Object does not exist")


def not_found() -> RuntimeError:
    """A name or a type matches nothing."""
    return RuntimeError("(kInvalidParameter): Cannot find item of required type")


def out_of_range() -> RuntimeError:
    """An index is too large."""
    return RuntimeError("(kInvalidParameter): Index not in valid range")


def no_element() -> RuntimeError:
    """An array has no element there."""
    return RuntimeError("(kInvalidParameter): No element at given index")


def failure(text: str = "Unexpected Internal Failure") -> RuntimeError:
    """Anything else."""
    return RuntimeError(f"(kFailure): {text}")


def invalid(text: str) -> RuntimeError:
    """A parameter is wrong."""
    return RuntimeError(f"(kInvalidParameter): {text}")


def not_standing_in(what: str) -> NotImplementedError:
    """Something that Maya does and the stand-in does not."""
    return NotImplementedError(f"stand-in: {what}")
