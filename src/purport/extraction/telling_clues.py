"""The clues by which the trained network tells who speaks, through whom, and what is evidence.

Items are the claims of a report that somebody says or writes, then the nouns that may name
evidence. Each is seen with every voice of the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from purport.extraction.chain_scene import Scene
from purport.extraction.telling_context import Floats, context_of, medium_of, sentence_row
from purport.extraction.telling_items import candidate_row, claim_row
from purport.extraction.telling_pairs import pair_rows
from purport.extraction.telling_voices import voice_rows
from purport.extraction.voice_grammar import Grammar
from purport.model.voice import Voice

Ints = NDArray[np.int64]

MOST_VOICES: Final = 32
SHOWN_MENTIONS: Final = 14
FIRST_MENTIONS: Final = 2
NO_WORD: Final = -1
_SAID: Final = (0, 1, 2, 4, 7)


@dataclass(frozen=True, slots=True)
class Clues:
    """The clues of one report.

    `voices` are those that are weighed, `claims` are numbers of attributions, `candidates` tokens;
    together they are the items. Places are offsets in characters, -1 for none: `looks` (items, 4)
    those that show an item,
    `mentions` (mentions,) those of voices, `sentences` (sentences, 2) first and last of each,
    `carriers` (sentences,) its first noun for evidence. `mention_row` gives sentence * voices +
    voice of a mention, `shown` (voices, 14) some mentions of each voice by number, `steps`
    (items, voices, 14) how far off they are (0: none there), `sentence_of` (items,) the item's.
    The rest are rows of numbers: (items, ·), (voices, ·), (items, voices, ·), (mentions, ·),
    (sentences, ·), and what the rules said by sentence and voice (sentences, voices, 5).
    """

    voices: tuple[Voice, ...]
    claims: tuple[int, ...]
    candidates: tuple[int, ...]
    looks: Ints
    mentions: Ints
    sentences: Ints
    carriers: Ints
    mention_row: Ints
    shown: Ints
    steps: Ints
    sentence_of: Ints
    of_items: Floats
    of_voices: Floats
    of_pairs: Floats
    of_mentions: Floats
    of_sentences: Floats
    said: Floats


def find_clues(scene: Scene) -> Clues | None:
    """Return the clues of a report, or None where it has no voice or nothing to tell."""
    grammar = scene.grammar
    voices = weighed_voices(scene)
    claims = tuple(
        i for i, a in enumerate(scene.attributions) if a.reporting and a.kind != "narrator"
    )
    heads = {h: c.number for c in scene.carriers for h in c.heads}
    nouns = (t.index for t in grammar.tokens if medium_of(t) is not None)
    candidates = tuple(sorted({*nouns, *heads}))
    if not voices or not claims:
        return None
    items = [claim_row(scene, i) for i in claims]
    items += [candidate_row(scene, token, heads.get(token)) for token in candidates]
    anchors = np.array([item.anchor for item in items], dtype=np.int64)
    places = mentioned_at(grammar, scene, voices)
    sentence = np.array([t.sentence for t in grammar.tokens], dtype=np.int64)
    pairs = pair_rows(scene, voices, claims, items, places)
    flat = [(token, number) for number, some in enumerate(places) for token in some]
    shown, steps = _shown(places, anchors, sentence)
    said = np.zeros((len(grammar.sentences), len(voices), len(_SAID)), dtype=np.float32)
    np.add.at(said, sentence[anchors[: len(claims)]], pairs[: len(claims)][:, :, _SAID])
    start = np.array([t.start for t in grammar.tokens], dtype=np.int64)
    tokens = np.array([token for token, _ in flat], dtype=np.int64)
    owner = np.array([number for _, number in flat], dtype=np.int64)
    looks = np.array([item.looks for item in items], dtype=np.int64)
    bounds, carriers, rows = _sentences(grammar)
    return Clues(
        voices,
        claims,
        candidates,
        np.where(looks >= 0, start[looks], NO_WORD),
        start[tokens],
        bounds,
        carriers,
        sentence[tokens] * len(voices) + owner,
        shown,
        steps,
        sentence[anchors],
        np.array([item.row for item in items], dtype=np.float32),
        voice_rows(scene, voices, places),
        pairs,
        np.array([context_of(grammar, token) for token, _ in flat], dtype=np.float32),
        rows,
        said.clip(max=2.0),
    )


def weighed_voices(scene: Scene) -> tuple[Voice, ...]:
    """Return the voices that are weighed: those that the rules give a part, then the most named.

    A long report names many whom nobody asks; at most 32 are weighed.
    """
    voicing = scene.voicing
    parts = {*voicing.speakers, *voicing.addressees, *scene.outlets, *scene.interviewers.values()}
    parts |= {hop.voice for chain in scene.chains for hop in chain}
    parts |= {who for e in scene.evidence for who in (e.released_by, e.holder)}
    ranked = sorted(scene.voices, key=lambda v: (v.id not in parts, -len(v.mentions)))
    kept = {voice.id for voice in ranked[:MOST_VOICES]}
    return tuple(voice for voice in scene.voices if voice.id in kept)


def mentioned_at(grammar: Grammar, scene: Scene, voices: Sequence[Voice]) -> list[list[int]]:
    """Return for each voice the tokens that stand for it, in order."""
    numbers = {voice.id: k for k, voice in enumerate(voices)}
    found: list[set[int]] = [set() for _ in voices]
    for token, voice in scene.voicing.at.items():
        if voice in numbers:
            found[numbers[voice]].add(token)
    for k, one in enumerate(voices):
        for span in one.mentions:
            inside = grammar.tokens_of(span)
            if len(inside) and found[k].isdisjoint(inside):
                head = grammar.head_of(span)
                found[k].update(() if head is None else (head,))
    return [sorted(some) for some in found]


def _shown(places: Sequence[Sequence[int]], anchors: Ints, sentence: Ints) -> tuple[Ints, Ints]:
    """Return the numbers of the mentions that are shown of each voice, and how far off they are."""
    shown = np.full((len(places), SHOWN_MENTIONS), NO_WORD, dtype=np.int64)
    tokens = np.zeros_like(shown)
    at = 0
    for k, some in enumerate(places):
        numbers = range(at, at + len(some))
        at += len(some)
        last = max(FIRST_MENTIONS, len(some) - (SHOWN_MENTIONS - FIRST_MENTIONS))
        kept = [*numbers[:FIRST_MENTIONS], *numbers[last:]]
        shown[k, : len(kept)] = kept
        tokens[k, : len(kept)] = [*some[:FIRST_MENTIONS], *some[last:]]
    back = sentence[anchors][:, None, None] - sentence[tokens][None]
    steps = _STEPS[(back - _NEXT).clip(0, len(_STEPS) - 1)]
    steps[(back == 0) & (tokens[None] > anchors[:, None, None])] = _BEHIND
    steps[:, shown < 0] = 0
    return shown, steps


_NEXT: Final = -2
_BEHIND: Final = 2
_STEPS: Final = np.array([6, 5, 1, 3, 4, 7, 7, 8, 8, 8, 8, 9], dtype=np.int64)
"""The class of a mention by the sentences that it lies back, from two sentences ahead on."""


def _sentences(grammar: Grammar) -> tuple[Ints, Ints, Floats]:
    """Return for each sentence its bounds, its first noun for evidence, and its row."""
    bounds, carriers, rows = [], [], []
    by_sentence: list[list[int]] = [[] for _ in grammar.sentences]
    for token in grammar.tokens:
        by_sentence[token.sentence].append(token.index)
    before = NO_WORD
    for number, inside in enumerate(by_sentence):
        tokens = [grammar.tokens[i] for i in inside]
        paragraph = grammar.paragraph[inside[0]]
        rows.append(sentence_row(tokens, opens=paragraph != before, first=number == 0))
        before = paragraph
        bounds.append((tokens[0].start, tokens[-1].start))
        carriers.append(next((t.start for t in tokens if medium_of(t) is not None), NO_WORD))
    return (
        np.array(bounds, dtype=np.int64),
        np.array(carriers, dtype=np.int64),
        np.array(rows, dtype=np.float32),
    )
