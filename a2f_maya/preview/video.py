"""Preview films: H.264 and AAC in MP4 through ffmpeg."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import wave
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import MissingDependencyError, OutputError, ParameterError
from a2f_maya.files import atomic_path
from a2f_maya.timing import FrameRate

ByteArray = npt.NDArray[np.uint8]
FloatArray = npt.NDArray[np.float32]


def find_ffmpeg() -> str:
    """Path of an ffmpeg program: the one bundled with imageio-ffmpeg, else the one on the PATH.

    Raises
    ------
    MissingDependencyError
        If there is neither.
    """
    try:
        import imageio_ffmpeg  # noqa: PLC0415
    except ImportError:
        bundled = None
    else:
        try:
            bundled = str(imageio_ffmpeg.get_ffmpeg_exe())
        except RuntimeError:
            bundled = None
    program = bundled or shutil.which("ffmpeg")
    if program is None:
        raise MissingDependencyError(
            "imageio-ffmpeg", "A preview video", "python -m pip install imageio-ffmpeg"
        )
    return program


def preview_rate(rate: FrameRate, at_most: float = 30.0) -> tuple[FrameRate, int]:
    """Rate of a film that shows every ``step``-th frame, exact and not above ``at_most``.

    Returns
    -------
    rate : FrameRate
    step : int
        Frame ``i`` of the film is frame ``i * step`` of the animation.
    """
    step = 1
    while rate.fps / step > at_most * (1 + 1e-9):
        step += 1
    return FrameRate(rate.numerator, rate.denominator * step), step


def write_preview_video(
    target: Path,
    frames: Iterable[ByteArray],
    rate: FrameRate,
    samples: FloatArray | None = None,
    sample_rate: int | None = None,
) -> int:
    """Write pictures and sound as an MP4 that plays everywhere.

    H.264 in 4:2:0 with BT.709 colours, AAC, the index in front ("faststart"). The first picture and
    the first sample start together. An odd width or height is filled up with a black line.

    Parameters
    ----------
    target : Path
        Ends in ``.mp4``. An older film is replaced only when the new one is complete.
    frames : iterable of np.ndarray [shape=(height, width, 3), uint8]
        Taken one by one; an exception from it, such as `CancelledError`, stops ffmpeg and leaves no
        file.
    rate : FrameRate
    samples : np.ndarray [shape=(N,) or (N, channels), float32], optional
        Sound in -1..1; louder is clipped. No sound track if not given.
    sample_rate : int, optional
        Of the samples in Hz.

    Returns
    -------
    int
        Number of pictures written.

    Raises
    ------
    MissingDependencyError
        If there is no ffmpeg.
    ParameterError
        If there is no picture, the pictures differ in size, or samples come without a rate.
    OutputError
        If ffmpeg cannot write the film.
    """
    if samples is not None and (sample_rate is None or sample_rate <= 0):
        raise ParameterError("The sound of a preview needs its sample rate in Hz.")
    program = find_ffmpeg()
    pictures = iter(frames)
    first = next(pictures, None)
    if first is None:
        raise ParameterError(f"There is no picture to write to {target}.")
    with atomic_path(target) as part, tempfile.TemporaryDirectory(prefix="a2f_preview_") as folder:
        sound = None
        if samples is not None and sample_rate is not None and len(samples):
            sound = Path(folder) / "sound.wav"
            _write_wave(sound, samples, sample_rate)
        command = _command(program, first, rate, sound, part)
        with tempfile.TemporaryFile() as log, _running(command, log) as process:
            return _feed(process, first, pictures, target, log)


def _command(
    program: str, first: ByteArray, rate: FrameRate, sound: Path | None, part: Path
) -> list[str]:
    height, width = first.shape[:2]
    command = [program, "-nostdin", "-y", "-hide_banner", "-loglevel", "error"]
    command += ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}"]
    command += ["-r", str(rate), "-i", "pipe:0"]
    if sound is not None:
        command += ["-i", str(sound), "-map", "0:v", "-map", "1:a", "-c:a", "aac", "-b:a", "160k"]
    even = "pad=ceil(iw/2)*2:ceil(ih/2)*2"
    command += ["-vf", f"{even},scale=out_color_matrix=bt709:out_range=tv"]
    command += ["-c:v", "libx264", "-preset", "veryfast", "-crf", "17", "-pix_fmt", "yuv420p"]
    command += ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"]
    command += ["-movflags", "+faststart", "-f", "mp4", str(part.absolute())]
    return command


@contextmanager
def _running(command: list[str], log: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Run ffmpeg; it is dead when the block is left, however that happens."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=log,
        # On Windows a console would flash up over the windows of Maya.
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        if process.stdin is not None:
            with suppress(OSError):
                process.stdin.close()
        process.wait()


def _feed(
    process: subprocess.Popen[bytes],
    first: ByteArray,
    pictures: Iterator[ByteArray],
    target: Path,
    log: IO[bytes],
) -> int:
    if process.stdin is None:
        raise OutputError(f"Cannot write {target}: ffmpeg takes no pictures.")
    count = 0
    picture: ByteArray | None = first
    try:
        while picture is not None:
            _check_picture(picture, first, count)
            process.stdin.write(np.ascontiguousarray(picture).tobytes())
            count += 1
            picture = next(pictures, None)
        process.stdin.close()
    except (BrokenPipeError, ConnectionError) as error:
        process.wait()
        raise _ffmpeg_error(target, log) from error
    if process.wait() != 0:
        raise _ffmpeg_error(target, log)
    return count


def _check_picture(picture: ByteArray, first: ByteArray, number: int) -> None:
    if picture.shape != first.shape or picture.ndim != 3 or picture.shape[2] != 3:
        raise ParameterError(
            f"Picture {number} of a preview has the shape {picture.shape}; all must have "
            f"the shape (height, width, 3) of the first, {first.shape}."
        )
    if picture.dtype != np.uint8:
        raise ParameterError(
            f"Picture {number} of a preview is of the kind {picture.dtype}, not uint8."
        )


def _ffmpeg_error(target: Path, log: IO[bytes]) -> OutputError:
    log.seek(0)
    lines = [
        line.strip() for line in log.read().decode("utf-8", "replace").splitlines() if line.strip()
    ]
    reason = lines[-1].rstrip(".") if lines else "it gave no reason"
    return OutputError(
        f"ffmpeg could not write {target} ({reason}); check the free space or install another one."
    )


def _write_wave(path: Path, samples: FloatArray, sample_rate: int) -> None:
    """Write 16 bit PCM."""
    channels = 1 if samples.ndim == 1 else samples.shape[1]
    whole = np.rint(np.clip(np.nan_to_num(samples), -1.0, 1.0) * 32767.0).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(sample_rate)
        file.writeframes(whole.tobytes())
