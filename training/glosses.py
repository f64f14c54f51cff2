"""Fit the gloss network: `python -m training.glosses FOLDER … --plain DIR --out DIR`.

FOLDER  reports NAME.txt with NAME.json, a list of one {glosses: [{term, meaning}]}, by one writer
        (or one group of writers) a folder.
--plain  articles without gold: what the spelt-out acronyms do not explain there counts as not
        explained.
--lines  a table of single passages: text, term, meaning (both empty: nothing is explained).
--out   a folder of weights: gloss.onnx, gloss.npz, gloss.json are written there.
--leave-out NAME …  folders (by their own name, or their parent's where theirs is a letter) that are
        only judged, not learned from.

The encoder is not trained: run this after every change of it. Reports are read as purport reads
them, so the network sees what it will see.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from purport.extraction.acronyms import find_acronyms
from purport.extraction.analysis import Analysis, analyse
from purport.extraction.gloss_features import GlossInputs, GlossLists, gloss_inputs
from purport.extraction.gloss_head import (
    LAYER,
    LAYERS,
    LONGEST_MEANING,
    LONGEST_TERM,
    REACH,
    gloss_states,
    open_gloss_head,
)
from purport.extraction.glosses import find_glosses
from purport.extraction.header import blank_header
from purport.extraction.quotes import find_quotations
from purport.extraction.tagger import Tagged, shipped_tagger
from training.gloss_network import GlossNetwork, export_network

DIRECTIONS, SPREAD = 192, 0.6
TEXTS_A_STEP, RATE, DECAY, MOST_TOKENS = 12, 2e-3, 0.02, 200
AROUND_A_GLOSS = 0.5
TEXTS_OF_A_WORD = 12
TERM_WEIGHT, BORDER_WEIGHT = 3.0, 0.5

Floats = NDArray[np.float32]
Pair = tuple[str, str]
Places = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its gold: from which folder, and what it explains."""

    group: str
    text: str
    gold: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A passage as read, and where its glosses stand: first and last token of term and meaning."""

    passage: Passage
    tagged: Tagged
    analysis: Analysis
    places: tuple[Places, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """What the network learns from: rows of tokens, the places of glosses, terms left open."""

    states: Floats
    inputs: GlossInputs
    words: tuple[str, ...]
    places: tuple[Places, ...]
    open: frozenset[str]


def report_passages(folder: Path) -> Iterator[Passage]:
    """Yield the reports of a folder with their glosses."""
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))[0].get("glosses") or []
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        pairs = tuple((g["term"], g["meaning"]) for g in gold)
        yield Passage(group_of(folder), blank_header(text), pairs)


def group_of(folder: Path) -> str:
    """Return the name of a folder, or of its parent where its own is a letter."""
    return folder.name if len(folder.name) > 1 else folder.parent.name


def line_passages(path: Path, kept: int) -> Iterator[Passage]:
    """Yield every other line of a table of passages, from the first (0) or the second (1) on."""
    with path.open(encoding="utf-8", newline="") as f:
        rows = [r for r in csv.reader(f, delimiter="\t", quoting=csv.QUOTE_NONE) if r[0][0] != "#"]
    for text, term, meaning in ([*r, "", ""][:3] for r in rows[kept::2]):
        yield Passage("lines", text, ((term, meaning),) if meaning else ())


def plain_passages(folder: Path, count: int) -> Iterator[Passage]:
    """Yield so many articles without gold, spread over a folder."""
    paths = sorted(folder.glob("*.txt")) or sorted(folder.iterdir())
    for path in paths[:: max(1, len(paths) // count)][:count]:
        yield Passage("plain", path.read_text(encoding="utf-8"), ())


def read_passages(passages: Sequence[Passage]) -> list[Read]:
    """Return passages as purport reads them, with the places of their glosses."""
    tagger, read = shipped_tagger(), []
    for passage, analysis in zip(passages, analyse(p.text for p in passages), strict=True):
        if analysis.tokens:
            tagged = tagger.tag(passage.text)
            tagged = replace(tagged, states=only_layers(tagged))
            places = [gloss_places(passage.text, analysis, *pair) for pair in passage.gold]
            read.append(Read(passage, tagged, analysis, tuple(p for p in places if p)))
    return read


def only_layers(tagged: Tagged) -> NDArray[np.float16]:
    """Return the states with nothing but the layers that the network looks at."""
    states = np.zeros_like(tagged.states)
    for at in LAYERS:
        states[:, LAYER * at : LAYER * (at + 1)] = tagged.states[:, LAYER * at : LAYER * (at + 1)]
    return states


def gloss_places(text: str, analysis: Analysis, term: str, meaning: str) -> Places | None:
    """Return the tokens of a term and its meaning where they stand closest; whole words first."""
    closest: tuple[int, Places] | None = None
    starts = {t.start: t.index for t in analysis.tokens}
    ends = {t.end: t.index for t in analysis.tokens}
    at = [t.start for t in analysis.tokens]
    for told in re.finditer(re.escape(meaning), text):
        for named in re.finditer(re.escape(term), text):
            apart = max(named.start() - told.end(), told.start() - named.end())
            if apart < 0 or named.start() not in starts or named.end() not in ends:
                continue
            first = int(np.searchsorted(at, told.start(), side="right")) - 1
            last = int(np.searchsorted(at, told.end(), side="left")) - 1
            places = starts[named.start()], ends[named.end()], first, last
            if closest is None or apart < closest[0]:
                closest = apart, places
    return closest[1] if closest else None


def count_names(read: Sequence[Read]) -> GlossLists:
    """Return the tags, labels and the words of many texts, each with its number."""
    words = Counter(w for r in read for w in {t.text.lower() for t in r.analysis.tokens})
    many = [w for w, n in words.items() if n >= TEXTS_OF_A_WORD]
    tags = {t.tag for r in read for t in r.analysis.tokens}
    deps = {t.dep for r in read for t in r.analysis.tokens}
    return GlossLists(
        *({n: i + 1 for i, n in enumerate(sorted(some))} for some in (tags, deps, many))
    )


def directions_of(read: Sequence[Read]) -> tuple[Floats, Floats]:
    """Return the middle of the states and their main directions, scaled, for quicker training."""
    rows = np.concatenate([gloss_states(r.tagged)[::3] for r in read])
    middle, spread = rows.mean(0), rows.std(0) + 1e-5
    rows = (rows - middle) / spread
    values, vectors = np.linalg.eigh(rows.T @ rows / len(rows))
    kept = slice(None, -DIRECTIONS - 1, -1)
    return middle, (vectors[:, kept] / values[kept] ** (SPREAD / 2) / spread[:, None])


def make_example(read: Read, lists: GlossLists, middle: Floats, directions: Floats) -> Example:
    """Return what the network learns from one passage."""
    tokens, text = read.analysis.tokens, read.passage.text
    at = read.tagged.words.start.searchsorted([t.start for t in tokens], side="right") - 1
    states = (gloss_states(read.tagged)[np.maximum(at, 0)] - middle) @ directions
    acronyms = find_acronyms(text)
    unsure = acronyms if read.passage.group == "plain" else ()
    inputs = gloss_inputs(text, read.analysis, lists, acronyms)
    return Example(
        states.astype(np.float32), inputs, tuple(t.text.lower() for t in tokens), read.places,
        frozenset(a.short.text.lower() for a in unsure),
    )  # fmt: skip


def cut(one: Example, random: np.random.Generator) -> Example:
    """Return a stretch of an example, half of the time one that holds a gloss."""
    count = len(one.words)
    if count <= MOST_TOKENS:
        return one
    begin = int(random.integers(0, count - MOST_TOKENS + 1))
    if one.places and random.random() < AROUND_A_GLOSS:
        a, b, c, d = one.places[random.integers(len(one.places))]
        least, most = max(0, max(b, d) + 1 - MOST_TOKENS), min(a, c, count - MOST_TOKENS)
        begin = int(random.integers(least, most + 1)) if least <= most else begin
    kept = slice(begin, begin + MOST_TOKENS)
    head = one.inputs.head[kept] - begin
    inside = np.where((head < 0) | (head >= MOST_TOKENS), np.arange(MOST_TOKENS), head)
    given = one.inputs
    inputs = GlossInputs(
        given.tag[kept], given.dep[kept], given.word[kept], inside, given.flags[kept]
    )
    moved = [tuple(at - begin for at in places) for places in one.places]
    whole = tuple(
        (a, b, c, d) for a, b, c, d in moved if min(a, c) >= 0 and max(b, d) < MOST_TOKENS
    )
    return replace(one, states=one.states[kept], inputs=inputs, words=one.words[kept], places=whole)


def term_targets(one: Example, rows: int) -> tuple[Floats, Floats]:
    """Return which runs of tokens are explained terms, and how much each run counts.

    Other mentions of a term, and terms that are left open, do not count.
    """
    told = np.zeros((rows, LONGEST_TERM), np.float32)
    weight = np.ones_like(told)
    count = len(one.words)
    for more in range(LONGEST_TERM):
        weight[max(0, count - more) :, more] = 0
    for at, word in enumerate(one.words):
        if word in one.open:
            weight[at] = 0
    for first, last, _, _ in one.places:
        size = last - first + 1
        if size <= LONGEST_TERM:
            for at in range(count - size + 1):
                if one.words[at : at + size] == one.words[first : last + 1]:
                    weight[at, size - 1] = 0
    for first, last, _, _ in one.places:
        if last - first < LONGEST_TERM:
            told[first, last - first], weight[first, last - first] = 1, TERM_WEIGHT
    return told, weight


def batch(some: Sequence[Example], rows: int) -> tuple[Tensor, ...]:
    """Return examples side by side, short ones filled up."""

    def fill(parts: Sequence[NDArray[np.generic]]) -> Tensor:
        table = np.zeros((len(parts), rows, *parts[0].shape[1:]), parts[0].dtype)
        for row, part in zip(table, parts, strict=True):
            row[: len(part)] = part
        return torch.from_numpy(table)

    rows_of = [(e.states, e.inputs.flags, e.inputs.tag, e.inputs.dep, e.inputs.word, e.inputs.head)
               for e in some]  # fmt: skip
    return tuple(map(fill, zip(*rows_of, strict=True)))


def loss_of(network: GlossNetwork, some: Sequence[Example]) -> Tensor:
    """Return how wrong the network is about some examples."""
    rows = max(len(e.words) for e in some)
    held = network.hold(*batch(some, rows))
    told, weight = (
        torch.from_numpy(np.stack(t))
        for t in zip(*(term_targets(e, rows) for e in some), strict=True)
    )
    binary = functional.binary_cross_entropy_with_logits
    loss = (binary(network.terms(held), told, reduction="none") * weight).sum()
    for at, one in enumerate(some):
        here = held[at, : len(one.words)]
        borders = torch.zeros(len(one.words), 2)
        for first, last, start, end in one.places:
            borders[start, 0] = borders[end, 1] = 1
            apart = max(start - last, first - start)
            if apart <= REACH and end - start < LONGEST_MEANING and not first <= start <= last:
                loss = loss + pointed(network.start_scores(here, first, last), start)
                if not start < first <= end:
                    loss = loss + pointed(network.end_scores(here, first, last, start), end)
        loss = loss + BORDER_WEIGHT * binary(network.borders(here), borders, reduction="sum")
    return loss / len(some)


def pointed(scores: Tensor, at: int) -> Tensor:
    """Return how wrong a pointer is that should point there."""
    return functional.cross_entropy(scores[None], torch.tensor([at]))


def fit(examples: Sequence[Example], lists: GlossLists, epochs: int, seed: int) -> GlossNetwork:
    """Return a network fitted to examples."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    network = GlossNetwork(DIRECTIONS, lists).train()
    optimiser = torch.optim.AdamW(network.parameters(), RATE, weight_decay=DECAY)
    steps = epochs * math.ceil(len(examples) / TEXTS_A_STEP)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps + 1)
    lengths = np.array([len(e.words) for e in examples])
    for _ in range(epochs):
        alike = np.argsort(lengths + random.uniform(0, 60, len(lengths)))
        starts = random.permutation(np.arange(0, len(alike), TEXTS_A_STEP))
        for at in starts.tolist():
            some = [cut(examples[i], random) for i in alike[at : at + TEXTS_A_STEP].tolist()]
            loss = loss_of(network, some)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimiser.step()
            rate.step()
    return network.eval()


def figures(read: Sequence[Read], folder: Path) -> str:
    """Return how many glosses of gold are found by the network in a folder, and how many more."""
    head, asked, found, own, right = open_gloss_head(folder), 0, 0, 0, 0
    for one in read:
        text = one.passage.text
        got = find_glosses(text, one.tagged, one.analysis, find_quotations(text), head)
        fits = [
            [g.term == term and meaning in g.meaning for term, meaning in one.passage.gold]
            for g in got
        ]
        asked, own = asked + len(one.passage.gold), own + len(got)
        found += sum(any(column) for column in zip(*fits, strict=True))
        right += sum(map(any, fits))
    return f"{found} of {asked} found; {right} of {own} given are gold"


def write_card(out: Path, passages: int, glosses: int, epochs: int, seed: int) -> None:
    """Write what the weights of a folder are and were made from."""
    files = ("gloss.onnx", "gloss.npz", "gloss.json")
    card = {
        "name": "purport gloss network",
        "what": "finds the words that an English news report explains, and what they mean",
        "form": "ONNX, fp32: one two-way recurrent layer over the attribution encoder's states "
        "and the grammar; pointers to meanings, fp16",
        "data": f"{passages} passages with {glosses} glosses: invented reports with gold, planted "
        "lines, and articles of PolNeAR 1.0 train in which nothing counts as explained",
        "training": f"{epochs} epochs, seed {seed}; see docs/why/glosses.md",
        "limits": ["English only", "written for news", "learnt on invented reports"],
        "sha256": {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in files},
    }
    text = json.dumps(card, indent=1, ensure_ascii=False) + "\n"
    (out / "card.json").write_text(text, encoding="utf-8")


def main() -> None:
    """Fit the network and write it, and print figures of the folders that were left out."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("folders", type=Path, nargs="+")
    ap.add_argument("--plain", type=Path)
    ap.add_argument("--plain-texts", type=int, default=60)
    ap.add_argument("--lines", type=Path, nargs="*", default=())
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--leave-out", nargs="*", default=())
    ap.add_argument("--epochs", type=int, default=22)
    ap.add_argument("--seed", type=int, default=0)
    args = ap.parse_args()
    torch.set_num_threads(1)
    passages = [p for folder in args.folders for p in report_passages(folder)]
    passages += [p for path in args.lines for p in line_passages(path, 0)]
    passages += plain_passages(args.plain, args.plain_texts) if args.plain else []
    read = read_passages(passages)
    taught = [r for r in read if r.passage.group not in args.leave_out]
    lists = count_names(taught)
    middle, directions = directions_of(taught)
    examples = [make_example(r, lists, middle, directions) for r in taught]
    network = fit(examples, lists, args.epochs, args.seed)
    export_network(network, lists, middle, directions, args.out)
    glosses = sum(len(e.places) for e in examples)
    write_card(args.out, len(examples), glosses, args.epochs, args.seed)
    print(f"{len(examples)} passages, {glosses} glosses: {args.out}")
    for group in args.leave_out:
        print(group, figures([r for r in read if r.passage.group == group], args.out), flush=True)
    by_lines = [p for path in args.lines for p in line_passages(path, 1)]
    if by_lines:
        print("other lines", figures(read_passages(by_lines), args.out))


if __name__ == "__main__":
    main()
