"""The shipped correspondence presets are those of the present head."""

from __future__ import annotations

import numpy as np
import pytest

from a2f_maya.correspondence import positions
from a2f_maya.face.head import load_head
from a2f_maya.formats.correspondence_json import (
    correspondence_text,
    preset_paths,
    read_correspondence,
)
from scripts.build_presets import PRESET_PLACES, preset_pairs


def test_the_files_are_what_the_script_writes() -> None:
    paths = preset_paths()
    assert {"male_head_face", "male_head_landmarks"} == set(PRESET_PLACES) == set(paths)
    for name, places in PRESET_PLACES.items():
        text = correspondence_text(preset_pairs(load_head(), places))
        assert paths[name].read_bytes() == text.encode("utf-8"), "run scripts/build_presets.py"


@pytest.mark.parametrize("name", list(PRESET_PLACES))
def test_a_preset_marks_both_sides_of_the_head(name: str) -> None:
    head = load_head()
    pairs = read_correspondence(preset_paths()[name])
    places = positions([pair.source for pair in pairs], head.skin)
    named = dict(zip([pair.name for pair in pairs], places, strict=True))
    assert len(named) == len(pairs) >= 12
    for pair in pairs:
        assert pair.source == pair.target
        if pair.name.endswith("_left"):
            other = named[pair.name.replace("_left", "_right")]
            np.testing.assert_allclose(named[pair.name], other * [-1, 1, 1], atol=1e-4)
    # the first four already say how a head is turned: they do not lie in one plane
    assert abs(np.linalg.det(places[1:4] - places[0])) > 50
