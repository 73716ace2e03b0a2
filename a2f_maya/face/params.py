"""Every tuning parameter of a face: one table of names, defaults, ranges and meanings.

The table is the list of fields of `FaceParameters`; `PARAMETERS` is the same table as plain
records for windows, node attributes and help texts. Defaults and ranges are those of the
Audio2Face-3D-SDK (``animator.h``); input strength and prediction delay come from the older
applications, the automatic blinks and the gestures of the voice are our own.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from a2f_maya.errors import ParameterError
from a2f_maya.face.parameter import Parameter, table_row

ALIASES = {"eyelid_offset": "eyelid_open_offset", "lip_close_offset": "lip_open_offset"}
"""Spellings of NVIDIA's container service -> our keys."""

OTHER_CONFIG_KEYS = ("source_shot", "source_frame")
"""Keys of model_config.json that belong to the network and not to the tuning."""


@dataclass(frozen=True)
class FaceParameters:
    """The tuning of one face; every value is checked when an object is made.

    The attributes are the rows of the table, see `PARAMETERS`.

    Raises
    ------
    ParameterError
        If a value is not a finite number of the right kind or lies outside its range.
    """

    input_strength: float = table_row(
        1.0,
        "inputStrength",
        (0.0, 4.0),
        "Factor on the audio before the network hears it.",
        group="audio",
        keyable=False,
    )
    prediction_delay: float = table_row(
        0.0,
        "predictionDelay",
        (-1.0, 1.0),
        "How much later the face moves: time t is predicted from the audio around t - delay.",
        group="audio",
        unit="s",
        keyable=False,
    )
    look_ahead: float = table_row(
        1.0,
        "lookAhead",
        (0.04, 1.0),
        "How much sound after its moment a frame may use; the network's own reach is the limit.",
        group="audio",
        unit="s",
        keyable=False,
    )
    lower_face_smoothing: float = table_row(
        0.0023,
        "lowerFaceSmoothing",
        (0.0, 0.1),
        "Half-life of each of the two smoothing stages below the mask level.",
        group="skin",
        unit="s",
        keyable=False,
    )
    upper_face_smoothing: float = table_row(
        0.001,
        "upperFaceSmoothing",
        (0.0, 0.1),
        "Half-life of each of the two smoothing stages above the mask level.",
        group="skin",
        unit="s",
        keyable=False,
    )
    lower_face_strength: float = table_row(
        1.3, "lowerFaceStrength", (0.0, 2.0), "Range of motion below the mask level.", group="skin"
    )
    upper_face_strength: float = table_row(
        1.0, "upperFaceStrength", (0.0, 2.0), "Range of motion above the mask level.", group="skin"
    )
    face_mask_level: float = table_row(
        0.6,
        "faceMaskLevel",
        (0.0, 1.0),
        "Height of the border between lower and upper face, as a share of the head's height.",
        group="skin",
        keyable=False,
    )
    face_mask_softness: float = table_row(
        0.0085,
        "faceMaskSoftness",
        (0.001, 0.5),
        "How gradually the lower face passes into the upper, as a share of the head's height.",
        group="skin",
        keyable=False,
    )
    skin_strength: float = table_row(
        1.0,
        "skinStrength",
        (0.0, 2.0),
        "Range of motion of the whole skin; multiplies the two face strengths.",
        group="skin",
    )
    blink_strength: float = table_row(
        1.0,
        "blinkStrength",
        (0.0, 2.0),
        "How far the eyelids close for a blink offset of 1.",
        group="skin",
    )
    eyelid_open_offset: float = table_row(
        0.06,
        "eyelidOpenOffset",
        (-1.0, 1.0),
        "Constant opening of the eyelids; negative values close them.",
        group="skin",
    )
    lip_open_offset: float = table_row(
        -0.03,
        "lipOpenOffset",
        (-0.2, 0.2),
        "Constant opening of the lips; negative values press them together.",
        group="skin",
    )
    blink_offset: float = table_row(
        0.0,
        "blinkOffset",
        (0.0, 1.0),
        "Closing of the eyelids: 0 leaves them to the network, 1 shuts them.",
        group="skin",
    )
    tongue_strength: float = table_row(
        1.5, "tongueStrength", (0.0, 3.0), "Range of motion of the tongue.", group="tongue"
    )
    tongue_height_offset: float = table_row(
        0.2,
        "tongueHeightOffset",
        (-3.0, 3.0),
        "Constant shift of the tongue upwards.",
        group="tongue",
        unit="length",
    )
    tongue_depth_offset: float = table_row(
        0.13,
        "tongueDepthOffset",
        (-3.0, 3.0),
        "Constant shift of the tongue forwards.",
        group="tongue",
        unit="length",
    )
    lower_teeth_strength: float = table_row(
        1.0, "lowerTeethStrength", (0.0, 2.0), "Range of motion of the lower teeth.", group="teeth"
    )
    lower_teeth_height_offset: float = table_row(
        0.0,
        "lowerTeethHeightOffset",
        (-3.0, 3.0),
        "Constant shift of the lower teeth upwards.",
        group="teeth",
        unit="length",
    )
    lower_teeth_depth_offset: float = table_row(
        0.0,
        "lowerTeethDepthOffset",
        (-3.0, 3.0),
        "Constant shift of the lower teeth forwards.",
        group="teeth",
        unit="length",
    )
    eyeballs_strength: float = table_row(
        1.0,
        "eyeballsStrength",
        (0.0, 2.0),
        "Range of the eye rotations that the network predicts.",
        group="eyes",
    )
    saccade_strength: float = table_row(
        1.0,
        "saccadeStrength",
        (0.0, 2.0),
        "Range of the recorded small eye movements.",
        group="eyes",
    )
    eye_saccade_seed: int = table_row(
        0,
        "saccadeSeed",
        (0, 4999),
        "Where the recording of small eye movements starts; another value looks elsewhere.",
        group="eyes",
        keyable=False,
    )
    right_eye_rot_x_offset: float = table_row(
        0.0,
        "rightEyeballRotationOffsetX",
        (-10.0, 10.0),
        "Constant rotation of the right eyeball about X.",
        group="eyes",
        unit="deg",
    )
    right_eye_rot_y_offset: float = table_row(
        0.0,
        "rightEyeballRotationOffsetY",
        (-10.0, 10.0),
        "Constant rotation of the right eyeball about Y.",
        group="eyes",
        unit="deg",
    )
    left_eye_rot_x_offset: float = table_row(
        0.0,
        "leftEyeballRotationOffsetX",
        (-10.0, 10.0),
        "Constant rotation of the left eyeball about X.",
        group="eyes",
        unit="deg",
    )
    left_eye_rot_y_offset: float = table_row(
        0.0,
        "leftEyeballRotationOffsetY",
        (-10.0, 10.0),
        "Constant rotation of the left eyeball about Y.",
        group="eyes",
        unit="deg",
    )
    automatic_blinks: bool = table_row(
        True,
        "automaticBlinks",
        (0, 1),
        "Let the face blink by itself, on top of the blink offset.",
        group="blinks",
        keyable=False,
    )
    blink_interval: float = table_row(
        3.0,
        "blinkInterval",
        (1.0, 30.0),
        "Mean time from one automatic blink to the next.",
        group="blinks",
        unit="s",
        keyable=False,
    )
    blink_duration: float = table_row(
        0.275,
        "blinkDuration",
        (0.1, 1.0),
        "Time from open over closed to open of one automatic blink.",
        group="blinks",
        unit="s",
        keyable=False,
    )
    blink_seed: int = table_row(
        0,
        "blinkSeed",
        (0, 2**31 - 1),
        "Another value blinks at other times.",
        group="blinks",
        keyable=False,
    )
    voice_brow_strength: float = table_row(
        0.0,
        "voiceBrowStrength",
        (0.0, 2.0),
        "How far stressed words and questions raise the brows; 0 switches it off.",
        group="voice",
    )
    voice_squint_strength: float = table_row(
        0.0,
        "voiceSquintStrength",
        (0.0, 2.0),
        "How much loud words and shouts squint the eyes and lower the brows; 0 switches it off.",
        group="voice",
    )
    voice_effort_strength: float = table_row(
        0.0,
        "voiceEffortStrength",
        (0.0, 2.0),
        "How much the mouth moves less in a whisper and more in a shout; 0 switches it off.",
        group="voice",
    )
    voice_seed: int = table_row(
        0,
        "voiceSeed",
        (0, 2**31 - 1),
        "Another value varies the timing and the sides of the brows in another way.",
        group="voice",
        keyable=False,
    )

    def __post_init__(self) -> None:
        for row in PARAMETERS:
            object.__setattr__(self, row.key, row.checked(getattr(self, row.key)))

    @property
    def follows_voice(self) -> bool:
        """Whether any gesture of the voice is switched on."""
        strengths = (
            self.voice_brow_strength,
            self.voice_squint_strength,
            self.voice_effort_strength,
        )
        return any(strengths)

    @classmethod
    def from_model_config(cls, config: Mapping[str, Any]) -> FaceParameters:
        """Read the defaults of a package.

        Parameters
        ----------
        config : mapping
            The contents of model_config.json, with or without its outer ``config`` object. Keys
            that are missing take the table's default; keys that nobody knows are ignored, see
            `unknown_keys`.

        Raises
        ------
        ParameterError
            If a known key holds a wrong value.
        """
        inner = _inner(config)
        return cls().with_overrides({key: inner[key] for key in inner if key in _BY_SPELLING})

    def with_overrides(self, overrides: Mapping[str, Any]) -> FaceParameters:
        """Replace some values.

        Parameters
        ----------
        overrides : mapping
            Keys in camelCase (``lowerFaceStrength``), snake_case (``lower_face_strength``) or the
            spelling of NVIDIA's container service (`ALIASES`).

        Raises
        ------
        ParameterError
            If a key is unknown or given in two spellings, or a value is wrong.
        """
        values: dict[str, Any] = {}
        for spelling, value in overrides.items():
            if spelling not in _BY_SPELLING:
                raise ParameterError(_unknown_message(spelling))
            row = _BY_SPELLING[spelling]
            if row.key in values:
                raise ParameterError(
                    f"The parameter '{row.name}' is given twice in different spellings; keep one."
                )
            values[row.key] = row.checked(value, spelling)
        return replace(self, **values)

    def to_dict(self) -> dict[str, float]:
        """All values by their public camelCase names; `with_overrides` reads it back."""
        return {row.name: getattr(self, row.key) for row in PARAMETERS}

    def to_model_config(self) -> dict[str, float]:
        """All values by the keys of model_config.json."""
        return asdict(self)


PARAMETERS: tuple[Parameter, ...] = tuple(
    Parameter.of_field(item) for item in fields(FaceParameters)
)
"""The table, in the order in which windows show it."""

_BY_SPELLING: dict[str, Parameter] = {
    **{row.name: row for row in PARAMETERS},
    **{row.key: row for row in PARAMETERS},
}
_BY_SPELLING |= {alias: _BY_SPELLING[key] for alias, key in ALIASES.items()}


def unknown_keys(config: Mapping[str, Any]) -> tuple[str, ...]:
    """Keys of a model_config.json that `FaceParameters.from_model_config` passes over."""
    return tuple(
        key for key in _inner(config) if key not in _BY_SPELLING and key not in OTHER_CONFIG_KEYS
    )


def _inner(config: Mapping[str, Any]) -> Mapping[str, Any]:
    inner = config.get("config", config)
    if not isinstance(inner, Mapping):
        raise ParameterError("'config' of the model configuration is not an object of keys.")
    return inner


def _unknown_message(spelling: str) -> str:
    lower = {known.lower(): known for known in _BY_SPELLING}
    close = difflib.get_close_matches(str(spelling).lower(), lower, n=1)
    hint = f"did you mean '{lower[close[0]]}'?" if close else "see the list of tuning parameters."
    return f"There is no tuning parameter '{spelling}'; {hint}"
