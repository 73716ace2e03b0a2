"""What a transfer still needs, in one sentence."""

from __future__ import annotations

from a2f_maya.errors import CorrespondenceError, FormatError
from a2f_maya.maya.transfer.fitting import LEAST_PAIRS, fit_sentence
from a2f_maya.maya.transfer.locators import FITTED, OPEN_MOUTH, SOURCE, TARGET, locator_of, mesh_of
from a2f_maya.maya.transfer.pairs import check_pairs, pairs_of
from a2f_maya.maya.transfer.post_wrapping import post_wrap_of


def status(node: str | None) -> str:
    """The first step that is missing, or that all is done; after the fit with its error.

    Parameters
    ----------
    node : str or None
        The correspondence locator, if there is one.

    Raises
    ------
    SceneError
        If there is no such locator.
    """
    if node is None:
        return "There is no correspondence yet; choose the driver A2F mesh and the target mesh."
    locator = locator_of(node)
    return _missing_mesh(locator) or _pairs(locator) or _transfer(locator)


def _missing_mesh(locator: str) -> str:
    if not mesh_of(locator, SOURCE):
        return "The driver A2F mesh is missing; choose the neutral A2F head that shall drive."
    if not mesh_of(locator, TARGET):
        return "The target mesh is missing; choose the head that shall speak."
    if not mesh_of(locator, OPEN_MOUTH) and not mesh_of(locator, FITTED):
        return (
            "The open-mouth A2F mesh is missing; choose it, or the lips may not be told apart when "
            "the mesh is fitted."
        )
    return ""


def _pairs(locator: str) -> str:
    if mesh_of(locator, FITTED):
        return ""
    try:
        pairs = pairs_of(locator)
        check_pairs(locator, pairs)
    except (CorrespondenceError, FormatError) as error:
        return str(error)
    if len(pairs) < LEAST_PAIRS:
        found = "is only 1 pair" if len(pairs) == 1 else f"are only {len(pairs)} pairs"
        return f"There {found} of points; mark at least {LEAST_PAIRS} in Add Mode."
    return ""


def _transfer(locator: str) -> str:
    fitted, target = mesh_of(locator, FITTED), mesh_of(locator, TARGET)
    if not fitted:
        count = len(pairs_of(locator))
        return f"Ready: {count} pairs of points; begin the mesh fitting."
    report = fit_sentence(locator)
    said = f" {report}" if report else ""
    if post_wrap_of(locator) is None:
        return f"'{fitted}' is fitted to '{target}'.{said} Begin the post wrap."
    return f"Done: '{target}' follows '{mesh_of(locator, SOURCE)}'.{said}"
