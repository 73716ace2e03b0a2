"""The shipped package "anton": its files, the laws of its graph, what the face does with speech.

The clips of tests/data/labelled_speech are spoken by voices that took no part in the training;
their phone times come from the synthesisers, not from the network.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import pytest
import soundfile

import a2f_maya
from scripts.lipsync_metrics.phones import APERTURE

RESOURCES = Path(a2f_maya.__file__).parent / "resources"
PACKAGE = RESOURCES / "networks" / "anton"
SPEECH = Path(__file__).parents[1] / "data" / "labelled_speech"
CLIPS = ("festival", "flite", "kokoro")
RATE = 16000
Floats = npt.NDArray[np.float32]

SKIN = [
    "jawOpen",
    "jawForward",
    "mouthClose",
    "mouthFunnel",
    "mouthPucker",
    "mouthStretch",
    "mouthSmile",
    "mouthFrown",
    "mouthDimple",
    "mouthPress",
    "mouthRollLower",
    "mouthRollUpper",
    "mouthShrugLower",
    "mouthShrugUpper",
    "mouthUpperUp",
    "mouthLowerDown",
    "cheekPuff",
    "cheekSquint",
    "noseSneer",
    "eyeSquint",
    "eyeWide",
    "browDown",
    "browInnerUp",
    "browOuterUp",
]


@cache
def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def info() -> Any:
    return read_json(PACKAGE / "network_info.json")


@cache
def session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(
        str(PACKAGE / "network.onnx"), options, providers=["CPUExecutionProvider"]
    )


def infer(windows: Floats, vector: Floats) -> Floats:
    inputs = {"input": windows.astype(np.float32), "emotion": vector.astype(np.float32)}
    return np.asarray(session().run(None, inputs)[0], np.float32)


def emotion(shot: str = "neutral", explicit: dict[str, float] | None = None) -> Floats:
    names = info()["params"]["explicit_emotions"]
    with np.load(PACKAGE / "implicit_emo_db.npz") as database:
        row = database["emo_spec_names"].tolist().index(shot.encode())
        implicit = database["emo_db"][database["emo_spec_start"][row]]
    values = [(explicit or {}).get(name, 0.0) for name in names]
    return np.asarray(np.concatenate([implicit, values])[None, None], np.float32)


def run(audio: Floats, vector: Floats | None = None) -> Floats:
    """Frames [T, 51]; frame j belongs to sample j * hop, and outside the clip is silence."""
    audio_info = info()["audio_params"]
    before = audio_info["buffer_ofs"]
    padded = np.pad(audio, (before, audio_info["buffer_len"] - before))
    return np.asarray(infer(padded[None, None], emotion() if vector is None else vector)[0])


def column(result: Floats, name: str) -> Floats:
    return np.asarray(result[:, SKIN.index(name)])


def gap(result: Floats) -> Floats:
    """How far the lips are apart, in jawOpen units."""
    opened = column(result, "jawOpen") - column(result, "mouthClose")
    lifted = 0.3 * (column(result, "mouthLowerDown") + column(result, "mouthUpperUp"))
    pressed = 0.3 * column(result, "mouthPress")
    rounded = 0.15 * column(result, "mouthFunnel")
    return np.asarray(np.clip(opened + lifted + rounded - pressed, 0, None), np.float32)


def times(result: Floats) -> npt.NDArray[np.float64]:
    hop: int = info()["audio_params"]["hop"]
    return np.arange(len(result), dtype=np.float64) * hop / RATE


@cache
def clip(name: str) -> Floats:
    audio, rate = soundfile.read(SPEECH / f"{name}.flac", dtype="float32")
    assert rate == RATE
    return np.asarray(audio, np.float32)


def phones(name: str) -> list[tuple[str, float, float]]:
    labels = read_json(SPEECH / f"{name}.json")["phones"]
    return [(phone, start, end) for phone, start, end in labels]


@cache
def frames(name: str) -> Floats:
    return run(clip(name))


@cache
def reference_opening() -> float:
    """The wide-open gap of these clips: what counts as closed is measured against it."""
    return float(np.percentile(np.concatenate([gap(frames(name)) for name in CLIPS]), 90))


def around(result: Floats, start: float, end: float, margin: float = 0.0) -> npt.NDArray[np.bool_]:
    moments = times(result)
    return (moments >= start - margin) & (moments <= end + margin)


# ---- files


def test_the_package_is_small_and_complete() -> None:
    assert {path.name for path in PACKAGE.iterdir()} == {
        "model.json",
        "model_card.md",
        "network_info.json",
        "network.onnx",
        "model_config.json",
        "model_data.npz",
        "implicit_emo_db.npz",
        "bs_skin.npz",
        "bs_skin_config.json",
        "bs_tongue.npz",
        "bs_tongue_config.json",
    }
    assert (PACKAGE / "network.onnx").stat().st_size < 10e6
    assert sum(path.stat().st_size for path in PACKAGE.iterdir()) < 30e6


def test_model_data_holds_exactly_the_eight_arrays_of_the_format() -> None:
    params = info()["params"]
    skin, tongue = params["num_verts_skin"], params["num_verts_tongue"]
    with np.load(PACKAGE / "model_data.npz") as data:
        assert {name: data[name].shape for name in data.files} == {
            "shapes_matrix_skin": (params["num_shapes_skin"], skin, 3),
            "shapes_mean_skin": (skin, 3),
            "lip_open_pose_delta": (skin, 3),
            "eye_close_pose_delta": (skin, 3),
            "shapes_matrix_tongue": (params["num_shapes_tongue"], tongue, 3),
            "shapes_mean_tongue": (tongue, 3),
            "neutral_jaw": (5, 3),
            "saccade_rot_matrix": (5000, 2),
        }
        assert all(data[name].dtype == np.float32 for name in data.files)


def test_channels_are_sums_of_left_and_right_poses() -> None:
    assert info()["params"]["shapes_skin_names"] == SKIN
    with (
        np.load(PACKAGE / "model_data.npz") as data,
        np.load(PACKAGE / "bs_skin.npz") as poses,
        np.load(PACKAGE / "bs_tongue.npz") as tongue,
    ):
        for name, row in zip(SKIN, data["shapes_matrix_skin"], strict=True):
            parts = [name] if name in poses.files else [f"{name}Left", f"{name}Right"]
            np.testing.assert_array_equal(row, sum(poses[part] for part in parts))
        names = info()["params"]["shapes_tongue_names"]
        for name, row in zip(names, data["shapes_matrix_tongue"], strict=True):
            np.testing.assert_array_equal(row, tongue[name])
        np.testing.assert_array_equal(data["shapes_mean_skin"], poses["neutral"])
        np.testing.assert_array_equal(data["shapes_mean_tongue"], tongue["neutral"])


def test_pose_settings_pair_left_with_right() -> None:
    with np.load(PACKAGE / "bs_skin.npz") as poses:
        names = [name.decode() for name in poses["poseNames"][1:]]
        span = np.linalg.norm(np.ptp(poses["neutral"], axis=0))
    settings = read_json(PACKAGE / "bs_skin_config.json")["blendshape_params"]
    assert settings["numPoses"] == len(names) == 52
    assert settings["templateBBSize"] == pytest.approx(float(span), rel=1e-5)
    asleep = {
        name for name, used in zip(names, settings["bsSolveActivePoses"], strict=True) if not used
    }
    assert asleep == {name for name in names if name.startswith("eyeLook")} | {"tongueOut"}
    pairs: dict[int, set[str]] = {}
    for name, number in zip(names, settings["bsSolveSymmetryPoses"], strict=True):
        if number >= 0:
            pairs.setdefault(number, set()).add(name)
    assert len(pairs) == 13
    for pair in pairs.values():
        left, right = sorted(pair)
        assert (left.removesuffix("Left"), right) == (
            right.removesuffix("Right"),
            left.removesuffix("Left") + "Right",
        )


def test_styles_name_rows_of_the_database() -> None:
    with np.load(PACKAGE / "implicit_emo_db.npz") as database:
        names = [name.decode() for name in database["emo_spec_names"]]
        ends = database["emo_spec_start"] + database["emo_spec_size"]
        assert {"neutral", "articulate", "relaxed", "mumbled"} <= set(names)
        assert ends[-1] == len(database["emo_db"])
        assert database["emo_db"].shape[1] == info()["params"]["implicit_emotion_len"] == 16
    config = read_json(PACKAGE / "model_config.json")["config"]
    assert config["source_shot"] in names
    assert not emotion(config["source_shot"]).any()


def test_saccades_stay_near_the_middle_and_jump() -> None:
    with np.load(PACKAGE / "model_data.npz") as data:
        gaze = data["saccade_rot_matrix"].astype(np.float64)
    assert np.abs(gaze).max() < 5.0
    assert (np.abs(gaze) <= 3.0).mean() > 0.95
    np.testing.assert_allclose(gaze.mean(0), 0.0, atol=0.3)
    speed = np.linalg.norm(np.diff(gaze, axis=0), axis=1) * 30
    # Fixations are still; jumps are many times faster; there are one to four a second.
    assert np.median(speed) < 1.0
    starts = np.flatnonzero((speed[1:] > 6.0) & (speed[:-1] <= 6.0))
    assert 1.0 < len(starts) / (len(gaze) / 30) < 4.0


def test_the_graph_runs_on_older_runtimes() -> None:
    model = onnx.load(PACKAGE / "network.onnx")
    assert {opset.domain for opset in model.opset_import} == {""}
    assert 14 <= model.opset_import[0].version <= 17
    assert model.ir_version <= 10


# ---- laws of the graph


def test_one_pass_equals_windows() -> None:
    audio_info = info()["audio_params"]
    length, offset, hop = audio_info["buffer_len"], audio_info["buffer_ofs"], audio_info["hop"]
    audio = clip("flite")[: 2 * RATE]
    padded = np.pad(audio, (offset, length - offset))
    whole = run(audio)
    assert len(whole) == 1 + len(audio) // hop
    windows = np.stack([padded[j * hop : j * hop + length] for j in range(len(whole))])[:, None]
    single = infer(windows, np.repeat(emotion(), len(windows), 0))
    assert single.shape == (len(whole), 1, 24 + 8 + 15 + 4)
    np.testing.assert_allclose(single[:, 0], whole, atol=1e-5)


def test_the_same_sound_gives_the_same_face() -> None:
    np.testing.assert_array_equal(run(clip("festival")), frames("festival"))


def test_teeth_follow_the_jaw_channels() -> None:
    with np.load(RESOURCES / "head" / "head.npz") as head:
        deltas = head["jaw_deltas"][:2].reshape(2, 15)
    result = frames("kokoro")
    start = 24 + info()["params"]["num_shapes_tongue"]
    np.testing.assert_allclose(result[:, start : start + 15], result[:, :2] @ deltas, atol=1e-4)


@pytest.mark.parametrize("name", CLIPS)
def test_lips_never_close_further_than_the_jaw_is_open(name: str) -> None:
    result = frames(name)
    assert result[:, :30].min() >= 0.0
    assert result[:, :30].max() <= 1.0
    assert (column(result, "mouthClose") <= column(result, "jawOpen") + 1e-6).all()


# ---- speech of voices that were not trained on


@pytest.mark.parametrize("name", CLIPS)
def test_lips_meet_in_p_b_m(name: str) -> None:
    result = frames(name)
    opening = gap(result)
    closed = [
        opening[around(result, start, end, 0.03)].min() <= 0.2 * reference_opening()
        for phone, start, end in phones(name)
        if phone in ("P", "B", "M")
    ]
    assert len(closed) >= 8
    assert np.mean(closed) >= 0.8


@pytest.mark.parametrize("name", CLIPS)
def test_vowels_are_open(name: str) -> None:
    result = frames(name)
    opening = gap(result)
    widest = [
        opening[around(result, start, end)].max()
        for phone, start, end in phones(name)
        if phone in ("AA", "AE", "AY", "AO", "EH", "AH") and end - start > 0.06
    ]
    assert min(widest) > 0.35 * reference_opening()
    wide = [
        column(result, "jawOpen")[around(result, start, end)].max()
        for phone, start, end in phones(name)
        if phone in ("AA", "AE") and end - start > 0.06
    ]
    assert np.median(wide) > 0.35


def level(name: str, moments: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Loudness over 40 ms around each moment, in dB of the clip's loud parts."""
    power = np.convolve(np.square(clip(name), dtype=np.float64), np.ones(640) / 640, "same")
    heard = power[np.minimum((moments * RATE).astype(int), len(power) - 1)]
    return np.asarray(10 * np.log10(heard / np.percentile(power, 95) + 1e-12))


@pytest.mark.parametrize("name", CLIPS)
def test_the_mouth_rests_in_pauses(name: str) -> None:
    """Where a pause is written and the last vowel has died away."""
    result = frames(name)
    quiet = np.zeros(len(result), bool)
    for phone, start, end in phones(name):
        if phone == "SIL" and end - start > 0.3:
            quiet |= around(result, start + (0.12 if start else 0.0), end - 0.12)
    quiet &= level(name, times(result)) < -55
    assert quiet.sum() > 20
    assert (gap(result)[quiet] <= 0.2 * reference_opening()).mean() > 0.95


def test_the_face_is_neither_early_nor_late() -> None:
    """The gap correlates best with the phones' plain aperture when neither is shifted."""
    scores: dict[int, float] = {}
    parts = []
    for name in CLIPS:
        result = frames(name)
        aperture = np.zeros(len(result))
        for phone, start, end in phones(name):
            aperture[(times(result) >= start) & (times(result) < end)] = APERTURE[phone]
        smooth = np.exp(-0.5 * (np.arange(-6, 7) / 2.0) ** 2)
        parts.append((gap(result), np.convolve(aperture, smooth / smooth.sum(), "same")))
    for lag in range(-6, 7):
        shifted = [(np.roll(face, -lag)[8:-8], plain[8:-8]) for face, plain in parts]
        face, plain = (np.concatenate(side) for side in zip(*shifted, strict=True))
        scores[lag] = float(np.corrcoef(face, plain)[0, 1])
    best = max(scores, key=lambda lag: scores[lag])
    assert abs(best) <= 1, f"the face lags by {best * 20} ms"
    assert scores[0] > 0.7


def test_f_and_v_tuck_the_lower_lip() -> None:
    labiodental, other = [], []
    for name in CLIPS:
        roll = column(frames(name), "mouthRollLower")
        for phone, start, end in phones(name):
            moment = roll[around(frames(name), start, end)]
            if phone in ("F", "V") and len(moment):
                labiodental.append(moment.max())
            elif phone in ("AA", "AE", "T", "K", "S", "N", "IY") and len(moment):
                other.append(moment.mean())
    assert np.median(labiodental) > 3 * np.percentile(other, 75)


def test_rounded_phones_pucker_and_front_vowels_do_not() -> None:
    rounded, spread = [], []
    for name in CLIPS:
        result = frames(name)
        pucker = column(result, "mouthPucker") + column(result, "mouthFunnel")
        for phone, start, end in phones(name):
            moment = pucker[around(result, start, end)]
            if phone in ("W", "UW", "OW", "AO") and len(moment):
                rounded.append(moment.mean())
            elif phone in ("IY", "EY", "AE", "EH") and len(moment):
                spread.append(moment.mean())
    assert np.median(rounded) > 2 * np.median(spread)


@pytest.mark.parametrize("decibels", [-24.0, 10.0])
def test_the_recording_level_hardly_matters(decibels: float) -> None:
    """From a quiet recording to a loud one (the clips peak at -3 dB)."""
    audio = np.clip(clip("kokoro") * np.float32(10 ** (decibels / 20)), -1, 1)
    usual, changed = gap(frames("kokoro")), gap(run(audio))
    assert np.corrcoef(usual, changed)[0, 1] > 0.93


# ---- sound without speech


def test_silence_is_a_closed_calm_mouth() -> None:
    result = run(np.zeros(2 * RATE, np.float32))
    assert gap(result).max() < 0.2 * reference_opening()
    assert column(result, "jawOpen").max() < 0.08
    # Nothing moves while nothing changes.
    assert np.ptp(result, axis=0).max() < 1e-5


def hum(count: int) -> Floats:
    moments = np.arange(count) / RATE
    notes = sum(np.sin(2 * np.pi * 50 * k * moments) / k for k in range(1, 8))
    return (0.08 * np.asarray(notes)).astype(np.float32)


def white_noise(count: int) -> Floats:
    return (0.05 * np.random.default_rng(4).standard_normal(count)).astype(np.float32)


@pytest.mark.parametrize("sound", [hum, white_noise])
def test_noise_does_not_make_the_mouth_flap(sound: Any) -> None:
    opening = gap(run(sound(3 * RATE)))[20:-20]
    assert opening.mean() < 0.25 * reference_opening()
    assert np.abs(np.diff(opening)).max() < 0.05 * reference_opening()


# ---- emotions and styles

EMOTIONS = {
    "amazement": ("browOuterUp", "eyeWide"),
    "anger": ("browDown", "noseSneer"),
    "cheekiness": ("mouthSmile", "browOuterUp"),
    "disgust": ("noseSneer", "mouthUpperUp"),
    "fear": ("browInnerUp", "eyeWide"),
    "grief": ("browInnerUp", "mouthFrown"),
    "joy": ("mouthSmile", "cheekSquint"),
    "outofbreath": ("jawOpen", "browInnerUp"),
    "pain": ("eyeSquint", "browDown"),
    "sadness": ("mouthFrown", "browInnerUp"),
}


@pytest.mark.parametrize("name", EMOTIONS)
def test_an_emotion_moves_what_its_name_says(name: str) -> None:
    calm, moved = frames("kokoro"), run(clip("kokoro"), emotion(explicit={name: 1.0}))
    change = (moved - calm)[:, :24]
    for expected in EMOTIONS[name]:
        assert column(change, expected).mean() > 0.05
    half = run(clip("kokoro"), emotion(explicit={name: 0.5}))[:, :24] - calm[:, :24]
    brows = SKIN.index("browInnerUp"), SKIN.index("browDown"), SKIN.index("browOuterUp")
    np.testing.assert_allclose(half[:, brows], change[:, brows] / 2, atol=1e-4)


@pytest.mark.parametrize("name", EMOTIONS)
def test_lips_still_meet_under_an_emotion(name: str) -> None:
    calm, moved = frames("flite"), run(clip("flite"), emotion(explicit={name: 1.0}))
    touching = gap(calm) < 0.1 * reference_opening()
    touching &= column(calm, "mouthClose") > 0.8 * column(calm, "jawOpen")
    assert touching.sum() >= 5
    assert gap(moved)[touching].max() < 0.25 * reference_opening()


def test_styles_scale_articulation() -> None:
    opening = {
        shot: float(np.percentile(gap(run(clip("festival"), emotion(shot))), 90))
        for shot in ("mumbled", "relaxed", "neutral", "articulate")
    }
    assert opening["mumbled"] < 0.7 * opening["neutral"]
    assert opening["mumbled"] < opening["relaxed"] < opening["neutral"]
    assert opening["articulate"] > 1.1 * opening["neutral"]


# ---- the sample recording


def test_the_sample_is_a_short_recording_with_a_pause() -> None:
    audio, rate = soundfile.read(RESOURCES / "audio" / "sample.flac", dtype="float32")
    assert audio.ndim == 1
    assert rate in (16000, 24000)
    assert 6.0 < len(audio) / rate < 11.0
    assert 0.3 < np.abs(audio).max() < 0.95
    blocks = audio[: len(audio) // 480 * 480].reshape(-1, 480)
    quiet = np.sqrt((blocks**2).mean(1)) < 0.01
    inner = np.trim_zeros(np.where(quiet, 0, 1))
    longest = max(len(run) for run in "".join(map(str, inner.tolist())).split("1"))
    assert longest * 480 / rate >= 0.25
