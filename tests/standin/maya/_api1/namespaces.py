"""MNamespace."""

from __future__ import annotations

from maya._core.session import session
from maya._shared import errors

from .objects import MObject, MObjectArray
from .plugs import not_recorded
from .swig import SwigObject, named, wrong_arguments


@named("MNamespace")
class MNamespace(SwigObject):
    """Namespaces, named absolutely as ``:a:b``."""

    @staticmethod
    def addNamespace(name: str, parent: str | None = None) -> None:
        """Make one."""
        full = _inside(name, parent)
        if full in session.scene.namespaces:
            raise errors.failure("The namespace exists already")
        session.scene.namespaces.append(full)

    @staticmethod
    def removeNamespace(name: str, removeContents: bool = False) -> None:
        """Remove one."""
        from maya import cmds

        _known(name)
        with not_recorded():
            cmds.namespace(removeNamespace=name, deleteNamespaceContent=bool(removeContents))

    @staticmethod
    def renameNamespace(old: str, new: str, parent: str | None = None) -> None:
        """Rename one."""
        from maya import cmds

        with not_recorded():
            cmds.namespace(rename=(_known(old), new), parent=parent or ":")

    @staticmethod
    def moveNamespace(source: str, target: str, force: bool = False) -> None:
        """Move all nodes of one into another."""
        from maya import cmds

        with not_recorded():
            cmds.namespace(moveNamespace=(source, target), force=bool(force))

    @staticmethod
    def namespaceExists(name: str) -> bool:
        """Whether there is one."""
        return _plain(name) in session.scene.namespaces

    @staticmethod
    def currentNamespace() -> str:
        """The one in which new nodes are made."""
        return f":{session.scene.current_namespace}"

    @staticmethod
    def setCurrentNamespace(name: str) -> None:
        """Make new nodes in another one."""
        session.scene.current_namespace = _known(name)

    @staticmethod
    def rootNamespace() -> str:
        """The one without a name."""
        return ":"

    @staticmethod
    def parentNamespace(name: str = "") -> str:
        """The one around."""
        space = _known(name) if name else session.scene.current_namespace
        return f":{space.rpartition(':')[0]}"

    @staticmethod
    def getNamespaces(parent: str = "", recurse: bool = False) -> list[str]:
        """Those inside of one."""
        above = _known(parent) if parent else session.scene.current_namespace
        start = f"{above}:" if above else ""
        return [
            f":{name}"
            for name in session.scene.namespaces
            if name and name.startswith(start) and (recurse or ":" not in name[len(start) :])
        ]

    @staticmethod
    def getNamespaceObjects(name: str = "", recurse: bool = False) -> MObjectArray:
        """Nodes inside of one."""
        space = _known(name) if name else session.scene.current_namespace
        found = []
        for node in session.scene.nodes:
            own = node.name.rpartition(":")[0]
            if own == space or (recurse and own.startswith(f"{space}:" if space else "")):
                found.append(MObject._of(node))
        return MObjectArray._made(found)

    @staticmethod
    def stripNamespaceFromName(name: str) -> str:
        """The name without namespaces."""
        return name.rpartition(":")[2]

    @staticmethod
    def getNamespaceFromName(name: str) -> str:
        """The namespaces of a name."""
        return name.rpartition(":")[0]

    @staticmethod
    def relativeNames() -> bool:
        """Whether names are shown relative to the current one."""
        return session.state.get("relative_names", False)

    @staticmethod
    def setRelativeNames(state: bool) -> None:
        """Show names relative to the current one."""
        session.state["relative_names"] = bool(state)

    @staticmethod
    def makeNamepathAbsolute(name: str) -> str:
        """The name with all namespaces."""
        if name.startswith(":"):
            return name
        space = session.scene.current_namespace
        return f":{space}:{name}" if space else f":{name}"

    @staticmethod
    def validateName(name: str) -> str:
        """The name with bad characters replaced."""
        from maya._core.naming import clean

        return ":".join(clean(part) for part in name.split(":"))


def _plain(name: str) -> str:
    """Without the leading colon; relative names are tried below the current namespace first."""
    if not isinstance(name, str):
        raise wrong_arguments("MNamespace", (name,))
    current = session.scene.current_namespace
    if not name.startswith(":") and current and f"{current}:{name}" in session.scene.namespaces:
        return f"{current}:{name}"
    return name.strip(":")


def _known(name: str) -> str:
    plain = _plain(name)
    if plain not in session.scene.namespaces:
        raise errors.invalid(f"There is no namespace {name}")
    return plain


def _inside(name: str, parent: str | None) -> str:
    if name.startswith(":"):
        return name.strip(":")
    above = session.scene.current_namespace if parent is None else _known(parent)
    return f"{above}:{name}" if above else name
