"""What is new since a day: claims, roots, changes of status and contradictions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from purport.corroboration.counted import members_of
from purport.corroboration.counting import count_roots
from purport.ledger.group_counts import decisions_on
from purport.ledger.store import Ledger
from purport.model.group import Group

News = Literal["new claim", "gained a root", "changed status", "contradicted"]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is new of a group: what, in words, and the new reports that it rests on."""

    what: News
    group: Group
    says: str
    reports: tuple[str, ...]


def brief_of(
    ledger: Ledger, groups: Sequence[Group], new: frozenset[str], statuses: dict[str, str]
) -> tuple[Item, ...]:
    """Return what is new of some groups.

    Args:
        ledger: where their claims are.
        groups: groups that have a new report, counted, and those that contradict them.
        new: the ids of the reports that are new.
        statuses: the day of each report, by id ("" where it is unknown).
    """
    found = [item for group in groups for item in _items(ledger, group, groups, new, statuses)]
    order = {"new claim": 2, "gained a root": 0, "changed status": 1, "contradicted": 3}
    return tuple(sorted(found, key=lambda i: (order[i.what], -len(i.group.reports), i.group.id)))


def _items(
    ledger: Ledger,
    group: Group,
    groups: Sequence[Group],
    new: frozenset[str],
    days: dict[str, str],
) -> list[Item]:
    fresh = tuple(r for r in group.reports if r in new)
    old = tuple(r for r in group.reports if r not in new)
    if not fresh:
        return []
    items = []
    if not old and group.roots and group.roots_min <= 1:
        items.append(Item("new claim", group, _one_root(group), fresh))
    if old:
        gained = _gained(ledger, group, new)
        if gained is not None:
            items.append(Item("gained a root", group, gained, fresh))
    changed = _changed(group, days, fresh)
    if changed is not None:
        items.append(Item("changed status", group, changed, fresh))
    against = [g for g in groups if g.id in group.contradicted_by]
    newly = [g for g in against if not old or all(r in new for r in g.reports)]
    if newly:
        says = "; ".join(
            f"“{g.claim}” ({', '.join(r.name for r in g.roots) or 'unknown'})" for g in newly
        )
        items.append(Item("contradicted", group, says, fresh))
    return items


def _one_root(group: Group) -> str:
    who = group.roots[0].name
    return f"one root for certain: {who}" if group.roots_max > 1 else f"one root: {who}"


def _gained(ledger: Ledger, group: Group, new: frozenset[str]) -> str | None:
    """Return which interval a group had without its new reports, where it is larger now."""
    members = members_of(ledger, group.claims)
    before = count_roots(
        [m for m in members if m.report.id not in new],
        decisions_on(ledger, [group.id, *group.claims, *group.reports]),
    )
    now = (group.roots_min, group.roots_max)
    then = (before.roots_min, before.roots_max)
    if now <= then or now[1] < then[1]:
        return None
    added = [r.name for r in group.roots if all(report in new for report in r.reports)]
    told = f"; new: {', '.join(added)}" if added else ""
    return f"{then[0]}–{then[1]} before, {now[0]}–{now[1]} now{told}"


def _changed(group: Group, days: dict[str, str], fresh: Sequence[str]) -> str | None:
    """Return how the status of a claim changed with the new reports, or None."""
    first = min((days[r] for r in fresh if days.get(r)), default="")
    before = [c for c in group.history if c.date and c.date < first]
    after = [c for c in group.history if c.date and c.date >= first]
    known = {c.status for c in before}
    changed = [c for c in after if c.status not in known]
    if not before or not changed:
        return None
    return f"{before[-1].status} → {changed[-1].status} ({changed[-1].root})"
