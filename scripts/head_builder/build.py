"""The whole head put together and written as the product's resource files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from a2f_maya.files import atomic_path, make_folder
from a2f_maya.names import ARKIT, TONGUE
from head_builder import eyes, marks, paint, teeth, tongue
from head_builder.anatomy import EYE_CENTRE, JAW_PIVOT
from head_builder.fields import Face
from head_builder.grid import build_topology
from head_builder.parts import Part
from head_builder.shapes import SMALLEST, rounded, skin_shapes
from head_builder.shapes_jaw import jaw_motion
from head_builder.skin import build_neutral

NamedArrays = dict[str, npt.NDArray[np.generic]]


@dataclass(frozen=True)
class BuiltHead:
    """Arrays of the three files: the head, the skin shapes and the tongue shapes."""

    head: NamedArrays
    skin: NamedArrays
    tongue: NamedArrays


def _part_arrays(name: str, part: Part, with_points: bool) -> NamedArrays:
    arrays: NamedArrays = {
        f"{name}_face_counts": part.face_counts.astype(np.int32),
        f"{name}_face_indices": part.face_indices.astype(np.int32),
        f"{name}_colors": (np.round(part.colors * 1024) / 1024).astype(np.float32),
        f"{name}_uvs": (np.round(part.uvs * 4096) / 4096).astype(np.float32),
    }
    if with_points:
        arrays[f"{name}_points"] = rounded(part.points)
    return arrays


def _pose_arrays(names: tuple[str, ...], deltas: dict[str, npt.NDArray[np.float64]]) -> NamedArrays:
    arrays: NamedArrays = {"poseNames": np.array([b"neutral", *(n.encode() for n in names)])}
    for name in names:
        arrays[name] = rounded(deltas[name], SMALLEST)
    return arrays


def build() -> BuiltHead:
    """Make the head from nothing; the same arrays on every run."""
    topology = build_topology()
    points = build_neutral(topology).astype(np.float64)
    points = rounded(points).astype(np.float64)
    face = Face(topology, points)
    quads = topology.quads
    skin = Part(
        points,
        np.full(len(quads), 4),
        quads.ravel(),
        paint.skin_colors(topology, points),
        paint.skin_uvs(points),
    )
    parts = {
        "skin": skin,
        "tongue": tongue.build_tongue(),
        "teeth_upper": teeth.build_upper(),
        "teeth_lower": teeth.build_lower(),
        "eye_left": eyes.build_eye(1.0),
        "eye_right": eyes.build_eye(-1.0),
    }
    head: NamedArrays = {}
    for name, part in parts.items():
        head.update(_part_arrays(name, part, with_points=name not in ("skin", "tongue")))
    named = marks.landmarks(topology, points)
    jaw_points = rounded(teeth.jaw_key_points())
    head.update(
        neutral_jaw=jaw_points,
        jaw_deltas=rounded(jaw_motion(jaw_points.astype(np.float64))),
        jaw_pivot=JAW_PIVOT.astype(np.float32),
        eye_pivots=np.stack([EYE_CENTRE, EYE_CENTRE * [-1, 1, 1]]).astype(np.float32),
        skin_mirror=topology.mirror.astype(np.int32),
        tongue_out=rounded(tongue.tongue_out_delta(), SMALLEST),
        landmark_names=np.array(list(named)),
        landmark_vertices=np.array(list(named.values()), np.int32),
        lip_pairs=marks.lip_pairs(topology).astype(np.int32),
        lid_pairs=marks.lid_pairs(topology).astype(np.int32),
    )
    skin_file = _pose_arrays(ARKIT, skin_shapes(face))
    skin_file["neutral"] = points.astype(np.float32)
    skin_file["frontalMask"] = marks.frontal_mask(topology, points).astype(np.int32)
    tongue_file = _pose_arrays(TONGUE, tongue.pose_deltas())
    tongue_file["neutral"] = rounded(parts["tongue"].points)
    return BuiltHead(head, skin_file, tongue_file)


def write(built: BuiltHead, head_folder: Path, network_folder: Path) -> list[Path]:
    """Write head.npz, bs_skin.npz and bs_tongue.npz; returns their paths."""
    targets = {
        head_folder / "head.npz": built.head,
        network_folder / "bs_skin.npz": built.skin,
        network_folder / "bs_tongue.npz": built.tongue,
    }
    for path, arrays in targets.items():
        make_folder(path.parent)
        with atomic_path(path) as temporary:
            np.savez_compressed(temporary, **arrays)
    return list(targets)
