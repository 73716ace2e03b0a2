"""Baking recordings into files, resumable; a recording that fails stops no other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from a2f_maya import __version__
from a2f_maya.audio.files import MIX, read_recording
from a2f_maya.errors import A2FError, CancelledError, FormatError, ParameterError
from a2f_maya.files import atomic_path, make_folder, output_error
from a2f_maya.outputs import DEFAULT_FORMATS, Clip, OutputOptions, write_output
from a2f_maya.pipeline import FacePipeline, Performance
from a2f_maya.progress import Progress
from a2f_maya.timing import FrameRate

MANIFEST = "a2f_bake.json"
MANIFEST_SCHEMA = "a2f.bake/1"


@dataclass(frozen=True)
class BakeSettings:
    """What to make of each recording.

    Attributes
    ----------
    performance : Performance
        Tuning, style and mood.
    rate : FrameRate
    formats : tuple of str
        Keys of `a2f_maya.outputs.FORMATS`.
    channel : int
        0 mixes all channels, 1 takes the first, and so on.
    start, end : float
        Range in seconds of each file; ``end`` None is the end of the file.
    options : OutputOptions
    """

    performance: Performance
    rate: FrameRate = field(default_factory=lambda: FrameRate(60))
    formats: tuple[str, ...] = DEFAULT_FORMATS
    channel: int = MIX
    start: float = 0.0
    end: float | None = None
    options: OutputOptions = field(default_factory=OutputOptions)


@dataclass(frozen=True)
class ClipResult:
    """How the bake of one recording ended.

    Attributes
    ----------
    source : Path
    files : tuple of Path
        What was written (or was there already when ``skipped``).
    error : str
        Empty if all went well.
    warnings : tuple of str
    frames : int
    skipped : bool
        True when an earlier bake had done the same already.
    """

    source: Path
    files: tuple[Path, ...] = ()
    error: str = ""
    warnings: tuple[str, ...] = ()
    frames: int = 0
    skipped: bool = False


def bake_clip(
    pipeline: FacePipeline,
    source: Path,
    folder: Path,
    settings: BakeSettings,
    progress: Progress | None = None,
) -> ClipResult:
    """Bake one recording into ``folder``.

    Raises
    ------
    AudioError, OutputError, MissingDependencyError, CancelledError
    """
    progress = progress or Progress()
    make_folder(folder)
    recording = read_recording(
        source, channel=settings.channel, start=settings.start, end=settings.end
    )
    computed = progress.part(0.0, 0.5)
    clip = Clip(
        recording,
        pipeline,
        settings.performance,
        *pipeline.evaluate(recording.samples, settings.rate, settings.performance, computed),
    )
    warnings = []
    if recording.is_silent:
        warnings.append(f"{source} is silent; the face stays calm.")
    files: list[Path] = []
    writing = progress.part(0.5, 1.0)
    for index, name in enumerate(settings.formats):
        step = writing.step(index, len(settings.formats))
        files += write_output(name, clip, folder, settings.options, step)
    return ClipResult(source, tuple(files), warnings=tuple(warnings), frames=len(clip.weights))


def bake(
    pipeline: FacePipeline,
    sources: Sequence[Path],
    folder: Path,
    settings: BakeSettings,
    *,
    resume: bool = False,
    progress: Progress | None = None,
    on_result: Callable[[ClipResult], None] = lambda result: None,
) -> list[ClipResult]:
    """Bake recordings into ``folder``; a recording that fails stops no other.

    Parameters
    ----------
    resume : bool
        Skip a recording whose files are there and were made from the same bytes with the same
        settings.
    on_result : callable
        Called after each recording.

    Raises
    ------
    ParameterError
        If two recordings would write files of the same names.
    OutputError
        If the folder cannot be made.
    CancelledError
    """
    _refuse_equal_names(sources)
    make_folder(folder)
    manifest = _Manifest(folder / MANIFEST)
    progress = progress or Progress()
    results = []
    for index, source in enumerate(sources):
        step = progress.step(index, len(sources))
        result = _bake_or_explain(pipeline, source, folder, settings, resume, manifest, step)
        results.append(result)
        on_result(result)
    return results


def _bake_or_explain(
    pipeline: FacePipeline,
    source: Path,
    folder: Path,
    settings: BakeSettings,
    resume: bool,
    manifest: _Manifest,
    progress: Progress,
) -> ClipResult:
    try:
        fingerprint = _fingerprint(pipeline, source, settings)
        if resume and manifest.has(source.stem, fingerprint):
            return ClipResult(source, manifest.files(source.stem), skipped=True)
        result = bake_clip(pipeline, source, folder, settings, progress)
        manifest.add(source, fingerprint, result.files)
    except CancelledError:
        raise
    except A2FError as error:
        return ClipResult(source, error=str(error))
    except OSError as error:
        return ClipResult(source, error=str(output_error(folder, error)))
    except Exception as error:  # a defect of ours must not cost the other recordings of a night
        reason = f"{type(error).__name__}: {error}"
        return ClipResult(source, error=f"{source} met a defect of this program ({reason}).")
    return result


def _refuse_equal_names(sources: Sequence[Path]) -> None:
    seen: dict[str, Path] = {}
    for source in sources:
        other = seen.setdefault(source.stem.lower(), source)
        if other is not source:
            raise ParameterError(
                f"{other} and {source} would write files of the same names; bake them into two "
                f"folders."
            )


def _fingerprint(pipeline: FacePipeline, source: Path, settings: BakeSettings) -> str:
    """What a bake depends on, as one number: the sound, the network and the settings."""
    digest = hashlib.sha256(source.read_bytes() if source.is_file() else b"")
    stated = replace(settings, formats=tuple(sorted(settings.formats)))
    text = json.dumps(
        [__version__, pipeline.fingerprint, asdict(stated)], sort_keys=True, default=str
    )
    digest.update(text.encode())
    return digest.hexdigest()


class _Manifest:
    """The record of finished clips beside the baked files."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._clips: dict[str, Any] = {}
        if path.is_file():
            self._clips = _read_manifest(path)

    def has(self, stem: str, fingerprint: str) -> bool:
        entry = self._clips.get(stem, {})
        return entry.get("fingerprint") == fingerprint and all(
            file.is_file() for file in self.files(stem)
        )

    def files(self, stem: str) -> tuple[Path, ...]:
        return tuple(self._path.parent / name for name in self._clips[stem]["files"])

    def add(self, source: Path, fingerprint: str, files: Sequence[Path]) -> None:
        self._clips[source.stem] = {
            "source": str(source),
            "fingerprint": fingerprint,
            "files": [file.name for file in files],
        }
        content = {"schema": MANIFEST_SCHEMA, "clips": self._clips}
        with atomic_path(self._path) as temporary:
            temporary.write_text(
                json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8"
            )


def _read_manifest(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["schema"] != MANIFEST_SCHEMA:
            raise ValueError(content["schema"])
        clips: dict[str, Any] = content["clips"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FormatError(
            f"{path} is not a record of an earlier bake; remove it or choose another folder."
        ) from error
    return clips
