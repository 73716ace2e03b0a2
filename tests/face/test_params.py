from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a2f_maya.errors import ParameterError
from a2f_maya.face.params import PARAMETERS, FaceParameters, unknown_keys

# Names, defaults and ranges as NVIDIA publishes them (Audio2Face-3D-SDK animator.h).
NVIDIA = {
    "lowerFaceSmoothing": (0.0023, 0, 0.1),
    "upperFaceSmoothing": (0.001, 0, 0.1),
    "lowerFaceStrength": (1.3, 0, 2),
    "upperFaceStrength": (1.0, 0, 2),
    "faceMaskLevel": (0.6, 0, 1),
    "faceMaskSoftness": (0.0085, 0.001, 0.5),
    "skinStrength": (1.0, 0, 2),
    "blinkStrength": (1.0, 0, 2),
    "eyelidOpenOffset": (0.06, -1, 1),
    "lipOpenOffset": (-0.03, -0.2, 0.2),
    "blinkOffset": (0, 0, 1),
    "tongueStrength": (1.5, 0, 3),
    "tongueHeightOffset": (0.2, -3, 3),
    "tongueDepthOffset": (0.13, -3, 3),
    "lowerTeethStrength": (1.0, 0, 2),
    "lowerTeethHeightOffset": (0, -3, 3),
    "lowerTeethDepthOffset": (0, -3, 3),
    "eyeballsStrength": (1.0, 0, 2),
    "saccadeStrength": (1.0, 0, 2),
    "saccadeSeed": (0, 0, 4999),
}

MARK = {
    "input_strength": 1.3,
    "upper_face_smoothing": 0.001,
    "lower_face_smoothing": 0.0023,
    "upper_face_strength": 1.0,
    "lower_face_strength": 1.4,
    "face_mask_level": 0.6,
    "face_mask_softness": 0.0085,
    "source_shot": "g2a_neutral",
    "source_frame": 33,
    "skin_strength": 1.1,
    "blink_strength": 1.0,
    "eyelid_open_offset": 0.06,
    "lip_open_offset": -0.03,
    "lower_teeth_strength": 1.3,
    "lower_teeth_height_offset": -0.1,
    "lower_teeth_depth_offset": 0,
    "tongue_strength": 1.5,
    "tongue_height_offset": 0.2,
    "tongue_depth_offset": 0.13,
    "eyeballs_strength": 1.0,
    "saccade_strength": 0.9,
    "right_eye_rot_x_offset": 0,
    "right_eye_rot_y_offset": -2,
    "left_eye_rot_x_offset": 0,
    "left_eye_rot_y_offset": 2,
    "eye_saccade_seed": 0,
}


@pytest.mark.parametrize("name", NVIDIA)
def test_table_has_nvidias_defaults_and_ranges(name: str) -> None:
    row = next(row for row in PARAMETERS if row.name == name)
    assert (row.default, row.minimum, row.maximum) == NVIDIA[name]


def test_rows_are_complete_and_names_unique() -> None:
    assert len({row.name for row in PARAMETERS}) == len({row.key for row in PARAMETERS}) == 35
    for row in PARAMETERS:
        assert row.minimum <= row.default <= row.maximum
        assert row.label[0].isupper() and row.label.replace(" ", "").lower() == row.name.lower()
        assert row.description.endswith(".") and "\n" not in row.description
    assert {row.group for row in PARAMETERS} == {
        "audio",
        "skin",
        "tongue",
        "teeth",
        "eyes",
        "blinks",
        "voice",
    }


def test_a_real_configuration_is_read_completely() -> None:
    parameters = FaceParameters.from_model_config({"config": MARK})
    assert unknown_keys({"config": MARK}) == ()
    for key, value in MARK.items():
        if key not in ("source_shot", "source_frame"):
            assert getattr(parameters, key) == value


def test_unknown_keys_of_a_package_are_listed_and_ignored() -> None:
    config = {"config": {"skin_strength": 0.5, "shiny": 1}}
    assert FaceParameters.from_model_config(config).skin_strength == 0.5
    assert unknown_keys(config) == ("shiny",)


def test_overrides_take_all_spellings() -> None:
    base = FaceParameters()
    assert base.with_overrides({"lipOpenOffset": 0.1}) == base.with_overrides(
        {"lip_open_offset": 0.1}
    )
    assert base.with_overrides({"lip_close_offset": 0.1}).lip_open_offset == 0.1
    assert base.with_overrides({"eyelid_offset": -0.5}).eyelid_open_offset == -0.5
    assert base.with_overrides({}) == base


def test_dictionaries_survive_json() -> None:
    changed = FaceParameters(skin_strength=0.25, blink_seed=9, automatic_blinks=False)
    text = json.dumps(changed.to_dict())
    assert FaceParameters().with_overrides(json.loads(text)) == changed
    config = json.loads(json.dumps({"config": changed.to_model_config()}))
    assert FaceParameters.from_model_config(config) == changed


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("skinStrength", 2.5, "from 0 to 2"),
        ("faceMaskSoftness", 0.0, "from 0.001 to 0.5"),
        ("lip_open_offset", -0.21, "'lip_open_offset'"),
        ("skinStrength", math.nan, "nan"),
        ("skinStrength", math.inf, "inf"),
        ("skinStrength", "1", "'1'"),
        ("skinStrength", True, "a number"),
        ("skinStrength", None, "a number"),
        ("saccadeSeed", 1.5, "a whole number"),
        ("automaticBlinks", 2, "true or false"),
        ("automaticBlinks", "yes", "true or false"),
    ],
)
def test_wrong_values_are_refused(name: str, value: object, words: str) -> None:
    with pytest.raises(ParameterError, match=name) as caught:
        FaceParameters().with_overrides({name: value})
    assert words in str(caught.value)


@pytest.mark.parametrize("kwargs", [{"skin_strength": 3.0}, {"blink_interval": math.nan}])
def test_direct_construction_is_checked(kwargs: dict[str, float]) -> None:
    with pytest.raises(ParameterError):
        FaceParameters(**kwargs)


def test_unknown_names_get_a_suggestion() -> None:
    with pytest.raises(ParameterError, match="did you mean 'lowerFaceStrength'"):
        FaceParameters().with_overrides({"lowerFaceStrenght": 1.0})
    with pytest.raises(ParameterError, match="no tuning parameter 'zzz'"):
        FaceParameters().with_overrides({"zzz": 1.0})


def test_one_parameter_in_two_spellings_is_refused() -> None:
    with pytest.raises(ParameterError, match="twice"):
        FaceParameters().with_overrides({"lipOpenOffset": 0.1, "lip_close_offset": 0.1})


def test_a_configuration_that_is_not_an_object_is_refused() -> None:
    with pytest.raises(ParameterError, match="'config'"):
        FaceParameters.from_model_config({"config": [1, 2]})


@given(data=st.data())
def test_every_value_inside_its_range_is_kept(data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(PARAMETERS))
    if row.kind is float:
        value: float = data.draw(st.floats(row.minimum, row.maximum))
    else:
        value = data.draw(st.integers(int(row.minimum), int(row.maximum)))
    kept = FaceParameters().with_overrides({row.name: value}).to_dict()[row.name]
    assert kept == value and type(kept) is row.kind
