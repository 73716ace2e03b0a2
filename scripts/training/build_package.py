"""Write the model package around network.onnx and fit the network to the head.

Example: python build_package.py --package ../../a2f_maya/resources/networks/anton
         --head ../../a2f_maya/resources/head/head.npz
Reads bs_skin.npz, bs_tongue.npz and network.onnx of the package and head.npz; the result depends on
nothing else. Run it again whenever the head or a recipe of channels.py changes: the network keeps
what it has learnt and gets new constants for the teeth, the styles and the emotions.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from channels import (
    EMOTIONS,
    IMPLICIT_LENGTH,
    SHOTS,
    SKIN_CHANNELS,
    STYLE_GAINS,
    TONGUE_CHANNELS,
    expression_shapes,
    style_gains,
)
from field_of_view import field_of_view
from melspectrum import HOP, RATE
from saccades import saccade_rotations

VERSION = "2.0"
SHOT_ROWS = 30
_SYMMETRIC = (
    "eyeBlink",
    "eyeWide",
    "mouthSmile",
    "mouthFrown",
    "mouthDimple",
    "mouthStretch",
    "mouthPress",
    "mouthLowerDown",
    "mouthUpperUp",
    "browOuterUp",
    "browDown",
    "cheekSquint",
    "noseSneer",
)
Poses = dict[str, npt.NDArray[np.float32]]


def read_poses(path: Path) -> Poses:
    """Return the neutral and the displacements of a bs_*.npz by name, in their order."""
    with np.load(path) as data:
        names = [bytes(name).decode("utf-8") for name in data["poseNames"]]
        return {name: data[name].reshape(-1, 3).astype(np.float32) for name in names}


def channel(poses: Poses, name: str) -> npt.NDArray[np.float32]:
    """Return the displacement of a channel: the pose, or its left and right halves together."""
    if name in poses:
        return poses[name]
    return poses[f"{name}Left"] + poses[f"{name}Right"]


def diagonal(points: npt.NDArray[np.float32]) -> float:
    """Return the length of the bounding box's diagonal."""
    return float(np.linalg.norm(points.max(0).astype(np.float64) - points.min(0)))


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write a JSON file with a final line break."""
    text = json.dumps(content, indent=2, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def model_files() -> dict[str, Any]:
    """Return model.json."""
    return {
        "networkInfoPath": "network_info.json",
        "networkPath": "network.onnx",
        "modelConfigPath": "model_config.json",
        "modelDataPath": "model_data.npz",
        "emotionDatabasePath": "implicit_emo_db.npz",
        "blendshapePaths": {
            part: {"config": f"bs_{part}_config.json", "data": f"bs_{part}.npz"}
            for part in ("skin", "tongue")
        },
    }


def network_info(skin: Poses, tongue: Poses) -> dict[str, Any]:
    """Return network_info.json."""
    length, offset = field_of_view()
    return {
        "id": {"type": "regression", "actor": "anton", "version": VERSION, "output": "geometry"},
        "params": {
            "implicit_emotion_len": IMPLICIT_LENGTH,
            "explicit_emotions": list(EMOTIONS),
            "default_emotion": [0.0] * len(EMOTIONS),
            "num_shapes_skin": len(SKIN_CHANNELS),
            "num_shapes_tongue": len(TONGUE_CHANNELS),
            "num_verts_skin": len(skin["neutral"]),
            "num_verts_tongue": len(tongue["neutral"]),
            "result_jaw_size": 15,
            "result_eyes_size": 4,
            "shapes_skin_names": list(SKIN_CHANNELS),
            "shapes_tongue_names": list(TONGUE_CHANNELS),
        },
        "audio_params": {
            "buffer_len": length,
            "buffer_ofs": offset,
            "samplerate": RATE,
            "hop": 2 * HOP,
        },
    }


def model_config() -> dict[str, Any]:
    """Return model_config.json: strengths 1 and offsets 0, so that weights arrive as learnt."""
    config: dict[str, Any] = {
        "input_strength": 1.0,
        "upper_face_smoothing": 0.001,
        "lower_face_smoothing": 0.0023,
        "upper_face_strength": 1.0,
        "lower_face_strength": 1.0,
        "face_mask_level": 0.6,
        "face_mask_softness": 0.0085,
        "source_shot": "neutral",
        "source_frame": 0,
        "skin_strength": 1.0,
        "blink_strength": 1.0,
        "eyelid_open_offset": 0.0,
        "lip_open_offset": 0.0,
        "lower_teeth_strength": 1.0,
        "lower_teeth_height_offset": 0.0,
        "lower_teeth_depth_offset": 0.0,
        "tongue_strength": 1.0,
        "tongue_height_offset": 0.0,
        "tongue_depth_offset": 0.0,
        "eyeballs_strength": 1.0,
        "saccade_strength": 0.6,
        "eye_saccade_seed": 0,
        "voice_brow_strength": 1.0,
        "voice_squint_strength": 1.0,
        "voice_effort_strength": 1.0,
    }
    for side in ("right", "left"):
        config |= {f"{side}_eye_rot_x_offset": 0.0, f"{side}_eye_rot_y_offset": 0.0}
    return {"config": config}


def symmetry_ids(names: list[str]) -> list[int]:
    """Return the id of each pose's left and right pair, -1 for poses without one."""
    ids = []
    for name in names:
        base = name.removesuffix("Left").removesuffix("Right")
        ids.append(_SYMMETRIC.index(base) if base != name and base in _SYMMETRIC else -1)
    return ids


def solve_config(poses: Poses, *, skin: bool) -> dict[str, Any]:
    """Return a bs_*_config.json whose weak regularisation gives the network's weights back."""
    names = [name for name in poses if name != "neutral"]
    active = [int(not (name.startswith("eyeLook") or name == "tongueOut")) for name in names]
    return {
        "blendshape_params": {
            "strengthL2regularization": 0.01,
            "strengthL1regularization": 0.0,
            "strengthTemporalSmoothing": 0.0,
            "strengthSymmetry": 1.0 if skin else 0.0,
            "templateBBSize": diagonal(poses["neutral"]),
            "numPoses": len(names),
            "bsSolveActivePoses": active,
            "bsSolveCancelPoses": [-1] * len(names),
            "bsSolveSymmetryPoses": symmetry_ids(names),
            "bsWeightMultipliers": [1.0] * len(names),
            "bsWeightOffsets": [0.0] * len(names),
        }
    }


def model_data(
    skin: Poses, tongue: Poses, neutral_jaw: npt.NDArray[np.float32]
) -> dict[str, npt.NDArray[np.float32]]:
    """Return the eight arrays of model_data.npz."""
    return {
        "shapes_matrix_skin": np.stack([channel(skin, name) for name in SKIN_CHANNELS]),
        "shapes_mean_skin": skin["neutral"],
        "lip_open_pose_delta": channel(skin, "mouthLowerDown") + channel(skin, "mouthUpperUp"),
        "eye_close_pose_delta": channel(skin, "eyeBlink"),
        "shapes_matrix_tongue": np.stack([tongue[name] for name in TONGUE_CHANNELS]),
        "shapes_mean_tongue": tongue["neutral"],
        "neutral_jaw": np.asarray(neutral_jaw, np.float32).reshape(5, 3),
        "saccade_rot_matrix": saccade_rotations(),
    }


def implicit_database() -> dict[str, npt.NDArray[Any]]:
    """Return implicit_emo_db.npz: thirty slightly different rows per shot, the first one exact."""
    rng = np.random.default_rng(20)
    rows = np.zeros((len(SHOTS), SHOT_ROWS, IMPLICIT_LENGTH), np.float32)
    for number, shot in enumerate(SHOTS.values()):
        rows[number, :, : len(shot.gains)] = shot.gains
        start = len(STYLE_GAINS)
        rows[number, :, start : start + len(shot.offsets)] = shot.offsets
        rows[number, 1:, : len(shot.gains)] += rng.normal(0, 0.02, (SHOT_ROWS - 1, len(shot.gains)))
    return {
        "emo_db": rows.reshape(-1, IMPLICIT_LENGTH),
        "emo_spec_names": np.array([name.encode("utf-8") for name in SHOTS]),
        "emo_spec_start": np.arange(len(SHOTS), dtype=np.int32) * SHOT_ROWS,
        "emo_spec_size": np.full(len(SHOTS), SHOT_ROWS, np.int32),
    }


def set_constants(path: Path, constants: dict[str, npt.NDArray[np.float32]]) -> None:
    """Replace initialisers of the graph by their names."""
    model = onnx.load(path)
    places = {tensor.name: tensor for tensor in model.graph.initializer}
    for name, values in constants.items():
        if name not in places or list(places[name].dims) != list(values.shape):
            raise SystemExit(f"{path}: no constant '{name}' of the shape {list(values.shape)}.")
        places[name].CopyFrom(onnx.numpy_helper.from_array(values, name))
    scratch = path.with_suffix(".part")
    onnx.save(model, scratch)
    scratch.replace(path)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--package", type=Path, required=True)
    parser.add_argument("--head", type=Path, required=True)
    options = parser.parse_args()
    package: Path = options.package
    skin = read_poses(package / "bs_skin.npz")
    tongue = read_poses(package / "bs_tongue.npz")
    with np.load(options.head) as head:
        neutral_jaw = head["neutral_jaw"]
        jaw_deltas = head["jaw_deltas"][:2].reshape(2, 15).astype(np.float32)
    constants = {
        "jaw_deltas": jaw_deltas,
        "gains": style_gains(),
        "expression": expression_shapes(),
    }
    set_constants(package / "network.onnx", constants)
    write_json(package / "model.json", model_files())
    write_json(package / "network_info.json", network_info(skin, tongue))
    write_json(package / "model_config.json", model_config())
    write_json(package / "bs_skin_config.json", solve_config(skin, skin=True))
    write_json(package / "bs_tongue_config.json", solve_config(tongue, skin=False))
    archives = {
        "model_data.npz": model_data(skin, tongue, neutral_jaw),
        "implicit_emo_db.npz": implicit_database(),
    }
    for name, arrays in archives.items():
        scratch = package / f"{name}.part.npz"
        np.savez_compressed(scratch, **arrays)  # type: ignore[arg-type]
        scratch.replace(package / name)
    size = sum(path.stat().st_size for path in package.iterdir())
    print(f"{package}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
