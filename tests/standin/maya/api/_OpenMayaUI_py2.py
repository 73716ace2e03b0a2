"""Where Maya keeps the compiled part of `maya.api.OpenMayaUI`; public programs import it directly."""

from maya.api.OpenMayaUI import *
