"""Where Maya keeps the compiled part of `maya.api.OpenMaya`; public programs import it directly."""

from maya.api.OpenMaya import *
