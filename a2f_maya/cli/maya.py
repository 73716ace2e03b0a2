"""``a2f maya``: work on Maya scenes without a window; runs in mayapy."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from a2f_maya.cli import maya_transfer
from a2f_maya.cli.console import Console, add_verb, cancellable
from a2f_maya.cli.maya_scenes import check_scenes
from a2f_maya.errors import EXIT_DONE

EXAMPLES = """examples:
  mayapy -m a2f_maya maya bake anna.ma --character a2f --audio line_07.wav --out shot_07.ma
  mayapy -m a2f_maya maya bake anna.ma --character anna:a2f --audio line.wav --out shot.mb
      --tolerance 0.002 --layer lipsync
  mayapy -m a2f_maya maya bake head.ma --character a2f --audio line.wav --out shot.ma --cache caches

Without --cache the weights of attached blendShapes and the motion of jaw and eyes become keys; with
it the attached meshes are written as a geometry cache, too.
"""


def add_parser(verbs: Any) -> None:
    """Add this verb to the command line."""
    parser: argparse.ArgumentParser = verbs.add_parser(
        "maya", help="work on Maya scenes (in mayapy)"
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    bake = add_verb(
        actions,
        "bake",
        "give a character of a scene a recording, bake it and save the scene",
        EXAMPLES,
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
    maya_transfer.add_action(actions)


def run_bake(options: argparse.Namespace, console: Console) -> int:
    """Bake one scene and print what was written."""
    check_scenes("bake", options.scene, options.out)
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
