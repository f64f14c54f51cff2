"""Words from a quotation that its teller explains behind it: "…," she says, using slang for ….

The term stands somewhere in what was said and nothing marks it, so the network misses it; the words
that announce the meaning are plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from purport.extraction.analysis import Analysis, Token
from purport.extraction.quotes import Quotation
from purport.model.gloss import Gloss
from purport.model.span import Span

_KIND: Final = (
    r"(?:term|word|slang|jargon|expression|phrase|euphemism|shorthand|code(?: ?(?:word|name))?|"
    r"argot|nickname|lingo|parlance)s?"
)
_USING: Final = re.compile(
    rf"\busing (?:(?:an?|the|their|his|her|[a-z]+[’'])\s)?(?:[\w’'-]+\s){{0,4}}?{_KIND}\s"
    r"(?:for|meaning|that means|which means|"
    r"(?:that )?(?:[\w’'-]+\s){1,3}?(?:have|has|use|uses) for)\s"
)
_END: Final = re.compile(r"[.;:,()“”\"—–\n]|\s-\s")
_NOUNS: Final = ("NN", "CD")
_TIMES: Final = frozenset(
    "time tonight today tomorrow yesterday day week month year hour minute morning evening night "
    "dawn dusk afternoon noon midnight".split()
)
_MANY: Final = ("those", "these", "people")
_NEAR_CHARS: Final = 60
_LONGEST_CHARS: Final = 140


def find_announced(
    text: str, analysis: Analysis, quotations: Sequence[Quotation]
) -> Iterator[Gloss]:
    """Yield the words of quotations whose meaning is announced behind them.

    Example:
        >>> from purport.extraction.analysis import analyse
        >>> from purport.extraction.quotes import find_quotations
        >>> text = "“We left two 300s there,” he says, using army slang for the wounded."
        >>> [analysis] = analyse([text])
        >>> [(g.term, g.meaning) for g in find_announced(text, analysis, find_quotations(text))]
        [('300s', 'the wounded')]
    """
    for m in _USING.finditer(text):
        before = [q.span for q in quotations if q.span.end <= m.start()]
        end = _END.search(text, m.end(), m.end() + _LONGEST_CHARS)
        if before and end and m.start() - before[-1].end < _NEAR_CHARS and end.start() > m.end():
            meaning = Span.of(text, m.end(), end.start())
            term = _last_named(text, analysis, before[-1], meaning)
            if term is not None:
                yield Gloss(term, term.text, meaning.text)


def _last_named(text: str, analysis: Analysis, quoted: Span, meaning: Span) -> Span | None:
    """Return the last noun of quoted words, of one number with the meaning's head where one is."""
    told = analysis.tokens_in(meaning)
    head = next((t for t in told if t.tag[:2] == "NN" or t.lemma in _MANY), None)
    named = [t for t in analysis.tokens_in(quoted) if _is_thing(t)]
    if head is not None:
        named = [t for t in named if _is_plural(t) == _is_plural(head)] or named
    if not named:
        return None
    first = last = named[-1]
    while first.index and _joins(analysis.tokens[first.index - 1], first):
        first = analysis.tokens[first.index - 1]
    return Span.of(text, max(first.start, quoted.start), last.end)


def _is_thing(token: Token) -> bool:
    outside = token.dep in ("npadvmod", "compound", "nummod")
    return token.tag[:2] in _NOUNS and not outside and token.lemma not in _TIMES


def _is_plural(token: Token) -> bool:
    return (
        token.tag[-1] == "S"
        or token.lemma in _MANY
        or (token.tag == "CD" and token.text[-1] == "s")
    )


def _joins(before: Token, token: Token) -> bool:
    """Whether a word before a noun makes one term with it."""
    return before.dep == "compound" and before.head >= token.index and before.text[0].isalnum()
