"""Arrays: items of points are references, numbers are sequences."""

from __future__ import annotations

import maya.OpenMaya as om
import pytest


def test_items_of_point_arrays_are_references() -> None:
    points = om.MPointArray()
    for place in range(3):
        points.append(om.MPoint(place, 0, 0))
    points[1].x = 10.0
    assert points[1].x == 10.0
    copied = om.MPoint(points[1])
    copied.x = 0.0
    assert points[1].x == 10.0


def test_point_arrays_have_no_item_assignment() -> None:
    points = om.MPointArray(2)
    with pytest.raises(TypeError):
        points[0] = om.MPoint()
    points.set(om.MPoint(1, 2, 3), 0)
    assert (points[0].z, points[1].w) == (3, 1)


def test_number_arrays_behave_like_lists() -> None:
    reference = [3, 1, 4, 1, 5]
    numbers = om.MIntArray()
    for value in reference:
        numbers.append(value)
    assert list(numbers) == reference
    assert numbers[-1] == 5
    assert list(numbers[1:3]) == reference[1:3]
    numbers.insert(9, 2)
    reference.insert(2, 9)
    numbers.remove(0)
    del reference[0]
    assert list(numbers) == reference
    numbers[0] = 7
    reference[0] = 7
    assert len(numbers) == len(reference) == numbers.length()
    assert list(numbers) == reference
    numbers.setLength(2)
    assert list(numbers) == reference[:2]


def test_out_of_range_is_an_error() -> None:
    for array in (om.MIntArray(), om.MPointArray(), om.MTimeArray(), om.MObjectArray()):
        with pytest.raises(IndexError):
            array[0]


def test_arrays_are_copied() -> None:
    one = om.MDoubleArray(3, 1.5)
    two = om.MDoubleArray(one)
    two[0] = 0.0
    assert list(one) == [1.5, 1.5, 1.5]


def test_texts_and_other_types_are_refused() -> None:
    with pytest.raises(TypeError):
        om.MIntArray().append(1.5)
    with pytest.raises(TypeError):
        om.MDoubleArray().append("1")
    with pytest.raises(TypeError):
        om.MPointArray().append(om.MTime())


def test_arrays_from_lists() -> None:
    values = om.MFloatArray()
    om.MScriptUtil.createFloatArrayFromList([0.5, 1.5], values)
    assert list(values) == [0.5, 1.5]
    assert values != om.MFloatArray()
