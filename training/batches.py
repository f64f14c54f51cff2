"""Examples → padded tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from purport.extraction.linking import distances, paragraph_steps
from purport.extraction.words import Ints, Vocabulary, Window, Words, stretches, window
from training.certainty import Judged
from training.network import ROLE_TAGS
from training.polnear import Article, Attributed, pick_annotation

IGNORE = -100


@dataclass(frozen=True, slots=True)
class Example:
    """A window with what is to be learnt from it; word numbers count within the window."""

    window: Window
    paragraph: Ints
    cue: Ints
    role: Ints
    name: Ints | None
    attributed: tuple[Attributed, ...]
    judged: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True)
class Batch:
    """Padded tensors of several windows; `mask` is True on real words."""

    ids: Tensor
    case: Tensor
    quote: Tensor
    first: Tensor
    attention: Tensor
    mask: Tensor
    cue: Tensor
    role: Tensor
    name: Tensor
    examples: tuple[Example, ...]


def article_examples(
    article: Article, names: Ints | None, vocabulary: Vocabulary, rng: random.Random
) -> list[Example]:
    """Return an article's windows under one annotator, with borders drawn anew."""
    gold = pick_annotation(article, rng)
    found = []
    for stretch in stretches(article.words, offset=rng.randrange(0, 160)):
        inside = tuple(a for a in (_shift(g, stretch) for g in gold) if a.cue)
        found.append(_example(article.words, stretch, inside, names, vocabulary))
    return found


def _shift(attributed: Attributed, stretch: range) -> Attributed:
    def within(numbers: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(i - stretch.start for i in numbers if i in stretch)

    return Attributed(within(attributed.cue), within(attributed.source), within(attributed.content))


def _example(
    words: Words,
    stretch: range,
    attributed: tuple[Attributed, ...],
    names: Ints | None,
    vocabulary: Vocabulary,
) -> Example:
    cue = np.zeros(len(stretch), dtype=np.int64)
    role = np.zeros(len(stretch), dtype=np.int64)
    for a in attributed:
        cue[list(a.cue)] = 2
        cue[a.cue[0]] = 1
        tags = role_tags(a, len(stretch))
        role = np.where(tags > 0, tags, role)
    here = slice(stretch.start, stretch.stop)
    return Example(
        window(words, stretch, vocabulary), words.paragraph[here], cue, role,
        None if names is None else names[here], attributed,
    )  # fmt: skip


def role_tags(attributed: Attributed, count: int) -> Ints:
    """Return the role tags (count,) of one attribution: B on a role's first word only."""
    tags = np.zeros(count, dtype=np.int64)
    for name, numbers in (("source", attributed.source), ("content", attributed.content)):
        if numbers:
            tags[list(numbers)] = ROLE_TAGS.index(f"I-{name}")
            tags[numbers[0]] = ROLE_TAGS.index(f"B-{name}")
    return tags


def judged_examples(
    sentences: Sequence[Judged], vocabulary: Vocabulary, pieces: int = 160
) -> list[Example]:
    """Return windows of neighbouring sentences, each as a paragraph, with their judged events."""
    found: list[Example] = []
    group: list[Judged] = []
    used = 0
    for sentence in [*sentences, None]:
        size = sum(map(len, sentence.words.pieces)) + 1 if sentence else pieces
        if group and used + size > pieces:
            found.append(_judged_window(group, vocabulary))
            group, used = [], 0
        if sentence:
            group.append(sentence)
            used += size
    return found


def _judged_window(group: Sequence[Judged], vocabulary: Vocabulary) -> Example:
    joined, targets, offset = [], [], 0
    for number, sentence in enumerate(group):
        targets += [(offset + i, label) for i, label in sentence.targets]
        joined.append((sentence.words, number))
        offset += len(sentence.words)
    words = Words(
        *(np.concatenate([getattr(w, f) for w, _ in joined]) for f in ("start", "end")),
        np.concatenate([np.full(len(w), n) for w, n in joined]),
        *(np.concatenate([getattr(w, f) for w, _ in joined]) for f in ("case", "quote")),
        tuple(p for w, _ in joined for p in w.pieces),
    )
    stretch = stretches(words)[0]
    example = _example(words, stretch, (), None, vocabulary)
    kept = tuple((i, v) for i, v in targets if i in stretch)
    return Example(example.window, example.paragraph, example.cue, example.role, None, (), kept)


def pad(examples: Sequence[Example]) -> Batch:
    """Return the examples as one batch."""

    def column(rows: list[Ints], fill: int) -> Tensor:
        width = max(len(r) for r in rows)
        out = np.full((len(rows), width), fill, dtype=np.int64)
        for i, row in enumerate(rows):
            out[i, : len(row)] = row
        return torch.from_numpy(out)

    windows = [e.window for e in examples]
    ids = column([w.ids for w in windows], 0)
    real = column([np.ones(len(w.ids), dtype=np.int64) for w in windows], 0)
    attention = torch.where(real.bool(), 0.0, -1e4)[:, None, None, :]
    mask = column([np.ones(len(e.cue), dtype=np.int64) for e in examples], 0).bool()
    blank = [np.full(len(e.cue), IGNORE) for e in examples]
    return Batch(
        ids,
        column([w.case for w in windows], 3),
        column([w.quote for w in windows], 0),
        column([w.first for w in windows], 0),
        attention,
        mask,
        column([e.cue for e in examples], IGNORE),
        column([e.role for e in examples], IGNORE),
        column(
            [b if e.name is None else e.name for e, b in zip(examples, blank, strict=True)], IGNORE
        ),
        tuple(examples),
    )


def shuffled(examples: list[Example], size: int, rng: random.Random) -> Iterator[Batch]:
    """Yield batches of `size` windows in random order, windows of like length together."""
    rng.shuffle(examples)
    for block in range(0, len(examples), size * 16):
        part = sorted(examples[block : block + size * 16], key=lambda e: len(e.window.ids))
        batches = [part[i : i + size] for i in range(0, len(part), size)]
        rng.shuffle(batches)
        yield from map(pad, batches)


@dataclass(frozen=True)
class Pairs:
    """For each cue of a batch: its window, its words, and the buckets and tags of all words."""

    row: Tensor
    cue: Tensor
    distance: Tensor
    paragraph: Tensor
    tags: Tensor


def cue_pairs(batch: Batch, guessed: Sequence[Sequence[tuple[int, int]]]) -> Pairs | None:
    """Return gold cues with their tags, and guessed cues that are none, with nothing to find.

    `guessed` holds, for each window, (first, last) word numbers of the cues that the network now
    believes in; those that share a word with a gold cue are left out.
    """
    width = batch.mask.shape[1]
    rows, cues, near, steps, tags = [], [], [], [], []
    for row, (example, guesses) in enumerate(zip(batch.examples, guessed, strict=True)):
        gold = [(a.cue[0], a.cue[-1], role_tags(a, width)) for a in example.attributed]
        nothing = np.zeros(width, dtype=np.int64)
        gold += [
            (s, e, nothing) for s, e in guesses if not any(s <= b and a <= e for a, b, _ in gold)
        ]
        paragraph = np.full(width, example.paragraph[-1])
        paragraph[: len(example.paragraph)] = example.paragraph
        for start, end, target in gold:
            rows.append(row)
            weight = np.zeros(width, dtype=np.float32)
            weight[start : end + 1] = 1 / (end + 1 - start)
            cues.append(weight)
            near.append(distances(width, start, end))
            steps.append(paragraph_steps(paragraph, start))
            tags.append(target)
    if not rows:
        return None
    stack = [torch.from_numpy(np.stack(x)) for x in (cues, near, steps, tags)]
    return Pairs(torch.tensor(rows), *stack)
