"""The groups of a ledger with their roots, counted once and kept until something changes them.

Pages and commands take what is kept; what is not kept is counted when it is asked for, or before
(`count_waiting`). A count is of one state of the ledger: it is kept only where that still stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Final

from purport.corroboration.assembly import Gathered, assemble_group
from purport.corroboration.claim_questions import claim_questions
from purport.corroboration.members import Member
from purport.corroboration.root_questions import root_questions
from purport.ledger.group_counts import (
    days_of_reports,
    decisions_on,
    held_claims,
    models_of,
)
from purport.ledger.group_store import GroupRow, groups_of
from purport.ledger.kept_counts import (
    CountLine,
    NewCount,
    begin_counts,
    count_lines,
    keep_counts,
    kept_bodies,
    uncounted,
)
from purport.ledger.store import Ledger
from purport.model.decision import Decision
from purport.model.group import Group, Method
from purport.model.group_json import group_dict, group_of
from purport.model.reading import Reading

# A new way of counting makes what was kept before worthless: raise it with every change of rules.
RULES: Final = f"3 {version('purport')}"
_AT_ONCE = 200
_CLAIMS_AT_ONCE = 500
_READINGS_KEPT = 4_000
_NAMES_KEPT = 8


@dataclass(slots=True)
class Counter:
    """Counts groups of one ledger; the readings that it came by are held for the next ones."""

    ledger: Ledger
    readings: dict[int, Reading] = field(default_factory=dict)

    def groups(self, ids: Sequence[str]) -> Iterator[Group]:
        """Yield some groups, in the order given; those whose count is not kept are counted."""
        for start in range(0, len(ids), _AT_ONCE):
            some = list(ids[start : start + _AT_ONCE])
            kept = kept_bodies(self.ledger, some, RULES)
            made = {g.id: g for g in self.count([i for i in some if i not in kept])}
            for one in some:
                if one in made:
                    yield made[one]
                elif one in kept:
                    yield group_of(dict(kept[one]))

    def count(self, ids: Sequence[str]) -> tuple[Group, ...]:
        """Return some groups counted, and keep that; unknown ids are left out."""
        if not ids:
            return ()
        versions = begin_counts(self.ledger, ids) if self.ledger.writable else {}
        counted, decisions = self._reckoned(ids)
        if self.ledger.writable:
            self._keep(counted, versions, decisions)
        return counted

    def reckon(self, ids: Sequence[str]) -> tuple[Group, ...]:
        """Return some groups counted without keeping that, so that no writer is waited for."""
        return self._reckoned(ids)[0] if ids else ()

    def _reckoned(self, ids: Sequence[str]) -> tuple[tuple[Group, ...], tuple[Decision, ...]]:
        """Return some groups counted, and the decisions on any of them."""
        rows = groups_of(self.ledger, ids)
        held = {r.id: r for r in rows}
        linked = sorted({other for r in rows for other in r.history} - held.keys())
        stages = held | {r.id: r for r in groups_of(self.ledger, linked)}
        compared = {r.id: [stages[h] for h in r.history if h in stages] for r in rows}
        targets = {r.id: frozenset(targets_of(r, compared[r.id])) for r in rows}
        decisions = decisions_on(self.ledger, sorted(set[str]().union(*targets.values())))
        method = Method(version("purport"), models_of(self.ledger))
        counted = tuple(
            self._count(r, compared[r.id], _bearing(decisions, targets[r.id]), method) for r in rows
        )
        return counted, decisions

    def _count(
        self,
        row: GroupRow,
        stages: Sequence[GroupRow],
        decisions: Sequence[Decision],
        method: Method,
    ) -> Group:
        rejected = {on for d in decisions if d.verb == "reject" for on in d.on}
        gathered, *others = (self._gather(r, rejected) for r in (row, *stages))
        return assemble_group(gathered, others, decisions, method)

    def _gather(self, row: GroupRow, rejected: set[str]) -> Gathered:
        """Return a group with its members; claims that a person rejected are none."""
        if len(self.readings) > _READINGS_KEPT:
            self.readings.clear()
        wanted = [c for c in row.claims if c not in rejected]
        held = held_claims(self.ledger, wanted, self.readings)
        return Gathered(row, tuple(Member(h.id, h.claim, h.reading) for h in held))

    def _keep(
        self, counted: Sequence[Group], versions: dict[str, int], decisions: Sequence[Decision]
    ) -> None:
        asked = claim_questions(self.ledger, [g for g in counted if len(g.reports) > 1])
        days = days_of_reports(self.ledger, {r for g in counted for r in g.reports})
        broken = frozenset(
            on.removeprefix("link:") for d in decisions for on in d.on if on.startswith("link:")
        )
        new = [
            NewCount(
                group.id,
                versions[group.id],
                line_of(group),
                (*(k.id for k in group.links), *sorted(broken)),
                _outline(group, days),
                group_dict(group),
                (*root_questions(group), *asked.get(group.id, ())),
            )
            for group in counted
            if group.id in versions
        ]
        keep_counts(self.ledger, new, RULES)


def counted_groups(ledger: Ledger, ids: Sequence[str]) -> Iterator[Group]:
    """Yield some groups of the ledger with their roots counted, in the order given.

    Raises:
        LedgerError: the ledger cannot be read, or what was counted cannot be kept.
    """
    return Counter(ledger).groups(ids)


def have_counted(ledger: Ledger, ids: Sequence[str]) -> None:
    """Count those of some groups whose count is not kept, for what goes by counts that are.

    Raises:
        LedgerError: the ledger cannot be read, or what was counted cannot be kept.
    """
    counter, lines = Counter(ledger), count_lines(ledger, ids, RULES)
    waiting = [i for i in ids if i not in lines or lines[i].stale]
    for start in range(0, len(waiting), _AT_ONCE):
        counter.count(waiting[start : start + _AT_ONCE])


def count_waiting(counter: Counter, ids: Sequence[str] = ()) -> tuple[int, tuple[str, ...]]:
    """Count some groups that wait for it, and return how many were counted, and what is next.

    Args:
        counter: of the ledger.
        ids: groups to be counted before others; those whose count holds are passed over.
    """
    waiting = [i for i in ids if i not in kept_bodies(counter.ledger, ids, RULES)]
    waiting += [i for i in uncounted(counter.ledger, RULES, _AT_ONCE) if i not in waiting]
    first: list[str] = []
    size = 0
    sizes = {r.id: len(r.claims) for r in groups_of(counter.ledger, waiting)}
    for one in waiting:
        if first and size + sizes.get(one, 0) > _CLAIMS_AT_ONCE:
            break
        first.append(one)
        size += sizes.get(one, 0)
    counter.count(first)
    return len(first), tuple(waiting[len(first) :])


def line_of(group: Group) -> CountLine:
    """Return a group's count in short."""
    names = tuple(dict.fromkeys(r.name for r in group.roots))[:_NAMES_KEPT]
    return CountLine(False, group.roots_min, group.roots_max, group.lineage_unknown, names)


def targets_of(row: GroupRow, stages: Sequence[GroupRow] = ()) -> list[str]:
    """Return the ids by which decisions on a group, its claims, reports and roots go."""
    found: dict[str, None] = {}
    for one in (row, *stages):
        found |= dict.fromkeys((one.id, *one.claims, *one.reports))
        found |= dict.fromkeys(f"root:{claim}" for claim in one.claims)
    return list(found)


def members_of(ledger: Ledger, claims: Sequence[str]) -> tuple[Member, ...]:
    """Return some claims of a ledger as members of a group."""
    return tuple(Member(h.id, h.claim, h.reading) for h in held_claims(ledger, claims))


def _bearing(decisions: Sequence[Decision], targets: frozenset[str]) -> list[Decision]:
    """Return the decisions on any of some things, or on a link, whose id tells not of what."""
    return [d for d in decisions if any(on in targets or on.startswith("link:") for on in d.on)]


def _outline(group: Group, days: dict[str, str | None]) -> dict[str, object]:
    """Return a group's reports by day and by root, as kept_counts.Outline holds them."""
    place = {report: n for n, report in enumerate(group.reports)}
    return {
        "days": {report: days.get(report) for report in group.reports},
        "roots": [
            ((r.gatekeeper or r.name).lower(), [place[i] for i in r.reports if i in place])
            for r in group.roots
        ],
        "unknown": [place[i] for knot in group.unknown for i in knot if i in place],
    }
