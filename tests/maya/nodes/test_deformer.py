"""The deformer against displacements computed without Maya."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from maya import cmds
from maya.api import OpenMaya as om

from a2f_maya.face.model import FaceModel, face_mask
from a2f_maya.pipeline import Performance
from tests.maya.nodes.conftest import Actor

SKIN, TONGUE = 0, 1


def make_mesh(points: np.ndarray, name: str) -> str:
    """A transform with a mesh of these points; its faces are of no importance."""
    transform = cmds.createNode("transform", name=name)
    parent = om.MSelectionList().add(transform).getDependNode(0)
    corners = np.arange(len(points) // 3 * 3)
    om.MFnMesh().create(
        om.MPointArray([om.MPoint(*point) for point in points.tolist()]),
        [3] * (len(corners) // 3),
        corners.tolist(),
        parent=parent,
    )
    return str(transform)


def points_of(mesh: str) -> np.ndarray:
    """Points in object space."""
    path = om.MSelectionList().add(mesh).getDagPath(0)
    path.extendToShape()
    return np.array(om.MFnMesh(path).getPoints(om.MSpace.kObject))[:, :3]


def attach(actor: Actor, *meshes: str, part: int = SKIN) -> str:
    node = str(cmds.deformer(*meshes, type="a2fDeformer")[0])
    cmds.setAttr(f"{node}.part", part)
    connect(actor, node)
    return node


def connect(actor: Actor, node: str) -> None:
    cmds.connectAttr(f"{actor.core}.outPackage", f"{node}.package")
    for name in ("skinCoefficients", "tongueCoefficients", "jawMatrix"):
        cmds.connectAttr(f"{actor.core}.{name}", f"{node}.{name}")
    for name in ("faceMaskLevel", "faceMaskSoftness"):
        cmds.connectAttr(f"{actor.core}.{name}", f"{node}.{name}")


def moved_skin(actor: Actor, seconds: float, performance: Performance | None = None) -> np.ndarray:
    """Displacements by the definition of the face track."""
    model, frame = actor.pipeline.model, actor.expected(seconds, performance)
    parameters = (performance or actor.pipeline.defaults).parameters
    mask = face_mask(model.skin_neutral, parameters.face_mask_level, parameters.face_mask_softness)[
        :, None
    ]
    upper = np.tensordot(frame.upper, model.skin_basis, 1)
    lower = np.tensordot(frame.lower, model.skin_basis, 1)
    return (1 - mask) * upper + mask * lower


@pytest.fixture
def model(actor: Actor) -> FaceModel:
    return actor.pipeline.model


@pytest.fixture
def neutral(model: FaceModel) -> np.ndarray:
    return model.skin_neutral.astype(np.float64)


@pytest.fixture
def mesh(neutral: np.ndarray) -> str:
    return make_mesh(neutral, "face")


@pytest.fixture
def shows(actor: Actor, neutral: np.ndarray, mesh: str) -> Callable[..., None]:
    """Compare the mesh with the face at a frame."""

    def check(frame: float, factor: np.ndarray | float = 1.0, of: str = mesh) -> None:
        # a change of the time is a step of the undo queue
        if cmds.currentTime(query=True) != frame:
            cmds.currentTime(frame)
        factors = np.broadcast_to(factor, len(neutral))[:, None]
        wanted = neutral + factors * moved_skin(actor, frame / 30)
        np.testing.assert_allclose(points_of(of), wanted, atol=2e-5)

    return check


@pytest.mark.parametrize("mode", ["off", "serial", "parallel"])
def test_the_skin_speaks(
    actor: Actor, mesh: str, shows: Callable[..., None], mode: str, request: pytest.FixtureRequest
) -> None:
    before = cmds.evaluationManager(query=True, mode=True)[0]
    cmds.evaluationManager(mode=mode)
    request.addfinalizer(lambda: cmds.evaluationManager(mode=before))
    attach(actor, mesh)
    for frame in (0, 1, 12.5, 40, 3, 95):
        shows(frame)


def test_the_envelope_scales(actor: Actor, mesh: str, shows: Callable[..., None]) -> None:
    node = attach(actor, mesh)
    for envelope in (0.0, 0.25, 1.0, 1.5):
        cmds.setAttr(f"{node}.envelope", envelope)
        shows(20, envelope)


def test_the_face_mask_is_followed(actor: Actor, mesh: str, neutral: np.ndarray) -> None:
    attach(actor, mesh)
    cmds.currentTime(20)
    for changes in ({"faceMaskLevel": 0.2}, {"faceMaskSoftness": 0.4, "lowerFaceStrength": 2.0}):
        for name, value in changes.items():
            cmds.setAttr(f"{actor.core}.{name}", value)
        performance = actor.pipeline.performance(changes)
        wanted = neutral + moved_skin(actor, 20 / 30, performance)
        np.testing.assert_allclose(points_of(mesh), wanted, atol=2e-5)
        for name in changes:
            own = actor.pipeline.defaults.parameters.to_dict()[name]
            cmds.setAttr(f"{actor.core}.{name}", own)


@pytest.mark.parametrize("mode", ["off", "parallel"])
def test_painted_weights_are_followed_also_when_they_change(
    actor: Actor,
    mesh: str,
    shows: Callable[..., None],
    mode: str,
    request: pytest.FixtureRequest,
) -> None:
    before = cmds.evaluationManager(query=True, mode=True)[0]
    cmds.evaluationManager(mode=mode)
    request.addfinalizer(lambda: cmds.evaluationManager(mode=before))
    node = attach(actor, mesh)
    shows(10)
    factors = np.ones(60)
    for vertex, weight in ((3, 0.0), (7, 0.5), (59, 0.25), (3, 0.75)):
        cmds.setAttr(f"{node}.weightList[0].weights[{vertex}]", weight)
        factors[vertex] = weight
        shows(10, factors)
        shows(11, factors)
    cmds.setAttr(f"{node}.envelope", 0.5)
    shows(12, 0.5 * factors)
    cmds.setAttr(f"{node}.weightList[0].weights[0:59]", *np.linspace(0, 1, 60).tolist(), size=60)
    cmds.setAttr(f"{node}.envelope", 1.0)
    shows(12, np.linspace(0, 1, 60))


@pytest.mark.parametrize("mode", ["off", "serial", "parallel"])
def test_keyed_painted_weights_are_followed(
    actor: Actor, mesh: str, shows: Callable[..., None], mode: str, request: pytest.FixtureRequest
) -> None:
    """The evaluation manager sends no dirt around while time goes on."""
    node = attach(actor, mesh)
    cmds.setAttr(f"{node}.weightList[0].weights[3]", 0.5)
    for frame, weight in ((0, 0.0), (60, 1.0)):
        cmds.setKeyframe(
            f"{node}.weightList[0].weights[3]", time=frame, value=weight,
            inTangentType="linear", outTangentType="linear",
        )  # fmt: skip
    before = cmds.evaluationManager(query=True, mode=True)[0]
    cmds.evaluationManager(mode=mode)
    request.addfinalizer(lambda: cmds.evaluationManager(mode=before))
    factors = np.ones(60)
    for frame in (6, 7, 30, 15):
        factors[3] = frame / 60
        shows(frame, factors)


def test_partial_membership_by_component_tags(
    actor: Actor, mesh: str, shows: Callable[..., None]
) -> None:
    node = attach(actor, mesh)
    shows(10)
    members = np.zeros(60)
    members[[4, 5, 6, 30, 41]] = 1.0
    expression = f"{node}.input[0].componentTagExpression"
    cmds.componentTag(
        [f"{mesh}.vtx[4:6]", f"{mesh}.vtx[30]", f"{mesh}.vtx[41]"], create=True, newTagName="mouth"
    )
    cmds.setAttr(expression, "mouth", type="string")
    shows(10, members)
    shows(30, members)
    cmds.setAttr(f"{node}.weightList[0].weights[30]", 0.5)
    members[30] = 0.5
    shows(30, members)
    # as many members as before, but others
    cmds.componentTag(
        [f"{mesh}.vtx[14:16]", f"{mesh}.vtx[30]", f"{mesh}.vtx[1]"],
        modify="replace",
        tagName="mouth",
    )
    members[:] = 0.0
    members[[14, 15, 16, 1]] = 1.0
    members[30] = 0.5
    shows(30, members)
    cmds.setAttr(expression, "*", type="string")
    members[:] = 1.0
    members[30] = 0.5
    shows(31, members)


def test_several_meshes_and_one_less(
    actor: Actor, mesh: str, neutral: np.ndarray, shows: Callable[..., None]
) -> None:
    second, third = make_mesh(neutral, "second"), make_mesh(neutral, "third")
    node = attach(actor, mesh, second, third)
    cmds.setAttr(f"{node}.weightList[2].weights[5]", 0.0)
    factors = np.ones(60)
    factors[5] = 0.0
    shows(20)
    shows(20, of=second)
    shows(20, factors, of=third)
    cmds.deformer(node, edit=True, remove=True, geometry=second)
    assert cmds.deformer(node, query=True, geometryIndices=True) == [0, 2]
    shows(25)
    shows(25, factors, of=third)
    shows(25, 0.0, of=second)


def test_it_adds_to_what_comes_in(
    actor: Actor, mesh: str, neutral: np.ndarray, shows: Callable[..., None]
) -> None:
    attach(actor, mesh)
    attach(actor, mesh)
    shows(20, 2.0)
    cmds.setAttr(f"{mesh}.translate", 5, 6, 7, type="double3")
    cmds.setAttr(f"{mesh}.scale", 2, 2, 2, type="double3")
    cmds.setAttr(f"{mesh}.rotateY", 40)
    shows(21, 2.0)


def test_the_tongue_follows_the_jaw(actor: Actor, model: FaceModel) -> None:
    tongue = make_mesh(model.tongue_neutral.astype(np.float64), "tongue")
    attach(actor, tongue, part=TONGUE)
    cmds.setAttr(f"{actor.core}.tongueHeightOffset", 0.7)
    performance = actor.pipeline.performance({"tongueHeightOffset": 0.7})
    for frame in (0, 10, 25.5):
        cmds.currentTime(frame)
        face = actor.expected(frame / 30, performance)
        own = model.tongue_neutral + np.tensordot(face.tongue, model.tongue_basis, 1)
        own = np.c_[own + face.tongue_offset, np.ones(len(own))]
        np.testing.assert_allclose(points_of(tongue), (own @ face.jaw.T)[:, :3], atol=2e-5)


def test_a_mesh_of_another_face_stays_as_it_is(
    actor: Actor, neutral: np.ndarray, warnings: list[str]
) -> None:
    other = make_mesh(neutral[:57], "other")
    node = attach(actor, other)
    for frame in (10, 11, 12):
        cmds.currentTime(frame)
        np.testing.assert_allclose(points_of(other), neutral[:57], atol=1e-6)
    assert len(warnings) == 1
    assert warnings[0].startswith(node)
    assert "57 vertices" in warnings[0]
    assert "60" in warnings[0]


def test_coefficients_of_another_package_are_refused(
    actor: Actor, mesh: str, neutral: np.ndarray, warnings: list[str]
) -> None:
    node = attach(actor, mesh)
    cmds.disconnectAttr(f"{actor.core}.skinCoefficients", f"{node}.skinCoefficients")
    cmds.setAttr(f"{node}.skinCoefficients", [1.0] * 7, type="doubleArray")
    cmds.currentTime(10)
    np.testing.assert_allclose(points_of(mesh), neutral, atol=1e-6)
    assert len(warnings) == 1
    assert "7 skin coefficients" in warnings[0]
    cmds.setAttr(f"{node}.skinCoefficients", [1.0] * 12, type="doubleArray")
    assert np.abs(points_of(mesh) - neutral).max() > 0.1


def test_a_missing_package_leaves_the_mesh_alone(
    actor: Actor, mesh: str, neutral: np.ndarray, warnings: list[str], shows: Callable[..., None]
) -> None:
    attach(actor, mesh)
    own = actor.value("package")
    cmds.setAttr(f"{actor.core}.package", "nobody", type="string")
    cmds.currentTime(10)
    np.testing.assert_allclose(points_of(mesh), neutral, atol=1e-6)
    cmds.setAttr(f"{actor.core}.package", own, type="string")
    shows(10)
    assert len(warnings) == 1
    assert warnings[0].startswith("anne: There is no network 'nobody'")


def test_switched_off_it_has_no_effect(actor: Actor, mesh: str, shows: Callable[..., None]) -> None:
    node = attach(actor, mesh)
    shows(10)
    cmds.setAttr(f"{node}.nodeState", 1)
    shows(10, 0.0)
    cmds.setAttr(f"{node}.nodeState", 0)
    shows(10)


def test_deleted_and_undone(actor: Actor, mesh: str, shows: Callable[..., None]) -> None:
    node = attach(actor, mesh)
    shows(10)
    cmds.delete(node)
    shows(10, 0.0)
    cmds.undo()
    shows(10)
    shows(11)
    cmds.delete(mesh, constructionHistory=True)
    assert not cmds.objExists(node)


def test_without_coefficients_nothing_moves(actor: Actor, mesh: str, neutral: np.ndarray) -> None:
    cmds.deformer(mesh, type="a2fDeformer")
    np.testing.assert_allclose(points_of(mesh), neutral, atol=1e-6)


@pytest.mark.parametrize("tags", [True, False])
def test_membership_by_components_when_it_is_made(
    actor: Actor, mesh: str, shows: Callable[..., None], tags: bool
) -> None:
    """With component tags as since Maya 2022, and with sets and group ids as before."""
    node = str(
        cmds.deformer(
            f"{mesh}.vtx[2:5]", f"{mesh}.vtx[40]", type="a2fDeformer", useComponentTags=tags
        )[0]
    )
    connect(actor, node)
    members = np.zeros(60)
    members[[2, 3, 4, 5, 40]] = 1.0
    shows(10, members)
    cmds.setAttr(f"{node}.weightList[0].weights[40]", 0.25)
    members[40] = 0.25
    shows(11, members)


def test_other_geometry_than_meshes_stays_as_it_is(actor: Actor, warnings: list[str]) -> None:
    curve = cmds.curve(point=[(0, 0, 0), (1, 2, 0), (2, 0, 1), (3, 1, 0)], degree=3)
    connect(actor, str(cmds.deformer(curve, type="a2fDeformer")[0]))
    cmds.currentTime(10)
    assert cmds.pointPosition(f"{curve}.cv[1]", local=True) == pytest.approx([1, 2, 0])
    assert len(warnings) == 1
    assert "0 vertices" in warnings[0]
