"""Arrays behave like lists of values; times are exact."""

from __future__ import annotations

import maya.api.OpenMaya as om
import numpy as np
import pytest


def test_arrays_follow_the_rules_of_lists() -> None:
    plain, array = list(range(8)), om.MIntArray(range(8))
    assert list(array[2:7:2]) == plain[2:7:2]
    array[1:3], plain[1:3] = [70, 80, 90], [70, 80, 90]
    del array[-1], plain[-1]
    array.insert(5, 2)
    plain.insert(2, 5)
    array.remove(0)
    del plain[0]
    array.append(3)
    plain.append(3)
    assert list(array) == plain
    with pytest.raises(IndexError):
        array[len(array)]


def test_integers_are_not_taken_from_text_or_fractions() -> None:
    with pytest.raises(TypeError):
        om.MIntArray(["1"])
    with pytest.raises(TypeError):
        om.MIntArray([0.5])


def test_numpy_rows_become_points_and_back() -> None:
    rows = np.random.default_rng(3).normal(size=(5, 4))
    points = om.MPointArray(rows)
    assert np.array(points) == pytest.approx(rows)
    three = om.MPointArray(rows[:, :3])
    assert [point.w for point in three] == [1.0] * 5


def test_setting_an_element_copies_the_value() -> None:
    vector = om.MVector(1, 2, 3)
    vectors = om.MVectorArray([vector])
    vector.x = 9.0
    assert vectors[0] == om.MVector(1, 2, 3)


def test_an_element_of_an_array_is_a_place_in_it() -> None:
    points = om.MPointArray([(0, 0, 0), (1, 1, 1)])
    points[1].y = 5.0
    assert points[1] == om.MPoint(1, 5, 1)


@pytest.mark.parametrize(
    ("unit", "rate"), [(om.MTime.kFilm, 24), (om.MTime.kPALFrame, 25), (om.MTime.k60FPS, 60)]
)
def test_frames_are_exact_in_seconds(unit: int, rate: int) -> None:
    time = om.MTime(7 * rate, unit)
    assert time.asUnits(om.MTime.kSeconds) == 7.0
    assert time == om.MTime(7, om.MTime.kSeconds)
    assert (time - om.MTime(1, unit)).value == 7 * rate - 1


def test_times_are_not_added_to_numbers_of_another_kind() -> None:
    with pytest.raises(TypeError):
        om.MTime(1, om.MTime.kFilm) + "1"
    assert om.MTime(1, om.MTime.kSeconds) > om.MTime(23, om.MTime.kFilm)


def test_angles_and_lengths_convert() -> None:
    assert om.MAngle(180, om.MAngle.kDegrees).asRadians() == pytest.approx(np.pi)
    assert om.MDistance(1, om.MDistance.kInches).asCentimeters() == pytest.approx(2.54)
