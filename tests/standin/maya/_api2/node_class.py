"""``MNodeClass``."""

from __future__ import annotations

from typing import Any

from maya._api2.objects import (
    INCOMPATIBLE,
    MObject,
    MObjectArray,
    attribute_of,
    wrap,
)
from maya._api2.small import MTypeId
from maya._api2.type_ids import type_id_of
from maya._core.nodes import NodeType
from maya._core.session import session


def find_type(which: Any) -> NodeType:
    """A node type by name or id.

    Raises
    ------
    TypeError
        If there is none.
    """
    if isinstance(which, MTypeId):
        found = (k for k in session.node_types.values() if type_id_of(k) == which.id())
        kind = next(found, None)
    elif isinstance(which, str):
        kind = session.node_types.get(which)
    else:
        raise TypeError(f"node type must be str or MTypeId, not {type(which).__name__}")
    if kind is None or kind.abstract:
        raise TypeError("no valid node type was given")
    return kind


def known_type(which: Any) -> NodeType:
    """A node type by name or id; RuntimeError if there is none."""
    try:
        return find_type(which)
    except TypeError as error:
        if not isinstance(which, (str, MTypeId)):
            raise
        raise RuntimeError(f"(kInvalidParameter): {error}") from None


class MNodeClass:
    """A node type."""

    __slots__ = ("_kind",)

    def __init__(self, which: Any) -> None:
        if isinstance(which, str) and which in session.node_types:
            self._kind = session.node_types[which]
        elif which == session.scene.world.type.name:
            self._kind = session.scene.world.type
        else:
            try:
                self._kind = find_type(which)
            except TypeError:
                if not isinstance(which, (str, MTypeId)):
                    raise
                raise ValueError("no node type of that name or id exists") from None

    @property
    def typeName(self) -> str:
        """Name of the type."""
        return self._kind.name

    @property
    def typeId(self) -> MTypeId:
        """Id of the type."""
        return MTypeId(type_id_of(self._kind))

    @property
    def classification(self) -> str:
        """Classification of the type."""
        return self._kind.classification

    @property
    def pluginName(self) -> str:
        """File of the plug-in that made the type; empty for built-in ones."""
        plugin = session.plugins.get(self._kind.plugin or "")
        return "" if plugin is None else plugin.path

    @property
    def attributeCount(self) -> int:
        """Number of attributes, children too."""
        return len(self.getAttributes())

    def getAttributes(self) -> MObjectArray:
        """All attributes, children too."""
        return MObjectArray._of(wrap(part) for top in self._kind.attributes for part in top.walk())

    def attribute(self, which: Any) -> MObject:
        """An attribute by name or position; a null object if the name is unknown."""
        if isinstance(which, str):
            return wrap(self._kind.attribute(which))
        return self.getAttributes()[which]

    def hasAttribute(self, name: str) -> bool:
        """Whether nodes of the type have an attribute."""
        return self._kind.attribute(name) is not None

    def addExtensionAttribute(self, attribute: MObject) -> MNodeClass:
        """Give all nodes of the type one more attribute."""
        found = attribute_of(attribute)
        found.extension = True
        self._kind.add_attribute(found)
        return self

    def removeExtensionAttribute(self, attribute: MObject) -> MNodeClass:
        """Take an added attribute away from all nodes."""
        found = attribute_of(attribute)
        if found not in self._kind.own_attributes or not getattr(found, "extension", False):
            raise RuntimeError(INCOMPATIBLE)
        self._kind.own_attributes.remove(found)
        return self

    def removeExtensionAttributeIfUnset(self, attribute: MObject) -> bool:
        """Take an added attribute away if no node has a value for it."""
        found = attribute_of(attribute)
        nodes = [node for node in session.scene.nodes if node.has_attribute(found)]
        if any(node.plug(found).is_set for node in nodes):
            return False
        self.removeExtensionAttribute(attribute)
        return True

    def __str__(self) -> str:
        return self._kind.name

    def __repr__(self) -> str:
        return f"maya.api.OpenMaya.MNodeClass('{self._kind.name}')"
