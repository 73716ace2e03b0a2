"""``maya.api.OpenMayaAnim``."""

from __future__ import annotations

import importlib as _importlib

from maya._api2.exporting import public as _public

_MODULES = "anim_control anim_curve deformer_functions"

_classes = _public(
    "OpenMayaAnim", *(_importlib.import_module(f"maya._api2.{name}") for name in _MODULES.split())
)
globals().update(_classes)
__all__ = [*sorted(_classes)]  # noqa: PLE0604
