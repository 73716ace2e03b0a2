"""A patch that a blendShape moves, a finer one that follows it by a wrap, and the truth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from maya import cmds
from maya.api import OpenMaya as om

from a2f_maya.maya.nodes import wrap_storage
from a2f_maya.mesh import Mesh, triangulate
from a2f_maya.transfer.topology import polygon_edges
from a2f_maya.transfer.wrap import CarriedMotion, Wrap, WrapBinding, bind_wrap

FRAMES = 20


def patch(columns: int, rows: int, name: str, height: float = 0.0) -> Mesh:
    """Quads over a bulge, 10 wide and 8 high."""
    x, y = np.meshgrid(np.linspace(-5, 5, columns), np.linspace(-4, 4, rows))
    z = 3 * np.exp(-(x**2 + y**2) / 18) + height
    corner = np.arange(columns * rows).reshape(rows, columns)
    quads = [corner[:-1, :-1], corner[:-1, 1:], corner[1:, 1:], corner[1:, :-1]]
    faces = np.stack(quads, axis=-1).reshape(-1, 4)
    return Mesh(
        name,
        np.stack([x, y, z], axis=-1).reshape(-1, 3).astype(np.float32),
        np.full(len(faces), 4, np.int32),
        faces.ravel().astype(np.int32),
    )


def bent(points: np.ndarray) -> np.ndarray:
    """How a pose moves the patch: one half is turned about the middle line."""
    moved = points.astype(np.float64).copy()
    angle = np.radians(40) * np.clip(points[:, 0] / 5, 0, 1)
    moved[:, 1] = points[:, 1] * np.cos(angle) - points[:, 2] * np.sin(angle)
    moved[:, 2] = points[:, 1] * np.sin(angle) + points[:, 2] * np.cos(angle)
    return moved.astype(np.float32)


def into_maya(mesh: Mesh, name: str = "") -> str:
    """The transform of a new mesh in the scene."""
    transform = cmds.createNode("transform", name=name or mesh.name)
    parent = om.MSelectionList().add(transform).getDependNode(0)
    om.MFnMesh().create(
        om.MPointArray([om.MPoint(*point) for point in mesh.points.tolist()]),
        mesh.face_counts.tolist(),
        mesh.face_indices.tolist(),
        parent=parent,
    )
    shape = cmds.listRelatives(transform, shapes=True, fullPath=True)[0]
    cmds.rename(shape, f"{transform}Shape")
    return str(transform)


def points_of(mesh: str) -> np.ndarray:
    """Points in object space."""
    path = om.MSelectionList().add(mesh).getDagPath(0).extendToShape()
    return np.array(om.MFnMesh(path).getPoints(om.MSpace.kObject))[:, :3]


def go_to(frame: float) -> None:
    if cmds.currentTime(query=True) != frame:
        cmds.currentTime(frame)


@dataclass
class Bound:
    """A driver that bends between frames 0 and `FRAMES`, and a mesh with a wrap."""

    driver: str
    driven: str
    node: str
    driver_mesh: Mesh
    driven_mesh: Mesh
    binding: WrapBinding

    def driver_points(self, frame: float) -> np.ndarray:
        rest = self.driver_mesh.points.astype(np.float64)
        share = min(max(frame / FRAMES, 0.0), 1.0)
        return rest + share * (bent(self.driver_mesh.points) - rest)

    def wanted(self, frame: float, **options: object) -> np.ndarray:
        """Displacements at a frame, without Maya."""
        wrap = Wrap(self.binding, triangulate(self.driver_mesh), polygon_edges(self.driven_mesh))
        return wrap.displacements(self.driver_points(frame), **options)  # type: ignore[arg-type]

    def moved(self, of: str = "") -> np.ndarray:
        """Displacements in the scene."""
        return points_of(of or self.driven) - self.driven_mesh.points

    def assert_follows(self, frame: float, factor: np.ndarray | float = 1.0, of: str = "") -> None:
        go_to(frame)
        factors = np.broadcast_to(factor, len(self.driven_mesh.points))[:, None]
        np.testing.assert_allclose(self.moved(of), factors * self.wanted(frame), atol=2e-5)


def make_driver(mesh: Mesh) -> str:
    """The driver with its keyed pose."""
    driver = into_maya(mesh)
    target = into_maya(mesh.with_points(bent(mesh.points)), "bent")
    shape = cmds.blendShape(target, driver, origin="local", name="pose")[0]
    cmds.delete(target)
    for frame, value in ((0, 0.0), (FRAMES, 1.0)):
        cmds.setKeyframe(
            f"{shape}.weight[0]", time=frame, value=value,
            inTangentType="linear", outTangentType="linear",
        )  # fmt: skip
    return driver


def add_wrap(driver: str, driven: str) -> str:
    """A wrap that is connected and not bound."""
    node = str(cmds.deformer(driven, type="a2fWrap")[0])
    cmds.connectAttr(f"{driver}.outMesh", f"{node}.driver")
    return node


def build() -> Bound:
    """The whole set-up, bound at rest."""
    driver_mesh, driven_mesh = patch(14, 11, "driver"), patch(17, 13, "driven", 0.2)
    driver, driven = make_driver(driver_mesh), into_maya(driven_mesh)
    node = add_wrap(driver, driven)
    binding = bind_wrap(driver_mesh, driven_mesh)
    wrap_storage.store_binding(node, binding)
    return Bound(driver, driven, node, driver_mesh, driven_mesh, binding)


def carried(rest_driver: Mesh, rest_driven: Mesh, frame: float) -> np.ndarray:
    """What vertex mode gives, without Maya."""
    rest = rest_driver.points.astype(np.float64)
    pose = rest + min(max(frame / FRAMES, 0.0), 1.0) * (bent(rest_driver.points) - rest)
    return CarriedMotion(rest_driver.points, rest_driven.points).displacements(pose)
