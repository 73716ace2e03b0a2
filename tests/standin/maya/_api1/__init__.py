"""The classes of API 1.0 (``maya.OpenMaya`` and its siblings)."""
