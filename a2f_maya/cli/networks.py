"""``a2f networks``: list the networks that can be used, check a package, write out our head."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from a2f_maya.cli.console import Console, add_verb, cancellable
from a2f_maya.cli.mesh_arguments import check_shapes_output
from a2f_maya.errors import EXIT_DONE, A2FError
from a2f_maya.face.head import load_head
from a2f_maya.face.head_shapes import shaped_parts
from a2f_maya.formats.shape_files import shape_folder, write_shapes
from a2f_maya.network.library import DEFAULT_NETWORK, find_package, list_packages
from a2f_maya.network.package import RegressionPackage, open_package
from a2f_maya.pipeline import FacePipeline

EXAMPLES = """examples:
  a2f networks
  a2f networks check path/to/Audio2Face-3D-v2.3-Mark
  a2f networks export-head --out head.usda
  a2f networks export-head --out head_objs
"""


def add_parser(verbs: Any) -> None:
    """Add this verb to the command line."""
    parser = add_verb(
        verbs,
        "networks",
        "list the networks, check a model package, or write our head to a file",
        EXAMPLES,
    )
    actions = parser.add_subparsers(metavar="ACTION")
    listing = actions.add_parser("list", help="list the networks (the same as no action)")
    for lister in (parser, listing):
        lister.add_argument("--json", action="store_true", help="print JSON for machines")
        lister.set_defaults(command=list_networks)
    check = actions.add_parser(
        "check", help="check every file of a package and run its network once"
    )
    check.add_argument(
        "network", metavar="DIR", help="folder of a package, or a name from the list"
    )
    check.add_argument("--json", action="store_true", help="print JSON for machines")
    check.set_defaults(command=check_network)
    export = actions.add_parser(
        "export-head", help="write our head: all meshes with their 52 ARKit and 16 tongue poses"
    )
    export.add_argument(
        "--out",
        required=True,
        metavar="OUT",
        type=Path,
        help=".usda or .usdc file, or a folder: one OBJ a pose in a folder a mesh",
    )
    export.add_argument("--json", action="store_true", help="print JSON for machines")
    export.set_defaults(command=export_head)


def list_networks(options: argparse.Namespace, console: Console) -> int:
    """Print all packages that can be used by name."""
    rows = [_row(folder) for folder in list_packages()]
    for row in rows:
        mark = "*" if row["name"] == DEFAULT_NETWORK else " "
        console.line(f"{mark} {row['name']:<16} {row['summary']}")
        console.line(f"  {'':<16} {row['folder']}")
    console.document(rows)
    return EXIT_DONE


def check_network(options: argparse.Namespace, console: Console) -> int:
    """Open a package with everything in it, and run one frame."""
    package = open_package(find_package(options.network))
    pipeline = FacePipeline(package)
    pipeline.run_once()
    emotions = package.load_implicit_emotions()
    details = {
        "name": package.name,
        "folder": str(package.folder),
        "summary": _summary(package),
        "provider": pipeline.network.session.provider,
        "whole_clips": pipeline.network.takes_whole_clips,
        "source_shots": dict(zip(emotions.shots, emotions.sizes.tolist(), strict=True)),
        "explicit_emotions": list(package.info.explicit_emotions),
        "poses": list(pipeline.pose_names),
    }
    console.line(f"{package.name} is complete: {details['summary']}")
    console.line(f"  runs on {details['provider']}")
    console.line(f"  source shots: {', '.join(emotions.shots)}")
    console.line(f"  {len(pipeline.pose_names)} poses: {', '.join(pipeline.pose_names)}")
    console.document(details)
    return EXIT_DONE


def export_head(options: argparse.Namespace, console: Console) -> int:
    """Write our head with all its poses."""
    check_shapes_output(options.out, ())
    parts = shaped_parts(load_head())
    with cancellable(console) as progress:
        files = write_shapes(options.out, parts, progress=progress)
    for part in parts:
        console.line(f"{part.mesh.name}: {len(part.mesh.points)} vertices, {len(part.names)} poses")
    console.line(str(files[0] if len(files) == 1 else shape_folder(options.out)))
    console.document(
        {
            "files": [str(file) for file in files],
            "parts": {part.mesh.name: list(part.names) for part in parts},
        }
    )
    return EXIT_DONE


def _row(folder: Path) -> dict[str, str]:
    try:
        summary = _summary(open_package(folder))
    except A2FError as error:
        summary = f"cannot be used: {error}"
    return {"name": folder.name, "folder": str(folder), "summary": summary}


def _summary(package: RegressionPackage) -> str:
    info = package.info
    return (
        f"regression, {info.actor} {info.version}, {info.skin_vertices:,} skin vertices, "
        f"{info.skin_size} + {info.tongue_size} coefficients"
    )
