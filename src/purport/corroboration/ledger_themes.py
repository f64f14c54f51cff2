"""The themes of a ledger, between two days."""

from __future__ import annotations

from collections.abc import Sequence

from purport.corroboration.counted import counted_groups
from purport.corroboration.trends import Every, find_themes
from purport.ledger.group_counts import days_of_reports, group_ids_between
from purport.ledger.store import Ledger
from purport.model.theme import Theme


def ledger_themes(
    ledger: Ledger,
    words: Sequence[str] = (),
    *,
    every: Every = "week",
    since: str | None = None,
    until: str | None = None,
    most: int = 12,
    groups_at_most: int = 5_000,
) -> tuple[Theme, ...]:
    """Return the themes of the groups that have a report of some days, those of most reports first.

    Args:
        ledger: where to look.
        words: themes to look at; none takes those that several groups share.
        every: how long a period is.
        since: the first day of publication, or None.
        until: the last.
        most: how many themes at most.
        groups_at_most: how many groups are looked at, the largest first.
    """
    ids = group_ids_between(ledger, since, until)[:groups_at_most]
    groups = list(counted_groups(ledger, ids))
    days = days_of_reports(ledger, {r for g in groups for r in g.reports})
    within = {
        report: day
        for report, day in days.items()
        if (since is None or (day or "") >= since) and (until is None or (day or "9") <= until)
    }
    return find_themes(groups, within, every=every, most=most, wanted=words)
