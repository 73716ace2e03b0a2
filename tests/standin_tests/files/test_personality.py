"""Idle time, the user interface as records, variables, sounds."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import threading
import wave

import maya.utils
import pytest
from maya import cmds, mel
from maya._core import interface
from maya._core.session import session


@pytest.fixture
def windows(monkeypatch):
    """The personality with windows."""
    interface.set_batch(False)
    yield interface.interface()
    session.idle_queue.clear()
    for number in list(session.state.get("jobs", {})):
        session.state["jobs"].pop(number)
    interface.set_batch(True)


def test_nothing_idle_runs_by_itself():
    done = []
    maya.utils.executeDeferred(done.append, 1)
    cmds.evalDeferred(lambda: done.append("last"), lowestPriority=True)
    maya.utils.executeDeferred(done.append, 2)
    cmds.evalDeferred(lambda: done.append("first"), evaluateNext=True)
    assert done == []
    maya.utils.processIdleEvents()
    assert done == ["first", 1, 2, "last"]


def test_a_failing_task_does_not_stop_the_others(capsys):
    done = []
    maya.utils.executeDeferred(lambda: 1 / 0)
    maya.utils.executeDeferred(done.append, 1)
    maya.utils.processIdleEvents()
    assert done == [1]
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_worker_waits_for_the_main_thread():
    answers = []

    def work():
        answers.append(
            maya.utils.executeInMainThreadWithResult(
                cmds.createNode, "transform", name="fromWorker"
            )
        )
        try:
            maya.utils.executeInMainThreadWithResult(lambda: 1 / 0)
        except ZeroDivisionError:
            answers.append("error came back")

    thread = threading.Thread(target=work)
    thread.start()
    while thread.is_alive():
        maya.utils.processIdleEvents()
        thread.join(0.01)
    assert answers == ["fromWorker", "error came back"]
    assert maya.utils.executeInMainThreadWithResult(lambda: 5) == 5


def test_commands_refuse_other_threads():
    caught = []

    def work():
        try:
            cmds.evalDeferred("1")
        except RuntimeError as error:
            caught.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(caught) == 1


def test_batch_has_no_windows():
    assert cmds.window("anything", exists=True) is False
    assert cmds.window("anything") is None
    assert cmds.scriptJob(listConditions=True) is None
    assert cmds.confirmDialog(message="really?") is None
    assert mel.eval("$tmp = $gMainWindow") == ""


def test_windows_are_trees(windows):
    window = cmds.window("tool", title="A tool")
    column = cmds.columnLayout()
    pressed = []
    button = cmds.button(label="go", command=pressed.append)
    cmds.setParent("..")
    cmds.rowLayout("second", numberOfColumns=2)
    field = cmds.intField(value=4)
    cmds.showWindow(window)
    assert button == "tool|columnLayout1|button1"
    assert cmds.control(field, query=True, parent=True) == "tool|second"
    assert cmds.layout(column, query=True, childArray=True) == ["button1"]
    assert cmds.window(window, query=True, title=True) == "A tool"
    assert cmds.intField(field, query=True, value=True) == 4
    interface.press(button)
    assert pressed == [False]
    with pytest.raises(RuntimeError, match="not unique"):
        cmds.window("tool")
    cmds.deleteUI(window)
    assert not cmds.control(button, exists=True)
    with pytest.raises(RuntimeError, match="not found"):
        cmds.button(button, query=True, label=True)


def test_lists_and_menus(windows):
    cmds.window()
    cmds.columnLayout()
    names = cmds.textScrollList(
        append=["a", "b", "c"], allowMultiSelection=True, selectItem=["a", "c"]
    )
    assert cmds.textScrollList(names, query=True, selectIndexedItem=True) == [1, 3]
    cmds.textScrollList(names, edit=True, removeItem="a")
    assert cmds.textScrollList(names, query=True, allItems=True) == ["b", "c"]
    choice = cmds.optionMenu()
    for label in ("one", "two"):
        cmds.menuItem(label=label)
    assert cmds.optionMenu(choice, query=True, value=True) == "one"
    cmds.optionMenu(choice, edit=True, value="two")
    assert cmds.optionMenu(choice, query=True, select=True) == 2
    menu = cmds.menu(label="Mine", parent=mel.eval("$tmp = $gMainWindow"))
    ran = []
    item = cmds.menuItem(label="Run", command=lambda *_: ran.append(1))
    interface.press(item)
    assert ran == [1]
    assert cmds.menu(menu, query=True, itemArray=True) == [item.split("|")[-1]]
    cmds.deleteUI(menu, menu=True)
    assert not cmds.menu(menu, exists=True)


def test_dialogs_get_prepared_answers(windows):
    windows.answers += ["Yes", ("OK", "typed"), "/tmp/a file.ma"]
    assert cmds.confirmDialog(message="m", button=["Yes", "No"]) == "Yes"
    assert cmds.promptDialog(message="m", button=["OK"]) == "OK"
    assert cmds.promptDialog(query=True, text=True) == "typed"
    assert cmds.fileDialog2(fileMode=1) == ["/tmp/a file.ma"]
    assert cmds.fileDialog2(fileMode=1) is None


def test_a_workspace_control_is_filled_by_its_script(windows):
    script = "from maya import cmds; cmds.columnLayout('insideOfIt')"
    assert cmds.workspaceControl("panel", label="Panel", uiScript=script) == "panel"
    assert cmds.layout("insideOfIt", query=True, parent=True).endswith("panel")
    cmds.workspaceControl("panel", edit=True, close=True)
    assert cmds.workspaceControl("panel", exists=True)
    assert not cmds.workspaceControl("panel", query=True, visible=True)
    cmds.deleteUI("panel")
    assert cmds.workspaceControlState("panel", exists=True)
    cmds.workspaceLayoutManager(reset=True)
    assert cmds.layout("insideOfIt", exists=True)
    cmds.deleteUI("panel")
    cmds.workspaceControlState("panel", remove=True)
    assert not cmds.workspaceControlState("panel", exists=True)


def test_script_jobs_run_when_idle(windows):
    node = cmds.createNode("transform")
    maya.utils.processIdleEvents()
    heard = []
    job = cmds.scriptJob(attributeChange=[f"{node}.translateX", lambda: heard.append("moved")])
    once = cmds.scriptJob(
        event=["SelectionChanged", lambda: heard.append("selected")], runOnce=True
    )
    cmds.setAttr(f"{node}.translateX", 1)
    cmds.setAttr(f"{node}.translateX", 2)
    cmds.select(clear=True)
    assert heard == []
    maya.utils.processIdleEvents()
    assert heard == ["moved", "selected"]
    assert cmds.scriptJob(exists=job)
    assert not cmds.scriptJob(exists=once)
    cmds.scriptJob(kill=job)
    assert not cmds.scriptJob(exists=job)
    with pytest.raises(RuntimeError):
        cmds.scriptJob(event=["NoSuchEvent", lambda: None])


def test_protected_jobs(windows):
    job = cmds.scriptJob(event=["SceneSaved", lambda: None], protected=True)
    with pytest.raises(RuntimeError):
        cmds.scriptJob(kill=job)
    cmds.scriptJob(kill=job, force=True)
    assert not cmds.scriptJob(exists=job)


def test_the_progress_bar_of_the_main_window(windows):
    bar = mel.eval("$tmp = $gMainProgressBar")
    cmds.progressBar(bar, edit=True, beginProgress=True, isInterruptable=True, maxValue=10)
    cmds.progressBar(bar, edit=True, step=3)
    assert cmds.progressBar(bar, query=True, progress=True) == 3
    assert not cmds.progressBar(bar, query=True, isCancelled=True)
    windows.find(bar).properties["isCancelled"] = True
    assert cmds.progressBar(bar, query=True, isCancelled=True)
    cmds.progressBar(bar, edit=True, endProgress=True)
    assert not cmds.progressBar(bar, query=True, isCancelled=True)


def test_option_variables_are_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("MAYA_APP_DIR", str(tmp_path))
    monkeypatch.setattr(session, "options", {})
    cmds.optionVar(
        intValue=("whole", 3), floatValue=("real", 0.5), stringValue=[("a", "ä"), ("b", "x")]
    )
    cmds.optionVar(stringValueAppend=("many", "one"))
    cmds.optionVar(stringValueAppend=("many", "two"))
    assert cmds.optionVar(query="missing") == 0
    monkeypatch.setattr(session, "options", {})  # a new session reads the preferences again
    assert cmds.optionVar(query="whole") == 3
    assert cmds.optionVar(query="real") == 0.5
    assert cmds.optionVar(query="a") == "ä"
    assert cmds.optionVar(query="many") == ["one", "two"]
    assert cmds.optionVar(arraySize="many") == 2
    cmds.optionVar(remove="whole")
    assert not cmds.optionVar(exists="whole")


def test_sounds_know_their_length(tmp_path):
    path = tmp_path / "drei Töne.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(3)
        file.setframerate(44100)
        file.writeframes(bytes(6 * 88200))
    node = cmds.sound(file=str(path), offset=10, name="tones")
    assert node == "tones"
    assert cmds.sound(node, query=True, length=True) == 48.0
    assert cmds.sound(node, query=True, endTime=True) == 58.0
    assert cmds.getAttr(f"{node}.sampleRate") == 44100
    assert cmds.getAttr(f"{node}.channels") == 2
    assert cmds.getAttr(f"{node}.frameCount") == 88200
    cmds.file(str(path), i=True, type="audio", options="o=5")
    assert [cmds.sound(each, query=True, offset=True) for each in cmds.ls(type="audio")] == [
        5.0,
        10.0,
    ]
    with pytest.raises(RuntimeError):
        cmds.sound(file=str(tmp_path / "nothing.wav"))


def test_aiff(tmp_path):
    rate = struct.pack(">HQ", 16383 + 13, 16000 << (63 - 13))
    common = struct.pack(">hIh", 1, 8000, 16) + rate
    chunks = b"COMM" + struct.pack(">I", len(common)) + common
    path = tmp_path / "half.aiff"
    path.write_bytes(b"FORM" + struct.pack(">I", len(chunks) + 4) + b"AIFF" + chunks)
    node = cmds.sound(file=str(path))
    assert cmds.getAttr(f"{node}.sampleRate") == 16000
    assert cmds.sound(node, query=True, length=True) == 12.0


def test_workspaces(tmp_path):
    project = tmp_path / "project"
    project.mkdir()
    (project / "workspace.mel").write_text('workspace -fr "sound" "my sounds";\n', encoding="utf-8")
    before = cmds.workspace(query=True, rootDirectory=True)
    try:
        cmds.workspace(str(project), openWorkspace=True)
        assert cmds.workspace(query=True, rootDirectory=True) == f"{project.as_posix()}/"
        assert cmds.workspace(fileRuleEntry="sound") == "my sounds"
        assert cmds.workspace(expandName="a/b.wav") == f"{project.as_posix()}/a/b.wav"
    finally:
        session.state["workspace_root"] = before.rstrip("/")


def test_run_time_commands(windows):
    ran = []
    cmds.runTimeCommand("standinRuns", command=lambda: ran.append(1), annotation="says")
    try:
        assert cmds.runTimeCommand("standinRuns", exists=True)
        assert cmds.runTimeCommand("standinRuns", query=True, annotation=True) == "says"
        cmds.standinRuns()
        assert ran == [1]
    finally:
        cmds.runTimeCommand("standinRuns", edit=True, delete=True)
    assert not hasattr(cmds, "standinRuns")


def test_a_dragger_context_asks_where_the_mouse_is(windows):
    from maya._commands.tools import drag

    seen = []
    cmds.draggerContext(
        "standinPick",
        pressCommand=lambda: seen.append(
            cmds.draggerContext("standinPick", query=True, anchorPoint=True)
        ),
        dragCommand=lambda: seen.append(
            cmds.draggerContext("standinPick", query=True, dragPoint=True)
        ),
        space="screen",
    )
    cmds.setToolTo("standinPick")
    assert cmds.currentCtx() == "standinPick"
    drag("standinPick", [(1, 2, 0), (3, 4, 0)])
    assert seen == [[1, 2, 0], [3, 4, 0]]
    cmds.setToolTo("selectSuperContext")
    cmds.deleteUI("standinPick")
    assert not cmds.draggerContext("standinPick", exists=True)


def test_every_user_setup_runs_at_start(tmp_path):
    for folder, word in (("one", "first"), ("two", "second")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "userSetup.py").write_text(
            f"print('{word} setup')\n", encoding="utf-8"
        )
    (tmp_path / "one" / "userSetup.mel").write_text('print "in mel\\n";', encoding="utf-8")
    program = (
        "import maya.standalone, maya.cmds as cmds\n"
        "maya.standalone.initialize(name='python')\n"
        "print(cmds.about(batch=True))\n"
        "maya.standalone.uninitialize()\n"
    )
    folders = [str(tmp_path / "one"), str(tmp_path / "two"), *sys.path]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(folders),
        "MAYA_SCRIPT_PATH": str(tmp_path / "one"),
        "MAYA_APP_DIR": str(tmp_path),
    }
    environment.pop("MAYA_SKIP_USERSETUP_PY", None)
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["first setup", "second setup", "in mel", "True"]


def test_the_personality_is_chosen_by_the_environment(tmp_path):
    program = (
        "import maya.standalone, maya.cmds as cmds, maya.mel as mel\n"
        "print(cmds.about(batch=True), mel.eval('$tmp = $gMainWindow'))\n"
        "maya.standalone.initialize()\n"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "MAYA_STANDIN_GUI": "1",
        "MAYA_APP_DIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines() == ["False MayaWindow"]
    assert "RuntimeError" in done.stderr


def test_conditions_change_with_the_selection(windows):
    heard = []
    node = cmds.createNode("transform")
    cmds.select(clear=True)
    maya.utils.processIdleEvents()
    job = cmds.scriptJob(conditionChange=["SomethingSelected", lambda: heard.append("changed")])
    cmds.select(node)
    assert cmds.isTrue("SomethingSelected")
    maya.utils.processIdleEvents()
    assert heard == ["changed"]
    cmds.scriptJob(kill=job)


def test_templates_of_the_attribute_editor(windows):
    from maya.internal.common.ae.template import Template

    class AEthingTemplate(Template):
        def buildUI(self, nodeName):
            self.beginLayout("Main", collapse=False)
            self.addControl("amount", label="Amount")
            self.suppress("hidden")
            self.endLayout()

    session.state.pop("editor_template", None)
    AEthingTemplate("thing1")
    steps = [flags for flags, _ in session.state["editor_template"]]
    assert steps == [
        {"beginLayout": "Main", "collapse": False},
        {"addControl": ("amount", ""), "label": "Amount"},
        {"suppress": "hidden"},
        {"endLayout": True},
    ]
