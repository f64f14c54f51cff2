"""What a person may be asked of two claims: do they say the same?

Asked is where the model is nearly as sure as it has to be, or hardly surer: of two groups about the
same that were left apart, and of a group that holds together by little. A question weighs as many
reports as the answer would move, the more the less sure the model is, and less where the count of
roots would stay as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import shorten
from typing import Final

import numpy as np

from purport.corroboration.clustering import average_link
from purport.corroboration.features import Floats, pair_features
from purport.corroboration.pair_model import shipped_pair_model
from purport.corroboration.sketches import unpack
from purport.ledger.group_store import sketches_of
from purport.ledger.kept_counts import Question
from purport.ledger.part_claims import PartClaim, claims_of_parts_of, linked_groups
from purport.ledger.store import Ledger
from purport.model.group import Group

# All set by hand. How far from the threshold a score is near it; of how many groups of a part and
# claims of a group the scores are looked at; what a question weighs that moves no count of roots.
NEAR: Final = 0.3
MOST_GROUPS, MOST_CLAIMS = 12, 12
IDLE_SHARE: Final = 0.25
MOST_CHARS: Final = 140
_LEAST: Final = 0.05


@dataclass(frozen=True, slots=True)
class _Scored:
    """Some claims of one part by their places, and the score of each pair of them."""

    claims: tuple[PartClaim, ...]
    scores: Floats

    def mean(self, a: Sequence[int], b: Sequence[int]) -> float:
        """Return the average score between two sets of claims."""
        return float(self.scores[np.ix_(a, b)].mean())

    def best(self, a: Sequence[int], b: Sequence[int]) -> tuple[PartClaim, PartClaim]:
        """Return the pair of claims that is most alike."""
        block = self.scores[np.ix_(a, b)]
        i, j = np.unravel_index(int(block.argmax()), block.shape)
        return self.claims[a[int(i)]], self.claims[b[int(j)]]


def claim_questions(ledger: Ledger, groups: Sequence[Group]) -> dict[str, tuple[Question, ...]]:
    """Return what may be asked of claims of some groups, by the id of the group.

    A pair of groups is asked about once, with the one of more reports.
    """
    if not groups:
        return {}
    by_id = {g.id: g for g in groups}
    near = claims_of_parts_of(ledger, list(by_id), MOST_GROUPS, MOST_CLAIMS)
    linked = linked_groups(ledger, list(by_id))
    found: dict[str, list[Question]] = {}
    for part in _scored_parts(ledger, near):
        for question in (*_between(part, by_id, linked), *_within(part, by_id)):
            found.setdefault(question.group, []).append(question)
    return {group: tuple(some) for group, some in found.items()}


def _scored_parts(ledger: Ledger, near: Sequence[PartClaim]) -> Iterator[_Scored]:
    with ledger.reading() as connection:
        bodies = sketches_of(connection, [c.n for c in near])
    model = shipped_pair_model()
    known = sorted((c for c in near if c.n in bodies), key=lambda c: (c.part, c.group, c.id))
    for _, some in groupby(known, key=lambda c: c.part):
        claims = tuple(some)
        if len(claims) < 2:
            continue
        sketches = unpack(bodies[c.n] for c in claims)
        left, right = np.triu_indices(len(claims), 1)
        scores = np.zeros((len(claims), len(claims)))
        scores[left, right] = model.score(pair_features(sketches, left, right))
        yield _Scored(claims, scores + scores.T)


def _places(part: _Scored) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for n, claim in enumerate(part.claims):
        found.setdefault(claim.group, []).append(n)
    return found


def _between(
    part: _Scored, groups: Mapping[str, Group], linked: frozenset[tuple[str, str]]
) -> Iterator[Question]:
    """Yield what may be asked of groups that were left apart, though hardly."""
    threshold, held = shipped_pair_model().threshold, _places(part)
    size = {c.group: c.reports for c in part.claims}
    for one, a in held.items():
        for other, b in held.items():
            larger = (-size[one], one) < (-size[other], other)
            if one not in groups or not larger or (one, other) in linked:
                continue
            gap = threshold - part.mean(a, b)
            if gap > NEAR:
                continue
            pair = part.best(a, b)
            weight = size[other] * _doubt(gap) * _moving(groups[one], groups.get(other))
            why = (
                f"alike by {threshold - gap:.2f}, where {threshold:.2f} is asked; "
                f"{_reports(size[other])} would join {_reports(size[one])}"
            )
            yield _question(pair, one, other, why, weight)


def _within(part: _Scored, groups: Mapping[str, Group]) -> Iterator[Question]:
    """Yield what may be asked of groups that hold together by little."""
    threshold = shipped_pair_model().threshold
    for name, rows in _places(part).items():
        if name not in groups or len(rows) < 2:
            continue
        scores = part.scores[np.ix_(rows, rows)]
        pieces = sorted(average_link(scores, threshold + NEAR / 2), key=lambda p: (-len(p), p))
        if len(pieces) < 2:
            continue
        a, b = ([rows[i] for i in piece] for piece in pieces[:2])
        surplus = part.mean(a, b) - threshold
        moved = max(1, round(len(groups[name].reports) * len(b) / len(rows)))
        why = (
            f"alike by {threshold + surplus:.2f} on the whole, where {threshold:.2f} is asked; "
            f"about {_reports(moved)} of {len(groups[name].reports)} would leave the group"
        )
        weight = moved * _doubt(surplus) * _moving(groups[name], None)
        yield _question(part.best(a, b), name, None, why, weight)


def _question(
    pair: tuple[PartClaim, PartClaim], group: str, other: str | None, why: str, weight: float
) -> Question:
    one, two = (shorten(c.text, MOST_CHARS, placeholder="…") for c in pair)
    asked = f"Do “{one}” and “{two}” say the same?"
    on = (pair[0].id, pair[1].id)
    return Question("same-claim", on, group, asked, why, round(max(weight, _LEAST), 3), other)


def _doubt(distance: float) -> float:
    """Return how little the model is sure at a distance from its threshold (0..1)."""
    return max(0.0, 1.0 - abs(distance) / NEAR)


def _moving(one: Group, other: Group | None) -> float:
    """Return 1 where the answer may change a count of roots, else less."""
    if other is None:
        return 1.0 if one.roots_max > 1 else IDLE_SHARE
    names = [{(r.gatekeeper or r.name).lower() for r in g.roots} for g in (one, other)]
    return IDLE_SHARE if names[0] == names[1] and names[0] else 1.0


def _reports(count: int) -> str:
    return "1 report" if count == 1 else f"{count} reports"
