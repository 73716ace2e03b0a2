"""``a2f maya bake``: a Maya scene and a recording in, a baked scene out; runs in mayapy."""

from __future__ import annotations

import argparse
import importlib.util
from dataclasses import asdict
from pathlib import Path
from typing import Any

from a2f_maya.cli.console import Console, cancellable
from a2f_maya.errors import EXIT_DONE, A2FError, ParameterError

EXAMPLES = """examples:
  mayapy -m a2f_maya maya bake anna.ma --character a2f --audio line_07.wav --out shot_07.ma
  mayapy -m a2f_maya maya bake anna.ma --character anna:a2f --audio line.wav --out shot.mb
      --tolerance 0.002 --layer lipsync
  mayapy -m a2f_maya maya bake head.ma --character a2f --audio line.wav --out shot.ma --cache caches

Without --cache the weights of attached blendShapes and the motion of jaw and eyes become keys; with
it the attached meshes are written as a geometry cache, too.
"""


class NotInMayaError(A2FError, ImportError):
    """The verb needs the Python of Maya."""

    def __init__(self) -> None:
        super().__init__(
            "This needs Maya's own Python; call it as: mayapy -m a2f_maya maya bake SCENE ..."
        )


def add_parser(verbs: Any) -> None:
    """Add this verb to the command line."""
    parser: argparse.ArgumentParser = verbs.add_parser(
        "maya", help="work on Maya scenes (in mayapy)"
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    bake = actions.add_parser(
        "bake",
        help="give a character of a scene a recording, bake it and save the scene",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = bake.add_argument
    add("scene", metavar="SCENE", type=Path, help="a .ma or .mb file, which stays as it is")
    add("--character", required=True, metavar="NAME", help="its a2fCore node, with namespace")
    add("--audio", required=True, metavar="FILE", type=Path, help="the recording")
    add("--out", required=True, metavar="SCENE", type=Path, help="the .ma or .mb file to write")
    add("--start", type=float, metavar="FRAME", help="first frame (default: of the recording)")
    add("--end", type=float, metavar="FRAME", help="last frame (default: of the recording)")
    add(
        "--tolerance",
        type=float,
        metavar="VALUE",
        help="leave out keys as long as no curve is off by more (weights, cm, degrees)",
    )
    add("--cache", type=Path, metavar="DIR", help="also write a geometry cache into this folder")
    add("--layer", metavar="NAME", help="new animation layer for the keys")
    add("--json", action="store_true", help="print JSON for machines")
    bake.set_defaults(command=run_bake)


def run_bake(options: argparse.Namespace, console: Console) -> int:
    """Bake one scene and print what was written."""
    if importlib.util.find_spec("maya") is None or importlib.util.find_spec("maya.cmds") is None:
        raise NotInMayaError
    for path in (options.scene, options.out):
        if path.suffix.lower() not in (".ma", ".mb"):
            raise ParameterError(f"{path} is no Maya scene; give a name that ends in .ma or .mb.")
    from a2f_maya.maya.bake.scenes import SceneBake, bake_scene  # noqa: PLC0415 - needs Maya

    order = SceneBake(
        options.scene,
        options.out,
        options.character,
        options.audio,
        options.start,
        options.end,
        options.tolerance,
        options.layer,
        options.cache,
    )
    with cancellable(console) as progress:
        result = bake_scene(order, progress)
    report = result.report
    console.line(f"{result.scene}: {result.character} speaks {options.audio.name}")
    if report:
        console.line(
            f"  frames {report.start} to {report.end}: {report.keys} keys on {report.curves} "
            f"curves of {', '.join(report.targets)}"
        )
    for file in result.files:
        console.line(f"  {file}")
    console.document(
        {
            "scene": str(result.scene),
            "character": result.character,
            "audio": str(options.audio),
            "keys": asdict(report) if report else None,
            "files": [str(file) for file in result.files],
        }
    )
    return EXIT_DONE
