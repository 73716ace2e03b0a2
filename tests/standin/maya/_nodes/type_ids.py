"""Numbers of the built-in node types, as MTypeId and binary scene files have them."""

from __future__ import annotations

# name:hexadecimal number
_TABLE = """
addDoubleLinear:4441444c addMatrix:44414d58 aimConstraint:44414d43 ambientLight:414d424c
angleBetween:4e414254 animBlendNodeAdditive:41424e41 animBlendNodeAdditiveDA:41424141
animBlendNodeAdditiveDL:4142414c animBlendNodeAdditiveF:41424146 animBlendNodeAdditiveFA:41424641
animBlendNodeAdditiveFL:4142464c animBlendNodeAdditiveI16:41424153
animBlendNodeAdditiveI32:41424149 animBlendNodeBoolean:4142424f animBlendNodeEnum:41424e45
animBlendNodeTime:41425449 animCurveTA:50435441 animCurveTL:5043544c animCurveTT:50435454
animCurveTU:50435455 animCurveUA:50435541 animCurveUL:5043554c animCurveUT:50435554
animCurveUU:50435555 animLayer:414e4c52 areaLight:41524c54 audio:41554449 baseLattice:46424153
blendColors:52424c32 blendMatrix:424d4154 blendShape:46424c53 blendTwoAttr:41424c32 blinn:52424c4e
cacheFile:43434846 camera:4443414d checker:52544348 choice:43484345 clamp:52434c33
cluster:46434c53 clusterHandle:46434c48 colorManagementGlobals:434d4742 composeMatrix:58000301
condition:52434e44 container:434f4e54 containerBase:434f4241 dagContainer:44414743
dagPose:46504f53 decomposeMatrix:58000300 defaultLightList:4445464c
defaultRenderUtilityList:4452554c defaultRenderingList:44524e4c defaultShaderList:5244534c
defaultTextureList:5244544c directionalLight:4449524c displayLayer:4453504c
displayLayerManager:44504c4d distanceBetween:44444254 dof:444f4644 dynController:5943544c
expression:44455850 ffd:46464644 file:52544654 geometryFilter:44474649 globalCacheControl:4743434c
groupId:47504944 groupParts:47525050 hardwareRenderGlobals:48575247
hardwareRenderingGlobals:48525247 historySwitch:48495353 hwRenderGlobals:59485244
hyperGraphInfo:48595052 hyperLayout:4859504c ikSystem:4b535953 joint:4a4f494e lambert:524c414d
lattice:464c4154 lightLinker:524c4c4b lightList:4c4c5354 locator:4c4f4354 makeNurbCircle:4e435243
materialInfo:444d5449 mesh:444d5348 multDoubleLinear:444d444c multMatrix:444d544d
multiplyDivide:524d4449 network:4e54574b nurbsCurve:4e435256 nurbsSurface:4e535246
objectSet:4f425354 orientConstraint:444f5243 pairBlend:4150424c parentConstraint:44504152
particleCloud:50434c44 partition:5052544e phong:5250484f phongE:52504845 pickMatrix:504d4154
place2dTexture:52504c32 plusMinusAverage:52504d41 pointConstraint:44505443 pointLight:504f4954
pointMatrixMult:44504d4d poleVectorConstraint:44505643 polyCone:50434f4e polyCube:50435542
polyCylinder:5043594c polyNormal:504e4f52 polyPlane:504d4553 polySoftEdge:50534f45
polySphere:50535048 polyTorus:50544f52 polyUnite:50554e49 poseInterpolatorManager:5053444d
postProcessList:50505354 reference:5245464e remapValue:524d564c renderGlobals:52474c42
renderGlobalsList:5244474c renderLayer:524e444c renderLayerManager:524e4c4d renderQuality:52515541
resolution:524c544e reverse:52525653 scaleConstraint:44534343 script:53435250
sequenceManager:53514d47 setRange:52524e47 shaderGlow:5348474c shadingEngine:53484144
shapeEditorManager:53444d4c skinCluster:4653434c softMod:4653534c softModHandle:46535348
spotLight:5350544c standardSurface:53544453 strokeGlobals:53544b47 surfaceShader:52535348
time:54494d45 timeToUnitConversion:44544d55 transform:5846524d tweak:464d5054
unitConversion:44554e54 unitToTimeConversion:4455544d vectorProduct:52564543
viewColorManager:5657434d weightGeometryFilter:44574746 wtAddMatrix:4457414d
"""
TYPE_IDS = {
    name: int(number, 16) for name, _, number in (word.partition(":") for word in _TABLE.split())
}
