"""What became of what a publisher or a voice said, from the groups of a ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

from purport.corroboration.counted import counted_groups
from purport.corroboration.outlets import fold_outlet
from purport.ledger.group_counts import Published, group_ids, publications
from purport.ledger.store import Ledger
from purport.model.group import Group
from purport.model.record import Record

Who = Literal["publishers", "voices"]
_FATES = ("confirmed", "contradicted", "repeated", "alone", "unknown")


def ledger_records(
    ledger: Ledger, who: Who, words: str = "", *, monthly: bool = False
) -> tuple[Record, ...]:
    """Return the records of the publishers or voices of a ledger, those of most claims first.

    Args:
        ledger: an open ledger whose groups are up to date.
        who: whose records.
        words: what a name has to hold; "" is every name.
        monthly: whether each month of a name is a record of its own.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    groups = counted_groups(ledger, group_ids(ledger))
    return find_records(groups, publications(ledger), who, words, monthly=monthly)


def find_records(
    groups: Iterable[Group],
    published: Mapping[str, Published],
    who: Who,
    words: str = "",
    *,
    monthly: bool = False,
) -> tuple[Record, ...]:
    """Return the records that some groups make, in one pass over them.

    Args:
        groups: counted groups.
        published: who published each report, and when.
        who: whose records.
        words: what a name has to hold; "" is every name.
        monthly: whether each month of a name is a record of its own.
    """
    shares = _by_publisher if who == "publishers" else _by_voice
    names: dict[str, str] = {}
    fates: dict[tuple[str, str | None], Counter[str]] = {}
    wanted = fold_outlet(words).split()
    for group in groups:
        for name, own in shares(group, published):
            key = fold_outlet(name)
            if not key or not all(w in key for w in wanted):
                continue
            day = _first_day(own, published)
            found = fates.setdefault((key, day[:7] if monthly else None), Counter())
            names.setdefault(key, name)
            found.update(("claims", *_fates(group, own, day, published)))
    total: Counter[str] = Counter()
    for (key, _), found in fates.items():
        total[key] += found["claims"]
    ordered = sorted(fates, key=lambda k: (-total[k[0]], k))
    return tuple(_record(names[key], month, fates[key, month]) for key, month in ordered)


def _record(name: str, month: str | None, found: Counter[str]) -> Record:
    return Record(name, month, found["claims"], *(found[fate] for fate in _FATES))


def _by_publisher(
    group: Group, published: Mapping[str, Published]
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the publishers of a group with their reports in it."""
    held: dict[str, set[str]] = {}
    for report in group.reports:
        publisher = published[report].publisher if report in published else None
        if publisher is not None:
            held.setdefault(publisher, set()).add(report)
    yield from ((name, frozenset(own)) for name, own in held.items())


def _by_voice(group: Group, _: Mapping[str, Published]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the named roots of a group with the reports that go back to each."""
    yield from ((root.name, frozenset(root.reports)) for root in group.roots)


def _fates(
    group: Group, own: frozenset[str], day: str, published: Mapping[str, Published]
) -> Iterator[str]:
    """Yield what became of a claim for those whose reports are given."""
    others = [r for r in group.reports if r not in own]
    # reports of one voice by several publishers are repetition among its own
    houses = {published[r].publisher or r for r in own if r in published}
    echoed = any(map(_not_before(day, published), others)) or len(houses) > 1
    roots = [r for r in group.roots if not own & set(r.reports)]
    later = _not_before(day, published)
    confirmed = group.roots_min >= 2 and any(any(map(later, r.reports)) for r in roots)
    if confirmed:
        yield "confirmed"
    if group.contradicted_by:
        yield "contradicted"
    if not others and len(houses) <= 1:
        yield "alone"
    elif not confirmed and not roots and echoed:
        yield "repeated"
    if any(own & set(knot) for knot in group.unknown):
        yield "unknown"


def _not_before(day: str, published: Mapping[str, Published]) -> Callable[[str], bool]:
    """Return whether a report is of that day or later; one without a day is neither."""

    def later(report: str) -> bool:
        told = published[report].day if report in published else None
        return told is not None and bool(day) and told[:10] >= day[:10]

    return later


def _first_day(own: Iterable[str], published: Mapping[str, Published]) -> str:
    """Return the earliest day of some reports, or "" where none has one."""
    days = (published[r].day for r in own if r in published)
    return min((d for d in days if d), default="")
