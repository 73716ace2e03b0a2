"""``a2f wrap``: a mesh follows the poses of another one."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from a2f_maya.cli.console import Console, add_verb, cancellable
from a2f_maya.cli.mesh_arguments import (
    GivenMesh,
    check_output,
    check_same_space,
    read_given,
    read_in_pose,
)
from a2f_maya.errors import EXIT_DONE, MeshError, ParameterError
from a2f_maya.files import make_folder
from a2f_maya.formats.mesh_files import WRITE_ENDINGS, write_meshes
from a2f_maya.formats.obj import write_obj_files
from a2f_maya.formats.usd_meshes import READ_ENDINGS
from a2f_maya.formats.usd_points import write_usd_points
from a2f_maya.formats.usd_points_reader import PointCache, read_usd_points
from a2f_maya.mesh import Mesh, ShapedMesh, triangulate
from a2f_maya.progress import Progress
from a2f_maya.tracks import FloatArray, PointStream
from a2f_maya.transfer.topology import polygon_edges
from a2f_maya.transfer.wrap import CarriedMotion, Wrap, bind_wrap

Motion = Callable[[FloatArray], npt.NDArray[np.float64]]

EXAMPLES = """examples:
  a2f wrap head.obj moustache.obj --pose head_smile.obj --out moustache_smile.obj
  a2f wrap head.obj lashes.obj --pose blink.obj --pose smile.obj --out lashes_poses
  a2f wrap head.obj brows.usd --pose line_07_points.usdc --out brows_07.usdc --smooth-level 5
  a2f wrap head.obj anna_fitted.obj --bind vertex --pose head_smile.obj --out anna_smile.obj

DRIVER and DRIVEN lie over each other at rest; each POSED mesh has the driver's vertices.
One pose gives one file, several give a folder of OBJ files named after the poses, and an animated
USD file gives a USD point cache.
"""


@dataclass(frozen=True)
class Pose:
    """A posed driver: a mesh, or one that moves."""

    path: Path
    given: GivenMesh
    cache: PointCache | None


def add_parser(verbs: Any) -> None:
    """Add this verb to the command line."""
    parser = add_verb(verbs, "wrap", "let a mesh follow the poses of another one", EXAMPLES)
    add = parser.add_argument
    add("driver", metavar="DRIVER", type=Path, help="the mesh that drives, at rest")
    add("driven", metavar="DRIVEN", type=Path, help="the mesh that follows, at rest")
    add(
        "--pose",
        required=True,
        action="append",
        metavar="POSED",
        type=Path,
        help="the driver in a pose, or an animated USD file of it; may be repeated",
    )
    add("--out", required=True, metavar="OUT", type=Path, help="file, or folder for several poses")
    add("--max-distance", type=float, metavar="D", help="points farther from the driver stay")
    add(
        "--object-space",
        action="store_true",
        help="offsets keep their direction instead of turning with the driver's surface",
    )
    add("--smooth-level", type=int, default=0, metavar="N", help="smoothing steps (%(default)s)")
    add(
        "--bind",
        choices=("surface", "vertex"),
        default="surface",
        help="vertex: the driven mesh has the driver's vertices, as a fitted one (%(default)s)",
    )
    add("--driver-mesh", metavar="NAME", help="which mesh of the driver's and of the posed files")
    add("--driven-mesh", metavar="NAME", help="which mesh of the driven file")
    add("--json", action="store_true", help="print JSON for machines")
    parser.set_defaults(command=run_wrap)


def run_wrap(options: argparse.Namespace, console: Console) -> int:
    """Wrap one mesh, write its poses and print how far it moves."""
    _check_options(options)
    inputs = [options.driver, options.driven, *options.pose]
    driver = read_given(options.driver, options.driver_mesh)
    driven = read_given(options.driven, options.driven_mesh)
    poses = [_read_pose(path, options.driver_mesh, driver.mesh) for path in options.pose]
    check_same_space(
        [
            (options.driver, driver.file),
            (options.driven, driven.file),
            *((pose.path, pose.given.file) for pose in poses),
        ]
    )
    animated = _animated(poses)
    check_output(options.out, _endings(options.out, poses, animated), inputs)
    with cancellable(console) as progress:
        progress.update(0.0, f"Binding {driven.mesh.name}")
        motion = _Recorded(_motion(options, driver.mesh, driven.mesh))
        if animated is not None:
            files = _write_animation(options.out, animated, driven, motion, progress)
        else:
            files = _write_poses(options.out, poses, driven, motion, progress)
    for file in files:
        console.line(str(file))
    console.line(f"{driven.mesh.name} moves by up to {motion.largest:.4g}")
    console.document(
        {
            "driver": str(options.driver),
            "driven": str(options.driven),
            "poses": [str(path) for path in options.pose],
            "frames": animated.stream.frame_count if animated else None,
            "largest_motion": motion.largest,
            "files": [str(file) for file in files],
        }
    )
    return EXIT_DONE


class _Recorded:
    """A motion that remembers its largest displacement."""

    def __init__(self, motion: Motion) -> None:
        self._motion = motion
        self.largest = 0.0

    def __call__(self, driver_points: FloatArray) -> npt.NDArray[np.float64]:
        moved = self._motion(driver_points)
        lengths = np.linalg.norm(moved, axis=1)
        self.largest = max(self.largest, float(lengths.max(initial=0.0)))
        return moved


def _check_options(options: argparse.Namespace) -> None:
    if options.max_distance is not None and not 0 <= options.max_distance < float("inf"):
        raise ParameterError(
            f"--max-distance {options.max_distance:g} is no distance; give 0 or more."
        )
    if options.smooth_level < 0:
        raise ParameterError(f"--smooth-level {options.smooth_level} is negative; give 0 or more.")
    used = options.object_space or options.max_distance is not None or options.smooth_level
    if options.bind == "vertex" and used:
        raise ParameterError(
            "--object-space, --max-distance and --smooth-level need --bind surface; leave them out."
        )


def _read_pose(path: Path, name: str | None, driver: Mesh) -> Pose:
    given = read_in_pose(path, name)
    if len(given.mesh.points) != len(driver.points):
        raise MeshError(
            f"The posed mesh {path} has {len(given.mesh.points)} vertices, but the driver has "
            f"{len(driver.points)}; give the driver itself in another pose."
        )
    animated = path.suffix.lower() in READ_ENDINGS
    cache = read_usd_points(path, given.mesh.name) if animated else None
    return Pose(path, given, cache if cache and cache.stream.frame_count > 1 else None)


def _animated(poses: list[Pose]) -> PointCache | None:
    caches = [pose.cache for pose in poses if pose.cache is not None]
    if caches and len(poses) > 1:
        raise ParameterError("An animated pose must be the only one; wrap one --pose at a time.")
    return caches[0] if caches else None


def _endings(out: Path, poses: list[Pose], animated: PointCache | None) -> tuple[str, ...]:
    if animated is not None:
        return (".usdc",)
    if len(poses) == 1:
        return WRITE_ENDINGS
    if out.suffix in WRITE_ENDINGS:
        raise ParameterError(f"{out} is one file for {len(poses)} poses; give --out a folder.")
    stems = {pose.path.stem for pose in poses}
    if len(stems) < len(poses):
        raise ParameterError("Two poses have one file name; rename one or wrap them one by one.")
    return ()


def _motion(options: argparse.Namespace, driver: Mesh, driven: Mesh) -> Motion:
    if options.bind == "vertex":
        return CarriedMotion(driver.points, driven.points).displacements
    wrap = Wrap(bind_wrap(driver, driven), triangulate(driver), polygon_edges(driven))

    def moved(driver_points: FloatArray) -> npt.NDArray[np.float64]:
        return wrap.displacements(
            driver_points,
            face_tangent_space=not options.object_space,
            max_distance=options.max_distance,
            smooth_level=options.smooth_level,
        )

    return moved


def _write_poses(
    out: Path, poses: list[Pose], driven: GivenMesh, motion: Motion, progress: Progress
) -> list[Path]:
    moved = []
    for number, pose in enumerate(poses):
        progress.update(0.8 * number / len(poses), f"Wrapping {pose.path.name}")
        points = driven.mesh.points + motion(pose.given.mesh.points)
        moved.append(driven.mesh.with_points(points.astype(np.float32)))
    if len(poses) == 1:
        make_folder(out.parent)
        write_meshes(out, [ShapedMesh(moved[0])], driven.file.space)
        return [out]
    files = [out / f"{pose.path.stem}.obj" for pose in poses]
    write_obj_files(
        {file: [mesh] for file, mesh in zip(files, moved, strict=True)}, progress.part(0.8, 1.0)
    )
    return files


def _write_animation(
    out: Path, driver: PointCache, driven: GivenMesh, motion: Motion, progress: Progress
) -> list[Path]:
    rest = driven.mesh.points

    def blocks() -> Iterator[FloatArray]:
        for block in driver.stream.blocks():
            yield np.stack([rest + motion(points) for points in block]).astype(np.float32)

    stream: PointStream = replace(
        driver.stream, name=driven.mesh.name, vertex_count=len(rest), blocks=blocks
    )
    make_folder(out.parent)
    write_usd_points(
        out,
        [(driven.mesh, stream)],
        progress=progress,
        space=driven.file.space,
        first_frame=driver.first_frame,
    )
    return [out]
