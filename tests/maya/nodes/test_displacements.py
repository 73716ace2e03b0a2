"""Sums of displacements, weights and envelopes, without Maya."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from a2f_maya.errors import MeshError, PackageError
from a2f_maya.maya.nodes import displacements as module
from a2f_maya.maya.nodes.displacements import (
    SKIN,
    TONGUE,
    Displacements,
    Face,
    add,
    check_vertex_count,
)
from a2f_maya.network.package import open_package
from a2f_maya.pipeline import FacePipeline


@pytest.fixture(scope="module")
def pipeline(shared_tiny_package: Path) -> FacePipeline:
    return FacePipeline(open_package(shared_tiny_package))


def face(part: int, skin: object = (), tongue: object = (), level: float = 0.6) -> Face:
    numbers = [np.array(values, np.float32) for values in (skin, tongue)]
    return Face(part, *numbers, np.eye(4, dtype=np.float32), level, 0.0085)


@pytest.mark.parametrize("members", [None, np.array([4, 1, 9])])
@pytest.mark.parametrize("weights", [None, np.linspace(0, 1, 10)])
@pytest.mark.parametrize("envelope", [1.0, 0.3])
def test_adding_one_vertex_after_the_other(
    members: np.ndarray | None, weights: np.ndarray | None, envelope: float
) -> None:
    random = np.random.default_rng(3)
    moved = random.normal(0, 1, (10, 3)).astype(np.float32)
    numbers = range(10) if members is None else members
    points = random.normal(0, 1, (len(numbers), 4))
    wanted = points.copy()
    for place, vertex in enumerate(numbers):
        own = 1.0 if weights is None else weights[vertex]
        wanted[place, :3] += envelope * own * moved[vertex]
    add(points, moved, members, weights, envelope)
    np.testing.assert_allclose(points, wanted, atol=1e-7)


def test_the_rest_pose_needs_no_package() -> None:
    open_jaw = Face(TONGUE, *[np.zeros(0, np.float32)] * 2, 2 * np.eye(4, dtype=np.float32), 0, 1)
    rest = [face(SKIN), face(SKIN, np.zeros(12)), face(TONGUE), face(TONGUE, (), np.zeros(5))]
    moved = [face(SKIN, np.eye(12)[3]), face(TONGUE, (), np.eye(5)[4]), open_jaw]
    assert [each.is_at_rest for each in rest + moved] == [True] * 4 + [False] * 3


def test_wrong_sizes_are_refused(pipeline: FacePipeline) -> None:
    for wrong in (face(SKIN, np.ones(10)), face(TONGUE, (), np.ones(4))):
        with pytest.raises(PackageError, match="outPackage"):
            Displacements().of(pipeline.model, wrong)
    with pytest.raises(MeshError, match="12"):
        check_vertex_count(pipeline.model, TONGUE, 60)
    check_vertex_count(pipeline.model, SKIN, 60)


def test_the_newest_face_is_kept_for_the_next_mesh(
    pipeline: FacePipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed: list[Face] = []
    original = module.displacements

    def counting(model: object, wanted: Face) -> np.ndarray | None:
        computed.append(wanted)
        return original(pipeline.model, wanted)

    monkeypatch.setattr(module, "displacements", counting)
    kept = Displacements()
    first = kept.of(pipeline.model, face(SKIN, np.ones(12)))
    assert kept.of(pipeline.model, face(SKIN, np.ones(12), np.ones(5))) is first
    assert len(computed) == 1
    for other in (
        face(SKIN, np.full(12, 0.5)),
        face(SKIN, np.full(12, 0.5), level=0.4),
        face(TONGUE, (), np.ones(5)),
    ):
        kept.of(pipeline.model, other)
    assert len(computed) == 4
