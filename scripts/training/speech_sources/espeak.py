"""espeak-ng: a formant synthesiser with exact phone times in many languages.

The program is GPL-3; it runs beside the training and neither it nor its data is shipped.
"""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import numpy.typing as npt
import prompts
from phones import IPA, IPA_MODIFIERS, IPA_STRESS, Segment

from speech_sources.base import ClipSeed, Utterance

VARIANTS = [
    "",
    "+m1",
    "+m3",
    "+m5",
    "+m7",
    "+f1",
    "+f2",
    "+f4",
    "+f5",
    "+klatt2",
    "+klatt4",
    "+Andy",
    "+Alicia",
    "+linda",
    "+max",
    "+Denis",
    "+marcelo",
    "+belinda",
    "+pablo",
]
_LIBRARY = "libespeak-ng.so.1"
_PHONE_EVENT = 7
_SYNCHRONOUS = 2
_PHONE_EVENTS_IN_IPA = 1 | 2
_UTF8 = 1
_RATE, _PITCH = 1, 3
_TWO_LETTERS = {
    "aɪ": "AY",
    "aʊ": "AW",
    "eɪ": "EY",
    "oʊ": "OW",
    "əʊ": "OW",
    "ɔɪ": "OY",
    "ɔø": "OY",
    "ɔʏ": "OY",
    "tʃ": "CH",
    "dʒ": "JH",
    "ts": "S",
}


class _Name(ctypes.Union):
    _fields_ = (
        ("number", ctypes.c_int),
        ("name", ctypes.c_char_p),
        ("string", ctypes.c_char * 8),
    )


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Name),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


def phone_of(name: str) -> str | None:
    """Return the phone of an espeak-ng IPA name; None for a pause, AX for what is unknown.

    Pauses stay open because the engine also announces a few milliseconds of link as one.
    """
    name = "".join(c for c in name if c not in IPA_MODIFIERS and c not in IPA_STRESS).strip("_:")
    if not name:
        return None
    return _TWO_LETTERS.get(name[:2]) or IPA.get(name[0], "AX")


class Source:
    """The library, loaded once; it calls back with audio and phone events."""

    def __init__(self, *, held_out: bool) -> None:
        if held_out:
            raise SystemExit("espeak: no voice is held out.")
        self._library: Any = ctypes.CDLL(_LIBRARY)
        self._rate = self._library.espeak_Initialize(_SYNCHRONOUS, 200, None, _PHONE_EVENTS_IN_IPA)
        self._waves: list[npt.NDArray[np.int16]] = []
        self._events: list[tuple[float, str]] = []
        self._callback = _Callback(self._receive)  # kept alive: the library holds a bare pointer
        self._library.espeak_SetSynthCallback(self._callback)
        self._languages = [name for name in prompts.LANGUAGES if prompts.sentences(name)]

    def _receive(self, wave: Any, count: int, events: Any) -> int:
        if wave and count > 0:
            self._waves.append(np.ctypeslib.as_array(wave, (count,)).copy())
        number = 0
        while events[number].type:
            if events[number].type == _PHONE_EVENT:
                name = events[number].id.string.decode("utf-8", "ignore")
                self._events.append((events[number].audio_position / 1000, name))
            number += 1
        return 0

    def make(self, seed: ClipSeed) -> Utterance | None:
        """Synthesise one clip in a random language, voice variant, pace and pitch."""
        language = seed.choice.choice(self._languages)
        text = prompts.prompt(language, seed.choice)
        voice = language + seed.choice.choice(VARIANTS)
        self._waves.clear()
        self._events.clear()
        self._library.espeak_SetVoiceByName(voice.encode("utf-8"))
        self._library.espeak_SetParameter(_RATE, seed.choice.randint(130, 210), 0)
        self._library.espeak_SetParameter(_PITCH, seed.choice.randint(30, 70), 0)
        spoken = text.encode("utf-8")
        self._library.espeak_Synth(spoken, len(spoken) + 1, 0, 1, 0, _UTF8, None, None)
        self._library.espeak_Synchronize()
        if not self._waves or len(self._events) < 8:
            return None
        audio = np.concatenate(self._waves) / 32768.0
        ends = [start for start, _ in self._events[1:]] + [len(audio) / self._rate]
        segments = [
            Segment(phone_of(name), start, end)
            for (start, name), end in zip(self._events, ends, strict=True)
            if end > start
        ]
        return Utterance(audio, self._rate, segments, text, language, voice)
