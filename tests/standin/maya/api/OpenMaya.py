"""``maya.api.OpenMaya``."""

from __future__ import annotations

import importlib as _importlib

from maya._api2.exporting import public as _public
from maya._api2.resources import (
    getStringResource,
    registerStringResource,
    registerStringResources,
)

_MODULES = """
arrays attribute_functions attribute_specs camera_functions colors component_functions contexts
curve_functions dag_functions data_blocks data_functions evaluation event_messages files functions
geometry_data geometry_iterators globals handles images iterators matrices mesh_functions
mesh_iterators mesh_rays messages modifiers mpx_command mpx_data mpx_node namespaces node_class
node_functions objects paths plugin plugs polygon_iterators quantities ramps rotations rows
scene_messages selection selection_iterator selection_masks small surface_functions surface_shape
syntax time_arrays transform_functions transformation typed_attributes
"""

_classes = _public(
    "OpenMaya", *(_importlib.import_module(f"maya._api2.{name}") for name in _MODULES.split())
)
_classes.pop("MDGContextGuard", None)
globals().update(_classes)
_functions = (getStringResource, registerStringResource, registerStringResources)
__all__ = [*sorted(_classes), *(function.__name__ for function in _functions)]  # noqa: PLE0604
