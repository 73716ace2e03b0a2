"""The lip-sync network: log-mel frames to latent mouth curves and phones, without any padding.

Each output depends only on the frames of its own field of view, so a long pass and single windows
give the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from coarticulation import LATENTS
from field_of_view import DILATIONS
from melspectrum import BANDS
from phones import PHONES
from torch import Tensor, nn
from torch.nn import functional

CHANNELS = 192
# Roughly the mean and spread of log-mel values over speech at all levels.
_MEL_SCALE, _MEL_SHIFT = 0.25, 1.4


class ResidualBlock(nn.Module):
    """Dilated and pointwise convolution beside a skip that loses `dilation` at each end."""

    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        self.dilation = dilation
        self.spread = nn.Conv1d(channels, channels, 3, dilation=dilation, bias=False)
        self.spread_norm = nn.BatchNorm1d(channels)
        self.mix = nn.Conv1d(channels, channels, 1, bias=False)
        self.mix_norm = nn.BatchNorm1d(channels)

    def forward(self, signal: Tensor) -> Tensor:
        """[B, C, T] to [B, C, T - 2 dilation]."""
        change = functional.relu(self.spread_norm(self.spread(signal)))
        change = self.mix_norm(self.mix(change))
        skipped: Tensor = signal[:, :, self.dilation : -self.dilation] + change
        return skipped


class LipSyncNetwork(nn.Module):
    """Mel frames [B, 64, 2 T + 72] at 100/s to curves [B, 13, T] and phone logits [B, 42, T + 4].

    Curve j (0..1) and logit j + 2 belong to the time between mel frames 2 j + 36 and 2 j + 37.
    """

    def __init__(self, channels: int = CHANNELS, dilations: Sequence[int] = DILATIONS) -> None:
        super().__init__()
        self.first = nn.Conv1d(BANDS, 128, 3, bias=False)
        self.first_norm = nn.BatchNorm1d(128)
        self.halve = nn.Conv1d(128, channels, 4, stride=2, bias=False)
        self.halve_norm = nn.BatchNorm1d(channels)
        self.blocks = nn.Sequential(*(ResidualBlock(channels, d) for d in dilations))
        self.phone_head = nn.Conv1d(channels, len(PHONES), 1)
        self.curve_hidden = nn.Conv1d(channels + len(PHONES), 96, 3)
        self.curve_head = nn.Conv1d(96, len(LATENTS), 3)

    def forward(self, mel: Tensor) -> tuple[Tensor, Tensor]:
        """Return (curves, phone logits)."""
        signal = functional.relu(self.first_norm(self.first(mel * _MEL_SCALE + _MEL_SHIFT)))
        signal = functional.relu(self.halve_norm(self.halve(signal)))
        signal = self.blocks(signal)
        logits = self.phone_head(signal)
        both = torch.cat([signal, functional.softmax(logits, 1)], 1)
        curves = torch.sigmoid(self.curve_head(functional.relu(self.curve_hidden(both))))
        return curves, logits
