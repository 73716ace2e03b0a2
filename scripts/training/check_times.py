"""Compare the phone times of English clips with pocketsphinx's forced alignment, per synthesiser.

Example: python check_times.py --clips W/clips --count 12
The aligner itself is about 5 ms early on voices whose times are exact (flite, festival); a
synthesiser whose median differs from theirs needs another `labels.LATENESS`.
"""

from __future__ import annotations

import argparse
import re
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pocketsphinx
from labels import RATE, repair
from phones import PHONES, festival_phone
from synthesize import SOURCES

_REDUCED = {"AX": "AH"}


def aligned(audio: npt.NDArray[np.int16], text: str) -> list[tuple[str, float]]:
    """Return (phone, start) of pocketsphinx's alignment, empty if it fails."""
    folder = Path(pocketsphinx.get_model_path()) / "en-us"
    decoder: Any = pocketsphinx.Decoder(
        hmm=str(folder / "en-us"),
        dict=str(folder / "cmudict-en-us.dict"),
        lm=None,
        loglevel="FATAL",
        samprate=RATE,
    )
    try:
        decoder.set_align_text(re.sub(r"[^a-z' ]+", " ", text.lower()))
        for second_pass in (False, True):
            if second_pass:
                decoder.set_alignment()
            decoder.start_utt()
            decoder.process_raw(audio.tobytes(), full_utt=True)
            decoder.end_utt()
    except RuntimeError:
        return []
    return [
        (festival_phone(phone.name), phone.start / 100)
        for word in decoder.get_alignment()
        for phone in word
    ]


def differences(path: Path) -> list[float]:
    """Return label minus aligner, in seconds, at the starts of the phones that both name."""
    with np.load(path) as data:
        audio, text = data["audio"], str(data["text"])
        scaled = audio.astype(np.float32) / 32768
        phones, bounds = repair(path.name.split("_")[0], data["phones"], data["bounds"], scaled)
    named = [_REDUCED.get(PHONES[phone], PHONES[phone]) for phone in phones]
    other = aligned(audio, text)
    matcher = SequenceMatcher(None, named, [name for name, _ in other], autojunk=False)
    return [
        float(bounds[block.a + k]) - other[block.b + k][1]
        for block in matcher.get_matching_blocks()
        for k in range(block.size)
        if named[block.a + k] != "SIL"
    ]


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clips", type=Path, required=True)
    parser.add_argument("--count", type=int, default=12, help="clips per synthesiser")
    options = parser.parse_args()
    for source in SOURCES:
        found: list[float] = []
        used = 0
        for path in sorted(options.clips.glob(f"{source}_*.npz")):
            with np.load(path) as data:
                english = str(data["language"]).startswith("en")
            if not english or used == options.count:
                continue
            result = differences(path)
            used += bool(result)
            found += result
        if found:
            middle = float(np.median(found))
            spread = float(np.median(np.abs(np.array(found) - middle)))
            print(
                f"{source}: {len(found)} phones, {1000 * middle:+.0f} ms late, "
                f"{1000 * spread:.0f} ms median deviation"
            )


if __name__ == "__main__":
    main()
