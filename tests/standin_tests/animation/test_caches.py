"""Geometry caches: read by ufbx, an independent reader; played back by historySwitch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import ufbx
from maya import cmds, mel
from maya._core import cache_files


@pytest.fixture
def moving() -> list[np.ndarray]:
    """A sphere that a cluster lifts; gives its positions at frames 1 to 5."""
    cmds.polySphere(name="ball", sx=5, sy=4)
    cmds.cluster("ball.vtx[0:6]")
    linear = {"inTangentType": "linear", "outTangentType": "linear"}
    for frame, value in ((1, 0), (5, 8)):
        cmds.setKeyframe("cluster1Handle.ty", time=frame, value=value, **linear)
    return [positions("ball", frame) for frame in range(1, 6)]


def positions(name: str, frame: float) -> np.ndarray:
    cmds.currentTime(frame)
    count = cmds.polyEvaluate(name, vertex=True)
    return np.array(
        [cmds.pointPosition(f"{name}.vtx[{number}]", local=True) for number in range(count)]
    )


@pytest.mark.parametrize("layout", ["mcc", "mcx"])
@pytest.mark.parametrize("distribution", ["OneFile", "OneFilePerFrame"])
@pytest.mark.parametrize("single", [False, True])
def test_another_reader_finds_the_same(
    moving, tmp_path: Path, layout: str, distribution: str, single: bool
) -> None:
    names = cmds.cacheFile(
        points="ballShape", fileName="talk", directory=str(tmp_path), startTime=1, endTime=5,
        format=distribution, cacheFormat=layout, doubleToFloat=single,
    )  # fmt: skip
    assert names == ["talk"]
    cache = ufbx.load_geometry_cache(str(tmp_path / "talk.xml"))
    assert [channel.name for channel in cache.channels] == ["ballShape"]
    frames = list(cache.channels[0].frames)
    assert [frame.time for frame in frames] == pytest.approx([frame / 24 for frame in range(1, 6)])
    reader = cache_files.Reader(tmp_path / "talk.xml")
    assert reader.times == [250 * frame for frame in range(1, 6)]
    for time, expected in zip(reader.times, moving, strict=True):
        assert np.allclose(reader.sample("ballShape", time), expected, atol=1e-6)
    kinds = {"f": ufbx.CacheDataFormat.VEC3_FLOAT, "d": ufbx.CacheDataFormat.VEC3_DOUBLE}
    assert frames[0].data_format == kinds["f" if single else "d"]
    assert frames[0].data_count == len(moving[0])


@pytest.mark.parametrize("layout", ["mcc", "mcx"])
def test_offsets_of_a_real_file(tmp_path: Path, layout: str) -> None:
    """Where Maya's own files have the first data, for a name of 9 letters and 7 points."""
    description = cache_files.Description(
        tmp_path / "x.xml", True, layout, 250, 500, 250, [cache_files.Channel("nineChars")]
    )
    points = np.arange(21.0).reshape(7, 3)
    cache_files.write(description, [(250, [points]), (500, [points + 1])])
    data = description.data_path().read_bytes()
    first, step = {"mcc": (112, 148), "mcx": (208, 204)}[layout]
    assert np.frombuffer(data, ">f4", 21, first).tolist() == points.ravel().tolist()
    assert np.frombuffer(data, ">f4", 21, first + step).tolist() == (points + 1).ravel().tolist()


def test_playing_a_cache_instead_of_the_history(moving, tmp_path: Path) -> None:
    cmds.cacheFile(
        points="ballShape",
        fileName="talk",
        directory=str(tmp_path),
        startTime=1,
        endTime=5,
        format="OneFile",
    )
    cmds.polySphere(name="other", sx=5, sy=4)
    switch = mel.eval('createHistorySwitch("otherShape", false)')
    node = cmds.cacheFile(
        attachFile=True,
        fileName="talk",
        directory=str(tmp_path),
        channelName=["ballShape"],
        inAttr=[f"{switch}.inp[0]"],
    )
    still = positions("other", 4)
    assert not np.allclose(still, moving[3], atol=0.1)
    cmds.setAttr(f"{switch}.playFromCache", 1)
    for frame, expected in enumerate(moving, start=1):
        assert np.allclose(positions("other", frame), expected, atol=1e-6)
    between = positions("other", 2.25)
    assert np.allclose(between, 0.75 * moving[1] + 0.25 * moving[2], atol=1e-6)
    assert cmds.getAttr(f"{node}.inRange") is True
    cmds.currentTime(9)
    assert cmds.getAttr(f"{node}.inRange") is False
    cmds.setAttr(f"{node}.startFrame", 11)
    assert np.allclose(positions("other", 13), moving[2], atol=1e-6)


def test_queries(moving, tmp_path: Path) -> None:
    cmds.cacheFile(
        points="ballShape",
        fileName="talk",
        directory=str(tmp_path),
        startTime=1,
        endTime=2,
        format="OneFile",
        cacheFormat="mcc",
    )
    xml = (tmp_path / "talk.xml").as_posix()
    assert cmds.cacheFile(fileName=xml, query=True, channelName=True) == ["ballShape"]
    assert cmds.cacheFile(query=True, cacheFormat=True) == ["mcc", "mcx"]
    with pytest.raises(RuntimeError, match="description"):
        cmds.cacheFile(attachFile=True, fileName="nowhere", directory=str(tmp_path))


def test_world_space_and_several_shapes(tmp_path: Path) -> None:
    cmds.polyCube(name="a")
    cmds.polyCube(name="b")
    cmds.setAttr("b.translateX", 7)
    cmds.cacheFile(
        points=["aShape", "bShape"], fileName="both", directory=str(tmp_path),
        startTime=1, endTime=1,
        format="OneFile", singleCache=True, worldSpace=True,
    )  # fmt: skip
    reader = cache_files.Reader(tmp_path / "both.xml")
    assert [channel.name for channel in reader.description.channels] == ["aShape", "bShape"]
    assert reader.sample("bShape", 250)[0].tolist() == [6.5, -0.5, 0.5]


def test_a_negative_range_in_the_description(tmp_path: Path) -> None:
    description = cache_files.Description(
        tmp_path / "x.xml", True, "mcx", -500, 250, 250, [cache_files.Channel("p")]
    )
    cache_files.write(description, [(-500, [np.zeros((1, 3))]), (250, [np.ones((1, 3))])])
    back = cache_files.Reader(tmp_path / "x.xml")
    assert (back.description.start, back.description.end) == (-500, 250)
    assert back.at("p", -125)[0].tolist() == [0.5, 0.5, 0.5]
