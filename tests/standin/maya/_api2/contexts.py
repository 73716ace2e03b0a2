"""``MDGContext`` and the guard that makes one current."""

from __future__ import annotations

from typing import Any

from maya._api2.quantities import MTime
from maya._core import evaluation
from maya._core.session import session


class MDGContext:
    """The context of an evaluation: the normal one, or a time."""

    __slots__ = ("_context",)

    def __init__(self, source: Any = None) -> None:
        if source is None:
            self._context = evaluation.NORMAL
        elif isinstance(source, MDGContext):
            self._context = source._context
        elif isinstance(source, MTime):
            self._context = evaluation.Context(source._as_ticks())
        else:
            raise TypeError(f"argument must be MTime, not {type(source).__name__}")

    @classmethod
    def _of(cls, context: evaluation.Context) -> MDGContext:
        self = object.__new__(cls)
        self._context = context
        return self

    def copy(self, source: MDGContext) -> MDGContext:
        """Take over another context."""
        self._context = source._context
        return self

    @staticmethod
    def current() -> MDGContext:
        """The context that is being evaluated in."""
        return MDGContext._of(evaluation.current_context())

    def makeCurrent(self) -> MDGContext:
        """Evaluate in this context from now on; gives the one before."""
        before = MDGContext.current()
        evaluation._local.context = self._context
        return before

    def isCurrent(self) -> bool:
        """Whether this is the current context."""
        return evaluation.current_context() is self._context

    def isNormal(self) -> bool:
        """Whether this is the scene's own state."""
        return self._context.is_normal

    def isTimed(self) -> bool:
        """Whether this stands for another time."""
        return not self._context.is_normal

    def isManaged(self) -> bool:
        """Whether an evaluation manager of one's own keeps this context."""
        return False

    def getTime(self) -> MTime:
        """The time of the context; the scene's for the normal one."""
        time = self._context.time
        return MTime._ticks(session.scene.time if time is None else time)


MDGContext.kNormal = MDGContext()


class MDGContextGuard:
    """Makes a context current until it is left or restored."""

    def __init__(self, context: MDGContext) -> None:
        self._context = context
        self._before: MDGContext | None = None

    def context(self) -> MDGContext:
        """The context that is made current."""
        return self._context

    def original_context(self) -> MDGContext | None:
        """The context that was current before."""
        return self._before

    def restore(self) -> None:
        """Go back to the context before."""
        if self._before is not None:
            self._before.makeCurrent()
            self._before = None

    def __enter__(self) -> MDGContextGuard:
        self._before = self._context.makeCurrent()
        return self

    def __exit__(self, object_type: Any, value: Any, traceback: Any) -> None:
        self.restore()
