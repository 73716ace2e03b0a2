"""A thousand random things that users do, one after the other.

After each of them the scene must be what it was once before, or what the operation says: undo and
redo lead exactly to the neighbouring states, an opened file is the saved one, and a deleted
character leaves no node behind.
"""

from __future__ import annotations

import gc
import random
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from maya import cmds

from a2f_maya.maya import evaluations, scene, startup
from a2f_maya.maya.nodes import wrap_storage
from a2f_maya.maya.nodes.core import CoreNode
from a2f_maya.maya.nodes.deformer import DeformerNode
from a2f_maya.maya.nodes.wrap import WrapNode
from a2f_maya.mesh import Mesh
from a2f_maya.transfer.wrap import bind_wrap
from tests.maya import rig

OPERATIONS = 1000
SEED = 20
MOST_CHARACTERS = 2
FRAMES = 28
SKIN_VERTICES = 60
POSES = ("eyeBlinkLeft", "tongueUp")

State = dict[str, Any]


class User:
    """Somebody who does things at random and remembers how the scene looked after each of them."""

    def __init__(self, folder: Path, recording: Path, package: str, seed: int) -> None:
        self.folder, self.recording, self.package = folder, recording, package
        self.random = random.Random(seed)
        self.saved: dict[Path, State] = {}
        self.done: dict[str, int] = {}
        self.states: list[State] = []
        self.place = 0
        self.empty: State = {}
        self.begin()
        self.empty = self.states[0]

    def begin(self) -> None:
        """The undo queue is empty from here on."""
        self.states, self.place = [self.state()], 0

    def state(self) -> State:
        """What is in the scene, as far as it can be written down."""
        nodes = sorted(cmds.ls(long=True))
        found: State = {"nodes": [(name, cmds.nodeType(name)) for name in nodes]}
        for kind in ("a2fCore", "a2fPlayer", "a2fDeformer", "a2fWrap", "network"):
            for node in sorted(cmds.ls(type=kind) or []):
                links = cmds.listConnections(node, plugs=True, connections=True) or []
                found[node] = sorted(zip(links[::2], links[1::2], strict=True))
        for core in cmds.ls(type="a2fCore") or []:
            # not what is keyed: a plug may keep the last value of a curve that was taken away
            names = ("faceMaskLevel", "package", "frameRate")
            found[f"{core}.values"] = [cmds.getAttr(f"{core}.{name}") for name in names]
            found[f"{core}.keys"] = cmds.keyframe(core, query=True, timeChange=True)
        return found

    def character(self) -> scene.Character | None:
        everybody = scene.characters()
        return self.random.choice(everybody) if everybody else None

    def step(self) -> None:
        """Do one thing and look whether the scene is as it should be."""
        operation: Callable[[], bool] = self.random.choice(OPERATION_LIST).__get__(self)
        name = operation.__name__
        if operation():
            self.done[name] = self.done.get(name, 0) + 1

    def changed(self) -> bool:
        """Note a new state: what could be redone is gone."""
        del self.states[self.place + 1 :]
        self.states.append(self.state())
        self.place += 1
        return True

    def same(self) -> bool:
        """The operation must have left everything as it was."""
        assert self.state() == self.states[self.place]
        return True

    # -- operations: each says whether there was something to do -------------------------------

    def build(self) -> bool:
        if len(scene.characters()) >= MOST_CHARACTERS:
            return False
        cmds.undoInfo(openChunk=True)
        player = scene.create_audio_player(self.recording)
        character = scene.create_instance(player, self.package, self.random.choice(("anne", "bob")))
        mesh = cmds.polyPlane(subdivisionsX=9, subdivisionsY=5, constructionHistory=False)[0]
        follow(mesh, cmds.duplicate(mesh)[0])
        scene.attach_mesh(character, mesh)
        scene.attach_blend_shape(character, rig.make_blend_shape(POSES))
        scene.attach_jaw(character, cmds.createNode("joint", name="jaw"))
        cmds.undoInfo(closeChunk=True)
        return self.changed()

    def delete(self) -> bool:
        character = self.character()
        if character is None:
            return False
        core = character.core
        scene.delete_setup(character)
        assert not cmds.objExists(core)
        assert core not in [each.core for each in scene.characters()]
        left = {cmds.nodeType(name) for name in cmds.ls(long=True)}
        if not scene.characters():
            assert not left & {"a2fCore", "a2fPlayer", "a2fDeformer", "audio", "network"}
        return self.changed()

    def undo(self) -> bool:
        if not self.place:
            return False
        cmds.undo()
        self.place -= 1
        return self.same()

    def redo(self) -> bool:
        if self.place + 1 >= len(self.states):
            return False
        cmds.redo()
        self.place += 1
        return self.same()

    def rename(self) -> bool:
        character = self.character()
        if character is None:
            return False
        # the same name again might be no step of the undo queue
        names = {"anne", "carla", "dora"} - {character.core}
        new = cmds.rename(character.core, self.random.choice(sorted(names)))
        assert character.core == new
        assert scene.find_character(new) == character
        return self.changed()

    def key(self) -> bool:
        character = self.character()
        if character is None:
            return False
        name = self.random.choice(("lowerFaceStrength", "joy"))
        value, frame = self.random.choice((0.1, 0.5, 1.0)), self.random.randrange(FRAMES)
        cmds.setKeyframe(character.core, attribute=name, time=frame, value=value)
        return self.changed()

    def tune(self) -> bool:
        character = self.character()
        if character is None:
            return False
        plug = f"{character.core}.faceMaskLevel"
        levels = {0.4, 0.5, 0.7} - {round(cmds.getAttr(plug), 6)}
        cmds.setAttr(plug, self.random.choice(sorted(levels)))
        return self.changed()

    def scrub(self) -> bool:
        """Look at everything at some frame; the time is no step of the undo queue here."""
        cmds.undoInfo(stateWithoutFlush=False)
        cmds.currentTime(self.random.randrange(-3, FRAMES))
        cmds.undoInfo(stateWithoutFlush=True)
        for character in scene.characters():
            assert cmds.getAttr(f"{character.core}.ready") is True
            weights = [cmds.getAttr(f"{character.core}.weights[{index}]") for index in range(6)]
            for shape in character.blend_shapes:
                for index, name in enumerate(POSES):
                    found = cmds.getAttr(f"{shape}.weight[{index}]")
                    assert found == pytest.approx(weights[rig.TINY_POSES.index(name)], abs=1e-5)
            for mesh in character.meshes:
                assert len(rig.mesh_points(mesh)) == SKIN_VERTICES
        for node in cmds.ls(type="a2fWrap"):
            (driver,) = cmds.listConnections(f"{node}.driver", shapes=True)
            (driven,) = cmds.deformer(node, query=True, geometry=True)
            assert rig.mesh_points(driven) == pytest.approx(rig.mesh_points(driver), abs=1e-4)
        return self.same()

    def save(self) -> bool:
        path = self.folder / f"scene ü {self.random.randrange(3)}.ma"
        cmds.file(rename=path.as_posix())
        cmds.file(save=True, type="mayaAscii")
        self.saved[path] = self.states[self.place]
        return self.same()

    def open(self) -> bool:
        if not self.saved:
            return False
        path = self.random.choice(sorted(self.saved))
        cmds.file(path.as_posix(), open=True, force=True)
        self.begin()
        assert self.states[0] == self.saved[path]
        return True

    def new(self) -> bool:
        cmds.file(new=True, force=True)
        self.begin()
        assert self.states[0] == self.empty
        return True

    def reload(self) -> bool:
        """Unload and load both plug-ins, which only an empty scene allows."""
        cmds.file(new=True, force=True)
        cmds.flushUndo()
        startup.unload_plugins()
        startup.load_plugins()
        self.begin()
        return True


OPERATION_LIST = [
    *[User.undo, User.redo, User.rename, User.key, User.tune, User.scrub] * 4,
    *[User.build, User.delete, User.save] * 2,
    User.open,
    User.new,
    User.reload,
]


def follow(driver: str, driven: str) -> None:
    """Let a copy of a mesh follow it, point on point."""
    node = cmds.deformer(driven, type="a2fWrap")[0]
    cmds.connectAttr(f"{driver}.outMesh", f"{node}.driver")
    points = rig.mesh_points(driver)
    quads = np.array([(v, v + 1, v + 11, v + 10) for v in range(50) if v % 10 < 9], np.int32)
    counts = np.full(len(quads), 4, np.int32)
    rest = Mesh("plane", points.astype(np.float32), counts, quads.ravel())
    wrap_storage.store_binding(node, bind_wrap(rest, rest))


def alive(*kinds: type) -> int:
    """Objects of our node classes that Python still holds."""
    gc.collect()
    return sum(isinstance(thing, kinds) for thing in gc.get_objects())


def test_a_thousand_random_operations(tmp_path: Path, recording: Path, tiny: str) -> None:
    startup.load_plugins()
    user = User(tmp_path, recording, tiny, SEED)
    threads = threading.active_count()
    sizes: list[int] = []
    for number in range(OPERATIONS):
        user.step()
        if number % (OPERATIONS // 4) == OPERATIONS // 4 - 1:
            user.reload()
            assert alive(CoreNode, DeformerNode, WrapNode) == 0
            sizes.append(memory())
    assert set(user.done) == {operation.__name__ for operation in OPERATION_LIST}
    assert min(user.done.values()) >= 5
    assert threading.active_count() == threads
    assert not evaluations.STORE.jobs()
    # what is loaded late counts once; after that nothing may pile up
    assert sizes[-1] - sizes[1] < 30_000_000


def memory() -> int:
    """Bytes that the process takes; 0 where nobody says."""
    if not sys.platform.startswith("linux"):
        return 0
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096
