"""Reports with gold → the clues of their claims and nouns, and who is right for each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import purport
from purport.extraction.chain_scene import Scene
from purport.extraction.pipeline import read_scene
from purport.extraction.tagger import Tagged
from purport.extraction.telling_clues import Clues, find_clues
from purport.extraction.telling_context import MEDIA
from purport.extraction.telling_items import CANDIDATE_NUMBERS
from purport.model.report import Report
from purport.model.span import Span

Json = dict[str, Any]
LEAST_JACCARD = 0.5
LEAST_HELD = 0.8
MOST_TIMES = 4


@dataclass(frozen=True, slots=True)
class Example:
    """A report's clues with states, and the gold.

    `speakers` by claim: the voices that are right (none right: empty), None where the gold leaves
    it open or no voice bears that name. `hops` by claim: for each hop the voices that are right,
    None where the claim is not gold. `media` by candidate: 0 nothing, from 1 the medium, -1 not
    known; `releasers` by candidate the voices that are right, or None. `unfound` counts gold
    claims with a voice and with a chain that the reading lacks, and voices that nothing bears.
    `rules` is what the rules say: speakers, hops, media and releasers by number, -1 for none.
    """

    name: str
    clues: Clues
    states: NDArray[np.float16]
    looks: NDArray[np.int64]
    mentions: NDArray[np.int64]
    sentences: NDArray[np.int64]
    carriers: NDArray[np.int64]
    speakers: tuple[tuple[int, ...] | None, ...]
    hops: tuple[tuple[tuple[int, ...], ...] | None, ...]
    media: tuple[int, ...]
    releasers: tuple[tuple[int, ...] | None, ...]
    evidence: tuple[tuple[int, frozenset[int] | None], ...]
    unfound: tuple[int, int]
    rules: tuple[Any, ...]


def examples_of(folders: Sequence[Path]) -> Iterator[Example]:
    """Yield the examples of folders of reports (NAME.txt with its gold in NAME.json)."""
    for path in sorted(path for folder in folders for path in folder.glob("*.json")):
        gold: Json = json.loads(path.read_text(encoding="utf-8"))[0]
        told = gold.get("given") or ()
        given = told if isinstance(told, dict) else {name: gold.get(name) for name in told}
        report = purport.report(
            path.with_suffix(".txt").read_bytes().decode("utf-8"), id=path.stem,
            published=given.get("published"), publisher=given.get("publisher"),
        )  # fmt: skip
        found = example_of(path.stem, gold, report)
        if found is not None:
            yield found


def example_of(name: str, gold: Json, report: Report) -> Example | None:
    """Return a report's example, or None where there is nothing to tell."""
    scene, tagged = read_scene(report)
    clues, chains = find_clues(scene), scene.chains
    if clues is None:
        return None
    shown = [f"{v.name or ''} | {v.described or ''}".lower() for v in clues.voices]
    speakers, hops, unfound = _of_claims(gold, scene, clues, shown)
    media, releasers = _of_candidates(gold, scene, clues, shown)
    number = {v.id: k for k, v in enumerate(clues.voices)}
    heads = {h: c.number for c in scene.carriers for h in c.heads}
    at = [heads.get(c) for c in clues.candidates]
    rules = (
        [number.get(scene.voicing.speakers[i] or "", -1) for i in clues.claims],
        [[number.get(h.voice or "", -1) for h in chains[i]] for i in clues.claims],
        [0 if k is None else 1 + MEDIA.index(scene.evidence[k].medium) for k in at],
        [-1 if k is None else number.get(scene.evidence[k].released_by or "", -1) for k in at],
    )
    evidence = tuple(
        (1 + MEDIA.index(e["medium"]),
         frozenset(_bearing(e["released_by"], shown)) if e.get("released_by") else None)
        for e in gold.get("evidence") or ()
    )  # fmt: skip
    words = Places(tagged)
    return Example(
        name, clues, tagged.states, words.of(clues.looks), words.of(clues.mentions),
        words.of(clues.sentences), words.of(clues.carriers), speakers, hops, media, releasers,
        evidence, unfound, rules,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Places:
    """Turns offsets into numbers of the tagger's words, -1 for none."""

    tagged: Tagged

    def of(self, offsets: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the words at some offsets."""
        found = self.tagged.words.start.searchsorted(offsets, side="right") - 1
        return np.where(offsets < 0, -1, found.clip(min=0))


def _of_claims(
    gold: Json, scene: Scene, clues: Clues, shown: Sequence[str]
) -> tuple[Any, Any, tuple[int, int]]:
    text = scene.grammar.text
    held = [
        _words(text, [(s.start, s.end) for s in scene.attributions[i].content])
        for i in clues.claims
    ]
    speakers: list[tuple[int, ...] | None] = [None] * len(clues.claims)
    hops: list[tuple[tuple[int, ...], ...] | None] = [None] * len(clues.claims)
    voice = chain = 0
    for one in gold["claims"]:
        own = one.get("kind") == "narrator"
        wanted = _words(text, one["content"])
        fit, row = max(((_fit(wanted, h), k) for k, h in enumerate(held)), default=(0.0, -1))
        if own or not fit:
            voice += "voice" in one and not own
            chain += bool(one.get("chain"))
            continue
        hops[row] = tuple(_bearing(name, shown) for name in one.get("chain") or ())
        if "voice" not in one:
            continue
        if one["voice"] is None:
            speakers[row] = ()
            continue
        bearing = _bearing(one["voice"], shown)
        voice += not bearing
        speakers[row] = bearing or None
    return tuple(speakers), tuple(hops), (voice, chain)


def _bearing(name: str, shown: Sequence[str]) -> tuple[int, ...]:
    """Return the voices whose name or description holds a name."""
    return tuple(k for k, words in enumerate(shown) if name.lower() in words)


def _words(text: str, spans: Any) -> set[int]:
    return {m.start() for m in re.finditer(r"\w+", text) for s, e in spans if s <= m.start() < e}


def _fit(gold: set[int], read: set[int]) -> float:
    """Return how well read words hold gold words, as the scorer of readings counts it."""
    both = len(gold & read)
    if not both:
        return 0.0
    jaccard = both / len(gold | read)
    whole = both / len(gold) >= LEAST_HELD and len(read) <= MOST_TIMES * len(gold)
    return jaccard if jaccard >= LEAST_JACCARD or whole else 0.0


def _of_candidates(gold: Json, scene: Scene, clues: Clues, shown: Sequence[str]) -> tuple[Any, Any]:
    """Return the medium and the releasers of each candidate.

    Of the other nouns that may speak of the same evidence, or of that medium, nothing is known.
    """
    grammar = scene.grammar
    tokens = [grammar.tokens[c] for c in clues.candidates]
    media = [0] * len(tokens)
    releasers: list[tuple[int, ...] | None] = [None] * len(tokens)
    for one in gold.get("evidence") or ():
        start, end = one["mention"]
        head = grammar.head_of(Span.of(grammar.text, start, end))
        over = [k for k, t in enumerate(tokens) if t.start < end and start < t.end]
        over.sort(key=lambda k: tokens[k].index != head)
        if over:
            media[over[0]] = 1 + MEDIA.index(one["medium"])
            if one.get("released_by"):
                releasers[over[0]] = _bearing(one["released_by"], shown)
    heads = {h: c.number for c in scene.carriers for h in c.heads}
    known = [t for t, medium in zip(tokens, media, strict=True) if medium]
    words = {t.text.lower() for t in known}
    carriers = {heads.get(t.index) for t in known} - {None}
    lexical = clues.of_items[len(clues.claims) :]
    for k, token in enumerate(tokens):
        row = lexical[k][-CANDIDATE_NUMBERS:][1 : 1 + len(MEDIA)]
        of_medium = {1 + int(row.argmax())} if row.any() else set()
        same = token.text.lower() in words or heads.get(token.index) in carriers
        if not media[k] and (same or of_medium & set(media)):
            media[k] = -1
    return tuple(media), tuple(releasers)
