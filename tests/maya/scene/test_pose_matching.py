from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from a2f_maya.maya.scene.pose_matching import match_poses
from a2f_maya.names import ARKIT, TONGUE

POSES = ARKIT + TONGUE


def short_sides(pose: str) -> str:
    return re.sub("Right$", "_R", re.sub("Left$", "_L", pose))


def side_first(pose: str) -> str:
    side = re.search("(Left|Right)$", pose)
    return f"{side[1][0]}_{pose[: side.start()]}" if side else pose


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as they are": str,
    "lower": str.lower,
    "upper": str.upper,
    "capital": lambda pose: pose[0].upper() + pose[1:],
    "snake": lambda pose: re.sub("([A-Z])", r"_\1", pose).lower(),
    "short sides": short_sides,
    "lower short sides": lambda pose: (
        short_sides(pose).lower() if re.search("_[LR]$", short_sides(pose)) else pose
    ),
    "side first": side_first,
    "prefix": lambda pose: f"head_{short_sides(pose)}",
    "prefix, suffix and namespace": lambda pose: f"anna:bs_{pose}_geo",
    "number": lambda pose: f"{pose}_lod0",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_pose_is_found_in_every_spelling(spelling: str) -> None:
    spell = SPELLINGS[spelling]
    targets = [spell(pose) for pose in POSES]
    assert match_poses(POSES, targets) == dict(zip(POSES, targets, strict=True))
    assert match_poses(POSES, targets[::-1]) == dict(zip(POSES, targets, strict=True))


def test_combinations_and_correctives_are_no_poses() -> None:
    targets = ["jawOpen", "jawOpen_corrective", "mouthSmile_L", "mouthSmile_L_jawOpen_combo"]
    found = match_poses(POSES, targets)
    assert found == {"jawOpen": "jawOpen", "mouthSmileLeft": "mouthSmile_L"}


def test_sides_are_never_mixed_up() -> None:
    found = match_poses(POSES, ["eyeBlink_R", "eyeBlink_L", "mouthLeft", "jawRight"])
    assert found == {
        "eyeBlinkRight": "eyeBlink_R",
        "eyeBlinkLeft": "eyeBlink_L",
        "mouthLeft": "mouthLeft",
        "jawRight": "jawRight",
    }


def test_a_longer_pose_wins_over_one_that_it_contains() -> None:
    assert match_poses(("tongueUp", "tongueUpLeft"), ["tongueUp_L"]) == {
        "tongueUpLeft": "tongueUp_L"
    }


def test_foreign_names_match_nothing() -> None:
    assert match_poses(POSES, ["bigger_nose", "elf_ears", ""]) == {}


def test_two_spellings_of_one_pose_take_the_first() -> None:
    assert match_poses(POSES, ["jawOpen", "JawOpen"]) == {"jawOpen": "jawOpen"}
