"""deformableShape: plugs and deformers of a shape."""

from __future__ import annotations

from typing import Any

from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import deformer_chain, shapes
from maya._core.dag import DagPath
from maya._core.session import session

_ATTRIBUTES = {
    "localShapeInAttr": "into",
    "localShapeOutAttr": "local",
    "worldShapeOutAttr": "world",
}
_MISSING = (
    "chainHistory createTweakNode createUpstreamTagInjectionNode deformShapeInAttr "
    "deformShapeOutAttr frontOfChain nodeChain outputPlugChain plugChain supportsComponentTags "
    "tagInjectionList tagInjectionNode tweakAttr tweakNode upstreamTagInjectionNode"
)


def _original(path: DagPath, create: bool) -> str:
    if create:
        start = deformer_chain.ensure_original(path)
        into = path.node.plug(shapes.plugs_of(path.node).into)
        if into.source is None:
            session.scene.connect(start, into)
    original = deformer_chain.original_of(path.node)
    if original is None:
        return ""
    return original.plug(shapes.plugs_of(original).original).name()


@graph_command("deformableShape", missing=_MISSING)
def _deformable_shape(flags: Flags, *given: str) -> Any:
    found: list[str] = []
    for item in names.given_or_selected(given):
        path = shapes.shape_of(item) if isinstance(item, DagPath) else None
        if path is None:
            raise RuntimeError(f"{names.text(item)} is not a deformable shape.")
        for flag, kind in _ATTRIBUTES.items():
            if flags.get(flag):
                found.append(getattr(shapes.plugs_of(path.node), kind))
        if flags.get("originalGeometry") or flags.get("createOriginalGeometry"):
            found.append(_original(path, bool(flags.get("createOriginalGeometry"))))
        if flags.get("chain"):
            found += [node.name for node in reversed(deformer_chain.deformers_of(path.node))]
    return found or None
