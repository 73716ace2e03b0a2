"""The live chain from the A2F mesh over the fitted mesh to the target."""

from __future__ import annotations

from dataclasses import dataclass

from maya import cmds

from a2f_maya.errors import SceneError
from a2f_maya.maya.host import action, scene_errors
from a2f_maya.maya.scene.bindings import bindings
from a2f_maya.maya.scene.nodes import mesh_shape, set_matrix
from a2f_maya.maya.transfer.chains import deformers_of
from a2f_maya.maya.transfer.fitting import POST_WRAP_KIND, remove_post_wrap
from a2f_maya.maya.transfer.locators import (
    FITTED,
    ROLE_NAMES,
    SOURCE,
    TARGET,
    check_faces,
    follow_shapes,
    locator_of,
    mesh_of,
    needed_mesh,
    set_role,
)
from a2f_maya.maya.transfer.meshes import relation, rest_mesh, transform_of
from a2f_maya.maya.transfer.poses import poses_of
from a2f_maya.maya.transfer.running import Runner, run_here
from a2f_maya.maya.transfer.wraps import (
    WRAP_TYPE,
    bind_surface,
    bind_vertices,
    driver_mesh,
    had_history,
    put_deformer,
    refuse_cycle,
    remember,
    wrap_name,
)
from a2f_maya.transfer.lid_correction import lid_correction
from a2f_maya.transfer.lids import LidCorrection


@dataclass(frozen=True)
class PostWrap:
    """The live chain.

    Attributes
    ----------
    fitted : str
        Transform of the mesh between the A2F mesh and the target.
    fitted_deformer, target_deformer : str
        The two ``a2fWrap`` nodes.
    """

    fitted: str
    fitted_deformer: str
    target_deformer: str


def post_wrap(
    node: str, smooth_level: int = 0, fitted: str | None = None, run: Runner = run_here
) -> PostWrap:
    """Let the target follow the A2F mesh.

    The A2F mesh moves the fitted mesh vertex by vertex, and that one the target. Both deformers
    come first in their chains, so that a skin cluster behind them carries the face along. Rest is
    what the meshes are before all their deformers, whatever the current frame. A live chain that
    this locator had before is replaced. Where the A2F mesh has poses, the lids of the fitted mesh
    learn from them to close.

    Parameters
    ----------
    node : str
        The correspondence locator.
    smooth_level : int
        Smoothing of the motion on the target; see `set_smooth_level`.
    fitted : str, optional
        Another fitted mesh than the locator's.
    run : callable
        Runs the part that does not touch Maya, for example in a thread while windows are served.

    Raises
    ------
    MeshError
        If the fitted mesh has not the faces of the A2F mesh.
    SceneError
        If a mesh is missing, is wrapped already or would drive itself.
    """
    with scene_errors("Post Wrap"):
        locator = locator_of(node)
        source, middle = needed_mesh(locator, SOURCE), _middle(locator, fitted)
        poses, rest = poses_of(source), rest_mesh(middle)
    lids = None if poses is None else run(lambda: lid_correction(poses, rest))
    return _build(locator, middle, smooth_level, lids)


def _middle(locator: str, fitted: str | None) -> str:
    """The fitted mesh, checked."""
    source, target = needed_mesh(locator, SOURCE), needed_mesh(locator, TARGET)
    middle = needed_mesh(locator, FITTED) if fitted is None else transform_of(fitted)
    if len({source, target, middle}) < 3:
        raise SceneError(
            f"The fitted mesh '{middle}' is the {ROLE_NAMES[SOURCE]} or the {ROLE_NAMES[TARGET]} "
            "itself; choose the one that the mesh fitting has made."
        )
    check_faces(middle, source, ROLE_NAMES[FITTED])
    return middle


@action("Post Wrap")
def _build(locator: str, middle: str, smooth_level: int, lids: LidCorrection | None) -> PostWrap:
    """Make both deformers in place of the former ones."""
    source, target = needed_mesh(locator, SOURCE), needed_mesh(locator, TARGET)
    set_role(locator, FITTED, middle)
    remove_post_wrap(locator)
    for mesh in (middle, target):
        _refuse_wrapped(mesh)
    refuse_cycle(source, middle)
    refuse_cycle(source, target)
    refuse_cycle(middle, target)
    had = {mesh: had_history(mesh) for mesh in (middle, target)}
    first = put_deformer(middle, wrap_name(middle), front=True)
    bind_vertices(first, source, middle, lids)
    remember(locator, POST_WRAP_KIND, middle, first, had[middle])
    second = put_deformer(target, wrap_name(target), front=True)
    to_target = relation(middle, target)
    bind_surface(second, middle, target, to_target)
    set_matrix(f"{second}.driverMatrix", to_target.ravel().tolist())
    remember(locator, POST_WRAP_KIND, target, second, had[target])
    set_smooth_level(locator, smooth_level)
    follow_shapes(locator)
    return PostWrap(middle, first, second)


def post_wrap_of(node: str) -> PostWrap | None:
    """The live chain of a locator; None if there is none or it is not whole."""
    locator = locator_of(node)
    middle, target = mesh_of(locator, FITTED), mesh_of(locator, TARGET)
    if not middle or not target:
        return None
    found = {
        driver_mesh(deformer): deformer
        for binding in bindings(locator, POST_WRAP_KIND)
        for deformer in binding.owned
    }
    source = mesh_of(locator, SOURCE)
    if not {source, middle} <= set(found):
        return None
    return PostWrap(middle, found[source], found[middle])


@action("Set Smooth Level")
def set_smooth_level(node: str, level: int) -> None:
    """Smooth the motion of the target more or less.

    Parameters
    ----------
    node : str
        The correspondence locator.
    level : int
        0 keeps all details of the A2F mesh.

    Raises
    ------
    SceneError
        If there is no post wrap or the level is below 0.
    """
    chain = post_wrap_of(node)
    if chain is None:
        raise SceneError("There is no post wrap whose motion could be smoothed; begin it first.")
    if level < 0:
        raise SceneError(f"The smooth level {level} is below 0; give 0 or more.")
    cmds.setAttr(f"{chain.target_deformer}.smoothLevel", level)


def _refuse_wrapped(mesh: str) -> None:
    for deformer in deformers_of(mesh_shape(mesh), WRAP_TYPE):
        raise SceneError(
            f"'{mesh}' already follows '{driver_mesh(deformer) or 'nothing'}' by '{deformer}'; "
            "delete that wrap first."
        )
