"""A USD SkelAnimation of blendshape weights, as Audio2Face exports it.

The text is made here and not by the USD library: it takes a tenth of the time, needs no library
inside Maya, and NVIDIA's Blender add-on for Audio2Face, which searches the text for ``key =
number`` and for one sample a line, accepts it. Binary files are the same text converted by the USD
library.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from a2f_maya.errors import OutputError
from a2f_maya.files import atomic_path
from a2f_maya.formats.decimals import decimal_rows
from a2f_maya.formats.metahuman import metahuman_values
from a2f_maya.formats.usd_stage import import_pxr, prim_name, rate_number, usd_path
from a2f_maya.formats.weight_tables import check_track
from a2f_maya.tracks import FloatArray, WeightTrack

DECIMALS = 6


def write_usd_weights(
    path: Path,
    track: WeightTrack,
    name: str | None = None,
    metahuman: bool = True,
    mouth_close_opens_jaw: bool = False,
) -> None:
    """Write ``/World/<name>`` as a UsdSkelAnimation with time-sampled blendshape weights.

    Time code ``i`` is frame ``i``; ``timeCodesPerSecond`` is the track's rate.

    Parameters
    ----------
    path : Path
        ``.usda`` for text or ``.usdc`` for the binary form.
    track : WeightTrack
    name : str, optional
        Name of the prim, by default the file's stem; other characters than A-Z, a-z, 0-9 become
        ``_``.
    metahuman : bool
        Also write ``custom:mh_curveNames`` and ``custom:mh_curveValues``. NVIDIA's Blender add-on
        refuses a file without them.
    mouth_close_opens_jaw : bool
        See `a2f_maya.formats.metahuman.metahuman_values`.

    Raises
    ------
    OutputError
        If a weight is not finite, the suffix is another one or the file cannot be written.
    MissingDependencyError
        For ``.usdc`` without the USD library.
    """
    if path.suffix not in {".usda", ".usdc"}:
        raise OutputError(f"Cannot write {path}: its name must end in .usda or .usdc.")
    check_track(path, track)
    text = _stage_text(track, prim_name(name or path.stem), metahuman, mouth_close_opens_jaw)
    if path.suffix == ".usda":
        with atomic_path(path) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")
    else:
        with usd_path(path) as temporary:
            _convert(text, temporary)


def _stage_text(track: WeightTrack, name: str, metahuman: bool, mouth_close_opens_jaw: bool) -> str:
    rate = rate_number(track.rate)
    body = [
        _tokens("uniform token[] blendShapes", track.names),
        _samples("float[] blendShapeWeights", track.weights),
    ]
    if metahuman:
        curves, values = metahuman_values(track, mouth_close_opens_jaw)
        body.append(_tokens("custom token[] custom:mh_curveNames", curves))
        body.append(_samples("custom float[] custom:mh_curveValues", values))
    return f"""#usda 1.0
(
    defaultPrim = "World"
    endTimeCode = {len(track) - 1}
    framesPerSecond = {rate}
    metersPerUnit = 0.01
    startTimeCode = 0
    timeCodesPerSecond = {rate}
    upAxis = "Y"
)

def Xform "World"
{{
    def SkelAnimation "{name}"
    {{
{"".join(body)}    }}
}}
"""


def _tokens(attribute: str, names: Sequence[str]) -> str:
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"        {attribute} = [{quoted}]\n"


def _samples(attribute: str, values: FloatArray) -> str:
    rows = decimal_rows(values, DECIMALS)
    samples = "".join(f"            {time}: [{row}],\n" for time, row in enumerate(rows))
    return f"        {attribute}.timeSamples = {{\n{samples}        }}\n"


def _convert(text: str, path: Path) -> None:
    sdf = import_pxr("Sdf")
    layer = sdf.Layer.CreateAnonymous(".usda")
    if not layer.ImportFromString(text) or not layer.Export(str(path)):
        raise OutputError(
            f"Cannot write {path}: the USD library refused it; choose another folder."
        )
