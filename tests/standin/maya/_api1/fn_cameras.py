"""Function sets of cameras, lights and shaders."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from maya._shared import errors

from . import pointers
from .fn_dag import MFnDagNode
from .fn_node import MFnDependencyNode, create_node, dag_parent
from .matrices import MFloatMatrix
from .objects import MObject
from .plugs import not_recorded
from .spaces import MSpace
from .swig import expect, integer, named, real
from .tuples import MColor, MFloatVector, MPoint, MVector


def _reader(attribute: str, convert: Any) -> Any:
    return lambda self: convert(self._have().plug(attribute).get())


def _writer(attribute: str, convert: Any) -> Any:
    def write(self: MFnDependencyNode, value: Any) -> None:
        with not_recorded():
            self._have().plug(attribute).set(convert(value))

    return write


def _color(values: Any) -> MColor:
    return MColor(*values)


def _from_color(color: Any) -> list[float]:
    return expect(color, MColor)._list()[:3]


def accessors(cls: type, table: str) -> None:
    """Give a class readers and writers: one a line, ``reader writer attribute type``."""
    kinds = {"f": (float, real), "i": (int, integer), "b": (bool, bool), "c": (_color, _from_color)}
    for line in table.strip().splitlines():
        reader, writer, attribute, kind = line.split()
        read, write = kinds[kind]
        if reader != "-":
            setattr(cls, reader, _reader(attribute, read))
        if writer != "-":
            setattr(cls, writer, _writer(attribute, write))


# -- cameras -------------------------------------------------------------------------------------


@named("MFnCamera")
class MFnCamera(MFnDagNode):
    """Cameras; apertures are inches, focal lengths millimetres, angles radians."""

    _fits = "kCamera"
    kFillFilmFit, kHorizontalFilmFit, kVerticalFilmFit, kOverscanFilmFit, kInvalid = range(5)
    kRotateTranslate, kTranslateRotate = range(2)

    def create(self, parent: Any = None) -> MObject:
        """Make a camera."""
        return MObject._of(self._created("camera", None, dag_parent(parent)))

    def horizontalFieldOfView(self) -> float:
        """The angle of view from left to right."""
        return self._angle(self._value("horizontalFilmAperture"))

    def verticalFieldOfView(self) -> float:
        """The angle of view from top to bottom."""
        return self._angle(self._value("verticalFilmAperture"))

    def _value(self, name: str) -> float:
        return float(self._have().plug(name).get())

    def _angle(self, aperture: float) -> float:
        focal = self._value("focalLength") * self._value("cameraScale")
        return 2.0 * math.atan(0.5 * aperture * 25.4 / focal) if focal else 0.0

    def setHorizontalFieldOfView(self, angle: float) -> None:
        """Set the angle of view by the focal length."""
        self._fit_focal("horizontalFilmAperture", angle)

    def setVerticalFieldOfView(self, angle: float) -> None:
        """Set the angle of view by the focal length."""
        self._fit_focal("verticalFilmAperture", angle)

    def _fit_focal(self, name: str, angle: float) -> None:
        half = math.tan(0.5 * real(angle))
        focal = 0.5 * self._value(name) * 25.4 / half / self._value("cameraScale")
        with not_recorded():
            self._have().plug("focalLength").set(focal)

    def aspectRatio(self) -> float:
        """Width over height of the film."""
        height = self._value("verticalFilmAperture")
        width = self._value("horizontalFilmAperture") * self._value("lensSqueezeRatio")
        return width / height if height else 0.0

    def setAspectRatio(self, ratio: float) -> None:
        """Set the height of the film."""
        width = self._value("horizontalFilmAperture") * self._value("lensSqueezeRatio")
        with not_recorded():
            self._have().plug("verticalFilmAperture").set(width / real(ratio))

    def setNearFarClippingPlanes(self, near: float, far: float) -> None:
        """Set both clipping planes."""
        with not_recorded():
            self._have().plug("nearClipPlane").set(real(near))
            self._entity.plug("farClipPlane").set(real(far))

    def _to_world(self, space: int) -> np.ndarray:
        return self._dag_path().world_matrix() if space == MSpace.kWorld else np.eye(4)

    def eyePoint(self, space: int = MSpace.kObject) -> MPoint:
        """Where the camera is."""
        return MPoint(*self._to_world(space)[3, :3].tolist())

    def _direction(self, axis: list[float], space: int) -> MVector:
        return MVector(*(np.array(axis) @ self._to_world(space)[:3, :3]).tolist()).normal()

    def viewDirection(self, space: int = MSpace.kObject) -> MVector:
        """Where the camera looks."""
        return self._direction([0.0, 0.0, -1.0], space)

    def upDirection(self, space: int = MSpace.kObject) -> MVector:
        """What is up for the camera."""
        return self._direction([0.0, 1.0, 0.0], space)

    def rightDirection(self, space: int = MSpace.kObject) -> MVector:
        """What is right for the camera."""
        return self._direction([1.0, 0.0, 0.0], space)

    def centerOfInterestPoint(self, space: int = MSpace.kObject) -> MPoint:
        """What the camera turns around."""
        return self.eyePoint(space) + self.viewDirection(space) * self._value("centerOfInterest")

    def getViewingFrustum(
        self, aspect: float, left: Any, right: Any, bottom: Any, top: Any, *_: Any
    ) -> None:
        """Write the sides of the near plane to memory, the film fitted horizontally or to fill."""
        for place, value in zip((left, right, bottom, top), self._frustum(aspect), strict=True):
            pointers.store(place, "double", value)

    getRenderingFrustum = getViewingFrustum

    def _frustum(self, aspect: float) -> tuple[float, float, float, float]:
        near = self._value("nearClipPlane")
        if self._have().plug("orthographic").get():
            half = 0.5 * self._value("orthographicWidth")
            return -half, half, -half / aspect, half / aspect
        half = near * math.tan(0.5 * self.horizontalFieldOfView())
        fit = int(self._value("filmFit"))
        film = self.aspectRatio()
        taller = fit == self.kVerticalFilmFit
        taller = taller or (fit == self.kFillFilmFit and aspect < film)
        taller = taller or (fit == self.kOverscanFilmFit and aspect > film)
        height = half / film if taller else half / aspect
        width = height * aspect
        return -width, width, -height, height

    def projectionMatrix(self, context: Any = None) -> MFloatMatrix:
        """From the camera to clip space, for the aspect of the film."""
        left, right, bottom, top = self._frustum(self.aspectRatio())
        near, far = self._value("nearClipPlane"), self._value("farClipPlane")
        matrix = np.zeros((4, 4))
        if self.isOrtho():
            matrix[0, 0], matrix[1, 1] = 2.0 / (right - left), 2.0 / (top - bottom)
            matrix[2, 2], matrix[3, 2] = -2.0 / (far - near), -(far + near) / (far - near)
            matrix[3, 3] = 1.0
        else:
            matrix[0, 0], matrix[1, 1] = 2.0 * near / (right - left), 2.0 * near / (top - bottom)
            matrix[2, 2], matrix[2, 3] = -(far + near) / (far - near), -1.0
            matrix[3, 2] = -2.0 * far * near / (far - near)
        return MFloatMatrix._made(matrix)

    def setIsOrtho(self, state: bool, distance: float | None = None) -> None:
        """Make the camera orthographic."""
        with not_recorded():
            self._have().plug("orthographic").set(bool(state))


accessors(
    MFnCamera,
    """
    horizontalFilmAperture setHorizontalFilmAperture horizontalFilmAperture f
    verticalFilmAperture setVerticalFilmAperture verticalFilmAperture f
    horizontalFilmOffset setHorizontalFilmOffset horizontalFilmOffset f
    verticalFilmOffset setVerticalFilmOffset verticalFilmOffset f
    focalLength setFocalLength focalLength f
    lensSqueezeRatio setLensSqueezeRatio lensSqueezeRatio f
    cameraScale setCameraScale cameraScale f
    centerOfInterest setCenterOfInterest centerOfInterest f
    nearClippingPlane setNearClippingPlane nearClipPlane f
    farClippingPlane setFarClippingPlane farClipPlane f
    fStop setFStop fStop f
    focusDistance setFocusDistance focusDistance f
    shutterAngle setShutterAngle shutterAngle f
    filmFit setFilmFit filmFit i
    filmFitOffset setFilmFitOffset filmFitOffset f
    filmTranslateH setFilmTranslateH filmTranslateH f
    filmTranslateV setFilmTranslateV filmTranslateV f
    filmRollValue setFilmRollValue filmRollValue f
    filmRollOrder setFilmRollOrder filmRollOrder i
    horizontalRollPivot setHorizontalRollPivot horizontalRollPivot f
    verticalRollPivot setVerticalRollPivot verticalRollPivot f
    preScale setPreScale preScale f
    postScale setPostScale postScale f
    overscan setOverscan overscan f
    orthoWidth setOrthoWidth orthographicWidth f
    isOrtho - orthographic b
    isMotionBlur setMotionBlur motionBlur b
    isDepthOfField setDepthOfField depthOfField b
    isDisplayFilmGate setDisplayFilmGate displayFilmGate b
    isDisplayGateMask setDisplayGateMask displayGateMask b
    isClippingPlanes setClippingPlanes clippingPlanes b
    panZoomEnabled setPanZoomEnabled panZoomEnabled b
    renderPanZoom setRenderPanZoom renderPanZoom b
    horizontalPan setHorizontalPan horizontalPan f
    verticalPan setVerticalPan verticalPan f
    zoom setZoom zoom f
    horizontalShake setHorizontalShake horizontalShake f
    verticalShake setVerticalShake verticalShake f
    shakeEnabled setShakeEnabled shakeEnabled b
    shakeOverscan setShakeOverscan shakeOverscan f
    shakeOverscanEnabled setShakeOverscanEnabled shakeOverscanEnabled b
    """,
)


# -- lights --------------------------------------------------------------------------------------


@named("MFnLight")
class MFnLight(MFnDagNode):
    """Lights."""

    _fits = "kLight"
    _type = ""

    def create(self, *arguments: Any) -> MObject:
        """``(parent=none, UIvisible=True, wantTransform=True)``: make a light."""
        if not self._type:
            raise errors.failure("There are no lights of this kind")
        parent = next((value for value in arguments if isinstance(value, MObject)), None)
        return MObject._of(self._created(self._type, None, dag_parent(parent)))

    def lightDirection(self, *arguments: Any) -> MFloatVector:
        """Where the light shines."""
        space = arguments[1] if len(arguments) > 1 else MSpace.kWorld
        matrix = self._dag_path().world_matrix() if space == MSpace.kWorld else np.eye(4)
        direction = np.array([0.0, 0.0, -1.0]) @ matrix[:3, :3]
        return MFloatVector(*direction.tolist()).normal()

    def lightIntensity(self) -> MColor:
        """Colour times intensity."""
        return self.color() * self.intensity()  # type: ignore[attr-defined]


accessors(
    MFnLight,
    """
    color setColor color c
    intensity setIntensity intensity f
    shadowColor setShadowColor shadowColor c
    """,
)


@named("MFnAmbientLight")
class MFnAmbientLight(MFnLight):
    """Lights from everywhere."""

    _fits, _type = "kAmbientLight", "ambientLight"


@named("MFnNonAmbientLight")
class MFnNonAmbientLight(MFnLight):
    """Lights that come from somewhere."""

    _fits = "kNonAmbientLight"


accessors(MFnNonAmbientLight, "decayRate setDecayRate decayRate i")


@named("MFnNonExtendedLight")
class MFnNonExtendedLight(MFnNonAmbientLight):
    """Lights without a size."""

    _fits = "kNonExtendedLight"


@named("MFnDirectionalLight")
class MFnDirectionalLight(MFnNonExtendedLight):
    """Lights from far away."""

    _fits, _type = "kDirectionalLight", "directionalLight"


@named("MFnPointLight")
class MFnPointLight(MFnNonExtendedLight):
    """Lights from a point."""

    _fits, _type = "kPointLight", "pointLight"


@named("MFnSpotLight")
class MFnSpotLight(MFnNonExtendedLight):
    """Lights in a cone."""

    _fits, _type = "kSpotLight", "spotLight"


accessors(
    MFnSpotLight,
    """
    coneAngle setConeAngle coneAngle f
    penumbraAngle setPenumbraAngle penumbraAngle f
    dropOff setDropOff dropoff f
    """,
)


@named("MFnAreaLight")
class MFnAreaLight(MFnNonExtendedLight):
    """Lights from a rectangle."""

    _fits, _type = "kAreaLight", "areaLight"


# -- shaders -------------------------------------------------------------------------------------


@named("MFnLambertShader")
class MFnLambertShader(MFnDependencyNode):
    """Dull materials."""

    _fits, _type = "kLambert", "lambert"

    def create(self, UIvisible: bool = True) -> MObject:
        """Make a material."""
        self._entity = create_node(self._type, None, None)
        return MObject._of(self._entity)


accessors(
    MFnLambertShader,
    """
    color setColor color c
    transparency setTransparency transparency c
    ambientColor setAmbientColor ambientColor c
    incandescence setIncandescence incandescence c
    diffuseCoeff setDiffuseCoeff diffuse f
    translucenceCoeff setTranslucenceCoeff translucence f
    """,
)


@named("MFnReflectShader")
class MFnReflectShader(MFnLambertShader):
    """Shiny materials."""

    _fits = "kReflect"


accessors(MFnReflectShader, "specularColor setSpecularColor specularColor c")


@named("MFnBlinnShader")
class MFnBlinnShader(MFnReflectShader):
    """Blinn's material."""

    _fits, _type = "kBlinn", "blinn"


accessors(
    MFnBlinnShader,
    """
    eccentricity setEccentricity eccentricity f
    specularRollOff setSpecularRollOff specularRollOff f
    """,
)


@named("MFnPhongShader")
class MFnPhongShader(MFnReflectShader):
    """Phong's material."""

    _fits, _type = "kPhong", "phong"


accessors(MFnPhongShader, "cosPower setCosPower cosinePower f")
