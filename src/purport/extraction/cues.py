"""Which cues report speech or writing, and which a belief, an intention or another attitude."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from purport.extraction.analysis import Token
from purport.extraction.lexicon import read_table
from purport.model.span import Span

_WORD = re.compile(r"\w+")
# Words that report only together.
_PHRASE = re.compile(r"\b(?:put it to|puts it to|let \w+ know|lets \w+ know)\b")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CITING = frozenset("cite cites cited citing quote quotes quoting".split())


def names_source_alone(cue: Iterable[Span], content: Iterable[Token]) -> bool:
    """Return whether a cue only says whom or what a report goes by: "citing a leaked call".

    A finite verb makes the content a claim ("citing fears that it will close"), unless it belongs
    to a clause about the one who is cited ("citing an officer who asked not to be named").
    """
    words = {w for span in cue for w in _WORD.findall(span.text.lower())}
    tokens = {t.index: t for t in content}
    return bool(words & _CITING) and all(
        _about_a_noun(t, tokens) for t in tokens.values() if t.tag in _FINITE
    )


def _about_a_noun(token: Token, tokens: Mapping[int, Token]) -> bool:
    """Whether a token stands in a relative clause within the tokens."""
    up = token
    while up.dep != "relcl" and up.head in tokens and up.head != up.index:
        up = tokens[up.head]
    return up.dep == "relcl"


def reports_speech(cue: Iterable[Span]) -> bool:
    """Return whether a cue holds a word of saying, writing or showing (lexicon/reporting.csv).

    A colon or another mark alone, as before a quotation, counts as reporting.

    Example:
        >>> reports_speech([Span(0, 6, "argued")]), reports_speech([Span(0, 6, "wanted")])
        (True, False)
    """
    cue = tuple(cue)
    words = {w for span in cue for w in _WORD.findall(span.text.lower())}
    phrase = " ".join(span.text.lower() for span in cue)
    return not words or bool(words & _reporting_words()) or bool(_PHRASE.search(phrase))


@lru_cache(maxsize=1)
def reporting_verbs() -> frozenset[str]:
    """Return the verbs of saying and writing in all their forms, without everyday words."""
    return frozenset(form for kind, form in _table() if kind == "verb")


@lru_cache(maxsize=1)
def _reporting_words() -> frozenset[str]:
    return frozenset(form for _, form in _table())


def _table() -> list[tuple[str, str]]:
    return [(row["class"], w) for row in read_table("reporting") for w in row["forms"].split()]
