"""Where Maya keeps the compiled part of `maya.api.OpenMayaAnim`; public programs import it directly."""

from maya.api.OpenMayaAnim import *
