"""What a claim, or a noun that may name evidence, shows of itself to the trained network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from purport.extraction.chain_scene import Scene
from purport.extraction.cues import reporting_verbs
from purport.extraction.telling_context import (
    DEPENDENCIES,
    MEDIA,
    governing_verb,
    medium_of,
    senses,
)
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_sources import TOLD, cue_verb, source_head
from purport.model.span import Span

PRONOUNS: Final = ("he", "she", "they", "it", "we", "i", "who", "one")
_DETERMINERS: Final = (
    frozenset(("the", "this", "that")), frozenset(("a", "an", "one", "another")),
    frozenset(("his", "her", "their", "its")),
)  # fmt: skip
_KINDS: Final = ("direct", "indirect", "mixed")
_TENSES: Final = ("VBD", "VBZ", "VBN", "VBG")
NO_TOKEN: Final = -1


@dataclass(frozen=True, slots=True)
class Item:
    """A claim or candidate: the token that it is anchored at, four that show it, and its row.

    `source` is the token that speaks, `candidate` whether it is a noun that may name evidence.
    """

    anchor: int
    source: int | None
    candidate: bool
    looks: tuple[int, int, int, int]
    row: list[float]


def claim_row(scene: Scene, number: int) -> Item:
    """Return what an attribution shows: source, cue, form, and where the rules place it."""
    grammar, one = scene.grammar, scene.attributions[number]
    tokens = grammar.tokens
    verb, source = cue_verb(grammar, one), source_head(grammar, one)
    first = _at(grammar, one.content[0].start)
    opening = one.cue or one.source
    anchor = _at(grammar, opening[0].start) if opening else first
    placed = scene.placed[number]
    medium = None if placed is None else scene.carriers[placed].medium
    lemma = tokens[verb].lemma if verb is not None else ""
    row = [
        source is None, not one.source, *_of_source(grammar, source),
        *(one.kind == k for k in _KINDS),
        bool(one.cue), one.reporting, one.confidence, scene.parents[number] is not None,
        lemma in TOLD,
        verb is not None and tokens[verb].text.lower() in reporting_verbs(),
        lemma in ("say", "tell"), lemma in senses(),
        placed is not None, *(medium == m for m in MEDIA),
        len(scene.chains[number]) > 1, scene.voicing.speakers[number] is None,
        *(verb is not None and tokens[verb].tag == t for t in _TENSES),
        anchor / len(tokens), first < anchor,
    ]  # fmt: skip
    looks = (
        NO_TOKEN if source is None else source,
        anchor if verb is None else verb,
        first,
        _predicate(grammar, one.content[0]),
    )
    return Item(anchor, source, False, looks, [*map(float, row), *[0.0] * CANDIDATE_NUMBERS])


def _of_source(grammar: Grammar, source: int | None) -> list[bool]:
    token = None if source is None else grammar.tokens[source]
    word = token.text.lower() if token else ""
    below = () if source is None else grammar.children(source, "det", "poss")
    determiner = next((grammar.tokens[k].text.lower() for k in below), "")
    return [
        *(word == p for p in PRONOUNS),
        token is not None and token.tag[:3] == "NNP",
        token is not None and token.tag == "NNS",
        *(determiner in some for some in _DETERMINERS),
    ]


def candidate_row(scene: Scene, at: int, carrier: int | None) -> Item:
    """Return what a noun that may name evidence shows; `carrier`: what the rules take it for."""
    grammar, token = scene.grammar, scene.grammar.tokens[at]
    below = grammar.children(at, "det", "poss")
    determiner = next((grammar.tokens[k].text.lower() for k in below), "")
    medium = None if carrier is None else scene.carriers[carrier].medium
    row = [
        True,
        *(medium_of(token) == m for m in MEDIA),
        *(medium == m for m in MEDIA),
        carrier is not None,
        carrier is not None and scene.carriers[carrier].heads[0] == at,
        determiner in _DETERMINERS[0], determiner in _DETERMINERS[1], bool(determiner),
        *(token.dep == d for d in DEPENDENCIES),
        token.tag == "NNS", token.tag[0] == "V",
    ]  # fmt: skip
    last = len(grammar.tokens) - 1
    looks = (at, governing_verb(grammar, at), max(0, at - 1), min(last, at + 1))
    return Item(at, None, True, looks, [*[0.0] * CLAIM_NUMBERS, *map(float, row)])


def _predicate(grammar: Grammar, piece: Span) -> int:
    """Return the verb of a piece that no other word in it governs, or its first token."""
    inside = grammar.tokens_of(piece)
    tokens = grammar.tokens
    tops = (i for i in inside if tokens[i].head not in inside or tokens[i].head == i)
    first = min(inside.start, len(tokens) - 1)
    return next((i for i in tops if tokens[i].tag[0] == "V"), first)


def _at(grammar: Grammar, offset: int) -> int:
    return min(grammar.first_at(offset), len(grammar.tokens) - 1)


CLAIM_NUMBERS: Final = 2 + len(PRONOUNS) + 5 + 3 + 4 + 4 + 1 + len(MEDIA) + 2 + len(_TENSES) + 2
CANDIDATE_NUMBERS: Final = 1 + 2 * len(MEDIA) + 2 + 3 + len(DEPENDENCIES) + 2
