"""polyEvaluate, polyInfo, polyListComponentConversion, pointPosition."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._commands.polygons import mesh_paths
from maya._core import lookup, mesh_geometry, mesh_topology, shapes
from maya._core.dag import DagPath
from maya._core.data import MeshData, compress_components, expand_components
from maya._core.geometry import get_points, point_numbers
from maya._core.lookup import Components
from maya._core.session import session
from maya._core.units import CENTIMETRES

COUNTS = ("vertex", "edge", "face", "uvcoord", "triangle", "shell", "uvShell")
SELECTED = {
    "vertexComponent": "vtx",
    "edgeComponent": "e",
    "faceComponent": "f",
    "uvComponent": "map",
}


def _world(path: DagPath) -> MeshData:
    data = shapes.geometry(path.node) or MeshData.empty()
    matrix = path.world_matrix()
    return data.with_points(data.points @ matrix[:3, :3] + matrix[3, :3])


def _uv_shells(data: MeshData) -> int:
    if not data.uv_sets:
        return 0
    uvs = next(iter(data.uv_sets.values()))
    flat = MeshData(np.zeros((len(uvs.u), 3)), uvs.counts[uvs.counts > 0], uvs.ids)
    return int(mesh_geometry.shells(flat).max(initial=-1)) + 1


def _count(name: str, data: MeshData) -> int:
    if name == "vertex":
        return len(data.points)
    if name == "edge":
        return len(mesh_topology.edges_of(data))
    if name == "face":
        return len(data.counts)
    if name == "triangle":
        return int((data.counts - 2).sum())
    if name == "uvcoord":
        return len(next(iter(data.uv_sets.values())).u) if data.uv_sets else 0
    if name == "shell":
        return int(mesh_geometry.shells(data).max(initial=-1)) + 1
    return _uv_shells(data)


def _uv_area(data: MeshData) -> float:
    if not data.uv_sets:
        return 0.0
    uvs = next(iter(data.uv_sets.values()))
    points = np.stack([uvs.u, uvs.v, np.zeros(len(uvs.u))], axis=1)
    return float(mesh_geometry.face_areas(MeshData(points, uvs.counts, uvs.ids)).sum())


def _box(points: np.ndarray) -> tuple[tuple[float, float], ...]:
    scale = CENTIMETRES[session.scene.units["linear"]]
    return tuple(
        (float(low) / scale, float(high) / scale)
        for low, high in zip(points.min(0), points.max(0), strict=True)
    )


def _chosen(items: list[Any], kind: str) -> int:
    total = 0
    for item in items:
        if isinstance(item, Components) and item.kind == kind:
            total += len(set(names.component_numbers(item) or []))
    return total


def _measure(name: str, path: DagPath, items: list[Any]) -> Any:
    data = shapes.geometry(path.node) or MeshData.empty()
    if name in COUNTS:
        return _count(name, data)
    if name in SELECTED:
        return _chosen(items, SELECTED[name])
    if name == "triangleComponent":
        return 0
    if name == "boundingBox":
        return _box(_world(path).points)
    if name == "boundingBoxComponent":
        texts = [item.text for item in items if isinstance(item, Components)]
        return _box(_world(path).points[point_numbers(data, texts)])
    if name in ("area", "worldArea"):
        return float(mesh_geometry.face_areas(data if name == "area" else _world(path)).sum())
    if name in ("faceArea", "worldFaceArea"):
        areas = mesh_geometry.face_areas(data if name == "faceArea" else _world(path))
        faces = [
            n
            for item in items
            if isinstance(item, Components) and item.kind == "f"
            for n in names.component_numbers(item)
        ]
        return areas[faces or slice(None)].tolist()
    return _uv_area(data)


_MISSING = (
    "activeShells activeUVShells boundingBox2d boundingBoxComponent2d displayStats uvEdgePairs uvFaceArea "
    "uvSetName uvShellIds uvsInShell"
)


@graph_command(
    "polyEvaluate", missing=_MISSING, harmless="accurateEvaluation uvArea", undoable=False
)
def _poly_evaluate(flags: Flags, *given: str) -> Any:
    items = names.given_or_selected(given)
    paths = mesh_paths(items)
    if not paths:
        return "Nothing counted : no polygonal object is selected."
    wanted = [
        flag
        for flag, value in flags.items()
        if value and flag not in ("format", "accurateEvaluation")
    ]
    everything = not wanted
    if everything:
        wanted = [
            "vertex",
            "edge",
            "face",
            "uvcoord",
            "triangle",
            "shell",
            "uvShell",
            *SELECTED,
            "triangleComponent",
        ]
        wanted = [
            *wanted[:7],
            "vertexComponent",
            "edgeComponent",
            "faceComponent",
            "uvComponent",
            "triangleComponent",
        ]
    answers = {name: _combined(name, paths, items) for name in wanted}
    if flags.get("format"):
        return " ".join(f"{name}={value}" for name, value in answers.items())
    if len(answers) == 1:
        return next(iter(answers.values()))
    return answers


def _combined(name: str, paths: list[DagPath], items: list[Any]) -> Any:
    found = [_measure(name, path, items) for path in paths]
    if name in SELECTED or len(found) == 1:
        return found[0]
    if name.startswith("boundingBox"):
        return tuple(
            (min(b[axis][0] for b in found), max(b[axis][1] for b in found)) for axis in range(3)
        )
    return [value for part in found for value in part] if isinstance(found[0], list) else sum(found)


# -- conversion ---------------------------------------------------------------------------------

FROM = {
    "fromVertex": "vtx",
    "fromEdge": "e",
    "fromFace": "f",
    "fromUV": "map",
    "fromVertexFace": "vtxFace",
}
TO = {"toVertex": "vtx", "toEdge": "e", "toFace": "f", "toUV": "map", "toVertexFace": "vtxFace"}


def _as_plain(data: MeshData, text: str) -> list[str]:
    """UVs and face corners as vertices; everything else as it is."""
    kind, *rest = (part.rstrip("]") for part in text.split("["))
    if kind == "vtxFace":
        return [f"vtx[{rest[0]}]"]
    if kind == "map" and data.uv_sets:
        uvs = next(iter(data.uv_sets.values()))
        numbers = expand_components([text], "map", len(uvs.u))
        return compress_components("vtx", np.unique(data.corners[np.isin(uvs.ids, numbers)]))
    return [text]


def _converted(data: MeshData, texts: list[str], target: str, flags: Flags) -> list[str]:
    plain = [each for text in texts for each in _as_plain(data, text)]
    internal = bool(flags.get("internal"))
    if target == "map":
        if not data.uv_sets:
            return []
        uvs = next(iter(data.uv_sets.values()))
        corners = np.isin(data.corners, mesh_topology.vertices_of(data, plain))
        if all(text.startswith("f[") for text in plain):
            faces = expand_components(plain, "f", len(data.counts))
            corners = np.isin(mesh_topology.face_of_corners(data), faces)
        return compress_components("map", np.unique(uvs.ids[corners]))
    if target == "vtxFace":
        return _vertex_faces(data, plain)
    if target == "e" and all(text.startswith("vtxFace") for text in texts):
        return _leaving_edges(data, texts, bool(flags.get("vertexFaceAllEdges")))
    found = mesh_topology.cast_components(data, plain, target, internal)
    if flags.get("border"):
        return _border(data, plain, found, target)
    return found


def _vertex_faces(data: MeshData, texts: list[str]) -> list[str]:
    owners = mesh_topology.face_of_corners(data)
    faces = expand_components(texts, "f", len(data.counts))
    if len(faces):
        hits = np.isin(owners, faces)
    else:
        hits = np.isin(data.corners, mesh_topology.vertices_of(data, texts))
    return [
        f"vtxFace[{vertex}][{face}]"
        for vertex, face in zip(data.corners[hits].tolist(), owners[hits].tolist(), strict=True)
    ]


def _leaving_edges(data: MeshData, texts: list[str], both: bool) -> list[str]:
    owners = mesh_topology.face_of_corners(data)
    borders, following = mesh_topology.corner_edges(data), mesh_topology.next_corners(data)
    found: list[int] = []
    for text in texts:
        vertex, face = (int(part.rstrip("]")) for part in text.split("[")[1:])
        place = int(np.flatnonzero((data.corners == vertex) & (owners == face))[0])
        found.append(int(borders[place]))
        if both:
            before = int(np.flatnonzero(following == place)[0])
            found.append(int(borders[before]))
    return compress_components("e", sorted(set(found)))


def _border(data: MeshData, plain: list[str], found: list[str], target: str) -> list[str]:
    if target != "e":
        inner = mesh_topology.cast_components(data, plain, target, True)
        inside = set(expand_components(inner, target, 10**9).tolist())
        return compress_components(
            target, [n for n in expand_components(found, target, 10**9).tolist() if n not in inside]
        )
    faces = set(
        expand_components(mesh_topology.cast_components(data, plain, "f", True), "f", 0).tolist()
    )
    sides = mesh_topology.edge_faces(data)
    numbers = [
        n
        for n in expand_components(found, "e", 0).tolist()
        if sum(face in faces for face in sides[n]) == 1
    ]
    return compress_components("e", numbers)


@graph_command("polyListComponentConversion", missing="uvShell", undoable=False)
def _convert(flags: Flags, *given: str) -> list[str]:
    items = names.given_or_selected(given)
    wanted = {kind for flag, kind in FROM.items() if flags.get(flag)}
    target = next((kind for flag, kind in TO.items() if flags.get(flag)), None)
    by_path: dict[DagPath, list[str]] = {}
    result: list[str] = []
    for item in items:
        if isinstance(item, Components):
            if not wanted or item.kind in wanted:
                by_path.setdefault(item.path, []).append(item.text)
        elif isinstance(item, DagPath) and not wanted and mesh_paths([item]):
            result.append(f"{names.text(item)}.{target or 'vtx'}[*]")
    for path, texts in by_path.items():
        data = shapes.geometry(path.node)
        if not isinstance(data, MeshData):
            continue
        parts = _converted(data, texts, target or texts[0].partition("[")[0], flags)
        result += [names.text(Components(path, part)) for part in parts]
    return result


# -- polyInfo -------------------------------------------------------------------------------------


def _lines(label: str, pairs: list[tuple[int, Any]]) -> list[str]:
    return [
        f"{label}{number:7d}:" + "".join(f"{each:7d}" for each in found) + " \n"
        for number, found in pairs
    ]


def _numbers_of(items: list[Any], path: DagPath, kind: str, count: int) -> list[int]:
    texts = [
        item.text
        for item in items
        if isinstance(item, Components) and item.path == path and item.kind == kind
    ]
    return expand_components(texts, kind, count).tolist() if texts else list(range(count))


def _info(flag: str, data: MeshData, items: list[Any], path: DagPath) -> list[str]:
    starts, edges = data.face_starts(), mesh_topology.edges_of(data)
    faces = _numbers_of(items, path, "f", len(data.counts))
    vertices = _numbers_of(items, path, "vtx", len(data.points))
    lines = _numbers_of(items, path, "e", len(edges))
    borders = mesh_topology.corner_edges(data)
    if flag == "faceNormals":
        normals = mesh_geometry.face_normals(data)
        return [
            f"FACE_NORMAL{n:7d}: {normals[n][0]:f} {normals[n][1]:f} {normals[n][2]:f}\n"
            for n in faces
        ]
    if flag == "faceToVertex":
        return _lines(
            "FACE", [(n, data.corners[starts[n] : starts[n + 1]].tolist()) for n in faces]
        )
    if flag == "faceToEdge":
        return _lines("FACE", [(n, borders[starts[n] : starts[n + 1]].tolist()) for n in faces])
    if flag == "edgeToVertex":
        return [
            f"EDGE{n:7d}:{edges[n][0]:7d}{edges[n][1]:7d}  Hard\n"
            if not mesh_geometry.edge_smooth(data)[n]
            else f"EDGE{n:7d}:{edges[n][0]:7d}{edges[n][1]:7d}\n"
            for n in lines
        ]
    if flag == "edgeToFace":
        return _lines("EDGE", [(n, mesh_topology.edge_faces(data)[n]) for n in lines])
    if flag == "vertexToEdge":
        return _lines("VERTEX", [(n, mesh_topology.vertex_edges(data)[n]) for n in vertices])
    if flag == "vertexToFace":
        return _lines("VERTEX", [(n, mesh_topology.vertex_faces(data)[n]) for n in vertices])
    sides = mesh_topology.edge_faces(data)
    bad = [n for n, found in enumerate(sides) if len(found) > 2]
    return [names.text(Components(path, part)) for part in compress_components("e", bad)]


@graph_command(
    "polyInfo",
    missing="invalidEdges invalidVertices laminaFaces nonManifoldUVEdges nonManifoldUVs nonManifoldVertices",
    harmless="nonManifoldEdges",
    undoable=False,
)
def _poly_info(flags: Flags, *given: str) -> list[str] | None:
    items = names.given_or_selected(given)
    found: list[str] = []
    for path in mesh_paths(items):
        data = shapes.geometry(path.node)
        for flag, value in flags.items():
            if value and data is not None:
                found += _info(flag, data, items, path)
    return found or None


# -- positions --------------------------------------------------------------------------------------


@graph_command("pointPosition", harmless="world", undoable=False)
def _point_position(flags: Flags, *given: str) -> list[float]:
    items = names.given_or_selected(given)
    if not items:
        raise RuntimeError("No point specified or selected.")
    item = items[0]
    scale = CENTIMETRES[session.scene.units["linear"]]
    if isinstance(item, Components):
        data = shapes.geometry(item.path.node)
        numbers = point_numbers(data, [item.text])
        point = get_points(data)[int(numbers[0])]
        path = item.path
    else:
        found = lookup.find(given[0]) if given else [item]
        path = next((each for each in found if isinstance(each, DagPath)), None)
        shape = (
            None
            if path is None
            else next((child for child in path.node.shapes if child.type.is_a("locator")), None)
        )
        if path is None or shape is None:
            raise RuntimeError(f"{given[0] if given else item} is not a point.")
        point = np.array(shape.plug("localPosition").get(), dtype=float)
    if not flags.get("local"):
        matrix = path.world_matrix()
        point = point @ matrix[:3, :3] + matrix[3, :3]
    return [float(value) / scale for value in point]
