"""spaceLocator, camera, lights: commands that make a transform with a shape."""

from __future__ import annotations

import math
from typing import Any

from maya._commands import names
from maya._commands.flag_tables import graph_command, known_of
from maya._commands.flags import Flags
from maya._commands.nodes import create_node, shape_name
from maya._commands.transforms import length_unit, to_degrees, to_radians
from maya._core import naming, placement
from maya._core.dag import DagNode
from maya._core.session import session


def make_shape(kind: str, stem: str, name: str | None) -> tuple[DagNode, DagNode]:
    """A transform named by the user or ``stem1``, and its shape; both are selected as one."""
    chosen = name or naming.free_name(session.scene, None, f"{stem}1", None, False)
    transform = create_node(session.node_types["transform"], chosen if name else f":{chosen}")
    space, _, leaf = transform.name.rpartition(":")
    shape = session.scene.create(
        kind, f":{space}:{shape_name(leaf)}" if space else f":{shape_name(leaf)}", transform
    )
    session.scene.select([transform.path()])
    return transform, shape


def shape_of(name: str, kind: str) -> DagNode:
    """The shape of a kind that a name stands for, itself or below a transform."""
    node = names.node(name)
    if node.type.is_a(kind):
        return node
    for shape in getattr(node, "shapes", []):
        if shape.type.is_a(kind):
            return shape
    raise RuntimeError(f"'{name}' is not a {kind}.")


@graph_command("spaceLocator", harmless="absolute relative")
def _space_locator(flags: Flags, *given: str) -> Any:
    if flags.query or flags.edit:
        shape = shape_of(given[0], "locator")
        if flags.query:
            return [value / length_unit() for value in placement.vector(shape, "localPosition")]
        if "name" in flags:
            session.scene.rename(shape.parents[0], flags["name"])
        _place_locator(flags, shape)
        return [names.text(shape.parents[0])]
    transform, shape = make_shape("locator", "locator", flags.get("name"))
    _place_locator(flags, shape)
    return [names.text(transform)]


def _place_locator(flags: Flags, shape: DagNode) -> None:
    if "position" in flags:
        shape.plug("localPosition").set([value * length_unit() for value in flags["position"]])


_FILM_FIT = {"fill": 0, "horizontal": 1, "vertical": 2, "overscan": 3}


def _fields_of_view(shape: DagNode) -> dict[str, float]:
    focal = shape.plug("focalLength").get()
    return {
        flag: 2 * math.atan(0.5 * shape.plug(aperture).get() * 25.4 / focal)
        for flag, aperture in (
            ("horizontalFieldOfView", "horizontalFilmAperture"),
            ("verticalFieldOfView", "verticalFilmAperture"),
        )
    }


def _query_camera(flags: Flags, shape: DagNode) -> Any:
    transform = shape.parents[0].path()
    for flag in flags:
        if flag in ("horizontalFieldOfView", "verticalFieldOfView"):
            return to_degrees([_fields_of_view(shape)[flag]])[0]
        if flag == "position":
            return [value / length_unit() for value in placement.rotate_pivot(transform, True)]
        if flag == "rotation":
            return to_degrees(placement.vector(transform.node, "rotate"))
        if flag == "startupCamera":
            return shape.shared
        if flag == "filmFit":
            return next(
                word for word, value in _FILM_FIT.items() if value == shape.plug("filmFit").get()
            )
        if flag == "aspectRatio":
            return (
                shape.plug("horizontalFilmAperture").get()
                / shape.plug("verticalFilmAperture").get()
            )
        if shape.find_attribute(flag) is not None:
            from maya._commands.attribute_values import read

            return read(shape.plug(flag))
    raise RuntimeError("camera: nothing was asked for.")


def _change_camera(flags: Flags, shape: DagNode) -> None:
    from maya._core import units

    transform = shape.parents[0]
    for flag, value in flags.items():
        if flag == "position":
            transform.plug("translate").set([number * length_unit() for number in value])
        elif flag == "rotation":
            transform.plug("rotate").set(to_radians(value))
        elif flag == "filmFit":
            shape.plug("filmFit").set(_FILM_FIT[value])
        elif flag in ("horizontalFieldOfView", "verticalFieldOfView"):
            aperture = "horizontalFilmAperture" if flag.startswith("h") else "verticalFilmAperture"
            angle = float(to_radians([value])[0])
            shape.plug("focalLength").set(
                0.5 * shape.plug(aperture).get() * 25.4 / math.tan(angle / 2)
            )
        elif flag == "startupCamera":
            shape.shared = transform.shared = bool(value)
        elif flag == "name":
            if transform.name != value:
                session.scene.rename(transform, value)
        elif shape.find_attribute(flag) is not None:
            plug = shape.plug(flag)
            plug.set(units.from_ui(plug.attribute, value) if plug.attribute.is_numeric else value)


@graph_command(
    "camera",
    missing="farFocusDistance nearFocusDistance worldCenterOfInterest worldUp lockTransform filmRollOrder",
    harmless="verticalLock displayFilmOrigin",
)
def _camera(flags: Flags, *given: str) -> Any:
    if flags.query or flags.edit:
        found = given[0] if given else names.text(names.nodes(())[0])
        shape = shape_of(found, "camera")
        if flags.query:
            return _query_camera(flags, shape)
        _change_camera(flags, shape)
        return None
    transform, shape = make_shape("camera", "camera", flags.get("name"))
    _change_camera(Flags({key: value for key, value in flags.items() if key != "name"}), shape)
    return [names.text(transform), names.text(shape)]


@graph_command("listCameras", missing="ufeCameras", undoable=False)
def _list_cameras(flags: Flags) -> list[str]:
    found = []
    for node in session.scene.nodes:
        if node.type.is_a("camera"):
            flat = bool(node.plug("orthographic").get())
            if (flags.get("orthographic") and not flat) or (flags.get("perspective") and flat):
                continue
            found.append(names.text(node.parents[0]))
    return sorted(found)


_LIGHT_FLAGS = {
    "rgb": "color",
    "intensity": "intensity",
    "useRayTraceShadows": "useRayTraceShadows",
}


_LIGHT_MISSING = (
    "position rotation softShadow shadowDither shadowSamples exclusive discRadius decayRate coneAngle penumbra "
    "dropOff barnDoors bottomBarnDoorAngle leftBarnDoorAngle rightBarnDoorAngle topBarnDoorAngle ambientShade "
    "shadowColor"
)


def _light(kind: str) -> None:
    @graph_command(kind, missing=known_of(kind, _LIGHT_MISSING))
    def run(flags: Flags, *given: str) -> Any:
        if flags.query or flags.edit:
            shape = shape_of(given[0], kind)
            if flags.query:
                flag = next(iter(flags))
                if flag not in _LIGHT_FLAGS:
                    raise NotImplementedError(f"stand-in: {kind} -{flag}")
                value = shape.plug(_LIGHT_FLAGS[flag]).get()
                return list(value) if isinstance(value, list) else value
        else:
            _, shape = make_shape(kind, kind, flags.get("name"))
        for flag, attribute in _LIGHT_FLAGS.items():
            if flag in flags:
                shape.plug(attribute).set(flags[flag])
        return names.text(shape)


for _kind in ("ambientLight", "directionalLight", "pointLight", "spotLight"):
    _light(_kind)
