"""A group in full: its claims counted, with status, history, figures and rating."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from purport.corroboration.counting import Count, count_roots
from purport.corroboration.figures import figures_by_root
from purport.corroboration.members import Member
from purport.corroboration.ratings import propose_rating, rating_after
from purport.model.claim import Status
from purport.model.decision import Decision
from purport.model.group import Change, Group, Method

UNKNOWN_ROOT = "unknown"


class Found(Protocol):
    """A group as it was found: in memory or in the ledger."""

    @property
    def id(self) -> str:
        """The id."""

    @property
    def claim(self) -> str:
        """The clearest wording."""

    @property
    def status(self) -> str:
        """The most common status."""

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of its claims."""

    @property
    def reports(self) -> tuple[str, ...]:
        """The ids of its reports."""

    @property
    def contradicted_by(self) -> tuple[str, ...]:
        """The ids of the groups that stand against it."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A group as it was found, with its members: what counting needs."""

    found: Found
    members: tuple[Member, ...]


def assemble_group(
    gathered: Gathered,
    stages: Sequence[Gathered],
    decisions: Sequence[Decision],
    method: Method,
) -> Group:
    """Return a group counted and described.

    Args:
        gathered: the group.
        stages: the groups that say the same of another stage (planned, happened), with members.
        decisions: what stands of people's decisions.
        method: the version and models that the group was made with.
    """
    found = gathered.found
    count = count_roots(gathered.members, decisions)
    roots_of = roots_by_report(count)
    proposed = propose_rating(count, found.contradicted_by)
    own = [d for d in decisions if {found.id, *found.claims} & set(d.on)]
    return Group(
        id=found.id,
        claim=found.claim,
        status=cast("Status", found.status),
        claims=found.claims,
        reports=found.reports,
        roots_min=count.roots_min,
        roots_max=count.roots_max,
        lineage_unknown=count.lineage_unknown,
        voices_min=count.voices_min,
        voices_max=count.voices_max,
        roots=count.roots,
        links=count.links,
        contradicted_by=found.contradicted_by,
        history=_history(
            [(gathered, count), *((s, count_roots(s.members, decisions)) for s in stages)]
        ),
        figures=figures_by_root(gathered.members, roots_of),
        rating=rating_after(proposed, own),
        method=method,
        unknown=count.unknown,
        why=count.why,
    )


def roots_by_report(count: Count) -> dict[str, tuple[str, ...]]:
    """Return the names of the roots that each report goes back to."""
    found: dict[str, list[str]] = {}
    for root in count.roots:
        for report in root.reports:
            found.setdefault(report, []).append(root.name)
    return {report: tuple(names) for report, names in found.items()}


def _history(counted: Sequence[tuple[Gathered, Count]]) -> tuple[Change, ...]:
    """Return which root gave the claim which status on which day, the earliest first.

    Each root's status is told once, on the first day on which a report gives it; nothing that was
    said later takes its place.
    """
    first: dict[tuple[str, str], Change] = {}
    for gathered, count in counted:
        roots_of: Mapping[str, Sequence[str]] = roots_by_report(count)
        for member in gathered.members:
            status = member.claim.status
            if status == "unknown":
                continue
            for root in roots_of.get(member.report.id, (UNKNOWN_ROOT,)):
                change = Change(member.report.published, status, root)
                known = first.get((root, status))
                if known is None or _day(change) < _day(known):
                    first[root, status] = change
    return tuple(sorted(first.values(), key=lambda c: (_day(c), c.root, c.status)))


def _day(change: Change) -> str:
    return change.date or "9999"
