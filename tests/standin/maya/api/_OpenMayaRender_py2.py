"""Where Maya keeps the compiled part of `maya.api.OpenMayaRender`; public programs import it directly."""

from maya.api.OpenMayaRender import *
