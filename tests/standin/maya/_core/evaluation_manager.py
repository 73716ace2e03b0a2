"""The evaluation manager: animated nodes are scheduled and computed on a thread of its own."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from maya._core import evaluation
from maya._core.nodes import Node
from maya._core.plugs import Plug
from maya._core.session import session
from maya._core.threads import evaluation_thread


@dataclass
class EvaluationNode:
    """What ``preEvaluation`` of a scheduled node is told: which of its plugs are dirty."""

    node: Node
    plugs: list[Plug] = field(default_factory=list)


class EvaluationManager:
    """Modes ``off`` (pull only), ``serial`` and ``parallel``.

    The graph is found by one dirty propagation, in which plug-in nodes are asked for further
    dependents. Frames after that dirty the same plugs without asking, call ``preEvaluation``,
    compute every dirty output of the animated nodes, and call ``postEvaluation``.
    """

    def __init__(self) -> None:
        self.mode = "off"
        self.overrides: dict[str, set[str]] = {}
        self._graph: list[EvaluationNode] | None = None

    def invalidate(self) -> None:
        """Forget the graph; the next frame finds it again."""
        self._graph = None

    def set_mode(self, mode: str) -> None:
        """Switch between ``off``, ``serial`` and ``parallel``."""
        self.mode = mode
        self.invalidate()

    def play(self, time: Plug) -> None:
        """Evaluate everything animated for the time that ``time`` holds now."""
        if self._graph is None:
            self._graph = self._build(time)
        else:
            for scheduled in self._graph:
                for plug in scheduled.plugs:
                    plug.dirty = True
        graph = self._graph
        failures: list[BaseException] = []

        def run() -> None:
            try:
                with evaluation_thread():
                    self._evaluate(graph)
            except BaseException as error:
                failures.append(error)

        thread = threading.Thread(target=run, name="EvaluationManager")
        thread.start()
        thread.join()
        if failures:
            raise failures[0]

    def _build(self, time: Plug) -> list[EvaluationNode]:
        dirty = [
            leaf
            for node in session.scene.nodes
            for leaf in node.known_plugs()
            if leaf.is_leaf and leaf.dirty
        ]
        for plug in dirty:  # the propagation stops at dirty plugs and has to see them all
            plug.dirty = False
        nodes: dict[Node, EvaluationNode] = {}
        for plug in evaluation.changed(time):
            nodes.setdefault(plug.node, EvaluationNode(plug.node)).plugs.append(plug)
        for plug in dirty:
            plug.dirty = True
        return list(nodes.values())

    def _evaluate(self, graph: list[EvaluationNode]) -> None:
        for scheduled in graph:
            before = getattr(scheduled.node.user, "_pre_evaluation", None)
            if before is not None:
                before(evaluation.NORMAL, scheduled)
        for scheduled in graph:
            for plug in scheduled.plugs:
                if plug.dirty and plug.exists:
                    evaluation.value(plug, evaluation.NORMAL)
        for scheduled in graph:
            after = getattr(scheduled.node.user, "_post_evaluation", None)
            if after is not None:
                after(evaluation.NORMAL, scheduled)
