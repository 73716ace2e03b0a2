"""Parameter files: what ``--params`` reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from a2f_maya.errors import FormatError
from a2f_maya.formats.weight_tables import read_text

SCHEMA = "a2f.parameters/1"


def read_parameters(path: Path) -> dict[str, Any]:
    """Read a JSON object of parameters.

    Parameters
    ----------
    path : Path
        Any object of parameter names and values; NVIDIA's ``model_config.json`` with its inner
        ``config`` object is read too.

    Returns
    -------
    dict
        As written, without the schema; names and values are checked by whoever uses them.

    Raises
    ------
    FormatError
        If the file is missing, not JSON, not an object or of another schema.
    """
    text = read_text(path)
    try:
        content = json.loads(text)
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
