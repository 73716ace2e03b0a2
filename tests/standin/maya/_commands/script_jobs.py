"""scriptJob: scripts that run when something happens. They run in idle time, and only in the GUI."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from maya._commands.declared import declared
from maya._commands.flags import Flags
from maya._commands.scripts import CONDITIONS
from maya._core import idle, lookup
from maya._core.session import session
from maya._files import mel

EVENTS = (
    "dbTraceChanged", "resourceLimitStateChange", "linearUnitChanged", "timeUnitChanged", "angularUnitChanged",
    "Undo", "Redo", "customEvaluatorChanged", "serialExecutorFallback", "timeChanged", "currentContainerChange",
    "quitApplication", "idleHigh", "idle", "idleVeryLow", "RecentCommandChanged", "ToolChanged", "PostToolChanged",
    "ToolDirtyChanged", "ToolSettingsChanged", "tabletModeChanged", "DisplayRGBColorChanged", "animLayerRebuild",
    "SelectionChanged", "PreSelectionChangedTriggered", "LiveListChanged", "ActiveViewChanged", "SelectModeChanged",
    "SelectTypeChanged", "SelectPreferenceChanged", "DisplayPreferenceChanged", "DagObjectCreated",
    "transformLockChange", "renderLayerManagerChange", "renderLayerChange", "displayLayerManagerChange",
    "displayLayerAdded", "displayLayerDeleted", "displayLayerVisibilityChanged", "displayLayerChange", "renderPassChange",
    "playbackRangeChanged", "playbackSpeedChanged", "playbackModeChanged", "PreFileNewOrOpened", "NewSceneOpened",
    "PreFileNewOrOpenedTemplate", "PostSceneRead", "SceneOpened", "PreFileSaved", "SceneSaved", "SceneImported",
    "SceneSegmentChanged", "PostSceneSegmentChanged", "NameChanged", "cteEventKeyingTargetForClipChanged",
    "deleteAll", "workspaceChanged", "nurbsToPolygonsPrefsChanged", "constructionHistoryChanged", "threadCountChanged",
    "SetModified", "attrListChanged", "attrListUpdated", "ColorIndexChanged", "UFESelectionChanged", "menuModeChanged",
)  # fmt: skip

_SCENE = {
    "beforeNew": "PreFileNewOrOpened", "beforeOpen": "PreFileNewOrOpened", "afterNew": "NewSceneOpened",
    "afterOpen": "SceneOpened", "afterFileRead": "PostSceneRead", "beforeSave": "PreFileSaved",
    "afterSave": "SceneSaved", "afterImport": "SceneImported", "mayaExiting": "quitApplication",
}  # fmt: skip
_SIGNALS = {"selection_changed": "SelectionChanged", "undo": "Undo", "redo": "Redo", "node_renamed": "NameChanged",
            "playback_range": "playbackRangeChanged"}  # fmt: skip
_UNITS = {"linear": "linearUnitChanged", "angle": "angularUnitChanged", "time": "timeUnitChanged"}


@dataclass
class Job:
    """One job."""

    number: int
    kind: str
    what: str
    script: Any
    run_once: bool = False
    protected: bool = False
    with_scene: bool = False
    parent: str = ""
    waiting: bool = False
    plug: Any = None
    node: Any = None
    uses: int = 0
    options: dict[str, Any] = field(default_factory=dict)

    def describe(self) -> str:
        """As ``listJobs`` shows it."""
        return f"{self.number}: -{self.kind} {self.what!r} {self.script!r}\n"


def jobs() -> dict[int, Job]:
    """Jobs by number."""
    if "jobs" not in session.state:
        session.state["jobs"] = {}
        _listen()
    return session.state["jobs"]


def _listen() -> None:
    listen = session.events.listen
    for signal, event in _SIGNALS.items():
        listen(signal, lambda *_, event=event: fire("event", event))
    listen("scene_message", _scene)
    listen("time_changed", lambda *_: (fire("event", "timeChanged"), fire("timeChange", "")))
    listen("unit_changed", lambda which, *_: fire("event", _UNITS.get(which, "")))
    listen(
        "node_added",
        lambda node: fire("event", "DagObjectCreated") if hasattr(node, "parents") else None,
    )
    listen("attribute_changed", _attribute)
    listen(
        "connection",
        lambda one, other, made: [_plug_event("connectionChange", plug) for plug in (one, other)],
    )
    listen("node_removed", lambda node: _node_event("nodeDeleted", node))
    listen("node_renamed", lambda node, *_: _node_event("nodeNameChanged", node))
    listen("attribute_added", lambda plug: _plug_event("attributeAdded", plug))
    listen("attribute_removed", lambda plug: _plug_event("attributeDeleted", plug))
    listen("option_changed", lambda name: fire("optionVarChanged", name))
    listen("condition", _condition)
    session.state.setdefault("ui_deleted", []).append(lambda widget: fire("uiDeleted", widget.name))
    listen("idle", lambda: fire("idleEvent", "", now=True) or fire("event", "idle", now=True))


def _scene(message: str) -> None:
    if message in ("beforeNew", "beforeOpen"):
        fire("event", "deleteAll", now=True)
    event = _SCENE.get(message)
    if event:
        fire("event", event, now=message.startswith("before"))
    if message in ("afterNew", "afterOpen"):
        for number, job in list(jobs().items()):
            if job.with_scene or job.plug is not None or job.node is not None:
                jobs().pop(number, None)


def _condition(name: str, state: bool) -> None:
    fire("conditionChange", name)
    fire("conditionTrue" if state else "conditionFalse", name)


def _attribute(kind: str, plug: Any, *_: Any) -> None:
    if kind in ("set", "connected", "disconnected"):
        _plug_event("attributeChange", plug)


def _plug_event(kind: str, plug: Any) -> None:
    around = {plug, *plug.above()}
    for job in list(jobs().values()):
        same_node = job.node is plug.node and kind in ("attributeAdded", "attributeDeleted")
        inside = job.plug is not None and (job.plug in around or plug in set(job.plug.above()))
        if job.kind == kind and (same_node or inside):
            _start(job)


def _node_event(kind: str, node: Any) -> None:
    for job in list(jobs().values()):
        if job.kind == kind and job.node is node:
            _start(job)


def fire(kind: str, what: str, now: bool = False) -> None:
    """Start the jobs that wait for something."""
    for job in list(jobs().values()):
        if job.kind == kind and job.what == what:
            _start(job, now)


def _start(job: Job, now: bool = False) -> None:
    """Run a job in idle time, once however often it was started since."""
    if job.waiting:
        return

    def run() -> None:
        job.waiting = False
        if job.number not in jobs():
            return
        if job.run_once:
            jobs().pop(job.number, None)
        mel.call(job.script)

    if now:
        idle.Task(run).run()
        return
    job.waiting = True
    idle.put(idle.Task(run))


_WATCHES = (
    "event", "conditionTrue", "conditionFalse", "conditionChange", "attributeChange", "connectionChange", "nodeDeleted",
    "nodeNameChanged", "uiDeleted", "attributeAdded", "attributeDeleted", "timeChange", "idleEvent", "optionVarChanged",
)  # fmt: skip


@declared("scriptJob")
def script_job(flags: Flags) -> Any:
    """Make, list and kill jobs; None in batch."""
    if session.batch:
        return None
    if flags.get("listConditions"):
        return sorted(CONDITIONS)
    if flags.get("listEvents"):
        return list(EVENTS)
    if flags.get("listJobs"):
        return [job.describe() for job in jobs().values()]
    if "exists" in flags:
        return flags["exists"] in jobs()
    if "kill" in flags or flags.get("killAll"):
        _kill(flags)
        return None
    kind = next((flag for flag in flags if flag in _WATCHES), None)
    if kind is None:
        raise RuntimeError("A job has to watch something.\n")
    return _make(kind, flags)


def _kill(flags: Flags) -> None:
    wanted = list(jobs()) if flags.get("killAll") else flags["kill"]
    for number in wanted:
        job = jobs().get(number)
        if job is None:
            continue
        if job.protected and not flags.get("force"):
            raise RuntimeError(f"scriptJob {number} is protected.\n")
        jobs().pop(number)


def _make(kind: str, flags: Flags) -> int:
    given = flags[kind]
    what, script = given if isinstance(given, tuple) else ("", given)
    if kind == "event" and what not in EVENTS:
        raise RuntimeError(f"Unknown event: {what}\n")
    known = session.state.setdefault("conditions", dict(CONDITIONS))
    if kind.startswith("condition") and what not in known:
        raise RuntimeError(f"Unknown condition: {what}\n")
    plug = node = None
    if kind in ("attributeChange", "connectionChange"):
        plugs = lookup.find_plugs(what)
        if not plugs:
            raise RuntimeError(f"No object matches name: {what}\n")
        plug = plugs[0]
    elif kind == "uiDeleted":
        what = what.rpartition("|")[2]
    elif kind in ("nodeDeleted", "nodeNameChanged", "attributeAdded", "attributeDeleted"):
        found = lookup.find_nodes(what.partition(".")[0])
        if not found:
            raise RuntimeError(f"No object matches name: {what}\n")
        node = getattr(found[0], "node", found[0])
    number = session.state["next_job"] = session.state.get("next_job", 0) + 1
    if flags.get("parent") and flags.get("replacePrevious"):
        for other in [job.number for job in jobs().values() if job.parent == flags["parent"]]:
            jobs().pop(other)
    jobs()[number] = Job(
        number, kind, what, script, bool(flags.get("runOnce")), bool(flags.get("protected")),
        bool(flags.get("killWithScene")), flags.get("parent", ""), plug=plug, node=node,
    )  # fmt: skip
    return number
