"""ikHandle."""

from __future__ import annotations

from typing import Any

from maya._commands import names
from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags
from maya._core import inverse_kinematics, maths, naming, placement
from maya._core.dag import DagNode
from maya._core.evaluation import NORMAL
from maya._core.nodes import Node
from maya._core.session import session
from maya._nodes.inverse_kinematics import IkHandle, refresh, rest_pose

_SOLVERS = ("ikRPsolver", "ikSCsolver")
_SPLINE = (
    "createCurve createRootAxis curve freezeJoints numSpans parentCurve rootOnCurve rootTwistMode "
    "simplifyCurve snapCurve twistType"
)
_NOT_DONE = (
    "autoPriority forceSolver positionWeight priority setupForRPsolver snapHandleFlagToggle "
    "snapHandleToEffector sticky weight exists connectEffector"
)


def _solver(name: str) -> Node:
    """The solver node of a name; the built-in ones are made when they are first wanted."""
    found = session.scene.by_name.get(name)
    if found:
        return next(iter(found))
    if name not in _SOLVERS:
        raise NotImplementedError(f"stand-in: ikHandle with the solver {name}")
    made = session.scene.create(name, f":{name}")
    system = next(iter(session.scene.by_name["ikSystem"])).plug("ikSolver")
    entry = system.element(system.next_index(), create=True)
    session.scene.connect(made.plug("message"), entry)
    return made


def _ends(flags: Flags, given: tuple[str, ...]) -> tuple[DagNode, DagNode]:
    """The start joint and the end joint (or effector) that are meant."""
    chosen = [node for node in names.nodes(given) if isinstance(node, DagNode)]
    end = flags.get("endEffector")
    start = flags.get("startJoint")
    last = names.dag_path(end).node if end else (chosen[-1] if chosen else None)
    if start:
        first = names.dag_path(start).node
    elif len(chosen) > 1:
        first = chosen[0]
    else:
        first = last
        while first is not None and first.parents and first.parents[0].type.is_a("joint"):
            first = first.parents[0]
    if first is None or last is None or first is last or first not in _above(last):
        raise RuntimeError("Couldn't create an ikHandle: no chain of joints between the two ends.")
    return first, last


def _above(node: DagNode) -> list[DagNode]:
    found: list[DagNode] = []
    while node.parents and not node.is_world:
        node = node.parents[0]
        found.append(node)
    return found


def _effector(last: DagNode) -> DagNode:
    """An effector where the end joint is, which follows its translation."""
    if last.type.is_a("ikEffector"):
        return last
    name = naming.free_name(session.scene, None, "effector1", None, False)
    made = session.scene.create("ikEffector", f":{name}", last.parents[0])
    made.plug("visibility").set(False)
    made.plug("hideDisplay").set(True)
    pairs = zip(last.plug("translate").children, made.plug("translate").children, strict=True)
    for source, target in pairs:
        session.scene.connect(source, target, convert=False)
    session.scene.connect(last.plug("offsetParentMatrix"), made.plug("offsetParentMatrix"))
    return made


def _create(flags: Flags, given: tuple[str, ...]) -> list[str]:
    first, last = _ends(flags, given)
    solver = _solver(flags.get("solver", "ikRPsolver"))
    effector = _effector(last)
    stem = flags.get("name") or "ikHandle1"
    stem = naming.free_name(session.scene, None, stem, None, False)
    handle = session.scene.create("ikHandle", f":{stem}")
    assert isinstance(handle, IkHandle)
    _place(handle, first, last, solver.type.name)
    for source, target in (
        (first.plug("message"), "startJoint"),
        (effector.plug("handlePath"), "endEffector"),
        (solver.plug("message"), "ikSolver"),
    ):
        session.scene.connect(source, handle.plug(target))
    if solver.type.name == "ikRPsolver":
        side = inverse_kinematics.side_of(rest_pose(handle, NORMAL))
        handle.plug("poleVector").set(tuple((2.0 * side).tolist()))
    refresh(handle)
    session.scene.select([handle.path()])
    return [names.text(handle), names.text(effector)]


def _place(handle: IkHandle, first: DagNode, last: DagNode, solver: str) -> None:
    end = last.path().world_matrix()[3, :3]
    placement.set_values(handle, "translate", end)
    if solver == "ikSCsolver":
        axes = maths.split_linear(first.path().world_matrix())[2]
        placement.set_values(handle, "rotate", maths.matrix_to_euler(axes, 0))


def _edit(handle: IkHandle, flags: Flags) -> None:
    if "name" in flags:
        session.scene.rename(handle, flags["name"])
    if flags.get("enableHandles") or flags.get("disableHandles"):
        handle.plug("ikBlend").set(1.0 if flags.get("enableHandles") else 0.0)
    for flag, attribute, source in (
        ("solver", "ikSolver", lambda value: _solver(value).plug("message")),
        ("startJoint", "startJoint", lambda value: names.dag_path(value).node.plug("message")),
        (
            "endEffector",
            "endEffector",
            lambda value: _effector(names.dag_path(value).node).plug("handlePath"),
        ),
    ):
        if flag in flags:
            target = handle.plug(attribute)
            if target.source is not None:
                session.scene.disconnect(target.source, target)
            session.scene.connect(source(flags[flag]), target)
            refresh(handle)


def _query(handle: IkHandle, flags: Flags) -> Any:
    if "jointList" in flags:
        return [names.text(joint) for joint in handle.chain()]
    if "startJoint" in flags:
        return None if handle.start is None else handle.start.path().full_name()
    if "endEffector" in flags:
        return None if handle.effector is None else handle.effector.path().full_name()
    if "solver" in flags:
        source = handle.plug("ikSolver").source
        return None if source is None else source.node.name
    return names.text(handle)


@graph_command(
    "ikHandle", missing=f"{_SPLINE} {_NOT_DONE}", also={"jointList solver startJoint": "q"}
)
def _ik_handle(flags: Flags, *given: str) -> Any:
    if not flags.query and not flags.edit:
        return _create(flags, given)
    found = [node for node in names.nodes(given) if isinstance(node, IkHandle)]
    if not found:
        raise RuntimeError("No ikHandle was given.")
    if flags.query:
        return _query(found[0], flags)
    for handle in found:
        _edit(handle, flags)
    return None
