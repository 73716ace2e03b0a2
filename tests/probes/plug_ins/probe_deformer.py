"""An API 1.0 deformer that lifts its points by one and notes what it was given."""

from maya import OpenMaya, OpenMayaMPx

from tests.probes import record


class ProbeDeformer(OpenMayaMPx.MPxDeformerNode):
    type_name = "probeDeformer"
    type_id = OpenMaya.MTypeId(0x0007FF02)
    failing = OpenMaya.MObject()

    def deform(self, block, points, matrix, index):
        record.calls.append("deform")
        if block.inputValue(ProbeDeformer.failing).asBool():
            raise ValueError("a probe fails on purpose")
        envelope = block.inputValue(OpenMayaMPx.cvar.MPxGeometryFilter_envelope).asFloat()
        record.answers["indices"] = indices = []
        record.answers["weights"] = weights = []
        while not points.isDone():
            indices.append(points.index())
            weights.append(self.weightValue(block, index, points.index()))
            point = points.position()
            lifted = OpenMaya.MPoint(point.x, point.y + envelope, point.z)
            points.setPosition(lifted)
            points.next()


def make():
    return OpenMayaMPx.asMPxPtr(ProbeDeformer())


def make_attributes():
    numeric = OpenMaya.MFnNumericAttribute()
    ProbeDeformer.failing = numeric.create("failing", "fl", OpenMaya.MFnNumericData.kBoolean, 0)
    ProbeDeformer.addAttribute(ProbeDeformer.failing)
    ProbeDeformer.attributeAffects(
        ProbeDeformer.failing, OpenMayaMPx.cvar.MPxGeometryFilter_outputGeom
    )


def initializePlugin(plugin):
    OpenMayaMPx.MFnPlugin(plugin, "probes", "1.0", "Any").registerNode(
        ProbeDeformer.type_name,
        ProbeDeformer.type_id,
        make,
        make_attributes,
        OpenMayaMPx.MPxNode.kDeformerNode,
    )


def uninitializePlugin(plugin):
    OpenMayaMPx.MFnPlugin(plugin).deregisterNode(ProbeDeformer.type_id)
