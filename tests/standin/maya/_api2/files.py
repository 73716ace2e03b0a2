"""``MFileObject``, ``MURI`` and tables of external content."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit


def _expanded(name: str) -> str:
    """Variables and ``~`` filled in; Path would drop a slash at the end."""
    return os.path.expanduser(os.path.expandvars(name)).replace("\\", "/")  # noqa: PTH111


class MFileObject:
    """Name of a file, resolved when it is asked for."""

    kNone, kExact, kDirMap, kReferenceMappings, kRelative, kBaseName = 1, 2, 4, 8, 16, 32
    kInputFile, kInputReference, kStrict = 54, 62, 6

    def __init__(self, source: MFileObject | None = None) -> None:
        self._raw = "" if source is None else source._raw
        self._override = "" if source is None else source._override
        self.resolveMethod = self.kInputFile if source is None else source.resolveMethod

    def copy(self, source: MFileObject) -> MFileObject:
        """Take over another one."""
        self._raw, self._override = source._raw, source._override
        return self

    def isSet(self) -> bool:
        """Whether there is a name."""
        return bool(self._raw)

    def rawFullName(self) -> str:
        """The name as it was given."""
        return self._raw

    def rawName(self) -> str:
        """The name without its folder, as it was given."""
        return self._raw.replace("\\", "/").rpartition("/")[2]

    def rawPath(self) -> str:
        """The folder, as it was given."""
        return self._raw.replace("\\", "/").rpartition("/")[0]

    def rawURI(self) -> MURI:
        """The name as a URI."""
        return MURI(self._raw)

    def setRawFullName(self, fullFileName: str) -> MFileObject:
        """Set the name."""
        if not isinstance(fullFileName, str):
            raise TypeError(f"argument must be str, not {type(fullFileName).__name__}")
        self._raw, self._override = fullFileName, ""
        return self

    def setRawName(self, fileName: str) -> MFileObject:
        """Set the name without its folder."""
        return self.setRawFullName(f"{self.rawPath()}/{fileName}" if self.rawPath() else fileName)

    def setRawPath(self, pathName: str) -> MFileObject:
        """Set the folder."""
        return self.setRawFullName(f"{pathName.rstrip('/')}/{self.rawName()}")

    def setRawURI(self, uri: Any) -> MFileObject:
        """Set the name from a URI."""
        text = uri.asString() if isinstance(uri, MURI) else str(uri)
        return self.setRawFullName(unquote(urlsplit(text).path) if "://" in text else text)

    def overrideResolvedFullName(self, fullFileName: str, reresolveType: int = 0) -> MFileObject:
        """Say where the file is found."""
        self._override = fullFileName
        return self

    def resolvedFullName(self) -> str:
        """Where the file is found; the expanded name if it is nowhere."""
        return self._override or self.getResolvedFullName(self._raw)

    def resolvedName(self) -> str:
        """Name of the found file without its folder."""
        return self.resolvedFullName().rpartition("/")[2]

    def resolvedPath(self) -> str:
        """Folder of the found file, with a slash at its end."""
        folder = self.resolvedFullName().rpartition("/")[0]
        return f"{folder}/" if folder else ""

    @staticmethod
    def getResolvedFullName(rawFullName: str, resolveMethod: int = kInputFile) -> str:
        """Where a file is found; its expanded name if it is nowhere."""
        return MFileObject.getResolvedFullNameAndExistsStatus(rawFullName, resolveMethod)[0]

    @staticmethod
    def getResolvedFullNameAndExistsStatus(
        rawFullName: str, resolveMethod: int = kInputFile
    ) -> tuple[str, bool]:
        """Where a file is found, and whether it is."""
        expanded = _expanded(rawFullName)
        if expanded and not Path(expanded).is_absolute():
            from maya import cmds

            root = str(cmds.workspace(query=True, rootDirectory=True) or "")
            beside = f"{root.rstrip('/')}/{expanded}"
            if Path(beside).exists():
                return beside, True
        return expanded, bool(expanded) and Path(expanded).exists()

    def expandedFullName(self) -> str:
        """The name with variables filled in."""
        return _expanded(self._raw)

    def expandedPath(self) -> str:
        """The folder with variables filled in."""
        return self.expandedFullName().rpartition("/")[0]

    def exists(self, index: int = 0) -> bool:
        """Whether the file exists."""
        return Path(self.resolvedFullName()).exists() if self._raw else False

    def pathCount(self) -> int:
        """Number of folders that the file may lie in."""
        return 1 if self._raw else 0

    def path(self, index: int) -> str:
        """One of the folders that the file may lie in."""
        return self.rawPath()

    def fullName(self, index: int) -> str:
        """The name in one of the folders."""
        return self._raw

    @staticmethod
    def isAbsolutePath(fileName: str) -> bool:
        """Whether a name starts at the root."""
        return Path(fileName).is_absolute()


class MURI:
    """A uniform resource identifier."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, source: Any = "") -> None:
        self._text = source._text if isinstance(source, MURI) else str(source)
        self._pair, self._value = "&", "="

    def asString(self) -> str:
        """The text."""
        return self._text

    def setURI(self, URI: str) -> MURI:
        """Set the text."""
        self._text = str(URI)
        return self

    def copy(self, source: MURI) -> MURI:
        """Take over another one."""
        self._text = source._text
        return self

    def clear(self) -> MURI:
        """Empty it."""
        self._text = ""
        return self

    def isEmpty(self) -> bool:
        """Whether there is no text."""
        return not self._text

    def isValid(self) -> bool:
        """Whether the text is a URI."""
        return self.isValidURI(self._text)

    @staticmethod
    def isValidURI(URI: str) -> bool:
        """Whether a text is a URI."""
        try:
            urlsplit(URI)
        except ValueError:
            return False
        return " " not in URI

    def _part(self, name: str) -> str:
        value = getattr(urlsplit(self._text), name)
        return "" if value is None else str(value)

    def _replace(self, **parts: str) -> MURI:
        self._text = urlsplit(self._text)._replace(**parts).geturl()
        return self

    def _place(self, user: str, word: str, host: str, port: str) -> MURI:
        login = user + (f":{word}" if word else "")
        return self._replace(
            netloc=(f"{login}@" if login else "") + host + (f":{port}" if port else "")
        )

    def _login(self) -> tuple[str, str, str, str]:
        names = ("username", "password", "hostname", "port")
        return tuple(self._part(name) for name in names)

    def getScheme(self) -> str:
        """The scheme."""
        return self._part("scheme")

    def getAuthority(self) -> str:
        """User, host and port."""
        return self._part("netloc")

    def getPath(self) -> str:
        """The path."""
        return unquote(self._part("path"))

    def getFragment(self) -> str:
        """The fragment."""
        return self._part("fragment")

    def getHost(self) -> str:
        """The host."""
        return self._part("hostname")

    def getPort(self) -> int:
        """The port; -1 if there is none."""
        return int(self._part("port") or -1)

    def getUserName(self) -> str:
        """The user."""
        return self._part("username")

    def getPassword(self) -> str:
        """The password."""
        return self._part("password")

    def getUserInfo(self) -> str:
        """User and password."""
        return self.getAuthority().rpartition("@")[0]

    def getDirectory(self) -> str:
        """The folder of the path."""
        return self.getPath().rpartition("/")[0] + "/"

    def getFileName(self, includeExtension: bool = True) -> str:
        """The file of the path."""
        name = self.getPath().rpartition("/")[2]
        return name if includeExtension else name.rpartition(".")[0] or name

    def setScheme(self, scheme: str) -> MURI:
        """Set the scheme."""
        return self._replace(scheme=scheme)

    def setAuthority(self, authority: str) -> MURI:
        """Set user, host and port."""
        return self._replace(netloc=authority)

    def setPath(self, path: str) -> MURI:
        """Set the path."""
        return self._replace(path=quote(path))

    def setFragment(self, fragment: str) -> MURI:
        """Set the fragment."""
        return self._replace(fragment=fragment)

    def setHost(self, host: str) -> MURI:
        """Set the host."""
        user, word, _, port = self._login()
        return self._place(user, word, host, port)

    def setPort(self, port: int) -> MURI:
        """Set the port."""
        user, word, host, _ = self._login()
        return self._place(user, word, host, str(port))

    def setUserName(self, userName: str) -> MURI:
        """Set the user."""
        _, word, host, port = self._login()
        return self._place(userName, word, host, port)

    def setPassword(self, password: str) -> MURI:
        """Set the password."""
        user, _, host, port = self._login()
        return self._place(user, password, host, port)

    def setUserInfo(self, userInfo: str) -> MURI:
        """Set user and password."""
        user, _, word = userInfo.partition(":")
        _, _, host, port = self._login()
        return self._place(user, word, host, port)

    def setDirectory(self, directory: str) -> MURI:
        """Set the folder of the path."""
        return self.setPath(f"{directory.rstrip('/')}/{self.getFileName()}")

    def setFileName(self, fileName: str) -> MURI:
        """Set the file of the path."""
        return self.setPath(self.getDirectory() + fileName)

    # -- query -------------------------------------------------------------------------------

    def _items(self) -> list[tuple[str, str]]:
        text = self._part("query").replace(self._pair, "&").replace(self._value, "=")
        return parse_qsl(text, keep_blank_values=True)

    def _put_items(self, items: list[tuple[str, str]]) -> MURI:
        pairs = (f"{quote(key)}{self._value}{quote(value)}" for key, value in items)
        return self._replace(query=self._pair.join(pairs))

    def addQueryItem(self, key: str, value: str) -> MURI:
        """Add a pair to the query."""
        return self._put_items([*self._items(), (key, value)])

    def removeQueryItem(self, key: str) -> MURI:
        """Remove the first pair with a key."""
        items = self._items()
        place = next((n for n, item in enumerate(items) if item[0] == key), None)
        if place is not None:
            del items[place]
        return self._put_items(items)

    def removeAllQueryItems(self, key: str) -> MURI:
        """Remove all pairs with a key."""
        return self._put_items([item for item in self._items() if item[0] != key])

    def getQueryItemValue(self, key: str) -> str:
        """Value of the first pair with a key."""
        return next((value for name, value in self._items() if name == key), "")

    def getAllQueryItemValues(self, key: str) -> list[str]:
        """Values of all pairs with a key."""
        return [value for name, value in self._items() if name == key]

    def getAllQueryItemKeys(self) -> list[str]:
        """All keys."""
        return [name for name, _ in self._items()]

    def setQueryDelimiters(self, valueDelimiter: str, pairDelimiter: str) -> MURI:
        """Set what stands between key and value, and between pairs."""
        items = self._items()
        self._value, self._pair = valueDelimiter, pairDelimiter
        return self._put_items(items) if items else self

    def getQueryPairDelimiter(self) -> str:
        """What stands between pairs."""
        return self._pair

    def getQueryValueDelimiter(self) -> str:
        """What stands between key and value."""
        return self._value

    def __eq__(self, other: object) -> Any:
        return self._text == other._text if isinstance(other, MURI) else NotImplemented

    def __ne__(self, other: object) -> Any:
        return self._text != other._text if isinstance(other, MURI) else NotImplemented

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"maya.api.OpenMaya.MURI('{self._text}')"


class _Table:
    """Pairs of a key and what belongs to it."""

    def __init__(self) -> None:
        self._entries: list[tuple[str, Any]] = []

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, index: int) -> Any:
        return self._entries[index]

    def getEntry(self, index: int) -> Any:
        """A pair by position."""
        return self._entries[index]


class MExternalContentInfoTable(_Table):
    """Files that a node needs."""

    def addUnresolvedEntry(
        self, key: str, unresolvedLocation: str, contentNodeName: str = "", roles: Any = ()
    ) -> bool:
        """Add a file by the name that was given."""
        if any(entry[0] == key for entry in self._entries):
            return False
        resolved = MFileObject.getResolvedFullName(unresolvedLocation)
        self._entries.append((key, (unresolvedLocation, resolved, contentNodeName, list(roles))))
        return True

    def addResolvedEntry(
        self,
        key: str,
        unresolvedLocation: str,
        resolvedLocation: str,
        node: str = "",
        roles: Any = (),
    ) -> bool:
        """Add a file by the name that was given and where it was found."""
        if any(entry[0] == key for entry in self._entries):
            return False
        self._entries.append((key, (unresolvedLocation, resolvedLocation, node, list(roles))))
        return True

    def getInfo(self, key: str) -> Any:
        """What belongs to a key."""
        return dict(self._entries)[key]


class MExternalContentLocationTable(_Table):
    """New places of files that a node needs."""

    def addEntry(self, key: str, location: str) -> bool:
        """Add a file."""
        if any(entry[0] == key for entry in self._entries):
            return False
        self._entries.append((key, location))
        return True

    def getLocation(self, key: str) -> str:
        """The place of a file."""
        return dict(self._entries)[key]
