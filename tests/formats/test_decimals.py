from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from a2f_maya.formats.decimals import decimal_rows

TABLES = hnp.arrays(
    np.float64,
    st.tuples(st.integers(1, 4), st.integers(1, 5)),
    elements=st.floats(-1e5, 1e5, width=64),
)


@given(TABLES, st.integers(1, 8), st.booleans())
def test_numbers_come_back_within_half_a_digit(table, decimals, trim):
    rows = decimal_rows(table, decimals, ", ", trim)
    read = np.array([[float(word) for word in row.split(", ")] for row in rows])
    assert read.shape == table.shape
    np.testing.assert_allclose(read, table, atol=0.5001 * 10.0**-decimals, rtol=1e-15)


@given(st.integers(-(10**9), 10**9))
def test_untrimmed_text_is_what_decimal_arithmetic_writes(millionths):
    value = millionths / 10**6
    exact = Decimal(value).quantize(Decimal("0.000001"), ROUND_HALF_EVEN)
    expected = "0.000000" if exact == 0 else str(exact)
    assert decimal_rows([[value]], 6, trim=False) == [expected]


def test_trimming_keeps_one_digit_and_zero_has_no_sign():
    assert decimal_rows([[0.25, 1.0, -0.0, -1e-9, -2.5, 1234.0625]], 6) == [
        "0.25, 1.0, 0.0, 0.0, -2.5, 1234.0625"
    ]


def test_rows_may_have_different_lengths_and_any_separator():
    assert decimal_rows([[1.5, 0.125], [20.0, 3.0]], 3, " ") == ["1.5 0.125", "20.0 3.0"]
    assert decimal_rows([[1.5], [20.0]], 3, "; ") == ["1.5", "20.0"]


@pytest.mark.parametrize("shape", [(0, 3), (2, 0)])
def test_empty_tables_give_empty_rows(shape):
    assert decimal_rows(np.zeros(shape)) == [""] * shape[0]


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e13])
def test_numbers_without_text_are_refused(value):
    with pytest.raises(ValueError, match="not finite or too large"):
        decimal_rows([[0.0, value]])
