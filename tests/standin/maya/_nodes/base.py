"""The root of all node types, time1 and unit conversion."""

from __future__ import annotations

from typing import Any

from maya._core.attributes import Attribute
from maya._core.evaluation import Block
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._core.session import session
from maya._nodes.type_ids import TYPE_IDS

TICKS_OF_FILES = (
    23520  # a tick of scene files and conversion factors (6000 a second) in internal ticks
)


def register(kind: NodeType) -> NodeType:
    """Make a type known to ``createNode``."""
    session.node_types[kind.name] = kind
    kind.type_id = kind.type_id or TYPE_IDS.get(kind.name, 0)
    return kind


def _node_state() -> Attribute:
    states = (
        "Normal",
        "HasNoEffect",
        "Blocking",
        "Waiting-Normal",
        "Waiting-HasNoEffect",
        "Waiting-Blocking",
    )
    return Attribute(
        "nodeState",
        "nds",
        "enum",
        default=0,
        minimum=0,
        maximum=5,
        fields=dict(enumerate(states)),
        keyable=False,
        channel_box=False,
    )


DEPEND_NODE = register(
    NodeType(
        "containerBase",
        mfn_names=("kDependencyNode", "kNamedObject", "kBase"),
        attributes=[
            Attribute("message", "msg", "message", writable=False, storable=False),
            Attribute("caching", "cch", "bool", default=False, hidden=False),
            Attribute("frozen", "fzn", "bool", default=False),
            Attribute("isHistoricallyInteresting", "ihi", "byte", default=2, hidden=True),
            _node_state(),
            Attribute("binMembership", "bnm", "typed", data_type="string", hidden=True),
        ],
        abstract=True,
    )
)


class TimeNode(Node):
    """time1: in another context its output is that context's time."""

    def follows_context_time(self, plug: Plug) -> bool:
        return plug.attribute.name == "outTime"

    def also_dirty(self, plug: Plug, ask_user: bool) -> list[Plug]:
        """Nodes that follow the current time without a connection, as animation curves do."""
        plugs = super().also_dirty(plug, ask_user)
        if plug.attribute.name == "outTime":
            followers = session.scene.extra.get("time_followers", ())
            plugs += [
                node.plug("output")
                for node in followers
                if node.in_scene and node.plug("input").effective_source() is None
            ]
        return plugs


TIME = register(
    NodeType(
        "time",
        DEPEND_NODE,
        mfn_names=("kTime",),
        node_class=TimeNode,
        attributes=[
            Attribute("outTime", "o", "time", default=0, storable=True),
            Attribute("unwarpedTime", "uwt", "time", default=0),
            Attribute("enableTimewarp", "etw", "bool", default=False),
        ],
    )
)


def _convert(node: Node, plug: Plug, block: Block) -> bool | None:
    if plug.attribute.name != "output":
        return False
    source = node.plug("input").effective_source()
    destinations = plug.destinations
    value: Any = block.read(node.plug("input"))
    factor = block.read(node.plug("conversionFactor"))
    if isinstance(value, list):
        block.write(plug, [part * factor for part in value])
        block.set_clean(plug)
        return None
    if source is not None and source.attribute.kind == "time":
        value = value / TICKS_OF_FILES
    value *= factor
    if destinations and destinations[0].attribute.kind == "time":
        value *= TICKS_OF_FILES
    block.write(plug, value)
    block.set_clean(plug)
    return None


def _conversion(name: str, mfn_name: str, value_kind: str = "double") -> NodeType:
    kind = register(
        NodeType(
            name,
            DEPEND_NODE,
            mfn_names=(mfn_name,),
            attributes=[
                Attribute("input", "i", value_kind, default=0.0, accepts=["numeric"]),
                Attribute(
                    "output",
                    "o",
                    value_kind,
                    default=0.0,
                    accepts=["numeric"],
                    writable=False,
                    storable=False,
                ),
                Attribute("conversionFactor", "cf", "double", default=1.0),
            ],
            compute=_convert,
            serves=("output",),
            needs=("input",),
        )
    )
    kind.affect("input", "output")
    kind.affect("conversionFactor", "output")
    return kind


UNIT_CONVERSION = _conversion("unitConversion", "kUnitConversion", "generic")
_conversion("timeToUnitConversion", "kTimeToUnitConversion")
_conversion("unitToTimeConversion", "kUnitToTimeConversion")
