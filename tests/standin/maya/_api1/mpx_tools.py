"""Base classes of tools, translators and other things that plug-ins register."""

from __future__ import annotations

from typing import Any

from maya._core.command_syntax import CommandSyntax
from maya._core.session import session
from maya._shared import errors

from .mpx_command import MPxCommand
from .swig import SwigObject, named
from .syntax import MArgList, MArgParser, MSyntax


@named("MPxToolCommand")
class MPxToolCommand(MPxCommand):
    """A command that a tool runs."""

    def cancel(self) -> Any:
        """Called when the tool gives up."""

    def finalize(self) -> Any:
        """Called when the tool is done."""

    def _doFinalize(self, arguments: Any) -> None:
        self._finalized = arguments


@named("MPxContext")
class MPxContext(SwigObject):
    """A tool for the views; there are none in batch mode."""

    kImage1, kImage2, kImage3 = range(3)

    def __init__(self, *_: Any) -> None:
        self._images: dict[int, str] = {}
        self._title = ""

    def toolOnSetup(self, event: Any) -> Any:
        """Called when the tool is chosen."""

    def toolOffCleanup(self) -> Any:
        """Called when another tool is chosen."""

    def completeAction(self) -> Any:
        """Called for Return."""

    def deleteAction(self) -> Any:
        """Called for Delete."""

    def abortAction(self) -> Any:
        """Called for Escape."""

    def setImage(self, image: str, index: int) -> None:
        """Set the picture of the tool."""
        self._images[index] = str(image)

    def image(self, index: int) -> str:
        """The picture of the tool."""
        return self._images.get(index, "")

    def stringClassName(self) -> str:
        """The name of the tool."""
        return type(self).__name__

    def _setTitleString(self, text: str) -> None:
        self._title = str(text)

    def _setHelpString(self, text: str) -> None:
        self._help = str(text)

    def _setCursor(self, cursor: Any) -> None:
        self._cursor = cursor

    def helpStateHasChanged(self, event: Any) -> Any:
        """Called when the help text should change."""


@named("MPxSelectionContext")
class MPxSelectionContext(MPxContext):
    """A tool that selects."""


@named("MPxTexContext")
class MPxTexContext(MPxContext):
    """A tool for the UV editor."""


@named("MPxContextCommand")
class MPxContextCommand(SwigObject):
    """Makes tools."""

    def __init__(self, *_: Any) -> None:
        self._own = CommandSyntax()

    def makeObj(self) -> Any:
        """A new tool."""

    def appendSyntax(self) -> Any:
        """Add flags to the command."""

    def doEditFlags(self) -> Any:
        """Handle flags of edits."""
        return "unknown"

    def doQueryFlags(self) -> Any:
        """Handle flags of queries."""
        return "unknown"

    def _syntax(self) -> MSyntax:
        return MSyntax._of(self._own)

    def _parser(self) -> MArgParser:
        return MArgParser(self._syntax(), MArgList())


@named("MPxControlCommand")
class MPxControlCommand(SwigObject):
    """Makes controls of windows; there are none in batch mode."""


@named("MPxModelEditorCommand")
class MPxModelEditorCommand(SwigObject):
    """Makes views; there are none in batch mode."""


class MPxFileTranslator(SwigObject):
    """Reads and writes a type of files."""

    kIsMyFileType, kCouldBeMyFileType, kNotMyFileType = range(3)
    kUnknownAccessMode, kOpenAccessMode, kReferenceAccessMode, kImportAccessMode = range(4)
    kSaveAccessMode, kExportAccessMode, kExportActiveAccessMode = range(4, 7)

    def __init__(self, *_: Any) -> None:
        """Nothing to set up."""

    def haveReadMethod(self) -> bool:
        """Whether it reads."""
        return False

    def haveWriteMethod(self) -> bool:
        """Whether it writes."""
        return False

    def haveNamespaceSupport(self) -> bool:
        """Whether it knows namespaces."""
        return False

    def haveReferenceMethod(self) -> bool:
        """Whether it writes references itself."""
        return False

    def allowMultipleFileOptimization(self) -> bool:
        """Whether reading a file twice may be cut short."""
        return False

    def canBeOpened(self) -> bool:
        """Whether such files can be opened, not only imported."""
        return True

    def defaultExtension(self) -> str:
        """The usual extension of files."""
        return ""

    def filter(self) -> str:
        """The pattern in file dialogs."""
        return "*.*"

    def identifyFile(self, file: Any, buffer: Any, size: int) -> int:
        """Whether a file is of this type, by its extension."""
        extension = self.defaultExtension()
        same = bool(extension) and file.rawName().endswith(f".{extension}")
        return self.kIsMyFileType if same else self.kNotMyFileType

    def reader(self, file: Any, options: str, mode: int) -> Any:
        """Read a file."""
        raise errors.failure("The translator does not read")

    def writer(self, file: Any, options: str, mode: int) -> Any:
        """Write a file."""
        raise errors.failure("The translator does not write")

    @staticmethod
    def fileAccessMode() -> int:
        """What is being done with files."""
        return session.state.get("file_access_mode", MPxFileTranslator.kUnknownAccessMode)


class MPxMayaAsciiFilter(MPxFileTranslator):
    """Reads and writes a variant of Maya ASCII."""


@named("MPxDragAndDropBehavior")
class MPxDragAndDropBehavior(SwigObject):
    """What dropping one thing on another does."""

    def __init__(self, *_: Any) -> None:
        """Nothing to set up."""

    def shouldBeUsedFor(self, source: Any, destination: Any, *_: Any) -> bool:
        """Whether it knows what to do."""
        return False


@named("MPxAttributePatternFactory")
class MPxAttributePatternFactory(SwigObject):
    """Makes attributes from texts."""


class MPxImageFile(SwigObject):
    """Reads images."""


@named("MPxUIControl")
class MPxUIControl(SwigObject):
    """A control of windows."""
