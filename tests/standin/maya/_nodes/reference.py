"""reference: stands for a referenced file and keeps what was edited of it."""

from __future__ import annotations

from maya._core.attributes import Attribute
from maya._core.nodes import NodeType
from maya._nodes.base import DEPEND_NODE, register

REFERENCE = register(
    NodeType(
        "reference",
        DEPEND_NODE,
        mfn_names=("kReference",),
        attributes=[
            Attribute("unknownReference", "ur", "message", is_array=True),
            Attribute("associatedNode", "an", "message", is_array=True),
            Attribute("fileNames", "fn", "typed", data_type="string", is_array=True),
            Attribute("locked", "lk", "bool", default=False),
            Attribute("placeHolderList", "phl", "generic", is_array=True, storable=False),
            Attribute("sharedReference", "sr", "message"),
            Attribute("proxyMsg", "pm", "message"),
            Attribute("proxyTag", "ptag", "typed", data_type="string"),
        ],
    )
)
SCRIPT_TYPES = {
    0: "Demand",
    1: "Open/Close",
    2: "GUI Open/Close",
    3: "UI Configuration",
    4: "Software Render",
}
