"""The themes of a ledger, between two days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from purport.corroboration.trends import Every, find_themes
from purport.ledger.group_counts import group_ids_between
from purport.ledger.kept_counts import outlines_of
from purport.ledger.store import Ledger
from purport.model.theme import Theme

GROUPS_AT_MOST: Final = 5_000  # set by hand: the largest say what there is to say


def ledger_themes(
    ledger: Ledger,
    words: Sequence[str] = (),
    *,
    every: Every = "week",
    since: str | None = None,
    until: str | None = None,
    most: int = 12,
    groups_at_most: int = GROUPS_AT_MOST,
) -> tuple[Theme, ...]:
    """Return the themes of the groups that have a report of some days, those of most reports first.

    Only groups that were counted are looked at (counted.count_waiting).

    Args:
        ledger: where to look.
        words: themes to look at; none takes those that several groups share.
        every: how long a period is.
        since: the first day of publication, or None.
        until: the last.
        most: how many themes at most.
        groups_at_most: how many groups are looked at, the largest first.
    """
    outlines = outlines_of(ledger, group_ids_between(ledger, since, until, groups_at_most))
    within = {
        report: day
        for outline in outlines
        for report, day in outline.days.items()
        if (since is None or (day or "") >= since) and (until is None or (day or "9") <= until)
    }
    return find_themes(outlines, within, every=every, most=most, wanted=words)
