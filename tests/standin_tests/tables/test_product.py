"""Every use of Maya in the product is real."""

from __future__ import annotations

from scripts.check_maya_calls import product_paths
from scripts.maya_tables.calls import CommandTables
from scripts.maya_tables.checker import check_paths


def test_all_maya_calls_of_the_product_are_in_the_tables() -> None:
    paths = product_paths()
    assert paths
    assert list(map(str, check_paths(paths, CommandTables()))) == []
