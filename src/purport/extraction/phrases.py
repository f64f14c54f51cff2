"""Contents that begin within a noun phrase, made to begin with it."""

from __future__ import annotations

from dataclasses import replace

from purport.extraction.analysis import Analysis
from purport.model.claim import Attribution
from purport.model.span import Span

_INSIDE = frozenset("compound det amod poss nummod nmod quantmod".split())


def with_whole_phrase(text: str, one: Attribution, analysis: Analysis) -> Attribution:
    """Return an attribution whose first piece takes in what its first noun is modified by.

    "Truck | maker Veltmar will close its plant": no claim begins behind the "Truck".
    """
    first = one.content[0]
    inside = [t for t in analysis.tokens_in(first) if t.start >= first.start]
    if not inside or one.kind == "direct":
        return one
    start = inside[0].index
    while start and _modifies(analysis, start - 1, inside[0].index, inside[-1].index):
        start -= 1
    begin = analysis.tokens[start].start
    if begin >= first.start or "\n" in text[begin : first.start]:
        return one
    grown = Span.of(text, begin, first.end)
    others = (*one.source, *one.cue, *one.content[1:])
    if any(grown.overlaps(span) for span in others):
        return one
    return replace(one, content=(grown, *one.content[1:]))


def _modifies(analysis: Analysis, index: int, first: int, last: int) -> bool:
    token = analysis.tokens[index]
    return token.dep in _INSIDE and first <= token.head <= last and token.text.isalnum()
