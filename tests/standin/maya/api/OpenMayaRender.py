"""``maya.api.OpenMayaRender``."""

from __future__ import annotations

from maya._api2 import draw_manager as _draw_manager
from maya._api2 import render as _render
from maya._api2.exporting import public as _public
from maya._api2.table_classes import build as _build
from maya.api import OpenMaya as _OpenMaya

_written = _public("OpenMayaRender", _render, _draw_manager)
_classes = _build("render", vars(_OpenMaya), _written)
for _class in _classes.values():
    _class.__module__ = "OpenMayaRender"
globals().update(_classes)
__all__ = [*sorted(_classes)]  # noqa: PLE0604
