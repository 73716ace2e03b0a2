"""Dirty propagation, pull evaluation, other times and the evaluation manager."""

from __future__ import annotations

import importlib
import itertools
import threading

import maya
import numpy as np
import pytest
from maya._core import evaluation, lookup
from maya._core.attributes import Attribute
from maya._core.evaluation import Context
from maya._core.nodes import NodeType
from maya._core.session import session
from maya._core.threads import evaluation_thread
from maya._core.units import to_ticks
from maya._nodes.base import DEPEND_NODE


@pytest.fixture
def doubler():
    """A type whose output is twice its input; counts its computations."""
    calls = []

    def compute(node, plug, block):
        if plug.attribute.name != "output":
            return False
        calls.append((node.name, threading.current_thread().name))
        block.write(plug, 2.0 * block.read(node.plug("input")))
        block.set_clean(plug)
        return None

    kind = NodeType(
        "doubler",
        DEPEND_NODE,
        attributes=[
            Attribute("input", "in", "double"),
            Attribute("output", "out", "double", writable=False, storable=False),
        ],
        compute=compute,
    )
    kind.affect("input", "output")
    session.node_types["doubler"] = kind
    yield calls
    del session.node_types["doubler"]


def make(name="doubler"):
    return session.scene.create("doubler", name)


def chain(count=3):
    nodes = [make(f"link{place}") for place in range(count)]
    for one, other in itertools.pairwise(nodes):
        session.scene.connect(one.plug("output"), other.plug("input"))
    return nodes


def test_nothing_is_computed_before_somebody_asks(doubler):
    nodes = chain()
    nodes[0].plug("input").set(1.0)
    assert doubler == []
    assert nodes[-1].plug("output").get() == 8.0
    assert [name for name, _ in doubler] == ["link2", "link1", "link0"]


def test_a_chain_of_a_thousand_nodes(doubler):
    nodes = chain(1000)
    nodes[0].plug("input").set(0.0)
    assert nodes[-1].plug("output").get() == 0.0
    assert len(doubler) == 1000


def test_a_clean_plug_is_not_computed_again(doubler):
    nodes = chain()
    nodes[-1].plug("output").get()
    doubler.clear()
    nodes[-1].plug("output").get()
    assert doubler == []
    nodes[1].plug("output").get()
    assert doubler == []
    nodes[0].plug("input").set(5.0)
    nodes[1].plug("output").get()
    assert [name for name, _ in doubler] == ["link1", "link0"]


def test_a_broken_connection_leaves_the_newest_value(doubler):
    nodes = chain(2)
    nodes[0].plug("input").set(3.0)
    session.scene.disconnect(nodes[0].plug("output"), nodes[1].plug("input"))
    assert nodes[1].plug("input").get() == 6.0
    nodes[0].plug("input").set(100.0)
    assert nodes[1].plug("output").get() == 12.0


def test_another_time_is_evaluated_without_touching_the_scene(doubler):
    nodes = chain(2)
    scene = session.scene
    scene.connect(scene.time_node.plug("outTime"), nodes[0].plug("input"))
    scene.set_time(to_ticks(10))
    assert nodes[1].plug("output").get() == pytest.approx(40.0)
    assert nodes[1].plug("output").get(Context(to_ticks(3.5))) == pytest.approx(14.0)
    assert nodes[1].plug("output").get() == pytest.approx(40.0)


@pytest.mark.parametrize("mode", ["off", "serial", "parallel"])
def test_all_modes_give_the_same_values(doubler, mode):
    nodes = chain(3)
    scene = session.scene
    scene.connect(scene.time_node.plug("outTime"), nodes[0].plug("input"))
    session.evaluation_manager.set_mode(mode)
    try:
        for frame in (1.0, 7.25, 3.0, 3.0, -2.0):
            scene.set_time(to_ticks(frame))
            assert nodes[2].plug("output").get() == pytest.approx(8.0 * frame)
    finally:
        session.evaluation_manager.set_mode("off")


def test_the_evaluation_manager_computes_animated_nodes_on_its_own_thread(doubler):
    animated, still = chain(2), make("still")
    scene = session.scene
    scene.connect(scene.time_node.plug("outTime"), animated[0].plug("input"))
    session.evaluation_manager.set_mode("parallel")
    try:
        scene.set_time(to_ticks(5))
        assert {name for name, _ in doubler} == {"link0", "link1"}
        assert {thread for _, thread in doubler} == {"EvaluationManager"}
        assert still.plug("output").dirty
    finally:
        session.evaluation_manager.set_mode("off")


class Asked:
    """The object of a plug-in node that keeps a hidden dependency."""

    def __init__(self):
        self.asked = 0
        self.told = []

    def _dependents_dirty(self, plug):
        self.asked += 1
        return []

    def _pre_evaluation(self, context, scheduled):
        self.told.append([plug.attribute.name for plug in scheduled.plugs])


def test_set_dependents_dirty_is_not_called_in_frames_of_the_evaluation_manager(doubler):
    node = make()
    scene = session.scene
    scene.connect(scene.time_node.plug("outTime"), node.plug("input"))
    node.user = Asked()
    node.plug("output").get()
    scene.set_time(to_ticks(1))
    node.plug("output").get()
    assert node.user.asked > 0
    session.evaluation_manager.set_mode("parallel")
    try:
        scene.set_time(to_ticks(2))
        node.user.asked = 0
        for frame in (3, 4, 5):
            scene.set_time(to_ticks(frame))
        assert node.user.asked == 0
        assert node.user.told[-1] == ["input", "output"]
        assert node.plug("output").get() == pytest.approx(10.0)
    finally:
        session.evaluation_manager.set_mode("off")


def test_a_compute_that_does_not_clean_is_called_at_each_request():
    calls = []

    def compute(node, plug, block):
        calls.append(plug)
        block.write(plug, 1.0)

    kind = NodeType(
        "untidy",
        DEPEND_NODE,
        attributes=[Attribute("input", "in", "double"), Attribute("output", "out", "double")],
        compute=compute,
    )
    kind.affect("input", "output")
    node = session.scene.create(kind)
    for _ in range(3):
        assert node.plug("output").get() == 1.0
    assert len(calls) == 3


def test_world_matrices_follow_the_parents():
    scene = session.scene
    parent = scene.create("transform", "parent")
    child = scene.create("transform", "child", parent)
    world = child.plug("worldMatrix").element(0)
    child.plug("translateY").set(2.0)
    parent.plug("rotateZ").set(np.pi / 2)
    assert np.allclose(world.get()[3, :3], (-2.0, 0.0, 0.0))
    parent.plug("scaleX").set(3.0)
    parent.plug("translateX").set(10.0)
    assert np.allclose(world.get()[3, :3], (8.0, 0.0, 0.0))
    other = scene.create("transform", "other")
    other.plug("translateZ").set(5.0)
    scene.remove_child(parent, child)
    scene.add_child(other, child)
    assert np.allclose(world.get()[3, :3], (0.0, 2.0, 5.0))


def test_instances_have_a_world_matrix_each():
    scene = session.scene
    left, right = scene.create("transform", "left"), scene.create("transform", "right")
    shape = scene.create("locator", "shape", left)
    scene.add_child(right, shape)
    right.plug("translateX").set(4.0)
    assert [path.full_name() for path in shape.paths()] == ["|left|shape", "|right|shape"]
    matrices = [shape.plug("worldMatrix").element(number).get() for number in (0, 1)]
    assert np.allclose(matrices[0], np.eye(4))
    assert np.allclose(matrices[1][3, :3], (4.0, 0.0, 0.0))


def test_only_the_main_thread_may_call_commands():
    from maya import cmds

    failures = []

    def use():
        try:
            cmds.ls()
        except RuntimeError as error:
            failures.append(str(error))

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert len(failures) == 1 and "main thread" in failures[0]


def test_angles_and_times_get_a_unit_conversion():
    scene = session.scene
    node = scene.create("transform", "turning")
    source = scene.create("transform", "source")
    scene.connect(source.plug("scaleX"), node.plug("rotateX"))
    source.plug("scaleX").set(90.0)
    assert node.plug("rotateX").get() == pytest.approx(np.pi / 2)
    assert node.plug("rotateX").source.node.type.name == "unitConversion"
    scene.delete([source])
    assert not [other for other in scene.nodes if other.type.name == "unitConversion"]
    assert node.plug("rotateX").get() == pytest.approx(np.pi / 2)


def test_a_cycle_gives_the_value_of_the_last_time_instead_of_hanging(doubler):
    one, other = make(), make()
    session.scene.connect(one.plug("output"), other.plug("input"))
    one.plug("input").set(1.0)
    assert other.plug("output").get() == 4.0
    session.scene.connect(other.plug("output"), one.plug("input"))
    assert np.isfinite(other.plug("output").get())


def test_dirtying_reports_each_leaf_once(doubler):
    nodes = chain(3)
    nodes[-1].plug("output").get()
    dirtied = evaluation.changed(nodes[0].plug("input"))
    assert len(dirtied) == len(set(dirtied)) == 5
    assert maya.__name__ == "maya" and lookup.find("link0")


def test_triples_get_one_unit_conversion():
    scene = session.scene
    node, source = scene.create("transform", "turning"), scene.create("transform", "source")
    scene.connect(source.plug("scale"), node.plug("rotate"))
    source.plug("scale").set([90.0, 180.0, 45.0])
    assert node.plug("rotate").get() == pytest.approx(np.radians([90.0, 180.0, 45.0]))
    source.plug("scaleZ").set(30.0)
    assert node.plug("rotateZ").get() == pytest.approx(np.radians(30.0))
    assert node.plug("rotate").source.node.type.name == "unitConversion"
    assert node.plug("rotateX").source is None


@pytest.mark.parametrize("api", ["maya.OpenMaya", "maya.api.OpenMaya"])
def test_messages_belong_to_the_main_thread_and_to_evaluations(api, capsys):
    show = importlib.import_module(api).MGlobal.displayWarning
    refused = []

    def use():
        try:
            show("from a worker")
        except RuntimeError as error:
            refused.append(str(error))
        with evaluation_thread():
            show("from an evaluation")

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert len(refused) == 1
    assert capsys.readouterr().err == "Warning: from an evaluation\n"
