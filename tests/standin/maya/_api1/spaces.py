"""MSpace and MFn: names of spaces and of kinds of objects."""

from __future__ import annotations

from maya._core import mfn

from .swig import SwigObject


class MSpace(SwigObject):
    """Coordinate spaces."""

    kInvalid = 0
    kTransform = 1
    kPreTransform = 2
    kObject = 2
    kPostTransform = 3
    kWorld = 4
    kLast = 5


class MFn(SwigObject):
    """Kinds of objects; the numbers are the stand-in's own, as Maya's change between releases."""


for _name, _number in mfn.NUMBERS.items():
    setattr(MFn, _name, _number)
