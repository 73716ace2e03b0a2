"""``a2fWrap`` deformers: put on a mesh and taken off again as if they had never been there."""

from __future__ import annotations

from dataclasses import replace

from maya import cmds

from a2f_maya.errors import SceneError
from a2f_maya.maya.nodes.wrap_storage import store_binding, store_rest_shapes
from a2f_maya.maya.scene.bindings import Binding, bind, binding_of
from a2f_maya.maya.scene.deleting import delete_existing, release_mesh
from a2f_maya.maya.scene.nodes import mesh_shape, parent_of, refuse_referenced, source_of
from a2f_maya.maya.transfer.chains import is_downstream
from a2f_maya.maya.transfer.meshes import DoubleArray, moved, rest_mesh, short_name
from a2f_maya.maya.transfer.resting import rest_on_undo
from a2f_maya.mesh import Mesh
from a2f_maya.transfer.lids import LidCorrection
from a2f_maya.transfer.wrap import bind_wrap

WRAP_TYPE = "a2fWrap"
HAD_HISTORY = "had_history"


def put_deformer(mesh: str, name: str, *, front: bool) -> str:
    """Put a new ``a2fWrap`` on a mesh; it moves nothing yet.

    Parameters
    ----------
    mesh : str
        Transform.
    name : str
    front : bool
        Before all other deformers, so that a skin cluster carries the motion along.
    """
    shape = mesh_shape(mesh)
    rest_on_undo(shape)
    return str(cmds.deformer(shape, type=WRAP_TYPE, name=name, frontOfChain=front)[0])


def bind_surface(deformer: str, driver: str, driven: str, to_driven: DoubleArray) -> None:
    """Let a deformer follow the surface of a driver; both are read at rest.

    Parameters
    ----------
    deformer : str
    driver, driven : str
        Transforms.
    to_driven : np.ndarray [shape=(4, 4)]
        From the driver's space to that of the driven mesh.

    Raises
    ------
    MeshError
        If a mesh has no faces or its coordinates are not numbers.
    """
    rest = rest_mesh(driver)
    points = moved(rest.points, to_driven)
    binding = bind_wrap(
        Mesh(rest.name, points.astype("f4"), rest.face_counts, rest.face_indices), rest_mesh(driven)
    )
    # not rounded, so that a driver at rest moves nothing
    store_binding(deformer, replace(binding, rest_driver=points))
    connect_driver(deformer, driver)


def bind_vertices(
    deformer: str, driver: str, driven: str, lids: LidCorrection | None = None
) -> None:
    """Let a deformer follow a driver of the same vertices; both are read at rest."""
    store_rest_shapes(deformer, rest_mesh(driver).points, rest_mesh(driven).points, lids)
    connect_driver(deformer, driver)


def connect_driver(deformer: str, driver: str) -> None:
    """Connect a driver's geometry to a deformer."""
    cmds.connectAttr(f"{mesh_shape(driver)}.outMesh", f"{deformer}.driver")


def driver_mesh(deformer: str) -> str:
    """Transform of the mesh that a deformer follows; empty if there is none."""
    plug = source_of(f"{deformer}.driver")
    return parent_of(plug.split(".", 1)[0]) if plug else ""


def refuse_cycle(driver: str, driven: str) -> None:
    """Refuse a driver that itself follows the mesh that it should drive.

    Parameters
    ----------
    driver, driven : str
        Transforms.

    Raises
    ------
    SceneError
    """
    if is_downstream(mesh_shape(driver), mesh_shape(driven)):
        raise SceneError(
            f"'{driver}' is made from '{driven}' and cannot drive it; choose another driver."
        )


def had_history(mesh: str) -> bool:
    """Whether a mesh has history that we have not brought.

    Parameters
    ----------
    mesh : str
        Transform.
    """
    shape = mesh_shape(mesh)
    ours = binding_of(shape)
    if ours is not None and HAD_HISTORY in ours.former:
        return bool(ours.former[HAD_HISTORY])
    return bool(source_of(f"{shape}.inMesh"))


def remember(owner: str, kind: str, mesh: str, deformer: str, had: bool) -> None:
    """Note that a deformer was put on a mesh for ``owner``, to be taken off by `take_off`.

    Parameters
    ----------
    owner : str
    kind : str
    mesh : str
        Transform.
    deformer : str
    had : bool
        What `had_history` said before.
    """
    bind(owner, kind, mesh_shape(mesh), [deformer], {HAD_HISTORY: had})


def take_off(binding: Binding) -> None:
    """Delete the deformers of a binding and, if nothing else needs it, the history they brought.

    Raises
    ------
    SceneError
        If a deformer comes from a referenced file.
    """
    for node in binding.owned:
        refuse_referenced(node)
    release_mesh(binding)
    delete_existing([binding.node])


def wrap_name(mesh: str) -> str:
    """How the wrap of a mesh is called."""
    return f"{short_name(mesh)}_a2fWrap"
