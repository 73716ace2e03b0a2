"""Contexts of evaluation."""

from __future__ import annotations

from typing import Any

from maya._core import evaluation

from .swig import SwigObject, named, wrong_arguments
from .units import MTime


@named("MDGContext")
class MDGContext(SwigObject):
    """The normal context, or one at a time."""

    fsNormal: Any = None

    def __init__(self, *values: Any) -> None:
        self._context: evaluation.Context = evaluation.NORMAL
        if len(values) == 1 and isinstance(values[0], MTime):
            self._context = evaluation.Context(values[0]._ticks())
        elif len(values) == 1 and isinstance(values[0], MDGContext):
            self._context = values[0]._context
        elif values:
            raise wrong_arguments("new_MDGContext", values)

    @classmethod
    def _of(cls, context: evaluation.Context) -> MDGContext:
        made = cls()
        made._context = context
        return made

    def assign(self, other: Any) -> MDGContext:
        """Become another context."""
        self._context = other._context
        return self

    def isNormal(self) -> bool:
        """Whether this is the scene's own state."""
        return self._context.is_normal

    def getTime(self, time: Any) -> None:
        """Fill an MTime; the normal context has none."""
        if self._context.time is None:
            raise RuntimeError("(kFailure): The normal context has no time of its own")
        time.assign(MTime._from_ticks(self._context.time))

    def isCurrent(self) -> bool:
        """Whether it is the one that is evaluated now."""
        return evaluation.current_context() is self._context

    def isTimed(self) -> bool:
        """Whether it has a time of its own."""
        return not self.isNormal()

    def isManaged(self) -> bool:
        """Whether the evaluation manager made it."""
        return False

    @staticmethod
    def current() -> MDGContext:
        """The context that is evaluated now."""
        return MDGContext._of(evaluation.current_context())

    def makeCurrent(self) -> MDGContext:
        """Evaluate in this context from now on; gives the one before."""
        before = MDGContext.current()
        evaluation._local.context = self._context
        return before


MDGContext.fsNormal = MDGContext()


class MDGContextGuard(SwigObject):
    """Evaluates in a context as long as it lives."""

    def __init__(self, context: Any) -> None:
        self._before = context.makeCurrent()

    def __del__(self) -> None:
        self._before.makeCurrent()
