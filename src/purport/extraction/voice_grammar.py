"""The grammar of a report, indexed once for everything that asks who speaks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from purport.extraction.analysis import Analysis, Token
from purport.model.span import Span

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT", "PRP$", "WP", "FW"})
_MARKS = frozenset('“”„«»"')
_OUTSIDE_CORE = frozenset(
    {"advmod", "relcl", "appos", "acl", "prep", "punct", "cc", "conj", "advcl", "dep"}
)


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Tokens with what hangs below each, the ends of their subtrees, and their paragraphs."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Span, ...]
    below: tuple[tuple[int, ...], ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    paragraph: tuple[int, ...]
    starts: tuple[int, ...]

    def first_at(self, offset: int) -> int:
        """Return the number of the first token that ends after an offset."""
        at = max(0, bisect_right(self.starts, offset) - 1)
        while at < len(self.tokens) and self.tokens[at].end <= offset:
            at += 1
        return at

    def tokens_of(self, span: Span) -> range:
        """Return the numbers of the tokens that share a character with a span."""
        first = self.first_at(span.start)
        return range(first, bisect_left(self.starts, span.end, first))

    def head_of(self, span: Span) -> int | None:
        """Return the number of the token that governs a span: the first whose head is outside.

        Nouns and pronouns are preferred, since borders of a span may cut a phrase.
        """
        inside = self.tokens_of(span)
        at = self._top_of(inside)
        while at is not None and at + 2 in inside and self._hyphen(at + 1):
            at += 2
        return at

    def _top_of(self, inside: range) -> int | None:
        """Return the noun that governs a run of tokens, or its last token."""
        tops = [
            i for i in inside
            if self.tokens[i].head not in inside or self.tokens[i].head == i
        ]  # fmt: skip
        if len(inside) == 1:
            return inside[0]
        for i in tops:
            if self.tokens[i].tag in NOUN_TAGS - {"DT"}:
                return i
            subject = self.child(i, "nsubj", "nsubjpass")
            if subject is not None and subject in inside:
                return subject
        nouns = [i for i in inside if self.tokens[i].tag in NOUN_TAGS - {"DT"}]
        return nouns[0] if nouns else inside[-1] if inside else None

    def child(self, index: int, *labels: str) -> int | None:
        """Return the first token below a token by one of these dependency labels."""
        return next((i for i in self.below[index] if self.tokens[i].dep in labels), None)

    def children(self, index: int, *labels: str) -> list[int]:
        """Return the tokens below a token by one of these dependency labels."""
        return [i for i in self.below[index] if self.tokens[i].dep in labels]

    def span(self, first: int, last: int) -> Span:
        """Return the characters from one token to another, both included."""
        return Span.of(self.text, self.tokens[first].start, self.tokens[last].end)

    def core(self, index: int) -> Span:
        """Return the noun phrase of a token up to its head: determiners, modifiers, head."""
        first = index
        for i in self.below[index]:
            if i < index and self.tokens[i].dep not in _OUTSIDE_CORE:
                first = min(first, self.left[i])
        for i in range(index - 1, first - 1, -1):
            if self.tokens[i].tag in {"_SP", "``", "''", ":"} or self.tokens[i].text in _MARKS:
                first = i + 1
                break
        while first < index and self.tokens[first].tag == ",":
            first += 1
        if first == index:
            first = self.before_hyphens(index)
        return self.span(first, index)

    def before_hyphens(self, index: int) -> int:
        """Return the first token of a word cut at hyphens ("the co-pilot"), with its article."""
        first = index
        while first > 1 and self._hyphen(first - 1):
            first -= 2
        if first < index and first > 0 and self.tokens[first - 1].tag == "DT":
            first -= 1
        return first

    def _hyphen(self, at: int) -> bool:
        """Whether a token is a hyphen within a word."""
        if not 0 < at < len(self.tokens) - 1 or self.tokens[at].text != "-":
            return False
        return self.tokens[at - 1].end == self.tokens[at].start and (
            self.tokens[at].end == self.tokens[at + 1].start
        )

    def subject(self, verb: int) -> int | None:
        """Return the subject of a verb, following conjunctions and participles upwards."""
        at, steps = verb, 0
        while steps < 5:
            own = self.child(at, "nsubj", "nsubjpass")
            if own is not None:
                return own
            token = self.tokens[at]
            if token.dep not in {"conj", "xcomp", "advcl", "ccomp", "aux", "dep", "acl"}:
                return None
            if token.dep == "acl":
                return token.head if self.tokens[token.head].tag[0] == "N" else None
            at, steps = token.head, steps + 1
        return None


def index_grammar(text: str, analysis: Analysis) -> Grammar:
    """Return the grammar of a text, indexed in one pass over its tokens."""
    tokens = analysis.tokens
    below: list[list[int]] = [[] for _ in tokens]
    left, right = list(range(len(tokens))), list(range(len(tokens)))
    for t in tokens:
        if t.head != t.index:
            below[t.head].append(t.index)
    for i in range(len(tokens)):
        _widen(tokens, left, i, leftwards=True)
    for i in range(len(tokens) - 1, -1, -1):
        _widen(tokens, right, i, leftwards=False)
    paragraph, number, at = [], 0, 0
    for t in tokens:
        number += text.find("\n", at, t.start) >= 0
        number += "\n" in t.text
        at = t.end
        paragraph.append(number)
    return Grammar(
        text, tokens, analysis.sentences, tuple(tuple(b) for b in below), tuple(left),
        tuple(right), tuple(paragraph), tuple(t.start for t in tokens),
    )  # fmt: skip


def _widen(tokens: tuple[Token, ...], edge: list[int], at: int, *, leftwards: bool) -> None:
    """Carry a token's place up to its ancestors, as far as it widens their edge."""
    up = tokens[at].head
    while (edge[up] > at) if leftwards else (edge[up] < at):
        edge[up] = at
        if tokens[up].head == up:
            return
        up = tokens[up].head
