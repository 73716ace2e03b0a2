"""``MSelectionMask``."""

from __future__ import annotations

from typing import Any

from maya._core.session import session

# Names of the types in the order of their numbers; "-" stands for a number without a name.
_TYPES = """
Handles LocalAxis IkHandles IkEndEffectors Joints Lights Cameras Lattices Clusters Sculpts
NurbsCurves NurbsSurfaces Meshes Subdiv SketchPlanes ParticleShapes Emitters Fields Springs
RigidBodies RigidConstraints CollisionModels XYZLocators OrientationLocators UVLocators Textures
Curves Surfaces Locators ObjectsMask CVs Hulls EditPoints MeshVerts MeshEdges MeshFreeEdges
MeshFaces SubdivMeshPoints SubdivMeshEdges SubdivMeshFaces MeshUVs Vertices Edges Facets MeshLines
MeshComponents CurveParmPoints CurveKnots SurfaceParmPoints SurfaceKnots SurfaceRange SurfaceEdge
Isoparms CurvesOnSurfaces PPStrokes LatticePoints Particles JointPivots ScalePivots RotatePivots
Pivots SelectHandles ComponentsMask AnimCurves AnimKeyframes AnimInTangents AnimOutTangents
AnimMask AnimAny Templates Manipulators GuideLines PointsForGravity PointsOnCurvesForGravity
PointsOnSurfacesForGravity ObjectGroups SubdivMeshMaps Fluids HairSystems Follicles NCloths
NRigids DynamicConstraints NParticles
"""


class MSelectionMask:
    """Kinds of things that can be picked."""

    def __init__(self, source: Any = None) -> None:
        self._types: set[Any] = set()
        if isinstance(source, MSelectionMask):
            self._types = set(source._types)
        elif source is not None:
            self.addMask(source)

    def addMask(self, mask: Any) -> MSelectionMask:
        """Add kinds."""
        self._types |= mask._types if isinstance(mask, MSelectionMask) else {_known(mask)}
        return self

    def setMask(self, mask: Any) -> MSelectionMask:
        """Replace all kinds."""
        self._types = set()
        return self.addMask(mask)

    def copy(self, source: MSelectionMask) -> MSelectionMask:
        """Take over another mask."""
        self._types = set(source._types)
        return self

    def intersects(self, mask: Any) -> bool:
        """Whether two masks have a kind in common."""
        other = mask._types if isinstance(mask, MSelectionMask) else {_known(mask)}
        return bool(self._types & other)

    @staticmethod
    def registerSelectionType(name: str, priority: int = 0) -> bool:
        """Make a kind of one's own known."""
        kinds = session.state.setdefault("selection_types", {})
        if name in kinds:
            return False
        kinds[name] = int(priority)
        return True

    @staticmethod
    def deregisterSelectionType(name: str) -> bool:
        """Forget a kind of one's own."""
        return session.state.get("selection_types", {}).pop(name, None) is not None

    @staticmethod
    def getSelectionTypePriority(name: str) -> int:
        """Priority of a kind of one's own."""
        kinds = session.state.get("selection_types", {})
        if name not in kinds:
            raise RuntimeError("(kInvalidParameter): there is no such selection type")
        return kinds[name]


def _known(value: Any) -> Any:
    if not isinstance(value, (int, str)):
        raise TypeError(f"argument must be int or str, not {type(value).__name__}")
    return value


for _number, _name in enumerate(_TYPES.split()):
    if _name != "-":
        setattr(MSelectionMask, f"kSelect{_name}", _number)
