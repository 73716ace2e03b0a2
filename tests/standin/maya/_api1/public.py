"""Which names each public module of API 1.0 has."""

from __future__ import annotations

import importlib
from typing import Any

from maya._core.session import session

from . import render
from .mpx_node import UNKNOWN, TypeAttribute

_POINTERS = (
    "boolPtr",
    "charPtr",
    "doublePtr",
    "floatPtr",
    "intPtr",
    "shortPtr",
    "uCharPtr",
    "uIntPtr",
)
_REFERENCES = tuple(
    name
    for word in ("Bool", "Char", "Double", "Float", "Int", "Short", "UChar", "UInt")
    for name in (f"create{word}Ref", f"{word[0].lower()}{word[1:]}RefValue")
)
_MODULES: dict[str, tuple[str, ...]] = {  # public module -> modules of this package
    "OpenMaya": (
        *("arrays", "block", "boxes", "contexts", "data_handle", "evaluation_nodes", "files"),
        *("fn_attribute", "fn_base", "fn_component", "fn_dag", "fn_data", "fn_node", "fn_numbers"),
        *(
            "fn_geometry_data",
            "fn_curve",
            "fn_surface",
            "fn_nodes",
            "fn_cameras",
            "it_polygon",
            "namespaces",
            "misc",
            "ramps",
        ),
        *(
            "modifiers",
            "messages",
            "event_messages",
            "scene_messages",
            "fn_transform",
            "fn_mesh",
            "it_mesh",
            "mesh_queries",
        ),
        *("globals", "it_geometry", "iterators", "matrices"),
        *("objects", "paths", "plugs"),
        *("rotations", "script_util", "selection", "spaces", "syntax", "transformation"),
        *("tuples", "units"),
    ),
    "OpenMayaMPx": (
        "fn_plugin",
        "mpx_command",
        "mpx_data",
        "mpx_deformer",
        "mpx_node",
        "mpx_shapes",
        "mpx_undrawn",
        "mpx_tools",
    ),
    "OpenMayaAnim": ("anim_control", "anim_more", "fn_anim_curve", "fn_filters"),
    "OpenMayaUI": ("ui",),
    "OpenMayaRender": ("render",),
}
_CONSTANTS: dict[str, dict[str, Any]] = {
    "OpenMaya": {
        "MAYA_API_VERSION": session.api_version,
        "MAYA_APP_VERSION": int(session.version),
        "MAYA_CUSTOM_VERSION": int(session.version) * 10000,
        "MAYA_CUSTOM_VERSION_CLIENT": "",
        "MAYA_CUSTOM_VERSION_MAJOR": 0,
        "MAYA_CUSTOM_VERSION_MINOR": 0,
        "MFloatMatrix_kTol": 1e-5,
        "MFloatPoint_kTol": 1e-5,
        "MFloatVector_kTol": 1e-5,
        "MMatrix_kTol": 1e-10,
        "MPoint_kTol": 1e-10,
        "MTransformationMatrix_kTol": 1e-10,
        "MVector_kTol": 1e-10,
        "NULL": 0,
        "STRICT": 1,
        "kDefaultNodeType": "dependNode",
        "kEulerRotationEpsilon": 1e-10,
        "kMFnMeshInstanceUnspecified": -1,
        "kMFnMeshPointTolerance": 1e-10,
        "kMFnMeshTolerance": 1e-3,
        "kMFnNurbsEpsilon": 1e-3,
        "kMFnSubdPointTolerance": 1e-10,
        "kMFnSubdTolerance": 1e-3,
        "kQuaternionEpsilon": 1e-10,
        "kUnknownParameter": UNKNOWN,
    },
}


_CONSTANTS["OpenMayaMPx"] = {"PLUGIN_COMPANY": "Autodesk"}
_CONSTANTS["OpenMayaRender"] = dict(render.CONSTANTS)


class _ClassVariables:
    """``cvar``: static members of classes as ``Class_member``."""

    def __init__(self, classes: dict[str, Any]) -> None:
        self.__dict__["_classes"] = classes

    def __getattr__(self, name: str) -> Any:
        owner, _, member = name.partition("_")
        cls = self._classes.get(owner)
        own = vars(cls).get(member) if cls is not None else None
        if isinstance(own, TypeAttribute):
            return getattr(cls, member)
        if own is not None and not callable(own):
            return own
        raise AttributeError(f"type object 'swigvarlink' has no attribute '{name}'")

    def __repr__(self) -> str:
        return "<Global variables>"


def _classes_of(module: Any) -> dict[str, Any]:
    """Classes that a module of this package defines under a real name."""
    return {
        name: value
        for name, value in vars(module).items()
        if isinstance(value, type)
        and value.__module__ == module.__name__
        and (name[0] == "M" or name.startswith("array"))
        and not name.startswith("Mesh")
    }


def as_mpx_pointer(instance: Any) -> Any:
    """Hand an object of an MPx class over to Maya."""
    instance.thisown = False
    return instance


def as_hashable(instance: Any) -> int:
    """A key for an object of an MPx class."""
    return id(instance)


def export(namespace: dict[str, Any], module: str) -> None:
    """Fill the namespace of a public module, with its ``__all__``."""
    names: dict[str, Any] = {}
    for name in _MODULES[module]:
        names.update(_classes_of(importlib.import_module(f"maya._api1.{name}")))
    names.update(_CONSTANTS.get(module, {}))
    util = importlib.import_module("maya._api1.script_util")
    names.update({name: getattr(util, name) for name in _POINTERS})
    if module == "OpenMaya":
        names.update({name: getattr(util, name) for name in (*_REFERENCES, "setRefValue")})
    if module == "OpenMayaMPx":
        names.update({"asMPxPtr": as_mpx_pointer, "asHashable": as_hashable})
    if module not in ("OpenMaya", "OpenMayaMPx", "OpenMayaUI"):  # the others have none
        _publish(namespace, names, module)
        return
    names["cvar"] = _ClassVariables({k: v for k, v in names.items() if isinstance(v, type)})
    _publish(namespace, names, module)


def _publish(namespace: dict[str, Any], names: dict[str, Any], module: str) -> None:
    for value in names.values():
        if isinstance(value, type) and value.__module__.startswith("maya._api1"):
            value.__module__ = (
                f"maya.{module}" if value.__name__ not in _POINTERS else "maya.OpenMaya"
            )
    namespace.update(names)
    namespace["__all__"] = sorted(names)
