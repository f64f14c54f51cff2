"""What people decided on the roots of a group and on the links between its reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast, get_args

from purport.corroboration.links import link_id
from purport.model.decision import Decision
from purport.model.group import Link, LinkType

_ROOT, _LINK = "root:", "link:"


@dataclass(frozen=True, slots=True)
class RootDecisions:
    """The newest ruling on each pair of roots, and the links that were made and broken.

    A root is named by any claim (or report) whose own words reach it, so that a ruling outlives
    new reports: `same` and `apart` hold pairs of their ids, in order. `unsure` pairs were asked and
    left open.
    """

    same: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()
    unsure: frozenset[tuple[str, str]] = frozenset()
    made: tuple[Link, ...] = ()
    broken: frozenset[tuple[str, ...]] = frozenset()

    def links_after(self, proposed: Sequence[Link]) -> tuple[Link, ...]:
        """Return the links that stand: the proposed ones but those broken, and those made."""
        kept = [k for k in proposed if not self._is_broken(k)]
        made = [k for k in self.made if not self._is_broken(k)]
        taken = {(k.start, k.end) for k in made}
        return (*(k for k in kept if (k.start, k.end) not in taken), *made)

    def severed(self, links: Iterable[Link] = ()) -> frozenset[tuple[str, str]]:
        """Return the pairs of a report and a claim's root that a person parted.

        Args:
            links: the links to roots, so that one that was broken by its id is found.
        """
        pairs = {p for p in self.broken if len(p) == 2 and p[1].startswith(_ROOT)}
        pairs |= {(k.start, k.end) for k in links if (k.id,) in self.broken}
        return frozenset((p[0], p[1].removeprefix(_ROOT)) for p in pairs if p[1].startswith(_ROOT))

    def _is_broken(self, link: Link) -> bool:
        pair = (link.start, link.end)
        return bool({(link.id,), pair, (*pair, link.type)} & self.broken)


def read_root_decisions(decisions: Iterable[Decision]) -> RootDecisions:
    """Return what stands after some decisions, in their order; the newest on a pair counts.

    Decisions that were undone are left out, whether or not the one that undoes them is given.
    """
    given = list(decisions)
    undone = {d.undoes for d in given if d.verb == "undo"}
    answers: dict[tuple[str, str], str] = {}
    made: dict[tuple[str, str], Link] = {}
    broken: set[tuple[str, ...]] = set()
    for decision in given:
        if decision.n in undone:
            continue
        if decision.verb == "same-root" and len(decision.on) == 2:
            answers[pair_of(*decision.on)] = str(decision.value)
        elif decision.verb == "make-link" and len(decision.on) == 2:
            link = _made(decision)
            made[link.start, link.end] = link
            broken -= {(link.start, link.end), (link.start, link.end, link.type), (link.id,)}
        elif decision.verb == "break-link" and decision.on:
            broken.add(tuple(on.removeprefix(_LINK) for on in decision.on[:2]))
            made.pop((decision.on[0], decision.on[-1]), None)
    yes, no, unsure = (
        frozenset(pair for pair, answer in answers.items() if answer == value)
        for value in ("yes", "no", "unsure")
    )
    return RootDecisions(yes, no, unsure, tuple(made.values()), frozenset(broken))


def pair_of(a: str, b: str) -> tuple[str, str]:
    """Return the claim ids of two roots, the smaller first.

    Example:
        >>> pair_of("root:b2", "a1")
        ('a1', 'b2')
    """
    one, two = sorted((a.removeprefix(_ROOT), b.removeprefix(_ROOT)))
    return one, two


def root_id(claim: str) -> str:
    """Return the id of the root that a claim reaches."""
    return f"{_ROOT}{claim}"


def _made(decision: Decision) -> Link:
    start, end = decision.on
    said = decision.value.get("type") if isinstance(decision.value, dict) else decision.value
    kind = cast("LinkType", said if said in get_args(LinkType) else "source-to-source")
    return Link(link_id(start, end, kind), start, end, kind, 1.0, (), decision.who)
