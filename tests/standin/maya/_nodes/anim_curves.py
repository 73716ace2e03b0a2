"""animCurveTA, TL, TT, TU (over time) and UA, UL, UT, UU (driven): keys live in one list."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from maya._core.animation_curve import FILE_TANGENTS, Curve, Key
from maya._core.attributes import Attribute
from maya._core.data import TICKS_PER_SECOND
from maya._core.evaluation import Block
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._core.session import session
from maya._nodes.attribute_tables import attributes
from maya._nodes.base import DEPEND_NODE, register

_NAMES = {number: name for name, number in FILE_TANGENTS.items()}
#: Fields of a key behind the array plugs of a curve.
FIELDS = {
    "keyTanInX": "in_x",
    "keyTanInY": "in_y",
    "keyTanOutX": "out_x",
    "keyTanOutY": "out_y",
    "keyTanLocked": "locked",
    "keyWeightLocked": "weight_locked",
    "keyBreakdown": "breakdown",
    "keyTanInType": "in_type",
    "keyTanOutType": "out_type",
}
INFINITY_NAMES = {0: "constant", 1: "linear", 3: "cycle", 4: "cycleRelative", 5: "oscillate"}
INFINITY_NUMBERS = {name: number for number, name in INFINITY_NAMES.items()}


class KeyElements(dict):
    """Elements of an array plug that has one for each key, made when somebody looks."""

    def __init__(self, array: Plug) -> None:
        super().__init__()
        self.array = array

    def _sync(self) -> None:
        count = len(self.array.node.keys)
        for index in range(count):
            if index not in self:
                self._make(index)
        for index in [index for index in self if index >= count]:
            dict.pop(self, index)

    def _make(self, index: int) -> Plug:
        array = self.array
        plug = Plug(array.node, array.attribute, parent=array.parent, array=array, index=index)
        plug.exists = True
        dict.__setitem__(self, index, plug)
        return plug

    def get(self, index: int, default: Any = None) -> Any:
        """An element; it exists if there is such a key."""
        if index not in self and 0 <= index < len(self.array.node.keys):
            return self._make(index)
        return dict.get(self, index, default)

    def items(self) -> Any:
        self._sync()
        return super().items()

    def values(self) -> Any:
        self._sync()
        return super().values()

    def __iter__(self) -> Iterator[int]:
        return super().__iter__()


class _KeyNumber(Attribute):
    """Time and value of a key are always worth saving, whatever they are."""

    def default_value(self) -> Any:
        return float("nan")


class AnimCurveNode(Node):
    """An animation curve; ``keys`` is sorted by time (ticks, or plain numbers if driven)."""

    def __init__(self, kind: NodeType, name: str, uuid: str | None = None) -> None:
        super().__init__(kind, name, uuid)
        self.keys: list[Key] = []
        self._pending: dict[int, Key] = {}

    @property
    def is_driven(self) -> bool:
        """Whether something other than time is the input."""
        return self.type.name.startswith("animCurveU")

    def created(self) -> None:
        """Curves over time follow the current time even if nothing is connected."""
        if not self.is_driven:
            session.scene.extra.setdefault("time_followers", {})[self] = None

    def plug(self, which: Attribute | str) -> Plug:
        """Array plugs of keys get their elements from the keys."""
        plug = super().plug(which)
        if (
            plug.is_array
            and plug.attribute.name in _KEY_ARRAYS
            and not isinstance(plug.elements, KeyElements)
        ):
            plug.elements = KeyElements(plug)
        return plug

    # -- keys ------------------------------------------------------------------------------------

    def find(self, time: float) -> int | None:
        """The number of the key at a time."""
        place = bisect_left(self.keys, time, key=lambda key: key.time)
        if place < len(self.keys) and self.keys[place].time == time:
            return place
        return None

    def put(self, changes: dict[float, Key | None]) -> None:
        """Set keys by their times, or remove them (None); undoable."""
        before = {time: self._key_at(time) for time in changes}
        new = dict(changes)
        session.undo.apply(lambda: self._apply(new), lambda: self._apply(before))

    def _key_at(self, time: float) -> Key | None:
        place = self.find(time)
        return None if place is None else self.keys[place]

    def _apply(self, changes: dict[float, Key | None]) -> None:
        if len(changes) > 32:
            table = {key.time: key for key in self.keys}
            for time, key in changes.items():
                if key is None:
                    table.pop(time, None)
                else:
                    table[time] = key
            self.keys[:] = sorted(table.values(), key=lambda key: key.time)
        else:
            for time, key in changes.items():
                self._apply_one(time, key)
        self.keys_changed()

    def _apply_one(self, time: float, key: Key | None) -> None:
        place = bisect_left(self.keys, time, key=lambda each: each.time)
        here = place < len(self.keys) and self.keys[place].time == time
        if key is None:
            if here:
                del self.keys[place]
        elif here:
            self.keys[place] = key
        else:
            self.keys.insert(place, key)

    def keys_changed(self) -> None:
        """Make what hangs on the output evaluate again."""
        from maya._core import evaluation

        output = self.plug("output")
        output.dirty = True
        evaluation.changed(output)
        session.scene.modified = True
        session.events.send("attribute_changed", "set", self.plug("keyTimeValue"), None)

    def curve(self) -> Curve:
        """The curve to evaluate."""
        infinity = [
            INFINITY_NAMES.get(int(self.plug(name).value), "constant")
            for name in ("preInfinity", "postInfinity")
        ]
        return Curve(
            self.keys,
            bool(self.plug("weightedTangents").value),
            *infinity,
            scale=1.0 if self.is_driven else 1.0 / TICKS_PER_SECOND,
        )

    # -- plugs as files and setAttr see them ------------------------------------------------------

    def get_internal(self, plug: Plug) -> Any:
        """Values of the key plugs."""
        name = plug.attribute.name
        if name in ("keyTime", "keyValue"):
            key = self._numbered(plug.parent.index)
            if key is None:
                return 0.0
            return key.time if name == "keyTime" else key.value
        field = FIELDS.get(name)
        if field is None or plug.index is None:
            return super().get_internal(plug)
        key = self._numbered(plug.index) or Key(0.0, 0.0)
        value = getattr(key, field)
        return FILE_TANGENTS[value] if field.endswith("_type") else value

    def _numbered(self, index: int) -> Key | None:
        if index in self._pending:
            return self._pending[index]
        return self.keys[index] if 0 <= index < len(self.keys) else None

    def set_internal(self, plug: Plug, value: Any) -> bool:
        """Files set keys by number: time and value first, tangents after."""
        name = plug.attribute.name
        index = plug.parent.index if name in ("keyTime", "keyValue") else plug.index
        field = {"keyTime": "time", "keyValue": "value"}.get(name) or FIELDS.get(name)
        if field is None or index is None:
            return super().set_internal(plug, value)
        if field.endswith("_type"):
            value = _NAMES.get(int(value), "auto")
        elif field == "time" and not self.is_driven:
            value = round(value)
        from dataclasses import replace

        default = _NAMES.get(int(self.plug("tangentType").value), "auto")
        key = self._numbered(index) or Key(float("inf"), 0.0, default, default)
        self._store_numbered(index, replace(key, **{field: value}))
        return True

    def _store_numbered(self, index: int, key: Key) -> None:
        """Put a key at a number; keys beyond the end wait until the ones before them are there."""
        if index < len(self.keys):
            self.keys[index] = key
            self.keys.sort(key=lambda each: each.time)
        else:
            self._pending[index] = key
            while (following := self._pending.get(len(self.keys))) is not None:
                del self._pending[len(self.keys)]
                self.keys.append(following)
        self.keys_changed()


_KEY_ARRAYS = frozenset({"keyTimeValue", *FIELDS})


def _compute(node: Node, plug: Plug, block: Block) -> bool | None:
    if plug.attribute.name != "output":
        return False
    source = node.plug("input").effective_source()
    if source is not None or node.is_driven:
        time = block.read(node.plug("input"))
    else:
        time = block.context.time if block.context.time is not None else session.scene.time
    value = node.curve().evaluate(time)
    if plug.attribute.kind == "time":
        value = round(value)
    block.write(plug, value)
    block.set_clean(plug)
    return None


def _key_time_value(time_kind: str, value_kind: str) -> Attribute:
    entry = Attribute("keyTimeValue", "ktv", "compound", is_array=True)
    entry.add_child(_KeyNumber("keyTime", "kt", time_kind))
    entry.add_child(_KeyNumber("keyValue", "kv", value_kind))
    return entry


_COMMON = """
    tangentType tan enum =18
    weightedTangents wgt bool
    keyTanLocked ktl bool [] =1
    keyWeightLocked kwl bool []
    keyTanInType kit enum [] =18
    keyTanOutType kot enum [] =18
    keyTanInX kix float [] =1
    keyTanInY kiy float []
    keyTanOutX kox float [] =1
    keyTanOutY koy float []
    keyBreakdown kbd bool []
    keyTickDrawSpecial ktds bool []
    preInfinity pre enum 0:Constant,1:Linear,3:Cycle,4:Cycle_with_Offset,5:Oscillate
    postInfinity pst enum 0:Constant,1:Linear,3:Cycle,4:Cycle_with_Offset,5:Oscillate
    useCurveColor ucc bool
    curveColor ccr color
"""
ANIM_CURVE = register(
    NodeType(
        "animCurve",
        DEPEND_NODE,
        mfn_names=("kAnimCurve",),
        node_class=AnimCurveNode,
        abstract=True,
        classification="animation",
        serves=("output",),
    )
)
_KINDS = {
    "A": ("doubleAngle", "Angular"),
    "L": ("doubleLinear", "Distance"),
    "T": ("time", "Time"),
    "U": ("double", "Unitless"),
}
for _driver, _word in (("T", "Time"), ("U", "Unitless")):
    for _letter, (_kind, _target) in _KINDS.items():
        _input_kind = "time" if _driver == "T" else "double"
        _type = register(
            NodeType(
                f"animCurve{_driver}{_letter}",
                ANIM_CURVE,
                mfn_names=(f"kAnimCurve{_word}To{_target}",),
                attributes=[
                    *attributes(_COMMON),
                    _key_time_value(_input_kind, _kind),
                    Attribute("input", "i", _input_kind),
                    Attribute("output", "o", _kind, writable=False, storable=False),
                    *(attributes("rotationInterpolation roti enum =1") if _letter == "A" else ()),
                ],
                compute=_compute,
            )
        )
        for _name in ("input", "preInfinity", "postInfinity", "weightedTangents"):
            _type.affect(_name, "output")
