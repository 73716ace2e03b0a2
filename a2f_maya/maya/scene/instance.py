"""The A2F instance: the node that runs a network, with its package's own tuning."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from maya import cmds

from a2f_maya.errors import PackageError, ParameterError
from a2f_maya.face.params import PARAMETERS, FaceParameters
from a2f_maya.maya.host import action, frame_rate
from a2f_maya.maya.scene.character import CORE, Character, character_of
from a2f_maya.maya.scene.nodes import only_node
from a2f_maya.network.library import DEFAULT_NETWORK, find_package
from a2f_maya.network.package import RegressionPackage, open_package

PLAYER_LINKS = (("audioTime", "audioTime"), ("outAudioFile", "audioFile"))


@action("Create A2F Instance", keeps_selection=False)
def create_instance(
    player: str | None = None, package: str = DEFAULT_NETWORK, name: str = "a2f"
) -> Character:
    """Add a network, connect it to a player and give it the tuning that its package recommends.

    Parameters
    ----------
    player : str, optional
        An ``a2fPlayer``; one player may drive many instances.
    package : str
        Name or folder of a model package.
    name : str
        Name of the node and of the character.

    Returns
    -------
    Character
        Its node is selected.

    Raises
    ------
    PackageError
        If the package is missing or damaged.
    SceneError
    """
    opened_package(package)
    core = str(cmds.createNode(CORE, name=name, skipSelect=True))
    rate = frame_rate()
    cmds.setAttr(f"{core}.frameRateNumerator", rate.numerator)
    cmds.setAttr(f"{core}.frameRateDenominator", rate.denominator)
    if player is not None:
        node = only_node(player, "a2fPlayer")
        for source, destination in PLAYER_LINKS:
            cmds.connectAttr(f"{node}.{source}", f"{core}.{destination}")
    _use_package(core, package)
    cmds.select(core, replace=True)
    return Character(core)


@action("Set Network")
def set_package(character: str | Character, package: str) -> None:
    """Let a character use another model package, with the tuning that package recommends.

    Parameters
    ----------
    character : str or Character
    package : str
        Name or folder of a model package.

    Raises
    ------
    PackageError
        If the package is missing or damaged.
    SceneError
    """
    _use_package(character_of(character).core, package)


def opened_package(name: str) -> RegressionPackage:
    """A package by name or folder, read once as long as its description stays the same.

    Raises
    ------
    PackageError
    """
    folder = find_package(name or DEFAULT_NETWORK)
    model = folder / "model.json" if folder.is_dir() else folder
    try:
        changed = model.stat().st_mtime_ns
    except OSError as error:
        raise PackageError(f"Cannot read {model}: {error.strerror}; get it again.") from error
    return _opened(folder.resolve(), changed)


def pose_names(package: str) -> tuple[str, ...]:
    """Names of a package's weights in the order of the instance's plugs."""
    opened = opened_package(package)
    parts = (opened.skin_poses, opened.tongue_poses)
    return tuple(name for part in parts if part for name in part.pose_names)


@cache
def _opened(folder: Path, changed: int) -> RegressionPackage:
    return open_package(folder)


def _use_package(core: str, package: str) -> None:
    """Set package, tuning and the names of the weights."""
    config = opened_package(package).model_config
    try:
        parameters = FaceParameters.from_model_config(config.data)
    except ParameterError as error:
        raise PackageError(f"{config.path}: {error}") from error
    names = pose_names(package)
    cmds.setAttr(f"{core}.package", package, type="string")
    for row in PARAMETERS:
        plug = f"{core}.{row.name}"
        if cmds.getAttr(plug, settable=True):
            cmds.setAttr(plug, getattr(parameters, row.key))
    aliases = cmds.aliasAttr(core, query=True) or []
    for alias, plug in zip(aliases[::2], aliases[1::2], strict=True):
        if plug.startswith(("weights[", "w[")):
            cmds.aliasAttr(f"{core}.{alias}", remove=True)
    for index, pose in enumerate(names):
        cmds.aliasAttr(pose, f"{core}.weights[{index}]")
