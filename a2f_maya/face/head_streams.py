"""All parts of the built-in head over time, made block by block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from a2f_maya.face.head import Head, load_head
from a2f_maya.face.model import FaceModel
from a2f_maya.face.points import skin_stream, tongue_stream
from a2f_maya.tracks import FaceTrack, FloatArray, PointStream

FRAMES_PER_BLOCK = 64


def matching_head(model: FaceModel) -> Head | None:
    """The built-in head, if a package's skin and tongue are made for it.

    Parameters
    ----------
    model : FaceModel
    """
    head = load_head()
    for own, other in (
        (head.skin.points, model.skin_neutral),
        (head.tongue.points, model.tongue_neutral),
    ):
        if own.shape != other.shape or not np.allclose(own, other, atol=1e-3):
            return None
    return head


def head_streams(
    head: Head, track: FaceTrack, model: FaceModel, mask: FloatArray
) -> list[PointStream]:
    """Every part of the head in head space: tongue and lower teeth follow the jaw, the eyes turn.

    Parameters
    ----------
    head : Head
    track : FaceTrack
    model : FaceModel
    mask : np.ndarray [shape=(V,), float32]
        See `a2f_maya.face.model.face_mask`.
    """
    rigid = part_matrices(head, track.jaw, track.eyes)
    return [
        skin_stream(track, model, mask),
        moved(tongue_stream(track, model), track.jaw),
        *(_rigid_stream(track, name, head.parts[name].points, rigid[name]) for name in rigid),
    ]


def part_matrices(head: Head, jaw: FloatArray, eyes: FloatArray) -> dict[str, FloatArray]:
    """How each rigid part moves, for column vectors in head space.

    Parameters
    ----------
    head : Head
    jaw : np.ndarray [shape=(T, 4, 4), float32]
    eyes : np.ndarray [shape=(T, 2, 3), float32]
        Right eye, then left eye, in degrees.

    Returns
    -------
    dict of np.ndarray [shape=(T, 4, 4), float32]
        For the teeth and the eyes.
    """
    return {
        "teeth_upper": np.broadcast_to(np.eye(4, dtype=np.float32), jaw.shape),
        "teeth_lower": jaw,
        "eye_left": eye_matrices(eyes[:, 1], head.eye_pivots[0]),
        "eye_right": eye_matrices(eyes[:, 0], head.eye_pivots[1]),
    }


def eye_matrices(degrees: FloatArray, pivot: FloatArray) -> FloatArray:
    """Rotations about X, then Y, then Z around a pivot, for column vectors.

    Parameters
    ----------
    degrees : np.ndarray [shape=(T, 3), float32]
        Positive pitch (X) looks down, positive yaw (Y) to the character's left.
    pivot : np.ndarray [shape=(3,), float32]

    Returns
    -------
    np.ndarray [shape=(T, 4, 4), float32]
    """
    angles = np.radians(degrees.astype(np.float64)).T
    (cx, cy, cz), (sx, sy, sz) = np.cos(angles), np.sin(angles)
    matrices = np.zeros((len(degrees), 4, 4))
    matrices[:, 0, :3] = np.stack([cy * cz, sx * sy * cz - cx * sz, cx * sy * cz + sx * sz], 1)
    matrices[:, 1, :3] = np.stack([cy * sz, sx * sy * sz + cx * cz, cx * sy * sz - sx * cz], 1)
    matrices[:, 2, :3] = np.stack([-sy, sx * cy, cx * cy], 1)
    matrices[:, 3, 3] = 1.0
    matrices[:, :3, 3] = pivot - matrices[:, :3, :3] @ pivot.astype(np.float64)
    return matrices.astype(np.float32)


def move(points: FloatArray, matrices: FloatArray) -> FloatArray:
    """Move points by one matrix a frame.

    Parameters
    ----------
    points : np.ndarray [shape=(V, 3) or (t, V, 3), float32]
    matrices : np.ndarray [shape=(t, 4, 4), float32]
        For column vectors.

    Returns
    -------
    np.ndarray [shape=(t, V, 3), float32]
    """
    moved_points: FloatArray = points @ matrices[:, :3, :3].transpose(0, 2, 1)
    moved_points += matrices[:, None, :3, 3]
    return moved_points


def moved(stream: PointStream, matrices: npt.NDArray[np.float32]) -> PointStream:
    """The same stream, each frame moved by its matrix [shape=(T, 4, 4)]."""

    def blocks() -> Iterator[FloatArray]:
        first = 0
        for block in stream.blocks():
            yield move(block, matrices[first : first + len(block)])
            first += len(block)

    return replace(stream, blocks=blocks)


def _rigid_stream(
    track: FaceTrack, name: str, points: FloatArray, matrices: FloatArray
) -> PointStream:
    def blocks() -> Iterator[FloatArray]:
        for first in range(0, len(track), FRAMES_PER_BLOCK):
            yield move(points, matrices[first : first + FRAMES_PER_BLOCK])

    return PointStream(track.rate, name, len(track), len(points), blocks)
