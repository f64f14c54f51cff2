"""What a person may be asked of the roots of one group: questions whose answer moves its count."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from purport.ledger.kept_counts import Question
from purport.model.group import Group, Root

# Set by hand: of a group with many roots the largest alone are asked about.
_ROOTS, _KNOTS = 12, 12
_FIRST_HAND = ("witness", "own-reporter", "document", "sensor")


def root_questions(group: Group) -> Iterator[Question]:
    """Yield the questions that would move a group's count; groups of one report have none."""
    if group.roots_min == group.roots_max or len(group.reports) < 2:
        return
    largest = sorted(group.roots, key=lambda r: (-len(r.reports), r.id))
    for a, b in combinations([r for r in group.roots if r in largest[:_ROOTS]], 2):
        if _is_open(a, b):
            weight = min(len(a.reports), len(b.reports)) + len(group.reports) / 100
            question = f"Are “{a.name}” and “{b.name}” one origin?"
            why = (
                f"neither is said to know it first-hand; {group.roots_min}–{group.roots_max} roots"
            )
            yield Question("same-root", (a.id, b.id), group.id, question, why, weight)
    for report in [knot[0] for knot in group.unknown][:_KNOTS]:
        for root in largest[:1]:  # the likeliest for a report that names none
            question = f"Does {report} have it from “{root.name}”?"
            why = "it names no origin"
            yield Question("make-link", (report, root.id), group.id, question, why, 0.5)


def _is_open(a: Root, b: Root) -> bool:
    together = a.gatekeeper is not None and a.gatekeeper == b.gatekeeper
    proved = a.access in _FIRST_HAND or b.access in _FIRST_HAND
    return not together and not proved
