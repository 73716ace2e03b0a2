"""What is reported of a set of shapes, on meshes where it is known."""

from __future__ import annotations

import numpy as np
import pytest

from a2f_maya.mesh import ShapedMesh
from a2f_maya.transfer.contact import ContactPairs
from a2f_maya.transfer.shape_report import Origin, shape_report
from tests.support.meshes import ball

BALL = ball("ball", 16)


def shaped(*names: str) -> ShapedMesh:
    return ShapedMesh(BALL, names, np.zeros((len(names), len(BALL.points), 3), np.float32))


def test_a_vertex_pulled_over_its_neighbours_is_counted() -> None:
    still = shaped("still")
    assert shape_report(still).flipped == 0
    pulled = shaped("pulled")
    vertex = 7 * 16
    pulled.deltas[0, vertex] = 1.6 * (BALL.points[vertex + 1] - BALL.points[vertex])
    report = shape_report(pulled)
    assert 1 <= report.flipped <= 6
    assert f"{report.flipped} visible triangle" in report.sentence()
    # growing and turning turn nothing over
    whole = shaped("whole")
    whole.deltas[0] = BALL.points[:, [1, 2, 0]] * 2 - BALL.points
    assert shape_report(whole).flipped == 0


def test_the_largest_motion_is_named() -> None:
    moved = shaped("a", "b")
    moved.deltas[1, 3] = [0, 3, 4]
    report = shape_report(moved)
    assert (report.shapes, report.largest_shape, report.largest_motion) == (2, "b", 5.0)
    assert report.lid_opening is None
    assert report.sentence().startswith("2 shapes, largest motion 5 (b), ")


@pytest.mark.parametrize("left", [0.0, 0.3, 1.0])
def test_what_a_blink_leaves_open(left: float) -> None:
    upper, lower, resting = 5 * 16, 9 * 16, 3
    contacts = ContactPairs.of_vertices([[upper, lower], [resting, resting]])
    source, target = shaped("eyeBlinkLeft"), shaped("EYEBLINKLEFT")
    gap = BALL.points[lower] - BALL.points[upper]
    source.deltas[0, upper] = gap
    target.deltas[0, upper] = gap * (1 - left)
    report = shape_report(target, Origin(source, contacts, BALL))
    assert report.lid_opening == pytest.approx(left, abs=1e-6)
    assert f"leaves {100 * left:.1f} % of the lids' opening" in report.sentence()
