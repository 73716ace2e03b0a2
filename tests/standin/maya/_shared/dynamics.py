"""Node types that fields, emitters and springs of plug-ins extend: attributes only, no simulation."""

from __future__ import annotations

from maya._core.nodes import NodeType
from maya._core.session import session
from maya._nodes.attribute_tables import attributes

_FIELD = """
magnitude mag double =1 +k
attenuation att double =0 +k
maxDistance max double =20 +k
applyPerVertex apv bool +k
useMaxDistance umd bool +k
ownerPosData opd typed:vectorArray
ownerVelData ovd typed:vectorArray
deltaTime dt time
inputData ind compound []
.inputPositions inp typed:vectorArray
.inputVelocities inv typed:vectorArray
.inputMass im typed:doubleArray
outputForce of typed:vectorArray [] -storable
inputForce inf typed:vectorArray []
"""
_EMITTER = """
emitterType emt enum 0:Directional,1:Omni,2:Surface,3:Curve,4:Volume =1 +k
rate rat double =100 +k
speed spd double =1 +k
direction d double3 XYZ +k
minDistance mnd double =0 +k
maxDistance mxd double =0 +k
isFull full bool []
deltaTime dt time []
startTime stt time []
inheritFactor inh double []
seed sd long []
ownerPosData opd typed:vectorArray
ownerVelData ovd typed:vectorArray
output out typed:dynArrayAttrs [] -storable
"""
_SPRING = """
end1Weight e1w double =1 +k
end2Weight e2w double =1 +k
deltaTime dt time
"""
_TABLES = {
    "field": ("dynBase", ("kField", "kDynBase"), _FIELD),
    "pointEmitter": ("dynBase", ("kEmitter", "kDynBase"), _EMITTER),
    "spring": ("shape", ("kSpring",), _SPRING),
}


def dynamics_type(name: str) -> NodeType | None:
    """A node type of dynamics, made when it is first asked for."""
    if name in session.node_types:
        return session.node_types[name]
    if name not in _TABLES:
        return None
    parent, constants, table = _TABLES[name]
    if parent == "dynBase" and "dynBase" not in session.node_types:
        base = NodeType("dynBase", session.node_types["transform"], abstract=True)
        session.node_types["dynBase"] = base
    kind = NodeType(
        name,
        session.node_types[parent],
        mfn_names=constants,
        attributes=attributes(table),
        abstract=name != "pointEmitter",
    )
    session.node_types[name] = kind
    return kind
