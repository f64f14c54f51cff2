"""Groups of claims whose answer is known, whatever the order in which they come."""

import random

import pytest
from assertion_cases import ALL, CRANE, DENIED, DONE, ELSEWHERE, PLANNED, claim

from purport.corroboration.grouping import group_claims
from purport.model.decision import Decision


@pytest.fixture(scope="module")
def groups():
    return group_claims(ALL)


def group_of(groups, one):
    return next(g for g in groups if one.id in g.claims)


def test_an_accident_in_other_words_and_with_another_figure_is_one_claim(groups):
    assert set(group_of(groups, CRANE[0]).claims) == {c.id for c in CRANE}


def test_the_same_accident_elsewhere_is_another_claim(groups):
    assert group_of(groups, ELSEWHERE).claims == (ELSEWHERE.id,)


def test_a_denial_is_a_group_of_its_own_that_contradicts(groups):
    denial, denied = group_of(groups, DENIED), group_of(groups, CRANE[0])
    assert denial.claims == (DENIED.id,)
    assert denied.id in denial.contradicted_by
    assert denial.id in denied.contradicted_by


def test_planned_and_happened_are_two_groups_of_one_history(groups):
    planned, done = group_of(groups, PLANNED[0]), group_of(groups, DONE)
    assert set(planned.claims) == {c.id for c in PLANNED}
    assert planned.status == "planned"
    assert done.status == "happened"
    assert planned.history == (done.id,)
    assert done.history == (planned.id,)


def test_a_group_is_named_after_its_earliest_claim_and_keeps_its_name(groups):
    late = claim(
        "late/c1", CRANE[0].text, "2024-03-10", "2024-03-04", status="happened", about="Varn"
    )
    before, after = group_of(groups, CRANE[0]), group_of(group_claims([*ALL, late]), CRANE[0])
    assert late.id in after.claims
    assert after.id == before.id


def test_every_claim_is_in_one_group(groups):
    held = [c for g in groups for c in g.claims]
    assert sorted(held) == sorted(c.id for c in ALL)


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_claims_makes_no_difference(groups, seed):
    shuffled = list(ALL)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - an order, no secret
    assert group_claims(shuffled) == groups


def ruling(n, verb, on, value=None, undoes=None):
    return Decision(n, "2024-04-01T00:00:00Z", "Ann", verb, tuple(on), value, undoes)


def test_a_person_parts_claims_and_takes_it_back():
    apart = ruling(1, "same-claim", [CRANE[0].id, CRANE[1].id], "no")
    groups = group_claims(ALL, [apart])
    assert group_of(groups, CRANE[0]) != group_of(groups, CRANE[1])
    undone = [apart, ruling(2, "undo", [CRANE[0].id], undoes=1)]
    assert group_claims(ALL, undone) == group_claims(ALL)


def test_a_person_puts_claims_together_that_nothing_else_connects():
    together = ruling(1, "merge", [CRANE[0].id, ELSEWHERE.id])
    groups = group_claims(ALL, [together])
    assert ELSEWHERE.id in group_of(groups, CRANE[0]).claims


def test_unsure_changes_nothing(groups):
    unsure = ruling(1, "same-claim", [CRANE[0].id, CRANE[1].id], "unsure")
    assert group_claims(ALL, [unsure]) == groups


def test_the_clearest_wording_has_names_and_no_marks():
    said = claim("a/c1", "“We shut the quay of Varn on Friday,”", "2024-03-09", "2024-03-08",
                 status="happened", kind="direct", about="Varn quay closed")  # fmt: skip
    group = group_of(group_claims([DONE, said]), DONE)
    assert group.claim == "The quay of Varn was closed on Friday"


def test_a_hundred_reprints_are_one_group():
    text = "a crane fell on the quay of Varn on Monday and killed two dockers, police said"
    reprints = [
        claim(f"r{i}/c1", text, "2024-03-05", "2024-03-04", status="happened") for i in range(100)
    ]
    assert [len(g.claims) for g in group_claims(reprints)] == [100]
