"""What delete does with faces of a mesh."""

from __future__ import annotations

from maya._core import shapes
from maya._core.data import ComponentList, expand_components
from maya._core.face_removal import remove_faces
from maya._core.lookup import Components
from maya._core.session import session


def delete_components(given: list[Components]) -> None:
    """Delete faces; with construction history a ``deleteComponent`` node does it."""
    by_shape: dict[object, list[str]] = {}
    for item in given:
        if item.kind != "f":
            raise NotImplementedError(f"stand-in: delete of components of the kind {item.kind}")
        by_shape.setdefault(item.path.node, []).append(item.text)
    for shape, texts in by_shape.items():
        if not shapes.has_history(shape):
            data = shapes.stored(shape)
            faces = expand_components(texts, "f", len(data.counts))
            shapes.set_stored(shape, remove_faces(data, faces))
            continue
        scene = session.scene
        node = scene.create("deleteComponent")
        node.plug("deleteComponents").set(ComponentList(texts))
        into = shape.plug(shapes.plugs_of(shape).into)
        source = into.source
        scene.disconnect(source, into)
        scene.connect(source, node.plug("inputGeometry"))
        scene.connect(node.plug("outputGeometry"), into)
