"""The constraint commands: point, orient, parent, scale, aim and pole vector."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from maya._commands import constraint_blending, names
from maya._commands.flag_tables import graph_command, known_of
from maya._commands.flags import Flags
from maya._commands.transforms import to_radians
from maya._core import maths, naming, placement
from maya._core.attributes import Attribute
from maya._core.dag import DagNode, DagPath
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session


@dataclass(frozen=True)
class Kind:
    """What a constraint reads of its targets and drives."""

    drives: tuple[tuple[str, str], ...]
    reads: tuple[tuple[str, str], ...]
    own: tuple[tuple[str, str], ...]


_PLACE = (
    ("translate", "targetTranslate"),
    ("rotatePivot", "targetRotatePivot"),
    ("rotatePivotTranslate", "targetRotateTranslate"),
)
_TURN = (("rotate", "targetRotate"), ("rotateOrder", "targetRotateOrder"))
_OWN_PLACE = (
    ("rotatePivot", "constraintRotatePivot"),
    ("rotatePivotTranslate", "constraintRotateTranslate"),
)
_OWN_TURN = (("rotateOrder", "constraintRotateOrder"),)
KINDS = {
    "pointConstraint": Kind((("constraintTranslate", "translate"),), _PLACE, _OWN_PLACE),
    "orientConstraint": Kind((("constraintRotate", "rotate"),), _TURN, _OWN_TURN),
    "parentConstraint": Kind(
        (("constraintTranslate", "translate"), ("constraintRotate", "rotate")),
        (*_PLACE, *_TURN, ("scale", "targetScale")),
        (*_OWN_PLACE, *_OWN_TURN),
    ),
    "scaleConstraint": Kind((("constraintScale", "scale"),), (("scale", "targetScale"),), ()),
    "aimConstraint": Kind(
        (("constraintRotate", "rotate"),),
        _PLACE,
        (("translate", "constraintTranslate"), *_OWN_PLACE, *_OWN_TURN),
    ),
    "poleVectorConstraint": Kind((("constraintTranslate", "poleVector"),), _PLACE, ()),
}
_UP_TYPES = ("scene", "object", "objectrotation", "vector", "none")


def constraint_of(driven: DagNode, kind: str) -> Node | None:
    """The constraint of a kind that drives a transform."""
    return next((child for child in driven.children if child.type.name == kind), None)


def _new(kind: str, driven: DagPath, flags: Flags) -> DagNode:
    node = driven.node
    chosen = flags.get("name") or f"{node.name.rpartition(':')[2]}_{kind}1"
    chosen = naming.free_name(session.scene, None, chosen, None, False)
    made = session.scene.create(kind, f":{chosen}", node)
    scene = session.scene
    scene.connect(
        node.plug("parentInverseMatrix").element(0),
        made.plug("constraintParentInverseMatrix"),
        convert=False,
    )
    for source, target in KINDS[kind].own:
        scene.connect(node.plug(source), made.plug(target), convert=False)
    if kind == "poleVectorConstraint":
        _follow_start(node, made)
    if node.type.is_a("joint") and made.find_attribute("constraintJointOrient") is not None:
        scene.connect(node.plug("jointOrient"), made.plug("constraintJointOrient"), convert=False)
    for rest, own in (
        ("restTranslate", "translate"),
        ("restRotate", "rotate"),
        ("restScale", "scale"),
    ):
        if kind != "poleVectorConstraint" and made.find_attribute(rest) is not None:
            made.plug(rest).set(placement.vector(node, own))
    return made


def _follow_start(handle: DagNode, made: DagNode) -> None:
    """A pole vector begins at the start joint of the chain."""
    source = handle.plug("startJoint").source if handle.type.is_a("ikHandle") else None
    if source is None:
        raise RuntimeError(f"'{names.text(handle)}' is not an ikHandle with a pole vector.")
    start = source.node
    session.scene.connect(
        start.plug("parentMatrix").element(0), made.plug("pivotSpace"), convert=False
    )
    session.scene.connect(
        start.plug("translate"), made.plug("constraintRotatePivot"), convert=False
    )
    made.plug("restTranslate").set(placement.vector(handle, "poleVector"))


def _add_target(kind: str, made: DagNode, target: DagPath, weight: float) -> Plug:
    index = made.plug("target").next_index()
    entry = made.plug("target").element(index, create=True)
    node, scene = target.node, session.scene
    for source, name in KINDS[kind].reads:
        scene.connect(node.plug(source), entry.child(name), convert=False)
    if node.type.is_a("joint") and any(name == "targetRotate" for _, name in KINDS[kind].reads):
        scene.connect(node.plug("jointOrient"), entry.child("targetJointOrient"), convert=False)
    parent = node.plug("parentMatrix").element(target.instance_number())
    scene.connect(parent, entry.child("targetParentMatrix"), convert=False)
    name = f"{node.name.rpartition(':')[2]}W{index}"
    attribute = Attribute(
        name, f"w{index}", "double", default=float(weight), minimum=0.0, keyable=True
    )
    made.add_attribute(attribute)
    scene.connect(made.plug(attribute), entry.child("targetWeight"), convert=False)
    return entry


def _targets(made: DagNode) -> list[tuple[DagNode, Plug]]:
    found = []
    for entry in made.plug("target").existing():
        source = entry.child("targetParentMatrix").source
        if source is not None:
            found.append((source.node, entry))
    return found


def _skipped(flags: Flags, attribute: str) -> set[str]:
    letters = list(flags.get("skip") or [])
    if attribute == "translate":
        letters += flags.get("skipTranslate") or []
    if attribute == "rotate":
        letters += flags.get("skipRotate") or []
    return {letter.upper() for letter in letters if letter != "none"}


def _drive(kind: str, made: DagNode, driven: DagPath, flags: Flags) -> None:
    blend: dict[str, Node] = {}
    for output, attribute in KINDS[kind].drives:
        skipped = _skipped(flags, attribute)
        shared = constraint_blending.needs_blending(driven.node, attribute)
        ends = zip(made.plug(output).children, driven.node.plug(attribute).children, strict=True)
        for place, (source, target) in enumerate(ends):
            if "XYZ"[place] in skipped:
                continue
            _check_free(target, shared)
            if shared:
                node = constraint_blending.blend_of(driven.node, kind, blend)
                constraint_blending.put_between(node, attribute, place, source, target)
            else:
                session.scene.connect(source, target, convert=False)


def _check_free(target: Plug, shared: bool) -> None:
    busy = target.source is not None and not (shared and constraint_blending.is_animated(target))
    if target.is_locked or busy:
        raise RuntimeError(
            f"Could not add constraint or connections: '{target.name()}' is locked or connected."
        )


def _keep_offset(kind: str, made: DagNode, driven: DagPath, world: np.ndarray) -> None:
    """Set the offsets so that the driven object stays where it is."""
    if kind == "parentConstraint":
        for target, entry in _targets(made):
            frame = np.eye(4)
            matrix = target.path().world_matrix()
            frame[:3, :3] = maths.split_linear(matrix)[2]
            frame[3, :3] = matrix[3, :3]
            point = placement.rotate_pivot(driven, True)
            entry.child("targetOffsetTranslate").set(
                maths.transform_points([point], np.linalg.inv(frame))[0]
            )
            turn = maths.split_linear(world)[2] @ frame[:3, :3].T
            entry.child("targetOffsetRotate").set(maths.matrix_to_euler(turn, 0))
        return
    output, attribute = KINDS[kind].drives[0]
    now = placement.vector(driven.node, attribute)
    reached = np.array(made.plug(output).get(), dtype=float)
    offset = made.plug("offset")
    if kind == "pointConstraint":
        offset.set(now - reached)
    elif kind == "scaleConstraint":
        offset.set(now / np.where(reached == 0, 1.0, reached))
    else:
        order = int(driven.node.plug("rotateOrder").get())
        turn = maths.euler_to_matrix(now, order) @ maths.euler_to_matrix(reached, order).T
        offset.set(maths.matrix_to_euler(turn, order))


def _change(kind: str, made: DagNode, flags: Flags, chosen: list[DagNode]) -> None:
    if "offset" in flags:
        values = flags["offset"]
        made.plug("offset").set(
            to_radians(values) if kind in ("orientConstraint", "aimConstraint") else values
        )
    for flag in ("aimVector", "upVector", "worldUpVector"):
        if flag in flags:
            made.plug(flag).set(flags[flag])
    if "worldUpType" in flags:
        made.plug("worldUpType").set(_UP_TYPES.index(flags["worldUpType"].lower()))
    if "worldUpObject" in flags:
        plug = names.dag_path(flags["worldUpObject"]).node.plug("worldMatrix").element(0)
        session.scene.connect(plug, made.plug("worldUpMatrix"), convert=False)
    if "weight" in flags:
        for node, entry in _targets(made):
            if not chosen or node in chosen:
                entry.child("targetWeight").source.set(flags["weight"])


def _remove(made: DagNode, chosen: list[DagNode]) -> None:
    for node, entry in _targets(made):
        if node in chosen:
            weight = entry.child("targetWeight").source
            for plug in entry.children:
                for each in (plug, *plug.below()):
                    if each.source is not None:
                        session.scene.disconnect(each.source, each)
            made.remove_attribute(weight.attribute)
            made.plug("target").remove_element(entry.index)
    if not _targets(made):
        session.scene.delete([made])


def _query(made: DagNode, flags: Flags, chosen: list[DagNode]) -> Any:
    if flags.get("targetList"):
        return [names.text(node) for node, _ in _targets(made)]
    if flags.get("weightAliasList"):
        return [entry.child("targetWeight").source.attribute.name for _, entry in _targets(made)]
    if flags.get("weight"):
        weights = [
            entry.child("targetWeight").get()
            for node, entry in _targets(made)
            if not chosen or node in chosen
        ]
        return weights[0] if len(weights) == 1 and chosen else weights
    if flags.get("worldUpType"):
        return _UP_TYPES[int(made.plug("worldUpType").get())]
    if flags.get("worldUpObject"):
        source = made.plug("worldUpMatrix").source
        return None if source is None else names.text(source.node)
    for flag in ("offset", "aimVector", "upVector", "worldUpVector"):
        if flag in flags:
            from maya._commands.attribute_values import read

            return list(read(made.plug(flag))[0])
    return names.text(made)


def _run(kind: str, flags: Flags, given: tuple[str, ...]) -> Any:
    items = names.given_or_selected(given)
    paths = [item if isinstance(item, DagPath) else names.node_of(item).path() for item in items]
    if flags.query or flags.edit:
        last = paths[-1].node
        made = last if last.type.name == kind else constraint_of(last, kind)
        if made is None:
            raise RuntimeError(f"'{names.text(last)}' has no {kind}.")
        chosen = [path.node for path in paths[:-1]]
        if flags.query:
            return _query(made, flags, chosen)
        if flags.get("remove"):
            _remove(made, chosen)
        else:
            _change(kind, made, flags, chosen)
        return [names.text(made)] if made.in_scene else None
    if len(paths) < 2:
        raise RuntimeError(f"{kind} needs a target and an object to be constrained.")
    return _create(kind, flags, paths[:-1], paths[-1])


def _create(kind: str, flags: Flags, targets: list[DagPath], driven: DagPath) -> list[str]:
    world = driven.world_matrix()
    made = constraint_of(driven.node, kind)
    fresh = made is None
    if made is None:
        made = _new(kind, driven, flags)
    known = {node for node, _ in _targets(made)}
    for target in targets:
        if target.node not in known:
            _add_target(kind, made, target, flags.get("weight", 1.0))
    plain = Flags({name: value for name, value in flags.items() if name != "weight"})
    _change(kind, made, plain, [])
    if flags.get("maintainOffset"):
        _keep_offset(kind, made, driven, world)
    if fresh:
        _drive(kind, made, driven, flags)
    return [names.text(made)]


def _declare(kind: str) -> None:
    missing = known_of(kind, "createCache deleteCache decompRotationToChild")

    @graph_command(kind, missing=missing, harmless=known_of(kind, "layer scaleCompensate"))
    def run(flags: Flags, *given: str) -> Any:
        return _run(kind, flags, given)


for _kind in KINDS:
    _declare(_kind)
