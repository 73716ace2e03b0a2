"""Reading the JSON files of a model package with errors that name the file and the key."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from a2f_maya.errors import PackageError


class JsonFile:
    """The object in a JSON file, read key by key with checks.

    Parameters
    ----------
    path : Path

    Raises
    ------
    PackageError
        If the file is missing, unreadable, not JSON or not an object.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise PackageError(
                f"The file {path} is missing; the model package is incomplete."
            ) from error
        except OSError as error:
            raise PackageError(f"Cannot read {path}: {error.strerror}.") from error
        except (ValueError, RecursionError) as error:
            raise PackageError(
                f"{path} is not valid JSON ({error}); download the package again."
            ) from error
        if not isinstance(data, dict):
            raise PackageError(f"{path} must hold one JSON object.")
        self.data: dict[str, Any] = data

    def has(self, key: str) -> bool:
        """Whether the dotted ``key`` is there."""
        node: Any = self.data
        for part in key.split("."):
            if not isinstance(node, dict) or part not in node:
                return False
            node = node[part]
        return True

    def value(self, key: str) -> Any:
        """The value at the dotted ``key``.

        Raises
        ------
        PackageError
            If it is missing.
        """
        node: Any = self.data
        for part in key.split("."):
            if not isinstance(node, dict) or part not in node:
                raise PackageError(f"{self.path} has no key '{key}'.")
            node = node[part]
        return node

    def text(self, key: str) -> str:
        """A string that is not empty."""
        value = self.value(key)
        if not isinstance(value, str) or not value:
            raise self.wrong(key, "a text")
        return value

    def whole(self, key: str, *, minimum: int = 0) -> int:
        """A whole number of at least ``minimum``."""
        value = self.value(key)
        if isinstance(value, bool) or not isinstance(value, int) or value < minimum:
            raise self.wrong(key, f"a whole number of at least {minimum}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings."""
        value = self.value(key)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(key, "a list of texts")
        return tuple(value)

    def numbers(self, key: str) -> tuple[float, ...]:
        """A list of finite numbers."""
        value = self.value(key)
        if not isinstance(value, list) or not all(_is_number(item) for item in value):
            raise self.wrong(key, "a list of finite numbers")
        return tuple(float(item) for item in value)

    def table(self, key: str) -> dict[str, Any]:
        """An object."""
        value = self.value(key)
        if not isinstance(value, dict):
            raise self.wrong(key, "an object")
        return value

    def wrong(self, key: str, expected: str) -> PackageError:
        """The error for a key whose value is not ``expected``."""
        return PackageError(f"{self.path}: the key '{key}' must be {expected}.")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
