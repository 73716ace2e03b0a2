"""Writing files so that nothing half-written ever carries the final name."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from a2f_maya.errors import OutputError


def output_error(path: Path, error: OSError) -> OutputError:
    """The one sentence for a file that could not be written."""
    reason = error.strerror or str(error)
    return OutputError(
        f"Cannot write {path}: {reason}; free space, change its rights or choose another folder."
    )


def make_folder(folder: Path) -> None:
    """Create ``folder`` and its parents.

    Raises
    ------
    OutputError
        If that is not possible.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise output_error(folder, error) from error


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


@contextmanager
def atomic_path(target: Path) -> Iterator[Path]:
    """Give a temporary path beside ``target`` that becomes ``target`` when the block ends well.

    The temporary name keeps the suffix, because some writers choose the format by it. If the block
    raises, also by Ctrl-C, the temporary file or folder is removed and an older ``target`` stays as
    it was.

    Raises
    ------
    OutputError
        For any OSError inside the block or while renaming.
    """
    temporary = target.with_name(f".{target.stem}.part{os.getpid()}{target.suffix}")
    try:
        yield temporary
        temporary.replace(target)
    except OutputError:
        raise
    except OSError as error:
        raise output_error(target, error) from error
    finally:
        if temporary.exists():
            _remove(temporary)
