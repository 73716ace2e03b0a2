"""The one story: audio -> windows -> network -> animators -> blendshape solve -> tracks."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from a2f_maya.audio.prosody import prosody
from a2f_maya.errors import MeshError, PackageError, ParameterError
from a2f_maya.face.animators import animate
from a2f_maya.face.head_streams import head_streams, matching_head, moved
from a2f_maya.face.model import FaceModel, face_mask
from a2f_maya.face.params import FaceParameters
from a2f_maya.face.points import skin_stream, tongue_stream
from a2f_maya.face.voice_gestures import GESTURES, VoiceGestures
from a2f_maya.mesh import Mesh
from a2f_maya.names import index_by_name
from a2f_maya.network.emotion import explicit_vector, keyed_emotions
from a2f_maya.network.package import PoseArchive, RegressionPackage
from a2f_maya.network.regression import RegressionNetwork
from a2f_maya.progress import Progress
from a2f_maya.solve.blendshape_solver import BlendshapeSolver, Method, join_weights
from a2f_maya.solve.normal_equations import Projection
from a2f_maya.solve.overrides import with_overrides
from a2f_maya.solve.poses import PoseSet
from a2f_maya.solve.settings import BlendshapeSettings
from a2f_maya.timing import FrameRate
from a2f_maya.tracks import CoefficientTrack, FaceTrack, FloatArray, PointStream, WeightTrack

KEPT_PROJECTIONS = 4
"""Face masks whose preparation is kept, for characters of one package that differ in them."""


@dataclass(frozen=True)
class Performance:
    """How a face should act: tuning, style and mood.

    Attributes
    ----------
    parameters : FaceParameters
    source_shot, source_frame
        Row of the implicit emotion database: the speaking style.
    emotions : dict
        Explicit emotion name to strength in 0..1.
    emotion_keys : tuple of (float, dict)
        Explicit emotions at seconds of the clip, instead of ``emotions``: linear between the keys.
    """

    parameters: FaceParameters
    source_shot: str
    source_frame: int
    emotions: dict[str, float] = field(default_factory=dict)
    emotion_keys: tuple[tuple[float, dict[str, float]], ...] = ()


class FacePipeline:
    """A model package made ready to turn clips into faces; prepare it once, use it for many.

    Parameters
    ----------
    package : RegressionPackage
    provider, threads
        See `a2f_maya.network.session.NetworkSession`.
    blendshapes : mapping, optional
        Changes of the blendshape solve: ``method`` ("exact" or "nvidia"), and ``skin`` and
        ``tongue`` with what `a2f_maya.solve.overrides.with_overrides` takes.
    skin_mesh : Mesh, optional
        Faces of the skin, for packages that are not made for the built-in head.

    Raises
    ------
    PackageError
        If the package contradicts itself.
    ParameterError
        If a change of the blendshape solve is wrong.
    """

    def __init__(
        self,
        package: RegressionPackage,
        *,
        provider: str = "auto",
        threads: int = 0,
        blendshapes: Mapping[str, Any] | None = None,
        skin_mesh: Mesh | None = None,
    ) -> None:
        self.package = package
        self.network = RegressionNetwork(package, provider=provider, threads=threads)
        self.emotions = package.load_implicit_emotions()
        self.defaults = self._package_defaults()
        changes = _BlendshapeChanges.read(blendshapes or {})
        self.skin_solver = _solver(package.skin_poses, changes.skin, changes.method)
        self.tongue_solver = _solver(package.tongue_poses, changes.tongue, changes.method)
        self.model = FaceModel.from_arrays(
            package.load_model_data(), _gesture_poses(self.skin_solver)
        )
        self.head = matching_head(self.model)
        self.meshes = self._meshes(skin_mesh)
        self._tongue_projection = self._project_tongue()
        self._skin_projections: dict[tuple[float, float], Projection] = {}
        self._skin_projection(self.defaults)

    @property
    def pose_names(self) -> tuple[str, ...]:
        """Names of all weights, those of the skin first; empty for packages without blendshapes."""
        solvers = (self.skin_solver, self.tongue_solver)
        return tuple(name for solver in solvers if solver for name in solver.poses.names)

    @cached_property
    def fingerprint(self) -> str:
        """Another text for another network, geometry or setting of the package."""
        package = self.package
        digest = hashlib.sha256()
        poses = [part.archive.path for part in (package.skin_poses, package.tongue_poses) if part]
        for path in (
            package.network_path,
            package.model_data.path,
            package.emotion_path,
            *poses,
        ):
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        solvers = (self.skin_solver, self.tongue_solver)
        solving = [(solver.settings, solver.method) for solver in solvers if solver]
        digest.update(repr((self.defaults, solving)).encode())
        return digest.hexdigest()

    def performance(self, overrides: Mapping[str, Any]) -> Performance:
        """The package's own settings, some of them replaced.

        Parameters
        ----------
        overrides : mapping
            Tuning parameters in any spelling that `FaceParameters.with_overrides` knows,
            ``sourceShot``, ``sourceFrame`` (or snake case), ``emotion``: an object of names and
            strengths, and ``emotionKeys``: a list of such objects that also hold a ``time``.

        Raises
        ------
        ParameterError
            If a name is unknown or a value is wrong.
        """
        rest = dict(overrides)
        keys = _emotion_keys(rest.pop("emotionKeys", []))
        own = self.defaults
        shot, frame = own.source_shot, own.source_frame
        shot = rest.pop("sourceShot", rest.pop("source_shot", shot))
        frame = rest.pop("sourceFrame", rest.pop("source_frame", frame))
        emotions = rest.pop("emotion", {})
        if not isinstance(emotions, dict) or isinstance(frame, bool) or not isinstance(frame, int):
            raise ParameterError(
                "'emotion' must be an object of names and 'sourceFrame' a whole number."
            )
        self.emotions.vector(shot, frame)
        performance = Performance(own.parameters.with_overrides(rest), shot, frame, emotions, keys)
        self.explicit_emotions(performance, np.zeros(1))
        return performance

    def _package_defaults(self) -> Performance:
        config = self.package.model_config
        try:
            parameters = FaceParameters.from_model_config(config.data)
            shot, frame = self.package.source_frame()
            self.emotions.vector(shot, frame)
        except ParameterError as error:
            raise PackageError(f"{config.path}: {error}") from error
        return Performance(parameters, shot, frame)

    def evaluate(
        self,
        samples: FloatArray,
        rate: FrameRate,
        performance: Performance,
        progress: Progress | None = None,
    ) -> tuple[CoefficientTrack, FaceTrack, WeightTrack]:
        """From sound to animation.

        Parameters
        ----------
        samples : np.ndarray [shape=(n,), float32]
            Mono, 16,000 samples a second.
        rate : FrameRate
        performance : Performance
        progress : Progress, optional

        Returns
        -------
        tuple of CoefficientTrack, FaceTrack, WeightTrack
        """
        progress = progress or Progress()
        coefficients = self.coefficients(samples, rate, performance, progress.part(0.0, 0.8))
        face = self.animate(coefficients, performance, self.voice_gestures(samples, performance))
        progress.update(0.9, "Solving for blendshape weights")
        return coefficients, face, self.solve(face, performance)

    def coefficients(
        self,
        samples: FloatArray,
        rate: FrameRate,
        performance: Performance,
        progress: Progress | None = None,
        frames: range | None = None,
    ) -> CoefficientTrack:
        """Run the network over a clip, or over some of its frames."""
        if frames is None:
            frames = range(rate.frame_count(len(samples), self.package.info.sample_rate))
        times = np.arange(frames.start, frames.stop, dtype=np.float64) * rate.frame_duration
        explicit = self.explicit_emotions(performance, times)
        implicit = self.emotions.vector(performance.source_shot, performance.source_frame)
        implicit = np.broadcast_to(implicit, (*explicit.shape[:-1], len(implicit)))
        return self.network.evaluate(
            samples,
            rate,
            np.concatenate([implicit, explicit], axis=-1),
            frames=frames,
            prediction_delay=performance.parameters.prediction_delay,
            input_strength=performance.parameters.input_strength,
            look_ahead=performance.parameters.look_ahead,
            progress=progress,
        )

    def explicit_emotions(
        self, performance: Performance, times: npt.NDArray[np.float64]
    ) -> FloatArray:
        """The ten explicit emotions.

        Parameters
        ----------
        performance : Performance
        times : np.ndarray [shape=(T,)]
            Seconds of the frames.

        Returns
        -------
        np.ndarray [shape=(E,) or (T, E), float32]
            One for the whole clip if there are no keys.
        """
        order = self.package.info.explicit_emotions
        if not performance.emotion_keys:
            return explicit_vector(performance.emotions, order)
        key_times, emotions = zip(*performance.emotion_keys, strict=True)
        vectors = np.stack([explicit_vector(emotion, order) for emotion in emotions])
        return keyed_emotions(np.array(key_times), vectors, times)

    def voice_gestures(self, samples: FloatArray, performance: Performance) -> VoiceGestures | None:
        """Listen to the voice of a whole clip; nothing if no setting asks for it."""
        parameters = performance.parameters
        if not (parameters.automatic_blinks or parameters.follows_voice):
            return None
        heard = prosody(samples, self.package.info.sample_rate)
        return VoiceGestures.of(heard, parameters.voice_seed)

    def animate(
        self, coefficients: CoefficientTrack, performance: Performance, voice: VoiceGestures | None
    ) -> FaceTrack:
        """Tune the network's answer; the voice moves brows and lids and scales the mouth."""
        return animate(coefficients, performance.parameters, self.model, voice=voice)

    def solve(self, face: FaceTrack, performance: Performance) -> WeightTrack:
        """Weights of the skin's and the tongue's poses; none for packages without blendshapes."""
        pairs = (
            (self.skin_solver, self._skin_projection(performance)),
            (self.tongue_solver, self._tongue_projection),
        )
        tracks = [
            solver.solve(face, projection) for solver, projection in pairs if solver and projection
        ]
        if not tracks:
            return WeightTrack(face.rate, (), np.empty((len(face), 0), np.float32))
        return join_weights(tracks)

    def face_mask(self, performance: Performance) -> FloatArray:
        """How much each skin vertex belongs to the lower face [shape=(V,), float32]."""
        parameters = performance.parameters
        return face_mask(
            self.model.skin_neutral, parameters.face_mask_level, parameters.face_mask_softness
        )

    def _meshes(self, skin_mesh: Mesh | None) -> tuple[Mesh, ...]:
        """Meshes whose faces are known, at rest and named like the point streams."""
        if skin_mesh is not None:
            if len(skin_mesh.points) != len(self.model.skin_neutral):
                raise MeshError(
                    f"The mesh '{skin_mesh.name}' has {len(skin_mesh.points)} vertices and the "
                    f"network's "
                    f"skin {len(self.model.skin_neutral)}; give the mesh that belongs to the "
                    f"network."
                )
            return (replace(skin_mesh, name="skin", points=self.model.skin_neutral),)
        return tuple(self.head.parts.values()) if self.head else ()

    def _skin_projection(self, performance: Performance) -> Projection | None:
        """Only another face mask makes another projection; the newest few are kept."""
        parameters = performance.parameters
        key = (parameters.face_mask_level, parameters.face_mask_softness)
        projection = self._skin_projections.get(key)
        if self.skin_solver and projection is None:
            projection = self.skin_solver.project_skin(
                self.model.skin_neutral, self.model.skin_basis, self.face_mask(performance)
            )
            # a new mapping in place of the old one, so that any thread may read it at any time
            newest = list(self._skin_projections.items())[1 - KEPT_PROJECTIONS :]
            self._skin_projections = dict([*newest, (key, projection)])
        return projection

    def _project_tongue(self) -> Projection | None:
        if not self.tongue_solver:
            return None
        model = self.model
        return self.tongue_solver.project_tongue(model.tongue_neutral, model.tongue_basis)

    def point_streams(self, face: FaceTrack, performance: Performance) -> list[PointStream]:
        """Vertices of all moving parts over time, made block by block."""
        mask = self.face_mask(performance)
        if self.head:
            return head_streams(self.head, face, self.model, mask)
        tongue = moved(tongue_stream(face, self.model), face.jaw)
        return [skin_stream(face, self.model, mask), tongue]

    def run_once(self) -> WeightTrack:
        """Evaluate a tenth of a second of silence: everything that a bake needs is used once."""
        silence = np.zeros(1600, np.float32)
        return self.evaluate(silence, FrameRate(30), self.defaults)[2]


def _gesture_poses(solver: BlendshapeSolver | None) -> dict[str, FloatArray]:
    """Displacements of the active poses that follow the voice, as far as the package has them."""
    if solver is None:
        return {}
    places = index_by_name(solver.poses.names)
    found = {name: places[name.lower()] for name in GESTURES if name.lower() in places}
    active = solver.settings.active
    return {name: solver.poses.deltas[place] for name, place in found.items() if active[place]}


def _emotion_keys(keys: Any) -> tuple[tuple[float, dict[str, float]], ...]:
    """Keys of a parameter file: objects with ``time`` and emotion names."""
    if not isinstance(keys, list) or not all(
        isinstance(key, dict) and isinstance(key.get("time"), int | float) for key in keys
    ):
        raise ParameterError("'emotionKeys' must be a list of objects with 'time' and emotions.")
    return tuple(
        (float(key["time"]), {name: value for name, value in key.items() if name != "time"})
        for key in keys
    )


@dataclass(frozen=True)
class _BlendshapeChanges:
    method: Method = "exact"
    skin: dict[str, Any] = field(default_factory=dict)
    tongue: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> _BlendshapeChanges:
        if not isinstance(given, Mapping):
            raise ParameterError("'blendshapes' must be an object of solver settings.")
        for key, value in given.items():
            if key == "method" and value in ("exact", "nvidia"):
                continue
            if key not in ("skin", "tongue") or not isinstance(value, dict):
                raise ParameterError(
                    f"'{key}' of 'blendshapes' is {value!r}; give method (exact or nvidia), and "
                    "skin and tongue as objects of solver settings."
                )
        return cls(**given)


def _solver(
    poses: PoseArchive | None, changes: Mapping[str, Any], method: Method
) -> BlendshapeSolver | None:
    if poses is None:
        return None
    try:
        settings = BlendshapeSettings.from_config(poses.config.data, len(poses.pose_names))
    except ParameterError as error:
        raise PackageError(f"{poses.config.path}: {error}") from error
    settings = with_overrides(settings, poses.pose_names, changes)
    pose_set = PoseSet(poses.pose_names, poses.neutral(), poses.deltas(), poses.frontal_mask())
    return BlendshapeSolver(pose_set, settings, method)
