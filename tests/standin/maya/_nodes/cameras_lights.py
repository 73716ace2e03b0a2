"""Cameras and lights: their attributes; nothing is rendered."""

from __future__ import annotations

from maya._core.nodes import NodeType
from maya._nodes.attribute_tables import attributes
from maya._nodes.base import register
from maya._nodes.dag_nodes import SHAPE

CAMERA = register(
    NodeType(
        "camera",
        SHAPE,
        mfn_names=("kCamera",),
        attributes=attributes(
            """
            renderable rnd bool =1
            cameraAperture cap double2
            .horizontalFilmAperture hfa double =1.41732 +k
            .verticalFilmAperture vfa double =0.94488 +k
            lensSqueezeRatio lsr double =1 +k
            filmFit ff enum 0:Fill,1:Horizontal,2:Vertical,3:Overscan =1 +k
            filmFitOffset ffo double +k
            filmOffset fio double2
            .horizontalFilmOffset hfo double +k
            .verticalFilmOffset vfo double +k
            shakeEnabled se bool
            shake shk double2
            .horizontalShake hs double
            .verticalShake vs double
            shakeOverscan sos double =1
            shakeOverscanEnabled soe bool
            panZoomEnabled pze bool
            renderPanZoom rpz bool
            pan pn double2
            .horizontalPan hpn double
            .verticalPan vpn double
            zoom zom double =1
            overscan ovr double =1 +k
            focalLength fl double =35 2.5..100000 +k
            nearClipPlane ncp length =0.1 +k
            farClipPlane fcp length =10000 +k
            cameraScale cs double =1 +k
            fStop fs double =5.6 1..64 +k
            focusDistance fd length =5 0.. +k
            focusRegionScale frs double =1 +k
            shutterAngle sa angle =144deg +k
            preScale psc double =1
            postScale ptsc double =1
            filmTranslate ct double2
            .filmTranslateH fth double
            .filmTranslateV ftv double
            filmRollControl frc compound
            .filmRollPivot frp double2
            ..horizontalRollPivot hrp double
            ..verticalRollPivot vrp double
            .filmRollValue frv angle
            .filmRollOrder fro enum 0:Rotate-Translate,1:Translate-Rotate
            centerOfInterest coi length =5 +k
            orthographic o bool
            orthographicWidth ow length =10
            clippingPlanes cp bool =1
            bestFitClippingPlanes bfc bool =1
            motionBlur mb bool
            depthOfField dof bool
            displayFilmGate dfg bool
            displayResolution dr bool
            displayGateMask dgm bool =1
            displayGateMaskOpacity dgo float =0.7
            displayGateMaskColor dgc color =0.5
            displayFieldChart dfc bool
            displaySafeAction dsa bool
            displaySafeTitle dst bool
            displayFilmPivot dfp bool
            displayFilmOrigin dfo bool
            displayCameraNearClip cnc bool
            displayCameraFarClip cfp bool
            displayCameraFrustum dcf bool
            locatorScale lls double =1
            imageName imn string
            depthName den string
            maskName man string
            image img bool =1
            depth dep bool
            mask ma bool =1
            homeCommand hc string
            journalCommand jc bool
            imagePlane ip message []
            bookmarks b message []
            backgroundColor col color
            tumblePivot tp double3 XYZ
            usePivotAsLocalSpace uls bool
            triggerUpdate tu double
            threshold tthd double =0.9 0..1
            transparencyBasedDepth tdth bool =1
            stereoHorizontalImageTranslate hit double
            stereoHorizontalImageTranslateEnabled hte bool
            """
        ),
    )
)

LIGHT = register(
    NodeType(
        "light",
        SHAPE,
        mfn_names=("kLight",),
        abstract=True,
        attributes=attributes(
            """
            color cl color =1 +k
            intensity in float =1 +k
            useRayTraceShadows urs bool =1
            shadowColor sc color
            rayDepthLimit rdl short =3
            shadowRays shr short =1
            emitDiffuse edi bool =1 +k
            emitSpecular esp bool =1 +k
            locatorScale lls double =1
            pointCamera p float3 XYZ =1
            rayDirection rad float3 XYZ
            objectType ot char =1
            primitiveId pi long
            """
        ),
    )
)
for _child, _letter in zip(LIGHT.attribute("shadowColor").children, "RGB", strict=True):
    _child.name, _child.short = f"shadColor{_letter}", f"sc{_letter.lower()}"
RENDER_LIGHT = register(
    NodeType(
        "renderLight",
        LIGHT,
        abstract=True,
        attributes=attributes(
            "useDepthMapShadows dms bool\ndmapResolution dr short =512 16..\nreceiveShadows gs bool =1"
        ),
    )
)
NON_AMBIENT = register(
    NodeType(
        "nonAmbientLightShapeNode",
        RENDER_LIGHT,
        mfn_names=("kNonAmbientLight",),
        abstract=True,
        attributes=attributes(
            "decayRate de enum 0:No_Decay,1:Linear,2:Quadratic,3:Cubic\nlightRadius lr float"
        ),
    )
)
NON_EXTENDED = register(
    NodeType(
        "nonExtendedLightShapeNode", NON_AMBIENT, mfn_names=("kNonExtendedLight",), abstract=True
    )
)
register(
    NodeType(
        "ambientLight",
        RENDER_LIGHT,
        mfn_names=("kAmbientLight",),
        classification="light",
        attributes=attributes("ambientShade as float =0.45 0..1 +k"),
    )
)
register(
    NodeType(
        "directionalLight",
        NON_EXTENDED,
        mfn_names=("kDirectionalLight",),
        classification="light",
        attributes=attributes("useLightPosition ulp bool\nlightAngle lang float"),
    )
)
register(NodeType("pointLight", NON_EXTENDED, mfn_names=("kPointLight",), classification="light"))
register(
    NodeType(
        "spotLight",
        NON_EXTENDED,
        mfn_names=("kSpotLight",),
        classification="light",
        attributes=attributes(
            "coneAngle ca angle =40deg +k\npenumbraAngle pa angle +k\ndropoff dro double +k\nbarnDoors bd bool"
        ),
    )
)
register(NodeType("areaLight", NON_AMBIENT, mfn_names=("kAreaLight",), classification="light"))
