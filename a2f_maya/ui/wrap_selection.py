"""What the Wrap window would wrap: the selected meshes in the order of selection. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from a2f_maya.maya import transfer


@dataclass(frozen=True)
class WrapSelection:
    """The first selected mesh and the others; empty where there is none."""

    driver: str = ""
    driven: tuple[str, ...] = ()

    @classmethod
    def of_scene(cls) -> WrapSelection:
        """What is selected now."""
        meshes = transfer.selected_meshes()
        return cls(meshes[0], tuple(meshes[1:])) if meshes else cls()

    @property
    def not_enough(self) -> str:
        """Why nothing can be wrapped; empty if something can."""
        if not self.driver:
            return "Select the driver mesh, then the meshes that it shall drive."
        return "" if self.driven else "Select the meshes that shall be driven, too."

    @property
    def sentence(self) -> str:
        """What pressing the button would do."""
        count = len(self.driven)
        return f"'{self.driver}' will drive {count} mesh{'es' if count > 1 else ''}."


def wrapped_sentence(result: transfer.WrapResult) -> str:
    """What a wrap has done."""
    made, kept = len(result.deformers), len(result.kept)
    sentence = f"'{result.driver}' drives {made} mesh{'es' if made != 1 else ''} now"
    return f"{sentence}; left alone: {', '.join(result.kept)}." if kept else f"{sentence}."
