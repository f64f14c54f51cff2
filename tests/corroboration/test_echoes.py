"""What more reports reprint than can be compared all with all: still one claim."""

from dataclasses import replace

import pytest
from assertion_cases import CRANE, claim

from purport.corroboration import edges, regrouping
from purport.corroboration.grouping import group_claims
from purport.model.decision import Decision

REPRINTS = [
    claim(
        f"paper{n}/c1",
        CRANE[0].text,
        f"2024-03-{5 + n:02}",
        "2024-03-04",
        status="happened",
        about="Crane falls at Varn quay",
    )
    for n in range(8)
]


@pytest.fixture(autouse=True)
def narrow(monkeypatch):
    for room in (edges, regrouping):
        monkeypatch.setattr(room, "MOST_AT_ONCE", 4)


def group_of(groups, one):
    return next(g for g in groups if one.id in g.claims)


def test_reprints_are_one_claim_however_many_they_are():
    (group,) = group_claims(REPRINTS)
    assert group.claims == tuple(r.id for r in REPRINTS)


def test_a_reprint_that_was_planned_or_is_denied_is_linked_and_not_merged():
    plan = replace(REPRINTS[0], id="plan/c1", report="plan", status="planned")
    denial = replace(REPRINTS[0], id="denial/c1", report="denial", denied=True)
    groups = group_claims([*REPRINTS, plan, denial])
    held = group_of(groups, REPRINTS[0])
    assert len(held.claims) == len(REPRINTS)
    assert held.history == (group_of(groups, plan).id,)
    assert group_of(groups, denial).id in held.contradicted_by


def test_what_people_ruled_apart_stays_apart_among_reprints():
    ruling = Decision(
        1, "2024-03-20T00:00:00Z", "Ann", "split", (REPRINTS[5].id, REPRINTS[2].id), None
    )
    groups = group_claims(REPRINTS, [ruling])
    assert group_of(groups, REPRINTS[5]) != group_of(groups, REPRINTS[2])
    assert sorted(len(g.claims) for g in groups) == [1, 7]


def test_what_people_ruled_together_leaves_the_others_together():
    apart = Decision(1, "2024-03-20T00:00:00Z", "Ann", "split", ("paper2/c1", "paper5/c1"), None)
    together = Decision(2, "2024-03-21T00:00:00Z", "Ann", "merge", ("paper5/c1", "paper6/c1"), None)
    groups = group_claims(REPRINTS, [apart, together])
    assert group_of(groups, REPRINTS[5]) == group_of(groups, REPRINTS[6])
    assert sorted(len(g.claims) for g in groups) == [2, 6]
