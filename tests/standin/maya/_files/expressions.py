"""The MEL of expression nodes: attributes stand in it like variables.

The node keeps the text with ``.I[n]`` for what it reads and ``.O[n]`` for what it drives.
"""

from __future__ import annotations

import re
from typing import Any

from maya._files.mel_parser import Parser, Tree
from maya._files.mel_run import Frame, Interpreter
from maya._files.mel_values import as_number

_PLUG = re.compile(r"[A-Za-z_|:][\w|:]*(?:\.[A-Za-z_]\w*(?:\[\d+\])*)+|\.[IO]\[\d+\]")
_WORDS = ("time", "frame")


class ExpressionParser(Parser):
    """Also knows ``node.attribute``, ``time`` and ``frame``."""

    def _plug(self) -> Tree | None:
        found = self.match(_PLUG)
        if found:
            return ("variable", found.group())
        word = self.peek_name()
        if word in _WORDS and not self.text[self.place + len(word) :].lstrip().startswith("("):
            self.place += len(word)
            return ("variable", word)
        return None

    def primary(self) -> Tree:
        plug = self._plug()
        return plug if plug is not None else super().primary()

    def expression_or_command(self) -> Tree:
        self.skip()
        start = self.place
        if self._plug() is not None:
            self.place = start
            return self.expression()
        return super().expression_or_command()


def _walk(tree: Any, driven: bool = False) -> Any:
    if isinstance(tree, tuple) and tree and isinstance(tree[0], str):
        if tree[0] == "variable":
            yield tree[1], driven
        elif tree[0] == "assign":
            yield from _walk(tree[2], True)
            if tree[1] != "=":
                yield from _walk(tree[2])
            yield from _walk(tree[3])
        elif tree[0] == "step":
            yield from _walk(tree[2], True)
            yield from _walk(tree[2])
        else:
            for part in tree[1:]:
                yield from _walk(part)
    elif isinstance(tree, (list, tuple)):
        for part in tree:
            yield from _walk(part)


def plugs_of(text: str) -> tuple[list[str], list[str], bool]:
    """Names of attributes read, attributes driven, and whether time matters."""
    reads: dict[str, None] = {}
    drives: dict[str, None] = {}
    timed = False
    for name, driven in _walk(ExpressionParser(text).program()):
        if name in _WORDS:
            timed = True
        elif "." in name:
            (drives if driven else reads)[name] = None
    return [name for name in reads if name not in drives], list(drives), timed


def evaluate(text: str, values: dict[str, Any]) -> dict[str, Any]:
    """Run the text with values for ``.I[n]``, ``time``, ``frame``; gives those of ``.O[n]``."""
    frame = Frame(dict(values), dict.fromkeys(values, "float"))
    for name in re.findall(r"\.O\[\d+\]", text):
        frame.values.setdefault(name, 0.0)
        frame.kinds[name] = "float"
    Interpreter(frame).run(ExpressionParser(text).program())
    return {
        name: float(as_number(value))
        for name, value in frame.values.items()
        if name.startswith(".O[")
    }
