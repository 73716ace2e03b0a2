"""MPxGeometryFilter and its kin: base classes of deformers."""

from __future__ import annotations

from typing import Any

from maya._core.evaluation import Block
from maya._core.plugs import Plug
from maya._nodes.blend_shape import write_live_deltas
from maya._nodes.deformers import HAS_NO_EFFECT, FilterTask, finish, prepare, weights_of
from maya._shared.calls import report

from .block import MDataBlock
from .it_geometry import MItGeometry, _Target
from .matrices import MMatrix
from .mpx_node import UNKNOWN, MPxNode, TypeAttribute
from .objects import MObject
from .swig import integer, named


@named("MPxGeometryFilter")
class MPxGeometryFilter(MPxNode):
    """A node that changes the points of geometries, ``input[i]`` to ``outputGeometry[i]``."""

    kNoChange, kTopologyChange, kWeightsChange = range(3)
    kDeformsUVs, kDeformsColors, kDeformsAll = 2, 4, 6

    input = TypeAttribute("geometryFilter", "input")
    inputGeom = TypeAttribute("geometryFilter", "inputGeometry")
    outputGeom = TypeAttribute("geometryFilter", "outputGeometry")
    envelope = TypeAttribute("geometryFilter", "envelope")
    groupId = TypeAttribute("geometryFilter", "groupId")
    componentTagExpression = TypeAttribute("geometryFilter", "componentTagExpression")
    originalGeometry = TypeAttribute("geometryFilter", "originalGeometry")

    _details = 0
    _existing_connections = False

    def type(self) -> int:
        """The kind of node that was registered."""
        return self.kGeometryFilter

    # -- to be overridden --------------------------------------------------------------------

    def deform(self, block: Any, iterator: Any, matrix: Any, index: int) -> None:
        """Move the points that the iterator visits; the base class leaves them."""

    def accessoryAttribute(self) -> MObject:
        """The attribute that a helper object is connected to."""
        return MObject()

    def accessoryNodeSetup(self, modifier: Any) -> None:
        """Make helper objects when the deformer command makes the node."""

    def setModifiedCallback(self, members: Any, added: bool) -> None:
        """Called when geometry is added or removed."""

    def prepareDeform(self, block: Any, index: int, changes: int) -> None:
        """Called before deform when topology or weights changed."""

    # -- helpers -----------------------------------------------------------------------------

    def setUseExistingConnectionWhenSetEditing(self, state: bool) -> None:
        """Whether added members keep the present connection."""
        self._existing_connections = bool(state)

    def setDeformationDetails(self, flags: int) -> None:
        """Say that UVs or colours are changed too."""
        self._details = integer(flags)

    def getDeformationDetails(self) -> int:
        """Whether UVs or colours are changed too."""
        return self._details

    def indexMapper(self, index: int) -> Any:
        """Positions in arrays of affected points; C++ only in the stand-in."""
        from maya._shared.errors import not_standing_in

        raise not_standing_in("MIndexMapper")

    # -- what the core calls -----------------------------------------------------------------

    def _compute(self, plug: Plug, block: Block) -> bool | None:
        if self._overrides("compute") and super()._compute(plug, block) is None:
            return None
        if plug.attribute.name != "outputGeometry":
            return False
        node = plug.node
        for index in node.plug("input").indices() if plug.is_array else [plug.index]:
            element = node.plug("outputGeometry").element(index)
            if plug.is_array and element.exists and block.is_clean(element):
                continue
            self._filter(index, block)
        if plug.is_array:
            block.set_clean(plug)
        return None

    def _filter(self, index: int, block: Block) -> None:
        """What Maya's compute does for one geometry; a failed deform leaves the plug dirty."""
        node = self._this()
        task = prepare(node, index, block)
        if task is None:
            finish(node, index, block, None)
            return
        if block.read(node.plug("nodeState")) in HAS_NO_EFFECT:
            finish(node, index, block, task.data)
            return
        # the output holds a copy of the input while deform runs, as other handles may look at it
        output = node.plug("outputGeometry").element(index)
        block.write(output, task.data)
        iterator = MItGeometry._for(_Target(task.data, task.indices, None, task.matrix))
        try:
            self._run_deform(block, iterator, task)
        except Exception:
            report(f"{node.name}.deform failed")
            return
        if block.peek(output) is task.data:
            task.points = iterator._points[:, :3]
            finish(node, index, block, task.data)
        else:
            finish(node, index, block, block.peek(output))

    def _run_deform(self, block: Block, iterator: MItGeometry, task: FilterTask) -> None:
        self.deform(MDataBlock._of(block), iterator, MMatrix._made(task.matrix), task.index)


@named("MPxDeformerNode")
class MPxDeformerNode(MPxGeometryFilter):
    """A deformer with painted weights."""

    weightList = TypeAttribute("weightGeometryFilter", "weightList")
    weights = TypeAttribute("weightGeometryFilter", "weights")

    def type(self) -> int:
        """The kind of node that was registered."""
        return self.kDeformerNode

    def weightValue(self, block: Any, index: int, point: int) -> float:
        """The painted weight of a point; one where nothing was painted."""
        entry = self._this().plug("weightList").elements.get(integer(index))
        if entry is None:
            return 1.0
        element = entry.child("weights").elements.get(integer(point))
        if element is None or not element.exists:
            return 1.0
        return float(block._block.read(element))

    def envelopeWeights(self, block: Any, index: int) -> Any:
        """All weights of a geometry's affected points."""
        from .arrays import MFloatArray

        node = self._this()
        task = prepare(node, integer(index), block._block)
        if task is None:
            return MFloatArray()
        return MFloatArray._made(weights_of(node, index, task.indices, block._block))


@named("MPxBlendShape")
class MPxBlendShape(MPxGeometryFilter):
    """A blendShape node with deformation of its own."""

    inputTarget = TypeAttribute("blendShape", "inputTarget")
    inputTargetGroup = TypeAttribute("blendShape", "inputTargetGroup")
    inputTargetItem = TypeAttribute("blendShape", "inputTargetItem")
    inputGeomTarget = TypeAttribute("blendShape", "inputGeomTarget")
    inputPointsTarget = TypeAttribute("blendShape", "inputPointsTarget")
    inputComponentsTarget = TypeAttribute("blendShape", "inputComponentsTarget")
    targetWeights = TypeAttribute("blendShape", "targetWeights")
    weight = TypeAttribute("blendShape", "weight")

    def type(self) -> int:
        """The kind of node that was registered."""
        return self.kBlendShape

    def deformData(self, block: Any, handle: Any, group: int, matrix: Any, index: int) -> None:
        """Change the geometry of a handle; the base class leaves it."""

    def _run_deform(self, block: Block, iterator: MItGeometry, task: FilterTask) -> None:
        if not self._overrides("deformData"):
            super()._run_deform(block, iterator, task)
            return
        from .data_handle import MDataHandle
        from .stores import PlugStore

        # Maya computes inputPointsTarget of a connected target when it is asked for
        write_live_deltas(task.node, task.index, task.data, block)
        output = PlugStore(block, task.node.plug("outputGeometry").element(task.index), False)
        group = block.read(task.node.plug("input").element(task.index).child("groupId"))
        matrix = MMatrix._made(task.matrix)
        handle = MDataHandle._of(output)
        self.deformData(MDataBlock._of(block), handle, group, matrix, task.index)


@named("MPxSkinCluster")
class MPxSkinCluster(MPxGeometryFilter):
    """A skin cluster with deformation of its own."""

    weightList = TypeAttribute("skinCluster", "weightList")
    weights = TypeAttribute("skinCluster", "weights")
    matrix = TypeAttribute("skinCluster", "matrix")
    bindPreMatrix = TypeAttribute("skinCluster", "bindPreMatrix")

    def type(self) -> int:
        """The kind of node that was registered."""
        return self.kSkinCluster

    def weightValue(self, block: Any, point: int, influence: int) -> float:
        """The weight of an influence for a point."""
        entry = self._this().plug("weightList").elements.get(integer(point))
        if entry is None:
            return 0.0
        element = entry.child("weights").elements.get(integer(influence))
        return float(block._block.read(element)) if element is not None and element.exists else 0.0


__all__ = ["UNKNOWN", "MPxBlendShape", "MPxDeformerNode", "MPxGeometryFilter", "MPxSkinCluster"]
