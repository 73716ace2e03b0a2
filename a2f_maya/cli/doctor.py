"""``a2f doctor``: what is installed, what really runs, what is missing and how to get it."""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import os
import platform
import sys
from typing import Any

from a2f_maya import __version__
from a2f_maya.cli.console import Console
from a2f_maya.errors import EXIT_BAD_INPUT, EXIT_DONE, A2FError
from a2f_maya.network.library import (
    DEFAULT_NETWORK,
    FOLDERS_VARIABLE,
    find_package,
    list_packages,
    search_folders,
)
from a2f_maya.network.package import open_package
from a2f_maya.network.session import NetworkSession

LIBRARIES = (
    # module, distributions that provide it, needed for
    ("numpy", ("numpy",), "everything"),
    ("scipy", ("scipy",), "solving and smoothing"),
    ("soundfile", ("soundfile",), "reading recordings"),
    ("soxr", ("soxr",), "recordings at other rates than 16 kHz"),
    ("onnxruntime", ("onnxruntime", "onnxruntime-gpu"), "running networks"),
    ("pxr", ("usd-core",), "USD point caches and binary USD"),
    ("PIL", ("Pillow",), "the contact sheet of the preview"),
    ("imageio_ffmpeg", ("imageio-ffmpeg",), "the video of the preview"),
)
REQUIRED = ("numpy", "scipy", "soundfile", "soxr", "onnxruntime")


def add_parser(verbs: Any) -> None:
    """Add this verb to the command line."""
    parser: argparse.ArgumentParser = verbs.add_parser(
        "doctor", help="show versions, the provider in use, paths, and what is missing"
    )
    parser.add_argument("--json", action="store_true", help="print JSON for machines")
    parser.set_defaults(command=examine)


def examine(options: argparse.Namespace, console: Console) -> int:
    """Print the state of the installation; exit code 2 if something needed is missing."""
    libraries = [_library(*row) for row in LIBRARIES]
    network = _network()
    report = {
        "a2f": __version__,
        "python": f"{platform.python_version()} ({sys.executable})",
        "system": platform.platform(),
        "libraries": libraries,
        "network": network,
        "network_folders": [str(folder) for folder in search_folders()],
        FOLDERS_VARIABLE: os.environ.get(FOLDERS_VARIABLE, ""),
        "networks": [folder.name for folder in list_packages()],
    }
    _print(report, console)
    console.document(report)
    missing = [row["module"] for row in libraries if not row["version"]]
    healthy = not network["problem"] and not set(missing) & set(REQUIRED)
    return EXIT_DONE if healthy else EXIT_BAD_INPUT


def _library(module: str, distributions: tuple[str, ...], purpose: str) -> dict[str, str]:
    version = ""
    if importlib.util.find_spec(module) is not None:
        version = next(filter(None, map(_version, distributions)), "unknown version")
    return {
        "module": module,
        "version": version,
        "purpose": purpose,
        "install": "" if version else f'"{sys.executable}" -m pip install {distributions[0]}',
    }


def _version(distribution: str) -> str:
    try:
        return f"{distribution} {importlib.metadata.version(distribution)}"
    except importlib.metadata.PackageNotFoundError:
        return ""


def _network() -> dict[str, str]:
    """Start the default network: the list of providers that ONNX Runtime prints proves nothing."""
    try:
        package = open_package(find_package(DEFAULT_NETWORK))
        provider = NetworkSession(package.network_path).provider
    except A2FError as error:
        return {"name": DEFAULT_NETWORK, "provider": "", "problem": str(error)}
    return {"name": DEFAULT_NETWORK, "provider": provider, "problem": ""}


def _print(report: dict[str, Any], console: Console) -> None:
    console.line(f"a2f      {report['a2f']}")
    console.line(f"python   {report['python']}")
    console.line(f"system   {report['system']}")
    network = report["network"]
    state = network["problem"] or f"runs on {network['provider']}"
    console.line(f"network  {network['name']}: {state}")
    for folder in report["network_folders"]:
        console.line(f"folder   {folder}")
    for row in report["libraries"]:
        if row["version"]:
            console.line(f"  ok       {row['version']}")
        else:
            console.line(
                f"  missing  {row['module']}, needed for {row['purpose']}: {row['install']}"
            )
