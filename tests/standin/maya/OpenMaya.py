"""API 1.0: the base module."""

from __future__ import annotations

from maya._api1 import public as _public

_public.export(globals(), "OpenMaya")
