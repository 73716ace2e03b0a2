"""Run by Maya at start: loads Audio2Face when the windows are there; mayapy loads it by need."""

from maya import cmds

if not cmds.about(batch=True):
    cmds.evalDeferred(
        "from a2f_maya.maya import startup; startup.load_quietly()", lowestPriority=True
    )
