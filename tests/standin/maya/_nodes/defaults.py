"""The nodes that every new scene has."""

from __future__ import annotations

import math
from typing import Any

#: Type and name, in the order in which an empty scene lists them.
NODES = (
    ("sequenceManager", "sequenceManager1"),
    ("hardwareRenderingGlobals", "hardwareRenderingGlobals"),
    ("partition", "renderPartition"),
    ("renderGlobalsList", "renderGlobalsList1"),
    ("defaultLightList", "defaultLightList1"),
    ("defaultShaderList", "defaultShaderList1"),
    ("postProcessList", "postProcessList1"),
    ("defaultRenderUtilityList", "defaultRenderUtilityList1"),
    ("defaultRenderingList", "defaultRenderingList1"),
    ("lightList", "lightList1"),
    ("defaultTextureList", "defaultTextureList1"),
    ("lambert", "lambert1"),
    ("standardSurface", "standardSurface1"),
    ("particleCloud", "particleCloud1"),
    ("shadingEngine", "initialShadingGroup"),
    ("shadingEngine", "initialParticleSE"),
    ("materialInfo", "initialMaterialInfo"),
    ("shaderGlow", "shaderGlow1"),
    ("dof", "dof1"),
    ("renderGlobals", "defaultRenderGlobals"),
    ("renderQuality", "defaultRenderQuality"),
    ("resolution", "defaultResolution"),
    ("objectSet", "defaultLightSet"),
    ("objectSet", "defaultObjectSet"),
    ("viewColorManager", "defaultViewColorManager"),
    ("colorManagementGlobals", "defaultColorMgtGlobals"),
    ("hardwareRenderGlobals", "hardwareRenderGlobals"),
    ("partition", "characterPartition"),
    ("hwRenderGlobals", "defaultHardwareRenderGlobals"),
    ("ikSystem", "ikSystem"),
    ("hyperGraphInfo", "hyperGraphInfo"),
    ("hyperLayout", "hyperGraphLayout"),
    ("globalCacheControl", "globalCacheControl"),
    ("strokeGlobals", "strokeGlobals"),
    ("dynController", "dynController1"),
    ("lightLinker", "lightLinker1"),
)
#: Name, translation, rotation in degrees, whether it is orthographic.
CAMERAS = (
    ("persp", (28.0, 21.0, 28.0), (-27.938352729602379, 45.0, 0.0), False),
    ("top", (0.0, 1000.1, 0.0), (-90.0, 0.0, 0.0), True),
    ("front", (0.0, 0.0, 1000.1), (0.0, 0.0, 0.0), True),
    ("side", (1000.1, 0.0, 0.0), (0.0, 90.0, 0.0), True),
)
MANAGERS = (
    ("shapeEditorManager", "shapeEditorManager"),
    ("poseInterpolatorManager", "poseInterpolatorManager"),
    ("displayLayerManager", "layerManager"),
    ("displayLayer", "defaultLayer"),
    ("renderLayerManager", "renderLayerManager"),
    ("renderLayer", "defaultRenderLayer"),
)


def add_default_nodes(scene: Any) -> None:
    """Make the cameras, render set-up and the rest; marked as default nodes."""
    made = {name: _make(scene, kind, name, kind != "lightLinker") for kind, name in NODES}
    for camera in CAMERAS:
        _add_camera(scene, *camera)
    made.update({name: _make(scene, kind, name, default=False) for kind, name in MANAGERS})
    _connect(scene, made)


def _make(scene: Any, kind: str, name: str, default: bool = True) -> Any:
    """A node that cannot be deleted; one that is not ``default`` is written to files as shared."""
    node = scene.create(kind, name)
    node.is_default = default
    node.shared = not default
    return node


def _add_camera(
    scene: Any, name: str, place: tuple[float, ...], turn: tuple[float, ...], flat: bool
) -> None:
    transform = _make(scene, "transform", name, default=False)
    shape = scene.create("camera", f"{name}Shape", transform)
    shape.shared = True
    transform.plug("visibility").set(False)
    shape.plug("visibility").set(False)
    transform.plug("translate").set(place)
    transform.plug("rotate").set([math.radians(angle) for angle in turn])
    shape.plug("imageName").set(name)
    shape.plug("depthName").set(f"{name}_depth")
    shape.plug("maskName").set(f"{name}_mask")
    shape.plug("homeCommand").set(f"viewSet -{name[0]} %camera" if flat else "viewSet -p %camera")
    shape.plug("renderable").set(not flat)
    shape.plug("orthographic").set(flat)
    shape.plug("centerOfInterest").set(1000.1 if flat else 44.82186966202994)
    if flat:
        shape.plug("orthographicWidth").set(30.0)


def _connect(scene: Any, made: dict[str, Any]) -> None:
    from maya._core import membership

    def link(source: str, attribute: str, target: str, array: str) -> None:
        places = made[target].plug(array)
        place = places.element(places.next_index(), create=True) if places.is_array else places
        scene.connect(made[source].plug(attribute), place, convert=False)

    for group in ("initialShadingGroup", "initialParticleSE"):
        membership.add_to_partition(made["renderPartition"], made[group])
    link("standardSurface1", "outColor", "initialShadingGroup", "surfaceShader")
    link("standardSurface1", "outColor", "initialParticleSE", "surfaceShader")
    link("particleCloud1", "outColor", "initialParticleSE", "volumeShader")
    link("initialShadingGroup", "message", "initialMaterialInfo", "shadingGroup")
    for shader in ("lambert1", "standardSurface1", "particleCloud1"):
        link(shader, "message", "defaultShaderList1", "shaders")
    link("defaultRenderGlobals", "message", "renderGlobalsList1", "renderGlobals")
    link("defaultRenderQuality", "message", "defaultRenderGlobals", "quality")
    link("defaultResolution", "message", "defaultRenderGlobals", "resolution")
    link("hyperGraphLayout", "message", "hyperGraphInfo", "graphLayout")
    manager = made["layerManager"].plug("displayLayerId").element(0, create=True)
    scene.connect(manager, made["defaultLayer"].plug("identification"), convert=False)
