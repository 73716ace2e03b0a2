"""The nodes that keep a scene's render and interface settings."""

from __future__ import annotations

from maya._core.nodes import NodeType
from maya._nodes.attribute_tables import attributes
from maya._nodes.base import DEPEND_NODE, register


def _plain(name: str, mfn_name: str, table: str = "") -> NodeType:
    return register(
        NodeType(name, DEPEND_NODE, mfn_names=(mfn_name,), attributes=attributes(table))
    )


_plain(
    "renderGlobals",
    "kRenderGlobals",
    """
    macCodec mcodec long
    imageFormat outf short =7
    startFrame fs time
    endFrame ef time
    byFrame bf float =1
    animation an bool
    animationRange ar short
    currentRenderer ren string
    imageFilePrefix ifp string
    extensionPadding ep short =1
    outFormatControl ofc short
    putFrameBeforeExt pff bool
    periodInExt pie short =1
    modifyExtension me bool
    startExtension se float =1
    byExtension be float =1
    renderVersion rv string
    preMel pram string
    postMel poam string
    preRenderMel prm string
    postRenderMel pom string
    quality qul message -readable
    resolution res message -readable
    enableDefaultLight edl bool =1
    useMayaFileName umfn bool =1
    motionBlur mb bool
    """,
)
_plain(
    "resolution",
    "kResolution",
    """
    width w long =960
    height h long =540
    pixelAspect pa float =1
    aspectLock al bool =1
    deviceAspectRatio dar float =1.7777777910232544
    lockDeviceAspectRatio ldar bool
    dotsPerInch dpi float =72
    imageSizeUnits isu short
    pixelDensityUnits pdu short
    fields f short
    """,
)
_plain(
    "renderQuality",
    "kRenderQuality",
    "shadingSamples ss long =1\nmaxShadingSamples mss long =1\nedgeAntiAliasing eaa long =3",
)
_plain(
    "hardwareRenderingGlobals",
    "kHardwareRenderingGlobals",
    """
    lineAAEnable laa bool
    multiSampleEnable aaen bool
    multiSampleCount aasc long =8
    ssaoEnable aoon bool
    motionBlurEnable mbe bool
    renderMode rm long =4
    enableTextureMaxRes etmr bool
    textureMaxResolution tmr long =4096
    transparencyAlgorithm ta long =1
    """,
)
_plain(
    "hwRenderGlobals",
    "kHwRenderGlobals",
    "filename fn string\nstartFrame sf time\nendFrame ef time\nbyFrame by long =1",
)
_plain(
    "hardwareRenderGlobals",
    "kHardwareRenderGlobals",
    "enableHighQualityLighting ehql bool\nframeBufferFormat fbfm short",
)
_plain(
    "sequenceManager",
    "kSequenceManager",
    "outTime ot time\nsequences seqts message [] -ordered\nwritableSequencer ws message",
)
_plain(
    "lightLinker",
    "kLightLink",
    "link lnk compound [] -ordered\n.light llnk message\n.object olnk message\nshadowLink slnk compound [] -ordered\n.shadowLight sllk message\n.shadowObject solk message",
)
_plain(
    "viewColorManager", "kViewColorManager", "viewTransformName vtn string\ndisplayName dn string"
)
_plain(
    "colorManagementGlobals",
    "kColorManagementGlobals",
    """
    cmEnabled cme bool =1
    configFileEnabled cfe bool
    configFilePath cfp string
    viewTransformName vtn string
    displayName dn string
    workingSpaceName wsn string
    defaultInputSpaceName dis string
    """,
)
_plain("shaderGlow", "kShaderGlow", "glowColor gc color =1")
_plain("dof", "kDOF", "focusDistance fd length")
_plain(
    "ikSystem",
    "kIkSystem",
    "globalSnap gsn bool\nglobalSolve gsv bool =1\nikSolver sol message [] -ordered",
)
_plain("hyperGraphInfo", "kHyperGraphInfo", "graphLayout gl message")
_plain("globalCacheControl", "kGlobalCacheControls", "enable e bool =1")
_plain("strokeGlobals", "kStrokeGlobals", "drawAsMesh dam bool =1")
_plain("dynController", "kDynamicsController", "enableStatus es bool")
_plain(
    "renderLayerManager",
    "kRenderLayerManager",
    "renderLayerId rlmi short []\ncurrentRenderLayer crl short",
)
_plain(
    "renderLayer",
    "kRenderLayer",
    "identification rlid short\nrenderable rndr bool =1\nglobal g bool\ndisplayOrder do long",
)
_plain(
    "shapeEditorManager",
    "kShapeEditorManager",
    "blendShapeDirectory bsdt compound []\n.directoryName dtn string\n.childIndices dci typed:Int32Array\noutBlendShapeVisibility obsv short []",
)
_plain(
    "poseInterpolatorManager",
    "kPoseInterpolatorManager",
    "poseInterpolatorDirectory pdir compound []\n.directoryName dnam string",
)
