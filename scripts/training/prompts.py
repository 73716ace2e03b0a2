"""Sentences for the synthesisers to speak; they are read from the system and never shipped.

English and some others come from Debian's `fortunes` packages, the rest from translated manual
pages (`manpages-*`); lists of random words weighted to lip sounds are mixed in.
"""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FORTUNES = Path("/usr/share/games/fortunes")
MANUALS = Path("/usr/share/man")
# espeak-ng language -> (folder of fortunes, folder of manual pages)
LANGUAGES: dict[str, tuple[str | None, str | None]] = {
    "en-us": ("", None),
    "fr": (None, "fr"),
    "es": ("es", "es"),
    "it": ("it", "it"),
    "de": ("de", "de"),
    "pl": (None, "pl"),
    "pt-br": (None, "pt_BR"),
    "ru": ("ru", "ru"),
    "nl": (None, "nl"),
}
_UNSUITABLE = ("art", "perl", "knghtbrd", "linuxcookie", "off", "zippy", "definizioni")
_ENGLISH = re.compile(r"[A-Za-z][A-Za-z ,.'!?;:-]{24,140}")
_FOREIGN = re.compile(r"[^\W\d_][^\d_*/\\|<>=+{}()\[\]«»\"@#$%&~^`-]{24,130}")
_LABIAL = re.compile(r"[bpmfvw]|oo|ou")


def _fortune_sentences(folder: Path, *, english: bool) -> Iterator[str]:
    for path in sorted(folder.iterdir()):
        if not path.is_file() or any(part in path.name for part in _UNSUITABLE):
            continue
        # At the top level only the English packages put a UTF-8 link beside each file.
        if (path.suffix == ".u8") != english or path.suffix == ".dat":
            continue
        for joke in path.read_text(encoding="utf-8", errors="ignore").split("\n%\n"):
            text = re.sub(r"\s+", " ", re.sub(r"\s--.*", "", joke, flags=re.S))
            yield from re.split(r"(?<=[.!?]) ", text)


def _manual_sentences(folder: Path, limit: int = 500) -> Iterator[str]:
    for path in sorted(folder.glob("man[1-8]/*.gz"))[:limit]:
        with gzip.open(path, "rt", encoding="utf-8", errors="ignore") as file:
            lines = [line.strip() for line in file if line.strip() and line[0] not in ".'"]
        text = re.sub(r"\\f[A-Z]|\\-|\\&|\\\(\w\w", " ", " ".join(lines))
        yield from re.split(r"(?<=[.!?]) ", re.sub(r"\s+", " ", text))


@cache
def sentences(language: str) -> tuple[str, ...]:
    """Return the distinct usable sentences of a language, sorted; empty if none are installed."""
    fortune, manual = LANGUAGES[language]
    english = language.startswith("en")
    found: set[str] = set()
    if fortune is not None and (FORTUNES / fortune).is_dir():
        found.update(_fortune_sentences(FORTUNES / fortune, english=english))
    if manual is not None and (MANUALS / manual).is_dir():
        found.update(_manual_sentences(MANUALS / manual))
    pattern = _ENGLISH if english else _FOREIGN
    return tuple(
        sorted(
            text.strip()
            for text in found
            if pattern.fullmatch(text.strip()) and sum(char.isupper() for char in text) < 6
        )
    )


@cache
def _english_words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = sorted(
        {
            word.lower().strip("'")
            for text in sentences("en-us")
            for word in re.findall(r"[A-Za-z]{3,10}", text)
        }
    )
    return tuple(words), tuple(word for word in words if _LABIAL.search(word))


def english_prompt(rng: random.Random) -> str:
    """Return a sentence (three times of four) or a list of random words rich in lip sounds."""
    if rng.random() < 0.75:
        return rng.choice(sentences("en-us"))
    words, labial = _english_words()
    chosen = [rng.choice(labial if rng.random() < 0.6 else words) for _ in range(rng.randint(4, 9))]
    half = len(chosen) // 2
    return f"{' '.join(chosen[:half])}, {' '.join(chosen[half:])}."


def prompt(language: str, rng: random.Random) -> str:
    """Return one prompt in a language of `LANGUAGES`."""
    return english_prompt(rng) if language == "en-us" else rng.choice(sentences(language))
