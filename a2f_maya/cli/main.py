"""``a2f VERB ...``: the parser, and how errors become exit codes."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from a2f_maya import __version__
from a2f_maya.cli import bake, blendshapes, doctor, fit, maya, networks, wrap
from a2f_maya.cli.console import Console
from a2f_maya.errors import EXIT_BAD_INPUT, EXIT_CANCELLED, EXIT_DONE, A2FError

VERBS = (bake, fit, wrap, blendshapes, networks, maya, doctor)

EXIT_CODES = """exit codes: 0 done, 2 wrong use or input, 3 part of a batch failed, 130 cancelled"""


def build_parser() -> argparse.ArgumentParser:
    """The parser of all verbs."""
    parser = argparse.ArgumentParser(
        prog="a2f",
        description="Audio2Face for Maya: audio goes in, a believable talking face comes out.",
        epilog=EXIT_CODES,
    )
    parser.add_argument("--version", action="version", version=f"a2f {__version__}")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    for verb in VERBS:
        verb.add_parser(verbs)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        Default is the process's own.
    """
    options = build_parser().parse_args(arguments)
    console = Console(as_json=getattr(options, "json", False))
    try:
        code: int = options.command(options, console)
    except A2FError as error:
        console.error(str(error))
        console.document({"error": str(error)})
        return error.exit_code
    except KeyboardInterrupt:
        console.error("Cancelled.")
        return EXIT_CANCELLED
    except BrokenPipeError:
        # whoever read the output has left; the interpreter must not try to flush it at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_DONE
    except MemoryError:
        console.error("There is not enough memory; bake shorter ranges or fewer formats at once.")
        return EXIT_BAD_INPUT
    return code


def run() -> None:
    """Entry point of the console script."""
    for stream in (sys.stdout, sys.stderr):
        # names of files may hold letters that an old terminal's encoding lacks
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(main())
