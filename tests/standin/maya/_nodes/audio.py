"""audio: a sound file on the time line."""

from __future__ import annotations

from maya._core.attributes import Attribute
from maya._core.data import TICKS_PER_SECOND
from maya._core.evaluation import Block
from maya._core.nodes import Node, NodeType
from maya._core.plugs import Plug
from maya._files.sound_files import SoundInfo, read_info
from maya._nodes.base import DEPEND_NODE, register


def _info(node: Node, block: Block) -> SoundInfo | None:
    path = block.read(node.plug("filename"))
    try:
        return read_info(path) if path else None
    except RuntimeError:
        return None


def _compute(node: Node, plug: Plug, block: Block) -> bool | None:
    name = plug.attribute.name
    if name not in ("duration", "frameCount", "channels", "sampleRate"):
        return False
    info = _info(node, block)
    values = {"duration": 0, "frameCount": 0, "channels": 0, "sampleRate": 0}
    if info is not None:
        values = {
            "duration": round(info.frames * TICKS_PER_SECOND / info.sample_rate)
            if info.sample_rate
            else 0,
            "frameCount": info.frames,
            "channels": info.channels,
            "sampleRate": info.sample_rate,
        }
    block.write(plug, values[name])
    block.set_clean(plug)
    return None


def _result(name: str, short: str, kind: str) -> Attribute:
    return Attribute(name, short, kind, default=0, writable=False, storable=False)


AUDIO = register(
    NodeType(
        "audio",
        DEPEND_NODE,
        mfn_names=("kAudio",),
        classification="animation",
        attributes=[
            Attribute("filename", "f", "typed", data_type="string", used_as_filename=True),
            Attribute("offset", "o", "time", default=0, keyable=True),
            Attribute("endFrame", "ef", "time", default=0),
            Attribute("sourceStart", "ss", "time", default=0, keyable=True),
            Attribute("sourceEnd", "se", "time", default=0, keyable=True),
            Attribute("silence", "si", "time", default=0, keyable=True),
            Attribute("mute", "m", "bool", default=False, keyable=True),
            Attribute("track", "tr", "long", default=0),
            Attribute("trackState", "ts", "long", default=0),
            Attribute("order", "or", "long", default=0),
            _result("duration", "d", "time"),
            _result("frameCount", "fc", "long"),
            _result("channels", "ch", "long"),
            _result("sampleRate", "sr", "long"),
        ],
        compute=_compute,
    )
)
AUDIO.affect("filename", "duration", "frameCount", "channels", "sampleRate")
