"""What a transfer still needs, in one sentence."""

from __future__ import annotations

from a2f_maya.errors import CorrespondenceError, FormatError
from a2f_maya.maya.transfer.blend_shapes import blend_shapes_of
from a2f_maya.maya.transfer.fitting import fit_sentence
from a2f_maya.maya.transfer.locators import FITTED, OPEN_MOUTH, SOURCE, TARGET, locator_of, mesh_of
from a2f_maya.maya.transfer.pairs import check_pairs, pairs_of
from a2f_maya.maya.transfer.post_wrapping import post_wrap_of
from a2f_maya.transfer.checking import FEWEST_PAIRS, too_few_pairs


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
        return "The driver A2F mesh is missing; choose the neutral A2F head that drives."
    if not mesh_of(locator, TARGET):
        return "The target mesh is missing; choose the head that is to speak."
    if not mesh_of(locator, OPEN_MOUTH) and not mesh_of(locator, FITTED):
        return (
            "The open-mouth A2F mesh is missing; choose it, or the upper and lower lip may be "
            "confused with each other."
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
    return too_few_pairs(len(pairs)) if len(pairs) < FEWEST_PAIRS else ""


def _transfer(locator: str) -> str:
    fitted, target = mesh_of(locator, FITTED), mesh_of(locator, TARGET)
    if not fitted:
        return f"Ready with {len(pairs_of(locator))} pairs; begin the mesh fitting."
    report, shapes = fit_sentence(locator), blend_shapes_of(locator)
    done = []
    if post_wrap_of(locator) is not None:
        done.append(f"follows '{mesh_of(locator, SOURCE)}'")
    if shapes:
        done.append(f"has the blend shapes of '{shapes[0]}'")
    if done:
        return _joined(f"Done: '{target}' {' and '.join(done)}.", report)
    made = f"'{fitted}' is fitted to '{target}'."
    return _joined(made, report, "Begin the post wrap or generate blend shapes.")


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
