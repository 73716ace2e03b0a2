"""Help with marking: the other side of a pair, the next useful place, snapping to the surface."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial.transform import Rotation

from a2f_maya.correspondence import Correspondence, Pair, SurfacePoint, positions
from a2f_maya.errors import CorrespondenceError
from a2f_maya.mesh import Mesh, triangulate
from a2f_maya.transfer.checking import check_mesh, mesh_size
from a2f_maya.transfer.exposure import exposure
from a2f_maya.transfer.similarity import fit_similarity, radial_warp
from a2f_maya.transfer.surface import Surface
from a2f_maya.transfer.topology import triangle_faces

DoubleArray = npt.NDArray[np.float64]

FEWEST_TO_PREDICT = 3
SNAP = 1e-6
"""A corner's share from which on a point counts as that vertex."""

VISIBLE = 0.3
REACH = 1.5
"""Without named places, so far round the marked ones are others looked for."""

SYMMETRY_STEPS = 12
SYMMETRY_SAMPLES = 4000
ON_THE_PLANE = 0.005
"""A point nearer to the plane than this share of the height has no other side."""


@dataclass(frozen=True)
class Plane:
    """A plane of symmetry.

    Attributes
    ----------
    point, normal : np.ndarray [shape=(3,), float64]
        The normal has unit length.
    """

    point: DoubleArray
    normal: DoubleArray

    def reflect(self, points: DoubleArray) -> DoubleArray:
        """The other side of points [shape=(n, 3)]."""
        away = (points - self.point) @ self.normal
        reflected: DoubleArray = points - 2 * away[:, None] * self.normal
        return reflected


def surface_point(
    mesh: Mesh, position: npt.ArrayLike, surface: Surface | None = None
) -> SurfacePoint:
    """The closest place of a mesh to a position.

    Parameters
    ----------
    mesh : Mesh
    position : array_like [shape=(3,)]
        In the mesh's space.
    surface : Surface, optional
        Of the mesh, if it is there already.
    """
    found = (surface or Surface.of(mesh)).closest(np.asarray(position, np.float64)[None])
    triangle, shares = int(found.triangles[0]), found.barycentrics[0]
    return point_on_triangle(mesh, triangle, shares)


def point_on_triangle(mesh: Mesh, triangle: int, shares: npt.ArrayLike) -> SurfacePoint:
    """A place on one of the triangles that `a2f_maya.mesh.triangulate` makes of a mesh.

    Parameters
    ----------
    mesh : Mesh
    triangle : int
    shares : array_like [shape=(3,)]
        Barycentric weights of its corners.

    Returns
    -------
    SurfacePoint
        A vertex where one weight is all but 1, and else the polygon with a weight for each corner.
    """
    weights = np.asarray(shares, np.float64)
    corners = triangulate(mesh)[triangle]
    if weights.max() > 1 - SNAP:
        return SurfacePoint(vertex=int(corners[weights.argmax()]))
    face = int(triangle_faces(mesh)[triangle])
    start = int(mesh.face_counts[:face].sum())
    polygon = mesh.face_indices[start : start + mesh.face_counts[face]]
    full = np.zeros(len(polygon))
    for corner, weight in zip(corners, weights, strict=True):
        full[np.flatnonzero(polygon == corner)[0]] += weight
    return SurfacePoint(face=face, barycentric=tuple((full / full.sum()).tolist()))


def symmetry_plane(mesh: Mesh, across: npt.ArrayLike = (1.0, 0.0, 0.0)) -> Plane:
    """The plane that a head is most nearly symmetric about.

    Starts from the middle and the direction given, and improves both by matching the reflected
    vertices with the surface.

    Parameters
    ----------
    mesh : Mesh
    across : array_like [shape=(3,)]
        Roughly from one ear to the other.
    """
    surface = Surface.of(mesh)
    used = np.unique(surface.triangles)
    step = max(1, len(used) // SYMMETRY_SAMPLES)
    points, normals = surface.points[used[::step]], surface.vertex_normals[used[::step]]
    low, high = surface.points[used].min(axis=0), surface.points[used].max(axis=0)
    normal = np.asarray(across, np.float64)
    plane = Plane((low + high) / 2, normal / np.linalg.norm(normal))
    for _ in range(SYMMETRY_STEPS):
        reflected = plane.reflect(points)
        facing = normals - 2 * (normals @ plane.normal)[:, None] * plane.normal
        hits = surface.closest(reflected, facing, 0.3, thorough=False)
        near = hits.distances <= max(float(np.median(hits.distances)) * 3, 1e-9)
        if near.sum() < 3:
            break
        planes = surface.normals_at(hits)[near]
        rotation, shift = _motion_to_planes(reflected[near], hits.positions[near], planes)
        # the reflection and then the small motion is again all but a reflection
        plane = _plane_of(plane, rotation, shift)
    return plane


def mirror_pair(
    pair: Pair,
    source: Mesh,
    target: Mesh,
    source_plane: Plane | None = None,
    target_plane: Plane | None = None,
) -> Pair:
    """The same pair on the other half of both heads.

    Parameters
    ----------
    pair : Pair
    source, target : Mesh
    source_plane, target_plane : Plane, optional
        Found by `symmetry_plane` if left out.

    Returns
    -------
    Pair
        Its name has left and right exchanged.

    Raises
    ------
    CorrespondenceError
        If the pair lies on the plane of symmetry, where there is no other side.
    """
    mirrored = []
    for side, mesh, known in (
        ("source", source, source_plane),
        ("target", target, target_plane),
    ):
        place = positions([getattr(pair, side)], mesh)
        other = (known or symmetry_plane(mesh)).reflect(place)
        if np.linalg.norm(other - place) < 2 * ON_THE_PLANE * mesh_size(mesh):
            raise CorrespondenceError(
                f"The pair '{pair.name or 'without a name'}' lies in the middle of the {side} "
                "mesh and has no other side; choose one that is left or right."
            )
        mirrored.append(surface_point(mesh, other[0]))
    return Pair(mirrored[0], mirrored[1], mirrored_name(pair.name))


def mirrored_name(name: str) -> str:
    """A name with left and right exchanged: ``brow_left`` becomes ``brow_right``."""
    for one, other in (("left", "right"), ("Left", "Right"), ("_l", "_r"), ("_L", "_R")):
        for word, opposite in ((one, other), (other, one)):
            if name.endswith(word):
                return name[: -len(word)] + opposite
    return name


def suggest_pair(
    source: Mesh,
    target: Mesh,
    pairs: Correspondence,
    landmarks: Mapping[str, SurfacePoint] | None = None,
) -> Pair:
    """The place that would help most next, with a guess where it is on the target.

    Of the named places, or of all visible vertices of the face if there are none, the one that is
    farthest from all marked ones. The marked pairs tell where it belongs on the target.

    Parameters
    ----------
    source, target : Mesh
    pairs : Correspondence
        At least three.
    landmarks : mapping of SurfacePoint, optional
        Named places of the source.

    Returns
    -------
    Pair
        The artist should look at it: the target's point is a prediction.

    Raises
    ------
    CorrespondenceError
        If there are fewer than three pairs, or no place is left.
    """
    if len(pairs) < FEWEST_TO_PREDICT:
        raise CorrespondenceError(
            f"A suggestion needs {FEWEST_TO_PREDICT} marked pairs to begin with; mark for "
            "example both mouth corners and the tip of the nose."
        )
    marked = positions([pair.source for pair in pairs], source)
    on_target = positions([pair.target for pair in pairs], target)
    names, points = _candidates(source, marked, pairs, landmarks)
    places = positions(points, source)
    distances = np.linalg.norm(places[:, None] - marked[None], axis=2).min(axis=1)
    best = int(distances.argmax())
    moved = fit_similarity(marked, on_target)
    guess = radial_warp(moved(marked), on_target, moved(places[[best]]))
    outside = check_mesh(target, "target")
    return Pair(points[best], surface_point(outside, guess[0]), names[best])


def _candidates(
    source: Mesh,
    marked: DoubleArray,
    pairs: Correspondence,
    landmarks: Mapping[str, SurfacePoint] | None,
) -> tuple[list[str], list[SurfacePoint]]:
    if landmarks:
        used = {pair.name for pair in pairs}
        named = {name: point for name, point in landmarks.items() if name not in used}
        places = positions(list(named.values()), source)
        apart = np.linalg.norm(places[:, None] - marked[None], axis=2).min(axis=1, initial=np.inf)
        left = [
            (name, point)
            for (name, point), distance in zip(named.items(), apart, strict=True)
            if distance > ON_THE_PLANE * mesh_size(source)
        ]
        if not left:
            raise CorrespondenceError("All named places of this head are marked already.")
        return [name for name, _ in left], [point for _, point in left]
    middle = marked.mean(axis=0)
    reach = REACH * float(np.linalg.norm(marked - middle, axis=1).max())
    around = np.linalg.norm(source.points - middle, axis=1) < reach
    good = np.flatnonzero((exposure(check_mesh(source, "source")) > VISIBLE) & around)
    if not len(good):
        raise CorrespondenceError("No visible place is left to suggest.")
    return [""] * len(good), [SurfacePoint(vertex=int(vertex)) for vertex in good]


def _motion_to_planes(
    points: DoubleArray, places: DoubleArray, normals: DoubleArray
) -> tuple[DoubleArray, DoubleArray]:
    """Small rotation and shift that bring points onto planes (Chen and Medioni 1992)."""
    middle = points.mean(axis=0)
    arms = points - middle
    system = np.column_stack([np.cross(arms, normals), normals])
    missing = ((places - points) * normals).sum(axis=1)
    motion = np.linalg.lstsq(system, missing, rcond=1e-8)[0]
    rotation = Rotation.from_rotvec(motion[:3]).as_matrix()
    return rotation, motion[3:] + middle - rotation @ middle


def _plane_of(plane: Plane, rotation: DoubleArray, shift: DoubleArray) -> Plane:
    """The plane of the reflection that a reflection with a small motion behind it is closest to."""
    reflection = rotation @ (np.eye(3) - 2 * np.outer(plane.normal, plane.normal))
    values, vectors = np.linalg.eigh((reflection + reflection.T) / 2)
    normal = vectors[:, values.argmin()]
    moved_point = rotation @ plane.point + shift
    return Plane((plane.point + moved_point) / 2, normal * np.sign(normal @ plane.normal))
