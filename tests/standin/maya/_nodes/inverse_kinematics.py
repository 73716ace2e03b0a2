"""ikHandle, ikEffector and the single chain solvers; joints follow the handle that drives them."""

from __future__ import annotations

import weakref
from typing import Any

import numpy as np
from maya._core import inverse_kinematics, maths
from maya._core.dag import DagNode
from maya._core.evaluation import Block, Context, mark_dirty
from maya._core.inverse_kinematics import Pose
from maya._core.nodes import NodeType
from maya._core.plugs import Plug
from maya._core.session import session
from maya._nodes.attribute_tables import attributes
from maya._nodes.base import DEPEND_NODE, register
from maya._nodes.dag_nodes import JOINT, TRANSFORM, local_matrix

_ROTATIONS = frozenset({"rotateX", "rotateY", "rotateZ"})
_HANDLE_INPUTS = frozenset(
    [
        "worldMatrix",
        "poleVectorX",
        "poleVectorY",
        "poleVectorZ",
        "twist",
        "ikBlend",
        "startJoint",
        "endEffector",
        "ikSolver",
        "parentMatrix",
    ]
)
_CHAIN_INPUTS = frozenset(
    [
        "translateX",
        "translateY",
        "translateZ",
        "jointOrientX",
        "jointOrientY",
        "jointOrientZ",
        "rotateOrder",
        "preferredAngleX",
        "preferredAngleY",
        "preferredAngleZ",
        "parentMatrix",
        "offsetParentMatrix",
    ]
)


def handles() -> Any:
    """All handles that were ever made in this scene."""
    return session.scene.extra.setdefault("ik_handles", weakref.WeakSet())


class _Posed(Block):
    """Reads a joint as it would be with other rotations."""

    def __init__(self, node: DagNode, context: Context, angles: np.ndarray | None) -> None:
        super().__init__(node, context)
        self.angles = angles

    def read(self, plug: Plug) -> Any:
        if self.angles is not None and plug.attribute.name in _ROTATIONS:
            return self.angles["XYZ".index(plug.attribute.name[-1])]
        return super().read(plug)


class IkHandle(DagNode):
    """A goal; ``rest`` keeps the rotations that the chain had when it was first solved."""

    def created(self) -> None:
        super().created()
        self.rest: dict[DagNode, np.ndarray] = {}
        handles().add(self)

    @property
    def start(self) -> DagNode | None:
        """The first joint of the chain."""
        source = self.plug("startJoint").source
        return None if source is None else source.node

    @property
    def effector(self) -> DagNode | None:
        """The end of the chain."""
        source = self.plug("endEffector").source
        return None if source is None else source.node

    @property
    def solver(self) -> str:
        """Type of the solver, or an empty string."""
        source = self.plug("ikSolver").source
        return "" if source is None else source.node.type.name

    def chain(self) -> list[DagNode]:
        """The joints that the handle turns, from the start on; empty if it is not complete."""
        start, node = self.start, self.effector
        if start is None or node is None or not self.in_scene or not self.solver:
            return []
        found: list[DagNode] = []
        while node is not start:
            if not node.parents or node.is_world:
                return []
            node = node.parents[0]
            found.insert(0, node)
        return found

    def chain_rotations(self) -> list[Plug]:
        """The rotation plugs that the handle sets."""
        return [plug for joint in self.chain() for plug in joint.plug("rotate").children]

    def also_dirty(self, plug: Plug, ask_user: bool) -> list[Plug]:
        plugs = super().also_dirty(plug, ask_user)
        if plug.attribute.name in _HANDLE_INPUTS:
            plugs += self.chain_rotations()
        return plugs

    def connection_cut(self, plug: Plug) -> None:
        super().connection_cut(plug)
        self.rest.clear()


class Effector(DagNode):
    """The end of a chain."""

    def also_dirty(self, plug: Plug, ask_user: bool) -> list[Plug]:
        plugs = super().also_dirty(plug, ask_user)
        if plug.attribute.name in _CHAIN_INPUTS and plug.attribute.name != "parentMatrix":
            for handle in handles():
                if handle.effector is self:
                    plugs += handle.chain_rotations()
        return plugs


def handle_of(joint: DagNode) -> IkHandle | None:
    """The handle that turns a joint."""
    known = session.scene.extra.get("ik_handles")
    if not known:
        return None
    return next((each for each in known if joint in each.chain()), None)


class Joint(DagNode):
    """A joint, whose rotation a handle may make."""

    def computes(self, attribute: Any) -> bool:
        if attribute.name in _ROTATIONS and handle_of(self) is not None:
            return True
        return super().computes(attribute)

    def compute(self, plug: Plug, block: Block) -> None:
        if plug.attribute.name in _ROTATIONS:
            handle = handle_of(self)
            if handle is not None:
                _solve(handle, block.context)
            return
        super().compute(plug, block)

    def also_dirty(self, plug: Plug, ask_user: bool) -> list[Plug]:
        plugs = super().also_dirty(plug, ask_user)
        if plug.attribute.name in _CHAIN_INPUTS:
            handle = handle_of(self)
            is_own = plug.attribute.name != "parentMatrix"
            if handle is not None and (is_own or handle.start is self):
                plugs += handle.chain_rotations()
        return plugs


def _rest_angles(handle: IkHandle, chain: list[DagNode]) -> list[np.ndarray]:
    """Preferred angles if the chain has any, or else the rotations that it began with."""
    preferred = [
        np.array([plug.value or 0.0 for plug in joint.plug("preferredAngle").children])
        for joint in chain
    ]
    if any(angles.any() for angles in preferred):
        return preferred
    for joint in chain:
        if joint not in handle.rest:
            values = [plug.value or 0.0 for plug in joint.plug("rotate").children]
            handle.rest[joint] = np.array(values, dtype=float)
    return [handle.rest[joint] for joint in chain]


def _above(joint: DagNode, context: Context) -> np.ndarray:
    """World matrix over a joint, with its own offset."""
    return joint.plug("parentMatrix").element(0).get(context)


def _offset(node: DagNode, context: Context) -> np.ndarray:
    return node.plug("offsetParentMatrix").get(context)


def rest_pose(handle: IkHandle, context: Context) -> Pose:
    """The chain in its rest pose under the start joint's present parent."""
    chain = handle.chain()
    angles = _rest_angles(handle, chain)
    world, points, axes = np.eye(4), [], []
    for number, joint in enumerate(chain):
        local = local_matrix(joint, _Posed(joint, context, angles[number]))
        above = _above(joint, context) if number == 0 else _offset(joint, context) @ world
        world = local @ above
        points.append(world[3, :3])
        axes.append(maths.split_linear(world)[2])
    effector = handle.effector
    end = local_matrix(effector, _Posed(effector, context, None)) @ _offset(effector, context)
    points.append((end @ world)[3, :3])
    return Pose(np.array(points), np.array(axes))


def _solve(handle: IkHandle, context: Context) -> None:
    chain = handle.chain()
    plugs = handle.chain_rotations()
    block = Block(handle, context)
    for plug in plugs:
        block.set_clean(plug)
    blend = block.read(handle.plug("ikBlend"))
    if blend == 0.0:
        return
    if blend != 1.0:
        raise NotImplementedError("stand-in: ikHandle with an ikBlend between 0 and 1")
    pose = rest_pose(handle, context)
    world = handle.plug("worldMatrix").element(0).get(context)
    angles = _rest_angles(handle, chain)
    if handle.solver == "ikRPsolver":
        pole = np.array([block.read(plug) for plug in handle.plug("poleVector").children])
        above = handle.plug("parentMatrix").element(0).get(context)
        twist = block.read(handle.plug("twist"))
        solved = inverse_kinematics.solve(pose, world[3, :3], pole @ above[:3, :3], twist)
    else:
        turn = pose.axes[0].T @ maths.split_linear(world)[2]
        turned = Pose(
            (pose.points - pose.points[0]) @ turn + pose.points[0],
            np.array([axes @ turn for axes in pose.axes]),
        )
        solved = inverse_kinematics.solve(turned, world[3, :3], None)
    _write(chain, angles, solved, context)


def _write(
    chain: list[DagNode], angles: list[np.ndarray], solved: np.ndarray, context: Context
) -> None:
    """Rotations of the joints from the world rotations that they shall have."""
    for number, joint in enumerate(chain):
        block = Block(joint, context)

        def vector(name: str, node: DagNode = joint, block: Block = block) -> np.ndarray:
            return np.array([block.read(plug) for plug in node.plug(name).children], dtype=float)

        if number == 0:
            outside = maths.split_linear(_above(joint, context))[2]
        else:
            outside = maths.split_linear(_offset(joint, context))[2] @ solved[number - 1]
        outside = maths.euler_to_matrix(vector("jointOrient"), 0) @ outside
        inside = maths.euler_to_matrix(vector("rotateAxis"), 0)
        order = int(block.read(joint.plug("rotateOrder")))
        turn = maths.matrix_to_euler(inside.T @ solved[number] @ outside.T, order)
        turn = maths.closest_euler(turn, angles[number], order)
        for plug, value in zip(joint.plug("rotate").children, turn, strict=True):
            if plug.effective_source() is None:
                block.write(plug, float(value) + 0.0)
                plug.is_set = True
                block.set_clean(plug)


def refresh(handle: IkHandle) -> None:
    """Let the chain be solved anew."""
    mark_dirty(handle.chain_rotations())


JOINT.node_class = Joint
IK_EFFECTOR = register(
    NodeType(
        "ikEffector",
        TRANSFORM,
        mfn_names=("kIkEffector",),
        node_class=Effector,
        attributes=attributes("handlePath hp message\nhideDisplay hd bool"),
    )
)
IK_HANDLE = register(
    NodeType(
        "ikHandle",
        TRANSFORM,
        mfn_names=("kIkHandle",),
        node_class=IkHandle,
        attributes=attributes(
            """
            startJoint hsj message
            endEffector hee message
            ikSolver hsv message
            poleVector pv double3 XYZ =0,0,1 +k
            twist twi angle +k
            ikBlend ikb double =1 0..1 +k
            rootOnCurve roc bool =1
            """
        ),
    )
)
IK_SOLVER = register(NodeType("ikSolver", DEPEND_NODE, mfn_names=("kIkSolver",), abstract=True))
for _name, _mfn in (("ikRPsolver", "kRPsolver"), ("ikSCsolver", "kSCsolver")):
    register(NodeType(_name, IK_SOLVER, mfn_names=(_mfn,)))
