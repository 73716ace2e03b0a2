"""A node that a window keeps in mind: found again after renaming, empty when it is deleted."""

from __future__ import annotations

from maya.api import OpenMaya as om

from a2f_maya.maya.scene.nodes import object_of


class NodeHandle:
    """A node of the scene, whatever it is called now.

    Parameters
    ----------
    name : str
        Its present name; it has to be unique.
    """

    def __init__(self, name: str) -> None:
        self._handle = om.MObjectHandle(object_of(name))

    @property
    def name(self) -> str:
        """The shortest unique name; empty while the node is deleted."""
        if not self._handle.isValid():
            return ""
        node = self._handle.object()
        if node.hasFn(om.MFn.kDagNode):
            return str(om.MFnDagNode(node).partialPathName())
        return str(om.MFnDependencyNode(node).name())


def name_of(handle: NodeHandle | None) -> str:
    """The name of a node that may not have been chosen or not be there any more; else empty."""
    return handle.name if handle is not None else ""
