"""Parameter files: what ``--params`` reads and presets are saved as."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from a2f_maya.errors import FormatError
from a2f_maya.files import atomic_path

SCHEMA = "a2f.parameters/1"


def read_parameters(path: Path) -> dict[str, Any]:
    """Read a JSON object of parameters.

    Parameters
    ----------
    path : Path
        A file of `write_parameters`, or any object of parameter names and values; NVIDIA's
        ``model_config.json`` with its inner ``config`` object is read too.

    Returns
    -------
    dict
        As written, without the schema; names and values are checked by whoever uses them.

    Raises
    ------
    FormatError
        If the file is missing, not JSON, not an object or of another schema.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FormatError(f"Cannot read the parameter file {path}: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise FormatError(f"The parameter file {path} is not valid JSON: {error}.") from error
    if not isinstance(content, dict):
        raise FormatError(
            f"The parameter file {path} must hold one JSON object of names and values."
        )
    schema = content.pop("schema", SCHEMA)
    if schema != SCHEMA:
        raise FormatError(
            f"The parameter file {path} has the schema {schema!r}; '{SCHEMA}' can be read."
        )
    inner = content.get("config", content)
    return dict(inner) if isinstance(inner, dict) else content


def write_parameters(path: Path, parameters: Mapping[str, Any]) -> None:
    """Write parameters so that `read_parameters` gives them back."""
    with atomic_path(path) as temporary:
        text = json.dumps({"schema": SCHEMA, **parameters}, indent=1, ensure_ascii=False)
        temporary.write_text(text + "\n", encoding="utf-8")
