"""What became of the claims of a publisher or a voice over time: numbers, not a score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from purport.corroboration.counted import counted_groups
from purport.corroboration.outlets import same_outlet
from purport.corroboration.profiles import name_profile, same_body
from purport.corroboration.ratings import rating_after
from purport.ledger.group_counts import (
    days_of_reports,
    decisions_on,
    groups_of_reports,
    reports_of_publisher,
    reports_of_voice,
)
from purport.ledger.store import Ledger
from purport.model.group import Group, Rating, Root


@dataclass(frozen=True, slots=True)
class Stretch:
    """A month ("2024-05", or "" without a day) of a record: what of it was said and became of it.

    `claims` groups in which it takes part; `first` those that no other report had earlier;
    `alone` those with no second root; `confirmed` those with two or more proved roots;
    `contradicted` those against which another stands; `unknown` those for which it names no origin;
    `from_others` those that it has from another report.
    """

    month: str
    claims: int = 0
    first: int = 0
    alone: int = 0
    confirmed: int = 0
    contradicted: int = 0
    unknown: int = 0
    from_others: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """A publisher's or a voice's record: month by month, and the rating that people set, if any."""

    name: str
    stretches: tuple[Stretch, ...]
    rating: Rating | None


def publisher_record(ledger: Ledger, publisher: str) -> Record:
    """Return what became of what a publisher reported.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    own = reports_of_publisher(ledger, publisher)
    groups = tuple(counted_groups(ledger, groups_of_reports(ledger, own)))
    days = days_of_reports(ledger, {r for g in groups for r in g.reports})
    return _record(ledger, f"publisher:{publisher}", publisher, groups, frozenset(own), days)


def voice_record(ledger: Ledger, voice: str) -> Record:
    """Return what became of the claims whose root a voice is.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    heard = reports_of_voice(ledger, voice)
    groups = [
        g
        for g in counted_groups(ledger, groups_of_reports(ledger, heard))
        if any(_is_voice(root, voice) for root in g.roots)
    ]
    own = {r for g in groups for root in g.roots if _is_voice(root, voice) for r in root.reports}
    days = days_of_reports(ledger, {r for g in groups for r in g.reports})
    return _record(ledger, f"voice:{voice}", voice, groups, frozenset(own), days)


def stretches_of(
    groups: Iterable[Group], own: frozenset[str], days: dict[str, str | None]
) -> tuple[Stretch, ...]:
    """Return a record month by month, the earliest first.

    Args:
        groups: counted groups in which it takes part.
        own: the reports that are its own, or in which it is heard.
        days: the day of each report.
    """
    found: dict[str, list[Group]] = {}
    for group in groups:
        mine = [days.get(r) or "" for r in group.reports if r in own]
        found.setdefault(min((d[:7] for d in mine if d), default=""), []).append(group)
    return tuple(_stretch(month, held, own, days) for month, held in sorted(found.items()))


def _record(
    ledger: Ledger,
    target: str,
    name: str,
    groups: Sequence[Group],
    own: frozenset[str],
    days: dict[str, str | None],
) -> Record:
    rated = rating_after(Rating(), decisions_on(ledger, [target]))
    rating = None if rated.proposed else rated
    return Record(name, stretches_of(groups, own, days), rating)


def _stretch(
    month: str, groups: Sequence[Group], own: frozenset[str], days: dict[str, str | None]
) -> Stretch:
    return Stretch(
        month,
        len(groups),
        sum(_was_first(g, own, days) for g in groups),
        sum(g.roots_max <= 1 for g in groups),
        sum(g.roots_min >= 2 for g in groups),
        sum(bool(g.contradicted_by) for g in groups),
        sum(any(r in own for knot in g.unknown for r in knot) for g in groups),
        sum(any(k.start in own and k.end in g.reports for k in g.links) for g in groups),
    )


def _was_first(group: Group, own: frozenset[str], days: dict[str, str | None]) -> bool:
    """Whether no other report of a group with a day is as early as the own ones."""
    mine = min((day for r in group.reports if r in own and (day := days.get(r))), default=None)
    others = [day for r in group.reports if r not in own and (day := days.get(r))]
    return mine is not None and all(mine < day for day in others)


def _is_voice(root: Root, voice: str) -> bool:
    names = [n for n in (root.voice, root.gatekeeper, root.name) if n]
    wanted = name_profile(voice)
    return any(same_outlet(voice, n) or same_body(wanted, name_profile(n)) for n in names)
