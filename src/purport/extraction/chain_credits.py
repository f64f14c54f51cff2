"""Words at the borders of a report, or beside it, that say from whom the whole report comes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from purport.extraction.analysis import Name
from purport.extraction.organisations import Organisations, fold
from purport.extraction.voice_outlets import is_own
from purport.model.report import Report
from purport.model.span import Span
from purport.model.voice import Voice

_NAME = r"[A-Z][\w.&’'/-]*(?: (?:[A-Z][\w.&’'/-]*|of|and|for|the|de)){0,5}"
_PLACE_LINE = re.compile(
    r"^[ \t]*(?:date \S+\s)?(?P<place>[A-Z][A-Z .'’-]{2,40})(?:, [^-–—\n]{2,30})?\s*"
    r"(?:\([^)\n]{2,40}\)\s*)?[-–—]{1,2}\s",
    re.MULTILINE,
)
_DATELINE = re.compile(
    rf"^[ \t]*(?:[A-Z][\w.’'-]*[,.]?(?: [A-Z][\w.’'-]*[,.]?| \w+ \d\d?,?| \d\d?,?){{0,6}} ?)?"
    rf"\((?P<name>{_NAME})\)[ \t]*(?:[-–—:]|--)[ \t]*",
    re.MULTILINE,
)
_CLOSING = re.compile(rf"\((?P<name>{_NAME})\)\s*\Z")
_CLOSING_DASH = re.compile(rf"(?:^|\n)[ \t]*(?:[—–-]|--)[ \t]*(?P<name>{_NAME})[.]?\s*\Z")
_BYLINE = re.compile(
    rf"^(?:Source|Credit|Via|From|Reporting by|Originally published (?:by|in))[: ]+"
    rf"(?P<name>{_NAME})[.]?[ \t]*$",
    re.MULTILINE,
)
_CREDIT_KINDS = frozenset(
    {"credittext", "sourceorganization", "isbasedon", "provider", "copyrightholder", "syndication",
     "syndication-source", "original-source", "source", "agency", "infosources", "credit"}
)  # fmt: skip
OPENING_CHARS = 400


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A body from which the whole report comes; `span` is None where the text does not say so."""

    name: str
    span: Span | None
    kind: str


def find_credits(report: Report) -> tuple[CreditLine, ...]:
    """Return who is credited with the whole report: dateline, closing credit, page metadata.

    The report's own publisher is not one of them.

    Example:
        >>> text = "PORT LANNIC (National Wire) - A ferry ran aground."
        >>> [c.name for c in find_credits(Report("r", "", text))]
        ['National Wire']
    """
    text = report.text
    found: list[CreditLine] = []
    for pattern, kind, start, end in (
        (_DATELINE, "dateline", 0, OPENING_CHARS),
        (_CLOSING, "closing credit", max(0, len(text) - OPENING_CHARS), len(text)),
        (_CLOSING_DASH, "closing credit", max(0, len(text) - OPENING_CHARS), len(text)),
        (_BYLINE, "source line", 0, len(text)),
    ):
        for match in pattern.finditer(text, start, end):
            at = match.start("name")
            found.append(
                CreditLine(match["name"], Span(at, match.end("name"), match["name"]), kind)
            )
            break
    for credit in report.credits:
        value = credit.value.strip()
        if credit.kind.lower() in _CREDIT_KINDS and value and "://" not in value:
            found.append(CreditLine(value, None, credit.kind))
    own = report.publisher or ""
    kept: dict[str, CreditLine] = {}
    for line in found:
        if fold(line.name) != fold(own) and not is_own(line.name, own):
            kept.setdefault(fold(line.name), line)
    return tuple(kept.values())


def dateline_of(text: str) -> Span | None:
    """Return the place that a report's opening gives in capitals, or None.

    Example:
        >>> dateline_of("PORT LANNIC, Feb 15 (NW) - A ferry ran aground.").text
        'PORT LANNIC'
    """
    found = _PLACE_LINE.search(text, 0, OPENING_CHARS)
    if found is None:
        return None
    return Span.of(text, found.start("place"), found.start("place") + len(found["place"].rstrip()))


def without_dateline(names: Sequence[Name], text: str) -> list[Name]:
    """Return the names of a report but those of the place that its dateline gives in capitals."""
    place = dateline_of(text)
    return [n for n in names if place is None or not place.overlaps(n.span)]


def with_credited(
    lines: Sequence[CreditLine], voices: Sequence[Voice], organisations: Organisations
) -> tuple[tuple[Voice, ...], tuple[tuple[str, CreditLine], ...]]:
    """Return the voices with those credited added, and the voice id of each credit line."""
    known = {fold(w): v.id for v in voices for w in (v.name, *v.aliases)}
    grown = list(voices)
    credited: list[tuple[str, CreditLine]] = []
    for line in lines:
        row = organisations.find(line.name)
        keys = [fold(line.name), *([fold(row.name), *map(fold, row.aliases)] if row else [])]
        voice = next((known[k] for k in keys if k in known), None)
        if voice is None:
            voice = f"v{len(grown) + 1}"
            spans = (line.span,) if line.span is not None else ()
            alias = (row.name,) if row is not None and row.name != line.name else ()
            grown.append(Voice(voice, line.name, "organisation", spans, aliases=alias))
            known[fold(line.name)] = voice
        credited.append((voice, line))
    return tuple(grown), tuple(credited)
