"""``a2f fit``: a head of another topology is given the form of a target."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from a2f_maya.cli.console import Console, add_verb, cancellable
from a2f_maya.cli.mesh_arguments import (
    DEFAULT_HEAD,
    GivenMesh,
    check_output,
    default_open_mouth,
    read_given,
    read_in_pose,
    read_source,
)
from a2f_maya.errors import EXIT_DONE, ParameterError
from a2f_maya.files import make_folder
from a2f_maya.formats.correspondence_json import read_correspondence
from a2f_maya.formats.mesh_files import WRITE_ENDINGS, write_meshes
from a2f_maya.mesh import Mesh, ShapedMesh
from a2f_maya.transfer.fitting import Fitting, FittingOptions, fit_mesh
from a2f_maya.transfer.similarity import fit_similarity

MOST_ITERATIONS = 50

EXAMPLES = """examples:
  a2f fit default anna.obj --correspondence anna_pairs.json --out anna_fitted.obj
  a2f fit mark.usd anna.usdc --correspondence pairs.json --out fitted.usda --target-mesh anna_skin
      --open-mouth mark_open.usd --picture fitted.png

SOURCE and TARGET are .obj, .usda, .usdc or .usd files, in any unit and with any up axis; the result
lies over the target. PAIRS.json names the same places on both, at least four:

  {"schema": "a2f.correspondence/1", "pairs": [
    {"name": "nose_tip", "source": {"vertex": 4340}, "target": {"vertex": 1021}},
    {"source": {"face": 12, "barycentric": [0.2, 0.3, 0.5]}, "target": {"vertex": 77}}, ...]}

Vertices and faces count from 0 in the mesh that is read; docs/character-transfer.md tells more.
"""


def add_parser(verbs: Any) -> None:
    """Add this verb to the command line."""
    parser = add_verb(
        verbs, "fit", "fit a head to another one of any topology (Character Transfer)", EXAMPLES
    )
    add = parser.add_argument
    add("source", metavar="SOURCE", help=f"the mesh that is fitted, or {DEFAULT_HEAD}: our head")
    add("target", metavar="TARGET", type=Path, help="the mesh that it is fitted to")
    add(
        "--correspondence",
        required=True,
        metavar="PAIRS.json",
        type=Path,
        help="the same places on both meshes",
    )
    add("--out", required=True, metavar="FITTED", type=Path, help=", ".join(WRITE_ENDINGS))
    add("--iterations", type=int, default=3, metavar="N", help="1 to 50 (%(default)s)")
    add(
        "--stiffness",
        type=float,
        default=100.0,
        metavar="S",
        help="how much the source keeps its contour, above 0 (%(default)g)",
    )
    add(
        "--open-mouth",
        type=Path,
        metavar="MESH",
        help="the source with its mouth open, which keeps the lips apart (our head brings its own)",
    )
    add("--source-mesh", metavar="NAME", help="which mesh of the source file")
    add("--target-mesh", metavar="NAME", help="which mesh of the target file")
    add("--picture", type=Path, metavar="PNG", help="also draw target and result beside each other")
    add("--json", action="store_true", help="print JSON for machines")
    parser.set_defaults(command=run_fit)


def run_fit(options: argparse.Namespace, console: Console) -> int:
    """Fit one mesh, write it and print how close it came."""
    settings = _settings(options)
    inputs = [Path(options.source), options.target, options.correspondence, options.open_mouth]
    _check_outputs(options, [path for path in inputs if path])
    pairs = read_correspondence(options.correspondence)
    source = read_source(options.source, options.source_mesh)
    target = read_given(options.target, options.target_mesh)
    opened = _open_mouth(options, source)
    with cancellable(console) as progress:
        fitting = fit_mesh(
            source.mesh, target.mesh, pairs, settings, opened, progress.part(0.0, 0.95)
        )
        progress.update(0.95, f"Writing {options.out.name}")
        _write(options, source, target, fitting)
    console.line(f"{options.out}: {fitting.report.sentence()}")
    console.document(
        {
            "source": options.source,
            "target": str(options.target),
            "out": str(options.out),
            "picture": str(options.picture) if options.picture else None,
            "pairs": len(pairs),
            "iterations": settings.iterations,
            "stiffness": settings.stiffness,
            "report": {**asdict(fitting.report), "sentence": fitting.report.sentence()},
        }
    )
    return EXIT_DONE


def _settings(options: argparse.Namespace) -> FittingOptions:
    if not 1 <= options.iterations <= MOST_ITERATIONS:
        raise ParameterError(
            f"--iterations {options.iterations} is not between 1 and {MOST_ITERATIONS}; "
            "3 is a good start."
        )
    if not 0 < options.stiffness < float("inf"):
        raise ParameterError(
            f"--stiffness {options.stiffness:g} is not above 0; 100 is a good start."
        )
    return FittingOptions(iterations=options.iterations, stiffness=options.stiffness)


def _check_outputs(options: argparse.Namespace, inputs: list[Path]) -> None:
    check_output(options.out, WRITE_ENDINGS, inputs)
    if options.picture:
        check_output(options.picture, (".png",), [*inputs, options.out])


def _open_mouth(options: argparse.Namespace, source: GivenMesh) -> Mesh | None:
    if options.open_mouth is None:
        return default_open_mouth(options.source, source.mesh)
    return read_in_pose(options.open_mouth, options.source_mesh).mesh


def _write(
    options: argparse.Namespace, source: GivenMesh, target: GivenMesh, fitting: Fitting
) -> None:
    make_folder(options.out.parent)
    write_meshes(options.out, [ShapedMesh(fitting.mesh)], target.file.space)
    if options.picture:
        make_folder(options.picture.parent)
        _draw(options.picture, source, target.mesh, fitting.mesh)


def _draw(path: Path, source: GivenMesh, target: Mesh, fitted: Mesh) -> None:
    """Show target and result turned back to how the source stands, whose up axis is known best."""
    from a2f_maya.preview.comparison import (  # noqa: PLC0415 - needs the optional extra
        write_comparison,
    )

    upright = source.mesh.points.astype(np.float64)
    if source.file.up_axis == "z":
        upright = upright[:, [0, 2, 1]] * (1, 1, -1)
    back = fit_similarity(fitted.points.astype(np.float64), upright)
    shown = {
        caption: mesh.with_points(back(mesh.points.astype(np.float64)).astype(np.float32))
        for caption, mesh in (("target", target), ("fitted", fitted))
    }
    write_comparison(path, shown, shown["fitted"])
