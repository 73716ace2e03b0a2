"""The whole graph of the package: audio and emotion in, NVIDIA's regression result out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch
from channels import (
    IMPLICIT_LENGTH,
    SKIN_CHANNELS,
    SPREADING,
    TONGUE_CHANNELS,
    UPPER_FACE,
    expression_shapes,
    style_gains,
)
from coarticulation import LATENTS
from field_of_view import EXTRA_LOGITS
from melspectrum import FILTERS, FLOOR, HOP, TRANSFORM, WINDOW, WINDOW_SHAPE
from model import LipSyncNetwork
from mouth_formula import (
    CONTACT_SHAPES,
    CONTACTS,
    CURVE_SHAPES,
    GIVES_WAY,
    TONGUE_GROUPS,
    TONGUE_SHAPES,
    matrix,
)
from phones import PHONES
from torch import Tensor, nn
from torch.nn import functional

# How far emotions leave the mouth while the lips (or lip and teeth) touch.
_EMOTION_YIELDS = 0.9
_ROUNDING_YIELDS = 0.6
# A learnt contact of nearly 1 stands for lips that touch; a hair's breadth between them would show.
_FIRMNESS = 1.1
_GROUPS = {
    "plosive": ("P", "B"),
    "retracted": ("K", "G", "NG", "UW", "W", "UH", "OW"),
    "braced": ("EY", "IH", "EH", "AX"),
    "grooved": ("S", "Z", "SH", "ZH", "L"),
    "bunched": ("R", "ER"),
}
_SMOOTHING = (0.06, 0.22, 0.44, 0.22, 0.06)
_HALF = WINDOW // 2
# Windows of 400 samples every 160 are put together from blocks of 80.
BLOCK = WINDOW // 5


def _constant(values: npt.ArrayLike) -> nn.Buffer:
    return nn.Buffer(torch.tensor(np.asarray(values), dtype=torch.float32))


class LogMel(nn.Module):
    """Audio [B, 1, N] to log-mel [B, 64, T].

    The window is symmetric, so cosines see the sum of its two halves, sines their difference: half
    the products of a plain Fourier transform.
    """

    def __init__(self) -> None:
        super().__init__()
        used = np.flatnonzero(FILTERS.any(0))
        from_middle = np.arange(_HALF)[:, None] - (WINDOW - 1) / 2
        phase = 2 * np.pi / TRANSFORM * used * from_middle
        half_window = WINDOW_SHAPE[:_HALF, None]
        self.cosines = _constant(np.cos(phase) * half_window)
        self.sines = _constant(np.sin(phase) * half_window)
        self.filters = _constant(FILTERS[:, used].T)

    def forward(self, audio: Tensor) -> Tensor:
        """Return the logarithm of the mel power."""
        assert HOP == 2 * BLOCK
        count = audio.shape[2] // BLOCK
        blocks = audio[:, :, : count * BLOCK].reshape(audio.shape[0], -1, BLOCK)
        frames = torch.cat([blocks[:, k : count - 4 + k : 2] for k in range(5)], 2)
        first, second = frames[:, :, :_HALF], frames[:, :, _HALF:].flip(2)
        power = ((first + second) @ self.cosines) ** 2 + ((first - second) @ self.sines) ** 2
        return torch.log(power @ self.filters + FLOOR).transpose(1, 2)


class FaceGraph(nn.Module):
    """`input` [B, 1, N] and `emotion` [B, 1, 26] to `result` [B, F, 24 + 8 + 15 + 4].

    Parameters
    ----------
    network
        The trained network.
    jaw_deltas
        Displacements [2, 15] of the five key points of the lower teeth for jawOpen and jawForward
        at 1 (head units).
    """

    def __init__(self, network: LipSyncNetwork, jaw_deltas: npt.NDArray[np.floating]) -> None:
        super().__init__()
        self.log_mel = LogMel()
        self.network = network
        # These three are filled in by build_package.py as well, by their names.
        self.jaw_deltas = _constant(np.asarray(jaw_deltas).reshape(2, 15))
        self.gains = _constant(style_gains())
        self.expression = _constant(expression_shapes())
        self.from_curves = _constant(matrix(CURVE_SHAPES, SKIN_CHANNELS, LATENTS))
        self.from_contacts = _constant(matrix(CONTACT_SHAPES, SKIN_CHANNELS, CONTACTS))
        self.gives_way = _constant(matrix(GIVES_WAY, SKIN_CHANNELS, CONTACTS))
        self.tongue_curves = _constant(matrix(TONGUE_SHAPES, TONGUE_CHANNELS, LATENTS))
        self.tongue_groups = _constant(matrix(TONGUE_GROUPS, TONGUE_CHANNELS, tuple(_GROUPS)))
        yields = [0.0 if name in UPPER_FACE else _EMOTION_YIELDS for name in SKIN_CHANNELS]
        rounds = [_ROUNDING_YIELDS if name in SPREADING else 0.0 for name in SKIN_CHANNELS]
        # (1 - yields contact) (1 - rounds rounded), written out
        room = np.stack([yields, rounds, -np.multiply(yields, rounds)], 1)
        self.room = _constant(room[:, :, None])
        self.closes = _constant(
            [[[1.0 if name == "mouthClose" else 0.0]] for name in SKIN_CHANNELS]
        )
        groups = np.zeros((len(_GROUPS), len(PHONES), len(_SMOOTHING)))
        for row, names in enumerate(_GROUPS.values()):
            groups[row, [PHONES.index(name) for name in names]] = _SMOOTHING
        self.groups = _constant(groups)

    def forward(self, audio: Tensor, emotion: Tensor) -> Tensor:
        """Return skin and tongue coefficients, teeth displacements and eye rotations."""
        curves, logits = self.network(self.log_mel(audio))
        # The smoothing eats the extra logits, so groups and curves have the same length.
        assert self.groups.shape[2] == 2 * EXTRA_LOGITS + 1
        groups = functional.conv1d(functional.softmax(logits, 1), self.groups)
        gain = torch.clamp(1.0 + emotion[:, 0, :IMPLICIT_LENGTH] @ self.gains, 0.0, 2.0)
        curves = curves * gain[:, :, None]
        skin = self.skin(curves, groups, emotion[:, 0] @ self.expression)
        face = torch.cat([skin, self.tongue(curves, groups)], 1).transpose(1, 2)
        jaw = face[:, :, :2] @ self.jaw_deltas
        return torch.cat([face, functional.pad(jaw, (0, 4))], 2)

    def skin(self, curves: Tensor, groups: Tensor, expression: Tensor) -> Tensor:
        """Return the skin channels [B, 24, T] of curves, phone groups and an expression [B, 24]."""
        column = {name: curves[:, k : k + 1] for k, name in enumerate(LATENTS)}
        lips = torch.clamp(_FIRMNESS * column["lips"], 0.0, 1.0)
        teeth = column["lip_teeth"] * (1 - lips)
        contacts = torch.cat([lips, teeth, lips * teeth, lips * groups[:, :1]], 1)
        spoken = functional.conv1d(curves, self.from_curves)
        spoken = spoken * (1 - functional.conv1d(contacts, self.gives_way))
        spoken = spoken + functional.conv1d(contacts, self.from_contacts)
        contact = torch.maximum(lips, teeth)
        rounded = torch.clamp(column["funnel"] + column["pucker"], 0.0, 1.0)
        room = torch.cat([contact, rounded, contact * rounded], 1)
        room = 1 - functional.conv1d(room, self.room)
        skin = torch.clamp(spoken + expression[:, :, None] * room, 0.0, 1.0)
        # Lips together is mouthClose equal to jawOpen, whatever opened the jaw.
        return skin + functional.conv1d(lips * skin[:, :1], self.closes)

    def tongue(self, curves: Tensor, groups: Tensor) -> Tensor:
        """Return the tongue channels [B, 8, T]."""
        tongue = functional.conv1d(curves, self.tongue_curves)
        tongue = tongue + functional.conv1d(groups, self.tongue_groups)
        return torch.clamp(tongue, 0.0, 1.0)
