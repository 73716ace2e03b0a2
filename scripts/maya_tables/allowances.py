"""What the tables call wrong and Maya does not, each with its reason."""

from __future__ import annotations

# Commands of plug-ins that Autodesk ships; the tables only have the core's.
PLUGIN_COMMANDS = {
    "AbcExport": "plug-in AbcExport",
    "AbcImport": "plug-in AbcImport",
    "gpuCache": "plug-in gpuCache",
    "mayaUSDExport": "plug-in mayaUsdPlugin",
    "mayaUSDImport": "plug-in mayaUsdPlugin",
}

# Commands of our own plug-ins begin with this.
OWN_PREFIX = "a2f"

# Flags that say which keys or points are meant. The documentation lists them for creation only, and
# its own examples use them with query and edit.
SELECTING_FLAGS = {
    **dict.fromkeys(
        ("keyframe", "keyTangent"),
        frozenset(
            {
                "animation",
                "attribute",
                "controlPoints",
                "float",
                "hierarchy",
                "includeUpperBound",
                "index",
                "shape",
                "time",
            }
        ),
    ),
    "xform": frozenset({"absolute", "euler", "relative"}),
}

_SET_BY_VALUE = "the flag's value names the set that is edited; Autodesk's scripts leave edit out"
_QUESTION = "a question: the command makes nothing, its examples ask without query"

# (command, flag, mode) -> why it is right although the documentation does not list the mode.
MODES = {
    ("upAxis", "axis", "create"): "the command's published example sets the axis with it",
    ("file", "reference", "create"): "the published way of making a reference",
    ("file", "namespace", "create"): "listed for references; import takes it as well",
    ("ikHandle", "jointList", "query"): "the list is an answer; scripts ask with query",
    ("keyframe", "absolute", "edit"): "its examples move keys with edit",
    ("keyframe", "relative", "edit"): "its examples move keys with edit",
    ("keyTangent", "g", "edit"): "the preferences' default tangents are set with edit as well",
    ("keyTangent", "g", "query"): "the preferences' default tangents are asked for with it",
    ("pointOnCurve", "parameter", "create"): _QUESTION,
    ("pointOnCurve", "turnOnPercentage", "create"): _QUESTION,
    ("pointOnSurface", "parameterU", "create"): _QUESTION,
    ("pointOnSurface", "parameterV", "create"): _QUESTION,
    ("pointOnSurface", "turnOnPercentage", "create"): _QUESTION,
    ("scriptEditorInfo", "suppressErrors", "create"): "its examples set it without edit",
    ("scriptEditorInfo", "suppressInfo", "create"): "its examples set it without edit",
    ("scriptEditorInfo", "suppressWarnings", "create"): "its examples set it without edit",
    ("sets", "add", "create"): _SET_BY_VALUE,
    ("sets", "forceElement", "create"): _SET_BY_VALUE,
    ("sets", "remove", "create"): _SET_BY_VALUE,
}


def allows(command: str, flag: str, mode: str) -> bool:
    """Whether a flag (its long name) is right in a mode that the documentation does not list."""
    if mode in ("query", "edit") and flag in SELECTING_FLAGS.get(command, ()):
        return True
    return (command, flag, mode) in MODES
