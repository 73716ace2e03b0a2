"""Names that MFn has for kinds of attributes."""

from __future__ import annotations

ATTRIBUTE_NAMES = {
    "message": "kMessageAttribute",
    "enum": "kEnumAttribute",
    "typed": "kTypedAttribute",
    "generic": "kGenericAttribute",
    "compound": "kCompoundAttribute",
    "doubleAngle": "kDoubleAngleAttribute",
    "floatAngle": "kFloatAngleAttribute",
    "doubleLinear": "kDoubleLinearAttribute",
    "floatLinear": "kFloatLinearAttribute",
    "time": "kTimeAttribute",
    "matrix": "kMatrixAttribute",
    "fltMatrix": "kFloatMatrixAttribute",
    "lightData": "kLightDataAttribute",
    "double2": "kAttribute2Double",
    "double3": "kAttribute3Double",
    "double4": "kAttribute4Double",
    "float2": "kAttribute2Float",
    "float3": "kAttribute3Float",
    "short2": "kAttribute2Short",
    "short3": "kAttribute3Short",
    "long2": "kAttribute2Int",
    "long3": "kAttribute3Int",
}
UNIT_KINDS = ("doubleAngle", "floatAngle", "doubleLinear", "floatLinear", "time")
