"""evaluationManager, evaluator, cacheEvaluator."""

from __future__ import annotations

from typing import Any

from maya._commands.flag_tables import graph_command
from maya._commands.flags import Flags, command
from maya._core.session import session

MODES = ("off", "serial", "parallel")
OVERRIDES = {
    "nodeTypeParallel": "parallel",
    "nodeTypeSerialize": "serial",
    "nodeTypeGloballySerialize": "globallySerial",
    "nodeTypeUntrusted": "untrusted",
}


@graph_command(
    "evaluationManager",
    missing="cycleCluster disableInfo downstreamFrom upstreamFrom",
    harmless="idleAction idleBuild manipulation manipulationPrevalidation manipulationReady reduceGraphRebuild safeMode fallbackTriggered",
    undoable=False,
)
def _evaluation_manager(flags: Flags, *given: str) -> Any:
    manager = session.evaluation_manager
    for flag, word in OVERRIDES.items():
        if flag in flags:
            return _override(flags, word, flag, given)
    if flags.query:
        return _query(flags)
    if "mode" in flags:
        if flags["mode"] not in MODES:
            raise RuntimeError(f"Invalid evaluation mode: {flags['mode']}")
        manager.set_mode(flags["mode"])
        return True
    if flags.get("invalidate"):
        manager.invalidate()
        return True
    return True


def _query(flags: Flags) -> Any:
    manager = session.evaluation_manager
    if "mode" in flags:
        return [manager.mode]
    if "enabled" in flags:
        return manager.mode != "off"
    if "empty" in flags:
        return not any(node.type.is_a("animCurve") for node in session.scene.nodes)
    if "invalidate" in flags:
        return getattr(manager, "_graph", None) is not None
    if flags:
        return False
    return list(MODES)


def _override(flags: Flags, word: str, flag: str, given: tuple[str, ...]) -> Any:
    table = session.evaluation_manager.overrides
    if flags.query:
        if given:
            return word in table.get(given[0], set())
        return sorted(name for name, words in table.items() if word in words)
    for name in given:
        if name not in session.node_types:
            raise RuntimeError(f"'{name}' is not a valid node type.")
        words = table.setdefault(name, set())
        if flags[flag]:
            words.add(word)
        else:
            words.discard(word)
    return True


#: Evaluators of a stock Maya and whether they are on.
EVALUATORS = {
    "invisibility": True,
    "frozen": False,
    "curveManager": False,
    "cache": False,
    "timeEditorCurveEvaluator": True,
    "dynamics": True,
    "ikSystem": True,
    "disabling": True,
    "hik": False,
    "reference": False,
    "deformer": False,
    "transformFlattening": False,
    "pruneRoots": False,
}


def _evaluators() -> dict[str, bool]:
    return session.state.setdefault("evaluators", dict(EVALUATORS))


@graph_command(
    "evaluator",
    missing="clusters priority nodeType",
    harmless="configuration nodeTypeChildren valueName",
    undoable=False,
)
def _evaluator(flags: Flags) -> Any:
    table = _evaluators()
    name = flags.get("name")
    if isinstance(name, str) and name not in table:
        raise RuntimeError(f"'{name}' is not a known evaluator.")
    if flags.query:
        if isinstance(name, str):
            return "" if "info" in flags else table[name]
        if "enable" in flags:
            return [each for each, on in table.items() if on == bool(flags["enable"])]
        return list(table)
    if flags.get("configuration"):
        return [""]
    if "enable" in flags:
        before = table[name]
        table[name] = bool(flags["enable"])
        return before
    return None


# published with long names only
_CACHE_FLAGS = """
    cacheFillMode cacheFillMode str cq
    cacheFillOrder cacheFillOrder str cq
    cacheInvalidate cacheInvalidate any c
    cacheName cacheName str cq
    cachedFrames cachedFrames bool cq
    cachingPoints cachingPoints bool q
    creationParameters creationParameters bool q
    delegateEvaluation delegateEvaluation bool cq
    dynamicsAsyncRefresh dynamicsAsyncRefresh bool cq
    dynamicsSupportActive dynamicsSupportActive bool q
    dynamicsSupportEnabled dynamicsSupportEnabled bool cq
    flushCache flushCache str c
    flushCacheRange flushCacheRange any c
    flushCacheSync flushCacheSync bool c
    flushCacheWait flushCacheWait bool c
    hybridCacheMode hybridCacheMode str cq
    layeredEvaluationActive layeredEvaluationActive bool q
    layeredEvaluationCachingPoints layeredEvaluationCachingPoints bool q
    layeredEvaluationEnabled layeredEvaluationEnabled bool cq
    listCacheNames listCacheNames bool q
    listCachedNodes listCachedNodes bool q
    listValueNames listValueNames bool q
    newAction newAction str c
    newActionParam newActionParam str c
    newFilter newFilter str c
    newFilterParam newFilterParam str c
    newRule newRule str c
    newRuleParam newRuleParam str c
    pauseInvalidation pauseInvalidation bool cq
    preventFrameSkip preventFrameSkip bool cq
    resetRules resetRules bool c
    resourceUsage resourceUsage bool q
    resumeInvalidation resumeInvalidation bool c
    safeMode safeMode bool cq
    safeModeMessages safeModeMessages bool q
    safeModeTriggered safeModeTriggered bool q
    valueName valueName str q
    waitForCache waitForCache float c
"""


@command("cacheEvaluator", _CACHE_FLAGS, modes="q", undoable=False)
def _cache_evaluator(flags: Flags, *given: str) -> Any:
    """Keeps rules and switches; nothing is cached, as with the evaluator switched off."""
    state = session.state.setdefault("cache_evaluator", {"rules": []})
    if flags.query:
        name = next(iter(flags), None)
        if name == "cachedFrames":
            return []
        if name in ("safeModeTriggered",):
            return _evaluators()["cache"] and bool(lookup_cache_files())
        return state.get(name)
    if flags.get("resetRules"):
        state["rules"].clear()
    if flags.get("newFilter") or flags.get("newRule"):
        state["rules"].append(
            {name: value for name, value in flags.items() if name.startswith("new")}
        )
    for name in (
        "cacheFillMode",
        "cacheFillOrder",
        "safeMode",
        "hybridCacheMode",
        "preventFrameSkip",
        "pauseInvalidation",
    ):
        if name in flags:
            state[name] = flags[name]
    return True


def lookup_cache_files() -> list[Any]:
    """cacheFile nodes switch Cached Playback into safe mode."""
    return [node for node in session.scene.nodes if node.type.is_a("cacheFile")]
