"""Object sets, shading groups, partitions, display layers."""

from __future__ import annotations

from maya._core.attributes import Attribute
from maya._core.nodes import NodeType
from maya._nodes.attribute_tables import attributes
from maya._nodes.base import DEPEND_NODE, register

ENTITY = register(NodeType("entity", DEPEND_NODE, abstract=True))

OBJECT_SET = register(
    NodeType(
        "objectSet",
        ENTITY,
        mfn_names=("kSet",),
        attributes=attributes(
            """
            dagSetMembers dsm message [] -readable -storable -ordered
            dnSetMembers dnsm message [] -readable -storable -ordered
            memberWireframeColor mwc short =-1
            channelSetColor csc float3
            annotation an string
            partition pa message -writable
            groupNodes gn message [] -readable -ordered
            usedBy ub message [] -ordered
            verticesOnlySet vo bool
            edgesOnlySet eo bool
            facetsOnlySet fo bool
            editPointsOnlySet epo bool
            renderableOnlySet ro bool
            isLayer il bool
            hiddenInOutliner hio bool
            """
        ),
    )
)

SHADING_ENGINE = register(
    NodeType(
        "shadingEngine",
        OBJECT_SET,
        mfn_names=("kShadingEngine",),
        classification="shadingEngine",
        attributes=attributes(
            """
            surfaceShader ss message -readable
            displacementShader ds message -readable
            volumeShader vs message -readable
            imageShader is message -readable
            defaultShader dss message -readable
            """
        ),
    )
)
for _name in (
    "surfaceShader",
    "displacementShader",
    "volumeShader",
    "imageShader",
    "defaultShader",
):
    SHADING_ENGINE.attribute(_name).kind = "float3"
    SHADING_ENGINE.attribute(_name).storable = False
    for _letter in "RGB":
        _short = f"{SHADING_ENGINE.attribute(_name).short}{_letter.lower()}"
        SHADING_ENGINE.attribute(_name).add_child(
            Attribute(f"{_name}{_letter}", _short, "float", owner=SHADING_ENGINE)
        )

PARTITION = register(
    NodeType(
        "partition",
        DEPEND_NODE,
        mfn_names=("kPartition",),
        attributes=attributes(
            """
            sets st message [] -readable -ordered
            annotation an string
            partitionType pt short
            environmentVariable ev string
            """
        ),
    )
)

CHARACTER_FREE_LAYER = attributes(
    """
    drawInfo di compound -storable
    .displayType dt enum 0:Normal,1:Template,2:Reference
    .levelOfDetail lod enum 0:Full,1:Bounding_Box
    .shading s bool =1
    .texturing t bool =1
    .playback p bool =1
    .enabled e bool =1
    .visibility v bool =1
    .hideOnPlayback hpb bool
    .overrideRGBColors ovrgbf bool
    .color c byte
    .overrideColorRGB ovrgb float3 RGB
    .overrideColorA ovca float =1
    identification id short
    displayOrder do long
    ufeMembers um string []
    """
)

DISPLAY_LAYER = register(
    NodeType(
        "displayLayer", DEPEND_NODE, mfn_names=("kDisplayLayer",), attributes=CHARACTER_FREE_LAYER
    )
)


DISPLAY_LAYER_MANAGER = register(
    NodeType(
        "displayLayerManager",
        DEPEND_NODE,
        mfn_names=("kDisplayLayerManager",),
        attributes=attributes(
            """
            displayLayerId dli short []
            currentDisplayLayer cdl short
            """
        ),
    )
)
