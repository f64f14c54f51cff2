"""A part of the claims, in words: each group's id, clearest wording, status and links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from purport.corroboration.assertions import Assertion
from purport.corroboration.clearest import clearest, most_common, plain
from purport.corroboration.regrouping import Pairs, Part
from purport.corroboration.sketches import number_of
from purport.model.claim import Status

_UNDATED: Final = 10**7
_STATUSES: Final[tuple[Status, ...]] = (
    "happened", "ongoing", "planned", "hypothetical", "unknown",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GroupedClaims:
    """The claims that assert the same.

    Args:
        id: "g" and the id of the earliest claim, so that a later report does not rename it.
        claims: ids, the earliest first.
        reports: ids of their reports, likewise, each once.
        claim: the clearest wording.
        status: the most common one that is known.
        contradicted_by: ids of the groups that stand against it.
        history: ids of the groups that say the same of another stage (planned, happened).
    """

    id: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    claim: str
    status: Status
    contradicted_by: tuple[str, ...] = ()
    history: tuple[str, ...] = ()


def describe(part: Part, assertions: Mapping[int, Assertion]) -> Iterator[GroupedClaims]:
    """Yield the groups of a part with words and links; `assertions` are its claims by row."""
    members = [
        sorted((assertions[i] for i in rows), key=lambda a: (a.published or _UNDATED, a.id))
        for rows in part.groups
    ]
    ids = [group_id(some[0].id) for some in members]
    for g, some in enumerate(members):
        known = [a.status for a in some if a.status != "unknown"]
        yield GroupedClaims(
            id=ids[g],
            claims=tuple(a.id for a in some),
            reports=tuple(dict.fromkeys(a.report for a in some)),
            claim=plain(clearest(some).text),
            status=most_common(known or ["unknown"], _STATUSES),
            contradicted_by=_others(g, part.against, ids),
            history=_others(g, part.history, ids),
        )


def group_id(claim: str) -> str:
    """Return the id of the group whose earliest claim is this one.

    Example:
        >>> group_id("0123456789ab")
        'g0123456789ab'
    """
    return f"g{number_of(claim):012x}"


def _others(group: int, pairs: Pairs, ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(ids[b if a == group else a] for a, b in pairs if group in (a, b)))
