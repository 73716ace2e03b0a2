from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from a2f_maya.errors import ParameterError
from a2f_maya.preview.canvas import Canvas
from a2f_maya.preview.contact_sheet import (
    CELL,
    SheetContent,
    Thumbnail,
    draw_contact_sheet,
    write_contact_sheet,
)
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import WeightTrack

RATE = FrameRate(30)
ORANGE = np.array([238, 160, 96])
BRIGHT_BLUE = np.array([132, 184, 222])


def head(red):
    picture = np.zeros((CELL[1], CELL[0], 3), np.uint8)
    picture[..., 0] = red
    return picture


def content(**more):
    options = {
        "title": "speech.wav",
        "details": ("network test",),
        "rate": RATE,
        "frame_count": 60,
        "samples": np.zeros(32000, np.float32),
        "sample_rate": 16000,
        "thumbnails": [Thumbnail(10, head(250))],
    }
    return SheetContent(**{**options, **more})


def near(pixels, color, tolerance=12):
    return (np.abs(pixels.astype(int) - color) <= tolerance).all(axis=2)


def test_the_png_holds_the_pictures_unchanged(tmp_path):
    rng = np.random.default_rng(0)
    pictures = [rng.integers(0, 255, (CELL[1], CELL[0], 3)).astype(np.uint8) for _ in range(7)]
    target = tmp_path / "Übersicht 顔.png"
    thumbnails = [Thumbnail(8 * k, picture) for k, picture in enumerate(pictures)]
    write_contact_sheet(target, content(thumbnails=thumbnails))
    with Image.open(target) as file:
        assert file.format == "PNG"
        sheet = np.asarray(file.convert("RGB"))
    inner = pictures[6][60:200, 60:200]
    places = np.argwhere((sheet[:-140, :-140] == inner[0, 0]).all(axis=2))
    matches = [
        (int(y), int(x))
        for y, x in places
        if np.array_equal(sheet[y : y + 140, x : x + 140], inner)
    ]
    assert len(matches) == 1
    first = pictures[0][60:200, 60:200]
    y, x = matches[0]
    column = sheet[: y - 140, x : x + 140]
    assert any(np.array_equal(column[top : top + 140], first) for top in range(y - 280))
    assert list(tmp_path.iterdir()) == [target]


def test_a_burst_of_sound_stands_at_its_time_on_the_axis_and_under_its_weight():
    samples = np.zeros(32000, np.float32)
    samples[16000:19200] = 0.7 * np.sin(np.arange(3200))
    opening = np.zeros(60, np.float32)
    opening[30:36] = 1.0
    pixels = draw_contact_sheet(content(samples=samples, opening=opening, thumbnails=[])).pixels()
    loud = near(pixels, BRIGHT_BLUE)[:, 300:]
    columns = np.flatnonzero(loud.sum(axis=0) > 20) + 300
    open_rows = near(pixels, ORANGE)[:, 300:]
    highest = int(np.flatnonzero(open_rows.any(axis=1))[0])
    plateau = np.flatnonzero(open_rows[highest + 1]) + 300
    assert abs(int(columns[0]) - int(plateau[0])) <= 30
    assert np.ptp(columns) == pytest.approx(0.2 / 2.0 * 1314, abs=40)


def test_optional_parts_make_the_sheet_taller():
    plain = draw_contact_sheet(content()).size
    with_mouth = draw_contact_sheet(content(opening=np.zeros(60, np.float32))).size
    weights = WeightTrack(RATE, ("a", "b", "c"), np.full((60, 3), 0.5, np.float32))
    with_poses = draw_contact_sheet(content(weights=weights)).size
    silent = draw_contact_sheet(
        content(weights=WeightTrack(RATE, ("a",), np.zeros((60, 1), np.float32)))
    ).size
    assert plain[1] < with_mouth[1]
    assert plain[1] < with_poses[1]
    assert silent == plain
    assert plain[0] == with_mouth[0] == with_poses[0]


def test_pictures_of_the_wrong_size_are_refused():
    with pytest.raises(ParameterError, match="Picture 1"):
        draw_contact_sheet(content(thumbnails=[Thumbnail(0, head(1)[:-1])]))


def test_long_titles_are_cut_and_empty_clips_have_a_sheet():
    long = draw_contact_sheet(content(title="a very long name " * 40)).pixels()
    assert (long[:70, -30:] == long[0, 0]).all()
    empty = content(samples=np.zeros(0, np.float32), frame_count=0, thumbnails=[])
    assert draw_contact_sheet(empty).pixels().shape[2] == 3


def test_canvas_draws_where_it_is_told():
    canvas = Canvas((40, 30), (0, 0, 0))
    canvas.panel((10, 5, 20, 15), (255, 0, 0))
    canvas.fill_between([25, 35], [10, 10], [20, 20], (0, 255, 0))
    pixels = canvas.pixels()
    assert np.argwhere(pixels[..., 0] > 128).min(axis=0).tolist() == [5, 10]
    assert np.argwhere(pixels[..., 0] > 128).max(axis=0).tolist() == [14, 19]
    green = np.argwhere(pixels[..., 1] > 128)
    assert green.min(axis=0).tolist() == [10, 25]
    assert np.abs(green.max(axis=0) - [19, 34]).max() <= 1


def test_text_is_as_wide_as_it_says():
    canvas = Canvas((300, 60), (0, 0, 0))
    canvas.text((10, 40), "mouthFunnel", 24, (255, 255, 255))
    columns = np.flatnonzero((canvas.pixels() > 60).any(axis=(0, 2)))
    assert np.ptp(columns) == pytest.approx(canvas.text_width("mouthFunnel", 24), abs=4)
