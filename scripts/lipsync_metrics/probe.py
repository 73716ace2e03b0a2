"""How much the face shows of what is said, whatever its curves are called: a linear probe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scripts.lipsync_metrics.clips import Clip
from scripts.lipsync_metrics.phones import VISEME_CLASSES

Floats = npt.NDArray[np.float64]
Classes = npt.NDArray[np.int64]

FOLDS = 5
_COUNT = len(VISEME_CLASSES)
_SHRINKAGE = 1e-3
_TINY = 1e-9


@dataclass(frozen=True)
class LinearDiscriminant:
    """Linear discriminant analysis with one covariance for all classes, shrunk to a sphere.

    The classes' shares count half, because the probe is judged by its mean over classes.

    Attributes
    ----------
    directions : np.ndarray [shape=(N, C), float64]
    offsets : np.ndarray [shape=(C,), float64]
    """

    directions: Floats
    offsets: Floats

    @classmethod
    def fitted(cls, frames: Floats, classes: Classes) -> LinearDiscriminant:
        """Fit to frames [shape=(T, N)] and their classes [shape=(T,)]."""
        size = frames.shape[1]
        means, shares = np.zeros((_COUNT, size)), np.full(_COUNT, _TINY)
        scatter = np.zeros((size, size))
        for number in range(_COUNT):
            members = frames[classes == number]
            if len(members):
                means[number] = members.mean(0)
                shares[number] = len(members) / len(frames)
                scatter += (members - means[number]).T @ (members - means[number])
        covariance = scatter / len(frames)
        covariance += np.eye(size) * (_SHRINKAGE * np.trace(covariance) / size + _TINY)
        directions = np.asarray(np.linalg.solve(covariance, means.T), np.float64)
        distances = np.einsum("cn,nc->c", means, directions)
        return cls(directions, np.asarray(0.5 * (np.log(shares) - distances), np.float64))

    def predicted(self, frames: Floats) -> Classes:
        """Likeliest class of each frame [shape=(T, N)]."""
        return np.asarray(np.argmax(frames @ self.directions + self.offsets, 1), np.int64)


def probe_score(clips: Sequence[Clip]) -> float:
    """Macro F1 of reading 14 viseme classes from the weights of single frames.

    Cross-validated over five folds of whole clips; NaN for fewer than five clips.
    """
    if len(clips) < FOLDS:
        return float("nan")
    said = np.concatenate([clip.classes for clip in clips])
    read: list[Classes] = [np.empty(0, np.int64)] * len(clips)
    for fold in range(FOLDS):
        others = [clip for number, clip in enumerate(clips) if number % FOLDS != fold]
        probe = LinearDiscriminant.fitted(
            np.concatenate([clip.weights for clip in others]),
            np.concatenate([clip.classes for clip in others]),
        )
        for number in range(fold, len(clips), FOLDS):
            read[number] = probe.predicted(clips[number].weights)
    return macro_f1(said, np.concatenate(read))


def macro_f1(said: Classes, read: Classes) -> float:
    """Mean F1 over the classes that occur in `said`."""
    scores = []
    for number in np.unique(said):
        right = np.sum((read == number) & (said == number))
        scores.append(2 * right / (np.sum(read == number) + np.sum(said == number)))
    return float(np.mean(scores))
