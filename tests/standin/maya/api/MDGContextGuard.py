"""``maya.api.MDGContextGuard``."""

from maya._api2.contexts import MDGContextGuard

__all__ = ["MDGContextGuard"]
