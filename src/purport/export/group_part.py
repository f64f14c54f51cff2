"""A part of a large group, as one page can show it: some of its reports, and what these go back to.

The count is that of the whole group on every part; nothing is left out but what stands on others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from purport.model.group import Group, Link, Root

PART_REPORTS = 40  # set by hand: a picture that can be taken in, and a page of some 100 kB
_ROOTS, _REASONS, _LINES = 40, 20, 40
_LINKS_EACH = 3  # of a report: of many copies each has its words from each


@dataclass(frozen=True, slots=True)
class GroupPart:
    """Some of a group's reports.

    Args:
        group: the group, with these reports, their roots, links and knots alone.
        number: which part it is, from 1.
        parts: how many there are.
        first: the number of its first report, from 1.
        reports: how many reports the whole group has.
        roots: how many roots with names the whole group has.
        links: how many links these reports have, of which the surest of each are shown.
        reasons: how many reasons the whole count has.
        reports_of: how many reports each of the part's roots has, in the whole group.
    """

    group: Group
    number: int
    parts: int
    first: int
    reports: int
    roots: int
    links: int
    reasons: int
    reports_of: dict[str, int]

    @property
    def last(self) -> int:
        """The number of its last report."""
        return self.first + len(self.group.reports) - 1


def part_of(group: Group, number: int, size: int = PART_REPORTS) -> GroupPart:
    """Return a part of a group; a group of no more than `size` reports is its only part.

    Reports stand root by root, the roots of most reports first, and those of unknown lineage last.

    Args:
        group: the whole group, counted.
        number: which part, from 1; of what there is not, the last one.
        size: how many reports a part has.
    """
    parts = max(1, -(-len(group.reports) // size))
    number = min(max(number, 1), parts)
    ordered = _ordered(group) if parts > 1 else group.reports
    first = (number - 1) * size
    shown = ordered[first : first + size]
    held = frozenset(shown)
    roots = [r for r in group.roots if parts == 1 or not held.isdisjoint(r.reports)]
    roots = sorted(roots, key=lambda r: -len(r.reports))[:_ROOTS] if len(roots) > _ROOTS else roots
    links = [k for k in group.links if parts == 1 or k.start in held]
    return GroupPart(
        replace(
            group,
            reports=tuple(shown),
            roots=tuple(_within(r, held) for r in roots),
            links=_surest(links),
            unknown=tuple(_shown(k, held) for k in group.unknown if not held.isdisjoint(k)),
            why=group.why[:_REASONS],
            history=group.history[:_LINES],
            figures=group.figures[:_LINES],
        ),
        number,
        parts,
        first + 1,
        len(group.reports),
        len(group.roots),
        len(links),
        len(group.why),
        {r.id: len(r.reports) for r in roots},
    )


def _surest(links: Sequence[Link]) -> tuple[Link, ...]:
    """Return the surest links of each report, in their order; those that a person made stay."""
    each: dict[str, list[Link]] = {}
    for link in links:
        each.setdefault(link.start, []).append(link)
    kept = {
        k.id
        for some in each.values()
        for n, k in enumerate(sorted(some, key=lambda k: -k.score))
        if n < _LINKS_EACH or k.decided_by is not None
    }
    return tuple(k for k in links if k.id in kept)


def _within(root: Root, held: frozenset[str]) -> Root:
    """Return a root with the reports that are shown, and a few of the words that it rests on."""
    why = tuple(
        replace(w, words=tuple(q for q in w.words if q.report in held) or w.words[:1])
        for w in root.why[:_REASONS]
    )
    return replace(root, reports=tuple(r for r in root.reports if r in held), why=why)


def _shown(knot: Sequence[str], held: frozenset[str]) -> tuple[str, ...]:
    return tuple(r for r in knot if r in held)


def _ordered(group: Group) -> Sequence[str]:
    home: dict[str, int] = {}
    for n, root in enumerate(sorted(group.roots, key=lambda r: -len(r.reports))):
        for report in root.reports:
            home.setdefault(report, n)
    last = len(group.roots)
    return sorted(group.reports, key=lambda r: home.get(r, last))
