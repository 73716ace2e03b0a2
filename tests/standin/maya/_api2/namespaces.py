"""``MNamespace``."""

from __future__ import annotations

from maya._api2.objects import (
    MObjectArray,
    changes_scene,
    wrap,
)
from maya._core import namespaces
from maya._core.session import session


class MNamespace:
    """Functions about namespaces; their names are absolute: ``:a:b``."""

    @staticmethod
    def currentNamespace() -> str:
        """The current namespace."""
        return f":{session.scene.current_namespace}"

    @staticmethod
    def rootNamespace() -> str:
        """The root namespace."""
        return ":"

    @staticmethod
    @changes_scene
    def setCurrentNamespace(name: str) -> str:
        """Change the current namespace; gives the one before."""
        before = MNamespace.currentNamespace()
        namespaces.set_current(_existing(name))
        return before

    @staticmethod
    def namespaceExists(name: str) -> bool:
        """Whether a namespace exists."""
        return namespaces.exists(namespaces.absolute(name))

    @staticmethod
    @changes_scene
    def addNamespace(name: str, parent: str | None = None) -> None:
        """Make a namespace."""
        above = None if parent is None else _existing(parent)
        space = namespaces.absolute(name, above)
        if namespaces.exists(space):
            raise RuntimeError("(kFailure): the namespace exists already")
        namespaces.add(space)

    @staticmethod
    @changes_scene
    def removeNamespace(name: str, removeContents: bool = False) -> None:
        """Remove an empty namespace, or one with its content."""
        space = _existing(name)
        inside = namespaces.nodes_in(space, recurse=True)
        if (inside or namespaces.children(space)) and not removeContents:
            raise RuntimeError("(kFailure): the namespace is not empty")
        session.scene.delete(inside)
        for inner in sorted(namespaces.children(space, recurse=True), reverse=True):
            namespaces.drop(inner)
        namespaces.drop(space)

    @staticmethod
    @changes_scene
    def renameNamespace(oldName: str, newName: str, parent: str | None = None) -> None:
        """Rename a namespace."""
        old = _existing(oldName)
        above = old.rpartition(":")[0] if parent is None else _existing(parent)
        new = namespaces.absolute(newName, above)
        namespaces.add(new)
        namespaces.move_content(old, new)
        for inner in sorted(namespaces.children(old, recurse=True), reverse=True):
            namespaces.drop(inner)
        namespaces.drop(old)

    @staticmethod
    @changes_scene
    def moveNamespace(src: str, dst: str, force: bool = False) -> None:
        """Move the content of a namespace into another one."""
        namespaces.move_content(_existing(src), _existing(dst))

    @staticmethod
    def getNamespaces(parentNamespace: str = ":", recurse: bool = False) -> list[str]:
        """Namespaces inside one."""
        return [f":{name}" for name in namespaces.children(_existing(parentNamespace), recurse)]

    @staticmethod
    def getNamespaceObjects(parentNamespace: str = ":", recurse: bool = False) -> MObjectArray:
        """Nodes in a namespace."""
        return MObjectArray._of(
            wrap(node) for node in namespaces.nodes_in(_existing(parentNamespace), recurse)
        )

    @staticmethod
    def parentNamespace(name: str | None = None) -> str:
        """The namespace around one."""
        space = session.scene.current_namespace if name is None else namespaces.absolute(name)
        return f":{space.rpartition(':')[0]}"

    @staticmethod
    def relativeNames() -> bool:
        """Whether names are shown relative to the current namespace."""
        return bool(session.state.get("relative_names", False))

    @staticmethod
    def setRelativeNames(newState: bool) -> None:
        """Show names relative to the current namespace, or not."""
        session.state["relative_names"] = bool(newState)

    @staticmethod
    def getNamespaceFromName(fullName: str) -> str:
        """The namespace of a name."""
        return fullName.rpartition("|")[2].rpartition(":")[0]

    @staticmethod
    def stripNamespaceFromName(fullName: str) -> str:
        """A name without its namespace."""
        return fullName.rpartition("|")[2].rpartition(":")[2]

    @staticmethod
    def makeNamepathAbsolute(fullName: str) -> str:
        """A name that starts at the root namespace."""
        return fullName if fullName.startswith(":") else f":{namespaces.absolute(fullName)}"

    @staticmethod
    def validateName(name: str) -> str:
        """A name with illegal characters replaced."""
        from maya._core.naming import clean

        return ":".join(clean(part) if part else "" for part in name.split(":"))


def _existing(name: str) -> str:
    space = namespaces.absolute(name)
    if not namespaces.exists(space):
        raise RuntimeError(f"(kInvalidParameter): the namespace '{name}' does not exist")
    return space
