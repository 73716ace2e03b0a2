"""What the Character Transfer window does, without Qt: reads the scene, calls its functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from maya import cmds

from a2f_maya.errors import SceneError
from a2f_maya.maya import host, transfer
from a2f_maya.maya.scene.nodes import parent_of
from a2f_maya.maya.transfer.blend_shapes import blend_shapes_of
from a2f_maya.maya.transfer.locators import locator_of
from a2f_maya.maya.transfer.pick_session import Mode
from a2f_maya.progress import Progress
from a2f_maya.ui.node_handle import NodeHandle, name_of
from a2f_maya.ui.transfer.scene_reading import pair_names, read_setup, setups
from a2f_maya.ui.transfer.state import LABELS, OPEN_MOUTH, SOURCE, TARGET, TransferState

_Result = TypeVar("_Result")


class Work(Protocol):
    """What long functions report to, and what runs their pure part."""

    progress: Progress

    def run(self, pure: Callable[[], _Result]) -> _Result:
        """Run a computation that does not touch the scene."""
        ...


class TransferPresenter:
    """Keeps in mind what the artist has chosen, as handles of nodes; all else is the scene's."""

    def __init__(self) -> None:
        self._setup: NodeHandle | None = None
        self._wants_new = False
        self._meshes: dict[str, NodeHandle] = {}
        self._fitted: NodeHandle | None = None
        self._without_fitted = False
        self._tongue: NodeHandle | None = None
        self._drag = ExitStack()
        self._start_with_selection()

    # -- reading ---------------------------------------------------------------------------------

    @property
    def setup(self) -> str:
        """The set-up that the window works on; the scene's first if none was chosen."""
        chosen = name_of(self._setup)
        if chosen or self._wants_new:
            return chosen
        found = setups()
        return found[0] if found else ""

    def state(self) -> TransferState:
        """Read everything that the window shows."""
        setup = self.setup
        if not setup:
            return TransferState(
                setups=setups(),
                source=self._mesh(SOURCE),
                target=self._mesh(TARGET),
                open_mouth=self._mesh(OPEN_MOUTH),
                tongue=name_of(self._tongue),
                status=self._status_without_setup(),
            )
        read = read_setup(setup)
        return replace(
            read, fitted=self._chosen_fitted(read.fitted_meshes), tongue=name_of(self._tongue)
        )

    def watched_nodes(self) -> list[str]:
        """Nodes whose attributes the window shows."""
        setup = self.setup
        return [setup, *(cmds.listRelatives(setup, shapes=True, path=True) or [])] if setup else []

    def _status_without_setup(self) -> str:
        for role in (SOURCE, TARGET):
            if not self._mesh(role):
                return f"Assign the {LABELS[role]}: select the mesh and press <<."
        return "Mark points with Add Mode, or load a preset."

    def _chosen_fitted(self, offered: Sequence[str]) -> str:
        chosen = name_of(self._fitted)
        if chosen in offered:
            return chosen
        return offered[-1] if offered and not self._without_fitted else ""

    # -- meshes ----------------------------------------------------------------------------------

    def choose_setup(self, name: str) -> None:
        """Work on another set-up of the scene; an empty name begins a new one."""
        transfer.stop_tool()
        self.forget()
        self._setup = NodeHandle(name) if name else None
        self._wants_new = not name

    def forget(self) -> None:
        """Begin anew: the scene is another one."""
        self._setup = self._tongue = None
        self._forget_choices()

    def _start_with_selection(self) -> None:
        locator = transfer.locator_of_selection()
        self._setup = NodeHandle(parent_of(locator)) if locator else None

    def take_mesh(self, role: str) -> None:
        """Assign the selected mesh.

        Raises
        ------
        SceneError
            If not exactly one mesh is selected, or it does not suit the role.
        """
        self._set_mesh(role, self._selected_mesh())

    def clear_mesh(self, role: str) -> None:
        """Leave a role empty."""
        self._set_mesh(role, "")

    def male_template(self) -> None:
        """Add our heads to the scene and take them for the roles that are empty."""
        names = dict(zip((SOURCE, OPEN_MOUTH), transfer.create_male_template(), strict=True))
        state = self.state()
        for role, name in names.items():
            if not state.mesh(role):
                self._set_mesh(role, name)

    def _set_mesh(self, role: str, name: str) -> None:
        with host.undo_step("Set Meshes"):
            transfer.set_meshes(self._needed_setup(), **{role: name})

    def _mesh(self, role: str) -> str:
        return name_of(self._meshes.get(role))

    def _needed_setup(self) -> str:
        """The set-up, made from the meshes that were kept in mind if it is not there."""
        setup = self.setup
        if setup:
            return setup
        locator = transfer.create_correspondence(
            self._mesh(SOURCE) or None, self._mesh(TARGET) or None, self._mesh(OPEN_MOUTH) or None
        )
        setup = parent_of(locator)
        self._forget_choices()
        self._setup = NodeHandle(setup)
        return setup

    def _forget_choices(self) -> None:
        self._meshes.clear()
        self._fitted = None
        self._without_fitted = self._wants_new = False

    @staticmethod
    def _selected_mesh() -> str:
        selected = transfer.selected_meshes()
        if len(selected) != 1:
            count = f"{len(selected)} are selected" if selected else "none is selected"
            raise SceneError(f"Select exactly one mesh in the scene first; {count}.")
        return str(selected[0])

    # -- pairs -----------------------------------------------------------------------------------

    def load_preset(self, name: str, path: str = "") -> None:
        """Load the pairs of a shipped preset, or of a file if no name is given."""
        setup = self._needed_setup()
        transfer.load_preset(setup, transfer.preset_paths()[name] if name else Path(path))

    def save_preset(self, path: str) -> None:
        """Save the pairs into a file."""
        transfer.save_preset(self.setup, Path(path))

    def select_pairs(self, indices: Sequence[int]) -> None:
        """Highlight pairs in the viewport."""
        transfer.select_pairs(self.setup, indices)

    def rename_pair(self, index: int, name: str) -> None:
        """Give a pair a name."""
        transfer.rename_pair(self.setup, index, name)

    def delete_pairs(self, indices: Sequence[int]) -> None:
        """Delete pairs."""
        transfer.remove_pairs(self.setup, indices)

    def mirror_pairs(self, indices: Sequence[int]) -> str:
        """Add pairs on the other side and select them; says how many."""
        with host.undo_step("Mirror Pairs"):
            added = transfer.mirror_pairs(self.setup, indices)
            transfer.select_pairs(self.setup, added)
        return f"{len(added)} pair{'s' if len(added) != 1 else ''} added on the other side."

    def suggest_pair(self) -> str:
        """Add the most useful pair and select it; says which."""
        with host.undo_step("Suggest Pair"):
            setup = self._needed_setup()
            pair = transfer.suggest(setup)
            added = transfer.add_pair(setup, pair.source, pair.target, pair.name)
            transfer.select_pairs(setup, [added])
        name = pair_names(transfer.pairs_of(setup))[added]
        return f"Suggested '{name}': check both points, and drag them in Edit Mode if they are off."

    def set_mode(self, mode: Mode | Literal[""]) -> None:
        """Take one of our tools; an empty mode puts it down."""
        if mode:
            transfer.start_tool(self._needed_setup(), mode)
        else:
            transfer.stop_tool()

    def set_display(
        self, visible: bool | None = None, size: float | None = None, lines: bool | None = None
    ) -> None:
        """Change how pairs are drawn; None leaves a value as it is."""
        transfer.set_display(self._needed_setup(), visible=visible, size=size, lines=lines)

    def begin_drag(self, title: str) -> None:
        """Make everything until `end_drag` one step of the undo queue."""
        self._drag.enter_context(host.undo_step(title))

    def end_drag(self) -> None:
        """End what `begin_drag` has begun; may be called without it."""
        self._drag.close()

    # -- fitting, wrapping, shapes ---------------------------------------------------------------

    def fit(self, iterations: int, stiffness: float, work: Work) -> None:
        """Fit the driver to the target and choose the result."""
        transfer.stop_tool()
        result = transfer.fit(
            self.setup,
            iterations=iterations,
            stiffness=stiffness,
            progress=work.progress,
            run=work.run,
        )
        self.choose_fitted(result.fitted)

    def choose_fitted(self, name: str) -> None:
        """Choose a fitted mesh for the post wrap; empty for none."""
        self._fitted = NodeHandle(name) if name else None
        self._without_fitted = not name

    def post_wrap(self, smooth_level: int, work: Work) -> None:
        """Build the live chain."""
        transfer.post_wrap(
            self.setup, smooth_level=smooth_level, fitted=self.state().fitted, run=work.run
        )

    def set_smooth_level(self, level: int) -> None:
        """Change the chain that is there; nothing before it is built."""
        if self.state().wrapped:
            transfer.set_smooth_level(self.setup, level)

    def take_tongue(self) -> None:
        """Take the selected mesh for the tongue poses.

        Raises
        ------
        SceneError
            If not exactly one mesh is selected.
        """
        self._tongue = NodeHandle(self._selected_mesh())

    def clear_tongue(self) -> None:
        """Make no tongue poses."""
        self._tongue = None

    def generate_blend_shapes(self, work: Work) -> str:
        """Make the blendShape node; says what was made."""
        made = transfer.generate_blend_shapes(
            self.setup,
            tongue=name_of(self._tongue) or None,
            progress=work.progress,
            run=work.run,
        )
        said = f"{made.blend_shape} has {len(made.names)} shapes"
        if made.tongue_blend_shape:
            said += f", {made.tongue_blend_shape} has {len(made.tongue_names)}"
        return f"{said}."

    def export_blend_shapes(self, path: str) -> str:
        """Write the generated shapes into a file or folder; says where."""
        written = transfer.export_blend_shapes(blend_shapes_of(locator_of(self.setup)), Path(path))
        count = f" and {len(written) - 1} more files" if len(written) > 1 else ""
        return f"Written: {written[0]}{count}."

    def export_obj(self, folder: str) -> str:
        """Write the generated shapes as one OBJ file each; says where."""
        return self.export_blend_shapes(str(Path(folder) / f"{self.state().blend_shape}.obj"))

    # -- deleting --------------------------------------------------------------------------------

    def delete_setup(self) -> None:
        """Take everything that was built out again; pairs and the artist's meshes stay."""
        self._delete(transfer.delete_transfer)

    def delete_correspondence(self) -> None:
        """Delete all pairs."""
        self._delete(transfer.delete_correspondence)

    def _delete(self, delete: Callable[[str], object]) -> None:
        """Delete from the set-up; if it goes itself, its meshes are kept in mind for new pairs."""
        transfer.stop_tool()
        state = self.state()
        meshes = {role: NodeHandle(state.mesh(role)) for role in LABELS if state.mesh(role)}
        setup = NodeHandle(state.setup)
        delete(state.setup)
        self._forget_choices()
        self._setup, self._meshes, self._wants_new = setup, meshes, not setup.name
