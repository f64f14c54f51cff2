"""Grammar of a report: sentences, part-of-speech tags and dependencies."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from purport.extraction.grammar import Grammar, Parsed, shipped_grammar
from purport.model.span import Span

VERBS = ("VB", "MD")
NameKind = Literal["PERSON", "ORG", "GPE", "LOC", "NORP"]


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name in a report and what kind of thing bears it (kinds as in OntoNotes)."""

    span: Span
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Token:
    """A token with its Penn Treebank tag, dependency label and the index of its head.

    `sentence` is the index of its sentence; `lemma` is the base form of verbs and the lower-cased
    word of all others.
    """

    index: int
    start: int
    end: int
    text: str
    tag: str
    dep: str
    head: int
    sentence: int
    lemma: str


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """Tokens and sentences of one report, in reading order."""

    tokens: tuple[Token, ...]
    sentences: tuple[Span, ...]
    _starts: tuple[int, ...]
    _below: tuple[tuple[int, ...], ...]

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """Return the tokens that share a character with a span."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        if first < len(self.tokens) and self.tokens[first].end <= span.start:
            first += 1
        return self.tokens[first : bisect_left(self._starts, span.end, first)]

    def children(self, index: int) -> tuple[Token, ...]:
        """Return the tokens whose head is the token at `index`, in reading order."""
        return tuple(map(self.tokens.__getitem__, self._below[index]))

    def subtree(self, index: int) -> tuple[Token, ...]:
        """Return a token and everything below it, in reading order."""
        inside = [index]
        for i in inside:
            inside += self._below[i]
        return tuple(self.tokens[i] for i in sorted(inside))

    def sentence_of(self, offset: int) -> int:
        """Return the index of the sentence that holds a character offset (the last before it)."""
        return max(0, bisect_right(self.sentences, offset, key=attrgetter("start")) - 1)


def analyse(texts: Iterable[str]) -> Iterator[Analysis]:
    """Yield the grammar of each text, in order.

    spaCy was trained on straight apostrophes and takes "’s" for a closing mark: it is shown those,
    of the same length.
    """
    grammar = shipped_grammar()
    for text in texts:
        shown = text.replace("’", "'")
        yield _analysis(text, shown, grammar.parse(shown), grammar)


def _analysis(text: str, shown: str, parsed: Parsed, grammar: Grammar) -> Analysis:
    tokens = []
    below: list[list[int]] = [[] for _ in parsed.start]
    begins: list[int] = []
    rows = zip(parsed.start, parsed.end, parsed.tag, parsed.dep, parsed.head, parsed.begins,
               strict=True)  # fmt: skip
    for i, (start, end, tag, dep, head, begin) in enumerate(rows):
        if begin or not begins:
            begins.append(i)
        seen = shown[start:end]
        lemma = grammar.verb_lemma(seen) if tag[:2] in VERBS else seen.lower()
        tokens.append(Token(i, start, end, text[start:end], tag, dep, head, len(begins) - 1, lemma))
        if head != i:
            below[head].append(i)
    ends = [*(i - 1 for i in begins[1:]), len(tokens) - 1]
    sentences = tuple(
        Span.of(text, parsed.start[first], parsed.end[last])
        for first, last in zip(begins, ends, strict=False)
    )
    return Analysis(tuple(tokens), sentences, tuple(parsed.start), tuple(map(tuple, below)))
