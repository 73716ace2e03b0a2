"""Each damaged package is refused with one sentence that names the file and what is wrong in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from a2f_maya.errors import PackageError, ParameterError
from a2f_maya.network.package import open_package
from tests.support import tiny_package as tiny


def edit_json(folder: Path, name: str, change: Callable[[dict[str, Any]], object]) -> None:
    data = json.loads((folder / name).read_text(encoding="utf-8"))
    change(data)
    (folder / name).write_text(json.dumps(data), encoding="utf-8")


def edit_npz(folder: Path, name: str, change: Callable[[dict[str, Any]], object]) -> None:
    with np.load(folder / name) as archive:
        arrays = dict(archive)
    change(arrays)
    np.savez(folder / name, **arrays)


def test_a_good_package_opens(shared_tiny_package: Path) -> None:
    package = open_package(shared_tiny_package)
    assert package.info.skin_size == tiny.SKIN_SIZE
    assert package.source_frame() == ("calm", 1)
    assert package.skin_poses is not None
    assert package.skin_poses.pose_names == tiny.SKIN_POSES
    assert package.network_path.name == "network.onnx"
    with np.load(shared_tiny_package / "model_data.npz") as stored:
        data = package.load_model_data()
        assert set(data) == set(stored.files)
        for name, array in data.items():
            np.testing.assert_array_equal(array, stored[name])


def test_flat_arrays_are_accepted(tiny_package: Path) -> None:
    shaped = open_package(tiny_package).load_model_data()
    edit_npz(
        tiny_package, "model_data.npz", lambda a: a.update({k: v.ravel() for k, v in a.items()})
    )
    flat = open_package(tiny_package).load_model_data()
    for name, array in shaped.items():
        np.testing.assert_array_equal(flat[name].ravel(), array.ravel())


JSON_FILES = ["model", "network_info", "model_config", "bs_skin_config", "bs_tongue_config"]
NPZ_FILES = ["model_data", "implicit_emo_db", "bs_skin", "bs_tongue"]
ARCHIVES = [*(f"{stem}.json" for stem in JSON_FILES), *(f"{stem}.npz" for stem in NPZ_FILES)]
FILES = [*ARCHIVES, "network.onnx"]


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(tiny_package: Path, name: str) -> None:
    (tiny_package / name).unlink()
    with pytest.raises(PackageError, match=name.replace(".", r"\.")):
        open_package(tiny_package)


@pytest.mark.parametrize("name", ARCHIVES)
def test_a_cut_off_file_is_named(tiny_package: Path, name: str) -> None:
    path = tiny_package / name
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(PackageError, match=name.replace(".", r"\.")):
        package = open_package(tiny_package)
        package.load_implicit_emotions()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("model.json", "networkInfoPath"),
        ("model.json", "modelDataPath"),
        ("model.json", "emotionDatabasePath"),
        ("network_info.json", "id.type"),
        ("network_info.json", "params.num_shapes_skin"),
        ("network_info.json", "params.explicit_emotions"),
        ("network_info.json", "audio_params.buffer_len"),
        ("model_config.json", "config"),
        ("bs_skin_config.json", "blendshape_params"),
        ("bs_tongue_config.json", "blendshape_params.numPoses"),
    ],
)
def test_a_missing_key_is_named(tiny_package: Path, name: str, key: str) -> None:
    *parents, last = key.split(".")

    def remove(data: dict[str, Any]) -> None:
        for parent in parents:
            data = data[parent]
        data[last + "_misspelt"] = data.pop(last)

    edit_json(tiny_package, name, remove)
    with pytest.raises(PackageError, match=rf"{re.escape(name)}.*'{key}'"):
        open_package(tiny_package)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("num_shapes_skin", "four"),
        ("num_shapes_skin", 0),
        ("num_verts_skin", True),
        ("result_jaw_size", 12),
        ("default_emotion", [0.0]),
        ("default_emotion", [float("nan")] * 10),
        ("explicit_emotions", "joy"),
    ],
)
def test_a_wrong_value_is_named(tiny_package: Path, key: str, value: object) -> None:
    edit_json(tiny_package, "network_info.json", lambda d: d["params"].update({key: value}))
    with pytest.raises(PackageError, match=rf"network_info\.json.*params\.{key}"):
        open_package(tiny_package)


def test_another_kind_of_network_is_refused(tiny_package: Path) -> None:
    edit_json(tiny_package, "network_info.json", lambda d: d["id"].update(type="diffusion"))
    with pytest.raises(PackageError, match=r"'id\.type' is 'diffusion'"):
        open_package(tiny_package)


@pytest.mark.parametrize("name", ["shapes_mean_skin", "neutral_jaw", "saccade_rot_matrix"])
def test_a_missing_array_is_named(tiny_package: Path, name: str) -> None:
    edit_npz(tiny_package, "model_data.npz", lambda a: a.pop(name))
    with pytest.raises(PackageError, match=rf"model_data\.npz lacks the array '{name}'"):
        open_package(tiny_package)


def test_an_array_too_many_is_named(tiny_package: Path) -> None:
    edit_npz(tiny_package, "model_data.npz", lambda a: a.update(surplus=np.zeros(3, np.float32)))
    with pytest.raises(PackageError, match=r"model_data\.npz holds the array 'surplus'"):
        open_package(tiny_package)


@pytest.mark.parametrize(
    ("file_name", "array"),
    [
        ("model_data.npz", "shapes_matrix_skin"),
        ("model_data.npz", "lip_open_pose_delta"),
        ("bs_skin.npz", "jawOpen"),
        ("bs_tongue.npz", "neutral"),
    ],
)
def test_an_array_of_the_wrong_length_is_named(
    tiny_package: Path, file_name: str, array: str
) -> None:
    edit_npz(tiny_package, file_name, lambda a: a.update({array: a[array].ravel()[:-3]}))
    with pytest.raises(PackageError, match=rf"{file_name}: the array '{array}' has"):
        open_package(tiny_package)


def test_a_number_that_is_not_finite_is_named(tiny_package: Path) -> None:
    edit_npz(tiny_package, "model_data.npz", lambda a: a["shapes_mean_skin"].__setitem__(0, np.nan))
    with pytest.raises(PackageError, match=r"'shapes_mean_skin' holds a number that is not finite"):
        open_package(tiny_package).load_model_data()


def test_the_first_pose_must_be_neutral(tiny_package: Path) -> None:
    edit_npz(tiny_package, "bs_skin.npz", lambda a: a.update(poseNames=a["poseNames"][1:]))
    with pytest.raises(PackageError, match=r"bs_skin\.npz: the first name in 'poseNames'"):
        open_package(tiny_package)


def test_a_pose_without_an_array_is_named(tiny_package: Path) -> None:
    edit_npz(tiny_package, "bs_skin.npz", lambda a: a.pop("mouthClose"))
    with pytest.raises(PackageError, match=r"bs_skin\.npz lacks the array 'mouthClose'"):
        open_package(tiny_package)


def test_a_frontal_mask_outside_the_mesh_is_named(tiny_package: Path) -> None:
    edit_npz(
        tiny_package, "bs_skin.npz", lambda a: a.update(frontalMask=np.array([0, 60], np.int32))
    )
    package = open_package(tiny_package)
    assert package.skin_poses is not None
    with pytest.raises(PackageError, match="'frontalMask' names a vertex outside the 60"):
        package.skin_poses.frontal_mask()


def test_python_objects_are_not_read(tiny_package: Path) -> None:
    edit_npz(tiny_package, "model_data.npz", lambda a: a.update(neutral_jaw=np.array([{}], object)))
    with pytest.raises(PackageError, match="Python objects"):
        open_package(tiny_package)


def test_a_package_without_blendshapes_opens(tiny_package: Path) -> None:
    edit_json(tiny_package, "model.json", lambda d: d.pop("blendshapePaths"))
    assert open_package(tiny_package).skin_poses is None


def test_source_frames_are_looked_up_by_shot(shared_tiny_package: Path) -> None:
    emotions = open_package(shared_tiny_package).load_implicit_emotions()
    with np.load(shared_tiny_package / "implicit_emo_db.npz") as stored:
        np.testing.assert_array_equal(emotions.vector("loud", 1), stored["emo_db"][4])
        np.testing.assert_array_equal(emotions.vector("calm", 0), stored["emo_db"][0])
    with pytest.raises(ParameterError, match="'calm' has no frame 3; choose 0 to 2"):
        emotions.vector("calm", 3)
    with pytest.raises(
        ParameterError, match="no source shot 'angry'; this network knows calm, loud"
    ):
        emotions.vector("angry", 0)


def test_the_older_binary_database_reads_the_same(tiny_package: Path) -> None:
    import struct

    new = open_package(tiny_package).load_implicit_emotions()
    data = struct.pack("<i", 2)
    for shot, start, size in zip(new.shots, new.starts.tolist(), new.sizes.tolist(), strict=True):
        data += struct.pack("<i", len(shot)) + shot.encode() + struct.pack("<2i", start, size)
    data += struct.pack("<2i", 16, new.vectors.size) + new.vectors.astype("<f4").tobytes()
    (tiny_package / "emotions.bin").write_bytes(data)
    edit_json(tiny_package, "model.json", lambda d: d.update(emotionDatabasePath="emotions.bin"))
    old = open_package(tiny_package).load_implicit_emotions()
    np.testing.assert_array_equal(old.vector("loud", 1), new.vector("loud", 1))
    (tiny_package / "emotions.bin").write_bytes(data[:-5])
    with pytest.raises(PackageError, match=r"emotions\.bin is not a readable emotion database"):
        open_package(tiny_package).load_implicit_emotions()


def test_a_shot_outside_the_table_is_named(tiny_package: Path) -> None:
    edit_npz(
        tiny_package,
        "implicit_emo_db.npz",
        lambda a: a.update(emo_spec_size=np.array([3, 3], np.int32)),
    )
    with pytest.raises(PackageError, match="the shot 'loud' lies outside"):
        open_package(tiny_package).load_implicit_emotions()
