"""OpenMayaRender: what exists without a renderer and without views."""

from __future__ import annotations

from typing import Any

from maya._shared import errors

from .swig import SwigObject, named

_PRIMITIVES = (
    *("POINTS", "LINES", "LINE_LOOP", "LINE_STRIP", "TRIANGLES"),
    *("TRIANGLE_STRIP", "TRIANGLE_FAN", "QUADS", "QUAD_STRIP", "POLYGON"),
)
# numbers of the OpenGL standard
GL = {
    **dict(zip(_PRIMITIVES, range(10), strict=True)),
    "CURRENT_BIT": 0x1,
    "POINT_BIT": 0x2,
    "LINE_BIT": 0x4,
    "POLYGON_BIT": 0x8,
    "LIGHTING_BIT": 0x40,
    "DEPTH_BUFFER_BIT": 0x100,
    "STENCIL_BUFFER_BIT": 0x400,
    "ENABLE_BIT": 0x2000,
    "COLOR_BUFFER_BIT": 0x4000,
    "TEXTURE_BIT": 0x40000,
    "ALL_ATTRIB_BITS": 0xFFFFF,
    "NEVER": 0x200,
    "LESS": 0x201,
    "EQUAL": 0x202,
    "LEQUAL": 0x203,
    "GREATER": 0x204,
    "NOTEQUAL": 0x205,
    "GEQUAL": 0x206,
    "ALWAYS": 0x207,
    "ZERO": 0,
    "ONE": 1,
    "SRC_COLOR": 0x300,
    "ONE_MINUS_SRC_COLOR": 0x301,
    "SRC_ALPHA": 0x302,
    "ONE_MINUS_SRC_ALPHA": 0x303,
    "FRONT": 0x404,
    "BACK": 0x405,
    "FRONT_AND_BACK": 0x408,
    "POINT_SMOOTH": 0xB10,
    "POINT_SIZE": 0xB11,
    "LINE_SMOOTH": 0xB20,
    "LINE_WIDTH": 0xB21,
    "LINE_STIPPLE": 0xB24,
    "CULL_FACE": 0xB44,
    "LIGHTING": 0xB50,
    "COLOR_MATERIAL": 0xB57,
    "DEPTH_TEST": 0xB71,
    "BLEND": 0xBE2,
    "CURRENT_COLOR": 0xB00,
    "TEXTURE_2D": 0xDE1,
    "FLOAT": 0x1406,
    "UNSIGNED_BYTE": 0x1401,
    "UNSIGNED_INT": 0x1405,
    "MODELVIEW": 0x1700,
    "PROJECTION": 0x1701,
    "POINT": 0x1B00,
    "LINE": 0x1B01,
    "FILL": 0x1B02,
    "RGB": 0x1907,
    "RGBA": 0x1908,
    "VERTEX_ARRAY": 0x8074,
    "NORMAL_ARRAY": 0x8075,
    "FALSE": 0,
    "TRUE": 1,
}
CONSTANTS = {f"MGL_{name}": value for name, value in GL.items()}


class MGLFunctionTable(SwigObject):
    """OpenGL; there is no context in batch mode."""

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("gl"):
            raise AttributeError(name)

        def call(*_: Any) -> Any:
            raise errors.failure(f"{name} needs a view: there is none in batch mode")

        return call

    def extensionExists(self, *_: Any) -> bool:
        """Whether OpenGL has an extension."""
        return False


class MHardwareRenderer(SwigObject):
    """The old hardware renderer."""

    kPreRendering, kPreExposure, kPostExposure, kPostRendering = range(4)
    kSuccess, kFailure, kItemExists, kItemNotFound, kLocationNotFound = range(5)

    _only: Any = None

    @staticmethod
    def theRenderer() -> MHardwareRenderer:
        """The only one."""
        if MHardwareRenderer._only is None:
            MHardwareRenderer._only = MHardwareRenderer()
        return MHardwareRenderer._only

    def glFunctionTable(self) -> MGLFunctionTable:
        """The functions of OpenGL."""
        return MGLFunctionTable()

    def backEndString(self) -> str:
        """The name of the interface."""
        return ""


@named("MRenderUtil")
class MRenderUtil(SwigObject):
    """Functions for renderers."""

    @staticmethod
    def mayaRenderState() -> int:
        """Whether a renderer runs: no."""
        return 0

    @staticmethod
    def inCurrentRenderLayer(path: Any) -> bool:
        """Whether an object is rendered."""
        return True
