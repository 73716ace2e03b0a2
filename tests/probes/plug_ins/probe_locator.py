"""An API 2.0 locator with a drawing, arrays as inputs and outputs, and a box of its own."""

from maya.api import OpenMaya, OpenMayaRender, OpenMayaUI

DRAWING = ("drawdb/geometry/probeLocator", "probes")


def maya_useNewAPI():
    pass


class ProbeLocator(OpenMayaUI.MPxLocatorNode):
    type_name = "probeLocator"
    type_id = OpenMaya.MTypeId(0x0007FF05)
    unset = None
    empty = None
    count = None
    vectors = None

    def compute(self, plug, block):
        if plug != ProbeLocator.vectors:
            return None
        count = block.inputValue(ProbeLocator.count).asInt()
        values = OpenMaya.MVectorArray([OpenMaya.MVector(n, 2 * n, 3 * n) for n in range(count)])
        data = OpenMaya.MFnVectorArrayData().create(values)
        block.outputValue(ProbeLocator.vectors).setMObject(data)
        block.setClean(plug)
        return self

    def isBounded(self):
        return True

    def boundingBox(self):
        return OpenMaya.MBoundingBox(OpenMaya.MPoint(-1, -2, -3), OpenMaya.MPoint(4, 5, 6))


class ProbeDrawing(OpenMayaRender.MPxDrawOverride):
    def __init__(self, node):
        super().__init__(node, None, True)


def make_attributes():
    typed, data = OpenMaya.MFnTypedAttribute(), OpenMaya.MFnData
    none = OpenMaya.MFnIntArrayData().create(OpenMaya.MIntArray())
    ProbeLocator.unset = typed.create("unsetNumbers", "un", data.kIntArray)
    ProbeLocator.empty = typed.create("emptyNumbers", "em", data.kIntArray, none)
    ProbeLocator.count = OpenMaya.MFnNumericAttribute().create(
        "count", "cnt", OpenMaya.MFnNumericData.kInt, 0
    )
    ProbeLocator.vectors = typed.create("vectors", "vc", data.kVectorArray)
    typed.writable = False
    for attribute in (
        ProbeLocator.unset,
        ProbeLocator.empty,
        ProbeLocator.count,
        ProbeLocator.vectors,
    ):
        ProbeLocator.addAttribute(attribute)
    ProbeLocator.attributeAffects(ProbeLocator.count, ProbeLocator.vectors)


def initializePlugin(plugin):
    OpenMaya.MFnPlugin(plugin, "probes", "1.0").registerNode(
        ProbeLocator.type_name,
        ProbeLocator.type_id,
        ProbeLocator,
        make_attributes,
        OpenMaya.MPxNode.kLocatorNode,
        DRAWING[0],
    )
    OpenMayaRender.MDrawRegistry.registerDrawOverrideCreator(*DRAWING, ProbeDrawing)


def uninitializePlugin(plugin):
    OpenMayaRender.MDrawRegistry.deregisterDrawOverrideCreator(*DRAWING)
    OpenMaya.MFnPlugin(plugin).deregisterNode(ProbeLocator.type_id)
