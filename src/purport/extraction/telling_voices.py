"""What a voice shows of itself to the trained network: its kind, its part in the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, Literal

import numpy as np

from purport.extraction.chain_scene import Scene
from purport.extraction.telling_context import Floats
from purport.extraction.voice_lexicon import given_names, roles, singular
from purport.model.voice import Voice

KINDS: Final = ("person", "group", "organisation", "unnamed")
_MEN: Final = frozenset("mr king prince sir father man boy".split())
_WOMEN: Final = frozenset("mrs ms queen princess woman girl mother".split())
_MOST: Final = 8


def voice_rows(scene: Scene, voices: Sequence[Voice], places: Sequence[Sequence[int]]) -> Floats:
    """Return what each voice is and does by the rules (voices, ·)."""
    tokens = scene.grammar.tokens
    released = {e.released_by for e in scene.evidence}
    held = {e.holder for e in scene.evidence}
    things = set(scene.voicing.carrying.values())
    talks = Counter(
        speaker
        for speaker, one in zip(scene.voicing.speakers, scene.attributions, strict=True)
        if one.kind != "narrator"
    )
    wholes = set(scene.voicing.wholes.values())
    asking = set(scene.interviewers.values())
    rows = []
    for voice, some in zip(voices, places, strict=True):
        words = voice.name.split()
        rows.append([
            *(voice.kind == k for k in KINDS),
            voice.id in scene.outlets, voice.id in scene.publishers,
            voice.id in released, voice.id in held, voice.id in things,
            min(len(some), _MOST) / _MOST, min(talks[voice.id], _MOST) / _MOST,
            talks[voice.id] > 0, some[0] / len(tokens) if some else 1.0, voice.part_of is not None,
            voice.id in scene.voicing.stages, voice.id in scene.voicing.wholes,
            voice.id in wholes, len(words) > 1, voice.name[:1].isupper(),
            bool(some) and tokens[some[0]].tag == "NNS",
            bool(words) and singular(words[-1].lower()) in roles(), voice.id in asking,
        ])  # fmt: skip
    return np.array(rows, dtype=np.float32)


def gender_of(voice: Voice) -> Literal["m", "f"] | None:
    """Return the gender that the words for a voice show, or None.

    Example:
        >>> gender_of(Voice("v1", "Milagros Ugaz", "person", (), "his lawyer; a woman of forty"))
        'f'
    """
    if voice.kind == "organisation":
        return None
    shown = f"{voice.name} {voice.described or ''}".replace(";", " ")
    words = [w.strip(".,’'s\"").lower() for w in shown.split()]
    for word in words:
        if word in _MEN or word in _WOMEN:
            return "m" if word in _MEN else "f"
    for word in words:
        told = given_names().get(word) or roles().get(singular(word), ("", None))[1]
        if told in ("m", "f"):
            return "m" if told == "m" else "f"
    return None
