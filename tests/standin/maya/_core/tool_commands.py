"""Commands that make the tools of a plug-in (``registerContextCommand``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from maya._core.session import session
from maya._core.threads import main_thread_only


class ToolCommand:
    """``cmds.<name>()`` makes a tool and gives its name, which ``setToolTo`` takes."""

    modes = "qe"
    flags: ClassVar[dict[str, Any]] = {}
    shorts: ClassVar[dict[str, Any]] = {}

    def __init__(self, name: str, creator: Callable[[], Any]) -> None:
        self.name = name
        self.__name__ = name
        self.creator = creator

    def __repr__(self) -> str:
        return f"<built-in function {self.name}>"

    def __call__(self, *objects: Any, **given: Any) -> Any:
        """Make a tool, or ask whether one exists."""
        from maya._commands.tools import contexts

        main_thread_only(f"maya.cmds.{self.name}")
        known = contexts()
        if given.pop("exists", given.pop("ex", False)):
            return bool(objects) and known.get(str(objects[0]), {}).get("kind") == self.name
        if given:
            raise NotImplementedError(f"stand-in: flags of the tool command {self.name}")
        name = str(objects[0]) if objects else self._free(known)
        if name in known:
            raise RuntimeError(f"Object's name '{name}' is not unique.\n")
        tool = self.creator().makeObj()
        if tool is None:
            raise RuntimeError(f"{self.name}: makeObj gave no tool.\n")
        known[name] = {"kind": self.name, "user": tool}
        title = getattr(tool, "_title", "")
        if title:
            known[name]["title"] = title
        return name

    def _free(self, known: dict[str, Any]) -> str:
        number = 1
        while f"{self.name}{number}" in known:
            number += 1
        return f"{self.name}{number}"


def add(name: str, creator: Callable[[], Any]) -> None:
    """Make the command known.

    Raises
    ------
    RuntimeError
        If a command of that name exists.
    """
    from maya._commands.flags import COMMANDS

    if name in COMMANDS:
        raise RuntimeError(f"(kFailure): command '{name}' is already registered")
    COMMANDS[name] = ToolCommand(name, creator)


def remove(name: str) -> None:
    """Forget the command and the tools that it made."""
    from maya._commands.flags import COMMANDS
    from maya._commands.tools import contexts

    COMMANDS.pop(name, None)
    known = contexts()
    for tool in [tool for tool, record in known.items() if record["kind"] == name]:
        if session.state.get("current_context") == tool:
            session.state["current_context"] = "selectSuperContext"
        known.pop(tool)
