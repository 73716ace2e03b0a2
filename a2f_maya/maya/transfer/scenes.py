"""A transfer in a scene file without a window: fit, wrap, generate, save."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from a2f_maya.formats.correspondence_json import read_correspondence
from a2f_maya.maya.scene_files import open_in_mayapy, save_scene
from a2f_maya.maya.transfer.blend_shapes import BlendShapes, generate_blend_shapes
from a2f_maya.maya.transfer.fitting import fit
from a2f_maya.maya.transfer.locators import create_correspondence
from a2f_maya.maya.transfer.pairs import set_pairs
from a2f_maya.maya.transfer.post_wrapping import PostWrap, post_wrap
from a2f_maya.maya.transfer.templates import create_male_template
from a2f_maya.progress import Progress
from a2f_maya.transfer.fitting_report import FittingReport


@dataclass(frozen=True)
class SceneTransfer:
    """What to do with a scene.

    Attributes
    ----------
    scene, out : Path
        The file to open and the file to write; ``out`` may be ``scene``.
    target : str
        The mesh that is to speak.
    correspondence : Path
        Pairs of points of the A2F mesh and the target.
    source, open_mouth : str, optional
        A2F meshes of the scene; the Male Template is added where ``source`` is left out.
    iterations, stiffness
        See `fit`.
    smooth_level : int
        See `post_wrap`.
    blend_shapes : bool
        Make blendShapes instead of the live chain.
    tongue : str, optional
        See `generate_blend_shapes`.
    """

    scene: Path
    out: Path
    target: str
    correspondence: Path
    source: str | None = None
    open_mouth: str | None = None
    iterations: int = 3
    stiffness: float = 100.0
    smooth_level: int = 0
    blend_shapes: bool = False
    tongue: str | None = None


@dataclass(frozen=True)
class SceneTransferResult:
    """What was made.

    Attributes
    ----------
    scene : Path
    fitted : str
    report : FittingReport
    chain : PostWrap or None
    shapes : BlendShapes or None
    """

    scene: Path
    fitted: str
    report: FittingReport
    chain: PostWrap | None
    shapes: BlendShapes | None


def transfer_scene(order: SceneTransfer, progress: Progress | None = None) -> SceneTransferResult:
    """Open a scene, fit the A2F mesh to a target, let that follow it, and save.

    Parameters
    ----------
    order : SceneTransfer
    progress : Progress, optional

    Raises
    ------
    SceneError, MeshError, CorrespondenceError, FormatError, OutputError, CancelledError
        Nothing is written then.
    """
    progress = progress or Progress()
    pairs = read_correspondence(order.correspondence)
    open_in_mayapy(order.scene, progress)
    source, open_mouth = order.source, order.open_mouth
    if source is None:
        source, template = create_male_template()
        open_mouth = open_mouth or template
    node = create_correspondence(source, order.target, open_mouth)
    set_pairs(node, pairs)
    end = 0.4 if order.blend_shapes else 0.9
    fitted = fit(node, order.iterations, order.stiffness, progress.part(0.05, end))
    chain = shapes = None
    if order.blend_shapes:
        shapes = generate_blend_shapes(node, progress.part(end, 0.95), order.tongue)
    else:
        chain = post_wrap(node, order.smooth_level)
    progress.update(0.95, f"Saving {order.out.name}")
    save_scene(order.out)
    return SceneTransferResult(order.out, fitted.fitted, fitted.report, chain, shapes)
