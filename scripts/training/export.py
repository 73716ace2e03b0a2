"""Export a trained checkpoint as network.onnx; build_package.py fits it to the head.

Example: python export.py --checkpoint W/net.pt
         --out ../../a2f_maya/resources/networks/anton/network.onnx
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from channels import IMPLICIT_LENGTH
from face_graph import FaceGraph
from field_of_view import field_of_view
from melspectrum import HOP
from model import LipSyncNetwork

OPSET = 14


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    network = LipSyncNetwork()
    network.load_state_dict(torch.load(options.checkpoint))
    graph = FaceGraph(network, np.zeros((2, 15))).eval()
    samples = field_of_view()[0] + 2 * HOP * 20
    inputs = (torch.zeros(1, 1, samples), torch.zeros(1, 1, IMPLICIT_LENGTH + 10))
    scratch = options.out.with_suffix(".part")
    torch.onnx.export(
        graph,
        inputs,
        str(scratch),
        input_names=["input", "emotion"],
        output_names=["result"],
        dynamic_axes={
            "input": {0: "batch", 2: "samples"},
            "emotion": {0: "batch"},
            "result": {0: "batch", 1: "frames"},
        },
        opset_version=OPSET,
        dynamo=False,
    )
    scratch.replace(options.out)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
