"""``a2f blendshapes``: a full set of shapes for a head that our head was fitted to."""

from __future__ import annotations

import argparse
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from a2f_maya.cli.console import Console, add_verb, cancellable
from a2f_maya.cli.mesh_arguments import (
    DEFAULT_HEAD,
    GivenMesh,
    check_shapes_output,
    read_given,
    read_source,
)
from a2f_maya.errors import EXIT_DONE, MeshError
from a2f_maya.files import make_folder
from a2f_maya.formats.shape_files import USD_ENDINGS, shape_folder, write_shapes
from a2f_maya.mesh import Mesh, ShapedMesh
from a2f_maya.progress import Progress
from a2f_maya.transfer.blendshape_transfer import transfer_shapes
from a2f_maya.transfer.checking import check_same_topology
from a2f_maya.transfer.contact import find_contacts
from a2f_maya.transfer.shape_report import Origin, ShapeReport, shape_report
from a2f_maya.transfer.tongue_transfer import transfer_tongue

TONGUE = "tongue"

EXAMPLES = """examples:
  a2f fit default anna.obj --correspondence anna_pairs.json --out anna_fitted.obj
  a2f blendshapes --source default --fitted anna_fitted.obj --target anna.obj --out anna_shapes.usda
  a2f blendshapes --source head.usda --fitted fitted.obj --target anna.usd --out anna_shapes
      --tongue anna_tongue.obj

FITTED is what a2f fit wrote for the same source. The result is a USD head, or a folder with
neutral.obj and one OBJ file a shape.
"""


@dataclass(frozen=True)
class Tongue:
    """The source's tongue with its poses, and the mesh that gets them."""

    source: ShapedMesh
    target: Mesh


def add_parser(verbs: Any) -> None:
    """Add this verb to the command line."""
    parser = add_verb(
        verbs,
        "blendshapes",
        "make a full set of blendshapes for a head (BlendShape Transfer)",
        EXAMPLES,
    )
    add = parser.add_argument
    add(
        "--source",
        default=DEFAULT_HEAD,
        metavar="SHAPES.usd",
        help="a head with blendshapes, or %(default)s: our head with its 52 (%(default)s)",
    )
    add("--fitted", required=True, metavar="FITTED", type=Path, help="the source fitted to TARGET")
    add("--target", required=True, metavar="TARGET", type=Path, help="the head that gets them")
    add(
        "--out",
        required=True,
        metavar="OUT",
        type=Path,
        help=".usda or .usdc file, or a folder for one OBJ file a shape",
    )
    add(
        "--tongue",
        type=Path,
        metavar="TONGUE",
        help="the target's tongue, which gets poses too",
    )
    add("--source-mesh", metavar="NAME", help="which mesh of the source file")
    add("--target-mesh", metavar="NAME", help="which mesh of the target file")
    add("--json", action="store_true", help="print JSON for machines")
    parser.set_defaults(command=run_blendshapes)


def run_blendshapes(options: argparse.Namespace, console: Console) -> int:
    """Carry all shapes to the target, write them and print what they do."""
    inputs = [Path(options.source), options.fitted, options.target, options.tongue]
    check_shapes_output(options.out, [path for path in inputs if path])
    source = read_source(options.source, options.source_mesh)
    _check_shapes(options, source.part)
    tongue_source = _tongue_source(source) if options.tongue else None
    fitted = read_given(options.fitted).mesh
    check_same_topology(fitted, source.mesh, "fitted", "source")
    target = read_given(options.target, options.target_mesh)
    tongue = None
    if tongue_source is not None:
        tongue = Tongue(tongue_source, read_given(options.tongue).mesh)
    with cancellable(console) as progress:
        parts, reports = _carry(source, fitted, target.mesh, tongue, progress.part(0.0, 0.8))
        make_folder(options.out.parent)
        files = write_shapes(options.out, parts, target.file.space, progress.part(0.8, 1.0))
    for part, report in zip(parts, reports, strict=True):
        console.line(f"{part.mesh.name}: {report.sentence()}")
    written = options.out if options.out.suffix in USD_ENDINGS else shape_folder(options.out)
    console.line(str(written))
    console.document(
        {
            "out": str(written),
            "files": [str(file) for file in files],
            "parts": [_row(*pair) for pair in zip(parts, reports, strict=True)],
        }
    )
    return EXIT_DONE


def _check_shapes(options: argparse.Namespace, part: ShapedMesh) -> None:
    if not part.names:
        raise MeshError(
            f"The mesh '{part.mesh.name}' of {options.source} has no blendshapes; give a USD file "
            f"that has some, or {DEFAULT_HEAD}."
        )


def _carry(
    source: GivenMesh, fitted: Mesh, target: Mesh, tongue: Tongue | None, progress: Progress
) -> tuple[list[ShapedMesh], list[ShapeReport]]:
    share = 0.9 if tongue is None else 0.7
    progress.update(0.0, "Looking for lids and lips")
    contacts = find_contacts(source.part)
    shaped = transfer_shapes(source.part, fitted, target, contacts, progress.part(0.0, share))
    parts = [shaped]
    if tongue is not None:
        parts.append(
            transfer_tongue(
                tongue.source, source.mesh, fitted, tongue.target, progress.part(share, 0.9)
            )
        )
    progress.update(0.9, "Checking the shapes")
    reports = [shape_report(shaped, Origin(source.part, contacts, fitted))]
    return parts, [*reports, *map(shape_report, parts[1:])]


def _tongue_source(source: GivenMesh) -> ShapedMesh:
    parts = {part.mesh.name: part for part in source.file.parts}
    part = parts.get(TONGUE)
    if part is None or not part.names:
        raise MeshError(
            "The source has no mesh 'tongue' with blendshapes; leave --tongue out, or give "
            f"{DEFAULT_HEAD} as the source."
        )
    return part


def _row(part: ShapedMesh, report: ShapeReport) -> dict[str, Any]:
    return {
        "mesh": part.mesh.name,
        "vertices": len(part.mesh.points),
        "names": list(part.names),
        "report": asdict(report),
    }
