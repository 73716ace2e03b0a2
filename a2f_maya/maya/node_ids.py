"""Type ids of all our node types, in one place because scene files hold them for ever.

They lie in 0x00000-0x7ffff, which Autodesk leaves for internal use and gives to nobody else. A
studio that uses one of these numbers already changes `FIRST` before it builds its first scene.
"""

from __future__ import annotations

FIRST = 0x7A2F0

PLAYER = FIRST
CORE = FIRST + 1
DEFORMER = FIRST + 2
STREAMING_PLAYER = FIRST + 3
WRAP = FIRST + 4
BLENDSHAPE_SOLVER = FIRST + 5
CORRESPONDENCE = FIRST + 6
