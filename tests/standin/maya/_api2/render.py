"""``MDrawRegistry``, ``MRenderer`` and the bases of drawing overrides."""

from __future__ import annotations

from typing import Any

from maya._api2.matrices import MMatrix
from maya._api2.small import MBoundingBox
from maya._core.session import session

_KINDS = {
    "DrawOverrideCreator": "drawOverride",
    "GeometryOverrideCreator": "geometryOverride",
    "SubSceneOverrideCreator": "subSceneOverride",
    "ShaderOverrideCreator": "shaderOverride",
    "ShadingNodeOverrideCreator": "shadingNodeOverride",
    "SurfaceShadingNodeOverrideCreator": "surfaceShadingNodeOverride",
    "ImagePlaneOverrideCreator": "imagePlaneOverride",
    "IndexBufferMutator": "indexBufferMutator",
    "PrimitiveGenerator": "primitiveGenerator",
    "VertexBufferGenerator": "vertexBufferGenerator",
    "VertexBufferMutator": "vertexBufferMutator",
    "ComponentConverter": "componentConverter",
}


def _registry() -> dict[tuple[str, str], tuple[str, Any]]:
    return session.state.setdefault("draw_registry", {})


class MDrawRegistry:
    """Who draws what; the stand-in keeps the registrations and draws nothing."""


def _install(word: str, kind: str) -> None:
    def register(classification: str, *rest: Any) -> None:
        for value in (classification, *rest[:-1]):
            if not isinstance(value, (str, int)):
                raise TypeError(f"argument must be str, not {type(value).__name__}")
        if not callable(rest[-1]):
            raise TypeError("creator must be callable")
        if (kind, str(classification)) in _registry():
            raise RuntimeError(f"(kFailure): '{classification}' is registered already")
        _registry()[kind, str(classification)] = (str(rest[0]), rest[-1])

    def deregister(classification: str, *rest: Any) -> None:
        if _registry().pop((kind, str(classification)), None) is None:
            raise RuntimeError(f"(kInvalidParameter): '{classification}' is not registered")

    register.__name__, deregister.__name__ = f"register{word}", f"deregister{word}"
    register.__doc__ = deregister.__doc__ = "Register who draws, or take it back."
    setattr(MDrawRegistry, register.__name__, staticmethod(register))
    setattr(MDrawRegistry, deregister.__name__, staticmethod(deregister))


for _word, _kind in _KINDS.items():
    _install(_word, _kind)


class MRenderer:
    """The viewport's renderer; there is none in batch mode."""

    @staticmethod
    def _none() -> None:
        """Nothing in batch mode."""

    getFragmentManager = getShaderManager = getTextureManager = getRenderTargetManager = _none

    @staticmethod
    def setGeometryDrawDirty(object: Any, topologyChanged: bool = True) -> None:
        """Ask for a new drawing; nothing is drawn."""
        if object is None:
            raise TypeError("argument must be MObject, not None")

    setLightsAndShadowsDirty = _none

    @staticmethod
    def drawAPI() -> int:
        """Which drawing interface is used: none."""
        return 0

    @staticmethod
    def drawAPIIsOpenGL() -> bool:
        """Whether OpenGL is used."""
        return False

    @staticmethod
    def _overrides() -> dict[str, Any]:
        return session.state.setdefault("render_overrides", {})

    @staticmethod
    def registerOverride(override: Any) -> None:
        """Make a render override known."""
        name = _name(override)
        if name in MRenderer._overrides():
            raise RuntimeError("(kFailure): the override is registered already")
        MRenderer._overrides()[name] = override

    @staticmethod
    def deregisterOverride(override: Any) -> None:
        """Forget a render override."""
        if MRenderer._overrides().pop(_name(override), None) is None:
            raise RuntimeError("(kInvalidParameter): the override is not registered")

    @staticmethod
    def findRenderOverride(name: str) -> Any:
        """A render override by name."""
        return MRenderer._overrides().get(name)

    @staticmethod
    def renderOverrideCount() -> int:
        """Number of render overrides."""
        return len(MRenderer._overrides())

    @staticmethod
    def renderOverrideName(panel: str = "") -> str:
        """The render override of a panel: none."""
        return ""

    activeRenderOverride = renderOverrideName


def _name(override: Any) -> str:
    return override.name()


class MRenderOverride:
    """A way to render a viewport."""

    def __init__(self, name: Any = "") -> None:
        self._override_name = (
            name._override_name if isinstance(name, MRenderOverride) else str(name)
        )

    def name(self) -> str:
        """Name of the override."""
        return self._override_name

    def uiName(self) -> str:
        """Name that people see."""
        return self._override_name

    def setup(self, destination: str) -> Any:
        """Called before rendering."""

    def cleanup(self) -> Any:
        """Called after rendering."""


class MPxDrawOverride:
    """Draws a locator or shape by hand."""

    def __init__(self, obj: Any = None, callback: Any = None, isAlwaysDirty: bool = True) -> None:
        self._object, self._callback = obj, callback
        self._always_dirty = bool(isAlwaysDirty)

    def supportedDrawAPIs(self) -> int:
        """Which drawing interfaces it knows: OpenGL."""
        return MRenderer.kOpenGL

    def isBounded(self, objPath: Any, cameraPath: Any) -> bool:
        """Whether `boundingBox` says how big the drawing is."""
        return True

    def boundingBox(self, objPath: Any, cameraPath: Any) -> MBoundingBox:
        """How big the drawing is, in the space of the object."""
        return MBoundingBox()

    def transform(self, objPath: Any, cameraPath: Any) -> MMatrix:
        """Where the drawing is."""
        return objPath.inclusiveMatrix()

    def prepareForDraw(self, objPath: Any, cameraPath: Any, frameContext: Any, oldData: Any) -> Any:
        """Read what the drawing needs; plugs may be evaluated here only."""

    def hasUIDrawables(self) -> bool:
        """Whether `addUIDrawables` draws."""
        return False

    def addUIDrawables(self, objPath: Any, drawManager: Any, frameContext: Any, data: Any) -> None:
        """Draw by a ``MUIDrawManager``."""


class MPxGeometryOverride:
    """Makes geometry for drawing a shape."""

    def __init__(self, obj: Any = None) -> None:
        self._object = obj


class MPxSubSceneOverride:
    """Makes many things to draw for a shape."""

    def __init__(self, obj: Any = None) -> None:
        self._object = obj
