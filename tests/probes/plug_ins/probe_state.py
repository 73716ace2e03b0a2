"""An API 2.0 node with a triple of angles that follows its nodeState and looks for a file."""

from maya.api import OpenMaya

from tests.probes import record


def maya_useNewAPI():
    pass


class ProbeState(OpenMaya.MPxNode):
    type_name = "probeState"
    type_id = OpenMaya.MTypeId(0x0007FF03)
    file = None
    state = None
    turn = None
    angles = ()

    def compute(self, plug, block):
        if plug != ProbeState.turn and plug.attribute() not in ProbeState.angles:
            return None
        record.calls.append("compute")
        record.answers["state"] = block.inputValue(ProbeState.state).asShort()
        looked_for = OpenMaya.MFileObject()
        looked_for.setRawFullName(block.inputValue(ProbeState.file).asString())
        looked_for.resolveMethod = OpenMaya.MFileObject.kInputFile
        record.answers["file"] = looked_for.resolvedFullName()
        parent = block.outputValue(ProbeState.turn)
        for number, child in enumerate(ProbeState.angles):
            degrees = OpenMaya.MAngle(10.0 * (number + 1), OpenMaya.MAngle.kDegrees)
            parent.child(child).setMAngle(degrees)
        block.setClean(ProbeState.turn)
        return self

    def getCacheSetup(self, node, disabling, setup, monitored):
        OpenMaya.MPxNode.getCacheSetup(self, node, disabling, setup, monitored)
        setup.setPreference(setup.kWantToCacheByDefault, True)
        record.calls.append("getCacheSetup")


def make_attributes():
    unit, numeric, typed = (
        OpenMaya.MFnUnitAttribute(),
        OpenMaya.MFnNumericAttribute(),
        OpenMaya.MFnTypedAttribute(),
    )
    angle = OpenMaya.MFnUnitAttribute.kAngle
    ProbeState.file = typed.create("file", "fi", OpenMaya.MFnData.kString)
    ProbeState.state = OpenMaya.MNodeClass("network").attribute("nodeState")
    ProbeState.angles = tuple(
        unit.create(f"turn{axis}", f"tu{axis.lower()}", angle, 0.0) for axis in "XYZ"
    )
    ProbeState.turn = numeric.create("turn", "tu", *ProbeState.angles)
    numeric.writable = False
    for attribute in (ProbeState.file, ProbeState.turn):
        ProbeState.addAttribute(attribute)
    for source in (ProbeState.file, ProbeState.state):
        for target in (ProbeState.turn, *ProbeState.angles):
            ProbeState.attributeAffects(source, target)


def initializePlugin(plugin):
    OpenMaya.MFnPlugin(plugin, "probes", "1.0").registerNode(
        ProbeState.type_name, ProbeState.type_id, ProbeState, make_attributes
    )


def uninitializePlugin(plugin):
    OpenMaya.MFnPlugin(plugin).deregisterNode(ProbeState.type_id)
