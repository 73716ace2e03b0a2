from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from a2f_maya.errors import MeshError, PackageError, ParameterError
from a2f_maya.face.accents import Accent, Question
from a2f_maya.face.animators import animate
from a2f_maya.face.blinks import blink_offsets
from a2f_maya.face.model import FaceModel, face_mask
from a2f_maya.face.params import FaceParameters
from a2f_maya.face.points import skin_points, skin_stream, tongue_points, tongue_stream
from a2f_maya.face.vocal_effort import VocalEffort
from a2f_maya.face.voice_gestures import GESTURES, VoiceGestures
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import CoefficientTrack
from tests.face import reference

RATE = FrameRate(30)


def make(seed: int = 0, frames: int = 30) -> tuple[FaceModel, CoefficientTrack]:
    rng = np.random.default_rng(seed)
    model = reference.random_model(rng)
    return model, reference.random_track(rng, model, RATE, frames)


def points_of(
    model: FaceModel, track: CoefficientTrack, parameters: FaceParameters, **options: object
) -> np.ndarray:
    face = animate(track, parameters, model, **options)  # type: ignore[arg-type]
    mask = face_mask(model.skin_neutral, parameters.face_mask_level, parameters.face_mask_softness)
    return skin_points(face, model, mask)


@pytest.mark.parametrize(
    "parameters",
    [
        FaceParameters(),
        FaceParameters(upper_face_smoothing=0.1, lower_face_smoothing=0.1),
        FaceParameters(upper_face_smoothing=0.0, lower_face_smoothing=0.06, blink_interval=1.0),
        FaceParameters(
            upper_face_strength=0.4,
            lower_face_strength=1.9,
            skin_strength=1.7,
            blink_strength=1.4,
            eyelid_open_offset=-0.6,
            lip_open_offset=0.17,
            face_mask_level=0.35,
            face_mask_softness=0.3,
        ),
    ],
)
def test_coefficients_give_the_vertices_of_the_plain_chain(parameters: FaceParameters) -> None:
    model, track = make(frames=90)
    blink = np.random.default_rng(9).uniform(size=len(track)).astype(np.float32)
    p = parameters.to_dict()
    got = points_of(model, track, parameters, blink=blink)
    np.testing.assert_allclose(got, reference.skin(track, p, model, blink), atol=2e-4)
    automatic = blink_offsets(len(track), RATE, parameters)
    got = points_of(model, track, parameters)
    np.testing.assert_allclose(got, reference.skin(track, p, model, automatic), atol=2e-4)
    face = animate(track, parameters, model)
    np.testing.assert_allclose(
        tongue_points(face, model), reference.tongue(track, p, model), atol=1e-4
    )


def test_blocks_of_one_face_are_as_exact_as_mixed_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vertices ordered by height, so that most blocks belong to one face alone."""
    model, track = make()
    order = np.argsort(model.skin_neutral[:, 1])
    model = dataclasses.replace(
        model, skin_neutral=model.skin_neutral[order], skin_basis=model.skin_basis[:, order]
    )
    monkeypatch.setattr("a2f_maya.face.points.BLOCK_VERTICES", 6)
    parameters = FaceParameters(lower_face_smoothing=0.1, face_mask_level=0.5)
    mask = face_mask(model.skin_neutral, 0.5, parameters.face_mask_softness)
    assert mask[:6].min() > 1 - 1e-6 and mask[-4:].max() < 1e-6
    assert ((mask > 0.01) & (mask < 0.99)).any()
    blink = np.zeros(len(track), np.float32)
    got = points_of(model, track, parameters, blink=blink)
    expected = reference.skin(track, parameters.to_dict(), model, blink)
    np.testing.assert_allclose(got, expected, atol=2e-4)


def voice_of(frames: int, **events: object) -> VoiceGestures:
    """A voice with given events and an effort that comes and goes."""
    count = int(frames * 100 / 30) + 100
    whisper = np.zeros(count, np.float32)
    shout = np.linspace(0, 1, count, dtype=np.float32)
    plain = {"phrase_ends": (), "accents": (), "questions": ()}
    return VoiceGestures(**(plain | events), effort=VocalEffort(whisper, shout))  # type: ignore[arg-type]


ALL_ON = FaceParameters(
    voice_brow_strength=1.0,
    voice_squint_strength=1.5,
    voice_effort_strength=1.2,
    skin_strength=0.9,
    upper_face_smoothing=0.0,
    lower_face_smoothing=0.0,
)


def gesturing(frames: int = 90) -> tuple[FaceModel, CoefficientTrack, VoiceGestures]:
    """A model with two gestures out of the usual order, and a voice that asks for both."""
    model, track = make(frames=frames)
    names = ("eyeSquintRight", "browInnerUp")
    more = np.random.default_rng(5).normal(size=(2, *model.skin_neutral.shape))
    basis = np.concatenate([model.skin_basis, more.astype(np.float32)])
    model = dataclasses.replace(model, skin_basis=basis, gestures=names)
    accents = (Accent(0.6, 1.0, 0.9, 0.9), Accent(1.7, 0.5, 0.2, 1.0))
    questions = (Question(2.2, 2.6, 0.8),)
    return model, track, voice_of(frames, accents=accents, questions=questions)


def test_ends_of_phrases_and_stress_reach_the_blinks() -> None:
    model, track = make(frames=300)
    parameters = FaceParameters(upper_face_smoothing=0.0, eyelid_open_offset=0.0)
    pauses = tuple(np.arange(0.2, 10.0, 0.7))
    stressed = tuple(pause - 0.3 for pause in pauses)
    accents = tuple(Accent(time, 0.5, 0.5, 0.5) for time in stressed)
    face = animate(
        track, parameters, model, voice=voice_of(300, phrase_ends=pauses, accents=accents)
    )
    expected = blink_offsets(300, RATE, parameters, pauses, stressed)
    np.testing.assert_allclose(face.upper[:, -2], expected, atol=1e-6)
    assert np.abs(face.upper[:, -2] - blink_offsets(300, RATE, parameters)).max() > 0.5


def test_gestures_are_rows_of_the_basis() -> None:
    """Vertices with gestures less those without are the weights times the poses."""
    model, track, voice = gesturing()
    parameters = dataclasses.replace(
        ALL_ON, voice_effort_strength=0.0, upper_face_strength=1.0, lower_face_strength=1.0
    )
    blink = np.zeros(len(track), np.float32)
    moved = points_of(model, track, parameters, voice=voice, blink=blink)
    rest = points_of(model, track, parameters, blink=blink)
    weights = voice.weights(np.arange(len(track)) / 30)
    squint = 1.5 * weights[:, GESTURES.index("eyeSquintRight")]
    brow = weights[:, GESTURES.index("browInnerUp")]
    assert squint.max() > 0.1 and brow.max() > 0.3
    expected = 0.9 * (
        squint[:, None, None] * model.skin_basis[-2] + brow[:, None, None] * model.skin_basis[-1]
    )
    np.testing.assert_allclose(moved - rest, expected, atol=1e-4)


def test_a_closed_lid_stays_closed() -> None:
    model, track, voice = gesturing()
    blink = np.ones(len(track), np.float32)
    face = animate(track, ALL_ON, model, voice=voice, blink=blink)
    assert not face.upper[:, -2].any()
    assert face.upper[:, -1].max() > 0.3


def test_switched_off_the_voice_changes_nothing() -> None:
    model, track, voice = gesturing()
    plain = dataclasses.replace(model, skin_basis=model.skin_basis[:-2], gestures=())
    off = FaceParameters()
    with_poses = animate(track, off, model, voice=voice, blink=np.zeros(90, np.float32))
    without = animate(track, off, plain, blink=np.zeros(90, np.float32))
    for name in ("upper", "lower"):
        wide = getattr(with_poses, name)
        np.testing.assert_array_equal(wide[:, :-2], getattr(without, name))
        assert not wide[:, -2:].any()
    for name in ("tongue", "jaw", "eyes"):
        np.testing.assert_array_equal(getattr(with_poses, name), getattr(without, name))
    mask = face_mask(model.skin_neutral, 0.6, 0.0085)
    np.testing.assert_allclose(
        skin_points(with_poses, model, mask), skin_points(without, plain, mask), atol=1e-5
    )


def test_effort_moves_lips_and_teeth_alike_and_leaves_the_rest() -> None:
    model, track, voice = gesturing()
    effort = 1.0 + 1.2 * (voice.mouth_range(np.arange(90) / 30) - 1.0)
    assert effort.max() > 1.2
    usual = dataclasses.replace(ALL_ON, voice_effort_strength=0.0)
    face = animate(track, ALL_ON, model, voice=voice)
    scaled = dataclasses.replace(track, jaw=(effort[:, None, None] * track.jaw).astype(np.float32))
    plain = animate(scaled, usual, model, voice=voice)
    own = model.skin_shape_count
    np.testing.assert_allclose(
        face.lower[:, :own], effort[:, None] * plain.lower[:, :own], rtol=1e-5
    )
    np.testing.assert_array_equal(face.lower[:, own:], plain.lower[:, own:])
    np.testing.assert_array_equal(face.upper, plain.upper)
    np.testing.assert_allclose(face.jaw, plain.jaw, atol=1e-5)


def test_a_later_face_keeps_its_voice() -> None:
    model, track, voice = gesturing()
    late = dataclasses.replace(ALL_ON, prediction_delay=0.2)
    now, later = (animate(track, p, model, voice=voice) for p in (ALL_ON, late))
    np.testing.assert_allclose(later.upper[6:, -1], now.upper[:-6, -1], atol=1e-6)


def test_a_window_of_the_clip_gestures_as_the_clip() -> None:
    model, track, voice = gesturing()
    whole = animate(track, ALL_ON, model, voice=voice)
    part = CoefficientTrack(
        RATE, *(getattr(track, n)[40:55] for n in ("skin", "tongue", "jaw", "eyes"))
    )
    some = animate(part, ALL_ON, model, voice=voice, first_frame=40)
    for name in ("upper", "lower", "jaw", "eyes"):
        np.testing.assert_allclose(getattr(some, name), getattr(whole, name)[40:55], atol=1e-6)


def test_without_strength_the_face_rests() -> None:
    model, track = make()
    still = FaceParameters(upper_face_strength=0.0, lower_face_strength=0.0)
    expected = np.broadcast_to(model.skin_neutral, (len(track), *model.skin_neutral.shape))
    np.testing.assert_array_equal(points_of(model, track, still), expected)


def test_one_frame_alone_is_unsmoothed_and_the_first_is_both() -> None:
    model, track = make()
    slow = FaceParameters(upper_face_smoothing=0.1, lower_face_smoothing=0.1)
    whole = animate(track, slow, model)
    raw = animate(track, slow, model, smooth=False)
    frame = 12
    part = CoefficientTrack(
        RATE, *(getattr(track, n)[frame : frame + 1] for n in ("skin", "tongue", "jaw", "eyes"))
    )
    alone = animate(part, slow, model, smooth=False, first_frame=frame)
    for name in ("upper", "lower", "tongue", "jaw", "eyes"):
        np.testing.assert_allclose(getattr(alone, name)[0], getattr(raw, name)[frame], atol=1e-6)
    np.testing.assert_allclose(whole.upper[0], raw.upper[0], atol=1e-6)
    assert np.abs(whole.upper[frame] - raw.upper[frame]).max() > 0.1


def test_streams_give_all_frames_in_bounded_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("a2f_maya.face.points.BLOCK_BYTES", 4 * 2 * 3 * 40 * 7)
    model, track = make()
    face = animate(track, FaceParameters(), model)
    mask = face_mask(model.skin_neutral, 0.6, 0.0085)
    skin, tongue = skin_stream(face, model, mask), tongue_stream(face, model)
    assert (skin.frame_count, skin.vertex_count) == (30, 40)
    assert max(len(block) for block in skin.blocks()) == 7
    for stream, expected in (
        (skin, skin_points(face, model, mask)),
        (tongue, tongue_points(face, model)),
    ):
        for _ in range(2):
            np.testing.assert_allclose(np.concatenate(list(stream.blocks())), expected, atol=1e-5)
    some = np.array([3, 20])
    np.testing.assert_allclose(
        skin_points(face, model, mask, some), skin_points(face, model, mask)[some], atol=1e-5
    )


def test_mask_is_nvidias_and_saturates_without_overflow() -> None:
    neutral = np.random.default_rng(0).normal(size=(500, 3)).astype(np.float32)
    np.testing.assert_allclose(
        face_mask(neutral, 0.55, 0.1), reference.mask(neutral, 0.55, 0.1), atol=1e-6
    )
    sharp = face_mask(neutral, 0.5, 1e-6)
    heights = (neutral[:, 1] - neutral[:, 1].min()) / np.ptp(neutral[:, 1])
    np.testing.assert_array_equal(sharp, (heights < 0.5).astype(np.float32))
    assert face_mask(np.array([[0, 0, 0], [0, 2, 0], [0, 1, 0]]), 0.5, 0.2)[2] == 0.5


def test_mask_refuses_what_has_no_answer() -> None:
    neutral = np.random.default_rng(0).normal(size=(5, 3)).astype(np.float32)
    for softness in (0.0, -1.0, float("nan")):
        with pytest.raises(ParameterError, match="faceMaskSoftness"):
            face_mask(neutral, 0.5, softness)
    with pytest.raises(MeshError, match="flat"):
        face_mask(np.ones((5, 3), np.float32), 0.5, 0.1)


def test_a_track_of_another_package_is_refused() -> None:
    model, track = make()
    wrong_skin = dataclasses.replace(track, skin=track.skin[:, 1:])
    with pytest.raises(PackageError, match=r"6 skin coefficients .* 7 skin shapes"):
        animate(wrong_skin, FaceParameters(), model)
    wrong_tongue = dataclasses.replace(track, tongue=track.tongue[:, 1:])
    with pytest.raises(PackageError, match=r"2 tongue coefficients .* 3 tongue shapes"):
        animate(wrong_tongue, FaceParameters(), model)


def package_arrays(model: FaceModel) -> dict[str, np.ndarray]:
    return {
        "shapes_mean_skin": model.skin_neutral,
        "shapes_matrix_skin": model.skin_basis[:-2],
        "eye_close_pose_delta": model.skin_basis[-2],
        "lip_open_pose_delta": model.skin_basis[-1],
        "shapes_mean_tongue": model.tongue_neutral,
        "shapes_matrix_tongue": model.tongue_basis,
        "neutral_jaw": model.neutral_jaw,
        "saccade_rot_matrix": model.saccades,
    }


def test_package_arrays_may_be_flat() -> None:
    model, _ = make()
    arrays = package_arrays(model)
    for version in (arrays, {name: array.reshape(-1) for name, array in arrays.items()}):
        built = FaceModel.from_arrays(version)
        for item in dataclasses.fields(FaceModel):
            np.testing.assert_array_equal(getattr(built, item.name), getattr(model, item.name))


def test_gestures_follow_the_package_rows() -> None:
    model, _ = make()
    pose = np.full(model.skin_neutral.shape, 0.5, np.float32)
    built = FaceModel.from_arrays(package_arrays(model), {"browInnerUp": pose})
    assert built.gestures == ("browInnerUp",)
    assert built.skin_shape_count == model.skin_shape_count == 7
    np.testing.assert_array_equal(built.skin_basis, np.concatenate([model.skin_basis, pose[None]]))


@pytest.mark.parametrize("name", package_arrays(make()[0]))
def test_a_missing_or_short_package_array_is_named(name: str) -> None:
    arrays = package_arrays(make()[0])
    with pytest.raises(PackageError, match=name):
        FaceModel.from_arrays({key: array for key, array in arrays.items() if key != name})
    short = arrays | {name: arrays[name].reshape(-1)[:-1]}
    with pytest.raises(PackageError):
        FaceModel.from_arrays(short)
