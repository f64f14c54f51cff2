"""What stands around a mention, and what a sentence holds, as numbers for the trained network."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from purport.extraction.analysis import Token
from purport.extraction.cues import reporting_verbs
from purport.extraction.lexicon import read_table
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_lexicon import media, roles, singular
from purport.extraction.voice_sources import TOLD
from purport.model.evidence import Medium

Floats = NDArray[np.float32]

MEDIA: Final[tuple[Medium, ...]] = (
    "recording", "video", "document", "image", "post", "interview", "statement", "data",
)  # fmt: skip
DEPENDENCIES: Final = (
    "nsubj", "nsubjpass", "dobj", "dative", "pobj", "poss", "appos", "conj", "compound", "attr",
    "ROOT", "nmod",
)  # fmt: skip
_PREPOSITIONS: Final = (
    "to", "by", "with", "from", "of", "for", "in", "at", "on", "as", "through", "via", "about",
    "according", "citing",
)  # fmt: skip
_VERB_TAGS: Final = ("VBD", "VBZ", "VBN", "VBG", "VB", "VBP")
_TALKS: Final = frozenset(("interview", "statement", "call", "recording"))
_STEPS: Final = 6
_MARKS: Final = frozenset('“”"«»')


@lru_cache(maxsize=1)
def senses() -> dict[str, str]:
    """Return for verbs of what is done with evidence which it is (release, hold, author …)."""
    return {r["verb"]: r["sense"] for r in read_table("evidence_verbs")}


@lru_cache(maxsize=1)
def sense_names() -> tuple[str, ...]:
    """Return the names of these senses in order."""
    return tuple(sorted(set(senses().values())))


def medium_of(token: Token) -> str | None:
    """Return the medium of a noun for evidence, or None."""
    return _medium(token.text.lower()) if token.tag[0] == "N" else None


@lru_cache(maxsize=1 << 14)
def _medium(noun: str) -> str | None:
    return media().get(singular(noun))


def governing_verb(grammar: Grammar, token: int) -> int:
    """Return the verb above a token, or where the way up ends."""
    at = token
    for _ in range(_STEPS):
        up = grammar.tokens[at]
        if up.tag[0] == "V" or up.head == at:
            return at
        at = up.head
    return at


def context_of(grammar: Grammar, mention: int) -> list[float]:
    """Return what governs a mention: its dependency, preposition, noun and verb, and their kind."""
    tokens = grammar.tokens
    at, steps, owns = mention, 0, False
    preposition = noun = verb = None
    while steps < _STEPS and tokens[at].head != at:
        token, up = tokens[at], tokens[tokens[at].head]
        owns = owns or token.dep == "poss"
        if preposition is None and (up.tag in ("IN", "TO") or token.dep == "pobj"):
            preposition = up.text.lower()
        if up.tag[0] == "V":
            verb = up
            break
        if up.tag[0] == "N" and noun is None and token.dep not in ("appos", "conj", "compound"):
            noun = up
        at = up.index
        steps += 1
    return [
        *(float(tokens[mention].dep == d) for d in DEPENDENCIES),
        *(float(preposition == p) for p in _PREPOSITIONS),
        float(preposition is not None),
        *_of_verb(verb),
        *_of_noun(noun),
        float(owns),
        float(steps == 0),
        float(tokens[mention].tag[:3] == "NNP"),
        float(tokens[mention].tag[:3] == "PRP"),
    ]


def _of_verb(verb: Token | None) -> list[float]:
    sense = senses().get(verb.lemma) if verb else None
    return [
        float(verb is not None),
        float(verb is not None and verb.text.lower() in reporting_verbs()),
        float(verb is not None and verb.lemma in TOLD),
        *(float(sense == s) for s in sense_names()),
        *(float(verb is not None and verb.tag == t) for t in _VERB_TAGS),
    ]


def _of_noun(noun: Token | None) -> list[float]:
    word = singular(noun.text.lower()) if noun else ""
    return [
        float(noun is not None), float(word in media()), float(word in _TALKS),
        float(word in roles()),
    ]  # fmt: skip


def sentence_row(tokens: list[Token], *, opens: bool, first: bool) -> list[float]:
    """Return what a sentence holds; `opens`: it begins a paragraph, `first`: the report."""
    found = {medium_of(t) for t in tokens}
    verbs = [t for t in tokens if t.tag[0] == "V"]
    done = {senses().get(t.lemma) for t in verbs}
    return [
        float(opens),
        float(first),
        float(any(t.text in _MARKS for t in tokens)),
        *(float(m in found) for m in MEDIA),
        *(float(s in done) for s in sense_names()),
        float(any(t.lemma in TOLD for t in verbs)),
        float(any(t.text.lower() in reporting_verbs() for t in verbs)),
        len(tokens) / 40,
    ]
