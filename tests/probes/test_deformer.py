from __future__ import annotations

import contextlib

import pytest
from maya import OpenMayaMPx, cmds

from tests.probes import record

pytestmark = pytest.mark.usefixtures("plug_ins")


@pytest.fixture
def cube() -> str:
    name: str = cmds.polyCube(width=2, height=2, depth=2)[0]
    return name


def heights(cube: str) -> list[float]:
    count = cmds.polyEvaluate(cube, vertex=True)
    return [cmds.pointPosition(f"{cube}.vtx[{index}]", local=True)[1] for index in range(count)]


def test_membership_is_a_component_tag_expression(cube: str) -> None:
    deformer = cmds.deformer(cube, type="probeDeformer", useComponentTags=True)[0]
    assert cmds.attributeQuery("componentTagExpression", node=deformer, shortName=True) == "gtg"
    assert cmds.getAttr(f"{deformer}.input[0].componentTagExpression") == "*"
    assert cmds.listConnections(f"{deformer}.input[0].groupId") is None


def test_the_expression_is_a_static_of_the_api() -> None:
    assert hasattr(OpenMayaMPx.cvar, "MPxGeometryFilter_componentTagExpression")


def test_points_are_moved_and_weights_are_one_by_default(cube: str) -> None:
    before = heights(cube)
    cmds.deformer(cube, type="probeDeformer")
    assert heights(cube) == pytest.approx([height + 1 for height in before])
    assert record.answers == {"indices": list(range(8)), "weights": [1.0] * 8}


def test_no_effect_passes_the_points_on(cube: str) -> None:
    before = heights(cube)
    deformer = cmds.deformer(cube, type="probeDeformer")[0]
    cmds.setAttr(f"{deformer}.nodeState", 1)
    assert heights(cube) == pytest.approx(before)


def test_an_exception_in_deform_leaves_maya_alive(cube: str) -> None:
    deformer = cmds.deformer(cube, type="probeDeformer")[0]
    cmds.setAttr(f"{deformer}.failing", True)
    with contextlib.suppress(RuntimeError):
        heights(cube)
    assert record.calls
    cmds.setAttr(f"{deformer}.failing", False)
    assert max(heights(cube)) == pytest.approx(2)


def test_a_copy_of_a_deformed_mesh_has_the_original_shape_as_well(cube: str) -> None:
    cmds.deformer(cube, type="probeDeformer")
    copy = cmds.duplicate(cube)[0]
    shapes = cmds.listRelatives(copy, shapes=True)
    assert len(shapes) == 2
    assert len(cmds.listRelatives(copy, shapes=True, noIntermediate=True)) == 1
    assert max(heights(copy)) == pytest.approx(2)
