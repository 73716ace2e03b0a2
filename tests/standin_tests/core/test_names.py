"""Names, paths, namespaces and texts that name plugs and components."""

from __future__ import annotations

import pytest
from maya._core import lookup
from maya._core.lookup import Components
from maya._core.session import session


def create(kind, name, parent=None):
    return session.scene.create(kind, name, parent)


def names(text):
    return [
        item.full_name() if hasattr(item, "full_name") else item.name for item in lookup.find(text)
    ]


def test_siblings_get_numbers_and_cousins_do_not():
    one, other = create("transform", "one"), create("transform", "other")
    assert create("transform", "leaf", one).name == "leaf"
    assert create("transform", "leaf", one).name == "leaf1"
    assert create("transform", "leaf", other).name == "leaf"
    assert names("leaf") == ["|one|leaf", "|other|leaf"]
    assert names("other|leaf") == ["|other|leaf"]
    assert names("|leaf") == []


def test_the_shortest_name_says_no_more_than_it_has_to():
    top = create("transform", "top")
    one, other = create("transform", "a", top), create("transform", "b", top)
    deep = create("transform", "same", one)
    twin = create("transform", "same", other)
    scene = session.scene
    assert scene.short_name(deep) == "a|same"
    assert scene.short_name(twin) == "b|same"
    assert scene.short_name(one) == "a"
    scene.rename(twin, "different")
    assert scene.short_name(deep) == "same"


@pytest.mark.parametrize(
    ("wanted", "given"),
    [("a b", "a_b"), ("1st", "_1st"), ("häd", "h_d"), ("x-y", "x_y"), ("n#", "n1")],
)
def test_other_characters_become_underscores(wanted, given):
    assert create("transform", wanted).name == given


def test_names_are_found_in_the_current_namespace_first():
    scene = session.scene
    scene.namespaces.append("ns")
    create("transform", "node")
    create("transform", ":ns:node")
    assert names("node") == ["|node"]
    scene.current_namespace = "ns"
    assert names("node") == ["|ns:node"]
    assert names(":node") == ["|node"]
    scene.current_namespace = ""
    assert sorted(names("*:node")) == ["|ns:node"]
    assert names("n*") == ["|node"]


def test_plugs_by_long_and_short_names_elements_and_children():
    node = create("transform", "node")
    for text, partial in (
        ("node.translate", "translate"),
        ("node.t", "translate"),
        ("node.tx", "translate.translateX"),
        ("node.translate.translateX", "translate.translateX"),
        ("node.t.tx", "translate.translateX"),
        ("node.worldMatrix[0]", "worldMatrix[0]"),
        ("node.wm", "worldMatrix"),
        ("node.iog[0].og[2].gcl", "instObjGroups[0].objectGroups[2].objectGrpCompList"),
    ):
        (plug,) = lookup.find(text)
        assert plug.node is node and plug.partial_name() == partial
    assert lookup.find("node.nothing") == []
    assert lookup.find("node.translate[0]") == []


def test_an_alias_names_a_plug():
    node = create("transform", "node")
    node.plug("worldMatrix").element(3, create=True).set_state("alias", "mine")
    (plug,) = lookup.find("node.mine")
    assert plug.index == 3
    assert plug.name() == "node.mine"


def test_components_belong_to_the_visible_shape():
    top = create("transform", "thing")
    hidden = create("mesh", "thingShapeOrig", top)
    hidden.plug("intermediateObject").set(True)
    shape = create("mesh", "thingShape", top)
    for text in ("thing.vtx[0:3]", "thingShape.vtx[0:3]"):
        (found,) = lookup.find(text)
        assert isinstance(found, Components)
        assert found.path.node is shape
        assert (found.kind, found.text) == ("vtx", "vtx[0:3]")
    (plug,) = lookup.find("thing.inMesh")
    assert plug.node is shape


def test_a_uuid_names_its_node():
    node = create("transform", "node")
    assert lookup.find(node.uuid)[0].node is node
