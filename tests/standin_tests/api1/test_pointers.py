"""Memory of MScriptUtil: real addresses, strict types, loud misuse."""

from __future__ import annotations

import ctypes
import gc

import maya.OpenMaya as om
import numpy as np
import pytest


def test_address_is_real_memory() -> None:
    """What ctypes writes at the address is what MScriptUtil reads, and the other way round."""
    util = om.MScriptUtil()
    util.createFromDouble(1.5, 2.5, 3.5)
    pointer = util.asDoublePtr()
    memory = (ctypes.c_double * 3).from_address(int(pointer))
    assert list(memory) == [1.5, 2.5, 3.5]
    memory[1] = -7.0
    assert om.MScriptUtil.getDoubleArrayItem(pointer, 1) == -7.0
    om.MScriptUtil.setDoubleArray(pointer, 2, 9.0)
    assert memory[2] == 9.0


@pytest.mark.parametrize(
    ("array_class", "width", "as_pointer", "ctype"),
    [
        (om.MPointArray, 4, "asDouble4Ptr", ctypes.c_double),
        (om.MVectorArray, 3, "asDouble3Ptr", ctypes.c_double),
        (om.MFloatPointArray, 4, "asFloat4Ptr", ctypes.c_float),
        (om.MFloatVectorArray, 3, "asFloat3Ptr", ctypes.c_float),
        (om.MDoubleArray, 1, "asDoublePtr", ctypes.c_double),
        (om.MFloatArray, 1, "asFloatPtr", ctypes.c_float),
        (om.MIntArray, 1, "asIntPtr", ctypes.c_int),
        (om.MUintArray, 1, "asUintPtr", ctypes.c_uint),
    ],
)
def test_arrays_go_through_memory(array_class, width, as_pointer, ctype) -> None:
    """The round trip numpy -> memory -> array -> memory -> numpy keeps every number."""
    count = 6
    numbers = np.arange(count * width).reshape(count, width)
    util = om.MScriptUtil()
    util.createFromList([0.0] * numbers.size, numbers.size)
    pointer = getattr(util, as_pointer)()
    shape = ctype * width * count if width > 1 else ctype * count
    view = np.ctypeslib.as_array(shape.from_address(int(pointer)))
    np.copyto(view, numbers.reshape(view.shape), casting="unsafe")
    array = array_class(pointer, count)
    assert array.length() == count
    view[...] = 0
    array.get(pointer)
    assert np.array_equal(view.reshape(count, width), numbers)


def test_types_are_strict() -> None:
    util = om.MScriptUtil()
    util.createFromInt(3)
    pointer = util.asIntPtr()
    assert om.MScriptUtil.getInt(pointer) == 3
    for reader in (om.MScriptUtil.getDouble, om.MScriptUtil.getUint, om.MScriptUtil.getShort):
        with pytest.raises(TypeError):
            reader(pointer)
    with pytest.raises(TypeError):
        om.MScriptUtil.getInt(3)


def test_default_constructed_util_has_no_memory() -> None:
    """The misuse is reported; under these tests reports are errors."""
    pointer = om.MScriptUtil().asIntPtr()
    with pytest.raises(RuntimeError, match="default-constructed"):
        om.MScriptUtil.setInt(pointer, 1)


def test_pointer_of_dead_util_is_garbage() -> None:
    util = om.MScriptUtil()
    util.createFromInt(5)
    pointer = util.asIntPtr()
    del util
    gc.collect()
    with pytest.raises(RuntimeError, match="gone"):
        om.MScriptUtil.getInt(pointer)


def test_writing_past_the_end_is_refused() -> None:
    util = om.MScriptUtil()
    util.createFromDouble(0.0)
    pointer = util.asDoublePtr()
    with pytest.raises(RuntimeError, match="do not fit"):
        om.MPoint(1, 2, 3).get(pointer)


def test_rows_of_matrix_are_pointers() -> None:
    matrix = om.MMatrix()
    om.MScriptUtil.createMatrixFromList([float(n) for n in range(16)], matrix)
    assert matrix(2, 3) == 11.0
    assert om.MScriptUtil.getDoubleArrayItem(matrix[2], 3) == 11.0
    om.MScriptUtil.setDoubleArray(matrix[2], 3, -1.0)
    assert matrix(2, 3) == -1.0


def test_values_change_type_with_the_pointer() -> None:
    """Public code makes room for doubles and asks for an int pointer."""
    util = om.MScriptUtil()
    util.createFromList([4.0, 5.0], 2)
    pointer = util.asIntPtr()
    assert [om.MScriptUtil.getIntArrayItem(pointer, place) for place in (0, 1)] == [4, 5]


def test_reference_objects() -> None:
    number = om.intPtr()
    number.assign(12)
    assert (number.value(), om.MScriptUtil.getInt(number.cast())) == (12, 12)
    reference = om.createDoubleRef()
    om.setRefValue(reference, 2.5)
    assert om.doubleRefValue(reference) == 2.5
