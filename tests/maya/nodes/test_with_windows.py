"""Maya with windows: a timer serves the nodes, the progress bar shows what is opened."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

SCRIPT = """
import sys, time
from maya import cmds, mel, utils
from a2f_maya.maya import evaluations, startup

assert not cmds.about(batch=True)
cmds.file(new=True, force=True)
startup.load_plugins()
package, recording = sys.argv[1:]
core = cmds.createNode("a2fCore")
cmds.setAttr(core + ".package", package, type="string")
cmds.setAttr(core + ".audioFile", recording, type="string")
cmds.setAttr(core + ".audioTime", 0.5)
assert not cmds.getAttr(core + ".ready")
bar = mel.eval("$testBar = $gMainProgressBar")
was_shown = False
end = time.monotonic() + 30
while not cmds.getAttr(core + ".ready"):
    assert time.monotonic() < end, cmds.getAttr(core + ".status")
    time.sleep(0.02)
    utils.processIdleEvents()
    was_shown = was_shown or bool(evaluations._Bar.name)
assert len(cmds.getAttr(core + ".skinCoefficients")) == 12
utils.processIdleEvents()
assert not evaluations._Bar.name
worker = [each for each in evaluations.threading.enumerate() if "a2f_maya" in each.name]
assert len(worker) == 1
cmds.file(new=True, force=True)
startup.unload_plugins()
assert not worker[0].is_alive()
assert not evaluations._callbacks
print("served", was_shown)
"""


@pytest.mark.standin_only(reason="mayapy has no windows")
def test_a_timer_serves_the_nodes(
    shared_tiny_package: Path, recording: Path, tmp_path: Path
) -> None:
    paths = [str(ROOT), str(ROOT / "tests" / "standin")]
    environment = {
        **os.environ,
        "MAYA_STANDIN_GUI": "1",
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONWARNINGS": "error",
        "MAYA_APP_DIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(shared_tiny_package), str(recording)],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("served"), done.stdout
