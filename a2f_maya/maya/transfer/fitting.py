"""The A2F mesh in the shape of the target: a new mesh of the scene."""

from __future__ import annotations

from dataclasses import dataclass

from maya import cmds

from a2f_maya.correspondence import Correspondence
from a2f_maya.errors import CorrespondenceError
from a2f_maya.maya.host import action, scene_errors
from a2f_maya.maya.scene.bindings import bind, bindings
from a2f_maya.maya.scene.deleting import delete_existing
from a2f_maya.maya.scene.mesh_making import copy_mesh
from a2f_maya.maya.scene.nodes import mesh_shape, parent_of, refuse_referenced
from a2f_maya.maya.transfer.chains import original_plug
from a2f_maya.maya.transfer.locators import (
    FITTED,
    OPEN_MOUTH,
    ROLE_NAMES,
    SOURCE,
    TARGET,
    check_faces,
    locator_of,
    mesh_of,
    needed_mesh,
    set_role,
)
from a2f_maya.maya.transfer.meshes import DEFAULT_SHADING, place_over, rest_mesh, short_name
from a2f_maya.maya.transfer.pairs import check_pairs, pairs_of
from a2f_maya.maya.transfer.running import Runner, run_here
from a2f_maya.maya.transfer.wraps import take_off
from a2f_maya.mesh import Mesh
from a2f_maya.progress import Progress
from a2f_maya.transfer.checking import FEWEST_PAIRS, too_few_pairs
from a2f_maya.transfer.fitting import Fitting, FittingOptions, fit_mesh
from a2f_maya.transfer.fitting_report import FittingReport

FITTED_KIND = "fitted"
POST_WRAP_KIND = "postWrap"
REPORT = "report"


@dataclass(frozen=True)
class FitResult:
    """What a fit has made.

    Attributes
    ----------
    fitted : str
        Transform of the new mesh.
    report : FittingReport
    """

    fitted: str
    report: FittingReport


def fit(
    node: str,
    iterations: int = 3,
    stiffness: float = 100.0,
    progress: Progress | None = None,
    run: Runner = run_here,
) -> FitResult:
    """Bring the A2F mesh into the shape of the target.

    All meshes are read at rest, whatever the current frame. The fitted mesh has the faces and
    texture coordinates of the A2F mesh and lies over the target. It takes the place of the one
    that this locator had made before; a post wrap is taken off. Until the fit is done the scene is
    not touched.

    Parameters
    ----------
    node : str
        The correspondence locator.
    iterations : int
        More is more accurate and slower.
    stiffness : float
        How much the contours of the A2F mesh are kept.
    progress : Progress, optional
    run : callable
        Runs the part that does not touch Maya, for example in a thread while windows are served.

    Raises
    ------
    CorrespondenceError
        If there are fewer than four pairs, or a point does not lie on its mesh.
    MeshError
        If a mesh cannot be used.
    SceneError
        If one is missing.
    CancelledError
    """
    with scene_errors("Mesh Fitting"):
        locator = locator_of(node)
        source, target, pairs, open_mouth = _input_of(locator)
    options = FittingOptions(iterations=iterations, stiffness=stiffness)
    fitting = run(lambda: fit_mesh(source, target, pairs, options, open_mouth, progress))
    return FitResult(_show(locator, fitting), fitting.report)


def _input_of(locator: str) -> tuple[Mesh, Mesh, Correspondence, Mesh | None]:
    """Source, target, pairs and open mouth, checked."""
    source, target = needed_mesh(locator, SOURCE), needed_mesh(locator, TARGET)
    open_mouth = mesh_of(locator, OPEN_MOUTH)
    pairs = pairs_of(locator)
    if len(pairs) < FEWEST_PAIRS:
        raise CorrespondenceError(too_few_pairs(len(pairs)))
    check_pairs(locator, pairs)
    if open_mouth:
        check_faces(open_mouth, source, ROLE_NAMES[OPEN_MOUTH])
    opened = rest_mesh(open_mouth) if open_mouth else None
    return rest_mesh(source), rest_mesh(target), pairs, opened


@action("Mesh Fitting")
def _show(locator: str, fitting: Fitting) -> str:
    """Put a fitted mesh into the scene in place of the former one."""
    source, target = needed_mesh(locator, SOURCE), needed_mesh(locator, TARGET)
    shading = remove_fitted(locator)
    fitted = copy_mesh(
        original_plug(mesh_shape(source)),
        fitting.mesh.points,
        f"{short_name(source)}_fitted",
        parent_of(target),
    )
    place_over(fitted, target)
    cmds.sets(fitted, edit=True, forceElement=shading)
    bind(locator, FITTED_KIND, fitted, former={REPORT: fitting.report.sentence()})
    set_role(locator, FITTED, fitted)
    return fitted


def remove_fitted(locator: str) -> str:
    """Delete the fitted meshes that were made for a locator, and what follows from them.

    Returns
    -------
    str
        The shading group of the last one.

    Raises
    ------
    SceneError
        If one comes from a referenced file.
    """
    shading = DEFAULT_SHADING
    remove_post_wrap(locator)
    for binding in bindings(locator, FITTED_KIND):
        if binding.target:
            refuse_referenced(binding.target)
            groups = cmds.listConnections(mesh_shape(binding.target), type="shadingEngine")
            shading = str((groups or [DEFAULT_SHADING])[0])
        delete_existing([binding.target, binding.node])
    return shading


def remove_post_wrap(locator: str) -> None:
    """Take the live chain of a locator off its meshes.

    Raises
    ------
    SceneError
        If a deformer comes from a referenced file.
    """
    for binding in reversed(bindings(locator, POST_WRAP_KIND)):
        take_off(binding)


def fit_sentence(locator: str) -> str:
    """What the last fit of a locator has said about its fitted mesh; empty if nothing is known."""
    fitted = mesh_of(locator, FITTED)
    for binding in bindings(locator, FITTED_KIND):
        if fitted and binding.target == fitted:
            return str(binding.former.get(REPORT, ""))
    return ""
