"""Reading the array archives of a model package: contents first, data only when asked for."""

from __future__ import annotations

import math
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from a2f_maya.errors import PackageError


@dataclass(frozen=True)
class ArrayHeader:
    """Shape and kind of one array in an archive.

    Attributes
    ----------
    shape : tuple of int
    dtype : np.dtype
    """

    shape: tuple[int, ...]
    dtype: np.dtype[Any]

    @property
    def count(self) -> int:
        """Number of elements."""
        return math.prod(self.shape)


class NpzFile:
    """An ``.npz`` archive whose headers are read at once and whose arrays are read on demand.

    Parameters
    ----------
    path : Path

    Raises
    ------
    PackageError
        If the file is missing, damaged or holds Python objects.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with zipfile.ZipFile(path) as archive:
                self.headers = {
                    name.removesuffix(".npy"): self._header(archive, name)
                    for name in archive.namelist()
                }
        except FileNotFoundError as error:
            raise PackageError(
                f"The file {path} is missing; the model package is incomplete."
            ) from error
        except (OSError, zipfile.BadZipFile, ValueError, EOFError) as error:
            raise self._damaged(error) from error

    def _header(self, archive: zipfile.ZipFile, name: str) -> ArrayHeader:
        with archive.open(name) as stream:
            version = np.lib.format.read_magic(stream)  # type: ignore[no-untyped-call]
            read = (
                np.lib.format.read_array_header_1_0
                if version == (1, 0)
                else np.lib.format.read_array_header_2_0
            )
            shape, _, dtype = read(stream)  # type: ignore[no-untyped-call]
        if dtype.hasobject:
            raise PackageError(
                f"{self.path}: the array '{name}' holds Python objects, which are not read."
            )
        return ArrayHeader(shape, dtype)

    def _damaged(self, error: Exception) -> PackageError:
        return PackageError(
            f"{self.path} is not a readable .npz archive ({error}); download the package again."
        )

    def require_exactly(self, names: tuple[str, ...]) -> None:
        """Refuse the archive unless it holds these arrays and no other.

        Raises
        ------
        PackageError
            Naming the first array that is missing or too many.
        """
        for name in names:
            self.require(name)
        for name in self.headers:
            if name not in names:
                raise PackageError(
                    f"{self.path} holds the array '{name}', which does not belong there."
                )

    def require(self, name: str, count: int | None = None, kind: str | None = None) -> ArrayHeader:
        """The header of an array that must be there, with ``count`` elements if given.

        Parameters
        ----------
        name : str
        count : int, optional
        kind : str, optional
            Allowed kinds of the dtype, such as ``"f"`` for floats or ``"iu"`` for whole numbers.

        Raises
        ------
        PackageError
            If the array is missing, has another size or another kind of number.
        """
        header = self.headers.get(name)
        if header is None:
            raise PackageError(f"{self.path} lacks the array '{name}'.")
        if count is not None and header.count != count:
            raise PackageError(
                f"{self.path}: the array '{name}' has {header.count} numbers, expected are {count}."
            )
        if kind is not None and header.dtype.kind not in kind:
            raise PackageError(
                f"{self.path}: the array '{name}' has the wrong kind {header.dtype}."
            )
        return header

    def floats(self, *names: str) -> list[npt.NDArray[np.float32]]:
        """Arrays as finite float32 in the order of ``names``, in their stored shapes.

        Raises
        ------
        PackageError
            If one is missing, damaged or holds a number that is not finite.
        """
        arrays = []
        for name, array in zip(names, self._load(*names), strict=True):
            if array.dtype.kind != "f":
                raise PackageError(
                    f"{self.path}: the array '{name}' has the wrong kind {array.dtype}."
                )
            floats = np.asarray(array, np.float32)
            if not np.isfinite(floats).all():
                raise PackageError(
                    f"{self.path}: the array '{name}' holds a number that is not finite."
                )
            arrays.append(floats)
        return arrays

    def whole_numbers(self, name: str) -> npt.NDArray[np.int32]:
        """An array as int32."""
        self.require(name, kind="iu")
        return self._load(name)[0].astype(np.int32)

    def texts(self, name: str) -> tuple[str, ...]:
        """An array of byte strings or strings as Python strings."""
        self.require(name, kind="SU")
        return tuple(
            item.decode("utf-8", "replace") if isinstance(item, bytes) else str(item)
            for item in self._load(name)[0].ravel().tolist()
        )

    def _load(self, *names: str) -> list[npt.NDArray[Any]]:
        for name in names:
            self.require(name)
        try:
            with np.load(self.path, allow_pickle=False) as archive:
                return [archive[name] for name in names]
        except (OSError, zipfile.BadZipFile, ValueError, EOFError, KeyError) as error:
            raise self._damaged(error) from error
        except Exception as error:  # zlib.error is not a subclass of any of the above
            if type(error).__name__ == "error":
                raise self._damaged(error) from error
            raise
