"""Copied text: stretches of words that two reports share outside quotation marks.

Overlap proves that one report copied the other, or both a third; its absence proves nothing, so it
only ever joins reports (rule 6). Quoted words are left out: they are one utterance, which says
nothing of who copied the words around them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from purport.corroboration.union import Union
from purport.model.report import Report
from purport.model.span import Span

# All set by hand. Nine words in a row hardly ever come twice by chance outside set phrases; a
# third of a report in runs of five or more is a rewrite that left the sentences standing.
RUN_WORDS = 9
SHORT_RUN_WORDS = 5
REWRITTEN_SHARE = 0.35
REWRITTEN_WORDS = 16
# Up to here every pair of a group is compared; above, MinHash proposes the pairs.
ALL_PAIRS_REPORTS = 40

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)")


@dataclass(frozen=True, slots=True)
class Overlap:
    """Words that two reports share, in each of them, and their share of the shorter one (0..1)."""

    a: str
    b: str
    spans_a: tuple[Span, ...]
    spans_b: tuple[Span, ...]
    share: float


@dataclass(frozen=True, slots=True)
class _Words:
    low: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


def find_copies(reports: Sequence[Report]) -> tuple[Overlap, ...]:
    """Return the pairs of reports that share copied text, each with the words.

    Of many reports those that are joined already by shared words are not compared again: copies of
    copies are of one text.

    Example:
        >>> a = "The ferry ran aground off the northern cape late on Sunday with 90 aboard."
        >>> one, two = Report("1", "", a), Report("2", "", "Breaking: " + a)
        >>> [(o.a, o.b, len(o.spans_a)) for o in find_copies([one, two])]
        [('1', '2', 1)]
    """
    texts = {r.id: r for r in reports}
    ids = sorted(texts)
    if len(ids) <= ALL_PAIRS_REPORTS:
        found = (overlap(texts[a], texts[b]) for a, b in combinations(ids, 2))
        return tuple(o for o in found if o is not None)
    joined, kept = Union(ids), []
    for a, b in _likely_pairs(texts):
        if joined.together(a, b):
            continue
        shared = overlap(texts[a], texts[b])
        if shared is not None:
            joined.join(a, b)
            kept.append(shared)
    return tuple(kept)


def overlap(a: Report, b: Report) -> Overlap | None:
    """Return what two reports share where it is enough to prove copying, else None."""
    words_a, words_b = _words(a.text), _words(b.text)
    runs = _runs(words_a.low, words_b.low)
    shared = sum(n for _, _, n in runs)
    longest = max((n for _, _, n in runs), default=0)
    shorter = min(len(words_a.low), len(words_b.low))
    rewritten = shared >= REWRITTEN_SHARE * shorter and shared >= REWRITTEN_WORDS
    return _overlap(a, b, runs) if longest >= RUN_WORDS or rewritten else None


def shared_words(a: Report, b: Report) -> Overlap:
    """Return all runs of words that two reports share, whether they prove copying or not."""
    return _overlap(a, b, _runs(_words(a.text).low, _words(b.text).low))


def _overlap(a: Report, b: Report, runs: Sequence[tuple[int, int, int]]) -> Overlap:
    words_a, words_b = _words(a.text), _words(b.text)
    shorter = min(len(words_a.low), len(words_b.low))
    return Overlap(
        a.id,
        b.id,
        tuple(_span(a.text, words_a, i, n) for i, _, n in runs),
        tuple(_span(b.text, words_b, j, n) for _, j, n in runs),
        min(1.0, sum(n for _, _, n in runs) / shorter) if shorter else 0.0,
    )


def _runs(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return the longest runs of words that two texts share: place in each, and length.

    Runs are grown from shared beginnings of `SHORT_RUN_WORDS`, each word of `a` used once.
    """
    starts: dict[tuple[str, ...], list[int]] = {}
    for j in range(len(b) - SHORT_RUN_WORDS + 1):
        starts.setdefault(tuple(b[j : j + SHORT_RUN_WORDS]), []).append(j)
    runs: list[tuple[int, int, int]] = []
    i = 0
    while i <= len(a) - SHORT_RUN_WORDS:
        best = (0, 0)
        for j in starts.get(tuple(a[i : i + SHORT_RUN_WORDS]), ())[:8]:
            n = SHORT_RUN_WORDS
            while i + n < len(a) and j + n < len(b) and a[i + n] == b[j + n]:
                n += 1
            best = max(best, (n, -j))
        if best[0]:
            runs.append((i, -best[1], best[0]))
            i += best[0]
        else:
            i += 1
    return [r for r in runs if "|" not in a[r[0] : r[0] + r[2]]]


@lru_cache(maxsize=2048)
def _words(text: str) -> _Words:
    """Return the words of a text outside quotation marks; a "|" stands where some were left out."""
    low: list[str] = []
    places: list[tuple[int, int]] = []
    last = 0
    for start, end in (*(m.span() for m in _QUOTED.finditer(text)), (len(text), len(text))):
        for m in _WORD.finditer(text, last, start):
            low.append(m.group().lower())
            places.append(m.span())
        if end > start:
            low.append(f"|{start}")  # differs from text to text, so that no run goes across
            places.append((start, end))
        last = end
    return _Words(tuple(low), tuple(places))


def _span(text: str, words: _Words, first: int, count: int) -> Span:
    return Span.of(text, words.places[first][0], words.places[first + count - 1][1])


def _likely_pairs(texts: Mapping[str, Report]) -> list[tuple[str, str]]:
    """Return the pairs that MinHash over five-word runs proposes (Jaccard from about 0.2)."""
    from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415 - only large groups need it

    index = RMinHashLSH(threshold=0.2, num_perm=128, num_bands=32)
    ids = sorted(texts)
    sketches = []
    for n, report in enumerate(ids):
        low = _words(texts[report].text).low
        sketch = RMinHash(num_perm=128, seed=7)
        sketch.update(
            [
                " ".join(low[i : i + SHORT_RUN_WORDS])
                for i in range(max(1, len(low) - SHORT_RUN_WORDS + 1))
            ]
        )
        sketches.append(sketch)
        index.insert(n, sketch)
    pairs = {
        (ids[min(n, m)], ids[max(n, m)])
        for n, sketch in enumerate(sketches)
        for m in index.query(sketch)
        if m != n
    }
    return sorted(pairs)
