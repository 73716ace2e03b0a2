"""Files and results of commands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from maya._core.session import session
from maya._shared import errors

from . import pointers
from .fn_base import filled
from .swig import SwigObject, named, wrong_arguments


@named("MCommandResult")
class MCommandResult(SwigObject):
    """The result of a MEL command."""

    kInvalid, kInt, kIntArray, kDouble, kDoubleArray, kString, kStringArray = range(7)
    kVector, kVectorArray, kMatrix, kMatrixArray, kInt64, kInt64Array = range(7, 13)

    def __init__(self) -> None:
        self._value: Any = None

    def resultType(self) -> int:
        """The type of the result."""
        value = self._value
        array = isinstance(value, list)
        first = value[0] if array and value else value
        if isinstance(first, str):
            return self.kStringArray if array else self.kString
        if isinstance(first, float):
            return self.kDoubleArray if array else self.kDouble
        if isinstance(first, int):
            return self.kIntArray if array else self.kInt
        return self.kInvalid

    def getResult(self, target: Any) -> None:
        """Write the result to memory or into an array."""
        from .globals import _deliver

        _deliver(self._value, target)

    def stringResult(self) -> str:
        """The result as a text."""
        if not isinstance(self._value, str):
            raise errors.failure("The result is no text")
        return self._value


def _cmds() -> Any:
    from maya import cmds

    return cmds


@named("MFileIO")
class MFileIO(SwigObject):
    """Opens, saves, imports and references."""

    kVersion2011 = 156
    kVersion2012 = 157

    @staticmethod
    def newFile(force: bool = False) -> None:
        """An empty scene."""
        _cmds().file(new=True, force=bool(force))

    @staticmethod
    def open(name: str, type: Any = None, force: bool = False, *_: Any) -> None:
        """Open a scene."""
        _cmds().file(name, open=True, force=bool(force))

    @staticmethod
    def save(force: bool = False) -> None:
        """Save the scene under its name."""
        _cmds().file(save=True, force=bool(force))

    @staticmethod
    def saveAs(name: str, type: Any = None, force: bool = False) -> None:
        """Save the scene under another name."""
        _cmds().file(rename=name)
        _cmds().file(save=True, force=bool(force), type=type or "mayaAscii")

    @staticmethod
    def importFile(name: str, *_: Any) -> None:
        """Add the contents of a file."""
        _cmds().file(name, i=True)

    @staticmethod
    def reference(name: str, deferred: bool = False, lockReference: bool = False, *_: Any) -> None:
        """Reference a file."""
        _cmds().file(name, reference=True)

    @staticmethod
    def exportSelected(name: str, type: Any = None, *_: Any) -> None:
        """Write what is selected to a file."""
        _cmds().file(name, exportSelected=True, type=type or "mayaAscii", force=True)

    @staticmethod
    def exportAll(name: str, type: Any = None, *_: Any) -> None:
        """Write everything to a file."""
        _cmds().file(name, exportAll=True, type=type or "mayaAscii", force=True)

    @staticmethod
    def currentFile() -> str:
        """The name of the scene, with its folder."""
        known = session.scene.file_name
        return known or str(Path(_cmds().workspace(query=True, rootDirectory=True)) / "untitled")

    @staticmethod
    def fileType() -> str:
        """The type of the scene's file."""
        return session.scene.file_type

    @staticmethod
    def setCurrentFile(name: str) -> None:
        """Give the scene another name."""
        _cmds().file(rename=name)

    @staticmethod
    def isNewingFile() -> bool:
        """Whether an empty scene is being made."""
        return bool(session.state.get("newing_file"))

    @staticmethod
    def isOpeningFile() -> bool:
        """Whether a file is being opened."""
        return bool(session.state.get("opening_file"))

    @staticmethod
    def isReadingFile() -> bool:
        """Whether a file is being read."""
        return bool(session.state.get("reading_file"))

    @staticmethod
    def isWritingFile() -> bool:
        """Whether a file is being written."""
        return bool(session.state.get("writing_file"))

    @staticmethod
    def getReferences(target: list[str], *_: Any) -> None:
        """Fill a list with referenced files."""
        filled(target, _cmds().file(query=True, reference=True) or [])

    @staticmethod
    def getFiles(target: list[str]) -> None:
        """Fill a list with all files of the scene."""
        filled(target, _cmds().file(query=True, list=True) or [])

    @staticmethod
    def mustRenameToSave() -> bool:
        """Whether the scene has to be saved under another name."""
        return bool(session.state.get("rename_to_save"))

    @staticmethod
    def setMustRenameToSave(state: bool) -> None:
        """Ask for another name when saving."""
        session.state["rename_to_save"] = bool(state)


class MFileObject(SwigObject):
    """The name of a file."""

    kNone, kExact, kDirMap, kReferenceMappings = 0, 1, 2, 4
    kRelative, kBaseName, kInputFile, kInputReference = 16, 32, 64, 128
    kStrict = 15

    def __init__(self, *values: Any) -> None:
        self._raw = values[0]._raw if values else ""
        self._method = values[0]._method if values else 0

    def setRawFullName(self, name: str) -> None:
        """Set path and name."""
        self._raw = str(name)

    setFullName = setRawFullName

    def setRawName(self, name: str) -> None:
        """Set the name."""
        self._raw = f"{self.rawPath()}{name}"

    setName = setRawName

    def setRawPath(self, path: str) -> None:
        """Set the folder."""
        self._raw = f"{path.rstrip('/')}/{self.rawName()}"

    def rawFullName(self) -> str:
        """Path and name as they were set."""
        return self._raw

    def rawName(self) -> str:
        """The name."""
        return self._raw.replace("\\", "/").rpartition("/")[2]

    def rawPath(self) -> str:
        """The folder, with a slash at the end."""
        head, slash, _ = self._raw.replace("\\", "/").rpartition("/")
        return head + slash

    def resolvedFullName(self) -> str:
        """The path of the file, environment variables and project expanded."""
        if not self._raw:
            return ""
        from maya import cmds

        return str(cmds.workspace(expandName=self._raw))

    expandedFullName = resolvedFullName

    def resolvedName(self) -> str:
        """The name of the file."""
        return self.resolvedFullName().rpartition("/")[2]

    def resolvedPath(self) -> str:
        """The folder of the file, with a slash at the end."""
        head, slash, _ = self.resolvedFullName().rpartition("/")
        return head + slash

    name, path, fullName, expandedPath = resolvedName, resolvedPath, resolvedFullName, resolvedPath

    def setResolveMethod(self, method: int) -> None:
        """How names are resolved."""
        self._method = method

    def resolveMethod(self) -> int:
        """How names are resolved."""
        return self._method

    def exists(self) -> bool:
        """Whether there is such a file."""
        return bool(self._raw) and Path(self.resolvedFullName()).exists()

    @staticmethod
    def isAbsolutePath(name: str) -> bool:
        """Whether a path is absolute."""
        return Path(name).is_absolute()

    def isSet(self) -> bool:
        """Whether there is a name."""
        return bool(self._raw)

    def assign(self, other: Any) -> MFileObject:
        """Take over another name."""
        self._raw = other._raw
        return self


class MStreamUtils(SwigObject):
    """Texts and characters for C++ streams, which Python plug-ins use for their data."""

    @staticmethod
    def stdOutStream() -> Any:
        """The standard output."""
        import sys

        return sys.stdout

    @staticmethod
    def stdErrorStream() -> Any:
        """The standard error output."""
        import sys

        return sys.stderr

    @staticmethod
    def writeInt(stream: Any, value: int, asBinary: bool = False) -> None:
        """Write a whole number."""
        _write(stream, "<i", value, asBinary)

    @staticmethod
    def writeDouble(stream: Any, value: float, asBinary: bool = False) -> None:
        """Write a number."""
        _write(stream, "<d", value, asBinary)

    @staticmethod
    def writeFloat(stream: Any, value: float, asBinary: bool = False) -> None:
        """Write a number in single precision."""
        _write(stream, "<f", value, asBinary)

    @staticmethod
    def writeChar(stream: Any, value: Any, asBinary: bool = False) -> None:
        """Write a character."""
        text = value if isinstance(value, str) else chr(value)
        stream.write(text.encode("latin-1") if asBinary else text)

    @staticmethod
    def writeCharBuffer(stream: Any, value: str, *rest: Any) -> None:
        """Write a text."""
        stream.write(value.encode() if rest and rest[-1] else value)

    @staticmethod
    def readInt(stream: Any, target: Any, asBinary: bool = False) -> None:
        """Read a whole number."""
        pointers.store(target, "int", int(_read(stream, "<i", asBinary)))

    @staticmethod
    def readDouble(stream: Any, target: Any, asBinary: bool = False) -> None:
        """Read a number."""
        pointers.store(target, "double", float(_read(stream, "<d", asBinary)))

    @staticmethod
    def readFloat(stream: Any, target: Any, asBinary: bool = False) -> None:
        """Read a number in single precision."""
        pointers.store(target, "float", float(_read(stream, "<f", asBinary)))


def _write(stream: Any, layout: str, value: Any, binary: bool) -> None:
    import struct

    stream.write(struct.pack(layout, value) if binary else str(value))


def _read(stream: Any, layout: str, binary: bool) -> Any:
    import struct

    if binary:
        return struct.unpack(layout, stream.read(struct.calcsize(layout)))[0]
    word = ""
    while True:
        letter = stream.read(1)
        if not letter or (letter.isspace() and word):
            break
        if not letter.isspace():
            word += letter
    if not word:
        raise wrong_arguments("MStreamUtils", (stream,))
    return word
