"""Rigs and recordings for the tests of the Maya side, made with plain commands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import soundfile
from maya import cmds
from maya.api import OpenMaya as om

from a2f_maya.audio.files import read_recording
from a2f_maya.network.package import open_package
from a2f_maya.pipeline import FacePipeline
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import FaceTrack, WeightTrack

TINY_POSES = (
    "jawOpen",
    "mouthClose",
    "eyeBlinkLeft",
    "eyeBlinkRight",
    "tongueUp",
    "tongueDown",
)
SECONDS = 1.2


def write_recording(path: Path, seconds: float = SECONDS, hertz: float = 3.0) -> Path:
    """A sound that swells and fades, so that a network has something to follow."""
    moments = np.arange(int(seconds * 16000)) / 16000
    swell = 0.5 - 0.5 * np.cos(2 * np.pi * hertz * moments)
    samples = 0.6 * swell * np.sin(2 * np.pi * 190 * moments)
    soundfile.write(path, samples.astype(np.float32), 16000, subtype="FLOAT")
    return path


def pure_result(
    package: Path, recording: Path, rate: FrameRate, **overrides: object
) -> tuple[FaceTrack, WeightTrack]:
    """What the command line would bake from the recording."""
    pipeline = FacePipeline(open_package(package))
    samples = read_recording(recording).samples
    _, face, weights = pipeline.evaluate(samples, rate, pipeline.performance(overrides))
    return face, weights


def make_blend_shape(targets: Sequence[str], name: str = "rig") -> str:
    """A blendShape node with targets of these names."""
    base = cmds.polyCube(name=f"{name}_mesh", constructionHistory=False)[0]
    shapes = []
    for index, target in enumerate(targets):
        copy = cmds.duplicate(base, name=target)[0]
        cmds.move(0.1 * (index + 1), 0, 0, f"{copy}.vtx[0]", relative=True)
        shapes.append(copy)
    node = cmds.blendShape(*shapes, base, name=f"{name}_blendShape", origin="local")[0]
    cmds.delete(shapes)
    return str(node)


def make_mesh(count: int, name: str = "face") -> str:
    """A mesh with that many vertices; its transform is given."""
    transform = cmds.createNode("transform", name=name)
    points = [om.MPoint(index % 7, index // 7, 0.1 * index) for index in range(count)]
    counts = [3] * (count - 2)
    corners = [corner for index in range(count - 2) for corner in (index, index + 1, index + 2)]
    parent = om.MSelectionList().add(transform).getDependNode(0)
    om.MFnMesh().create(points, counts, corners, parent=parent)
    cmds.rename(cmds.listRelatives(transform, shapes=True, path=True)[0], f"{name}Shape")
    return str(transform)


def world_matrix(node: str) -> np.ndarray:
    return np.array(cmds.getAttr(f"{node}.worldMatrix[0]")).reshape(4, 4)


def plug_matrix(plug: str) -> np.ndarray:
    return np.array(cmds.getAttr(plug)).reshape(4, 4)


def mesh_points(mesh: str) -> np.ndarray:
    path = om.MSelectionList().add(mesh).getDagPath(0).extendToShape()
    return np.array([list(point)[:3] for point in om.MFnMesh(path).getPoints()])


def turned(node: str, rotate: Iterable[float], translate: Iterable[float] = (0, 0, 0)) -> str:
    cmds.setAttr(f"{node}.rotate", *rotate)
    cmds.setAttr(f"{node}.translate", *translate)
    return node


def go_to(frame: float) -> None:
    """Change the current time without a step of the undo queue."""
    cmds.undoInfo(stateWithoutFlush=False)
    try:
        cmds.currentTime(frame)
    finally:
        cmds.undoInfo(stateWithoutFlush=True)


def scene_state() -> dict[str, object]:
    """Everything that has to be as before: nodes, connections, and values of what rigs move."""
    nodes = set(cmds.ls(long=True))
    connections = set()
    for node in cmds.ls():
        pairs = cmds.listConnections(
            node, connections=True, plugs=True, source=False, destination=True
        )
        pairs = pairs or []
        connections |= set(zip(pairs[::2], pairs[1::2], strict=True))
    values = {}
    for node in cmds.ls(type="transform", long=True):
        values[f"{node}.offset"] = tuple(cmds.getAttr(f"{node}.offsetParentMatrix"))
        values[f"{node}.matrix"] = tuple(cmds.getAttr(f"{node}.matrix"))
    for node in cmds.ls(type="blendShape"):
        for index in cmds.getAttr(f"{node}.weight", multiIndices=True) or []:
            values[f"{node}.weight[{index}]"] = cmds.getAttr(f"{node}.weight[{index}]")
    return {"nodes": nodes, "connections": connections, "values": values}
