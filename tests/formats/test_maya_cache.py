from __future__ import annotations

import struct
import threading
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product
from xml.etree import ElementTree

import numpy as np
import pytest
import ufbx
from hypothesis import given
from hypothesis import strategies as st

from a2f_maya.errors import CancelledError, FormatError, OutputError
from a2f_maya.formats.maya_cache import CacheOptions, data_path, frame_tick, write_maya_cache
from a2f_maya.formats.maya_cache_reader import read_maya_cache
from a2f_maya.progress import Progress
from a2f_maya.timing import FrameRate

VARIANTS = [
    CacheOptions(file_format, per_frame, double)
    for file_format, per_frame, double in product(("mcc", "mcx"), (False, True), (False, True))
]
RATES = [FrameRate(24), FrameRate(60), FrameRate(24000, 1001), FrameRate(30000, 1001)]


def _ufbx_samples(path) -> dict[str, list[tuple[float, np.ndarray]]]:
    cache = ufbx.load_geometry_cache(str(path))
    return {
        channel.name: [
            (frame.time, np.array(ufbx_positions(frame), dtype=np.float64).reshape(-1, 3))
            for frame in channel.frames
        ]
        for channel in cache.channels
    }


def ufbx_positions(frame):
    raise NotImplementedError


@given(st.integers(0, 10**6), st.sampled_from(RATES))
def test_ticks_are_the_nearest_and_never_drift(frame, rate):
    exact = Fraction(6000 * rate.denominator, rate.numerator) * frame
    assert abs(frame_tick(frame, rate) - exact) <= Fraction(1, 2)


@pytest.mark.parametrize("fps", [24, 25, 30, 48, 50, 60])
def test_ticks_of_film_and_video_rates_are_whole(fps):
    assert [frame_tick(i, FrameRate(fps)) for i in range(5)] == [i * 6000 // fps for i in range(5)]
