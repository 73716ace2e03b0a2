"""A complete regression package that is small, random and known in every number."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from a2f_maya.names import EMOTIONS

SKIN_VERTICES, TONGUE_VERTICES = 60, 12
SKIN_SIZE, TONGUE_SIZE, IMPLICIT = 4, 2, 16
RESULT_SIZE = SKIN_SIZE + TONGUE_SIZE + 15 + 4
EMOTION_SIZE = IMPLICIT + len(EMOTIONS)
BUFFER_LENGTH, BUFFER_OFFSET = 8320, 4160
SKIN_POSES = ("jawOpen", "mouthClose", "eyeBlinkLeft", "eyeBlinkRight")
TONGUE_POSES = ("tongueUp", "tongueDown")


def network_matrix() -> np.ndarray:
    """Factor of (mean |sample|, emotion) [shape=(1 + EMOTION_SIZE, RESULT_SIZE)]."""
    matrix = np.random.default_rng(7).normal(0, 0.3, (1 + EMOTION_SIZE, RESULT_SIZE))
    matrix[0] = np.abs(matrix[0])
    return matrix.astype(np.float32)


def write_network(path: Path, *, dynamic: bool = False, result_size: int = RESULT_SIZE) -> None:
    """Mean of |samples| beside the emotion, times `network_matrix`.

    ``dynamic`` makes the graph answer longer buffers: a moving mean of ``BUFFER_LENGTH`` samples
    every 320.
    """
    matrix = network_matrix()[:, :result_size]
    kernel = np.full((1, 1, BUFFER_LENGTH), 1 / BUFFER_LENGTH, np.float32)
    nodes = [
        helper.make_node("Abs", ["input"], ["loud"]),
        helper.make_node("Conv", ["loud", "kernel"], ["level"], strides=[320]),
        helper.make_node("Transpose", ["level"], ["levels"], perm=[0, 2, 1]),
        helper.make_node("MatMul", ["levels", "from_level"], ["heard"]),
        helper.make_node("MatMul", ["emotion", "from_emotion"], ["felt"]),
        helper.make_node("Add", ["heard", "felt"], ["result"]),
    ]
    constants = {"kernel": kernel, "from_level": matrix[:1], "from_emotion": matrix[1:]}
    samples = "N" if dynamic else BUFFER_LENGTH
    frames = "F" if dynamic else 1
    graph = helper.make_graph(
        nodes,
        "tiny",
        [
            helper.make_tensor_value_info("input", TensorProto.FLOAT, ["B", 1, samples]),
            helper.make_tensor_value_info("emotion", TensorProto.FLOAT, ["B", 1, EMOTION_SIZE]),
        ],
        [helper.make_tensor_value_info("result", TensorProto.FLOAT, ["B", frames, result_size])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
    onnx.save(model, str(path))


def write_tiny_package(folder: Path, *, dynamic: bool = False) -> Path:
    """Write all files of the package into ``folder`` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(3)
    write_network(folder / "network.onnx", dynamic=dynamic)
    audio = {"buffer_len": BUFFER_LENGTH, "buffer_ofs": BUFFER_OFFSET, "samplerate": 16000}
    if dynamic:
        audio["hop"] = 320
    _dump(
        folder / "model.json",
        {
            "networkInfoPath": "network_info.json",
            "networkPath": "network.trt",
            "modelConfigPath": "model_config.json",
            "modelDataPath": "model_data.npz",
            "emotionDatabasePath": "implicit_emo_db.npz",
            "blendshapePaths": {
                part: {"config": f"bs_{part}_config.json", "data": f"bs_{part}.npz"}
                for part in ("skin", "tongue")
            },
        },
    )
    _dump(
        folder / "network_info.json",
        {
            "id": {"type": "regression", "actor": "tiny", "version": "1", "output": "geometry"},
            "params": {
                "implicit_emotion_len": IMPLICIT,
                "explicit_emotions": list(EMOTIONS),
                "default_emotion": [0.0] * len(EMOTIONS),
                "num_shapes_skin": SKIN_SIZE,
                "num_shapes_tongue": TONGUE_SIZE,
                "num_verts_skin": SKIN_VERTICES,
                "num_verts_tongue": TONGUE_VERTICES,
                "result_jaw_size": 15,
                "result_eyes_size": 4,
            },
            "audio_params": audio,
        },
    )
    _dump(
        folder / "model_config.json",
        {"config": {"source_shot": "calm", "source_frame": 1, "lower_face_strength": 1.0}},
    )
    floats = lambda *shape: random.normal(0, 1, shape).astype(np.float32)  # noqa: E731
    skin_neutral, tongue_neutral = floats(SKIN_VERTICES, 3), floats(TONGUE_VERTICES, 3)
    np.savez(
        folder / "model_data.npz",
        shapes_matrix_skin=floats(SKIN_SIZE, SKIN_VERTICES, 3),
        shapes_mean_skin=skin_neutral,
        lip_open_pose_delta=floats(SKIN_VERTICES, 3),
        eye_close_pose_delta=floats(SKIN_VERTICES, 3),
        shapes_matrix_tongue=floats(TONGUE_SIZE, TONGUE_VERTICES, 3),
        shapes_mean_tongue=tongue_neutral,
        neutral_jaw=floats(5, 3),
        saccade_rot_matrix=floats(50, 2),
    )
    np.savez(
        folder / "implicit_emo_db.npz",
        emo_db=floats(5, IMPLICIT),
        emo_spec_names=np.array([b"calm", b"loud"]),
        emo_spec_start=np.array([0, 3], np.int32),
        emo_spec_size=np.array([3, 2], np.int32),
    )
    for part, poses, neutral in (
        ("skin", SKIN_POSES, skin_neutral),
        ("tongue", TONGUE_POSES, tongue_neutral),
    ):
        shapes = {name: floats(len(neutral), 3) for name in poses}
        np.savez(
            folder / f"bs_{part}.npz",
            poseNames=np.array([b"neutral", *(name.encode() for name in poses)]),
            neutral=neutral,
            **shapes,
        )
        _dump(folder / f"bs_{part}_config.json", {"blendshape_params": _solver_config(len(poses))})
    return folder


def _solver_config(count: int) -> dict[str, object]:
    return {
        "strengthL2regularization": 0.01,
        "strengthL1regularization": 0.0,
        "strengthTemporalSmoothing": 0.0,
        "strengthSymmetry": 0.0,
        "numPoses": count,
        "bsSolveActivePoses": [1] * count,
        "bsSolveCancelPoses": [-1] * count,
        "bsSolveSymmetryPoses": [-1] * count,
        "bsWeightMultipliers": [1.0] * count,
        "bsWeightOffsets": [0.0] * count,
    }


def _dump(path: Path, data: object) -> None:
    path.write_text(json.dumps(data), encoding="utf-8")
