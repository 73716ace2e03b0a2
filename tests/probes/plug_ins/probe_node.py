"""An API 2.0 node that notes its computations; what compute does is an attribute."""

from maya.api import OpenMaya

from tests.probes import record

HANDLED, LEFT_DIRTY, FAILING, WRONG_ACCESSOR = range(4)


def maya_useNewAPI():
    pass


class ProbeNode(OpenMaya.MPxNode):
    type_name = "probeNode"
    type_id = OpenMaya.MTypeId(0x0007FF01)
    behaviour = None
    single = None
    source = None
    result = None

    def compute(self, plug, block):
        if plug != ProbeNode.result:
            return None
        record.calls.append("compute")
        behaviour = block.inputValue(ProbeNode.behaviour).asInt()
        value = block.inputValue(ProbeNode.source).asDouble()
        if behaviour == FAILING:
            raise ValueError("a probe fails on purpose")
        if behaviour == WRONG_ACCESSOR:
            try:
                block.inputValue(ProbeNode.single).asMatrix()
            except (RuntimeError, TypeError) as error:
                record.answers["wrong accessor"] = error
        handle = block.outputValue(ProbeNode.result)
        handle.setDouble(2 * value)
        if behaviour != LEFT_DIRTY:
            block.setClean(plug)
        return self


def make_attributes():
    numeric = OpenMaya.MFnNumericAttribute()
    kinds = OpenMaya.MFnNumericData
    ProbeNode.behaviour = numeric.create("behaviour", "bh", kinds.kInt, 0)
    ProbeNode.single = numeric.create("single", "sg", kinds.kFloat, 1.5)
    ProbeNode.source = numeric.create("source", "src", kinds.kDouble, 0.0)
    numeric.keyable = True
    ProbeNode.result = numeric.create("result", "res", kinds.kDouble, 0.0)
    numeric.writable = False
    for attribute in (ProbeNode.behaviour, ProbeNode.single, ProbeNode.source, ProbeNode.result):
        ProbeNode.addAttribute(attribute)
    for attribute in (ProbeNode.behaviour, ProbeNode.single, ProbeNode.source):
        ProbeNode.attributeAffects(attribute, ProbeNode.result)


def initializePlugin(plugin):
    OpenMaya.MFnPlugin(plugin, "probes", "1.0").registerNode(
        ProbeNode.type_name, ProbeNode.type_id, ProbeNode, make_attributes
    )


def uninitializePlugin(plugin):
    OpenMaya.MFnPlugin(plugin).deregisterNode(ProbeNode.type_id)
