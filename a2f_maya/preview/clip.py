"""Previews of a baked clip: ``<stem>_preview.mp4`` and ``<stem>_preview.png``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import ParameterError
from a2f_maya.files import make_folder
from a2f_maya.mesh import Mesh
from a2f_maya.preview.camera import fit_camera, portrait_points
from a2f_maya.preview.raster import Renderer
from a2f_maya.preview.studio import EYE, SKIN, TEETH, TONGUE, Surface
from a2f_maya.preview.video import find_ffmpeg, preview_rate, write_preview_video
from a2f_maya.preview.waveform import even_frames, expressive_frames
from a2f_maya.progress import Progress
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import PointStream, WeightTrack

ByteArray = npt.NDArray[np.uint8]
FloatArray = npt.NDArray[np.float32]

VIDEO_SIZE = (480, 540)
THUMBNAILS = 12


@dataclass(frozen=True)
class Clip:
    """A baked clip as a preview needs it.

    Attributes
    ----------
    meshes : sequence of Mesh
        All parts of the head at rest; the camera is fitted to them once.
    streams : sequence of PointStream
        Movement of the meshes of the same names, equal in rate and length; other meshes rest.
    samples : np.ndarray [shape=(N,) or (N, channels), float32]
        The sound in -1..1.
    sample_rate : int
        In Hz.
    title : str
        Heading of the contact sheet, usually the sound file's name.
    details : tuple of str
        More short facts for the heading, for example the network's name.
    opening : np.ndarray [shape=(T,), float32], optional
        Mouth opening of every frame, from `waveform.opening_from_points` or
        `waveform.opening_from_weights`.
    weights : WeightTrack, optional
        For the curves of the strongest poses.
    surfaces : mapping of str to Surface, optional
        How meshes take light, by name; `surface_for` decides for the others.
    target : np.ndarray [shape=(n, 3)], optional
        Points that the camera must see; `camera.portrait_points` of the meshes by default.
    """

    meshes: Sequence[Mesh]
    streams: Sequence[PointStream]
    samples: FloatArray
    sample_rate: int
    title: str
    details: tuple[str, ...] = ()
    opening: FloatArray | None = None
    weights: WeightTrack | None = None
    surfaces: dict[str, Surface] | None = None
    target: npt.NDArray[np.float32] | None = None

    def __post_init__(self) -> None:
        if not self.streams:
            raise ParameterError(f"The preview of {self.title} has no moving mesh.")
        names = [mesh.name for mesh in self.meshes]
        for stream in self.streams:
            if stream.name not in names:
                raise ParameterError(
                    f"The preview has a movement for '{stream.name}', but its meshes are "
                    f"{', '.join(names)}."
                )
            if (stream.rate, stream.frame_count) != (self.rate, self.frame_count):
                raise ParameterError(
                    f"The movement of '{stream.name}' has {stream.frame_count} frames at "
                    f"{stream.rate} fps, that of '{self.streams[0].name}' {self.frame_count} at "
                    f"{self.rate}; give all of them the same length and rate."
                )
        if self.opening is not None and len(self.opening) != self.frame_count:
            raise ParameterError(
                f"The mouth opening has {len(self.opening)} values for {self.frame_count} frames."
            )

    @property
    def rate(self) -> FrameRate:
        """Frame rate of the movement."""
        return self.streams[0].rate

    @property
    def frame_count(self) -> int:
        """Frames of the movement."""
        return self.streams[0].frame_count


def surface_for(name: str) -> Surface:
    """Guess from a mesh's name how it takes light: eyes, teeth, gums and tongue are wet."""
    lower = name.lower()
    for part, surface in (("eye", EYE), ("teeth", TEETH), ("gum", TEETH), ("tongue", TONGUE)):
        if part in lower and "lid" not in lower and "brow" not in lower and "lash" not in lower:
            return surface
    return SKIN


def write_preview(
    folder: Path,
    stem: str,
    clip: Clip,
    *,
    video: bool = True,
    sheet: bool = True,
    view: str = "front",
    size: tuple[int, int] = VIDEO_SIZE,
    progress: Progress | None = None,
) -> list[Path]:
    """Write the film and the contact sheet of a clip.

    The film shows every frame, or every second, third... so that it has at most 30 a second. The
    sheet shows the widest mouth of each of 12 equal slices if the opening is known, else the middle
    of each slice.

    Parameters
    ----------
    folder, stem
        Where; the files are ``<stem>_preview.mp4`` and ``<stem>_preview.png``.
    clip : Clip
    video, sheet : bool
        Which of the two.
    view : str
        A name in `camera.VIEWS`.
    size : (width, height)
        Of the film in pixels.
    progress : Progress, optional

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    MissingDependencyError
        If ffmpeg (for the film) or Pillow (for the sheet) is missing; before anything is drawn.
    CancelledError
        If cancelled; nothing half-written stays.
    OutputError
        If a file cannot be written.
    """
    progress = Progress() if progress is None else progress
    if video:
        find_ffmpeg()
    if sheet:
        from a2f_maya.preview import contact_sheet  # noqa: F401, PLC0415
    make_folder(folder)
    written = []
    share = 0.85 if sheet else 1.0
    if video:
        written.append(folder / f"{stem}_preview.mp4")
        _write_film(written[-1], clip, view, size, progress.part(0.0, share))
    if sheet:
        written.append(folder / f"{stem}_preview.png")
        _write_sheet(written[-1], clip, view, progress.part(share if video else 0.0, 1.0))
    progress.update(1.0, "Preview written")
    return written


def _renderer(clip: Clip, view: str, size: tuple[int, int], supersampling: int) -> Renderer:
    known = clip.surfaces or {}
    surfaces = [known.get(mesh.name, surface_for(mesh.name)) for mesh in clip.meshes]
    seen = portrait_points(clip.meshes) if clip.target is None else clip.target
    camera = fit_camera(seen, size, view)
    return Renderer(clip.meshes, camera, size, surfaces=surfaces, supersampling=supersampling)


def frame_points(clip: Clip, wanted: Callable[[int], bool]) -> Iterator[list[FloatArray]]:
    """Walk once through the movement and give the points of all meshes at the wanted frames.

    Yields
    ------
    list of np.ndarray [shape=(V, 3), float32]
        In the order of the clip's meshes.

    Raises
    ------
    ParameterError
        If a stream gives fewer frames than it promises.
    """
    movements = {stream.name: _frames(stream, wanted) for stream in clip.streams}
    for frame in range(clip.frame_count):
        if wanted(frame):
            moved = {name: next(movement, None) for name, movement in movements.items()}
            yield [_given(mesh, moved) for mesh in clip.meshes]


def _given(mesh: Mesh, moved: dict[str, FloatArray | None]) -> FloatArray:
    points = moved.get(mesh.name, mesh.points)
    if points is None:
        raise ParameterError(
            f"The movement of '{mesh.name}' ends before its last frame; make it anew."
        )
    return points


def _frames(stream: PointStream, wanted: Callable[[int], bool]) -> Iterator[FloatArray]:
    frame = 0
    for block in stream.blocks():
        for points in block:
            if wanted(frame):
                yield points
            frame += 1


def _write_film(
    target: Path, clip: Clip, view: str, size: tuple[int, int], progress: Progress
) -> None:
    rate, step = preview_rate(clip.rate)
    count = -(-clip.frame_count // step)

    def pictures() -> Iterator[ByteArray]:
        renderer = _renderer(clip, view, size, 1)
        for number, points in enumerate(frame_points(clip, lambda frame: frame % step == 0)):
            progress.update(number / count, f"Drawing picture {number + 1} of {count}")
            yield renderer.render(points)

    write_preview_video(target, pictures(), rate, clip.samples, clip.sample_rate)


def _write_sheet(target: Path, clip: Clip, view: str, progress: Progress) -> None:
    from a2f_maya.preview import contact_sheet  # noqa: PLC0415

    if clip.opening is None:
        chosen = even_frames(clip.frame_count, THUMBNAILS)
    else:
        chosen = expressive_frames(clip.opening, THUMBNAILS)
    frames = [int(frame) for frame in chosen]
    renderer = _renderer(clip, view, contact_sheet.CELL, 2)
    thumbnails = []
    for number, points in enumerate(frame_points(clip, set(frames).__contains__)):
        progress.update(number / len(frames), "Drawing the contact sheet")
        thumbnails.append(contact_sheet.Thumbnail(frames[number], renderer.render(points)))
    content = contact_sheet.SheetContent(
        clip.title,
        clip.details,
        clip.rate,
        clip.frame_count,
        clip.samples,
        clip.sample_rate,
        thumbnails,
        clip.opening,
        clip.weights,
    )
    contact_sheet.write_contact_sheet(target, content)
