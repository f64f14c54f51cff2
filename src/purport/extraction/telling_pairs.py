"""What an item and a voice show together: how near, in which words, and what the rules say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from purport.extraction.chain_scene import Scene
from purport.extraction.telling_context import Floats, governing_verb
from purport.extraction.telling_items import PRONOUNS, Item
from purport.extraction.telling_voices import gender_of
from purport.extraction.voice_grammar import Grammar
from purport.extraction.voice_lexicon import roles, singular
from purport.model.voice import Voice

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

FAR_SENTENCES: Final = 30
FAR_PARAGRAPHS: Final = 15
UNRANKED: Final = 20
BELOW_TOKENS: Final = 25
_ROLES: Final = ("releases", "reports", "quotes")


@dataclass(frozen=True, slots=True)
class _Asked:
    """By item: its anchor, the token of its source or -1, and who that must be ("he": "m")."""

    anchor: Ints
    source: Ints
    gender: tuple[str | None, ...]
    word: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Nearness:
    """By item and voice: the last mention up to the item (-1: none), how far back, its rank."""

    last: Ints
    sentences: Ints
    paragraphs: Ints
    rank: Ints
    order: Ints


def pair_rows(
    scene: Scene,
    voices: Sequence[Voice],
    claims: Sequence[int],
    items: Sequence[Item],
    places: Sequence[Sequence[int]],
) -> Floats:
    """Return the rows of all items with all voices (items, voices, ·)."""
    grammar = scene.grammar
    sentence = np.array([t.sentence for t in grammar.tokens], dtype=np.int64)
    paragraph = np.array(grammar.paragraph, dtype=np.int64)
    tokens = [np.array(some, dtype=np.int64) for some in places]
    asked = _asked(grammar, items)
    anchors = asked.anchor
    near = _nearness(tokens, anchors, sentence, paragraph)
    own = np.concatenate([
        _of_claims(scene, voices, claims, items, tokens),
        _of_candidates(scene, voices, [item.anchor for item in items if item.candidate], tokens),
    ])  # fmt: skip
    columns = [
        *_distances(near),
        *_beside(grammar, anchors, tokens, sentence),
        *_people(voices, near, asked),
        *_subjects(grammar, tokens, asked, near, sentence, paragraph),
        *_same_words(grammar, voices, asked),
    ]
    shared = np.stack([np.asarray(c, dtype=np.float32) for c in columns], axis=-1)
    return np.concatenate([own, shared], axis=-1)


def _asked(grammar: Grammar, items: Sequence[Item]) -> _Asked:
    words = ["" if i.source is None else grammar.tokens[i.source].text.lower() for i in items]
    return _Asked(
        np.array([item.anchor for item in items], dtype=np.int64),
        np.array([-1 if i.source is None else i.source for i in items], dtype=np.int64),
        tuple(map(_gender_asked, words)),
        tuple(words),
    )


def _gender_asked(word: str) -> str | None:
    if word in PRONOUNS:
        return {"he": "m", "she": "f"}.get(word)
    return roles().get(singular(word), ("", None))[1] if word else None


def _nearness(tokens: Sequence[Ints], anchors: Ints, sentence: Ints, paragraph: Ints) -> _Nearness:
    last = np.stack([_last(some, anchors) for some in tokens], axis=1)
    known = last >= 0
    back = np.where(known, sentence[anchors][:, None] - sentence[last], FAR_SENTENCES)
    up = np.where(known, paragraph[anchors][:, None] - paragraph[last], FAR_PARAGRAPHS)
    order = np.argsort(-last, axis=1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(len(tokens))[None], axis=1)
    return _Nearness(last, back, up, np.where(known, rank, UNRANKED), order)


def _last(some: Ints, anchors: Ints) -> Ints:
    """Return for each anchor the last of some tokens up to it, or -1."""
    padded = np.concatenate([np.array([-1], dtype=np.int64), some])
    return np.asarray(padded[np.searchsorted(some, anchors, side="right")], dtype=np.int64)


def _distances(near: _Nearness) -> Iterator[NDArray[np.generic]]:
    for back in (near.sentences, near.paragraphs):
        yield from (back == 0, back == 1, back == 2)
        yield from ((back > 2) & (back <= 5), back > 5)
    yield near.last < 0
    yield from (near.rank == r for r in range(4))
    yield from ((near.rank > 3) & (near.rank < 8), near.rank >= 8)
    yield np.where(near.sentences < FAR_SENTENCES, near.sentences / 10, 3.0)
    yield near.rank.clip(max=12) / 12


def _beside(
    grammar: Grammar, anchors: Ints, tokens: Sequence[Ints], sentence: Ints
) -> Iterator[Flags]:
    """Yield whether a voice is named in an item's sentence, and whether behind the item."""
    bounds = np.searchsorted(sentence, np.arange(len(grammar.sentences) + 1))
    here = sentence[anchors]
    first, end = bounds[here], bounds[here + 1]
    inside = [np.searchsorted(t, end) - np.searchsorted(t, first) for t in tokens]
    behind = [np.searchsorted(t, end) - np.searchsorted(t, anchors, side="right") for t in tokens]
    yield np.stack(inside, axis=1) > 0
    yield np.stack(behind, axis=1) > 0


def _people(voices: Sequence[Voice], near: _Nearness, asked: _Asked) -> Iterator[Flags]:
    """Yield whether gender and number fit, and how many of its kind were named since."""
    person = np.array([v.kind in ("person", "unnamed") for v in voices])
    body = np.array([v.kind == "organisation" for v in voices])
    group = np.array([v.kind in ("group", "organisation") for v in voices])
    shown = [gender_of(v) for v in voices]
    code = np.array([{"m": 1, "f": 2}.get(g or "", 0) for g in shown])
    want = np.array([{"m": 1, "f": 2}.get(g or "", 0) for g in asked.gender])[:, None]
    yield (want > 0) & (code == want)
    yield (want > 0) & (code > 0) & (code != want)
    yield (want > 0) & (code == 0) & person
    yield (want > 0) & ~person
    word = np.array(asked.word)[:, None]
    yield (word == "they") & group
    yield (word == "it") & body
    fits = person & ((want == 0) | (code == 0) | (code == want))
    everybody = np.broadcast_to(person, fits.shape)
    for among, of, counts in (
        (everybody, person, (0, 1)), (fits, person, (0, 1)),
        (np.broadcast_to(body, fits.shape), body, (0, 1)),
    ):  # fmt: skip
        since = _named_since(among, near)
        yield from (of & (since == n) for n in counts)
        yield of & (since > 2)


def _named_since(among: Flags, near: _Nearness) -> Ints:
    """Return how many of some voices were named after each voice's last mention."""
    ordered = np.take_along_axis(among, near.order, axis=1).astype(np.int64)
    before = np.cumsum(ordered, axis=1) - ordered
    since = np.empty_like(before)
    np.put_along_axis(since, near.order, before, axis=1)
    return since


def _subjects(
    grammar: Grammar,
    tokens: Sequence[Ints],
    asked: _Asked,
    near: _Nearness,
    sentence: Ints,
    paragraph: Ints,
) -> Iterator[Flags]:
    """Yield how long ago a voice was last a subject, the item's own source apart."""
    subject = np.array([t.dep in ("nsubj", "nsubjpass") for t in grammar.tokens])
    before = []
    for some in tokens:
        ones = some[subject[some]]
        padded = np.concatenate([np.array([-1, -1], dtype=np.int64), ones])
        at = np.searchsorted(ones, asked.anchor) + 1
        before.append(np.where(padded[at] == asked.source, padded[at - 1], padded[at]))
    last = np.stack(before, axis=1)
    back = sentence[asked.anchor][:, None] - sentence[last]
    back = np.where(last >= 0, back, FAR_SENTENCES)
    yield from (back == n for n in range(3))
    yield back > 4
    same = paragraph[near.last] == paragraph[asked.anchor][:, None]
    yield (near.last >= 0) & same & subject[near.last]


def _same_words(
    grammar: Grammar, voices: Sequence[Voice], asked: _Asked
) -> Iterator[NDArray[np.generic]]:
    """Yield whether the words of the source are among those for a voice."""
    told = [f"{v.name} {v.described or ''}".lower().split() for v in voices]
    words = [frozenset(some) for some in told]
    single = [frozenset(map(singular, some)) for some in told]
    names = [frozenset(w.strip(".,").lower() for w in v.name.split()) for v in voices]
    shape = (len(asked.word), len(voices))
    exact, loose, shared = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    for item, word in enumerate(asked.word):
        if not word:
            continue
        around = _around(grammar, int(asked.source[item]))
        noun = singular(word)
        exact[item] = [noun in some for some in words]
        loose[item] = [noun in some for some in single]
        shared[item] = [len(around & some) for some in names]
    yield from (exact, loose, shared > 0, shared > 1)


def _around(grammar: Grammar, head: int) -> frozenset[str]:
    """Return the nouns and names up to three tokens from a head, in its sentence."""
    tokens = grammar.tokens
    return frozenset(
        t.text.lower()
        for t in tokens[max(0, head - 3) : head + 4]
        if t.sentence == tokens[head].sentence and t.tag[:2] == "NN"
    )


def _of_claims(
    scene: Scene,
    voices: Sequence[Voice],
    claims: Sequence[int],
    items: Sequence[Item],
    tokens: Sequence[Ints],
) -> Floats:
    """Return what the rules say of claims and voices, and where the claims' words name them."""
    chains = scene.chains
    numbers = {voice.id: k for k, voice in enumerate(voices)}
    speakers = [scene.voicing.speakers[i] for i in claims]
    rows = np.zeros((len(claims), len(voices), 20), dtype=np.float32)

    def mark(row: int, column: int, ids: Iterable[str | None]) -> None:
        for voice in ids:
            if voice in numbers:
                rows[row, numbers[voice], column] = 1.0

    for row, i in enumerate(claims):
        hops, parent, placed = chains[i], scene.parents[i], scene.placed[i]
        mark(row, 0, [speakers[row]])
        mark(row, 1, [scene.voicing.addressees[i]])
        mark(row, 2, [h.voice for h in hops[:-1]])
        mark(row, 3, [h.voice for h in hops[-1:]])
        for column, role in enumerate(_ROLES, start=4):
            mark(row, column, [h.voice for h in hops if h.role == role])
        source = items[row].source
        mark(row, 8, [] if source is None else [scene.voicing.at.get(source)])
        mark(row, 10, speakers[row - 1 : row] if row else [])
        mark(row, 11, speakers[row - 2 : row - 1] if row > 1 else [])
        mark(row, 12, speakers[row + 1 : row + 2])
        mark(row, 13, [] if parent is None else [scene.voicing.speakers[parent]])
        mark(row, 14, [] if parent is None else [h.voice for h in chains[parent][:-1]])
        mark(row, 15, [h.voice for h in chains[claims[row - 1]]] if row else [])
        evidence = None if placed is None else scene.evidence[placed]
        mark(row, 16, [] if evidence is None else [evidence.released_by])
        mark(row, 17, [] if evidence is None else [evidence.holder])
    for column, which in ((7, "source"), (9, "content")):
        rows[:, :, column] = _within(scene, claims, tokens, which)
    return rows


def _within(scene: Scene, claims: Sequence[int], tokens: Sequence[Ints], which: str) -> Flags:
    """Return whether the claims' sources (or contents) hold a mention of each voice."""
    found = np.zeros((len(claims), len(tokens)), dtype=np.bool_)
    spans = [
        (row, inside.start, inside.stop)
        for row, i in enumerate(claims)
        for span in getattr(scene.attributions[i], which)
        if len(inside := scene.grammar.tokens_of(span))
    ]
    if not spans:
        return found
    row, first, end = (np.array(column, dtype=np.int64) for column in zip(*spans, strict=True))
    for voice, some in enumerate(tokens):
        hold = np.searchsorted(some, end) > np.searchsorted(some, first)
        found[row[hold], voice] = True
    return found


def _of_candidates(
    scene: Scene, voices: Sequence[Voice], candidates: Sequence[int], tokens: Sequence[Ints]
) -> Floats:
    """Return what the rules and the grammar say of nouns for evidence and voices."""
    grammar = scene.grammar
    numbers = {voice.id: k for k, voice in enumerate(voices)}
    standing: dict[int, list[int]] = {}
    for voice, mentioned in enumerate(tokens):
        for token in mentioned.tolist():
            standing.setdefault(token, []).append(voice)
    heads = {h: c.number for c in scene.carriers for h in c.heads}
    rows = np.zeros((len(candidates), len(voices), 20), dtype=np.float32)
    for row, at in enumerate(candidates):
        number = heads.get(at)
        if number is not None:
            evidence = scene.evidence[number]
            for column, who in ((0, evidence.released_by), (1, evidence.holder)):
                if who in numbers:
                    rows[row, numbers[who], column] = 1.0
        verb = governing_verb(grammar, at)
        subjects = grammar.children(verb, "nsubj", "nsubjpass")
        for column, some in (
            (18, grammar.children(at, "poss")), (19, subjects), (7, grammar.below[at]),
            (9, _below(grammar, at)),
        ):  # fmt: skip
            for token in some:
                rows[row, standing.get(token, []), column] = 1.0
    return rows


def _below(grammar: Grammar, at: int) -> list[int]:
    """Return the tokens below a token, at most 25 of them."""
    found: list[int] = []
    open_ = list(grammar.below[at])
    while open_ and len(found) < BELOW_TOKENS:
        token = open_.pop()
        found.append(token)
        open_ += grammar.below[token]
    return found
