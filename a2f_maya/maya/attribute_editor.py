"""Sections of the Attribute Editor for our nodes; the MEL templates in scripts/ call this."""

from __future__ import annotations

from collections.abc import Iterable

from maya import cmds

from a2f_maya.face.params import PARAMETERS
from a2f_maya.names import EMOTIONS

_GROUP_LABELS = {
    "audio": "Audio",
    "skin": "Skin",
    "tongue": "Tongue",
    "teeth": "Lower Teeth",
    "eyes": "Eyes",
    "blinks": "Automatic Blinks",
    "voice": "Gestures of the Voice",
}

_SECTIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "a2fPlayer": {
        "Recording": ("audioFile", "audioOffset", "audioStart", "audioEnd"),
        "Range": ("rangeStart", "rangeEnd", "loop"),
    },
    "a2fCore": {
        "Network": ("package", "audioFile", "frameRate", "sourceShot", "sourceFrame"),
        "Emotion": EMOTIONS,
        **{
            label: tuple(row.name for row in PARAMETERS if row.group == group)
            for group, label in _GROUP_LABELS.items()
        },
        "State": ("ready", "status", "processingTime"),
    },
    "a2fDeformer": {
        "Audio2Face": ("package", "part", "faceMaskLevel", "faceMaskSoftness"),
        "Deformer Attributes": ("envelope",),
    },
    "a2fWrap": {
        "Wrap": (
            "bindMode",
            "useMaxDistance",
            "maxDistance",
            "faceTangentSpace",
            "smoothLevel",
        ),
        "Deformer Attributes": ("envelope",),
    },
    "a2fCorrespondence": {
        "Display": ("displaySize", "showLines", "showNames"),
        "State": ("pairCount", "skippedPairs", "status"),
    },
}
_COLLAPSED = ("State", "Gestures of the Voice", "Automatic Blinks")


def sections(node_type: str) -> dict[str, tuple[str, ...]]:
    """Attributes of a node type by section, in order of display."""
    return _SECTIONS[node_type]


def build(node_type: str) -> None:
    """Lay out the template of a node type; called by ``AE<node type>Template``."""
    cmds.editorTemplate(beginScrollLayout=True)
    for label, names in sections(node_type).items():
        _section(label, names)
    cmds.editorTemplate(addExtraControls=True)
    cmds.editorTemplate(endScrollLayout=True)


def _section(label: str, names: Iterable[str]) -> None:
    cmds.editorTemplate(label, beginLayout=True, collapse=label in _COLLAPSED)
    for name in names:
        cmds.editorTemplate(name, addControl=True)
    cmds.editorTemplate(endLayout=True)
