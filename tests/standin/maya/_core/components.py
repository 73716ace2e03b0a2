"""Components of one kind on one shape are one selected thing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from maya._core.data import compress_components, expand_components


def merged_components(items: Iterable[Any]) -> list[Any]:
    """Selected things, each once; components with one index joined to ranges, as Maya keeps them."""
    places: dict[Any, Any] = {}
    numbers: dict[Any, set[int]] = {}
    for item in items:
        text = getattr(item, "text", None)
        if text is None or text.count("[") != 1 or "*" in text or text.endswith(":]"):
            places[item] = item
            continue
        key = (item.path, item.kind)
        places.setdefault(key, item)
        numbers.setdefault(key, set()).update(expand_components([text], item.kind, 0).tolist())
    result: list[Any] = []
    for key, item in places.items():
        if key not in numbers:
            result.append(item)
            continue
        texts = compress_components(item.kind, sorted(numbers[key]))
        result += [type(item)(item.path, text) for text in texts]
    return result
