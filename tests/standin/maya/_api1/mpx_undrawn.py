"""Base classes of nodes that views, dynamics and solvers of Maya call; nothing calls them here."""

from __future__ import annotations

from typing import Any

from maya._core.session import session

from .mpx_node import UNKNOWN, MPxNode, TypeAttribute
from .swig import named


class _Undrawn(MPxNode):
    """A node that Maya's views, dynamics or solvers call; nothing calls it here."""

    _number = MPxNode.kDependNode

    def type(self) -> int:
        """The kind of node that was registered."""
        return self._number


@named("MPxHwShaderNode")
class MPxHwShaderNode(_Undrawn):
    """A hardware shader."""

    _number = MPxNode.kHwShaderNode
    kIsTransparent, kNoTransparencyFrontBackCull, kNoTransparencyPolygonSort = 1, 2, 4
    kWriteNone, kWriteVertexArray, kWriteNormalArray = 0, 1, 2
    kWriteColorArrays, kWriteTexCoordArrays, kWriteAll = 4, 8, 15
    kDirtyNone, kDirtyVertexArray, kDirtyNormalArray = 0, 1, 2
    kDirtyColorArrays, kDirtyTexCoordArrays, kDirtyAll = 4, 8, 15


@named("MPxHardwareShader")
class MPxHardwareShader(_Undrawn):
    """A hardware shader."""

    _number = MPxNode.kHardwareShader
    kIsTransparent, kNoTransparencyFrontBackCull, kNoTransparencyPolygonSort = 1, 2, 4


@named("MPxIkSolverNode")
class MPxIkSolverNode(_Undrawn):
    """A solver of inverse kinematics."""

    _number = MPxNode.kIkSolverNode

    def solverTypeName(self) -> str:
        """The name of the solver."""
        return ""

    def doSolve(self) -> Any:
        """Solve."""
        return UNKNOWN

    def preSolve(self) -> Any:
        """Called before solving."""
        return UNKNOWN

    def postSolve(self, status: Any) -> Any:
        """Called after solving."""
        return UNKNOWN


@named("MPxManipContainer")
class MPxManipContainer(_Undrawn):
    """A manipulator made of others."""

    _number = MPxNode.kManipContainer
    kFreePointTriadManip, kDirectionManip, kDistanceManip, kPointOnCurveManip = range(4)
    kPointOnSurfaceManip, kDiscManip, kCircleSweepManip, kToggleManip = range(4, 8)
    kStateManip, kCurveSegmentManip, kCustomManip = range(8, 11)

    @staticmethod
    def initialize() -> None:
        """Give the type what all containers have."""

    @staticmethod
    def addToManipConnectTable(type_id: Any) -> None:
        """Show the manipulator for nodes of the type that has its name."""
        session.state.setdefault("manipulators", set()).add(type_id.id())

    @staticmethod
    def removeFromManipConnectTable(type_id: Any) -> None:
        """Do not show it any more."""
        session.state.setdefault("manipulators", set()).discard(type_id.id())

    def createChildren(self) -> Any:
        """Make the parts."""
        return UNKNOWN

    def connectToDependNode(self, node: Any) -> Any:
        """Connect the parts with a node."""
        return UNKNOWN


@named("MPxManipulatorNode")
class MPxManipulatorNode(_Undrawn):
    """A manipulator."""

    _number = MPxNode.kManipulatorNode


@named("MPxConstraint")
class MPxConstraint(_Undrawn):
    """A constraint."""

    _number = MPxNode.kConstraintNode
    kScene, kObject, kObjectRotation, kVector, kLast = range(5)


@named("MPxCameraSet")
class MPxCameraSet(_Undrawn):
    """Several cameras."""

    _number = MPxNode.kCameraSetNode


@named("MPxMotionPathNode")
class MPxMotionPathNode(_Undrawn):
    """A motion path."""

    _number = MPxNode.kMotionPathNode


@named("MPxFieldNode")
class MPxFieldNode(_Undrawn):
    """A field of forces."""

    _number = MPxNode.kFieldNode


for _name in [
    "Magnitude",
    "Attenuation",
    "MaxDistance",
    "ApplyPerVertex",
    "UseMaxDistance",
    "DeltaTime",
    "InputData",
]:
    _own = _name[0].lower() + _name[1:]
    setattr(MPxFieldNode, f"m{_name}", TypeAttribute("field", _own))
for _name in ["InputPositions", "InputVelocities", "InputMass", "InputForce", "OutputForce"]:
    _own = _name[0].lower() + _name[1:]
    setattr(MPxFieldNode, f"m{_name}", TypeAttribute("field", _own))
MPxFieldNode.mOwnerPosData = TypeAttribute("field", "ownerPosData")
MPxFieldNode.mOwnerVelData = TypeAttribute("field", "ownerVelData")


@named("MPxEmitterNode")
class MPxEmitterNode(_Undrawn):
    """An emitter of particles."""

    _number = MPxNode.kEmitterNode
    kDirectional, kOmni, kSurface, kCurve, kVolume = range(5)


for _name in [
    "EmitterType",
    "Rate",
    "Speed",
    "MinDistance",
    "MaxDistance",
    "IsFull",
    "DeltaTime",
    "StartTime",
]:
    _own = _name[0].lower() + _name[1:]
    setattr(MPxEmitterNode, f"m{_name}", TypeAttribute("pointEmitter", _own))
for _name in ["InheritFactor", "Seed", "OwnerPosData", "OwnerVelData", "Output", "Direction"]:
    _own = _name[0].lower() + _name[1:]
    setattr(MPxEmitterNode, f"m{_name}", TypeAttribute("pointEmitter", _own))


@named("MPxSpringNode")
class MPxSpringNode(_Undrawn):
    """A spring."""

    _number = MPxNode.kSpringNode
    mDeltaTime = TypeAttribute("spring", "deltaTime")
    mEnd1Weight = TypeAttribute("spring", "end1Weight")
    mEnd2Weight = TypeAttribute("spring", "end2Weight")


@named("MPxImagePlane")
class MPxImagePlane(_Undrawn):
    """An image plane."""

    _number = MPxNode.kImagePlaneNode


class MPxPolyTrg(MPxNode):
    """A node that triangulates faces."""
