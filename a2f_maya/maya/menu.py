"""The menu Audio2Face in the main menu bar, and the shelf of the same name."""

from __future__ import annotations

from dataclasses import dataclass

from maya import cmds, mel

from a2f_maya.maya import startup

MENU = "a2fMenu"
SHELF = "Audio2Face"


@dataclass(frozen=True)
class Entry:
    """One line of the menu; ``action`` is a function of `a2f_maya.maya.actions`.

    ``icon`` puts it on the shelf, too. ``window`` is a module of `a2f_maya.ui` that is shown
    instead of an action.
    """

    label: str
    action: str
    annotation: str
    icon: str = ""
    window: str = ""


ENTRIES: tuple[Entry | str, ...] = (
    "Character",
    Entry(
        "A2F Pipeline...",
        "create_pipeline",
        "Pick a recording and see the Male Head speak it",
        "a2f_pipeline.png",
    ),
    Entry(
        "Male Head",
        "create_male_head",
        "Add the head with teeth, tongue and eyes",
        "a2f_male_head.png",
    ),
    Entry(
        "Audio Player...", "create_audio_player", "Add a recording to the time line and a player"
    ),
    Entry("A2F Instance", "create_instance", "Add the network of a face to the selected player"),
    "Attach",
    Entry(
        "Attach Mesh",
        "attach_mesh",
        "Move the selected mesh of the network's topology (select the A2F instance, too)",
        "a2f_attach.png",
    ),
    Entry(
        "Attach Blend Shape",
        "attach_blend_shape",
        "Drive the blend shape of the selected mesh by the names of its targets",
        "a2f_blend_shape.png",
    ),
    Entry("Attach Jaw", "attach_jaw", "Move the selected joint or transform with the lower teeth"),
    Entry("Attach Eyes", "attach_eyes", "Turn two selected joints or transforms: left, then right"),
    "Range",
    Entry("Set Range Start", "set_range_start", "Start the performance at the current time"),
    Entry("Set Range End", "set_range_end", "End the performance at the current time"),
    Entry(
        "Open Recording Again",
        "open_again",
        "Listen again to recordings that were cancelled or could not be opened",
    ),
    "Bake",
    Entry(
        "Bake to Keys",
        "bake_weights",
        "Write weights, jaw and eyes as keys",
        "a2f_bake.png",
    ),
    Entry(
        "Bake to Geometry Cache...",
        "bake_cache",
        "Write the moving meshes to a cache and attach it",
    ),
    "Character Transfer",
    Entry(
        "Character Transfer...",
        "",
        "Fit the A2F head to another one, let that follow it, and make blend shapes for it",
        window="transfer_window",
    ),
    Entry(
        "Male Template",
        "create_male_template",
        "Add the skin of the Male Head, neutral and with its mouth open",
    ),
    Entry(
        "Wrap...",
        "",
        "Let the first selected mesh drive the others, such as a face its brows",
        window="wrap_window",
    ),
    Entry(
        "Generate Blend Shapes",
        "generate_blend_shapes",
        "Make the 52 shapes for the target of the transfer (select its tongue mesh, too)",
    ),
    Entry(
        "Export Blend Shapes...",
        "export_blend_shapes",
        "Write the selected meshes with their blend shapes as USD or OBJ",
    ),
    Entry(
        "Delete Transfer",
        "delete_transfer",
        "Take fitted mesh, wraps and blend shapes out again; the pairs of points stay",
    ),
    Entry("Delete Correspondence", "delete_correspondence", "Delete all pairs of points"),
    "Remove",
    Entry("Delete A2F Set-up", "delete_setup", "Take the selected character's set-up out again"),
)
"""The menu from top to bottom; plain texts are the labels of dividers."""


def command_of(entry: Entry) -> str:
    """The Python line that an entry runs."""
    if entry.window:
        return f"from a2f_maya.ui import {entry.window}; {entry.window}.show()"
    return f"from a2f_maya.maya import actions; actions.run({entry.action!r})"


def build_when_idle() -> None:
    """Add the menu as soon as Maya's main window is there: plug-ins may load before it."""
    if not cmds.about(batch=True):
        cmds.evalDeferred(
            "from a2f_maya.maya import menu; menu.build()",
            lowestPriority=True,
        )


def build() -> None:
    """Add the menu to Maya's main window; does nothing in mayapy or without the plug-in."""
    if cmds.about(batch=True) or not cmds.pluginInfo(startup.PLUGINS[0], query=True, loaded=True):
        return
    remove()
    window = mel.eval("$a2fMainWindow = $gMainWindow")
    cmds.menu(MENU, label="Audio2Face", parent=window, tearOff=True)
    for entry in ENTRIES:
        if isinstance(entry, str):
            cmds.menuItem(divider=True, dividerLabel=entry, parent=MENU)
        else:
            cmds.menuItem(
                label=entry.label,
                annotation=entry.annotation,
                command=command_of(entry),
                sourceType="python",
                parent=MENU,
            )
    cmds.menuItem(divider=True, parent=MENU)
    cmds.menuItem(
        label="Add Shelf",
        annotation="Put the most used actions on a shelf",
        command="from a2f_maya.maya import menu; menu.build_shelf()",
        sourceType="python",
        parent=MENU,
    )


def remove() -> None:
    """Take the menu away again; does nothing in mayapy."""
    if not cmds.about(batch=True) and cmds.menu(MENU, exists=True):
        cmds.deleteUI(MENU, menu=True)


def build_shelf() -> None:
    """Make the shelf, or make its buttons anew if it is there already."""
    if cmds.about(batch=True):
        return
    shelves = mel.eval("$a2fShelves = $gShelfTopLevel")
    if cmds.shelfLayout(SHELF, exists=True):
        for button in cmds.shelfLayout(SHELF, query=True, childArray=True) or []:
            cmds.deleteUI(button)
    else:
        cmds.shelfLayout(SHELF, parent=shelves)
    for entry in ENTRIES:
        if isinstance(entry, Entry) and entry.icon:
            cmds.shelfButton(
                parent=SHELF,
                label=entry.label,
                annotation=entry.annotation,
                image=entry.icon,
                command=command_of(entry),
                sourceType="python",
            )
