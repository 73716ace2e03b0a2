"""deformerWeights: weights of deformers to and from XML files."""

from __future__ import annotations

import fnmatch
import os
import re
import xml.etree.ElementTree as xml
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from maya._commands import names, skinning, workspaces
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import deformer_chain, shapes
from maya._core.dag import DagNode
from maya._core.evaluation import NORMAL, Block
from maya._core.geometry import get_points
from maya._core.nodes import Node
from maya._core.session import session
from maya._nodes.deformers import weights_of


@dataclass
class Layer:
    """The weights of one source (an influence of a skin, or the deformer itself)."""

    deformer: Node
    index: int
    shape: DagNode
    source: str
    default: float
    place: int = 0


def _layers(deformer: Node) -> Iterator[Layer]:
    scene = session.scene
    for index, shape in deformer_chain.geometry_of(deformer):
        if deformer.type.is_a("skinCluster"):
            for place, joint in enumerate(skinning.influences(deformer)):
                yield Layer(deformer, index, shape, scene.short_name(joint), 0.0, place)
        elif deformer.type.is_a("weightGeometryFilter") and deformer.type.name != "blendShape":
            yield Layer(deformer, index, shape, deformer.name, 1.0)
        else:
            raise NotImplementedError(f"stand-in: deformerWeights of a {deformer.type.name}")


def _points(deformer: Node, index: int) -> np.ndarray:
    """The geometry that goes into a deformer."""
    return get_points(deformer.plug("input").element(index).child("inputGeometry").get())


def _weights(layer: Layer, count: int) -> np.ndarray:
    numbers = np.arange(count)
    if layer.deformer.type.is_a("skinCluster"):
        return skinning.get_weights(layer.deformer, numbers)[:, layer.place]
    return weights_of(layer.deformer, layer.index, numbers, Block(layer.deformer, NORMAL))


def _is_skipped(flags: Flags, name: str) -> bool:
    """Whether a name fits a pattern of ``-skip``: with wildcards or a regular expression."""
    for pattern in flags.get("skip") or []:
        if fnmatch.fnmatchcase(name, pattern):
            return True
        try:
            if re.search(pattern, name):
                return True
        except re.error:
            continue
    return False


def _renamed(flags: Flags, name: str) -> str:
    """The name after ``-remap``: ``expression;format`` with ``$1`` for what a group holds."""
    for rule in flags.get("remap") or []:
        pattern, _, form = rule.partition(";")
        found = re.fullmatch(pattern, name)
        if found is not None:
            return found.expand(re.sub(r"\$(\d)", r"\\\1", form))
    return name


def _shapes(flags: Flags) -> list[DagNode]:
    found = [shapes.shape_of(names.dag_path(pattern)) for pattern in flags.get("shape") or []]
    return [path.node for path in found if path is not None]


def _chosen_layers(flags: Flags, deformer: Node) -> list[Layer]:
    """Layers of a deformer, on the given shapes if there are any."""
    wanted = _shapes(flags)
    return [layer for layer in _layers(deformer) if not wanted or layer.shape in wanted]


def _deformers(flags: Flags) -> list[Node]:
    found: dict[Node, None] = {}
    for pattern in flags.get("deformer") or []:
        matching = [node for node in names.nodes([pattern]) if deformer_chain.is_deformer(node)]
        if not matching:
            raise RuntimeError(f"Deformer {pattern} was not found.")
        found[matching[0]] = None
    if not found:
        for shape in _shapes(flags):
            found.update(dict.fromkeys(deformer_chain.deformers_of(shape)))
    return [node for node in found if not _is_skipped(flags, node.name)]


def _export(flags: Flags, path: Path) -> None:
    precision = flags.get("weightPrecision", 3)
    tolerance = flags.get("weightTolerance", 0.001)
    root = xml.Element("deformerWeight")
    placed: list[tuple[int, DagNode]] = []
    entries = []
    for layer in [layer for node in _deformers(flags) for layer in _chosen_layers(flags, node)]:
        points = _points(layer.deformer, layer.index)
        key = (layer.index, layer.shape)
        if key not in placed:
            if not placed:
                matrix = " ".join(f"{x:f}" for x in layer.shape.path().world_matrix().ravel())
                xml.SubElement(root, "headerInfo", fileName=str(path), worldMatrix=matrix)
            placed.append(key)
            _write_shape(root, _renamed(flags, layer.shape.name), points)
        default = flags.get("defaultValue", layer.default)
        values = _weights(layer, len(points))
        kept = np.flatnonzero(np.abs(values - default) > tolerance)
        entry = xml.Element(
            "weights",
            deformer=_renamed(flags, layer.deformer.name),
            source=_renamed(flags, layer.source),
            shape=_renamed(flags, layer.shape.name),
            layer=str(layer.place),
            defaultValue=f"{default:.{precision}f}",
            size=str(len(kept)),
            max=str(int(kept[-1]) if len(kept) else 0),
        )
        for number in kept.tolist():
            value = f"{values[number]:.{precision}f}"
            xml.SubElement(entry, "point", index=str(number), value=value)
        entries.append(entry)
    root.extend(entries)
    xml.indent(root)
    path.write_bytes(b'<?xml version="1.0"?>\n' + xml.tostring(root) + b"\n")


def _write_shape(root: xml.Element, name: str, points: np.ndarray) -> None:
    count = str(len(points))
    shape = xml.SubElement(root, "shape", name=name, stride="3", size=count, max=count)
    for number, point in enumerate(points.tolist()):
        text = " ".join(f"{part:f}" for part in point)
        xml.SubElement(shape, "point", index=str(number), value=text)


def _import(flags: Flags, path: Path) -> None:
    if flags.get("method", "index") != "index":
        raise NotImplementedError(f"stand-in: deformerWeights -method {flags['method']}")
    entries = xml.parse(path).getroot().findall("weights")
    for node in _deformers(flags):
        mine = [entry for entry in entries if _renamed(flags, entry.get("deformer")) == node.name]
        layers = _chosen_layers(flags, node)
        for place, entry in enumerate(mine):
            if flags.get("ignoreName"):
                found = layers[place : place + 1]
            else:
                found = [
                    each for each in layers if each.source == _renamed(flags, entry.get("source"))
                ]
            for layer in found:
                _put(layer, entry)


def _put(layer: Layer, entry: xml.Element) -> None:
    count = len(_points(layer.deformer, layer.index))
    values = np.full(count, float(entry.get("defaultValue", layer.default)))
    for point in entry.findall("point"):
        if 0 <= int(point.get("index")) < count:
            values[int(point.get("index"))] = float(point.get("value"))
    if layer.deformer.type.is_a("skinCluster"):
        numbers = np.arange(count)
        table = skinning.get_weights(layer.deformer, numbers)
        table[:, layer.place] = values
        skinning.set_weights(layer.deformer, numbers, table)
        return
    array = layer.deformer.plug("weightList").element(layer.index, create=True).child("weights")
    for number, value in enumerate(values.tolist()):
        known = array.elements.get(number)
        if value != layer.default or (known is not None and known.exists):
            array.element(number, create=True).set(value)


@graph_command(
    "deformerWeights",
    missing="attribute vertexConnections",
    harmless="positionTolerance worldSpace",
)
def _deformer_weights(flags: Flags, *given: str) -> Any:
    if flags.query or flags.edit:
        raise NotImplementedError("stand-in: deformerWeights in query or edit mode")
    if flags.get("format", "XML").upper() != "XML":
        raise NotImplementedError("stand-in: deformerWeights -format JSON")
    folder = os.fspath(flags.get("path") or workspaces.root())
    path = Path(folder) / given[0]
    if flags.get("export"):
        if not path.parent.is_dir():
            raise RuntimeError(f"Could not write the file {path}: there is no such folder.")
        _export(flags, path)
    elif flags.get("im"):
        if not path.is_file():
            raise RuntimeError(f"Could not read the file {path}.")
        _import(flags, path)
    else:
        raise RuntimeError("deformerWeights: -export or -im is needed.")
    return str(path)
