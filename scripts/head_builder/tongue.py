"""The tongue: sections along a curved spine, and its poses as bends and swellings of the spine."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from head_builder.parts import Part, tube

Array = npt.NDArray[np.float64]

SECTIONS, AROUND = 30, 32
LENGTH = 5.5
ROOT = np.array([0.0, -9.2, 3.3])


@dataclass(frozen=True)
class Bend:
    """Parameters of one tongue posture; zeros are the rest posture.

    Pitch and yaw of body and tip, ``groove`` (edges up) and ``twist`` are in degrees, up and left
    positive; ``lift``, ``push``, ``side`` in cm; ``hump`` says how
    far in front the lift is highest; ``stretch``, ``wide`` and ``thick`` are factors.
    """

    body_pitch: float = 0.0
    tip_pitch: float = 0.0
    body_yaw: float = 0.0
    tip_yaw: float = 0.0
    groove: float = 0.0
    twist: float = 0.0
    lift: float = 0.0
    hump: float = 0.5
    push: float = 0.0
    side: float = 0.0
    stretch: float = 1.0
    wide: float = 1.0
    thick: float = 1.0


@dataclass(frozen=True)
class Size:
    """How much wider, thicker and longer than the man's a tongue is."""

    width: float = 1.0
    thickness: float = 1.0
    length: float = 1.0


MANS_SIZE = Size()


def _spine(t: Array, bend: Bend, size: Size) -> tuple[Array, Array, Array]:
    """Spine points [n, 3] and the pitch and yaw (radians) of its direction."""
    rest = np.radians(np.interp(t, [0, 0.25, 0.5, 0.75, 1], [52, 30, 6, -12, -14]))
    tip = np.clip((t - 0.45) / 0.55, 0, 1) ** 1.3
    pitch = rest + np.radians(bend.body_pitch) * t + np.radians(bend.tip_pitch) * tip
    yaw = np.radians(bend.body_yaw) * t + np.radians(bend.tip_yaw) * tip
    step = np.gradient(t) * LENGTH * size.length * bend.stretch
    direction = np.stack(
        [np.sin(yaw) * np.cos(pitch), np.sin(pitch), np.cos(yaw) * np.cos(pitch)], axis=1
    )
    points = np.cumsum(direction * step[:, None], axis=0)
    points -= points[0]
    hump = np.sin(np.pi * np.clip(t * 1.05, 0, 1)) * t**bend.hump
    moves = [bend.side * size.width, bend.lift * size.thickness, bend.push * size.length]
    points += np.stack([moves[0] * t, moves[1] * hump, moves[2] * t], axis=1)
    return points + ROOT, pitch, yaw


def posture(bend: Bend, size: Size = MANS_SIZE) -> Array:
    """Points [V, 3] of the tongue mesh in a posture, in jaw-at-rest space (cm)."""
    t = np.linspace(0, 1, SECTIONS) ** 0.9
    spine, pitch, yaw = _spine(t, bend, size)
    tip_round = np.sqrt(np.clip(1 - np.clip((t - 0.78) / 0.225, 0, 1) ** 2, 0.01, 1))
    half_width = np.interp(t, [0, 0.3, 0.65, 0.85, 1], [1.75, 2.05, 1.85, 1.5, 1.1]) * tip_round
    half_width *= size.width * (1 + (bend.wide - 1) * np.clip(t * 1.6, 0, 1))
    half_thick = np.interp(t, [0, 0.4, 0.75, 1], [1.15, 0.95, 0.55, 0.36]) * (
        0.25 + 0.75 * tip_round
    )
    half_thick *= size.thickness * (1 + (bend.thick - 1) * t)
    a = 2 * np.pi * np.arange(AROUND) / AROUND
    across = np.cos(a)[None] * half_width[:, None]
    share = np.cos(a)[None]
    above = np.where(np.sin(a) > 0, np.abs(np.sin(a)) ** 0.8, -(np.abs(np.sin(a)) ** 0.9))
    over = above[None] * half_thick[:, None]
    over = over - 0.1 * np.exp(-((share / 0.18) ** 2)) * (over > 0) * half_thick[:, None]
    edge = np.clip((t - 0.15) / 0.6, 0, 1)[:, None]
    over = over + np.sin(np.radians(bend.groove)) * edge * half_width[:, None] * (share**2 - 0.35)
    roll = np.radians(bend.twist) * np.clip((t - 0.1) / 0.9, 0, 1)
    c, s = np.cos(roll)[:, None], np.sin(roll)[:, None]
    across, over = c * across - s * over, s * across + c * over
    right = np.stack([np.cos(yaw), 0 * yaw, -np.sin(yaw)], axis=1)
    up = np.stack(
        [-np.sin(yaw) * np.sin(pitch), np.cos(pitch), -np.cos(yaw) * np.sin(pitch)], axis=1
    )
    rings = spine[:, None] + across[..., None] * right[:, None] + over[..., None] * up[:, None]
    return np.concatenate([rings.reshape(-1, 3), rings[:1].mean(1), rings[-1:].mean(1)])


def build_tongue() -> Part:
    """The tongue at rest behind the lower teeth."""
    points = posture(Bend())
    rings = points[: SECTIONS * AROUND].reshape(SECTIONS, AROUND, 3)
    t = np.linspace(0, 1, SECTIONS)[:, None, None]
    colors = np.array([0.46, 0.17, 0.16]) + t * np.array([0.06, 0.03, 0.03]) + 0 * rings
    part = tube(rings, colors)
    return replace(part, points=points)


_REST = Bend()
POSES: dict[str, Bend] = {
    "tongueTipUp": Bend(tip_pitch=62),
    "tongueTipDown": Bend(tip_pitch=-38),
    "tongueTipLeft": Bend(tip_yaw=48),
    "tongueTipRight": Bend(tip_yaw=-48),
    "tongueRollUp": Bend(groove=38),
    "tongueRollDown": Bend(groove=-26, wide=0.93, body_pitch=-3),
    "tongueRollLeft": Bend(twist=32),
    "tongueRollRight": Bend(twist=-32),
    "tongueUp": Bend(lift=1.0, hump=0.9, body_pitch=6),
    "tongueDown": Bend(lift=-0.6, hump=0.2, body_pitch=-6, wide=1.05),
    "tongueLeft": Bend(body_yaw=22, side=0.25, twist=-8, thick=1.08),
    "tongueRight": Bend(body_yaw=-22, side=-0.25, twist=8, thick=1.08),
    "tongueIn": Bend(push=-1.2, thick=1.15),
    "tongueStretch": Bend(stretch=1.28, thick=0.85, wide=0.95),
    "tongueWide": Bend(wide=1.22, thick=0.85),
    "tongueNarrow": Bend(wide=0.74, thick=1.3, groove=10),
}
TONGUE_OUT = Bend(stretch=1.5, push=0.9, body_pitch=11, tip_pitch=-34, thick=0.72, wide=0.92)


def pose_deltas(size: Size = MANS_SIZE) -> dict[str, Array]:
    """Displacement [V, 3] of each of the 16 tongue poses from rest."""
    rest = posture(_REST, size)
    return {name: posture(bend, size) - rest for name, bend in POSES.items()}


def tongue_out_delta() -> Array:
    """Displacement [V, 3] that brings the tongue between the lips (for ARKit's tongueOut)."""
    return posture(TONGUE_OUT) - posture(_REST)
