"""Words and numbers of MEL."""

from __future__ import annotations

import re
from typing import Any

Tree = tuple[Any, ...]
NUMBER = re.compile(r"0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
STATEMENTS = frozenset({"if", "while", "do", "for", "switch", "break", "continue", "return"})
CONSTANTS = {"true": 1, "false": 0, "on": 1, "off": 0, "yes": 1, "no": 0}


def number(text: str) -> int | float:
    if text[:2].lower() == "0x":
        return int(text, 16)
    return float(text) if any(letter in text for letter in ".eE") else int(text)


def bare(word: str) -> Tree:
    """A word of a command without quotes: a number if it looks like one."""
    try:
        sign, digits = (-1, word[1:]) if word[:1] == "-" else (1, word)
        if NUMBER.fullmatch(digits):
            return ("number", sign * number(digits))
    except ValueError:
        pass
    return ("word", word)
