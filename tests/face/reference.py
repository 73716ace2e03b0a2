"""The post-processing chain written plainly: every vertex, frame by frame, in double precision.

Formulas of the Audio2Face-3D-SDK animators; nothing here is shared with the package.
"""

from __future__ import annotations

import numpy as np

from a2f_maya.face.model import FaceModel
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import CoefficientTrack


def random_model(
    rng: np.random.Generator, vertices: int = 40, shapes: int = 7, tongue_vertices: int = 12
) -> FaceModel:
    def normal(*shape: int) -> np.ndarray:
        return rng.normal(size=shape).astype(np.float32)

    return FaceModel(
        skin_neutral=10 * normal(vertices, 3),
        skin_basis=normal(shapes + 2, vertices, 3),
        tongue_neutral=normal(tongue_vertices, 3),
        tongue_basis=normal(3, tongue_vertices, 3),
        neutral_jaw=5 * normal(5, 3),
        saccades=normal(97, 2),
    )


def random_track(
    rng: np.random.Generator, model: FaceModel, rate: FrameRate, frames: int = 30
) -> CoefficientTrack:
    def normal(*shape: int) -> np.ndarray:
        return rng.normal(size=(frames, *shape)).astype(np.float32)

    return CoefficientTrack(
        rate=rate,
        skin=normal(model.skin_shape_count),
        tongue=normal(len(model.tongue_basis)),
        jaw=normal(5, 3),
        eyes=normal(2, 2),
    )


def smooth(frames: np.ndarray, smoothing: float, dts: list[float]) -> np.ndarray:
    output = np.empty(frames.shape, dtype=np.float64)
    first = second = frames[0].astype(np.float64)
    for index, frame in enumerate(frames):
        if index:
            alpha = 1 - 0.5 ** (dts[index] / smoothing) if smoothing > 0 else 1.0
            first = first + alpha * (frame - first)
            second = second + alpha * (first - second)
        output[index] = second
    return output


def mask(neutral: np.ndarray, level: float, softness: float) -> np.ndarray:
    y = neutral[:, 1].astype(np.float64)
    height = (y - y.min()) / (y.max() - y.min())
    return np.array([1 / (1 + np.exp(-(level - h) / softness)) for h in height])


def skin(
    track: CoefficientTrack, p: dict[str, float], model: FaceModel, blink: np.ndarray
) -> np.ndarray:
    """All skin vertices [T, V, 3]; ``p`` are the public camelCase parameters."""
    basis = model.skin_basis.astype(np.float64)
    shapes, eye_close, lip_open = basis[:-2], basis[-2], basis[-1]
    d = []
    for coefficients, closing in zip(track.skin, blink, strict=True):
        delta = sum(c * shape for c, shape in zip(coefficients, shapes, strict=True))
        d.append(
            p["skinStrength"] * delta
            + eye_close * (closing * p["blinkStrength"] - p["eyelidOpenOffset"])
            + lip_open * p["lipOpenOffset"]
        )
    dts = [track.rate.frame_duration] * len(d)
    upper = smooth(np.array(d), p["upperFaceSmoothing"], dts)
    lower = smooth(np.array(d), p["lowerFaceSmoothing"], dts)
    m = mask(model.skin_neutral, p["faceMaskLevel"], p["faceMaskSoftness"])[:, None]
    return (
        model.skin_neutral
        + p["upperFaceStrength"] * (1 - m) * upper
        + p["lowerFaceStrength"] * m * lower
    )


def tongue(track: CoefficientTrack, p: dict[str, float], model: FaceModel) -> np.ndarray:
    basis = model.tongue_basis.astype(np.float64)
    delta = np.array([np.tensordot(c, basis, axes=1) for c in track.tongue])
    out = model.tongue_neutral + p["tongueStrength"] * delta
    out[..., 1] += p["tongueHeightOffset"]
    out[..., 2] += p["tongueDepthOffset"]
    return out
