"""What plug-ins register: the logic of both ``MFnPlugin``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from maya._core.nodes import NodeType
from maya._core.plugins import LoadedPlugin
from maya._core.session import session
from maya._shared import errors
from maya._shared.calls import called
from maya._shared.dynamics import dynamics_type
from maya._shared.plugin_node import PluginNode, initializing

# kind of node -> name of the base type, the type that it extends, the constant of MFn
_BASES = {
    PluginNode.kDependNode: ("THdependNode", "containerBase", "kPluginDependNode"),
    PluginNode.kLocatorNode: ("THlocatorShape", "locator", "kPluginLocatorNode"),
    PluginNode.kDeformerNode: ("THdeformer", "weightGeometryFilter", "kPluginDeformerNode"),
    PluginNode.kGeometryFilter: ("THgeometryFilter", "geometryFilter", "kPluginGeometryFilter"),
    PluginNode.kSkinCluster: ("THskinCluster", "skinCluster", "kPluginSkinCluster"),
    PluginNode.kBlendShape: ("THblendShape", "blendShape", "kPluginBlendShape"),
    PluginNode.kSurfaceShape: ("THsurfaceShape", "controlPoint", "kPluginShape"),
    PluginNode.kTransformNode: ("THcustomTransform", "transform", "kPluginTransformNode"),
    PluginNode.kObjectSet: ("THobjectSet", "objectSet", "kPluginObjectSet"),
    PluginNode.kManipContainer: ("THmanipContainer", "transform", "kPluginManipContainer"),
    PluginNode.kManipulatorNode: ("THmanip", "transform", "kPluginManipulatorNode"),
    PluginNode.kHwShaderNode: ("THhwShader", "containerBase", "kPluginHwShaderNode"),
    PluginNode.kHardwareShader: ("THhwShader", "containerBase", "kPluginHardwareShader"),
    PluginNode.kImagePlaneNode: ("THimagePlane", "imagePlane", "kPluginImagePlaneNode"),
    PluginNode.kIkSolverNode: ("THikSolverNode", "containerBase", "kPluginIkSolver"),
    PluginNode.kConstraintNode: ("THconstraint", "transform", "kPluginConstraintNode"),
    PluginNode.kMotionPathNode: ("THmotionPath", "containerBase", "kPluginMotionPathNode"),
    PluginNode.kCameraSetNode: ("THcameraSet", "containerBase", "kPluginCameraSet"),
    PluginNode.kFieldNode: ("THdynField", "field", "kPluginFieldNode"),
    PluginNode.kEmitterNode: ("THdynEmitter", "pointEmitter", "kPluginEmitterNode"),
    PluginNode.kSpringNode: ("THdynSpring", "spring", "kPluginSpringNode"),
    PluginNode.kClientDeviceNode: ("THclientDevice", "containerBase", "kPluginClientDevice"),
    PluginNode.kThreadedDeviceNode: ("THthreadedDevice", "containerBase", "kPluginThreadedDevice"),
}
# kinds that only API 1.0 has base classes for
_FIRST_API_ONLY = (
    PluginNode.kDeformerNode,
    PluginNode.kGeometryFilter,
    PluginNode.kSkinCluster,
    PluginNode.kBlendShape,
    PluginNode.kFieldNode,
    PluginNode.kEmitterNode,
    PluginNode.kSpringNode,
    PluginNode.kClientDeviceNode,
    PluginNode.kThreadedDeviceNode,
)


def base_type(kind: int, api: int) -> NodeType:
    """The node type that plug-in nodes of a kind inherit."""
    if api == 2 and (kind not in _BASES or kind in _FIRST_API_ONLY):
        raise TypeError("nodes of this kind cannot be written in the Python API 2.0")
    if kind not in _BASES:
        raise errors.not_standing_in(f"plug-in nodes of kind {kind}")
    name, parent, constant = _BASES[kind]
    known = session.node_types.get(name)
    if known is None:
        if parent not in session.node_types and dynamics_type(parent) is None:
            raise errors.not_standing_in(f"plug-in nodes that extend {parent}")
        known = NodeType(name, session.node_types[parent], mfn_names=(constant,), abstract=True)
        session.node_types[name] = known
    return known


@dataclass
class DataType:
    """A registered class of data."""

    name: str
    type_id: int
    creator: Any
    api: int


def checked_creator(name: str, creator: Any, expected: type) -> Callable[[], Any]:
    """A creator whose failures are Maya's and that gives nothing but the expected class."""

    def make() -> Any:
        instance = called(f"The creator of {name}", creator)
        if not isinstance(instance, expected):
            raise errors.failure(f"The creator of {name} gave no {expected.__name__}")
        return instance

    return make


def register_node(plugin: LoadedPlugin, kind: NodeType, initialize: Callable[[], Any]) -> None:
    """Initialise a node type and make it known."""
    initializing.append(kind)
    try:
        called(f"The initialize function of {kind.name}", initialize)
    finally:
        initializing.pop()
    kind.own_attributes[:] = [each for each in kind.own_attributes if each.parent is None]
    plugin.register_node(kind)


def register_command(
    plugin: LoadedPlugin, name: str, creator: Any, expected: type, syntax: Any
) -> None:
    """Make a command known; its instances get the syntax."""
    new = checked_creator(name, creator, expected)

    def make() -> Any:
        instance = new()
        instance._syntax = syntax
        return instance

    plugin.register_command(name, make, syntax)


def register_data(plugin: LoadedPlugin, known: DataType) -> None:
    """Make a class of data known."""
    types = session.state.setdefault("data_types", {})
    if known.type_id in types:
        raise errors.failure(f"the id {known.type_id:#010x} is already used by a data type")
    plugin.register("data", known.name, known)
    types[known.type_id] = known


def deregister_data(plugin: LoadedPlugin, type_id: int) -> None:
    """Forget a class of data."""
    known = session.state.get("data_types", {}).pop(type_id, None)
    if known is None:
        raise errors.invalid("No data type is registered with this id")
    plugin.deregister("data", known.name)
