"""Which cues report speech or writing, and which a belief, an intention or another attitude."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from purport.extraction.analysis import Token
from purport.extraction.lexicon import read_table
from purport.model.span import Span

_WORD = re.compile(r"\w+")
_CITING = frozenset("cite cites cited citing quote quotes quoting".split())


def names_source_alone(cue: Iterable[Span], content: Iterable[Token]) -> bool:
    """Return whether a cue only says whom a report goes by: "citing a hospital official"."""
    words = {w for span in cue for w in _WORD.findall(span.text.lower())}
    return bool(words & _CITING) and not any(t.tag.startswith("V") for t in content)


def reports_speech(cue: Iterable[Span]) -> bool:
    """Return whether a cue holds a word of saying, writing or showing (lexicon/reporting.csv).

    A colon or another mark alone, as before a quotation, counts as reporting.

    Example:
        >>> reports_speech([Span(0, 6, "argued")]), reports_speech([Span(0, 6, "wanted")])
        (True, False)
    """
    words = {w for span in cue for w in _WORD.findall(span.text.lower())}
    return not words or bool(words & _reporting_words())


@lru_cache(maxsize=1)
def reporting_verbs() -> frozenset[str]:
    """Return the verbs of saying and writing in all their forms, without everyday words."""
    return frozenset(form for kind, form in _table() if kind == "verb")


@lru_cache(maxsize=1)
def _reporting_words() -> frozenset[str]:
    return frozenset(form for _, form in _table())


def _table() -> list[tuple[str, str]]:
    return [(row["class"], w) for row in read_table("reporting") for w in row["forms"].split()]
