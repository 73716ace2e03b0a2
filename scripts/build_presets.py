"""Write the correspondence presets of our head: lists of places worth picking on another head.

Each pair has the same vertex on both sides, so a preset names places of our own head; Character
Transfer loads it as a guide, and the target's points are moved to where they belong.
"""

from __future__ import annotations

from a2f_maya.correspondence import Correspondence, Pair, SurfacePoint
from a2f_maya.face.head import Head, load_head
from a2f_maya.formats.correspondence_json import PRESETS, correspondence_text

FACE = (
    "nose_tip",
    "chin",
    "eye_outer_left",
    "eye_outer_right",
    "mouth_corner_left",
    "mouth_corner_right",
    "eye_inner_left",
    "eye_inner_right",
    "lip_upper_border",
    "lip_lower_border",
    "subnasale",
    "glabella",
)
"""Most useful first: the first four place a head, all twelve are a fair fit of the face."""

LANDMARKS = (
    *FACE,
    "jaw_angle_left",
    "jaw_angle_right",
    "ear_lobe_left",
    "ear_lobe_right",
    "lid_upper_left",
    "lid_upper_right",
    "lid_lower_left",
    "lid_lower_right",
    "nose_wing_left",
    "nose_wing_right",
    "menton",
    "forehead",
    "brow_inner_left",
    "brow_inner_right",
    "brow_outer_left",
    "brow_outer_right",
    "cheek_left",
    "cheek_right",
    "temple_left",
    "temple_right",
    "ear_top_left",
    "ear_top_right",
    "nose_bridge",
    "crown",
)
"""A good fit of the whole head."""

PRESET_PLACES = {"male_head_face": FACE, "male_head_landmarks": LANDMARKS}


def preset_pairs(head: Head, places: tuple[str, ...]) -> Correspondence:
    """Pairs of named places of a head with themselves."""
    points = [SurfacePoint(vertex=head.landmarks[place]) for place in places]
    return tuple(Pair(p, p, place) for p, place in zip(points, places, strict=True))


def main() -> None:
    """Write all presets."""
    PRESETS.mkdir(parents=True, exist_ok=True)
    for name, places in PRESET_PLACES.items():
        text = correspondence_text(preset_pairs(load_head(), places))
        (PRESETS / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
