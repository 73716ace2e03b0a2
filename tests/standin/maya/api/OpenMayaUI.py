"""``maya.api.OpenMayaUI``."""

from __future__ import annotations

from maya._api2 import ui as _ui
from maya._api2 import views as _views
from maya._api2.exporting import public as _public
from maya._api2.table_classes import build as _build
from maya.api import OpenMaya as _OpenMaya
from maya.api import OpenMayaRender as _OpenMayaRender

_classes = _build(
    "ui", {**vars(_OpenMaya), **vars(_OpenMayaRender)}, _public("OpenMayaUI", _ui, _views)
)
for _class in _classes.values():
    _class.__module__ = "OpenMayaUI"
globals().update(_classes)
__all__ = [*sorted(_classes)]  # noqa: PLE0604
