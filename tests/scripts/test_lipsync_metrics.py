"""Laws of the lip-sync metrics, on faces whose virtues and faults are known."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.lipsync_metrics import report
from scripts.lipsync_metrics.alignments import Alignment, Phone, read_alignment
from scripts.lipsync_metrics.channels import CHANNELS, RHUBARB_SHAPES, arkit_channels
from scripts.lipsync_metrics.contrasts import area_under_roc
from scripts.lipsync_metrics.curves import Curves, read_curves
from scripts.lipsync_metrics.measure import Scores, measure
from scripts.lipsync_metrics.phones import OPEN_VOWELS
from scripts.lipsync_metrics.probe import LinearDiscriminant, macro_f1
from tests.scripts import made_speech

ROOT = Path(__file__).parents[2]
CLIPS = made_speech.clips()


def scores(change: Callable[[Alignment, Curves], Curves] | None = None, **options: bool) -> Scores:
    """Scores of the perfect faces of all clips, changed somehow."""
    system = {
        clip.identity: change(clip, made_speech.perfect(clip))
        if change
        else made_speech.perfect(clip)
        for clip in CLIPS
    }
    result = measure(system, CLIPS, **options)
    assert result is not None
    return result


PERFECT = scores()


def same(name: str, one: Scores, other: Scores, tolerance: float = 1e-9) -> bool:
    return bool(abs(getattr(one, name) - getattr(other, name)) <= tolerance)


# ---- known faces


def test_a_perfect_face() -> None:
    assert PERFECT.n == len(CLIPS)
    assert (PERFECT.bil_hit, PERFECT.false_v, PERFECT.false_c, PERFECT.bil_J) == (1, 0, 0, 1)
    assert (PERFECT.fv_auc, PERFECT.round_auc, PERFECT.spread_auc, PERFECT.open_auc) == (1, 1, 1, 1)
    assert PERFECT.sil == 1
    assert PERFECT.lag == 0
    assert PERFECT.r > 0.85
    assert PERFECT.probeF1 > 0.99
    assert PERFECT.score == pytest.approx(100 * (5 + PERFECT.r + PERFECT.probeF1) / 7)
    # Closures are as long as their phones, sampled every 20 ms.
    assert abs(PERFECT.bil_ms) < 20.1
    assert PERFECT.bil_abs < 20.1
    assert PERFECT.onset_abs < 20.1
    assert abs(PERFECT.off_ms) < 20.1


def test_a_face_that_never_moves_scores_nothing() -> None:
    still = scores(lambda clip, curves: replace(curves, weights=np.zeros_like(curves.weights)))
    assert (still.bil_hit, still.false_v, still.false_c, still.bil_J) == (1, 1, 1, 0)
    assert (still.fv_auc, still.round_auc, still.spread_auc, still.open_auc) == (0.5,) * 4
    assert still.r == 0
    assert still.jitter == 0
    assert still.onset_abs == 300
    assert math.isnan(still.bil_ms)
    assert 0 <= still.score < 2


@pytest.mark.parametrize("milliseconds", [-100, -40, 60, 120])
def test_a_late_face_lags(milliseconds: int) -> None:
    late = scores(lambda clip, curves: replace(curves, start=milliseconds / 1000))
    assert late.lag == milliseconds
    assert late.r < late.r_best
    assert late.r_best == pytest.approx(PERFECT.r, abs=0.02)
    assert late.bil_ms - PERFECT.bil_ms == pytest.approx(milliseconds, abs=20)
    assert late.score < PERFECT.score


@pytest.mark.parametrize("factor", [0.2, 3.0])
def test_the_strength_of_a_face_does_not_matter(factor: float) -> None:
    scaled = scores(lambda clip, curves: replace(curves, weights=factor * curves.weights))
    for name, value in asdict(PERFECT).items():
        assert getattr(scaled, name) == pytest.approx(value, abs=1e-6), name


def test_the_frame_rate_hardly_matters() -> None:
    def at_60(clip: Alignment, curves: Curves) -> Curves:
        moments = np.arange(0, clip.duration, 1 / 60)
        places = np.minimum((moments * 50 + 1e-9).astype(int), len(curves.weights) - 1)
        return replace(curves, rate=60.0, weights=curves.weights[places])

    assert scores(at_60).score == pytest.approx(PERFECT.score, abs=3)


# ---- single faults


def test_lips_that_stay_open_in_p_b_m() -> None:
    def without_closing(clip: Alignment, curves: Curves) -> Curves:
        return made_speech.changed(curves, {"mouthClose": np.zeros(len(curves.weights))})

    open_lips = scores(without_closing)
    # Pauses beside a labial still close the lips within its reach.
    assert open_lips.bil_hit < 0.15
    assert open_lips.bil_J == open_lips.bil_hit
    for name in ("false_v", "false_c", "fv_auc", "round_auc", "spread_auc", "open_auc", "sil"):
        assert same(name, open_lips, PERFECT), name


def test_closed_vowels_are_counted() -> None:
    def mumbled(clip: Alignment, curves: Curves) -> Curves:
        muted = np.array([phone == "AH" for phone in made_speech.said_at(clip)])
        jaw, close = (made_speech.column(curves, name) for name in ("jawOpen", "mouthClose"))
        return made_speech.changed(curves, {"mouthClose": np.where(muted, jaw, close)})

    vowels = [phone.name for clip in CLIPS for phone in clip.phones if phone.name in OPEN_VOWELS]
    closed = scores(mumbled)
    assert closed.false_v == pytest.approx(vowels.count("AH") / len(vowels))
    assert (closed.false_c, closed.bil_hit) == (0, 1)


def test_closed_consonants_are_counted_away_from_labials_and_pauses() -> None:
    def mumbled(clip: Alignment, curves: Curves) -> Curves:
        muted = np.array([phone in ("T", "K") for phone in made_speech.said_at(clip)])
        jaw, close = (made_speech.column(curves, name) for name in ("jawOpen", "mouthClose"))
        return made_speech.changed(curves, {"mouthClose": np.where(muted, jaw, close)})

    judged = [
        phone.name
        for clip in CLIPS
        for before, phone in zip(clip.phones, clip.phones[1:], strict=False)
        if phone.name in ("T", "D", "K", "N", "L", "R", "TH", "Y") and before.name != "SIL"
    ]
    closed = scores(mumbled)
    assert closed.false_c == pytest.approx((judged.count("T") + judged.count("K")) / len(judged))
    assert closed.false_v == 0


@pytest.mark.parametrize(
    ("movement", "figure"),
    [
        (("mouthRollLower", "mouthUpperUp"), "fv_auc"),
        (("mouthPucker",), "round_auc"),
        (("mouthStretch",), "spread_auc"),
    ],
)
def test_a_missing_movement_is_seen_in_its_figure_alone(
    movement: tuple[str, ...], figure: str
) -> None:
    def without(clip: Alignment, curves: Curves) -> Curves:
        names = [name for name in curves.names if name.startswith(movement)]
        return made_speech.changed(curves, {name: np.zeros(len(curves.weights)) for name in names})

    poorer = scores(without)
    assert getattr(poorer, figure) < 0.95
    others = {"fv_auc", "round_auc", "spread_auc", "open_auc", "bil_J", "sil"} - {figure}
    assert all(same(name, poorer, PERFECT) for name in others)


def test_a_mouth_that_hangs_open_in_pauses() -> None:
    def hanging(clip: Alignment, curves: Curves) -> Curves:
        pauses = np.array([phone == "SIL" for phone in made_speech.said_at(clip)])
        late = pauses & (made_speech.times(clip) > clip.duration / 2)
        jaw = np.where(late, 0.4, made_speech.column(curves, "jawOpen"))
        return made_speech.changed(curves, {"jawOpen": jaw})

    hung = scores(hanging)
    assert 0.1 < hung.sil < 0.9
    assert (hung.bil_J, hung.fv_auc) == (1, 1)
    assert hung.score < PERFECT.score


def wave_jitter(hertz: float, flicker: float = 0.0) -> float:
    """Jitter of a jaw that swings evenly through four seconds of speech."""
    speech = Alignment("wave", "en", "made", 4.0, (Phone("AA", 0.0, 4.0),))
    jaw = 0.3 * (1 - np.cos(2 * np.pi * hertz * np.arange(200) / 50))
    jaw += flicker * np.random.default_rng(1).random(200)
    result = measure({"wave": Curves(50.0, ("jawOpen",), jaw[:, None])}, [speech])
    assert result is not None
    return result.jitter


def test_twice_the_tempo_is_four_times_the_acceleration() -> None:
    assert wave_jitter(3.0) / wave_jitter(1.5) == pytest.approx(4, rel=0.1)


def test_flicker_is_jitter() -> None:
    assert wave_jitter(2.0, flicker=0.02) > 1.2 * wave_jitter(2.0)
    assert wave_jitter(2.0, flicker=0.06) > 2 * wave_jitter(2.0, flicker=0.02)


def test_a_rig_whose_closed_mouth_is_not_zero() -> None:
    def raised(clip: Alignment, curves: Curves) -> Curves:
        jaw = made_speech.column(curves, "jawOpen") + 0.25
        return made_speech.changed(curves, {"jawOpen": jaw})

    assert scores(raised).bil_hit < 0.2
    assert scores(raised).sil < 0.2
    from_rest = scores(raised, relative=True)
    for name, value in asdict(PERFECT).items():
        assert getattr(from_rest, name) == pytest.approx(value, abs=1e-6), name


# ---- names of curves


def test_sides_and_spellings_are_one_channel() -> None:
    weights = np.random.default_rng(2).random((5, 4))
    plain = arkit_channels(("jawOpen", "mouthPress", "mouthSmile", "browInnerUp"), weights)
    other = arkit_channels(("face.JawOpen", "mouthPress_L", "MOUTH_SMILE", "x"), weights)
    np.testing.assert_array_equal(plain, other)
    np.testing.assert_array_equal(plain[:, CHANNELS.index("mouthSmile")], weights[:, 2])
    sides = arkit_channels(("jawOpen", "mouthPressLeft", "mouthPressRight", "q"), weights)
    expected = weights[:, 1:3].mean(1)
    np.testing.assert_allclose(sides[:, CHANNELS.index("mouthPress")], expected)


def stepped(names: dict[str, str]) -> Scores:
    """Scores of shapes that switch on and off with the looks of the phones."""
    letters = sorted(set(names.values()))
    looks = list(made_speech.LOOKS)
    system = {}
    for clip in CLIPS:
        seen = made_speech.seen(made_speech.said_at(clip))
        columns = [
            sum(seen[:, looks.index(look)] for look in looks if names[look] == letter)
            for letter in letters
        ]
        system[clip.identity] = Curves(50.0, tuple(letters), np.stack(columns, 1))
    result = measure(system, CLIPS)
    assert result is not None
    return result


@pytest.mark.parametrize("prefix", ["", "viseme_"])
def test_visemes_that_follow_the_phones_do_well(prefix: str) -> None:
    visemes = stepped({look: prefix + look for look in made_speech.LOOKS})
    assert (visemes.bil_hit, visemes.false_v, visemes.sil) == (1, 0, 1)
    assert min(visemes.fv_auc, visemes.round_auc, visemes.open_auc) > 0.9
    assert visemes.probeF1 > 0.99
    assert visemes.score > 90


def test_rhubarb_shapes_that_follow_the_phones_do_well() -> None:
    letters = {
        "sil": "X", "PP": "A", "FF": "G", "TH": "B", "DD": "B", "SS": "B", "CH": "B", "kk": "B",
        "RR": "E", "aa": "D", "E": "C", "I": "B", "O": "E", "U": "F",
    }  # fmt: skip
    letters["DD"] = "H"
    assert set(letters.values()) == set(RHUBARB_SHAPES)
    shapes = stepped(letters)
    assert (shapes.bil_hit, shapes.false_v, shapes.sil, shapes.lag) == (1, 0, 1, 0)
    # Nine shapes cannot show fourteen looks.
    assert 0.2 < shapes.probeF1 < 0.8


def test_both_forms_of_files_hold_the_same_curves(tmp_path: Path) -> None:
    rows = [[0.0, 0.5], [0.25, 1.0], [0.5, 0.0]]
    names = ["jawOpen", "mouthClose"]
    plain = {"fps": 30, "names": names, "weights": rows, "t0": 0.1}
    baked = {"exportFps": 30, "facsNames": names, "weightMat": rows, "numFrames": 3}
    (tmp_path / "plain.json").write_text(json.dumps(plain), encoding="utf-8")
    (tmp_path / "baked.json").write_text(json.dumps(baked), encoding="utf-8")
    one, other = read_curves(tmp_path / "plain.json"), read_curves(tmp_path / "baked.json")
    np.testing.assert_array_equal(one.weights, other.weights)
    assert one.names == other.names == tuple(names)
    np.testing.assert_allclose(one.times, [0.1, 0.1 + 1 / 30, 0.1 + 2 / 30])
    np.testing.assert_allclose(other.times, [0, 1 / 30, 2 / 30])


# ---- parts with references of their own


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(0, 6), min_size=1, max_size=12),
    st.lists(st.integers(0, 6), min_size=1, max_size=12),
)
def test_the_area_is_the_share_of_ordered_pairs(higher: list[int], lower: list[int]) -> None:
    pairs = [(a > b) + 0.5 * (a == b) for a in higher for b in lower]
    assert area_under_roc(higher, lower) == pytest.approx(np.mean(pairs))


def test_the_probe_finds_the_nearest_centre() -> None:
    """With equal round classes, linear discriminant analysis is the nearest class mean."""
    rng = np.random.default_rng(3)
    classes = np.repeat(np.arange(14), 300)
    frames = 4 * np.eye(14)[classes] + rng.standard_normal((len(classes), 14))
    read = LinearDiscriminant.fitted(frames, classes).predicted(frames)
    centres = np.stack([frames[classes == number].mean(0) for number in range(14)])
    nearest = np.argmin(((frames[:, None] - centres) ** 2).sum(2), 1)
    assert (read == nearest).mean() > 0.97
    assert macro_f1(classes, read) > 0.95


def test_macro_f1_by_hand() -> None:
    said, read = np.array([0, 0, 0, 1, 2, 2]), np.array([0, 0, 1, 1, 0, 2])
    # Class 0: 2 of 3 found and 2 of 3 right; class 1: 1 of 1 and 1 of 2; class 2: 1 of 2, 1 of 1.
    assert macro_f1(said, read) == pytest.approx(np.mean([2 / 3, 2 / 3, 2 / 3]))


# ---- files and the command


def test_an_unknown_phone_is_named(tmp_path: Path) -> None:
    path = tmp_path / "clip.json"
    phones = [["SIL", 0, 0.5], ["OE", 0.5, 1]]
    content = {"id": "clip", "lang": "de", "speaker": "x", "duration": 1.0, "phones": phones}
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ValueError, match="'OE' is not one"):
        read_alignment(path)


def write_system(folder: Path, alignments: list[Alignment]) -> None:
    folder.mkdir()
    for name, curves in made_speech.system(alignments).items():
        content = {"fps": 50, "names": curves.names, "weights": curves.weights.tolist(), "t0": 0}
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")


def run_command(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "measure_lipsync.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_command_measures_folders(tmp_path: Path) -> None:
    align = tmp_path / "align ä"
    align.mkdir()
    for number, clip in enumerate(CLIPS):
        content = {
            "id": clip.identity,
            "lang": "fr" if number == 0 else "en",
            "speaker": "made",
            "duration": clip.duration,
            "phones": [[phone.name, phone.start, phone.end] for phone in clip.phones],
        }
        text = json.dumps(content)
        (align / f"{clip.identity}.json").write_text(text, encoding="utf-8")
    write_system(tmp_path / "perfect", CLIPS)
    out = tmp_path / "scores.json"
    arguments = (str(tmp_path / "perfect"), "--align", str(align), "--json", str(out))
    done = run_command(*arguments)
    assert done.returncode == 0, done.stderr
    assert json.loads(out.read_text(encoding="utf-8"))["perfect"] == asdict(PERFECT)
    assert report.row("perfect", PERFECT) in done.stdout
    done = run_command(*arguments, "--lang", "en")
    assert json.loads(out.read_text(encoding="utf-8"))["perfect"]["n"] == len(CLIPS) - 1
    done = run_command(*arguments, "--lang", "ru")
    assert done.returncode == 1
    assert "No alignment" in done.stderr
    done = run_command(str(tmp_path / "nothing"), "--align", str(align))
    assert done.returncode == 1
    assert "holds no curves" in done.stderr
