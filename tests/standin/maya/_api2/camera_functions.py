"""``MFnCamera``."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from maya._api2.arrays import MPointArray
from maya._api2.dag_functions import MFnDagNode
from maya._api2.matrices import MFloatMatrix
from maya._api2.objects import MObject, changes_scene, dag_node_of, wrap
from maya._api2.paths import MDagPath
from maya._api2.plugs import write
from maya._api2.rows import MPoint, MVector
from maya._api2.transform_functions import MFnTransform
from maya._api2.transformation import MSpace, check_space
from maya._api2.unsupported import refuse
from maya._core import maths
from maya._core.session import session
from maya._shared.creation import create_dag

_INCH = 25.4  # millimetres; apertures are in inches, focal lengths in millimetres

_ATTRIBUTES = {
    "horizontalFilmAperture": "horizontalFilmAperture",
    "verticalFilmAperture": "verticalFilmAperture",
    "horizontalFilmOffset": "horizontalFilmOffset",
    "verticalFilmOffset": "verticalFilmOffset",
    "shakeEnabled": "shakeEnabled",
    "horizontalShake": "horizontalShake",
    "verticalShake": "verticalShake",
    "shakeOverscanEnabled": "shakeOverscanEnabled",
    "shakeOverscan": "shakeOverscan",
    "panZoomEnabled": "panZoomEnabled",
    "renderPanZoom": "renderPanZoom",
    "horizontalPan": "horizontalPan",
    "verticalPan": "verticalPan",
    "zoom": "zoom",
    "stereoHITEnabled": "stereoHorizontalImageTranslateEnabled",
    "stereoHIT": "stereoHorizontalImageTranslate",
    "filmFit": "filmFit",
    "filmFitOffset": "filmFitOffset",
    "overscan": "overscan",
    "horizontalRollPivot": "horizontalRollPivot",
    "verticalRollPivot": "verticalRollPivot",
    "filmRollValue": "filmRollValue",
    "filmRollOrder": "filmRollOrder",
    "preScale": "preScale",
    "postScale": "postScale",
    "filmTranslateH": "filmTranslateH",
    "filmTranslateV": "filmTranslateV",
    "isDisplayGateMask": "displayGateMask",
    "isDisplayFilmGate": "displayFilmGate",
    "focalLength": "focalLength",
    "lensSqueezeRatio": "lensSqueezeRatio",
    "isClippingPlanes": "clippingPlanes",
    "nearClippingPlane": "nearClipPlane",
    "farClippingPlane": "farClipPlane",
    "isDepthOfField": "depthOfField",
    "fStop": "fStop",
    "focusDistance": "focusDistance",
    "isMotionBlur": "motionBlurred",
    "shutterAngle": "shutterAngle",
    "centerOfInterest": "centerOfInterest",
    "orthoWidth": "orthographicWidth",
    "cameraScale": "cameraScale",
    "tumblePivot": "tumblePivot",
    "usePivotAsLocalSpace": "usePivotAsLocalSpace",
    "isVerticalLock": "verticalLock",
}


class MFnCamera(MFnDagNode):
    """A camera."""

    _FN = "kCamera"
    kFillFilmFit, kHorizontalFilmFit, kVerticalFilmFit, kOverscanFilmFit, kInvalid = range(5)
    kRotateTranslate, kTranslateRotate = 0, 1

    @changes_scene
    def create(self, parent: MObject | None = None) -> MObject:
        """Make a camera."""
        above = None if parent is None or parent.isNull() else dag_node_of(parent)
        node, made = create_dag(session.node_types["camera"], None, above, "camera")
        self._o, self._path = wrap(node), None
        return wrap(made)

    def _value(self, name: str) -> Any:
        return self._dag().plug(_ATTRIBUTES[name]).get()

    @changes_scene
    def _set_value(self, name: str, value: Any) -> None:
        plug = self._dag().plug(_ATTRIBUTES[name])
        if plug.is_compound:
            for child, number in zip(plug.children, list(value)[:3], strict=True):
                write(child, float(number))
        else:
            write(plug, value)

    # -- lens --------------------------------------------------------------------------------

    def aspectRatio(self) -> float:
        """Width of the film by its height."""
        width = self.horizontalFilmAperture * self.lensSqueezeRatio
        return width / self.verticalFilmAperture

    def setAspectRatio(self, aspectRatio: float) -> MFnCamera:
        """Change the width of the film to an aspect ratio."""
        self.horizontalFilmAperture = (
            aspectRatio * self.verticalFilmAperture / self.lensSqueezeRatio
        )
        return self

    def horizontalFieldOfView(self) -> float:
        """Horizontal angle of view in radians."""
        half = 0.5 * self.horizontalFilmAperture * _INCH / (self.focalLength * self.cameraScale)
        return 2.0 * math.atan(half)

    def verticalFieldOfView(self) -> float:
        """Vertical angle of view in radians."""
        half = 0.5 * self.verticalFilmAperture * _INCH / (self.focalLength * self.cameraScale)
        return 2.0 * math.atan(half)

    def setHorizontalFieldOfView(self, fov: float) -> MFnCamera:
        """Change the focal length to a horizontal angle of view."""
        half = 0.5 * self.horizontalFilmAperture * _INCH / self.cameraScale
        self.focalLength = half / math.tan(0.5 * fov)
        return self

    def setVerticalFieldOfView(self, fov: float) -> MFnCamera:
        """Change the focal length to a vertical angle of view."""
        half = 0.5 * self.verticalFilmAperture * _INCH / self.cameraScale
        self.focalLength = half / math.tan(0.5 * fov)
        return self

    def setNearFarClippingPlanes(self, near: float, far: float) -> MFnCamera:
        """Set both clipping planes."""
        self.nearClippingPlane, self.farClippingPlane = near, far
        return self

    def isOrtho(self) -> bool:
        """Whether the view is orthographic."""
        return bool(self._dag().plug("orthographic").get())

    @changes_scene
    def setIsOrtho(self, orthoState: bool, useDist: float | None = None) -> MFnCamera:
        """Make the view orthographic or perspective."""
        if useDist is not None:
            self.orthoWidth = 2.0 * useDist * math.tan(0.5 * self.horizontalFieldOfView())
        self._dag().plug("orthographic").set(bool(orthoState))
        return self

    def _half_size(self, window_aspect: float, fit_to_window: bool) -> tuple[float, float]:
        """Half width and height of what is seen at distance 1 (or of an orthographic view)."""
        if self.isOrtho():
            half = 0.5 * self.orthoWidth
            return half, half / window_aspect
        width = math.tan(0.5 * self.horizontalFieldOfView()) * self.lensSqueezeRatio
        height = math.tan(0.5 * self.verticalFieldOfView())
        if not fit_to_window:
            return width, height
        film = width / height
        fit = self.filmFit
        wide = window_aspect > film
        use_width = (
            fit == self.kHorizontalFilmFit
            or (fit == self.kFillFilmFit and wide)
            or (fit == self.kOverscanFilmFit and not wide)
        )
        if use_width:
            return width, width / window_aspect
        return height * window_aspect, height

    def getViewingFrustum(
        self,
        windowAspect: float,
        applyOverscan: bool = False,
        applySqueeze: bool = False,
        applyPanZoom: bool = False,
    ) -> tuple[float, float, float, float]:
        """Left, right, bottom and top of the view at the near clipping plane."""
        return self._frustum(windowAspect, self.overscan if applyOverscan else 1.0)

    def getRenderingFrustum(self, windowAspect: float) -> tuple[float, float, float, float]:
        """Left, right, bottom and top of what is rendered at the near clipping plane."""
        return self._frustum(windowAspect, 1.0)

    def _frustum(self, window_aspect: float, factor: float) -> tuple[float, float, float, float]:
        width, height = self._half_size(window_aspect, True)
        near = 1.0 if self.isOrtho() else self.nearClippingPlane
        x, y = width * near * factor, height * near * factor
        return -x, x, -y, y

    def getFilmFrustum(
        self, distance: float, applyPanZoom: bool = False
    ) -> tuple[float, float, float, float]:
        """Half width and height of the film's view at a distance, and its offsets."""
        width, height = self._half_size(self.aspectRatio(), False)
        focal = self.focalLength * self.cameraScale / _INCH
        offsets = (self.horizontalFilmOffset, self.verticalFilmOffset)
        return (width * distance, height * distance, *(distance * each / focal for each in offsets))

    def getFilmFrustumCorners(self, distance: float, applyPanZoom: bool = False) -> MPointArray:
        """Corners of the film's view at a distance, in the camera's space."""
        x, y, dx, dy = self.getFilmFrustum(distance, applyPanZoom)
        corners = [(-x, y), (x, y), (x, -y), (-x, -y)]
        return MPointArray([(a + dx, b + dy, -distance) for a, b in corners])

    def getPortFieldOfView(self, width: int, height: int) -> tuple[float, float]:
        """Horizontal and vertical angle of view of a window."""
        x, y = self._half_size(width / height, True)
        return 2.0 * math.atan(x), 2.0 * math.atan(y)

    def projectionMatrix(self, context: Any = None) -> MFloatMatrix:
        """Projection of the camera's space to the screen, y and z as OpenGL has them."""
        aspect = self.aspectRatio()
        left, right, bottom, top = self._frustum(aspect, 1.0)
        near, far = self.nearClippingPlane, self.farClippingPlane
        values = np.zeros((4, 4))
        if self.isOrtho():
            values[0, 0], values[1, 1] = 2 / (right - left), 2 / (top - bottom)
            values[2, 2], values[3, 2] = -2 / (far - near), -(far + near) / (far - near)
            values[3, 3] = 1.0
        else:
            values[0, 0], values[1, 1] = 2 * near / (right - left), 2 * near / (top - bottom)
            values[2, 2], values[3, 2] = (
                -(far + near) / (far - near),
                -2 * far * near / (far - near),
            )
            values[2, 3] = -1.0
        return MFloatMatrix._of(values)

    def postProjectionMatrix(self, context: Any = None) -> MFloatMatrix:
        """What follows the projection: the identity without film roll."""
        self._dag()
        return MFloatMatrix()

    # -- place -------------------------------------------------------------------------------

    def _placed(self, space: int) -> np.ndarray:
        if check_space(space) != MSpace.kWorld:
            return np.eye(4)
        if self._path is None:
            raise RuntimeError("(kInvalidParameter): Must have a DAG path for world space")
        return self._path.world_matrix()

    def eyePoint(self, space: int = MSpace.kObject) -> MPoint:
        """Where the camera is."""
        return MPoint(self._placed(space)[3, :3])

    def _axis(self, axis: tuple[float, float, float], space: int) -> MVector:
        return MVector(np.array(axis) @ self._placed(space)[:3, :3]).normalize()

    def viewDirection(self, space: int = MSpace.kObject) -> MVector:
        """Where the camera looks to."""
        return self._axis((0.0, 0.0, -1.0), space)

    def upDirection(self, space: int = MSpace.kObject) -> MVector:
        """Which way is up."""
        return self._axis((0.0, 1.0, 0.0), space)

    def rightDirection(self, space: int = MSpace.kObject) -> MVector:
        """Which way is right."""
        return self._axis((1.0, 0.0, 0.0), space)

    def centerOfInterestPoint(self, space: int = MSpace.kObject) -> MPoint:
        """The point that the camera looks at."""
        point = np.array([0.0, 0.0, -self.centerOfInterest, 1.0])
        return MPoint((point @ self._placed(space))[:3])

    def setCenterOfInterestPoint(self, point: Any, space: int = MSpace.kObject) -> MFnCamera:
        """Set the distance of the point that the camera looks at."""
        distance = MPoint(point).distanceTo(self.eyePoint(space))
        self.centerOfInterest = distance
        return self

    def set(
        self,
        wsEyeLocation: Any,
        wsViewDirection: Any,
        wsUpDirection: Any,
        horizFieldOfView: float,
        aspectRatio: float,
    ) -> MFnCamera:
        """Place the camera in the world."""
        back = -MVector(wsViewDirection).normal()._a
        right = np.cross(MVector(wsUpDirection)._a, back)
        right /= np.linalg.norm(right)
        world = np.eye(4)
        world[:3, :3] = (right, np.cross(back, right), back)
        world[3, :3] = MPoint(wsEyeLocation)._a[:3]
        self._place(world)
        self.setHorizontalFieldOfView(horizFieldOfView)
        return self.setAspectRatio(aspectRatio)

    def _place(self, world: np.ndarray) -> None:
        if self._path is None:
            raise RuntimeError("(kInvalidParameter): Must have a DAG path for world space")
        above = self._path.parent()
        outer = above.parent().world_matrix() if above.parent() is not None else np.eye(4)
        parts = maths.decompose(world @ np.linalg.inv(outer))
        transform = MFnTransform(MDagPath._of(above))
        transform._put("translation", parts.translation)
        order = int(above.node.plug("rotateOrder").get())
        transform._put("rotation", maths.reorder_euler(parts.rotation, 0, order))

    def setEyePoint(self, eyeLocation: Any, space: int = MSpace.kObject) -> MFnCamera:
        """Move the camera."""
        world = self._placed(MSpace.kWorld).copy()
        point = MPoint(eyeLocation)._a
        world[3, :3] = point[:3] if space == MSpace.kWorld else (point @ world)[:3]
        self._place(world)
        return self

    def copyViewFrom(self, otherCamera: MDagPath) -> MFnCamera:
        """Look at the same from the same place as another camera."""
        other = MFnCamera(otherCamera)
        for name in ("focalLength", "horizontalFilmAperture", "verticalFilmAperture"):
            setattr(self, name, getattr(other, name))
        self.centerOfInterest = other.centerOfInterest
        self._place(other._placed(MSpace.kWorld))
        return self

    def hasSamePerspective(self, otherCamera: MDagPath) -> bool:
        """Whether another camera sees the same."""
        other = MFnCamera(otherCamera)
        same = np.allclose(self._placed(MSpace.kWorld), other._placed(MSpace.kWorld))
        return bool(same and self.projectionMatrix().isEquivalent(other.projectionMatrix()))

    def getFocalLengthLimits(self) -> tuple[float, float]:
        """Lowest and highest focal length."""
        return 2.5, 100000.0

    def getAspectRatioLimits(self) -> tuple[float, float]:
        """Lowest and highest aspect ratio."""
        return 0.01, 100.0

    def getFilmApertureLimits(self) -> tuple[float, float]:
        """Lowest and highest aperture."""
        return 0.001, 1000.0


def _lens(name: str) -> None:
    def read(self: MFnCamera) -> Any:
        value = self._value(name)
        return MPoint(value) if name == "tumblePivot" else value

    setattr(
        MFnCamera,
        name,
        property(read, lambda self, value: self._set_value(name, value), doc=f"{name}."),
    )


for _name in _ATTRIBUTES:
    _lens(_name)
for _name in ("computeDepthOfField", "getViewParameters"):
    setattr(MFnCamera, _name, refuse(f"MFnCamera.{_name}"))
for _name in ("nearFocusDistance", "farFocusDistance"):
    setattr(MFnCamera, _name, property(refuse(f"MFnCamera.{_name}")))
