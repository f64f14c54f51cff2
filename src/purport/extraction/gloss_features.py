"""What the gloss network is shown of each token besides the encoder's states.

Numbers for tag, dependency label, word and governor, and flags: quotation marks of few or many
words, brackets, spelt-out acronyms, capitals, how common the word is, how often it comes.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from purport.extraction.acronyms import Acronym
from purport.extraction.analysis import Analysis

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

FEW_WORDS: Final = 5
MOST_TIMES: Final = 3
_MARKED: Final = re.compile(
    r"“([^“”\n]{1,90})”|\"([^\"\n]{1,90})\"|«([^«»\n]{1,90})»|„([^„“”\n]{1,90})[“”]"
    r"|(?<!\w)[‘']([^‘’'\n]{1,60})[’'](?!\w)"
    r"|(?<!\w)\*([^*\n]{1,60})\*(?!\w)|(?<!\w)_([^_\n]{1,60})_(?!\w)"
)
_SLANTED_FROM: Final = 6
_BRACKETS: Final = re.compile(r"\(([^()\n]{1,160})\)|\[([^\[\]\n]{1,160})\]")
_RAREST: Final = 1.15
(
    FEW, MANY, FIRST_MARKED, LAST_MARKED, SLANTED, BRACKET, FIRST_BRACKET, LAST_BRACKET,
    SHORT, LONG, FIRST_LONG, LAST_LONG, CAPITAL, CAPITALS, DIGIT, RARITY, UNKNOWN, ACCENT,
    BEGINS, AGAIN, OFTEN, PARAGRAPH, SPACED, WORD,
) = range(FLAGS := 24)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GlossLists:
    """The tags, dependency labels and words that have numbers of their own; 0 is any other."""

    tags: Mapping[str, int]
    deps: Mapping[str, int]
    words: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class GlossInputs:
    """The tokens of a text as the network sees them, one row each."""

    tag: Ints
    dep: Ints
    word: Ints
    head: Ints
    flags: Floats


def gloss_inputs(
    text: str, analysis: Analysis, lists: GlossLists, acronyms: Sequence[Acronym]
) -> GlossInputs:
    """Return what the network is shown of each token of a text."""
    tokens = analysis.tokens
    return GlossInputs(
        _numbers((lists.tags.get(t.tag, 0) for t in tokens), len(tokens)),
        _numbers((lists.deps.get(t.dep, 0) for t in tokens), len(tokens)),
        _numbers((lists.words.get(t.text.lower(), 0) for t in tokens), len(tokens)),
        _numbers((t.head for t in tokens), len(tokens)),
        gloss_flags(text, analysis, acronyms),
    )


def _numbers(values: Iterable[int], count: int) -> Ints:
    return np.fromiter(values, np.int64, count)


def gloss_flags(text: str, analysis: Analysis, acronyms: Sequence[Acronym]) -> Floats:
    """Return the flags of each token of a text (tokens, FLAGS)."""
    flags = np.zeros((len(analysis.tokens), FLAGS), np.float32)
    if not analysis.tokens:
        return flags
    flags[:, CAPITAL:] = _word_flags(text, analysis)
    starts = [t.start for t in analysis.tokens]
    ends = [t.end for t in analysis.tokens]

    def rows(start: int, end: int) -> slice:
        return slice(bisect_right(ends, start), bisect_left(starts, end))

    for m in _MARKED.finditer(text):
        group = m.lastindex or 0
        at = rows(*m.span(group))
        few = len(m[group].split()) <= FEW_WORDS
        flags[at, FEW if few else MANY] = 1
        if few:
            _flag_ends(flags, at, FIRST_MARKED, LAST_MARKED)
        if group >= _SLANTED_FROM:
            flags[at, SLANTED] = 1
    for m in _BRACKETS.finditer(text):
        at = rows(*m.span(m.lastindex or 0))
        flags[at, BRACKET] = 1
        _flag_ends(flags, at, FIRST_BRACKET, LAST_BRACKET)
    for acronym in acronyms:
        flags[rows(acronym.short.start, acronym.short.end), SHORT] = 1
        at = rows(acronym.long.start, acronym.long.end)
        flags[at, LONG] = 1
        _flag_ends(flags, at, FIRST_LONG, LAST_LONG)
    return flags


def _flag_ends(flags: Floats, at: slice, first: int, last: int) -> None:
    if at.stop > at.start:
        flags[at.start, first] = 1
        flags[at.stop - 1, last] = 1


def _word_flags(text: str, analysis: Analysis) -> list[tuple[float, ...]]:
    """Return what the letters of each token and the space before it show, CAPITAL to WORD."""
    lower = [t.text.lower() for t in analysis.tokens]
    times = Counter(lower)
    begins = {s.start for s in analysis.sentences}
    rows, before = [], 0
    for token, low in zip(analysis.tokens, lower, strict=True):
        letters = _letters(token.text)
        first = before == 0
        spaced = token.start > before
        rows.append(
            (
                *letters[:-1],
                token.start in begins,
                times[low] > 1,
                times[low] > MOST_TIMES,
                first or (spaced and "\n" in text[before : token.start]),
                first or spaced,
                letters[-1],
            )
        )
        before = token.end
    return rows


@lru_cache(maxsize=1 << 16)
def _letters(word: str) -> tuple[float, ...]:
    """Return what the letters of a word show: the flags CAPITAL to ACCENT, and WORD."""
    alphabetic = word[0].isalpha()
    rarity = _rarity(word.lower()) if alphabetic else 0.0
    return (
        float(alphabetic and word[0].isupper()),
        float(alphabetic and len(word) > 1 and word.isupper()),
        float(any(c.isdigit() for c in word)),
        rarity,
        float(rarity == _RAREST),
        float(not word.isascii() and any(c > "\x7f" and c.isalpha() for c in word)),
        float(word[0].isalnum()),
    )


def _rarity(word: str) -> float:
    """Return how rare a word is: 0 the commonest, about 1 the last of the encoder's pieces."""
    place = _pieces().get(word)
    return _RAREST if place is None else math.log(place + 1) / math.log(len(_pieces()))


@lru_cache(maxsize=1)
def _pieces() -> dict[str, int]:
    path = files("purport") / "weights" / "attribution" / "tokenizer.json"
    with path.open(encoding="utf-8") as f:
        pieces: dict[str, int] = json.load(f)["model"]["vocab"]
    return pieces
