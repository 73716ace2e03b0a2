"""``a2f bake``: recordings in, animation files out."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import Any

from a2f_maya.audio.files import MIX, find_recordings
from a2f_maya.bake import BakeSettings, ClipResult, bake
from a2f_maya.cli.console import Console, add_verb, cancellable
from a2f_maya.errors import EXIT_BAD_INPUT, EXIT_DONE, EXIT_PARTLY_FAILED, ParameterError
from a2f_maya.formats.maya_cache import CacheOptions
from a2f_maya.formats.obj import read_obj
from a2f_maya.formats.presets import read_parameters
from a2f_maya.network.library import DEFAULT_NETWORK, find_package
from a2f_maya.network.package import open_package
from a2f_maya.network.session import PROVIDER_CHOICES
from a2f_maya.outputs import DEFAULT_FORMATS, FORMATS, OutputOptions, check_formats
from a2f_maya.pipeline import FacePipeline
from a2f_maya.timing import FrameRate

EXAMPLES = """examples:
  a2f bake speech.wav --out baked
  a2f bake takes/ --out baked --fps 24 --formats weights-json,maya-cache,preview --resume
  a2f bake speech.flac --out baked --range 1.5 4 --params happy.json --emotion joy=0.7

A parameter file is a JSON object, for example {"lowerFaceStrength": 1.2, "blinkInterval": 4}; it
may also hold sourceShot, sourceFrame, emotion (an object of names and strengths) and blendshapes
(changes of the solve, see docs/formats.md).
"""


def add_parser(verbs: Any) -> None:
    """Add this verb to the command line."""
    parser = add_verb(verbs, "bake", "turn recordings into facial animation", EXAMPLES)
    add = parser.add_argument
    add("inputs", metavar="INPUT", nargs="+", type=Path, help="audio files, or folders of them")
    add(
        "--out",
        required=True,
        metavar="DIR",
        type=Path,
        help="folder for the files (made if needed)",
    )
    add(
        "--network", default=DEFAULT_NETWORK, metavar="NAME|DIR", help="model package (%(default)s)"
    )
    add("--fps", default="60", help="frame rate, for example 24, 29.97 or 60000/1001 (%(default)s)")
    add(
        "--formats",
        default=",".join(DEFAULT_FORMATS),
        metavar="LIST",
        help=f"comma-separated: {', '.join(FORMATS)} (%(default)s)",
    )
    add("--params", type=Path, metavar="FILE.json", help="tuning parameters")
    add(
        "--emotion",
        action="append",
        metavar="NAME=STRENGTH",
        help="for example joy=0.5; replaces the file's",
    )
    add("--range", nargs=2, type=float, metavar=("START", "END"), help="seconds; END -1 is the end")
    add("--channel", default="mix", help="mix, or a channel number from 1 on (%(default)s)")
    add("--resume", action="store_true", help="skip recordings that were baked the same way before")
    add(
        "--mesh",
        type=Path,
        metavar="FILE.obj",
        help="faces of the skin, for networks other than ours",
    )
    add(
        "--cache-format",
        choices=("mcx", "mcc"),
        default="mcx",
        help="Maya cache kind (%(default)s)",
    )
    add("--cache-per-frame", action="store_true", help="Maya cache with one file a frame")
    add("--cache-double", action="store_true", help="Maya cache in double precision")
    add(
        "--no-metahuman", action="store_true", help="leave the MetaHuman curves out of the USD file"
    )
    add("--start-frame", type=int, default=0, metavar="N", help="first frame of the Maya cache (0)")
    add("--provider", choices=tuple(PROVIDER_CHOICES), default="auto", help="(%(default)s)")
    add("--json", action="store_true", help="print JSON for machines")
    parser.set_defaults(command=run_bake)


def run_bake(options: argparse.Namespace, console: Console) -> int:
    """Bake all inputs and print what was written."""
    formats = tuple(name.strip() for name in options.formats.split(",") if name.strip())
    check_formats(formats)
    rate = FrameRate.parse(options.fps)
    sources = [path for given in options.inputs for path in find_recordings(given)]
    package = open_package(find_package(options.network))
    overrides = read_parameters(options.params) if options.params else {}
    pipeline = FacePipeline(
        package,
        provider=options.provider,
        blendshapes=overrides.pop("blendshapes", None),
        skin_mesh=read_obj(options.mesh) if options.mesh else None,
    )
    if options.emotion:
        overrides["emotion"] = _emotions(options.emotion)
    start, end = options.range or (0.0, None)
    settings = BakeSettings(
        performance=pipeline.performance(overrides),
        rate=rate,
        formats=formats,
        channel=_channel(options.channel),
        start=start,
        end=end,
        options=OutputOptions(
            CacheOptions(
                options.cache_format,
                options.cache_per_frame,
                options.cache_double,
                options.start_frame,
            ),
            metahuman=not options.no_metahuman,
        ),
    )

    def show(result: ClipResult) -> None:
        _show(result, console)

    with cancellable(console) as progress:
        results = bake(
            pipeline,
            sources,
            options.out,
            settings,
            resume=options.resume,
            progress=progress,
            on_result=show,
        )
    return _summarise(results, pipeline, console)


def _show(result: ClipResult, console: Console) -> None:
    if result.error:
        console.error(result.error)
        return
    for warning in result.warnings:
        console.warn(warning)
    done = "already baked" if result.skipped else f"{result.frames} frames"
    console.line(f"{result.source}: {done}")
    for file in result.files[:4]:
        console.line(f"  {file}")
    if len(result.files) > 4:
        console.line(f"  ... {len(result.files)} files in all")


def _summarise(results: list[ClipResult], pipeline: FacePipeline, console: Console) -> int:
    failed = [result for result in results if result.error]
    if len(results) > 1:
        console.line(f"{len(results) - len(failed)} of {len(results)} recordings baked")
        for result in failed:
            console.line(f"  failed: {result.source}")
    console.document(
        {
            "network": pipeline.package.name,
            "provider": pipeline.network.session.provider,
            "clips": [
                {
                    "source": str(result.source),
                    "files": [str(file) for file in result.files],
                    "frames": result.frames,
                    "skipped": result.skipped,
                    "warnings": list(result.warnings),
                    "error": result.error,
                }
                for result in results
            ],
        }
    )
    if not failed:
        return EXIT_DONE
    return EXIT_BAD_INPUT if len(failed) == len(results) else EXIT_PARTLY_FAILED


def _channel(text: str) -> int:
    if text == "mix":
        return MIX
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise ParameterError(f"The channel '{text}' is neither mix nor a number from 1 on.")


def _emotions(pairs: list[str]) -> dict[str, float]:
    emotions = {}
    for pair in pairs:
        name, _, strength = pair.partition("=")
        try:
            emotions[name] = float(strength)
        except ValueError:
            emotions[name] = math.nan
        if not math.isfinite(emotions[name]):
            raise ParameterError(
                f"The emotion '{pair}' is not of the form NAME=STRENGTH, as joy=0.5."
            )
    return emotions
