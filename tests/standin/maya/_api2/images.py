"""``MImage``: pixels in memory; files are not read or written by the stand-in."""

from __future__ import annotations

from typing import Any

import numpy as np
from maya._api2.unsupported import refuse


class MImage:
    """An image: bytes or floats."""

    kUnknown, kByte, kFloat = range(3)
    kNoFormat, kHeightFieldBumpFormat, kNormalMapBumpFormat, kUnknownFormat = range(4)

    def __init__(self) -> None:
        self.release()

    def release(self) -> MImage:
        """Throw the pixels away."""
        self._pixels = np.zeros((0, 0, 4), np.uint8)
        self._depth: np.ndarray | None = None
        self._rgba = True
        return self

    def create(self, width: int, height: int, channels: int = 4, type: int = kByte) -> MImage:
        """Make black pixels."""
        dtype = np.float32 if type == self.kFloat else np.uint8
        self._pixels = np.zeros((int(height), int(width), int(channels)), dtype)
        return self

    def getSize(self) -> list[int]:
        """Width and height."""
        height, width = self._pixels.shape[:2]
        return [width, height]

    def pixelType(self) -> int:
        """Bytes or floats."""
        return self.kFloat if self._pixels.dtype == np.float32 else self.kByte

    def depth(self) -> int:
        """Channels of a pixel."""
        return self._pixels.shape[2]

    def isRGBA(self) -> bool:
        """Whether the order of channels is red, green, blue, alpha."""
        return self._rgba

    def setRGBA(self, rgba: bool) -> MImage:
        """Set the order of channels."""
        self._rgba = bool(rgba)
        return self

    def setPixels(self, pixels: Any, width: int, height: int) -> MImage:
        """Set bytes."""
        data = np.frombuffer(bytes(pixels), np.uint8)
        self._pixels = data.reshape(int(height), int(width), -1).copy()
        return self

    def setFloatPixels(self, pixels: Any, width: int, height: int, channels: int = 4) -> MImage:
        """Set floats."""
        data = np.asarray(list(pixels), np.float32)
        self._pixels = data.reshape(int(height), int(width), int(channels)).copy()
        return self

    def pixels(self) -> int:
        """Address of the bytes."""
        self._want(np.uint8)
        return self._pixels.ctypes.data

    def floatPixels(self) -> int:
        """Address of the floats."""
        self._want(np.float32)
        return self._pixels.ctypes.data

    def _want(self, dtype: Any) -> None:
        if self._pixels.dtype != dtype:
            raise RuntimeError("(kFailure): the image has pixels of another type")

    def verticalFlip(self) -> bool:
        """Turn the image upside down."""
        self._pixels = self._pixels[::-1].copy()
        return True

    def resize(self, width: int, height: int, preserveAspectRatio: bool = True) -> MImage:
        """Change the size, nearest pixels."""
        old_height, old_width = self._pixels.shape[:2]
        if preserveAspectRatio and old_width and old_height:
            factor = min(width / old_width, height / old_height)
            width, height = round(old_width * factor), round(old_height * factor)
        rows = (np.arange(height) * old_height / max(height, 1)).astype(int)
        columns = (np.arange(width) * old_width / max(width, 1)).astype(int)
        self._pixels = self._pixels[rows][:, columns].copy()
        return self

    def haveDepth(self) -> bool:
        """Whether there is a depth map."""
        return self._depth is not None

    def setDepthMap(self, depth: Any, width: int, height: int) -> MImage:
        """Set the depth map."""
        values = np.asarray(list(depth), np.float32)
        self._depth = values.reshape(int(height), int(width))
        return self

    def depthMap(self) -> int:
        """Address of the depth map."""
        if self._depth is None:
            raise RuntimeError("(kFailure): there is no depth map")
        return self._depth.ctypes.data

    def getDepthMapSize(self) -> list[int]:
        """Width and height of the depth map."""
        return [0, 0] if self._depth is None else [self._depth.shape[1], self._depth.shape[0]]

    def getDepthMapRange(self) -> list[float]:
        """Lowest and highest depth."""
        if self._depth is None:
            raise RuntimeError("(kFailure): there is no depth map")
        return [float(self._depth.min()), float(self._depth.max())]

    @staticmethod
    def filterExists(sourceFormat: int, targetFormat: int) -> bool:
        """Whether a conversion exists: none does."""
        return False


for _name in (
    "filter",
    "readDepthMap",
    "readFromFile",
    "readFromTextureNode",
    "writeToFile",
    "writeToFileWithDepth",
):
    setattr(MImage, _name, refuse(f"MImage.{_name}"))
