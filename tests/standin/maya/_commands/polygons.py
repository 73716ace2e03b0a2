"""Making polygon primitives and uniting meshes."""

from __future__ import annotations

from typing import Any

from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import naming, shapes, units
from maya._core.dag import DagNode, DagPath
from maya._core.nodes import Node
from maya._core.session import session

STEMS = {
    "polyCube": "pCube",
    "polySphere": "pSphere",
    "polyCylinder": "pCylinder",
    "polyCone": "pCone",
    "polyPlane": "pPlane",
    "polyTorus": "pTorus",
}
#: Attributes behind flags that have another name, by command.
SAME = {"subdivisionsX": 0, "subdivisionsY": 1, "subdivisionsZ": 2}
AXES = {
    "polyCube": ("subdivisionsWidth", "subdivisionsHeight", "subdivisionsDepth"),
    "polySphere": ("subdivisionsAxis", "subdivisionsHeight"),
    "polyCylinder": ("subdivisionsAxis", "subdivisionsHeight", "subdivisionsCaps"),
    "polyCone": ("subdivisionsAxis", "subdivisionsHeight", "subdivisionsCap"),
    "polyPlane": ("subdivisionsWidth", "subdivisionsHeight"),
    "polyTorus": ("subdivisionsAxis", "subdivisionsHeight"),
}
_PLAIN = ("name", "constructionHistory", "object", "caching", "frozen", "nodeState")


def new_transform(stem: str, name: str | None) -> DagNode:
    """A transform with a given name, or ``stem1`` with the first free number."""
    scene = session.scene
    chosen = name or naming.free_name(scene, None, f"{stem}1", None, False)  # type: ignore[arg-type]
    return scene.create("transform", chosen)


def new_shape(kind: str, transform: DagNode) -> DagNode:
    """A shape named after its transform."""
    from maya._commands.nodes import shape_name

    return session.scene.create(
        kind,
        shape_name(transform.name.rpartition(":")[2])
        if ":" not in transform.name
        else f":{transform.name.rpartition(':')[0]}:{shape_name(transform.name.rpartition(':')[2])}",
        parent=transform,
    )


def shade(shape: DagNode) -> None:
    """Put a new shape into the initial shading group."""
    from maya._core import membership

    group = next(
        (node for node in session.scene.by_name.get("initialShadingGroup", ()) if node.is_default),
        None,
    )
    if group is not None:
        membership.add(group, [shape.path()])


def _attribute_of(command: str, flag: str) -> str:
    place = SAME.get(flag)
    return flag if place is None else AXES[command][place]


def _edit(command: str, node: Node, flags: Flags) -> None:
    for flag, value in flags.items():
        if flag in ("name", "constructionHistory", "object"):
            continue
        if flag == "texture" and node.find_attribute("texture") is None:
            continue
        plug = node.plug(_attribute_of(command, flag))
        if plug.is_compound:
            plug.set(value)
            continue
        if plug.attribute.kind in ("doubleLinear", "doubleAngle"):
            value = units.from_ui(plug.attribute, value)
        low = plug.attribute.minimum
        plug.set(value if low is None else max(value, low))


def _query(command: str, node: Node, flags: Flags) -> Any:
    flag = next(iter(flags))
    if flag == "constructionHistory":
        return True
    plug = node.plug(_attribute_of(command, flag))
    if plug.is_compound:
        return [units.to_ui(part.attribute, part.get()) for part in plug.children]
    return units.to_ui(plug.attribute, plug.get())


def _creator_of(name: str, command: str) -> Node:
    node = names.node(name)
    if node.type.is_a(command):
        return node
    if isinstance(node, DagNode):
        shape = shapes.shape_of(node.path())
        found = _upstream(shape.node, command) if shape is not None else None
        if found is not None:
            return found
    raise RuntimeError(f"No object matches type: {command}")


def _upstream(shape: DagNode, kind: str) -> Node | None:
    from maya._commands.history_deletion import history_of

    history = history_of(shape.plug(shapes.plugs_of(shape).into))
    return next((node for node in history if node.type.is_a(kind)), None)


def _primitive(command: str) -> None:
    @graph_command(command)
    def run(flags: Flags, *given: str) -> Any:
        if flags.query:
            return _query(command, _creator_of(given[0], command), flags)
        if flags.edit:
            _edit(command, _creator_of(given[0], command), flags)
            return None
        return _create(command, flags)


def _create(command: str, flags: Flags) -> list[str]:
    scene = session.scene
    transform = new_transform(STEMS[command], flags.get("name"))
    shape = new_shape("mesh", transform)
    creator = scene.create(command)
    _edit(command, creator, flags)
    shape.plug("uvSet").element(0, create=True).child("uvSetName").set("map1")
    shape.plug("currentUVSet").set("map1")
    history = flags.get("constructionHistory", True)
    if history:
        scene.connect(creator.plug("output"), shape.plug("inMesh"))
    else:
        shapes.set_stored(shape, creator.plug("output").get())
        scene.delete([creator])
    shade(shape)
    scene.select([transform.path()])
    result = [scene.short_name(transform)]
    return [*result, creator.name] if history else result


for _command in STEMS:
    _primitive(_command)


def mesh_paths(items: list[Any]) -> list[DagPath]:
    """Mesh shapes of given things, intermediate ones left out."""
    found: dict[DagPath, None] = {}
    for item in items:
        path = item if isinstance(item, DagPath) else getattr(item, "path", None)
        if callable(path):
            path = path()
        if not isinstance(path, DagPath):
            continue
        shape = shapes.shape_of(path)
        if shape is not None and shape.node.type.is_a("mesh"):
            found[shape] = None
    return list(found)


@graph_command(
    "polyUnite",
    missing="operation useOldPolyArchitecture",
    harmless="mergeUVSets centerPivot objectPivot",
)
def _poly_unite(flags: Flags, *given: str) -> list[str]:
    scene = session.scene
    paths = mesh_paths(names.given_or_selected(given))
    if len(paths) < 2:
        raise RuntimeError("polyUnite works only with two or more polygonal objects selected.")
    node = scene.create("polyUnite")
    for index, path in enumerate(paths):
        instance = path.instance_number()
        scene.connect(path.node.plug("outMesh"), node.plug("inputPoly").element(index))
        scene.connect(
            path.node.plug("worldMatrix").element(instance), node.plug("inputMat").element(index)
        )
    transform = new_transform("polySurface", flags.get("name"))
    shape = new_shape("mesh", transform)
    if flags.get("constructionHistory", True):
        scene.connect(node.plug("output"), shape.plug("inMesh"))
        for path in paths:
            path.node.plug("intermediateObject").set(True)
    else:
        shapes.set_stored(shape, node.plug("output").get())
        scene.delete([node])
        for path in paths:
            scene.delete([path.nodes[-2]])
    shade(shape)
    scene.select([transform.path()])
    result = [scene.short_name(transform)]
    return [*result, node.name] if node.in_scene else result
