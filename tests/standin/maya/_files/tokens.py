"""Words and statements of Maya ASCII files."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"//[^\n]*|/\*.*?\*/|\"((?:[^\"\\]|\\.)*)\"|([;{},()])|([^\s;\"{},()]+)", re.DOTALL
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", '"': '"'}


class Quoted(str):
    """A word that stood in quotes."""

    __slots__ = ()


def unescape(text: str) -> str:
    """The meaning of a text between quotes."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda match: _ESCAPED.get(match.group(1), match.group(1)), text)


def quote(text: str) -> str:
    """A text as a MEL literal."""
    for raw, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        text = text.replace(raw, written)
    return f'"{text}"'


def statements(text: str) -> Iterator[list[str]]:
    """The statements of a file, each a list of words; texts in quotes are `Quoted`.

    Braces and commas are words, semicolons end a statement.
    """
    words: list[str] = []
    for match in _TOKEN.finditer(text):
        quoted, mark, word = match.groups()
        if word is not None:
            words.append(word)
        elif quoted is not None:
            words.append(Quoted(unescape(quoted)))
        elif mark == ";":
            if words:
                yield words
            words = []
        elif mark is not None:
            words.append(mark)
    if words:
        yield words


def split_flags(
    words: list[str], arity: dict[str, int]
) -> tuple[dict[str, list[list[str]]], list[str]]:
    """Separate flags with their values from the other words.

    ``arity`` says how many values a flag takes (by all its names, without dash); the flags of a
    statement are written before anything else, except where Maya puts them behind.
    """
    flags: dict[str, list[list[str]]] = {}
    rest: list[str] = []
    place = 0
    while place < len(words):
        word = words[place]
        name = word[1:]
        if word[:1] == "-" and not isinstance(word, Quoted) and name in arity:
            count = arity[name]
            flags.setdefault(name, []).append(words[place + 1 : place + 1 + count])
            place += 1 + count
        else:
            rest.append(word)
            place += 1
    return flags, rest
