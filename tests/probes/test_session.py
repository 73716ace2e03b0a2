from __future__ import annotations

from collections.abc import Iterator

import pytest
from maya import OpenMayaUI, cmds, utils
from maya.api import OpenMaya


@pytest.fixture
def callbacks() -> Iterator[list[int]]:
    ids: list[int] = []
    yield ids
    for callback in ids:
        OpenMaya.MMessage.removeCallback(callback)


def node_object(name: str) -> OpenMaya.MObject:
    return OpenMaya.MSelectionList().add(name).getDependNode(0)


def test_mayapy_is_a_library_without_windows() -> None:
    assert OpenMaya.MGlobal.mayaState() == OpenMaya.MGlobal.kLibraryApp
    assert cmds.about(batch=True) is True
    assert OpenMayaUI.MQtUtil.mainWindow() is None


def test_deferred_work_waits_for_idle_events() -> None:
    done: list[int] = []
    utils.executeDeferred(done.append, 1)
    utils.executeDeferred(done.append, 2)
    assert done == []
    utils.processIdleEvents()
    assert done == [1, 2]


def test_on_the_main_thread_work_is_done_at_once() -> None:
    assert utils.executeInMainThreadWithResult(max, 1, 2) == 2
    with pytest.raises(ZeroDivisionError):
        utils.executeInMainThreadWithResult(lambda: 1 / 0)


def test_a_change_of_time_calls_back_without_windows(callbacks: list[int]) -> None:
    frames: list[float] = []
    callbacks.append(
        OpenMaya.MDGMessage.addTimeChangeCallback(lambda time, _: frames.append(time.value))
    )
    cmds.currentTime(7)
    assert frames == [7]


def test_a_changed_attribute_calls_back(callbacks: list[int]) -> None:
    node = cmds.createNode("transform")
    names: list[str] = []

    def note(message: int, plug: OpenMaya.MPlug, other: OpenMaya.MPlug, data: object) -> None:
        if message & OpenMaya.MNodeMessage.kAttributeSet:
            names.append(plug.partialName(useLongNames=True))

    callbacks.append(
        OpenMaya.MNodeMessage.addAttributeChangedCallback(node_object(node), note, None)
    )
    cmds.setAttr(f"{node}.translateY", 1)
    assert names == ["translateY"]


def test_a_failing_callback_stops_nothing(callbacks: list[int]) -> None:
    seen: list[int] = []

    def fail(*_: object) -> None:
        seen.append(1)
        raise ValueError("a probe fails on purpose")

    callbacks.append(OpenMaya.MDGMessage.addTimeChangeCallback(fail))
    cmds.currentTime(3)
    cmds.currentTime(4)
    assert seen == [1, 1]
    assert cmds.currentTime(query=True) == 4


def test_a_new_scene_is_announced(callbacks: list[int]) -> None:
    seen: list[str] = []
    messages = OpenMaya.MSceneMessage
    for message, name in ((messages.kBeforeNew, "before"), (messages.kAfterNew, "after")):
        callbacks.append(messages.addCallback(message, lambda _, name=name: seen.append(name)))
    cmds.file(new=True, force=True)
    assert seen == ["before", "after"]


def test_a_node_says_good_bye(callbacks: list[int]) -> None:
    node = cmds.createNode("transform")
    seen: list[object] = []
    callbacks.append(
        OpenMaya.MNodeMessage.addNodePreRemovalCallback(
            node_object(node), lambda *_: seen.append(1)
        )
    )
    cmds.delete(node)
    assert seen
