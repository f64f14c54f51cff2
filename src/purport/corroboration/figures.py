"""Figures that the roots of a group give: they stay a range by root and are never averaged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from purport.corroboration.members import Member
from purport.model.group import Figure, FigureValue

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {w: n for n, w in enumerate(_SMALL)} | {w: 10 * (n + 2) for n, w in enumerate(_TENS)}
_BIG = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_WORD = "|".join([*_TENS, *reversed(_SMALL[1:])])
_NUMBER = re.compile(
    rf"(?<![\w.,-])(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|"
    rf"(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_SMALL[1:10])}))?|{_WORD})"
    rf"(?: (?P<big>hundred|thousand|million|billion))?(?P<share> ?%| per ?cent)?"
    rf"(?: of)?(?: (?P<noun>[a-z][\w-]*(?: [a-z][\w-]*)?))?",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:\b[Nn]umber|\bNo\.?|\b[Nn]os?\.|\b[Ll]ine|\b[Qq]uay|\b[Rr]oute|[A-Z][a-z]+) $"
)
_PEOPLE = frozenset(
    "people persons men women children civilians soldiers passengers miners pitmen workers "
    "officers residents inmates prisoners protesters villagers students patients casualties dead "
    "deaths injured wounded killed hurt died missing victims bodies others were have had".split()
)
_NO_NOUN = frozenset(
    "of in on at by to for from with and or but than them it him her us the a an this that these "
    "those his their its came went said was is had has will would as per after before when while "
    "who which all each more".split()
)
_NOT_COUNTED = frozenset(
    "years year-old days hours minutes weeks months am pm a.m p.m o'clock".split()
)


def figures_by_root(
    members: Sequence[Member], roots_of: Mapping[str, Sequence[str]]
) -> tuple[Figure, ...]:
    """Return what is counted in a group's claims, with the value that each root gives.

    Args:
        members: the claims of the group.
        roots_of: the names of the roots that each report goes back to.

    Figures that stand alone ("12 dead" in one report, from one root) are given as well: what
    another root says of the same may come later.
    """
    found: dict[str, dict[FigureValue, None]] = {}
    for member in members:
        for root in roots_of.get(member.report.id, ()):
            for what, value in _figures(member):
                found.setdefault(what, {})[FigureValue(value, root)] = None
    return tuple(
        Figure(what, tuple(sorted(values, key=lambda v: (v.root, v.value))))
        for what, values in sorted(found.items())
    )


def number_of(words: str, big: str | None = None) -> str:
    """Return a number written in figures, whether or not it was written in words.

    Example:
        >>> number_of("twenty-three"), number_of("4,000"), number_of("3", "million")
        ('23', '4000', '3000000')
    """
    low = words.lower().replace(",", "")
    value = float(low) if low[0].isdigit() else float(sum(_WORDS[w] for w in low.split("-")))
    value *= _BIG.get((big or "").lower(), 1)
    return f"{value:g}" if value < 1_000_000 else f"{value:.0f}"


def _figures(member: Member) -> list[tuple[str, str]]:
    """Return what is counted in a claim, and how many; times, ages and lengths of time are none."""
    found = []
    for piece in member.claim.attribution.content:
        for match in _NUMBER.finditer(piece.text):
            at = piece.start + match.start()
            if _NAMED.search(piece.text[: match.start()]):
                continue
            if any(t.span.start <= at < t.span.end for t in member.reading.times):
                continue
            what = _counted(match["noun"], share=bool(match["share"]))
            if what is not None:
                found.append((what, number_of(match["number"], match["big"])))
    return found


def _counted(noun: str | None, *, share: bool) -> str | None:
    if share:
        return "per cent"
    words = (noun or "").lower().split()
    if not words or words[0] in _NOT_COUNTED | _NO_NOUN:
        return None
    return "people" if words[0] in _PEOPLE else words[0]
