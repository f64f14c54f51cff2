"""The claims of a group as rows, without their readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from purport.ledger.store import Ledger
from purport.ledger.tables import claims, group_claims, reports
from purport.ledger.value_lists import listed
from purport.model.report import Report


@dataclass(frozen=True, slots=True)
class GroupSaying:
    """A claim of a group: its id, its words, who speaks, and in which report."""

    id: str
    text: str
    speaker: str | None
    report: str


def sayings_of(ledger: Ledger, group: str) -> tuple[GroupSaying, ...]:
    """Return the claims of a group, the earliest report first."""
    chosen = (
        select(claims.c.id, claims.c.text, claims.c.speaker, reports.c.id.label("report"))
        .join(group_claims, group_claims.c.claim_n == claims.c.n)
        .join(reports, reports.c.n == claims.c.report_n)
        .where(group_claims.c.group_id == group)
        .order_by(reports.c.published.is_(None), reports.c.published, claims.c.id)
    )
    with ledger.reading() as connection:
        rows = connection.execute(chosen).all()
    return tuple(GroupSaying(*row) for row in rows)


def report_heads(ledger: Ledger, ids: Sequence[str]) -> dict[str, Report]:
    """Return who published some reports, when and under which title; their texts are left out."""
    chosen = select(
        reports.c.id, reports.c.sha256, reports.c.title, reports.c.publisher, reports.c.published,
        reports.c.url,
    ).where(reports.c.id.in_(listed(ids)))  # fmt: skip
    with ledger.reading() as connection:
        rows = connection.execute(chosen).all()
    return {
        r.id: Report(r.id, r.sha256, "", r.title, r.publisher, r.published, url=r.url) for r in rows
    }
