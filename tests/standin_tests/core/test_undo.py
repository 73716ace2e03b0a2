"""Every change of the scene can be taken back exactly."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from maya._core.attributes import Attribute
from maya._core.session import session


def snapshot():
    """Everything that undo has to bring back."""
    scene = session.scene
    state = {}
    for node in scene.nodes:
        plugs = {
            plug.partial_name(): (
                plug.value
                if plug.attribute.is_numeric and not node.computes(plug.attribute)
                else None,
                plug.locked,
                plug.alias,
                plug.source.partial_name() if plug.source else None,
            )
            for plug in node.known_plugs()
            if plug.exists and (plug.is_set or plug.source or plug.locked or plug.alias)
        }
        parents = [parent.uuid for parent in getattr(node, "parents", [])]
        children = [child.uuid for child in getattr(node, "children", [])]
        dynamic = [attribute.name for attribute in node.dynamic]
        state[node.uuid] = (node.name, parents, children, dynamic, plugs)
    return state, list(scene.selection)


def command(name):
    return session.undo.command(name)


def test_a_deleted_hierarchy_comes_back_with_its_connections():
    scene = session.scene
    with command("build"):
        top = scene.create("transform", "top")
        child = scene.create("transform", "child", top)
        other = scene.create("transform", "other")
        scene.connect(child.plug("translateX"), other.plug("translateY"))
        scene.connect(other.plug("rotateX"), child.plug("rotateY"))
        scene.select([child.path()])
    before = snapshot()
    with command("delete"):
        scene.delete([top])
    assert not child.in_scene and scene.selection == []
    assert other.plug("translateY").source is None
    session.undo.undo()
    assert snapshot() == before
    session.undo.redo()
    assert not child.in_scene


def test_a_failing_command_leaves_nothing_behind():
    scene = session.scene
    before = snapshot()

    def fail():
        with command("fails"):
            scene.create("transform", "half")
            raise ValueError("on purpose")

    with pytest.raises(ValueError, match="on purpose"):
        fail()
    assert snapshot() == before
    with pytest.raises(RuntimeError):
        session.undo.undo()


def test_nested_chunks_are_one_step():
    scene = session.scene
    session.undo.open_chunk("outer")
    with command("one"):
        scene.create("transform", "one")
    session.undo.open_chunk("inner")
    with command("two"):
        scene.create("transform", "two")
    session.undo.close_chunk()
    session.undo.close_chunk()
    assert len(session.undo.done) == 1
    session.undo.undo()
    assert not scene.by_name.get("one") and not scene.by_name.get("two")


def test_suspended_changes_are_not_recorded():
    scene = session.scene
    node = scene.create("transform", "quiet")
    assert session.undo.done == []
    with command("loud"):
        node.plug("translateX").set(1.0)
        with session.undo.suspended():
            node.plug("translateY").set(2.0)
    session.undo.undo()
    assert node.plug("translateX").get() == 0.0
    assert node.plug("translateY").get() == 2.0


NAMES = [f"n{number}" for number in range(6)]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "create",
                "delete",
                "rename",
                "set",
                "connect",
                "disconnect",
                "parent",
                "attribute",
                "lock",
            ]
        ),
        st.sampled_from(NAMES),
        st.sampled_from(NAMES),
        st.floats(-10, 10, width=32),
    ),
    min_size=1,
    max_size=25,
)


def step(kind, first, second, value):
    scene = session.scene
    one = next(iter(scene.by_name.get(first, [])), None)
    other = next(iter(scene.by_name.get(second, [])), None)
    if kind == "create":
        scene.create("transform", first, other)
    elif one is not None and kind in ALONE:
        ALONE[kind](one, second, value)
    elif one is not None and other is not None and one is not other:
        together(kind, one, other)


def set_value(node, _name, value):
    node.plug("translateX").set(value)


def toggle_lock(node, _name, _value):
    node.plug("scale").set_state("locked", not node.plug("scale").locked)


def toggle_attribute(node, _name, _value):
    if node.find_attribute("extra") is None:
        node.add_attribute(Attribute("extra", "extra", "double", keyable=True))
    else:
        node.remove_attribute(node.find_attribute("extra"))


def disconnect(node, _name, _value):
    if node.plug("translateY").source is not None:
        session.scene.disconnect(node.plug("translateY").source, node.plug("translateY"))


ALONE = {
    "delete": lambda node, _name, _value: session.scene.delete([node]),
    "rename": lambda node, name, _value: session.scene.rename(node, name),
    "set": set_value,
    "lock": toggle_lock,
    "attribute": toggle_attribute,
    "disconnect": disconnect,
}


def together(kind, one, other):
    scene = session.scene
    if kind == "connect" and one.plug("translateY").source is None:
        scene.connect(other.plug("rotateOrder"), one.plug("translateY"))
    elif kind == "parent" and one not in other.path().nodes:
        scene.remove_child(one.parents[0], one)
        scene.add_child(other, one)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_undo_of_anything_and_redo_again(steps):
    session.undo.flush()
    with session.undo.suspended():
        scene = session.scene
        scene.delete([node for name in NAMES for node in list(scene.by_name.get(name, []))])
    states = [snapshot()]
    for each in steps:
        with command(each[0]) as entry:
            step(*each)
        if entry.changes:
            states.append(snapshot())
    for state in states[-2::-1]:
        session.undo.undo()
        assert snapshot() == state
    for state in states[1:]:
        session.undo.redo()
        assert snapshot() == state
