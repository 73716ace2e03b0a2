from __future__ import annotations

import copy
import math

import pytest

from a2f_maya.errors import ParameterError
from a2f_maya.solve.settings import BlendshapeSettings, ids_of_pairs, pairs_of_ids

CONFIG = {
    "blendshape_params": {
        "strengthL2regularization": 0.5,
        "strengthL1regularization": 0.25,
        "strengthTemporalSmoothing": 0.3,
        "strengthSymmetry": 100,
        "templateBBSize": 53.45,
        "numPoses": 5,
        "bsSolveActivePoses": [1, 1, 0, 1, 1],
        "bsSolveCancelPoses": [-1, -1, -1, 7, 7],
        "bsSolveSymmetryPoses": [3, 3, 0, 0, -1],
        "bsWeightMultipliers": [1, 2.0, 1, 1, 0.5],
        "bsWeightOffsets": [0, 0, 0.1, 0, -0.1],
    }
}


def test_a_configuration_is_read() -> None:
    settings = BlendshapeSettings.from_config(CONFIG, 5)
    assert settings.active == (True, True, False, True, True)
    assert settings.cancel_pairs == ((3, 4),)
    assert settings.symmetry_pairs == ((2, 3), (0, 1))
    assert settings.multipliers == (1, 2.0, 1, 1, 0.5)
    assert settings.offsets == (0, 0, 0.1, 0, -0.1)
    strengths = settings.strength_l2, settings.strength_l1, settings.strength_temporal
    assert strengths == (0.5, 0.25, 0.3)
    assert (settings.strength_symmetry, settings.template_bb_size) == (100, 53.45)
    assert not settings.clamp
    assert BlendshapeSettings.from_config(CONFIG["blendshape_params"], 5) == settings
    assert BlendshapeSettings.from_config(settings.to_config(), 5) == settings


def test_defaults_are_nvidias() -> None:
    settings = BlendshapeSettings.default(3)
    assert (settings.strength_l1, settings.strength_l2) == (1.0, 3.5)
    assert (settings.strength_symmetry, settings.strength_temporal) == (100.0, 0.0)
    assert (settings.template_bb_size, settings.tolerance) == (54.7, 1e-10)
    without_size = copy.deepcopy(CONFIG)
    del without_size["blendshape_params"]["templateBBSize"]
    assert BlendshapeSettings.from_config(without_size, 5).template_bb_size == 54.7


@pytest.mark.parametrize("key", [key for key in CONFIG["blendshape_params"] if "BBSize" not in key])
def test_a_missing_key_is_named(key: str) -> None:
    config = copy.deepcopy(CONFIG)
    del config["blendshape_params"][key]
    with pytest.raises(ParameterError, match=f"lacks the key '{key}'"):
        BlendshapeSettings.from_config(config, 5)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("bsSolveActivePoses", [0, 0, 0, 0, 0], "No pose is active"),
        ("bsSolveActivePoses", [1, 2, 0, 0, 0], "other than 0 and 1"),
        ("bsSolveActivePoses", [1, 1, 1, 1], "list of 5"),
        ("bsSolveCancelPoses", [0, -1, -1, -1, -1], "id 0 .* 1 times"),
        ("bsSolveCancelPoses", [4, 4, 4, -1, -1], "id 4 .* 3 times"),
        ("bsSolveSymmetryPoses", [-2, -1, -1, -1, -1], "holds -2"),
        ("bsSolveSymmetryPoses", [0.5, 0.5, -1, -1, -1], "holds 0.5"),
        ("bsWeightMultipliers", [1, 1, 1, 1, "x"], "'x'"),
        ("bsWeightOffsets", [0, 0, 0, 0, math.nan], "nan"),
        ("strengthL2regularization", -1, "at least 0"),
        ("strengthTemporalSmoothing", math.inf, "inf"),
        ("strengthSymmetry", True, "True"),
        ("templateBBSize", 0.5, "at least 1"),
        ("numPoses", 4, "has 5 poses"),
    ],
)
def test_wrong_values_are_refused(key: str, value: object, words: str) -> None:
    config = copy.deepcopy(CONFIG)
    config["blendshape_params"][key] = value
    with pytest.raises(ParameterError, match=words):
        BlendshapeSettings.from_config(config, 5)


def test_settings_made_by_hand_are_checked() -> None:
    base = BlendshapeSettings.default(2).__dict__
    for change in (
        {"cancel_pairs": ((0, 0),)},
        {"symmetry_pairs": ((0, 2),)},
        {"multipliers": (1.0,)},
        {"sparsity_form": "cubic"},
        {"tolerance": -1.0},
    ):
        with pytest.raises(ParameterError):
            BlendshapeSettings(**(base | change))


def test_ids_and_pairs_are_inverse() -> None:
    pairs = ((0, 4), (2, 3))
    assert pairs_of_ids(ids_of_pairs(pairs, 6), "key") == pairs
    with pytest.raises(ParameterError, match="'blendshape_params'"):
        BlendshapeSettings.from_config({"blendshape_params": 3}, 5)
