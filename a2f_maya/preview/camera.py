"""Perspective cameras that frame a head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin, tan

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import ParameterError
from a2f_maya.mesh import Mesh

FloatArray = npt.NDArray[np.float32]
DoubleArray = npt.NDArray[np.float64]

VIEWS = {"front": (0.0, 0.0), "three_quarter": (32.0, 4.0), "side": (90.0, 0.0)}
"""Named directions to look from: turn about Y towards the head's left (+X) and lift, in degrees."""


@dataclass(frozen=True)
class Camera:
    """A pinhole camera; right-handed world, Y up.

    Attributes
    ----------
    position, target : tuple of 3 floats
        Where the camera is and where it looks, in the length unit of the meshes.
    field_of_view : float
        Vertical opening angle in degrees.
    near : float
        Triangles with a corner nearer than this are not drawn.
    """

    position: tuple[float, float, float]
    target: tuple[float, float, float]
    field_of_view: float = 20.0
    near: float = 1e-3

    def __post_init__(self) -> None:
        if not 0.0 < self.field_of_view < 180.0:
            raise ParameterError(
                f"The field of view {self.field_of_view} is not between 0 and 180 degrees."
            )
        if self.position == self.target:
            raise ParameterError("The camera stands on its target; move one of them.")

    def axes(self) -> DoubleArray:
        """Rows right, up and backwards (towards the viewer) in world space [shape=(3, 3)]."""
        back = np.subtract(self.position, self.target)
        return _axes_from_back(back)

    def project(
        self, points: FloatArray, size: tuple[int, int]
    ) -> tuple[DoubleArray, DoubleArray, DoubleArray]:
        """Project world points to the picture.

        Parameters
        ----------
        points : np.ndarray [shape=(V, 3)]
        size : (width, height)
            In pixels.

        Returns
        -------
        x, y, depth : np.ndarray [shape=(V,), float64]
            Pixels right and down from the top left corner of the picture (the centre of the first
            pixel is at 0.5, 0.5), and the distance along the viewing direction in world units.
        """
        local = (points - np.asarray(self.position)) @ self.axes().T
        depth = -local[:, 2]
        focal = 0.5 * size[1] / tan(radians(self.field_of_view) / 2)
        safe = np.where(depth >= self.near, depth, self.near)
        x = 0.5 * size[0] + focal * local[:, 0] / safe
        y = 0.5 * size[1] - focal * local[:, 1] / safe
        return x, y, depth

    def directions_to_eye(self, size: tuple[int, int]) -> FloatArray:
        """Return unit vectors from what the pixels show towards the camera.

        Returns
        -------
        np.ndarray [shape=(3, height * width), float32]
            In world space, pixels row by row.
        """
        focal = 0.5 * size[1] / tan(radians(self.field_of_view) / 2)
        x = (np.arange(size[0]) + 0.5 - 0.5 * size[0])[None, :]
        y = (0.5 * size[1] - np.arange(size[1]) - 0.5)[:, None]
        ahead = np.broadcast_to(-focal, (size[1], size[0]))
        rays = np.stack([x + 0 * ahead, y + 0 * ahead, ahead]).reshape(3, -1)
        rays = self.axes().T @ rays
        directions: FloatArray = (-rays / np.linalg.norm(rays, axis=0)).astype(np.float32)
        return directions


def _axes_from_back(back: npt.ArrayLike) -> DoubleArray:
    z = np.asarray(back, dtype=np.float64)
    z = z / np.linalg.norm(z)
    up = np.array([0.0, 1.0, 0.0]) if abs(z[1]) < 0.999 else np.array([0.0, 0.0, -1.0])
    x = np.cross(up, z)
    x /= np.linalg.norm(x)
    return np.stack([x, np.cross(z, x), z])


def view_direction(view: str) -> DoubleArray:
    """Return the unit vector from the head towards the camera for a name in `VIEWS`.

    Raises
    ------
    ParameterError
        For an unknown name.
    """
    if view not in VIEWS:
        raise ParameterError(f"There is no view '{view}'; choose one of {', '.join(VIEWS)}.")
    turn, lift = (radians(angle) for angle in VIEWS[view])
    return np.array([sin(turn) * cos(lift), sin(lift), cos(turn) * cos(lift)])


def fit_camera(
    points: npt.ArrayLike,
    size: tuple[int, int],
    view: str = "front",
    field_of_view: float = 20.0,
    margin: float = 0.06,
) -> Camera:
    """Place a camera so that all points fill the picture but for a margin.

    Fit it once, to the neutral points or to the corners of a box from `box_corners`, and keep it:
    then the picture does not breathe with the face.

    Parameters
    ----------
    points : array_like [shape=(N, 3)]
        What must be seen.
    size : (width, height)
        Of the picture in pixels.
    view : str
        A name in `VIEWS`.
    field_of_view : float
        Vertical, in degrees; 20 is close to a portrait lens.
    margin : float
        Free border as a part of half the picture.

    Raises
    ------
    ParameterError
        For an unknown view, no points or a margin that is not between 0 and 1.
    """
    cloud = np.asarray(points, dtype=np.float64).reshape(-1, 3)
    if len(cloud) == 0 or not 0.0 <= margin < 1.0:
        raise ParameterError("A camera needs at least one point and a margin from 0 to below 1.")
    back = view_direction(view)
    axes = _axes_from_back(back)
    local = cloud @ axes.T
    centre = (local.min(axis=0) + local.max(axis=0)) / 2
    tangent_y = tan(radians(field_of_view) / 2) * (1.0 - margin)
    tangent_x = tangent_y * size[0] / size[1]
    offset = local - centre
    need_x = np.abs(offset[:, 0]) / tangent_x + offset[:, 2]
    need_y = np.abs(offset[:, 1]) / tangent_y + offset[:, 2]
    distance = max(float(need_x.max()), float(need_y.max()), 1e-3)
    target = centre @ axes
    position = target + back * distance
    return Camera(
        (float(position[0]), float(position[1]), float(position[2])),
        (float(target[0]), float(target[1]), float(target[2])),
        field_of_view,
        near=distance * 0.01,
    )


def portrait_points(meshes: Sequence[Mesh]) -> FloatArray:
    """Choose the points that a portrait of a head must show.

    Where there are meshes of eyes and of teeth, by their names, the picture ends below the chin, as
    far below the teeth as the eyes are above them; otherwise everything is shown.

    Returns
    -------
    np.ndarray [shape=(N, 3), float32]
    """
    everything = np.concatenate([mesh.points for mesh in meshes])
    eyes = [mesh.points for mesh in meshes if "eye" in mesh.name.lower()]
    teeth = [mesh.points for mesh in meshes if "teeth" in mesh.name.lower()]
    if not eyes or not teeth:
        return everything
    eye_height = float(np.concatenate(eyes)[:, 1].mean())
    teeth_height = float(np.concatenate(teeth)[:, 1].mean())
    portrait = everything[everything[:, 1] >= 2 * teeth_height - eye_height]
    return portrait if teeth_height < eye_height else everything


def box_corners(meshes: Sequence[Mesh]) -> DoubleArray:
    """Return the eight corners [shape=(8, 3)] of the box around all meshes."""
    low = np.min([mesh.points.min(axis=0) for mesh in meshes], axis=0)
    high = np.max([mesh.points.max(axis=0) for mesh in meshes], axis=0)
    picks = np.array([[(i >> axis) & 1 for axis in range(3)] for i in range(8)])
    corners: DoubleArray = np.where(picks == 1, high, low).astype(np.float64)
    return corners
