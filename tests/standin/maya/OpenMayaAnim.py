"""API 1.0: OpenMayaAnim."""

from __future__ import annotations

from maya._api1 import public as _public

_public.export(globals(), "OpenMayaAnim")
