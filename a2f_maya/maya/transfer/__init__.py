"""Character Transfer in the scene: marking, fitting, wrapping, blendShapes, and taking them out.

Every action is one undo step, keeps the user's selection or selects what it made, and raises an
error of `a2f_maya.errors` with one sentence. The locator ``a2fCorrespondence`` stands for a
transfer: its meshes are connected to it, and what was made is found from there.
"""

from a2f_maya.formats.correspondence_json import preset_paths
from a2f_maya.maya.transfer.blend_shapes import BlendShapes, generate_blend_shapes
from a2f_maya.maya.transfer.deleting import delete_correspondence, delete_transfer
from a2f_maya.maya.transfer.display import Display, display_of, select_pairs, set_display
from a2f_maya.maya.transfer.exporting import export_blend_shapes
from a2f_maya.maya.transfer.fitting import FitResult, fit
from a2f_maya.maya.transfer.locators import correspondences, create_correspondence, set_meshes
from a2f_maya.maya.transfer.pairs import (
    add_pair,
    mirror_pairs,
    move_point,
    pairs_of,
    remove_pairs,
    rename_pair,
    selected_pairs,
    set_pairs,
    suggest,
)
from a2f_maya.maya.transfer.placing import Choice
from a2f_maya.maya.transfer.post_wrapping import PostWrap, post_wrap, post_wrap_of, set_smooth_level
from a2f_maya.maya.transfer.presets import load_preset, save_preset
from a2f_maya.maya.transfer.queries import (
    SetupMeshes,
    blend_shape_of,
    fitted_meshes,
    locator_of_selection,
    meshes_of,
    smooth_level_of,
)
from a2f_maya.maya.transfer.status_line import status
from a2f_maya.maya.transfer.templates import create_male_template
from a2f_maya.maya.transfer.tools import current_mode, start_tool, stop_tool
from a2f_maya.maya.transfer.wrapping import (
    WrapResult,
    delete_wrap,
    selected_meshes,
    wrap,
    wrap_selection,
)

__all__ = [
    "BlendShapes",
    "Choice",
    "Display",
    "FitResult",
    "PostWrap",
    "SetupMeshes",
    "WrapResult",
    "add_pair",
    "blend_shape_of",
    "correspondences",
    "create_correspondence",
    "create_male_template",
    "current_mode",
    "delete_correspondence",
    "delete_transfer",
    "delete_wrap",
    "display_of",
    "export_blend_shapes",
    "fit",
    "fitted_meshes",
    "generate_blend_shapes",
    "load_preset",
    "locator_of_selection",
    "meshes_of",
    "mirror_pairs",
    "move_point",
    "pairs_of",
    "post_wrap",
    "post_wrap_of",
    "preset_paths",
    "remove_pairs",
    "rename_pair",
    "save_preset",
    "select_pairs",
    "selected_meshes",
    "selected_pairs",
    "set_display",
    "set_meshes",
    "set_pairs",
    "set_smooth_level",
    "smooth_level_of",
    "start_tool",
    "status",
    "stop_tool",
    "suggest",
    "wrap",
    "wrap_selection",
]
