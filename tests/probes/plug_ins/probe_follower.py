"""An API 1.0 deformer behind a Python base class, with a mesh, arrays and a length as inputs."""

from maya import OpenMaya, OpenMayaMPx

from tests.probes import record


class Recording(OpenMayaMPx.MPxDeformerNode):
    def deform(self, block, iterator, matrix, index):
        record.calls.append("deform")
        record.answers.update(self.answers(block))

    def answers(self, block):
        return {}


class ProbeFollower(Recording):
    type_name = "probeFollower"
    type_id = OpenMaya.MTypeId(0x0007FF04)
    mesh = None
    doubles = None
    whole = None
    length = None

    def answers(self, block):
        mesh = block.inputValue(ProbeFollower.mesh).data()
        doubles = block.inputValue(ProbeFollower.doubles).data()
        whole = block.inputValue(ProbeFollower.whole).data()
        found = {
            "no mesh": mesh.isNull(),
            "no doubles": doubles.isNull(),
            "length": block.inputValue(ProbeFollower.length).asDistance().asCentimeters(),
        }
        if not mesh.isNull() and mesh.hasFn(OpenMaya.MFn.kMeshData):
            function = OpenMaya.MFnMesh(mesh)
            points = OpenMaya.MPointArray()
            function.getPoints(points)
            counts, corners = OpenMaya.MIntArray(), OpenMaya.MIntArray()
            function.getVertices(counts, corners)
            found["points"] = [points[index].x for index in range(points.length())]
            found["corners"] = (counts.length(), corners.length())
        if not doubles.isNull():
            values = OpenMaya.MFnDoubleArrayData(doubles).array()
            found["doubles"] = [values[index] for index in range(values.length())]
        if not whole.isNull():
            values = OpenMaya.MFnIntArrayData(whole).array()
            found["whole"] = [values[index] for index in range(values.length())]
        return found


def make_attributes():
    typed, data = OpenMaya.MFnTypedAttribute(), OpenMaya.MFnData
    default = OpenMaya.MDistance(2.0, OpenMaya.MDistance.kCentimeters)
    ProbeFollower.mesh = typed.create("leader", "ld", data.kMesh)
    ProbeFollower.doubles = typed.create("someDoubles", "sd", data.kDoubleArray)
    ProbeFollower.whole = typed.create("someNumbers", "sn", data.kIntArray)
    ProbeFollower.length = OpenMaya.MFnUnitAttribute().create("someLength", "sl", default)
    for attribute in (
        ProbeFollower.mesh,
        ProbeFollower.doubles,
        ProbeFollower.whole,
        ProbeFollower.length,
    ):
        ProbeFollower.addAttribute(attribute)
        ProbeFollower.attributeAffects(attribute, OpenMayaMPx.cvar.MPxGeometryFilter_outputGeom)


def initializePlugin(plugin):
    OpenMayaMPx.MFnPlugin(plugin, "probes", "1.0", "Any").registerNode(
        ProbeFollower.type_name,
        ProbeFollower.type_id,
        lambda: OpenMayaMPx.asMPxPtr(ProbeFollower()),
        make_attributes,
        OpenMayaMPx.MPxNode.kDeformerNode,
    )


def uninitializePlugin(plugin):
    OpenMayaMPx.MFnPlugin(plugin).deregisterNode(ProbeFollower.type_id)
