"""What a baked clip is written as: one entry a format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from a2f_maya.audio.files import SAMPLE_RATE, Recording
from a2f_maya.errors import MeshError, ParameterError
from a2f_maya.formats.coefficients_npz import SavedClip, write_coefficients
from a2f_maya.formats.live_link_csv import write_live_link_csv
from a2f_maya.formats.maya_cache import CacheOptions, write_maya_cache
from a2f_maya.formats.usd_points import write_usd_points
from a2f_maya.formats.usd_weights import write_usd_weights
from a2f_maya.formats.weights_json import write_weights_json
from a2f_maya.mesh import Mesh
from a2f_maya.names import find_all
from a2f_maya.pipeline import FacePipeline, Performance
from a2f_maya.progress import Progress
from a2f_maya.tracks import CoefficientTrack, FaceTrack, PointStream, WeightTrack

DEFAULT_FORMATS = ("weights-json", "usd")


@dataclass(frozen=True)
class OutputOptions:
    """Choices of single formats.

    Attributes
    ----------
    cache : CacheOptions
        Layout of the Maya geometry cache.
    metahuman : bool
        Add the MetaHuman curves to the USD weights.
    """

    cache: CacheOptions = field(default_factory=CacheOptions)
    metahuman: bool = True


@dataclass(frozen=True)
class Clip:
    """One evaluated recording and the pipeline that evaluated it."""

    recording: Recording
    pipeline: FacePipeline
    performance: Performance
    coefficients: CoefficientTrack
    face: FaceTrack
    weights: WeightTrack

    @property
    def stem(self) -> str:
        """The recording's name without its ending; all output names begin with it."""
        return self.recording.path.stem

    def streams(self) -> list[PointStream]:
        """Vertices of all moving parts, made block by block."""
        return self.pipeline.point_streams(self.face, self.performance)


Writer = Callable[[Clip, Path, OutputOptions, Progress], list[Path]]


def write_output(
    name: str, clip: Clip, folder: Path, options: OutputOptions, progress: Progress
) -> list[Path]:
    """Write one format of a clip into ``folder`` and return the files.

    Parameters
    ----------
    name : str
        A key of `FORMATS`.

    Raises
    ------
    ParameterError
        If there is no such format.
    OutputError, MeshError, MissingDependencyError, CancelledError
    """
    check_formats((name,))
    progress.update(0.0, f"{clip.stem}: writing {name}")
    return FORMATS[name](clip, folder, options, progress)


def check_formats(names: tuple[str, ...]) -> None:
    """Refuse names that are not in `FORMATS`.

    Raises
    ------
    ParameterError
    """
    for name in names:
        if name not in FORMATS:
            raise ParameterError(f"There is no format '{name}'; choose among {', '.join(FORMATS)}.")


def _weights_json(
    clip: Clip, folder: Path, options: OutputOptions, progress: Progress
) -> list[Path]:
    path = folder / f"{clip.stem}_bsweight.json"
    write_weights_json(path, _solved(clip), clip.recording.path)
    return [path]


def _usd(clip: Clip, folder: Path, options: OutputOptions, progress: Progress) -> list[Path]:
    path = folder / f"{clip.stem}_bsweight.usda"
    # the mouthClose of NVIDIA's packages has jawOpen in it, ours is ARKit's
    write_usd_weights(
        path,
        _solved(clip),
        metahuman=options.metahuman,
        mouth_close_opens_jaw=clip.pipeline.head is None,
    )
    return [path]


def _live_link_csv(
    clip: Clip, folder: Path, options: OutputOptions, progress: Progress
) -> list[Path]:
    path = folder / f"{clip.stem}_livelink.csv"
    write_live_link_csv(path, _solved(clip), clip.face.eyes)
    return [path]


def _npz(clip: Clip, folder: Path, options: OutputOptions, progress: Progress) -> list[Path]:
    path = folder / f"{clip.stem}.npz"
    saved = SavedClip(
        str(clip.recording.path),
        clip.pipeline.package.name,
        clip.coefficients,
        clip.face,
        clip.weights,
    )
    write_coefficients(path, saved)
    return [path]


def _usd_points(clip: Clip, folder: Path, options: OutputOptions, progress: Progress) -> list[Path]:
    path = folder / f"{clip.stem}_points.usdc"
    meshes = {mesh.name: mesh for mesh in _meshes(clip, "usd-points")}
    parts = [(meshes[stream.name], stream) for stream in clip.streams() if stream.name in meshes]
    write_usd_points(path, parts, progress=progress)
    return [path]


def _maya_cache(clip: Clip, folder: Path, options: OutputOptions, progress: Progress) -> list[Path]:
    path = folder / f"{clip.stem}_cache.xml"
    streams = [_shape_named(stream) for stream in clip.streams()]
    return write_maya_cache(path, streams, options.cache, progress)


def _preview(clip: Clip, folder: Path, options: OutputOptions, progress: Progress) -> list[Path]:
    from a2f_maya.preview import clip as preview  # noqa: PLC0415 - needs the optional extra
    from a2f_maya.preview.waveform import opening_from_weights  # noqa: PLC0415

    meshes = _meshes(clip, "preview")
    names = {mesh.name for mesh in meshes}
    has_jaw = find_all(["jawOpen"], clip.weights.names) != [None]
    shown = preview.Clip(
        meshes=meshes,
        streams=[stream for stream in clip.streams() if stream.name in names],
        samples=clip.recording.samples,
        sample_rate=SAMPLE_RATE,
        title=clip.recording.path.name,
        details=(f"network {clip.pipeline.package.name}",),
        opening=opening_from_weights(clip.weights) if has_jaw else None,
        weights=clip.weights,
    )
    return list(preview.write_preview(folder, clip.stem, shown, progress=progress))


def _solved(clip: Clip) -> WeightTrack:
    if not clip.weights.names:
        raise MeshError(
            f"The network '{clip.pipeline.package.name}' has no blendshape poses, so there are "
            f"no weights "
            "to write; choose usd-points, maya-cache or npz."
        )
    return clip.weights


def _meshes(clip: Clip, name: str) -> list[Mesh]:
    if not clip.pipeline.meshes:
        raise MeshError(
            f"The network '{clip.pipeline.package.name}' comes without the faces of its mesh, "
            f"which "
            f"{name} needs; give them with --mesh FILE.obj."
        )
    return list(clip.pipeline.meshes)


def _shape_named(stream: PointStream) -> PointStream:
    """Maya finds a channel by the name of the mesh's shape node."""
    return replace(stream, name=f"{stream.name}Shape")


FORMATS: dict[str, Writer] = {
    "weights-json": _weights_json,
    "usd": _usd,
    "usd-points": _usd_points,
    "maya-cache": _maya_cache,
    "livelink-csv": _live_link_csv,
    "npz": _npz,
    "preview": _preview,
}
"""Format name to the function that writes it."""
