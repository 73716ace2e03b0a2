"""Components as texts like ``vtx[0:3]``."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2.objects import (
    COMPONENTS,
    INCOMPATIBLE,
    Component,
)


def components_of_texts(texts: list[str], sizes: dict[str, Any] | None = None) -> list[Component]:
    """Component objects of texts such as ``vtx[0:3]``; one object for each kind."""
    from maya._core.data import expand_components

    found: dict[str, Component] = {}
    for text in texts:
        kind = text.rpartition(".")[2].partition("[")[0]
        if kind not in COMPONENTS:
            continue
        name = COMPONENTS[kind][0]
        if kind == "cv" and text.count("[") == 2:
            name = "kSurfaceCVComponent"
        component = found.setdefault(name, Component(name))
        size = (sizes or {}).get(kind, 0)
        if component.width == 1:
            if "[*]" in text and size:
                component.set_complete(size)
            else:
                component.add(int(n) for n in expand_components([text], kind, size))
        else:
            component.add(_grid(text, size))
    return list(found.values())


def _grid(text: str, size: Any) -> list[tuple[int, ...]]:
    spans = []
    for place, part in enumerate(text.split("[")[1:]):
        inside = part.rstrip("]")
        limit = size[place] if isinstance(size, (tuple, list)) else int(size or 0)
        if inside in ("*", ":"):
            spans.append(range(limit))
        elif ":" in inside:
            first, last = inside.split(":")
            stop = limit - 1 if last in ("", "*") else int(last)
            spans.append(range(int(first or 0), stop + 1))
        else:
            spans.append(range(int(inside), int(inside) + 1))
    shape = tuple(len(span) for span in spans)
    return [tuple(s[i] for s, i in zip(spans, at, strict=True)) for at in np.ndindex(*shape)]


def texts_of_component(component: Component) -> list[str]:
    """Texts such as ``vtx[0:3]`` of a component object."""
    from maya._core.data import compress_components

    kinds = {name: kind for kind, (name, _) in COMPONENTS.items()}
    kind = "cv" if component.name == "kSurfaceCVComponent" else kinds.get(component.name)
    if kind is None:
        raise RuntimeError(INCOMPATIBLE)
    if component.width == 1:
        if component.complete is not None:
            return [f"{kind}[*]"]
        return compress_components(kind, component.listed())
    return [kind + "".join(f"[{n}]" for n in index) for index in component.listed()]
