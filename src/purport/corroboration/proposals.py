"""What is most useful to ask a person next: questions whose answer would move a count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from purport.corroboration.counted import counted_groups
from purport.corroboration.root_decisions import pair_of
from purport.ledger.decisions import standing
from purport.ledger.group_counts import group_ids
from purport.ledger.store import Ledger
from purport.model.decision import Decision
from purport.model.group import Group, Root

# Groups that are looked at for questions, the largest first; set by hand so that it takes no more
# than some seconds the first time.
LOOKED_AT = 300
_FIRST_HAND = ("witness", "own-reporter", "document", "sensor")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question to a person: "same-root" of two roots, or "make-link" of a report and a root.

    `weight` is how many reports the answer bears on; `on` are the ids that the decision takes.
    """

    verb: Literal["same-root", "make-link"]
    on: tuple[str, str]
    group: str
    question: str
    why: str
    weight: float


def proposals(ledger: Ledger, limit: int) -> tuple[Proposal, ...]:
    """Return what is most useful to ask, the weightiest first; what was answered is never asked.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    asked = asked_before(standing(ledger))
    chosen = group_ids(ledger, least_reports=2, limit=LOOKED_AT)
    found = [p for g in counted_groups(ledger, chosen) for p in questions(g, asked)]
    return tuple(sorted(found, key=lambda p: (-p.weight, p.group, p.on))[:limit])


def questions(group: Group, asked: frozenset[tuple[str, str]]) -> Iterator[Proposal]:
    """Yield the questions that would move a group's count, but those that were asked before."""
    if group.roots_min == group.roots_max:
        return
    for a, b in combinations(group.roots, 2):
        if _is_open(a, b) and not asked & {pair_of(a.id, b.id)}:
            weight = min(len(a.reports), len(b.reports)) + len(group.reports) / 100
            question = f"Are “{a.name}” and “{b.name}” one origin?"
            why = (
                f"neither is said to know it first-hand; {group.roots_min}–{group.roots_max} roots"
            )
            yield Proposal("same-root", (a.id, b.id), group.id, question, why, weight)
    for report in (knot[0] for knot in group.unknown):
        for root in _nearest(group.roots):
            if pair_of(report, root.id) not in asked:
                question = f"Does {report} have it from “{root.name}”?"
                why = "it names no origin"
                yield Proposal("make-link", (report, root.id), group.id, question, why, 0.5)


def asked_before(decisions: Sequence[Decision]) -> frozenset[tuple[str, str]]:
    """Return the pairs on whose roots or links people have ruled, "unsure" among them."""
    verbs = ("same-root", "make-link", "break-link", "unsure")
    return frozenset(pair_of(*d.on) for d in decisions if d.verb in verbs and len(d.on) == 2)


def _is_open(a: Root, b: Root) -> bool:
    together = a.gatekeeper is not None and a.gatekeeper == b.gatekeeper
    proved = a.access in _FIRST_HAND or b.access in _FIRST_HAND
    return not together and not proved


def _nearest(roots: Sequence[Root]) -> Sequence[Root]:
    """Return the root that most reports go back to, the likeliest for one that names none."""
    return sorted(roots, key=lambda r: (-len(r.reports), r.id))[:1]
