"""Shaders, textures and the lists that hold them: attributes only, nothing is rendered."""

from __future__ import annotations

from maya._core.nodes import NodeType
from maya._nodes.attribute_tables import attributes
from maya._nodes.base import DEPEND_NODE, register

SHADING = register(NodeType("shadingDependNode", DEPEND_NODE, abstract=True))
_OUT = "outColor oc color -writable -storable\noutTransparency ot color -writable -storable\n"
_DRAWN = "drawdb/shader/surface/{0}:shader/surface"

LAMBERT = register(
    NodeType(
        "lambert",
        SHADING,
        mfn_names=("kLambert",),
        classification=_DRAWN.format("lambert"),
        attributes=attributes(
            f"""
            color c color =0.5 +k
            transparency it color +k
            ambientColor ambc color +k
            incandescence ic color +k
            diffuse dc float =0.8 0.. +k
            translucence tc float +k
            translucenceDepth trsd float =0.5
            translucenceFocus tcf float =0.5 0..1
            glowIntensity gi float +k
            refractions rfc bool
            refractiveIndex rfi float =1 0.01..
            refractionLimit rdl short =6
            lightAbsorbance absb float
            surfaceThickness thik float
            shadowAttenuation fakc float =0.5 0..1
            matteOpacity mog float =1
            matteOpacityMode mom enum 0:Black_Hole,1:Solid_Matte,2:Opacity_Gain =2
            hideSource hs bool
            normalCamera n float3 XYZ =1
            pointCamera pc float3 XYZ =1
            {_OUT}
            """
        ),
    )
)
for _name, _stem, _letters in (
    ("ambientColor", "ac", "rgb"),
    ("incandescence", "i", "rgb"),
    ("pointCamera", "p", "xyz"),
):
    for _child, _letter in zip(LAMBERT.attribute(_name).children, _letters, strict=True):
        _child.short = f"{_stem}{_letter}"
REFLECT = register(
    NodeType(
        "reflect",
        LAMBERT,
        mfn_names=("kReflect",),
        abstract=True,
        attributes=attributes(
            "specularColor sc color =0.5 +k\nreflectivity rfl float =0.5 0.. +k\nreflectedColor rc color +k\n"
            "reflectionLimit fll short =1"
        ),
    )
)
register(
    NodeType(
        "phong",
        REFLECT,
        mfn_names=("kPhong",),
        classification=_DRAWN.format("phong"),
        attributes=attributes("cosinePower cp float =20 2.. +k"),
    )
)
register(
    NodeType(
        "phongE",
        REFLECT,
        mfn_names=("kPhongExplorer",),
        classification=_DRAWN.format("phongE"),
        attributes=attributes(
            "roughness rn float =0.7 +k\nhighlightSize hls float =0.5 +k\nwhiteness wn color =0.5 +k"
        ),
    )
)
register(
    NodeType(
        "blinn",
        REFLECT,
        mfn_names=("kBlinn",),
        classification=_DRAWN.format("blinn"),
        attributes=attributes(
            "eccentricity ec float =0.3 0..1 +k\nspecularRollOff sro float =0.7 0.. +k"
        ),
    )
)
register(
    NodeType(
        "surfaceShader",
        SHADING,
        mfn_names=("kSurfaceShader",),
        classification=_DRAWN.format("surfaceShader"),
        attributes=attributes(
            f"{_OUT.replace(' -writable -storable', ' +k')}outGlowColor ogc color +k\noutMatteOpacity omo color =1 +k"
        ),
    )
)
register(
    NodeType(
        "standardSurface",
        SHADING,
        mfn_names=("kStandardSurface",),
        classification=_DRAWN.format("standardSurface"),
        attributes=attributes(
            f"""
            base b float =1 0..1 +k
            baseColor bc color =0.8 +k
            diffuseRoughness dr float 0..1 +k
            metalness m float 0..1 +k
            specular s float =1 0..1 +k
            specularColor sc color =1 +k
            specularRoughness sr float =0.2 0..1 +k
            specularIOR si float =1.5 +k
            transmission t float 0..1 +k
            transmissionColor tc color =1 +k
            subsurface ss float 0..1 +k
            coat ct float 0..1 +k
            emission e float 0..1 +k
            emissionColor ec color =1 +k
            opacity o color =1 +k
            normalCamera n float3 XYZ =1
            {_OUT}
            """
        ),
    )
)
register(
    NodeType("particleCloud", SHADING, mfn_names=("kParticleCloud",), classification="shader/volume",
             attributes=attributes(f"color c color =1 +k\ntransparency t color +k\n{_OUT}"))
)  # fmt: skip
_PLACED = "uvCoord uv float2 UV\nuvFilterSize fs float2 XY\n"
PLACEMENT = attributes(
    """
    coverage c float2 UV =1
    translateFrame tf float2 UV
    rotateFrame rf angle +k
    mirrorU mu bool
    mirrorV mv bool
    stagger s bool
    wrapU wu bool =1
    wrapV wv bool =1
    repeatUV re float2
    .repeatU reu float =1 +k
    .repeatV rev float =1 +k
    offset of float2 UV
    rotateUV r angle +k
    noiseUV n float2
    .noiseU nu float
    .noiseV nv float
    uvCoord uv float2 UV
    outUV o float2 UV -writable -storable
    outUvFilterSize ofs float2 XY -writable -storable
    """
)
register(
    NodeType("place2dTexture", SHADING, mfn_names=("kPlace2dTexture",), classification="utility/general/placement/2d",
             attributes=PLACEMENT)
)  # fmt: skip
TEXTURE_2D = register(
    NodeType(
        "texture2d",
        SHADING,
        mfn_names=("kTexture2d",),
        abstract=True,
        attributes=attributes(
            f"""
            {_PLACED}
            defaultColor dc color =0.5 +k
            colorGain cg color =1 +k
            colorOffset co color +k
            alphaGain ag float =1 +k
            alphaOffset ao float +k
            alphaIsLuminance ail bool
            invert iv bool
            outColor oc color -writable -storable
            outAlpha oa float -writable -storable
            """
        ),
    )
)
register(
    NodeType(
        "file",
        TEXTURE_2D,
        mfn_names=("kFileTexture",),
        classification="drawdb/shader/texture/2d/file:texture/2d:texture",
        attributes=attributes(
            """
            fileTextureName ftn string +file
            fileTextureNamePattern ftnp string
            useFrameExtension ufe bool
            frameExtension fe long =1
            frameOffset fo long
            uvTilingMode uvt enum 0:Off,1:0-based_(ZBrush),2:1-based_(Mudbox),3:UDIM_(Mari),4:Explicit_Tiles
            colorSpace cs string
            ignoreColorSpaceFileRules ifr bool
            filterType ft enum 0:Off,1:Mipmap,2:Box,3:Quadratic,4:Quartic,5:Gaussian =3
            outSize os float2 XY -writable -storable
            """
        ),
    )
)
register(
    NodeType(
        "checker",
        TEXTURE_2D,
        mfn_names=("kChecker",),
        classification="drawdb/shader/texture/2d/checker:texture/2d:texture",
        attributes=attributes(
            "color1 c1 color =1 +k\ncolor2 c2 color +k\ncontrast ct float =1 0..1 +k"
        ),
    )
)
register(
    NodeType(
        "materialInfo",
        DEPEND_NODE,
        mfn_names=("kMaterialInfo",),
        attributes=attributes("shadingGroup sg message\nmaterial m message\ntexture t message []"),
    )
)

#: Types of default nodes that hold messages of others, with their array.
LISTS = {
    "defaultShaderList": ("kShaderList", "shaders s"),
    "defaultTextureList": ("kTextureList", "textures tx"),
    "defaultRenderUtilityList": ("kRenderUtilityList", "utilities u"),
    "defaultRenderingList": ("kRenderingList", "rendering r"),
    "defaultLightList": ("kDefaultLightList", "lights l"),
    "lightList": ("kLightList", "lights l"),
    "postProcessList": ("kPostProcessList", "postProcesses p"),
    "renderGlobalsList": ("kRenderGlobalsList", "renderGlobals rg"),
}
for _name, (_mfn, _array) in LISTS.items():
    register(
        NodeType(
            _name,
            DEPEND_NODE,
            mfn_names=(_mfn,),
            attributes=attributes(f"{_array} message [] -readable -ordered"),
        )
    )
