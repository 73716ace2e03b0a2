"""``a2f maya transfer``: a Maya scene and pairs in, a scene whose head follows ours out."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from a2f_maya.cli.console import Console, add_verb, cancellable
from a2f_maya.cli.maya_scenes import check_scenes
from a2f_maya.errors import EXIT_DONE

EXAMPLES = """examples:
  mayapy -m a2f_maya maya transfer anna.ma --target anna:head --correspondence anna.json
      --out anna_speaks.ma
  mayapy -m a2f_maya maya transfer anna.ma --target head --correspondence anna.json
      --out anna_shapes.ma --blend-shapes --tongue tongue

Without --source the Male Template is added to the scene and drives. The pairs are JSON as
a2f fit takes it.
"""


def add_action(actions: Any) -> None:
    """Add this action to ``a2f maya``."""
    parser = add_verb(
        actions,
        "transfer",
        "fit the A2F head to a head of a scene, let that follow it and save the scene",
        EXAMPLES,
    )
    add = parser.add_argument
    add("scene", metavar="SCENE", type=Path, help="a .ma or .mb file, which stays as it is")
    add("--target", required=True, metavar="MESH", help="the head, with namespace")
    add("--correspondence", required=True, metavar="FILE", type=Path, help="pairs of points, JSON")
    add("--out", required=True, metavar="SCENE", type=Path, help="the .ma or .mb file to write")
    add("--source", metavar="MESH", help="A2F mesh of the scene (default: the Male Template)")
    add("--open-mouth", metavar="MESH", help="the A2F mesh with its mouth open")
    add("--iterations", type=int, default=3, metavar="N", help="fitting iterations (default: 3)")
    add("--stiffness", type=float, default=100.0, metavar="S", help="stiffness (default: 100)")
    add("--smooth-level", type=int, default=0, metavar="N", help="of the motion (default: 0)")
    add("--blend-shapes", action="store_true", help="make blendShapes instead of the live chain")
    add("--tongue", metavar="MESH", help="with --blend-shapes: tongue that gets its poses, too")
    add("--json", action="store_true", help="print JSON for machines")
    parser.set_defaults(command=run_transfer)


def run_transfer(options: argparse.Namespace, console: Console) -> int:
    """Make one transfer and print what was made."""
    check_scenes("transfer", options.scene, options.out)
    from a2f_maya.maya.transfer.scenes import (  # noqa: PLC0415 - needs Maya
        SceneTransfer,
        transfer_scene,
    )

    order = SceneTransfer(
        options.scene,
        options.out,
        options.target,
        options.correspondence,
        options.source,
        options.open_mouth,
        options.iterations,
        options.stiffness,
        options.smooth_level,
        options.blend_shapes,
        options.tongue,
    )
    with cancellable(console) as progress:
        result = transfer_scene(order, progress)
    console.line(f"{result.scene}: {result.fitted} is fitted to {options.target}")
    console.line(f"  {result.report.sentence()}")
    if result.chain:
        console.line(f"  {options.target} follows by {result.chain.target_deformer}")
    if result.shapes:
        console.line(f"  {len(result.shapes.names)} targets in {result.shapes.blend_shape}")
    console.document(
        {
            "scene": str(result.scene),
            "target": options.target,
            "fitted": result.fitted,
            "report": asdict(result.report),
            "chain": asdict(result.chain) if result.chain else None,
            "blend_shapes": asdict(result.shapes) if result.shapes else None,
        }
    )
    return EXIT_DONE
