"""Component tags and the expressions that combine them."""

from __future__ import annotations

import pytest
from maya import cmds
from maya._core import lookup, shapes
from maya._core.component_tags import resolve


@pytest.fixture
def tagged():
    cmds.polyCube(name="box", ch=False)
    data = shapes.geometry(shapes.shape_of(lookup.find("box")[0]).node)
    data.tags = {
        "low": ["vtx[0:3]"],
        "odd": ["vtx[1]", "vtx[3]", "vtx[5]", "vtx[7]"],
        "lip.up": ["f[0]"],
    }
    return data


@pytest.mark.parametrize(
    ("expression", "members"),
    [
        ("*", range(8)),
        ("low", range(4)),
        ("low + odd", [0, 1, 2, 3, 5, 7]),
        ("low, odd", [0, 1, 2, 3, 5, 7]),
        ("(low|odd)", [0, 1, 2, 3, 5, 7]),
        ("low - odd", [0, 2]),
        ("low ^ odd", [1, 3]),
        ("!low", range(4, 8)),
        ("* - low", range(4, 8)),
        ("!(low + odd)", [4, 6]),
        ("o*", [1, 3, 5, 7]),
        ("lip.up", [0, 1, 2, 3]),
        ("v(lip.up) ^ odd", [1, 3]),
        ("unknown", []),
    ],
)
def test_expressions(tagged, expression: str, members) -> None:
    assert resolve(tagged, expression).tolist() == list(members)


def test_the_published_example_of_the_command() -> None:
    cmds.polyCylinder(ch=True, o=True, r=3.0, h=8.0, sc=1, sx=6, sy=9, cuv=3, name="cyl")
    assert cmds.componentTag(["cyl.f[0:17]"], cr=True, ntn="bottomSection") == "bottomSection"
    assert cmds.componentTag(["cyl.f[36:53]"], cr=True, ntn="topSection") == "topSection"
    cmds.componentTag(["cyl.f[18:35]"], tn="bottomSection", m="add")
    cmds.componentTag("cyl", rn=True, tn="bottomSection", ntn="lowerSection")
    assert cmds.geometryAttrInfo("cylShape.outMesh", componentTagNames=True) == [
        "lowerSection",
        "topSection",
    ]
    assert cmds.getAttr("cylShape.componentTags[0].componentTagContents") == ["f[0:35]"]
    cmds.componentTag("cyl", d=True, tn="*Section")
    assert cmds.geometryAttrInfo("cylShape.outMesh", componentTagNames=True) is None


def test_a_deformer_follows_its_expression() -> None:
    cmds.polyCube(name="box")
    cmds.cluster("box")
    cmds.setAttr("cluster1Handle.translateZ", 1)
    cmds.setAttr("cluster1.input[0].componentTagExpression", "top", type="string")
    heights = [cmds.pointPosition(f"box.vtx[{number}]")[2] for number in range(8)]
    assert heights == [0.5, 0.5, 1.5, 1.5, 0.5, 0.5, -0.5, -0.5]
