"""Pictures of meshes without a graphics card: a deterministic renderer in numpy.

`Renderer` prepares everything that does not move once; `render` is the short way to one picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import radians, tan

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import MeshError
from a2f_maya.mesh import Mesh, triangulate
from a2f_maya.preview.camera import Camera, box_corners
from a2f_maya.preview.display import ByteArray, background, block_mean, encode
from a2f_maya.preview.occlusion import (
    Grid,
    ambient_openness,
    coarse_depth,
    enlarge,
    lamp_visibility,
)
from a2f_maya.preview.scene import is_closed, summed_normals, vertex_colors
from a2f_maya.preview.shading import Samples, shade
from a2f_maya.preview.studio import SKIN, Studio, Surface
from a2f_maya.preview.zbuffer import Visible, gather_corners, resolve

FloatArray = npt.NDArray[np.float32]

_BACK_SIDE_LIGHT = 0.35


class Renderer:
    """Draws the same meshes again and again with other points.

    Parameters
    ----------
    meshes : sequence of Mesh
        Closed meshes are drawn from outside only; meshes with a border show their inside darker.
    camera : Camera
    size : (width, height)
        Of the picture in pixels.
    surfaces : sequence of Surface, optional
        One a mesh; skin by default.
    studio : Studio, optional
        The lamps.
    supersampling : int
        Render this many times larger and take the mean of the blocks; 2 for stills.
    shadows : bool
        Darken hollows and cast the shadow of the first lamp, see `occlusion`.
    backdrop : np.ndarray [shape=(height, width, 3), uint8], optional
        What is behind; `shading.background` by default.
    """

    def __init__(
        self,
        meshes: Sequence[Mesh],
        camera: Camera,
        size: tuple[int, int] = (512, 512),
        *,
        surfaces: Sequence[Surface] | None = None,
        studio: Studio | None = None,
        supersampling: int = 1,
        shadows: bool = True,
        backdrop: ByteArray | None = None,
    ) -> None:
        if not meshes:
            raise MeshError("There is no mesh to draw.")
        surfaces = [SKIN] * len(meshes) if surfaces is None else surfaces
        if len(surfaces) != len(meshes):
            raise MeshError(f"There are {len(meshes)} meshes but {len(surfaces)} surfaces.")
        self.meshes = tuple(meshes)
        self.camera = camera
        self.size = size
        self._factor = supersampling
        self._studio = Studio() if studio is None else studio
        self._axes = camera.axes()
        triangles = [triangulate(mesh) for mesh in meshes]
        counts = [len(mesh.points) for mesh in meshes]
        starts = np.cumsum([0, *counts[:-1]])
        joined = np.concatenate([t + start for t, start in zip(triangles, starts, strict=True)])
        self._triangles = np.ascontiguousarray(joined.T.astype(np.int32))
        self._two_sided = np.concatenate([np.full(len(t), not is_closed(t)) for t in triangles])
        colors = [vertex_colors(*pair) for pair in zip(meshes, surfaces, strict=True)]
        self._colors = np.ascontiguousarray(np.concatenate(colors).T)
        self._surface_of_triangle = np.repeat(
            np.arange(len(meshes), dtype=np.int32), [len(t) for t in triangles]
        )
        self._surface_table = np.array(
            [[s.scatter, s.sheen, s.gloss, s.shade] for s in surfaces], dtype=np.float32
        )
        self._to_eye = camera.directions_to_eye((size[0] * supersampling, size[1] * supersampling))
        self._grid = self._shadow_grid() if shadows else None
        backdrop = background(size) if backdrop is None else backdrop
        self._backdrop = np.repeat(np.repeat(backdrop, supersampling, 0), supersampling, 1)

    def render(self, points: Sequence[FloatArray] | None = None) -> ByteArray:
        """Draw one picture.

        Parameters
        ----------
        points : sequence of np.ndarray [shape=(V, 3)], optional
            Of each mesh; the meshes' own points by default.

        Returns
        -------
        np.ndarray [shape=(height, width, 3), uint8]

        Raises
        ------
        MeshError
            If the number of points differs from the meshes.
        """
        cloud = self._joined_points(points)
        size = (self.size[0] * self._factor, self.size[1] * self._factor)
        projected = self.camera.project(cloud, size)
        corners = gather_corners(
            projected, self._triangles, self._two_sided, size, self.camera.near
        )
        visible = resolve(corners, size)
        picture = self._backdrop.copy()
        picture.reshape(-1, 3)[visible.pixel] = encode(self._light(cloud, visible)).T
        return block_mean(picture, self._factor)

    def _joined_points(self, points: Sequence[FloatArray] | None) -> FloatArray:
        if points is None:
            points = [mesh.points for mesh in self.meshes]
        if len(points) != len(self.meshes):
            raise MeshError(
                f"There are {len(self.meshes)} meshes but {len(points)} sets of points."
            )
        for mesh, own in zip(self.meshes, points, strict=True):
            if own.shape != mesh.points.shape:
                raise MeshError(
                    f"Mesh '{mesh.name}' has {len(mesh.points)} points, but an array of shape "
                    f"{own.shape} was given to draw it."
                )
        joined: FloatArray = np.concatenate(points).astype(np.float32, copy=False)
        return joined

    def _light(self, cloud: FloatArray, visible: Visible) -> FloatArray:
        """Linear RGB [shape=(3, N)] of the visible pixels."""
        attributes = [*summed_normals(cloud, self._triangles), *self._colors]
        corners = self._triangles.take(visible.triangle, axis=1)
        channels = np.zeros((6, len(visible.pixel)), dtype=np.float32)
        for corner, weight in zip(corners, visible.weights, strict=True):
            for channel, values in zip(channels, attributes, strict=True):
                channel += values.take(corner) * weight  # noqa: PLW2901 - adds into channels
        to_eye = self._to_eye.take(visible.pixel, axis=1)
        normals = _unit(channels[0:3])
        normals *= np.where(visible.front, np.float32(1), np.float32(-1))
        *surface, taken = self._surface_table[self._surface_of_triangle[visible.triangle]].T
        openness, key = (
            None if seen is None else 1 - taken * (1 - seen) for seen in self._shadows(visible)
        )
        light = shade(
            Samples(normals, to_eye, channels[3:6], np.stack(surface), openness, key),
            self._studio,
            self._axes,
        )
        light *= np.where(visible.front, np.float32(1), np.float32(_BACK_SIDE_LIGHT))
        return light

    def _shadow_grid(self) -> Grid:
        corners = box_corners(self.meshes)
        radius = 0.5 * float(np.linalg.norm(corners[7] - corners[0]))
        distance = float(np.mean(np.linalg.norm(corners - self.camera.position, axis=1)))
        height = self.size[1] * self._factor
        pixel = 2.0 * distance * tan(radians(self.camera.field_of_view) / 2) / height
        return Grid.fit((self.size[0] * self._factor, height), pixel, radius)

    def _shadows(self, visible: Visible) -> tuple[FloatArray | None, FloatArray | None]:
        """Find openness and visibility of the first lamp at the visible pixels, if wanted."""
        if self._grid is None:
            return None, None
        grid = self._grid
        inverse = np.zeros(grid.size[0] * grid.size[1], dtype=np.float32)
        inverse[visible.pixel] = visible.inverse_depth
        depth = coarse_depth(inverse.reshape(grid.size[1], grid.size[0]), grid)
        coarse = [ambient_openness(depth, grid)]
        if self._studio.lamps:
            coarse.append(lamp_visibility(depth, grid, self._studio.lamps[0].unit()))
        pixel_depth = np.float32(1) / visible.inverse_depth
        openness, *key = enlarge(coarse, depth, visible.pixel, pixel_depth, grid)
        return openness, key[0] if key else None


def render(
    meshes: Sequence[Mesh],
    camera: Camera,
    size: tuple[int, int] = (512, 512),
    *,
    surfaces: Sequence[Surface] | None = None,
    studio: Studio | None = None,
    supersampling: int = 1,
    shadows: bool = True,
) -> ByteArray:
    """Draw one picture of the meshes; see `Renderer` for the parameters.

    Returns
    -------
    np.ndarray [shape=(height, width, 3), uint8]
    """
    drawer = Renderer(
        meshes,
        camera,
        size,
        surfaces=surfaces,
        studio=studio,
        supersampling=supersampling,
        shadows=shadows,
    )
    return drawer.render()


def _unit(vectors: FloatArray) -> FloatArray:
    lengths = np.sqrt(vectors[0] ** 2 + vectors[1] ** 2 + vectors[2] ** 2)
    unit: FloatArray = vectors / np.maximum(lengths, 1e-20)
    return unit
