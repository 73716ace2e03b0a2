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
from phones import PHONES
from torch import Tensor, nn
from torch.nn import functional

# How far emotions leave the mouth while the lips (or lip and teeth) touch.
_EMOTION_YIELDS = 0.9
_ROUNDING_YIELDS = 0.6
# A learnt contact of nearly 1 stands for lips that touch; a hair's breadth between them would show.
_FIRMNESS = 1.05
_PLOSIVES = ("P", "B")
_TONGUE_BACK = ("K", "G", "NG", "R", "ER", "UW", "W")
_TONGUE_WIDE = ("IY", "EY", "IH", "S", "Z", "SH", "ZH")
_SMOOTHING = (0.1, 0.24, 0.32, 0.24, 0.1)


def _constant(values: npt.ArrayLike) -> nn.Buffer:
    return nn.Buffer(torch.tensor(np.asarray(values), dtype=torch.float32))


class LogMel(nn.Module):
    """Audio [B, 1, N] to log-mel [B, 64, T]: a Fourier transform as a strided convolution."""

    def __init__(self) -> None:
        super().__init__()
        used = np.flatnonzero(FILTERS.any(0))
        phase = 2 * np.pi / TRANSFORM * used[:, None] * np.arange(WINDOW)
        waves = np.concatenate([np.cos(phase), np.sin(phase)]) * WINDOW_SHAPE
        self.bins = len(used)
        self.waves = _constant(waves[:, None])
        self.filters = _constant(FILTERS[:, used, None])

    def forward(self, audio: Tensor) -> Tensor:
        """Return the logarithm of the mel power."""
        parts = functional.conv1d(audio, self.waves, stride=HOP)
        power = parts[:, : self.bins] ** 2 + parts[:, self.bins :] ** 2
        return torch.log(functional.conv1d(power, self.filters) + FLOOR)


class FaceGraph(nn.Module):
    """`input` [B, 1, N] and `emotion` [B, 1, 26] to `result` [B, F, 24 + 6 + 15 + 4].

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
        self.yields = _constant(
            [0.0 if name in UPPER_FACE else _EMOTION_YIELDS for name in SKIN_CHANNELS]
        )
        self.rounds = _constant(
            [_ROUNDING_YIELDS if name in SPREADING else 0.0 for name in SKIN_CHANNELS]
        )
        groups = np.zeros((3, len(PHONES), len(_SMOOTHING)))
        for row, names in enumerate((_PLOSIVES, _TONGUE_BACK, _TONGUE_WIDE)):
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
        skin = self._skin(curves, groups, emotion[:, 0] @ self.expression)
        tongue = self._tongue(curves, groups)
        jaw = skin[:, :, :2] @ self.jaw_deltas
        eyes = torch.zeros_like(jaw[:, :, :4])
        return torch.cat([skin, tongue, jaw, eyes], 2)

    def _skin(self, curves: Tensor, groups: Tensor, expression: Tensor) -> Tensor:
        z = dict(zip(LATENTS, curves.unbind(1), strict=True))
        lips = torch.clamp(_FIRMNESS * z["lips"], 0.0, 1.0)
        teeth = z["lip_teeth"] * (1 - lips)
        free = (1 - lips) * (1 - teeth)
        speech = {
            "jawOpen": z["jaw"] * (1 - 0.35 * lips - 0.5 * teeth),
            "jawForward": 0.15 * z["funnel"],
            "mouthFunnel": z["funnel"] * (1 - 0.6 * lips),
            "mouthPucker": z["pucker"],
            "mouthStretch": z["stretch"],
            "mouthSmile": z["smile"],
            "mouthDimple": 0.2 * z["smile"],
            "mouthPress": 0.32 * lips,
            "mouthRollLower": 0.2 * lips + 0.62 * teeth,
            "mouthRollUpper": 0.16 * lips,
            "mouthShrugLower": 0.25 * lips,
            "mouthShrugUpper": 0.12 * lips,
            "mouthUpperUp": z["upper"] * free + 0.2 * teeth,
            "mouthLowerDown": z["lower"] * free,
            "cheekPuff": 0.15 * lips * groups[:, 0],
            "cheekSquint": 0.15 * z["smile"],
        }
        still = torch.zeros_like(lips)
        spoken = torch.stack([speech.get(name, still) for name in SKIN_CHANNELS], 2)
        contact = torch.maximum(lips, teeth)[:, :, None]
        rounded = torch.clamp(z["funnel"] + z["pucker"], 0.0, 1.0)[:, :, None]
        room = (1 - self.yields * contact) * (1 - self.rounds * rounded)
        skin = torch.clamp(spoken + expression[:, None, :] * room, 0.0, 1.0)
        # Lips together is mouthClose equal to jawOpen, whatever opened the jaw.
        close = SKIN_CHANNELS.index("mouthClose")
        together = (lips * skin[:, :, 0])[:, :, None]
        return torch.cat([skin[:, :, :close], together, skin[:, :, close + 1 :]], 2)

    def _tongue(self, curves: Tensor, groups: Tensor) -> Tensor:
        z = dict(zip(LATENTS, curves.unbind(1), strict=True))
        tongue = {
            "tongueTipUp": z["tongue_tip"],
            "tongueUp": z["tongue_body"],
            "tongueStretch": z["tongue_forward"],
            "tongueDown": z["tongue_low"],
            "tongueIn": 0.4 * groups[:, 1],
            "tongueWide": 0.4 * groups[:, 2],
        }
        return torch.clamp(torch.stack([tongue[name] for name in TONGUE_CHANNELS], 2), 0.0, 1.0)
