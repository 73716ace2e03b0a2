"""The node ``a2fWrap``: lets a mesh follow another one (API 1.0).

It adds displacements to whatever comes in, as ``a2fDeformer`` does. What was bound is stored in
the node; everything else follows from that and from the meshes, so that any moment can be asked
for in any order and from any thread.
"""

from __future__ import annotations

from typing import Any

from maya import OpenMaya as om1
from maya import OpenMayaMPx as ompx

from a2f_maya.errors import MeshError
from a2f_maya.maya.arrays import DoubleArray
from a2f_maya.maya.mesh_data import MeshReader
from a2f_maya.maya.nodes import wrap_attributes
from a2f_maya.maya.nodes.adding import AddingDeformer
from a2f_maya.maya.nodes.membership import filter_attribute
from a2f_maya.maya.nodes.wrap_attributes import VERTEX, BindingReader, WrapAttributes
from a2f_maya.maya.nodes.wrap_motion import (
    StoredBinding,
    SurfaceMotion,
    VertexMotion,
    brought,
    check_driven_count,
)

TYPE_NAME = "a2fWrap"


class WrapNode(AddingDeformer):
    """``a2fWrap``. Bind it with `wrap_storage.store_binding` or `store_rest_shapes`."""

    attributes: WrapAttributes

    def __init__(self) -> None:
        super().__init__()
        self._binding = BindingReader(self.attributes)
        self._driver = MeshReader()
        self._driven: dict[int, MeshReader] = {}
        self._surfaces: dict[int, SurfaceMotion] = {}
        self._vertices = VertexMotion()

    @staticmethod
    def create() -> Any:
        """A new node, handed over to Maya."""
        return ompx.asMPxPtr(WrapNode())

    @staticmethod
    def initialize() -> None:
        """Make the attributes."""
        WrapNode.attributes = wrap_attributes.make()
        for attribute in WrapNode.attributes.all():
            WrapNode.addAttribute(attribute)
            WrapNode.attributeAffects(attribute, filter_attribute("outputGeom"))

    def displacements(self, block: Any, number: int, mesh: Any) -> DoubleArray:
        """See `AddingDeformer.displacements`."""
        stored = self._binding.read(block)
        check_driven_count(stored, 0 if mesh is None else mesh.numVertices())
        driver = self._driver_mesh(block)
        matrix = self.attributes.driver_to_driven(block)
        points = brought(self._driver.points(driver), matrix)
        if block.inputValue(self.attributes.bind_mode).asShort() == VERTEX:
            return self._vertices.of(stored).displacements(points)
        return self._surface_displacements(block, number, mesh, stored, driver, points)

    def _surface_displacements(
        self,
        block: Any,
        number: int,
        mesh: Any,
        stored: StoredBinding,
        driver: Any,
        points: DoubleArray,
    ) -> DoubleArray:
        driven = self._driven.setdefault(number, MeshReader()).topology(mesh)
        triangles = self._driver.topology(driver).triangles
        motion = self._surfaces.setdefault(number, SurfaceMotion())
        settings = self.attributes.settings(block)
        return motion.of(stored, triangles, driven.edges).displacements(
            points,
            face_tangent_space=settings.face_tangent_space,
            max_distance=settings.max_distance,
            smooth_level=settings.smooth_level,
        )

    def _driver_mesh(self, block: Any) -> Any:
        data = block.inputValue(self.attributes.driver).data()
        if data.isNull() or not data.hasFn(om1.MFn.kMeshData):
            raise MeshError("The wrap has no driver; connect the outMesh of a mesh to driver.")
        return om1.MFnMesh(data)
