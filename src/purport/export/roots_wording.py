"""A group's count in the words that people read."""

from __future__ import annotations

from collections.abc import Mapping

from purport.export.wording import counted
from purport.model.group import Group, Link, Quotation, Rating, Reason, Root
from purport.model.report import Report

_LINKS = {
    "wire-copy": "has its words from",
    "press-release": "tells what is put out by",
    "source-to-source": "has it from",
    "common-source": "names, as others do,",
    "same-utterance": "quotes the same words as",
}
_ACCESS = {
    "witness": "eyewitness",
    "own-reporter": "reporter on the spot",
    "document": "document",
    "sensor": "instrument",
    "statement": "statement",
    "recording": "recording",
    "anonymous": "not named",
    "unknown": "access not known",
}


def roots_words(group: Group) -> str:
    """Return the interval of a group in words.

    Example:
        >>> roots_words(Group("g", "c", "happened", (), (), 1, 2, 1, 1, 2))
        '1 to 2 independent roots'
        >>> roots_words(Group("g", "c", "happened", (), (), 0, 1, 1, 0, 1))
        'at most 1 independent root'
    """
    low, high = group.roots_min, group.roots_max
    if low == high:
        return counted(low, "independent root", "independent roots")
    if low == 0:
        return f"at most {counted(high, 'independent root', 'independent roots')}"
    return f"{low} to {high} independent roots"


def interval(low: int, high: int) -> str:
    """Return an interval of whole numbers, one number where both ends are equal.

    Example:
        >>> interval(1, 1), interval(1, 3)
        ('1', '1–3')
    """
    return str(low) if low == high else f"{low}–{high}"


def voices_words(group: Group) -> str | None:
    """Return what is counted behind the gatekeepers, or None where that is the same."""
    behind = (group.voices_min, group.voices_max)
    if behind == (group.roots_min, group.roots_max):
        return None
    return f"{interval(*behind)} voices, if those behind one gatekeeper are counted apart"


def access_words(root: Root) -> str:
    """Return how a root knows, and whether it is a party to the conflict."""
    return _ACCESS[root.access] + (", a party to the conflict" if root.party else "")


def link_words(link: Link) -> str:
    """Return what a link says: "has its words from"."""
    return _LINKS[link.type]


def report_name(report_id: str, reports: Mapping[str, Report]) -> str:
    """Return a report as people know it: its publisher and day, else its id.

    Example:
        >>> report = Report("a-1", "", "x", publisher="Sava Post", published="2024")
        >>> report_name("a-1", {"a-1": report})
        'Sava Post, 2024'
    """
    report = reports.get(report_id)
    if report is None:
        return report_id
    parts = [report.publisher or report.id, *([report.published] if report.published else [])]
    return ", ".join(parts)


def quoted(words: Quotation) -> str:
    """Return the words that something rests on, on one line."""
    return " ".join(words.span.text.split())


def reason_words(reason: Reason) -> str:
    """Return a rule and what it means here."""
    return f"{reason.rule}: {reason.says}"


def rating_words(rating: Rating) -> str:
    """Return a rating in the Admiralty code, and whose it is.

    Example:
        >>> rating_words(Rating("F", 2)), rating_words(Rating("B", None, False))
        ('F2, proposed', 'B–, set by a person')
    """
    letter, digit = rating.reliability or "–", rating.credibility or "–"
    return f"{letter}{digit}, {'proposed' if rating.proposed else 'set by a person'}"


def figure_values(group: Group) -> list[str]:
    """Return what the roots count or measure: "people: 12 (coastguard), 19 (the hospital)"."""
    return [
        f"{f.what}: {', '.join(f'{v.value} ({v.root})' for v in f.values)}" for f in group.figures
    ]


def history_lines(group: Group) -> list[str]:
    """Return which root gave the claim which status when, where that changed or was disputed."""
    if len({c.status for c in group.history}) < 2:
        return []
    return [f"{c.date or 'day unknown'}: {c.status} ({c.root})" for c in group.history]
