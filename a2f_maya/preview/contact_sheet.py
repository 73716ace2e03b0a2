"""One picture that tells about a baked clip: sound, mouth, chosen heads and the strongest poses.

All curves share one time axis across the whole width, so a syllable, its mouth and its weights
stand below each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import ParameterError
from a2f_maya.preview.canvas import Canvas, Color
from a2f_maya.preview.waveform import envelope, strongest_poses
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import WeightTrack

ByteArray = npt.NDArray[np.uint8]
FloatArray = npt.NDArray[np.float32]

COLUMNS = 6
CELL = (250, 282)
"""Columns of the grid and the size of a head in it, width and height in pixels."""

_MARGIN = 36
_GAP = 10
_WIDTH = 2 * _MARGIN + COLUMNS * CELL[0] + (COLUMNS - 1) * _GAP
_GUTTER = 208
_LABEL = _MARGIN + 16
_WAVE_HEIGHT = 150
_MOUTH_HEIGHT = 84
_POSE_HEIGHT = 40
_CAPTION_HEIGHT = 30
_CELL_STEP = CELL[1] + _CAPTION_HEIGHT

_GROUND: Color = (23, 25, 28)
_PANEL: Color = (32, 35, 39)
_RULE: Color = (52, 56, 62)
_TEXT: Color = (236, 238, 240)
_DIM: Color = (148, 154, 162)
_WAVE: Color = (72, 112, 146)
_LOUD: Color = (132, 184, 222)
_MOUTH: Color = (238, 160, 96)
_MOUTH_FILL: Color = (92, 66, 48)
_MARK: Color = (104, 110, 118)
_POSES: tuple[Color, ...] = (
    (238, 160, 96),
    (132, 184, 222),
    (156, 204, 128),
    (226, 128, 138),
    (190, 156, 226),
    (226, 206, 110),
    (112, 206, 190),
    (206, 170, 148),
)


@dataclass(frozen=True)
class Thumbnail:
    """A rendered head and its frame number; the picture must have the size `CELL`."""

    frame: int
    picture: ByteArray


@dataclass(frozen=True)
class SheetContent:
    """What a contact sheet shows.

    Attributes
    ----------
    title : str
        Usually the name of the sound file.
    details : tuple of str
        Short facts for the second line, after duration and frames; for example the network's name.
    rate : FrameRate
        Of the animation.
    frame_count : int
    samples : np.ndarray [shape=(N,) or (N, channels), float32]
    sample_rate : int
    thumbnails : sequence of Thumbnail
    opening : np.ndarray [shape=(T,), float32], optional
        How far the mouth is open at each frame, in any unit.
    weights : WeightTrack, optional
        Its strongest poses are drawn.
    pose_count : int
        How many of them at most.
    """

    title: str
    details: tuple[str, ...]
    rate: FrameRate
    frame_count: int
    samples: FloatArray
    sample_rate: int
    thumbnails: Sequence[Thumbnail]
    opening: FloatArray | None = None
    weights: WeightTrack | None = None
    pose_count: int = 8

    @property
    def duration(self) -> float:
        """Seconds from the start to the end of sound and animation, whichever is longer."""
        sound = len(self.samples) / self.sample_rate
        return max(sound, self.rate.seconds_of_frame(self.frame_count), 1e-6)


def write_contact_sheet(target: Path, content: SheetContent) -> None:
    """Draw the sheet and write it as PNG.

    Raises
    ------
    MissingDependencyError
        On import of this module, if Pillow is missing.
    ParameterError
        If a thumbnail has another size than `CELL`.
    OutputError
        If the file cannot be written.
    """
    draw_contact_sheet(content).save(target)


def draw_contact_sheet(content: SheetContent) -> Canvas:
    """Lay out and draw the sheet."""
    poses = [] if content.weights is None else strongest_poses(content.weights, content.pose_count)
    rows = -(-len(content.thumbnails) // COLUMNS)
    mouth = 0 if content.opening is None else _MOUTH_HEIGHT
    wave_top = 108
    wave_bottom = wave_top + 24 + _WAVE_HEIGHT + mouth + 26
    grid_top = wave_bottom + 18
    poses_top = grid_top + rows * _CELL_STEP + (8 if rows else 0)
    height = poses_top + (len(poses) * _POSE_HEIGHT + 24 if poses else 0) + _MARGIN - _GAP
    canvas = Canvas((_WIDTH, height), _GROUND)
    _draw_title(canvas, content)
    canvas.panel((_MARGIN, wave_top, _WIDTH - _MARGIN, wave_bottom), _PANEL, 8)
    axis = _TimeAxis(content.duration)
    _draw_ticks(canvas, axis, wave_top + 24, wave_bottom - 26)
    _draw_wave(canvas, content, axis, wave_top + 24)
    if content.opening is not None:
        _draw_mouth(canvas, content, axis, wave_top + 24 + _WAVE_HEIGHT)
    _draw_marks(canvas, content, axis, wave_top, wave_bottom - 26)
    _draw_heads(canvas, content, grid_top)
    if poses and content.weights is not None:
        _draw_poses(canvas, content.weights, poses, axis, poses_top)
    return canvas


@dataclass(frozen=True)
class _TimeAxis:
    duration: float
    left: float = _MARGIN + _GUTTER
    right: float = _WIDTH - _MARGIN - 14

    def at(self, seconds: npt.ArrayLike) -> npt.NDArray[np.float64]:
        part = np.asarray(seconds, dtype=np.float64) / self.duration
        return self.left + part * (self.right - self.left)

    def step(self) -> float:
        """Seconds between labels: a round number that gives at most 13 of them."""
        for step in (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0):
            if self.duration / step <= 13:
                return step
        return self.duration / 12


def _draw_title(canvas: Canvas, content: SheetContent) -> None:
    canvas.text((_MARGIN, 58), _shortened(canvas, content.title, 34), 34, _TEXT)
    facts = [
        f"{content.duration:.2f} s",
        f"{content.frame_count} frames at {_rate_text(content.rate)} fps",
        *content.details,
    ]
    canvas.text((_MARGIN, 90), "    ".join(facts), 18, _DIM)


def _shortened(canvas: Canvas, title: str, height: float) -> str:
    room = _WIDTH - 2 * _MARGIN
    if canvas.text_width(title, height) <= room:
        return title
    while title and canvas.text_width(title + "…", height) > room:
        title = title[:-1]
    return title + "…"


def _rate_text(rate: FrameRate) -> str:
    return f"{rate.fps:.3f}".rstrip("0").rstrip(".")


def _draw_ticks(canvas: Canvas, axis: _TimeAxis, top: float, bottom: float) -> None:
    step = axis.step()
    digits = 1 if step < 1 else 0
    for number in range(int(axis.duration / step + 1e-9) + 1):
        seconds = number * step
        x = float(axis.at(seconds))
        canvas.line([x, x], [top, bottom], _RULE, 1)
        canvas.text((x, bottom + 18), f"{seconds:.{digits}f} s", 13, _DIM, "ms")


def _draw_wave(canvas: Canvas, content: SheetContent, axis: _TimeAxis, top: float) -> None:
    sound_end = float(axis.at(len(content.samples) / content.sample_rate))
    columns = max(2, int(2 * (sound_end - axis.left)))
    low, high, loudness = envelope(content.samples, columns)
    scale = 0.46 * _WAVE_HEIGHT / max(float(np.abs(low).max()), float(np.abs(high).max()), 1e-3)
    middle = top + _WAVE_HEIGHT / 2
    x = np.linspace(axis.left, sound_end, columns)
    canvas.fill_between(x, middle - high * scale - 0.4, middle - low * scale + 0.4, _WAVE)
    loudness = np.minimum(loudness, np.maximum(high, -low))
    canvas.fill_between(x, middle - loudness * scale, middle + loudness * scale, _LOUD)
    canvas.text((_LABEL, middle), "sound", 14, _LOUD, "lm")


def _draw_mouth(canvas: Canvas, content: SheetContent, axis: _TimeAxis, top: float) -> None:
    if content.opening is None or len(content.opening) == 0:
        return
    bottom = top + _MOUTH_HEIGHT - 6
    scale = (_MOUTH_HEIGHT - 20) / max(float(content.opening.max()), 1e-6)
    x = axis.at(np.arange(len(content.opening)) * content.rate.frame_duration)
    y = bottom - content.opening * scale
    canvas.fill_between(x, y, bottom, _MOUTH_FILL)
    canvas.line(x, y, _MOUTH, 1.6)
    canvas.text((_LABEL, bottom - (_MOUTH_HEIGHT - 20) / 2), "mouth opening", 14, _MOUTH, "lm")


def _draw_marks(
    canvas: Canvas, content: SheetContent, axis: _TimeAxis, top: float, bottom: float
) -> None:
    for number, thumbnail in enumerate(content.thumbnails, start=1):
        x = float(axis.at(content.rate.seconds_of_frame(thumbnail.frame)))
        for start in np.arange(top + 26, bottom, 7.0).tolist():
            canvas.line([x, x], [start, min(start + 3.5, bottom)], _MARK, 1)
        canvas.panel((x - 11, top + 5, x + 11, top + 23), _RULE, 5)
        canvas.text((x, top + 14), str(number), 13, _TEXT, "mm")


def _draw_heads(canvas: Canvas, content: SheetContent, top: int) -> None:
    for number, thumbnail in enumerate(content.thumbnails, start=1):
        width, height = CELL
        if thumbnail.picture.shape != (height, width, 3):
            raise ParameterError(
                f"Picture {number} of a contact sheet has the shape {thumbnail.picture.shape}, "
                f"not {(height, width, 3)}."
            )
        row, column = divmod(number - 1, COLUMNS)
        x = _MARGIN + column * (width + _GAP)
        y = top + row * _CELL_STEP
        canvas.picture((x, y), thumbnail.picture, 8)
        canvas.panel((x + 8, y + 8, x + 32, y + 28), _RULE, 5)
        canvas.text((x + 20, y + 18), str(number), 14, _TEXT, "mm")
        seconds = content.rate.seconds_of_frame(thumbnail.frame)
        canvas.text((x + 4, y + height + 18), f"{seconds:.2f} s", 14, _TEXT)
        frame = f"frame {thumbnail.frame}"
        canvas.text((x + width - 4, y + height + 18), frame, 13, _DIM, "rs")


def _draw_poses(
    canvas: Canvas, track: WeightTrack, poses: list[int], axis: _TimeAxis, top: float
) -> None:
    bottom = top + len(poses) * _POSE_HEIGHT + 12
    canvas.panel((_MARGIN, top, _WIDTH - _MARGIN, bottom), _PANEL, 8)
    x = axis.at(np.arange(len(track)) * track.rate.frame_duration)
    for row, pose in enumerate(poses):
        base = top + (row + 1) * _POSE_HEIGHT + 3
        color = _POSES[row % len(_POSES)]
        weight = np.clip(track.weights[:, pose], 0.0, 1.0)
        y = base - weight * (_POSE_HEIGHT - 6)
        canvas.line([axis.left, axis.right], [base, base], _RULE, 1)
        canvas.fill_between(x, y, base, _mixed(color, _PANEL, 0.28))
        canvas.line(x, y, color, 1.4)
        level = base - _POSE_HEIGHT / 2 + 5
        canvas.text((_LABEL, level), track.names[pose], 14, color, "lm")
        peak = f"{float(track.weights[:, pose].max()):.2f}"
        canvas.text((axis.left - 12, level), peak, 13, _DIM, "rm")


def _mixed(color: Color, other: Color, part: float) -> Color:
    red, green, blue = (round(part * a + (1 - part) * b) for a, b in zip(color, other, strict=True))
    return (red, green, blue)
