"""The A2F meshes that a transfer starts from: the Male Head's skin, neutral and with open mouth."""

from __future__ import annotations

import numpy as np
from maya import cmds

from a2f_maya.face.head import load_head, open_mouth
from a2f_maya.maya.host import action
from a2f_maya.maya.scene.mesh_making import create_mesh
from a2f_maya.maya.scene.nodes import to_ui_length
from a2f_maya.maya.transfer.meshes import DEFAULT_SHADING

NEUTRAL_NAME, OPEN_MOUTH_NAME = "a2f_male_skin", "a2f_male_openMouth"
SPACING = 1.2
"""Between the two heads, in widths of one."""


@action("Create Male Template", keeps_selection=False)
def create_male_template() -> tuple[str, str]:
    """Add the skin of the Male Head twice: neutral, and beside it with its mouth open.

    Both are in centimetres and stand upright, also where Z is up. `scene.attach_mesh` lets the
    neutral one speak.

    Returns
    -------
    tuple of str
        Transforms of the neutral and of the open mouth, which are selected.
    """
    head = load_head()
    neutral = create_mesh(head.skin, NEUTRAL_NAME)
    opened = create_mesh(open_mouth(head), OPEN_MOUTH_NAME)
    width = float(np.ptp(head.skin.points[:, 0]))
    cmds.setAttr(f"{opened}.translateX", to_ui_length(SPACING * width))
    for transform in (neutral, opened):
        if cmds.upAxis(query=True, axis=True) == "z":
            cmds.setAttr(f"{transform}.rotateX", 90)
        cmds.sets(transform, edit=True, forceElement=DEFAULT_SHADING)
    cmds.select(neutral, opened, replace=True)
    return neutral, opened
