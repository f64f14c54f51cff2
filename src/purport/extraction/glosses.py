"""Words that a report explains: "200s", a military term for those killed; acronyms.

The network of `gloss_head` says which words are explained and by which. What it points at is then
brought to whole words and phrases, and left out where its form shows that it is no gloss.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from purport.extraction.acronyms import Acronym, find_acronyms
from purport.extraction.analysis import Analysis
from purport.extraction.gloss_announced import find_announced
from purport.extraction.gloss_head import Explained, GlossHead, shipped_gloss_head
from purport.extraction.gloss_meaning import whole_phrase, whole_term
from purport.extraction.quotes import Quotation
from purport.extraction.tagger import Tagged
from purport.model.gloss import Gloss
from purport.model.span import Span

LEAST_LIKELY: Final = 0.06
"""Set by hand: lower, political articles (PolNeAR dev) get more false glosses than right ones."""
_LONGEST_CHARS: Final = 220
_DATELINE: Final = re.compile(
    r"^[^\S\n]*\*{0,2}[A-ZÀ-Þ][A-ZÀ-Þ’'-]{2,}[^\n—–]{0,60}?(?:[^\S\n][—–-]{1,2}[^\S\n]|[—–]|--)",
    re.MULTILINE,
)
_SENTENCE_END: Final = re.compile(r"[.!?][”\"’')]*\s")
_TELLING: Final = ("NN", "VB", "JJ", "CD", "RB", "FW")


def find_glosses(
    text: str,
    tagged: Tagged,
    analysis: Analysis,
    quotations: Sequence[Quotation],
    head: GlossHead | None = None,
) -> tuple[Gloss, ...]:
    """Return the words that a report explains, in reading order, each term once.

    Args:
        text: the body of a report.
        tagged: what the encoder holds at its words.
        analysis: its grammar.
        quotations: what stands in quotation marks.
        head: a network in place of the shipped one.
    """
    acronyms = find_acronyms(text)
    explained = (head or shipped_gloss_head()).find(text, tagged, analysis, acronyms)
    likely = [e for e in explained if e.term_probability * e.meaning_probability >= LEAST_LIKELY]
    datelines = [m.span() for m in _DATELINE.finditer(text)] if likely else []
    spelt = {a.short.text: a for a in acronyms}
    found = {g.term.lower(): g for g in find_announced(text, analysis, quotations)}
    for one in likely:
        gloss = _gloss(text, analysis, one, spelt.get(_words(text, analysis, one.term)))
        dated = any(start <= gloss.span.start < end for start, end in datelines) if gloss else True
        if gloss is not None and not dated:
            found.setdefault(gloss.term.lower(), gloss)
    return tuple(sorted(found.values(), key=lambda g: g.span))


def _words(text: str, analysis: Analysis, at: tuple[int, int]) -> str:
    return text[analysis.tokens[at[0]].start : analysis.tokens[at[1]].end]


def _gloss(
    text: str, analysis: Analysis, explained: Explained, spelt: Acronym | None
) -> Gloss | None:
    """Return a gloss from its tokens; None for what cannot be one by its form."""
    first, last = whole_term(text, analysis, explained.term)
    start, end = whole_phrase(analysis, (first, last), explained.meaning)
    tokens = analysis.tokens
    term = Span.of(text, tokens[first].start, tokens[last].end)
    meaning = _words(text, analysis, (start, end))
    if spelt is not None and meaning in spelt.long.text:
        meaning = spelt.long.text
    if not _may_explain(term.text, meaning, [t.tag for t in tokens[start : end + 1]]):
        return None
    return Gloss(term, term.text, meaning)


def _may_explain(term: str, meaning: str, tags: Sequence[str]) -> bool:
    """Whether words may be a meaning: some that tell, of one sentence, not the term again."""
    return (
        any(tag.startswith(_TELLING) for tag in tags)
        and meaning.lower() != term.lower()
        and "\n" not in meaning
        and len(meaning) <= _LONGEST_CHARS
        and not _SENTENCE_END.search(meaning)
    )
