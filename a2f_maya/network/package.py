"""Model packages of the regression kind: NVIDIA's Mark, Claire and James, and ours.

A package is a folder with a ``model.json`` that names its other files. Opening one checks every
file's keys and array sizes; the arrays themselves are read when they are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import PackageError
from a2f_maya.names import NEUTRAL
from a2f_maya.network.emotion import ImplicitEmotions
from a2f_maya.network.json_file import JsonFile
from a2f_maya.network.npz_file import NpzFile

FloatArray = npt.NDArray[np.float32]

JAW_SIZE = 15
EYES_SIZE = 4
SAMPLE_RATE = 16000


@dataclass(frozen=True)
class NetworkInfo:
    """What ``network_info.json`` says; every size of a network comes from here.

    Attributes
    ----------
    actor, version : str
    implicit_emotion_length : int
    explicit_emotions : tuple of str
    default_emotion : tuple of float
    skin_size, tongue_size : int
        Numbers of coefficients.
    skin_vertices, tongue_vertices : int
    buffer_length, buffer_offset, sample_rate : int
        Samples that make one frame, the sample among them that the frame belongs to, samples per
        second.
    hop : int or None
        Samples between frames when the network takes a longer buffer and answers with several
        frames.
    """

    actor: str
    version: str
    implicit_emotion_length: int
    explicit_emotions: tuple[str, ...]
    default_emotion: tuple[float, ...]
    skin_size: int
    tongue_size: int
    skin_vertices: int
    tongue_vertices: int
    buffer_length: int
    buffer_offset: int
    sample_rate: int
    hop: int | None

    @property
    def result_size(self) -> int:
        """Numbers a frame: skin, tongue, jaw, eyes."""
        return self.skin_size + self.tongue_size + JAW_SIZE + EYES_SIZE

    @property
    def emotion_size(self) -> int:
        """Numbers of the emotion input: implicit, then explicit."""
        return self.implicit_emotion_length + len(self.explicit_emotions)


@dataclass(frozen=True)
class PoseArchive:
    """A ``bs_*.npz`` and its ``bs_*_config.json``: blendshape poses and how to solve for them."""

    archive: NpzFile
    config: JsonFile
    pose_names: tuple[str, ...]
    vertex_count: int

    def deltas(self) -> FloatArray:
        """Displacements of all poses from `neutral` [shape=(P, V, 3), float32]."""
        shape = (self.vertex_count, 3)
        return np.stack([array.reshape(shape) for array in self.archive.floats(*self.pose_names)])

    def neutral(self) -> FloatArray:
        """The pose that the displacements start from [shape=(V, 3), float32]."""
        return self.archive.floats(NEUTRAL)[0].reshape(-1, 3)

    def frontal_mask(self) -> npt.NDArray[np.int64] | None:
        """Vertices that count in the solve, or None for all.

        Raises
        ------
        PackageError
            If one lies outside the mesh.
        """
        if "frontalMask" not in self.archive.headers:
            return None
        mask = self.archive.whole_numbers("frontalMask").ravel().astype(np.int64)
        if len(mask) and not 0 <= int(mask.min()) <= int(mask.max()) < self.vertex_count:
            raise PackageError(
                f"{self.archive.path}: 'frontalMask' names a vertex outside the "
                f"{self.vertex_count} of the mesh."
            )
        return mask


@dataclass(frozen=True)
class RegressionPackage:
    """An opened package; see `open_package`.

    Attributes
    ----------
    folder : Path
    info : NetworkInfo
    network_path : Path
        The ONNX file.
    model_config : JsonFile
        Its ``config`` object holds the tuning defaults, source shot and source frame.
    model_data : NpzFile
    emotion_path : Path
    skin_poses, tongue_poses : PoseArchive or None
        None when the package has no blendshapes: geometry still works, weights do not.
    """

    folder: Path
    info: NetworkInfo
    network_path: Path
    model_config: JsonFile
    model_data: NpzFile
    emotion_path: Path
    skin_poses: PoseArchive | None
    tongue_poses: PoseArchive | None

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    def source_frame(self) -> tuple[str, int]:
        """The source shot and source frame that the package recommends."""
        return (
            self.model_config.text("config.source_shot"),
            self.model_config.whole("config.source_frame"),
        )

    def load_model_data(self) -> dict[str, FloatArray]:
        """Read the eight arrays of ``model_data.npz`` in their stored shapes, float32.

        Lengths are in the package's unit, Y up, Z forward; this takes a moment and memory for
        packages with many vertices.
        """
        names = tuple(_model_data_sizes(self.info))
        return dict(zip(names, self.model_data.floats(*names), strict=True))

    def load_implicit_emotions(self) -> ImplicitEmotions:
        """Read the implicit emotion database."""
        length = self.info.implicit_emotion_length
        if self.emotion_path.suffix == ".bin":
            return ImplicitEmotions.read_binary(self.emotion_path, length)
        return ImplicitEmotions.read(NpzFile(self.emotion_path), length)


def open_package(path: Path) -> RegressionPackage:
    """Open a model package and check that its files fit together.

    Parameters
    ----------
    path : Path
        The folder, or its ``model.json``.

    Raises
    ------
    PackageError
        Naming the file and the key or array that is missing or wrong.
    """
    model = JsonFile(path if path.suffix == ".json" else path / "model.json")
    folder = model.path.parent
    info = _read_info(JsonFile(folder / model.text("networkInfoPath")))
    model_data = NpzFile(folder / model.text("modelDataPath"))
    sizes = _model_data_sizes(info)
    model_data.require_exactly(tuple(sizes))
    for name, count in sizes.items():
        model_data.require(name, count, kind="f")
    model_config = JsonFile(folder / model.text("modelConfigPath"))
    model_config.table("config")
    emotion_path = folder / model.text("emotionDatabasePath")
    if not emotion_path.is_file():
        raise PackageError(f"The file {emotion_path} is missing; the model package is incomplete.")
    skin_poses = _read_poses(model, "skin", info.skin_vertices)
    tongue_poses = _read_poses(model, "tongue", info.tongue_vertices)
    return RegressionPackage(
        folder.absolute(),
        info,
        _network_path(folder / model.text("networkPath")),
        model_config,
        model_data,
        emotion_path,
        skin_poses,
        tongue_poses,
    )


def _network_path(stated: Path) -> Path:
    """The ONNX file; packages name a TensorRT plan that is built from the ONNX file beside it."""
    path = stated.with_suffix(".onnx")
    if not path.is_file():
        raise PackageError(f"The file {path} is missing; the model package is incomplete.")
    return path


def _read_info(file: JsonFile) -> NetworkInfo:
    kind = file.text("id.type")
    if kind != "regression":
        raise PackageError(
            f"{file.path}: the key 'id.type' is '{kind}'; only packages of the kind 'regression' "
            f"can be run."
        )
    info = NetworkInfo(
        actor=file.text("id.actor"),
        version=file.text("id.version"),
        implicit_emotion_length=file.whole("params.implicit_emotion_len"),
        explicit_emotions=file.texts("params.explicit_emotions"),
        default_emotion=file.numbers("params.default_emotion"),
        skin_size=file.whole("params.num_shapes_skin", minimum=1),
        tongue_size=file.whole("params.num_shapes_tongue"),
        skin_vertices=file.whole("params.num_verts_skin", minimum=1),
        tongue_vertices=file.whole("params.num_verts_tongue"),
        buffer_length=file.whole("audio_params.buffer_len", minimum=1),
        buffer_offset=file.whole("audio_params.buffer_ofs"),
        sample_rate=file.whole("audio_params.samplerate", minimum=1),
        hop=file.whole("audio_params.hop", minimum=1) if file.has("audio_params.hop") else None,
    )
    _check_info(file, info)
    return info


def _check_info(file: JsonFile, info: NetworkInfo) -> None:
    for key, size in (("result_jaw_size", JAW_SIZE), ("result_eyes_size", EYES_SIZE)):
        if file.whole(f"params.{key}") != size:
            raise file.wrong(f"params.{key}", str(size))
    if len(info.default_emotion) != len(info.explicit_emotions):
        raise file.wrong("params.default_emotion", f"{len(info.explicit_emotions)} numbers")
    if info.buffer_offset > info.buffer_length:
        raise file.wrong("audio_params.buffer_ofs", f"at most buffer_len ({info.buffer_length})")
    if info.sample_rate != SAMPLE_RATE:
        raise file.wrong("audio_params.samplerate", str(SAMPLE_RATE))


def _model_data_sizes(info: NetworkInfo) -> dict[str, int | None]:
    skin, tongue = 3 * info.skin_vertices, 3 * info.tongue_vertices
    return {
        "shapes_matrix_skin": info.skin_size * skin,
        "shapes_mean_skin": skin,
        "lip_open_pose_delta": skin,
        "eye_close_pose_delta": skin,
        "shapes_matrix_tongue": info.tongue_size * tongue,
        "shapes_mean_tongue": tongue,
        "neutral_jaw": JAW_SIZE,
        "saccade_rot_matrix": None,
    }


def _read_poses(model: JsonFile, part: str, vertex_count: int) -> PoseArchive | None:
    if not model.has("blendshapePaths"):
        return None
    folder = model.path.parent
    archive = NpzFile(folder / model.text(f"blendshapePaths.{part}.data"))
    config = JsonFile(folder / model.text(f"blendshapePaths.{part}.config"))
    config.table("blendshape_params")
    names = archive.texts("poseNames")
    if not names or names[0] != NEUTRAL:
        raise PackageError(f"{archive.path}: the first name in 'poseNames' must be '{NEUTRAL}'.")
    for name in names:
        archive.require(name, 3 * vertex_count, kind="f")
    allowed = {*names, "poseNames", "frontalMask", "rig_version"}
    for name in archive.headers:
        if name not in allowed:
            raise PackageError(
                f"{archive.path} holds the array '{name}', which 'poseNames' does not list."
            )
    if config.whole("blendshape_params.numPoses") != len(names) - 1:
        raise config.wrong(
            "blendshape_params.numPoses",
            f"{len(names) - 1}, the number of poses in {archive.path.name}",
        )
    return PoseArchive(archive, config, names[1:], vertex_count)
