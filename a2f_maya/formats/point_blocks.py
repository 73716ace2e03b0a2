"""Reading a point stream on its way into a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from a2f_maya.errors import OutputError
from a2f_maya.tracks import FloatArray, PointStream


def checked_blocks(path: Path, stream: PointStream) -> Iterator[tuple[int, FloatArray]]:
    """Yield the blocks of a stream, each with the number of its first frame.

    Parameters
    ----------
    path : Path
        The file that is being written, for messages.
    stream : PointStream

    Yields
    ------
    first_frame : int
    block : np.ndarray [shape=(t, V, 3), float32]

    Raises
    ------
    OutputError
        If a position is not finite, or the stream does not have the shape that it announces.
    """
    frame = 0
    for block in stream.blocks():
        if block.ndim != 3 or block.shape[1:] != (stream.vertex_count, 3):
            raise OutputError(
                f"Cannot write {path}: mesh '{stream.name}' has points of shape {block.shape} at "
                f"frame {frame} instead of {stream.vertex_count} vertices; rebuild the mesh."
            )
        finite = np.isfinite(block)
        if not finite.all():
            bad, vertex, _ = np.argwhere(~finite)[0]
            raise OutputError(
                f"Cannot write {path}: vertex {vertex} of mesh '{stream.name}' is not finite at "
                f"frame {frame + bad}; recompute this clip."
            )
        if frame + len(block) > stream.frame_count:
            break
        yield frame, np.ascontiguousarray(block, dtype=np.float32)
        frame += len(block)
    else:
        if frame == stream.frame_count:
            return
    raise OutputError(
        f"Cannot write {path}: mesh '{stream.name}' does not have the {stream.frame_count} frames "
        "that it announces; recompute this clip."
    )
