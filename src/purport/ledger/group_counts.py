"""What counting the roots of a group needs of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from purport.ledger.decision_rows import decisions_of, undone_numbers
from purport.ledger.readings import read_reading
from purport.ledger.store import Ledger
from purport.ledger.tables import (
    claims,
    decision_targets,
    group_claims,
    groups,
    readings,
    reports,
)
from purport.ledger.tables import decisions as decision_table
from purport.ledger.value_lists import listed
from purport.model.claim import Claim
from purport.model.decision import Decision
from purport.model.reading import Reading


@dataclass(frozen=True, slots=True)
class HeldClaim:
    """A claim with its id in the ledger and the reading that holds it."""

    id: str
    claim: Claim
    reading: Reading


def held_claims(
    ledger: Ledger, ids: Sequence[str], known: MutableMapping[int, Reading] | None = None
) -> tuple[HeldClaim, ...]:
    """Return some claims with their readings, in the order given; unknown ids are left out.

    Args:
        ledger: an open ledger.
        ids: of the claims.
        known: readings by number that need not be read again; new ones are put there.
    """
    read: MutableMapping[int, Reading] = {} if known is None else known
    found: dict[str, HeldClaim] = {}
    with ledger.reading() as connection:
        chosen = select(claims.c.id, claims.c.key, claims.c.reading_n)
        rows = connection.execute(chosen.where(claims.c.id.in_(listed(ids)))).all()
        for row in rows:
            if row.reading_n not in read:
                read[row.reading_n] = read_reading(connection, row.reading_n)
            reading = read[row.reading_n]
            claim = next((c for c in reading.claims if c.id == row.key), None)
            if claim is not None:
                found[row.id] = HeldClaim(row.id, claim, reading)
    return tuple(found[i] for i in ids if i in found)


def decisions_on(ledger: Ledger, targets: Sequence[str]) -> tuple[Decision, ...]:
    """Return the decisions in force on any of some things, in the order of their numbers.

    Those on links by their id are always among them, as a link's id rests on what it joins.
    """
    target = decision_targets.c.target
    with ledger.reading() as connection:
        on = select(decision_targets.c.decision_n).where(
            target.in_(listed(targets)) | target.startswith("link:")
        )
        found = decisions_of(connection, decision_table.c.n.in_(on))
        gone = undone_numbers(connection) if found else frozenset()
    return tuple(d for d in found if d.verb != "undo" and d.n not in gone)


def models_of(ledger: Ledger) -> str:
    """Return the digests of the models of the newest reading, "" for an empty ledger."""
    with ledger.reading() as connection:
        chosen = select(readings.c.models).order_by(readings.c.n.desc()).limit(1)
        return connection.scalar(chosen) or ""


def group_ids(ledger: Ledger, *, least_reports: int = 1, limit: int | None = None) -> list[str]:
    """Return the ids of the groups of at least so many reports, those of most reports first."""
    chosen = (
        select(groups.c.id)
        .where(groups.c.reports >= least_reports)
        .order_by(groups.c.reports.desc(), groups.c.id)
    )
    with ledger.reading() as connection:
        return list(connection.scalars(chosen if limit is None else chosen.limit(limit)))


def group_ids_between(
    ledger: Ledger, first_day: str | None, last_day: str | None, limit: int
) -> list[str]:
    """Return the ids of the largest groups that have a report of these days, the largest first."""
    chosen = select(groups.c.id)
    if first_day is not None:
        chosen = chosen.where(groups.c.last_day >= first_day)
    if last_day is not None:
        chosen = chosen.where(groups.c.first_day <= last_day)
    ordered = chosen.order_by(groups.c.reports.desc(), groups.c.id).limit(limit)
    with ledger.reading() as connection:
        return list(connection.scalars(ordered))


def groups_of_reports(ledger: Ledger, report_ids: Iterable[str]) -> list[str]:
    """Return the ids of the groups in which some reports have a claim, the largest first."""
    inside = (
        select(group_claims.c.group_id)
        .join(claims, claims.c.n == group_claims.c.claim_n)
        .join(reports, reports.c.n == claims.c.report_n)
        .where(reports.c.id.in_(listed(sorted(report_ids))))
    )
    chosen = select(groups.c.id).where(groups.c.id.in_(inside))
    with ledger.reading() as connection:
        return list(connection.scalars(chosen.order_by(groups.c.reports.desc(), groups.c.id)))


def days_of_reports(ledger: Ledger, report_ids: Iterable[str]) -> dict[str, str | None]:
    """Return the day of publication of some reports."""
    wanted = listed(sorted(report_ids))
    with ledger.reading() as connection:
        rows = connection.execute(
            select(reports.c.id, reports.c.published).where(reports.c.id.in_(wanted))
        )
        return {row.id: row.published for row in rows}


@dataclass(frozen=True, slots=True)
class Published:
    """Who published a report, and when; None where that is not known."""

    publisher: str | None
    day: str | None


def publications(ledger: Ledger) -> dict[str, Published]:
    """Return the publisher and day of every report."""
    with ledger.reading() as connection:
        rows = connection.execute(select(reports.c.id, reports.c.publisher, reports.c.published))
        return {row.id: Published(row.publisher, row.published) for row in rows}


def published_since(ledger: Ledger, day: str) -> frozenset[str]:
    """Return the ids of the reports that were published on or after a day."""
    with ledger.reading() as connection:
        chosen = select(reports.c.id).where(reports.c.published >= day)
        return frozenset(connection.scalars(chosen))


def added_since(ledger: Ledger, day: str) -> frozenset[str]:
    """Return the ids of the reports that were put into the ledger on or after a day (UTC)."""
    with ledger.reading() as connection:
        chosen = select(reports.c.id).where(reports.c.added_at >= day)
        return frozenset(connection.scalars(chosen))
