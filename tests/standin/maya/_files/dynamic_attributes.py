"""``addAttr`` statements of scene files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maya._core import units
from maya._core.attributes import COMPOUND_KINDS, INTEGER_KINDS, MATRIX_KINDS, Attribute
from maya._files.tokens import split_flags
from maya._files.values import truth

if TYPE_CHECKING:
    from maya._files.reader import FileReader

_ARITY = {
    "ci": 1, "cachedInternally": 1, "h": 1, "hidden": 1, "r": 1, "readable": 1, "w": 1, "writable": 1, "s": 1,
    "storable": 1, "k": 1, "keyable": 1, "uac": 0, "usedAsColor": 0, "uaf": 0, "usedAsFilename": 0, "uap": 0,
    "m": 0, "multi": 0, "im": 1, "indexMatters": 1, "sn": 1, "shortName": 1, "ln": 1, "longName": 1, "nn": 1,
    "niceName": 1, "ct": 1, "category": 1, "dv": 1, "defaultValue": 1, "min": 1, "minValue": 1, "max": 1,
    "maxValue": 1, "smn": 1, "softMinValue": 1, "smx": 1, "softMaxValue": 1, "hnv": 1, "hxv": 1, "hsn": 1, "hsx": 1,
    "en": 1, "enumName": 1, "p": 1, "parent": 1, "at": 1, "attributeType": 1, "dt": 1, "dataType": 1, "nc": 1,
    "numberOfChildren": 1, "pxy": 1, "proxy": 1, "bt": 1, "binaryTag": 1, "dcb": 1, "is": 0, "internalSet": 0,
}  # fmt: skip
_LONG = {
    "ci": "cachedInternally", "h": "hidden", "r": "readable", "w": "writable", "s": "storable", "k": "keyable",
    "uac": "usedAsColor", "uaf": "usedAsFilename", "m": "multi", "im": "indexMatters", "sn": "shortName",
    "ln": "longName", "nn": "niceName", "ct": "category", "dv": "defaultValue", "min": "minValue", "max": "maxValue",
    "smn": "softMinValue", "smx": "softMaxValue", "en": "enumName", "p": "parent", "at": "attributeType",
    "dt": "dataType", "nc": "numberOfChildren", "pxy": "proxy",
}  # fmt: skip


def add(reader: FileReader, words: list[str]) -> None:
    """Make the attribute; a compound joins its node when its last child is there."""
    flags, _ = split_flags(words, _ARITY)
    given = {
        _LONG.get(name, name): [values[0] if values else "on" for values in uses]
        for name, uses in flags.items()
    }
    attribute, children = parse(given)
    node = reader.current
    if node is None or (node.find_attribute(attribute.name) is not None and "parent" not in given):
        return
    key = (node, attribute.name)
    attribute.missing_children = children
    reader.attributes[key] = attribute
    if "parent" in given:
        parent = reader.attributes.get((node, given["parent"][0]))
        if parent is None:
            found = node.find_attribute(given["parent"][0])
            raise RuntimeError(
                f"No parent attribute {given['parent'][0]}"
                if found is None
                else "The attribute has all children"
            )
        parent.add_child(attribute)
    top = attribute
    while top.parent is not None:
        top = top.parent
    if _is_complete(top):
        node.add_attribute(top)


def _is_complete(attribute: Attribute) -> bool:
    if not attribute.is_compound:
        return True
    return len(attribute.children) >= attribute.missing_children and all(
        map(_is_complete, attribute.children)
    )


def parse(given: dict[str, list[str]]) -> tuple[Attribute, int]:
    """An attribute by the flags of ``addAttr`` (long names, each with its values), and how many children it gets."""

    def one(name: str, usual: str = "") -> str:
        return str(given[name][-1]) if name in given else usual

    name = one("longName") or one("shortName")
    kind = one("attributeType") or "typed"
    attribute = Attribute(name, one("shortName") or name, kind, data_type=one("dataType") or None)
    if kind == "typed" and attribute.data_type in COMPOUND_KINDS:
        attribute.kind, attribute.data_type = attribute.data_type, None
    for flag, field in (
        ("cachedInternally", "cached"), ("hidden", "hidden"), ("readable", "readable"), ("writable", "writable"),
        ("storable", "storable"), ("keyable", "keyable"), ("usedAsColor", "used_as_color"),
        ("usedAsFilename", "used_as_filename"), ("multi", "is_array"), ("indexMatters", "index_matters"),
        ("proxy", "proxy"),
    ):  # fmt: skip
        if flag in given:
            setattr(attribute, field, truth(one(flag)))
    attribute.nice_name = one("niceName") or None
    attribute.categories = [str(value) for value in given.get("category", [])]
    if kind == "enum":
        attribute.fields = fields(one("enumName"))
    _numbers(attribute, given)
    return attribute, int(float(one("numberOfChildren", "0")))


def _numbers(attribute: Attribute, given: dict[str, list[str]]) -> None:
    if not attribute.is_numeric:
        return
    for flag, field in (
        ("defaultValue", "default"), ("minValue", "minimum"), ("maxValue", "maximum"),
        ("softMinValue", "soft_minimum"), ("softMaxValue", "soft_maximum"),
    ):  # fmt: skip
        if flag in given:
            value = (
                float(truth(given[flag][-1]))
                if attribute.kind == "bool"
                else float(given[flag][-1])
            )
            value = units.from_ui(attribute, value)
            integer = attribute.kind in INTEGER_KINDS and field == "default"
            setattr(attribute, field, int(value) if integer else value)
    if attribute.kind in MATRIX_KINDS:
        attribute.default = None


def fields(text: str) -> dict[int, str]:
    """``Green:Blue=20:Red`` as numbers and names."""
    found: dict[int, str] = {}
    following = 0
    for part in text.split(":"):
        if not part:
            continue
        name, equal, number = part.rpartition("=")
        if equal and number.lstrip("-").isdigit():
            following = int(number)
        else:
            name = part
        found[following] = name
        following += 1
    return found
