"""The groups of a ledger with their roots, counted when they are looked at and kept until then.

What was counted holds as long as the group's claims, those of the groups that it is compared with
and the decisions on any of them are the same; the key of a kept count says which they were.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any, cast

from purport.corroboration.assembly import Gathered, assemble_group
from purport.corroboration.members import Member
from purport.ledger.group_counts import (
    decisions_on,
    held_claims,
    keep_count,
    kept_count,
    models_of,
)
from purport.ledger.group_store import GroupRow, groups_of
from purport.ledger.store import Ledger
from purport.model.decision import Decision
from purport.model.group import Group, Method
from purport.model.group_json import group_dict, group_of
from purport.model.reading import Reading

# A new way of counting makes what was kept before worthless: raise it with every change of rules.
RULES = 1
_AT_ONCE = 200
_READINGS_KEPT = 2_000


@dataclass(slots=True)
class _Counter:
    ledger: Ledger
    method: Method
    readings: dict[int, Reading] = field(default_factory=dict)

    def count(
        self, row: GroupRow, stages: Sequence[GroupRow], decisions: Sequence[Decision]
    ) -> Group:
        """Return a group counted, from what was kept where that still holds."""
        key = _key(row, stages, decisions, self.method)
        kept = kept_count(row.body)
        if kept is not None and kept.get("key") == key:
            return group_of(cast("dict[str, Any]", kept["group"]))
        rejected = {on for d in decisions if d.verb == "reject" for on in d.on}
        gathered, *others = (self.gather(r, rejected) for r in (row, *stages))
        group = assemble_group(gathered, others, decisions, self.method)
        body = {"key": key, "group": group_dict(group)}
        keep_count(self.ledger, row.id, body, group.roots_min, group.roots_max)
        return group

    def gather(self, row: GroupRow, rejected: set[str]) -> Gathered:
        """Return a group with its members; claims that a person rejected are none."""
        if len(self.readings) > _READINGS_KEPT:
            self.readings.clear()
        wanted = [c for c in row.claims if c not in rejected]
        held = held_claims(self.ledger, wanted, self.readings)
        return Gathered(row, tuple(Member(h.id, h.claim, h.reading) for h in held))


def counted_group(ledger: Ledger, row: GroupRow) -> Group:
    """Return a group of the ledger with its roots counted.

    Raises:
        LedgerError: the ledger cannot be read, or what was counted cannot be kept.
    """
    return next(counted_groups(ledger, [row.id]))


def counted_groups(ledger: Ledger, ids: Sequence[str]) -> Iterator[Group]:
    """Yield some groups of the ledger with their roots counted, in the order given.

    Raises:
        LedgerError: the ledger cannot be read, or what was counted cannot be kept.
    """
    counter = _Counter(ledger, Method(version("purport"), models_of(ledger)))
    for start in range(0, len(ids), _AT_ONCE):
        some = list(ids[start : start + _AT_ONCE])
        rows = {r.id: r for r in groups_of(ledger, some)}
        linked = {other for r in rows.values() for other in r.history} - rows.keys()
        stages = rows | {r.id: r for r in groups_of(ledger, sorted(linked))}
        compared = {r.id: [stages[h] for h in r.history if h in stages] for r in rows.values()}
        targets = {r.id: targets_of(r, compared[r.id]) for r in rows.values()}
        made = decisions_on(ledger, sorted(set().union(*targets.values())))
        for group_id in some:
            if group_id in rows:
                about = frozenset(targets[group_id])
                decisions = [d for d in made if _bears_on(d, about)]
                yield counter.count(rows[group_id], compared[group_id], decisions)


def _bears_on(decision: Decision, targets: frozenset[str]) -> bool:
    """Whether a decision is on one of some things, or on a link, whose id tells not of what."""
    return any(on in targets or on.startswith("link:") for on in decision.on)


def targets_of(row: GroupRow, stages: Sequence[GroupRow] = ()) -> list[str]:
    """Return the ids by which decisions on a group, its claims, reports and roots go."""
    found: dict[str, None] = {}
    for one in (row, *stages):
        found |= dict.fromkeys((one.id, *one.claims, *one.reports))
        found |= dict.fromkeys(f"root:{claim}" for claim in one.claims)
    return list(found)


def _key(
    row: GroupRow, stages: Sequence[GroupRow], decisions: Sequence[Decision], method: Method
) -> str:
    rests_on = [
        RULES,
        method.version,
        row.claim,
        row.status,
        row.claims,
        row.contradicted_by,
        [(s.id, s.claims) for s in stages],
        [d.n for d in decisions],
    ]
    return hashlib.sha256(json.dumps(rests_on).encode()).hexdigest()


def members_of(ledger: Ledger, claims: Sequence[str]) -> tuple[Member, ...]:
    """Return some claims of a ledger as members of a group."""
    return tuple(Member(h.id, h.claim, h.reading) for h in held_claims(ledger, claims))
