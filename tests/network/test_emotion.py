"""Explicit emotions by name and over time."""

from __future__ import annotations

import numpy as np
import pytest

from a2f_maya.errors import ParameterError
from a2f_maya.names import EMOTIONS
from a2f_maya.network.emotion import explicit_vector, keyed_emotions


def test_emotions_are_found_by_name() -> None:
    vector = explicit_vector({"JOY": 0.5, "Out of Breath": 1.0, "out_of_breath": 0.25})
    assert vector[EMOTIONS.index("joy")] == 0.5
    assert vector[EMOTIONS.index("outofbreath")] == 0.25
    assert np.count_nonzero(vector) == 2
    assert explicit_vector({"b": 1.0}, order=("a", "b")).tolist() == [0.0, 1.0]


@pytest.mark.parametrize("strength", [-0.1, 1.1, float("nan"), "1", True])
def test_strengths_must_be_numbers_from_0_to_1(strength: float) -> None:
    with pytest.raises(ParameterError, match="'joy'"):
        explicit_vector({"joy": strength})


def test_keys_are_linear_between_and_held_outside() -> None:
    vectors = np.array([[0.0, 1.0], [1.0, 0.0], [0.5, 0.5]], np.float32)
    times = np.array([-1.0, 1.0, 1.5, 2.0, 3.0, 9.0])
    values = keyed_emotions(np.array([1.0, 2.0, 4.0]), vectors, times)
    expected = [[0, 1], [0, 1], [0.5, 0.5], [1, 0], [0.75, 0.25], [0.5, 0.5]]
    np.testing.assert_allclose(values, expected, atol=1e-6)


@pytest.mark.parametrize("times", [[], [1.0, 1.0], [2.0, 1.0]])
def test_keys_must_rise(times: list[float]) -> None:
    with pytest.raises(ParameterError, match="rise strictly"):
        keyed_emotions(np.array(times), np.zeros((len(times), 2), np.float32), np.zeros(1))
