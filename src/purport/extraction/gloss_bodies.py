"""Bodies and acronyms told by what they are: "the OEFA, Peru’s environmental watchdog".

A person told by an office is no gloss; an acronym is one that readers may not know, so that a
description of a body beside it explains it, in either order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from purport.extraction.analysis import Analysis, Token
from purport.extraction.gloss_terms import explains, head_of, is_clause
from purport.extraction.voice_lexicon import roles, singular
from purport.model.gloss import Gloss
from purport.model.span import Span

_SHORT: Final = r"(?P<term>[A-ZÀ-Þ][A-ZÀ-Þ0-9]{2,11})(?![\w’'-])"
_OWNER: Final = r"(?:[Tt]he|(?:[Tt]he )?[A-Z][\w-]+[’']s?|(?:its|his|her|their|our))"
_BODY: Final = (
    r"(?:agency|authority|body|board|bureau|charity|commission|committee|council|court|force|"
    r"fund|group|institute|ministry|office|organi[sz]ation|panel|party|regulator|service|tribunal|"
    r"union|unit|watchdog|federation|mission|alliance|association|movement|militia|army|company|"
    r"brigade|directorate|department|intelligence|operator|broadcaster|network)"
)
_TOLD = re.compile(
    rf"(?<![\w’'-]){_SHORT}(?:,|\s[—–-]{{1,2}}|(?=\s\())\s\(?(?P<meaning>{_OWNER}\s(?:[A-Z][\w-]+\s){{0,2}}[a-z][^,;()\n—–“”\"]"
    rf"{{4,90}}?)(?=[,;)\n]|\.(?:\s|$)|\s[—–-])"
)
_TOLD_BEFORE = re.compile(
    rf"(?<![\w’'])(?P<meaning>{_OWNER}\s(?:[A-Z][\w-]+\s){{0,2}}[a-z][\w’' -]{{3,60}}?),\s"
    rf"(?:the\s)?{_SHORT}(?=,|\sby\sits\b)"
)
_IS = re.compile(
    rf"(?<![\w’'-]){_SHORT}\s(?:is|was)\s(?P<meaning>(?:[Tt]he )?[A-Z][\w-]+[’']s?\s"
    r"[a-z][^,;()\n—–“”\"]{4,70}?)(?=[,;\n]|\.(?:\s|$)|\s[—–-])"
)
_CHARGED = re.compile(
    r"(?<![\w’'-])(?P<term>(?![\w-]+[’']s )[A-Z][\w-]+"
    r"(?: (?:(?:of|for|and|the) )*[A-Z][\w-]+){1,5}), "
    rf"(?P<meaning>(?:the|a) (?:[a-z-]+ ){{0,3}}?{_BODY} (?:that|which|responsible for|"
    r"charged with|in charge of)\s[^,;()\n—–“”\"]{4,90}?)(?=[,;)\n]|\.(?:\s|$)|\s[—–-])"
)
_MADE_OF = re.compile(
    rf"(?<![\w’'-]){_SHORT}(?:,|\s[—–-]{{1,2}}) (?P<meaning>an? [a-z-]+ (?:[a-z-]+ ){{0,3}}?"
    r"(?:that|which|used|for|of|made|with|to|from|in|by)\s[^,;()\n—–“”\"]{4,90}?)(?=[,;)\n]|\.(?:\s|$)|\s[—–-])"
)
_SAID_SO_FAR = re.compile(
    rf"(?<![\w’']){_SHORT}, as the (?P<kind>[a-z]+) is (?:\w+ ){{0,2}}?(?:known|called)\b"
)
_NAMES = re.compile(r"[A-Z][\w’'-]+(?: (?:(?:of|for|and|the) )*[A-Z][\w’'-]+){1,7}")
_NO_ACRONYM: Final = frozenset("CEO CFO COO CTO MVP USA GMT BST EST EDT III VII VIII XII".split())


def find_told_bodies(text: str, analysis: Analysis) -> Iterator[Gloss]:
    """Yield acronyms that are told by what they are, and bodies told by what they do.

    Example:
        >>> from purport.extraction.analysis import analyse
        >>> text = "The RNLI, the lifeboat charity, declined to comment."
        >>> [analysis] = analyse([text])
        >>> [(g.term, g.meaning) for g in find_told_bodies(text, analysis)]
        [('RNLI', 'the lifeboat charity')]
    """
    for pattern in (_TOLD, _TOLD_BEFORE, _MADE_OF, _IS):
        for m in pattern.finditer(text):
            if m["term"] not in _NO_ACRONYM and _tells(m.span("meaning"), text, analysis):
                yield _gloss(text, m)
    for m in _CHARGED.finditer(text):
        yield _gloss(text, m)
    for m in _SAID_SO_FAR.finditer(text):
        named = _named_so_far(text, m.start(), m["kind"], m["term"])
        if named is not None:
            yield Gloss(Span.of(text, *m.span("term")), m["term"], named)


def _gloss(text: str, m: re.Match[str]) -> Gloss:
    return Gloss(Span.of(text, *m.span("term")), m["term"], m["meaning"])


def _tells(at: tuple[int, int], text: str, analysis: Analysis) -> bool:
    """Whether a phrase tells of a body or a thing: headed by a common noun that is no person."""
    words = analysis.tokens_in(Span.of(text, *at))
    before = words[: _relative(words)]
    owner = max((i for i, w in enumerate(before) if w.tag in ("POS", "PRP$")), default=-1)
    head = head_of(words[owner + 1 :])
    if head is None or not head.text.islower():
        # "the Kenyan-led force": the grammar may take the name for the noun
        return any(re.fullmatch(_BODY, w.text) for w in before)
    noun = singular(head.text)
    if re.fullmatch(_BODY, noun):
        return True
    return noun not in roles() and not is_clause(before) and explains(words[owner + 1 :])


def _relative(words: Sequence[Token]) -> int:
    return next((i for i, w in enumerate(words) if w.tag[0] == "W"), len(words))


def _named_so_far(text: str, end: int, kind: str, short: str) -> str | None:
    """Return the last proper name before an offset that holds a kind and begins with letters."""
    for m in reversed(list(_NAMES.finditer(text, 0, end))):
        initials = "".join(w[0] for w in m.group().split() if w[0].isupper())
        if kind in m.group().lower() and initials.endswith(short):
            words = m.group().split(" ")
            while "".join(w[0] for w in words if w[0].isupper()) != short:
                words.pop(0)
            return " ".join(words)
    return None
