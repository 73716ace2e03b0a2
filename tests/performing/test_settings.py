from __future__ import annotations

import math
from pathlib import Path

import pytest

from a2f_maya.errors import ParameterError
from a2f_maya.face.params import PARAMETERS
from a2f_maya.names import EMOTIONS
from a2f_maya.network.package import open_package
from a2f_maya.performing.settings import moment_performance
from a2f_maya.pipeline import FacePipeline


@pytest.fixture(scope="module")
def pipeline(shared_tiny_package: Path) -> FacePipeline:
    return FacePipeline(open_package(shared_tiny_package))


def test_numbers_inside_their_ranges_arrive_as_they_are(pipeline: FacePipeline) -> None:
    values = {
        row.name: row.kind(row.minimum + 0.25 * (row.maximum - row.minimum)) for row in PARAMETERS
    }
    found = moment_performance(pipeline, values, dict.fromkeys(EMOTIONS, 0.25)).parameters
    assert found.to_dict() == values


@pytest.mark.parametrize("sign", [-1, 1])
def test_numbers_outside_their_ranges_go_to_the_end(pipeline: FacePipeline, sign: int) -> None:
    values = {row.name: sign * 1e12 for row in PARAMETERS}
    found = moment_performance(pipeline, values, {}).parameters
    for row in PARAMETERS:
        value = getattr(found, row.key)
        assert value == (row.maximum if sign > 0 else row.minimum), row.name
        assert type(value) is row.kind


def test_what_is_no_number_counts_as_the_default(pipeline: FacePipeline) -> None:
    values = {row.name: math.nan for row in PARAMETERS} | {"skinStrength": math.inf}
    found = moment_performance(pipeline, values, {}).parameters
    assert found.to_dict() == {row.name: row.default for row in PARAMETERS}


def test_emotions_are_clamped_and_those_at_zero_left_out(pipeline: FacePipeline) -> None:
    given = {"joy": 1.5, "anger": -1.0, "fear": 0.0, "sadness": 0.3, "hunger": 1.0}
    found = moment_performance(pipeline, {}, given).emotions
    assert found == {"joy": 1.0, "sadness": 0.3}


def test_the_style_is_the_packages_unless_another_is_asked_for(pipeline: FacePipeline) -> None:
    own = pipeline.defaults
    assert (own.source_shot, own.source_frame) == ("calm", 1)
    styles = {
        ("", -1): ("calm", 1),
        ("calm", -1): ("calm", 1),
        ("calm", 2): ("calm", 2),
        ("", 0): ("calm", 0),
        ("loud", -1): ("loud", 0),
        ("loud", 1): ("loud", 1),
    }
    for (shot, frame), wanted in styles.items():
        found = moment_performance(pipeline, {}, {}, shot, frame)
        assert (found.source_shot, found.source_frame) == wanted
    with pytest.raises(ParameterError, match="no frame 7"):
        moment_performance(pipeline, {}, {}, "loud", 7)
    with pytest.raises(ParameterError, match="nobody"):
        moment_performance(pipeline, {}, {}, "nobody")
