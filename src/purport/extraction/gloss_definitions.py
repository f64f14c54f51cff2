"""Things defined where they are the subject: "A drag-along, a clause that obliges …, could"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from purport.extraction.analysis import Analysis, Token
from purport.extraction.gloss_appositions import needs_words
from purport.extraction.gloss_terms import explains, head_of, is_clause
from purport.extraction.voice_lexicon import roles, singular
from purport.model.gloss import Gloss
from purport.model.span import Span

_CLOSED = re.compile(
    r"(?P<opens>(?:^|(?<=\n)|(?<=[.!?”\"] ))(?:An? )?|"
    r"(?<=(?<!the )(?<!his )(?<!her )\b(?:that|year|(?:\d\d\d\d)) ))"
    r"(?P<term>(?!(?:[Tt]he|[Tt]h(?:is|at|ese|ose)|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y)\b)"
    r"[\w-]+(?: [a-z][\w-]*){0,2}), "
    r"(?P<meaning>(?:(?:an?|the) [^,;:.()“”\"\n]{8,110}|(?:one|ones|those|something|anything) "
    r"(?:\w+ed|\w+en|sent|who|that|in|with|used) [^,;:.()“”\"\n]{4,100}|"
    r"[a-z]+ing (?:an?|the) [^,;:.()“”\"\n]{8,110})), "
    r"(?=(?P<verb>is|are|was|were|may|might|can|could|will|would|should|must|has|have|had|does|"
    r"[a-z]+s|[a-z]+ed)\b)"
)
_GENERAL: Final = re.compile(r"\b(?:that|who|which|whose|where|of|used|for|by)\b")
_PAST: Final = frozenset("was were had would".split())


def find_definitions(text: str, analysis: Analysis) -> Iterator[Gloss]:
    """Yield subjects that a phrase between commas defines.

    Example:
        >>> from purport.extraction.analysis import analyse
        >>> text = "A put-up, a sale that is staged for the tax office, can cost a licence."
        >>> [analysis] = analyse([text])
        >>> [(g.term, g.meaning) for g in find_definitions(text, analysis)]
        [('put-up', 'a sale that is staged for the tax office')]
    """
    for m in _CLOSED.finditer(text):
        if _defines(text, m, analysis):
            yield Gloss(Span.of(text, *m.span("term")), m["term"], m["meaning"])


def _defines(text: str, m: re.Match[str], analysis: Analysis) -> bool:
    """Whether a closed apposition tells what a word means and not what one thing was."""
    term = Span.of(text, *m.span("term"))
    words = analysis.tokens_in(Span.of(text, *m.span("meaning")))
    last = analysis.tokens_in(term)[-1]
    if " who" in m["meaning"] and term.text[0].isupper() and not m["opens"].strip():
        return False
    if _is_named(term.text, words) or last.tag in ("NNPS", "PRP", "DT", "RB", "IN", "CC"):
        return False
    strange = needs_words(term)
    narrated = m["verb"] in _PAST or m["verb"].endswith("ed")
    if narrated and not strange:
        return False
    if words[0].tag == "VBG":
        return strange and last.tag in ("NN", "NNP")
    if words[0].lemma in ("one", "ones", "those", "something", "anything"):
        return True
    if strange and not is_clause(words) and _GENERAL.search(m["meaning"]):
        return True
    return bool(_GENERAL.search(m["meaning"])) and explains(words)


def _is_named(term: str, words: Sequence[Token]) -> bool:
    """Whether a term is a person or a name, by itself or by what is said of it."""
    tail = term.split(" ")
    if any(w[0].isupper() for w in tail[1:]) or singular(tail[-1].lower()) in roles():
        return True
    head = head_of(words)
    return head is not None and singular(head.text.lower()) in roles()
