"""Correspondence presets."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a2f_maya.correspondence import Pair, SurfacePoint
from a2f_maya.errors import FormatError, OutputError
from a2f_maya.formats.correspondence_json import (
    SCHEMA,
    correspondence_text,
    parse_correspondence,
    preset_paths,
    read_correspondence,
    write_correspondence,
)

VERTEX = {"vertex": 3}
PAIRS = (
    Pair(
        SurfacePoint(vertex=12), SurfacePoint(face=7, barycentric=(0.25, 0.5, 0.25)), "nose tip ä"
    ),
    Pair(SurfacePoint(face=0, barycentric=(0.1, 0.2, 0.3, 0.4)), SurfacePoint(vertex=0)),
)


def text_of(source: object, target: object = VERTEX) -> str:
    return json.dumps(
        {
            "schema": SCHEMA,
            "pairs": [{"source": VERTEX, "target": VERTEX}, {"source": source, "target": target}],
        }
    )


def test_the_text_is_one_pair_a_line() -> None:
    assert correspondence_text(PAIRS) == (
        "{\n"
        '  "schema": "a2f.correspondence/1",\n'
        '  "pairs": [\n'
        '    {"name": "nose tip ä", "source": {"vertex": 12}, '
        '"target": {"face": 7, "barycentric": [0.25, 0.5, 0.25]}},\n'
        '    {"source": {"face": 0, "barycentric": [0.1, 0.2, 0.3, 0.4]}, '
        '"target": {"vertex": 0}}\n'
        "  ]\n"
        "}\n"
    )
    assert parse_correspondence(correspondence_text(()), "x") == ()


def test_a_file_comes_back(tmp_path) -> None:
    path = tmp_path / "ä.json"
    write_correspondence(path, PAIRS)
    assert read_correspondence(path) == PAIRS
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_correspondence(path) == PAIRS
    with pytest.raises(OutputError):
        write_correspondence(path / "inside.json", PAIRS)


parts = st.lists(st.integers(0, 1000), min_size=3, max_size=6).filter(any)
points = st.one_of(
    st.integers(0, 10**7).map(lambda i: SurfacePoint(vertex=i)),
    st.builds(
        lambda face, p: SurfacePoint(face=face, barycentric=tuple(x / sum(p) for x in p)),
        st.integers(0, 10**7),
        parts,
    ),
)


@given(st.lists(st.builds(Pair, points, points, st.text(max_size=8))))
def test_the_text_says_all_but_the_seventh_decimal(pairs: list[Pair]) -> None:
    text = correspondence_text(tuple(pairs))
    read = parse_correspondence(text, "x")
    assert correspondence_text(read) == text
    assert len(read) == len(pairs)
    for one, other in zip(read, pairs, strict=True):
        assert one.name == other.name
        for a, b in ((one.source, other.source), (one.target, other.target)):
            assert (a.vertex, a.face) == (b.vertex, b.face)
            assert a.barycentric == pytest.approx(b.barycentric, abs=5.1e-7)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (None, "'source' is missing or not a point"),
        ([3], "'source' is missing or not a point"),
        ({}, "'source' is missing or not a point"),
        ({"Vertex": 3}, "'source' is missing or not a point"),
        ({"vertex": 3, "face": 1}, "unknown key 'face'"),
        ({"vertex": -1}, "'vertex' is -1; give a whole number"),
        ({"vertex": 1.0}, r"'vertex' is 1\.0; give a whole number"),
        ({"vertex": True}, "'vertex' is True; give a whole number"),
        ({"vertex": "3"}, "'vertex' is '3'; give a whole number"),
        ({"vertex": None}, "'vertex' is None; give a whole number"),
        ({"face": 1.5, "barycentric": [1, 0, 0]}, r"'face' is 1\.5"),
        ({"face": 1}, "'barycentric' is not a list of numbers"),
        (
            {"face": 1, "barycentric": [1, 0, float("nan")]},
            "'barycentric' is not a list of numbers",
        ),
        (
            {"face": 1, "barycentric": [1, 0, float("inf")]},
            "'barycentric' is not a list of numbers",
        ),
        ({"face": 1, "barycentric": [1, 0, False]}, "'barycentric' is not a list of numbers"),
        ({"face": 1, "barycentric": [1, 0, "0"]}, "'barycentric' is not a list of numbers"),
        ({"face": 1, "barycentric": [1, 0]}, "one for each corner"),
        ({"face": 1, "barycentric": [0.5, 0.5, 0.5]}, "sum to 1"),
        ({"face": 1, "barycentric": [1.5, -0.5, 0]}, "must be 0 or more"),
        ({"face": 1, "barycentrics": [1, 0, 0]}, "unknown key 'barycentrics'"),
    ],
)
def test_a_bad_point_is_named(source: object, words: str) -> None:
    with pytest.raises(FormatError, match=words) as caught:
        parse_correspondence(text_of(source), "head.json")
    assert "head.json: pair 2: 'source'" in str(caught.value)
    with pytest.raises(FormatError, match="pair 2: 'target'"):
        parse_correspondence(text_of(VERTEX, source), "head.json")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not valid JSON"),
        ("[" * 100000, "not valid JSON"),
        ("[]", "not a JSON object with the key 'schema'"),
        ('{"pairs": []}', "not a JSON object with the key 'schema'"),
        ('{"schema": "a2f.correspondence/2", "pairs": []}', "correspondence/2', but only"),
        ('{"schema": ["a"], "pairs": []}', "but only"),
        (f'{{"schema": "{SCHEMA}"}}', "'pairs' is missing"),
        (f'{{"schema": "{SCHEMA}", "pairs": {{}}}}', "'pairs' is missing or not a list"),
        (f'{{"schema": "{SCHEMA}", "pairs": [3]}}', "pair 1 is not an object"),
        (
            f'{{"schema": "{SCHEMA}", "pairs": [{{"source": {{"vertex": 1}}, '
            '"target": {"vertex": 1}, "name": 3}]}',
            "'name' is not a text",
        ),
    ],
)
def test_another_text_is_refused(text: str, words: str) -> None:
    with pytest.raises(FormatError, match=words) as caught:
        parse_correspondence(text, "head.json")
    assert "head.json" in str(caught.value)


def test_further_keys_are_passed_over() -> None:
    text = (
        f'{{"schema": "{SCHEMA}", "author": "me", "pairs": '
        '[{"source": {"vertex": 1}, "target": {"vertex": 2}, "note": 4}]}'
    )
    assert parse_correspondence(text, "x") == (Pair(SurfacePoint(1), SurfacePoint(2)),)


def test_every_shipped_preset_can_be_read() -> None:
    assert set(preset_paths()) >= {"male_head_landmarks", "male_head_face"}
    for path in preset_paths().values():
        assert correspondence_text(read_correspondence(path)) == path.read_text(encoding="utf-8")
