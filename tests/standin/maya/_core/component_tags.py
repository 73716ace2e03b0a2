"""Component tags: which points an expression such as ``(brows + lids) - left`` names."""

from __future__ import annotations

import fnmatch
import re
from typing import Any

import numpy as np
from maya._core import mesh_topology
from maya._core.data import MeshData, compress_components
from maya._core.geometry import point_count, point_numbers

_TOKENS = re.compile(r"\s*(?:([vef])(?=\()|([A-Za-z_*?][\w*?:.]*)|([-+^!(),|&]))")


def resolve(data: Any, expression: str) -> np.ndarray:
    """Sorted numbers of the points that an expression names.

    ``+ , |`` unite, ``-`` subtracts, ``^ &`` intersect, ``!`` inverts, ``*`` and ``?`` match names;
    ``v() e() f()`` cast. A lone ``*`` is the whole geometry, as is the empty text.
    """
    everything = np.arange(point_count(data))
    if expression.strip() in ("", "*"):
        return everything
    tokens = _split(expression)
    if tokens is None:
        return np.zeros(0, int)
    parser = _Parser(data, tokens)
    mask = parser.sum()
    return everything[mask]


def _split(expression: str) -> list[str] | None:
    tokens: list[str] = []
    place = 0
    while place < len(expression.rstrip()):
        match = _TOKENS.match(expression, place)
        if match is None:
            return None
        tokens.append(match.group(1) or match.group(2) or match.group(3))
        place = match.end()
    return tokens


class _Parser:
    """Recursive descent over masks of points."""

    def __init__(self, data: Any, tokens: list[str]) -> None:
        self.data = data
        self.tokens = tokens
        self.place = 0
        self.count = point_count(data)

    def peek(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.place += 1
        return token

    def sum(self) -> np.ndarray:
        mask = self.product()
        while self.peek() in ("+", "-", ",", "|"):
            operator = self.take()
            other = self.product()
            mask = mask & ~other if operator == "-" else mask | other
        return mask

    def product(self) -> np.ndarray:
        mask = self.atom()
        while self.peek() in ("^", "&"):
            self.take()
            mask = mask & self.atom()
        return mask

    def atom(self) -> np.ndarray:
        token = self.take()
        if token == "!":
            return ~self.atom()
        if token in ("v", "e", "f") and self.peek() == "(":
            return self.atom()
        if token == "(":
            mask = self.sum()
            if self.peek() == ")":
                self.take()
            return mask
        return self.named(token)

    def named(self, pattern: str) -> np.ndarray:
        mask = np.zeros(self.count, bool)
        if pattern == "*":
            return ~mask
        for name, texts in self.data.tags.items():
            if fnmatch.fnmatchcase(name, pattern):
                numbers = point_numbers(self.data, texts)
                mask[numbers[(numbers >= 0) & (numbers < self.count)]] = True
        return mask


def affected(data: Any, expression: str | None, group_id: int = 0) -> np.ndarray:
    """Point numbers that a deformer works on.

    The expression counts unless it is empty; then the group does (0: everything).
    """
    if expression:
        return resolve(data, expression)
    if group_id:
        return np.asarray(data.groups.get(group_id, np.zeros(0, int)), dtype=int)
    return np.arange(point_count(data))


def tag_category(texts: list[str]) -> str:
    """``vertices``, ``edges``, ``faces`` or ``unknown``."""
    kinds = {text.partition("[")[0] for text in texts}
    names = {"vtx": "Verts", "cv": "Verts", "pt": "Verts", "e": "Edges", "f": "Faces"}
    return names.get(kinds.pop(), "Unsupported") if len(kinds) == 1 else "Unsupported"


def as_texts(data: Any, numbers: np.ndarray, kind: str | None = None) -> list[str]:
    """Component texts of points, cast to faces or edges of a mesh if asked for."""
    from maya._core.geometry import point_texts

    texts = point_texts(data, numbers)
    if kind in ("e", "f") and isinstance(data, MeshData):
        return mesh_topology.cast_components(data, texts, kind, internal=True)
    return texts


__all__ = ["affected", "as_texts", "compress_components", "resolve", "tag_category"]
