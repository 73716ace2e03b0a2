"""Turning live characters into plain animation: keys of blendShapes and joints, geometry caches."""

from a2f_maya.maya.bake.cache import bake_cache
from a2f_maya.maya.bake.everything import bake_keys
from a2f_maya.maya.bake.keys import BakeReport
from a2f_maya.maya.bake.motion import bake_motion
from a2f_maya.maya.bake.weights import bake_weights

__all__ = ["BakeReport", "bake_cache", "bake_keys", "bake_motion", "bake_weights"]
